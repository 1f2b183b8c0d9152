"""Members that a text names in a row: *Graz and Linz are among its members*; 加盟都市は、奈良市、金沢市などです.

A seat that only a member can have makes one as well (*Bari and Lodz are executive cities*, 理事都市は、…).
The network is the one beside those words, else the one that the passage is about. In an English row a capitalised
name between cities is a city too, known or not. Observers, guests and those who applied are no members.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ....ontology.edtf import Interval
from ....ontology.model import Entity, Value
from ...data import pattern, table
from ...matching.engine import Draft
from ...names.gazetteer import gazetteer
from ..scene import Scene

_N = "[\ue000-\uf8ff]"
_NETWORKS = "CityNetwork|Alliance"
_BODIES = "CityNetwork|Alliance|Organization"
_NAME = rf"(?:{_N}|[A-ZÀ-ÖØ-Þ][\w'’-]+(?: [A-ZÀ-ÖØ-Þ][\w'’-]+)?(?: (?:city|county|town))?)"
_ITEM = rf"(?:the )?(?:(?:City|city) of )?{_NAME}(?: \([^()]{{2,40}}\))?"
_ROW = rf"(?P<row>{_ITEM}(?:(?:,| and|, and|;|,? as well as) {_ITEM})*)"
_PART = re.compile(rf"(?:(?:City|city) of )?(?P<name>{_NAME})(?P<aside> \([^()]*\))?")
_JA_ITEM = rf"(?:{_N}(?:の|・))?{_N}(?:市|町)?(?:\([^()]{{1,24}}\))?"
_JA_ROW = rf"(?P<row>{_JA_ITEM}(?:(?:、|,|・|と|や|及び|および|並びに)(?:、)?{_JA_ITEM})*)"


class _Told(NamedTuple):
    """A row of cities, the network's place in the text (none: the one spoken of), and the range that says it."""

    row: tuple[int, int]
    network: int | None
    span: tuple[int, int]
    joined: bool = False  # whether the words tell how they became members, on a date
    total: int | None = None  # where a number of all members stands behind the row


@cache
def _english() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """What to look for first, as a row of names is dear to look for, and the row with it."""
    said = table("words/members.toml")["en"]
    net = rf"(?:(?:the )?(?P<net>{_N})|{said['it']})"
    of = rf"(?: (?:of|in) (?:the )?(?P<of>{_N})| of (?:the|this) (?:network|association|alliance|league))?"
    side = rf"(?: on (?:the|our) (?:{_N}|[A-Z][a-z]+) side)?"
    end = rf"{side}(?:,? (?:too|as well|also|now|today))?(?=[.,;:]|$| since| and have| and has)"
    seat = rf"(?:(?:its|the) )?(?:[a-z]+ )?{said['seats']}(?: (?:cities|members|municipalities|towns))"
    among = (
        rf"(?:among|one of|two of|some of) (?:its|the|their) (?:[a-z]+ )?(?:members(?: cities)?|member cities){of}"
    )
    behind = (
        rf"{said['are']}{among}",
        rf"{said['are']}(?:{seat}|members|(?:its )?{said['officers']}){of}",
        rf"{said['sit']} (?:its|the|their) {said['bodies']}{of}",
        rf"{said['belong']} {net}",
    )
    told = [(re.compile(way), re.compile(rf"{_ROW}(?P<said>,? (?:{way}){end})")) for way in behind]
    count = r"(?:(?:[Tt]hese|[Tt]he following|[A-Z]?[a-z]+|\d+|" + _N + r") (?:[A-Za-z]+ )?"
    lead = rf"\b{count}{said['cities']}) (?:are (?:also )?members of|{said['belong']}) {net}"
    its = (
        rf"\b[Ii]ts (?:[a-z]+ |(?:{_N}|[A-Z][a-z]+) )?(?:members|member cities)(?: in (?:the )?{_N})?"
        rf"|[Mm]embers of (?:the )?(?P<net>{_N})"
    )
    told.append((re.compile(": "), re.compile(rf"(?P<said>{lead})[^.:;]{{0,24}}: {_ROW}")))
    include = rf"(?P<said>(?:{its}) (?:also |today |now )?(?:include|are|were|comprise):?) {_ROW}"
    told.append((re.compile("embers|cities"), re.compile(include)))
    signed = rf"(?P<said>signed up to (?:{net}))(?:, | \(|: ){_ROW} among them"
    told.append((re.compile("among them"), re.compile(signed)))
    taken = said["admitted"]
    told.append((re.compile(taken), re.compile(rf"{_ROW}(?P<said> {taken}\b)(?! to (?!the {_N}))")))
    return tuple(told)


@cache
def _japanese() -> tuple[re.Pattern[str], ...]:
    said = table("words/members.toml")["ja"]
    more = rf"(?:など|等|ほか|の)?(?:、)?(?:の)?(?:計|合わせて)?(?P<count>{_N})?(?:で|が|から|と|。|$|に|も)"
    return (
        re.compile(
            rf"(?P<said>(?:(?P<net>{_N})に)?(?:{said['being']})(?:{said['of_land']})?(?:自治体|都市|市町村|市|まち|団体)"
            rf"は)、?{_JA_ROW}{more}"
        ),
        re.compile(rf"(?P<said>{said['label']})(?:に)?(?:は|として|:)、?{_JA_ROW}{more}"),
        re.compile(rf"{_JA_ROW}(?:など|等)?(?P<said>が(?:その)?{said['label']})(?:で|と|に)"),
        re.compile(rf"(?P<said>(?P<seat>{_N})(?:都市)?)(?:に)?は、?{_JA_ROW}(?:など|等)?(?:の{_N})?(?:で|が|。|$)"),
        re.compile(rf"{_JA_ROW}(?P<said>が(?P<seat>{_N})(?:都市)?)(?:で|を|とな|に就|です)"),
    )


def members_named(scene: Scene) -> Iterator[Draft]:
    """``memberOf`` of each city in a row."""
    text = scene.masked.clean.text
    if not (_may_ja() if scene.japanese else _MAY).search(text):
        return
    lang = "ja" if scene.japanese else "en"
    for told in _told(scene):
        if pattern("words/members.toml", lang, "denied").search(
            scene.text, _clause(scene.text, told.span[0]), told.span[1]
        ):
            continue
        if _AFTER.match(scene.text, told.span[1]):
            continue
        network = _network(scene, told)
        cities = list(_cities(scene, told.row)) if network is not None else []
        if not any(known for _, known in cities):
            continue
        total = scene.masked.noun_at(told.total) if told.total is not None else None
        if total is not None and total.kind == "Count" and isinstance(total.value, float):
            value, key = Value("Count", f"{total.value:.15g}"), (("unit", (total.names or ("",))[0]),)
            yield from scene.draft(network, "memberCount", value, told.span, "members-named", key=key)
        since = _since(scene, told)
        for city, _ in cities:
            yield from scene.draft(city, "memberOf", network, told.span, "members-named", since=since)


_MAY = re.compile(
    r"\b[Mm]embers?\b|\bcities\b|\bpresidents\b|\bchairs\b|\b(?:sits?|serves?) on\b|\bbelong|\bjoined\b"
    r"|\bsigned up\b|\badmitted\b|\btaken in\b|\baccepted\b|\breceived\b"
)
_AFTER = re.compile(",? (?:(?:only |merely )?as (?:an? )?(?:observers?|guests?)|until|till|before leaving)\\b")


@cache
def _may_ja() -> re.Pattern[str]:
    being = table("words/members.toml")["ja"]["being"]
    return re.compile(f"{being}|加盟|会員|構成|メンバー|会長|理事|幹事|議長|役員")


def _told(scene: Scene) -> Iterator[_Told]:
    patterns = _japanese() if scene.japanese else [row for words, row in _english() if words.search(scene.text)]
    for way in patterns:
        for match in way.finditer(scene.text):
            groups = match.groupdict()
            at = next((match.start(g) for g in ("net", "of") if groups.get(g)), None)
            seat = scene.masked.noun_at(match.start("seat")) if groups.get("seat") else None
            if "seat" in groups and (seat is None or seat.kind != "Role" or not _SEAT.search(seat.text)):
                continue
            joins = _JOINS.search(match["said"]) is not None
            count = match.start("count") if groups.get("count") else None
            yield _Told(match.span("row"), at, match.span(), joins, count)


_SEAT = re.compile(r"(?:会長|理事|幹事|議長|役員|監事|会員|代表)(?:都市|市)$|^副?会長$|^理事$")
_JOINS = re.compile(r"joined|signed up|admitted|accepted|taken in|received")


def _clause(text: str, at: int) -> int:
    return max((text.rfind(mark, 0, at) + len(mark) for mark in ("; ", ". ", "。")), default=0) if at else 0


def _network(scene: Scene, told: _Told) -> Entity | None:
    """The network beside the words, else the last one before them, else the one that the passage is about."""
    if told.network is not None:
        noun = scene.masked.noun_at(told.network)
        return scene.entity(noun) if noun is not None and scene.is_a(noun, _NETWORKS) else None
    ahead = [s.noun for s in scene.of(_NETWORKS) if s.at < told.span[0]]
    if ahead:
        return scene.entity(ahead[-1])
    if any(s.at < told.span[0] for s in scene.of("Organization")):
        return None  # the members are that body's
    said = [n for n in scene.discourse.last.values() if scene.is_a(n, _BODIES) and n.kind not in _NONE]
    noun = said[-1] if said else scene.spoken(_NETWORKS)
    return scene.entity(noun) if noun is not None and scene.is_a(noun, _NETWORKS) else None


_NONE = frozenset(["Office", "InternationalOrganization", "NationalGovernment", "Department", "Company"])


def _cities(scene: Scene, row: tuple[int, int]) -> Iterator[tuple[Entity, bool]]:
    """The cities of a row, and whether each is one by what is known; another thing in it makes it none."""
    found: list[tuple[Entity, bool]] = []
    if scene.japanese:
        for spot in (s for s in scene.spots if row[0] <= s.at < row[1]):
            inside = scene.text.count("(", row[0], spot.at) > scene.text.count(")", row[0], spot.at)
            city = scene.entity(spot.noun)
            if scene.is_a(spot.noun, "City|Self") and not inside and city is not None and city.kind == "City":
                found.append((city, True))
            elif spot.noun.kind not in ("Country", "Region") and not inside:
                return
        yield from found
        return
    for part in _PART.finditer(scene.text, *row):
        depth = scene.text.count("(", row[0], part.start()) - scene.text.count(")", row[0], part.start())
        if depth:
            continue
        noun = scene.masked.noun_at(part.start("name"))
        if noun is not None and noun.kind in ("Country", "Region", "Prefecture"):
            if found or scene.text[: part.start()].lower().endswith("in "):
                continue  # Graz, Austria; In Spain, Vigo and Lugo
            return
        if noun is not None and not scene.is_a(noun, "City|Self"):
            return
        if noun is not None:
            city = scene.entity(noun)
        else:
            name = re.sub(r" (?:city|town)$", "", part["name"])
            listed = [e for e in gazetteer().lookup(name) if e.kind == "City"]
            minter = scene.discourse.minter
            city = minter.known(listed[0]) if len(listed) == 1 else minter.named("City", name)
        if city is not None:
            found.append((city, noun is not None))
    yield from found


def _since(scene: Scene, told: _Told) -> Interval | None:
    """The one date of a sentence that tells how they joined, or since when they are members."""
    dates = scene.dates
    if len(dates) != 1:
        return None
    at, when = dates[0]
    since = re.search(r"\bsince (?:the )?$", scene.text[:at]) is not None
    return when if told.joined or since else None
