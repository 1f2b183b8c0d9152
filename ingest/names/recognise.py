"""Known names in running text: cities, countries, organisations, in Japanese and English.

What always holds: ``text[r.start:r.end] == r.surface``; what is found does not overlap and stands in order of
place; a name that may also be a common word is found only where the text says that a place is meant. Better
nothing than a wrong name: what stays undecided comes back with all its candidates, the likeliest first.
"""

from __future__ import annotations

import re
from copy import copy
from functools import cached_property, lru_cache
from typing import NamedTuple

from ...ontology.model import Entity
from ..text.fold import fold
from .gazetteer import Gazetteer, Known, Reference, gazetteer
from .kana import kana
from .namesakes import Context, choose
from .shape import Hit
from .sightings import Spotter


class Recognised(NamedTuple):
    """A known name at ``text[start:end]``. ``candidates`` are what it may mean, the likeliest first."""

    start: int
    end: int
    candidates: tuple[Entity, ...]
    kind: str
    surface: str

    @property
    def entity(self) -> Entity | tuple[Entity, ...]:
        """What is meant; all candidates where that is not certain."""
        return self.candidates[0] if len(self.candidates) == 1 else self.candidates

    @property
    def best(self) -> Entity:
        """The likeliest candidate."""
        return self.candidates[0]

    @property
    def ambiguous(self) -> bool:
        """Whether several entities may be meant."""
        return len(self.candidates) > 1


class Recogniser:
    """Finds known names. Made in no time; reads its data when first asked, and once.

    ``home`` is the city whose documents are read (itself, a code of local government such as ``141003``, or a
    name): its own wards and its bare name are then understood.

    >>> from enishi.ingest.names.recognise import Recogniser
    >>> found = Recogniser().find("リヨン市（フランス）と横浜市、タイトルは「中国語」")
    >>> [(r.surface, r.kind, r.best.name("en")) for r in found]
    [('リヨン市', 'City', 'Lyon'), ('フランス', 'Country', 'France'), ('横浜市', 'City', 'Yokohama')]
    """

    def __init__(self, *, country: str | None = None, home: str | Entity | None = None) -> None:
        self._country = country
        self._home = home
        self._ties = False
        self._told: dict[str, tuple[Known, ...]] | None = None
        self._lands: dict[str, tuple[Known, ...]] | None = None

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return gazetteer()

    @cached_property
    def _spotter(self) -> Spotter:
        return Spotter(self._gazetteer, self._home_row)

    @cached_property
    def _home_row(self) -> Reference | None:
        """The municipality that ``home`` says."""
        if self._home is None:
            return None
        if isinstance(self._home, Entity):
            return self._row_of(self._home)
        table = self._gazetteer.tables["M"]
        for number, line in enumerate(table.lines):
            if line.startswith(self._home.encode() + b"\t"):
                return Reference("b", "M", number)
        found = [r for r in self._gazetteer.references(fold(self._home).text) if r.table == "M"]
        return max(found, key=lambda r: self._gazetteer.known(r).population, default=None)

    @cached_property
    def _home_known(self) -> Known | None:
        return self._home_row and self._gazetteer.known(self._home_row)

    @cached_property
    def prefecture(self) -> Entity | None:
        """The prefecture that the home municipality lies in."""
        within = dict(self._home_known.entity.attributes).get("within", "") if self._home_known else ""
        return Recogniser(home=within[2:])._home_entity if within.startswith("jp") else None

    @property
    def _home_entity(self) -> Entity | None:
        return self._home_known.entity if self._home_known else None

    def _row_of(self, city: Entity) -> Reference | None:
        """The row of an entity of the gazetteer, as one that needs nothing else to be found."""
        for name in city.names:
            for row in self._gazetteer.references(fold(name.text).text):
                if self._gazetteer.known(row).entity.iri == city.iri:
                    return row._replace(mode="b")
        return None

    def find(self, text: str, *, country: str | None = None) -> list[Recognised]:
        """The known names in a text, in order; ``country`` (alpha-2) is preferred among namesakes."""
        found = self._found(text, country)
        home = self._home_entity if self._home_kana else None
        if home is None or self._home_kana is None:
            return found
        spelt = [Recognised(*m.span(), (home,), home.kind, m[0]) for m in self._home_kana.finditer(text)]
        spelt = [s for s in spelt if all(r.end <= s.start or r.start >= s.end for r in found)]
        return sorted([*found, *spelt], key=lambda r: r.start) if spelt else found

    @cached_property
    def _home_kana(self) -> re.Pattern[str] | None:
        """Where the home city's name stands in kana."""
        home = self._home_entity
        return kana(home.name("en")) if home is not None and home.country == "JP" else None

    def _found(self, text: str, country: str | None) -> list[Recognised]:
        sightings = self._spotter.sightings(text)
        if not sightings:
            return []
        context = Context(text, country or self._country, self._home_known, self._ties, self._told, self._lands)
        hits = [
            Hit(sighting.start, sighting.end, candidates, kind, sighting, modes)
            for sighting in sightings
            for kind, candidates, modes in _meant(sighting.references)
        ]
        return [
            Recognised(h.start, h.end, tuple([k.entity for k in h.candidates]), h.kind, text[h.start : h.end])
            for h in choose(hits, context)
        ]

    def may_name(self, kind: str, text: str, country: str | None = None) -> bool:
        """Whether a text may name a thing of a kind (in a country); quicker than to find out what it names."""
        for sighting in self._spotter.sightings(text):
            for of_kind, candidates, _ in _meant(sighting.references):
                if of_kind == kind and (country is None or any(k.country == country for k in candidates)):
                    return True
        return False

    def of_document(self, *, ties: bool = False) -> Recogniser:
        """The same for one document: a name that was made a city's in it is found wherever it stands behind.

        In one that tells of ``ties``, names that its lists of them make a city's are found too.
        """
        other = copy(self)
        other._ties, other._told, other._lands = ties, {}, {}
        return other

    def lookup(self, name: str) -> list[Entity]:
        """The entities that carry a name, in any of its spellings; the most populous first."""
        found = self._gazetteer.lookup(name)
        if not found and name[-1:] == "市":
            found = [e for e in self._gazetteer.lookup(name[:-1]) if e.kind == "City"]
        return found

    def city_named(self, name: str) -> Entity | None:
        """The largest city of a name, with or without 市 or City."""
        bare = name.removesuffix(" City").removeprefix("City of ")
        return next((e for n in (name, bare) for e in self.lookup(n) if e.kind == "City"), None)


@lru_cache(1 << 12)
def _meant(references: tuple[Reference, ...]) -> tuple[tuple[str, tuple[Known, ...], frozenset[str]], ...]:
    """Rows by kind, each one hit; a word that contains a name and is none has no candidates, and hides the name."""
    if any(r.mode == "s" for r in references):
        return (("", (), frozenset()),)
    rows = [(r.mode, gazetteer().known(r)) for r in references]
    kinds = dict.fromkeys((k.entity.kind, k.country == "JP") for _, k in rows)
    alike = [[(mode, k) for mode, k in rows if (k.entity.kind, k.country == "JP") == kind] for kind in kinds]
    return tuple(
        (kind, tuple(k for _, k in same), frozenset(mode for mode, _ in same))
        for (kind, _), same in zip(kinds, alike, strict=True)
    )
