"""What certifies the compiler would notice if it were broken. Random queries alone notice it too: certified by hand
(benchmarks/sparql_certify.py); here each way to break it meets one query that must tell."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from enishi.graph.sparql_cypher import Dataset, Door
from enishi.graph.terms import Quad, literal

from ..neo4j.conftest import Server
from . import random_queries
from .mutations import MUTATIONS


@pytest.fixture(scope="module")
def loaded(server: Server) -> Iterator[Dataset]:
    """A random graph, only read."""
    server.empty()
    with server.driver() as driver:
        dataset = Dataset(driver)
        dataset.prepare()
        any_, nodes = f"<{random_queries.NS}any>", [f"<{random_queries.NS}n{n}>" for n in (1, 2)]
        near = [Quad(nodes[0], any_, literal("1", "integer")), Quad(nodes[1], any_, literal("1.0", "decimal"))]
        dataset.load([*random_queries.graph(random.Random(1)), *near])  # noqa: S311
        yield dataset


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_broken_compiler_is_found_out(loaded: Dataset, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    mutation = MUTATIONS[name]
    query = f"PREFIX : <{random_queries.NS}> {mutation.telling}"
    assert random_queries.difference(Door(loaded), query) == ("compiled", "")
    monkeypatch.setattr(mutation.target, mutation.attribute, mutation.broken)
    assert random_queries.difference(Door(loaded), query)[1]
