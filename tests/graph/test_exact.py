"""What the engine takes for different although it is unbound is worded as the error that it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from enishi.graph import Graph, open_graph
from enishi.graph.exact import exact
from enishi.graph.home import Table

from .sample import REPORT

TESTS = [
    "?a != ?x",
    "?x != ?a",
    "!(?a = ?x)",
    "?a NOT IN (?x)",
    "!(?a IN (:City, ?x))",
    "?x != :City",
    "?a NOT IN (?x, 'a'@en, -1.5, '1'^^xsd:date)",
]


@pytest.mark.parametrize("test", TESTS)
def test_what_is_unbound_is_an_error_and_not_different(tmp_path: Path, test: str) -> None:
    with open_graph(tmp_path / "ties.enishi") as graph:
        graph.write(REPORT)
        assert rows(graph, f"SELECT ?a {{ ?a a :City OPTIONAL {{ ?a :until ?x }} FILTER({test}) }}") == 0
        assert rows(graph, f"SELECT ?a {{ ?a a :City BIND(({test}) AS ?y) FILTER(!BOUND(?y)) }}") == 3


def rows(graph: Graph, query: str) -> int:
    found = graph.sparql(query)
    assert isinstance(found, Table)
    return len(found.rows)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?a { ?a :p ?b FILTER(?a = ?b) }",
        "SELECT ?a { ?a :p|!:q ?b }",
        "SELECT ?a { ?a :p ?b FILTER(?a + ?b != ?c) }",
        "SELECT ?a { ?a :p '?a != ?b' } # ?a != ?b",
    ],
)
def test_the_rest_of_a_query_stays_as_it_is(query: str) -> None:
    assert exact(query) == query
