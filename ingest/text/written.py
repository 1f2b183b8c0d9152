"""A document's text as most write it, with the way back: what is made of it first, and all that is read.

Its marks are those of :mod:`.marks`, no line ends in blanks, and a date is written in one way: 昭和六十二年(1987)
十月五日(月), S62.10.5 and 西暦1987年 are 昭和62年10月5日 and 1987年; Oct. 5th, 1987 is October 5, 1987.
What is quoted is the document as it stands: :meth:`.clean.Clean.span` tells the place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ...ontology.dates_patterns import MONTHS
from ...ontology.eras import ERAS, era_named
from .clean import Clean
from .marks import as_marked
from .numerals import value

_ERA: Final = "|".join(era.name for era in ERAS)
_KANJI: Final = "[〇一二三四五六七八九十]"
_WEST: Final = r"(?<!\d)(?:1[5-9]|20)\d\d"
_OF_ERA: Final = rf"(?P<era>{_ERA}|(?<![A-Za-z])[MTSHR])\s?(?P<n>元|\d{{1,2}})"
_IN_FIGURES: Final = r"(?P<sep>[./-])\s?(?P<m>\d{1,2})(?P=sep)\s?(?P<d>\d{1,2})(?![\d./-]|\s?[~〜～]|日)"
_JAPANESE: Final = re.compile("[ぁ-んァ-ヶ一-鿿]")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MONTH: Final = f"(?:{'|'.join(_MONTHS)})"
_SHORT: Final = rf"({'|'.join(month[:3] for month in _MONTHS if month != 'May')}|Sept)"
_BEHIND_DAY: Final = r"(?:(?<=\d )|(?<=(?:\dst|\dnd|\drd|\dth) ))"


def written(text: str) -> Clean:
    """A text as most write it, each of its places that of the text itself.

    >>> from enishi.ingest.text.written import written
    >>> text = "Ａ市は，西暦１９８７年(昭和６２年)１０月５日(月)に"
    >>> read = written(text)
    >>> read.text, text[slice(*read.span(3, 14))]
    ('A市は、1987年10月5日に', '，西暦１９８７年(昭和６２年)１０月５日(月)')
    """
    read = Clean.of(as_marked(text))
    for pattern, say in (*_FORMS, *_JAPANESE_FORMS) if _JAPANESE.search(text) else _FORMS:
        read = read.replaced((m.start(), m.end(), say(m)) for m in pattern.finditer(read.text))
    return read


def _digits(match: re.Match[str]) -> str:
    return str(value(match[0]))


def _as_most(match: re.Match[str]) -> str:
    """What is left of what says more than others do."""
    return "".join(match.groups(""))


def _one_year(match: re.Match[str]) -> str:
    """A year that is told by the era and by the west, as it is told first; both where they differ."""
    number = 1 if match["n"] == "元" else int(match["n"])
    same = era_named(match["era"]).western(number) == int(match["w"])
    return f"{match['first']}年" if same and "年" in match[0] else match[0]


def _day(match: re.Match[str]) -> str:
    """A day in figures alone as a day."""
    month, day = int(match["m"]), int(match["d"])
    if not (1 <= month <= len(_MONTHS) and 1 <= day <= 31):
        return match[0]
    era = match.groupdict().get("era")
    return f"{era_named(era).name if era else ''}{match['n']}年{month}月{day}日"


def _month(match: re.Match[str]) -> str:
    """A short name of a month in full."""
    name = _MONTHS[MONTHS[(match[1] or match[2])[:3].lower()] - 1]
    return name if match.string[match.end() : match.end() + 1] in (" ", ".", ",", "") else f"{name} "


_Form = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
_FORMS: Final[tuple[_Form, ...]] = (
    (re.compile("(?<![ 　])[ 　]+$", re.M), _as_most),
    (  # Oct. 5, 5 Oct. 1987, Oct 1987
        re.compile(
            rf"(?<![A-Za-z]){_SHORT}(?![A-Za-z])\.?(?= ?(?:\d{{1,2}}(?:st|nd|rd|th)?|(?:19|20)\d\d)(?!\w))"
            rf"|{_BEHIND_DAY}{_SHORT}(?![A-Za-z])(?:\.(?!\s+[A-Z]|\s*$))?"
        ),
        _month,
    ),
    (  # the 5th of October, 5th October
        re.compile(rf"\b(?:[Tt]he )?(\d{{1,2}})(?:st|nd|rd|th)(?: day)?(?: of)?( )(?={_MONTH}\b)"),
        _as_most,
    ),
    (  # October 5th, 1987
        re.compile(
            rf"\b({_MONTH} \d{{1,2}})(?:st|nd|rd|th)"
            r"(?=[,.;:)–-]|$| (?:\d{4}|to|and|until|through|in|at|by|with|when|the|an?)\b)"
        ),
        _as_most,
    ),
    (  # Monday, October 5, 1987
        re.compile(
            rf"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? "
            rf"(?=(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}}),? \d{{4}}\b)"
        ),
        _as_most,
    ),
)
_JAPANESE_FORMS: Final[tuple[_Form, ...]] = (
    (re.compile(rf"(?<={'|'.join(era.name for era in ERAS)}){_KANJI}{{1,3}}(?=\s?[年(])"), _digits),
    (re.compile("(?<![〇一二三四五六七八九十])[一二][〇一二三四五六七八九]{3}(?=年)"), _digits),
    (re.compile(rf"(?<=年){_KANJI}{{1,2}}(?=月)|(?<!{_KANJI}){_KANJI}{{1,2}}(?=月{_KANJI}{{1,3}}日)"), _digits),
    (re.compile(rf"(?<=\d月){_KANJI}{{1,3}}(?=日)"), _digits),
    (re.compile(r"西暦\s?(?=\d{4}年)"), _as_most),
    (re.compile(rf"(?P<first>{_OF_ERA})(?:\s?年)?\s?\((?P<w>\d{{4}})年?\)年?"), _one_year),
    (re.compile(rf"(?P<first>(?P<w>{_WEST}))(?:\s?年)?\s?\({_OF_ERA}年?\)年?"), _one_year),
    (re.compile(rf"(?<![\d./-])(?P<n>(?:18|19|20)\d\d){_IN_FIGURES}"), _day),
    (re.compile(rf"(?<![A-Za-z0-9./-])(?P<era>{_ERA}|[SHR昭平令])\s?(?P<n>元|\d{{1,2}}){_IN_FIGURES}"), _day),
    (
        re.compile(
            rf"((?:(?:{_ERA})(?:元|\d{{1,2}})|{_WEST})年\d{{1,2}}月\d{{1,2}}日)"
            r"\s?\([月火水木金土日](?:曜日?)?(?:[・、]\s?祝日?)?\)"
        ),
        _as_most,
    ),
    (re.compile(rf"(?:(?<=\d日から)|(?<=\d日[と・、~〜～])){_KANJI}{{1,3}}(?=日)"), _digits),
)
