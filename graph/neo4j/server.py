"""A graph on a Neo4j server: the same graph as in a file, over Bolt.

What always holds: the same contributions give the same dump as in a file; somebody else's nodes in the same
database are neither read nor touched; a document is one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, cast

from ...errors import QueryStopped
from ...ontology.spelling import screaming
from ..answering import cell
from ..embedded import EmbeddedGraph
from ..home import WHOLE, Allowance, Answer, Cell, Explanation, StatedFact, Table, Triples
from ..naming import check_sparql_names
from ..outlining import SAID, tie
from ..results import Found, Solutions
from ..terms import word
from . import names
from .asking import ask_cypher
from .connection import Address, Connection
from .engine import Neo4jEngine

if TYPE_CHECKING:
    from ..engine import Engine
    from ..sparql_cypher.door import Door


_TOLD: Final = ", ".join(("r.statement", "type(r)", "a.iri", "b.iri", *(f"r.{name}" for name in SAID)))
_AROUND: Final = f"""
UNWIND $iris AS iri MATCH (n:{names.THING} {{iri: iri}})-[r]-(:{names.THING}) WHERE r.statement IS NOT NULL
WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b RETURN {_TOLD}"""
_AMONG: Final = f"""
UNWIND $iris AS iri MATCH (a:{names.THING} {{iri: iri}})-[r]->(b:{names.THING})
WHERE r.statement IS NOT NULL AND b.iri IN $iris RETURN {_TOLD}"""


class Neo4jGraph(EmbeddedGraph):
    """The graph in a Neo4j database; see :class:`~enishi.graph.home.Graph` for what it does.

    Made by :func:`enishi.graph.open_graph` from an address such as ``bolt://localhost:7687`` or
    ``neo4j+s://host/database``; a context manager that closes itself. How writing and reading follow from evidence
    is the file's way of doing it; where the quads live is :class:`.engine.Neo4jEngine`'s. ``memory``: bytes that
    SPARQL may hold of what it cannot compile.
    """

    def __init__(
        self, location: str, *, read_only: bool = False, create: bool = True, memory: int | None = None
    ) -> None:
        connection = Connection(Address.read(location), read_only=read_only)
        try:
            self._server = Neo4jEngine(connection, create=create)
        except BaseException:
            connection.close()
            raise
        self._engine = cast("Engine", self._server)
        self._memory = memory
        self._made: Door | None = None

    def close(self) -> None:
        """Let go of the server, and of what SPARQL holds."""
        if self._made is not None:
            self._made.close()
        self._server.close()

    def ties(self, things: Iterable[str], *, among: bool = False) -> list[StatedFact]:
        """Facts at these things (IRIs) in outline, in one read; see :meth:`~enishi.graph.home.Graph.ties`."""
        query, wanted = _AMONG if among else _AROUND, sorted(set(things))
        found = self._server.connection.read(lambda tx: tx.run(query, iris=wanted).values())
        facts = {
            row[0]: tie(
                row[0],
                row[2],
                names.predicate_of(row[1]).removeprefix(word("")[:-1]).removesuffix(">"),
                row[3],
                {name: str(said) for name, said in zip(SAID, row[4:], strict=True) if said},
            )
            for row in found
        }
        return [facts[each] for each in sorted(facts)]

    def columns(self, least: int = 0) -> None:
        """None: a server is not read by column."""

    @property
    def _door(self) -> Door:
        if self._made is None:
            from ..sparql_cypher.door import MEMORY, Door  # noqa: PLC0415  (a compiler: only when SPARQL is asked)
            from ..sparql_cypher.own_source import OwnSource  # noqa: PLC0415

            self._made = Door(OwnSource(self._server), memory=MEMORY if self._memory is None else self._memory)
        return self._made

    def _there(self, name: str) -> bool:
        here = self._server.connection.names()
        loose = f"MATCH (q:{names.LOOSE}) WHERE $term IN [q.predicate, q.object] RETURN count(q) > 0"
        return bool({name, screaming(name)} & here) or bool(
            self._server.connection.read(lambda tx: tx.run(loose, term=word(name)).single(strict=True)[0])
        )

    def sparql(
        self, query: str, parameters: Mapping[str, Cell] | None = None, *, timeout: float | None = None
    ) -> Answer:
        """Answer a SPARQL query: compiled to Cypher, else from a copy of what it names (:mod:`..sparql_cypher`)."""
        found = self.solutions(query, parameters, timeout=timeout)
        if isinstance(found, bool):
            return found
        if isinstance(found, Solutions):
            return Table(found.variables, tuple(tuple(map(cell, row)) for row in found.rows))
        return Triples(found)

    def solutions(
        self, query: str, parameters: Mapping[str, Cell] | None = None, *, timeout: float | None = None
    ) -> Found:
        """The same answer in RDF terms, for the forms of the standards: see :mod:`..results`."""
        check_sparql_names(self._there, query)
        return self._door.ask(query, parameters, timeout=timeout)

    def explain(self, query: str, parameters: Mapping[str, Cell] | None = None) -> Explanation:
        """How a SPARQL query would be answered, with the Cypher, or why it is not compiled."""
        check_sparql_names(self._there, query)
        return self._door.explain(query, parameters)

    def cypher(
        self,
        query: str,
        parameters: Mapping[str, Cell] | None = None,
        *,
        timeout: float | None = None,
        rows: int | None = None,
    ) -> Table:
        """Answer a Cypher read query; a node comes out as its IRI, a relationship as its statement's IRI."""
        table = ask_cypher(self._server.connection, query, parameters or {}, timeout)
        if rows is not None and len(table.rows) > rows:
            raise QueryStopped("query_rows", rows=rows)
        return table

    def found(
        self,
        query: str,
        allowance: Allowance = WHOLE,
        *,
        dataset: Mapping[str, Sequence[str]] | None = None,
        base: str | None = None,
    ) -> Found:
        """Answer a SPARQL query with terms; see :meth:`~enishi.graph.home.Graph.found`."""
        return self._door.found(query, allowance, dataset, base)
