"""A document's text as most write it, with the way back: what is made of it first, and all that is read.

Its marks are those of :mod:`.marks`, no line ends in blanks or within a number, and a date is written in one way:
昭和六十二年(1987)十月五日(月) and S62.10.5 are 昭和62年10月5日, 西暦1987年 is 1987年, Oct. 5th October 5.
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
from .short_years import in_full

_ERAS: Final = tuple(era.name for era in ERAS)
_ERA: Final = "|".join(_ERAS)
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
_LONG: Final = 24  # characters of a line that typesetting may have broken
_PROSE: Final = re.compile("[、。]")
_CUT_OFF: Final = re.compile(r"\d{1,3}(?:,\d{3})*,\d{0,2}")
_CELLS: Final = re.compile(r"\S(?: {2,}|　|\t)|[|│｜]")


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
    return read.replaced(in_full(read.text)) if _JAPANESE.search(text) else read


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


def _of_month(match: re.Match[str]) -> str:
    """A month in figures: 09/2003."""
    return f"{_MONTHS[int(match[1]) - 1]} {match[2]}"


def _unbroken(match: re.Match[str]) -> str:
    """A number that a line's end in Japanese prose breaks, in one piece: 平成1 and 2年10月 below it."""
    line = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
    number, unit = match["head"] + match["tail"], match["unit"]
    told = _PROSE.search(line) or _CUT_OFF.fullmatch(match["head"])
    if len(line) < _LONG or not told or _CELLS.search(line):
        return match[0]
    most = {"月": len(_MONTHS), "日": 31}.get(unit)
    if unit == "年":
        whole = bool(re.fullmatch(_WEST, number)) or (len(number) <= 2 and line.endswith(_ERAS))
    else:
        numeral = re.fullmatch(r"\d{1,4}|\d{1,3}(?:,\d{3})+", number)
        whole = numeral is not None and (most is None or ("," not in number and int(number) <= most))
    return f"{number}{unit}" if whole else match[0]


def _lower(match: re.Match[str]) -> str:
    return match[0].lower()


_Form = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
_FORMS: Final[tuple[_Form, ...]] = (
    (re.compile(r"(?<=[a-z0-9)]{2}[.!?] ) {1,2}(?=[\"“(]?[A-ZÀ-Þ])"), _as_most),  # two blanks behind a full stop
    (  # our Sister City, but: Sister Cities International
        re.compile(
            r"(?<=[a-z] )(?:Sister|Twin|Friendship|Partner)[ -](?:City|Cities|Towns?)(?=[ -][a-z]|[.,;:)’']|$)",
            re.M,
        ),
        _lower,
    ),
    (re.compile(r"(?<![\d/])(0?[1-9]|1[0-2])/((?:19|20)\d\d)(?![\d/])"), _of_month),
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
    (
        re.compile(
            r"(?<![\d,])(?P<head>[\d,]*\d)\n(?P<tail>\d[\d,]*)(?P<unit>[万億千円人名年月日周回件])",
            re.M,
        ),
        _unbroken,
    ),
    (re.compile(rf"(?<={_ERA}){_KANJI}{{1,3}}(?=\s?[年(])"), _digits),
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
    (re.compile("(?:この|その|同じ)(?=[年月日](?:に(?:は|も)?(?![一-鿿]?至)|、|の[\\d春夏秋冬]))"), lambda _: "同"),
)
