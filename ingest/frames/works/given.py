"""Help told in any order: Lviv received two ambulances from Bergen; a consignment went to Lviv; by residents.

Needed are what is given (goods, money), that it changed hands, and who had it. Who gave it is named (*from*, *by*,
the subject), else it is the document's own party; another body that is named gave it itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ....ontology.model import Entity
from ...matching.engine import Draft
from ..doers import doer
from ..parties import IN_STATE
from ..scene import Scene, Spot
from ..sides import is_side
from ..wordings import wording
from .help_told import help_since

_PLACES = "City|Country"
_WORD = r"\b(?:{})\b"
_IN = re.compile(r"\b(?:in|of) (?:the )?$")
_LEAD = 90  # masked characters before a receiver in which the words stand that make it one
_WHEN = frozenset(["Date", "RelativeDate", "FiscalYear", "Count"])
_OURS = frozenset(["City", "Council", "Our", "Us"])


def given(scene: Scene) -> Iterator[Draft]:
    """``providesSupportTo`` of an English sentence that tells of goods or money and who had them."""
    if scene.japanese or scene.discourse.kind == "heading" or scene.owner is None:
        return
    if not scene.of(_PLACES) or scene.of("Event|EventSeries|Role|Agreement") or not _what(scene.text):
        return
    for spot in scene.of(_PLACES):
        if scene.is_own(spot.noun) or scene.at_home(spot.noun) or not is_side(scene, spot, anywhere=True):
            continue
        if spot.noun.kind == "Country" and IN_STATE.search(scene.before(spot.at, 30)):
            continue  # Sumy, Ukraine: the city's country
        span = _had(scene, spot)
        giver = _giver(scene, spot) if span else None
        if span is None or giver is None:
            continue
        since = help_since(scene, *span)
        yield from scene.draft(giver, "providesSupportTo", scene.entity(spot.noun), span, "help-given", since=since)


def _what(text: str, low: int = 0, high: int | None = None) -> bool:
    """Whether goods or money are told in a range of a text."""
    end = len(text) if high is None else high
    return bool(wording("money").search(text, low, end) or wording("things").search(text, low, end))


def _clause(scene: Scene, at: int) -> tuple[int, int]:
    """The clause around a place of the masked text."""
    ends = wording("help_ends")
    low = max((m.end() for m in ends.finditer(scene.text, 0, at)), default=0)
    end = ends.search(scene.text, at)
    return low, end.start() if end else len(scene.text)


def _had(scene: Scene, spot: Spot) -> tuple[int, int] | None:
    """Where the sentence says that a place was given something; none where it does not or is not done."""
    place = _Place(scene, spot, *_clause(scene, spot.at))
    if wording("no_help").search(scene.text, place.low, place.high):
        return None
    for read in (_received, _of_stricken, _by_pronoun, _sent):
        if (told := read(place)) is not None:
            start, end, said = told
            return None if wording("not_yet").search(scene.text, *said) else (start, end)
    return None


class _Place(NamedTuple):
    """A place that may have received something, and the clause around it."""

    scene: Scene
    spot: Spot
    low: int
    high: int


_Told = tuple[int, int, tuple[int, int]]
"""The range that tells it, and the one in which nothing may say that it is not done."""


def _received(place: _Place) -> _Told | None:
    """Poltava (Ukraine) took delivery of four generators."""
    scene, spot, _low, high = place
    told = wording("received").match(scene.text, spot.at + 1, high)
    if told is None or not _what(scene.text, told.end(), high):
        return None
    return told.start("gets"), high, (told.start("gets"), high)


def _of_stricken(place: _Place) -> _Told | None:
    """Serbia was hit by floods, and our collection for the families made £3,000."""
    scene, spot, _low, _high = place
    struck = wording("stricken").match(scene.text, spot.at + 1)
    told = wording("for_them").search(scene.text, spot.at) if struck else None
    if told is None or not _what(scene.text, spot.at):
        return None
    return told.start(), told.end(), (spot.at, len(scene.text))


def _by_pronoun(place: _Place) -> _Told | None:
    """No pact was signed with Lviv, though the council did help it with supplies: of the only place before."""
    scene, spot, low, _high = place
    told = wording("helped_it").search(scene.text, spot.at)
    if told is None or not _what(scene.text, told.end()):
        return None
    before = [s for s in scene.of(_PLACES) if s.at < told.start() and not scene.is_own(s.noun)]
    return (
        (told.start(), len(scene.text), (max(low, told.start() - 30), told.start())) if before == [spot] else None
    )


def _sent(place: _Place) -> _Told | None:
    """A consignment went to Zhytomyr; three ambulances were made available to the hospital in Sumy."""
    scene, spot, low, high = place
    text, start = scene.text, max(low, spot.at - _LEAD)
    lead = text[start : spot.at]
    inside = _IN.search(lead)
    to = wording("to_whom").search(lead) or wording("whom").search(lead)
    to = to or (wording("to_whom").search(text[low : start + inside.start()] + " ") if inside else None)
    if to is None or not _what(text, low, high):
        return None
    told = [m for name in ("gives", "went") for m in wording(name, _WORD).finditer(text, low, high)]
    told += list(wording("helps", _WORD).finditer(text, low, spot.at))
    if not told:
        return None
    return min(told[0].start(), spot.at), high, (low, max(told[0].end(), spot.at))


def _giver(scene: Scene, spot: Spot) -> Entity | None:
    """Who gave it: named behind *from* or *by*, the subject of the verb, else the document's own party."""
    low, high = _clause(scene, spot.at)
    for told in wording("by_whom").finditer(scene.text, low, high):
        noun = scene.masked.noun_at(told.start("who"))
        if noun is None:
            return scene.owner if told["who"] in _OURS or told["who"][0].islower() else None
        if noun.kind in _WHEN or noun is spot.noun:
            continue
        if scene.is_own(noun):
            return scene.owner
        voice = scene.discourse.frame.voice
        if voice is not None and scene.is_a(noun, "Organization") and any(n.text == noun.text for n in voice.names):
            return scene.owner
        return scene.entity(noun) if noun.kind == "City" else None
    verb = wording("gives", _WORD).search(scene.text, low, high)
    who = doer(scene, verb.start()) if verb is not None and verb.start() < spot.at else None
    return scene.owner if who is None else who.entity
