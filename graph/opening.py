"""The door to a graph, whatever it lives in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import UsageError

if TYPE_CHECKING:
    from .home import Graph

_SERVER: Final = re.compile(r"(?:bolt|neo4j)(?:\+s|\+ssc)?://", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def open_graph(location: str | Path, *, read_only: bool = False, create: bool = True) -> Graph:
    """Open the graph in a file or, for an address (``bolt://``, ``neo4j://``, ``neo4j+s://``), on a Neo4j server.

    It is made where it is missing, unless ``read_only``, or ``create`` is false. Raises
    :class:`~enishi.errors.GraphFileError` for a file or database that cannot be used,
    :class:`~enishi.errors.GraphUnreachable` for a server that does not answer or refuses the login, and
    :class:`~enishi.errors.UsageError` for any other address.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from enishi.graph import open_graph
    >>> with tempfile.TemporaryDirectory() as folder, open_graph(Path(folder, "ties.enishi")) as graph:
    ...     graph.documents()
    []
    """
    if isinstance(location, str):
        if _SERVER.match(location):
            from .neo4j import Neo4jGraph  # noqa: PLC0415  (only when a graph is opened)

            return Neo4jGraph(location, read_only=read_only, create=create)
        if _ADDRESS.match(location):
            raise UsageError("graph_address", location=location)
    from .embedded import EmbeddedGraph  # noqa: PLC0415

    return EmbeddedGraph(Path(location), read_only=read_only, create=create)
