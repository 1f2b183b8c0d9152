"""View graphs: what a diagram draws, as networkx graphs cut from the graph of statements.

What always holds: a node is an entity, an edge a statement that is so (never a proposal), with its citations;
values are not drawn; what does not fit is counted and named in the graph's ``left_out``; the same statements
give the same view graph, in the same order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from ..errors import NothingFound
from ..ontology.edtf import parse
from ..ontology.model import Lang, Trust, Value
from ..ontology.schema import VALUE_CLASS, load_schema
from ..words import Words
from . import hubs, outline
from .paths import best_paths

if TYPE_CHECKING:
    import networkx as nx

    from ..graph.home import Graph, StatedFact
    from ..ontology.model import Document, Entity

    ViewGraph: TypeAlias = nx.MultiDiGraph[str]

THROUGH: Final = frozenset(
    {"Activity", "Agreement", "Office", "Role", "Department", "Alliance", "Facility", "Foundation"}
)
"""Kinds of things through which an ego view looks on: what they are is who stands behind them."""
LIMIT: Final = 150


def ego(
    graph: Graph,
    iri: str,
    *,
    depth: int | None = None,
    limit: int = LIMIT,
    lang: Lang = "ja",
    confirmed_only: bool = False,
    evidence: bool = True,
    known: Mapping[str, Entity] | None = None,
) -> ViewGraph:
    """What surrounds an entity (its IRI), nearest first, up to ``limit`` nodes.

    ``depth`` is the number of steps; without it, one step, and on through projects, offices, roles, agreements
    and the like (:data:`THROUGH`) to whoever stands behind them; last, from the places so reached, to what the
    documents on this entity say is done there. Raises ``NothingFound`` where nothing is known of the entity.
    Without ``evidence`` the ties are drawn without their quotes; who has read all entities before gives them as
    ``known``.
    """
    explorer = _Explorer(graph, limit, confirmed_only=confirmed_only, known=known)
    explorer.begin(iri)
    if not explorer.ties(iri):
        raise NothingFound("entity_without_ties", name=_entity_name(graph, iri, lang))
    explorer.walk(iri, depth)
    facts = explorer.drawn()
    view = cut(
        graph, graph.facts([fact.id for fact in facts]) if evidence else facts, explorer.reached, known=known
    )
    return _titled(view, Words(lang).say("queries.view.ego", name=_name_in(view, iri, lang)), iri, explorer, lang)


def path(
    graph: Graph,
    a: str,
    b: str,
    k: int = 3,
    *,
    lang: Lang = "ja",
    confirmed_only: bool = False,
    evidence: bool = True,
    known: Mapping[str, Entity] | None = None,
) -> ViewGraph:
    """The ``k`` best paths between two entities (IRIs), in one view; ``ends`` names the two.

    Raises ``NothingFound`` where no ties connect them.
    """
    between: dict[frozenset[str], list[str]] = {}
    for statement, *ends in outline.pairs(graph, confirmed_only=confirmed_only):
        between.setdefault(frozenset(ends), []).append(statement)
    paths = best_paths((tuple(sorted(pair)) for pair in between if len(pair) == 2), a, b, k)  # type: ignore[misc]
    names = {"a": _entity_name(graph, a, lang), "b": _entity_name(graph, b, lang)}
    if not paths:
        raise NothingFound("paths_none", **names)
    steps = {frozenset(ends) for found in paths for ends in pairwise(found)}
    wanted = {statement for step in steps for statement in between[step]}
    if evidence:
        facts = graph.facts(sorted(wanted))
    else:
        facts = [f for f in outline.among(graph, {iri for step in steps for iri in step}) if f.id in wanted]
    view = cut(graph, facts, known=known)
    view.graph.update(title=Words(lang).say("queries.view.path", **names), ends=(a, b))
    return view


def whole(
    graph: Graph,
    *,
    limit: int | None = None,
    lang: Lang = "ja",
    confirmed_only: bool = False,
    evidence: bool = True,
    known: Mapping[str, Entity] | None = None,
) -> ViewGraph:
    """All things and their ties; with a ``limit``, the things with most ties."""
    facts, left = busiest(graph, limit, confirmed_only=confirmed_only, evidence=evidence)
    view = cut(graph, facts, known=known)
    view.graph.update(title=Words(lang).say("queries.view.whole"), left_out=kinds_of(graph, left, lang, known))
    return view


def busiest(
    graph: Graph, limit: int | None, *, confirmed_only: bool = False, evidence: bool = True
) -> tuple[list[StatedFact], list[str]]:
    """The ties among the things with most ties, up to ``limit``, and the things that are left out.

    Without ``evidence`` the ties have no references: see :mod:`.outline`.
    """
    ties = outline.degrees(graph, confirmed_only=confirmed_only)
    ranked = sorted(ties, key=lambda iri: (-ties[iri], iri))
    facts = outline.among(graph, ranked[:limit], confirmed_only=confirmed_only)
    shown = {end for fact in facts for end in (fact.subject, fact.object)}
    lost = [iri for iri in ranked if iri not in shown]
    return graph.facts([fact.id for fact in facts]) if evidence else facts, lost


def drawn(fact: StatedFact, confirmed_only: bool = False) -> bool:
    """Whether a fact is a tie that a picture may show: it is so, and leads to a thing."""
    return _asked(fact, confirmed_only) and not isinstance(fact.object, Value)


def _asked(fact: StatedFact, confirmed_only: bool) -> bool:
    return fact.status.asserts and not (confirmed_only and fact.trust is Trust.MACHINE)


class _Explorer:
    """Walks outwards from one entity, and remembers what it drew and what it had to leave out."""

    def __init__(
        self, graph: Graph, limit: int, *, confirmed_only: bool, known: Mapping[str, Entity] | None
    ) -> None:
        self.known = known
        self.graph, self.limit, self.confirmed_only = graph, limit, confirmed_only
        self.reached: dict[str, None] = {}
        self.over: set[str] = set()
        self.values: set[str] = set()
        self._facts: dict[str, list[StatedFact]] = {}
        self._held: dict[str, list[StatedFact]] = {}
        self._hub: tuple[str, Counter[str]] | None = None
        self._kinds: dict[str, str] = {}
        self._documents: dict[str, frozenset[str]] = {}

    def ties(self, iri: str) -> list[StatedFact]:
        """The ties of an entity, values put aside."""
        self._read([iri])
        return self._facts[iri]

    def begin(self, centre: str) -> None:
        """Get to know the centre. Of a hub those ties alone are read that will be drawn."""
        relations = Counter() if self.confirmed_only else hubs.relations(self.graph, centre)
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
            return self._kinds_among(self.over), len(self.values)
        centre, around = self._hub
        beyond = self.over - hubs.tied(self.graph, centre, self.over)
        values = around[VALUE_CLASS] + len(self.values)
        drawn = self._kinds_among(self.reached.keys() - {centre})
        return around - drawn - Counter({VALUE_CLASS: values}) + self._kinds_among(beyond), values

    def _kinds_among(self, iris: Iterable[str]) -> Counter[str]:
        return Counter(entity.kind for entity in entities_of(self.graph, sorted(iris), self.known))

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
        self._read(iri for iri in self.reached if self._is(iri, {"Place"}))
        places = [iri for iri in self.reached if iri != centre and self._lesser(iri, centre)]
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

    def _lesser(self, place: str, centre: str) -> bool:
        """Whether a place is looked around: a country or region, or a place with fewer ties than the centre."""
        if not self._is(place, {"Place"}):
            return False
        return self._is(place, {"Country", "Region"}) or self._many(place) < self._many(centre)

    def _learn(self, iris: Iterable[str]) -> None:
        unknown = sorted(set(iris) - self._kinds.keys())
        if unknown:
            self._kinds.update((entity.iri, entity.kind) for entity in entities_of(self.graph, unknown, self.known))

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


def cut(
    graph: Graph,
    facts: Iterable[StatedFact],
    tail: Iterable[str] = (),
    *,
    values: bool = False,
    known: Mapping[str, Entity] | None = None,
) -> ViewGraph:
    """The view graph of these facts, and of the entities in ``tail``; with ``values``, a value is a node too."""
    import networkx as nx  # noqa: PLC0415  (a fifth of a second to import)

    ordered = sorted(facts, key=lambda fact: fact.id)
    iris = {end for fact in ordered for end in (fact.subject, fact.object) if isinstance(end, str)} | set(tail)
    cited = {reference.document for fact in ordered for reference in fact.references}
    documents = {d.iri: d for d in graph.documents(cited, passages=False, text=False)} if cited else {}
    schema = load_schema()
    view: ViewGraph = nx.MultiDiGraph(title="", centre=None, left_out=())
    for entity in entities_of(graph, sorted(iris), known):
        view.add_node(entity.iri, kind=entity.kind, name=entity.name("ja"), nameEn=entity.name("en"))
    for fact in ordered:
        if isinstance(fact.object, Value) and not values:
            continue
        view.add_edge(
            fact.subject,
            str(fact.object),
            key=fact.id,
            relation=fact.relation,
            since=fact.since,
            until=fact.until,
            status=fact.status.value,
            trust=fact.trust.value,
            inferred=fact.inferred,
            symmetric=schema.relation(fact.relation).symmetric,
            citations=tuple(_quotes(fact, documents)),
        )
    view.graph["documents"] = tuple(sorted({documents[iri].title or documents[iri].name for iri in cited}))
    view.graph["as_of"] = _latest(fact.as_of_last for fact in ordered)
    return view


def _quotes(fact: StatedFact, documents: dict[str, Document]) -> Iterator[tuple[str, int | None, str]]:
    for reference in sorted(fact.references, key=lambda r: (documents[r.document].name, r.start)):
        yield documents[reference.document].title, reference.page, reference.quote


def _latest(dates: Iterable[str | None]) -> str | None:
    known = [parse(text) for text in dates if text]
    return max(known, key=lambda d: (str(d.latest), str(d))).short if known else None


def _titled(view: ViewGraph, title: str, centre: str, explorer: _Explorer, lang: Lang) -> ViewGraph:
    kinds, values = explorer.left_out()
    left = list(_labelled(kinds, lang))
    if values:
        left.append((Words(lang).say("queries.view.values"), values))
    view.graph.update(title=title, centre=centre, left_out=tuple(left))
    return view


def kinds_of(
    graph: Graph, iris: Iterable[str], lang: Lang, known: Mapping[str, Entity] | None = None
) -> tuple[tuple[str, int], ...]:
    """How many things of each kind, by the kind's label, most first."""
    return _labelled(Counter(entity.kind for entity in entities_of(graph, sorted(iris), known)), lang)


def _labelled(counts: Counter[str], lang: Lang) -> tuple[tuple[str, int], ...]:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((load_schema().kind(kind).labels[lang], count) for kind, count in ranked)


def entities_of(graph: Graph, iris: list[str], known: Mapping[str, Entity] | None) -> list[Entity]:
    """These entities in order of IRI, from those that are ``known``, else from the graph."""
    if known is None:
        return graph.entities(iris) if iris else []
    return [known[iri] for iri in sorted(iris) if iri in known]


def _entity_name(graph: Graph, iri: str, lang: Lang) -> str:
    found: list[Entity] = graph.entities([iri])
    return found[0].name(lang) if found else iri


def _name_in(view: ViewGraph, iri: str, lang: Lang) -> str:
    return str(view.nodes[iri]["name" if lang == "ja" else "nameEn"])
