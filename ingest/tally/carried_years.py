"""Years that a chronology tells once for several lines: 昭和57(1982) 6.24 …, and below it 8.6 …, or 9月 ….

A line that begins with a month goes on in the year of the lines above it, as long as the months run on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...ontology.dates_patterns import MONTHS
from ...ontology.edtf import Interval, on
from ...ontology.eras import from_era
from ..matching.discourse import Discourse
from ..text.mask import Masked
from ..text.structure import Block

_OPENS = re.compile(
    r"\W{0,3}(?:(?P<era>明治|大正|昭和|平成|令和)\s?(?P<n>元|\d{1,2})\s?(?:年|(?=[(（]))\s?(?:[(（]\s?(?P<also>\d{4})年?\s?[)）])?"
    r"|(?P<year>(?:18|19|20)\d\d)\s?(?:年|(?=[(（]))\s?(?:[(（][^()（）]{2,8}[)）])?)"
    r"[\s　|│:、]{0,6}(?:(?P<month>\d{1,2})(?:月|[.．/]\d))?"
)
_GOES_ON = re.compile(r"[^\w]{0,3}(?P<month>\d{1,2})(?:月(?!間)|[.．/]\s?\d{1,2}(?![\d.%％]))")
_YEAR_LINE = re.compile(r"\W{0,3}(?P<year>(?:18|19|20)\d\d)\W{0,2}")  # a line of English: 1959, 1959:
_DAY_OPENS = re.compile(
    r"\W{0,3}(?:(?:[Oo]n|[Ii]n) )?(?:\d{1,2}(?:st|nd|rd|th)? )?"
    r"(?P<name>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"(?:[a-z]{0,6}\b)(?!,? \d{4}|(?: \d{1,2}(?:st|nd|rd|th)?)?,? (?:18|19|20)\d\d)"
)
_BRIEF = 140  # characters of a chronology's line


def carried_years(blocks: Iterable[Block]) -> Iterator[Interval | None]:
    """For each block the year in which the lines above it let it go on; none for all others."""
    year, last = 0, 0
    section: tuple[object, ...] | None = None
    for block in blocks:
        text = block.text.text
        if block.above != section or block.kind == "heading" or len(text) > _BRIEF:
            section, year, last = block.above, 0, 0
        if block.kind == "heading" or len(text) > _BRIEF:
            yield None
            continue
        if alone := _YEAR_LINE.fullmatch(text):
            year, last = int(alone["year"]), 0
            yield None
            continue
        if opens := _OPENS.match(text):
            year, last = _year(opens), int(opens["month"] or 0)
            yield None
            continue
        on_it = (_GOES_ON.match(text) or _DAY_OPENS.match(text)) if year else None
        month = _month(on_it) if on_it else 0
        if on_it is None or not last <= month <= _DECEMBER:
            year = year if on_it is None else 0
            yield None
            continue
        last = month
        yield on(year)


def _month(goes_on: re.Match[str]) -> int:
    named = goes_on.groupdict().get("name")
    return MONTHS[named.lower()] if named else int(goes_on["month"])


_DECEMBER = 12
_CELL = 24  # characters of a cell that may be a date alone


def day_of_row(block: Block) -> Interval | None:
    """The day that a row's first cells tell together: 平成4年 | 5月16日 | …, 平成9(1997) | 5.2 | …."""
    if block.kind != "row" or len(block.cells) < _THREE:
        return None
    year, day = (_OPENS.match(block.cells[0].text), _DAY.fullmatch(block.cells[1].text.strip()))
    if year is None or day is None or year.end() < len(block.cells[0].text.strip()) or year["month"]:
        return None
    try:
        return on(_year(year), int(day[1]), int(day[2])) if day[2] else on(_year(year), int(day[1]))
    except ValueError:
        return None


_THREE = 3
_DAY = re.compile(r"(\d{1,2})(?:月|[.．/])(?:\s?(\d{1,2})日?)?")


def day_alone(sentence: Masked, discourse: Discourse) -> Interval | None:
    """The month or day that is all that a row's cell says: what the cells behind it tell was then."""
    if len(sentence.clean.text) > _CELL or len(sentence.nouns) != 1 or len(sentence.text.strip(" ・:：、")) > 1:
        return None
    dates = discourse.dates(sentence).dates
    return dates[0][1] if len(dates) == 1 and dates[0][1].precision in ("month", "day") else None


def _year(opens: re.Match[str]) -> int:
    if told := opens["year"] or opens["also"]:
        return int(told)
    began = from_era(opens["era"], 1 if opens["n"] == "元" else int(opens["n"])).earliest
    return began.year if began else 0


_OF_A_YEAR = re.compile(r"(?:また、|さらに、|なお、|まず、)?(.)(?:は|には|に入ると|\s)(?!じめ)")


def year_spoken_of(sentence: Masked, before: Interval | None) -> Interval | None:
    """The year that a sentence is about, and whose days those of the next one are; another date ends it."""
    dates = [n.value for n in sentence.nouns if isinstance(n.value, Interval)]
    opens = _OF_A_YEAR.match(sentence.text)
    noun = sentence.noun_at(opens.start(1)) if opens else None
    year = noun.value if noun and isinstance(noun.value, Interval) and noun.value.precision == "year" else None
    return year if year and len(dates) == 1 else None if dates else before
