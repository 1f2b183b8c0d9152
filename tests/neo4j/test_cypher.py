"""Cypher at the server's door: what is asked in the file's subset gives the file's rows, the rest only reads."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import oxilite
import pytest

from enishi.errors import EnishiError, QueryError
from enishi.graph import Graph, open_graph
from enishi.graph.home import Table
from enishi.graph.neo4j.asking import refuse

from ..graph.cypher_differences import random_differences, scenario_differences
from ..graph.cypher_world import scenarios
from ..graph.sample import LEAFLET, REPORT
from .conftest import Server


def in_order(table: Table) -> list[str]:
    return sorted(json.dumps(row, ensure_ascii=False) for row in table.rows)


@pytest.fixture(scope="module")
def worlds(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Graph, Graph]]:
    """The world of the scenarios in a file and on the server, there beside evidence and somebody else's nodes."""
    store = scenarios()[0].store()
    lines = (store.dump(format=oxilite.RdfFormat.N_QUADS) or b"").decode().splitlines()
    server.empty()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEO4J_USERNAME", server.username)
        patch.setenv("NEO4J_PASSWORD", server.password)
        with server.driver() as driver:
            driver.execute_query("CREATE (:Theirs {name: 'not ours'})-[:KNOWS]->(:Theirs {iri: 'urn:x'})")
        file = tmp_path_factory.mktemp("cypher") / "ties.enishi"
        with open_graph(file) as embedded, open_graph(server.url) as database:
            for graph in (embedded, database):
                graph.load(lines)
            yield embedded, database


def test_the_scenarios_are_what_the_server_answers(server: Server) -> None:
    server.empty()
    with server.driver() as driver:
        assert not list(scenario_differences(driver))


def test_random_queries_are_answered_alike(server: Server) -> None:
    server.empty()
    count: Counter[str] = Counter()
    with server.driver() as driver:
        assert not list(random_differences(driver, seed=20250820, worlds=3, queries=50, count=count))
    assert count["the same rows"] > 10


def test_the_scenarios_have_the_same_rows_on_both_homes(worlds: tuple[Graph, Graph]) -> None:
    embedded, database = worlds
    different, same = [], 0
    for scenario in scenarios()[1]:
        query, parameters = scenario["query"], scenario["parameters"]
        try:
            expected = embedded.cypher(query, parameters)
        except QueryError:
            continue
        found = database.cypher(query, parameters)
        if found.columns != expected.columns or in_order(found) != in_order(expected):
            different.append((query, expected.rows, found.rows))
        same += 1
    assert not different
    assert same > 100


@pytest.mark.parametrize(
    "query",
    [
        "CREATE (n:City) RETURN n",
        "MATCH (n) SET n.name = 'x' RETURN n",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n) REMOVE n:City RETURN n",
        "MERGE (n:City {name: 'x'}) RETURN n",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "MATCH (n) LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "MATCH (n) /* x */ load /**/ csv FROM 'file:///etc/passwd' AS line RETURN line",
        "UNWIND [1] AS x CALL { LOAD CSV FROM 'http://127.0.0.1/' AS l RETURN l } RETURN l",
        "MATCH (n) WITH n \\u004cOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "RETURN '\\u0027 LOAD CSV FROM \\u0027file:///etc/passwd\\u0027 AS l RETURN l //'",
        "CALL dbms.listConfig() YIELD name RETURN name",
        "CALL `dbms`.`listConfig`() YIELD name RETURN name",
        "MATCH (n) CALL db.createLabel('x') RETURN n",
        "CALL apoc.load.json('http://127.0.0.1/') YIELD value RETURN value",
        "RETURN apoc.text.join(['a'], '')",
        "RETURN `apoc`.`x`('a')",
        "FOREACH (x IN [1] | CREATE (:City))",
        "SHOW DATABASES",
        "USE system MATCH (n) RETURN n",
        "DROP DATABASE neo4j",
        "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
        "MATCH (n) RETURN n; MATCH (m) DELETE m",
        "EXPLAIN MATCH (n) RETURN n",
        "TERMINATE TRANSACTION 'x'",
        "MATCH (n) CALL (n) { SET n.name = 'x' } IN TRANSACTIONS RETURN n",
        "INSERT (:City)",
    ],
)
def test_what_would_do_more_than_read_is_refused_before_it_is_sent(query: str) -> None:
    with pytest.raises(QueryError) as raised:
        refuse(query)
    assert raised.value.key in ("query_changes", "neo4j_query_outside", "neo4j_query_escape")


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (c:City) WHERE c.name = 'LOAD CSV; DELETE x' RETURN c.name AS `CREATE`",
        "MATCH (c:City) // SET c.x = 1\nRETURN c.name AS set",
        "MATCH (c:City) CALL (c) { MATCH (c)-[r]-(d) RETURN count(r) AS n } RETURN c.name, n",
        "RETURN date('2025-08-20') AS day, duration.between(date('2025-01-01'), date('2025-08-20')) AS d",
        "CALL db.labels() YIELD label RETURN label",
        "MATCH p = (a:City)-[*1..2]-(b) RETURN [n IN nodes(p) | n.name] AS names",
        "RETURN $`drop` AS x",
    ],
)
def test_reading_of_any_kind_is_let_through(asked: Graph, query: str) -> None:
    asked.cypher(query, {"drop": "x"} if "$" in query else {})


def test_the_server_itself_is_asked_to_read_only(asked: Graph) -> None:
    connection = asked._server.connection  # type: ignore[attr-defined]
    with pytest.raises(EnishiError):
        connection.ask("CREATE (n:City) RETURN n", {}, None)


def test_evidence_is_reachable_and_never_mixed_with_ties(neo4j: Server) -> None:
    with open_graph(neo4j.url) as graph:
        graph.write(REPORT)
        graph.write(LEAFLET)
        total = graph.cypher("MATCH (n) RETURN count(n) AS n").rows[0][0]
        labelled = graph.cypher("MATCH (n) WHERE n:Entity OR n:Value OR n:Proposal RETURN count(n) AS n").rows[0][0]
        assert total == labelled
        kinds = {str(kind) for (kind,) in graph.cypher("MATCH (a)-[r]->(b) RETURN DISTINCT type(r) AS t").rows}
        assert kinds.isdisjoint({"EVIDENCE_FOR", "IN_DOCUMENT"})
        quotes = graph.cypher(
            "MATCH (:City {nameEn: 'Yokohama'})-[r:SISTER_CITY_OF]-(:City {nameEn: 'Lyon'}) "
            "MATCH (s:Statement {iri: r.statement})<-[:EVIDENCE_FOR]-(q:Reference)-[:IN_DOCUMENT]->(d:Document) "
            "RETURN q.quote AS quote, d.documentName AS document ORDER BY document"
        )
    assert [document for _, document in quotes.rows] == ["leaflet", "report"]


def test_an_unknown_name_is_refused_with_the_nearest(asked: Graph) -> None:
    with pytest.raises(QueryError, match="SISTER_CITY_OF"):
        asked.cypher("MATCH (a:City)-[r:SISTER_CITYOF]-(b) RETURN a.name")


def test_a_time_limit_is_kept_by_the_server(asked: Graph) -> None:
    slow = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b) AS n"
    with pytest.raises(QueryError, match="stopped after"):
        asked.cypher(slow, timeout=0.5)


def test_a_syntax_error_shows_its_place(asked: Graph) -> None:
    with pytest.raises(QueryError) as raised:
        asked.cypher("MATCH (c:City)\nRETRUN c.name")
    assert raised.value.details["line"] == 2


def test_a_parameter_that_is_missing_is_named(asked: Graph) -> None:
    with pytest.raises(QueryError, match="parameter city"):
        asked.cypher("MATCH (c:City {nameEn: $city}) RETURN c.name")


def test_cells_are_plain(asked: Graph) -> None:
    query = (
        "MATCH p = (a:City {nameEn: 'Yokohama'})-[r:SISTER_CITY_OF]-(b:City {nameEn: 'Lyon'}) "
        "RETURN a, r, p, [1, 2] AS l, {x: 1} AS m, date('2025-08-20') AS d, null AS n, a.latitude AS f"
    )
    (row,) = asked.cypher(query).rows
    cells: dict[str, Any] = dict(zip("arplmdnf", row, strict=True))
    assert str(cells["a"]).endswith("/id/yokohama") and "/statement/" in str(cells["r"])
    assert cells["p"].split(" ")[0] == cells["a"]
    assert (cells["l"], cells["m"], cells["d"], cells["n"], cells["f"]) == (
        "1; 2",
        "x=1",
        "2025-08-20",
        None,
        35.44,
    )


def test_the_lines_of_some_predicates_are_the_dumps(asked: Graph) -> None:
    lines = list(asked.dump())
    by_predicate: dict[str, list[str]] = {}
    for each in lines:
        by_predicate.setdefault(each.split(" ", 2)[1][1:-1], []).append(each)
    engine = asked._server  # type: ignore[attr-defined]
    for predicate, own in by_predicate.items():
        assert engine.lines(frozenset({predicate})) == own, predicate
    two = sorted(by_predicate)[:2]
    assert engine.lines(frozenset(two)) == sorted([*by_predicate[two[0]], *by_predicate[two[1]]])
