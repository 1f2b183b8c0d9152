"""Reading parts of the property graph as quads, within a transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ..terms import TYPE, Quad, value
from . import names
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
JOINED: Final = "|".join(LINKS.values())
MARKS: Final = frozenset({_T, _R, _Q})

_NODES: Final = f"""
UNWIND $iris AS iri MATCH (n:{_T} {{iri: iri}})
RETURN n.iri, labels(n), properties(n)"""
_THERE: Final = f"UNWIND $iris AS iri MATCH (n:{_T} {{iri: iri}}) RETURN iri"
_PLAIN: Final = f"""
UNWIND $iris AS iri MATCH (n:{_T} {{iri: iri}})-[r]->(m:{_T})
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
RECORD: Final = f"n.iri, labels(n), properties(n), [(n)-[r:{JOINED}]->(m:{_R}) | [type(r), m.iri]]"
"""What a record is read by."""
_RECORDS: Final = f"UNWIND $iris AS iri MATCH (n:{_R} {{iri: iri}}) RETURN {RECORD}"
_LOOSE: Final = f"""
UNWIND $subjects AS subject MATCH (q:{_Q} {{subject: subject}}) RETURN q.subject, q.predicate, q.object, q.graph"""
_POINTING: Final = f"""
MATCH (q:{_Q}) WHERE q.predicate = $predicate AND q.graph = $graph AND q.object IN $objects
RETURN q.subject, q.object"""
_ON_TRIPLES: Final = f"""
UNWIND $rows AS row MATCH (a:{_T} {{iri: row[0]}}) MATCH (b:{_T} {{iri: row[2]}})
MATCH (a)-[r]->(b) WHERE type(r) = row[1]
RETURN row[0], row[1], row[2], r.statement"""
_ELSEWHERE: Final = f"MATCH (m:{names.META} {{of: 'enishi'}}) RETURN coalesce(m.foreignTies, false)"
HELD: Final = f"COUNT {{ (:{_T}) }} > 0, COUNT {{ (:{_R}) }} > 0, COUNT {{ (:{_Q}) }} > 0"
"""What a :class:`Held` is read by; the server keeps these counts."""


@dataclass(frozen=True, slots=True)
class Held:
    """Whether the graph has things, records, loose quads: of what there is none, none is looked for."""

    things: bool = True
    records: bool = True
    loose: bool = True


def rows(tx: neo4j.ManagedTransaction, query: str, **parameters: Any) -> Iterator[list[Any]]:
    """The rows of one of our own queries."""
    for record in tx.run(query, parameters):
        yield record.values()


def as_record(iri: str, labels: list[str], properties: dict[str, Any], links: list[list[str]]) -> Record:
    """The record of a row of :data:`RECORD`."""
    return Record(iri, frozenset(labels) - MARKS, properties, frozenset((name, end) for name, end in links))


def plain_quads(found: Iterable[list[str]]) -> Iterator[Quad]:
    """The triples of rows of start, type, end."""
    for start, kind, end in found:
        yield Quad(f"<{start}>", names.predicate_of(kind), f"<{end}>")


@dataclass(frozen=True, slots=True)
class Reading:
    """The graph as one transaction sees it."""

    tx: neo4j.ManagedTransaction
    held: Held = Held()

    def nodes(self, iris: Iterable[str]) -> Iterator[Node]:
        """The nodes of these IRIs."""
        given = list(iris) if self.held.things else []
        for iri, labels, properties in rows(self.tx, _NODES, iris=given) if given else ():
            yield Node(iri, frozenset(labels) - MARKS, properties)

    def there(self, iris: Iterable[str]) -> set[str]:
        """Those of these IRIs that are nodes of what is so."""
        given = list(iris) if self.held.things else []
        return {iri for (iri,) in rows(self.tx, _THERE, iris=given)} if given else set()

    def ties(self, statements: Iterable[str]) -> Iterator[Tie]:
        """The ties of these statements (IRIs).

        A statement's record tells between which nodes to look. Only a graph that holds ties without a record
        (loaded from elsewhere) is searched as a whole.
        """
        wanted = set(statements) if self.held.things else set()
        for row in rows(self.tx, _TIES, iris=sorted(wanted)) if wanted and self.held.records else ():
            wanted.discard(row[0])
            yield Tie(*row)
        if wanted and next(rows(self.tx, _ELSEWHERE), [False])[0]:
            yield from (Tie(*row) for row in rows(self.tx, _TIES_ANYWHERE, iris=sorted(wanted)))

    def on_triples(self, triples: Iterable[Quad]) -> dict[Quad, set[str]]:
        """Those of these triples that are so, each with the statements (terms) that reify it as ties."""
        if not self.held.things:
            return {}
        wanted = {(value(t.subject), names.relationship(t.predicate), value(t.object)): t for t in triples}
        found: dict[Quad, set[str]] = {}
        given = [list(key) for key in wanted]
        for start, kind, end, statement in rows(self.tx, _ON_TRIPLES, rows=given) if given else ():
            stated = [] if statement is None else [f"<{statement}>"]
            found.setdefault(wanted[start, kind, end], set()).update(stated)
        return found

    def records(self, iris: Iterable[str]) -> Iterator[Record]:
        """The records of these IRIs."""
        given = list(iris) if self.held.records else []
        yield from (as_record(*row) for row in (rows(self.tx, _RECORDS, iris=given) if given else ()))

    def mentions(self, pointer: str, entities: list[str] | None) -> list[Quad]:
        """The quads of the records that point at these IRIs (``None``: at any) with one of our pointers."""
        if not self.held.records:
            return []
        found = f"MATCH (n:{_R}) WHERE n.{pointer} IS NOT NULL"
        if entities is not None:
            found = f"UNWIND $iris AS iri MATCH (n:{_R} {{{pointer}: iri}})"
        each = rows(self.tx, f"{found} RETURN {RECORD}", iris=entities)
        return [quad for row in each for quad in record_quads(as_record(*row))]

    def pointing(self, predicate: str, objects: Iterable[str], graph: str) -> set[tuple[str, str]]:
        """The pairs of subject and object (terms) that a predicate of evidence joins, for these objects."""
        terms = sorted(objects)
        name = names.label if predicate == TYPE else value
        found = {name(term): term for term in terms}
        each = rows(self.tx, _pointing(predicate), ends=list(found)) if found and self.held.records else ()
        return {(f"<{start}>", found[end]) for start, end in each} | self.loosely_pointing(predicate, terms, graph)

    def pointed(self, predicate: str, objects: Iterable[str], graph: str) -> Counter[str]:
        """How many subjects a predicate of evidence joins to each of these objects (terms)."""
        terms = sorted(objects)
        name = names.label if predicate == TYPE else value
        found = {name(term): term for term in terms}
        query = _pointing(predicate, "end, count(n)")
        each = rows(self.tx, query, ends=list(found)) if found and self.held.records else ()
        counted = Counter({found[end]: number for end, number in each})
        counted.update(object_ for _, object_ in self.loosely_pointing(predicate, terms, graph))
        return counted

    def loose(self, subjects: Iterable[str]) -> Iterator[Quad]:
        """The loose quads with these subjects (terms), of any graph."""
        given = list(subjects) if self.held.loose else []
        yield from (Quad(*row) for row in (rows(self.tx, _LOOSE, subjects=given) if given else ()))

    def loosely_pointing(self, predicate: str, objects: Iterable[str], graph: str) -> set[tuple[str, str]]:
        """The pairs of subject and object (terms) among the loose quads of one graph."""
        given = list(objects) if self.held.loose else []
        asked = {"predicate": predicate, "graph": graph, "objects": given}
        return {(subject, object_) for subject, object_ in (rows(self.tx, _POINTING, **asked) if given else ())}

    def about(self, subjects: set[str], graph: str, *, with_ties: bool = True) -> set[Quad]:
        """The quads of one graph with these subjects (terms); without ties those of nodes alone."""
        found = {quad for quad in self.loose(subjects) if quad.graph == graph}
        iris = sorted(value(s) for s in subjects if s.startswith("<"))
        if graph == EVIDENCE:
            owners = sorted({value(owner(s)) for s in subjects})
            found |= {q for each in self.records(owners) for q in record_quads(each) if q.subject in subjects}
        elif not graph:
            found |= {quad for node in self.nodes(iris) for quad in node_quads(node)}
            if with_ties and self.held.things:
                found |= set(plain_quads(rows(self.tx, _PLAIN, iris=iris)))
        if with_ties and graph in ("", STATEMENTS):
            said = (quad for tie in self.ties(iris) for quad in tie_quads(tie))
            found |= {quad for quad in said if quad.graph == graph and quad.subject in subjects}
        return found


def _pointing(predicate: str, columns: str = "n.iri, end") -> str:
    """The query for what a predicate joins, record ``n`` and ``end``, for ``$ends``."""
    if predicate in LINKS:
        # From the ends, whatever the planner thought of a graph that had no records yet.
        end = f"MATCH (m:{_R} {{iri: end}}) USING INDEX m:{_R}(iri)"
        return f"UNWIND $ends AS end {end} MATCH (n)-[:{LINKS[predicate]}]->(m) WHERE n:{_R} RETURN {columns}"
    if predicate == TYPE:
        return f"UNWIND $ends AS end MATCH (n:{_R}) WHERE end IN labels(n) RETURN {columns}"
    return f"UNWIND $ends AS end MATCH (n:{_R} {{{POINTERS[predicate]}: end}}) RETURN {columns}"
