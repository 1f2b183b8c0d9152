"""Membership of networks, roles in them, titles given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from ....ontology.edtf import Interval
from ....ontology.model import Entity, Lang
from ...matching.engine import Draft, days
from ...matching.reading import post
from ...nouns.titles_borne import is_post
from ...text.mask import Noun
from ...text.sieve import Sought
from ..bodies import own_port
from ..doers import doer
from ..scene import Scene
from ..words import word
from .enrolments import MET_MEMBERS

_BODIES = "CityNetwork|InternationalOrganization|Alliance"


_SAID_NEXT = re.compile(  # founded in 1986, has about 90 members and belongs to
    r"[\ue000-\uf8ff],? (?:and )?(?=(?:has|have|belongs?|counts?|runs?|numbers?|keeps?)\b"
    r"|(?:is|are) (?:now |today |also |still )?(?:an? |the )?(?:[a-z]+ )?members?\b)"
)
_NOT_YET = re.compile(
    r"(?:を|の|に|へ|は|も|について)?(?:再)?(?:申請|検討|希望|目指|めざ|向け|打診|準備|呼び?かけ|勧|申し込|見送|手続|要件|条件|意向|予定)"
)
_THEY = re.compile(
    r"[\ue000-\uf8ff](?:を超える|以上の|余りの|余り)?(?:の)?(?:都市|自治体|市町村|会員|団体)?(?:\([^()]*\))?が[^。、]{0,4}$"
)


def members(scene: Scene) -> Iterator[Draft]:
    """``memberOf`` of those who are said to have joined a network, or to belong to it."""
    joined = word("joined" if scene.japanese else "joins_en")
    for match in scene.each("joined" if scene.japanese else "joins_en"):
        if scene.japanese and _NOT_YET.match(scene.text, match.end()):
            continue
        if not scene.japanese and MET_MEMBERS.search(scene.text, 0, match.start()):
            continue
        bodies = [
            s
            for s in scene.of(_BODIES)
            if "。" not in scene.text[min(s.at, match.start()) : max(s.at, match.end())]
        ]
        if not scene.japanese:
            if match[0].startswith(("chosen", "selected")):  # for the network itself, not for a meeting of it
                bodies = [s for s in bodies if s.at == match.end() + 1]
            events = [e.at for e in scene.of("Event") if e.at > match.start()]
            bodies = [s for s in bodies if not any(at < s.at for at in events)]  # joined a forum that it hosted
            bodies = [
                s for s in bodies if (s.at >= match.end() - 1 and s.at - match.end() < 60) or s.at < match.start()
            ]
        bodies = [
            s
            for s in bodies
            if s.noun.kind == "CityNetwork"
            or not re.match(r"(?:\([^()]*\))?の(?!会員|メンバー|加盟|正会員|一員)", scene.after(s.at, 20))
        ]
        if scene.japanese:
            bodies = [s for s in bodies if 0 < match.start() - s.at < 50 or s.at == match.end()]
        bodies = [s for s in bodies if s.noun.kind == "CityNetwork"] or bodies
        groups = scene.groups(bodies)
        behind = [g for g in groups if g[0].at >= match.end() - 1] if not scene.japanese else []
        chosen = behind[:1] or groups[-1:]
        nouns = [s.noun for s in (chosen[0] if chosen else [])]
        if (
            not nouns
            and scene.japanese
            and not scene.of("CityNetwork")
            and (spoken := scene.spoken("CityNetwork|Alliance"))
        ):
            nouns = [spoken]
        if not nouns:
            continue
        for noun, (member, since) in product(nouns, _joining(scene, match, joined)):
            yield from scene.draft(member, "memberOf", scene.entity(noun), match.span(), "member-told", since=since)


def _joining(scene: Scene, match: re.Match[str], joined: Sought) -> list[tuple[Entity, Interval | None]]:
    """Those who joined by what a sentence says, each with the date since when."""
    if len(in_turn := list(_in_turn(scene, match))) > 1:
        return in_turn
    subjects = list(_members_named(scene, match))
    if not subjects and scene.japanese and (_counted_members(scene, match) or match[0].startswith("入って")):
        return []  # 97都市が加盟し: they, and not the document's city
    subjects = subjects or ([scene.owner] if scene.owner else [])
    if not scene.japanese:
        subjects = _members_english(scene, match, subjects)
    since = _joined_on(scene, match, joined)
    return [(subject, since) for subject in subjects]


_IN_TURN = re.compile(
    r"(?P<who>[\ue000-\uf8ff])(?:市|町)?(?:\([^()]*\))?(?:は|が)、?(?P<day>[\ue000-\uf8ff])(?:に|、)"
)


def _in_turn(scene: Scene, match: re.Match[str]) -> Iterator[tuple[Entity, Interval | None]]:
    """Each city with its own date where a Japanese sentence tells of several: A市は2011年に、B市は2013年に加盟."""
    for told in _IN_TURN.finditer(scene.text, 0, match.start() + 1) if scene.japanese else ():
        city, when = scene.masked.noun_at(told.start("who")), scene.date_at(told.start("day"))
        member = scene.meant(city) if city is not None and scene.is_a(city, "City|Prefecture|Self") else None
        if member is not None and when is not None:
            yield member, when


def _members_english(scene: Scene, match: re.Match[str], subjects: list[Entity]) -> list[Entity]:
    """Who an English sentence says to be a member: the noun before its verb, none where that is a body unknown."""
    if _OF_NONE.search(scene.text):
        return []
    if re.search(r"\b[Tt]he port (?:also )?$", scene.text[: match.start()]):
        port = own_port(scene)
        return [port] if port else []
    who = None if match[0].startswith(("chosen", "selected", "was", "were", "been")) else doer(scene, match.start())
    if who is None or who.entity in subjects:
        return subjects
    if who.entity is not None:
        return [who.entity]
    return [] if scene.owner is None or scene.owner.kind == "City" else subjects  # the Port, in a paper of one


_OF_NONE = re.compile(r"\b(?:to|of) (?:neither|none)\b")  # it is a member of neither


def _joined_on(scene: Scene, match: re.Match[str], verbs: Sought) -> Interval | None:
    """The date of joining: in the clause before the verb, or in brackets right behind it."""
    if scene.japanese:
        at_first = re.search("当初から|設立時から|発足時から", scene.text[: match.end()]) is not None
        dates = [
            v
            for d, v in scene.dates
            if (d < match.end() and (at_first or not _BODY_BEGAN.match(scene.text, d + 1)))
            or _IN_ASIDE.fullmatch(scene.text, match.end(), d)
        ]
    else:
        low, high = _clause_en(scene.text, match, verbs)
        behind = [(d, v) for d, v in scene.dates if match.end() <= d < high]
        dates = [v for d, v in scene.dates if low <= d < match.end()]
        if behind and not (dates and " and " in scene.text[match.end() : behind[0][0]]):
            return behind[0][1]  # joined in 2013 and won a prize in 2016
        dates = dates or [v for _, v in behind]
    return dates[-1] if dates else None


_BODY_BEGAN = re.compile(r"に(?:は)?(?:発足|設立|創設|結成|創立|始ま|生まれ|誕生|でき)(?:し|さ|た|っ|れ)")
_IN_ASIDE = re.compile(r"(?:し|済み?)?(?:[(:：]|したのは)")


def _counted_members(scene: Scene, match: re.Match[str]) -> bool:
    """Whether it is a number of cities that the verb says to be members."""
    told = _THEY.search(scene.text, 0, match.start())
    noun = scene.masked.noun_at(told.start()) if told else None
    return noun is not None and noun.kind == "Count"


def _clause_en(text: str, match: re.Match[str], verbs: Sought) -> tuple[int, int]:
    """The range that a verb of joining has to itself: up to the verbs around it, and ", and in" behind it."""
    ahead = [m.end() for m in verbs.finditer(text, 0, match.start())]
    following = verbs.search(text, match.end())
    parted = re.compile(
        r",? (?:and|but) (?:in|on|since) [\ue000-\uf8ff],? [a-z]|, (?:which|where|whose) | and, (?:since|from) "
        r"| and (?:\w+ ){0,2}(?:hosted|hosts|held|signed|took|sent|opened|welcomed|ran)\b"
    ).search(text, match.end())
    low = text.rfind(", and ", ahead[-1], match.start()) if ahead else 0
    low = max(low, text.rfind(" of which ", 0, match.start()))  # we hosted it in 2007, of which we are a member
    low = max([low, *(m.end() for m in _SAID_NEXT.finditer(text) if m.end() <= match.start())])
    ends = [m.start() for m in (following, parted) if m]
    return max(low, 0), min([match.end() + 60, *ends])


def _members_named(scene: Scene, match: re.Match[str]) -> Iterator[Entity]:
    """The cities that the sentence says are members; none where it is the document's own."""
    if any(s.at < match.start() for s in scene.of("Self")):
        return
    cities = scene.of("City|Prefecture")
    if scene.japanese:
        named = [
            s
            for s in cities
            if s.at < match.start()
            and re.match(r"(?:市)?(?:\([^()]*\))?(?:など|等|ら)?(?:は|が|も)", scene.after(s.at, 20))
        ]
    else:
        named = [s for s in cities if s.at < match.start()]
    for group in scene.groups(cities):
        if any(s in named for s in group):
            for spot in group:
                if entity := scene.entity(spot.noun):
                    yield entity
            return


def roles(scene: Scene) -> Iterator[Draft]:
    """``holdsRole`` with ``roleIn``."""
    if scene.japanese:
        for match in scene.each("role"):
            yield from _role(scene, match)
        return
    for match in scene.each("role_en"):
        yield from _role(scene, match)


def _role(scene: Scene, match: re.Match[str]) -> Iterator[Draft]:
    said = "seat" if match.re.groupindex.get("seat") and match["seat"] else "role"
    told = scene.masked.noun_at(match.start(said))
    kept = told if told is not None and told.kind == "Office" and told.text.endswith("事務局") else None
    if told is not None and told.kind != "Role" and kept is None:
        return
    end = max(match.start() + 30, match.end() + 9)  # the executive committee of Eurocities
    bodies = [s for s in scene.of("CityNetwork|Alliance|EventSeries") if s.at < end]
    if not scene.japanese:
        bodies += [s for s in scene.of("Organization") if s.noun.kind == "Organization" and s.at < match.start()]
        bodies.sort()
    body = bodies[-1].noun if bodies else scene.spoken("CityNetwork|Alliance|EventSeries")
    if kept is not None:  # …機構の事務局は北九州市が務める
        body = next(
            (p for p in kept.parts if scene.is_a(p, "CityNetwork|Alliance|InternationalOrganization")), None
        )
    who = _holder(scene, match)
    if body is None or who is None:
        return
    network = scene.entity(body)
    if network is None:
        return
    title = re.sub(r"[\ue000-\uf8ff]", "", match[said]) or "role"
    shown = next((s.noun.text for s in scene.of("Role") if match.start() <= s.at < match.end()), title)
    shown = "事務局" if kept is not None else shown
    shown = post(shown)
    lang: Lang = "ja" if scene.japanese else "en"
    role = scene.discourse.minter.named(
        "Role",
        f"{network.name(lang)}{'' if scene.japanese else ' '}{shown}",
        (shown, *(f"{name} {shown}" for name in _english(network, body) if not scene.japanese)),
        scope=network.iri,
    )
    parted = "。" if scene.japanese else r"[.;]|, and |, which "
    since = [
        v for d, v in scene.dates if d < match.start() and not re.search(parted, scene.text[d : match.start()])
    ]
    since = since or [v for d, v in scene.dates if _TERM.fullmatch(scene.text, match.end(), d)]
    begun, ended = days(since[-1]) if since else (None, None)
    yield from scene.draft(who, "holdsRole", role, match.span(), "role-told", since=begun, until=ended)
    yield from scene.draft(role, "roleIn", network, match.span(), "role-told")


_TERM = re.compile(
    r"(?: of (?:the |its )?[\ue000-\uf8ff\w ]{1,40}?)? (?:since|from|in|between) "
)  # from 2015 to 2017


def _english(network: Entity, body: Noun) -> Iterator[str]:
    """What a network is called in English, in the list of authorities and in the text."""
    yield from (n.text for n in network.names if n.lang == "en")
    yield from body.names


def _holder(scene: Scene, match: re.Match[str]) -> Entity | None:
    cities = [s for s in scene.of("City|Self") if s.at < match.start()]
    if scene.japanese:
        led = r"|を(?=[^。、]{0,8}とする)" if match[0].endswith("とする") else ""
        named = [s for s in cities if re.match(rf"(?:市)?(?:長)?(?:らが|が|は|も{led})", scene.after(s.at))]
        if named and match.start() - named[-1].at < 40:
            return scene.entity(named[-1].noun)
        behind = [s for s in scene.of("City|Self") if match.start() < s.at <= match.end() + 4]
        return scene.entity(behind[0].noun) if behind else scene.owner
    near = [s for s in cities if match.start() - s.at < 40]
    return scene.entity(near[-1].noun) if near else scene.owner


def titles(scene: Scene) -> Iterator[Draft]:
    """``receivedTitle`` of a title that a city bears."""
    if not scene.japanese:
        yield from _titles_en(scene)
        return
    for match in scene.each("titled"):
        quoted = [s for s in scene.of("Title|Quoted|Role") if abs(s.at - match.start()) < 30 and s.at < match.end()]
        if not quoted:
            yield from _unquoted(scene, match)
            continue
        title = quoted[-1]
        minter = scene.discourse.minter
        known = title.noun.entities[0] if title.noun.entities else None
        prize = re.match(r"(?:[一-鿿]{0,4}賞)", scene.text[title.at + 1 :])
        giver = re.search(r"([一-鿿A-Za-z]{1,8})$", scene.before(title.at, 8)) if prize else None
        given = word("titled_prize").search(title.noun.text.strip("「」『』")) and scene.after(title.at, 1) == "を"
        if not prize and not given and not word("titled_by").match(scene.text, title.at + 1):
            continue
        shown = title.noun.text.strip("「」『』")
        if is_post(shown):
            continue
        if prize:
            shown = f"{giver[1] if giver else ''}「{shown}」{prize[0]}"
        if prize and title.noun.kind in ("Role", "Title"):  # 学習都市賞 is a prize, and no learning city
            known, shown = None, f"{title.noun.text.strip('「」『』')}{prize[0]}"
        if known is not None and known.kind != "Role":
            known = None  # a year-long programme of culture, borne as a title
        role = minter.known(known) if known else minter.named("Role", shown)
        with_others = [
            s
            for s in scene.of("City")
            if s.at < title.at
            and not scene.is_own(s.noun)
            and re.search(r"とともに|と共に|と並んで", scene.text[s.at : title.at])
        ]
        subjects = [scene.of_entry(title.at) or scene.owner, *(scene.entity(s.noun) for s in with_others)]
        topics = [
            s
            for s in scene.of("City|Port|Organization")
            if s.at < title.at and re.match(r"市?(?:は|が)", scene.after(s.at)) and not scene.is_own(s.noun)
        ]
        if topics:
            subjects = [scene.entity(topics[-1].noun)]
        dates = [v for d, v in scene.dates if d < match.start()]
        for subject in subjects:
            yield from scene.draft(
                subject,
                "receivedTitle",
                role,
                (title.at, match.end()),
                "title-told",
                since=dates[-1] if dates else None,
            )


_SOUGHT_TITLE = re.compile(
    r"\b(?:bid|bids|bidding|shortlisted|candidate|candidacy|applied|applies|application"
    r"|competed|compete) (?:\w+ ){0,3}?(?:for|to)\b"
    r"|\b(?:shortlisted|not chosen|unsuccessful|lost)\b"
)


def _titles_en(scene: Scene) -> Iterator[Draft]:
    """Designated a UNESCO City of Design, European Capital of Culture in 2015."""
    for match in scene.each("titled_en"):
        if _SOUGHT_TITLE.search(scene.text):
            continue
        name = scene.masked.plain(*match.span("title"))
        role = scene.discourse.minter.named("Role", name)
        ahead = [s for s in scene.of("City|Self") if s.at < match.start("title")]
        holder = scene.entity(ahead[0].noun) if ahead else scene.owner
        near = [v for d, v in scene.dates if abs(d - match.start()) < 40 or 0 <= d - match.end() < 30]
        yield from scene.draft(
            holder, "receivedTitle", role, match.span(), "title-told", since=near[0] if near else None
        )


def _unquoted(scene: Scene, match: re.Match[str]) -> Iterator[Draft]:
    """ユネスコ創造都市に認定され: the title in plain words before the verb."""
    found = word("title_plain").search(scene.text[: match.start()])
    if found is None or scene.owner is None:
        return
    name = scene.masked.plain(found.start(1), found.end(1))
    role = scene.discourse.minter.named("Role", name)
    topics = [
        s for s in scene.of("City") if s.at < found.start(1) and re.match(r"市?(?:は|が|も)", scene.after(s.at))
    ]
    dates = [v for d, v in scene.dates if d < match.start()]
    holder = scene.entity(topics[-1].noun) if topics else scene.of_entry(found.start(1)) or scene.owner
    yield from scene.draft(
        holder,
        "receivedTitle",
        role,
        (found.start(1), match.end()),
        "title-told",
        since=dates[-1] if dates else None,
    )
