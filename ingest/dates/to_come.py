"""The month of days that a page announces: 15日には…が予定されている, on a page of June, is of that June.

A day alone is one of the month told last, but what is to come is not of a month that went by years ago.
"""

from __future__ import annotations

import re

from ...ontology.edtf import Interval, on
from ..text.mask import Masked

_ANNOUNCED = re.compile(
    r"予定|(?:開かれる|催される|行われる|開催(?:する|される)"
    r"|(?:開かれ|催され|行われ|開催し|開催され|開き|催し|行い)ます)[。」]?$"
)


def month_to_come(masked: Masked, days: Interval | None, own: Interval | None) -> Interval | None:
    """The days or the month of which a bare day of the sentence is one, ``days`` told last else.

    ``own`` is the date of the page: its month, where the sentence announces something and they lie years before.
    """
    if days is None or days.latest is None or own is None or own.earliest is None:
        return days
    if own.precision not in ("day", "month") or days.latest.year >= own.earliest.year:
        return days
    return on(own.earliest.year, own.earliest.month) if _ANNOUNCED.search(masked.clean.text) else days
