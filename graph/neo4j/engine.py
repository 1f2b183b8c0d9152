"""The quads of a Neo4j database: what :class:`~enishi.graph.engine.Engine` does for a file, over Bolt.

What always holds: a change is one transaction, applied only if nobody has changed the graph since it was read;
only nodes with our own marks are read or written; names and values reach the server as parameters, never as text.
"""

from __future__ import annotations

import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ...errors import DataError, GraphFileError
from .. import evidence
from ..engine import Overtaken
from ..evidence import Tally
from ..terms import TYPE, Quad, line, value
from . import names, whole, writing
from .connection import Connection
from .reading import HELD, Held, Reading, rows
from .records import POINTERS

if TYPE_CHECKING:
    import neo4j

T = TypeVar("T")

FORMAT: Final = 1
"""The version of the mapping. A graph of another one is refused."""
OF: Final = "enishi"
UNINDEXED: Final = "unindexed"
"""The mark of a graph that the importer has made, until its constraints and indexes are there too."""
_CHUNK: Final = 5_000
_PATIENCE: Final = 86_400
"""Seconds that indexes of a database that was filled offline may take to be made."""
_EMPTY: Final = Held(things=False, records=False, loose=False)
_LONGEST: Final = 8_000
"""Bytes of an IRI that Neo4j takes into an index."""

_CONSTRAINTS: Final = (
    f"CREATE CONSTRAINT enishi_thing IF NOT EXISTS FOR (n:{names.THING}) REQUIRE n.iri IS UNIQUE",
    f"CREATE CONSTRAINT enishi_record IF NOT EXISTS FOR (n:{names.RECORD}) REQUIRE n.iri IS UNIQUE",
    f"CREATE CONSTRAINT enishi_quad IF NOT EXISTS FOR (n:{names.LOOSE}) REQUIRE n.key IS UNIQUE",
    f"CREATE CONSTRAINT enishi_meta IF NOT EXISTS FOR (n:{names.META}) REQUIRE n.of IS UNIQUE",
)
_INDEXES: Final = (
    f"CREATE INDEX enishi_thing_country IF NOT EXISTS FOR (n:{names.THING}) ON (n.countryCode)",
    f"CREATE INDEX enishi_quad_subject IF NOT EXISTS FOR (n:{names.LOOSE}) ON (n.subject)",
    f"CREATE INDEX enishi_record_subject IF NOT EXISTS FOR (n:{names.RECORD}) ON (n.subject)",
    f"CREATE INDEX enishi_record_object IF NOT EXISTS FOR (n:{names.RECORD}) ON (n.object)",
    f"CREATE INDEX enishi_record_mention IF NOT EXISTS FOR (n:{names.RECORD}) ON (n.mentionOf)",
    "CREATE INDEX enishi_entity_iri IF NOT EXISTS FOR (n:Entity) ON (n.iri)",
    "CREATE INDEX enishi_entity_name IF NOT EXISTS FOR (n:Entity) ON (n.name)",
    "CREATE INDEX enishi_entity_name_en IF NOT EXISTS FOR (n:Entity) ON (n.nameEn)",
)


class Neo4jEngine:
    """The quads of one database; marked by one node, ``(:_Meta {of: "enishi"})``."""

    def __init__(self, connection: Connection, *, create: bool) -> None:
        self.connection = connection
        self.path = connection.address
        self.read_only = connection.read_only
        self._seen = threading.local()
        meta = self._meta()
        if not meta:
            if self.read_only or not create:
                raise GraphFileError("neo4j_no_graph", location=self.path)
            connection.schema(iter((*_CONSTRAINTS, *_INDEXES)))
            connection.write(_mark)
            meta = self._meta()
        if meta.get("format") != FORMAT:
            raise GraphFileError("neo4j_format", location=self.path, found=meta.get("format"), expected=FORMAT)
        if meta.get(UNINDEXED):
            if self.read_only:
                raise GraphFileError("neo4j_unindexed", location=self.path)
            connection.schema(iter(schema_statements()))

    def _meta(self) -> dict[str, Any]:
        query = f"MATCH (m:{names.META} {{of: $of}}) RETURN properties(m), {HELD}"
        found = self.connection.read(lambda tx: next(rows(tx, query, of=OF), None))
        self._seen.held = Held(*found[1:]) if found else Held()
        return dict(found[0]) if found else {}

    @property
    def _held(self) -> Held:
        """What the graph had when this thread last looked at the turn.

        Whoever changes the graph, or reads it several times, looks at the turn before and again at the end: so
        what has come since then is noticed.
        """
        held: Held = getattr(self._seen, "held", Held())
        return held

    def close(self) -> None:
        """Let go of the server."""
        self.connection.close()

    def turn(self) -> str:
        """A text that another one replaces with every change of the graph."""
        return str(self._meta().get("version", ""))

    def columns(self) -> tuple[str, ...]:
        """Which keys there are or have been, as ``node name string``: where, key, kind (``[string]`` for lists)."""
        return tuple(self._meta().get("columns", ()))

    def size(self) -> int:
        """How many nodes and relationships the graph has."""
        return self.connection.read(whole.size)

    def change(self, removed: Iterable[Quad], added: Iterable[Quad], turn: str) -> None:
        """Apply a change in one transaction, if it is still this ``turn``; else raise ``Overtaken``."""
        lost, come = set(removed), set(added)
        for term in chain.from_iterable(come):
            if len(term) > _LONGEST // 4 and term[0] == "<" and len(term.encode()) > _LONGEST:
                raise DataError("neo4j_iri_long", text=term[:60], greatest=_LONGEST)

        def work(tx: neo4j.ManagedTransaction) -> bool:
            held = _take_turn(tx, turn)
            if held is None:
                return False
            writing.apply(tx, lost, come, held)
            return True

        self._seen.held = Held()
        if not self.connection.write(work):
            raise Overtaken

    def lines(self, predicates: frozenset[str] | None = None) -> list[str]:
        """The quads (with ``predicates``: those of these IRIs) as sorted N-Quads lines."""
        wanted = None if predicates is None else {f"<{iri}>" for iri in predicates}

        def work(tx: neo4j.ManagedTransaction) -> list[str]:
            if wanted is None:
                return sorted(set(map(line, whole.everything(tx))))
            return sorted({line(q) for q in whole.saying(tx, wanted) if q.predicate in wanted})

        return self.steadily(lambda: self.connection.read(work))

    def ordered(self) -> Iterator[str]:
        """All lines, one by one."""
        return iter(self.lines())

    def about(self, subjects: Iterable[str], graph: str = "", *, own: bool = False) -> set[Quad]:
        """All quads of one graph with these subjects (terms); ``own``: only types and literals, no ties."""

        held = self._held

        def work(tx: neo4j.ManagedTransaction, chunk: list[str]) -> set[Quad]:
            found = Reading(tx, held).about(set(chunk), graph, with_ties=not own)
            return {q for q in found if not own or q.object.startswith('"') or q.predicate == TYPE}

        return {quad for found in self._chunks(subjects, work) for quad in found}

    def pointing(self, predicate: str, objects: Iterable[str], graph: str = "") -> set[tuple[str, str]]:
        """The pairs of subject and object (terms) that a predicate of evidence joins, for these objects."""
        held = self._held

        def work(tx: neo4j.ManagedTransaction, chunk: list[str]) -> set[tuple[str, str]]:
            return Reading(tx, held).pointing(predicate, chunk, graph)

        return {pair for found in self._chunks(objects, work) for pair in found}

    def pointed(self, predicate: str, objects: Iterable[str], graph: str = "") -> Counter[str]:
        """How many subjects a predicate of evidence joins to each of these objects (terms): counted, not read."""
        held = self._held

        def work(tx: neo4j.ManagedTransaction, chunk: list[str]) -> Counter[str]:
            return Reading(tx, held).pointed(predicate, chunk, graph)

        total = Counter[str]()
        for found in self._chunks(objects, work):
            total.update(found)
        return total

    def reifiers(self, ties: Iterable[Quad]) -> dict[Quad, set[str]]:
        """The reifiers of triples of the default graph."""
        held = self._held
        return self.connection.read(lambda tx: Reading(tx, held).on_triples(ties))

    def said(self, subjects: Iterable[str], predicate: str, graph: str = "") -> dict[str, str]:
        """For each of these subjects (terms) the object of a single-valued predicate in one graph, if any."""
        return {q.subject: q.object for q in self.about(subjects, graph) if q.predicate == predicate}

    def properties(
        self, subjects: Iterable[str], predicates: Iterable[str], graph: str = ""
    ) -> Iterator[tuple[str, str, str]]:
        """What these subjects (terms) say with these predicates in one graph, in one read."""
        wanted = frozenset(predicates)
        yield from (
            (q.subject, q.predicate, q.object) for q in self.about(subjects, graph) if q.predicate in wanted
        )

    def told(
        self, subjects: Iterable[str], predicates: Iterable[str], graph: str = ""
    ) -> dict[str, dict[str, list[str]]]:
        """What these subjects (terms) say with these predicates in one graph: objects in order, by both."""
        wanted = frozenset(predicates)
        quads = self.about(subjects, graph, own=not graph)  # what a thing says itself: of its ties nobody asks here
        return evidence.by_node(q for q in quads if q.predicate in wanted)

    def tally(self, joined: str, predicates: Iterable[str], objects: Iterable[str] | None, graph: str) -> Tally:  # noqa: ARG002
        """How many mentions say something of an entity with one of these predicates."""
        wanted, held = set(predicates), self._held

        def work(tx: neo4j.ManagedTransaction, chunk: list[str] | None) -> Tally:
            ends = None if chunk is None else [value(term) for term in chunk]
            quads = Reading(tx, held).mentions(POINTERS[joined], ends)
            return evidence.tally(
                (q for q in quads if q.predicate in wanted),
                {q.subject: q.object for q in quads if q.predicate == joined},
            )

        if objects is None:
            return self.connection.read(lambda tx: work(tx, None))
        total: Tally = Counter()
        for found in self._chunks(objects, work):
            total.update(found)
        return total

    def steadily(self, read: Callable[[], T]) -> T:
        """Run several reads as one: again, if somebody has changed the graph between them."""
        with self.sound(DataError):
            turn = self.turn()
            while True:
                found, turn, before = read(), self.turn(), turn
                if turn == before:
                    return found

    @contextmanager
    def sound(self, *more: type[Exception]) -> Iterator[None]:
        """What we wrote can be read: where it cannot, somebody else has changed our nodes."""
        kinds: tuple[type[Exception], ...] = (ValueError, LookupError, TypeError, AttributeError, *more)
        try:
            yield
        except kinds as error:
            reason = f"{type(error).__name__}: {error}"
            raise GraphFileError("neo4j_damaged", location=self.path, reason=reason) from error

    def _chunks(
        self, terms: Iterable[str], work: Callable[[neo4j.ManagedTransaction, list[str]], T]
    ) -> Iterator[T]:
        given = sorted(set(terms)) if self._held != _EMPTY else []
        for start in range(0, len(given), _CHUNK):
            chunk = given[start : start + _CHUNK]
            yield self.connection.read(lambda tx, chunk=chunk: work(tx, chunk))  # type: ignore[misc]


def schema_statements() -> tuple[str, ...]:
    """What a database filled offline still needs: constraints, indexes, and to be told that they are there."""
    ready = f"MATCH (m:{names.META} {{of: '{OF}'}}) REMOVE m.{UNINDEXED}"
    return (*_CONSTRAINTS, *_INDEXES, f"CALL db.awaitIndexes({_PATIENCE})", ready)


def _mark(tx: neo4j.ManagedTransaction) -> None:
    query = (
        f"MERGE (m:{names.META} {{of: $of}}) ON CREATE SET m.format = $format, m.version = $version, m.columns = []"
    )
    tx.run(query, of=OF, format=FORMAT, version=f"{uuid.uuid4()}:0").consume()


def _take_turn(tx: neo4j.ManagedTransaction, turn: str) -> Held | None:
    """Lock the graph for this transaction, and step on if it is still this turn; tells what it has."""
    base, _, number = turn.rpartition(":")
    meta = f"MATCH (m:{names.META} {{of: $of}})"
    tx.run(f"{meta} SET m.locked = true", of=OF).consume()
    step = f"{meta} REMOVE m.locked WITH m WHERE m.version = $turn SET m.version = $next RETURN {HELD}"
    found = next(rows(tx, step, of=OF, turn=turn, next=f"{base}:{int(number) + 1}"), None)
    return None if found is None else Held(*found)
