"""When a fact began: which of the dates around a match is its own.

A date in brackets right behind a noun is that noun's; else the date inside the match, else the nearest before
it in its clause, else the nearest in the sentence where the sentence has just one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..errors import EnishiError
from ..ontology.dates_text import DateMention, resolve
from ..ontology.edtf import Interval, on, parse
from .context import Frame
from .mask import Masked, Noun

_ADJACENT = re.compile(r"(?:まで)?(?:には|にも|に|の|は|から|より)?、?[^。、\ue000-\uf8ff]{0,10}")
_BEGINNING = re.compile(
    r"の[\ue000-\uf8ff](?:提携|締結|関係)?(?:から|以来)|"
    r"(?:に|、|から|より)(?:の)?(?:、)?(?:[^、。\ue000-\uf8ff]{0,6})?(?:[\ue000-\uf8ff](?:と(?:なった|なり|なって|して)|提携(?:し|を結|、)|(?:の)?(?:縁組|盟約)|を結|の(?:縁|関係|盟約|仲間)|である)"
    r"|提携(?:し|を結)|結[びん]|始ま|締結|盟約|さかのぼ|縁組|加わ)"
)
_BEHIND_EN = re.compile(
    r"(?:,? (?:in )?(?:the )?[\ue000-\uf8ff])? \((?:since |from |in )?(?=[\ue000-\uf8ff]\))"
    r"|(?:s|,)? (?:in|on|since|from) (?=[\ue000-\uf8ff])"
)
_NAMED_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SAME_YEAR = re.compile(r"(?:同じ年|その年|この年|同年)の?$")
_LISTED = re.compile(r"[市都]?(?:\([^()]*\))?(?:、|と|・|及び|や)(?:[\ue000-\uf8ff](?:の|・))?")
_LEADERS = re.compile(r"[.…・‥ ]{3,}")  # the dots that lead from a name to its date
_OF_THE_YEAR = re.compile(r"の(?:[\ue000-\uf8ff](?:\([^()]*\))?(?:は|が|も|では?)、?(?:会期は)?)?")
_WAS = re.compile(r"(?:ました|した|れた|った|いた|まれ)[。、]?|(?:れ|し)、")
_PLANS = re.compile("予算|計画|方針|[Bb]udget|[Pp]lan")
_COUNTED = re.compile(
    r"\b(?:(?:in )?the (?P<same>same year)|(?:in )?the (?P<next>next|following) year|that (?P<that>year)"
    r"|(?P<n>one|an?|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) "
    r"(?P<unit>years?|decades?) (?P<way>later|earlier|before|afterwards|after(?= that\b)))\b",
    re.I,
)
_ON = re.compile(r",? (?:on |in )?")
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TIMES = ("Date", "FiscalYear", "RelativeDate")


class Dating:
    """The dates around one match in one sentence."""

    def __init__(
        self,
        masked: Masked,
        match: re.Match[str],
        frame: Frame,
        reported: Interval | None,
        said: Interval | None = None,
        *,
        year: Interval | None = None,
        like: Dating | None = None,
    ) -> None:
        """``reported`` is the year that the section reports on, ``said`` the date told last before the sentence,
        ``year`` the one that the sentence before spoke about (昭和53年には…。2月16日に…).

        The dates are those of the sentence: ``like`` has read them already, around another match.
        """
        self._masked = masked
        self._match = match
        self._frame = frame
        self._reported = reported
        self._dates: list[tuple[int, Interval]] = like._dates if like else []
        if like is None:
            self._read(year or reported, said)

    def _read(self, reported: Interval | None, said: Interval | None) -> None:
        masked = self._masked
        context = reported  # a date without a year goes on from the one before it: 昨年は、5月19日から
        for offset, number in sorted(masked.index.items()):
            noun = masked.nouns[number]
            if noun.kind == "Event" and (named := _NAMED_YEAR.search(noun.text)):
                context = on(int(named[0]))  # the days of the 2023 Congress are of that year
            if noun.kind not in _TIMES:
                continue
            same = (
                noun.text[:1] in ("同", "翌")
                or _COUNTED.match(noun.text) is not None
                or _SAME_YEAR.search(masked.text[max(0, offset - 6) : offset])
            )
            told = said if same and not self._dates and said else context
            if noun.kind == "RelativeDate" and (counted := self._counted_before(offset, said)):
                told = counted
            elif _from_told(noun):
                told = self._dates[-1][1] if self._dates else said
            if (value := self._interval(noun, told)) is not None:
                value = self._past(noun, value) if context is None else value
                self._dates.append((offset, value))
                context = value
        self._refine()
        self._in_brackets_behind()
        if said is not None and not self._dates:
            self._dates.extend(_counted(masked.text, said))
        else:
            self._count_on()

    def _counted_before(self, offset: int, said: Interval | None) -> Interval | None:
        """The year that English has counted right before a day without a year: two years later, on 8 April."""
        counted = [m for m in _COUNTED.finditer(self._masked.text, 0, offset) if m["n"]]
        if not counted or not _ON.fullmatch(self._masked.text, counted[-1].end(), offset):
            return None
        before = [v for o, v in self._dates if o < counted[-1].start()]
        start = before[-1] if before else said
        return next((v for _, v in _counted(counted[-1][0], start)), None) if start else None

    def _past(self, noun: Noun, value: Interval) -> Interval:
        """5月19日 in a document of March 2024 that tells what was: of the year before."""
        own = self._frame.as_of
        if not (noun.kind == "RelativeDate" and re.match(r"\d{1,2}月|[一二三四五六七八九十]{1,2}月", noun.text)):
            return value
        if own is None or own.latest is None or value.earliest is None or own.precision not in ("day", "month"):
            return value
        if value.earliest <= own.latest or not _WAS.search(self._masked.text):
            return value
        try:
            return parse(re.sub(r"\d{4}(?=-)", lambda m: str(int(m[0]) - 1), value.edtf))
        except EnishiError:  # 29 February of a year that has none
            return value

    def _count_on(self) -> None:
        """Dresden (1957), followed by Lyon two years later: counted from the date before it in the sentence."""
        for match in _COUNTED.finditer(self._masked.text):
            ahead = [v for o, v in self._dates if o < match.start()]
            if ahead and match["n"]:
                self._dates.extend(_counted(self._masked.text[: match.end()], ahead[-1], match.start()))
        self._dates.sort(key=lambda pair: pair[0])

    def _refine(self) -> None:
        """Let a month be the days behind it without a month of their own, 5月に…開催(25日~28日); a year likewise.

        一昨年の10月に, 1985年の国際科学技術博覧会は、3月17日から.
        """
        for number, (offset, value) in enumerate(self._dates[:-1]):
            later, finer = self._dates[number + 1]
            noun = self._masked.noun_at(later)
            days = noun is not None and re.match(r"\d{1,2}日", noun.text)
            if (days and value != finer and value.precision == "month" and value.contains(finer)) or (
                value.precision == "year"
                and value != finer
                and value.contains(finer)
                and _OF_THE_YEAR.fullmatch(self._masked.text, offset + 1, later)
            ):
                self._dates[number] = (offset, finer)

    def _in_brackets_behind(self) -> None:
        """Let the year that opens a line be the day in brackets behind it: 昭和30年 …となる(12月7日)."""
        if len(self._dates) != 2 or self._dates[0][0] > 0:
            return
        (first, year), (offset, day) = self._dates
        text = self._masked.text
        alone = text[offset - 1 : offset] == "(" and text[offset + 1 : offset + 2] == ")"
        if alone and "。" not in text[:offset] and year.precision == "year" and year != day and year.contains(day):
            self._dates[0] = (first, day)

    def of(self, noun: Noun) -> Interval | None:
        """The date that a noun is, as the sentence has it."""
        offset = self._offset(noun)
        return next((v for o, v in self._dates if o == offset), None)

    def begins(self, when: Interval) -> bool:
        """Whether a date may be a tie's beginning: beside an anniversary, only where the words around say so."""
        marks = [o for o, n in self._masked.index.items() if self._masked.nouns[n].kind == "Anniversary"]
        if not marks:
            return True
        text = self._masked.text
        places = [o for o, v in self._dates if v == when]
        return any(
            _BEGINNING.match(text, o + 1)
            or re.search(r"(?:提携|締結|調印|盟約|縁組)(?:日)?(?:は|が|:)\s?$", text[:o])
            or re.search(
                r"(?:since|signed|established|concluded|began|formed|started|from|back to)(?: on| in)? $", text[:o]
            )
            or (text[o - 1 : o] == "(" and not any(abs(o - m) < 8 for m in marks))
            for o in places
        )

    @property
    def dates(self) -> list[tuple[int, Interval]]:
        """The dates of the sentence in order, each with its masked offset."""
        return self._dates

    def _interval(self, noun: Noun, context: Interval | None) -> Interval | None:
        if isinstance(noun.value, Interval):
            return noun.value
        if not isinstance(noun.value, DateMention):
            return None
        value = resolve(noun.value, context, self._frame.as_of)
        return self._of_plan(noun.value, value)

    def _of_plan(self, mention: DateMention, value: Interval | None) -> Interval | None:
        """今年 and 昨年 in a budget or a plan of a fiscal year, which is written as the year begins."""
        own = self._frame.as_of
        if own is None or own.fiscal_year is None or not _PLANS.search(self._frame.title):
            return value
        relative = mention.relative
        if relative and relative.anchor == "document" and relative.unit == "year":
            return resolve(mention, None, on(own.fiscal_year))
        return value

    def by(self, strategy: str, noun: Noun | None) -> Interval | None:  # noqa: PLR0911 -- one return a strategy
        """The date that a rule's strategy gives: a group's name, ``near`` or ``year``."""
        if strategy == "near":
            return self.near(noun)
        if strategy == "year":
            return self.year(noun)
        if strategy == "named":
            return self.named(noun)
        if strategy == "celebrated":
            return self._celebrated(noun)
        if strategy == "budgeted":
            own = self._frame.as_of
            year = self.year(noun)
            return year if year and year.fiscal_year else own if own and own.fiscal_year else year
        if strategy == "reported":
            return self._reported
        if strategy in ("from", "until"):
            return self._bound(noun, strategy)
        if strategy in self._match.re.groupindex:
            start, end = self._match.span(strategy)
            return next((value for offset, value in self._dates if start <= offset < end), None)
        return None

    @staticmethod
    def named(noun: Noun | None) -> Interval | None:
        """The year that an event's name tells."""
        year = _NAMED_YEAR.search(noun.text) if noun else None
        return on(int(year[0])) if year else None

    def near(self, noun: Noun | None) -> Interval | None:  # noqa: PLR0911 -- one return a way to stand beside
        """The date that belongs to a noun of the match, or to the match."""
        start, end = self._match.span()
        if noun and (paired := self.paired(noun)):
            return paired
        behind = _BEHIND_EN.match(self._masked.text, end)  # became a friendship city in 2004
        if behind and (told := next((v for o, v in self._dates if o == behind.end()), None)):
            return told
        if noun and (own := self._in_brackets(noun) or self._just_before(noun)):
            return own
        inside = [value for o, value in self._dates if start <= o < end and not self._of_the_next(noun, o, end)]
        if inside:
            return inside[0]
        text = self._masked.text
        before = [(o, v) for o, v in self._dates if o < start and "。" not in text[o:start]]
        if before and start - before[-1][0] <= 60:
            return before[-1][1]
        after = [(o, v) for o, v in self._dates if o >= end and not re.search(r"[。]", text[end:o])]
        near = after and len(_LEADERS.sub(" ", text[end : after[0][0]])) <= 12
        if near and not re.search(r"第\d+回", text[end : after[0][0]]):
            return after[0][1]
        return None

    def _of_the_next(self, noun: Noun | None, date: int, end: int) -> bool:
        """Whether a date behind a noun is the next one's where dates come first: 5月にAと、10月にBと."""
        at = self._offset(noun)
        if noun is None or at is None or date < at or not any(o < at for o, _ in self._dates):
            return False
        return any(
            date < o < end and self._masked.nouns[n].kind == noun.kind for o, n in self._masked.index.items()
        )

    def paired(self, noun: Noun) -> Interval | None:
        """AとBは、それぞれ1981年、2003年に: the dates in the order of the cities."""
        each = re.search("それぞれ|respectively", self._masked.text)
        if each is None:
            return None
        cities = [n for n in self._masked.nouns if n.kind == noun.kind]
        behind = [v for o, v in self._dates if o > each.start() and "。" not in self._masked.text[each.start() : o]]
        ahead = [n for n in cities if (self._offset(n) or 0) < each.start()]
        listed = self._enumerated(ahead)
        if len(behind) == len(listed) > 1 and noun in listed:
            return behind[listed.index(noun)]
        told = [v for o, v in self._dates if o > (self._offset(cities[-1]) or 0)] if cities else []
        if noun in cities and len(cities) == len(told) == len(self._dates) > 1:
            return told[cities.index(noun)]
        return None

    def _enumerated(self, nouns: list[Noun]) -> list[Noun]:
        """The nouns of the last enumeration among some: AとB in Cが…、AとBがともに…."""
        listed: list[Noun] = []
        for noun in reversed(nouns):
            at = self._offset(noun)
            following = self._offset(listed[0]) if listed else None
            if at is None or (
                following is not None and not _LISTED.fullmatch(self._masked.text, at + 1, following)
            ):
                break
            listed.insert(0, noun)
        return listed

    def _celebrated(self, noun: Noun | None) -> Interval | None:
        """The year of an anniversary: a date near that tells no beginning, else what the section reports on."""
        text = self._masked.text
        begun = {
            v
            for o, v in self._dates
            if _BEGINNING.match(text, o + 1)
            or re.search(r"(?:提携|締結|調印|盟約|縁組)(?:日)?(?:は|が|:)\s?$", text[:o])
            or re.search(
                r"(?:since|signed|established|concluded|formed|dat(?:es|ing) from|back to)(?: on| in)? $", text[:o]
            )
        }
        found = self.near(noun)
        if found is not None and found not in begun:
            return found
        others = [v for o, v in self._dates if v not in begun and o < self._match.end() + 12]
        if others:
            return others[-1]
        own = self._frame.as_of
        now = own and own.earliest and own.precision in ("day", "month") and not self._reported
        return self._reported or (on(own.earliest.year) if now and own and own.earliest else None)

    def year(self, noun: Noun | None) -> Interval | None:
        """The date near, else the one the section reports on."""
        return self.near(noun) or self._reported

    def as_of(self) -> Interval | None:
        """For when the sentence speaks: a fiscal year it opens with, else the section's, else the document's."""
        return self._reported or self._frame.as_of

    def _just_before(self, noun: Noun) -> Interval | None:
        """The date that stands right before a noun: 2008年5月のG8労働大臣会合."""
        offset = self._offset(noun)
        if offset is None:
            return None
        for at, value in reversed([d for d in self._dates if d[0] < offset]):
            between = self._masked.text[at + 1 : offset]
            return value if _ADJACENT.fullmatch(between) else None
        return None

    def _bound(self, noun: Noun | None, bound: str) -> Interval | None:
        """The date in the brackets behind a noun that says から, or まで."""
        offset = self._offset(noun)
        brackets = re.match(r"\(([^()]{0,24})\)", self._masked.text[offset + 1 :]) if offset is not None else None
        if not brackets or offset is None:
            return None
        for dated in self._masked.within(offset + 2, offset + 1 + brackets.end()):
            says = dated.note or ("until" if "まで" in brackets[1] else "from")
            if isinstance(dated.value, Interval) and says == bound:
                return dated.value
        return None

    def _offset(self, noun: Noun | None) -> int | None:
        return next((o for o, n in self._masked.index.items() if self._masked.nouns[n] is noun), None)

    def _in_brackets(self, noun: Noun) -> Interval | None:
        text = self._masked.text
        offset = self._offset(noun)
        if offset is None:
            return None
        brackets = re.match(r"市?(?:\([^()]{0,30}\))?\(([^()]{0,40})\)", text[offset + 1 :])
        if not brackets:
            return None
        low = offset + 1 + brackets.start(1)
        high = offset + 1 + brackets.end(1)
        return next((value for o, value in self._dates if low <= o < high), None)


def _from_told(noun: Noun) -> bool:
    """Whether a date counts from the one told before it alone: その2年後の6月."""
    return (
        isinstance(noun.value, DateMention)
        and noun.value.relative is not None
        and noun.value.relative.anchor == "told"
    )


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
