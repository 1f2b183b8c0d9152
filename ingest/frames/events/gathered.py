"""What an English sentence tells of the one event it is about, in any order: who put it on, where, when; the host.

The event is the only one that the sentence names; where it names none and takes one up (*it*, *the event*), the one
spoken of. A hall, a day and a city beside it are its own where something says that people gathered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ....ontology.model import Entity, Value
from ...matching.engine import Draft, days
from ...matching.literals import PEOPLE
from ...text.mask import Noun
from ..scene import Scene, Spot
from ..wordings import wording
from ..words import word
from .gatherings import finest, spoken_event

_EVENTS = "Event|EventSeries"
_PEOPLE = re.compile(PEOPLE)
_BY = ("by_organiser", "is_organiser", "organises_it", "an_event_of")
_AT = re.compile(r"\b(?:at|in|to|filled|packed|inside) (?:the )?$")
_INSIDE = re.compile(r"\b(?:at|in|near) (?:the )?$")
_OF_ELSE = re.compile(r"\b(?:since|founded in|established in|from|until|after|before|following) $")
_RULE = "event-gathered"


def gathered(scene: Scene) -> Iterator[Draft]:
    """``organizedBy``, ``heldIn``, ``heldOn`` and ``hostCityOf`` of the event of an English sentence."""
    if scene.japanese or scene.discourse.kind == "heading":
        return
    named = {s.noun.text: s for s in scene.of(_EVENTS)}
    if len(named) > 1:
        return
    spot = next(iter(named.values()), None)
    if spot and _INSIDE.search(scene.before(spot.at, 12)):
        return  # the day at the Public Market: where it was
    noun = spot.noun if spot else _taken_up(scene)
    event = scene.entity(noun) if noun else None
    if event is None or wording("no_gathering").search(scene.text):
        return
    span = (0, len(scene.text))
    for agent in _organisers(scene, spot):
        yield from scene.draft(event, "organizedBy", agent, span, _RULE)
    if spot is None or not wording("gathers").search(scene.text):
        return
    when = _day(scene)
    begun, ended = days(when) if when else (None, None)
    hall = _hall(scene, spot)
    if hall is not None and (when is not None or spot.noun.text != spot.noun.text.lower()):
        yield from scene.draft(event, "heldIn", hall, span, _RULE, since=begun, until=ended)
    if when is not None and (when.precision == "day" or hall is not None or scene.of("Count")):
        yield from scene.draft(event, "heldOn", Value("Date", str(when)), span, _RULE, since=begun, until=ended)
    for count in _people(scene):
        yield from scene.draft(event, "participantCount", count, span, _RULE, since=begun, until=ended)
    if (city := _host(scene)) is not None:
        yield from scene.draft(city, "hostCityOf", event, span, _RULE, since=begun, until=ended)


def _people(scene: Scene) -> Iterator[Value]:
    """How many came, where the sentence tells one number of people, and not that they were sent."""
    found = [s for s in scene.of("Count") if s.noun.names and _PEOPLE.match(s.noun.names[0])]
    for spot in found if len(found) == 1 else ():
        if isinstance(spot.noun.value, float) and not word("sent_en").search(scene.before(spot.at, 40)):
            yield Value("Count", f"{spot.noun.value:.15g}")


def _taken_up(scene: Scene) -> Noun | None:
    """The event spoken of, where the sentence takes it up or only says who put it on."""
    text = scene.text.strip(" -*•")
    alone = wording("is_organiser").match(text)
    taken = wording("the_event").match(text)
    if not taken and not _BY_WHOM.match(text) and not (alone and len(text) - alone.end() < _REST):
        return None
    spoken = spoken_event(scene)
    head = taken["head"] if taken else None
    return None if head and spoken and head not in spoken.text.lower() else spoken


_BY_WHOM = re.compile(r"(?:The )?(?:[Oo]rgani[sz]er|[Cc]onvenor)s?\b|Responsibility\b|Of which\b")
_REST = 3  # characters behind a sentence that says nothing but who organised it


def _organisers(scene: Scene, spot: Spot | None) -> Iterator[Entity]:
    """Those whom the sentence says to have put the event on."""
    for name in _BY:
        for told in wording(name).finditer(scene.text):
            if name == "organises_it" and not _is_object(scene, spot, told.end()):
                continue
            for low, high in _names(scene, told.start("who"), told.end("who")):
                agent = _agent(scene, low, high)
                if agent is not None:
                    yield agent


def _is_object(scene: Scene, spot: Spot | None, at: int) -> bool:
    """Whether the event stands right behind the verb there, or before *which X organised*."""
    if spot is None:
        return re.match(r" (?:it|the (?:event|whole))\b", scene.text[at:]) is not None
    return 0 <= spot.at - at <= _REACH or (spot.at < at and "which " in scene.text[spot.at : at])


_REACH = 16


def _names(scene: Scene, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The names of an enumeration of organisers, as masked ranges."""
    at = low
    for part in wording("partly").finditer(scene.text, low, high):
        yield at, part.start()
        at = part.end()
    yield at, high


def _agent(scene: Scene, low: int, high: int) -> Entity | None:
    """Who is so called: a noun that is all of the name, else a body by the name that it has in the text."""
    inside = [s for s in scene.spots if low <= s.at < high]
    if high - low == 1 and inside:
        noun = inside[0].noun
        return scene.entity(noun) if scene.is_a(noun, "Agent|Self") else None
    if any(s.noun.kind in _NO_NAMES for s in inside) or _PLAIN.fullmatch(scene.text, low, high):
        return None
    text = scene.masked.clean.text[scene.masked.at[low] : scene.masked.at[high]]
    return scene.discourse.minter.named("Organization", text.removeprefix("The ").strip())


_NO_NAMES = frozenset(["Date", "RelativeDate", "FiscalYear", "Count", "Event", "EventSeries", "Anniversary"])
_PLAIN = re.compile(
    r"(?:The|It|Its|This|That|They|We|Our|Both|In|On|At|There|Here|Today|Last|Next|Organi[sz]ers?|Responsibility"
    r"|Volunteers|Members|People|Who|Which)"
)


def _hall(scene: Scene, spot: Spot) -> Entity | None:
    """The one building that the sentence names, or what it says to be the venue."""
    halls = [s for s in scene.of("Facility") if _AT.search(scene.before(s.at, 24))]
    told = wording("place_told").search(scene.text)
    group = next((g for g in ("where", "where2", "where3") if told and told[g]), None)
    if told and group:
        low, high = told.span(group)
        inside = [s for s in scene.spots if low <= s.at < high]
        elsewhere = group == "where3" and not 0 < spot.at - told.end() < _REACH
        if elsewhere or any(s.noun.kind in _NO_NAMES for s in inside):
            return None
        if high - low == 1 and inside:
            noun = inside[0].noun
            return scene.entity(noun) if noun.kind == "Facility" else None
        if not inside or _PLAIN.match(scene.text, low):
            return None
        text = scene.masked.clean.text[scene.masked.at[low] : scene.masked.at[high]]
        return scene.discourse.minter.named("Facility", text.removeprefix("The "))
    return scene.entity(halls[0].noun) if len(halls) == 1 else None


def _day(scene: Scene) -> Interval | None:
    """The one day or span of days that the sentence tells."""
    dates = [(d, v) for d, v in scene.dates if v.precision in ("day", "month")]
    if any(_OF_ELSE.search(scene.text, 0, d) and not scene.text.startswith("From", d - 5) for d, _ in dates):
        return None
    day = finest(v for _, v in dates)
    return day if day is not None and all(v.overlaps(day) for _, v in dates) else None


def _host(scene: Scene) -> Entity | None:
    """The city that the sentence says to be the host."""
    for told in wording("host_told").finditer(scene.text):
        noun = next((scene.masked.noun_at(told.start(g)) for g in _CITIES if told[g]), None)
        if noun is not None and noun.kind in ("City", "Self"):
            return scene.entity(noun)
    return None


_CITIES = ("city", "city2", "city3", "city4", "city5", "city6")
