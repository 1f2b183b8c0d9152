"""Lines of an English diary: 14 June 2022 Executive Board, Kotka; Friendship Dinner: 3 June, Town Hall."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...ontology.model import Value
from ..matching.engine import Draft, days
from .scene import Scene, Spot

_LONGEST = 120  # masked characters of a line
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thur?s?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?"
_N = "[\ue000-\uf8ff]"
_MARKS = r"[^\w\ue000-\uf8ff]{0,3}"
_OPENS = re.compile(rf"{_MARKS}{_WEEKDAY}(?={_N})")
_APART = re.compile(r"(?:, \d{4})?(?: ?[:|–—-] ?|, |\. | )(?:[Tt]he |[Aa]nnual )*")
_ARTICLE = re.compile(rf"{_MARKS}(?:[Tt]he |[Aa]nnual )*")
_TOLD = re.compile(rf"(?::|,| [–—-]| \|) (?:(?:[^.;]{{2,60}}?), )?{_WEEKDAY}(?:on )?")
_AT = re.compile(r"(?:,| at| in| \(| [–—-]|:)(?: on)?(?: the)? ?")


def diary(scene: Scene) -> Iterator[Draft]:
    """``heldOn``, ``heldIn`` and ``hostCityOf`` of the event of a line that tells its day and its place."""
    if scene.japanese or not scene.dates or len(scene.text) > _LONGEST or scene.discourse.kind == "heading":
        return
    event = next(iter(scene.of("Event")), None)
    date = _day(scene, event) if event else None
    if event is None or date is None:
        return
    when = next(v for d, v in scene.dates if d == date)
    if when.precision not in ("day", "month", "range"):
        return
    begun, ended = days(when)
    entity, span = scene.entity(event.noun), (min(event.at, date), max(event.at, date) + 1)
    held = Value("Date", str(when))
    yield from scene.draft(entity, "heldOn", held, span, "diary", since=begun, until=ended)
    place = _place(scene, event, date)
    if place is None:
        return
    where = scene.entity(place.noun)
    span = (min(span[0], place.at), max(span[1], place.at + 1))
    if place.noun.kind == "City":
        yield from scene.draft(where, "hostCityOf", entity, span, "diary", since=begun, until=ended)
    else:
        yield from scene.draft(entity, "heldIn", where, span, "diary", since=begun, until=ended)


def _day(scene: Scene, event: Spot) -> int | None:
    """Where the day of the line's event stands: right before it, or behind its name."""
    text, dated = scene.text, {d for d, _ in scene.dates}
    opens = _OPENS.match(text)
    if opens and opens.end() in dated:
        return opens.end() if _APART.fullmatch(text, opens.end() + 1, event.at) else None
    if not _ARTICLE.fullmatch(text, 0, event.at):
        return None
    told = next((d for d in sorted(dated) if _TOLD.fullmatch(text, event.at + 1, d)), None)
    return told if told is not None and text[event.at + 1 : told].count(" ") < _FEW else None


_FEW = 9  # words between an event and its day, in a line


def _place(scene: Scene, event: Spot, date: int) -> Spot | None:
    """The place beside the event, else the one behind its day."""
    for spot in scene.of("City|Facility|University|Office"):
        if any(_AT.fullmatch(scene.text, at + 1, spot.at) for at in (event.at, date)):
            return spot
    return None
