"""Names of places that hold the name of a known one: Capo d'Orlando is not Orlando, nor Seberang Perai Perai.

Italian, French, Spanish, Portuguese and German names go on with *d'*, *de*, *sur*, *am*; any other only where it
stands as a place, with its country behind it, so that *Mayor Lincoln* and *Sister City Kobe* are left alone.
"""

from __future__ import annotations

import re
from functools import cache

from ..data import table
from ..text.mask import Masked
from .recognise import Recognised

WARD = re.compile(r"[A-Z][a-z]{2,}(?:-[a-z]+)?-gun?(?![\w-])")
"""A ward or county of a Korean city, as it is written in English."""
_REACH = 40  # characters of a name before the known one
_GOES_ON = re.compile(
    r"(?<![\w’'-])([A-ZÀ-ÖØ-Þ][\wà-ÿ]{2,}(?: [A-ZÀ-ÖØ-Þ][\wà-ÿ]+)?)"
    r"(?: (?:de|del|della|di|da|do|dos|du|des|sur|sous|am|an der|ob der|bei|upon) | (?:d|dell|nell|all|de l)[’']"
    r"|-(?:sur|sous|de|du|la|le|en|am|les|lès)-)$"
)
_BEFORE = re.compile(r"(?:[a-z,(]|\band|[|\t]) ([A-ZÀ-ÖØ-Þ][a-zà-ÿ]{2,})[ -]$")  # no word that opens a sentence
_AS_PLACE = re.compile(r"(?: in (?:the )?|, | \()$")


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile("|".join(table("words/longer_names.toml")[name]))


def begins(text: str, found: Recognised, placed: frozenset[tuple[int, int]]) -> int:
    """Where the longer name begins that a known city's name is the end of; its own start where it is none.

    ``placed`` are the spans in which the text names a country or a division of one: *United States* Columbus.
    """
    start = found.start
    before = text[max(0, start - _REACH) : start]
    if not before or before[-1] not in " ’'-":
        return start
    if goes_on := _GOES_ON.search(before):
        return start if _words("no_place").match(goes_on[1]) else start - len(before) + goes_on.start(1)
    word = _BEFORE.search(before)
    if word is None or _words("words").fullmatch(word[1]):
        return start
    low = start - len(before) + word.start(1)
    if any(at <= low < end for at, end in placed):
        return start
    behind = any(0 < at - found.end <= 8 and _AS_PLACE.match(text[found.end : at]) for at, _ in placed)
    return low if behind else start


_TITLED = re.compile(
    r"(?<![\w’'-])(?!(?:The|Our|Its|This|That|And|But|For|With|From|Since|When|As|In|At|By|To|Of) )"
    r"[A-ZÀ-ÖØ-Þ][\wà-ÿ’-]+ $"
)


def within_a_body(text: str, found: Recognised) -> bool:
    """Whether a known body's name is the middle of another one's: Nordic [Energy Cities] Coalition."""
    behind = _words("bodies").match(text, found.end + 1) if text[found.end : found.end + 1] == " " else None
    return behind is not None and _TITLED.search(text, max(0, found.start - _REACH), found.start) is not None


def encloses(sentence: Masked, at: int) -> bool:
    """Whether a city stands in brackets behind another place, or behind its ward: Buk-gu, Ulsan."""
    text, city = sentence.text, sentence.noun_at(at)
    between = text[at - 2 : at]
    named = sentence.noun_at(at - 3) if between in (" (", ", ") else None
    if named is None or city is None or named.kind not in ("City", "Ward") or named.entities == city.entities:
        return False
    return WARD.fullmatch(named.text) is not None if between == ", " else text[at + 1 : at + 2] == ")"
