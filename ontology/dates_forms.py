"""From one match of ``dates_patterns`` to the atom that it prints, a reader a form.

What always holds: :func:`atom` gives ``None``, never a guess, where the numbers are no date or what stands
around them speaks against one (a telephone number, 第3年度, 毎年10月).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from string import ascii_letters
from typing import Final

from .dates_atoms import Atom, Unreadable
from .dates_patterns import ENGLISH_RELATIVE, JAPANESE_RELATIVE, MONTH_WORD, MONTHS, SPANNING, YEAR_WORD
from .edtf import one_of
from .eras import era_named, from_era, is_lunisolar, number

Reader = Callable[[re.Match[str], Atom], Atom]


def atom(match: re.Match[str], plain: str, japanese: bool, first_month: int) -> Atom | None:
    """Read a match; ``None`` where what stands around it, or its numbers, make it no date.

    Raises ``ValueError`` where it is a date that the calendar does not have, or no one could tell which.
    """
    name = match.lastgroup or ""
    start = match.start()
    before = plain[max(0, start - 2) : start]
    if name in _NEEDS_JAPANESE and not japanese:
        return None
    if name in _BLOCKED and _BLOCKED[name](before) and not _is_numbered(name, plain, start):
        return None
    if name in _PRECEDED and not _PRECEDED[name].search(plain, max(0, start - 24), start):
        return None
    try:
        return _READERS[name](match, Atom(start, match.end(), first_month))
    except Unreadable:
        return None


_NEEDS_JAPANESE: Final = frozenset({"DOTTED", "LETTERS", "LETTER_RANGE"})


def _ends_in(characters: str) -> Callable[[str], bool]:
    blocked = frozenset(characters)
    return lambda before: before[-1:] in blocked if before else False


def _is_numbered(name: str, plain: str, start: int) -> bool:
    """Whether the number before a year is an answer's or an entry's: A2.1992年."""
    return name == "WESTERN" and _NUMBERED.search(plain, max(0, start - 8), start) is not None


_DIGITS: Final = "0123456789"
_THIS: Final = re.compile(r"\b[Tt]his\s{1,2}$")
_NUMBERED: Final = re.compile(r"(?:^|\s)[QA問答]?\d{1,2}\.$")
_PRECEDED: Final = {"BARE": YEAR_WORD, "IN_MONTH": MONTH_WORD, "FROM_TO": SPANNING}
_BLOCKED: Final[Mapping[str, Callable[[str], bool]]] = {
    "NUMERIC": _ends_in(_DIGITS + ".,/-:#_" + ascii_letters),
    "YEARS": _ends_in(_DIGITS + ".,/-:#~_" + ascii_letters),
    "SLASHED": _ends_in(_DIGITS + ".,/-:#"),
    "WESTERN": _ends_in(_DIGITS + ".,"),
    "BESIDE_DOTTED": _ends_in(_DIGITS + ".,"),
    "DECADE": _ends_in(_DIGITS + ".,-$£€¥"),
    "ERALESS": _ends_in(_DIGITS + ".,第約計各次満毎生後前歴-"),
    "MONTH_DAY": lambda before: before in ("毎年", "例年") or before[-1:] in frozenset(_DIGITS + ".,/第-"),
    "COUNTED": _ends_in(_DIGITS + ".,/-第約計各次満毎数~"),
    "DAY": _ends_in(_DIGITS + ".,/-第週月年間計約各延毎・"),
    "DAY_MONTH": _ends_in(_DIGITS + ".,/"),
    "DAY_MONTH_JOINED": _ends_in(_DIGITS + ".,/-"),
    "YEAR_MONTH_DAY": _ends_in(_DIGITS + ".,/-$£€¥"),
    "RELATIVE": lambda before: before[-1:] in frozenset("日以従由過証説照発公") or before == "本 ",
}


def _numbers(match: re.Match[str], p: str, read: Atom) -> Atom:
    """Month and day of the prefix's groups, and those of the end where they are a range."""
    month, month2, day, day2 = (
        number(match[p + part]) if match[p + part] else None for part in ("m", "m2", "d", "d2")
    )
    third = match[p + "x"]
    read = read._replace(month=month, day=day, third=third)
    if not month2 and not day2:
        return read
    if match[p + "dd"] and day2 != (day or 0) + 1:
        return read._replace(end=match.end(p + "dd"))  # 8月20日・28日 are two dates, 20日・21日 one of two days
    last = read._replace(month=month2 or month, day=day2 or day, start=read.start)
    if month2 and not day2 and (day or third):
        raise ValueError(match[0])  # 4～6月20日: what is meant cannot be told, of no part of it
    if last.year is not None and (last.month or 0) < (read.month or 0):
        last = last._replace(year=last.year + (not read.fiscal))
    return _ranged(read, last, listed=bool(match[p + "list"] or match[p + "mlist"]))


def _ranged(read: Atom, last: Atom, *, listed: bool) -> Atom:
    """A range; two dates of a list (8月20・21日) are one only where they follow each other."""
    ranged = read._replace(ending=last)
    steps = (last.month or 0) - (read.month or 0) + (last.day or 0) - (read.day or 0)
    if not listed or steps == 1:
        return ranged
    whole = ranged.interval()
    if whole is None:
        raise Unreadable
    return read._replace(whole=one_of(whole.earliest, whole.latest), note="list")


def _within(year: int) -> int:
    if not 1600 <= year < 2200:
        raise Unreadable
    return year


def _either(read: Atom, years: tuple[int, int]) -> Atom:
    """A date whose era and western year disagree: any of its readings."""
    readings = [read._replace(year=year).interval() for year in years]
    days = [day for r in readings if r for day in (r.earliest, r.latest) if day]
    return read._replace(year=years[0], whole=one_of(min(days), max(days)), ending=None, note="era_mismatch")


def _era(match: re.Match[str], read: Atom) -> Atom:
    era = era_named(match["ee"])
    first = number(match["ey"])
    if not 1 <= first <= 99:
        raise Unreadable
    year = era.western(first)
    read = read._replace(year=year, fiscal=bool(match["efy"]))
    if match["edecade"]:
        return read._replace(whole=one_of(date(year, 1, 1), date(year + 9, 12, 31)))
    if match["ey2"]:
        if match["em"]:
            raise Unreadable
        last = (era_named(match["ee2"]) if match["ee2"] else era).western(number(match["ey2"]))
        if last <= year:
            raise Unreadable
        return read._replace(ending=read._replace(year=last))
    read = _numbers(match, "e", read)
    if read.month and is_lunisolar(era, first):
        return read._replace(whole=from_era(era.name, first, 1), note="lunisolar", ending=None)
    beside = match["ep1"] or match["ep2"]
    if beside and int(beside) != year:
        return _either(read, (year, int(beside)))
    return read


def _dotted(match: re.Match[str], read: Atom) -> Atom:
    letter, day = match["le"], match["ld"]
    if not day and (letter not in "HRS昭平令" or (letter in "S昭" and len(match["ly"]) < 2)):
        raise Unreadable
    era = era_named(letter)
    year = number(match["ly"])
    if not 1 <= year <= _LONGEST.get(era.letter, 40):
        raise Unreadable
    month = int(match["lm"] or match["lm1"])
    if is_lunisolar(era, year):
        return read._replace(whole=from_era(era.name, year, month), note="lunisolar")
    read = read._replace(year=era.western(year), month=month, day=int(day) if day else None)
    read.interval()
    return _ranged(read, read._replace(day=int(match["ld2"])), listed=False) if match["ld2"] else read


def _dotted_beside(match: re.Match[str], read: Atom, p: str) -> Atom:
    era, first, western = era_named(match[p + "e"]), number(match[p + "n"]), int(match[p + "w"])
    month, day = int(match[p + "m"]), int(match[p + "d"] or 0) or None
    if is_lunisolar(era, first):
        return read._replace(whole=from_era(era.name, first, month), note="lunisolar")
    read = read._replace(year=era.western(first), month=month, day=day)
    read.interval()
    return read if western == read.year else _either(read, (era.western(first), western))


_LONGEST: Final = {"M": 45, "T": 15, "S": 64}


def _letter(era: str, year: str) -> int:
    known = era_named(era)
    if not 1 <= number(year) <= _LONGEST.get(era, 40):
        raise Unreadable
    return known.western(number(year))


def _western(match: re.Match[str], read: Atom) -> Atom:
    year = _within(int(match["wy"]))
    read = read._replace(year=year, fiscal=bool(match["wfy"]))
    if match["wdecade"]:
        if year % 10 or match["wy2"]:
            raise Unreadable
        return read._replace(whole=one_of(date(year, 1, 1), date(year + 9, 12, 31)))
    if match["wy2"]:
        if match["wm"]:
            raise Unreadable
        return read._replace(ending=read._replace(year=_second(match["wy2"], year)))
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
        read = read._replace(year=year, month=int(match["nm"]), day=int(match["nd"]))
        read.interval()
        return read
    printed, sign = match["nm1"], match["nsep1"]
    month = int(printed)
    if sign in "-/" and len(printed) == 2 and month == (year + 1) % 100:
        following = read._replace(year=year, ending=read._replace(year=year + 1))
        if month > 12:
            return following
        return read._replace(whole=one_of(date(year, 1, 1), date(year + 1, 12, 31)), note="month_or_years")
    if (sign == "-" and len(printed) == 1) or (sign == "." and _QUANTITY.match(match.string, match.end())):
        raise Unreadable
    read = read._replace(year=year, month=month)
    read.interval()
    return read


_QUANTITY: Final = re.compile(r" ?(?:円|千|百|万|億|人|名|件|%|倍|ha|k|m|㎡|t|度|点|ポ)")


def _slashed(match: re.Match[str], read: Atom) -> Atom:
    a, b, year = int(match["qa"]), int(match["qb"]), _within(int(match["qy"]))
    if match["qsep"] == "." or a > 12 or a == b:
        read = read._replace(year=year, month=b, day=a)
    elif b > 12:
        read = read._replace(year=year, month=a, day=b)
    else:  # 03/04/2025: April in London, March in New York
        days = sorted((date(year, a, b), date(year, b, a)))
        return read._replace(whole=one_of(days[0], days[1]), note="day_or_month_first")
    read.interval()
    return read


def _eraless(match: re.Match[str], read: Atom) -> Atom:
    year = number(match["oy"])
    fiscal = bool(match["ofy"])
    if not 1 <= year <= 64:
        raise Unreadable
    read = read._replace(shift=("context", "era fiscal year" if fiscal else "era year", year), note="era_omitted")
    return read if fiscal else _numbers(match, "o", read)


def _kanji(match: re.Match[str], read: Atom) -> Atom:
    return _numbers(match, "k", read._replace(year=_within(number(match["ky"])), fiscal=bool(match["kfy"])))


def _name(text: str) -> int:
    return MONTHS[text[:3].lower()]


def _english(match: re.Match[str], read: Atom, p: str) -> Atom:
    year = match[p + "y"]
    read = read._replace(
        year=_within(int(year)) if year else None, month=_name(match[p + "m"]), day=int(match[p + "d"])
    )
    if match[p + "d2"]:
        listed = bool(match[p + "list"]) and not _between(match)
        read = _ranged(read, read._replace(day=int(match[p + "d2"])), listed=listed)
    if read.day == 0:
        raise Unreadable
    read.interval()
    return read


def _whole_english(match: re.Match[str], read: Atom, p: str) -> Atom:
    """A day whose year, month and day all stand there: 2024 March 6."""
    year, month, day = _within(int(match[p + "y"])), _name(match[p + "m"]), int(match[p + "d"])
    read = read._replace(year=year, month=month, day=day)
    read.interval()
    return read


def _between(match: re.Match[str]) -> bool:
    return SPANNING.search(match.string, max(0, match.start() - 24), match.start()) is not None


def _month_year(match: re.Match[str], read: Atom) -> Atom:
    read = read._replace(year=_within(int(match["vy"])), month=_name(match["vm"]))
    if match["vm2"]:
        last = read._replace(month=_name(match["vm2"]))
        earlier = (last.month or 0) < (read.month or 0)
        read = read._replace(year=(read.year or 0) - earlier)
        return _ranged(read, last, listed=bool(match["vlist"]) and not _between(match))
    return read


def _fiscal_end(match: re.Match[str], read: Atom) -> Atom:
    month, year = _name(match["gm"]), _within(int(match["gy"]))
    if match["gx"].startswith("end"):
        month, year = (month + 1, year - 1) if month < 12 else (1, year)
    return read._replace(year=year, fiscal=True, first_month=month)


def _fiscal(match: re.Match[str], read: Atom) -> Atom:
    year = _within(int(match["fy"]) + (2000 if len(match["fy"]) == 2 else 0))
    read = read._replace(year=year, fiscal=True)
    if match["fy2"]:
        last = _second(match["fy2"], year)
        if match["fagain"] or last != year + 1:
            return read._replace(ending=read._replace(year=last))
    return read


def _era_english(match: re.Match[str], read: Atom) -> Atom:
    year = era_named(match["ie"]).western(int(match["iy"]))
    if match["ip"] and int(match["ip"]) != year:
        return _either(read._replace(year=year), (year, int(match["ip"])))
    return read._replace(year=year)


def _relative(match: re.Match[str], read: Atom) -> Atom:
    shift = JAPANESE_RELATIVE[match["word"]]
    if match["tday"]:
        if shift[1] != "month":
            raise Unreadable
        return read._replace(shift=shift, day=int(match["tday"]))  # type: ignore[arg-type]
    if month := match["tm1"] or match["tm3"]:
        day = match["td1"] or match["td3"]
        return read._replace(shift=shift, month=int(month), day=int(day) if day else None)  # type: ignore[arg-type]
    return _numbers(match, "t", read)._replace(shift=shift)  # type: ignore[arg-type]


def _relative_english(match: re.Match[str], read: Atom) -> Atom:
    words = " ".join(match["words"].lower().split())
    shift = ENGLISH_RELATIVE.get(words)
    if shift is None:
        raise Unreadable
    return read._replace(shift=shift)  # type: ignore[arg-type]


def _in_month(match: re.Match[str], read: Atom) -> Atom:
    """In August, in August of that year, in May this year, this May."""
    read = read._replace(month=_name(match["bm"]))
    if match["byear"] is None:
        this = _THIS.search(match.string, max(0, match.start() - 8), match.start())
        return read._replace(shift=("document", "year", 0)) if this else read
    return read._replace(shift=ENGLISH_RELATIVE[" ".join(match["byear"].lower().split())])  # type: ignore[arg-type]


def _years(match: re.Match[str], read: Atom, first: str, last: str) -> Atom:
    low, high = int(match[first]), int(match[last])
    read = read._replace(year=low)
    if high <= low:
        raise Unreadable
    return read._replace(ending=read._replace(year=high))


_READERS: Final[Mapping[str, Reader]] = {
    "ERA": _era,
    "DOTTED": _dotted,
    "DOTTED_BESIDE": lambda m, a: _dotted_beside(m, a, "zb"),
    "BESIDE_DOTTED": lambda m, a: _dotted_beside(m, a, "yb"),
    "LETTERS": lambda m, a: a._replace(year=_letter(m["ae"], m["ay"]), note="era_letter"),
    "LETTER_RANGE": lambda m, a: a._replace(
        year=_letter(m["ce"], m["cyear"]),
        ending=a._replace(year=_letter(m["ce2"], m["cyear2"])),
        note="era_letter",
    ),
    "DAY_MONTH": lambda m, a: _english(m, a, "x"),
    "DAY_MONTH_JOINED": lambda m, a: _whole_english(m, a, "wj"),
    "YEAR_MONTH_DAY": lambda m, a: _english(m, a, "u"),
    "NUMERIC": _numeric,
    "WESTERN": _western,
    "YEARS": lambda m, a: _years(m, a, "ry", "ry2"),
    "DECADE": lambda m, a: a._replace(
        whole=one_of(date(int(m["decade"]), 1, 1), date(int(m["decade"]) + 9, 12, 31))
    ),
    "SLASHED": _slashed,
    "ERALESS": _eraless,
    "MONTH_DAY": lambda m, a: _numbers(m, "m", a),
    "DAY": lambda m, a: a._replace(day=int(m["dd"])),
    "KANJI": _kanji,
    "MONTH_DAY_EN": lambda m, a: _english(m, a, "z"),
    "MONTH_YEAR": _month_year,
    "FISCAL_END": _fiscal_end,
    "FISCAL": _fiscal,
    "ERA_EN": _era_english,
    "FROM_TO": lambda m, a: _years(m, a, "jy", "jy2"),
    "BARE": lambda m, a: a._replace(year=int(m["by"])),
    "AS_SUBJECT": lambda m, a: a._replace(year=int(m["sy"])),
    "IN_MONTH": _in_month,
    "COUNTED": lambda m, a: _numbers(m, "h", a)._replace(shift=("told", "year", number(m["hn"]))),
    "RELATIVE": _relative,
    "RELATIVE_EN": _relative_english,
}
