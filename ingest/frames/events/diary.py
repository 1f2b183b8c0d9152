"""Lines of a diary: 14 June 2022 Executive Board, Kotka; Friendship Dinner: 3 June, Town Hall.

A line may end in how many came: 9th Assembly: Busan, September 2019, 700 delegates. A Japanese one tells more by
words for it: 6月3日 市民のつどい(会場 公会堂) 参加者80名 主催 市.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Value
from ...matching.engine import Draft, days
from ...matching.literals import PEOPLE
from ..scene import Scene, Spot

_PLACES = "City|Facility|University|Office"
_LONGEST = 120  # masked characters of a line
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thur?s?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?"
_N = "[\ue000-\uf8ff]"
_MARKS = r"[^\w\ue000-\uf8ff]{0,3}"
_OPENS = re.compile(rf"{_MARKS}{_WEEKDAY}(?={_N})")
_APART = re.compile(r"(?:, \d{4})?(?: ?[:|–—-] ?|, |\. | )(?:[Tt]he |[Aa]nnual )*")
_ARTICLE = re.compile(rf"{_MARKS}(?:[Tt]he |[Aa]nnual )*")
_TOLD = re.compile(rf"(?::|,| [–—-]| \|) (?:(?:[^.;]{{1,60}}?), )?{_WEEKDAY}(?:on )?")
_AT = re.compile(r"(?:,| at| in| \(| [–—-]|:)(?: on)?(?: the)? ?")


_BRACKETS = re.compile(rf" \({_WEEKDAY}(?P<day>{_N})(?:, \d{{4}})?(?:,|;| at) (?:the )?(?P<place>{_N})")


def in_brackets(scene: Scene) -> Iterator[Draft]:
    """The same of events with both in brackets: Taiko Night (July 16, Wright Park) was free."""
    for event in () if scene.japanese or not scene.dates else scene.of("Event"):
        told = _BRACKETS.match(scene.text, event.at + 1)
        place = next((s for s in scene.of(_PLACES) if told and s.at == told.start("place")), None)
        if told and place and any(d == told.start("day") for d, _ in scene.dates):
            yield from _told(scene, event, told.start("day"), place)


def diary(scene: Scene) -> Iterator[Draft]:
    """``heldOn``, ``heldIn``, ``hostCityOf`` and ``participantCount`` of the event of a line that tells its day."""
    if scene.japanese or not scene.dates or len(scene.text) > _LONGEST or scene.discourse.kind == "heading":
        return
    event = next(iter(scene.of("Event")), None)
    date = _day(scene, event) if event else None
    if event is None or date is None:
        return
    yield from _told(scene, event, date, _place(scene, event, date))
    yield from _came(scene, event, date)


def _came(scene: Scene, event: Spot, date: int) -> Iterator[Draft]:
    """How many people a line tells at its end: 2nd Assembly: Porto, Portugal, May 2012, 250 delegates."""
    told = next((s for s in scene.of("Count") if _AT_END.fullmatch(scene.text, date + 1, s.at)), None)
    if told is None or not (told.noun.names and _PEOPLE.match(told.noun.names[0])):
        return
    if not isinstance(told.noun.value, float) or _MORE.match(scene.text, told.at + 1) is None:
        return
    begun, ended = days(next(v for d, v in scene.dates if d == date))
    count = Value("Count", f"{told.noun.value:.15g}")
    entity, span = scene.entity(event.noun), (event.at, told.at + 1)
    yield from scene.draft(entity, "participantCount", count, span, "diary", since=begun, until=ended, done=True)


_PEOPLE = re.compile(PEOPLE)
_AT_END = re.compile(r"(?:,|;| [–—-]| \||:) | \(")
_MORE = re.compile(r"\)?(?: (?:took part|attended|came))?(?:[.;]|$)")


_ENTRY = re.compile(rf"{_MARKS}(?P<day>{_N})(?:\([^()]{{1,6}}\)[\s:：|│]*|[\s:：|│]+)[「『]?(?={_N})")
_LABELLED = re.compile(r"(?:^|[\s(、)])(?:会場|場所|於|主催|参加(?:者)?|来場(?:者)?|出席(?:者)?)[\s:：]?(?=\S)")


def labelled(scene: Scene) -> Iterator[Draft]:
    """``heldOn`` of the event of a Japanese line that opens with its day and goes on by words for the rest."""
    if not scene.japanese or not scene.dates or len(scene.text) > _LONGEST:
        return
    opens = _ENTRY.match(scene.text)
    event = next((s for s in scene.of("Event") if opens and s.at == opens.end()), None)
    if opens is None or event is None or not _LABELLED.search(scene.text, event.at + 1):
        return
    if any(d == opens.start("day") for d, _ in scene.dates):
        yield from _told(scene, event, opens.start("day"), None)


def _told(scene: Scene, event: Spot, date: int, place: Spot | None) -> Iterator[Draft]:
    when = next(v for d, v in scene.dates if d == date)
    if when.precision not in ("day", "month", "range"):
        return
    begun, ended = days(when)
    entity, span = scene.entity(event.noun), (min(event.at, date), max(event.at, date) + 1)
    held = Value("Date", str(when))
    yield from scene.draft(entity, "heldOn", held, span, "diary", since=begun, until=ended)
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
    for spot in scene.of(_PLACES):
        if any(_AT.fullmatch(scene.text, at + 1, spot.at) for at in (event.at, date)):
            return spot
    return None
