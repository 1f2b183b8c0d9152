"""Japanese eras, 明治 to 令和: to and from western years, and the numerals that dates are printed with.

An era's year is plain arithmetic (平成32年, printed before 2019, is 2020). The months of 明治1年 to 5年 are
those of the lunisolar calendar, not ours (the Gregorian calendar begins on 1873-01-01, 明治6年1月1日;
太政官布告第337号 of 1872), so a month or day of those years is known here to the year alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..errors import DataError
from .edtf import Interval, on, one_of


@dataclass(frozen=True, slots=True)
class Era:
    """An era: its name, letter and one-character sign, its English name, and its first day."""

    name: str
    letter: str
    sign: str
    english: str
    first: date

    def western(self, year: int) -> int:
        """The western year of the era's year; also beyond the era's end."""
        return self.first.year + year - 1


# First days as in the edicts: 明治 was declared on 1868-10-23 for the whole of that lunisolar year, 大正 and
# 昭和 began on the day itself, 平成 and 令和 on the day after. Oldest first.
ERAS: Final = (
    Era("明治", "M", "㍾", "Meiji", date(1868, 1, 25)),
    Era("大正", "T", "㍽", "Taisho", date(1912, 7, 30)),
    Era("昭和", "S", "㍼", "Showa", date(1926, 12, 25)),
    Era("平成", "H", "㍻", "Heisei", date(1989, 1, 8)),
    Era("令和", "R", "㋿", "Reiwa", date(2019, 5, 1)),
)
_BY_NAME: Final = {name: era for era in ERAS for name in (era.name, era.name[0], era.letter, era.sign, era.english)}
# First day of 明治1年 .. 5年 by the calendar of the time, then of 6年.
_LUNISOLAR: Final = (
    date(1868, 1, 25),
    date(1869, 2, 11),
    date(1870, 2, 1),
    date(1871, 2, 19),
    date(1872, 2, 9),
    date(1873, 1, 1),
)
GREGORIAN: Final = _LUNISOLAR[-1]
_DIGITS: Final = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "元": 1}


def era_named(name: str) -> Era:
    """The era of a name (``令和``, ``R``, ``㋿``, ``Reiwa``); raises DataError for any other."""
    era = _BY_NAME.get(name) or _BY_NAME.get(name.upper()) or _BY_NAME.get(name.capitalize())
    if era is None:
        raise DataError("date_era_unknown", era=name, known=[era.name for era in ERAS])
    return era


def from_era(name: str, year: int, month: int | None = None, day: int | None = None) -> Interval:
    """A date printed by an era. Raises DataError for an unknown era, year 0 or a day that does not exist.

    >>> from enishi.ontology.eras import from_era
    >>> str(from_era("令和", 3)), str(from_era("S", 40, 7, 1)), str(from_era("平成", 32, 4))
    ('2021', '1965-07-01', '2020-04')
    """
    era = era_named(name)
    try:
        if year < 1:
            raise ValueError(year)
        if month is not None and is_lunisolar(era, year):
            return one_of(_LUNISOLAR[year - 1], date.fromordinal(_LUNISOLAR[year].toordinal() - 1))
        return on(era.western(year), month, day)
    except ValueError:
        printed = f"{era.name}{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
        raise DataError("date_malformed", text=printed) from None


def is_lunisolar(era: Era, year: int) -> bool:
    """Whether months of this year are those of the lunisolar calendar."""
    return era is ERAS[0] and year < len(_LUNISOLAR)


def era_of(day: date) -> tuple[Era, int]:
    """The era of a day, and its year in it; raises DataError before 明治.

    >>> from datetime import date
    >>> from enishi.ontology.eras import era_of
    >>> [(era.name, year) for era, year in (era_of(date(2019, 4, 30)), era_of(date(2019, 5, 1)))]
    [('平成', 31), ('令和', 1)]
    """
    if day < ERAS[0].first:
        raise DataError("date_before_meiji", date=day.isoformat())
    if day < GREGORIAN:
        return ERAS[0], sum(first <= day for first in _LUNISOLAR)
    era = next(era for era in reversed(ERAS) if era.first <= day)
    return era, day.year - era.first.year + 1


def to_era(day: date) -> str:
    """A day as it is printed in Japanese; before 1873 only its year (see the module).

    >>> from datetime import date
    >>> from enishi.ontology.eras import to_era
    >>> to_era(date(2021, 5, 1)), to_era(date(2019, 5, 1)), to_era(date(1871, 1, 1))
    ('令和3年5月1日', '令和元年5月1日', '明治3年')
    """
    era, year = era_of(day)
    printed = f"{era.name}{'元' if year == 1 else year}年"
    return printed if day < GREGORIAN else f"{printed}{day.month}月{day.day}日"


def number(text: str) -> int:
    """A number of a date: digits of either width, 元, 二〇二五 or 二十九. Raises ``ValueError`` for others.

    >>> from enishi.ontology.eras import number
    >>> number("２９"), number("元"), number("二〇二五"), number("二十九"), number("十")
    (29, 1, 2025, 29, 10)
    """
    if text.isdecimal():
        return int(text)
    if match := re.fullmatch("([一二三四五六七八九]?)十([一二三四五六七八九]?)", text):
        return (_DIGITS[match[1]] if match[1] else 1) * 10 + (_DIGITS[match[2]] if match[2] else 0)
    try:
        return int("".join(str(_DIGITS[c]) for c in text))
    except KeyError:
        raise ValueError(text) from None
