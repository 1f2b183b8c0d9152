"""A graph of enishi's on a server, as the door to SPARQL asks it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ...ontology.model import STATEMENTS_GRAPH
from ..neo4j import names
from .gathering import Answered, answered
from .own import Own
from .profile import profile

if TYPE_CHECKING:
    from ..neo4j.engine import Neo4jEngine
    from .compiler import Compiled

_META: Final = f"MATCH (m:{names.META} {{of: 'enishi'}})"


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

    def run(self, plan: Compiled, timeout: float | None) -> Answered:
        """The version after the rows of a compiled query, and these."""
        return answered(plan, _META, lambda work: self._engine.connection.read_within(timeout, work))

    def lines(self, predicates: frozenset[str] | None) -> Iterator[str]:
        """The quads of these predicates, or all, as lines of N-Quads."""
        yield from self._engine.lines(predicates)
