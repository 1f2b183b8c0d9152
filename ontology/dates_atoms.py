"""From one match of ``dates_patterns`` to numbers, and from numbers to an interval.

What always holds: an atom is one printed date or range; what it leaves out (the year of 8月20日) stays ``None``
until a neighbour in a range gives it or ``dates_relative`` works it out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from .dates_patterns import ENGLISH_RELATIVE, JAPANESE_RELATIVE, MONTHS
from .edtf import Interval, on, one_of, span
from .eras import Era, era_named, from_era, is_lunisolar, number
from .fiscal import fiscal_interval, nearest_era_year

Anchor = Literal["context", "document"]
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


@dataclass(frozen=True, slots=True)
class Atom:
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
        if other.shift and other.shift[1].startswith("era") and self.year and not other.year:
            near = nearest_era_year(other.shift[2], date(self.year, 7, 1))[1]
            other = replace(other, year=near, shift=None)
        if other.shift or (self.shift and other.year):
            return None
        end = other
        if end.year is None and end.month is None:
            end = replace(end, month=self.month)
        first = self
        if (first.month is None, first.day is None) != (end.month is None, end.day is None):
            return None
        if end.year is None and first.year is not None:
            later = (end.month or 0, end.day or 0) < (first.month or 0, first.day or 0)
            end = replace(end, year=first.year + later, fiscal=False)
            if first.fiscal:
                end = replace(end, year=first.year, fiscal=True)
        elif first.year is None and end.year is not None and first.shift is None:
            earlier = (end.month or 0, end.day or 0) < (first.month or 0, first.day or 0)
            first = replace(first, year=end.year - earlier)
        both = replace(first, end=other.end, ending=end, note=first.note or end.note)
        try:
            both.interval()
        except ValueError:
            return None
        return both


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


Reader = Callable[[re.Match[str], Atom], Atom]


def atom(match: re.Match[str], plain: str, japanese: bool, first_month: int) -> Atom | None:
    """Read a match; ``None`` where what stands around it, or its numbers, make it no date."""
    name = match.lastgroup or ""
    start = match.start()
    before = plain[max(0, start - 2) : start]
    if name in _NEEDS_JAPANESE and not japanese:
        return None
    if _BLOCKED[name](before) if name in _BLOCKED else (match[0][0].isdecimal() and before[-1:].isdecimal()):
        return None
    try:
        return _READERS[name](match, Atom(start, match.end(), first_month))
    except ValueError:
        return None


_NEEDS_JAPANESE: Final = frozenset({"DOTTED", "LETTERS", "LETTER_RANGE"})


def _ends_in(characters: str) -> Callable[[str], bool]:
    blocked = frozenset(characters)
    return lambda before: before[-1:] in blocked if before else False


_DIGITS: Final = "0123456789"
_BLOCKED: Final[Mapping[str, Callable[[str], bool]]] = {
    "NUMERIC": _ends_in(_DIGITS + ".,/-:#"),
    "YEARS": _ends_in(_DIGITS + ".,/-:#~"),
    "SLASHED": _ends_in(_DIGITS + ".,/-:#"),
    "WESTERN": _ends_in(_DIGITS + ".,"),
    "DECADE": _ends_in(_DIGITS + ".,-$£€¥"),
    "ERALESS": _ends_in(_DIGITS + ".,第約計各次満毎生後前歴-"),
    "MONTH_DAY": lambda before: before in ("毎年", "例年") or before[-1:] in frozenset(_DIGITS + ".,/第-"),
    "DAY": _ends_in(_DIGITS + ".,/-第週月年間計約各延毎・"),
    "DAY_MONTH": _ends_in(_DIGITS + ".,/"),
    "RELATIVE": lambda before: before[-1:] in frozenset("日以従由過証説照発公") or before == "本 ",
}


def _numbers(match: re.Match[str], p: str, read: Atom) -> Atom:
    """Month and day of the prefix's groups, and those of the end where they are a range."""
    month, month2, day, day2 = (match[p + part] and number(match[p + part]) for part in ("m", "m2", "d", "d2"))
    third = match[p + "x"]
    read = replace(read, month=month or None, day=day or None, third=third)
    if not month2 and not day2:
        return read
    last = replace(read, month=month2 or month, day=day2 or day, start=read.start)
    if month2 and not day2 and (day or third):
        raise Unreadable  # 4～6月20日: which is meant cannot be told
    if last.year is not None and (last.month or 0) < (read.month or 0):
        last = replace(last, year=last.year + (not read.fiscal))
    return replace(read, ending=last)


def _within(year: int) -> int:
    if not 1600 <= year < 2200:
        raise Unreadable
    return year


def _either(read: Atom, years: tuple[int, int]) -> Atom:
    """A date whose era and western year disagree: any of its readings."""
    readings = [replace(read, year=year).interval() for year in years]
    days = [day for r in readings if r for day in (r.earliest, r.latest) if day]
    return replace(read, year=years[0], whole=one_of(min(days), max(days)), ending=None, note="era_mismatch")


def _era(match: re.Match[str], read: Atom) -> Atom:
    era = era_named(match["ee"])
    first = number(match["ey"])
    if not 1 <= first <= 99:
        raise Unreadable
    year = era.western(first)
    read = replace(read, year=year, fiscal=bool(match["efy"]))
    if match["edecade"]:
        return replace(read, whole=one_of(date(year, 1, 1), date(year + 9, 12, 31)))
    if match["ey2"]:
        if match["em"]:
            raise Unreadable
        last = (era_named(match["ee2"]) if match["ee2"] else era).western(number(match["ey2"]))
        if last <= year:
            raise Unreadable
        return replace(read, ending=replace(read, year=last))
    read = _numbers(match, "e", read)
    if read.month and is_lunisolar(era, first):
        return replace(read, whole=from_era(era.name, first, 1), note="lunisolar", ending=None)
    beside = match["ep1"] or match["ep2"]
    if beside and int(beside) != year:
        return _either(read, (year, int(beside)))
    return read


def _dotted(match: re.Match[str], read: Atom) -> Atom:
    letter, day = match["le"], match["ld"]
    if not day and (letter not in "HRS" or (letter == "S" and len(match["ly"]) < 2)):
        raise Unreadable
    era = era_named(letter)
    year = int(match["ly"])
    if not 1 <= year <= _LONGEST.get(era.letter, 40):
        raise Unreadable
    month = int(match["lm"] or match["lm1"])
    if is_lunisolar(era, year):
        return replace(read, whole=from_era(era.name, year, month), note="lunisolar")
    read = replace(read, year=era.western(year), month=month, day=int(day) if day else None)
    read.interval()
    return read


_LONGEST: Final = {"M": 45, "T": 15, "S": 64}


def _letter(era: str, year: str) -> int:
    known: Era = era_named(era)
    if not 1 <= int(year) <= _LONGEST.get(era, 40):
        raise Unreadable
    return known.western(int(year))


def _western(match: re.Match[str], read: Atom) -> Atom:
    year = _within(int(match["wy"]))
    read = replace(read, year=year, fiscal=bool(match["wfy"]))
    if match["wdecade"]:
        if year % 10 or match["wy2"]:
            raise Unreadable
        return replace(read, whole=one_of(date(year, 1, 1), date(year + 9, 12, 31)))
    if match["wy2"]:
        if match["wm"]:
            raise Unreadable
        return replace(read, ending=replace(read, year=_second(match["wy2"], year)))
    read = _numbers(match, "w", read)
    for era, count in ((match["we1"], match["wn1"]), (match["we2"], match["wn2"])):
        if era and (other := era_named(era).western(number(count))) != year:
            return _either(read, (year, other))
    return read


def _second(text: str, year: int) -> int:
    last = int(text) if len(text) == 4 else year // 100 * 100 + int(text)
    if len(text) == 2 and last <= year:
        last += 100  # 1998-02
    if not year < last <= year + 100:
        raise Unreadable
    return last


def _numeric(match: re.Match[str], read: Atom) -> Atom:
    year = int(match["ny"])
    if not 1800 <= year < 2200:
        raise Unreadable
    if match["nd"]:
        read = replace(read, year=year, month=int(match["nm"]), day=int(match["nd"]))
        read.interval()
        return read
    printed, sign = match["nm1"], match["nsep1"]
    month = int(printed)
    if sign in "-/" and len(printed) == 2 and month == (year + 1) % 100:
        following = replace(read, year=year, ending=replace(read, year=year + 1))
        if month > 12:
            return following
        return replace(read, whole=one_of(date(year, 1, 1), date(year + 1, 12, 31)), note="month_or_years")
    if (sign == "-" and len(printed) == 1) or (sign == "." and _QUANTITY.match(match.string, match.end())):
        raise Unreadable
    read = replace(read, year=year, month=month)
    read.interval()
    return read


_QUANTITY: Final = re.compile(r" ?(?:円|千|百|万|億|人|名|件|%|倍|ha|k|m|㎡|t|度|点|ポ)")


def _slashed(match: re.Match[str], read: Atom) -> Atom:
    a, b, year = int(match["qa"]), int(match["qb"]), _within(int(match["qy"]))
    if match["qsep"] == "." or a > 12 or a == b:
        read = replace(read, year=year, month=b, day=a)
    elif b > 12:
        read = replace(read, year=year, month=a, day=b)
    else:  # 03/04/2025: April in London, March in New York
        days = sorted((date(year, a, b), date(year, b, a)))
        return replace(read, whole=one_of(days[0], days[1]), note="day_or_month_first")
    read.interval()
    return read


def _eraless(match: re.Match[str], read: Atom) -> Atom:
    year = number(match["oy"])
    fiscal = bool(match["ofy"])
    if not 1 <= year <= 64:
        raise Unreadable
    read = replace(read, shift=("context", "era fiscal year" if fiscal else "era year", year), note="era_omitted")
    return read if fiscal else _numbers(match, "o", read)


def _kanji(match: re.Match[str], read: Atom) -> Atom:
    return _numbers(match, "k", replace(read, year=_within(number(match["ky"])), fiscal=bool(match["kfy"])))


def _name(text: str) -> int:
    return MONTHS[text[:3].lower()]


def _english(match: re.Match[str], read: Atom, p: str) -> Atom:
    year = match[p + "y"]
    read = replace(
        read, year=_within(int(year)) if year else None, month=_name(match[p + "m"]), day=int(match[p + "d"])
    )
    if match[p + "d2"]:
        read = replace(read, ending=replace(read, day=int(match[p + "d2"])))
    if read.day == 0:
        raise Unreadable
    read.interval()
    return read


def _month_year(match: re.Match[str], read: Atom) -> Atom:
    read = replace(read, year=_within(int(match["vy"])), month=_name(match["vm"]))
    if match["vm2"]:
        last = replace(read, month=_name(match["vm2"]))
        earlier = (last.month or 0) < (read.month or 0)
        read = replace(read, year=(read.year or 0) - earlier, ending=last)
    return read


def _fiscal_end(match: re.Match[str], read: Atom) -> Atom:
    month, year = _name(match["gm"]), _within(int(match["gy"]))
    if match["gx"].startswith("end"):
        month, year = (month + 1, year - 1) if month < 12 else (1, year)
    return replace(read, year=year, fiscal=True, first_month=month)


def _fiscal(match: re.Match[str], read: Atom) -> Atom:
    year = _within(int(match["fy"]) + (2000 if len(match["fy"]) == 2 else 0))
    read = replace(read, year=year, fiscal=True)
    if match["fy2"]:
        last = _second(match["fy2"], year)
        if match["fagain"] or last != year + 1:
            return replace(read, ending=replace(read, year=last))
    return read


def _era_english(match: re.Match[str], read: Atom) -> Atom:
    year = era_named(match["ie"]).western(int(match["iy"]))
    if match["ip"] and int(match["ip"]) != year:
        return _either(replace(read, year=year), (year, int(match["ip"])))
    return replace(read, year=year)


def _group(match: re.Match[str], read: Atom, group: str, **parts: int) -> Atom:
    return replace(read, start=match.start(group), end=match.end(group), **parts)  # type: ignore[arg-type]


def _relative(match: re.Match[str], read: Atom) -> Atom:
    shift = JAPANESE_RELATIVE[match["word"]]
    if match["tday"]:
        if shift[1] != "month":
            raise Unreadable
        return replace(read, shift=shift, day=int(match["tday"]))  # type: ignore[arg-type]
    return replace(_numbers(match, "t", read), shift=shift)  # type: ignore[arg-type]


def _relative_english(match: re.Match[str], read: Atom) -> Atom:
    words = " ".join(match["words"].lower().split())
    shift = ENGLISH_RELATIVE.get(words)
    if shift is None:
        raise Unreadable
    return replace(read, shift=shift)  # type: ignore[arg-type]


def _years(match: re.Match[str], read: Atom, first: str, last: str) -> Atom:
    low, high = int(match[first]), int(match[last])
    read = replace(read, start=match.start(first), year=low)
    if high <= low:
        raise Unreadable
    return replace(read, ending=replace(read, year=high))


_READERS: Final[Mapping[str, Reader]] = {
    "ERA": _era,
    "DOTTED": _dotted,
    "LETTERS": lambda m, a: replace(a, year=_letter(m["ae"], m["ay"]), note="era_letter"),
    "LETTER_RANGE": lambda m, a: replace(
        a,
        year=_letter(m["ce"], m["cyear"]),
        ending=replace(a, year=_letter(m["ce2"], m["cyear2"])),
        note="era_letter",
    ),
    "DAY_MONTH": lambda m, a: _english(m, a, "x"),
    "NUMERIC": _numeric,
    "WESTERN": _western,
    "YEARS": lambda m, a: _years(m, a, "ry", "ry2"),
    "DECADE": lambda m, a: replace(
        a, whole=one_of(date(int(m["decade"]), 1, 1), date(int(m["decade"]) + 9, 12, 31))
    ),
    "SLASHED": _slashed,
    "ERALESS": _eraless,
    "MONTH_DAY": lambda m, a: _numbers(m, "m", a),
    "DAY": lambda m, a: replace(a, day=int(m["dd"])),
    "KANJI": _kanji,
    "MONTH_DAY_EN": lambda m, a: _english(m, a, "z"),
    "MONTH_YEAR": _month_year,
    "FISCAL_END": _fiscal_end,
    "FISCAL": _fiscal,
    "ERA_EN": _era_english,
    "FROM_TO": lambda m, a: _years(m, a, "jy", "jy2"),
    "IN_YEAR": lambda m, a: _group(m, a, "by", year=int(m["by"])),
    "PAREN_YEAR": lambda m, a: _group(m, a, "cy", year=int(m["cy"])),
    "IN_MONTH": lambda m, a: _group(m, a, "bm", month=_name(m["bm"])),
    "RELATIVE": _relative,
    "RELATIVE_EN": _relative_english,
}
