"""A graph on a Neo4j server: the same graph as in a file, over Bolt.

What always holds: the same contributions give the same dump as in a file; somebody else's nodes in the same
database are neither read nor touched; a document is one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from ...errors import QueryStopped
from ..asking import ask_sparql, find_sparql
from ..embedded import EmbeddedGraph
from ..home import WHOLE, Allowance, Answer, Cell, Table
from ..terms import Quad
from .asking import ask_cypher
from .connection import Address, Connection
from .engine import Neo4jEngine
from .snapshot import GREATEST, Snapshot

if TYPE_CHECKING:
    from ..engine import Engine
    from ..results import Found


class Neo4jGraph(EmbeddedGraph):
    """The graph in a Neo4j database; see :class:`~enishi.graph.home.Graph` for what it does.

    Made by :func:`enishi.graph.open_graph` from an address such as ``bolt://localhost:7687`` or
    ``neo4j+s://host/database``; a context manager that closes itself. How writing and reading follow from evidence
    is the file's way of doing it; where the quads live is :class:`.engine.Neo4jEngine`'s.
    """

    def __init__(
        self, location: str, *, read_only: bool = False, create: bool = True, copy_limit: int = GREATEST
    ) -> None:
        connection = Connection(Address.read(location), read_only=read_only)
        try:
            self._server = Neo4jEngine(connection, create=create)
        except BaseException:
            connection.close()
            raise
        self._engine = cast("Engine", self._server)
        self._copy = Snapshot(self._server, greatest=copy_limit)

    def close(self) -> None:
        """Let go of the server, and of the copy for SPARQL."""
        self._copy.close()
        self._server.close()

    def _held_by_others(self, ties: set[Quad], touched: object) -> set[Quad]:
        """Those ties that a statement not touched asserts too, asked for all at once."""
        own: frozenset[str] = touched.statements  # type: ignore[attr-defined]
        return {tie for tie, reifiers in self._server.reifiers(ties).items() if reifiers - own}

    def sparql(
        self, query: str, parameters: Mapping[str, Cell] | None = None, *, timeout: float | None = None
    ) -> Answer:
        """Answer a SPARQL query; for now from a copy of the whole dataset, made once a version."""
        return ask_sparql(self._copy.engine(), query, parameters or {}, timeout)

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
        return find_sparql(self._copy.engine(), query, allowance, dataset, base)
