"""What a document has spoken of so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ...ontology.dates_text import DateMention, resolve
from ...ontology.edtf import Interval
from ...ontology.model import Entity
from ..dates.sentence_dates import SentenceDates, months_told
from ..dates.to_come import month_to_come
from ..nouns.editions import edition_of, is_bare, meeting_word
from ..nouns.mint import Minter
from ..nouns.told_events import announces
from ..setting.context import Frame
from ..text.line import BlockKind
from ..text.mask import Masked, Noun
from .kept_office import KeptOffice
from .told_pairs import Agreed, Begun, Kin, Two

_ASKS = re.compile(
    r"(?:(?<!ほ)か|かな|のですが|知りたい|教えて(?:ください|下さい)|伺う|伺い(?:ます|たい)|お?聞かせ(?:ください|願いたい|願います)"
    r"|お?尋ね(?:る|ます|します|いたします)|お?聞き(?:します|したい|いたします)|(?<![にで])は)[。?？]?\s*$"
    r"|[?？]\s*$|^(?:Q\s?\d*|問\s?\d*)[.．:：\s]"
)
_ASKING = 16  # characters at a sentence's end in which it asks
_SPOKEN_OF = 4  # sentences after which an event is no longer the one that the passage is about
_NOTICE = 60  # characters of a line that a notice may have between its title and its day
_NO_TITLE = re.compile("。.|[毎例]年|毎[月週]")
_HEADS = re.compile(r"^s? (?:and|&|or) $")
TIES_PLAIN = re.compile(  # the oldest tie is with A: of the kind that the document spoke of last
    r"\b(?:oldest|first|earliest|newest|latest|youngest)"
    r"(?: of (?:our|its|these|them|the(?: city's)?(?! [a-z]+ (?:in|of))))? "
    r"(?:ties?|links?|bonds?|partnerships?|relationships?) (?:is|was|are|were|came|goes back)\b"
)
_LISTED = re.compile(r"市?(?: ?\([^()]*\))?(?:、|・|と|及び|や|, | and |,? and ){1,2}")
_OF_A_TIE = re.compile("提携|締結|調印|盟約|縁組")
_ABOUT = re.compile(r"市?(?:\([^()]*\))?(?:は|が|も|では)")
NOT_SO_CALLED = re.compile(  # 「姉妹都市」の名称は用いず, 姉妹都市とは呼んでおらず: a word not used
    r"(?:の|という)?(?:名称|呼称|呼び名|呼び方|言葉|語|名)?(?:とは|では|は|を|も)[^。、]{0,6}?(?:(?:で)?なく、|ありませ"
    r"|(?:用い|使わ|使用せ|使用し|使っ|使い|呼ば|呼ん|称さ|称し|名乗ら|名乗っ)(?:[てで](?:い|お))?(?:ら?ず|ない|なく|り?ませ))"
)
_EXCLUDED = re.compile(r"(?:と|に|で)?は[^。、]{0,8}(?:ませ|ない|なく|なかっ|別)")


def asks(text: str) -> bool:
    """Whether a sentence asks: at its end, or marked as a question at its head."""
    return (_ASKS.search(text, max(0, len(text) - _ASKING)) or _ASKS.match(text)) is not None


_HEARSAY = re.compile(
    r"(?:と|って)(?:も)?(?:聞(?:い|き|く)|伺(?:い|っ)|うかが(?:い|っ)|耳にし|思(?:っ|い)|教わ|言(?:われ|う人)|書(?:いて|かれ)|記憶し)"
    r"[^。、]{0,14}(?:が|けれど|けれども|けど)[。、…]{0,2}\s*(?:(?:本当|どう|事実|そう)[^。]{0,8}か[。?？]?)?\s*$"
)


def heard(text: str) -> bool:
    """Whether a sentence only asks about what somebody has heard: 青島市とも友好都市だと聞きましたが。

    >>> from enishi.ingest.matching.discourse import heard
    >>> heard("青島市とも友好都市だと聞きましたが。"), heard("青島市とは友好都市です。")
    (True, False)
    """
    tail = text[-_ASKING:]
    return ("が" in tail or "け" in tail) and _HEARSAY.search(text, max(0, len(text) - 60)) is not None


class ToldTie(NamedTuple):
    """A tie that a sentence told, with where it stands: of sentences further on that tell its date."""

    owner: Entity
    relation: str
    partner: Entity
    block: int
    sentence: int
    dated: bool = False
    """Whether its sentence tells a date."""


class TieColumns(NamedTuple):
    """The columns of a run of rows that hold the parties to the rows' ties."""

    own: int
    other: int
    width: int
    land: Noun | None  # where all the partners lie


class UnderWay(NamedTuple):
    """An event that the sentence before told to have begun, when, in a block: the next may say how many came."""

    event: Entity
    when: Interval
    block: int


class HostTown(NamedTuple):
    """The entry of a list of host towns that a line of its own opened, and the lands that it has told."""

    owners: tuple[Entity, ...]
    lands: tuple[Noun, ...]
    block: int  # the last one that was the entry's


@dataclass(slots=True)
class Discourse:
    """The document's frame, the headings above, the year reported on, and the nouns spoken of last."""

    frame: Frame
    minter: Minter
    kind: BlockKind = "paragraph"
    headings: tuple[Masked, ...] = ()
    lead: Masked | None = None
    stub: Masked | None = None
    last: dict[str, Noun] = field(default_factory=dict)
    before: Masked | None = None  # the sentence or line right before this one
    record: Noun | None = None
    tie: Noun | None = None  # the kind of tie that the block speaks of, once it has said so
    tie_before: Noun | None = None  # what the block above spoke of: an answer goes on from its question
    plain_tie: Noun | None = None  # the kind of tie that the document spoke of last: "the oldest tie is with"
    reported: Interval | None = None
    year_told: Interval | None = None  # the year that the sentence before was about: 昭和53年には縁が二つ生まれた。
    unit: int | None = None  # yen that the figures of the tables here are counted in
    budget_line: Entity | None = None  # the head of the budget that the rows below are about
    budgeting: Interval | None = None  # the fiscal year whose budget the passage has said that it tells
    sheet: str = ""  # the project that the sheet is of: 事務事業名|姉妹都市親善事業
    sheet_year: Interval | None = None  # the fiscal year that the sheet is about: 対象年度|平成29年度
    titles: list[str] = field(default_factory=list)  # those of columns of sums, in the table that is read
    sums_of: str = ""  # the budget line that the line above names: its sums by year follow
    counted: str = ""  # the line above that says what figures by year below it count
    sentence: int = 0  # how many were read for their ties
    told_ties: list[ToldTie] = field(default_factory=list)  # in the order in which the text names their partners
    abroad: tuple[Noun, ...] = ()  # the cities abroad that were named last, of one enumeration
    away: dict[str, Noun] = field(default_factory=dict)  # every city abroad that the document has named
    cities: tuple[Noun, ...] = ()  # those of the last sentence that named any: the two cities
    opened: Noun | None = None  # the city that the last sentence opened with: what "It" takes up
    topic: Noun | None = None  # another city than the own that the last sentence was about: 敦賀市は
    topic_block: int = -1  # the block in which it was
    goes_on: bool = False  # a question and its answer are about the tie of those before
    asked: Masked | None = None  # the question that was asked last: its answer is about it
    asked_of: Noun | None = None  # the kind of tie that it asks about, or that the one before it did
    asked_at: int = -9  # which block it stands in
    block: int = 0  # how many blocks were read
    tied_on: Interval | None = None  # the date in this row's column for it
    by_columns: set[str] = field(default_factory=set)  # the cities whose tie the columns of this row tell
    placed: set[str] = field(default_factory=set)  # the events whose place the columns of this row tell
    entry_head: str = ""  # the short line or item right above, which may name what the line below notes
    by_fields: bool = False  # the block is the record of a tie, whose fields are told as a whole
    below: tuple[Masked, ...] = ()  # the sentences below a record, up to the next one or a heading
    by_line: bool = False  # the line is entries of a list, and tells no other ties
    by_titles: dict[str, str] = field(default_factory=dict)  # of which kind their ties are, where titles are cities
    tie_columns: TieColumns | None = None  # of the run of rows that is read
    offices: dict[str, Interval | None] = field(default_factory=dict)  # of a table: since when
    keeps_offices: Noun | None = None  # the university whose offices abroad the section tells
    office: KeptOffice | None = None  # which 同事務所 and 事務所は take up
    remarked: set[str] = field(default_factory=set)  # those whose anniversary its remark tells
    entitled: str = ""  # the line that opened the record of a project: 事業2 …の普及
    land: Noun | None = None  # the country that heads the entries below it
    undertaking: str = ""  # the title of a project, which the record below it is of
    events: tuple[Noun, ...] = ()  # those of the last sentence that named any: いずれも日本政府の主催です
    meetings: dict[str, Noun] = field(default_factory=dict)  # by their last word: the 9th Forum, of the Steel Forum
    announced: Noun | None = None  # the event whose name stood on a line of its own: a notice's title
    labelled: Noun | None = None  # the same, where a field names it: 行事名
    entitles: bool = False  # whether that line says that it announces it, as the title of a release does
    occasion: Noun | None = None  # the event that the passage is about, while it goes on about it
    occasion_age: int = 0  # how many sentences ago it was spoken of
    residents_age: int = 9  # how many sentences ago the foreign residents were counted
    others: tuple[Noun, ...] = ()  # of the cities named last those of whom more is said than whose something is
    host_town: HostTown | None = None  # whose entry of a list of host towns the blocks are
    headed_above: bool = False  # whether it stands in a line of its own above the block
    headed: Noun | None = None  # the city that the block opens with as an entry does: what it tells is of its tie
    twinned: tuple[int, Entity, tuple[Entity, ...]] | None = None  # the block that told twins last, and who
    agreed: Agreed | None = None  # who signed a paper in this block: they are now friendship cities
    undated: list[tuple[Entity, Entity]] = field(default_factory=list)  # who agree in this section, on no day told
    following: str = ""  # the sentence of this block that comes next
    under_way: UnderWay | None = None  # what the sentence before told to have begun
    seated: tuple[int, Entity] | None = None  # where a sentence of this block told a body to have come
    begun: list[Begun] = field(default_factory=list)  # from which later sentences count anniversaries
    body: tuple[int, Entity] | None = None  # whom the sentence before took up and told of: The network dates from
    two: Two | None = None  # the two cities that a sentence named last, and no third
    tied_two: str | None = None  # of which kind the tie of two others is that was told last
    kin: Kin | None = None  # whose tie a sentence of this block told last: the agreement was signed in 1999
    said: Interval | None = None  # the date told last, from which 同年 and 翌年 count
    days_told: Interval | None = None  # the days or month that this block told last, of which 18日 is one
    days_before: Interval | None = None  # those that the blocks above it in its section told last
    read: SentenceDates | None = None  # the dates of the sentence that is being read

    def dates(self, masked: Masked) -> SentenceDates:
        """The dates of a sentence that stands here; all who ask of it in a row get the same."""
        read, days = self.read, month_to_come(masked, self._days(), self.frame.as_of)
        if (
            read is None
            or read.masked is not masked
            or read.reported is not self.reported
            or read.said is not self.said
            or read.year is not self.year_told
            or read.days != days
        ):
            self.read = read = SentenceDates(masked, self.frame, self.reported, self.said, self.year_told, days)
        return read

    def _days(self) -> Interval | None:
        """The days or month of which 18日 is one: told last here, or above if the document has no day itself."""
        if self.days_told or self.days_before is None:
            return self.days_told
        own = self.frame.as_of
        return self.days_before if own is None or own.precision != "day" else None

    def remember(self, masked: Masked) -> None:
        """Take note of a sentence's nouns, the latest of each kind last."""
        self.before = masked
        if asks(masked.clean.text):
            self._remember_question(masked)
        self._grow_older()
        if not masked.nouns:
            self.opened = self.opened if masked.clean.text.startswith("It ") else None
            return
        text = masked.clean.text
        ties = [n for n in masked.nouns if n.kind == "Tie" and not _EXCLUDED.match(text, n.end)]
        ties = [n for n in ties if not NOT_SO_CALLED.match(text, n.end) and not text[: n.start].endswith("その")]
        going_on = next((n for n in ties if self.tie and n.value == self.tie.value), None)
        self.tie = going_on or (ties[-1] if ties else self.tie)  # of two kinds, the one that the passage is about
        if (
            len(ties) == 2
            and _HEADS.search(masked.clean.text[ties[0].end : ties[1].start])
            and len(masked.nouns) == 2
        ):
            self.tie = ties[0]  # Sister and friendship cities: an entry of another kind says so itself
        if self.tie is None and TIES_PLAIN.search(masked.clean.text):
            self.tie = self.plain_tie
        of_row = self.kind == "row" and self.plain_tie is not None  # a row tells of its own
        self.plain_tie = self.plain_tie if of_row else self.tie or self.plain_tie
        for noun in masked.nouns:
            for inner in (*noun.parts, noun):
                self.last.pop(inner.kind, None)
                self.last[inner.kind] = inner
        if len(ties) == 2 and self.tie is ties[0]:
            self.last["Tie"] = ties[0]
        if not masked.clean.text.startswith("It "):
            first = masked.nouns[0] if masked.nouns else None
            self.opened = first if first and first.kind == "City" and first.start < 5 else None
        self._remember_cities(masked)
        self.topic = self._topic(masked)
        own = self.frame.land or ("JP" if self.frame.owner is None else None)
        for noun in masked.nouns:
            if noun.kind != "City" and not _is_party(noun, masked.clean.text):
                continue
            if not noun.entities or noun.entities[0].country != own:
                self.away[noun.entities[0].iri if noun.entities else noun.text] = noun
                last = self.abroad[-1] if self.abroad else None
                between = masked.clean.text[last.end : noun.start] if last in masked.nouns and last else "-"
                listed = _LISTED.fullmatch(between)
                self.abroad = (*self.abroad, noun) if listed else (noun,)
        self._remember_events(masked)
        dates = self._told(masked)
        away = any(_counts_from_document(n) for n in masked.nouns)  # 一昨年 where nothing tells this year
        self.said = dates[-1] if dates else None if away else self.said
        if masked.nouns and masked.nouns[0].start == 0 and len(masked.clean.text) < 50 and "。" not in masked.text:
            self.record = masked.nouns[0]
            lone = self.record.kind in ("Country", "Region") and len(masked.text.strip(" .:")) == 1
            self.abroad = () if lone else self.abroad  # GUAM. What follows is of no city named before

    def _remember_cities(self, masked: Masked) -> None:
        """The cities named last, and those of whom more is said than whose something is: 札幌市の相手がA市です."""
        if not (cities := _of_cities(masked)):
            return
        owner, text = self.frame.owner, masked.clean.text
        self.cities = cities
        self.others = tuple(n for n in cities if n.entities[:1] != (owner,) or not text.startswith("の", n.end))

    def _topic(self, masked: Masked) -> Noun | None:
        """The city that a sentence is about, where it is not the document's own; 同市 goes on with the last one."""
        if self.frame.lang != "ja":
            return None
        text = masked.clean.text
        if any(n.kind == "Self" or (n.entities and n.entities[0] == self.frame.owner) for n in masked.nouns):
            return None
        found = next((n for n in masked.nouns if n.kind == "City" and _ABOUT.match(text, n.end)), None)
        goes_on = self.topic_block == self.block and (
            all(n.kind not in ("City", "Prefecture") for n in masked.nouns) or "同市" in text[:12]
        )
        self.topic_block = self.block
        return found or (self.topic if goes_on else None)

    def _told(self, masked: Masked) -> list[Interval]:
        """The dates of a sentence from which the next one counts on: 1月で…。同月25日から."""
        if self.frame.lang == "ja" and any(n.kind in ("Date", "RelativeDate") for n in masked.nouns):
            self.days_told = months_told(self.dates(masked)) or self.days_told
        told = [t for n in masked.nouns if (t := _told(n, self.frame.as_of)) is not None]
        if told or self.frame.lang != "ja" or not any(n.kind == "RelativeDate" for n in masked.nouns):
            return told
        return [value for _, value in self.dates(masked).dates]

    def _remember_question(self, masked: Masked) -> None:
        self.asked, self.asked_at = masked, self.block
        ties = [n for n in masked.nouns if n.kind == "Tie"]
        if ties:
            mixed = len({n.value for n in ties}) > 1
            self.asked_of = ties[0]._replace(value="cityTieWith") if mixed else ties[0]
        elif not _OF_A_TIE.search(masked.clean.text):
            self.asked_of = None

    @property
    def asked_tie(self) -> Noun | None:
        """The kind of tie that the question right before asks about, where it names no city abroad itself."""
        if self.asked is None or self.block - self.asked_at > 1:
            return None
        own = self.frame.home_land
        named = any(n.kind == "City" and n.country != own for n in self.asked.nouns)
        return None if named else self.asked_of

    def _remember_events(self, masked: Masked) -> None:
        alone = masked.nouns[0] if len(masked.nouns) == 1 else None
        if alone is not None and alone.kind in ("Event", "Quoted") and len(masked.text.strip(" ○●■◆〇・*")) < 5:
            self.announced, self.entitles = alone._replace(kind="Event", text=alone.text.strip("「」『』")), False
        elif len(masked.text) > _NOTICE and not self.entitles:
            self.announced = None
        events = tuple(n for n in masked.nouns if n.kind in ("Event", "EventSeries"))
        if events and self._is_title(masked) and announces(masked.clean.text, events[-1].end):
            self.announced, self.entitles = events[-1], True
        self.events = events or self.events
        if events:
            self.occasion, self.occasion_age = events[-1], 0
        named = (n for n in events if n.text.isascii() and edition_of(n.text) and not is_bare(n.text))
        self.meetings.update((meeting_word(n.text), n) for n in named)

    def _is_title(self, masked: Masked) -> bool:
        """Whether a line may be a release's title: short, no sentence, of nothing that comes round each year."""
        text = masked.clean.text
        return len(masked.text) < _NOTICE and self.kind in ("heading", "paragraph") and not _NO_TITLE.search(text)

    def _grow_older(self) -> None:
        self.occasion_age += 1
        self.residents_age += 1
        if self.occasion_age > _SPOKEN_OF:
            self.occasion = None

    @property
    def nearest(self) -> tuple[Masked, ...]:
        """The line that leads the list and the innermost heading: what a list is a list of."""
        asked = (self.asked,) if self.asked and self.kind != "heading" else ()
        return (*((self.lead,) if self.lead else ()), *asked, *self.headings[-1:])

    @property
    def above(self) -> tuple[Masked, ...]:
        """The line that leads the list, then the headings, nearest first."""
        return (*((self.lead,) if self.lead else ()), *reversed(self.headings))


def _of_cities(masked: Masked) -> tuple[Noun, ...]:
    """The cities of a sentence, each once."""
    found = {n.entities[0].iri if n.entities else n.text: n for n in reversed(masked.nouns) if n.kind == "City"}
    return tuple(reversed(found.values()))


def _is_party(noun: Noun, text: str) -> bool:
    """Whether a state or province stands as the other party of something: ビクトリア州とは…."""
    return noun.kind in ("Region", "Prefecture") and text.startswith(("とは", "との"), noun.end)


def _told(noun: Noun, as_of: Interval | None) -> Interval | None:
    """The date that a noun tells by itself, or counted from the document's own: 一昨年4月15日."""
    if isinstance(noun.value, Interval):
        return noun.value
    if isinstance(noun.value, DateMention) and _counts_from_document(noun):
        return resolve(noun.value, None, as_of)
    return None


def _counts_from_document(noun: Noun) -> bool:
    relative = noun.value.relative if isinstance(noun.value, DateMention) else None
    return (
        relative is not None and relative.anchor == "document" and bool(relative.month or relative.unit == "year")
    )
