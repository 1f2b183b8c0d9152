"""Dates of which a part is told elsewhere: the year in a chronology's heading, the era in the date before.

A line ``10.18~10.29`` under the year 2010, ``37年12月`` under 【昭和】, ``44年1月`` after 昭和32年5月, and a year
that is all that a cell of a list says. Where nothing tells the missing part, there is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from ...errors import EnishiError
from ...ontology.dates_patterns import MONTHS
from ...ontology.dates_text import DateMention, Relative, find_dates
from ...ontology.edtf import Interval, on, span
from ...ontology.eras import from_era
from ..text.mask import Noun
from ..text.structure import Block

_DIGIT = re.compile(r"\d")
_OPENS_IN_ERA = re.compile(
    r"(明治|大正|昭和|平成|令和)\s?(元|\d{1,2})(?:\s?[(（]\d{4}[)）])?\s?年?(?=[\s(（年.．|│])"
)
_OPENS_IN_YEAR = re.compile(r"(元|\d{1,2})\s?年(?!度|間|目|生|前|後)")
_ERA = re.compile(r"明治|大正|昭和|平成|令和")
_HEADED_ERA = re.compile(r"(明治|大正|昭和|平成|令和)(?:時代|年間)?$")
_HEADED_YEAR = re.compile(
    r"(?:(?:明治|大正|昭和|平成|令和)(?:元|\d{1,2})|\d{4})(?:\s?[（(][^（()）]{2,10}[)）])?年度?(?:\([^()]{2,10}\))?$"
)
_HEADED_ALONE = re.compile(r"((?:18|19|20)\d\d):?$")
_HEADED_BOTH = re.compile(  # 昭和34(1959), 1959(昭和34): a year told twice needs no 年
    r"(?:明治|大正|昭和|平成|令和)\s?(?:元|\d{1,2})\s?[（(](?:西暦)?(\d{4})年?[)）]$"
    r"|(\d{4})\s?[（(](?:明治|大正|昭和|平成|令和)\s?(?:元|\d{1,2})年?[)）]$"
)
_LOOKS_BACK = re.compile(
    r"(?:をふりかえ|を振り返|の出来事|の主な|の動き|の実績|の活動|トピックス|のできごと"
    r"|の歩み|の国際交流|の取組|ハイライト|[Yy]ear in review|[Hh]ighlights)"
)
_LOOKS_BACK_ON = re.compile(  # Highlights of 2019, 2018 in review, Our activities in 2021
    r"^(?:\d{1,2}[.)] )?(?:[\w’'-]+ ){0,4}?(?:[Hh]ighlights?|[Aa]ctivities|[Aa]chievements"
    r"|[Ee]vents|[Vv]isits|[Ee]xchanges"
    r"|[Dd]elegations|[Mm]eetings|[Mm]ilestones|[Nn]ews|[Yy]ear|happened|did)(?: (?:of|in|from|for|during)|,|:)? "
    r"((?:19|20)\d\d)$|^(?:\d{1,2}[.)] )?((?:19"
    r"|20)\d\d)(?: [a-z]+){0,2}(?:[,:]? (?:[Hh]ighlights|[Aa]ctivities|[Ee]vents"
    r"|[Vv]isits|[Aa]chievements|[Ii]n [Rr]eview|[Aa]t a [Gg]lance|[Ii]n [Bb]rief))$"
)
_MONTH_AND_DAY = re.compile(
    r"(\d{1,2})[.．/]\s?(\d{1,2})(?:\s?[~〜-]\s?(?:(\d{1,2})[.．/])?\s?(\d{1,2}))?(?![\d.])"
)
_MONTH_OPENS = re.compile(  # June: the two cities …, below the year 1988
    r"\W{0,3}(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?=\s?[:–—]| - |\. [A-Z])"
)
_DAY_OF_YEAR = re.compile(  # 昭和34(1959) 6.15, 昭和57年 8.5: the year, then month and day in figures
    r"\W{0,3}(?:(?P<era>明治|大正|昭和|平成|令和)\s?(?P<number>元|\d{1,2})(?:年?\s?\((?P<both>\d{4})年?\)|年)"
    r"|(?P<western>\d{4})年?(?:\s?\([^()\d]{2}\s?\d{1,2}年?\))?)"
    r"(?:\s+|(?<=年))(\d{1,2})[.．/](\d{1,2})(?:\s?[~〜-]\s?(?:(\d{1,2})[.．/])?\s?(\d{1,2}))?"
    r"(?![\d.]|\s?(?:[%倍億]|万(?!博)|ポイント))"
)
_BRACKETED = re.compile(  # 38年(2.27), 2001年(9/3~5), 平成3年(11), 〃(10.10~15): month and day behind the year
    r"\W{0,3}(?:(?P<era>明治|大正|昭和|平成|令和)?\s?(?P<number>元|\d{1,2})年?(?:\s?[(（](?P<both>\d{4})年?[)）])?"
    r"|(?P<western>\d{4})年?(?:\s?[(（](?:明治|大正|昭和|平成|令和)\s?(?:元|\d{1,2})年?[)）])?|(?P<same>[〃々″]|同年))"
    r"\s?[(（]\s?(\d{1,2})(?:[.．/・]\s?(\d{1,2})(?:\s?[~〜-]\s?(?:(\d{1,2})[.．/])?\s?(\d{1,2}))?)?\s?[)）]"
)
_ERA_YEAR = re.compile(
    r"(?<![今本来]年で)(?<![今本来]年が)(?<!ちょうど)(?<!(?:締結|調印|提携|覚書|開設|設立|協定)から)(元(?<![\d年和正成治.,第].)|\d(?<![\d年和正成治.,第].)\d?)年(?:\s?(\d{1,2})月)?(?:\s?(\d{1,2})日)?(?![間度後前ぶ連目以生来余弱強延早繰越]|先送|か月|ヶ月|を迎え|を数え|を刻|に達し|という(?:節目|区切)|の(?:節目|区切|記念)|(?:を|分の)記念|を祝|遅[れく]|に(?:なり|なる|あたり|あたる|当た)|とな[っりる]|が?経)"
)
_DAYS_OF_MONTH = re.compile(
    r"(?<=[(、がは])(\d{1,2})(?:日)?(?:(?:日から|日?[~〜-]|・)(\d{1,2}))?日(?:まで)?(?=[)、にのが])"
)
_SAME_MONTH = re.compile(r"[〃々″]\s?(\d{1,2})(?:日?\s?[~〜～・-]\s?(\d{1,2}))?日")  # 〃 30日, below 10月29日
_TELLS_MONTH = re.compile(r"\d{1,2}月(?!間)")
_SLASHED = re.compile(  # (4/14~5/6、入場者21万人): of the year told before
    r"(?<=[(、])(\d{1,2})/(\d{1,2})(?:\([月火水木金土日]\))?(?:\s?[~〜]\s?(?:(\d{1,2})/)?(\d{1,2})(?:\([月火水木金土日]\))?)?(?=[)、])"
)
_YEAR_IN_ENGLISH = re.compile(
    r"\b(?:back to|year|until|by|around|agreement of|pact of|from|since|in|during|after|and|to|of) "
    r"((?:19[2-9]|20[0-4])\d)(?=[,.;:)]|$| (?:and|with|when|after|as|by|at|on|is|was|to|but|respectively)\b)"
)
_YEAR_OPENS = re.compile(  # 1979 was the year in which, In 2003 citizens formed, The year was 1994.
    r"^\W{0,3}((?:19[0-9]|20[0-4])\d)(?= (?:was|is|saw|sees|marked|marks|brought|witnessed)\b)"
    r"|^\W{0,3}(?:In|By|Since|During|Until|As of) ((?:19[0-9]|20[0-4])\d)(?= [a-zA-Z])"
    r"|\b[Yy]ear (?:was |of )?((?:19[0-9]|20[0-4])\d)(?=[.,;]| saw\b)"
    r"|\b(?:[Aa]s|[Ww]hen) ((?:19[0-9]|20[0-4])\d)(?= (?:drew|came|ended|began|opened|closed)\b)"
    r"|\b[Yy]ear[- ]end ((?:19[0-9]|20[0-4])\d)\b"
)
_YEAR_BETWEEN = re.compile(
    r"(?:^|(?<=[,:;(–—] )|(?<=\.\. )|(?<=\.\.\.)|(?<=[a-z]  )|\((?:all|both|each|est\.?|signed|joined"
    r"|formally|twinned) )"
    r"((?:19[0-9]|20[0-4])\d)(?= ?[:–—](?: |$)| - |\.?$|\. [A-Z]|\)|[;,](?: |$)| and (?:19|20)\d\d\))"
    r"|^((?:19[0-9]|20[0-4])\d)(?=\s{1,4}[A-ZÀ-Þ][a-zà-ÿ])"
    r"(?!\s{1,4}(?:[\w.’'-]+\s){0,6}?(?:Games|Expo\w*|World|Cup|Congress|Conference|Summit|Olympi\w+|Paralympi\w+"
    r"|Exhibition|Championships?|Festival|Meeting|Forum|Assembly|Fair|Convention|Symposium|Biennale|Marathon)\b)"
)
_BETWEEN = re.compile(r"\bbetween (\d{1,2}) ([A-Z][a-z]+)( \d{4})? and (\d{1,2}) ([A-Z][a-z]+) (\d{4})")
_SHORT_YEAR = re.compile(r"([6-9](?<![\d年.].)\d)年(\d{1,2})月(?:(\d{1,2})日(?:から(\d{1,2})日)?)?")
_BRIEF_DATE = re.compile(r"[MTSHR](?<![A-Za-z0-9.].)(?:元|\d{1,2})\.\d")
_BRIEF_YEAR = re.compile(r"([MTSHR](?<![A-Za-z0-9.].))(元|\d{1,2})(?=[はにのをもで、;]|から|より|まで|以降|以来|$)")
_BRIEF_ERAS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
_YEAR_ALONE = re.compile(r"(?:^|(?<=[|│/:,\t(–—-]) ?)((?:18|19|20)\d\d)(?= ?(?:$|[|│/),;\t]))")


_DATED_TITLE = re.compile(  # December 18, 2015. Graz and Lund: the title of a report of that day
    r"(?:[A-Z][a-z]{2,8} \d{1,2}, |\d{1,2} [A-Z][a-z]{2,8} )((?:19|20)\d\d)[.:] [A-Z]"
)


def headed_year(heading: str) -> Interval | None:
    """The year that stands alone as the heading of a chronology's part."""
    if both := _HEADED_BOTH.match(heading):
        return on(int(both[1] or both[2]))
    if alone := _HEADED_ALONE.match(heading):
        return on(int(alone[1]))
    if dated := _DATED_TITLE.match(heading):
        return on(int(dated[1]))
    if back := _LOOKS_BACK_ON.match(heading):
        return on(int(back[1] or back[2]))
    found = find_dates(heading) if _HEADED_YEAR.match(heading) or _LOOKS_BACK.search(heading) else []
    found = [d for d in found if d.interval and d.interval.precision in ("year", "fiscal year")]
    return found[0].interval if found else None


def year_of_row(block: Block) -> Interval | None:
    """The year that is all that the first cell of a chronology's row says, or a row's above where it is empty.

    The days in the cells behind it are of that year.
    """
    if block.stub is None or len(block.cells) < 3:
        return None
    year = block.stub.text.strip()
    if not (_YEAR_ALONE.fullmatch(year) or _HEADED_YEAR.match(year) or _HEADED_BOTH.match(year)):
        return None
    if not any(_MONTH_ALONE.fullmatch(c.text.strip()) for c in block.cells[1:4]):
        return None
    if _YEAR_ALONE.fullmatch(year):
        return on(int(year))
    return headed_year(year if year.endswith(("年", "年度", ")")) else f"{year}年")


_MONTH_ALONE = re.compile(
    r"\d{1,2}月(?:\d{1,2}(?:[・、~〜～-]\d{1,2})?日?(?:[~〜～-](?:\d{1,2}月)?\d{1,2}日)?)?(?:\([^()]*\))?"
)


def carried_eras(blocks: Iterable[Block]) -> Iterator[str]:
    """For each block the era that the lines above it go on in: 平成2年 …, 13年 …; none where the years run back."""
    era, last, section = "", 0, None
    for block in blocks:
        text = block.text.text.strip(" |│")
        if block.above != section:
            section, era = block.above, ""
        if opens := _OPENS_IN_ERA.match(text):
            era, last = opens[1], _number(opens[2])
        elif bare := _OPENS_IN_YEAR.match(text):
            era = era if _number(bare[1]) >= last else ""
            last = _number(bare[1])
            yield era
            continue
        yield ""


def _number(year: str) -> int:
    return 1 if year == "元" else int(year)


def untold_dates(text: str, headed: str, before: str = "") -> Iterator[Noun]:  # noqa: PLR0912 -- one loop a form
    """The dates of a clean text that need its heading or an earlier date to be one."""
    if "元年" not in text and not _DIGIT.search(text) and not _MONTH_OPENS.match(text):
        return
    opens = _MONTH_AND_DAY.match(text)
    year = headed_year(headed) if opens else None
    if (
        opens
        and year
        and year.earliest
        and year.precision == "year"
        and (days := _days(year.earliest.year, opens.groups()))
    ):
        yield Noun(0, opens.end(), "Date", opens[0], value=days)
    if (dated := _DAY_OF_YEAR.match(text)) and (days := _day_of_year(dated)):
        yield Noun(0, dated.end(), "Date", dated[0], value=days)
    era = _HEADED_ERA.match(headed)
    if (line := _BRACKETED.match(text)) and (noun := _bracketed(line, before, era[1] if era else "")):
        yield noun
    years = "年" in text
    for match in _ERA_YEAR.finditer(text) if years else ():
        told = (
            [m[0] for m in _ERA.finditer(text, 0, match.start())]
            or _ERA.findall(before)
            or ([era[1]] if era else [])
        )
        number, month, day = (1 if g == "元" else int(g) if g else None for g in match.groups())
        if told and number and (value := _on(told[-1], number, month, day)):
            yield Noun(match.start(), match.end(), "Date", match[0], value=value)
    for match in _SHORT_YEAR.finditer(text) if years else ():
        if int(match[1]) > 64 or not _ERA.search(text[: match.start()]):
            month, day = int(match[2]), int(match[3]) if match[3] else None
            with suppress(ValueError, EnishiError):
                start = on(1900 + int(match[1]), month, day)
                ended = on(1900 + int(match[1]), month, int(match[4])) if match[4] and day else None
                yield Noun(
                    match.start(), match.end(), "Date", match[0], value=span(start, ended) if ended else start
                )
    yield from _years_in_english(text)
    yield from _month_in_english(text, headed)
    for match in _DAYS_OF_MONTH.finditer(text) if "日" in text else ():
        months = [m for m in find_dates(text[: match.start()]) if m.interval and m.interval.precision == "month"]
        first = months[-1].interval.earliest if months and months[-1].interval else None
        if first and (value := _within(first.year, first.month, match)):
            yield Noun(match.start(), match.end(), "Date", match[0], value=value)
        elif not first and match[2] and _TELLS_MONTH.search(f"{before[-8:]} {text[: match.start()]}"):
            days_of_it = Relative("context", "month", 0, None, int(match[1]), None, (None, int(match[2])))
            mention = DateMention(match.start(), match.end(), None, "relative", match[0], relative=days_of_it)
            yield Noun(match.start(), match.end(), "RelativeDate", match[0], value=mention)
    if same := _SAME_MONTH.match(text):
        yield _of_same_month(same)
    for match in _SLASHED.finditer(text) if "/" in text else ():
        years_told = [d.interval for d in find_dates(text[: match.start()]) if d.interval and d.interval.earliest]
        in_year = years_told[-1] if years_told else headed_year(headed)
        if in_year and in_year.earliest and (days := _days(in_year.earliest.year, match.groups())):
            yield Noun(match.start(), match.end(), "Date", match[0], value=days)
    for match in _BETWEEN.finditer(text) if "between " in text else ():
        ends = [find_dates(f"{match[1]} {match[2]} {match[6]}"), find_dates(f"{match[4]} {match[5]} {match[6]}")]
        if all(ends) and ends[0][0].interval and ends[1][0].interval:
            yield Noun(
                match.start(1), match.end(), "Date", match[0], value=span(ends[0][0].interval, ends[1][0].interval)
            )
    brief = _BRIEF_YEAR.search(text) and (_BRIEF_DATE.search(text) or _BRIEF_DATE.search(before))
    for match in _BRIEF_YEAR.finditer(text) if brief else ():
        if value := _on(_BRIEF_ERAS[match[1]], _number(match[2]), None, None):  # H28に更新 beside H24.4.6
            yield Noun(match.start(), match.end(), "Date", match[0], value=value)
    for match in _YEAR_ALONE.finditer(text) if "18" in text or "19" in text or "20" in text else ():
        yield Noun(match.start(1), match.end(1), "Date", match[1], value=on(int(match[1])))


def _years_in_english(text: str) -> Iterator[Noun]:
    """The years that only their words or their place in the line make years."""
    for match in _YEAR_IN_ENGLISH.finditer(text) if " 19" in text or " 20" in text else ():
        yield Noun(match.start(1), match.end(1), "Date", match[1], value=on(int(match[1])))
    for match in _YEAR_OPENS.finditer(text) if "19" in text or "20" in text else ():
        group = match.lastindex or 1
        yield Noun(match.start(group), match.end(group), "Date", match[group], value=on(int(match[group])))
    for match in _YEAR_BETWEEN.finditer(text) if "19" in text or "20" in text else ():
        group = 1 if match[1] else 2  # 1987: Bremen; Odense, 1995.
        yield Noun(match.start(group), match.end(group), "Date", match[group], value=on(int(match[group])))


def _month_in_english(text: str, headed: str) -> Iterator[Noun]:
    """The month that opens a line below a year."""
    month = _MONTH_OPENS.match(text)
    year = headed_year(headed) if month else None
    if month and year and year.earliest and year.precision == "year":
        when = on(year.earliest.year, MONTHS[month["month"][:3].lower()])
        yield Noun(month.start("month"), month.end(), "Date", month["month"], value=when)


def _of_same_month(same: re.Match[str]) -> Noun:
    """The day of a match of :data:`_SAME_MONTH`, of the month told last."""
    until = (None, int(same[2])) if same[2] else None
    relative = Relative("context", "month", 0, None, int(same[1]), None, until)
    mention = DateMention(0, same.end(), None, "relative", same[0], relative=relative)
    return Noun(0, same.end(), "RelativeDate", same[0], value=mention)


def _day_of_year(dated: re.Match[str]) -> Interval | None:
    """The day of a match of :data:`_DAY_OF_YEAR`, if there is such a day."""
    if western := dated["both"] or dated["western"]:
        return _days(int(western), dated.groups()[4:])
    with suppress(EnishiError):
        began = from_era(dated["era"], _number(dated["number"])).earliest
        return _days(began.year, dated.groups()[4:]) if began else None
    return None


def _bracketed(line: re.Match[str], before: str, headed: str) -> Noun | None:
    """The date that a match of :data:`_BRACKETED` tells, in the era told before it or above it."""
    month, day, last_month, last_day = (int(g) if g else None for g in line.groups()[5:])
    if line["same"]:
        until = (last_month, last_day) if last_day else None
        relative = Relative("context", "year", 0, month, day, None, until)
        mention = DateMention(0, line.end(), None, "relative", line[0], relative=relative)
        return Noun(0, line.end(), "RelativeDate", line[0], value=mention)
    if western := line["both"] or line["western"]:
        year: int | None = int(western)
    else:
        named = line["era"] or (_ERA.findall(before) or [headed])[-1]
        began = _on(named, _number(line["number"]), None, None) if named else None
        year = began.earliest.year if began and began.earliest else None
    value = _days(year, line.groups()[5:]) if year else None
    return Noun(0, line.end(), "Date", line[0], value=value) if value else None


def _days(year: int, figures: tuple[str | None, ...]) -> Interval | None:
    month, day, last_month, last_day = (int(g) if g else None for g in figures)
    try:
        start = on(year, month, day)
        return span(start, on(year, last_month or month, last_day)) if last_day else start
    except (ValueError, EnishiError):
        return None


def _within(year: int, month: int, match: re.Match[str]) -> Interval | None:
    try:
        start = on(year, month, int(match[1]))
        return span(start, on(year, month, int(match[2]))) if match[2] else start
    except (ValueError, EnishiError):
        return None


def _on(era: str, number: int, month: int | None, day: int | None) -> Interval | None:
    try:
        return from_era(era, number, month, day)
    except EnishiError:
        return None
