"""Spans of time that questions name in words: an era, a decade or its half, the last ten years, ten years ago.

What always holds: a span begins and ends with whole days; what counts from the day of asking is only read where
that is given. The names of eras are facts of the Japanese calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from ...ontology.edtf import Interval, on, one_of

_ERAS: Final = {
    "meiji": (date(1868, 1, 25), date(1912, 7, 30)),
    "taisho": (date(1912, 7, 30), date(1926, 12, 25)),
    "showa": (date(1926, 12, 25), date(1989, 1, 7)),
    "heisei": (date(1989, 1, 8), date(2019, 4, 30)),
    "reiwa": (date(2019, 5, 1), None),
}
_KANJI: Final = {"明治": "meiji", "大正": "taisho", "昭和": "showa", "平成": "heisei", "令和": "reiwa"}
_NUMBERS: Final = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30,
    "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "十": 10, "二十": 20, "三十": 30,
}  # fmt: skip
_TENS: Final = {"fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}
_NUMBER: Final = rf"(?:\d{{1,2}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_ERA: Final = re.compile(
    rf"(?P<ja>{'|'.join(_KANJI)})(?:時代|期)?(?! ?[\d元一二三四五六七八九十〇])"
    rf"|(?:the )?(?P<en>{'|'.join(_ERAS)})(?: (?:era|period|times))?(?! \d)",
    re.IGNORECASE,
)
_HALF: Final = re.compile(
    r"(?P<ja>(?:19|20)\d0)年代(?:の)?(?P<half>前半|後半|初頭|初め|終わり|末)"
    r"|(?P<half_en>early|mid|late)[- ](?:the )?(?P<en>(?:19|20)\d0)'?s(?!\w)"
)
_DECADE: Final = re.compile(
    rf"(?<![\d和成正治])(?P<ja>[5-9]0)年代|the '?(?P<en>[5-9]0)'?s(?!\w)|the (?P<word>{'|'.join(_TENS)})(?!\w)",
    re.IGNORECASE,
)
_ERA_DECADE: Final = re.compile(rf"(?P<era>{'|'.join(_KANJI)})(?P<ja>[1-6]0)年代")
_CENTURY: Final = re.compile(
    r"(?P<ja>2[01]|1[89])世紀|(?:the )?(?P<en>2[01]|1[89])(?:st|th)[- ]century|今世紀|this century"
)
_LAST: Final = re.compile(
    rf"(?:過去|ここ|最近(?:の)?|直近(?:の)?|この)\s*(?P<ja>{_NUMBER})\s*[かヶカ]?年(?:間|ほど|くらい|ぐらい|余り)*"
    rf"|(?:in |over |during |within |for )?the (?:last|past) (?P<en>{_NUMBER}) years"
    r"|(?:in |over |during |within |for )?the (?:last|past) (?P<decade>decade)",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(
    rf"(?:今後|これから(?:の)?|向こう)\s*(?P<ja>{_NUMBER})\s*[かヶカ]?年(?:間|以内|の間|のうち)*"
    rf"|(?:in |over |during |within )?the (?:next|coming) (?P<en>{_NUMBER}) years"
    r"|(?:in |over |during |within )?the (?:next|coming) (?P<decade>decade)",
    re.IGNORECASE,
)
_AGO: Final = re.compile(
    rf"(?P<ja>{_NUMBER})年前|(?P<en>{_NUMBER}) years ago|the year before (?P<before>last)", re.I
)
_WAR: Final = re.compile(r"戦後|since the (?:end of the )?war|post-?war(?: (?:period|era|years))?", re.IGNORECASE)
_WAR_ENDED: Final = date(1945, 9, 2)


def periods(text: str, today: date | None = None) -> Iterator[tuple[int, int, Interval]]:
    """Where a span of time stands in a text, and which.

    >>> from datetime import date
    >>> from enishi.queries.asking.periods import periods
    >>> [str(when) for *_, when in periods("平成に、1990年代後半、the early 2000s、昭和50年代")]
    ['[1975..1984]', '[1989-01-08..2019-04-30]', '[1995..1999]', '[2000..2004]']
    >>> [str(when) for *_, when in periods("過去10年間、the next five years", date(2026, 11, 28))]
    ['[2016-11-28..2026-11-28]', '[2026-11-28..2031-11-28]']
    """
    for match in _ERA_DECADE.finditer(text):
        year = _ERAS[_KANJI[match["era"]]][0].year - 1 + int(match["ja"])
        yield *match.span(), _whole(year, year + 9)
    for match in _ERA.finditer(text):
        first, last = _ERAS[_KANJI.get(match["ja"] or "") or match["en"].casefold()]
        yield *match.span(), one_of(first, last)
    for match in _HALF.finditer(text):
        year = int(match["ja"] or match["en"])
        begin, end = _part(match["half"] or match["half_en"].casefold())
        yield *match.span(), _whole(year + begin, year + end)
    for match in _DECADE.finditer(text):
        year = 1900 + (_TENS[match["word"].casefold()] if match["word"] else int(match["ja"] or match["en"]))
        yield *match.span(), _whole(year, year + 9)
    for match in _CENTURY.finditer(text):
        end = 100 * int(match["ja"] or match["en"] or 21)
        yield *match.span(), _whole(end - 99, end)
    for match in _WAR.finditer(text):
        yield *match.span(), one_of(_WAR_ENDED, None)
    if today is not None:
        yield from _counted(text, today)


def _counted(text: str, today: date) -> Iterator[tuple[int, int, Interval]]:
    """What counts from the day of asking."""
    for match in _LAST.finditer(text):
        yield *match.span(), one_of(_years_from(today, -_count(match)), today)
    for match in _NEXT.finditer(text):
        yield *match.span(), one_of(today, _years_from(today, _count(match)))
    for match in _AGO.finditer(text):
        years = 2 if match["before"] else _number(match["ja"] or match["en"])
        yield *match.span(), on(today.year - years)


def _count(match: re.Match[str]) -> int:
    return 10 if match["decade"] else _number(match["ja"] or match["en"])


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else _NUMBERS[said.casefold()]


def _part(half: str) -> tuple[int, int]:
    """Which years of a decade a part of it has."""
    if half in ("後半", "末", "終わり", "late"):
        return 5, 9
    return (3, 6) if half == "mid" else (0, 4)


def _years_from(day: date, years: int) -> date:
    """The same day of another year; of 29 February the day before.

    >>> from datetime import date
    >>> from enishi.queries.asking.periods import _years_from
    >>> _years_from(date(2024, 2, 29), -1)
    datetime.date(2023, 2, 28)
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return (day - timedelta(days=1)).replace(year=day.year + years)


def _whole(first: int, last: int) -> Interval:
    return one_of(date(first, 1, 1), date(last, 12, 31))
