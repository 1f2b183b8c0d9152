"""Ties told by both who have them: 松山市がサクラメント市と、今治市がパナマ市と、それぞれ姉妹都市となっています.

One pair alone is read where both are what the sentence is of, as a report begins:
今治市とフィリピン中部のセブ州は8日、姉妹都市の提携に調印した.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ...matching.engine import Draft
from ..parties import government
from ..scene import Scene, Spot
from .tie_words import said_tie, tie_of_passage

_PAIR = re.compile(
    r"(?P<one>[\ue000-\uf8ff])市?(?:が|は)、?(?:[\ue000-\uf8ff](?:に|の|・)){0,2}(?P<other>[\ue000-\uf8ff])市?"
    r"(?:\([^()]*\))?と(?:も)?(?=、|それぞれ|[^。、がは]{0,12}。?$|[^。、]{0,10}[\ue000-\uf8ff])"
)

_BOUND = re.compile(r"と(?:それぞれ)?、?(?:結[びんぶ]|提携し|縁組)")


def pairs(scene: Scene) -> Iterator[Draft]:
    """The ties of a sentence that names each city with its partner."""
    if not scene.japanese or scene.discourse.kind == "heading":
        return
    bound = _BOUND.search(scene.text) and not scene.of("AgreementWord|Agreement")
    kind = said_tie(scene) or (tie_of_passage(scene) if bound else None)  # …と、…と結んでいる: as the one before
    if kind is None or not isinstance(kind.value, str):
        return
    told = [(m, *_ends(scene, m)) for m in _PAIR.finditer(scene.text)]
    found = [(m, one, other) for m, one, other in told if one is not None and other is not None]
    if len(found) < 2:  # one pair alone is else read as its first city's own sentence
        found = [(m, *ends) for m in _BOTH.finditer(scene.text) if (ends := _both(scene, m)) is not None]
    if len(found) != 1 and len(told) < 2:
        return
    for match, one, other in found:
        home, partner = scene.entity(one.noun), government(scene, scene.entity(other.noun))
        since = scene.dated([[other]])[0] if len(scene.dates) <= 1 else _within(scene, match)
        span = (match.start(), len(scene.text))
        yield from scene.draft(home, kind.value, partner, span, "tie-of-pair", since=since)
    scene.paired = True


_BOTH = re.compile(
    r"(?:^|[、。]|[\ue000-\uf8ff](?:の|には?)?)(?P<one>[\ue000-\uf8ff])[市町村]?(?:\([^()]*\))?と、?"
    r"(?:[\ue000-\uf8ff](?:[東西南北中央]{1,3}部)?(?:の|・)?){0,2}"
    r"(?P<other>[\ue000-\uf8ff])市?(?:\([^()]*\))?(?:は|が|の(?:間|双方)(?:は|が|で))、?(?:[\ue000-\uf8ff](?:に)?、?)?"
    r"(?:[^。、と]{0,8}で)?(?P<tie>[\ue000-\uf8ff])(?:(?=。?$)|[^。、]{0,12}?"
    r"(?:調印|署名|締結|結[びんぶ]|提携し|交わ)|[とに]な(?:った|りました|り、))"
    r"(?!.{0,6}(?:予定|見通し|見込|方針|検討|ない))"
)


def _both(scene: Scene, match: re.Match[str]) -> tuple[Spot, Spot] | None:
    """The two of a match, one at home and one abroad, where what they sign is a tie."""
    tie = scene.masked.noun_at(match.start("tie"))
    one, other = _ends(scene, match)
    return (one, other) if tie is not None and tie.kind == "Tie" and one is not None and other is not None else None


def _ends(scene: Scene, match: re.Match[str]) -> tuple[Spot | None, Spot | None]:
    """The city at home and the one abroad that a match pairs."""
    one, other = (
        next((s for s in scene.of("City|Prefecture|Self|Region") if s.at == match.start(group)), None)
        for group in ("one", "other")
    )
    if one is None or other is None:
        return None, None
    home = scene.is_own(one.noun) or scene.at_home(one.noun)
    return (one, other) if home and not scene.at_home(other.noun) else (None, None)


def _within(scene: Scene, match: re.Match[str]) -> Interval | None:
    return next((v for d, v in scene.dates if match.start() <= d < match.end()), None)
