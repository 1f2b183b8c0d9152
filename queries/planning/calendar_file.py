"""Milestones as a calendar that Thunderbird, Google and Apple take: iCalendar, RFC 5545.

What always holds: one all-day event a milestone, over all the days on which it may fall; equal answers give
equal bytes; nothing in a text can end its property (RFC 5545, 3.3.11) or put a control character into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from ...ontology.edtf import parse
from ...words import Words
from ..export import footnote
from ..spoken import spoken
from .milestone import Milestone, before, milestones

if TYPE_CHECKING:
    from icalendar import Event

    from ...ontology.model import Lang
    from ..answer import Answer

CITED: Final = 5
"""How many sources a description holds: Google takes 8,192 characters of it."""
_MORNING: Final = timedelta(hours=9)
_QUOTED: Final = 400
_FORBIDDEN: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_UNDATED: Final = date(1970, 1, 1)


def to_ics(answer: Answer, *, reminders: Sequence[int] = ()) -> bytes:
    """The rows of ``anniversaries`` as a calendar, each with alarms so many months (``reminders``) before."""
    from icalendar import Calendar  # noqa: PLC0415  (a tenth of a second to import)

    words = Words(answer.lang)
    calendar = Calendar()
    calendar.add("prodid", f"-//enishi//{answer.lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", words.say("plans.calendar.name"))
    for milestone in milestones(answer):
        calendar.add_component(_event(milestone, reminders, answer.lang))
    return bytes(calendar.to_ical())


def _event(milestone: Milestone, reminders: Sequence[int], lang: Lang) -> Event:
    from icalendar import Alarm, Event  # noqa: PLC0415

    event = Event()
    event.add("uid", milestone.uid)
    event.add("dtstamp", _stamp(milestone.as_of))
    event.add("dtstart", milestone.first)
    event.add("dtend", milestone.last + timedelta(days=1))  # RFC 5545, 3.6.1: the end is not included
    event.add("summary", _plain(milestone.summary))
    event.add("description", _plain("\n".join(_description(milestone, lang))))
    event.add("categories", [_plain(milestone.relation)])
    event.add("status", "CONFIRMED" if milestone.certain else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    for months in reminders:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        told = Words(lang).say("plans.calendar.reminder", months=months, summary=milestone.summary)
        alarm.add("description", _plain(told))
        # In days: RFC 5545 has no durations in months (3.3.6), and not all programs take an alarm at a date.
        alarm.add("trigger", before(milestone.first, months) - milestone.first + _MORNING)
        event.add_component(alarm)
    return event


def _stamp(as_of: str | None) -> datetime:
    """DTSTAMP from what the sources speak for, as today's time would make each file another one."""
    day = (parse(as_of).earliest if as_of else None) or _UNDATED
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _description(milestone: Milestone, lang: Lang) -> Iterator[str]:
    words = Words(lang)
    yield words.say("plans.calendar.falls", when=spoken(milestone.when, lang))
    yield words.say("plans.calendar.since", when=spoken(milestone.since, lang))
    if not milestone.certain:
        yield words.say("plans.calendar.not_certain")
    yield words.say("plans.calendar.trust", trust=milestone.trust)
    notes = list(dict.fromkeys(footnote(citation, lang) for citation in milestone.citations))
    for note in notes[:CITED]:
        yield words.say("plans.calendar.source", source=note if len(note) <= _QUOTED else f"{note[:_QUOTED]}…")
    if len(notes) > CITED:
        yield words.say("plans.calendar.more", count=len(notes) - CITED)


def _plain(text: str) -> str:
    """A text without what RFC 5545 forbids in one: controls other than line breaks, halves of characters."""
    return _FORBIDDEN.sub(" ", text)
