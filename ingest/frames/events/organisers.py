"""Who put an event on: 主催は本市とX, いずれもXの主催, organised by X, X was its organiser."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Entity
from ...matching.engine import Draft
from ...text.mask import Noun
from ..scene import Scene, Spot
from .gatherings import of_another_event, spoken_event
from .organised_by import bodies_by, goes_on, own_body

BY_DEFAULT = frozenset(["held", "held-by-voice"])
"""The rules that take the city, or the association whose paper it is, for the organiser where nobody is named."""
_EVENTS = "Event|EventSeries"
_STOP = re.compile(
    r"[。、](?![\ue000-\uf8ff])|で(?:す|ご|あ|、|。|$)|(?:が|は)|後援|協賛|協力|企画|会場|問|出演|講師|司会|入場|定員|対象|日時|場所|\."
)
_DOES = re.compile(r"(?:\([^()]*\))?(?:など|等|ら)?(?:が|の|による|を)(?:共同で|合同で|共に|ともに)?、?$")
_IN_BRACKETS = re.compile(r"[(、]$")  # フェスタ(市国際協会主催)
_OF_WHICH = re.compile(r"、?[^。、]{0,14}?(?=[\ue000-\uf8ff])")  # 市と協会が主催する講演会「…」を
_AS_SUCH = re.compile(  # 両市が主催者となって10月にセミナー(オンライン)を実施した
    r"[っりしてき]{0,2}、?[^。、をがは]{0,20}?(?=[\ue000-\uf8ff](?:\([^()]*\))?を)"
)
_BEFORE_NAME = (
    "める",
    "めた",
    "担う",
    "担った",
    "に迎え",
    "手になる",
    "する",
    "した",
    "による",
    "により",
    "によって",
    "の",
    "で",
    "の下",
    "のもと",
)
_ELSE_HELD = re.compile(
    r"[^。「」]{0,40}(?:が|を(?!主?会場|舞台))(?:[^。、がを]{0,30})?(?:行[わい]|開[催かき]|催[さし]|実施|挙行)"
)
_TELLS = re.compile(r"[は:がで】\s]$|である$|です$")  # behind it stands who did: 主催は…
_COMMITTEE = re.compile(r"(?:実行|組織|運営|準備)委員会|主催者会議")
_OTHER_ONE = re.compile(r"\b(?:previous|last|next|first|earlier) (?:one|edition)\b")
_OF = re.compile(r"(?<!overnment) of (?:the )?$")  # the Embassy of Japan is not Japan
_FORMED = re.compile(
    r"(?:で|が)(?:つくる|作る|構成する|構成された|組織する|組織された|構成)[^。、]{0,4}(?:委員会|[\ue000-\uf8ff])"
)
_EACH = re.compile(r"いずれも|どちらも|両会合|ともに|共に")


def organisers(scene: Scene) -> Iterator[Draft]:
    """``organizedBy`` of the event of the sentence, else of the one spoken of last."""
    if not scene.japanese:
        yield from _organising(scene)
    for match in scene.each("organised"):
        if behind := _event_behind(scene, match):
            yield from _put_on(scene, behind, match)
            continue
        named = [s for s in scene.of(_EVENTS) if s.at < match.start()]
        elsewhere = scene.japanese and match[0].endswith(_BEFORE_NAME) and _ELSE_HELD.match(scene.text, match.end())
        noun = None if elsewhere and not named else _event(scene, match, named)
        if noun is None:
            continue
        tail = scene.text[match.end() :]
        stop = _STOP.search(tail)
        bodies = _bodies(scene, match, match.end() + (stop.start() if stop else len(tail)), noun)
        span = (match.start(), max([match.end(), *(b.at + 1 for b in bodies)]))
        events = [noun]
        if not named and _EACH.search(scene.text[: match.start()]):
            events = [n for n in scene.discourse.events if n.kind == noun.kind] or events
        for event in events:
            entity = scene.entity(event)
            for body in bodies if entity is not None else ():
                agent = _whole_agent(scene, match, body) or _agent(scene, body, entity)
                yield from scene.draft(entity, "organizedBy", agent, span, "organised-told")
            if not bodies and entity is not None and (committee := _COMMITTEE.search(tail[:24])):
                agent = scene.discourse.minter.named(
                    "Alliance", f"{entity.name('ja')}{committee[0]}", (committee[0],), scope=entity.iri
                )
                yield from scene.draft(entity, "organizedBy", agent, span, "organised-told")


def _event_behind(scene: Scene, match: re.Match[str]) -> Spot | None:
    """The event that somebody's putting it on is said of before its name: 市と協会が主催する「…」を."""
    if not scene.japanese:
        return None
    as_such = match[0].startswith("主催者と") and not any(s.at < match.start() for s in scene.of(_EVENTS))
    behind = (_AS_SUCH if as_such else _OF_WHICH).match(scene.text, match.end())
    if not as_such and not match[0].endswith(_BEFORE_NAME):
        return None
    return next((s for s in scene.of(_EVENTS) if behind and s.at == behind.end()), None)


def _put_on(scene: Scene, event: Spot, match: re.Match[str]) -> Iterator[Draft]:
    entity = scene.entity(event.noun)
    for body in _doing(scene, match.start()):
        span = (min(body.at, match.start()), event.at + 1)
        yield from scene.draft(entity, "organizedBy", _agent(scene, body, entity), span, "organised-told")


def _doing(scene: Scene, end: int) -> list[Spot]:
    """Those who are said to put something on right before a place, all that are named together: AとBが."""
    low = max(0, end - _AHEAD, scene.text.rfind("。", 0, end) + 1)
    agents = _whole(scene, [s for s in scene.of("Agent|Self|Prefecture") if low <= s.at < end])
    for group in scene.groups(agents):
        if _DOES.match(scene.text[group[-1].at + 1 : end] or "-"):
            return group
        if end == group[-1].at + 1 and _IN_BRACKETS.search(scene.text, 0, group[0].at):
            return group
    return []


_AHEAD = 60
_ITS_TIME_OR_PLACE = re.compile(  # the forum will be held at the Hall on 12 October, organised by
    r",? (?:(?:which |that )?(?:was|were|is|will be|takes|took|taking|will take|has been)? ?"
    r"(?:held|place|staged)? ?)?"
    r"(?:(?:again |online )?(?:(?:at|in|on|from) (?:the )?)?[\ue000-\uf8ff](?: [A-Z][a-z]+)*,? ){1,3}"
    r"(?:and )?(?:was |is |were )?"
)


def _event(scene: Scene, match: re.Match[str], named: list[Spot]) -> Noun | None:
    """The event that the words for organising are about."""
    if not named and match[0].startswith("運営"):
        return None  # of a centre spoken of before, as likely as of an event
    if _OTHER_ONE.search(scene.text, max(0, match.start() - 24), match.end()):
        return None  # the previous one was hosted by Durban
    if not named and not goes_on(scene, match.start()):
        return None  # a display was sponsored by, its secretariat is hosted by: of something else
    noun = named[-1].noun if named else None if of_another_event(scene) else spoken_event(scene)
    ahead = [s for s in scene.spots if match.start() - 3 <= s.at < match.start()]
    apart = match[0].lower().startswith("organi") and match[0].lower().endswith(("as", "re", "is", ":"))
    told_of_it = named and ahead and _ITS_TIME_OR_PLACE.fullmatch(scene.text, named[-1].at + 1, match.start())
    if not scene.japanese and not apart and ahead and ahead[-1] not in named and not told_of_it:
        return None  # an alliance, run by a forum, is no event
    return noun


def _bodies(scene: Scene, match: re.Match[str], high: int, event: Noun) -> list[Spot]:
    """Who the words around a word for organising say did it."""
    low = match.end()
    behind = [s for s in scene.of("Agent|Self|Country|Event") if low <= s.at < high and s.noun is not event]
    behind = _whole(scene, behind)
    behind = [s for s in behind if s.noun.kind != "Country" or not _OF.search(scene.text, 0, s.at)]
    if not scene.japanese:
        return bodies_by(scene, low, [s for s in behind if not _names_a_society(scene, s)])
    told_behind = _TELLS.search(match[0]) is not None  # X大学が主催し、本市は後援した: who does it stands before
    behind = [s for s in behind if told_behind and not _in_brackets(scene, low, s.at)]
    behind = [s for s in behind if not _NEXT_TOPIC.match(scene.text, s.at + 1)] if told_behind else behind
    told = scene.text[low:high]
    if formed := _FORMED.search(told):
        return [s for s in behind if s.at >= low + formed.end() - 1]  # not of whom a committee is formed
    own, owner = _OWN.search(told), own_body(scene)
    if told_behind and own and owner:
        return sorted([*behind, Spot(low + own.start(), owner)])
    return behind or _doing(scene, match.start())


def _whole(scene: Scene, bodies: list[Spot]) -> list[Spot]:
    """The bodies without the city that only opens the name of the next one: こまつ|ワールドフェスタ実行委員会."""
    return [
        s for s in bodies if (n := scene.masked.noun_at(s.at + 1)) is None or not n.text.startswith(s.noun.text)
    ]


def _names_a_society(scene: Scene, spot: Spot) -> bool:
    """Whether a city only opens the name of its society: put on by Reno Sister Cities, Inc."""
    behind = scene.masked.noun_at(spot.at + 2)
    return (
        spot.noun.kind == "City" and scene.after(spot.at, 1) == " " and behind is not None and behind.kind == "Tie"
    )


_NEXT_TOPIC = re.compile(r"(?:は|が|も)、?[^。]")  # 主催は市、当協会は通訳を: of something else
_OWN = re.compile(r"(?:^|(?<=[は、と]))(?:本|当)?市(?=と|、|です|及び|で(?!つくる|構成)|。|$)")


def _in_brackets(scene: Scene, low: int, at: int) -> bool:
    """Whether a body stands in brackets behind another: …実行委員会(事務局:国際課)."""
    before = scene.text[low:at]
    return before.count("(") > before.count(")")


_PARTED = re.compile(r"(?:、|と|及び|並びに|や|・|,)\s?")
_OF_A_NAME = re.compile(r"[一-鿿々ァ-ヴーA-Za-z0-9]{1,16}")
_OF_A_COMMITTEE = re.compile(r"(?!.*(?:つくる|作る|構成する|による|からなる|の)$)[^、。()「」は:]{1,24}")


def _whole_agent(scene: Scene, match: re.Match[str], body: Spot) -> Entity | None:
    """The organiser's name from the words that announce it on: 主催は土木学会北海道支部."""
    noun = body.noun
    if not scene.japanese or not _TELLS.search(match[0]) or noun.entities or noun.kind not in _NAMED_SO:
        return None
    before = [s.noun.end for s in scene.spots if match.end() <= s.at < body.at]
    low = scene.masked.at[match.end()]
    text = scene.masked.clean.text
    for end in reversed(before):
        if _PARTED.match(text, end):
            low = end
            break
    parted = _PARTED.match(text, low)
    more = text[parted.end() if parted else low : noun.start].strip(" 　:")
    form = _OF_A_COMMITTEE if _COMMITTEE.search(noun.text) else _OF_A_NAME
    if (
        not more
        or noun.text.startswith(more)
        or not form.fullmatch(more)
        or any(s.noun.kind == "Self" for s in scene.spots if s.at < body.at)
    ):
        return None
    return scene.discourse.minter.named(noun.kind, f"{more}{noun.text}", noun.names)


_NAMED_SO = frozenset(["Alliance", "Organization", "Office", "Foundation", "Company"])


def _agent(scene: Scene, body: Spot, event: Entity | None) -> Entity | None:
    if scene.japanese and (committee := _COMMITTEE.match(scene.text, body.at + 1)):
        name = f"{body.noun.text}{committee[0]}"  # 国際ふれあい祭実行委員会 is no festival
        return scene.discourse.minter.named("Alliance", name)
    stem = _COMMITTEE.sub("", body.noun.text)
    called = event.name("ja") if event else ""
    if scene.japanese and stem != body.noun.text and len(stem) > 1 and called.endswith(stem) and called != stem:
        whole = (
            f"{called}{body.noun.text.removeprefix(stem)}"  # みなこい祭実行委員会, of which 祭実行委員会 was read
        )
        if scene.masked.clean.text.endswith(whole, 0, body.noun.end):
            return scene.discourse.minter.named("Alliance", whole)
    if body.noun.kind == "Event":  # a forum that organises is a body
        return scene.discourse.minter.named("Alliance", body.noun.text, body.noun.names)
    return scene.entity(body.noun)


def _organising(scene: Scene) -> Iterator[Draft]:
    """The summit, which the national government organised; the Chamber of Commerce was its organiser."""
    for match in scene.each("organising_en"):
        named = [s for s in scene.of(_EVENTS) if s.at < match.start()]
        event = named[-1].noun if named else spoken_event(scene)
        group = "who" if match["who"] else "owner"
        at = match.start(group)
        noun = scene.masked.noun_at(at)
        if event is None:
            continue
        if noun is None:
            agent: Entity | None = scene.discourse.minter.entity(_body(match[group]))
        elif scene.is_a(noun, "Agent|Self") and noun is not event:
            agent = scene.entity(noun)
        else:
            continue
        yield from scene.draft(scene.entity(event), "organizedBy", agent, match.span(), "organising-told")


def _body(name: str) -> Noun:
    plain = re.sub(r"^(?:[Tt]he|broadcaster) ", "", name)
    return Noun(0, 0, "NationalGovernment" if plain.endswith("government") else "Organization", plain)
