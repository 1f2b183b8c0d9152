"""Arithmetic of anniversaries: from "60th anniversary in FY2025" to a start, and from a start to what is coming.

What always holds: an answer is known no more closely than what it was worked out from, and says so. A start
on 29 February has its anniversary on 28 February in a year without that day (the last day of the month, as
in 民法143条2項, which ends a period at the month's end where the day is missing).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, date
from typing import Final, Literal

from ..errors import DataError
from .edtf import Interval, one_of, parse

Certainty = Literal["certain", "possible"]
EVERY_FIVE: Final = 5


@dataclass(frozen=True, slots=True)
class Anniversary:
    """The ``years``-th anniversary, on one day of ``when``: ``exact`` where that is a single day.

    ``certainty`` is ``certain`` where the whole of ``when`` lies in the window asked for, else ``possible``.
    """

    years: int
    when: Interval
    exact: bool
    certainty: Certainty


def _moved(day: date, years: int, *, to_end: bool = False) -> date:
    length = monthrange(day.year + years, day.month)[1]
    return date(day.year + years, day.month, length if to_end else min(day.day, length))


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def anniversary_of(start: Interval, years: int) -> Interval:
    """When the ``years``-th anniversary of a start falls, as closely as the start is known.

    >>> from enishi.ontology.edtf import parse
    >>> [str(anniversary_of(parse(t), 1)) for t in ("2024-02-29", "2023-02", "2023")]
    ['2025-02-28', '2024-02', '2024']
    """
    if start.earliest is None or start.latest is None:
        raise ValueError(str(start))
    whole_months = start.earliest.day == 1 and _ends_month(start.latest)
    last = _moved(start.latest, years, to_end=whole_months)
    return one_of(_moved(start.earliest, years), last).qualified(start.qualifier)


def start_from_anniversary(ordinal: int, *, in_: Interval) -> tuple[Interval, str]:
    """When something began whose ``ordinal``-th anniversary falls in a year or fiscal year, and the arithmetic.

    A fiscal year gives the fiscal year of the start, a year the year, a day the day. Raises DataError for an
    ordinal below 1, or for a span or an open range, from which nothing follows.

    >>> from enishi.ontology.edtf import parse
    >>> [str(part) for part in start_from_anniversary(60, in_=parse("FY2025"))]
    ['[1965-04..1966-03]', '2025-60=1965 (FY2025-60=FY1965)']
    >>> [str(part) for part in start_from_anniversary(60, in_=parse("2025"))]
    ['1965', '2025-60=1965']
    """
    first, last = in_.earliest, in_.latest
    try:
        if ordinal < 1 or first is None or last is None or in_.spans:
            raise ValueError(ordinal)
        # On 28 February a start of 29 February is celebrated too, so the month's last day stays its last.
        to_end = _ends_month(last)
        start = one_of(_moved(first, -ordinal), _moved(last, -ordinal, to_end=to_end)).qualified(in_.qualifier)
    except ValueError:
        raise DataError("anniversary_impossible", ordinal=ordinal, when=in_.short) from None
    steps = f"{in_.short}-{ordinal}={start.short}"
    year = in_.fiscal_year
    return start, steps if year is None else f"{year}-{ordinal}={year - ordinal} ({steps})"


def anniversaries(
    since: Interval,
    window: tuple[date, date],
    *,
    every: int = EVERY_FIVE,
    milestones: Iterable[int] | None = None,
) -> list[Anniversary]:
    """The anniversaries of a start that fall, or may fall, in a window (both days included), in order.

    ``every`` takes those divisible by it; ``milestones``, if given, takes exactly these instead. A start known
    to the year gives an anniversary known to the year: ``certain`` in a window that holds the whole of that
    year, ``possible`` in one that holds part of it, or where the start is uncertain or approximate. A start without
    an earliest or a latest day gives none.

    >>> from datetime import date
    >>> from enishi.ontology.edtf import parse
    >>> fiscal = (date(2025, 4, 1), date(2026, 3, 31))
    >>> [(a.years, str(a.when), a.certainty) for a in anniversaries(parse("1965"), fiscal)]
    [(60, '2025', 'possible')]
    >>> [(a.years, str(a.when), a.certainty) for a in anniversaries(parse("1965-07-01"), fiscal)]
    [(60, '2025-07-01', 'certain')]
    """
    if every < 1:
        raise ValueError(every)
    start = _start(since)
    if start is None or start.earliest is None or start.latest is None:
        return []
    low, high = window
    wanted = None if milestones is None else frozenset(milestones)
    years = range(max(1, low.year - start.latest.year - 1), high.year - start.earliest.year + 1)
    years = years[: max(0, MAXYEAR - start.latest.year - years.start + 1)]  # the calendar ends there
    asked = one_of(low, high)
    found = []
    for n in years:
        if (n % every if wanted is None else n not in wanted) or not (when := anniversary_of(start, n)).overlaps(
            asked
        ):
            continue
        sure = asked.contains(when) and not start.qualifier
        found.append(Anniversary(n, when, when.precision == "day", "certain" if sure else "possible"))
    return found


def _start(since: Interval) -> Interval | None:
    """Where a span begins (``1965/..`` gives 1965); a date is its own beginning."""
    if not since.spans:
        return since
    begin = since.edtf.partition("/")[0]
    return None if begin == ".." else parse(begin)
