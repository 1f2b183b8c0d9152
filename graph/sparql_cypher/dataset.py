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
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ...errors import GraphFileError
from ..deadline import within
from ..neo4j.connection import GRACE
from ..terms import XSD, Quad, line, spell, value
from .layouts import TYPE, Column, Resources, Shape
from .values import joined, name, split

if TYPE_CHECKING:
    import neo4j

OF: Final = "rdf"
_CHUNK: Final = 5_000
_LOCAL: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_LITERAL: Final = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@(.+)|\^\^<(.+)>)?', re.DOTALL)
_NATIVE: Final = {"s": "string", "i": "integer", "d": "decimal", "b": "boolean"}
_SETUP: Final = (
    "CREATE CONSTRAINT rdf_resource IF NOT EXISTS FOR (n:Resource) REQUIRE n.iri IS UNIQUE",
    "CREATE INDEX rdf_graph_resource IF NOT EXISTS FOR (n:GraphResource) ON (n._graph, n.iri)",
    "CREATE CONSTRAINT rdf_quad IF NOT EXISTS FOR (n:_RdfQuad) REQUIRE n.line IS UNIQUE",
)
_META: Final = "MATCH (m:_Meta {of: 'rdf'})"


class Names:
    """How predicates and classes are called, as the database's ``_Meta`` keeps it."""

    def __init__(self, meta: Mapping[str, Any]) -> None:
        self.columns = {tuple(each.split("\t")[:3]): each.split("\t")[3:] for each in meta.get("columns") or ()}
        """(graph, predicate, kind): [key, ``1`` where some node has several]"""
        self.links = {tuple(each.split("\t")) for each in meta.get("links") or ()}
        """(graph, predicate, type)"""
        self.labels = {tuple(each.split("\t")) for each in meta.get("labels") or ()}
        """(graph, class, label)"""
        self.loose = {tuple(each.split("\t")) for each in meta.get("loose") or ()}
        """(graph, predicate)"""
        self._keys: dict[tuple[str, str], str] = {(p, k): found[0] for (_, p, k), found in self.columns.items()}
        self._bases: dict[str, str] = {p: k.removesuffix(_suffix(kind)) for (p, kind), k in self._keys.items()}
        self._types: dict[str, str] = {p: t for _, p, t in self.links}
        self._classes: dict[str, str] = {c: found for _, c, found in self.labels}

    def kept(self) -> dict[str, list[str]]:
        """What to keep in ``_Meta``."""
        return {
            "columns": sorted("\t".join([*key, *found]) for key, found in self.columns.items()),
            "links": sorted(map("\t".join, self.links)),
            "labels": sorted(map("\t".join, self.labels)),
            "loose": sorted(map("\t".join, self.loose)),
        }

    def shapes(self) -> dict[str, Shape]:
        """For the compiler: by graph (a term) what it has."""
        columns: dict[str, dict[str, list[Column]]] = defaultdict(lambda: defaultdict(list))
        for (graph, predicate, kind), (key, several) in sorted(self.columns.items()):
            columns[graph][predicate].append(Column(key, kind, several == "1"))
        graphs = {
            *columns,
            *(g for g, *_ in self.links),
            *(g for g, *_ in self.labels),
            *(g for g, _ in self.loose),
        }
        return {
            graph: Shape(
                {p: tuple(found) for p, found in columns[graph].items()},
                {p: kind for g, p, kind in self.links if g == graph},
                {c: label for g, c, label in self.labels if g == graph},
                frozenset(p for g, p in self.loose if g == graph),
            )
            for graph in sorted(graphs)
        }

    def key(self, graph: str, predicate: str, kind: str, number: int) -> str:
        """The key for a kind of literals; ``number``: how many a node has."""
        key = self._keys.get((predicate, kind))
        if key is None:
            base = self._bases.get(predicate)
            if base is None:
                base = self._bases[predicate] = _short(predicate, {"iri", *self._bases.values()})
            plain = kind in _NATIVE and base not in self._keys.values()
            key = self._keys[predicate, kind] = base if plain else base + _suffix(kind)
        found = self.columns.setdefault((graph, predicate, kind), [key, "0"])
        if number > 1:
            found[1] = "1"
        return key

    def kind(self, graph: str, predicate: str) -> str:
        """The relationship type for a predicate."""
        if predicate not in self._types:
            self._types[predicate] = _short(predicate, set(self._types.values()))
        self.links.add((graph, predicate, self._types[predicate]))
        return self._types[predicate]

    def label(self, graph: str, of: str) -> str:
        """The label for a class."""
        if of not in self._classes:
            taken = set(self._classes.values()) | {"Resource", "GraphResource"}
            self._classes[of] = _short(of, taken)
        self.labels.add((graph, of, self._classes[of]))
        return self._classes[of]


def _suffix(kind: str) -> str:
    """What is put to a predicate's key for a kind of literals."""
    return kind if kind[0] == "@" else f"^^{kind[1:]}" if kind[0] == "^" else f":{_NATIVE[kind]}"


def _tail(iri: str) -> str:
    return re.split(r"[/#:]", iri)[-1]


def _short(iri: str, taken: set[str]) -> str:
    """The end of an IRI where it is a name that nothing has, else the IRI in angle brackets."""
    tail = _tail(iri)
    return tail if _LOCAL.fullmatch(tail) and tail not in taken else f"<{iri}>"


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

    def run(self, text: str, parameters: Mapping[str, Any], timeout: float | None) -> tuple[str, list[list[Any]]]:
        """The rows of a reading statement, and the version after them."""
        import neo4j  # noqa: PLC0415  (heavy)

        @neo4j.unit_of_work(timeout=timeout)
        def work(tx: neo4j.ManagedTransaction) -> tuple[str, list[list[Any]]]:
            rows = [record.values() for record in tx.run(text, dict(parameters))]
            return str(tx.run(f"{_META} RETURN m.version").single(strict=True)[0]), rows

        def read() -> tuple[str, list[list[Any]]]:
            with self._session("READ") as session:
                return session.execute_read(work)

        return within(None if timeout is None else timeout + GRACE, read)

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
        for (named, label), places in sorted(labels.items()):
            _run(tx, f"MATCH {_spot('n', named)} SET n:{name(label)}", places)
        for (named, kind), ends in sorted(links.items()):
            _run(
                tx,
                f"MATCH {_spot('n', named)} MATCH {_spot('m', named, 'end')} MERGE (n)-[:{name(kind)}]->(m)",
                ends,
            )
        _run(tx, "MERGE (q:_RdfQuad {line: row.line}) SET q.predicate = row.predicate, q.graph = row.graph", lines)

    def _held(
        self, tx: neo4j.ManagedTransaction, names: Names, said: Mapping[tuple[str, str], Any]
    ) -> dict[Any, Any]:
        """What the database says already of these subjects, by predicate and kind."""
        found: dict[Any, dict[tuple[str, str], set[Any]]] = {}
        for named in (False, True):
            rows = [{"iri": i, "graph": _iri(g) if g else ""} for g, i in said if bool(g) is named]
            for chunk in _chunks(rows):
                query = f"UNWIND $rows AS row MATCH {_spot('n', named)} RETURN row.graph, n.iri, properties(n)"
                for graph, iri, properties in tx.run(query, rows=chunk):
                    place = (_term(graph) if named else "", iri)
                    found[place] = {
                        (p, k): set(held if isinstance(held := properties[key], list) else [held])
                        for (g, p, k), (key, _) in names.columns.items()
                        if g == place[0] and key in properties
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
            graph = "n._graph" if named else "''"
            spot = "n:GraphResource" if named else "n:Resource"
            other = "m:GraphResource" if named else "m:Resource"
            kinds = {
                t: p for g, p, t in names.links if bool(g) is named and (predicates is None or p in predicates)
            }
            for kind, predicate in sorted(kinds.items()):
                query = f"MATCH ({spot})-[:{name(kind)}]->({other}) RETURN {graph}, n.iri, m.iri"
                for at, start, end in self._stream(query):
                    yield line(Quad(_term(start), f"<{predicate}>", _term(end), _term(at) if at else ""))
            keys = {
                key: (p, k)
                for (g, p, k), (key, _) in names.columns.items()
                if bool(g) is named and (predicates is None or p in predicates)
            }
            for key, (predicate, kind) in sorted(keys.items()):
                query = f"MATCH ({spot}) WHERE n.{name(key)} IS NOT NULL RETURN {graph}, n.iri, n.{name(key)}"
                for at, start, held in self._stream(query):
                    for bare in held if isinstance(held, list) else [held]:
                        yield line(
                            Quad(_term(start), f"<{predicate}>", joined(kind, bare), _term(at) if at else "")
                        )
            classes = {found: c for g, c, found in names.labels if bool(g) is named}
            if classes and (predicates is None or TYPE in predicates):
                query = f"MATCH ({spot}) RETURN {graph}, n.iri, labels(n)"
                for at, start, labels in self._stream(query):
                    for label in labels:
                        if label in classes:
                            yield line(
                                Quad(_term(start), f"<{TYPE}>", f"<{classes[label]}>", _term(at) if at else "")
                            )
        for found, predicate in self._stream("MATCH (q:_RdfQuad) RETURN q.line, q.predicate"):
            if predicates is None or predicate in predicates:
                yield found

    def _stream(self, query: str) -> Iterator[list[Any]]:
        with self._session("READ") as session:
            for record in session.run(query):
                yield record.values()


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
