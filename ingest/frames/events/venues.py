"""Where an event was, told beside others or after its name: 長崎市とともに…を開く, …会合。本市と富山市で開催."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Value
from ...matching.engine import Draft, days
from ...text.mask import Noun
from ..scene import Scene, Spot
from ..words import word

_WITH = re.compile(r"(?:市|都|県|町)?(?:\([^()]*\))?(?:とともに|と共に|と共同で|と合同で|と協力して)、?")
_HOLDS = re.compile(r"(?:[^。、]{0,8}、?)?(?:開催|開[いきかく]|催[しす])")
_OF_EVENT = re.compile(r"(?:\([^()]*\))?を、?")
_BETWEEN = re.compile("(?:市|県|省|州)?(?:と)?の間で")  # what two cities do with each other is held in neither
_OPENS = re.compile(r"\W{0,2}(?=[\ue000-\uf8ff])")


def venues(scene: Scene) -> Iterator[Draft]:
    """``hostCityOf`` of the cities that held an event together, and of those that a line behind its name tells."""
    if not scene.japanese or scene.says("bid"):
        return
    yield from _attended_there(scene, scene.of("Event|EventSeries"))
    named = scene.of("Event")
    if named:
        yield from _together(scene, named)
        yield from _all_over_town(scene, named)
    elif scene.discourse.occasion is not None and scene.discourse.occasion_age <= 1 and not scene.of("EventSeries"):
        yield from _behind(scene)


def _together(scene: Scene, named: list[Spot]) -> Iterator[Draft]:
    """The own city and the one with which it held the event."""
    owner = scene.owner
    for other in scene.of("City|Prefecture"):
        joint = _WITH.match(scene.text, other.at + 1)
        if joint is None or scene.is_own(other.noun):
            continue
        for event in named:
            if event.at < other.at:
                of = _OF_EVENT.match(scene.text, event.at + 1)
                held = _HOLDS.match(scene.text, joint.end()) if of and of.end() == other.at else None
            else:
                ahead = "。" not in scene.text[joint.end() : event.at] and event.at - joint.end() < _NEAR
                of = _OF_EVENT.match(scene.text, event.at + 1) if ahead else None
                held = _HOLDS.match(scene.text, of.end()) if of else None
            if held is None:
                continue
            span = (min(event.at, other.at), held.end())
            hosts = [scene.entity(other.noun), owner if owner and owner.kind in ("City", "Prefecture") else None]
            for host in hosts:
                if host is not None and host.kind == "City":
                    when = next((v for d, v in scene.dates if event.at < d < held.end()), None)
                    since, until = days(when) if when else (None, None)
                    yield from scene.draft(
                        host,
                        "hostCityOf",
                        scene.entity(event.noun),
                        span,
                        "held-together",
                        since=since,
                        until=until,
                    )


_AT_EVENT = re.compile(  # 東京で姉妹都市サミットに参加した; 現地で60周年の式典に臨みました
    r"」?(?:\([^()]*\))?(?:に|へ)(?:も)?、?[^。、]{0,16}?"
    r"(?:(?:参加|出席|参列|列席|出展|出場|臨[みん])(?:し|い|、|。|まし|だ)|(?<=[に、へ])出(?:た|て|まし)|招か|加わ)"
)
_WAS_THERE = re.compile(
    r"(?:出|臨ん|参加し|出席し|参列し|列席し|出展し|出場し)(?:た|だ|まし)"
)  # though what was said there is a wish: 会議に出た市長が、提携を申し入れ
_THERE = re.compile(r"(?:現地|同地|先方|同市)で(?:の|、)?「?$")
_AT = re.compile(r"(?:市|都)?(?:\([^()]*\))?(?:での?|の)、?「?(?=[\ue000-\uf8ff])")


def _attended_there(scene: Scene, named: list[Spot]) -> Iterator[Draft]:
    """The city in which somebody went to an event: the one right before it, or the one that 現地 means."""
    for event in named:
        went = _AT_EVENT.match(scene.text, event.at + 1)
        if went is None:
            continue
        ahead = [s for s in scene.of("City") if s.at < event.at]
        at = _AT.match(scene.text, ahead[-1].at + 1) if ahead else None
        own = _of_its_name(event.noun)
        if own is not None and not scene.is_own(own):
            city = scene.entity(own)
        elif at is not None and at.end() == event.at:
            city = scene.entity(ahead[-1].noun)
        elif _THERE.search(scene.before(event.at)) and not ahead:
            away = [n for n in scene.discourse.abroad if not scene.at_home(n)]
            city = scene.entity(away[0]) if len(away) == 1 else None
        else:
            continue
        if city is None or city == scene.owner:
            continue
        when = next((v for d, v in reversed(scene.dates) if d < event.at), None)
        since, until = days(when) if when else (None, None)
        span, entity = (event.at, went.end()), scene.entity(event.noun)
        ends = [(city, "hostCityOf", entity)] + ([(entity, "heldOn", Value("Date", str(when)))] if when else [])
        done = _WAS_THERE.search(scene.text, went.start(), went.end() + 2) is not None
        for one, relation, other in ends:
            yield from scene.draft(
                one, relation, other, span, "attended-there", since=since, until=until, done=done
            )


def _of_its_name(event: Noun) -> Noun | None:
    """The city whose an event is by its name: 釜山広域市の港まつり."""
    first = event.parts[0] if event.parts and event.kind == "Event" else None
    whose = first is not None and first.kind == "City" and event.text.startswith(f"{first.text}の")
    return first if whose else None


_IN_BRACKETS = re.compile(r"」?\((?P<in>[^()]{0,30})\)")


def _all_over_town(scene: Scene, named: list[Spot]) -> Iterator[Draft]:
    """The own city, where the brackets behind an event say 市内各所 beside its days."""
    for event in named:
        aside = _IN_BRACKETS.match(scene.text, event.at + 1)
        within = [s for s in scene.of("Self") if aside and aside.start("in") <= s.at < aside.end("in")]
        if aside is None or not any(s.noun.text == "市内" for s in within):
            continue
        when = next((v for d, v in scene.dates if aside.start("in") <= d < aside.end("in")), None)
        since, until = days(when) if when else (None, None)
        span = (event.at, aside.end())
        yield from scene.draft(
            scene.owner, "hostCityOf", scene.entity(event.noun), span, "in-town", since=since, until=until
        )


_NEAR = 24  # masked characters between the other city and the event that both held


def _behind(scene: Scene) -> Iterator[Draft]:
    """The cities that a line without a name says the event before it was in: 本市と富山市で開催."""
    opens = _OPENS.match(scene.text)
    cities = scene.of("City|Self")
    noun = scene.discourse.occasion
    if opens is None or not cities or cities[0].at != opens.end() or noun is None:
        return
    group = scene.groups(cities)[0]
    place = word("at_place").match(scene.text, group[-1].at + 1)
    told = _HELD.match(scene.text, place.end()) if place else None
    if told is None or _BETWEEN.match(scene.text, group[-1].at + 1):
        return
    span = (group[0].at, told.end())
    for city in group:
        yield from scene.draft(
            scene.entity(city.noun), "hostCityOf", scene.entity(noun), span, "venue-behind", done=True
        )


_HELD = re.compile(r"(?:開催|開かれ|行われ|開[いき](?:た|、|まし)|挙行)(?!予定|する|される)")
