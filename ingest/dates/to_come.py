"""The month of days that a page announces: 15日には…が予定されている, on a page of June, is of that June.

A day alone is one of the month told last, but what is to come is not of a month that went by years ago.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ...ontology.edtf import Interval, on
from ..text.mask import Masked

_ANNOUNCED = re.compile(
    r"(?:予定(?:して|されて)(?:いる|います)|予定(?:です|である|だ)?|(?:開かれる|催される|行われる|開催(?:する|される))"
    r"|(?:開かれ|催され|行われ|開催し|開催され|開き|催し|行い)ます)[。」]?$"
)
_BARE_DAY = re.compile(r"\W{0,3}\d{1,2}日")


def month_to_come(masked: Masked, days: Interval | None, own: Interval | None) -> Interval | None:
    """The days or the month of which a bare day that opens the sentence is one, ``days`` told last else.

    ``own`` is the date of the page: its month, where the sentence announces something and they lie years before.
    """
    if days is None or own is None or own.precision not in ("day", "month") or own.earliest is None:
        return days
    text = masked.clean.text
    if days.latest is None or days.latest.year >= own.earliest.year or not _BARE_DAY.match(text):
        return days
    return _month(own.earliest.year, own.earliest.month) if _ANNOUNCED.search(text) else days


@lru_cache(64)
def _month(year: int, month: int) -> Interval:
    """The same object for the same month: what was read of a sentence is known by what it was read with."""
    return on(year, month)
