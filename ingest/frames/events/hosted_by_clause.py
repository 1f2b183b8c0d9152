"""Events that an English aside or a list tells: *the 5th Forum, which Otsu and UNEP hosted on 3 May 2019*.

*Marked it with a Seminar and a Symposium in Kobe on 30 August 2016*: events of one list share its place and days.
Who hosted is a city, then it was there, or a body, then it organised it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ....ontology.model import Entity, Value
from ...matching.engine import Draft, days
from ..scene import Scene

_N = "[\ue000-\uf8ff]"
_THE = r"(?:the )?(?:[Cc]ity of )?"
_PLACE = rf"(?:in|at) {_THE}(?P<c>{_N})(?:,? (?:in )?(?:the )?{_N})?"
_WHICH = re.compile(
    rf"(?P<e>{_N})(?: \([^()]*\))?,? which (?P<all>{_THE}{_N}(?:,? and {_THE}{_N}|, {_THE}{_N})*)"
    rf" (?:jointly |together )?(?:hosted|held|organi[sz]ed|staged|convened|put on)(?: (?:jointly|together))?"
    rf"(?: {_PLACE})?,? (?:on|from|in) (?P<d>{_N})"
)
_LIST = re.compile(
    r"\b(?:with|held|hosted|organi[sz]ed|staged|convened|through|by holding) (?:both )?(?:an? |the |its )?"
    rf"(?P<all>{_N}(?:, (?:an? |the )?{_N})*,? and (?:an? |the |its )?{_N}) {_PLACE},?"
    rf" (?:on|from|in) (?P<d>{_N})"
)


def hosted_by_clause(scene: Scene) -> Iterator[Draft]:
    """``hostCityOf``, ``organizedBy``, ``heldOn`` and ``heldIn`` of the events of an aside or a list."""
    if scene.says("bid") or scene.discourse.kind == "heading":
        return
    for told in _WHICH.finditer(scene.text):
        event, when = _event(scene, told.start("e")), scene.date_at(told.start("d"))
        for spot in scene.of("City|Self|Prefecture|Organization|InternationalOrganization") if event else ():
            if told.start("all") <= spot.at < told.end("all"):
                city = spot.noun.kind in ("City", "Self")
                ends = (scene.entity(spot.noun), event) if city else (event, scene.entity(spot.noun))
                yield from _dated(scene, told, "hostCityOf" if city else "organizedBy", ends, when)
        yield from _held(scene, told, event, when)
    for told in _LIST.finditer(scene.text):
        when = scene.date_at(told.start("d"))
        for at in range(*told.span("all")):
            yield from _held(scene, told, _event(scene, at), when)


def _event(scene: Scene, at: int) -> Entity | None:
    noun = scene.masked.noun_at(at)
    return scene.entity(noun) if noun is not None and noun.kind == "Event" else None


def _held(scene: Scene, told: re.Match[str], event: Entity | None, when: Interval | None) -> Iterator[Draft]:
    """When an event was, and where, if the words say so."""
    if event is None or when is None:
        return
    noun = scene.masked.noun_at(told.start("c")) if told["c"] else None
    city = scene.entity(noun) if noun is not None and noun.kind in ("City", "Self") else None
    yield from _dated(scene, told, "heldOn", (event, Value("Date", str(when))), when)
    yield from _dated(scene, told, "hostCityOf", (city, event), when)
    yield from _dated(scene, told, "heldIn", (event, city), when)


def _dated(
    scene: Scene, told: re.Match[str], relation: str, ends: tuple[Entity | None, Entity | Value | None],
    when: Interval | None,
) -> Iterator[Draft]:  # fmt: skip
    begun, ended = days(when) if when is not None else (None, None)
    yield from scene.draft(ends[0], relation, ends[1], told.span(), "hosted-by-clause", since=begun, until=ended)
