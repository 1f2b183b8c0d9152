"""How far what a sentence tells of a date may reach: from the date before it to the next one."""

from __future__ import annotations

from ..text.mask import TIMES, Masked


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
