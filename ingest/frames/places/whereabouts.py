"""Where things are in English by what stands beside them: the Field Museum, Chicago; X University (Thailand).

A house, a school, an office or a body names its place right behind it, and a town that no list knows its country.
Such a fact holds whatever the sentence plans, wishes or denies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft
from ..scene import Scene, Spot

_THINGS = "Facility|University|EducationalInstitution|Office|Organization|Port"
_PLACES = "City|Country|Region|Prefecture|Facility"
_LANDS = "Country|Region|Prefecture"
_BESIDE = re.compile(
    r"(?: \([A-Z]{2,8}\))?(?:,? (?P<prep>in|of|at)(?: the)?(?: (?:city|town|port|province|state) of)? "
    r"|(?P<comma>, )| ?(?P<bracket>\())$"
)
_OPENS = re.compile(
    r",? (?:which |that )?(?:is |was |has |had |itself |first |formally |now |still |itself )*"
    r"(?:opens?|opened|started|starts|stands|stood|stood|lies|founded|built|based|located|situated|housed|set up)"
    r"(?: (?:in|on) [\ue000-\uf8ff])?(?: (?:on|at) (?:a|the|its) (?:campus|site|hill))? (?:in|at) (?:the )?$"
)
_LISTED = re.compile(r"(?:, (?:and |the )*(?=[A-Z\ue000-\uf8ff])| and | or )")
_CLOSED = re.compile(r"\s?[,.;:)]|$| (?:is|was|has|had|will|to|on|from|since|for|and|in|as|the|which|where|by)\b")
_UNLISTED = re.compile(r"(?: in (?:the )?|, | \()(?:[A-Z][a-z]+(?: [A-Z][a-z]+)?, |[\ue000-\uf8ff], )?$")
_LIES = re.compile(
    r"(?: City)?(?:,[^,;.]{2,40},)?(?: (?:has|had|is|with) [^.;]{3,50}? and)?"
    r" (?:lies|is|sits|stands)(?: a [a-z -]+?)? (?:in|on) (?:the )?"
    r"(?:(?:south|north|east|west|centre|middle|[a-z]+ part) of "
    r"|(?:island|coast|peninsula) of )?"
    r"(?:the )?$"
)


def whereabouts(scene: Scene) -> Iterator[Draft]:
    """``locatedIn`` of what is named beside its place."""
    if scene.japanese or len(scene.spots) < 2:
        return
    titled = scene.masked.clean.text[-1:] not in ".!?"  # Background: that network in Colombia
    for left, right in zip(scene.spots, scene.spots[1:], strict=False):
        between = scene.text[left.at + 1 : right.at]
        if len(between) > _REACH:
            continue
        if titled and left.noun.kind == "CityNetwork":
            continue
        if scene.is_a(left.noun, _THINGS) and scene.is_a(right.noun, _PLACES) and _stands(scene, right, between):
            yield from _located(scene, left, right, "beside-its-place")
        elif scene.is_a(left.noun, "City|Ward") and scene.is_a(right.noun, "City") and _PART_OF.fullmatch(between):
            yield from _located(scene, left, right, "district-of-its-city")
        elif scene.is_a(left.noun, "City"):
            yield from _town(scene, left, right, between)
    for told in _WHERE_LIES.finditer(scene.text):
        within, town = (scene.masked.noun_at(told.start(group)) for group in ("in", "town"))
        if within and town and scene.is_a(within, "Prefecture|Region|Country") and scene.is_a(town, "City|Ward"):
            span = (told.start(), told.end())
            yield from scene.draft(
                scene.entity(town), "locatedIn", scene.entity(within), span, "where-it-lies", always=True
            )
    for place in scene.of(_PLACES):  # a date or a town's state between: the museum opened in July 2000 in Katsuyama
        yield from _opened_at(scene, place)


_REACH = 70
_WHERE_LIES = re.compile(  # Nagano Prefecture, where Ueda lies
    r"(?P<in>[\ue000-\uf8ff]), (?:where|in which) (?:the [Cc]ity of )?(?P<town>[\ue000-\uf8ff]) "
    r"(?:lies|is(?: located)?|stands)\b(?! an?\b)"
)
_PART_OF = re.compile(  # Songpa-gu, one of the 25 districts of Seoul
    r",? (?:which is |is )?(?:one of )?(?:the |its |an? )?(?:[\w-]+ ){0,2}"
    r"(?:districts?|wards?|boroughs?) (?:of|in) (?:the )?"
)


def _stands(scene: Scene, right: Spot, between: str) -> bool:
    """Whether a place stands as the place of the name before it."""
    told = _BESIDE.match(between)
    if told is None:
        return False
    behind = scene.text[right.at + 1 :]
    if told["comma"]:  # the Field Museum, Chicago, is lending: no list of museums and towns
        listed = _LISTED.match(behind)
        return not listed and right.noun.kind != "Facility" and bool(_CLOSED.match(behind))
    if told["prep"] == "of":
        return right.noun.kind == "City" and between.startswith(",")
    return bool(_CLOSED.match(behind))


def _town(scene: Scene, left: Spot, right: Spot, between: str) -> Iterator[Draft]:
    if not scene.is_a(right.noun, _LANDS):
        return
    unlisted = not left.noun.entities and _UNLISTED.fullmatch(between)
    if unlisted and right.noun.kind == "Country":
        yield from _located(scene, left, right, "town-beside-its-country")
    known = left.noun.country is not None and left.noun.country == right.noun.country
    if known and (
        _LIES.fullmatch(between) or between in (" in ", " in the ", ", on the island of ", " (", ", in ")
    ):
        yield from _located(scene, left, right, "town-in-its-region")


def _opened_at(scene: Scene, place: Spot) -> Iterator[Draft]:
    for thing in scene.of("Facility|University|EducationalInstitution|Office"):
        if thing.at < place.at and _OPENS.fullmatch(scene.text[thing.at + 1 : place.at]):
            yield from _located(scene, thing, place, "opened-at")


def _located(scene: Scene, thing: Spot, where: Spot, rule: str) -> Iterator[Draft]:
    span = (thing.at, where.at + 1)
    yield from scene.draft(scene.entity(thing.noun), "locatedIn", scene.entity(where.noun), span, rule, always=True)
