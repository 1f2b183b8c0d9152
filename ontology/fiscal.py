"""Fiscal years: named by the calendar year in which they begin, in Japan on 1 April.

What always holds: ``fiscal_interval(fiscal_year(day))`` has the day in it, for every first month.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from ..errors import DataError
from .edtf import Interval, one_of
from .eras import ERAS, Era, era_named, number

JAPAN: Final = 4

_ERA: Final = re.compile(
    r"(明治|大正|昭和|平成|令和|[MTSHRmtshr㍾㍽㍼㍻㋿])\s*(元|\d{1,2}|[一二三四五六七八九十]{1,3})\s*年度"
)
_WESTERN: Final = re.compile(r"(?:FY\s*)?(\d{4})(?:\s*[-/–]\s*(\d{2}|\d{4}))?(?:\s*年度)?", re.IGNORECASE)
_CIRCLED: Final = {chr(code): n for n, code in enumerate(range(0x2460, 0x2474), 1)} | {
    chr(code): n for n, code in enumerate(range(0x3251, 0x3260), 21)
}  # ① to ⑳, ㉑ to ㉟
_WIDE: Final = str.maketrans(
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}  # full width to half
)


def fiscal_year(day: date, first_month: int = JAPAN) -> int:
    """The fiscal year of a day: the year in which it begins.

    >>> from datetime import date
    >>> from enishi.ontology.fiscal import fiscal_year
    >>> fiscal_year(date(2026, 3, 31)), fiscal_year(date(2026, 4, 1)), fiscal_year(date(2026, 3, 31), 1)
    (2025, 2026, 2026)
    """
    return day.year if day.month >= first_month else day.year - 1


def fiscal_interval(year: int, first_month: int = JAPAN) -> Interval:
    """The fiscal year that begins in ``year``: one day from its first to its last.

    >>> from enishi.ontology.fiscal import fiscal_interval
    >>> str(fiscal_interval(2025)), fiscal_interval(2025).short, str(fiscal_interval(2025, 7))
    ('[2025-04..2026-03]', 'FY2025', '[2025-07..2026-06]')
    """
    first = date(year, first_month, 1)
    return one_of(first, date.fromordinal(first.replace(year=year + 1).toordinal() - 1))


def read_fiscal_year(text: str) -> int:
    """The fiscal year that a whole text names: 令和7年度, R7年度, 2025年度, FY2025, FY2024-25.

    A second year must be the next one: ``FY2024-25`` is 2024. Raises DataError for anything else.

    >>> from enishi.ontology.fiscal import read_fiscal_year
    >>> [read_fiscal_year(t) for t in ("令和7年度", "Ｒ７年度", "2025年度", "FY2024-25", "平成二十九年度")]
    [2025, 2025, 2025, 2024, 2017]
    """
    plain = text.strip().translate(_WIDE)
    if match := _ERA.fullmatch(plain):
        return era_named(match[1]).western(number(match[2]))
    match = _WESTERN.fullmatch(plain)
    named = match and (plain[:1] in "Ff" or plain.endswith("年度"))
    if match is None or not named or (match[2] and (int(match[1]) + 1) % 10 ** len(match[2]) != int(match[2])):
        raise DataError("date_not_fiscal_year", text=text)
    return int(match[1])


def nearest_era_year(year: int, near: date) -> tuple[Era, int]:
    """The era and western year meant by an era's year whose era is left out: the one nearest to a date.

    >>> from datetime import date
    >>> from enishi.ontology.fiscal import nearest_era_year
    >>> [nearest_era_year(n, date(2021, 4, 1))[1] for n in (3, 30)]
    [2021, 2018]
    """
    return min(((era, era.western(year)) for era in ERAS), key=lambda pair: (abs(pair[1] - near.year), -pair[1]))


def circled_fiscal_year(mark: str, as_of: Interval) -> Interval:
    """The fiscal year of a circled number in a budget table (③126,985千円), read by a document's date.

    >>> from enishi.ontology.edtf import parse
    >>> from enishi.ontology.fiscal import circled_fiscal_year
    >>> circled_fiscal_year("③", parse("FY2021")).short, circled_fiscal_year("㉚", parse("FY2020")).short
    ('FY2021', 'FY2018')
    """
    near = as_of.earliest or as_of.latest
    if mark not in _CIRCLED or near is None:
        raise DataError("date_not_fiscal_year", text=mark)
    return fiscal_interval(nearest_era_year(_CIRCLED[mark], near)[1])
