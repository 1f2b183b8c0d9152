"""Where an event was, in a place that no list knows: 旧高取邸で講演会「…」を行い, 「…」(7月22日、中央公民館).

What makes a name that of a place is its form (it ends in a word for a house or an open space, is written in
katakana or Latin letters, or stands in quotation marks) and what is said of it: that an event was held there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Value
from ...matching.engine import Draft, days
from ...text.mask import Noun
from ...text.particles import is_particle
from ...text.sieve import Sought
from ..scene import Scene, Spot
from ..words import word
from .events import is_held
from .gatherings import headed_event, tells_of_another
from .occasions import edition_told, told_again

_CAME = (
    r"(?:約|およそ|のべ|延べ)?[\ue000-\uf8ff](?:余り|ほど|以上|近く)?(?:の[^。、]{1,10})?"
    r"が(?:集(?:ま[りっ]|い|っ)|詰めかけ|足を運|来場)"
)
_AT = re.compile(
    rf"(?:を(?:主会場|会場|舞台)(?:に(?:して|、)?|と?して)|にて|における|において|で(?:は)?|に(?=、?{_CAME}))、?"
)
_ALONE = frozenset(["Facility", "University", "EducationalInstitution", "Port"])
_INSIDE = frozenset(
    [*_ALONE, "City", "Ward", "Prefecture", "Region", "Count", "Self", "Company", "Quoted", "Generic"]
)
_INSIDE |= frozenset(["Organization", "Foundation", "Country", "Department"])
_STOPS = "、。を()「」『』:：;|│/ \t\n"
_ENDED = re.compile(r"。|(?:[いきしちりみびぎえけせてめれべ]|して|した後に?|たのち)、")
_GOES_ON = re.compile(r"(?:[^。、]{0,12}?、)?[^。、]{0,14}?")
_ASIDE = re.compile(
    r"」?(?:を(?:盛大に|今年も)?開催(?:し(?:ました|た)|いたしました)?[!！。]?|(?:が|も)あ[りる](?:ます)?|の(?:開催|実施))?"
    r"\((?P<in>(?:[^()]|\([^()]{1,6}\)){2,70})\)"
)
_PARTS = re.compile(r"[、,・/]|\s+")
_ATTENDED = re.compile(
    "(?:来場|参加|入場|来館|観客|出席|動員|参集)(?:者)?(?:数)?(?:は|:|約|延べ|のべ|およそ|\\s)*[\ue000-\uf8ff]"
)
_ROW = re.compile(  # 「…フェスタ」 10月8日 市民プラザ 来場者1,800人
    r"」?[\s:：]{0,3}[\ue000-\uf8ff](?:\([^()]{1,4}\))?(?:[・、~〜-][\ue000-\uf8ff](?:\([^()]{1,4}\))?)?[ \u3000]+"
    r"(?:(?:会場|於|場所)[:：]?\s?)?(?P<place>[^\s、。()]{3,24})(?:\([^()]*\))?(?=[ \u3000]|$|、(?:来場|参加|入場))"
)
_SAYS_WHERE = re.compile(r"^(?:会場|場所|於|ところ)[\s:：は]*")
_LETTERS = re.compile(
    r"(?:旧[一-鿿]{2,}|(?:旧|新)?[一-鿿々]{0,6}(?:[ァ-ヴー]|[A-Z])[ァ-ヴーA-Za-z0-9・&’'.-]{2,}(?:[一-鿿々]{0,4}|[ぁ-ん]{2,5}))"
)
_AND_SO_ON = re.compile(r"(?:など|等|ほか|周辺|一帯|付近|前|内)$")
_BRIEF = 40


def told_venues(scene: Scene) -> Iterator[Draft]:
    """``heldIn`` of the events that a Japanese sentence says were held at a place which it names."""
    if not scene.japanese or scene.says("bid"):
        return
    named = scene.of("Event|EventSeries")
    for number, spot in enumerate(named):
        following = named[number + 1].at if number + 1 < len(named) else len(scene.text)
        yield from _in_brackets(scene, spot)
        yield from _in_row(scene, spot)
        if is_held(scene, spot, following):
            earlier = named[number - 1].at if number else -1
            yield from _beside(scene, spot, earlier, following)
    if not named:
        yield from _gone_on(scene)
    yield from _by_label(scene, named)


_VENUE_IS = Sought(
    r"(?:^|[、。(]|(?<=[\ue000-\uf8ff])の|(?<=」)の)\W{0,2}(?:(?:主|開催)?会場|開催場所|開催地|場所|ところ)(?:(?:に|と)なった(?:の|場所)?)?(?:は|が|:)、?"
    r"(?P<place>[^。、は]{1,30}?)(?:(?:と|及び|、)[^。、]{2,30}?)?(?=(?:と|や|など|ほか|及び)?(?:、|。|で(?:す|し|あ|の)|と(?:な|し)|だっ|$))"
)


def _by_label(scene: Scene, named: list[Spot]) -> Iterator[Draft]:
    """The place that a clause calls the venue of the event of its sentence, or of the one right before."""
    told = _VENUE_IS.search(scene.text)
    if told is None:
        return
    ahead = [s.noun for s in named if s.at < told.start()]
    again = None if named else told_again(scene)
    spoken = scene.discourse.occasion if not named and scene.discourse.occasion_age <= 1 else None
    noun = ahead[-1] if ahead else again[0] if again else spoken
    place = _named(scene, *told.span("place"))
    if noun is not None and place is not None:
        yield from _drafted(scene, noun, [place], told.span())


def _beside(scene: Scene, spot: Spot, earlier: int, following: int) -> Iterator[Draft]:
    """The place before the event, whose clause goes on to it, else the one behind it and before the verb."""
    for told in reversed(list(_AT.finditer(scene.text, earlier + 1, spot.at))):
        if not (places := venues_before(scene, told)):
            continue
        if not _ENDED.search(scene.text, told.end(), spot.at):
            yield from _drafted(scene, spot.noun, places, (told.start() - 1, spot.at + 1))
        return
    for told in _AT.finditer(scene.text, spot.at + 1, following):
        clause = scene.text[spot.at + 1 : told.start()]
        if "。" in clause:
            return
        places = venues_before(scene, told)
        verb = word("held_there").search(scene.text, told.end())
        if not places or verb is None or _ENDED.search(clause.rsplit("(", 1)[-1]):
            continue
        if _GOES_ON.fullmatch(scene.text, told.end(), verb.start()):
            yield from _drafted(scene, spot.noun, places, (spot.at, verb.end()))
            return


def _in_brackets(scene: Scene, spot: Spot) -> Iterator[Draft]:
    """The place beside the day, or behind a word for it, in brackets behind the event."""
    aside = _ASIDE.match(scene.text, spot.at + 1)
    if aside is None:
        return
    low = aside.start("in")
    sure = any(low <= d < aside.end("in") for d, _ in scene.dates) or _ATTENDED.search(aside["in"]) is not None
    for part in [*_PARTS.finditer(scene.text, low, aside.end("in")), None]:
        high = part.start() if part else aside.end("in")
        label = _SAYS_WHERE.match(scene.text[low:high])
        sure = sure or label is not None
        place = _named(scene, low + (label.end() if label else 0), high) if sure else None
        if place is not None and high > low:
            yield from _drafted(scene, spot.noun, [place], (spot.at, high))
            yield from _on_its_day(scene, spot, low, aside)
            return
        low = part.end() if part else high


def _in_row(scene: Scene, spot: Spot) -> Iterator[Draft]:
    """The place behind the day that stands right behind the event, in a line without a sentence."""
    row = _ROW.match(scene.text, spot.at + 1)
    days_told = [v for at, v in scene.dates if row and spot.at < at < row.start("place")]
    place = _named(scene, *row.span("place")) if row and days_told else None
    if row is not None and place is not None:
        event, there = scene.entity(spot.noun), scene.entity(place)
        begun, ended = days(days_told[0])
        yield from scene.draft(event, "heldIn", there, (spot.at, row.end()), "venue-told", since=begun, until=ended)


def _on_its_day(scene: Scene, spot: Spot, place: int, aside: re.Match[str]) -> Iterator[Draft]:
    """The day that stands before the place in the brackets: (昨年の実績:11月13日、中央公民館)."""
    days_told = [v for d, v in scene.dates if aside.start("in") <= d < place and v.precision in ("day", "range")]
    if len(days_told) == 1:
        begun, ended = days(days_told[0])
        held = Value("Date", str(days_told[0]))
        event = edition_told(scene, spot.noun, days_told[0])
        span = (spot.at, aside.end())
        yield from scene.draft(event, "heldOn", held, span, "venue-told", since=begun, until=ended)


_OPENS = re.compile(
    r"^\W{0,3}(?:[\ue000-\uf8ff](?:\([^()]{1,4}\))?(?:(?:午前|午後)?[^。、]{0,10})?(?:は|には|に|から|、)、?)?"
)
_CLOSES = re.compile(r"(?:、)?(?:[\ue000-\uf8ff](?:\([^()]{1,4}\))?(?:まで|から|に)?)?(?:の予定)?。?$")


def _gone_on(scene: Scene) -> Iterator[Draft]:
    """What goes on about an event, or stands below its name: アルピノで開催されました; 中馬館で3月9日まで."""
    if not scene.dates and scene.discourse.occasion_age > 1:
        return
    again, brief = told_again(scene), len(scene.text) < _BRIEF and len(scene.dates) == 1
    noun = again[0] if again else _of_notice(scene) if brief else None
    if noun is None:
        return
    opened = _OPENS.match(scene.text)
    for told in _AT.finditer(scene.text, opened.end() if opened else 0):
        places = venues_before(scene, told)
        if not places:
            continue
        verb = word("held_there").match(scene.text, told.end()) or _CAME_THERE.match(scene.text, told.end())
        if verb or (brief and _CLOSES.match(scene.text, told.end())):
            span = (0, verb.end() if verb else told.end())
            yield from _drafted(scene, noun, places, span)
            came = verb is not None and verb.re is _CAME_THERE
            when = scene.dates[0][1] if (not verb or came) and scene.dates else None
            if when is not None and when.precision in ("day", "range"):
                begun, ended = days(when)
                held = Value("Date", str(when))
                yield from scene.draft(
                    scene.entity(noun), "heldOn", held, span, "venue-told", since=begun, until=ended
                )
        return


_CAME_THERE = re.compile(_CAME)


def _of_notice(scene: Scene) -> Noun | None:
    """The event whose name stands on the line above, or in the heading."""
    discourse = scene.discourse
    spoken = discourse.occasion if discourse.occasion_age <= 1 else None
    noun = spoken or headed_event(scene) or discourse.announced
    return None if noun is None or tells_of_another(scene, noun) else noun


def _drafted(scene: Scene, event: Noun, places: list[Noun], span: tuple[int, int]) -> Iterator[Draft]:
    for place in places:
        yield from scene.draft(scene.entity(event), "heldIn", scene.entity(place), span, "venue-told")


def venues_before(scene: Scene, told: re.Match[str]) -> list[Noun]:
    """The places whose name stands right before the words that make it one, if its form says that it is one."""
    low = end = told.start()
    while low > 0 and _may_hold(scene, low - 1):
        low -= 1
    if "では" in told[0] and not word("hall_ends").search(scene.masked.plain(low, end)):
        return []  # スポーツでは: in that field
    both = scene.text.find("と", low + 1, end)
    halves = [_named(scene, low, both), _named(scene, both + 1, end)] if both > 0 else []
    named = [p for p in halves if p is not None]
    if len(named) == len(halves) > 1:
        return named
    place = _named(scene, low, end)
    return [place] if place is not None else []


def _may_hold(scene: Scene, at: int) -> bool:
    """Whether a character may be of a place's name: no mark or particle, and no noun but those such names have."""
    noun = scene.masked.noun_at(at)
    if noun is not None:
        return noun.kind in _INSIDE
    text = scene.text
    return text[at] not in _STOPS and (text[at] == "の" or not is_particle(text, at))


def _named(scene: Scene, low: int, high: int) -> Noun | None:
    """The place that a range of the masked text is the name of, without what stands before its last の."""
    if high <= low:
        return None
    alone = scene.masked.noun_at(high - 1)
    if alone is not None and (high - low == 1 or scene.text[high - 2] == "の"):
        quoted = alone.kind == "Quoted" and len(alone.text) > 2
        return alone._replace(kind="Facility") if quoted else alone if alone.kind in _ALONE else None
    more = _AND_SO_ON.search(scene.text, low, high)
    high = more.start() if more and more.start() - low >= _SHORTEST else high
    parted = [at for at in range(low, high) if scene.text[at] == "の" and is_particle(scene.text, at)]
    last = parted[-1] + 1 if parted else low
    for start in (last, low):
        name = scene.masked.plain(start, high).strip(" 　・")
        if word("bare_hall").fullmatch(name):
            return None
        if len(name) >= _SHORTEST and _is_place(scene, start, high, name):
            return Noun(scene.masked.at[start], scene.masked.at[high], "Facility", name, names=_both(name))
    return None


_SHORTEST = 3
_WITH_NAME = re.compile(r"(.{3,})「(.{2,})」")


def _both(name: str) -> tuple[str, ...]:
    """The names of which one is made up: みなと交流センター「はーばりー」."""
    both = _WITH_NAME.fullmatch(name)
    return both.groups() if both else ()


def _is_place(scene: Scene, low: int, high: int, name: str) -> bool:
    """Whether a name has the form of a place's, and is no word that any place has."""
    if not all(_may_hold(scene, at) for at in range(low, high)):
        return False
    if word("no_hall").search(name):
        return False
    last = scene.masked.noun_at(high - 1)
    if last is not None and last.kind in _ALONE:
        return True
    return bool(word("hall_ends").search(name) or _LETTERS.fullmatch(name))
