"""Posts in networks as English prose tells them: elected President of the network, led by, chairs the cluster.

The body is named beside the post, or is the network that the passage speaks of; a club's president is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...matching.engine import Draft
from ...text.mask import Noun
from ...text.sieve import Sought
from ..scene import Scene, Spot

_POST = (
    r"(?:[Vv]ice[- ]|[Dd]eputy |[Cc]o-)?(?:[Pp]resident|[Cc]hair(?:man|person|woman)?|[Tt]reasurer|[Ll]ead city)"
)
_NETWORK = "the (?:network|association|organi[sz]ation|alliance|body|league|union)"
_CALLED = Sought(
    r"\b(?:was|were|is|has been|have been|had been) (?:re-?)?(?:elected|named|chosen|appointed) (?:again )?"
    rf"(?:as )?(?:its |the |an? |one of (?:its|the) )?(?:new )?(?P<post>{_POST})s?\b"
    rf"(?! of (?!{_NETWORK}|(?:the )?[\ue000-\uf8ff]))(?: of (?:the )?(?P<net>[\ue000-\uf8ff])?)?"
)
_IS = Sought(
    rf"\b(?:is|was|became|has been|remains) (?:also |now )?(?:an? |one of the |the )(?P<post>{_POST})s? of "
    r"(?:the )?(?P<net>[\ue000-\uf8ff])"
)
_PART = (
    r"(?P<part>(?:[A-Z][\w’&-]*(?: (?:and|for|on|of) | )){1,5}?"
    r"(?:Cluster|Committee|Working Group|Forum|Commission|Section|Task Force|Subnetwork)"
    r"|(?:cluster|committee|working group|forum|section) (?:on|for) [a-z]+(?: and [a-z]+)?|[\ue000-\uf8ff])"
)
_LED = Sought(
    rf"\b(?:[Tt]he )?{_PART},? (?:(?:which|now|is|was|currently|today|has been) )*"
    r"(?P<post>co-chaired|led|chaired|headed) by (?P<who>[\ue000-\uf8ff])"
)
_CHAIRS = Sought(
    r"(?P<who>[\ue000-\uf8ff])(?: \([^()]*\))?(?:, [^,;.]{2,40},)? (?:also |now |currently )?"
    r"(?P<post>co-chairs|chairs|leads|heads|co-chaired|chaired|led|headed|will chair|will lead) "
    rf"(?:the |its )?(?:[a-z’'-]+ |[\ue000-\uf8ff](?:['’]s)? )?{_PART}"
)
_CHOSE = Sought(  # the assembly elected the Mayor of Oslo to a further term as President of the union
    r"\b(?:re-?)?(?:elected|chose|named|appointed|voted)(?: the)?(?: (?:[Ll]ord )?[Mm]ayor of)? "
    r"(?P<who>[\ue000-\uf8ff])"
    r"(?:,? [\ue000-\uf8ff],?)?(?: to (?:a|an|another|its) (?:[a-z]+ )?term)? (?:as|to be) (?:its |the |an? )?"
    rf"(?P<post>{_POST})(?: of (?:the )?(?P<net>[\ue000-\uf8ff]))?"
)
_TAKES = Sought(  # the Mayor of Oslo takes office as President of the union for 2024-2027
    r"\b[Mm]ayor of (?:the )?(?P<who>[\ue000-\uf8ff])(?:,? [\ue000-\uf8ff],|, [^,;.]{2,40},)? "
    r"(?:takes|took|will take|assumes|assumed|entered|enters|is in|(?:was|is) (?:confirmed|sworn|installed)"
    r"|serves|served|continues|acts)(?: (?:office|over|up office|in))? as (?:its |the |an? )?"
    rf"(?P<post>{_POST})(?: of (?:the )?(?P<net>[\ue000-\uf8ff]))?"
)
_IS_MAYOR = Sought(  # its First Vice-President is the Mayor of Oslo
    rf"\b(?:[Tt]he|[Ii]ts|[Oo]ur) (?:[A-Z]?[a-z]+ )?(?P<post>{_POST})(?: of (?:the )?(?P<net>[\ue000-\uf8ff]))?"
    r"(?: (?:now|currently))? (?:is|was|will be|remains) (?:now )?the [Mm]ayor of (?:the )?(?P<who>[\ue000-\uf8ff])"
)
_PART_OF = re.compile(r"\b(?:Cluster|Committee|Working Group|Commission|Section|Task Force|Subnetwork)$")
_OUR_MAYOR = re.compile(r"(?:[Tt]he|[Oo]ur)(?: city['’]s)? (?:[Ll]ord )?[Mm]ayor (?:also )?$")
_ALSO = Sought(
    r"\bmembers? of [^.;]{2,60}?,? and,? (?:since|from) (?P<when>[\ue000-\uf8ff]),?"
    r" of (?:the )?(?P<net>[\ue000-\uf8ff])"
)
_MEMBER = re.compile(
    r"(?: \([^()]*\))?, (?:also )?(?:an? )?(?P<net>[\ue000-\uf8ff]) member (?:since|from) (?P<when>[\ue000-\uf8ff])"
)
_ENUMERATED = re.compile(r"(?: \([^()]*\))?(?:, [^;.]{2,60}?,)?(?: and|,) ")
_AWAY = re.compile(r"(?: [Cc]ity)?(?: \([^()]*\))?(?:,[^;.]{2,60},)? (?:also |again |then |itself )?$")
_SINCE = re.compile(r",? (?:the (?:city of )?)?")  # From 2012 the city chaired
_OPENS = 5  # characters that may stand before a sentence's subject
_JUST = 2  # sentences since the meeting at which somebody was elected
_SEAT = dict.fromkeys(("led", "headed", "leads", "heads", "will lead"), "lead")
_MAYOR = re.compile(r"\W{0,3}(?:[Tt]he|[Oo]ur)(?: city['’]s)? (?:[Ll]ord )?[Mm]ayor\b")


def posts(scene: Scene) -> Iterator[Draft]:
    """``holdsRole`` and ``roleIn``, and who is a member since when, in apposition."""
    opens = scene.text.startswith(("It ", "We ")) or _MAYOR.match(scene.text)
    if scene.japanese or not (scene.of("City|Self") or opens):
        return
    for told in (m for way in (_CHOSE, _TAKES, _IS_MAYOR) for m in way.finditer(scene.text)):
        chosen = scene.masked.noun_at(told.start("who"))
        if chosen is not None and chosen.kind in ("City", "Self"):
            yield from _elected(scene, told, [Spot(told.start("who"), chosen)])
    for told in (*_CALLED.finditer(scene.text), *_IS.finditer(scene.text)):
        yield from _elected(scene, told)
    for told in (*_LED.finditer(scene.text), *_CHAIRS.finditer(scene.text)):
        yield from _of_part(scene, told)
    if also := _ALSO.search(scene.text):
        first = scene.spots[0]
        who = scene.entity(first.noun) if first.at < _OPENS and first.noun.kind == "City" else scene.owner
        when = scene.date_at(also.start("when"))
        yield from scene.draft(who, "memberOf", _network(scene, also), also.span(), "member-too", since=when)
    for city in scene.of("City"):
        if member := _MEMBER.match(scene.text, city.at + 1):
            network, when = _network(scene, member), scene.date_at(member.start("when"))
            span = (city.at, member.end())
            yield from scene.draft(
                scene.entity(city.noun), "memberOf", network, span, "member-in-apposition", since=when
            )


def _elected(scene: Scene, told: re.Match[str], chosen: Sequence[Spot] = ()) -> Iterator[Draft]:
    network = _network(scene, told)
    if network is None:
        noun = scene.spoken("CityNetwork|Alliance") if told["net"] is None else None
        network = scene.entity(noun) if noun is not None else None
    if network is None:
        return
    behind = re.match(r"[^.;,]{0,30}?,? (?:in|on|since|from) (?=[\ue000-\uf8ff])", scene.text[told.end() :])
    since = scene.date_at(told.end() + behind.end()) if behind else None
    if (
        since is None
        and told.re is _CALLED.pattern
        and 0 <= scene.discourse.occasion_age <= _JUST
        and scene.discourse.occasion
    ):
        since = scene.discourse.said  # at the congress told just before
    for city in chosen or _holders(scene, told.start()):
        yield from _held(scene, city, network, told["post"].lower(), (told.span(), since))


def _holders(scene: Scene, end: int) -> list[Spot]:
    """The cities right before a verb: Colombo, where the last congress met, and Dhaka were named."""
    if scene.text.startswith(("It ", "We ")) and end <= _OPENS and scene.discourse.frame.owner:
        opened = scene.discourse.opened if scene.text[0] == "I" else None  # what It takes up
        return [Spot(0, opened or Noun(0, 2, "Self", scene.text[:2]))]
    if _OUR_MAYOR.search(scene.text, 0, end) and scene.discourse.frame.owner:
        return [Spot(0, Noun(0, 3, "Self", scene.text[:3]))]
    cities = [s for s in scene.of("City|Self") if s.at < end]
    if not cities or not _AWAY.fullmatch(scene.text[cities[-1].at + 1 : end]):
        return []
    out = cities[-1:]
    for city in reversed(cities[:-1]):
        if not _ENUMERATED.fullmatch(scene.text, city.at + 1, out[0].at):
            break
        out.insert(0, city)
    return out


def _of_part(scene: Scene, told: re.Match[str]) -> Iterator[Draft]:
    noun = scene.masked.noun_at(told.start("who"))
    if noun is None or noun.kind not in ("City", "Self"):
        return
    part = scene.masked.noun_at(told.start("part"))
    if part is not None and told.end("part") - told.start("part") == 1 and not _PART_OF.search(part.text):
        return
    named = scene.masked.plain(*told.span("part"))
    spoken = scene.spoken("CityNetwork|Alliance")
    network = scene.entity(spoken) if spoken is not None else None
    if network is None:
        return
    body = scene.discourse.minter.named("Alliance", named, (f"{network.name('en')} {named}",), scope=network.iri)
    post = _SEAT.get(told["post"], "co-chair" if told["post"].startswith("co") else "chair")
    since = next((v for d, v in scene.dates if _SINCE.fullmatch(scene.text, d + 1, told.start())), None)
    yield from _held(scene, Spot(told.start("who"), noun), body, post, (told.span(), since))


def _held(
    scene: Scene, city: Spot, network: Entity, post: str, told: tuple[tuple[int, int], Interval | None]
) -> Iterator[Draft]:
    span, since = told
    name = f"{network.name('en')} {post}"
    role = scene.discourse.minter.named("Role", name, (post,), scope=network.iri)
    who = scene.owner if city.noun.kind == "Self" else scene.entity(city.noun)
    yield from scene.draft(who, "holdsRole", role, span, "post-told", since=since)
    yield from scene.draft(role, "roleIn", network, span, "post-told")


def _network(scene: Scene, told: re.Match[str]) -> Entity | None:
    noun = scene.masked.noun_at(told.start("net")) if told["net"] else None
    return scene.entity(noun) if noun is not None and scene.is_a(noun, "CityNetwork|Alliance") else None
