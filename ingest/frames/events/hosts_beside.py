"""Hosts and days of events that English tells beside others: of the next one, of the first, as who was host.

*Sapporo was the host of the Winter Games in 1972, Munich of the Summer Games that followed*; *the Congress 2021,
with the City of Ghent, Belgium, as host*; *It opened online with the Launch Days of 13-15 April 2021*; *The
founding one met in Oslo in 1990*, of a congress that is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval, on
from ....ontology.model import Entity, Value
from ...dates.sentence_dates import NAMED_YEAR
from ...matching.engine import Draft, days
from ...text.mask import Noun
from ..scene import Scene
from .hosts import another_edition

_N = "[\ue000-\uf8ff]"
_THE = r"(?:the )?(?:[Cc]ity of )?"
_EVENTS = "Event|EventSeries"
_RULE = "host-beside"
_NEXT = re.compile(
    rf"{_N}(?: [Cc]ity)? (?:(?:was|had been) (?:the )?host (?:city )?(?:of|to|for)|(?:had )?hosted) (?:the )?{_N}"
    rf",? (?:in|on|from) (?P<d>{_N}),? (?:and )?(?P<c>{_N}) (?:of |to |hosted )?the (?P<e>{_N})"
    rf"(?: (?:that|which) followed| (?:of|in) (?:the same|that) year| {_N}|,? (?:in|on|from) (?P<own>{_N}))"
)
_AS_HOST = re.compile(
    rf"(?P<e>{_N})(?:,? (?P<d>{_N}))?,? with {_THE}(?P<c>{_N})(?: City)?(?:,? (?:in )?{_N})?,?"
    r" as (?:its |the )?host\b"
)
_PART = re.compile(
    r"\b(?:[Oo]pened|[Bb]egan|[Bb]egun|[Ss]tarted|[Kk]icked off|[Cc]ontinued|[Ww]ent on|[Ee]nded|[Cc]losed"
    r"|[Cc]oncluded|[Ff]inished|[Cc]ulminated)(?: (?!with|in|at)[a-z]+){0,2} (?:with|in|at) (?:the|an?|its) "
    rf"(?P<e>{_N})(?:,? (?:held )?(?:in|at) {_THE}(?P<c>{_N})(?:, {_N})?)?,? (?:of|on|from|in) (?P<d>{_N})"
)
_BY = re.compile(
    rf"(?P<e>{_N})(?: \([^()]*\))? (?:was|were|is|will be) (?:[a-z]+ )?(?:co-)?hosted by (?:the )?(?P<c>{_N})"
    rf"(?:,? {_N})?(?:,? (?:on|in|from) (?P<d>{_N}))?"
)
_GOVERNMENT = re.compile(
    r" (?:(?:Special |Metropolitan |Municipal |City )+(?:Government|Council)|Municipality|City Hall)"
)
_ONE = re.compile(
    r"\b[Tt]he (?:founding|inaugural|very first|first|second|third|last|latest|previous|most recent) one"
    rf"(?: (?:was|had been))? (?:met|held|took place|convened|gathered|staged) in {_THE}(?P<c>{_N})(?:,? {_N})?"
    rf",? (?:in|on|from) (?P<d>{_N})"
)
_NUMBERED = re.compile(r"\d|\b(?i:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b")


def hosts_beside(scene: Scene) -> Iterator[Draft]:
    """``hostCityOf`` and ``heldOn`` of events that stand beside another, or are a part or an edition of one."""
    if scene.discourse.kind == "heading" or scene.says("bid"):
        return
    for way in (_NEXT, _AS_HOST, _PART, _BY):
        for told in way.finditer(scene.text):
            noun = scene.masked.noun_at(told.start("e"))
            if noun is not None and scene.is_a(noun, _EVENTS):
                yield from _told(scene, told, scene.entity(noun), _when(scene, told, noun.text))
    for told in _ONE.finditer(scene.text):
        spoken, when = scene.spoken(_EVENTS), scene.date_at(told.start("d"))
        if spoken is not None and when is not None and not scene.of(_EVENTS):
            one = another_edition(scene, spoken, when) if _NUMBERED.search(spoken.text) else scene.entity(spoken)
            one = one or scene.discourse.minter.named("Event", spoken.text)
            yield from _told(scene, told, one, when)


def _when(scene: Scene, told: re.Match[str], name: str) -> Interval | None:
    """The date of an event: its own, that of its part, the year of the one that it followed, or of its name."""
    if told.re is _NEXT and told["own"]:
        return scene.date_at(told.start("own"))
    when = scene.date_at(told.start("d")) if told["d"] else None
    if told.re is _NEXT:
        return on(when.earliest.year) if when is not None and when.earliest is not None else None
    named = NAMED_YEAR.search(name) if when is None else None
    return on(int(named[0])) if named else when


def _told(scene: Scene, told: re.Match[str], event: Entity | None, when: Interval | None) -> Iterator[Draft]:
    begun, ended = days(when) if when else (None, None)
    place = scene.masked.noun_at(told.start("c")) if told["c"] else None
    if told.re is _BY and (place := _governed(place)) is None:
        return  # a city by its name: told by events
    host = scene.meant(place) if place is not None and place.kind in ("City", "Self") else None
    yield from scene.draft(host, "hostCityOf", event, told.span(), _RULE, since=begun, until=ended)
    if when is not None:
        held = Value("Date", str(when))
        yield from scene.draft(event, "heldOn", held, told.span(), _RULE, since=begun, until=ended)


def _governed(body: Noun | None) -> Noun | None:
    """The city whose government put an event on: hosted by the Suzhou Municipal Government."""
    city = body.parts[0] if body is not None and body.parts else None
    named = body is not None and city is not None and _GOVERNMENT.fullmatch(body.text, len(city.text))
    return city if named else None
