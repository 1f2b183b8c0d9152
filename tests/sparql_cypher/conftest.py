"""What is real here: the Neo4j server, the W3C's tests, the embedded engine as judge."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from enishi.graph.sparql_cypher import Dataset

from ..neo4j.conftest import Server, asked, kept, server

__all__ = ["asked", "kept", "server"]


@pytest.fixture
def dataset(server: Server) -> Iterator[Dataset]:
    """An empty dataset on the session's server."""
    server.empty()
    with server.driver() as driver:
        made = Dataset(driver)
        made.prepare()
        yield made
