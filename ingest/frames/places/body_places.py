"""Where a house, an office or a body is, in Japanese, by the brackets behind its name or by a field of its record.

*文化会館(イタリア・ローマ)*: in Rome; *事務所 米子市(鳥取県)* below the name of a body: in Yonago.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Entity
from ...matching.engine import Draft
from ..scene import Scene


def in_brackets(scene: Scene) -> Iterator[Draft]:
    """``locatedIn`` of a house, an office or a body whose place stands in brackets: 文化会館(イタリア・ローマ)."""
    for spot in scene.of(_THINGS):
        aside = _ASIDE.match(scene.text, spot.at + 1) if spot.noun.kind not in _NOWHERE else None
        inside = [
            s for s in scene.of("Country|City|Ward|Region|Prefecture") if aside and s.at in range(*aside.span())
        ]
        if aside is None or not _ONLY_PLACES.fullmatch(aside[1]) or not inside:
            continue
        places = [s for kinds in _NARROWER for s in inside if scene.is_a(s.noun, kinds)]
        nouns = {s.noun.kind for s in inside}
        if len(nouns) == len(inside) and len(inside) == len(_NOUN.findall(aside[1])):
            where = scene.entity(places[0].noun)
            yield from scene.draft(
                scene.entity(spot.noun),
                "locatedIn",
                where,
                (spot.at, aside.end()),
                "place-in-brackets",
                always=True,
            )


_THINGS = "Office|Facility|Organization"
_NOWHERE = frozenset(["CityNetwork", "Alliance", "Company", "InternationalOrganization", "NationalGovernment"])
_NARROWER = ("City|Ward", "Region|Prefecture", "Country")
_ASIDE = re.compile(r"\s?\(([^()]{1,24})\)")
_ONLY_PLACES = re.compile("(?:[\ue000-\uf8ff](?:市|都)?(?:[・、,\\s]{1,2}|の)?)+")
_NOUN = re.compile("[\ue000-\uf8ff]")


def field_of_body(scene: Scene) -> Iterator[Draft]:
    """``locatedIn`` and ``establishedOn`` of the body that a record is of, by its fields.

    事務所 米子市(鳥取県); 設立年月 1986年2月.
    """
    begun = _BEGUN_FIELD.fullmatch(scene.text)
    since = scene.date_at(begun.start("d")) if begun is not None else None
    if since is not None:
        yield from scene.founded(_body_of_field(scene), since, (0, len(scene.text)), "field-of-body")
    told, beside = _OFFICE_FIELD.fullmatch(scene.text), _OFFICE_BESIDE.match(scene.text)
    body = _body_of_field(scene) if told is not None else None
    if beside is not None and (noun := scene.masked.noun_at(beside.start("noun"))) and scene.is_a(noun, _THINGS):
        told, body = beside, scene.entity(noun)
    place = scene.masked.noun_at(told.start("place")) if told is not None else None
    if body is not None and place is not None and scene.is_a(place, "City|Ward"):
        yield from scene.draft(body, "locatedIn", scene.entity(place), (0, len(scene.text)), "field-of-body")


def _body_of_field(scene: Scene) -> Entity | None:
    """The body that the line before names alone, or the heading, or that the document speaks for."""
    above = (scene.discourse.before, scene.discourse.lead, *reversed(scene.discourse.headings))
    heads = [m for m in above if m]
    for masked in heads:
        alone = _ALONE.fullmatch(masked.text)
        noun = masked.noun_at(alone.start("noun")) if alone is not None else None
        if noun is not None and scene.is_a(noun, f"{_THINGS}|CityNetwork"):
            return scene.entity(noun)
    owner = scene.discourse.frame.voice or scene.owner
    return owner if owner is not None and owner.kind in _SPEAKERS else None


_BEGUN_FIELD = re.compile(
    r"[^\w\ue000-\uf8ff]{0,3}(?:設立|創立|発足|創設|結成)(?:年月日|年月|年|日|時期)?[\s:|]{0,3}(?P<d>[\ue000-\uf8ff])"
    r"(?:\s?\([^()]*\))?[^\w\ue000-\uf8ff]{0,2}"
)
_OFFICE_FIELD = re.compile(
    r"[^\w\ue000-\uf8ff]{0,3}(?:主たる)?(?:事務所|本部|事務局|所在地?|本部所在地)(?:の所在地)?[\s:|]{1,3}"
    r"(?:[\ue000-\uf8ff](?:の|\s)?)?(?P<place>[\ue000-\uf8ff])市?(?:\s?\([\ue000-\uf8ff]+\))?[^\w\ue000-\uf8ff]{0,2}"
)
_OFFICE_BESIDE = re.compile(  # 青森県台北事務所 所在地:台北市(台湾)
    r"[^\w\ue000-\uf8ff]{0,3}(?P<noun>[\ue000-\uf8ff])[\s:]{1,2}(?:所在地|設置場所|設置都市)[\s:]{1,2}(?P<place>[\ue000-\uf8ff])"
)
_ALONE = re.compile(
    r"[^\w\ue000-\uf8ff]{0,3}(?:[一-鿿]{2}財団法人|[一-鿿]{2}社団法人|NPO法人)?\s?(?P<noun>[\ue000-\uf8ff])[^\w\ue000-\uf8ff]{0,3}"
)
_SPEAKERS = frozenset(["Organization", "Foundation", "CityNetwork", "Alliance", "InternationalOrganization"])
