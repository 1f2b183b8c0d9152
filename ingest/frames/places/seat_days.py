"""Seats told with their day in English: *Its secretariat has been in Bern since 2011*; *opened its office here*.

*It is also where the Water Agency and the Rivers League have their headquarters*; *The Consulate of Chile opened in
the city in 1964*: who has come to a city, and since when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Entity
from ...matching.engine import Draft
from ...text.mask import Noun
from ..scene import Scene
from ..syntax import syntax_of

_N = "[\ue000-\uf8ff]"
_SEAT = r"(?:[a-z]+ )?(?:[Hh]ead ?office|[Hh]eadquarters|seat|[Ss]ecretariat|main office|home)"
_PLACE = rf"(?:the )?(?:[Cc]ity of )?(?P<city>{_N}|here)"
_HAS_BEEN = re.compile(
    rf"\b[Ii]ts (?:{_SEAT}|(?P<seat>{_N}))(?:, which [^.;]{{2,60}},)? has been (?:based |located |housed )?in"
    rf" {_PLACE} since (?P<d>{_N})"
)
_WHERE_THEY_ARE = re.compile(
    rf"(?:^|[.;] )(?P<city>It|{_N}) is(?: also)? (?:the (?:city|place) )?where (?:the )?"
    rf"(?P<list>{_N}(?: \([^()]*\))?(?:(?:, | and |, and )(?:the )?{_N}(?: \([^()]*\))?)*) (?:has|have|keeps?)"
    rf" (?:its|their) {_SEAT}"
)
_OPENED = re.compile(
    rf"(?P<who>{_N})(?: \([^()]*\))? (?P<verb>opened|set up|established) its (?:new )?(?:{_SEAT}|offices?)"
    rf"(?: in {_PLACE}| here)(?:[^.;,{_N[1:-1]}]{{0,24}}),? (?:on|in) (?P<d>{_N})"
)
_MISSION = re.compile(
    rf"(?P<who>{_N})(?:, [^,.;]{{2,40}},)? (?:was |were )?(?:opened|established|set up) in {_PLACE}"
    rf",? (?:on|in) (?P<d>{_N})"
)
_BODIES = "CityNetwork|InternationalOrganization|Organization|Alliance|Foundation"
_CITIES = "City|Self|Ward"
_OF_A_SEAT = re.compile(r"(?:Secretariat|Office|Headquarters)$", re.IGNORECASE)
_OF_A_MISSION = re.compile(
    r"\b(?:Consulate|Embassy|Honorary Consul|Cultural Institute|Secretariat)\b", re.IGNORECASE
)


def seat_days(scene: Scene) -> Iterator[Draft]:
    """``locatedIn`` of who came to a city, since when, and ``establishedOn`` of the office that was opened."""
    for told in _HAS_BEEN.finditer(scene.text):
        seat = scene.masked.noun_at(told.start("seat")) if told["seat"] else None
        if seat is None or _OF_A_SEAT.search(seat.text):
            syntax = syntax_of(scene)
            its = next((w for w in syntax.all if w.low == told.start()), None)
            yield from _seated(scene, syntax.entity(its, _BODIES), told, named=None)
    for told in _WHERE_THEY_ARE.finditer(scene.text):
        where = scene.owner if told["city"] == "It" else _city(scene, told)
        for at in range(*told.span("list")):
            noun = scene.masked.noun_at(at)
            if noun is not None and scene.is_a(noun, _BODIES):
                yield from scene.draft(scene.entity(noun), "locatedIn", where, told.span(), "seat-where")
    for told in _OPENED.finditer(scene.text):
        who = scene.masked.noun_at(told.start("who"))
        if who is not None and scene.is_a(who, f"{_BODIES}|Office"):
            yield from _seated(scene, scene.entity(who), told, named=who)
    for told in _MISSION.finditer(scene.text):
        who = scene.masked.noun_at(told.start("who"))
        if who is not None and _OF_A_MISSION.search(who.text) and scene.is_a(who, "Office|Organization"):
            yield from _seated(scene, scene.entity(who), told, named=who)


def _city(scene: Scene, told: re.Match[str]) -> Entity | None:
    if not told["city"] or told["city"] == "here":
        return scene.owner
    noun = scene.masked.noun_at(told.start("city"))
    return scene.entity(noun) if noun is not None and scene.is_a(noun, _CITIES) else None


def _seated(scene: Scene, body: Entity | None, told: re.Match[str], *, named: Noun | None) -> Iterator[Draft]:
    since, span = scene.date_at(told.start("d")), told.span()
    where = _city(scene, told)
    if since is None or where is None:
        return
    yield from scene.draft(body, "locatedIn", where, span, "seat-since", since=since, done=True)
    if named is not None and named.kind == "Office":
        yield from scene.founded(body, since, span, "seat-since", done=True)
