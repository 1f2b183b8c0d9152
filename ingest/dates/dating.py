"""When a fact began: which of the dates around a match is its own.

A date in brackets right behind a noun is that noun's; else the date inside the match, else the nearest before
it in its clause, else the nearest in the sentence where the sentence has just one.
"""

from __future__ import annotations

import re

from ...ontology.edtf import Interval, on
from ..text.mask import Noun
from .budget_years import budget_year, of_coming_budget, said
from .sentence_dates import NAMED_YEAR, SentenceDates

_ADJACENT = re.compile(r"(?:まで)?(?:には|にも|に|の|は|から|より)?、?[^。、\ue000-\uf8ff]{0,10}")
BEGINNING = re.compile(
    r"の[\ue000-\uf8ff](?:提携|締結|関係)?(?:から|以来|で(?:す|ござ|あ)|を)|の(?:提携|締結|調印|縁組|盟約)(?:で|。|です|、|に始ま|以来|から|$)|"
    r"(?:に|、|から|より)(?:の)?(?:、)?(?:[^、。\ue000-\uf8ff]{0,6})?(?:[\ue000-\uf8ff](?:と(?:なった|なり|なって|して)|提携(?:し|を結|、)|(?:の)?(?:縁組|盟約)|を結|の(?:縁|関係|盟約|仲間)|である)"
    r"|提携(?:し|を結)|結[びん]|始ま|締結|盟約|さかのぼ|縁組|加わ)"
)
_BEHIND_EN = re.compile(
    r"(?:,? (?:in )?(?:the )?[\ue000-\uf8ff])? \((?:since |from |in )?(?=[\ue000-\uf8ff]\))"
    r"|(?:(?:,|,? in(?: the)?) [\ue000-\uf8ff])?(?:s|,)? (?:in|on|since|from) (?=[\ue000-\uf8ff])"
)
_AGAIN = re.compile("[\ue000-\uf8ff]に(?:引き)?続(?:き|いて)、?$")
_HELD_THEN = re.compile(  # …大会が開かれた平成22年10月
    r"[^。、\ue000-\uf8ff]{0,3}(?:開催され|開催し|開かれ|開い|行われ|催され|され|かれ|われ|れ)た(?=[\ue000-\uf8ff])"
)
EVERY_YEAR = re.compile("毎年|例年|隔年|毎[春夏秋冬月]|every (?:year|spring|summer|autumn|fall|winter)|annually")
_TURNED = re.compile("(?:で|が|に|、)(?:ちょうど)?(?:提携)?")
_TURNED_SINCE = re.compile(  # 今月、友好都市となって30周年: now it turns so old, however long it has been one
    "(?:で|が|に|は|、)*[\ue000-\uf8ff](?:提携)?(?:(?:と|に)なって|を?(?:結んで|締結して)|から|以来)(?:から)?、?"
)
_COUNTED_FROM_NOW = re.compile("[今昨本来先]")
_STATED = re.compile(
    r"(?:[\ue000-\uf8ff]と?(?:な(?:り|って(?:おり|い))|で(?:あり|す))|関係に(?:あり|なり)|(?:提携|締結)し(?:ており)?"
    r"|結び|結んでおり)、"
)
_CAME_OR_WENT = re.compile(r"市?(?:へ|から)(?:の)?、?")
_NEXT_DEED = re.compile(r",? (?:and|but),? (?:in|on) (?:the )?")
_THEN_DID = re.compile(r",? (?:[a-z]+ly )?(?!of\b|to\b|and\b|or\b|in\b|by\b|with\b|as\b|for\b)[a-z]+ ")
_NEXT_SAID = re.compile(
    r",? (?:and )?(?:now |today )?(?:(?:has|have|belongs?|counts?|runs?|numbers?|keeps?)\b"
    r"|(?:is|are) (?:now |today |also |still )?(?:an? |the )?(?:[a-z]+ )?members?\b)"
)
_NEXT_TOPIC = re.compile(r"、[^、。]*[\ue000-\uf8ff](?:市|町|村)?(?:は|が|も)[\ue000-\uf8ff]$")
_TOPIC_OF = re.compile(r"[\ue000-\uf8ff]市?(?:は|が|も)")
_MADE_THEN = re.compile(
    r"(?:なった|結んだ|結ばれた|(?:提携|締結|調印)(?:した|された))のは、?$"
)  # なったのは平成元年
_YEARS_OLD = re.compile(r"(?:で|に|が)(?:は)?(?:ちょうど|満|丸|まる)?([\ue000-\uf8ff]|\d+か?年)(?![\ue000-\uf8ff])")
_ENDED_THEN = re.compile(
    r"(?:に|で|をもって|限りで|末で)[^。、\ue000-\uf8ff]{0,8}(?:終了|解消|満了|廃止|打ち切|失効|終え)|から(?:停止|中断|休止|途絶)"
)
_TURNS_THEN = re.compile(r"(?:に|は|、|には)?[^。、\ue000-\uf8ff]{0,2}迎え")
NEXT_CLAUSE_EN = re.compile(r"(?:;|, (?:and|but|while|whereas)) (?:the )?(?=[\ue000-\uf8ff])")
"""Where another clause begins with its own subject: opened in 2015, and Eurocities has its seat in Brussels."""
_LISTED = re.compile(r"[市都]?(?:\([^()]*\))?(?:、|と|・|及び|や)(?:[\ue000-\uf8ff](?:の|・))?")
_EACH = re.compile("それぞれ|respectively")
_FORMER_AND_LATTER = re.compile(
    r"前者(?:と)?(?:は|が|の)?[^。\ue000-\uf8ff]{0,8}(?P<one>[\ue000-\uf8ff])[^。]{0,12}?"
    r"後者(?:と)?(?:は|が|の)?[^。\ue000-\uf8ff]{0,8}(?P<two>[\ue000-\uf8ff])"
)
_LEADERS = re.compile(r"[.…・‥ ]{3,}")  # the dots that lead from a name to its date


def stated_before(text: str, date: int, start: int) -> bool:
    """Whether a date is of a statement that ends before a name which is what the next one is about, or before the
    next thing that an English sentence says of its subject: founded in 1986, has about 90 members and belongs to.
    """
    ended = _STATED.search(text, date, start) and _TOPIC_OF.match(text, start)
    return bool(ended or _NEXT_SAID.match(text, date + 1))


_OPENS = re.compile(r"(?P<place>[\ue000-\uf8ff])(?:市|町|村)?\([^()]*$")
_PLACES = frozenset(["City", "Region", "Prefecture", "Country", "Ward"])


class Dating:
    """The dates around one match in one sentence."""

    def __init__(self, sentence: SentenceDates, match: re.Match[str], budgeting: Interval | None = None) -> None:
        """``budgeting`` is the fiscal year whose budget the passage has said that it tells."""
        self._sentence = sentence
        self._masked = sentence.masked
        self._match = match
        self._frame = sentence.frame
        self._reported = sentence.reported
        self._budgeting = budgeting

    @property
    def dates(self) -> list[tuple[int, Interval]]:
        """The dates of the sentence in order, each with its masked offset."""
        return self._sentence.dates

    def of(self, noun: Noun) -> Interval | None:
        """The date that a noun is, as the sentence has it."""
        offset = self._offset(noun)
        return next((v for o, v in self.dates if o == offset), None)

    def begins(self, when: Interval) -> bool:
        """Whether a date may be a tie's beginning: beside an anniversary, only where the words around say so."""
        marks = [o for o, n in self._masked.index.items() if self._masked.nouns[n].kind == "Anniversary"]
        text = self._masked.text
        if any(
            _ENDED_THEN.match(text, o + 1) or _TURNS_THEN.match(text, o + 1) or self._renewed(o)
            for o, v in self.dates
            if v == when
        ):
            return False
        if not marks:
            return not any(self._so_old(o) for o, v in self.dates if v == when)
        proved = self._sentence.reckoning
        places = [o for o, v in self.dates if v == when and o not in proved.celebrated]
        turned = [o for o in places if (t := _TURNED.match(text, o + 1)) and t.end() in marks]
        turned += [
            o
            for o in places
            if self._told_from_now(o) and any(_TURNED_SINCE.fullmatch(text, o + 1, m) for m in marks)
        ]
        places = [o for o in places if o not in turned]  # 提携は令和4年で40周年
        return any(o in proved.begun for o in places) or any(
            BEGINNING.match(text, o + 1)
            or re.search(r"(?:提携|締結|調印|盟約|縁組)(?:日)?(?:は|が|:)\s?$", text[:o])
            or _MADE_THEN.search(text[:o])
            or re.search(
                r"(?:since|signed|established|concluded|began|formed|started|from|back to)(?: on| in)? $", text[:o]
            )
            or (text[o - 1 : o] == "(" and not any(abs(o - m) < 8 for m in marks))
            for o in places
        )

    def _told_from_now(self, at: int) -> bool:
        """Whether a date is told by how far it is from the document's own: 今月, 昨年."""
        noun = self._masked.noun_at(at)
        return noun is not None and _COUNTED_FROM_NOW.match(noun.text) is not None

    def _renewed(self, at: int) -> bool:
        """Whether what stood already was only renewed on a date: the link was reaffirmed in 2016."""
        return bool(said("renewed").match(self._masked.text, at + 1)) or bool(
            said("renewed_en").search(self._masked.text, 0, at)
        )

    def _so_old(self, at: int) -> bool:
        """Whether a date tells how old something is by then: 提携から今年で20年."""
        told = _YEARS_OLD.match(self._masked.text, at + 1)
        noun = self._masked.noun_at(told.start(1)) if told else None
        return told is not None and (noun is None or noun.kind in ("Count", "Duration"))

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
            return self._budgeted(noun)
        if strategy == "reported":
            return self._reported
        if strategy in ("from", "until"):
            return self._bound(noun, strategy)
        if strategy in self._match.re.groupindex:
            start, end = self._match.span(strategy)
            return next((value for offset, value in self.dates if start <= offset < end), None)
        return None

    @staticmethod
    def named(noun: Noun | None) -> Interval | None:
        """The year that an event's name tells."""
        year = NAMED_YEAR.search(noun.text) if noun else None
        return on(int(year[0])) if year else None

    def near(self, noun: Noun | None) -> Interval | None:  # noqa: PLR0911 -- one return a way to stand beside
        """The date that belongs to a noun of the match, or to the match."""
        start, end = self._match.span()
        if noun and (paired := self.paired(noun)):
            return paired
        behind = _BEHIND_EN.match(self._masked.text, end)  # became a friendship city in 2004
        behind = behind or _HELD_THEN.match(self._masked.text, max(start, end - 2))
        if behind and (told := next((v for o, v in self.dates if o == behind.end()), None)):
            return told
        if noun and (own := self._in_brackets(noun) or self._just_before(noun)):
            return own
        inside = [value for o, value in self.dates if start <= o < end and not self._of_the_next(noun, o, end)]
        if inside:
            return inside[0]
        text = self._masked.text
        before = [(o, v) for o, v in self.dates if o < start and "。" not in text[o:start]]
        before = [(o, v) for o, v in before if not self._of_another_statement(o) and not self._closed(o, start)]
        before = [
            (o, v) for o, v in before if not EVERY_YEAR.search(text, o, start) and not text.startswith(". ", o + 1)
        ]
        before = [(o, v) for o, v in before if not NEXT_CLAUSE_EN.search(text, o, start + 1)]
        if self._names_in_passing():  # 7月21日、姉妹都市のA市の高校生が訪れ: of what the partner does
            before = [(o, v) for o, v in before if SINCE.fullmatch(text, o + 1, start)]
        if before and start - before[-1][0] <= 60:
            return before[-1][1]
        after = [(o, v) for o, v in self.dates if o >= end and not re.search(r"[。]", text[end:o])]
        if _CAME_OR_WENT.match(text, end):
            return None  # 友好都市の士別市へ、8月4日から: when somebody went there
        if after and _NEXT_TOPIC.search(text, end, after[0][0] + 1):
            return None  # 姉妹都市になっており、渋川市は今年度から: of what the next clause is about
        if after and _NEXT_DEED.fullmatch(text, end, after[0][0]) and _THEN_DID.match(text, after[0][0] + 1):
            return None  # belongs to the league and in 2014 won its prize
        near = after and len(_LEADERS.sub(" ", text[end : after[0][0]])) <= 12
        if near and not re.search(r"第\d+回", text[end : after[0][0]]):
            return after[0][1]
        return None

    def _names_in_passing(self) -> bool:
        """Whether the match only names a partner, with the word for its tie before it: 姉妹都市のA市."""
        start, end = self._match.span()
        noun = self._masked.noun_at(start)
        return noun is not None and noun.kind == "Tie" and named_in_passing(self._masked.text, start, end)

    def _of_another_statement(self, date: int) -> bool:
        """Whether a date is of a statement before the match's own: 省は1982年から友好関係にあり、その州都は…."""
        return stated_before(self._masked.text, date, self._match.start())

    def _closed(self, date: int, start: int) -> bool:
        """Whether a date stands in the brackets of a place, closed before: A市(1989年提携)、友好都市はB市."""
        opened = _OPENS.search(self._masked.text, 0, date)
        place = self._masked.noun_at(opened.start("place")) if opened else None
        return place is not None and place.kind in _PLACES and ")" in self._masked.text[date:start]

    def _of_the_next(self, noun: Noun | None, date: int, end: int) -> bool:
        """Whether a date behind a noun is the next one's where dates come first: 5月にAと、10月にBと."""
        at = self._offset(noun)
        if noun is None or at is None or date < at or not any(o < at for o, _ in self.dates):
            return False
        return any(
            date < o < end and self._masked.nouns[n].kind == noun.kind for o, n in self._masked.index.items()
        )

    def paired(self, noun: Noun) -> Interval | None:
        """AとBは、それぞれ1981年、2003年に; 前者とは1981年、後者とは2003年に: in their order."""
        if (latter := _FORMER_AND_LATTER.search(self._masked.text)) is not None:
            two = self._enumerated([n for n in self._masked.nouns if n.kind == noun.kind])
            told = [next((v for o, v in self.dates if o == latter.start(name)), None) for name in ("one", "two")]
            return told[two.index(noun)] if len(two) == len(told) and noun in two else None
        each = _EACH.search(self._masked.text)
        if each is None:
            return None
        cities = [n for n in self._masked.nouns if n.kind == noun.kind]
        behind = [v for o, v in self.dates if o > each.start() and "。" not in self._masked.text[each.start() : o]]
        ahead = [n for n in cities if (self._offset(n) or 0) < each.start()]
        listed = self._enumerated(ahead)
        if len(behind) == len(listed) > 1 and noun in listed:
            return behind[listed.index(noun)]
        told = [v for o, v in self.dates if o > (self._offset(cities[-1]) or 0)] if cities else []
        if noun in cities and len(cities) == len(told) == len(self.dates) > 1:
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
        proved = self._sentence.reckoning
        low, high = self._match.span()
        turns = {v for o, v in proved.turns.items() if low <= o < high}
        if len(turns) == 1:
            return turns.pop()
        begun = {
            v
            for o, v in self.dates
            if o in proved.begun
            or BEGINNING.match(text, o + 1)
            or re.search(r"(?:提携|締結|調印|盟約|縁組)(?:日)?(?:は|が|:)\s?$", text[:o])
            or re.search(
                r"(?:since|signed|established|concluded|formed|dat(?:es|ing) from|back to)(?: on| in)? $", text[:o]
            )
        }
        found = self.near(noun)
        if found is not None and found not in begun:
            return found
        others = [v for o, v in self.dates if v not in begun and o < self._match.end() + 12]
        if others:
            return others[-1]
        if _AGAIN.search(text, 0, low):
            return None  # 昨年に続いて…30周年の訪問団を: then, or now
        own = self._frame.as_of
        if not self._reported and (coming := of_coming_budget(text, self._budgeting, own)):
            return coming
        now = own and own.earliest and own.precision in ("day", "month") and not self._reported
        return self._reported or (on(own.earliest.year) if now and own and own.earliest else None)

    def year(self, noun: Noun | None) -> Interval | None:
        """The date near, else the one the section reports on."""
        return self.near(noun) or self._reported

    def as_of(self) -> Interval | None:
        """For when the sentence speaks: a fiscal year it opens with, else the section's, else the document's."""
        return self._reported or self._frame.as_of

    def _budgeted(self, noun: Noun | None) -> Interval | None:
        """The year of a budget: a fiscal year near that it is not compared with, else the document's own."""
        found = self.year(noun)
        if any(v == found and self._is_compared(o) for o, v in self.dates):
            found = self._reported if self._reported != found else None
        if found and (found.fiscal_year or found.precision == "year"):
            return found
        coming = said("coming_budget").search(self._masked.clean.text) is not None
        goes_on = None if coming else self._budgeting
        return self._frame.budget or goes_on or budget_year(self._frame.as_of, coming) or found

    def _is_compared(self, at: int) -> bool:
        """Whether a date is of what a budget is compared with: …千円(前年度 …千円), 前年度に比べ."""
        text = self._masked.text
        behind = at >= self._match.end() and _ITS_SUM.match(text, at + 1)
        sum_of_it = self._masked.noun_at(behind.start(1)) if behind else None
        return bool(said("compared").match(text, at + 1)) or (
            sum_of_it is not None and sum_of_it.kind.startswith("Money")
        )

    def _just_before(self, noun: Noun) -> Interval | None:
        """The date that stands right before a noun: 2008年5月のG8労働大臣会合."""
        offset = self._offset(noun)
        if offset is None:
            return None
        for at, value in reversed([d for d in self.dates if d[0] < offset]):
            between = self._masked.text[at + 1 : offset]
            return value if _ADJACENT.fullmatch(between) and not EVERY_YEAR.search(between) else None
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
        return next((value for o, value in self.dates if low <= o < high), None)


def named_in_passing(text: str, tie: int, end: int) -> bool:
    """Whether the word for a tie only tells which city is meant, and what follows tells of something else."""
    return _IN_PASSING.match(text, tie + 1) is not None and _SAYS_SO.match(text, end) is None


SINCE = re.compile(r"(?:年|に|から|より|以来)(?:の)?、?")
_IN_PASSING = re.compile(r"(?:の|・|である)、?「?(?:[\ue000-\uf8ff](?:の|・)?)?[\ue000-\uf8ff]")
_SAYS_SO = re.compile(  # but what was done then with it is no tie that began: 5月、姉妹都市のA市と共催で…を開き
    r"市?(?:\([^()]*\))?"
    r"(?:と(?!も|[^。、]{0,16}?(?:主催|共催|共同|合同|一緒|ともに|[をが][^。]{0,16}?(?:開[催いきか]|催[しさ]|行[いわっ])))|です|であ|。|$)"
)
_ITS_SUM = re.compile(r"(?:度)?(?:当初)?(?:予算)?(?:額)?[は:：\s]{0,2}([\ue000-\uf8ff])\s?[)）]")
