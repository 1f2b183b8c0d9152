"""View graphs: what a diagram draws, as networkx graphs cut from the graph of statements.

What always holds: a node is an entity, an edge a statement that is so (never a proposal), with its citations;
values are not drawn; what does not fit is counted and named in the graph's ``left_out``; the same statements
give the same view graph, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from ...errors import NothingFound
from ...ontology.edtf import parse
from ...ontology.model import Lang, Trust, Value
from ...ontology.schema import load_schema
from ...words import Words
from . import outline
from .kinds import kinds
from .paths import best_paths
from .surroundings import Explorer

if TYPE_CHECKING:
    import networkx as nx

    from ...graph.home import Graph, StatedFact
    from ...ontology.model import Document, Entity

    ViewGraph: TypeAlias = nx.MultiDiGraph[str]

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
    known: Mapping[str, str] | None = None,
) -> ViewGraph:
    """What surrounds an entity (its IRI), nearest first, up to ``limit`` nodes.

    ``depth`` is the number of steps; without it, one step, and on through projects, offices, roles, agreements
    and the like (:data:`THROUGH`) to whoever stands behind them; last, from the places so reached, to what the
    documents on this entity say is done there. Raises ``NothingFound`` where nothing is known of the entity.
    Without ``evidence`` the ties are drawn without their quotes; who has been told the kinds of all things
    (:func:`.kinds.told`) gives them as ``known``.
    """
    explorer = Explorer(graph, limit, confirmed_only=confirmed_only, known=known)
    explorer.begin(iri)
    if not explorer.ties(iri):
        raise NothingFound("entity_without_ties", name=_entity_name(graph, iri, lang))
    explorer.walk(iri, depth)
    facts = explorer.drawn()
    view = cut(graph, graph.facts([fact.id for fact in facts]) if evidence else facts, explorer.reached)
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
    view = cut(graph, facts)
    view.graph.update(title=Words(lang).say("queries.view.path", **names), ends=(a, b))
    return view


def whole(
    graph: Graph,
    *,
    limit: int | None = None,
    lang: Lang = "ja",
    confirmed_only: bool = False,
    evidence: bool = True,
) -> ViewGraph:
    """All things and their ties; with a ``limit``, the things with most ties."""
    facts, left = busiest(graph, limit, confirmed_only=confirmed_only, evidence=evidence)
    view = cut(graph, facts)
    view.graph.update(title=Words(lang).say("queries.view.whole"), left_out=kinds_of(graph, left, lang))
    return view


def ranked(graph: Graph, *, confirmed_only: bool = False) -> list[str]:
    """All things (IRIs) that have ties to things, those with most first."""
    ties = outline.degrees(graph, confirmed_only=confirmed_only)
    return sorted(ties, key=lambda iri: (-ties[iri], iri))


def busiest(
    graph: Graph, limit: int | None, *, confirmed_only: bool = False, evidence: bool = True
) -> tuple[list[StatedFact], list[str]]:
    """The ties among the things with most ties, up to ``limit``, and the things that are left out.

    Without ``evidence`` the ties have no references: see :mod:`.outline`.
    """
    order = ranked(graph, confirmed_only=confirmed_only)
    facts = outline.among(graph, order[:limit], confirmed_only=confirmed_only)
    shown = {end for fact in facts for end in (fact.subject, fact.object)}
    lost = [iri for iri in order if iri not in shown]
    return graph.facts([fact.id for fact in facts]) if evidence else facts, lost


def drawn(fact: StatedFact, confirmed_only: bool = False) -> bool:
    """Whether a fact is a tie that a picture may show: it is so, and leads to a thing."""
    return _asked(fact, confirmed_only) and not isinstance(fact.object, Value)


def _asked(fact: StatedFact, confirmed_only: bool) -> bool:
    return fact.status.asserts and not (confirmed_only and fact.trust is Trust.MACHINE)


def cut(
    graph: Graph,
    facts: Iterable[StatedFact],
    tail: Iterable[str] = (),
    *,
    values: bool = False,
) -> ViewGraph:
    """The view graph of these facts, and of the entities in ``tail``; with ``values``, a value is a node too."""
    import networkx as nx  # noqa: PLC0415  (a fifth of a second to import)

    ordered = sorted(facts, key=lambda fact: fact.id)
    iris = {end for fact in ordered for end in (fact.subject, fact.object) if isinstance(end, str)} | set(tail)
    cited = {reference.document for fact in ordered for reference in fact.references}
    documents = {d.iri: d for d in graph.documents(cited, passages=False, text=False)} if cited else {}
    schema = load_schema()
    view: ViewGraph = nx.MultiDiGraph(title="", centre=None, left_out=())
    for entity in graph.entities(sorted(iris)) if iris else ():
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


def _titled(view: ViewGraph, title: str, centre: str, explorer: Explorer, lang: Lang) -> ViewGraph:
    around, values = explorer.left_out()
    left = list(labelled(around, lang))
    if values:
        left.append((Words(lang).say("queries.view.values"), values))
    view.graph.update(title=title, centre=centre, left_out=tuple(left))
    return view


def kinds_of(graph: Graph, iris: Iterable[str], lang: Lang) -> tuple[tuple[str, int], ...]:
    """How many things of each kind, by the kind's label, most first."""
    return labelled(kinds(graph, iris), lang)


def labelled(counts: Mapping[str, int], lang: Lang) -> tuple[tuple[str, int], ...]:
    """Numbers of things by the label of their kind, most first."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((load_schema().kind(kind).labels[lang], count) for kind, count in ranked)


def _entity_name(graph: Graph, iri: str, lang: Lang) -> str:
    found: list[Entity] = graph.entities([iri])
    return found[0].name(lang) if found else iri


def _name_in(view: ViewGraph, iri: str, lang: Lang) -> str:
    return str(view.nodes[iri]["name" if lang == "ja" else "nameEn"])
