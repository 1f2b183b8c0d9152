"""Ties told pair by pair: 松山市がサクラメント市と、今治市がパナマ市と、それぞれ姉妹都市となっています."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...ontology.edtf import Interval
from ..matching.engine import Draft
from .scene import Scene, Spot
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
    if len(found) < 2:  # one pair alone is read as its first city's own sentence
        return
    for match, one, other in found:
        home, partner = scene.entity(one.noun), scene.entity(other.noun)
        since = scene.dated([[other]])[0] if len(scene.dates) <= 1 else _within(scene, match)
        span = (match.start(), len(scene.text))
        yield from scene.draft(home, kind.value, partner, span, "tie-of-pair", since=since)
    scene.paired = True


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
