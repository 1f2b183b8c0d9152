"""Names that the words right around them make a place's: the Mayor of Kotka, held in Girona on 3 May, Växjö sent.

Many a smaller city's name is a person's or a word as well, and so is found only where something vouches for it.
Where a sentence lets a name stand as a city does, that is enough.

>>> from enishi.ingest.names.placed import stands_as_city
>>> stands_as_city("The Mayor of Kotka spoke.", 13, 18), stands_as_city("Mr Kotka spoke.", 3, 8)
(True, False)
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from ..data import table

_REACH: Final = 48
_FAR: Final = 160  # characters before a name in which the list that it stands in may have begun
_MONTH: Final = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WHEN: Final = rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|{_MONTH}|(?:18|19|20)\d\d|\d{{1,2}}[-–]\d{{1,2}} {_MONTH})"
_NAME: Final = r"[A-ZÀ-Þ][\w’-]+(?: [A-ZÀ-Þ][\w’-]+)?"  # one that stands ahead in a row: with Kotka and with Växjö
_ONTO: Final = re.compile(r"\b(?:in|to|at|from|with|visited) $")
_DATED: Final = re.compile(
    rf"(?:,? (?:in|on|since|from|between|during|until) {_WHEN}\b| each (?:year|spring|summer|autumn|{_MONTH}))"
)


@cache
def _ahead() -> re.Pattern[str]:
    pairs = table("words/placed.toml")["ahead"]
    told = "|".join(f"(?i:{'|'.join(p['words'])}) (?:{'|'.join(p['then'])})" for p in pairs)
    return re.compile(rf"\b(?:{told})(?: the)? (?:{_NAME},? (?:and |as well as )?(?:with |to )?)?$")


@cache
def _does() -> re.Pattern[str]:
    return re.compile(rf"(?: City Council)?(?: |(?=,))(?:{'|'.join(table('words/placed.toml')['does'])})\b")


@cache
def _counted() -> re.Pattern[str]:
    """Five Japanese cities: Uozu, Kurobe and — what a list that is counted as cities goes on with."""
    said = table("words/placed.toml")["counted"]
    what = rf"(?:{'|'.join(said['numbers'])}|\d{{1,2}}) (?:[\w-]+ ){{0,2}}(?:{'|'.join(said['places'])})"
    return re.compile(rf"\b{what}(?: (?:in|of) [A-Z]\w+)?: (?:{_LISTED}(?:, |,? and ))*$")


_LISTED: Final = r"[A-ZÀ-Þ][\w’'-]+(?: (?!and )[A-ZÀ-Þ][\w’'-]+){0,2}"
_LAST: Final = re.compile(r"\W{0,3}(?:\w+day, )?\d.{3,80}, $", re.S)
_ENDS: Final = re.compile(r"\s*(?:$|\n|\.(?:\s|$)| \()")
_OF_A_NAME: Final = re.compile(r"(?: (?!City Council)[A-Z]|-[A-Za-z]|[’'](?!s\b))")
_MAYOR: Final = re.compile(r" (?:(?:Lord|Vice|Deputy) )?Mayor [A-ZÀ-Þ]")
_SENTENCE: Final = re.compile(r"(?:^|[.;:] |\n)\W{0,2}$")


def counted_as_cities(text: str, start: int, end: int) -> bool:
    """Whether a Latin name stands in a list that is counted as cities: three Thai cities: Nan, Phrae and Tak."""
    return not _OF_A_NAME.match(text, end) and _counted().search(text, max(0, start - _FAR), start) is not None


def has_a_mayor(text: str, end: int) -> bool:
    """Whether a mayor is named behind a Latin name: Kotka Mayor Esa Sirviö."""
    return _MAYOR.match(text, end) is not None


def stands_as_city(text: str, start: int, end: int) -> bool:
    """Whether a Latin name at a place of a sentence stands there as that of a city."""
    if _OF_A_NAME.match(text, end):
        return False
    low = max(0, start - _REACH)
    if _ahead().search(text, low, start):
        return True
    if _ONTO.search(text, low, start) and _DATED.match(text, end):
        return True
    if _SENTENCE.search(text, low, start) and _does().match(text, end):
        return True
    line = text.rfind("\n", 0, start) + 1
    return _LAST.fullmatch(text, line, start) is not None and _ENDS.match(text, end) is not None
