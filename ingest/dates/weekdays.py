"""The year of a day without one, by the weekday printed behind it: 1月22日(土) is of a year in which it is."""

from __future__ import annotations

import re
from datetime import date

from ...ontology.edtf import Interval, on

_WEEKDAY = re.compile(r"[(（]([月火水木金土日])(?:曜日?)?(?:[・、][^()（）]{1,4})?[)）]")
_DAYS = "月火水木金土日"


def by_weekday(value: Interval, text: str, end: int) -> Interval:
    """A day, in the year next to its own in which it falls on the weekday printed at a place of a text.

    >>> from enishi.ontology.edtf import parse
    >>> str(by_weekday(parse("2021-01-22"), "1月22日(土)午後", 5))
    '2022-01-22'
    """
    first = value.earliest
    if value.precision != "day" or first is None:
        return value
    told = _WEEKDAY.match(text, end)
    if told is None or first.weekday() == _DAYS.index(told[1]):
        return value
    for year in (first.year + 1, first.year - 1):
        try:
            if date(year, first.month, first.day).weekday() == _DAYS.index(told[1]):
                return on(year, first.month, first.day)
        except ValueError:  # 29 February
            continue
    return value
