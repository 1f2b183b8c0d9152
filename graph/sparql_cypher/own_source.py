"""A graph of enishi's on a server, as the door to SPARQL asks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from ...ontology.model import STATEMENTS_GRAPH
from ..neo4j import names
from .own import Own
from .profile import profile

if TYPE_CHECKING:
    import neo4j

    from ..neo4j.engine import Neo4jEngine

_VERSION: Final = f"MATCH (m:{names.META} {{of: 'enishi'}}) RETURN m.version"


class OwnSource:
    """A graph of enishi's on a server, for :class:`.door.Door`."""

    own_graphs: tuple[str, ...] = (STATEMENTS_GRAPH,)

    def __init__(self, engine: Neo4jEngine) -> None:
        self._engine = engine

    def version(self) -> str:
        """A text that changes with every change of the graph."""
        return self._engine.turn()

    def layout(self) -> tuple[str, Own]:
        """The version, and how the graph lies there then."""
        found = profile(self._engine)
        return found.version, Own(found)

    def run(self, text: str, parameters: Mapping[str, Any], timeout: float | None) -> tuple[str, list[list[Any]]]:
        """The rows of a reading statement, and the version after them."""

        def work(tx: neo4j.ManagedTransaction) -> tuple[str, list[list[Any]]]:
            rows = [record.values() for record in tx.run(text, dict(parameters))]
            return str(tx.run(_VERSION).single(strict=True)[0]), rows

        return self._engine.connection.read_within(timeout, work)

    def lines(self, predicates: frozenset[str] | None) -> Iterator[str]:
        """The quads of these predicates, or all, as lines of N-Quads."""
        yield from self._engine.lines(predicates)
