"""A year's milestones of a large graph file, found by their dates: all of them are counted, those wanted are read.

What always holds: they are those, in that order, which :func:`.anniversaries.reckoner` makes of all rows.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import accumulate, chain
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from ...errors import DataError
from ...graph.engine import COLUMNED
from ...graph.home import Cell
from ...ontology.anniversary import Anniversary, anniversaries
from ...ontology.edtf import parse
from ...ontology.model import VALUE
from ..outlined import names, outlined
from .anniversaries import Start, falling_in, merged, read_milestones, read_window, row_of, start_of
from .by_column import Beginnings

if TYPE_CHECKING:
    from ...graph.columns import Columns
    from ...graph.home import Graph
    from ...ontology.model import Lang
    from ..catalogue import Question, Record
    from ..citation import Sources

_Begun = int | tuple[int, ...] | Start
"""What has a milestone: a statement by number, several that tell one date of one thing, or what was read."""
_Falling = tuple[int | Start, Anniversary]
_Days = Mapping[date, list[tuple[Sequence[_Begun], Anniversary]]]
"""What has which milestone, by the first day on which it may fall."""

_PLAIN: Final = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)
_OLDEST: Final = 1800
_MOST_YEARS: Final = 1_000
"""In how many years, since the oldest, a start may lie that is looked up; for more, all starts are read."""


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
        return list(found.records(chain(*found.groups.values())).values())


def milestones(
    graph: Graph, question: Question, cells: Mapping[str, Cell], *, least: int = COLUMNED
) -> Milestones | None:
    """All milestones, to be closed; ``None`` as for :func:`looked_up`."""
    columns = _columns(graph, cells, least)
    return Milestones(graph, columns, question, cells) if columns else None


class Milestones:
    """The milestones of a graph: counted, and read in part. A context manager that closes itself."""

    def __init__(self, graph: Graph, columns: Columns, question: Question, cells: Mapping[str, Cell]) -> None:
        self._graph, self._columns, self._options = graph, columns, question.options
        self._found = Beginnings(columns, question, _chosen(cells))
        self._by_day = _by_day(self._found, question, cells)
        self._days = sorted(self._by_day)
        self._ends = list(accumulate(sum(len(starts) for starts, _ in self._by_day[day]) for day in self._days))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._columns.close()

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __getitem__(self, part: slice) -> list[Record]:
        start, stop, step = part.indices(len(self))
        near = slice(bisect_right(self._ends, start), bisect_left(self._ends, stop) + 1)
        before = self._ends[near.start - 1] if near.start else 0
        rows = list(self._in_order(self._days[near]))[start - before : max(stop - before, 0) : step]
        records = self._found.records(begun for begun, _ in rows if isinstance(begun, int))
        starts = (start_of(records[begun]) if isinstance(begun, int) else begun for begun, _ in rows)
        return [row_of(begun, each) for begun, (_, each) in zip(starts, rows, strict=True)]

    def _in_order(self, days: Iterable[date]) -> Iterator[_Falling]:
        near = [self._by_day[day] for day in days]
        groups = {begun for day in near for starts, _ in day for begun in starts if isinstance(begun, tuple)}
        records = self._found.records(chain(*groups))
        as_one = {g: next(merged((start_of(records[n]) for n in g), self._options)) for g in groups}
        several = [
            [
                (as_one[begun] if isinstance(begun, tuple) else begun, each)
                for starts, each in day
                for begun in starts
            ]
            for day in near
        ]
        iris = self._found.iris({begun for day in several for begun, _ in day if isinstance(begun, int)})

        def place(row: _Falling) -> tuple[str, str]:
            begun, anniversary = row
            return iris[begun] if isinstance(begun, int) else begun.statement, str(anniversary.years)

        for day in several:
            yield from sorted(day, key=place)

    def sources(self, statements: Iterable[str], records: Iterable[Record]) -> Sources:
        """What stands behind statements (IRIs) of rows that were read."""
        numbers = self._found.numbers
        ends = ((str(record["statement"]), str(record["object"])) for record in records)
        values = {statement: numbers[object_] for statement, object_ in ends if object_.startswith(VALUE)}
        return outlined(self._graph, self._columns, {each: numbers[each] for each in statements}, values)

    def names(self, things: Iterable[str], lang: Lang) -> dict[str, str]:
        """The names to show of things (IRIs) in rows that were read."""
        return names(self._columns, {each: self._found.numbers[each] for each in things}, lang)


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

    @cache
    def celebrated(year: str) -> list[str]:
        """The years of the window that count from one."""
        years = range(window[0].year, window[1].year + 1)
        return [f"{each:04}" for each in years if wanted.counts(each - int(year))]

    def chosen(text: str) -> bool:
        if _PLAIN.fullmatch(text):
            size, rest = len(text), text[4:]
            if any(low[:size] <= year + rest <= high[:size] for year in celebrated(text[:4])):
                return True
            if rest != "-02-29":
                return False
        try:
            since = parse(text)
        except DataError:
            return False
        return since.spans or since.latest is None or bool(anniversaries(since, window, **wanted._asdict()))

    return chosen


def _by_day(found: Beginnings, question: Question, cells: Mapping[str, Cell]) -> _Days:
    """All milestones."""
    falling, past = falling_in(cells), cells["ended"]
    over = set() if past else found.ended()
    alike: dict[int, list[_Begun]] = defaultdict(list)  # by their date
    closely: list[int] = []  # what is to be read before it can be told
    for group in found.groups.values():
        since = found.since[group[0]]
        if len(group) == 1 and group[0] not in found.until:
            if group[0] not in over:
                alike[since].append(group[0])
        elif all(n not in over and n not in found.until and found.since[n] == since for n in group):
            alike[since].append(tuple(group))
        else:
            closely += group
    by_day: dict[date, list[tuple[Sequence[_Begun], Anniversary]]] = defaultdict(list)
    for number, starts in alike.items():
        for each in falling(found.dates[number]):
            by_day[each.when.earliest or date.min].append((starts, each))
    for begun in merged(map(start_of, found.records(closely).values()), question.options):
        for each in falling(begun.since):
            if past or not begun.over(each.when):
                by_day[each.when.earliest or date.min].append(([begun], each))
    return by_day
