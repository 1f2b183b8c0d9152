"""Who took part in an event: cities by their delegations, teams, staff or choirs, there or in the next sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft
from ...text.mask import Noun
from ..scene import Scene, Spot
from ..words import word
from .occasions import edition_told, finest_before

_EVENTS = "Event|EventSeries"
_WHO = "City|Self|Prefecture|Alliance|Foundation|University|CityNetwork|InternationalOrganization"
_FROM = re.compile(
    r"(?:市|都|県)?(?:\([^()]*\))?(?:から(?:は|も)?(?!の|[^。]{0,40}(?:招待|招き|誘い|要請|依頼)を?受け)|より|の(?=[^。、]{0,16}(?:団|市長|職員|幹部|代表|生徒|学生|高校生|チーム|一行"
    r"|児童|小学生|中学生|子ども|青年|関係者|選手|団員|市民|使節|合唱|楽団|議長|担当者|専門家|大使))|(?:は|が|も)(?:、|(?=[^。、]{0,20}(?:参加|出席|出展|出演|登壇))))"
)


_BOOTH = re.compile(r"市?の[^。、]{0,6}ブース")
_INTO_ANOTHER = re.compile(  # 酒のまつりには本市からも: in none of those told before
    r"(?<![同本])(?:祭り?|まつり|フェア|フェスタ|フェスティバル|大会|会議|式典|イベント|行事|マラソン|展)(?:に|へ)(?:は|も)?"
)
_INVITES = re.compile(r"市?から(?:は)?[^。]{0,50}?(?:招待|招き|誘い|要請|依頼)")


def participation(scene: Scene) -> Iterator[Draft]:
    """``participatedIn`` of cities and bodies in the event of the sentence, or in the one spoken of before."""
    if scene.discourse.kind == "heading":
        return
    yield from _japanese(scene) if scene.japanese else _english(scene)


def _japanese(scene: Scene) -> Iterator[Draft]:
    for match in scene.each("took_part"):
        if word("took_part_else").match(scene.text, match.end()):
            continue
        low = scene.text.rfind("。", 0, match.start()) + 1
        named = [s for s in scene.of(_EVENTS) if low <= s.at < match.start()]
        behind = [s for s in scene.of(_EVENTS) if match.end() <= s.at < match.end() + 8]
        into = [s for s in named if word("into_event").match(scene.text, s.at + 1)]
        noun: Noun | None
        if into:
            noun = into[-1].noun
        elif named:
            held = [s for s in named if word("held").search(scene.text[s.at : match.start()])]
            noun = held[-1].noun if held else None  # X を開催し、A市の職員も参加した
        elif behind:
            continue  # what takes part in it is told with its name
        else:
            untold = _INTO_ANOTHER.search(scene.text, low, match.start())
            noun = scene.discourse.occasion if scene.discourse.occasion_age <= 1 and not untold else None
        if noun is None:
            continue
        event = edition_told(scene, noun, finest_before(scene, match.start()) if not named else None)
        dates = [v for d, v in scene.dates if low <= d < match.start()]
        since = dates[0] if len(dates) == 1 else None
        for who in _subjects(scene, low, match):
            span = (min(who.at, match.start()), match.end())
            yield from scene.draft(
                scene.entity(who.noun), "participatedIn", event, span, "took-part-told", since=since
            )
        ours = word("of_ours").search(scene.text[into[-1].at + 1 if into else low : match.start()])
        booth = any(scene.is_own(s.noun) and _BOOTH.match(scene.text, s.at + 1) for s in scene.of("City|Self"))
        if (ours or booth) and into and scene.owner and not _others(scene, low, match):
            span = (into[-1].at, match.end())
            yield from scene.draft(scene.owner, "participatedIn", event, span, "took-part-told", since=since)


def _others(scene: Scene, low: int, match: re.Match[str]) -> bool:
    return any(
        low <= s.at < match.start() and _FROM.match(scene.text, s.at + 1)
        for s in scene.of(_WHO)
        if not scene.is_own(s.noun)
    )


def _subjects(scene: Scene, low: int, match: re.Match[str]) -> list[Spot]:
    """The cities and bodies from which, or who, took part: those before the verb, and those listed with them."""
    among = [s for s in scene.of(_WHO) if low <= s.at < match.start()]
    if match["sent"]:
        return [
            s
            for s in among
            if re.match(r"市?(?:は|が(?!(?:主催|開|行))|も|から(?:は|も)?)、?", scene.after(s.at))
            and not _INVITES.match(scene.text, s.at + 1, match.start())
        ]
    told = [s for s in among if _FROM.match(scene.text, s.at + 1) and "。" not in scene.text[s.at : match.start()]]
    out = list(told)
    for group in scene.groups(among):
        if any(s in told for s in group):
            out.extend(s for s in group if s not in out and s.noun.kind != "Self")
    return sorted(out)


_SENT = re.compile(
    r"\bsent (?:an?|its|their|the|two|three|four|five|six|\w+)\b[^.;,]{0,60}? to (?:the |our |its )?$"
)
_TOOK = (
    r"(?:attended|took part|takes part|participated|participates|competed|performed|played|sang|danced|marched"
    r"|exhibited|joined in|came (?:to|for)|appeared|was among|were among|travelled|spoke"
    r"|(?:was|is|were) represented)"
)
_PEOPLE = (
    "delegations?|teams?|groups?|party|choirs?|orchestras?|bands?|troupes?|dancers|musicians|singers|students"
    "|athletes|players|officials|representatives|mayors?|visitors|guests|artists|drummers|firefighters|experts"
    "|cyclists|runners|performers|councillors"
)
_GROUP = re.compile(rf"\b(?:[\w-]+ ){{0,4}}?(?:{_PEOPLE}) (?:of [\w-]+ (?:[a-z]+ )?)?from (?:the [Cc]ity of )?$")
_WENT = re.compile(rf"\b(?:sent|{_TOOK})\b")
_TO_EVENT = re.compile(
    r"\b(?:in|at|to|for|of|attended|joined|among them|among the \w+)(?: (?:the|our|its|this year['’]s))? $"
)

_IN_ELSE = re.compile(r" (?:in|at|for|to|of) (?!(?:it|them|the (?:event|day|festivities|celebrations?))\b)")


_N = "[\ue000-\uf8ff]"
_LISTED = rf"(?:the )?{_N}(?: [Cc]ity)?(?: \([^()]*\)| in (?:the )?{_N})?"
_LIST = rf"{_LISTED}(?:(?:, and|,| and) {_LISTED})*"
_THOSE = (
    r"(?:the |those |some of the )(?:(?:\d+|[a-z]+) ){0,2}?"
    r"(?:cities|towns|municipalities|members|participants|guests|delegations)(?: of the [a-z]+)?"
)
_CAME = (
    r"(?:(?:that|who|which) (?:came|took part|attended|participated|joined|were (?:there|present|represented)"
    r"|sent [a-z ]{2,24}?)\b|taking part|present|represented)"
)
_AMONG = (
    re.compile(rf"(?P<l>{_LIST}) (?:were|was) (?:also )?among (?:{_THOSE} {_CAME}|the participants\b)"),
    re.compile(rf"\b[Aa]mong {_THOSE} {_CAME},? (?:were|was) (?P<l>{_LIST})"),
    re.compile(rf"\b(?:The )?[Pp]articipants (?:came from|included|were) (?P<l>{_LIST})"),
)


def _among_those(scene: Scene) -> Iterator[Draft]:
    """Kotka (Finland), Lund and Vejle were among the cities that came: to the event that the passage is about."""
    named = scene.of(_EVENTS)
    event = named[0].noun if len(named) == 1 else None if named else scene.discourse.occasion
    for told in (m for way in _AMONG for m in way.finditer(scene.text)):
        for who in scene.of("City|Self|Prefecture"):
            if event is not None and told.start("l") <= who.at < told.end("l"):
                city = scene.meant(who.noun)
                yield from scene.draft(city, "participatedIn", scene.entity(event), told.span(), "among-those")


def _of_another_time(scene: Scene) -> bool:
    """Whether a sentence tells of an anniversary or a day of its own: For the 55th, in 2024, a group came."""
    return bool(scene.of("Anniversary") or scene.dates)


def _english(scene: Scene) -> Iterator[Draft]:
    text = scene.text
    if "mong" in text or "articipants" in text:
        yield from _among_those(scene)
    if not _WENT.search(text):
        return
    named = scene.of(_EVENTS)
    for city in scene.of("City|Self"):
        before = text[max(0, city.at - 70) : city.at]
        clause = re.split(r"[.;](?: |$)", text[city.at + 1 :], maxsplit=1)[0]
        sends = re.match(
            r"(?: [Cc]ity)?(?:,[^.;]{0,80},| \([^()]*\))?(?: (?:also|had|has|then|itself))* "
            rf"(?:(?P<sent>sent)\b|(?P<took>{_TOOK})\b)",
            clause,
        )
        group = _GROUP.search(before) and re.match(
            rf"(?:, (?:in )?[\ue000-\uf8ff],?)?(?:, [^,.;]{{2,60}},)? (?:[a-z]+ ){{0,2}}?{_TOOK}\b", clause
        )
        events = [s for s in named if city.at < s.at <= city.at + len(clause)]
        event: Noun | None = None
        if group or (sends and sends["took"]):
            verb = (group or sends).end() if (group or sends) else 0  # type: ignore[union-attr]
            near = [s for s in events if s.at - city.at - 1 - verb < 30]
            ahead = [
                s
                for s in named
                if s.at < city.at and re.search(r", (?:at|in|for) which |, where ", text[s.at : city.at])
            ]
            if near and _TO_EVENT.search(text[city.at + 1 : near[0].at]):
                event = near[0].noun
            elif ahead:
                event = ahead[-1].noun
            elif not near and not named and scene.discourse.occasion_age <= 1 and not _IN_ELSE.match(clause, verb):
                event = None if _of_another_time(scene) else scene.discourse.occasion
        elif sends and sends["sent"]:
            near = [s for s in events if _SENT.search(text[city.at + 1 : s.at])]
            event = near[0].noun if near else None
        if event is None or (scene.is_own(city.noun) and group):
            continue
        who = scene.owner if city.noun.kind == "Self" else scene.entity(city.noun)
        span = (city.at, min(len(text), city.at + 1 + len(clause)))
        yield from scene.draft(who, "participatedIn", scene.entity(event), span, "took-part-told")
