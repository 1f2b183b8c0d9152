"""Reading the property graph as a whole, or all that some predicates say in it, within a transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..terms import TYPE, Quad, word
from . import names
from .literals import KEY
from .reading import MARKS, RECORD, as_record, plain_quads, rows
from .records import LINKS, POINTERS, Node, Tie, node_quads, record_quads, tie_quads

if TYPE_CHECKING:
    import neo4j

_T, _R, _Q = names.THING, names.RECORD, names.LOOSE


def everything(tx: neo4j.ManagedTransaction, wanted: set[str] | None = None) -> list[Quad]:
    """All quads of the graph; some may come twice. ``wanted``: those of these predicates (terms) at least."""
    found: list[Quad] = []
    for iri, labels, properties in rows(tx, f"MATCH (n:{_T}) RETURN n.iri, labels(n), properties(n)"):
        found += node_quads(Node(iri, frozenset(labels) - MARKS, properties))
    ends = f"MATCH (a:{_T})-[r]->(b:{_T})"
    for statement, kind, start, end, properties in rows(
        tx, f"{ends} RETURN r.statement, type(r), a.iri, b.iri, properties(r)"
    ):
        if statement is None:
            found += plain_quads([[start, kind, end]])
        else:
            found += tie_quads(Tie(statement, kind, start, end, properties))
    if wanted is None or _in_evidence(tx, wanted):
        for row in rows(tx, f"MATCH (n:{_R}) RETURN {RECORD}"):
            found += record_quads(as_record(*row))
    loose = f"MATCH (q:{_Q}) RETURN q.subject, q.predicate, q.object, q.graph"
    found += (Quad(*row) for row in rows(tx, loose))
    return found


def _in_evidence(tx: neo4j.ManagedTransaction, wanted: set[str]) -> bool:
    """Whether records may say something with one of these predicates: evidence is most of a graph."""
    columns = next(rows(tx, f"MATCH (m:{names.META} {{of: 'enishi'}}) RETURN m.columns"))[0]
    keys = (each.split(" ", 1)[1].rpartition(" ")[0] for each in columns if each.startswith("record "))
    said = {names.predicate_of_key(match[1]) for key in keys if (match := KEY.fullmatch(key))}
    return not wanted.isdisjoint(said | {*LINKS, *POINTERS, TYPE, word("value")})


def size(tx: neo4j.ManagedTransaction) -> int:
    """How many nodes and relationships there are."""
    counts = (
        f"MATCH (n:{_T}) RETURN count(n)",
        f"MATCH (:{_T})-[r]->(:{_T}) RETURN count(r)",
        f"MATCH (n:{_R}) RETURN count(n)",
        f"MATCH (n:{_Q}) RETURN count(n)",
    )
    return sum(next(rows(tx, query))[0] for query in counts)
