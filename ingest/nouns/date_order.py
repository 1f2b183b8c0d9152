"""Which comes first in a document's dates in figures, the day or the month: what one of them proves holds for all.

23/05/2023 has its day first, so 11/12/2019 beside it is 11 December. A document that proves neither, or both,
leaves 11/12/2019 either.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

from ...ontology.edtf import Interval, on
from ..text.mask import Noun

Order = Literal["day", "month"]

_FIGURES: Final = re.compile(
    r"(?<![\d./-])(?P<a>\d{1,2})(?P<sign>[/.])(?P<b>\d{1,2})(?P=sign)(?P<year>(?:18|19|20)\d\d)(?![\d/]|[.-]\d)",
    re.ASCII,
)
_SAID: Final = re.compile(r"\b(?:(?P<day>dd?[/.]mm?[/.]yy(?:yy)?)|mm?[/.]dd?[/.]yy(?:yy)?)\b", re.I)
_MONTHS: Final = 12


def date_order(text: str) -> Order | None:
    """What comes first in the figures of a document's dates, where they prove it or its words tell it.

    >>> from enishi.ingest.nouns.date_order import date_order
    >>> date_order("Signed 23/05/2023 and 11/12/2019"), date_order("11/12/2019"), date_order("10/29/1957")
    ('day', None, 'month')
    """
    proved: set[Order] = {"day" if match["day"] else "month" for match in _SAID.finditer(text)}
    for match in _FIGURES.finditer(text):
        first, second = int(match["a"]), int(match["b"])
        if first > _MONTHS >= second:
            proved.add("day")
        elif second > _MONTHS >= first:
            proved.add("month")
    return proved.pop() if len(proved) == 1 else None


def in_order(noun: Noun, order: Order | None) -> Noun:
    """A date in figures as the order of its document has it."""
    match = _FIGURES.fullmatch(noun.text) if order and isinstance(noun.value, Interval) else None
    if match is None:
        return noun
    day, month = (match["a"], match["b"]) if order == "day" else (match["b"], match["a"])
    try:
        when = date(int(match["year"]), int(month), int(day))
    except ValueError:
        return noun
    return noun._replace(value=on(when.year, when.month, when.day))
