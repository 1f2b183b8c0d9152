"""Reading the property graph as a whole, or what some predicates say in it, within a transaction.

What always holds: of the predicates asked for, all quads come; others may come besides, and some twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from .. import evidence
from ..terms import REIFIES, TYPE, Quad, word
from . import names
from .literals import KEY
from .reading import JOINED, MARKS, RECORD, as_record, plain_quads, rows
from .records import FOLDED, LINKS, POINTERS, RESERVED, Node, Tie, node_quads, record_quads, tie_quads

if TYPE_CHECKING:
    import neo4j

_T, _R, _Q = names.THING, names.RECORD, names.LOOSE
_BETWEEN: Final = f"MATCH (a:{_T})-[r]->(b:{_T})"
_OF_REIFIERS: Final = frozenset({REIFIES, word("statement"), evidence.SUBJECT, evidence.PREDICATE, evidence.OBJECT})
"""What every tie says of its statement."""


def everything(tx: neo4j.ManagedTransaction) -> Iterator[Quad]:
    """All quads of the graph."""
    for iri, labels, properties in rows(tx, f"MATCH (n:{_T}) RETURN n.iri, labels(n), properties(n)"):
        yield from node_quads(Node(iri, frozenset(labels) - MARKS, properties))
    told = "r.statement, type(r), a.iri, b.iri, properties(r)"
    for statement, kind, start, end, properties in rows(tx, f"{_BETWEEN} RETURN {told}"):
        if statement is None:
            yield from plain_quads([[start, kind, end]])
        else:
            yield from tie_quads(Tie(statement, kind, start, end, properties))
    for row in rows(tx, f"MATCH (n:{_R}) RETURN {RECORD}"):
        yield from record_quads(as_record(*row))
    yield from (Quad(*row) for row in rows(tx, f"MATCH (q:{_Q}) RETURN q.subject, q.predicate, q.object, q.graph"))


def saying(tx: neo4j.ManagedTransaction, wanted: set[str]) -> Iterator[Quad]:
    """The quads of these predicates (terms), read by the keys and types that hold them."""
    columns = _Columns(next(rows(tx, f"MATCH (m:{names.META} {{of: 'enishi'}}) RETURN m.columns"))[0], wanted)
    yield from _of_nodes(tx, wanted, columns)
    yield from _of_ties(tx, wanted, columns)
    yield from _of_records(tx, wanted, columns)
    loose = f"MATCH (q:{_Q}) WHERE q.predicate IN $wanted RETURN q.subject, q.predicate, q.object, q.graph"
    yield from (Quad(*row) for row in rows(tx, loose, wanted=sorted(wanted)))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which keys the graph has, and of which predicates (terms) they are asked."""

    known: Iterable[str]
    wanted: set[str]

    def of(self, where: str) -> list[str]:
        """The keys of nodes, edges or records that hold literals of the predicates."""
        mark = f"{where} "
        keys = (each.removeprefix(mark).rpartition(" ")[0] for each in self.known if each.startswith(mark))
        return sorted({key for key in keys if self._holds(key)})

    def _holds(self, key: str) -> bool:
        match = KEY.fullmatch(key)
        return match is not None and names.predicate_of_key(match[1]) in self.wanted


def _of_nodes(tx: neo4j.ManagedTransaction, wanted: set[str], columns: _Columns) -> Iterator[Quad]:
    if word("iri") in wanted:  # what nearly all nodes say, and the marks of those that do not
        for iri, labels, properties in rows(tx, f"MATCH (n:{_T}) RETURN n.iri, labels(n), properties(n)"):
            yield from node_quads(Node(iri, frozenset(labels) - MARKS, properties))
        return
    keys = columns.of("node")
    labelled = "labels(n)" if TYPE in wanted else "[] AS labels"
    some = "" if TYPE in wanted else "WHERE any(key IN $keys WHERE n[key] IS NOT NULL)"
    query = f"MATCH (n:{_T}) {some} RETURN n.iri, {labelled}, [key IN $keys | n[key]]"
    for iri, labels, held in rows(tx, query, keys=keys) if keys or TYPE in wanted else ():
        yield from node_quads(Node(iri, frozenset(labels) - MARKS, {**_said(keys, held), "_bare": True}))


def _of_ties(tx: neo4j.ManagedTransaction, wanted: set[str], columns: _Columns) -> Iterator[Quad]:
    kinds = sorted({names.relationship(predicate) for predicate in wanted})
    plain = f"{_BETWEEN} WHERE type(r) IN $kinds RETURN a.iri, type(r), b.iri"
    yield from plain_quads(rows(tx, plain, kinds=kinds))
    keys = columns.of("edge")
    every = not wanted.isdisjoint(_OF_REIFIERS)
    if not (keys or every):
        return
    keys += ("_unstated", "_uncopied") if every else ()
    some = "r.statement IS NOT NULL" if every else "any(key IN $keys WHERE r[key] IS NOT NULL)"
    if word("statement") in wanted:
        for row in rows(tx, f"{_BETWEEN} WHERE {some} RETURN r.statement, type(r), a.iri, b.iri, properties(r)"):
            yield from tie_quads(Tie(*row))
        return
    told = "r.statement, type(r), a.iri, b.iri, [key IN $keys | r[key]]"
    for statement, kind, start, end, held in rows(tx, f"{_BETWEEN} WHERE {some} RETURN {told}", keys=keys):
        yield from tie_quads(Tie(statement, kind, start, end, _said(keys, held)))


def _of_records(tx: neo4j.ManagedTransaction, wanted: set[str], columns: _Columns) -> Iterator[Quad]:
    keys = [key for key in columns.of("record") if key not in RESERVED]
    keys += [key for predicate, key in POINTERS.items() if predicate in wanted]
    keys += FOLDED if TYPE in wanted or word("value") in wanted else ()
    linked = not wanted.isdisjoint(LINKS)
    if not (keys or linked or TYPE in wanted):
        return
    some = "" if linked or TYPE in wanted else "WHERE any(key IN $keys WHERE n[key] IS NOT NULL)"
    labelled = "labels(n)" if TYPE in wanted else "[] AS labels"
    links = f"[(n)-[r:{JOINED}]->(m:{_R}) | [type(r), m.iri]]" if linked else "[] AS links"
    query = f"MATCH (n:{_R}) {some} RETURN n.iri, {labelled}, [key IN $keys | n[key]], {links}"
    for iri, labels, held, joined in rows(tx, query, keys=keys):
        yield from record_quads(as_record(iri, labels, _said(keys, held), joined))


def _said(keys: list[str], held: list[Any]) -> dict[str, Any]:
    return {key: each for key, each in zip(keys, held, strict=True) if each is not None}


def size(tx: neo4j.ManagedTransaction) -> int:
    """How many nodes and relationships there are."""
    counts = (
        f"MATCH (n:{_T}) RETURN count(n)",
        f"MATCH (:{_T})-[r]->(:{_T}) RETURN count(r)",
        f"MATCH (n:{_R}) RETURN count(n)",
        f"MATCH (n:{_Q}) RETURN count(n)",
    )
    return sum(next(rows(tx, query))[0] for query in counts)
