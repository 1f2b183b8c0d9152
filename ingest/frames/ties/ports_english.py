"""Agreements of ports in English prose, on a page about ports or between cities that a sentence makes ports.

Below *Durban (South Africa)*, on the page of another port: *Sister ports since May 1986*; *The two ports have been
sister ports since 1986*; *The first treaty was signed in 1986. It was renewed in 2002, and again on 3 May 2013*;
*a reception was held to mark forty years*. On any page: *Durban has other sister ports in Asia: Busan, since 1998,
and Dalian*; *it has been a sister port of Busan since 1998*. What is said of sister cities is none of ports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ....ontology.edtf import on
from ....ontology.model import Entity
from ...data import table
from ...matching.engine import Draft
from ...text.mask import Noun
from ..bodies import own_port
from ..scene import Scene
from .jubilees import first_year, ports_said
from .other_jubilees import is_of_another
from .tie_words import said_tie

_N = "[\ue000-\uf8ff]"
_BRIEF = 48  # characters of a heading that only names a place and where it lies
_ENTRY = re.compile(rf"(?:,? (?:and|with|then))*,? ?(?:the )?(?P<port>{_N})(?:,? (?:since|from|in) (?P<d>{_N}))?")


class _Ways(NamedTuple):
    """How ties of ports are told."""

    tie: re.Pattern[str]
    since: re.Pattern[str]
    signed: re.Pattern[str]  # with the date right behind what was done, or before who did it
    has: re.Pattern[str]
    of: re.Pattern[str]


@cache
def _ways() -> _Ways:
    said = table("words/told_english.toml")["port_paper"]
    paper = rf"(?:(?:[Aa]n?|[Tt]he|[Tt]his|[Tt]hat|[Ii]ts) (?:[a-z-]+ ){{0,4}}(?:{said['paper']}|{_N})|[Ii]t)"
    again = rf"(?:,? (?:and|then))* (?:{said['again']})[^.;\ue000-\uf8ff]{{0,30}}?"
    return _Ways(
        re.compile(rf"\b(?:{said['tie']})\b"),
        re.compile(
            rf"(?:^|[.;] )\W{{0,3}}(?:(?:{said['both']}) (?:{said['been']}) )?(?:[a-z]+ ){{0,2}}(?:{said['tie']})"
            rf"(?: (?:{said['bond']}|{_N}))?,? (?:since|from|in|on|signed in|concluded in) (?P<d>{_N})"
        ),
        re.compile(
            rf"\b{paper}(?: [a-z]+){{0,4}}? (?:{said['done']})"
            rf"(?: (?:at|in) {_N}(?= on))? (?:in |on |from |to )?(?P<d>{_N})"
            rf"|(?:^|[;,.] )\W{{0,3}}(?i:{said['signed']}) (?:in|on) (?P<g>{_N})"
            rf"|{again} (?:in|on) (?P<e>{_N})"
            rf"|\b[OIi]n (?P<f>{_N}),? (?:the (?:two )?ports|they|{_N})(?: and {_N})? (?:{said['signed']})\b"
        ),
        re.compile(
            rf"(?P<who>{_N})(?: (?:also|itself|too))? (?:{said['keeps']}) (?:{said['some']}) (?:{said['tie']})"
            rf"(?: in (?:the )?{_N})?(?: [a-z]+)?[:,](?= )"
        ),
        re.compile(
            rf"(?:(?P<who>{_N})|\b[Ii]t) (?:has been|is|became|was) (?:an?|the) (?:[a-z]+ )?"
            rf"(?:{said['tie']}) (?:of|to|with) (?:the )?(?P<port>{_N})(?:,? (?:since|in|from) (?P<d>{_N}))?"
        ),
    )


def ports_english(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` of two ports, on each day that is told of them."""
    if scene.discourse.kind in ("heading", "row"):
        return
    ways = _ways()
    if ways.tie.search(scene.text):
        yield from _of_others(scene)
    other = of_ports(scene)
    if other is None:
        return
    own, theirs = own_port(scene), port_called(other, scene)
    if own is None or theirs is None or _names_third(scene, other):
        return
    signed = ways.signed.finditer(scene.text) if said_tie(scene) is None else ()
    seen = set[str]()
    for told in (*ways.since.finditer(scene.text), *signed):
        at = next((told.start(g) for g in "defg" if told.groupdict().get(g)), -1)
        since = scene.date_at(at)
        if since is None or str(since) in seen or not _is_paper(scene, told):
            continue
        seen.add(str(since))
        scene.agreed.update(s.at for s in scene.of("AgreementWord|Agreement"))
        yield from scene.draft(own, "agreementWith", theirs, told.span(), RULE, since=since, done=True)
    yield from _anniversaries(scene, own, theirs)


def _anniversaries(scene: Scene, own: Entity, theirs: Entity) -> Iterator[Draft]:
    """Which anniversary the two ports mark, in the year told, else by when their tie was told to begin."""
    begun = [b.since for b in scene.discourse.begun if {b.one, b.other} == {own, theirs}]
    for spot in scene.of("Anniversary"):
        if not isinstance(spot.noun.value, float) or is_of_another(scene, spot, [spot]):
            continue
        nth, first = round(spot.noun.value), begun[0].earliest if begun else None
        years = [when for _, when in scene.dates if first is None or first_year(when) == first.year + nth]
        year = years[0] if years else on(first.year + nth) if first is not None and not scene.dates else None
        key, span = (("ordinal", str(nth)),), (spot.at, spot.at + 1)
        if year is not None and not _AFTER.match(scene.text, spot.at + 1):
            yield from scene.draft(own, "tieAnniversaryWith", theirs, span, RULE, since=year, key=key)


_AFTER = re.compile(r" (?:after|before|earlier|later|ago)\b")


RULE = "port-paper"
"""Each paper of two ports is told with a day of its own."""


def of_ports(scene: Scene) -> Noun | None:
    """The port or city abroad that the heading names, on a page whose title or owner is a port."""
    headings, frame = scene.discourse.headings, scene.discourse.frame
    if scene.japanese or not headings:
        return None
    title = frame.title or headings[0].clean.text
    if not (frame.owner is not None and frame.owner.kind == "Port") and not ports_said().search(title):
        return None
    land = frame.owner.country if frame.owner is not None and frame.owner.kind == "Port" else frame.home_land
    record, named = scene.discourse.record, scene.discourse.abroad
    if record is not None and record.kind == "City" and scene.discourse.kind == "paragraph":
        return record if all(n.text == record.text for n in named) and record.country != land else None
    heading = headings[-1]
    places = [n for n in heading.nouns if n.kind in ("City", "Port") and not scene.is_own(n)]
    alone = len(heading.clean.text) <= _BRIEF and len(places) == 1 and places[0].start < len("Port ")
    last = scene.discourse.last.get("Port")  # a line of its own may have named another since
    goes_on = last is None or scene.is_own(last) or (alone and places[0].text in last.text)
    return places[0] if alone and goes_on and places[0].country != land else None


def port_called(noun: Noun, scene: Scene) -> Entity | None:
    """The port of a noun: itself, or that of the city that the text calls it by."""
    if noun.kind == "Port":
        return scene.entity(noun)
    return scene.discourse.minter.named("Port", f"Port of {noun.text}", (noun.text,))


def _is_paper(scene: Scene, told: re.Match[str]) -> bool:
    """Whether the noun that a match takes for a paper is one."""
    nouns = [scene.masked.noun_at(at) for at in range(told.start(), told.end())]
    papers = [n for n in nouns if n is not None and n.kind in ("AgreementWord", "Agreement")]
    others = [n for n in nouns if n is not None and n.kind in ("Event", "Facility", "Plan", "Programme")]
    return bool(papers) or not others


def _names_third(scene: Scene, other: Noun) -> bool:
    """Whether the sentence is about a third port: it names one in neither end's place."""
    owner = scene.discourse.frame.owner
    ours = {n.text for title in scene.discourse.headings[:1] for n in title.nouns}
    ours |= {n.text for n in owner.names} if owner is not None else set()
    for spot in scene.of("City|Port"):
        name = spot.noun.text.removeprefix("Port of ")
        if not (scene.is_own(spot.noun) or name in other.text or any(name in own for own in ours)):
            return True
    return False


def _of_others(scene: Scene) -> Iterator[Draft]:
    """The ties of a port that the sentence names by its city, with those that it lists or is said to be one of."""
    for told in _ways().has.finditer(scene.text):
        who, at = scene.masked.noun_at(told.start("who")), told.end()
        while (entry := _ENTRY.match(scene.text, at)) and (port := scene.masked.noun_at(entry.start("port"))):
            if port.kind not in ("City", "Port"):
                break
            at = entry.end()
            yield from _tie(scene, who, port, entry, told.start())
    for told in _ways().of.finditer(scene.text):
        who = scene.masked.noun_at(told.start("who")) if told["who"] else None
        ahead = [who] if who is not None else [s.noun for s in scene.of("City|Port") if s.at < told.start()]
        port = scene.masked.noun_at(told.start("port"))
        if port is not None and port.kind in ("City", "Port") and len(ahead) == 1:
            yield from _tie(scene, ahead[-1], port, told, told.start())


def _tie(scene: Scene, who: Noun | None, port: Noun, told: re.Match[str], start: int) -> Iterator[Draft]:
    if who is None or who.kind not in ("City", "Port", "Self"):
        return
    own = own_port(scene) if who.kind == "Self" or scene.is_own(who) else None
    named = own is not None and (who.kind == "Self" or any(who.text in name.text for name in own.names))
    own = own if named else port_called(who, scene)
    since = scene.date_at(told.start("d")) if told["d"] else None
    scene.kin = True  # of no other reading are they cities' ties
    span = (min(start, told.start()), told.end())
    yield from scene.draft(own, "agreementWith", port_called(port, scene), span, RULE, since=since)
