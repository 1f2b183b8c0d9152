"""What surrounds a thing with very many ties: the nearest others, and how many there are of each kind.

What always holds: it is what reading all of its ties and sorting them would give. The engine counts and sorts; rows
are read for what is shown alone, so that a city with a hundred thousand ties is looked at as fast as its neighbour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Final

from ...ontology.model import STATEMENTS_GRAPH, VALUE
from ...ontology.schema import VALUE_CLASS, load_schema
from .outline import rows_of

if TYPE_CHECKING:
    from ...graph.home import Graph

MANY: Final = 2_000
"""From so many facts on a thing is a hub."""
ENDS: Final = (("subject", "object"), ("object", "subject"))


def rank(relation: str) -> tuple[int, bool]:
    """How near a relation brings what it ties: core relations first, among them ties between equals."""
    declared = load_schema().relation(relation)
    return declared.tier, not declared.symmetric


def relations(graph: Graph, iri: str) -> Counter[str]:
    """How many facts a thing (its IRI) has of each relation, at either end."""
    found: Counter[str] = Counter()
    for here, _ in ENDS:
        said = f"?s rdf:{here} <{iri}> ; rdf:predicate ?p"
        found.update(
            {
                load_schema().relation(str(p).rpartition("#")[2]).name: int(str(n))
                for p, n in rows_of(graph, f"SELECT ?p (COUNT(?s) AS ?n) {{ {_in(said)} }} GROUP BY ?p")
            }
        )
    return found


def nearest(graph: Graph, iri: str, names: Iterable[str], count: int) -> list[str]:
    """The ``count`` things nearest by these relations, or as many as there are: by rank, date and statement."""
    found: dict[str, None] = {}
    for _, group in groupby(sorted(names, key=lambda name: (rank(name), name)), key=rank):
        if len(found) >= count:
            break
        found.update(dict.fromkeys(_in_order(graph, iri, tuple(group), count)))
    return list(found)[:count]


def _in_order(graph: Graph, iri: str, names: tuple[str, ...], count: int) -> Iterator[str]:
    """Things tied by relations of one rank, the ``count`` first at least; more rows where several tie one thing."""
    wanted = count
    while True:
        rows = [row for ends in ENDS for row in _rows(graph, iri, names, ends, wanted)]
        most = max((len(list(each)) for _, each in groupby(rows, key=lambda row: row[0])), default=0)
        ordered = sorted(rows, key=lambda row: row[1:3])
        if len({other for *_, other in ordered[:wanted]}) >= count or most < wanted:
            yield from (other for *_, other in ordered)
            return
        wanted *= 4


def _rows(
    graph: Graph, iri: str, names: tuple[str, ...], ends: tuple[str, str], limit: int
) -> list[tuple[str, str, str, str]]:
    """End, date, statement and the thing at the other end, in order of date and statement."""
    here, there = ends
    only = " ".join(f":{name}" for name in names)
    said = f"VALUES ?p {{ {only} }} ?s rdf:{here} <{iri}> ; rdf:predicate ?p ; rdf:{there} ?o"
    tie = f'FILTER(?o != <{iri}> && !STRSTARTS(STR(?o), "{VALUE}"))'
    query = f"SELECT ?since ?s ?o {{ {_in(said)} OPTIONAL {{ ?s :since ?since }} {tie} }}"
    ordered = f'{query} ORDER BY COALESCE(?since, "9") ?s LIMIT {limit}'
    return [(here, str(since or "9"), str(s), str(o)) for since, s, o in rows_of(graph, ordered)]


def kinds(graph: Graph, iri: str) -> Counter[str]:
    """How many things of each kind, told most closely, a thing is tied to; ``Value`` for the values it has."""
    either = " UNION ".join(f"{{ ?s rdf:{here} <{iri}> ; rdf:{there} ?o }}" for here, there in ENDS)
    query = f"SELECT ?k (COUNT(DISTINCT ?o) AS ?n) {{ {_in(either)} ?o a ?k FILTER(?o != <{iri}>) }} GROUP BY ?k"
    told = {str(k).rpartition("#")[2]: int(str(n)) for k, n in rows_of(graph, query)}
    classes = load_schema().classes
    found = Counter({VALUE_CLASS: told.get(VALUE_CLASS, 0)})
    entities = [kind for kind in told if kind in classes and not classes[kind].is_value and kind != VALUE_CLASS]
    for kind in sorted(entities, key=lambda k: -len(classes[k].ancestors)):
        found[kind] = told[kind] - sum(n for k, n in found.items() if kind in classes[k].ancestors)
    return +found


def tied(graph: Graph, iri: str, things: Iterable[str]) -> set[str]:
    """Those of some things that have a tie to one."""
    asked = " ".join(f"<{thing}>" for thing in sorted(things))
    either = " UNION ".join(f"{{ ?s rdf:{here} ?o ; rdf:{there} <{iri}> }}" for here, there in ENDS)
    query = f"SELECT DISTINCT ?o {{ VALUES ?o {{ {asked} }} {_in(either)} }}"
    return {str(o) for (o,) in rows_of(graph, query)} if asked else set()


def sizes(graph: Graph, things: Iterable[str]) -> Counter[str]:
    """How many facts each of some things has, at either end."""
    asked = " ".join(f"<{thing}>" for thing in sorted(things))
    found: Counter[str] = Counter()
    for here, _ in ENDS if asked else ():
        counted = f"VALUES ?o {{ {asked} }} {_in(f'?s rdf:{here} ?o')}"
        rows = rows_of(graph, f"SELECT ?o (COUNT(?s) AS ?n) {{ {counted} }} GROUP BY ?o")
        found.update({str(o): int(str(n)) for o, n in rows if o})
    return found


def between(graph: Graph, things: Iterable[str]) -> list[str]:
    """The statements that tie some things to each other."""
    asked = " ".join(f"<{thing}>" for thing in sorted(things))
    said = f"VALUES ?a {{ {asked} }} VALUES ?b {{ {asked} }} {_in('?s rdf:subject ?a ; rdf:object ?b')}"
    return sorted(str(s) for (s,) in rows_of(graph, f"SELECT ?s {{ {said} }}"))


def _in(pattern: str) -> str:
    return f"GRAPH <{STATEMENTS_GRAPH}> {{ {pattern} }}"
