"""The network as a whole: who connects regions, communities, ties in common, growth by year.

What always holds: only ties that are so count; every row has the statements behind it; a network larger than
the limit is refused, never sampled in silence; the same graph gives the same rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, TypeAlias

from ...errors import UsageError
from ...ontology.edtf import parse
from ...ontology.model import Lang, Value
from ...ontology.schema import load_schema
from ..answer import Answer
from ..display import relation_label
from ..findings import Columns, Finding, answer
from .outline import pairs

if TYPE_CHECKING:
    import networkx as nx

    from ...graph.home import Graph, StatedFact

    Net: TypeAlias = nx.Graph[str]

LIMIT: Final = 50_000
SHOWN: Final = 20
SHOWN_STATEMENTS: Final = 12
"""How many statements stand behind a row that rests on very many: enough to look it up."""
SEED: Final = 1859
BROKERS: Final[Columns] = (
    ("rank", "number"),
    ("thing", "entity"),
    ("class", "text"),
    ("ties", "number"),
    ("regions", "text"),
    ("betweenness", "number"),
)
COMMUNITIES: Final[Columns] = (("community", "number"), ("size", "number"), ("ties", "number"), ("thing", "text"))
OVERLAP: Final[Columns] = (
    ("common", "entity"),
    ("class", "text"),
    ("a_relation", "text"),
    ("b_relation", "text"),
    ("statement", "statement"),
    ("other_statement", "statement"),
)
GROWTH: Final[Columns] = (("year", "text"), ("new", "number"), ("total", "number"))


def ties(graph: Graph, limit: int = LIMIT) -> list[StatedFact]:
    """The ties between things, in order of id; raises ``network_large`` beyond the limit."""
    found = [fact for fact in graph.facts() if fact.status.asserts and not isinstance(fact.object, Value)]
    _refuse(len(found), limit)
    return sorted((fact for fact in found if fact.subject != fact.object), key=lambda fact: fact.id)


def bounded(graph: Graph, limit: int = LIMIT) -> None:
    """Raises ``network_large`` where a graph has more ties than the limit; reads no evidence."""
    _refuse(sum(1 for _ in pairs(graph)), limit)


def _refuse(count: int, limit: int) -> None:
    if count > limit:
        raise UsageError("network_large", count=count, limit=limit)


def _net(facts: Iterable[StatedFact]) -> Net:
    import networkx as nx  # noqa: PLC0415  (a fifth of a second to import)

    net: Net = nx.Graph()
    ends = ((f.subject, str(f.object)) for f in facts)
    net.add_edges_from(sorted({(min(pair), max(pair)) for pair in ends}))
    return net


def _behind(facts: Iterable[StatedFact]) -> tuple[str, ...]:
    return tuple(fact.id for fact in facts)[:SHOWN_STATEMENTS]


def brokers(graph: Graph, *, limit: int = LIMIT, lang: Lang = "en") -> Answer:
    """Who stands between others, by betweenness (Freeman 1977), with the countries that its ties reach."""
    import networkx as nx  # noqa: PLC0415

    facts = ties(graph, limit)
    net = _net(facts)
    between = nx.betweenness_centrality(net) if net else {}
    entities = {entity.iri: entity for entity in graph.entities()}
    near: dict[str, list[StatedFact]] = defaultdict(list)
    for fact in facts:
        near[fact.subject].append(fact)
        near[str(fact.object)].append(fact)
    country = {iri: code for iri, e in entities.items() if (code := e.country)}

    def reached(iri: str) -> list[str]:
        return sorted({country[other] for other in net[iri] if other in country})

    ranked = sorted((iri for iri in between if between[iri] > 0), key=lambda iri: (-between[iri], iri))
    rows = [
        Finding(
            (
                rank,
                iri,
                load_schema().kind(entities[iri].kind).labels[lang],
                net.degree[iri],
                " ".join(reached(iri)) or None,
                round(between[iri], 4),
            ),
            _behind(near[iri]),
        )
        for rank, iri in enumerate(ranked[:SHOWN], 1)
    ]
    return answer(graph, "brokers", BROKERS, rows, lang)


def communities(graph: Graph, *, limit: int = LIMIT, lang: Lang = "en") -> Answer:
    """Things more tied to each other than to the rest (Louvain, with a fixed seed), largest first."""
    import networkx as nx  # noqa: PLC0415

    facts = ties(graph, limit)
    net = _net(facts)
    entities = {entity.iri: entity.name(lang) for entity in graph.entities()}
    groups = nx.community.louvain_communities(net, seed=SEED) if net else []
    rows = []
    for number, group in enumerate(sorted(groups, key=lambda g: (-len(g), min(g))), 1):
        inside = [f for f in facts if f.subject in group and f.object in group]
        named = sorted(group, key=lambda iri: (-net.degree[iri], iri))
        told = ", ".join(entities[iri] for iri in named[:6]) + ("…" if len(named) > 6 else "")
        rows.append(Finding((number, len(group), len(inside), told), _behind(inside)))
    return answer(graph, "communities", COMMUNITIES, rows, lang)


def overlap(graph: Graph, a: str, b: str, *, lang: Lang = "en") -> Answer:
    """What two things (IRIs) are both tied to, and by which ties."""
    sides = [_around(graph, iri) for iri in (a, b)]
    entities = {entity.iri: entity for entity in graph.entities(sorted(sides[0].keys() & sides[1].keys()))}
    rows = []
    for iri, entity in sorted(entities.items()):
        one, other = sides[0][iri], sides[1][iri]
        kind = load_schema().kind(entity.kind).labels[lang]
        told = [", ".join(sorted({relation_label(f.relation, lang) for f in facts})) for facts in (one, other)]
        statements = tuple(f.id for f in (*one, *other))
        rows.append(Finding((iri, kind, *told, one[0].id, other[0].id), statements))
    return answer(graph, "overlap", OVERLAP, rows, lang)


def _around(graph: Graph, iri: str) -> dict[str, list[StatedFact]]:
    near: dict[str, list[StatedFact]] = defaultdict(list)
    for fact in graph.facts(touching=iri):
        if fact.status.asserts and not isinstance(fact.object, Value):
            near[fact.object if fact.subject == iri else fact.subject].append(fact)
    near.pop(iri, None)
    return dict(near)


def growth(graph: Graph, *, limit: int = LIMIT, lang: Lang = "en") -> Answer:
    """How many ties began in each year; a start known less closely than to a year counts where it may begin."""
    facts = ties(graph, limit)
    begun: dict[str, list[StatedFact]] = defaultdict(list)
    for fact in facts:
        start = parse(fact.since).earliest if fact.since else None
        begun[f"{start.year:04d}" if start else "?"].append(fact)
    undated = begun.pop("?", [])
    total, rows = 0, []
    for year in sorted(begun):
        total += len(begun[year])
        rows.append(Finding((year, len(begun[year]), total), _behind(begun[year])))
    if undated:
        rows.append(Finding(("?", len(undated), total + len(undated)), _behind(undated)))
    return answer(graph, "growth", GROWTH, rows, lang)
