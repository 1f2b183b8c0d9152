"""The dates that a sentence tells, resolved: by the document, by the section, by what was told before.

They are read when first asked for, and once for all who ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property

from ...errors import EnishiError
from ...ontology.dates_text import DateMention, resolve
from ...ontology.edtf import Interval, on, parse, span
from ..setting.context import Frame
from ..text.mask import TIMES, Masked, Noun
from ..text.sieve import Sought
from .between import years_behind
from .no_days import is_no_day
from .reckoning import NOTHING, Reckoning, reckon
from .weekdays import by_weekday

NAMED_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OF_THE_YEAR = re.compile(r"の(?:[\ue000-\uf8ff](?:\([^()]*\))?(?:は|が|も|では?)、?(?:会期は)?)?")
_OPENS_LINE = re.compile(r" {0,4}[,:–—-]? {0,4}(?:(?:[Oo]n|[Ii]n) )?")  # 1969 On 2 June, 1969: 2 June
_DURING = re.compile(  # 会期中の11日, 最終日の21日, 翌10日: days of what was told last
    r"(?:会期|期間|滞在|訪問|開催|大会)(?:期間)?中の$|(?:初日|最終日|\d日目|中日)の$|(?:翌|続く|明くる|翌日の|次の日の|その翌日の)$"
)
_AS_BEFORE = re.compile("に(?:引き)?続(?:き|い|く)|に次[いぐ]")  # 昨年に続いて: of what is told it is no date
_SAME_YEAR = Sought(r"(?:同じ年|その年|この年|同 ?年)の?$|(?:^|[はもが、])この$")  # 6月24日に決めた。この6月24日を
_WAS = re.compile(r"(?:ました|した|れた|った|いた|んだ|まれ)[。、]?")
_GOES_ON = re.compile(r"(?:れ|し)、")  # which the sentence's end decides: 開催し、お迎えします
_TO_COME = re.compile(r"(?:ます|する|れる|予定(?:です|である)?|たい)[。」]?$")
_WAS_EN = re.compile(
    r"\b(?:was|were|came|went|took|held|attended|visited|signed|opened|hosted|met|joined|celebrated|welcomed"
    r"|received|gave|spoke|marked|arrived|returned|began|toured|called)\b"
)
_TO_COME_EN = re.compile(
    r"\b(?:will|shall|would|is|are|to be|scheduled|planned|plans?|invited|upcoming|next|until|deadline|hopes?"
    r"|takes|opens|starts|runs|begins)\b"
)
_SOON = 92  # days ahead of an English document in which what it tells may still come
_MONTH_EN = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)? )?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b"
)
_PLANS = re.compile("予算|計画|方針|[Bb]udget|[Pp]lan")
_ATTRIBUTIVE = re.compile(  # 平成3年に提携したA市にちなみ、5月に: what the city is, not when
    r"(?:に|から)?(?:(?![\ue000-\uf8ff]?(?:は|が)、?)[^、。]){0,16}?(?:提携|締結|調印|結ん|なっ)[^、。\ue000-\uf8ff]{0,6}"
    r"(?:た|だ|る)(?=[\ue000-\uf8ff])"
)
_PASSING = re.compile(  # , built with help from abroad and opened in 2008,
    r"(?:, |\()(?:which |that |who )?(?:was |were |had been |has been )?(?:\w+ly )?(?:opened|built"
    r"|founded|established|created|set up|begun|started|renovated|restored|completed|given|designed|elected)\b"
    r"[^.;,()]{0,60}? (?:in|since|from) $"
)
_COUNTED = re.compile(
    r"\b(?:(?:in )?the (?P<same>same year)|(?:in )?the (?P<next>next|following) year|that (?P<that>year)"
    r"|(?P<n>one|an?|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) "
    r"(?P<unit>years?|decades?) (?P<way>later|earlier|before|afterwards|after(?= that\b)))\b",
    re.I,
)
_OF_THAT_YEAR = (" of that year", " of the same year", " of the following year", " of the next year")
_THAT_YEAR = re.compile(r",? (?:of )?(?:that|the same) year\b")  # on 8 May that year
_LAST = re.compile(r"(?<!the )\b[Ll]ast $")  # last September
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_OF_THE_FIRST = re.compile(
    r"の[\ue000-\uf8ff]市?(?:\([^()]*\))?を(?:皮切り|手始め)に"
)  # 1984年の復旦大学を皮切りに、…と
_OF_IT = ("同", "翌", "〃", "々", "″")  # signs and words for the year told last
_MONTH = re.compile(r"\d{1,2}月|[一二三四五六七八九十]{1,2}月")
_AND_DAY = re.compile(r"(?:\([月火水木金土日](?:[・、]祝)?\))?(?:・|、|と|及び)")
_FROM_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:日)?[・~〜]$")
_ON = re.compile(r",? (?:on |in )?")
_YEARS = Sought("year|decade", re.I)  # one of which all that is counted in words has


class SentenceDates:
    """The dates of one sentence."""

    def __init__(  # noqa: PLR0917 -- what was told before, each for another kind of date
        self,
        masked: Masked,
        frame: Frame,
        reported: Interval | None,
        said: Interval | None,
        year: Interval | None,
        days: Interval | None = None,
    ) -> None:
        """``reported`` is the year that the section reports on, ``said`` the date told last before the sentence,
        ``year`` the one that the sentence before spoke about (昭和53年には…。2月16日に…), ``days`` the days or the
        month that the passage told last (先月17日から…。18日には).
        """
        self.masked = masked
        self.frame = frame
        self.reported = reported
        self.said = said
        self.year = year
        self.days = days

    @cached_property
    def dates(self) -> list[tuple[int, Interval]]:
        """The dates in order, each with its masked offset."""
        self._dates: list[tuple[int, Interval]] = []
        self._read(self.year or self.reported, self.said)
        text = self.masked.text
        alone = len(self._dates) == 1 and _OF_THE_FIRST.match(text, self._dates[0][0] + 1)
        return [] if alone else self._dates

    @cached_property
    def reckoning(self) -> Reckoning:
        """Which of the dates began something, and which are its anniversary's, where arithmetic proves it."""
        nouns = ((offset, self.masked.nouns[number]) for offset, number in self.masked.index.items())
        ordinals = [(o, round(n.value)) for o, n in nouns if n.kind == "Anniversary" and isinstance(n.value, float)]
        if not ordinals:
            return NOTHING
        told = reckon(ordinals, self.dates, (self.year, self.reported, self.frame.as_of))
        return told.fallen(self.masked.text, ordinals, self.dates, self.frame.as_of)

    def _read(self, reported: Interval | None, said: Interval | None) -> None:
        masked = self.masked
        in_words = _YEARS.search(masked.text) is not None
        unsettled: list[tuple[int, Noun]] = []
        context = reported  # a date without a year goes on from the one before it: 昨年は、5月19日から
        for offset, number in sorted(masked.index.items()):
            noun = masked.nouns[number]
            if noun.kind == "Event" and (named := NAMED_YEAR.search(noun.text)):
                context = on(int(named[0]))  # the days of the 2023 Congress are of that year
            if noun.kind not in TIMES or _AS_BEFORE.match(masked.text, offset + 1) or is_no_day(masked, offset):
                continue
            told = said if said and not self._dates and self._of_one_told(noun, offset) else context
            recent = _LAST.search(masked.text, max(0, offset - 10), offset) is not None
            told = None if recent else told
            if self.days and told is reported and _is_bare_day(noun):
                told = self.days
            if noun.kind == "RelativeDate" and in_words and (counted := self._counted_before(offset, said)):
                told = counted
            elif _from_told(noun):
                told = self._dates[-1][1] if self._dates else said
            last = self._of_last_month(noun) if told is None else None
            if (value := last or self._interval(noun, told)) is not None:
                before = masked.text[max(0, offset - 1) : offset]
                value = _behind(value, told) if told is said and _is_next_month(before, noun) else value
                own_year = recent or context is None or self._is_of_title(context)
                value = self._past(noun, value, recent=recent) if own_year else value
                value = by_weekday(value, masked.clean.text, noun.end) if _MONTH.match(noun.text) else value
                self._dates.append((offset, value))
                if (
                    not _ATTRIBUTIVE.match(masked.text, offset + 1)
                    and not recent
                    and not _in_passing(masked.text, offset)
                ):
                    context = value
            elif context is None:
                unsettled.append((offset, noun))
        self._settle(unsettled)
        self._dates = years_behind(masked, self._dates) if " year" in masked.clean.text else self._dates
        self._refine()
        self._join_days()
        self._in_brackets_behind()
        if in_words and said is not None and not self._dates:
            self._dates.extend(_counted(masked.text, said))
        elif in_words:
            self._count_on()

    def _settle(self, unsettled: list[tuple[int, Noun]]) -> None:
        """Let days and months whose year is told behind them alone be of it: 10月 提携55周年(2020年)の植樹."""
        if not unsettled or len(self._dates) != 1 or self._dates[0][1].precision != "year":
            return
        year = self._dates[0][1]
        for offset, noun in unsettled:
            if _MONTH.match(noun.text) and (value := self._interval(noun, year)) is not None:
                self._dates.append((offset, value))
        self._dates.sort(key=lambda pair: pair[0])

    def _counted_before(self, offset: int, said: Interval | None) -> Interval | None:
        """The year that English has counted right before a day without a year: two years later, on 8 April."""
        counted = [m for m in _COUNTED.finditer(self.masked.text, 0, offset) if m["n"]]
        if not counted or not _ON.fullmatch(self.masked.text, counted[-1].end(), offset):
            return None
        before = [v for o, v in self._dates if o < counted[-1].start()]
        start = before[-1] if before else said
        return next((v for _, v in _counted(counted[-1][0], start)), None) if start else None

    def _of_one_told(self, noun: Noun, offset: int) -> bool:
        """Whether a date counts from the one told last: 同年, 翌年, three years later."""
        if noun.text.lstrip()[:1] in _OF_IT or _COUNTED.match(noun.text) or noun.text.endswith(_OF_THAT_YEAR):
            return True
        if _THAT_YEAR.match(self.masked.clean.text, noun.end):
            return True
        before = self.masked.text[max(0, offset - 8) : offset]
        if _SAME_YEAR.search(before) or _is_next_month(before, noun):
            return True
        relative = noun.value.relative if isinstance(noun.value, DateMention) else None
        if relative is None or relative.anchor != "context":
            return False
        by_day = relative.unit == "day"  # 前日, 翌日
        return by_day or (relative.unit == "month" and bool(relative.day) and _DURING.search(before) is not None)

    def _past(self, noun: Noun, value: Interval, *, recent: bool = False) -> Interval:
        """5月19日 in a document of March 2024 that tells what was, and last May: of the year before."""
        own = self.frame.as_of
        if not (noun.kind == "RelativeDate" and (_MONTH.match(noun.text) or _MONTH_EN.match(noun.text))):
            return value
        if own is None or own.latest is None or value.earliest is None or own.precision not in ("day", "month"):
            return value
        soon = timedelta(days=_SOON if self.frame.lang != "ja" and not recent else 0)
        if value.earliest <= own.latest + soon or not (recent or self._tells_what_was()):
            return value
        try:
            return parse(re.sub(r"\d{4}(?=-)", lambda m: str(int(m[0]) - 1), value.edtf))
        except EnishiError:  # 29 February of a year that has none
            return value

    def _of_last_month(self, noun: Noun) -> Interval | None:
        """27日 in a document of 3 June that tells what was: of the month before."""
        own = self.frame.as_of
        relative = noun.value.relative if _is_bare_day(noun) and isinstance(noun.value, DateMention) else None
        if relative is None or relative.day is None or relative.until is not None:
            return None
        if own is None or own.precision != "day" or own.latest is None or relative.day <= own.latest.day:
            return None
        before = own.latest.replace(day=1) - timedelta(days=1)
        was = relative.day <= before.day and self._tells_what_was()
        return on(before.year, before.month, relative.day) if was else None

    def _is_of_title(self, context: Interval) -> bool:
        """Whether a year is only the one of the English document itself, whose title tells it."""
        return self.frame.lang != "ja" and context == self.frame.as_of

    def _tells_what_was(self) -> bool:
        text = self.masked.text
        if self.frame.lang != "ja":  # what is announced comes soon
            return _WAS_EN.search(text) is not None and _TO_COME_EN.search(text) is None
        goes_on = _GOES_ON.search(text) is not None and _TO_COME.search(text) is None
        return goes_on or _WAS.search(text) is not None

    def _count_on(self) -> None:
        """Dresden (1957), followed by Lyon two years later: counted from the date before it in the sentence."""
        for match in _COUNTED.finditer(self.masked.text):
            ahead = [v for o, v in self._dates if o < match.start()]
            if ahead and match["n"]:
                self._dates.extend(_counted(self.masked.text[: match.end()], ahead[-1], match.start()))
        self._dates.sort(key=lambda pair: pair[0])

    def _refine(self) -> None:
        """Let a month be the days behind it without a month of their own, 5月に…開催(25日~28日); a year likewise.

        一昨年の10月に, 1985年の国際科学技術博覧会は、3月17日から, and a line that opens with 1969 On 2 June.
        """
        for number, (offset, value) in enumerate(self._dates[:-1]):
            later, finer = self._dates[number + 1]
            noun = self.masked.noun_at(later)
            days = noun is not None and re.match(r"\d{1,2}日", noun.text)
            if (days and value != finer and value.precision == "month" and value.contains(finer)) or (
                value.precision == "year"
                and value != finer
                and value.contains(finer)
                and self._goes_on_to(offset, later)
            ):
                self._dates[number] = (offset, finer)

    def _goes_on_to(self, year: int, day: int) -> bool:
        """Whether what a place tells is of the year before it: 一昨年の10月, and 1969 On 2 June as a line opens."""
        text = self.masked.text
        opens = year == 0 and _OPENS_LINE.fullmatch(text, year + 1, day)
        return bool(opens or _OF_THE_YEAR.fullmatch(text, year + 1, day))

    def _join_days(self) -> None:
        """Let a day and the next one be one date: 11月9日(土)・10日(日); and 5月 be the days of it told behind."""
        text = self.masked.text
        for number in range(len(self._dates) - 1, 0, -1):
            (offset, first), (later, last) = self._dates[number - 1 : number + 1]
            days = first.precision == last.precision == "day" and _AND_DAY.fullmatch(text, offset + 1, later)
            if days and first.latest and last.earliest and last.earliest - first.latest == timedelta(days=1):
                self._dates[number - 1 : number + 1] = [(offset, span(first, last))]
        for number, (later, last) in enumerate(self._dates):
            begun = _FROM_DAY.search(text, max(0, later - 4), later) if last.precision == "day" else None
            if begun and last.earliest and 0 < int(begun[1]) < last.earliest.day:
                first = on(last.earliest.year, last.earliest.month, int(begun[1]))
                self._dates[number] = (later, span(first, last))

    def _in_brackets_behind(self) -> None:
        """Let the year that opens a line be the day in brackets behind it: 昭和30年 …となる(12月7日)."""
        if len(self._dates) != 2 or self._dates[0][0] > 0:
            return
        (first, year), (offset, day) = self._dates
        text = self.masked.text
        alone = text[offset - 1 : offset] == "(" and text[offset + 1 : offset + 2] == ")"
        if alone and "。" not in text[:offset] and year.precision == "year" and year != day and year.contains(day):
            self._dates[0] = (first, day)

    def _interval(self, noun: Noun, context: Interval | None) -> Interval | None:
        if isinstance(noun.value, Interval):
            return noun.value
        if not isinstance(noun.value, DateMention):
            return None
        value = resolve(noun.value, context, self.frame.as_of)
        return self._of_plan(noun.value, value)

    def _of_plan(self, mention: DateMention, value: Interval | None) -> Interval | None:
        """今年 and 昨年 in a budget or a plan of a fiscal year, which is written as the year begins."""
        own = self.frame.as_of
        if own is None or own.fiscal_year is None or not _PLANS.search(self.frame.title):
            return value
        relative = mention.relative
        if relative and relative.anchor == "document" and relative.unit == "year":
            return resolve(mention, None, on(own.fiscal_year))
        return value


def _is_next_month(before: str, noun: Noun) -> bool:
    """Whether a month is the one that follows on what was told last: 10月に代表団を送り、翌11月には."""
    return before.endswith("翌") and noun.kind == "RelativeDate" and _MONTH.match(noun.text) is not None


def _behind(value: Interval, told: Interval | None) -> Interval:
    """A month as the next one after a date: 翌1月 after December is of the year that follows."""
    first, before = value.earliest, told.earliest if told else None
    if first is None or before is None or value.precision != "month" or told is None or told.precision == "year":
        return value
    return on(first.year + 1, first.month) if first < before else value


def _in_passing(text: str, at: int) -> bool:
    """Whether a date stands in an English aside about a noun, of which the days told behind it are not."""
    return text[at + 1 : at + 2] in (",", ")") and _PASSING.search(text, max(0, at - 100), at) is not None


def _counted(text: str, said: Interval, low: int = 0) -> Iterator[tuple[int, Interval]]:
    """The years that English counts from the date told last: the same year, three years later."""
    first = said.earliest
    for match in _COUNTED.finditer(text, low):
        word = (match["n"] or "").lower()
        number = int(word) if word.isdigit() else _WORDS.index(word) + 1 if word in _WORDS else 1
        years = 0 if match["same"] or match["that"] else number * (10 if "decade" in (match["unit"] or "") else 1)
        years = -years if match["way"] in ("earlier", "before") else years
        if first is not None:
            yield match.start(), on(first.year + years)


def months_told(dates: SentenceDates) -> Interval | None:
    """The days or the month that a sentence tells last, whose days the next one may go on with.

    Since when a tie has stood is no such day.
    """
    found = None
    for offset, value in dates.dates:
        first, last = value.earliest, value.latest
        if first is None or last is None or (first.year, first.month) != (last.year, last.month):
            continue
        if not _ATTRIBUTIVE.match(dates.masked.text, offset + 1) and not _of_a_tie(dates.masked, offset):
            found = value
    return found


_LEADS_TO = re.compile(r"(?:から|以来)?[のに、]{0,2}")


def _of_a_tie(masked: Masked, offset: int) -> bool:
    """Whether a date is that of the tie named behind it: 1969年10月15日からの姉妹都市."""
    behind = _LEADS_TO.match(masked.text, offset + 1)
    noun = masked.noun_at(behind.end()) if behind else None
    return noun is not None and noun.kind == "Tie"


def _is_bare_day(noun: Noun) -> bool:
    """Whether a date is a day whose month is told elsewhere: 18日."""
    relative = noun.value.relative if isinstance(noun.value, DateMention) else None
    return (
        relative is not None
        and (relative.anchor, relative.unit, relative.shift) == ("context", "month", 0)
        and bool(relative.day)
    )


def _from_told(noun: Noun) -> bool:
    """Whether a date counts from the one told before it alone: その2年後の6月."""
    return (
        isinstance(noun.value, DateMention)
        and noun.value.relative is not None
        and noun.value.relative.anchor == "told"
    )
