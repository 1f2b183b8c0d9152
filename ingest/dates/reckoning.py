"""Which date began a tie and which is its anniversary's: what an ordinal and two dates prove by arithmetic.

平成6年に提携し、令和6年に30周年: words may stand in any order, 1994 + 30 = 2024 all the same. What no such sum
proves is left to the words around.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...errors import DataError, EnishiError
from ...ontology.anniversary import anniversary_of, start_from_anniversary
from ...ontology.edtf import Interval, on, parse


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What the dates of a sentence are to its anniversaries, by masked offset."""

    begun: frozenset[int] = frozenset()
    """Dates of a beginning."""
    celebrated: frozenset[int] = frozenset()
    """Dates of an anniversary."""
    turns: Mapping[int, Interval] = field(default_factory=dict)
    """When an anniversary (by the offset of its ordinal) falls."""

    def fallen(
        self,
        text: str,
        ordinals: Sequence[tuple[int, int]],
        dates: Sequence[tuple[int, Interval]],
        own: Interval | None,
    ) -> Reckoning:
        """The same, with dates in which an anniversary fell of which it would else be counted.

        2018年に友好都市を結んで30周年を迎えた: counted from 2018 it would be to come in the paper that tells it.
        """
        if own is None or own.latest is None:
            return self
        numbers, fell, turns = dict(ordinals), set[int](), dict(self.turns)
        for at, when in dates:
            told, year = _SINCE_THEN.match(text, at + 1), _number(when)
            number = numbers.get(told.end(), 0) if told else 0
            if told and number and year and year + number > own.latest.year:
                fell.add(at)
                turns[told.end()] = when
        return Reckoning(self.begun - fell, self.celebrated | fell, turns) if fell else self


NOTHING = Reckoning()
_SINCE_THEN = re.compile(
    r"に[^、。]{0,16}?(?:(?:結ん|交わし)[でて]|(?:[とに]なっ|提携し|締結し|調印し|縁組し)て)(?:から)?、?(?=[\ue000-\uf8ff])"
)


def reckon(
    ordinals: Sequence[tuple[int, int]], dates: Sequence[tuple[int, Interval]], now: Iterable[Interval | None]
) -> Reckoning:
    """What the ordinals of a sentence (offset, number) make of its dates, and of when it was written.

    >>> from enishi.ontology.edtf import parse
    >>> told = reckon([(20, 30)], [(0, parse("1994-03-15")), (10, parse("2010"))], [parse("2024-03")])
    >>> told.begun, {at: str(when) for at, when in told.turns.items()}
    (frozenset({0}), {20: '2024'})
    """
    begun: set[int] = set()
    celebrated: set[int] = set()
    turns: dict[int, Interval] = {}
    years = [year for when in now if when is not None and (year := year_of(when)) is not None]
    of_one = dict(_of_one_start(ordinals, dates))
    for at, number in ordinals:
        if at in of_one:
            continue
        sums = [
            (abs(later - at), first, later, when)
            for first, start in dates
            for later, when in dates
            if first != later and falls(start, number, when)
        ]
        if sums:
            _, first, later, when = min(sums, key=lambda s: s[:3])
            begun.add(first)
            celebrated.add(later)
            turns[at] = when
            continue
        found = next(
            ((first, year) for year in years for first, start in dates if falls(start, number, year)), None
        )
        if found:
            begun.add(found[0])
            turns[at] = found[1]
    left = [(at, number) for at, number in ordinals if at not in turns and at not in of_one]
    for at, when in (of_one | dict(_of_one_start(left, dates))).items():
        turns[at] = when
        celebrated.update(offset for offset, told in dates if told is when)
    return Reckoning(frozenset(begun - celebrated), frozenset(celebrated - begun), turns) if turns else NOTHING


def _of_one_start(
    ordinals: Sequence[tuple[int, int]], dates: Sequence[tuple[int, Interval]]
) -> Iterator[tuple[int, Interval]]:
    """Ordinals and dates that lead back to one year: 10周年の平成7年に…、30周年に当たる平成27年には."""
    for one, (at, number) in enumerate(ordinals):
        for later, more in ordinals[one + 1 :]:
            pairs = [
                (first, second)
                for _, first in dates
                for _, second in dates
                if (a := _number(first)) and (b := _number(second)) and number != more and a - number == b - more
            ]
            if len(pairs) == 1:
                yield at, pairs[0][0]
                yield later, pairs[0][1]


def _number(when: Interval) -> int | None:
    year = year_of(when)
    return year.earliest.year if year is not None and year.earliest is not None else None


def falls(start: Interval, number: int, when: Interval) -> bool:
    """Whether a date is in the year or fiscal year in which the number-th anniversary of a start falls."""
    year, turns = year_of(when), turning(start, number)
    return year is not None and turns is not None and turns.overlaps(year)


def turning(start: Interval, number: int) -> Interval | None:
    """When the number-th anniversary of a start falls; none where the start or the calendar has no end."""
    if start.earliest is None or start.latest is None or start.spans or number < 1:
        return None
    try:
        return anniversary_of(start, number)
    except (EnishiError, ValueError):
        return None


def year_of(when: Interval) -> Interval | None:
    """The year or fiscal year that a date lies in; none of a span over several."""
    if when.fiscal_year is not None:
        return parse(f"FY{when.fiscal_year}")
    first, last = when.earliest, when.latest
    return on(first.year) if first is not None and last is not None and first.year == last.year else None


def beginning(number: int, when: Interval) -> tuple[Interval, str] | None:
    """When something began whose anniversary fell then, and the arithmetic; None where nothing follows from it.

    What was celebrated for some days of a year gives the year.

    >>> [str(part) for part in beginning(35, parse("2023-08-26/2023-09-03")) or ()]
    ['1988', '2023-35=1988']
    >>> beginning(35, parse("2023-12-28/2024-01-05"))
    """
    first, last = when.earliest, when.latest
    if when.spans and first is not None and last is not None and first.year == last.year:
        when = parse(f"{first.year:04}")
    try:
        return start_from_anniversary(number, in_=when)
    except DataError:
        return None
