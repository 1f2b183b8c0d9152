"""A tie that was renewed or reaffirmed, in English: an agreement of its own date, which does not begin the tie.

*The two cities renewed their sister-city agreement on 10 July 2023*; *both mayors signed a Reaffirmation of
Friendship*; *put their names on Tuesday to a paper renewing the sister-city relationship*. It is with the one city
that the sentence names beside the own, else with the one that the passage is about; a day told by its weekday alone
is the last one before the document's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...data import pattern
from ...matching.engine import Draft
from ..report_days import by_weekday
from ..scene import Scene
from ..ties.tie_words import tie_of_passage
from ..wordings import wording

_TWO = 2
_OPENS = re.compile(r"\W*(?:On|In) (?:\w+day,? )?$")


def renewals(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` between those who renewed their tie, on the day told."""
    if scene.discourse.kind != "heading":
        yield from _before(scene)
    told = (
        pattern("words/told_english.toml", "renewal", "told").search(scene.text)
        if scene.discourse.kind != "heading"
        else None
    )
    if told is None or wording("no_accord").search(scene.text[told.start() :]):
        return
    since = _day(scene, told)
    parties = _parties(scene)
    if since is None or len(parties) != _TWO:
        return
    yield from scene.draft(parties[0], "agreementWith", parties[1], told.span(), "tie-renewed", since=since)


_FIRST = "(?:earlier|first|original) (?:one|agreement|paper|pact)"
_EARLIER = re.compile(
    rf"\b(?:signed|concluded|made) the {_FIRST} (?:in|on) (?P<d>[\ue000-\uf8ff])"
    rf"|\b[Tt]he {_FIRST} (?:was|had been) (?:signed|concluded|made) (?:in|on) (?P<e>[\ue000-\uf8ff])"
)


def _before(scene: Scene) -> Iterator[Draft]:
    """What began the tie that was renewed: his predecessor had signed the earlier one in 2000."""
    told = _EARLIER.search(scene.text)
    tie = tie_of_passage(scene) if told and not scene.of("City") else None
    parties = _parties(scene) if tie is not None else []
    since = scene.date_at(told.start("d" if told["d"] else "e")) if told else None
    if told is None or tie is None or not isinstance(tie.value, str) or since is None or len(parties) != _TWO:
        return
    yield from scene.draft(parties[0], tie.value, parties[1], told.span(), "tie-renewed", since=since, done=True)


def _parties(scene: Scene) -> list[Entity]:
    """The two who renewed it: those that the sentence names, else the own city and the passage's."""
    named: list[Entity] = []
    for spot in scene.of("City|Self"):
        entity = scene.meant(spot.noun)
        if entity is not None and entity not in named and not scene.text.startswith(" Hall", spot.at + 1):
            named.append(entity)
    away = [e for e in named if e != scene.owner]
    if not away:
        around = {n.text: n for n in scene.discourse.abroad}
        away = [e for n in around.values() if not scene.is_own(n) and (e := scene.entity(n)) is not None]
    return named if len(away) > 1 else [scene.owner, *away] if scene.owner is not None else []


def _day(scene: Scene, told: re.Match[str]) -> Interval | None:
    """The date right behind what is told, or that its clause opens with; else the last such weekday."""
    behind = [(d, v) for d, v in scene.dates if told.end() <= d and ". " not in scene.text[told.end() : d]]
    if behind and re.search(r"\b(?:on|in) (?:\w+day,? )?$", scene.text[: behind[0][0]]):
        return behind[0][1]
    ahead = [(d, v) for d, v in scene.dates if d < told.start()]
    if ahead and (
        _OPENS.match(scene.text[: ahead[-1][0]]) or re.search(r"\b(?:on|in) $", scene.text[: ahead[-1][0]])
    ):
        return ahead[-1][1]
    return None if scene.dates and not _said_now(scene) else by_weekday(scene, told.start() - 40, len(scene.text))


def _said_now(scene: Scene) -> bool:
    """Whether the sentence's dates only say which year it is."""
    own = scene.discourse.frame.as_of
    return all(own is not None and v.contains(own) for _, v in scene.dates)
