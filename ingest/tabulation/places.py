"""Which thing a row names: one of the authority list, one met before, or a new one.

What always holds: a name is taken for a known place only where country and position, as far as a row gives them,
agree; two spellings are one place only where they stand within a short walk of each other; every spelling that was
joined to another is told. A row whose position lies in another country than it names gives a place of its own.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Final

from rapidfuzz import fuzz

from ...ontology.model import ENTITY, Entity, Name
from ..names.gazetteer import Gazetteer, gazetteer
from ..nouns.mint import lang_of
from ..text.fold import key

SAME_NAME: Final = 30.0
"""Kilometres within which two places of one name are one place."""
SAME_SPOT: Final = 2.0
"""Kilometres within which two places of like names are one place."""
ALIKE: Final = 80.0
"""How alike two folded names are then (rapidfuzz ratio, 0 to 100)."""

STANDS_OUT: Final = 10
"""How many times as many people a place has as the next of its name, to be meant without its position."""

Position = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Variant:
    """Two spellings taken for one thing, and how far apart the rows put them (kilometres; ``None`` unplaced)."""

    spelling: str
    joined_to: str
    iri: str
    distance: float | None


def distance(one: Position, other: Position) -> float:
    """Great-circle distance of two positions (degrees) in kilometres, on a sphere of 6,371 km.

    >>> from enishi.ingest.tabulation.places import distance
    >>> round(distance((35.45, 139.63), (45.76, 4.84)), -1)
    9910.0
    """
    (a, b), (c, d) = ((radians(x), radians(y)) for x, y in (one, other))
    part = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(part))


@dataclass(slots=True)
class _Met:
    entity: Entity
    folded: str
    within: str
    country: str
    position: Position | None


class Places:
    """Gives each name of a table its entity, and keeps what it joined."""

    def __init__(self, known: Gazetteer | None = None) -> None:
        self._known = known or gazetteer()
        self._asked: dict[tuple[str, str, str, Position | None], Entity] = {}
        self._named: defaultdict[tuple[str, str], list[_Met]] = defaultdict(list)
        self._near: defaultdict[tuple[str, int, int], list[_Met]] = defaultdict(list)
        self._countries: dict[str, str] = {}
        self._spellings: dict[str, set[str]] = {}
        self.variants: list[Variant] = []

    def find(self, kind: str, name: str, within: str = "", position: Position | None = None) -> Entity:
        """The entity of a kind that a row calls ``name``, in a country or region, at a position (degrees)."""
        asked = (kind, name, within, position)
        if asked not in self._asked:
            self._asked[asked] = self._found(kind, name, within, position)
        return self._asked[asked]

    @property
    def entities(self) -> tuple[Entity, ...]:
        """All entities given so far, in order of IRI."""
        found = {entity.iri: entity for entity in self._asked.values()}
        return tuple(found[iri] for iri in sorted(found))

    def _found(self, kind: str, name: str, within: str, position: Position | None) -> Entity:
        folded, country = key(name), self._country(within)
        listed = self._listed(kind, name, country, within, position)
        if listed is not None:
            return self._joined(listed, name, country, position, _place(listed))
        for met in self._named[kind, folded]:
            if _agree(met, within, country, position):
                return self._joined(met.entity, name, country, position, met.position)
        if position is not None:
            for met in self._around(kind, position):
                alike = fuzz.ratio(met.folded, folded) >= ALIKE and met.country == country
                if alike and met.position and distance(position, met.position) <= SAME_SPOT:
                    return self._joined(met.entity, name, country, position, met.position)
        made = _made(kind, name, within, country, position)
        self._keep(made, name, within, country, position)
        return made

    def _listed(self, kind: str, name: str, country: str, within: str, position: Position | None) -> Entity | None:
        """The entity of the authority list; of namesakes the nearest, else the one that stands out."""
        found = [e for e in self._known.lookup(name) if e.kind == kind]
        if country:
            found = [e for e in found if e.country == country]
        if position is not None:
            placed = [(distance(position, place), e.iri, e) for e in found if (place := _place(e))]
            near = min(placed, default=None)
            return near[2] if near and near[0] <= SAME_NAME else None
        return found[0] if found and (country or not within) and _stands_out(found) else None

    def _country(self, within: str) -> str:
        """The code of a country, or of the country a region is in; of "X, Y" that of Y."""
        if within not in self._countries:
            texts = (within, within.rpartition(",")[2]) if within else ()
            found = (e for text in texts for e in self._known.lookup(text) if e.kind in ("Country", "Region"))
            codes = (dict(e.attributes).get("countryCode", "") for e in found)
            self._countries[within] = next(filter(None, codes), "")
        return self._countries[within]

    def _joined(
        self, entity: Entity, name: str, country: str, position: Position | None, other: Position | None
    ) -> Entity:
        spellings = self._spellings.setdefault(entity.iri, {n.text for n in entity.names})
        if name not in spellings:
            spellings.add(name)
            apart = round(distance(position, other), 1) if position and other else None
            self.variants.append(Variant(name, entity.name(lang_of(name)), entity.iri, apart))
        if position is not None and not any(
            m.entity.iri == entity.iri for m in self._around(entity.kind, position)
        ):
            self._keep(entity, name, "", country, position)
        return entity

    def _keep(self, entity: Entity, name: str, within: str, country: str, position: Position | None) -> None:
        met = _Met(entity, key(name), within, country, position)
        self._named[entity.kind, met.folded].append(met)
        self._spellings.setdefault(entity.iri, {name})
        if position is not None:
            self._near[entity.kind, *_cell(position)].append(met)

    def _around(self, kind: str, position: Position) -> list[_Met]:
        row, column = _cell(position)
        steps = (-1, 0, 1)
        return [met for i in steps for j in steps for met in self._near.get((kind, row + i, column + j), ())]


def _cell(position: Position) -> tuple[int, int]:
    return int(position[0] * 20 // 1), int(position[1] * 20 // 1)


def _stands_out(found: list[Entity]) -> bool:
    """Whether the first of some namesakes is the one that is meant where nothing tells them apart."""
    people = [int(dict(entity.attributes).get("population", 0)) for entity in found[:2]]
    return len(people) == 1 or people[0] >= STANDS_OUT * people[1] > 0


def _place(entity: Entity) -> Position | None:
    told = dict(entity.attributes)
    if "latitude" in told and "longitude" in told:
        return float(told["latitude"]), float(told["longitude"])
    return None


def _agree(met: _Met, within: str, country: str, position: Position | None) -> bool:
    if met.country != country:
        return False
    if met.position is not None and position is not None:
        return distance(met.position, position) <= SAME_NAME
    return met.within == within


def _made(kind: str, name: str, within: str, country: str, position: Position | None) -> Entity:
    told = {"countryCode": country} if country else {}
    if position is not None:
        told |= {"latitude": f"{position[0]:.4f}", "longitude": f"{position[1]:.4f}"}
    scope = f"{country} {position[0]:.1f} {position[1]:.1f}" if position else key(within)
    digest = hashlib.sha256("\n".join((kind, key(name), scope)).encode()).hexdigest()[:12]
    names = (Name(name, lang_of(name), True),)
    return Entity(f"{ENTITY}{kind.lower()}/{digest}", kind, names, tuple(sorted(told.items())))
