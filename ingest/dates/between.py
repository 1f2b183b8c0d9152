"""How far what a sentence tells of a date may reach: from the date before it to the next one.

And English dates whose year stands behind them: *from 4 to 6 October last year*.
"""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import pairwise

from ...errors import EnishiError
from ...ontology.edtf import Interval, parse
from ..text.mask import TIMES, Masked

_YEAR_BEHIND = frozenset(["last year", "this year", "next year"])


def between_dates(sentence: Masked, at: int) -> tuple[int, int]:
    """The masked range around a date in which no other stands.

    >>> from enishi.ingest.dates.between import between_dates
    >>> from enishi.ingest.text.clean import clean
    >>> from enishi.ingest.text.mask import Alphabet, Noun, mask
    >>> nouns = [Noun(0, 5, "Date", "1990年"), Noun(9, 14, "Date", "1995年")]
    >>> said = clean("1990年に会い、1995年に結ぶ", (0, 17))
    >>> between_dates(mask(said, nouns, Alphabet(lambda kind: ())), 5)
    (1, 9)
    """
    others = [o for o, n in sentence.index.items() if o != at and sentence.nouns[n].kind in TIMES]
    low = max((o + 1 for o in others if o < at), default=0)
    return low, min((o for o in others if o > at), default=len(sentence.text))


def years_behind(sentence: Masked, dates: list[tuple[int, Interval]]) -> list[tuple[int, Interval]]:
    """The dates of an English sentence, each in the year that stands right behind it."""
    kept = list(dates)
    for (at, when), (later, year) in pairwise(dates):
        noun = sentence.noun_at(later)
        beside = later == at + 2 and sentence.text[at + 1] == " "
        if not beside or noun is None or noun.text.lower() not in _YEAR_BEHIND or when.precision == "year":
            continue
        told = str(year.earliest.year) if year.earliest else ""
        with suppress(EnishiError):  # 29 February of a year that has none
            moved = parse(re.sub(r"\d{4}(?=-)", told, when.edtf))
            kept = [(o, moved if o == at else v) for o, v in kept if o != later]
    return kept
