"""Which milestones fall in a window: years counted from everything that has a start.

What always holds: a milestone is as precise as its start and no more (since 1965 gives "in 2025", ``certain``
only where the whole of it lies in the window); starts that agree are one row with all their citations, starts
that do not are two; what has ended is left out unless asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, TypeAlias

from ..errors import UsageError
from ..ontology.edtf import Interval, on, one_of, parse
from ..ontology.fiscal import fiscal_interval
from ..ontology.model import VALUE, Status
from .catalogue import Question, Record

if TYPE_CHECKING:
    from ..graph.home import Cell

_LONG_AGO: Final = date(1, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Milestones:
    """Which years count: every multiple of ``every``, or just those ``listed``."""

    every: int | None = None
    listed: frozenset[int] = frozenset()

    def __contains__(self, years: int) -> bool:
        return years in self.listed if self.every is None else years % self.every == 0


def read_milestones(text: str) -> Milestones:
    """``5`` is every fifth year; ``10,50,100`` are just these. Raises ``milestones_malformed``.

    >>> from enishi.queries.anniversaries import read_milestones
    >>> [60 in read_milestones(text) for text in ("5", "10,50", "7")]
    [True, False, False]
    """
    try:
        years = [int(part) for part in text.replace("、", ",").split(",")]
    except ValueError:
        raise UsageError("milestones_malformed", value=text) from None
    if any(number < 1 for number in years):
        raise UsageError("milestones_malformed", value=text)
    return Milestones(every=years[0]) if len(years) == 1 else Milestones(listed=frozenset(years))


def falls_on(start: Interval, years: int) -> Interval:
    """When a start has its anniversary: to the day, the month, the year or the range in which it is known.

    29 February has it on the 28th in common years. Raises ``ValueError`` for a start with an open end.

    >>> from enishi.ontology.edtf import parse
    >>> from enishi.queries.anniversaries import falls_on
    >>> [str(falls_on(parse(text), 60)) for text in ("1965", "1965-06-26", "FY1965")]
    ['2025', '2025-06-26', '[2025-04..2026-03]']
    """
    if start.earliest is None or start.latest is None:
        raise ValueError(str(start))
    if start.precision == "month":
        return on(start.earliest.year + years, start.earliest.month)
    if start.precision == "year":
        return on(start.earliest.year + years)
    latest = _later(start.latest, years)
    if start.precision != "day" and start.latest == on(start.latest.year, 2).latest:
        latest = on(latest.year, 2).latest or latest  # a range to the end of February stays one
    return one_of(_later(start.earliest, years), latest)


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February in a common year
        return day.replace(year=day.year + years, day=28)


def milestones(start: Interval, window: Interval, wanted: Milestones) -> Iterator[tuple[int, Interval, bool]]:
    """The milestones of a start that may fall in a window: years, when, and whether they surely do.

    >>> from enishi.ontology.edtf import parse
    >>> from enishi.queries.anniversaries import milestones, read_milestones
    >>> [(n, str(when), sure) for n, when, sure in milestones(parse("1965"), parse("FY2025"), read_milestones("5"))]
    [(60, '2025', False)]
    """
    begun = _beginning(start)
    if not (begun and begun.earliest and begun.latest and window.earliest and window.latest):
        return
    first = max(1, window.earliest.year - begun.latest.year)
    last = min(window.latest.year - begun.earliest.year, date.max.year - begun.latest.year)
    for years in range(first, last + 1):
        if years in wanted:
            when = falls_on(begun, years)
            if when.overlaps(window):
                yield years, when, window.contains(when)


def _beginning(start: Interval) -> Interval | None:
    """A start that is given as a span (a conference of three days) begins at the span's first end."""
    if not start.spans:
        return start
    first = start.edtf.split("/")[0]
    return None if first == ".." else parse(first)


def read_window(cells: Mapping[str, Cell]) -> Interval:
    """The window asked for: a fiscal year, or a first and a last day. Raises ``window_missing``,
    ``window_reversed``.
    """
    year, start, end = (cells.get(name) for name in ("fiscal_year", "start", "end"))
    if isinstance(year, int) and not (start or end):
        return fiscal_interval(year)
    if year or not (start and end):
        raise UsageError("window_missing")
    first, last = parse(str(start)).earliest, parse(str(end)).latest
    if not (first and last):
        raise UsageError("window_missing")
    if last < first:
        raise UsageError("window_reversed", start=start, end=end)
    return one_of(first, last)


def reckoner(question: Question, cells: Mapping[str, Cell]) -> Callable[[Iterable[Record]], Iterable[Record]]:
    """What turns dated statements into milestones, for the parameters of the question ``anniversaries``."""
    window, wanted = read_window(cells), read_milestones(str(cells["every"]))
    ended = bool(cells["ended"])

    def reckon(records: Iterable[Record]) -> Iterable[Record]:
        starts = merged(map(_start, records), question.options)
        found = [
            _record(begun, years, when, sure)
            for begun in starts
            for years, when, sure in milestones(begun.since, window, wanted)
            if ended or not begun.over(when)
        ]
        return sorted(found, key=lambda r: (_first_day(str(r["falls"])), str(r["statement"]), str(r["years"])))

    return reckon


@dataclass(frozen=True, slots=True)
class _Start:
    record: Record
    since: Interval
    also: tuple[str, ...] = ()

    @property
    def statement(self) -> str:
        return str(self.record["statement"])

    def over(self, when: Interval) -> bool:
        """Whether it has ended, or will have before its anniversary."""
        until = self.record["until"] and parse(str(self.record["until"]))
        ends_before = until and until.latest and when.earliest and until.latest < when.earliest
        return self.record["status"] == Status.ENDED or bool(ends_before)


_Key: TypeAlias = tuple[str, ...]


def _start(record: Record) -> _Start:
    return _Start(record, parse(str(record["since"])))


def merged(starts: Iterable[_Start], options: Mapping[str, tuple[str, ...]]) -> Iterator[_Start]:
    """Starts of one thing that agree, as one: the most precisely known, with the statements of the others."""
    groups: dict[_Key, list[_Start]] = {}
    for start in sorted(starts, key=lambda s: (_width(s.since), not _is_literal(s.record), s.statement)):
        group = groups.setdefault(_about(start.record, options), [])
        for place, other in enumerate(group):
            if other.since.overlaps(start.since):
                group[place] = _Start(other.record, other.since, (*other.also, start.statement))
                break
        else:
            group.append(start)
    for group in groups.values():
        yield from group


def _about(record: Record, options: Mapping[str, tuple[str, ...]]) -> _Key:
    relation, subject, object = (str(record[name]) for name in ("relation", "subject", "object"))
    if relation in options.get("begins_its_subject", ()):
        return ("begins", subject)
    if relation in options.get("begins_its_object", ()):
        return ("begins", object)
    return (relation, subject, "" if _is_literal(record) else object)


def _is_literal(record: Record) -> bool:
    return str(record["object"]).startswith(VALUE)


def _width(interval: Interval) -> int:
    high = interval.latest or date.max
    return high.toordinal() - (interval.earliest.toordinal() if interval.earliest else _LONG_AGO)


def _first_day(edtf: str) -> date:
    return parse(edtf).earliest or date.min


def _record(begun: _Start, years: int, when: Interval, sure: bool) -> Record:
    return {
        **begun.record,
        "falls": str(when),
        "years": years,
        "certain": sure,
        "merged_statements": " ".join(begun.also) or None,
    }
