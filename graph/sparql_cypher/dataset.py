"""Any RDF dataset in Neo4j: a property graph that can be asked in SPARQL and given back without loss.

A resource is ``(:Resource {iri})``, in a named graph ``(:GraphResource {_graph, iri})``; a class is a label,
another resource a relationship, a literal a property: native values in ``key``, ``key@en`` in a language,
``key^^IRI`` the spelling of other datatypes. What always holds: a predicate keeps a kind of term under one key;
dump(load(x)) is x.
"""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ...errors import GraphFileError
from ..deadline import within
from ..neo4j.connection import GRACE
from ..terms import XSD, Quad, line, spell, value
from .gathering import Answered, answered
from .layouts import TYPE, Resources
from .naming import Names
from .values import joined, name, split

if TYPE_CHECKING:
    import neo4j

    from .compiler import Compiled

OF: Final = "rdf"
_CHUNK: Final = 5_000
_FEW: Final = 8
"""Up to so many labels, types or keys each have a statement of their own, which the server plans by itself."""
_LITERAL: Final = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@(.+)|\^\^<(.+)>)?', re.DOTALL)
_SETUP: Final = (
    "CREATE CONSTRAINT rdf_resource IF NOT EXISTS FOR (n:Resource) REQUIRE n.iri IS UNIQUE",
    "CREATE INDEX rdf_graph_resource IF NOT EXISTS FOR (n:GraphResource) ON (n._graph, n.iri)",
    "CREATE CONSTRAINT rdf_quad IF NOT EXISTS FOR (n:_RdfQuad) REQUIRE n.line IS UNIQUE",
)
_META: Final = "MATCH (m:_Meta {of: 'rdf'})"


def parsed(
    data: str | bytes, form: str = "application/n-quads", *, base: str | None = None, graph: str = ""
) -> Iterator[Quad]:
    """The quads of RDF text of a media type; with ``graph`` (a term) those of the default graph are put there."""
    import oxilite  # noqa: PLC0415  (heavy)

    found = oxilite.RdfFormat.from_media_type(form)
    for quad in oxilite.parse(data, found, base_iri=base):
        named = "" if isinstance(quad.graph_name, oxilite.DefaultGraph) else spell(quad.graph_name)
        yield Quad(spell(quad.subject), spell(quad.predicate), spell(quad.object), named or graph)


class Dataset:
    """A dataset in a Neo4j database, over a driver of somebody's own.

    ``write`` and ``empty`` are for data kept in this layout; nodes without its labels are left alone.
    """

    blanks = True
    own_graphs: tuple[str, ...] = ()

    def __init__(self, driver: neo4j.Driver, database: str | None = None) -> None:
        self._driver = driver
        self._database = database

    def prepare(self) -> None:
        """Make the constraints and indexes."""
        with self._session("WRITE") as session:
            for statement in _SETUP:
                session.run(statement).consume()
            session.run(
                "MERGE (m:_Meta {of: 'rdf'}) ON CREATE SET m.format = 1, m.version = $version",
                version=f"{uuid.uuid4()}:0",
            ).consume()

    def _session(self, mode: str) -> neo4j.Session:
        return self._driver.session(database=self._database, default_access_mode=mode)

    def empty(self) -> None:
        """Take the whole dataset out of the database."""
        with self._session("WRITE") as session:
            session.run("MATCH (n:Resource|GraphResource|_RdfQuad) DETACH DELETE n").consume()
            keep = "m.columns = [], m.links = [], m.labels = [], m.loose = [], m.version = $version"
            session.run(f"{_META} SET {keep}", version=f"{uuid.uuid4()}:0").consume()

    def version(self) -> str:
        """A text that changes with every change."""
        return str(self.meta().get("version", ""))

    def meta(self) -> dict[str, Any]:
        """What ``_Meta`` says; raises :class:`~enishi.errors.GraphFileError` where there is none."""
        with self._session("READ") as session:
            found = session.run(f"{_META} RETURN properties(m) AS meta").single()
        if found is None:
            raise GraphFileError("sparql_no_dataset")
        return dict(found["meta"])

    def layout(self) -> tuple[str, Resources]:
        """The version, and how the dataset lies in the graph then."""
        meta = self.meta()
        return str(meta["version"]), Resources(Names(meta).shapes(), blanks=True)

    def run(self, plan: Compiled, timeout: float | None) -> Answered:
        """The version after the rows of a compiled query, and these."""
        import neo4j  # noqa: PLC0415  (heavy)

        timed = neo4j.unit_of_work(timeout=timeout)

        def read(work: Callable[[neo4j.ManagedTransaction], Answered]) -> Answered:
            with self._session("READ") as session:
                return session.execute_read(timed(work))

        grace = None if timeout is None else timeout + GRACE
        return answered(plan, _META, lambda work: within(grace, lambda: read(work)))

    # ------------------------------------------------------------------------------------------- writing

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads, in one transaction."""
        given = set(quads)

        def work(tx: neo4j.ManagedTransaction) -> None:
            found = tx.run(f"{_META} SET m.locked = true REMOVE m.locked RETURN properties(m) AS m").single(
                strict=True
            )
            meta = dict(found["m"])
            base, _, number = str(meta["version"]).rpartition(":")
            names = Names(meta)
            self._write(tx, names, _renamed(given, int(number)))
            keep = ", ".join(f"m.{key} = ${key}" for key in ("columns", "links", "labels", "loose", "version"))
            told: dict[str, Any] = {"version": f"{base}:{int(number) + 1}", **names.kept()}
            tx.run(f"{_META} SET {keep}", told).consume()

        with self._session("WRITE") as session:
            session.execute_write(work)

    def _write(self, tx: neo4j.ManagedTransaction, names: Names, quads: set[Quad]) -> None:
        links: dict[tuple[bool, str], list[dict[str, str]]] = defaultdict(list)
        labels: dict[tuple[bool, str], list[dict[str, str]]] = defaultdict(list)
        said: dict[tuple[str, str], dict[tuple[str, str], set[Any]]] = defaultdict(lambda: defaultdict(set))
        lines = []
        for quad in sorted(quads):
            graph, predicate = quad.graph, value(quad.predicate)
            if quad.object.startswith("<<"):
                lines.append({"line": line(quad), "predicate": predicate, "graph": graph})
                names.loose.add((graph, predicate))
                continue
            place = {"graph": _iri(graph) if graph else "", "iri": _iri(quad.subject)}
            said[graph, place["iri"]]
            if quad.object.startswith('"'):
                said[graph, place["iri"]][predicate, (part := _split(quad.object))[0]].add(part[1])
            elif predicate == TYPE and quad.object.startswith("<"):
                labels[bool(graph), names.label(graph, value(quad.object))].append(place)
            else:
                said[graph, _iri(quad.object)]
                links[bool(graph), names.kind(graph, predicate)].append(place | {"end": _iri(quad.object)})
        before = self._held(tx, names, said)
        rows: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
        for (graph, iri), held in sorted(said.items()):
            properties = {}
            for (predicate, kind), bare in sorted(held.items()):
                every = sorted(bare | before.get((graph, iri), {}).get((predicate, kind), set()))
                key = names.key(graph, predicate, kind, len(every))
                properties[key] = every if len(every) > 1 else every[0]
            row = {"iri": iri, "graph": _iri(graph) if graph else "", "properties": properties}
            rows[bool(graph)].append(row)
        for named, chunk in rows.items():
            _run(tx, f"MERGE {_spot('n', named)} SET n += row.properties", chunk)
        for named in (False, True):
            self._label(tx, named, {label: places for (at, label), places in labels.items() if at is named})
            self._link(tx, named, {kind: ends for (at, kind), ends in links.items() if at is named})
        _run(tx, "MERGE (q:_RdfQuad {line: row.line}) SET q.predicate = row.predicate, q.graph = row.graph", lines)

    def _label(self, tx: neo4j.ManagedTransaction, named: bool, labels: dict[str, list[dict[str, str]]]) -> None:
        spot = f"MATCH {_spot('n', named)}"
        if len(labels) <= _FEW:
            for label, places in sorted(labels.items()):
                _run(tx, f"{spot} SET n:{name(label)}", places)
            return
        _run(tx, f"{spot} SET n:$(row.name)", [{**p, "name": n} for n, held in labels.items() for p in held])

    def _link(self, tx: neo4j.ManagedTransaction, named: bool, links: dict[str, list[dict[str, str]]]) -> None:
        spots = f"MATCH {_spot('n', named)} MATCH {_spot('m', named, 'end')}"
        if len(links) <= _FEW:
            for kind, ends in sorted(links.items()):
                _run(tx, f"{spots} MERGE (n)-[:{name(kind)}]->(m)", ends)
            return
        every = [{**e, "name": n} for n, held in sorted(links.items()) for e in held]
        _run(tx, f"{spots} MERGE (n)-[:$(row.name)]->(m)", every)

    def _held(
        self, tx: neo4j.ManagedTransaction, names: Names, said: Mapping[tuple[str, str], Any]
    ) -> dict[Any, Any]:
        """What the database says already of these subjects, by predicate and kind."""
        found: dict[Any, dict[tuple[str, str], set[Any]]] = {}
        if not names.columns:
            return found
        meant: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
        for (graph, predicate, kind), (key, _) in names.columns.items():
            meant[graph][key] = predicate, kind
        for named in (False, True):
            rows = [{"iri": i, "graph": _iri(g) if g else ""} for g, i in said if bool(g) is named]
            for chunk in _chunks(rows):
                query = f"UNWIND $rows AS row MATCH {_spot('n', named)} RETURN row.graph, n.iri, properties(n)"
                for graph, iri, properties in tx.run(query, rows=chunk):
                    place = (_term(graph) if named else "", iri)
                    found[place] = {
                        meant[place[0]][key]: set(held if isinstance(held, list) else [held])
                        for key, held in properties.items()
                        if key in meant[place[0]]
                    }
        return found

    # ------------------------------------------------------------------------------------------- reading

    def dump(self) -> Iterator[str]:
        """The dataset as sorted lines of N-Quads."""
        yield from sorted(set(self.lines(None)))

    def lines(self, predicates: frozenset[str] | None) -> Iterator[str]:
        """The quads of these predicates (IRIs), or all, as lines of N-Quads."""
        names = Names(self.meta())
        for named in (False, True):
            graph, label = ("n._graph", "GraphResource") if named else ("''", "Resource")
            kinds = _wanted({t: p for g, p, t in names.links if bool(g) is named}, predicates)
            yield from self._linked(f"(n:{label})", f"(m:{label})", graph, kinds)
            keys = {
                key: (p, k)
                for (g, p, k), (key, _) in names.columns.items()
                if bool(g) is named and (predicates is None or p in predicates)
            }
            for at, start, key, held in self._properties(f"(n:{label})", graph, keys):
                predicate, kind = keys[key]
                for bare in held if isinstance(held, list) else [held]:
                    yield line(Quad(_term(start), f"<{predicate}>", joined(kind, bare), _term(at) if at else ""))
            classes = {found: c for g, c, found in names.labels if bool(g) is named}
            if classes and (predicates is None or TYPE in predicates):
                for at, start, labels in self._stream(f"MATCH (n:{label}) RETURN {graph}, n.iri, labels(n)"):
                    for of in (classes[found] for found in labels if found in classes):
                        yield line(Quad(_term(start), f"<{TYPE}>", f"<{of}>", _term(at) if at else ""))
        for found, predicate in self._stream("MATCH (q:_RdfQuad) RETURN q.line, q.predicate"):
            if predicates is None or predicate in predicates:
                yield found

    def _linked(self, start: str, end: str, graph: str, kinds: dict[str, str]) -> Iterator[str]:
        """Lines for relationships of these types: by type, or where there are many types all at once."""
        told = f"RETURN {graph}, n.iri, type(r), m.iri"
        texts = [f"MATCH {start}-[r:{name(kind)}]->{end} {told}" for kind in sorted(kinds)]
        for text in texts if len(kinds) <= _FEW else [f"MATCH {start}-[r]->{end} {told}"]:
            for at, subject, kind, other in self._stream(text):
                if kind in kinds:
                    ends = _term(subject), f"<{kinds[kind]}>", _term(other)
                    yield line(Quad(*ends, _term(at) if at else ""))

    def _properties(self, node: str, graph: str, keys: Mapping[str, Any]) -> Iterator[list[Any]]:
        """Graph, IRI, key and what it holds: key by key, or where there are many keys all at once."""
        if len(keys) <= _FEW:
            for key in sorted(keys):
                held = f"n.{name(key)}"
                text = f"MATCH {node} WHERE {held} IS NOT NULL RETURN {graph}, n.iri, {held}"
                yield from ([at, iri, key, value] for at, iri, value in self._stream(text))
            return
        for at, iri, properties in self._stream(f"MATCH {node} RETURN {graph}, n.iri, properties(n)"):
            yield from ([at, iri, key, held] for key, held in properties.items() if key in keys)

    def _stream(self, query: str) -> Iterator[list[Any]]:
        with self._session("READ") as session:
            for record in session.run(query):
                yield record.values()


def _wanted(names: dict[str, str], predicates: frozenset[str] | None) -> dict[str, str]:
    return {name: p for name, p in names.items() if predicates is None or p in predicates}


def _spot(alias: str, named: bool, iri: str = "iri") -> str:
    if named:
        return f"({alias}:GraphResource {{_graph: row.graph, iri: row.{iri}}})"
    return f"({alias}:Resource {{iri: row.{iri}}})"


def _run(tx: neo4j.ManagedTransaction, clauses: str, rows: list[dict[str, Any]]) -> None:
    for chunk in _chunks(rows):
        tx.run(f"UNWIND $rows AS row {clauses}", rows=chunk).consume()


def _chunks(rows: list[Any]) -> Iterator[list[Any]]:
    pending = iter(rows)
    while chunk := list(islice(pending, _CHUNK)):
        yield chunk


def _iri(term: str) -> str:
    return term if term.startswith("_:") else value(term)


def _term(iri: str) -> str:
    return iri if iri.startswith("_:") else f"<{iri}>"


def _split(term: str) -> tuple[str, Any]:
    match = _LITERAL.fullmatch(term)
    _, lang, datatype = match.groups() if match else ("", "", "")
    return split(value(term), datatype or XSD + "string", lang or "")


_BLANK: Final = re.compile(r"_:[\w.-]+")


def _renamed(quads: set[Quad], number: int) -> set[Quad]:
    """The quads with blank nodes that no earlier load has."""

    def fresh(term: str) -> str:
        return f"{term}.{number}" if term.startswith("_:") else term

    if not number:
        return quads
    return {
        Quad(
            fresh(q.subject),
            q.predicate,
            _BLANK.sub(lambda m: fresh(m[0]), q.object) if q.object.startswith("<<") else fresh(q.object),
            fresh(q.graph),
        )
        for q in quads
    }
