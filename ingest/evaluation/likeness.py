"""When two names, texts, numbers or dates are the same for a score.

Coarser on purpose than the fold by which ingest finds names: a legal form, an article or the word for "city"
makes no other thing of a name. A date is the same where it equals the wanted one or is finer, never coarser.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from ...errors import DataError
from ...ontology.edtf import parse
from ..text.fold import in_use

COMMON: Final = 0.6
"""Two texts are the same where they have this share of the longer one in common."""
SHORT: Final = 40
"""In a shorter text the numbers must be the same: the 9th conference is not the 13th."""

_MARKS: Final = re.compile(r"[\s・·,，.。'’\"“”「」『』()（）［\]\[\]/／:：;；\-‐－–—_~〜～]+")
_LEGAL: Final = (
    r"the",
    r"公益財団法人",
    r"一般社団法人",
    r"独立行政法人",
    r"株式会社",
    r"\(株\)",
    r"\([公一]?[財社]\)",
    r"仏国",
    r"米国",
)
_BEFORE: Final = re.compile(rf"(?:{'|'.join(_LEGAL)})\s*")
_AFTER: Final = re.compile(r"(?:特別市|広域市|自治区|政府|人民|市|都|city)$")
_DATE: Final = re.compile(r"\d{4}(?:-\d\d){0,2}(?:/.*)?|\[.*\]|FY\d{4}")

Bounds = tuple[date, date]


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name as compared: NFKC, lower case, new kanji, without punctuation, legal form and "city".

    >>> from enishi.ingest.evaluation.likeness import fold
    >>> [fold(n) for n in ("City of Yokohama", "釜山広域市", "(公財)横浜市国際交流協会", "葫蘆島市")]
    ['yokohama', '釜山', '横浜市国際交流協会', '葫芦島']
    """
    text = in_use(unicodedata.normalize("NFKC", name)).strip().lower().removeprefix("city of ")
    if before := _BEFORE.match(text):
        text = text[before.end() :] or text
    text = _MARKS.sub("", text)
    short = _AFTER.sub("", text)
    return short if len(short) > 1 else text


def same_text(wanted: str, found: str) -> bool:
    """Whether two folded texts say the same: one holds the other and is not twice as long, or most is common."""
    short, long = sorted((wanted, found), key=len)
    if not short:
        return False
    if len(wanted) < SHORT:
        numbers, others = (set(re.findall(r"\d+", text)) for text in (wanted, found))
        if numbers and others and numbers != others:
            return False
    if short in long and len(short) * 2 >= len(long):
        return True
    blocks = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= COMMON * len(long)


def number(text: str) -> float | None:
    """A plain number, with or without commas."""
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def same_number(wanted: float, found: str) -> bool:
    """Whether a text is this number, perhaps with its unit."""
    return wanted in (number(found), number(found.rstrip("円%人")))


def is_date(text: str) -> bool:
    """Whether a gold object is a date: EDTF, or a fiscal year as ``FY2025``."""
    return _DATE.fullmatch(text) is not None


def same_date(wanted: str | None, found: str | None, until: str | None = None) -> bool:
    """Whether a date is the wanted one, lies in ``wanted`` .. ``until``, or is a finer date inside it.

    >>> from enishi.ingest.evaluation.likeness import same_date
    >>> [same_date("2022", "2022-08"), same_date("2022-08", "2022"), same_date("FY2025", "2025")]
    [True, False, False]
    """
    if not wanted:
        return True
    want, have = _bounds(wanted), _bounds(found)
    if want is None or have is None:
        return bool(found) and str(found).startswith(wanted)
    if len(wanted) == 4 and have == _bounds(f"FY{wanted}"):
        return True  # a start worked out from an anniversary is known to the fiscal year
    if want[1] == date.max:  # open: its start alone is compared
        want = _bounds(_start(wanted)) or want
    end = _bounds(until)
    if end and have[0] >= want[0] and have[1] <= end[1]:
        return True
    if _within(have, want):
        return True
    start = _bounds(_start(found or "")) if have[1] == date.max else None
    return start is not None and _within(start, want)


def _within(inner: Bounds, outer: Bounds) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _start(text: str) -> str:
    return re.split(r"/|\.\.", text.strip("[]"))[0]


@lru_cache(maxsize=65536)
def _bounds(text: str | None) -> Bounds | None:
    """First and last day of a date; nothing for what is no date."""
    if not text:
        return None
    try:
        found = parse(text)
    except DataError:
        return None
    if found.earliest is None and found.latest is None:
        return None
    return found.earliest or date.min, found.latest or date.max
