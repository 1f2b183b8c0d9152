"""Relative dates worked out: 同年8月, 翌月, 昨年度, 8月20日, last year.

What always holds: an answer follows from the anchor; where the anchor leaves two years open the answer is the
range over both, where it leaves more open, or is missing, there is none.
"""

from __future__ import annotations

from datetime import date, timedelta

from .dates_atoms import Relative, point
from .edtf import Interval, on, one_of, span
from .fiscal import fiscal_year, nearest_era_year


def resolve_relative(relative: Relative, context: Interval | None, document: Interval | None) -> Interval | None:
    """The interval that a relative date means, ``None`` where it cannot be settled."""
    anchor = {"document": document, "told": context, "context": context or document}[relative.anchor]
    if anchor is None or anchor.earliest is None or anchor.latest is None:
        return None
    try:
        start = _start(relative, anchor, anchor.earliest, anchor.latest, document)
        if start is None or relative.until is None:
            return start
        return _range(relative, start)
    except (ValueError, OverflowError):
        return None


def _start(r: Relative, anchor: Interval, first: date, last: date, document: Interval | None) -> Interval | None:
    if r.unit.startswith("era"):
        year = nearest_era_year(r.shift, first)[1]
        return point(year, r.month, r.day, r.third, r.first_month if r.unit == "era fiscal year" else None)
    if r.unit == "fiscal year":
        if _unclear(r, anchor, document):
            return None
        years = (fiscal_year(first, r.first_month) + r.shift, fiscal_year(last, r.first_month) + r.shift)
        return _over([point(y, r.month, r.day, r.third, r.first_month) for y in years], years)
    if r.unit == "year":
        return _in_year(r, anchor, first, last, document)
    return _near(r, first, last)


def _unclear(r: Relative, anchor: Interval, document: Interval | None) -> bool:
    """前年度 after another fiscal year than the document's own: the year before which of the two?"""
    own = document.fiscal_year if document else None
    return r.anchor == "context" and r.shift != 0 and own is not None and anchor.fiscal_year not in (None, own)


def _near(r: Relative, first: date, last: date) -> Interval | None:
    if r.unit == "day" and first == last:
        day = first + timedelta(days=r.shift)
        return on(day.year, day.month, day.day)
    if r.unit == "month" and (first.year, first.month) == (last.year, last.month):
        months = first.year * 12 + first.month - 1 + r.shift
        return point(months // 12, months % 12 + 1, r.day, None, None)
    return None


def _in_year(r: Relative, anchor: Interval, first: date, last: date, document: Interval | None) -> Interval | None:
    years = (first.year + r.shift, last.year + r.shift)
    readings = [point(y, r.month, r.day, r.third, None) for y in years]
    if r.shift == 0 and r.month is not None:
        inside = [reading for reading in readings if anchor.contains(reading)]
        if inside:
            return inside[0] if len(set(inside)) == 1 else _over(inside, years)
        later = point(last.year + 1, r.month, r.day, r.third, None)
        # In a report on a fiscal year, 3月 after 令和6年11月 is the March of that fiscal year.
        if r.anchor == "context" and document and document.fiscal_year is not None and document.contains(anchor):
            return later if document.contains(later) else _over(readings, years)
    return _over(readings, years)


def _over(readings: list[Interval], years: tuple[int, int]) -> Interval | None:
    if years[1] - years[0] > 1:
        return None
    low, high = readings[0], readings[-1]
    return low if low == high else one_of(low.earliest, high.latest)


def _range(r: Relative, start: Interval) -> Interval | None:
    if start.precision not in ("month", "day") or start.earliest is None or r.until is None:
        return None
    month, day = r.until
    month = month or start.earliest.month
    year = start.earliest.year + ((month, day or 0) < (start.earliest.month, r.day or 0))
    return span(start, point(year, month, day, None, None))
