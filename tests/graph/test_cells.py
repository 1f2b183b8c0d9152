"""Whatever Cypher gives back becomes a plain cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import oxilite
import pytest

from enishi.errors import GraphFileError, QueryError
from enishi.graph import asking, open_graph
from enishi.graph.answering import answer
from enishi.graph.home import Cell
from enishi.ontology.model import ONTOLOGY

from .sample import REPORT

FACTS = f"""
PREFIX : <{ONTOLOGY}>
INSERT DATA {{ <urn:a> :name "横浜市" . <urn:b> :name "リヨン市" . <urn:a> :twin <urn:b> ~ <urn:s> .
    <urn:s> :statement "urn:s" . <urn:b> :near <urn:a> }}
"""


@pytest.fixture(scope="module")
def store() -> oxilite.Store:
    made = oxilite.Store()
    made.update(FACTS)
    return made


def ask(store: oxilite.Store, query: str) -> dict[str, Any]:
    return answer(store, {"language": "cypher", "query": query, "parameters": {}, "names": {}})


@pytest.mark.parametrize(
    ("expression", "cell"),
    [
        ("a", "urn:a"),
        ("r", "urn:s"),
        ("p", "urn:a urn:s urn:b"),
        ("[1, a, 'x']", "1; urn:a; x"),
        ("{b: 2, a: r}", "a=urn:s; b=2"),
        ("date('2022-08-01')", "2022-08-01"),
        ("1.5", 1.5),
        ("true", True),
        ("null", None),
    ],
)
def test_a_value_becomes_a_cell(store: oxilite.Store, expression: str, cell: Cell) -> None:
    reply = ask(store, f"MATCH p = (a)-[r:twin]->(b) RETURN {expression} AS it")
    assert reply == {"table": ["it"], "rows": [[cell]]}


def test_a_relationship_without_a_statement_is_shown_as_its_triple(store: oxilite.Store) -> None:
    ((cell,),) = ask(store, "MATCH (a)-[r:near]->(b) RETURN r AS it")["rows"]
    assert cell.startswith("<<( urn:b ")
    assert cell.endswith(" urn:a )>>")


def test_an_error_is_told_by_its_kind(store: oxilite.Store) -> None:
    assert ask(store, "MATCH (a RETURN a")["error"] == "syntax"
    assert ask(store, "MATCH (a) RETURN b")["error"] == "query"


def test_the_handle_that_answers_cannot_write(tmp_path: Path) -> None:
    request = {"language": "cypher", "query": "CREATE (a:City) RETURN a.name", "parameters": {}, "names": {}}
    with open_graph(tmp_path / "ties.enishi") as graph:
        for timeout in (None, 60.0):
            with pytest.raises(QueryError, match="would change the graph"):
                asking._reply(graph._engine, dict(request), timeout)  # type: ignore[attr-defined]
        assert list(graph.dump()) == []


def test_a_file_that_breaks_while_it_is_open_is_said(tmp_path: Path) -> None:
    file = tmp_path / "ties.enishi"
    with open_graph(file) as graph:
        graph.write(REPORT)
    with open_graph(file, read_only=True) as graph:
        assert graph.version() == "1"
        file.write_bytes(file.read_bytes()[:4096] + bytes(file.stat().st_size - 4096))
        for timeout in (None, 60.0):
            with pytest.raises(GraphFileError) as caught:
                graph.sparql("SELECT ?n { ?a :name ?n ; :nameEn ?m }", timeout=timeout)
            assert caught.value.key == "graph_damaged"
