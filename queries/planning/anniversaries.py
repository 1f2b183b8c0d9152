"""Which milestones fall in a window: years counted from everything that has a start.

What always holds: a milestone is as precise as its start and no more (since 1965 gives "in 2025", ``certain``
only where the whole of it lies in the window); starts that agree are one row with all their citations, starts
that do not are two; what has ended is left out unless asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date
from functools import cache
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from ...errors import DataError, UsageError
from ...graph.engine import COLUMNED
from ...graph.home import Cell
from ...ontology.anniversary import EVERY_FIVE, Anniversary, anniversaries
from ...ontology.edtf import Interval, parse
from ...ontology.fiscal import fiscal_interval
from ...ontology.model import Status
from ..catalogue import Question, Record
from .beginnings import about, is_literal
from .by_column import Beginnings

if TYPE_CHECKING:
    from ...graph.columns import Columns
    from ...graph.home import Graph

_PLAIN: Final = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)
_OLDEST: Final = 1800
_MOST_YEARS: Final = 1_000
"""How many years in which a start may lie, since the oldest, are looked up; for more, all starts are read."""


class Milestones(NamedTuple):
    """Which years count: every multiple of ``every``, or, if given, just the ``milestones``."""

    every: int = EVERY_FIVE
    milestones: tuple[int, ...] | None = None

    def counts(self, years: int) -> bool:
        """Whether so many years are a milestone."""
        return years > 0 and (years in self.milestones if self.milestones else years % self.every == 0)


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
    graph: Graph, question: Question, cells: Mapping[str, Cell], *, least: int = COLUMNED
) -> list[Record] | None:
    """The rows of the question's query that matter, found by their dates; ``None`` where it had better be asked.

    That is in a graph that is not large (``least``: in bytes of its file), and for very many milestones.
    """
    if (columns := _columns(graph, cells, least)) is None:
        return None
    with columns:
        found = Beginnings(columns, question, _chosen(cells))
        return list(found.records(found.since).values())


def page(
    graph: Graph,
    question: Question,
    cells: Mapping[str, Cell],
    part: Callable[[int], slice],
    *,
    least: int = COLUMNED,
) -> tuple[list[Record], int] | None:
    """That part of the milestones, of so many, which is wanted, and how many there are; else as :func:`looked_up`.

    They are those that :func:`reckoner` makes of all rows, in its order; but what is not wanted is not read.
    """
    if (columns := _columns(graph, cells, least)) is None:
        return None
    with columns:
        found = Beginnings(columns, question, _chosen(cells))
        by_day = _by_day(found, question, cells)
        days = sorted(by_day)
        ends = list(accumulate(len(by_day[day]) for day in days))
        whole = ends[-1] if ends else 0
        start, stop, step = part(whole).indices(whole)
        near = slice(bisect_right(ends, start), bisect_left(ends, stop) + 1)
        before = ends[near.start - 1] if near.start else 0
        rows = list(_in_order(found, (by_day[day] for day in days[near])))[start - before : stop - before : step]
        records = found.records(begun for begun, _ in rows if isinstance(begun, int))
        starts = ((_start(records[begun]) if isinstance(begun, int) else begun, each) for begun, each in rows)
        return [_record(*row) for row in starts], whole


def _columns(graph: Graph, cells: Mapping[str, Cell], least: int) -> Columns | None:
    window, wanted = read_window(cells), read_milestones(str(cells["every"]))
    years = sum(map(wanted.counts, range(window[1].year - _OLDEST)))
    return graph.columns(least) if years * (window[1].year - window[0].year + 1) <= _MOST_YEARS else None


def _chosen(cells: Mapping[str, Cell]) -> Callable[[str], bool]:
    """Tells by its text whether a date may have an anniversary that is wanted, or agree with one that has.

    What is no span and has two ends agrees with a day that has an anniversary only if it has that one too.
    """
    window, wanted = read_window(cells), read_milestones(str(cells["every"]))
    low, high = map(str, window)
    years = range(window[0].year, window[1].year + 1)

    def chosen(text: str) -> bool:
        if _PLAIN.fullmatch(text):
            size, rest = len(text), text[4:]
            for year in years:
                if wanted.counts(year - int(text[:4])) and low[:size] <= f"{year:04}{rest}" <= high[:size]:
                    return True
            if rest != "-02-29":
                return False
        try:
            since = parse(text)
        except DataError:
            return False
        return since.spans or since.latest is None or bool(anniversaries(since, window, **wanted._asdict()))

    return chosen


_Falling = tuple["int | _Start", Anniversary]
"""A milestone of a statement by number, or of starts that were put together."""


def _by_day(found: Beginnings, question: Question, cells: Mapping[str, Cell]) -> Mapping[date, list[_Falling]]:
    """All milestones, by the first day on which they may fall."""
    falling, past = _falling(cells), cells["ended"]
    ended = () if past else found.ended()
    by_day: dict[date, list[_Falling]] = defaultdict(list)
    closely: list[int] = []  # what is to be read before it can be told
    for group in found.groups.values():
        statement = group[0]
        if len(group) > 1 or statement in found.until:
            closely += group
        elif statement not in ended:
            for each in falling(found.dates[found.since[statement]]):
                by_day[each.when.earliest or date.min].append((statement, each))
    for begun in merged(map(_start, found.records(closely).values()), question.options):
        for each in falling(begun.since):
            if past or not begun.over(each.when):
                by_day[each.when.earliest or date.min].append((begun, each))
    return by_day


def _in_order(found: Beginnings, days: Iterable[list[_Falling]]) -> Iterator[_Falling]:
    several = list(days)
    iris = found.iris(begun for day in several for begun, _ in day if isinstance(begun, int))

    def place(row: _Falling) -> tuple[str, str]:
        begun, anniversary = row
        return iris[begun] if isinstance(begun, int) else begun.statement, str(anniversary.years)

    for day in several:
        yield from sorted(day, key=place)


def _falling(cells: Mapping[str, Cell]) -> Callable[[Interval], list[Anniversary]]:
    """The anniversaries that are wanted of what begins on a date: many begin on one."""
    window, wanted = read_window(cells), read_milestones(str(cells["every"]))
    return cache(lambda since: anniversaries(since, window, **wanted._asdict()))


def reckoner(question: Question, cells: Mapping[str, Cell]) -> Callable[[Iterable[Record]], Iterable[Record]]:
    """What turns dated statements into milestones, for the parameters of the question ``anniversaries``."""
    falling, ended = _falling(cells), bool(cells["ended"])

    def reckon(records: Iterable[Record]) -> Iterable[Record]:
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
