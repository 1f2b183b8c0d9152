"""What surrounds a thing, walked outwards: what is drawn, in order of distance, and what did not fit.

What always holds: nearest first; a hub is read no further than it is drawn (:mod:`.hubs`), and the walk finds what
it would find if all were read; evidence is read for what is drawn alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from ...ontology.model import Value
from ...ontology.schema import VALUE_CLASS, load_schema
from . import hubs, outline
from .kinds import kinds

if TYPE_CHECKING:
    from ...graph.home import Graph, StatedFact

THROUGH: Final = frozenset(
    {"Activity", "Agreement", "Office", "Role", "Department", "Alliance", "Facility", "Foundation"}
)
"""Kinds of things through which an ego view looks on: what they are is who stands behind them."""
WIDE: Final = frozenset({"Country", "Region"})


class Explorer:
    """Walks outwards from one entity, and remembers what it drew and what it had to leave out."""

    def __init__(
        self, graph: Graph, limit: int, *, confirmed_only: bool, known: Mapping[str, str] | None = None
    ) -> None:
        self._known = known or {}
        self.graph, self.limit, self.confirmed_only = graph, limit, confirmed_only
        self.reached: dict[str, None] = {}
        self.over: set[str] = set()
        self.values: set[str] = set()
        self._facts: dict[str, list[StatedFact]] = {}
        self._held: dict[str, list[StatedFact]] = {}
        self._counts = not confirmed_only and outline.countable(graph)
        self._hub: tuple[str, Counter[str]] | None = None
        self._kinds: dict[str, str] = {}
        self._documents: dict[str, frozenset[str]] = {}

    def ties(self, iri: str) -> list[StatedFact]:
        """The ties of an entity, values put aside."""
        self._read([iri])
        return self._facts[iri]

    def begin(self, centre: str) -> None:
        """Get to know the centre. Of a hub those ties alone are read that will be drawn."""
        relations = hubs.relations(self.graph, centre) if self._counts else Counter()
        if relations.total() <= hubs.MANY:
            return
        room = max(self.limit - 1, 1)
        others = hubs.nearest(self.graph, centre, relations, room)
        if len(others) < room:
            return
        self._hold(others)
        ties = {f.id: f for other in others for f in self._held[other] if centre in (f.subject, f.object)}
        self._facts[centre] = sorted(ties.values(), key=_nearness)
        self._hub = centre, hubs.kinds(self.graph, centre)

    def left_out(self) -> tuple[Counter[str], int]:
        """How many things of each kind do not fit, and how many facts lead to values."""
        if self._hub is None:
            return kinds(self.graph, self.over, self._known), len(self.values)
        centre, around = self._hub
        beyond = self.over - hubs.tied(self.graph, centre, self.over)
        values = around[VALUE_CLASS] + len(self.values)
        drawn = kinds(self.graph, self.reached.keys() - {centre}, self._known)
        return around - drawn - Counter({VALUE_CLASS: values}) + kinds(self.graph, beyond, self._known), values

    def _many(self, iri: str) -> int:
        """How many ties an entity has, read or not."""
        if self._hub and iri == self._hub[0]:
            return self._hub[1].total() - self._hub[1][VALUE_CLASS]
        return len(self.ties(iri))

    def _read(self, iris: Iterable[str]) -> None:
        """Get to know the ties of several entities at once."""
        new = sorted(set(iris) - self._facts.keys())
        self._hold(new)
        for iri in new:
            facts = self._held.pop(iri)
            self.values.update(fact.id for fact in facts if isinstance(fact.object, Value))
            self._facts[iri] = sorted((f for f in facts if not isinstance(f.object, Value)), key=_nearness)

    def _hold(self, iris: Iterable[str]) -> None:
        """Read the facts of several entities, to be known when they are asked for."""
        found: dict[str, dict[str, StatedFact]] = {iri: {} for iri in iris if iri not in self._held}
        if not found:
            return
        for fact in outline.around(self.graph, found, confirmed_only=self.confirmed_only):
            for end in {fact.subject, fact.object} & found.keys():
                found[str(end)][fact.id] = fact
        self._held.update((iri, list(facts.values())) for iri, facts in found.items())

    def _sources(self, facts: Iterable[StatedFact]) -> None:
        """Get to know which documents state several ties."""
        new = sorted({fact.id for fact in facts} - self._documents.keys())
        if new:
            known = self.graph.facts(new)
            self._documents.update((fact.id, frozenset(r.document for r in fact.references)) for fact in known)

    def walk(self, centre: str, depth: int | None) -> None:
        """Reach what is near, in order of distance."""
        ring, level = [centre], 0
        self.reached[centre] = None
        while ring and (depth is None or level < depth):
            self._read(ring)
            after = [iri for near in ring for iri in self._take(near)]
            level += 1
            self._learn(after)
            ring = [iri for iri in after if depth is not None or self._is(iri, THROUGH)]
        if depth is None:
            self._look_around(centre)

    def _take(self, near: str, documents: frozenset[str] | None = None) -> Iterator[str]:
        if documents is not None:
            self._sources(self.ties(near))
        for fact in self.ties(near):
            other = _other(fact, near)
            if documents is not None and documents.isdisjoint(self._documents[fact.id]):
                continue
            if other not in self.reached and other not in self.over:
                if len(self.reached) >= self.limit:
                    self.over.add(other)
                else:
                    self.reached[other] = None
                    yield other

    def _look_around(self, centre: str) -> None:
        """From the places reached, to projects and the like there, of which the documents behind the centre's drawn
        ties speak. Evidence is read for those alone: a centre may have very many that do not fit.
        """
        drawn = [fact for fact in self.ties(centre) if _other(fact, centre) in self.reached]
        self._sources(drawn)
        documents = frozenset().union(*(self._documents[fact.id] for fact in drawn))
        standing = [iri for iri in self.reached if self._is(iri, {"Place"})]
        greater = self._greater(standing, centre)
        self._read(iri for iri in standing if iri not in greater)
        places = [iri for iri in standing if iri != centre and iri not in greater and self._lesser(iri, centre)]
        self._learn({_other(fact, place) for place in places for fact in self.ties(place)})
        for place in places:
            ties = [
                (other, fact)
                for fact in self.ties(place)
                if (other := _other(fact, place)) not in self.reached and self._is(other, THROUGH)
            ]
            self._sources(fact for _, fact in ties)
            ring = sorted({other for other, fact in ties if not documents.isdisjoint(self._documents[fact.id])})
            self._read(ring)
            for iri in ring:
                if len(self.reached) < self.limit:
                    self.reached[iri] = None
                    self._learn(list(self._take(iri, documents)))
                else:
                    self.over.add(iri)
        self._share(greater)

    def _greater(self, places: Iterable[str], centre: str) -> set[str]:
        """The hubs among places that have more facts than the centre: not looked around, and so not read."""
        new = [iri for iri in places if iri not in self._facts and not self._is(iri, WIDE)] if self._counts else []
        sizes = hubs.sizes(self.graph, new)
        return {iri for iri in new if sizes[iri] > max(hubs.MANY, self._many(centre))}

    def _share(self, greater: set[str]) -> None:
        """Get to know those ties of hubs that lead to what was reached."""
        if not greater:
            return
        others = [iri for iri in self.reached if iri not in greater]
        self._hold(iri for iri in others if iri not in self._facts)
        among = self.graph.facts(hubs.between(self.graph, greater)) if len(greater) > 1 else []
        told = [*among, *(f for iri in others for f in self._facts.get(iri, self._held.get(iri, [])))]
        for hub in greater:
            ties = {f.id: f for f in told if hub in (f.subject, f.object)}
            self._facts[hub] = sorted(ties.values(), key=_nearness)

    def _lesser(self, place: str, centre: str) -> bool:
        """Whether a place is looked around: a country or region, or a place with fewer ties than the centre."""
        return self._is(place, WIDE) or self._many(place) < self._many(centre)

    def _learn(self, iris: Iterable[str]) -> None:
        new = set(iris) - self._kinds.keys()
        self._kinds.update((iri, self._known[iri]) for iri in new if iri in self._known)
        if unknown := sorted(new - self._kinds.keys()):
            self._kinds.update((entity.iri, entity.kind) for entity in self.graph.entities(unknown))

    def _is(self, iri: str, kinds: Iterable[str]) -> bool:
        return iri in self._kinds and load_schema().is_a(self._kinds[iri], kinds)

    def drawn(self) -> list[StatedFact]:
        """The ties among what was reached, as far as they were looked at."""
        found = {fact.id: fact for iri in self.reached for fact in self._facts.get(iri, ())}
        return [f for f in found.values() if f.subject in self.reached and f.object in self.reached]


def _nearness(fact: StatedFact) -> tuple[int, bool, str, str]:
    """What is drawn first where not all fits: core relations, ties between equals, old ties."""
    return *hubs.rank(fact.relation), fact.since or "9", fact.id


def _other(fact: StatedFact, end: str) -> str:
    return str(fact.object) if fact.subject == end else fact.subject
