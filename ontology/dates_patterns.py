"""The printed forms of dates in Japanese and English, as one regular expression, and the same-length folding.

What always holds: ``len(fold(text)) == len(text)``, so that an offset into the one is an offset into the
other. Each alternative of :func:`pattern` is a named group in capitals; ``match.lastgroup`` tells which.
What is no date although it looks like one is kept out here by what stands around it, else in ``dates_text``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_SAME: Final = (
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full width to half
    | dict.fromkeys("\t\r\xa0\u3000\u2002\u2003\u2009\u202f", " ")
    | dict.fromkeys("‐‑‒–—―−─", "-")
    | dict.fromkeys("〜∼˜", "~")
    | dict(zip("⽇⽉⼤⼀⼆⼗⼋⼆⼈\uf98e\uf9a8", "日月大一二十八二人年令", strict=True))  # as PDF files have them
)
_FOLDED: Final = re.compile("[" + "".join(map(re.escape, _SAME)) + "]")


def fold(text: str) -> str:
    """The text with full-width forms, odd spaces, dashes and look-alike characters made plain, one for one."""
    return _FOLDED.sub(lambda match: _SAME[match[0]], text)


MONTHS: Final = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
ENGLISH_ERAS: Final = "Meiji|Taisho|Showa|Heisei|Reiwa"

# word -> (what it counts from, unit, shift). "context" is the nearest date before, "document" its own date.
JAPANESE_RELATIVE: Final = {
    **{f"{word}年": ("context", "year", shift) for word, shift in (("同", 0), ("翌々", 2), ("翌", 1), ("前", -1))},
    **{
        f"{word}年度": ("context", "fiscal year", shift)
        for word, shift in (("同", 0), ("翌々", 2), ("翌", 1), ("次", 1), ("前", -1), ("前々", -2))
    },
    **{
        f"{word}年": ("document", "year", shift)
        for word, shift in (("一昨", -2), ("昨", -1), ("去", -1), ("今", 0), ("本", 0), ("来", 1), ("再来", 2))
    },
    **{
        f"{word}年度": ("document", "fiscal year", shift)
        for word, shift in (("一昨", -2), ("昨", -1), ("今", 0), ("本", 0), ("当", 0), ("来", 1), ("再来", 2))
    },
    **{f"{word}月": ("context", "month", shift) for word, shift in (("同", 0), ("翌", 1), ("前", -1))},
    **{f"{word}月": ("document", "month", shift) for word, shift in (("今", 0), ("先", -1), ("来", 1))},
    **{f"{word}日": ("context", "day", shift) for word, shift in (("同", 0), ("翌", 1), ("前", -1))},
    **{f"{word}日": ("document", "day", shift) for word, shift in (("昨", -1), ("本", 0), ("明", 1))},
}
ENGLISH_RELATIVE: Final = {
    **{word: ("document", "day", shift) for word, shift in (("yesterday", -1), ("today", 0), ("tomorrow", 1))},
    **{
        f"{word} {unit}": ("document", unit, shift)
        for word, shift in (("last", -1), ("this", 0), ("the current", 0), ("next", 1))
        for unit in ("year", "fiscal year", "month")
    },
    **{
        f"the {word} {unit}": ("context", unit, shift)
        for word, shift in (("previous", -1), ("preceding", -1), ("same", 0), ("following", 1), ("next", 1))
        for unit in ("year", "fiscal year", "month", "day")
    },
}

_S = r"(?: {0,2}\n? {0,2})"  # spaces as PDF text has them: 平成 9 年 6 月, with at most one line break
_T = r" {0,2}"
_W = r"(?: ?\n ?| {1,2})"  # between English words
_KANJI = "[一二三四五六七八九十]{1,3}"
_NUMBER = rf"(?:元|\d{{1,2}}(?!\d)|{_KANJI})"
_ERA = "明治|大正|昭和|平成|令和|[㍾㍽㍼㍻㋿]"
_LETTER = r"(?<![A-Za-z0-9.\-/])[MTSHRmtshr]"
_NOT_A_YEAR = "(?![間前余]|以上)"
_YEAR = r"(?:1[89]|20)\d\d"
_MONTH = (
    "(?:J(?:an(?:uary)?|AN(?:UARY)?|une?|UNE?|uly?|ULY?)|F(?:eb(?:ruary)?|EB(?:RUARY)?)"
    "|M(?:ar(?:ch)?|AR(?:CH)?|ay|AY)|A(?:pr(?:il)?|PR(?:IL)?|ug(?:ust)?|UG(?:UST)?)"
    "|S(?:ept?(?:ember)?|EPT?(?:EMBER)?)|O(?:ct(?:ober)?|CT(?:OBER)?)"
    r"|N(?:ov(?:ember)?|OV(?:EMBER)?)|D(?:ec(?:ember)?|EC(?:EMBER)?))(?![A-Za-z])\.?"
)
_TH = "(?:st|nd|rd|th)?"
_AND = rf"(?: ?- ?|{_W}(?:to|and|&){_W})"


def _month_day(p: str, number: str, gap: str) -> str:
    """月, and 日 or 旬 after it; either may be a range of two numbers (8月20～22日, 4～6月)."""
    to = rf"{_T}[~\-ー・、]{_T}"
    return (
        rf"{gap}(?P<{p}m>{number})(?:{to}(?P<{p}m2>{number}))?{gap}月(?![間額曜])"
        rf"(?:{gap}(?P<{p}d>{number})(?:{to}(?P<{p}d2>{number}))?{gap}日(?![間目])|{_T}(?P<{p}x>[上中下])旬)?"
    )


def _printed() -> dict[str, str]:
    digits = r"\d{1,2}"
    either = rf"(?:{digits}|{_KANJI})"
    return {
        # 令和3年度, 平成 9 年 6 月, 令和元(2019)年, S40年, 平成30～令和3年度, 昭和40年代
        "ERA": rf"(?P<ee>{_ERA}|{_LETTER}){_T}(?P<ey>{_NUMBER})"
        rf"(?:{_T}[~\-ー]{_T}(?P<ee2>{_ERA}|[MTSHRmtshr])?{_T}(?P<ey2>{_NUMBER}))?"
        rf"(?:{_T}\({_T}(?P<ep1>\d{{4}}){_T}(?:年度?)?{_T}\))?{_S}年{_NOT_A_YEAR}(?P<edecade>代)?(?P<efy>{_T}度)?"
        rf"(?:{_T}\({_T}(?P<ep2>\d{{4}}){_T}(?:年度?)?{_T}\))?(?:{_month_day('e', either, _S)})?",
        # S40.7.1, Ｒ３．４, 平成29.7.5
        "DOTTED": rf"(?P<le>{_ERA}|{_LETTER}){_T}(?P<ly>{digits})"
        rf"(?:(?P<lsep>[./-]){_T}(?P<lm>{digits})(?P=lsep){_T}(?P<ld>{digits})|\.(?P<lm1>{digits}))(?!\d|[./-]\d)",
        # (H9), H9～H12
        "LETTERS": r"(?<=\()(?P<ae>[SHR])(?P<ay>\d{1,2})(?=\))",
        "LETTER_RANGE": rf"(?<![A-Za-z0-9])(?P<ce>[SHR])(?P<cyear>{digits}){_T}~{_T}"
        rf"(?P<ce2>[SHR])(?P<cyear2>{digits})(?!\d|\.\d)",
        # 1 June 1965, 20-22 August 2025, 20 August
        "DAY_MONTH": rf"(?P<xd>{digits}){_TH}(?:{_AND}(?P<xd2>{digits}){_TH})?(?:{_W}of)?{_W}(?P<xm>{_MONTH})"
        rf"(?:,?{_W}(?P<xy>\d{{4}})(?!\d))?",
        # 2025-08-20, 2025/8/20, 2025.8, 2025. 8. 20
        "NUMERIC": rf"(?P<ny>\d{{4}})(?:(?P<nsep>[-/.]){_T}(?P<nm>{digits})(?P=nsep){_T}(?P<nd>{digits})"
        rf"|(?P<nsep1>[-/.])(?P<nm1>{digits}))(?!\d|[./-]\d)",
        # 2017年(平成29), 2017(平成29)年7月, 2018～2021年度, 1990年代
        "WESTERN": rf"(?P<wy>\d{{4}})(?:{_T}[~\-ー]{_T}(?P<wy2>\d{{4}}|\d\d))?"
        rf"(?:{_T}\({_T}(?P<we1>{_ERA}|[MTSHR]){_T}(?P<wn1>{_NUMBER}){_T}(?:年度?)?{_T}\))?"
        rf"{_S}年{_NOT_A_YEAR}(?P<wdecade>代)?(?P<wfy>{_T}度)?"
        rf"(?:{_T}\({_T}(?P<we2>{_ERA}|[MTSHR]){_T}(?P<wn2>{_NUMBER}){_T}(?:年度?)?{_T}\))?"
        rf"(?:{_month_day('w', either, _S)})?",
        # 2018～2021, 1994-2001
        "YEARS": rf"(?P<ry>{_YEAR}){_T}[~-]{_T}(?P<ry2>{_YEAR})(?![\d-]|[.,]\d|{_T}[人名円件個社回時点万千百km%])",
        "DECADE": rf"(?P<decade>(?:1[89]|20)\d0)s(?![A-Za-z])",
        # 20/8/2025, 8/20/2025, 20.8.2025
        "SLASHED": rf"(?P<qa>{digits})(?P<qsep>[/.])(?P<qb>{digits})(?P=qsep)(?P<qy>\d{{4}})(?!\d|[./-]\d)",
        # 7年度, 3年2月: the era left out
        "ERALESS": rf"(?P<oy>元|{digits}){_T}年(?:(?P<ofy>度)|{_month_day('o', digits, _T)})",
        "MONTH_DAY": _month_day("m", digits, _T),
        "DAY": rf"(?P<dd>{digits}){_T}日(?![間目本])",
        # 二〇二五年
        "KANJI": rf"(?P<ky>[一二][〇零○一二三四五六七八九]{{3}})年(?![間代前])(?P<kfy>度)?(?:{_month_day('k', either, _S)})?",
        # June 1, 1965; August 20-22, 2025; August 20
        "MONTH_DAY_EN": rf"(?P<zm>{_MONTH}){_W}(?P<zd>{digits}){_TH}(?!\d|[:,.]\d)"
        rf"(?:{_AND}(?P<zd2>{digits}){_TH}(?!\d))?(?:,?{_W}(?P<zy>\d{{4}})(?!\d))?",
        # June 1965, May-July 2025
        "MONTH_YEAR": rf"(?P<vm>{_MONTH})(?:{_AND}(?P<vm2>{_MONTH}))?,?{_W}(?:of{_W})?(?P<vy>\d{{4}})(?!\d)",
        # the fiscal year ending March 2026
        "FISCAL_END": rf"(?:[Ff]iscal|[Ff]inancial|[Bb]usiness){_W}years?{_W}(?P<gx>end(?:ing|ed)|beginning|starting|began)"
        rf"{_W}(?:(?:in|on|from){_W})?(?:\d{{1,2}}{_TH}{_W})?(?P<gm>{_MONTH})(?:{_W}\d{{1,2}}(?!\d){_TH},?)?{_W}(?P<gy>\d{{4}})(?!\d)",
        # FY2025, FY 2024-25, FY2018-FY2021, fiscal 2025, fiscal year 2025
        "FISCAL": rf"(?:FY|[Ff]iscal(?:{_W}[Yy]ears?)?|[Ff]inancial{_W}[Yy]ears?){_T}[' ]?(?P<fy>\d{{4}}|\d\d)"
        rf"(?:{_T}[-/~]{_T}(?P<fagain>FY{_T})?(?P<fy2>\d{{4}}|\d\d))?(?!\d)",
        "ERA_EN": rf"(?P<ie>{ENGLISH_ERAS}){_W}(?P<iy>\d{{1,2}})(?!\d)(?:{_W}?\((?P<ip>\d{{4}})\))?",
        # from 2018 to 2021, between 2018 and 2021
        "FROM_TO": rf"(?:[Ff]rom|[Bb]etween){_W}(?P<jy>{_YEAR}){_W}(?:to|and|until|through){_W}(?P<jy2>{_YEAR})(?![\d,]\d)",
        # in 1965: a bare year in English needs a word before it, and must not count what follows
        "IN_YEAR": rf"(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|[Ff]rom|[Dd]uring|[Bb]efore|[Aa]fter|[Yy]ear|[Ee]arly|[Ll]ate"
        rf"|[Mm]id|circa|ca?\.|(?:[Ee]nd|[Bb]eginning|[Ss]tart|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter|[Hh]alf){_W}of)"
        rf"(?:{_W}|-)(?P<by>{_YEAR})(?![\d-]|[,.]\d|s\b|{_W}(?:cit|countr|people|participant|person|member|compan|yen|school"
        r"|place|student|cop|household|location|dollar|resident|visitor|guest))",
        "PAREN_YEAR": rf"\((?P<cy>{_YEAR})(?=\))",
        "IN_MONTH": rf"(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|[Dd]uring|[Ee]arly|[Ll]ate|[Mm]id)(?:{_W}|-)"
        rf"(?P<bm>(?:January|February|March|April|May|June|July|August|September|October|November|December))(?![A-Za-z]|,?{_W}\d)",
        "RELATIVE": rf"(?P<word>{_words(JAPANESE_RELATIVE)})(?:{_month_day('t', digits, _T)}|(?P<tday>{digits}){_T}日(?![間目本]))?",
        "RELATIVE_EN": rf"(?P<words>(?:[Tt]he{_W}(?:current|previous|preceding|same|following|next)|[Ll]ast|[Tt]his|[Nn]ext)"
        rf"{_W}(?:fiscal{_W}year|year|month|day)|[Yy]esterday|[Tt]oday|[Tt]omorrow)(?![A-Za-z])",
    }


def _words(table: dict[str, tuple[str, str, int]]) -> str:
    return "|".join(sorted(table, key=lambda word: (-len(word), word)))


@cache
def pattern() -> re.Pattern[str]:
    """All printed forms, compiled at first use."""
    return re.compile("|".join(f"(?P<{name}>{form})" for name, form in _printed().items()))


# Between two dates: 20日(水)～22日, 4月から6月, 30 June to 2 July.
BETWEEN: Final = re.compile(
    r"(?: ?\([月火水木金土日](?:曜日?)?(?:[・,][祝休])?\))?"
    r"(?: {0,2}\n? ?(?:~|-|ー|から|より|至) {0,2}\n? {0,2}| {1,2}(?:to|until|through) {1,2})"
)
# After a date: 以降, から, まで ...; より that compares (前年度より増) bounds nothing; 前年度から増 neither.
AFTER: Final = re.compile(
    r"(?: ?\([月火水木金土日](?:曜日?)?(?:[・,][祝休])?\))?(?:[末頃中]|ごろ)? {0,2}\n?"
    r"(?:(?P<f>以降|以後|以来|からは?(?!の?[増減上下])|より(?!も|[増減多少大高低上下早遅])|起|~(?= ?(?:[)」、。<|\n]|$)))"
    r"|(?P<u>まで|迄|以前))"
)
BEFORE: Final = re.compile(
    r"(?:\b(?P<f>since|from|after|as of|starting|beginning|effective|following)"
    r"|\b(?P<u>until|till|by|before|through|up to|no later than)|(?P<t>~))\s{0,2}(?:(?:in|on|the|early|late|mid)[\s-])?$",
    re.IGNORECASE,
)
ABOUT_AFTER: Final = re.compile(" ?(?:頃|ごろ|前後)")
ABOUT_BEFORE: Final = re.compile(r"(?:\b(?:circa|ca?\.|around|about|approximately)\s|約)$", re.IGNORECASE)
JAPANESE: Final = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
