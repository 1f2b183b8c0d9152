"""Reading the property graph as quads, within a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from ..terms import TYPE, Quad, value, word
from . import names
from .literals import KEY
from .records import (
    EVIDENCE,
    LINKS,
    POINTERS,
    STATEMENTS,
    Node,
    Record,
    Tie,
    node_quads,
    owner,
    record_quads,
    tie_quads,
)

if TYPE_CHECKING:
    import neo4j

_T, _R, _Q = names.THING, names.RECORD, names.LOOSE
_LINKS: Final = "|".join(LINKS.values())
_MARKS: Final = frozenset({_T, _R, _Q})

_NODES: Final = f"""
UNWIND $iris AS iri MATCH (n:{_T} {{iri: iri}})
RETURN n.iri, labels(n), properties(n)"""
_PLAIN: Final = f"""
UNWIND $iris AS iri MATCH (n:{_T} {{iri: iri}})-[r]->(m:{_T}) WHERE r.statement IS NULL OR $all
RETURN n.iri, type(r), m.iri"""
_TIES: Final = f"""
UNWIND $iris AS iri MATCH (s:{_R} {{iri: iri}})
MATCH (a:{_T} {{iri: coalesce(s.assertedSubject, s.subject)}})
MATCH (b:{_T} {{iri: coalesce(s.assertedObject, s.object)}})
MATCH (a)-[r]->(b) WHERE r.statement = iri
RETURN r.statement, type(r), a.iri, b.iri, properties(r)"""
_TIES_ANYWHERE: Final = f"""
MATCH (a:{_T})-[r]->(b:{_T}) WHERE r.statement IN $iris
RETURN r.statement, type(r), a.iri, b.iri, properties(r)"""
_RECORDS: Final = f"""
UNWIND $iris AS iri MATCH (n:{_R} {{iri: iri}})
RETURN n.iri, labels(n), properties(n), [(n)-[r:{_LINKS}]->(m:{_R}) | [type(r), m.iri]]"""
_LOOSE: Final = f"""
UNWIND $subjects AS subject MATCH (q:{_Q} {{subject: subject}}) RETURN q.subject, q.predicate, q.object, q.graph"""
_ON_TRIPLES: Final = f"""
UNWIND $rows AS row MATCH (a:{_T} {{iri: row[0]}}) MATCH (b:{_T} {{iri: row[2]}})
MATCH (a)-[r]->(b) WHERE type(r) = row[1]
RETURN row[0], row[1], row[2], r.statement"""
_ELSEWHERE: Final = f"MATCH (m:{names.META} {{of: 'enishi'}}) RETURN coalesce(m.foreignTies, false)"


def _rows(tx: neo4j.ManagedTransaction, query: str, **parameters: Any) -> Iterator[list[Any]]:
    """The rows of one of our own queries."""
    for record in tx.run(query, parameters):
        yield record.values()


def nodes(tx: neo4j.ManagedTransaction, iris: Iterable[str]) -> Iterator[Node]:
    """The nodes of these IRIs."""
    for iri, labels, properties in _rows(tx, _NODES, iris=list(iris)):
        yield Node(iri, frozenset(labels) - _MARKS, properties)


def ties(tx: neo4j.ManagedTransaction, statements: Iterable[str]) -> Iterator[Tie]:
    """The ties of these statements (IRIs).

    A statement's record tells between which nodes to look. Only a graph that holds ties without a record (loaded
    from elsewhere) is searched as a whole.
    """
    wanted = set(statements)
    for row in _rows(tx, _TIES, iris=sorted(wanted)):
        wanted.discard(row[0])
        yield Tie(*row)
    if wanted and next(_rows(tx, _ELSEWHERE), [False])[0]:
        yield from (Tie(*row) for row in _rows(tx, _TIES_ANYWHERE, iris=sorted(wanted)))


def on_triples(tx: neo4j.ManagedTransaction, triples: Iterable[Quad]) -> dict[Quad, set[str]]:
    """Those of these triples that are so, each with the statements (terms) that reify it as ties."""
    wanted = {(value(t.subject), names.relationship(t.predicate), value(t.object)): t for t in triples}
    found: dict[Quad, set[str]] = {}
    for start, kind, end, statement in _rows(tx, _ON_TRIPLES, rows=[list(key) for key in wanted]) if wanted else ():
        found.setdefault(wanted[start, kind, end], set()).update([] if statement is None else [f"<{statement}>"])
    return found


def records(tx: neo4j.ManagedTransaction, iris: Iterable[str]) -> Iterator[Record]:
    """The records of these IRIs."""
    for iri, labels, properties, links in _rows(tx, _RECORDS, iris=list(iris)):
        yield _record(iri, labels, properties, links)


def _record(iri: str, labels: list[str], properties: dict[str, Any], links: list[list[str]]) -> Record:
    return Record(iri, frozenset(labels) - _MARKS, properties, frozenset((name, end) for name, end in links))


def loose(tx: neo4j.ManagedTransaction, subjects: Iterable[str]) -> Iterator[Quad]:
    """The loose quads with these subjects (terms), of any graph."""
    yield from (Quad(*row) for row in _rows(tx, _LOOSE, subjects=list(subjects)))


def loosely_pointing(
    tx: neo4j.ManagedTransaction, predicate: str, objects: Iterable[str], graph: str
) -> set[tuple[str, str]]:
    """The pairs of subject and object (terms) among the loose quads of one graph."""
    query = f"""
        MATCH (q:{_Q}) WHERE q.predicate = $predicate AND q.graph = $graph AND q.object IN $objects
        RETURN q.subject, q.object"""
    rows = _rows(tx, query, predicate=predicate, graph=graph, objects=list(objects))
    return {(subject, object_) for subject, object_ in rows}


def pointing(predicate: str) -> str:
    """The query for pairs of record and end that a predicate joins, for ``$ends``."""
    if predicate in LINKS:
        return f"UNWIND $ends AS end MATCH (n:{_R})-[r:{LINKS[predicate]}]->(:{_R} {{iri: end}}) RETURN n.iri, end"
    if predicate == TYPE:
        return f"UNWIND $ends AS end MATCH (n:{_R}) WHERE end IN labels(n) RETURN n.iri, end"
    return f"UNWIND $ends AS end MATCH (n:{_R} {{{POINTERS[predicate]}: end}}) RETURN n.iri, end"


def mentions(tx: neo4j.ManagedTransaction, pointer: str, entities: list[str] | None) -> list[Quad]:
    """The quads of the records that point at these IRIs (``None``: at any) with one of our pointers."""
    own = f"properties(n), [(n)-[r:{_LINKS}]->(m:{_R}) | [type(r), m.iri]]"
    found = f"MATCH (n:{_R}) WHERE n.{pointer} IS NOT NULL"
    if entities is not None:
        found = f"UNWIND $iris AS iri MATCH (n:{_R} {{{pointer}: iri}})"
    rows = _rows(tx, f"{found} RETURN n.iri, labels(n), {own}", iris=entities)
    return [quad for row in rows for quad in record_quads(_record(*row))]


def about(tx: neo4j.ManagedTransaction, subjects: set[str], graph: str, *, with_ties: bool = True) -> set[Quad]:
    """The quads of one graph with these subjects (terms); without ties those of nodes alone."""
    found = {quad for quad in loose(tx, subjects) if quad.graph == graph}
    iris = sorted(value(s) for s in subjects if s.startswith("<"))
    if graph == EVIDENCE:
        owners = sorted({value(owner(s)) for s in subjects})
        found |= {q for record in records(tx, owners) for q in record_quads(record) if q.subject in subjects}
    elif not graph:
        found |= {quad for node in nodes(tx, iris) for quad in node_quads(node)}
        if with_ties:
            found |= set(_plain(_rows(tx, _PLAIN, iris=iris, all=True)))
    if with_ties and graph in ("", STATEMENTS):
        said = (quad for tie in ties(tx, iris) for quad in tie_quads(tie))
        found |= {quad for quad in said if quad.graph == graph and quad.subject in subjects}
    return found


def _plain(rows: Iterable[list[str]]) -> Iterator[Quad]:
    for start, kind, end in rows:
        yield Quad(f"<{start}>", names.predicate_of(kind), f"<{end}>")


def everything(tx: neo4j.ManagedTransaction, wanted: set[str] | None = None) -> list[Quad]:
    """All quads of the graph; some may come twice. ``wanted``: those of these predicates (terms) at least."""
    found: list[Quad] = []
    for iri, labels, properties in _rows(tx, f"MATCH (n:{_T}) RETURN n.iri, labels(n), properties(n)"):
        found += node_quads(Node(iri, frozenset(labels) - _MARKS, properties))
    ends = f"MATCH (a:{_T})-[r]->(b:{_T})"
    for statement, kind, start, end, properties in _rows(
        tx, f"{ends} RETURN r.statement, type(r), a.iri, b.iri, properties(r)"
    ):
        if statement is None:
            found += _plain([[start, kind, end]])
        else:
            found += tie_quads(Tie(statement, kind, start, end, properties))
    if wanted is None or _in_evidence(tx, wanted):
        joined = f"[(n)-[r:{_LINKS}]->(m:{_R}) | [type(r), m.iri]]"
        for row in _rows(tx, f"MATCH (n:{_R}) RETURN n.iri, labels(n), properties(n), {joined}"):
            found += record_quads(_record(*row))
    loose = f"MATCH (q:{_Q}) RETURN q.subject, q.predicate, q.object, q.graph"
    found += (Quad(*row) for row in _rows(tx, loose))
    return found


def _in_evidence(tx: neo4j.ManagedTransaction, wanted: set[str]) -> bool:
    """Whether records may say something with one of these predicates: evidence is most of a graph."""
    columns = next(_rows(tx, f"MATCH (m:{names.META} {{of: 'enishi'}}) RETURN m.columns"))[0]
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
    return sum(next(_rows(tx, query))[0] for query in counts)
