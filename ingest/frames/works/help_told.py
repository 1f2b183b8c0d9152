"""Help told in English prose by who gives it: Bergen sent 20,000 euros to Sendai, supports schools in Beira.

Things and money are sent *to* or collected *for* a place; work is done *in*, *of*, *at* or for it, or it is helped
itself. A greeting, a delegation, a bid that is supported are no help.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...matching.engine import Draft
from ...text.sieve import Sought
from ..doers import doer
from ..scene import Scene, Spot
from ..words import word

_GIVES = (
    "gave|given|donated|donates|sent|sends|presented|contributed|contributes|shipped|delivered"
    "|raised|collected|transferred|granted|handed over|passed on|lent"
)
_HELPS = (
    "supported|supports|supporting|helped|helps|helping|assisted|assists|assisting|aided|aids|advised|advises|advising|trained|trains"
    "|training|funded|funds|funding|financed|finances|financing|paid for|pays for|paying for"
    "|equipped|rebuilt|rebuilding"
)
_VERB = Sought(rf"\b(?:(?P<gives>{_GIVES})|(?P<helps>{_HELPS}))\b")
_SUM = re.compile(
    r"[$£€¥]\s?\d|\b(?:[A-Z]{3}|R) ?\d[\d,.]+|\d (?:million |billion )?(?:euros?|dollars?"
    r"|pounds?|pesos|won|yuan|yen|kroner|kronor"
    r"|francs?|rand|zloty|marks)|\b(?:money|funds|donations?)\b"
)
_GOODS = re.compile(
    r"\b(?:books|beds|tents|toys|clothes|clothing|computers|bicycles|tractors|trams?|food|rice|units?|machines?|pumps?|furniture"
    r"|instruments|desks|wheelchairs|material|materials|pipes|laptops)\b"
)
_END = re.compile(
    r"[.;](?: |$)|, (?:an?|its|our|the|whose|which|where|who)\b|,? (?:and|but|while|where|which"
    r"|who) (?:(?:it|they|we|the city|[\ue000-\uf8ff]) )?[a-z]+ed\b"
)
_ELSE = re.compile(
    r"\b(?:bid|candida\w+|application|applied|membership|titles?|festival|campaign|petition|call|resolution|declaration|team"
    r"|proposal|idea|plan to|motion|greetings?|letters?|message|delegat\w+|representatives?"
    r"|students?|invitation|exhibition|choir"
    r"|orchestra|missions?|lantern|statue|sculpture|bell|cherry|trees?|plaque|painting|gift|accession|visit\w*)\b"
)
_OF_A_DISASTER = re.compile(
    r"\b(?:[Aa]fter|[Ff]ollowing|[Ss]truck|[Hh]it|quake|earthquake|floods?|tsunami|fire|storm)\b[^,;]{0,40}$"
)
_THERE = re.compile(
    r"\b(?:to|for|in|of|at|with|from) (?:the )?(?:(?:city|town|people|citizens|victims|port"
    r"|region|municipality) of )?$"
)
_ITSELF = re.compile(r"(?:the )?(?:(?:city|town|people|citizens|municipality) of )?$")
_THAT_CITY = re.compile(
    r"\b(?:that|this|the other|the partner|the sister|our (?:sister|twin|partner|friendship)) (?:city|town)\b"
)


def help_told(scene: Scene) -> Iterator[Draft]:
    """``providesSupportTo`` by the city that an English sentence says gives it."""
    if scene.japanese or scene.discourse.kind == "heading":
        return
    for match in _VERB.finditer(scene.text):
        end = _END.search(scene.text, match.end())
        stop = end.start() if end else len(scene.text)
        said = scene.text[match.end() : stop]
        if (
            _ELSE.search(said)
            or scene.of("Event|EventSeries|Role")
            or _SOUGHT.search(scene.before(match.start(), 30))
        ):
            continue
        if match["gives"] and not (_gives(said) or any(match.end() <= s.at < stop for s in scene.of("MoneyJPY"))):
            continue
        who = doer(scene, match.start())
        if who is None or who.entity is None:
            continue
        span = (match.start(), stop)
        for partner in _receivers(scene, match, stop, who.entity):
            since = help_since(scene, match.start(), stop)
            yield from scene.draft(who.entity, "providesSupportTo", partner, span, "help-told", since=since)


_SOUGHT = re.compile(r"\b(?:will|would|could|should|may|might|not|never|to|asked|plans?|hopes?)(?: be)? $")


def _gives(said: str) -> bool:
    return bool(_SUM.search(said) or _GOODS.search(said) or word("goods_en").search(said))


def _receivers(scene: Scene, match: re.Match[str], stop: int, giver: Entity) -> list[Entity]:
    """Who is helped: the first places behind the verb that it is for, all of one enumeration."""
    text, low = scene.text, match.end()
    inside = [s for s in scene.of("City|Country|Anaphor") if low <= s.at < stop and not scene.is_own(s.noun)]
    chosen = next((s for s in inside if _receives(scene, s, match)), None)
    if chosen is None:
        if inside or not _THAT_CITY.search(text[low:stop]):
            return []
        spoken = [n for n in scene.discourse.abroad[-1:] if not scene.is_own(n)]
        return [e for n in spoken if (e := scene.entity(n)) is not None and e != giver]
    alike = [s for s in inside if s.noun.kind == chosen.noun.kind]
    group: list[Spot] = next(g for g in scene.groups(alike) if chosen in g)
    found = [scene.entity(s.noun) for s in group if s.at >= chosen.at]
    return [e for e in found if e is not None and e != giver]


def _receives(scene: Scene, spot: Spot, match: re.Match[str]) -> bool:
    between = scene.text[match.end() : spot.at]
    if match["gives"]:
        return bool(re.search(r"\b(?:to|for|towards?) (?:[^,;]{0,40} )?$", between))
    if len(between) > _REACH:
        return False
    return bool(_THERE.search(between) or _ITSELF.fullmatch(between.lstrip()))


_REACH = 70


def help_since(scene: Scene, low: int, stop: int) -> Interval | None:
    """The date of the help: in its own clause, else the one before it that is no disaster's."""
    inside = [v for d, v in scene.dates if low <= d < stop]
    if inside:
        return inside[-1] if len(inside) == 1 else inside[0]
    ahead = [
        v
        for d, v in scene.dates
        if d < low and (v.precision == "year" or not _OF_A_DISASTER.search(scene.text[:d]))
    ]  # in the year of the flood, but not on its day
    return ahead[-1] if ahead else None
