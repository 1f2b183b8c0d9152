"""Events that took place somewhere, some time: held, opened, hosted, met, in any order of the three."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....errors import EnishiError
from ....ontology.edtf import Interval, parse
from ....ontology.model import Entity, Value
from ...dates.dating import BEGINNING, EVERY_YEAR
from ...matching.engine import Draft, days
from ...text.mask import Noun
from ..scene import Scene, Spot
from ..words import word
from .halls import (
    held_at,
    hosts_both,
    in_own_hall,
    on_the_spot,
    own_or_entry,
    subject_host,
    told_abroad,
    told_of_others,
)

_EVENTS = "Event|EventSeries"


def events(scene: Scene) -> Iterator[Draft]:
    """``hostCityOf``, ``heldOn`` and ``heldIn`` for each event that the sentence says was held."""
    named = named_events(scene)
    hosted: tuple[int, Entity] | None = None
    for number, spot in enumerate(named):
        following = named[number + 1].at if number + 1 < len(named) else len(scene.text)
        earlier = named[number - 1].at if number else -1
        if not is_held(scene, spot, following):
            if hosted and not scene.japanese and _GOES_ON.match(scene.text, spot.at + 1):
                yield from _gone_on(scene, spot, earlier, hosted)
            continue
        event = scene.entity(spot.noun)
        of_place = _OF_PLACE.match(scene.text, spot.at + 1)
        told = _before(scene, spot, earlier, of_place.end()) if of_place else _date(scene, spot, earlier, following)
        since = _in_its_year(told or _of_cell(scene), spot)
        span = (spot.at, spot.at + 1)
        reach = _predicate_end(scene, spot)
        where = list(_where(scene, spot, earlier))
        start = spot.at
        if scene.japanese and "予定さ" in scene.before(spot.at, 12):
            start = max(0, spot.at - 12)
        if not scene.japanese:
            start = max(scene.text.rfind(". ", 0, spot.at), scene.text.rfind("; ", 0, spot.at), spot.at - 60, 0)
        span = (start, reach)
        if event is None:
            continue
        begun, ended = ends(since)
        if not where and hosted and not scene.japanese and _GOES_ON.match(scene.text, spot.at + 1):
            yield from _gone_on(scene, spot, earlier, hosted)
            continue
        cities = [place for place in where if place.kind == "City"]
        hosted = (spot.at, cities[0]) if len(cities) == 1 else None
        for place in where:
            if place.kind == "City" and not re.match("[^。]{0,8}実施", scene.text[spot.at + 1 :]):
                yield from scene.draft(place, "hostCityOf", event, span, "event-told", since=begun, until=ended)
            else:
                yield from scene.draft(event, "heldIn", place, span, "event-told", since=begun, until=ended)
        if since is not None and (where or event.kind == "Event"):
            yield from scene.draft(
                event, "heldOn", Value("Date", str(since)), span, "event-told", since=begun, until=ended
            )


_OF_A_BODY = re.compile("(?:に)?(?:設立|創立|発足|結成|開設|開館|開校)[)。]|[)](?:の|に|から)")
_HELD_THEN = re.compile(r"(?:が|の|を)(?:開催さ?れ|開催し|開かれ|開い|行われ|催され|あっ)た(?=[\ue000-\uf8ff])")


_OF_PLACE = re.compile(  # 会議が開かれるドイツのボンを3日から訪れ: what stands behind is of another clause
    r"(?:\([^()]*\))?が、?[^。、]{0,10}?(?:開かれ|開催され|行われ|催され)(?:る|た|ている)(?:[\ue000-\uf8ff]の)?[\ue000-\uf8ff]"
)


def _before(scene: Scene, spot: Spot, earlier: int, end: int) -> Interval | None:
    """The date between an event and its verb (が今年5月に開かれた), or right before it, in its clause."""
    if inside := [v for d, v in scene.dates if spot.at < d < end]:
        return inside[0]
    ahead = [(d, v) for d, v in scene.dates if earlier < d < spot.at]
    return ahead[-1][1] if ahead and "、" not in scene.text[ahead[-1][0] : spot.at] else None


def _of_cell(scene: Scene) -> Interval | None:
    """The month or day in a row's cell before, where the sentence tells no date."""
    reported = scene.discourse.reported if scene.discourse.kind == "row" and not scene.dates else None
    return reported if reported is not None and reported.precision in ("month", "day") else None


_TOOK_PLACE = re.compile(r"(?:\([^()]*\))?が、?(?:[^。、をが]{0,16}で)?(?:あり|開かれ|行われ|催され|開催され)、")
_HELD_NOW = re.compile("挙行|開催(?![さし])|開[いき]|催し")  # of what is attended as well: 挙行、出席者150人
_GOES_ON = re.compile(
    r"(?: \([^()]*\))?(?: at (?:the )?[\ue000-\uf8ff])? (?:on|in|from|between) (?=[\ue000-\uf8ff])"
)
_COMMA = re.compile(r"[^.;:]*, (?:and )?(?:then )?(?:the |its |an? )?")


def _gone_on(scene: Scene, spot: Spot, earlier: int, hosted: tuple[int, Entity]) -> Iterator[Draft]:
    """The Games came to Busan in 2002, the leaders' meeting on 18 November 2005: to the same city."""
    if hosted[0] != earlier or not _COMMA.fullmatch(scene.text, earlier + 1, spot.at):
        return
    behind = _GOES_ON.match(scene.text, spot.at + 1)
    when = next((v for d, v in scene.dates if behind and d == behind.end()), None)
    event = scene.entity(spot.noun)
    if event is None or when is None:
        return
    begun, ended = ends(when)
    span = (earlier, spot.at + 1)
    yield from scene.draft(hosted[1], "hostCityOf", event, span, "event-goes-on", since=begun, until=ended)
    yield from scene.draft(
        event, "heldOn", Value("Date", str(when)), span, "event-goes-on", since=begun, until=ended
    )


def named_events(scene: Scene) -> list[Spot]:
    """The events of the sentence; where it names none, the one that "the summit", 同会議, 会場は … take up."""
    named = scene.of(_EVENTS)
    if named:
        return named
    taken = scene.says("event_again" if scene.japanese else "event_again_en")
    if taken is None:
        return []
    noun = scene.spoken(_EVENTS)
    if noun is None:
        return []
    edition = taken.groupdict().get("edition")
    if edition:
        series = re.sub(r"^(?:\d{4}|\d+(?:st|nd|rd|th)) |\s?(?:19|20)\d\d$", "", noun.text)
        number = _ORDINALS.get(edition.lower(), edition)
        noun = Noun(
            noun.start,
            noun.end,
            "Event",
            f"{number} {series}",
            names=() if number[:2] in ("19", "20") else (series,),
        )
    return [Spot(taken.start(), noun)]


_ORDINALS = {"first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "inaugural": "1st"}


def _in_its_year(when: Interval | None, spot: Spot) -> Interval | None:
    """The date, in the year that the event's name says: the 2006 Games (15-26 March)."""
    year = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", spot.noun.text)
    if when is None or year is None or when.earliest is None or when.earliest.year == int(year[1]):
        return when
    if when.precision not in ("day", "range") or not when.spans:
        return None
    try:
        return parse(re.sub(r"\d{4}(?=-)", year[1], when.edtf))
    except EnishiError:  # 29 February of a year that has none
        return None


def ends(when: Interval | None) -> tuple[Interval | None, Interval | None]:
    """The first and the last day of a span; of any other date, itself and nothing."""
    return days(when) if when is not None else (None, None)


def is_held(scene: Scene, spot: Spot, following: int) -> bool:  # noqa: PLR0911, PLR0912 -- one return a wording
    """Whether the clause says that the event was held (not attended, bid for, or prepared for)."""
    text = scene.text
    told = scene.japanese and word("held_before").search(scene.before(spot.at, 24))
    bid = scene.says("bid")
    if told and not bid and _told_where(scene, spot):
        return True  # held there, whoever went to it
    if told and not bid and _CAME_IN_NUMBERS.match(text, spot.at + 1):
        return True  # 7月に開いた記念の夕べには、…およそ90人が顔をそろえ
    if word("event_else").match(text, spot.at + 1) or bid:
        return False
    tail = text[spot.at + 1 :].split("。", 1)[0]
    if not scene.japanese:
        before = text[max(0, spot.at - 90) : spot.at]
        if word("held_a_post").search(before) or word("host_sought_en").search(before):
            return False
        if _CAME_TO.search(before) and _AT_ON.match(tail):
            return True  # 180 people attended the anniversary dinner at the Town Hall on 8 March
        if _AT_ITS_PLACE.match(tail) or (_MARKED_WITH.search(before) and _AT_A_HALL.match(tail)):
            return True  # the dinner, at the Town Hall on the 15th, was sold out
        return bool(word("held_after_en").search(tail[:90]) or word("hosted_before_en").search(before))
    if _TOOK_PLACE.match(tail):
        return True  # 祝賀の夕食会があり、市長が出席しました
    attended, strong = word("attended").search(tail[:30]), word("held_strong").search(tail[:24])
    if attended and not (strong and (strong.start() < attended.start() or not _HELD_NOW.match(strong[0]))):
        return False
    if told:
        return True
    low = spot.at - (4 if text[max(0, spot.at - 3) : spot.at] == "までの" else 2)
    if text[spot.at - 1 : spot.at] == "の" and any(d == low for d, _ in scene.dates):
        return not word("attended").search(tail[:20])  # 2016年4月のG7農業大臣会合
    held = word("held").search(tail)
    if held and (spot.at + held.start() < following or _enumerated(scene, spot, following)):
        return not word("attended").search(tail[: held.start()])
    if spot.at <= _HEAD and len(text) < _ENTRY and _DATED_ENTRY.fullmatch(text, spot.at + 1):
        return any(d == spot.at + 1 + len(text[spot.at + 1 :].split(text[d], 1)[0]) for d, _ in scene.dates)
    chronicle = scene.dates and scene.dates[0][0] <= 3 and len(text) < 60
    return bool(chronicle and re.match(r"(?:\([^()]*\))?(?:[。、]|$|の?開)", tail) and spot.at < 30)


_CAME_IN_NUMBERS = re.compile(r"」?には、?[^。]{0,40}?[\ue000-\uf8ff](?:が|の|も|余り|以上|を)")
_HEAD = 3  # masked characters before the name that a line's entry begins with
_ENTRY = 40
_DATED_ENTRY = re.compile(r"[\s　:：]*[\ue000-\uf8ff](?:[^ぁ-ん。]|まで|から|にて)*。?")


def _told_where(scene: Scene, spot: Spot) -> bool:
    """Whether a place is named right before an event that was held: 基隆市で開かれたフォーラム."""
    near = [s for s in scene.of("City|Self|Ward|Facility") if spot.at - 40 < s.at < spot.at]
    return any(word("at_place").match(scene.text, s.at + 1) for s in near)


def _enumerated(scene: Scene, spot: Spot, following: int) -> bool:
    between = scene.text[spot.at + 1 : following]
    return len(between) < 24 and not re.search("[。ぁ-んー]{3,}", re.sub(r"[\ue000-\uf8ff]", "", between))


def _predicate_end(scene: Scene, spot: Spot) -> int:
    tail = scene.text[spot.at + 1 :].split("。", 1)[0]
    held = word("held" if scene.japanese else "held_after_en").search(tail)
    return spot.at + 1 + (held.end() if held and held.end() < 60 else 0)


def _date(scene: Scene, spot: Spot, earlier: int, following: int) -> Interval | None:  # noqa: PLR0911, PLR0912
    text = scene.text
    behind = [(d, v) for d, v in scene.dates if spot.at < d < following]
    ahead = [(d, v) for d, v in scene.dates if earlier < d < spot.at]
    ahead = [(d, v) for d, v in ahead if not _OF_A_BODY.match(text, d + 1)]  # 協会(平成4年設立)が, 提携(1981年)の
    ahead = [(d, v) for d, v in ahead if not (EVERY_YEAR.search(text, d, spot.at) or BEGINNING.match(text, d + 1))]
    behind = [(d, v) for d, v in behind if not _BEGAN_EN.search(text[max(0, d - 30) : d])]
    if not scene.japanese:
        ahead = [
            (d, v) for d, v in ahead if text[d - 1 : d] != "("
        ]  # a date in brackets is of what stands before it
    if not scene.japanese and ahead:
        behind = [(d, v) for d, v in behind if not _of_the_next(text, spot.at, d, following)]
    if behind and re.match(r"(?:\([^()]*\))?\s?\((?:\d{1,2}日?[・~〜、])?$", text[spot.at + 1 : behind[0][0]]):
        return behind[0][1]
    if scene.japanese:
        if behind and (said := _HELD_THEN.match(text, spot.at + 1)) and said.end() == behind[0][0]:
            return behind[0][1]  # 大会が開かれた平成22年10月
        if ahead and not re.search("。", text[ahead[-1][0] : spot.at]):
            close = [v for d, v in ahead if not word("enacted").match(text, d + 1)]
            if close:
                return close[-1]
        if behind and "。" not in text[spot.at : behind[0][0]]:
            return behind[0][1]
        if not scene.dates or earlier >= 0:
            return (
                scene.dates[0][1]
                if earlier >= 0
                and scene.dates
                and scene.dates[0][0] < earlier
                and _enumerated(scene, Spot(earlier, spot.noun), spot.at)
                else None
            )
        return None
    if (
        behind
        and re.match(r",? (?:was |were )?held (?:at|in|on) ", text[spot.at + 1 :])
        and following > behind[0][0]
    ):
        return behind[0][1]
    if behind and re.match(r",? (?:on|in|of|from|between) $", text[spot.at + 1 : behind[0][0]]):
        return behind[0][1]
    if ahead and re.match(r",? and ", text[ahead[-1][0] + 1 :]) and earlier >= 0:
        ahead = []  # that of the event before: the X of May 2016 and the Y, which took place in June 2019
    if ahead and re.match(r",? (?:(?:the|its|our|a|an) )?(?:\w+ ){0,2}$", text[ahead[-1][0] + 1 : spot.at]):
        return ahead[-1][1]
    if behind and len(text[spot.at : behind[0][0]]) < 90 and not re.search(r"[;.]", text[spot.at : behind[0][0]]):
        return behind[0][1]
    return ahead[-1][1] if ahead and not re.search("[;.]", text[ahead[-1][0] : spot.at]) else None


def _sites(scene: Scene) -> list[Spot]:
    """What may be a place of events; 市内 in a prefecture's report is in some city that was spoken of."""
    spots = scene.of("City|Self|Anaphor|Ward|Facility|Country")
    if scene.owner is None or scene.owner.kind != "Prefecture":
        return spots
    return [s for s in spots if s.noun.kind != "Self" or not s.noun.text.startswith("市")]


def _where(scene: Scene, spot: Spot, earlier: int) -> Iterator[Entity]:  # noqa: PLR0912
    """The cities and buildings where the clause says it was; else the document's own city."""
    found: list[Spot] = []
    for s in _sites(scene):
        if s.at == spot.at or (s.at < earlier and not hosts_both(scene, s, earlier, spot.at)):
            continue
        if scene.japanese:
            if held_at(scene, s, spot):
                found.append(s)
        elif s.noun.kind == "Facility" and re.search(r"\bby (?:the )?$", scene.before(s.at, 8)):
            continue  # hosted by Kuala Lumpur City Hall: by whom, not where
        elif (
            (s.noun.kind == "Facility" or s.at > earlier >= 0)
            and s.at < spot.at
            and _OTHER_CLAUSE.search(scene.text, s.at, spot.at)
        ):
            continue  # they plant a tree at the park, where a garden is, and the club holds a dinner
        elif word("at_place_en").search(scene.text[max(0, s.at - 30) : s.at]) or (
            s.noun.kind in ("City", "Self") and s.at < spot.at and word("hosts_en").match(scene.text, s.at + 1)
        ):
            found.append(s)
    if scene.japanese and not found and (there := on_the_spot(scene, spot)) is not None:
        yield there
        return
    if scene.japanese and len(found) > 1:  # 本市では、…ニューヨークで開かれる会議に: our part in one elsewhere
        found = [s for s in found if not (scene.is_own(s.noun) and scene.after(s.at, 2) == "では")] or found
    cities = [s for s in found if s.noun.kind in ("City", "Self") or s.noun.text in ("同市", "同都")]
    for group in scene.groups(cities) if scene.japanese else [[c] for c in cities]:
        for member in group:
            if entity := scene.entity(member.noun):
                yield entity
    listed = [s for s in scene.of("City") if cities and s not in cities and s.at < cities[0].at]
    for s in listed:
        if scene.japanese and len(scene.groups([s, cities[0]])) == 1 and (entity := scene.entity(s.noun)):
            yield entity
    for s in found:
        if s.noun.kind == "Facility" and (entity := scene.entity(s.noun)):
            yield entity
            inside = [n for n in s.noun.parts if n.kind == "City" and not scene.is_own(n)] if not cities else []
            if inside and scene.japanese and (city := scene.entity(inside[0])) is not None:
                yield city  # スラバヤ市庁舎で
            first = s.noun.parts[0] if s.noun.parts and not (cities or scene.japanese) else None
            if _PUT_ON.search(scene.before(spot.at, 40)):
                first = None  # the committee held its dinner at the Town Hall
            if first is not None and first.kind == "City" and _CITY_HALL.fullmatch(s.noun.text, len(first.text)):
                yield from filter(None, (scene.entity(first),))  # took place at Gdynia City Hall
    others = [s for s in scene.of("City|Country") if not scene.is_own(s.noun) and s.at != spot.at and s in found]
    if scene.japanese and not cities:  # シンガポールで開かれた見本市
        yield from filter(None, (scene.entity(s.noun) for s in others if s.noun.kind == "Country"))
    if not cities and not others and scene.owner is not None and scene.owner.kind == "City":
        noun_final = re.search(r"(?:開催|挙行)(?:$|[)。、])", scene.text[spot.at :])
        passive = noun_final or scene.says("happened", spot.at) or not scene.says("held", spot.at)
        passive = passive or in_own_hall(scene, spot)
        if (scene.japanese and passive) or re.search(
            r"\bhere\b|\b(?:[Tt]he|[Oo]ur) city\b|^(?:Council|We|[Tt]he [Cc]ity)\b|\bcame for (?:the )?$",
            scene.text[: spot.at] if scene.text[: spot.at].endswith(("came for the ", "came for ")) else scene.text,
        ):
            away = [s for s in scene.of("City|Country") if not scene.is_own(s.noun)]
            elsewhere = (in_own_hall(scene, spot) and told_of_others(scene, spot)) or told_abroad(scene)
            if (not away or not scene.japanese) and not elsewhere:
                yield from own_or_entry(scene, spot)
        elif not scene.japanese and (host := subject_host(scene, spot)):
            yield host
        elif (
            any(s.noun.kind == "Facility" for s in found)
            and not scene.of("City|Country|Region")
            and (
                not told_abroad(scene) if scene.japanese else spot.noun.text[:1].isupper()
            )  # a dinner at the hall is no event the city hosts
        ):
            yield scene.owner  # a hall without a city is one of the own city


_PUT_ON = re.compile(r"\b(?:held|holds|gave|gives|had|hosted) (?:its|their|an?|the) [^.;]{0,20}$")
_CITY_HALL = re.compile(r" (?:City |Town )?(?:Hall|Council Chambers?)")
_OTHER_CLAUSE = re.compile(r", (?:and|where|which|while|but|who)\b|;")
_CAME_TO = re.compile(
    r"[\ue000-\uf8ff] (?:[a-z]+ ){0,2}?(?:attended|watched|enjoyed|joined|visited|came to|went to|took part in)"
    r" (?:the|an?|its|our) $"
)
_AT_ON = re.compile(r"(?: (?:at|in) (?:the )?[^,.;]{1,40}?)?,? (?:on|from) (?=[\ue000-\uf8ff])")
_AT_ITS_PLACE = re.compile(
    r",? at (?:the )?[\ue000-\uf8ff](?:,? (?:in )?[\ue000-\uf8ff])?,? "
    r"(?:(?:on|from) (?=[\ue000-\uf8ff])|which [\ue000-\uf8ff]|marked |drew |celebrated |[\ue000-\uf8ff] of )"
)
_MARKED_WITH = re.compile(  # we marked the anniversary with a concert at the Hall
    r"\b(?:marked|celebrated|commemorated|ended|closed|opened|concluded|culminated|crowned|finished)\b[^.;]{0,70}?"
    r"\b(?:with|by|at|in) (?:an? |the |its )?(?:[a-z]+ )?$"
)
_AT_A_HALL = re.compile(r",? (?:at|in) (?:the )?[\ue000-\uf8ff]")


def _of_the_next(text: str, at: int, date: int, following: int) -> bool:
    """Whether a date behind an event is another one's: in 2015 it hosted the X, and in 2017 the Y."""
    if _AND_IN.search(text, at, date):
        return True
    return following < len(text) and _OF_NEXT.fullmatch(text, date + 1, following) is not None


_BEGAN_EN = re.compile(
    r"\b(?:first held|since|began|begun|started|founded|launched|established)(?: here)?(?: in)? $"
)
_AND_IN = re.compile(r",? and (?:in|on|from) $")
_OF_NEXT = re.compile(r",? (?:the |its |our |an? )?")
