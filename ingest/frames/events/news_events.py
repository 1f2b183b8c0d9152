"""Events as news tells of them: begun here today, a three-day one that started, at a forum in Graz in May.

*LAGOS, 4 May 2016 - A congress called "Dry Cities" opened here today. For three days, 300 delegates …*; *a two-day
workshop on waste, co-hosted by UNIDO, started in the city on 3 May*; *at a ports forum in Graz in May 2014*; *Graz,
Austria, will be the venue of the Third Forum on Rivers in May 2019*; *in 2011 Graz joined a tulip show at the Old
Fair*; *have cooperated since the 2009 Garden Festival*. An event is what ends, before an *on* or *for*, in a word
for what people gather for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache

from ....ontology.edtf import Interval, parse
from ....ontology.model import Entity, Value
from ...data import table
from ...matching.discourse import UnderWay
from ...matching.engine import Draft, days
from ...text.number_words import number_of
from ...text.sieve import Several
from ..scene import Scene

_N = "[\ue000-\uf8ff]"
_RULE = "news-event"
_DAYS = r"(?P<n>one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
_SMALL = "(?:in|on|at|from|and|to|with|by|of|for|the|which|who) "
_WHEN = rf"(?: (?:on|in|from) (?:\w+day, )?(?P<d>{_N}))"
_THERE = rf"(?P<there>here|in (?:the )?(?:[Cc]ity of )?{_N})(?:, {_N})?"


@cache
def _ways() -> Several:
    """How it is told: ``e`` is the event, ``d`` its day, ``n`` how many days, ``there`` where, ``by`` by whom."""
    said = table("words/told_english.toml")["news_event"]
    head, began = f"(?:{said['heads']})", f"(?:{said['began']})"
    words = rf"(?:[\w’'-]+ |{_N} )"
    more = rf"(?: (?:on|for|of) (?:[\w’'-]+|{_N})(?: (?!in |on |at )(?:[\w’'-]+|{_N}))*)?"
    event = rf"(?P<e>(?:(?!{_SMALL}){words}){{0,3}}{_N}|{words}{{0,6}}?(?i:{head})(?![\w-]){more})"
    by = rf"(?:, (?:co-)?(?:hosted|organi[sz]ed)(?: jointly)? by (?:the )?(?P<by>{_N})(?: City)?,)?"
    return Several(
        (
            rf"\b(?:[Aa]n?|[Tt]he) {words}{{0,4}}?{head} (?:{said['called']}) (?P<e>{_N}),? {began}"
            rf"(?: {_THERE})?(?: (?:on )?(?P<d>{_N}))?",
            rf"\b(?:[Aa]n?|[Tt]he) {_DAYS}-day {event}{by} {began}"
            rf"(?: {_THERE})?(?:{_WHEN}| (?P<same>(?:that|the) same day))?",
            rf"(?:^|[.;] )(?:[Aa]t|[Dd]uring) (?:an?|the) {event},? (?:held )?{_THERE},?{_WHEN}",
            rf"(?P<host>{_N})(?:, {_N})?,? (?:{said['venue']}) (?:the )?{event}(?:,? {_WHEN[4:-1]})",
            rf"(?P<who>{_N})(?: [Cc]ity)? (?:{said['joined']}) (?:an?|the) {event}"
            rf"(?: (?:at|in) (?:the )?(?P<at>{_N})(?:, {_N})?)?{_WHEN}?",
            rf"(?P<who>{_N})(?: [Cc]ity)? took part in [^.;]{{3,80}}?,? and (?:in|later in) (?:an?|the) {event}"
            rf"(?: (?:at|in) (?:the )?(?P<at>{_N})(?:, {_N})?)?{_WHEN}",
        )
    )


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{table('words/told_english.toml')['news_event']['heads']})\b")


def news_events(scene: Scene) -> Iterator[Draft]:
    """``hostCityOf``, ``heldOn``, ``heldIn``, ``organizedBy``, ``participatedIn`` and ``participantCount``."""
    if scene.discourse.kind == "heading":
        return
    yield from _gone_on(scene)
    yield from _since_event(scene)
    if _NO_EVENT.search(scene.text):
        return
    for told in _ways().finditer(scene.text):
        yield from _told(scene, told)


_NO_EVENT = re.compile(
    r"\b(?:not|never|bid|bids|cancelled|canceled|postponed|would|may|might|hopes?|candidate|if)\b"
)


def _told(scene: Scene, told: re.Match[str]) -> Iterator[Draft]:
    groups, span = told.groupdict(), told.span()
    event = _event(scene, told)
    if event is None:
        return
    when = _when(scene, told)
    begun, ended = days(when) if when else (None, None)
    who = _named(scene, told, "who", "City|Prefecture|Self") if groups.get("who") else None
    if groups.get("who"):
        if when is None or who is None:
            return
        yield from scene.draft(who, "participatedIn", event, span, _RULE, since=begun, until=ended)
    by = _named(scene, told, "by", "Agent|Self") if groups.get("by") else None
    if by is not None:
        yield from scene.draft(event, "organizedBy", by, span, _RULE, since=begun, until=ended)
    host, hall = _where(scene, told, by)
    if host is not None and host != who:
        yield from scene.draft(host, "hostCityOf", event, span, _RULE, since=begun, until=ended)
    if hall is not None:
        yield from scene.draft(event, "heldIn", hall, span, _RULE, since=begun, until=ended)
    if when is not None:
        yield from scene.draft(event, "heldOn", Value("Date", str(when)), span, _RULE, since=begun, until=ended)
        scene.discourse.under_way = UnderWay(event, when, scene.discourse.block)


def _event(scene: Scene, told: re.Match[str]) -> Entity | None:
    """The event of a match, by the noun that it is, else by its words."""
    low, high = told.span("e")
    noun = scene.masked.noun_at(low) if high - low == 1 else None
    if high - low == 1:
        if noun is None or not (scene.is_a(noun, "Event|EventSeries") or noun.kind == "Quoted"):
            return None
        return scene.discourse.minter.named("Event", noun.text) if noun.kind == "Quoted" else scene.entity(noun)
    last = scene.masked.noun_at(high - 1)
    if (
        last is not None
        and not scene.is_a(last, "Event|EventSeries")
        and not _heads().search(scene.text, low, high)
    ):
        return None
    clean, at = scene.masked.clean.text, scene.masked.at
    text = " ".join(clean[at[low] : at[high]].split())
    return None if _AGAIN.match(text) else scene.discourse.minter.named("Event", text)


_AGAIN = re.compile(r"(?:same|next|last|first|second|other|following|latest|annual) \w+$")


def _named(scene: Scene, told: re.Match[str], group: str, kinds: str) -> Entity | None:
    noun = scene.masked.noun_at(told.start(group))
    if noun is None or not scene.is_a(noun, kinds):
        return None
    if scene.is_own(noun):
        return scene.owner
    bare = noun.parts[0] if noun.parts and _CITY_ITSELF.fullmatch(noun.text, len(noun.parts[0].text)) else None
    return scene.entity(bare or noun)


_CITY_ITSELF = re.compile(r" (?:Metropolitan |Special )?(?:City|Municipality)(?: Government)?")


def _where(scene: Scene, told: re.Match[str], by: Entity | None) -> tuple[Entity | None, Entity | None]:
    """The city that was host, and the hall: named, *here* by the dateline, else the city that put it on."""
    groups = told.groupdict()
    if groups.get("host"):
        return _named(scene, told, "host", "City|Self"), None
    if groups.get("at"):
        return _named(scene, told, "at", "City"), _named(scene, told, "at", "Facility")
    there = groups.get("there")
    if there == "here":
        opens = _DATELINE.match(scene.text)
        noun = scene.masked.noun_at(opens.start("city")) if opens else None
        return (scene.entity(noun) if noun is not None and noun.kind == "City" else scene.owner), None
    if there:
        noun = next((s.noun for s in scene.spots if told.start("there") <= s.at < told.end("there")), None)
        if noun is None or noun.kind not in ("City", "Self"):
            return None, None
        return scene.meant(noun), None
    return (by if by is not None and by.kind == "City" else None), None


_DATELINE = re.compile(rf"\W{{0,3}}(?P<city>{_N})(?:, {_N})?,? \(?{_N}\)?:? ?[-–—:] ")


def _when(scene: Scene, told: re.Match[str]) -> Interval | None:
    """The day or days: told, *that same day* of the sentence before, the year ahead; with how many they were."""
    groups = told.groupdict()
    when = scene.date_at(told.start("d")) if groups.get("d") else None
    if groups.get("same") and scene.discourse.before is not None:
        dates = scene.discourse.dates(scene.discourse.before).dates
        when = dates[-1][1] if dates else None
    if when is None and groups.get("who"):
        opens = _IN_YEAR.search(scene.text, 0, told.start())
        when = scene.date_at(opens.start("d")) if opens and opens.end() == told.start() else None
    if when is None and "there" in groups and groups["there"] == "here" and scene.dates:
        when = scene.dates[0][1]
    counted = groups.get("n") or ""
    if (
        not counted
        and "n" not in groups
        and (went_on := _FOR_DAYS.match(scene.discourse.following))
        and groups.get("there")
    ):
        counted = went_on["n"]
    return _lasting(when, counted)


_IN_YEAR = re.compile(rf"\b[Ii]n (?P<d>{_N}),? ")
_FOR_DAYS = re.compile(rf"\W{{0,3}}(?:For|Over|During|In) (?:the (?:next |following )?)?{_DAYS} days\b")


def _lasting(when: Interval | None, counted: str) -> Interval | None:
    """A first day with the days that it went on for."""
    number = int(counted) if counted.isdigit() else round(number_of(counted)) if counted else 1
    if when is None or when.earliest is None or when.precision != "day" or number == 1:
        return when
    return parse(f"{when.earliest.isoformat()}/{(when.earliest + timedelta(days=number - 1)).isoformat()}")


def _gone_on(scene: Scene) -> Iterator[Draft]:
    """For three days, 300 delegates will discuss it: how many there are at what the sentence before began."""
    under_way = scene.discourse.under_way
    if under_way is None or scene.discourse.block > under_way.block + _GOES_ON:
        return
    begun, ended = days(under_way.when)
    by = _RUN_BY.match(scene.text)
    for group in ("by", "by2") if by and not scene.of("Event|EventSeries") else ():
        agent = _named(scene, by, group, "Agent|Self") if by and by[group] else None
        yield from scene.draft(
            under_way.event, "organizedBy", agent, (0, len(scene.text)), _RULE, since=begun, until=ended
        )
    told = _PEOPLE.match(scene.masked.clean.text, scene.masked.at[0])
    if told is None or under_way.block != scene.discourse.block or scene.of("Event|EventSeries"):
        return
    count = Value("Count", told["many"].replace(",", ""))
    high = next((i for i, at in enumerate(scene.masked.at) if at >= told.end()), len(scene.text))
    yield from scene.draft(
        under_way.event, "participantCount", count, (0, high), _RULE, since=begun, until=ended, done=True
    )


_GOES_ON = 2  # paragraphs behind one that tells of an event in which it may be said who put it on
_RUN_BY = re.compile(
    r"\W{0,3}(?:The (?:congress|conference|forum|summit|workshop|seminar|symposium|event|meeting|festival"
    r"|exhibition)|It)"
    rf" (?:is|was|is being) (?:jointly )?(?:organi[sz]ed|hosted|run|put on) by (?:the )?(?P<by>{_N})"
    rf"(?:,? and (?:(?:co-)?hosted by )?(?:the )?(?P<by2>{_N}))?"
)
_PEOPLE = re.compile(
    rf"\W{{0,3}}(?:(?:For|Over|During|In) (?:the (?:next |following )?)?{_DAYS} days,? )?"
    r"(?:[Ss]ome |[Aa]bout |[Tt]he )?"
    r"(?P<many>\d[\d,]*) (?:[a-z-]+ ){0,3}?(?:delegates|participants|officials|people|experts|mayors|visitors"
    r"|guests|representatives|students|leaders)\b"
)


def _since_event(scene: Scene) -> Iterator[Draft]:
    """Both have cooperated since the 2009 Garden Festival: in its year it was held, and since then they do."""
    for told in _SINCE.finditer(scene.text):
        noun = scene.masked.noun_at(told.start("e"))
        year = _YEAR.search(noun.text) if noun is not None and scene.is_a(noun, "Event|EventSeries") else None
        if noun is None or year is None:
            continue
        when, event = parse(year[0]), scene.entity(noun)
        yield from scene.draft(event, "heldOn", Value("Date", year[0]), told.span(), _RULE, since=when)
        pair = [scene.masked.noun_at(told.start(g)) for g in ("p", "q")]
        one, other = (scene.entity(n) if n is not None and n.kind in ("City", "Prefecture") else None for n in pair)
        yield from scene.draft(one, "cooperatesWith", other, told.span(), _RULE, since=when)


_SINCE = re.compile(
    rf"(?P<p>{_N}) and (?P<q>{_N}) (?:have|had) (?:\w+ )?(?:worked|cooperated|co-operated|collaborated)"
    rf"(?: [a-z]+){{0,3}} since (?:the )?(?P<e>{_N})"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
