"""What a document says of itself: the city it speaks for, the date it speaks for, its title and language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...ontology.edtf import Interval
from ...ontology.model import Entity, Lang
from ..names.index import stop
from ..names.recognise import Recognised, Recogniser
from ..text.called import in_small_letters, places
from ..text.mask import Masked
from ..text.structure import Block
from .acting_prefecture import ACTS_AS_CITY, prefecture_of
from .acting_towns import acting_towns
from .asides import without_asides
from .bills import bill_year, noted_unit
from .dateline import dateline, reported_year, season_year
from .mastheads import headed_in_kana, names_network_below, of_a_mission, of_a_network
from .passing import is_beside, is_passed
from .speaker import is_another, signed, speaks_of_kin, weighed
from .titled import titled

_ACTS = re.compile(r"(?:は|が|では)|['’][Ss]\b|(?: [Cc]ity)? (?:is|has|was|will|today|opened|signed)")
_DOES = re.compile(
    r"['’]s\b|(?: [Cc]ity)?(?:, (?:a|an|the) [^,;.]{3,60},)? (?:is|has|had|was|will|today|opened|signed|joined"
    r"|belongs"
    r"|hosted|became|took|added"
    r"|counts|entered|keeps|celebrate[sd])\b"
)
_OPENS = re.compile(r"(?:^|[.!?:;]|[\"“”])\s*$")
_NAME = r"[A-Z][\w.'’-]*?(?: [A-Z][\w.'’-]*?){0,2}"
_COUNCIL = re.compile(
    rf"\b({_NAME})(?:['’]s)? (?:(?:City|Metropolitan|Municipal) (?:Council|Government|Hall)\b|Council\b"
    r"|(?:Regional|District|Rural|Urban) Municipality\b|(?:District|Borough|Regional|Town) Council\b"
    rf"|Municipality\b|[Ss]ister[- ][Cc]it|[Tt]winning (?:Association|Committee|Society|Circle)\b|Mayor\b|City\b)"
    rf"|\b({_NAME})['’]s (?:[A-Za-z-]+ )?(?:friends|partners|twins?|ties|links|relations|connections?)\b"
    rf"|\b(?:City|Sister Cities|Twin Towns|International Relations) of ({_NAME}[a-z]+)\b"
)
_LETTERHEAD = re.compile(  # a first line that is a government's name and no more
    rf"(?:(?:The )?City of ({_NAME}[a-z]+)|({_NAME}?) (?:(?:City|Town|District|Borough|Regional|Metropolitan) )?"
    r"(?:Council|Municipality|Government))"
    r"(?: (?i:(?:news|press|media) release|newsletter|annual report|minutes)\b.*)?"
)
_SOCIETY = re.compile(  # the society of two cities speaks for the first: the Dallas-Sendai Sister City Society
    rf"\b({_NAME})(?:[-–—/]| and ){_NAME} (?:(?:Sister|Twin|Friendship)[- ](?:City|Cities|Town|Towns)|Twinning)"
    r" (?:Society|Association|Committee|Club|Council|Trust)\b"
)
_LINES = 5  # blocks that are a document's first lines
_SECTION = 2  # headings above what stands in a section of its own
_LIKELY = 12  # cities of a document that are looked at closely
_SIGNED = 12  # weight of a title or a publisher's name
_SPOKEN_OF = 3  # weight of a word that makes a city another's
_FIRST = 4  # blocks that may tell at length who speaks
_TITLE = 100  # characters of a line that may say what the document is
_OFTEN = 3  # places of a text at which it names the city that it speaks for, if its title does not
_SPEAKS = 1000  # weighs more than any number of mentions
_AT_ONCE = 5000  # characters of a block whose names are looked for at once
_AHEAD = re.compile("予定|計画|見込|目指|以降|検討")
_OF_ITSELF = re.compile(
    r"(?:事業概要|年報|概要|報告書?|運営方針|要覧|市政概要|白書|アニュアルレポート|annual report)", re.I
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for a whole document."""

    owner: Entity | None
    as_of: Interval | None
    title: str
    lang: Lang
    land: str | None = None  # the code of the country that the document speaks in
    city: Entity | None = None  # the city that it is about, whoever speaks
    port: Entity | None = None  # the port that it is about
    voice: Entity | None = None  # the association that publishes it
    voice_leads: bool = False  # what it leaves out is done by that association, but for ties
    authority: str = ""  # the name of the body that runs the port
    budget: Interval | None = None  # the fiscal year of the budget that is moved
    doubted: Entity | None = None  # the city taken for the one that speaks, if only mentions vouch for it
    unit: int | None = None  # yen that a note says the figures of its tables are counted in

    @property
    def home_land(self) -> str:
        """The code of the country that is not abroad; Japan where nothing tells of another."""
        return self.land or "JP"


@lru_cache(2)  # a document is asked about as it stands, and as its blocks
def language(text: str) -> Lang:
    """``ja`` where at least a tenth of the letters are Japanese."""
    japanese = sum(map(len, _JAPANESE.findall(text)))
    if japanese * 10 >= len(text):
        return "ja"
    return "ja" if japanese * 10 >= sum(map(len, _LETTERS.findall(text))) else "en"


_JAPANESE, _LETTERS = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]+"), re.compile(r"\w+")


def frame(text: str, blocks: Sequence[Block], masked: Sequence[Sequence[Masked]], home: Entity | None) -> Frame:
    """The frame of a document, from its blocks and their masked sentences (one list a block)."""
    land = home.country if home else None
    as_of, title = _as_of(text, blocks, masked), _title(blocks)
    return Frame(home, as_of, title, language(text), land, home, budget=bill_year(blocks), unit=noted_unit(blocks))


def _title(blocks: Sequence[Block]) -> str:
    """The first heading, else the first line; a bureau's name alone takes the next one along."""
    shown = [b.text.text for b in blocks[:6]]
    if not shown:
        return ""
    first = next((b.text.text for b in blocks[:6] if b.kind == "heading" and b.level <= 2), shown[0])
    return first if len(first) > 6 or len(shown) < 2 else f"{first} {shown[1]}"[:80]


_OF_GAMES = re.compile(r"(?:19|20)\d\d(?!年)|(?:大会|五輪|オリンピック|パラリンピック)")


def home_city(blocks: Sequence[Block], recogniser: Recogniser, name: str = "") -> Entity | None:
    """The city that says 本市: the one named most, in first lines and titles above all, and as a subject.

    In Japanese, Japanese cities go before others: a report names its partners more often than itself. Where the
    text names none, the document's own ``name`` may: niigata-minutes-2024.
    """
    whole = "\n".join(block.text.text for block in blocks)
    lang = language(whole)
    if of_a_network(blocks, recogniser) or of_a_mission(blocks):
        return None
    if lang == "en":
        rest = without_asides(blocks, recogniser)
        if of_a_network(rest, recogniser) or names_network_below(rest, recogniser) or of_a_mission(rest):
            return None
        said = "\n".join(block.text.text for block in rest)
        own = _home_in_english(rest, said, recogniser)
        top = "\n".join(block.text.text for block in rest[:_FIRST] if len(block.text.text) < _TITLE)
        names = [name.text for name in own.names if name.lang == "en"] if own is not None else []
        if places(top, names, words=True) or len(places(said, names, words=True)) >= _OFTEN:
            return own
    find = _home_in_japanese if lang == "ja" else _home_in_english
    return find(blocks, whole, recogniser) or _of_name(name, recogniser, lang)


def _mentioned(
    blocks: Sequence[Block], recogniser: Recogniser, country: str | None = None
) -> tuple[dict[str, Entity], Counter[str]]:
    """The cities of a document by their IRI, in order, and how much it speaks of each.

    Blocks that cannot name one of ``country`` may be left aside.
    """
    weight: Counter[str] = Counter()
    cities: dict[str, Entity] = {}
    for number, block in enumerate(blocks):
        boost = 1 if country == "JP" and is_beside(block.text.text) else _boost(number, block)
        shown = in_small_letters(block.text.text) if len(block.text.text) < _TITLE else block.text.text
        for found in _cities(recogniser, shown, country):
            city = found.candidates[0]
            if _OF_GAMES.match(shown, found.end):
                continue  # the games are called after it: 前橋市の東京2020
            cities.setdefault(city.iri, city)
            if country == "JP" and is_passed(shown, found.start, found.end):
                weight[city.iri] += 1
                continue
            subject = found.start < 4 and _ACTS.match(shown, found.end)
            weight[city.iri] += boost * (3 if subject or found.surface.startswith("City of ") else 1)
    return cities, weight


def _boost(number: int, block: Block) -> int:
    """How much more a name counts in a block than in running text: in the title, the first lines, headings.

    What is told at length below a section's heading is none of the first lines.
    """
    if not number:
        return 8
    first = number < _LINES and (len(block.section) < _SECTION or len(block.text.text) < _TITLE)
    return 6 if first or (block.kind == "heading" and block.level <= 2) else 1


def _home_in_japanese(blocks: Sequence[Block], whole: str, recogniser: Recogniser) -> Entity | None:
    """The Japanese prefecture, city or town of a document; one abroad only where it signs."""
    if prefecture := prefecture_of(blocks, whole, recogniser):
        return prefecture
    cities, weight = _mentioned(blocks, recogniser, "JP")
    for town in (e for b in blocks[:1] for e in town_titled(b.text.text, recogniser)):
        cities.setdefault(town.iri, town)
        weight[town.iri] += 2 * _SIGNED + whole.count(town.name("ja"))
    alone = not any(city.country == "JP" for city in cities.values())
    towns, spoken_of = acting_towns(blocks, recogniser.lookup, _boost, alone=alone)
    cities, weight = {**towns, **cities}, weight + spoken_of
    if own := headed_in_kana(blocks, whole, recogniser):
        cities.setdefault(own.iri, own)
        weight[own.iri] += 2 * _SIGNED
    home = {
        iri: known + _SIGNED * signed(blocks, cities[iri])
        for iri, known in weight.items()
        if cities[iri].country == "JP" and not is_another(whole, cities[iri])
    }
    if not home:
        cities, weight = _mentioned(blocks, recogniser)
        home = {i: w for i, w in weight.items() if cities[i].country != "JP" and signed(blocks, cities[i])}
    if not home:
        return None
    city = cities[max(home, key=lambda iri: (home[iri], iri))]
    return _instead_of_its_capital(city, blocks, whole, recogniser) or city


def _instead_of_its_capital(
    city: Entity, blocks: Sequence[Block], whole: str, recogniser: Recogniser
) -> Entity | None:
    """The prefecture that bears a city's name, where a text says that of the prefecture and never that of the city.

    山形県ハルビン事務所 and 山形産のりんご name 山形県, and no 山形市.
    """
    name = city.name("ja").removesuffix("市")
    if f"{name}市" in whole or ACTS_AS_CITY.search(whole):
        return None
    for suffix in "県府":
        if 2 * whole.count(f"{name}{suffix}") <= whole.count(name):
            continue
        found = (f for block in blocks for f in recogniser.find(block.text.text))
        return next((f.candidates[0] for f in found if f.kind == "Prefecture" and f.surface == name + suffix), None)
    return None


def _home_in_english(blocks: Sequence[Block], whole: str, recogniser: Recogniser) -> Entity | None:
    """The city that an English document speaks for: of two named as often, the one named first."""
    cities, weight = _mentioned(blocks, recogniser)
    for iri, city in cities.items():
        weight[iri] = max(weight[iri], _told(blocks, city))
    for city, count in _councils(blocks, whole, recogniser):
        cities.setdefault(city.iri, city)
        weight[city.iri] += count
    home = _speaking(blocks, whole, cities, weight)
    named = {iri: -number for number, iri in enumerate(cities)}
    return cities[max(home, key=lambda iri: (home[iri], named[iri], iri))] if home else None


_IN_NAME = re.compile(r"[A-Za-z]{4,}|[一-鿿]{2,8}")


def _of_name(name: str, recogniser: Recogniser, lang: Lang) -> Entity | None:
    """The one city that a document's name tells; in Japanese a Japanese one."""
    words = [word.capitalize() if word.isascii() else word for word in _IN_NAME.findall(name)]
    cities = [city for word in words if word not in stop()["latin"] and (city := recogniser.city_named(word))]
    found = {c.iri: c for c in cities if lang == "en" or c.country == "JP"}
    return next(iter(found.values())) if len(found) == 1 else None


_TOWN_TITLE = re.compile(
    r"\W{0,3}(?:[一-鿿]{2,3}[都道府県](?:[一-鿿]{1,4}郡)?)?((?:[一-鿿ヶケノ々]{1,6}[町村市]・){0,5}[一-鿿ヶケノ々]{1,6}[町村])"
    r"(?=の|議会|国際|役場|広報|合併|と|から|より|における|で|は|が|\s|$)"
)


def town_titled(title: str, recogniser: Recogniser) -> Iterator[Entity]:
    """The Japanese towns that a title opens with: several where it is of them all (甲町・乙村合併協議会)."""
    told = _TOWN_TITLE.match(title)
    for name in told[1].split("・") if told else ():
        towns = [e for e in recogniser.lookup(name) if e.kind == "City" and e.country == "JP"]
        yield from towns[:1]


def _speaking(
    blocks: Sequence[Block], whole: str, cities: dict[str, Entity], weight: Counter[str]
) -> dict[str, int]:
    """The cities that an English text may speak for, with their weights; none that is only spoken of as another."""
    likely = dict(weight.most_common(_LIKELY))
    kin = speaks_of_kin(whole)
    home = {}
    for iri, known in likely.items():
        own, other = weighed(blocks, whole, cities[iri])
        if other and not own and kin:
            continue  # our sister city Hanyu
        home[iri] = known + _SIGNED * min(own, 6) - _SPOKEN_OF * other
    return {iri: score for iri, score in home.items() if score > 0}


def _told(blocks: Sequence[Block], city: Entity) -> int:
    """How much an English document speaks of a city: its name wherever it stands, as a subject above all."""
    names = [n.text for n in city.names if n.lang == "en" and len(n.text) > 3]
    weight = 0
    for number, block in enumerate(blocks):
        text = block.text.text
        for start, end in places(text, names, words=True):
            acts = _DOES.match(text, end) and _OPENS.search(text[max(0, start - 3) : start])
            weight += _boost(number, block) * (3 if acts else 1)
    return weight


def _cities(recogniser: Recogniser, text: str, country: str | None) -> Iterator[Recognised]:
    """The known cities of a text, looked for in parts where it is long: those of one part are weighed together."""
    for low in range(0, len(text), _AT_ONCE):
        part = text[low : low + _AT_ONCE]
        for found in recogniser.find(part) if recogniser.may_name("City", part, country) else ():
            if found.kind == "City":
                yield found._replace(start=found.start + low, end=found.end + low) if low else found


def _councils(blocks: Sequence[Block], whole: str, recogniser: Recogniser) -> Iterator[tuple[Entity, int]]:
    """Cities whose council or sister cities the first lines name, though the name alone says no city."""
    first = (b.text.text for n, b in enumerate(blocks[:8]) if n < _FIRST or len(b.text.text) < _TITLE)
    top = "\n".join(map(in_small_letters, first))
    if (society := _SOCIETY.search("\n".join(block.text.text for block in blocks[:4]))) and (
        city := recogniser.city_named(society[1])
    ):
        names = len(re.findall(rf"\b{re.escape(society[1])}\b|\b[Cc]ouncil\b", whole))
        yield city, _SPEAKS + 12 + 3 * names  # its paper speaks of the other city more often than of its own
    head = blocks[0].text.text if blocks else ""
    if (letter := _LETTERHEAD.fullmatch(in_small_letters(head))) and (
        city := recogniser.city_named(letter[1] or letter[2])
    ):
        yield city, _SIGNED * 4
    for city, times in titled(blocks, whole, recogniser):
        yield city, 24 + 3 * times
    for name in dict.fromkeys(m[1] or m[2] or m[3] for m in _COUNCIL.finditer(top)):
        shown = in_small_letters(name)
        if city := recogniser.city_named(shown):
            yield city, 12 + 3 * len(places(whole, [shown], words=True))


def _told_in(masked: Sequence[Sequence[Masked]]) -> Iterator[Interval]:
    """The dates that sentences tell, in names too."""
    for sentences in masked:
        for sentence in sentences:
            for noun in sentence.nouns:
                for one in (noun, *noun.parts):
                    if isinstance(one.value, Interval):
                        yield one.value


_MINUTES = re.compile(
    "会議録|議事録|会議の?(?:記録|要旨|概要|結果|まとめ|要点|あらまし)|(?:委員会|協議会|懇話会|審議会)(?:の?(?:記録|要旨|概要)|[(（])|要点筆記"
)
_MEETING_DAY = re.compile(r"\W{0,3}(?:開催|開会|開議|会議)?の?(?:日\s?時|年?月日|期\s?日)[\s　:：]*[\ue000-\uf8ff]")


def _meeting_day(blocks: Sequence[Block], masked: Sequence[Sequence[Masked]]) -> Interval | None:
    """The day that minutes give as that of the meeting: 開催日時 令和5年9月14日."""
    if not any(_MINUTES.search(b.text.text) for b in blocks[:2] if len(b.text.text) < _TITLE):
        return None
    for sentences in masked[1:6]:
        for sentence in sentences:
            days = [n.value for n in sentence.nouns if isinstance(n.value, Interval) and n.value.precision == "day"]
            if len(days) == 1 and _MEETING_DAY.match(sentence.text):
                return days[0]
    return None


_TOP = 6  # blocks in which a paper says which one it is


def _as_of(text: str, blocks: Sequence[Block], masked: Sequence[Sequence[Masked]]) -> Interval | None:
    """The fiscal year of the title, else the date the document gives itself, else the last year it reports in.

    Minutes are of the day of their meeting, whatever year's budget it was about.
    """
    if (met := _meeting_day(blocks, masked)) is not None:
        return met
    for number, sentences in enumerate(masked[:8]):
        whole = blocks[number].text.text
        titled = len(whole) < _TITLE and _OF_ITSELF.search(whole)
        if not titled and (len(whole) >= 40 or number >= 4):
            continue
        for sentence in sentences:
            for noun in sentence.nouns:
                after = sentence.clean.text[noun.end :]
                of_a_topic = not titled and after.startswith("の")  # 令和7年度の事業について
                if not isinstance(noun.value, Interval) or of_a_topic:
                    continue
                if noun.kind == "FiscalYear" or noun.value.spans:
                    return noun.value
    top = [block.text.text for block in blocks[:_TOP]]
    told = reported_year(top) or dateline(text, _told_in(masked)) or season_year(top)
    if told is not None:
        return told
    years = [
        noun.value
        for sentences in masked
        for sentence in sentences
        for noun in sentence.nouns
        if noun.kind == "FiscalYear"
        and isinstance(noun.value, Interval)
        and noun.value.earliest
        and re.match(r"[はのに、]", sentence.clean.text[noun.end :])  # 令和7年度は reports, ~2030年度 plans
        and not _AHEAD.search(sentence.clean.text, noun.end)
    ]
    return max(years, key=lambda y: str(y.earliest), default=None)
