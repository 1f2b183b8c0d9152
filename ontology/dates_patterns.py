"""The printed forms of dates in Japanese and English, as regular expressions, and the same-length folding.

What always holds: ``len(fold(text)) == len(text)``, so that an offset into the one is an offset into the
other. Each form is a named group in capitals of one of :func:`patterns`; ``match.lastgroup`` tells which.
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


MONTHS: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip

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
    **{f"that {unit}": ("context", unit, 0) for unit in ("year", "fiscal year", "month", "day")},
}

_S = r"(?: {0,2}\n? {0,2})"  # spaces as PDF text has them: 平成 9 年 6 月, with at most one line break
_T = r" {0,2}"
_W = r"(?: ?\n ?| {1,2})"  # between English words
_OF = r"(?:の(?=\d))?"  # 2005年の5月27日
_KANJI = "[一二三四五六七八九十]{1,3}"
_NUMBER = rf"(?:元|\d{{1,2}}(?!\d)|{_KANJI})"
_ERA = "明治|大正|昭和|平成|令和|[㍾㍽㍼㍻㋿]"
_LETTER = r"(?<![A-Za-z0-9.\-/])[MTSHRmtshr]"
_SHORT = r"(?<![一-鿿])[昭平令](?= {0,2}[元\d])"  # 昭60.10.6, 平3年: 指令5 and 水平3 are no years
_SHORT_OLD = r"(?<![一-鿿])[明大](?= {0,2}\d)"
_SIGN = f"{_ERA}|{_LETTER}|{_SHORT}|{_SHORT_OLD}"
_NOT_A_YEAR = "(?![間前余]|以上)"
_YEAR = r"(?:1[89]|20)\d\d"
_MONTH = (
    "(?:J(?:an(?:uary)?|AN(?:UARY)?|une?|UNE?|uly?|ULY?)|F(?:eb(?:ruary)?|EB(?:RUARY)?)"
    "|M(?:ar(?:ch)?|AR(?:CH)?|ay|AY)|A(?:pr(?:il)?|PR(?:IL)?|ug(?:ust)?|UG(?:UST)?)"
    "|S(?:ept?(?:ember)?|EPT?(?:EMBER)?)|O(?:ct(?:ober)?|CT(?:OBER)?)"
    r"|N(?:ov(?:ember)?|OV(?:EMBER)?)|D(?:ec(?:ember)?|EC(?:EMBER)?))(?![A-Za-z])\.?"
)
_TH = "(?:st|nd|rd|th)?"


def _and(p: str) -> str:
    return rf"(?: ?- ?|{_W}(?:to|through|until|till|(?P<{p}list>and|&)){_W})"


def _month_day(p: str, number: str, gap: str) -> str:
    """月, and 日 or 旬 after it; either may be a range of two numbers (8月20～22日, 4～6月)."""

    def to(group: str) -> str:
        return rf"{_T}(?:[~\-ー]|(?P<{p}{group}>[・、と]|及び|および)){_T}"

    return (
        rf"{gap}(?P<{p}m>{number})(?:{to('mlist')}(?P<{p}m2>{number}))?{gap}月(?![間額曜])"
        rf"(?:{gap}(?P<{p}d>{number})(?:(?:{gap}(?P<{p}dd>日)(?=[・、と]|及び|および))?{to('list')}(?P<{p}d2>{number}))?{gap}(?:両)?日(?![間目])|{_T}(?P<{p}x>[上中下])旬)?"
    )


_EITHER: Final = rf"(?:\d{{1,2}}|{_KANJI})"
_TWO: Final = r"\d{1,2}"
_LATER: Final = rf"{_S}年後(?![半に]?[も目])(?:の?{_month_day('h', _EITHER, _S)})?"


def _western_beside(n: int) -> str:
    return rf"(?:{_T}\({_T}(?P<ep{n}>\d{{4}}){_T}(?:年度?)?{_T}\))?"


def _era_beside(n: int) -> str:
    return rf"(?:{_T}\({_T}(?P<we{n}>{_ERA}|[MTSHR]){_T}(?P<wn{n}>{_NUMBER}){_T}(?:年度?)?{_T}\))?"


def _of_an_era() -> dict[str, str]:
    return {
        # 令和3年度, 平成 9 年 6 月, 令和元(2019)年, S40年, 平成30～令和3年度, 昭和40年代
        "ERA": rf"(?P<ee>{_ERA}|{_LETTER}|{_SHORT}){_S}(?P<ey>{_NUMBER})"
        rf"(?:{_T}[~\-ー]{_T}(?P<ee2>{_ERA}|[MTSHRmtshr])?{_T}(?P<ey2>{_NUMBER}))?{_western_beside(1)}"
        rf"{_S}年{_NOT_A_YEAR}(?P<edecade>代)?(?P<efy>{_T}度)?{_western_beside(2)}"
        rf"(?:{_OF}{_month_day('e', _EITHER, _S)})?",
        # 昭和62(1987). 9.13, 平成14(2002).4: year columns of chronologies
        "DOTTED_BESIDE": rf"(?P<zbe>{_SIGN}){_T}(?P<zbn>元|{_TWO}){_T}\({_T}(?P<zbw>\d{{4}}){_T}\){_T}\."
        rf"{_T}(?P<zbm>{_TWO})(?:{_T}\.{_T}(?P<zbd>{_TWO}))?(?!\d|[./-]\d)",
        # S40.7.1, Ｒ３．４, 平成29.7.5, 昭60.10.6
        "DOTTED": rf"(?P<le>{_SIGN}){_T}(?P<ly>元|{_TWO})"
        rf"(?:(?P<lsep>[./-]){_T}(?P<lm>{_TWO})(?P=lsep){_T}(?P<ld>{_TWO})(?:{_T}[~-]{_T}(?P<ld2>{_TWO})(?![\d./-]))?|\.{_T}(?P<lm1>{_TWO}))(?!\d|[./-]\d)",
    }


def _with_digits() -> dict[str, str]:
    """Forms that begin with a digit."""
    return {
        # 1 June 1965, 20-22 August 2025, 20 August
        "DAY_MONTH": r"(?<!No\. )(?<!Vol\. )(?<!Issue )"
        rf"(?P<xd>{_TWO}){_TH}(?:{_and('x')}(?P<xd2>{_TWO}){_TH})?(?:{_W}of)?{_W}(?P<xm>{_MONTH})"
        rf"(?:,?{_W}(?P<xy>\d{{4}})(?!\d))?",
        # 4. May 2019, 4-May-2019
        "DAY_MONTH_JOINED": rf"(?P<wjd>{_TWO})(?:\.{_W}|(?P<wjs>[-/]))(?P<wjm>{_MONTH})"
        rf"(?(wjs)(?P=wjs)|{_W})(?P<wjy>\d{{4}})(?!\d)",
        # 2024 March 6; 2019, May 4; 2023 September 17 to 21
        "YEAR_MONTH_DAY": rf"(?P<uy>{_YEAR}),?{_W}(?P<um>{_MONTH}){_W}(?P<ud>{_TWO}){_TH}"
        rf"(?!\d|[:.]\d|{_W}{_MONTH}|{_W}\d{{4}})(?:{_and('u')}(?P<ud2>{_TWO}){_TH}(?![\d:]|{_W}{_MONTH}))?",
        # 2010(平成22). 3. 1: year columns of chronologies
        "BESIDE_DOTTED": rf"(?P<ybw>\d{{4}}){_T}\({_T}(?P<ybe>{_ERA}|[MTSHR]){_T}(?P<ybn>{_NUMBER}){_T}\){_T}\."
        rf"{_T}(?P<ybm>{_TWO})(?:{_T}\.{_T}(?P<ybd>{_TWO}))?(?!\d|[./-]\d)",
        # 2017年(平成29), 2017(平成29)年7月, 2018～2021年度, 1990年代
        "WESTERN": rf"(?P<wy>\d{{4}})(?:{_T}[~\-ー]{_T}(?P<wy2>\d{{4}}|\d\d))?{_era_beside(1)}"
        rf"{_S}年{_NOT_A_YEAR}(?P<wdecade>代)?(?P<wfy>{_T}度)?{_era_beside(2)}"
        rf"(?:{_OF}{_month_day('w', _EITHER, _S)})?",
        # 2025-08-20, 2025/8/20, 2025.8, 2025. 8. 20
        "NUMERIC": rf"(?P<ny>\d{{4}})(?:(?P<nsep>[-/.]){_T}(?P<nm>{_TWO})(?P=nsep){_T}(?P<nd>{_TWO})"
        rf"|(?P<nsep1>[-/.])(?P<nm1>{_TWO}))(?!\d|[./-]\d)",
        # 2018～2021, 1994-2001
        "YEARS": rf"(?P<ry>{_YEAR}){_T}[~-]{_T}(?P<ry2>{_YEAR})"
        rf"(?![\d-]|[.,]\d|{_T}[人名円件個社回時点万千百km%])",
        "DECADE": r"(?P<decade>(?:1[89]|20)\d0)s(?![A-Za-z])",
        # 20/8/2025, 8/20/2025, 20.8.2025
        "SLASHED": rf"(?P<qa>{_TWO})(?P<qsep>[/.])(?P<qb>{_TWO})(?P=qsep)(?P<qy>\d{{4}})(?!\d|[./-]\d)",
        # 7年度, 3年2月: the era left out
        "ERALESS": rf"(?P<oy>{_TWO}){_T}年(?:(?P<ofy>度)|{_month_day('o', _TWO, _T)})",
        "MONTH_DAY": _month_day("m", _TWO, _T),
        "COUNTED": rf"(?P<hn>{_TWO}){_LATER}",  # 2年後の6月
        "DAY": rf"(?P<dd>{_TWO}){_S}日(?![間目本当中以前後程分余約曜時\d]|あた|平均|限り|単位|未満|ほど|たり)",
        # from 2018 to 2021, between 2018 and 2021: SPANNING has to stand before
        "FROM_TO": rf"(?P<jy>{_YEAR}){_W}(?:to|and|until|through){_W}(?P<jy2>{_YEAR})(?!\d|[.,]\d)",
        # 2023 was the 50th anniversary: a year that a clause is about
        "AS_SUBJECT": rf"(?:^|(?<=\n)|(?<=[.:;] ))(?P<sy>{_YEAR})"
        rf"(?={_W}(?:was|is|will{_W}be|marks?|marked|will{_W}mark|saw|brought|brings?)(?![A-Za-z]))",
        # in 1965, (1965): YEAR_WORD has to stand before, and it must not count what follows
        "BARE": rf"(?P<by>{_YEAR})(?!\d|[-,.]\d|s\b|{_W}(?:cit|countr|people|participant|person|member|compan"
        r"|yen|school|place|student|cop|household|location|dollar|resident|visitor|guest))",
    }


def _with_kanji() -> dict[str, str]:
    """Forms that begin with kanji."""
    return _of_an_era() | {
        "KANJI": rf"(?P<ky>[一二][〇零○一二三四五六七八九]{{3}})年(?![間代前])(?P<kfy>度)?"
        rf"(?:{_month_day('k', _EITHER, _S)})?",
        "COUNTED": rf"(?P<hn>{_KANJI}){_LATER}",
        "RELATIVE": rf"(?P<word>{_words(JAPANESE_RELATIVE)})(?![代齢配輩金])"
        rf"(?:{_month_day('t', _TWO, _T)}|(?P<tday>{_TWO}){_T}日(?![間目本])"
        # 同年. 9. 9, 翌年 .10: in chronologies whose days are in figures
        rf"|(?<=[同翌々]年){_T}(?:\.{_T}(?P<tm1>{_TWO})(?:\.{_T}(?P<td1>{_TWO}))?|(?P<tm3>{_TWO})(?:\.{_T}(?P<td3>{_TWO})|(?={_T}[○●◇◆□■◎])))"
        rf"(?!\d|[./-]\d|{_T}[倍%万億千]))?",
    }


def _with_letters() -> dict[str, str]:
    """Forms that begin with a Latin letter."""
    return _of_an_era() | {
        "LETTERS": r"(?:(?<=\()|(?<=\n)|^)(?P<ae>[SHR])(?P<ay>元|\d{1,2})"  # (H9), and "H9  …" that opens a line
        r"(?:(?=\))|(?<!\(..)(?<!\(...)(?= {0,8}[「『\u3041-\u30ff\u4e00-\u9fff])"
        r"(?! {0,8}(?:ロケット|グランプリ|[型号系棟番地区級線]|から|まで|[のはがをにと])))",
        "LETTER_RANGE": rf"(?<![A-Za-z0-9])(?P<ce>[SHR])(?P<cyear>{_TWO}){_T}~{_T}"  # H9～H12
        rf"(?P<ce2>[SHR])(?P<cyear2>{_TWO})(?!\d|\.\d)",
        # June 1, 1965; August 20-22, 2025; August 20
        "MONTH_DAY_EN": rf"(?P<zm>{_MONTH}){_W}(?P<zd>{_TWO}){_TH}(?!\d|[:,.]\d)"
        rf"(?:{_and('z')}(?P<zd2>{_TWO}){_TH}(?!\d))?(?:,?{_W}(?P<zy>\d{{4}})(?!\d))?",
        # June 1965, May-July 2025
        "MONTH_YEAR": rf"(?P<vm>{_MONTH})(?:{_and('v')}(?P<vm2>{_MONTH}))?,?{_W}(?:of{_W})?(?P<vy>\d{{4}})(?!\d)",
        # the fiscal year ending March 2026
        "FISCAL_END": rf"(?:[Ff]iscal|[Ff]inancial|[Bb]usiness){_W}years?{_W}"
        rf"(?P<gx>end(?:ing|ed)|beginning|starting|began){_W}(?:(?:in|on|from){_W})?(?:\d{{1,2}}{_TH}{_W})?"
        rf"(?P<gm>{_MONTH})(?:{_W}\d{{1,2}}(?!\d){_TH},?)?{_W}(?P<gy>\d{{4}})(?!\d)",
        # FY2025, FY 2024-25, FY2018-FY2021, fiscal 2025, fiscal year 2025
        "FISCAL": rf"(?:FY|[Ff]iscal(?:{_W}[Yy]ears?)?|[Ff]inancial{_W}[Yy]ears?){_T}[' ]?(?P<fy>\d{{4}}|\d\d)"
        rf"(?:{_T}[-/~]{_T}(?P<fagain>FY{_T})?(?P<fy2>\d{{4}}|\d\d))?(?!\d)",
        "ERA_EN": rf"(?P<ie>Meiji|Taisho|Showa|Heisei|Reiwa){_W}(?P<iy>{_TWO})(?!\d)(?:{_W}?\((?P<ip>\d{{4}})\))?",
        # in June: a month word has to stand before
        "IN_MONTH": "(?P<bm>January|February|March|April|May|June|July|August|September|October|November|December)"
        rf"(?![A-Za-z]|,?{_W}\d)(?:{_W}of)?(?:{_W}(?P<byear>(?:that|the{_W}(?:same|following|next)|this|last){_W}year)(?![A-Za-z]))?",
        "RELATIVE_EN": rf"(?P<words>(?:[Tt]he{_W}(?:current|previous|preceding|same|following|next)"
        rf"|[Ll]ast|[Tt]his|[Tt]hat|[Nn]ext){_W}(?:fiscal{_W}year|year|month|day)|[Yy]esterday|[Tt]oday|[Tt]omorrow)"
        "(?![A-Za-z])",
    }


def _words(table: dict[str, tuple[str, str, int]]) -> str:
    return "|".join(sorted(table, key=lambda word: (-len(word), word)))


@cache
def patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Forms that begin with a digit, with kanji, with a letter; compiled at first use."""
    families = (_with_digits(), _with_kanji(), _with_letters())
    one, two, three = (
        re.compile("|".join(f"(?P<{name}>{form})" for name, form in forms.items()), re.ASCII) for forms in families
    )
    return one, two, three


@cache
def triggers() -> re.Pattern[str]:
    """Where a form may begin: at the start of a run of digits, or at one of the words that begin a form.

    Every alternative begins with one literal character, so that the engine skips over all others fast.
    """
    words = [
        "明治",
        "大正",
        "昭和",
        "平成",
        "令和",
        *JAPANESE_RELATIVE,
        "FY",
        "Fiscal",
        "fiscal",
        "Financial",
        "financial",
    ]
    words += ["Business", "business", "Meiji", "Taisho", "Showa", "Heisei", "Reiwa"]
    words += [form for name in MONTHS for form in (name.capitalize(), name.upper())]
    following = "[ \n]{1,3}(?:current|previous|preceding|same|following|next)"
    units = "[ \n]{1,3}(?:fiscal|year|month|day)"
    named = (f"the{following}", *(f"{word}{units}" for word in ("last", "this", "that", "next")))
    for word in ("yesterday", "today", "tomorrow", *named):
        words += [word, word.capitalize()]
    rest: dict[str, set[str]] = {sign: {""} for sign in "㍾㍽㍼㍻㋿"}
    for letter in "MTSHRmtshr":
        rest.setdefault(letter, set()).add(r"(?<![A-Za-z0-9].) {0,2}[\d元一二三四五六七八九十]")
    for sign in "明大昭平令":
        rest.setdefault(sign, set()).add(r" {0,2}[元\d]")
    for digit in "0123456789":
        rest[digit] = {r"(?<!\d\d)"}
    for one in "一二":
        rest.setdefault(one, set()).add("[〇零○一二三四五六七八九]{3}年")
    for one in "一二三四五六七八九十":
        rest.setdefault(one, set()).add("[一二三四五六七八九十]{0,2}年後")
    for word in words:
        rest.setdefault(word[0], set()).add(word[1:])
    return re.compile("|".join(f"{c}(?:{'|'.join(sorted(after))})" for c, after in sorted(rest.items())), re.ASCII)


# Between two dates: 20日(水)～22日, 4月から6月, 30 June to 2 July.
BETWEEN: Final = re.compile(
    r"(?: ?\([月火水木金土日](?:曜日?)?(?:[・,][祝休])?\))?"
    r"(?: {0,2}\n? ?(?:~|-|ー|から|より|至) {0,2}\n? {0,2}| {1,2}(?:to|until|till|through) {1,2})"
)
_BEFORE_ONE: Final = "in|since|until|till|by|from|during|early|late|mid"
# Before a bare year, a bare month, and the first of two years.
YEAR_WORD: Final = re.compile(
    rf"(?:\(|(?<![A-Za-z])(?:{_BEFORE_ONE}|before|after|year|circa|ca?\.|dated|"
    r"as\s(?:early|late|recently|far\sback)\sas|(?:agreement|charter|treaty|pact|memorandum|declaration)\sof|"
    r"(?:end|beginning|start|half)\s{1,2}of|(?:spring|summer|autumn|fall|winter)(?:,|\s{1,2}of)?)(?:\s{1,2}|-))$",
    re.IGNORECASE | re.ASCII,
)
MONTH_WORD: Final = re.compile(
    rf"(?<![A-Za-z])(?:{_BEFORE_ONE}|last|this)(?:\s{{1,2}}|-)$", re.IGNORECASE | re.ASCII
)
SPANNING: Final = re.compile(r"(?<![A-Za-z])(?:from|between)\s{1,2}$", re.IGNORECASE | re.ASCII)
# After a date: 以降, から, まで ...; より that compares (前年度より増) bounds nothing; 前年度から増 neither.
AFTER: Final = re.compile(
    r"(?: ?\([月火水木金土日](?:曜日?)?(?:[・,][祝休])?\))?(?:[末頃中]|ごろ)? {0,2}\n?"
    r"(?:(?P<f>以降|以後|以来|からは?(?!の?[増減上下])|より(?!も|[増減多少大高低上下早遅])|起"
    r"|~(?= ?(?:[)」、。<|\n]|$))| {0,2}onwards?\b| ?(?:-|to) ?(?:present|date|now)\b)"
    r"|(?P<u>まで|迄|以前))"
)
BEFORE: Final = re.compile(
    r"(?:\b(?P<f>since|from|after|as of|starting|beginning|effective|following)"
    r"|\b(?P<u>until|till|by|before|through|up to|no later than)|(?P<t>~))"
    r"\s{0,2}(?:(?:in|on|the|early|late|mid)[\s-])?$",
    re.IGNORECASE,
)
ABOUT_AFTER: Final = re.compile(" ?(?:頃|ごろ|前後)")
ABOUT_BEFORE: Final = re.compile(r"(?:\b(?:circa|ca?\.|around|about|approximately)\s|約)$", re.IGNORECASE)
JAPANESE: Final = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
# A cell that is an era's day and nothing else, which only Japanese tables have: H2.5.10, S60. 7. 1
ALONE: Final = re.compile(r"\s*[MTSHR] ?\d{1,2}(?:\. ?\d{1,2}){2}\s*", re.ASCII)
