"""Dates as documents know them: to the day, the month, the year, a fiscal year, or a span, written in EDTF.

What always holds: ``parse(str(i)) == i``; two intervals are equal exactly when they are written alike, and
each meaning has one spelling; ``earliest <= latest`` where both ends are known. Read are levels 0 and 1 of
EDTF (ISO 8601-2:2019) without seasons, times and years beyond four digits, level 2's ``[a..b]`` (one day in
that range), and ``FY2021``, the Japanese fiscal year from April 2021.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final, Literal, cast

from ..errors import DataError

Precision = Literal["day", "month", "year", "fiscal year", "range"]
Qualifier = Literal["", "?", "~", "%"]

_POINT: Final = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([?~%]?)", re.ASCII)
_FISCAL: Final = re.compile(r"FY(\d{4})", re.ASCII)
_PRECISION: Final[dict[int, Precision]] = {4: "year", 7: "month", 10: "day"}
_FIRST, _LAST = date.min, date.max


@dataclass(frozen=True, slots=True)
class Interval:
    """A date that is known to lie in ``earliest`` .. ``latest`` (inclusive), or a span with these ends.

    ``edtf`` is the canonical spelling; an open end is ``None``. Make one with :func:`parse`, :func:`on`,
    :func:`one_of` or :func:`span`, never by hand: they keep the three fields in step.

    >>> from enishi.ontology.edtf import parse
    >>> start = parse("[1965-04-01..1966-03-31]")
    >>> str(start), start.earliest.isoformat(), start.latest.isoformat(), start.precision, start.short
    ('[1965-04..1966-03]', '1965-04-01', '1966-03-31', 'fiscal year', 'FY1965')
    """

    edtf: str
    earliest: date | None = field(compare=False)
    latest: date | None = field(compare=False)

    def __str__(self) -> str:
        return self.edtf

    @property
    def spans(self) -> bool:
        """Whether this is a span that lasts (``a/b``), not one day somewhere in a range."""
        return "/" in self.edtf

    @property
    def qualifier(self) -> Qualifier:
        """``?`` uncertain, ``~`` approximate, ``%`` both, else empty (a span carries them at its ends)."""
        last = "" if self.spans or self.edtf[-1] not in "?~%" else self.edtf[-1]
        return cast(Qualifier, last)

    @property
    def precision(self) -> Precision:
        """How closely the date is known; a span, a decade and any other range are ``range``."""
        if self.fiscal_year is not None:
            return "fiscal year"
        if self.spans or self.edtf.startswith("["):
            return "range"
        return _PRECISION[len(self.edtf.rstrip("?~%"))]

    @property
    def fiscal_year(self) -> int | None:
        """The year in which the Japanese fiscal year that this is begins, if it is one."""
        first, last = self.earliest, self.latest
        if first is None or last is None or self.spans:
            return None
        whole = (first.month, first.day, last.month, last.day) == (4, 1, 3, 31) and last.year == first.year + 1
        return first.year if whole else None

    @property
    def short(self) -> str:
        """``FY2021`` for a fiscal year, else the EDTF: the spelling of ``as_of``."""
        year = self.fiscal_year
        return self.edtf if year is None else f"FY{year:04d}"

    def contains(self, other: Interval) -> bool:
        """Whether every day of the other lies in this one; an open end reaches for ever."""
        return _low(self) <= _low(other) and _high(other) <= _high(self)

    def overlaps(self, other: Interval) -> bool:
        """Whether the two share a day."""
        return _low(self) <= _high(other) and _low(other) <= _high(self)

    def qualified(self, qualifier: Qualifier) -> Interval:
        """The same date with another qualifier; ranges and spans stay as they are, EDTF has none for them."""
        if self.spans or self.edtf.startswith("["):
            return self
        return Interval(self.edtf.rstrip("?~%") + qualifier, self.earliest, self.latest)


def _low(interval: Interval) -> date:
    return interval.earliest or _FIRST


def _high(interval: Interval) -> date:
    return interval.latest or _LAST


@lru_cache(maxsize=4096)
def on(year: int, month: int | None = None, day: int | None = None) -> Interval:
    """A year, a month or a day. Raises ``ValueError`` where the calendar has no such date.

    >>> from enishi.ontology.edtf import on
    >>> str(on(1997, 6)), str(on(2025, 8, 20))
    ('1997-06', '2025-08-20')
    """
    if month is None:
        return Interval(f"{year:04d}", date(year, 1, 1), date(year, 12, 31))
    if day is None:
        first = date(year, month, 1)
        return Interval(f"{year:04d}-{month:02d}", first, first.replace(day=monthrange(year, month)[1]))
    only = date(year, month, day)
    return Interval(only.isoformat(), only, only)


def one_of(earliest: date | None, latest: date | None) -> Interval:
    """One day from ``earliest`` to ``latest``: as year, month or day where it is one, else as ``[a..b]``.

    >>> from datetime import date
    >>> from enishi.ontology.edtf import one_of
    >>> str(one_of(date(2024, 4, 1), date(2025, 3, 31))), str(one_of(date(2024, 2, 1), date(2024, 2, 29)))
    ('[2024-04..2025-03]', '2024-02')
    """
    if earliest is None and latest is None:
        return Interval("[..]", None, None)
    if earliest and latest and latest < earliest:
        raise ValueError(f"{earliest} .. {latest}")
    years = (earliest is None or (earliest.month, earliest.day) == (1, 1)) and (
        latest is None or (latest.month, latest.day) == (12, 31)
    )
    months = (earliest is None or earliest.day == 1) and (
        latest is None or latest.day == monthrange(latest.year, latest.month)[1]
    )
    length = 4 if years else 7 if months else 10
    low, high = (end.isoformat()[:length] if end else "" for end in (earliest, latest))
    return Interval(low if low == high else f"[{low}..{high}]", earliest, latest)


def span(start: Interval | None, end: Interval | None) -> Interval:
    """What lasts from ``start`` to ``end``, each known to its own precision; ``None`` is an open end.

    >>> from enishi.ontology.edtf import on, parse, span
    >>> str(span(on(1965), None)), str(span(parse("FY2018"), parse("FY2021")))
    ('1965/..', '2018-04/2022-03')
    """
    low, high = start.earliest if start else None, end.latest if end else None
    if (low is None and high is None) or (start and end and (_high(end) < _low(start))):
        raise ValueError(f"{start}/{end}")
    if start and end and start == end and not start.spans:
        return start
    return Interval(f"{_edge(start, low)}/{_edge(end, high)}", low, high)


def _edge(end: Interval | None, bound: date | None) -> str:
    """How an end of a span is written: EDTF takes no range there, so a range gives its outer month or day."""
    if end is None or bound is None:
        return ".."
    if not end.spans and not end.edtf.startswith("["):
        return end.edtf
    return bound.isoformat()[:7] if end.fiscal_year is not None else bound.isoformat()


def parse(text: str) -> Interval:
    """Read EDTF (see the module) or ``FY2021``; raises :class:`~enishi.errors.DataError` for anything else.

    >>> from enishi.ontology.edtf import parse
    >>> [str(parse(t)) for t in ("1965-06", "../2022-12", "FY2021", "199X", "1965~")]
    ['1965-06', '../2022-12', '[2021-04..2022-03]', '[1990..1999]', '1965~']
    """
    plain = text.strip()
    try:
        return _interval(plain)
    except ValueError:
        key = "date_reversed" if _reversed(plain) else "date_malformed"
        raise DataError(key, text=text) from None


def _reversed(text: str) -> bool:
    ends = text.strip("[]").replace("/", "..").split("..")
    try:
        return len(ends) == 2 and _high(_point(ends[1])) < _low(_point(ends[0]))
    except ValueError:
        return False


@lru_cache(maxsize=4096)
def _interval(text: str) -> Interval:
    if text.startswith("[") and text.endswith("]"):
        ends = text[1:-1].split("..")
        if len(ends) != 2 or any(end[-1:] in "?~%" for end in ends if end):
            raise ValueError(text)
        low, high = (_point(end) if end else None for end in ends)
        if low and high and _high(high) < _low(low):
            raise ValueError(text)
        return one_of(low.earliest if low else None, high.latest if high else None)
    if "/" in text:
        # An empty end is "unknown" in EDTF, ".." is "open"; nothing here tells them apart.
        start, _, end = text.partition("/")
        return span(*(None if part in ("", "..") else _point(part) for part in (start, end)))
    return _point(text)


def _point(text: str) -> Interval:
    if fiscal := _FISCAL.fullmatch(text):
        year = int(fiscal[1])
        return one_of(date(year, 4, 1), date(year + 1, 3, 31))
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year_text, month, day, qualifier = match.groups()
    if "X" in year_text:
        if month or qualifier:
            raise ValueError(text)
        return one_of(date(int(year_text.replace("X", "0")), 1, 1), date(int(year_text.replace("X", "9")), 12, 31))
    if month == "XX" and day not in (None, "XX"):
        raise ValueError(text)
    numbers = [int(part) for part in (year_text, month, day) if part and part != "XX"]
    return on(*numbers).qualified(cast(Qualifier, qualifier))


def most_precise(intervals: Iterable[Interval]) -> tuple[Interval, bool]:
    """What several documents together say of one date, and whether they dispute it.

    They agree where some day satisfies all of them: the answer is then the narrowest reading, one of those
    given or ``[a..b]`` for what two ranges share (1965 and FY1965 give ``[1965-04..1965-12]``). Spans that
    last agree only where one of the given lies in all others. Else the answer is the range over all of them,
    and disputed. The answer depends on the set alone, not on order or repetition; where nothing is disputed,
    answers for parts of the set can be put together in any grouping. Raises ``ValueError`` for no intervals.

    >>> from enishi.ontology.edtf import most_precise, parse
    >>> [(str(d), q) for d, q in (most_precise(map(parse, s)) for s in (["1965", "1965-06"], ["1965", "1970"]))]
    [('1965-06', False), ('[1965..1970]', True)]
    """
    given = sorted(set(intervals), key=lambda i: (len(i.edtf), i.edtf))
    if not given:
        raise ValueError("no intervals")
    low, high = max(map(_low, given)), min(map(_high, given))
    for interval in given:
        if (_low(interval), _high(interval)) == (low, high):
            return interval, False
    if low <= high and not any(interval.spans for interval in given):
        return one_of(low, high), False
    first, last = min(map(_low, given)), max(map(_high, given))
    return one_of(None if first == _FIRST else first, None if last == _LAST else last), True
