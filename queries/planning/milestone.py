"""One row of the question ``anniversaries``, as calendars and planning sheets take it.

What always holds: ``uid`` is a function of what the milestone is about and of the years, never of the sources
or the day's file: a calendar that has it takes it again without a second entry.
"""

from __future__ import annotations

import hashlib
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ...errors import UsageError
from ...ontology.edtf import Interval, parse
from ...ontology.model import VALUE
from ...words import Words
from ..export import trust_text
from ..spoken import spoken
from .beginnings import about

if TYPE_CHECKING:
    from ..answer import Answer
    from ..citation import Citation

FURTHEST = 120


@dataclass(frozen=True, slots=True)
class Milestone:
    """An anniversary with its words in one language; it falls on one day from ``first`` to ``last``."""

    uid: str
    summary: str
    when: Interval
    first: date
    last: date
    since: Interval
    years: int
    subject: str
    relation: str
    object: str
    certain: bool
    trust: str
    as_of: str | None
    citations: tuple[Citation, ...]


def milestones(answer: Answer) -> Iterator[Milestone]:
    """The rows of an answer to ``anniversaries``, in their order."""
    seen: set[str] = set()
    for row, record in zip(answer.rows, answer.records(), strict=True):
        shown = dict(zip((c.name for c in answer.columns), row.shown, strict=True))
        when, since = parse(str(record["falls"])), parse(str(record["since"]))
        if when.earliest is None or when.latest is None:
            continue
        key = (*about(record, answer.question.options), str(record["years"]))
        # Where documents disagree on the start, the first keeps the plain identity and the others name theirs.
        uid = _uid(*key) if _uid(*key) not in seen else _uid(*key, str(since))
        seen.add(uid)
        yield Milestone(
            uid=uid,
            summary=_summary(answer, shown, dated=str(record["object"]).startswith(VALUE), when=when),
            when=when,
            first=when.earliest,
            last=when.latest,
            since=since,
            years=int(str(record["years"])),
            subject=shown["subject"],
            relation=shown["relation"],
            object="" if str(record["object"]).startswith(VALUE) else shown["object"],
            certain=bool(record["certain"]),
            trust=trust_text(row, answer.lang),
            as_of=str(record["as_of"]) if record["as_of"] else None,
            citations=row.citations,
        )


def read_reminders(text: str) -> tuple[int, ...]:
    """How many months before to be reminded, most first; raises ``reminder_malformed``.

    >>> from enishi.queries.planning.milestone import read_reminders
    >>> read_reminders("6、18")
    (18, 6)
    """
    try:
        months = sorted({int(part) for part in text.replace("、", ",").split(",")}, reverse=True)
    except ValueError:
        raise UsageError("reminder_malformed", value=text) from None
    if not 1 <= months[-1] <= months[0] <= FURTHEST:
        raise UsageError("reminder_malformed", value=text)
    return tuple(months)


def before(day: date, months: int) -> date:
    """The day so many months before; the month's last where it has no such day.

    >>> from datetime import date
    >>> from enishi.queries.planning.milestone import before
    >>> before(date(2027, 8, 31), 18).isoformat()
    '2026-02-28'
    """
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _uid(*key: str) -> str:
    return f"{hashlib.sha256(chr(0).join(key).encode()).hexdigest()[:32]}@enishi"


def _summary(answer: Answer, shown: dict[str, str], *, dated: bool, when: Interval) -> str:
    words = Words(answer.lang)
    parts = {name: shown[name] for name in ("subject", "object", "relation", "years")}
    summary = words.say(f"plans.calendar.{'one' if dated else 'tie'}", **parts)
    if when.precision == "day" and not when.qualifier:
        return summary
    return words.say("plans.calendar.vague", summary=summary, when=spoken(when, answer.lang))
