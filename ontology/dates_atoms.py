"""A printed date as numbers, and from numbers to an interval.

What always holds: an atom is one printed date or range; what it leaves out (the year of 8月20日) stays ``None``
until a neighbour in a range gives it or ``dates_relative`` works it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from .edtf import Interval, on, one_of, span
from .fiscal import fiscal_interval, nearest_era_year

Anchor = Literal["context", "document", "told"]
"""What a relative date counts from: the nearest date before it (else the document), the document, or the nearest
date before it and nothing else (2年後)."""
Unit = Literal["year", "fiscal year", "month", "day", "era year", "era fiscal year"]


@dataclass(frozen=True, slots=True)
class Relative:
    """A date that leaves something out: ``shift`` ``unit`` s from its anchor, then month and day as printed.

    For ``era year`` (3年2月) ``shift`` is the era's year. ``until`` is the (month, day) that ends a range.
    ``first_month`` begins the fiscal year.
    """

    anchor: Anchor
    unit: Unit
    shift: int
    month: int | None = None
    day: int | None = None
    third: str | None = None
    until: tuple[int | None, int | None] | None = None
    first_month: int = 4


class Atom(NamedTuple):
    """What is printed of a date: numbers, and those of the range's end where it is one."""

    start: int
    end: int
    first_month: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    third: str | None = None
    fiscal: bool = False
    ending: Atom | None = None
    whole: Interval | None = None
    note: str | None = None
    shift: tuple[Anchor, Unit, int] | None = None

    def interval(self) -> Interval | None:
        """The interval, ``None`` for a relative date. Raises ``ValueError`` for a day that does not exist."""
        if self.whole is not None:
            return self.whole
        if self.year is None:
            self._check()
            return None
        if self.ending is None:
            return self._point()
        return span(self._point(), self.ending.interval())

    def _check(self) -> None:
        for part in (self, self.ending):
            if part is not None and (part.month or part.day):
                on(2000, part.month or 1, part.day)  # a leap year: 2月29日 may be right

    def _point(self) -> Interval:
        return point(self.year or 0, self.month, self.day, self.third, self.first_month if self.fiscal else None)

    def kind(self, interval: Interval) -> Literal["date", "fiscal year", "range"]:
        """What kind of date this settled atom is."""
        if self.ending is not None or interval.spans:
            return "range"
        if self.fiscal and self.month is None:
            return "fiscal year"
        return "range" if interval.edtf.startswith("[") and self.whole is not None and not self.note else "date"

    def relative(self) -> Relative:
        """What the atom leaves open."""
        anchor, unit, shift = self.shift or ("context", "year" if self.month else "month", 0)
        until = (self.ending.month, self.ending.day) if self.ending else None
        return Relative(anchor, unit, shift, self.month, self.day, self.third, until, self.first_month)

    def joined(self, other: Atom) -> Atom | None:
        """The range from this to the other, each completed from the other; ``None`` if that makes no range."""
        if self.ending or other.ending or self.whole or other.whole:
            return None
        other = self._seen_from_here(other)
        if other.shift or (self.shift and other.year):
            return None
        end = other
        if end.year is None and end.month is None:
            end = end._replace(month=self.month)
        first = self
        if (first.month is None, first.day is None) != (end.month is None, end.day is None):
            return None
        if end.year is None and first.year is not None:
            later = (end.month or 0, end.day or 0) < (first.month or 0, first.day or 0)
            end = end._replace(year=first.year + later, fiscal=False)
            if first.fiscal:
                end = end._replace(year=first.year, fiscal=True)
        elif first.year is None and end.year is not None and first.shift is None:
            earlier = (end.month or 0, end.day or 0) < (first.month or 0, first.day or 0)
            first = first._replace(year=end.year - earlier)
        both = first._replace(end=other.end, ending=end, note=first.note or end.note)
        try:
            both.interval()
        except ValueError:
            return None
        return both

    def _seen_from_here(self, other: Atom) -> Atom:
        """The end of a range as its beginning settles it: 平成30年度～3年度, 令和6年4月～翌年3月."""
        if other.shift is None or other.year:
            return other
        anchor, unit, shift = other.shift
        if unit.startswith("era") and self.year:
            near = nearest_era_year(shift, date(self.year, 7, 1))[1]
            return other._replace(year=near, shift=None, fiscal=unit == "era fiscal year")
        if anchor == "document" or (unit == "fiscal year") != self.fiscal or unit not in ("year", "fiscal year"):
            return other
        if self.year:
            return other._replace(year=self.year + shift, shift=None, fiscal=self.fiscal)
        # 4月から翌年3月: the earlier month alone says that the year is the next one.
        next_year = shift == 1 and self.shift is None and (other.month or 12) < (self.month or 0)
        return other._replace(shift=None) if next_year else other


class Unreadable(ValueError):
    """A match that is no date after all."""


def point(year: int, month: int | None, day: int | None, third: str | None, fiscal: int | None) -> Interval:
    """One date from its numbers; ``fiscal`` is the first month of the fiscal year that ``year`` then is."""
    if fiscal is not None:
        if month is None:
            return fiscal_interval(year, fiscal)
        year += month < fiscal
    if third is None or month is None:
        return on(year, month, day)
    first, last = {"上": (1, 10), "中": (11, 20), "下": (21, 0)}[third]
    end = on(year, month).latest if not last else date(year, month, last)
    return one_of(date(year, month, first), end)
