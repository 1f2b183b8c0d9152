"""Which milestones fall in a window: years counted from everything that has a start.

What always holds: a milestone is as precise as its start and no more (since 1965 gives "in 2025", ``certain``
only where the whole of it lies in the window); starts that agree are one row with all their citations, starts
that do not are two; what has ended is left out unless asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ...errors import UsageError
from ...graph.home import Cell
from ...ontology.anniversary import EVERY_FIVE, Anniversary, anniversaries
from ...ontology.edtf import Interval, parse
from ...ontology.fiscal import fiscal_interval
from ...ontology.model import Status
from ..catalogue import Question, Record
from .beginnings import LARGE, about, is_literal
from .beginnings import looked_up as begun

if TYPE_CHECKING:
    from ...graph.home import Graph


class Milestones(NamedTuple):
    """Which years count: every multiple of ``every``, or, if given, just the ``milestones``."""

    every: int = EVERY_FIVE
    milestones: tuple[int, ...] | None = None


def read_milestones(text: str) -> Milestones:
    """``5`` is every fifth year; ``10,50,100`` are just these. Raises ``milestones_malformed``.

    >>> from enishi.queries.planning.anniversaries import read_milestones
    >>> [tuple(read_milestones(text)) for text in ("10", "50、10")]
    [(10, None), (5, (10, 50))]
    """
    try:
        years = sorted({int(part) for part in text.replace("、", ",").split(",")})
    except ValueError:
        raise UsageError("milestones_malformed", value=text) from None
    if years[0] < 1:
        raise UsageError("milestones_malformed", value=text)
    return Milestones(every=years[0]) if len(years) == 1 else Milestones(milestones=tuple(years))


def read_window(cells: Mapping[str, Cell]) -> tuple[date, date]:
    """The first and the last day asked for: of a fiscal year, or as given.

    Raises ``window_missing``, ``window_reversed`` and ``window_over``.
    """
    year, start, end = (cells.get(name) for name in ("fiscal_year", "start", "end"))
    if bool(year) == bool(start or end):
        raise UsageError("window_missing")
    whole = fiscal_interval(int(year)) if year else None
    first = whole.earliest if whole else parse(str(start)).earliest if start else None
    last = whole.latest if whole else parse(str(end)).latest if end else None
    if not (first and last):
        raise UsageError("window_missing")
    if last < first:
        raise UsageError("window_reversed", start=start, end=end)
    if last.year == MAXYEAR:
        raise UsageError("window_over", value=end or year)
    return first, last


def looked_up(
    graph: Graph, question: Question, cells: Mapping[str, Cell], *, large: int = LARGE
) -> list[Record] | None:
    """The rows of the question's query that matter, found by their dates; ``None`` where it had better be asked.

    See :mod:`.beginnings`.
    """
    window, wanted = read_window(cells), read_milestones(str(cells["every"]))
    years = wanted.milestones or range(wanted.every, window[1].year, wanted.every)
    return begun(graph, question, window, years, large=large)


def reckoner(question: Question, cells: Mapping[str, Cell]) -> Callable[[Iterable[Record]], Iterable[Record]]:
    """What turns dated statements into milestones, for the parameters of the question ``anniversaries``."""
    window, wanted = read_window(cells), read_milestones(str(cells["every"]))
    ended = bool(cells["ended"])

    def reckon(records: Iterable[Record]) -> Iterable[Record]:
        falling = cache(lambda since: anniversaries(since, window, **wanted._asdict()))  # many begin on one day
        found = [
            (anniversary.when.earliest or date.min, begun.statement, str(anniversary.years), begun, anniversary)
            for begun in merged(map(_start, records), question.options)
            for anniversary in falling(begun.since)
            if ended or not begun.over(anniversary.when)
        ]
        return [_record(begun, anniversary) for *_, begun, anniversary in sorted(found, key=itemgetter(0, 1, 2))]

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
        if not (said := self.record["until"]):
            return self.record["status"] == Status.ENDED
        until = parse(str(said))
        ends_before = until.latest and when.earliest and until.latest < when.earliest
        return self.record["status"] == Status.ENDED or bool(ends_before)


def _start(record: Record) -> _Start:
    return _Start(record, parse(str(record["since"])))


def merged(starts: Iterable[_Start], options: Mapping[str, tuple[str, ...]]) -> Iterator[_Start]:
    """Starts of one thing that agree, as one: the most precisely known, with the statements of the others."""
    groups: dict[tuple[str, ...], list[_Start]] = {}
    for start in starts:
        groups.setdefault(about(start.record, options), []).append(start)
    for group in groups.values():
        yield from group if len(group) == 1 else _agreed(group)


def _agreed(starts: Iterable[_Start]) -> Iterable[_Start]:
    """Starts of one thing, those that agree as one."""
    found: list[_Start] = []
    for start in sorted(starts, key=lambda s: (_width(s.since), not is_literal(s.record), s.statement)):
        for place, other in enumerate(found):
            if other.since.overlaps(start.since):
                said = max((other.record["as_of"], start.record["as_of"]), key=_last_day)
                found[place] = _Start({**other.record, "as_of": said}, other.since, (*other.also, start.statement))
                break
        else:
            found.append(start)
    return found


def _width(interval: Interval) -> int:
    return ((interval.latest or date.max) - (interval.earliest or date.min)).days


def _last_day(edtf: Cell) -> date:
    return (parse(str(edtf)).latest or date.max) if edtf else date.min


def _record(begun: _Start, anniversary: Anniversary) -> Record:
    return {
        **begun.record,
        "falls": str(anniversary.when),
        "years": anniversary.years,
        "certain": anniversary.certainty == "certain",
        "merged_statements": " ".join(begun.also) or None,
    }
