"""The tools by the official client, over standard input and output of a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult

from enishi.graph import open_graph
from enishi.queries.catalogue import load_catalogue

from ..cli.conftest import environment
from ..loops import alone
from ..queries.sample import report_2021, report_2025


@pytest.fixture(scope="module")
def graph_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mcp") / "ties.enishi"
    with open_graph(path) as graph:
        graph.write(report_2025())
        graph.write(report_2021())
    return path


def talk(graph: Path, work: Callable[[Client], Awaitable[Any]]) -> Any:
    """What the work finds out in a conversation with the server."""
    line = ["-m", "enishi", "mcp", "--graph", str(graph)]
    parameters = StdioServerParameters(command=sys.executable, args=line, env=environment())

    async def conversation() -> Any:
        async with Client(parameters) as client:
            return await work(client)

    return alone(conversation())


def call(graph: Path, *calls: tuple[str, dict[str, Any]]) -> list[CallToolResult]:
    async def work(client: Client) -> list[CallToolResult]:
        return [await client.call_tool(name, arguments) for name, arguments in calls]

    found: list[CallToolResult] = talk(graph, work)
    return found


def data(result: CallToolResult) -> Any:
    assert not result.is_error, result.content
    assert result.structured_content is not None
    return result.structured_content.get("result", result.structured_content)


def test_every_tool_says_what_it_is_for_and_that_it_only_reads(graph_file: Path) -> None:
    tools = talk(graph_file, lambda client: client.list_tools()).tools
    names = {tool.name for tool in tools}
    assert names >= {
        "questions",
        "ask",
        "find",
        "entity",
        "anniversaries",
        "changes",
        "cite",
        "documents",
        "sparql",
    }
    for tool in tools:
        assert tool.description
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is True


def test_an_assistant_finds_asks_and_cites(graph_file: Path) -> None:
    before = graph_file.read_bytes()
    listed, asked, found, about, coming, documents, rows = call(
        graph_file,
        ("questions", {}),
        ("ask", {"question": "partners", "parameters": {"city": "横浜市"}}),
        ("find", {"name": "lyo"}),
        ("entity", {"name": "Lyon"}),
        ("anniversaries", {"fiscal_year": "FY2029", "lang": "ja"}),
        ("documents", {}),
        ("sparql", {"query": "SELECT ?c { ?c a :City } LIMIT 2"}),
    )
    assert {question["id"] for question in data(listed)} == set(load_catalogue())
    partners = data(asked)["rows"]
    assert "Lyon" in {row["partner"] for row in partners}
    assert all(row["citations"][0]["quote"] for row in partners)
    assert data(found)[0]["name"] == "Lyon"
    tie = data(about)["ties"][0]["facts"][0]
    assert tie["with"] == "Yokohama"
    assert {row["years"] for row in data(coming)["rows"]} >= {70}
    assert len(data(documents)) == 2
    assert len(data(rows)["rows"]) == 2
    (cited,) = call(graph_file, ("cite", {"statement": tie["statement"]}))
    assert {c["quote"] for c in data(cited)["citations"]} == {c["quote"] for c in tie["citations"]}
    assert graph_file.read_bytes() == before


def test_an_assistant_is_told_what_changed(graph_file: Path) -> None:
    given = {"before": "FY2021", "after": "FY2025"}
    every, some = (
        data(each) for each in call(graph_file, ("changes", given), ("changes", {**given, "of": ["役職"]}))
    )
    assert 0 < len(some["rows"]) < len(every["rows"])
    assert all(row["citations"][0]["quote"] for row in some["rows"])


@pytest.mark.parametrize(
    ("lang", "words"), [("ja", "横浜市の姉妹都市は？"), ("en", "Which are the sister cities of Yokohama?")]
)
def test_an_assistant_asks_in_words(graph_file: Path, lang: str, words: str) -> None:
    asked, changed, unsure = call(
        graph_file,
        ("ask", {"question": words, "lang": lang}),
        ("ask", {"question": "what changed between FY2021 and FY2025", "lang": lang}),
        ("ask", {"question": "横浜市の天気は？", "lang": lang}),
    )
    assert data(asked)["understood"]["question"] == "partners"
    assert all(row["citations"][0]["quote"] for row in data(asked)["rows"])
    assert data(changed)["understood"]["question"] == "changes"
    assert unsure.is_error and "天気" in str(unsure.content)


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("entity", {"name": "Yokohma"}, "Yokohama"),
        ("ask", {"question": "partner"}, "partners"),
        ("cite", {"statement": "https://w3id.org/enishi/statement/none"}, "no statement"),
        ("changes", {"before": "FY1999", "after": "FY2025"}, "There are documents for"),
        ("sparql", {"query": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}, "INSERT"),
        ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }"}, "SERVICE"),
    ],
)
def test_an_error_says_what_to_do_next(graph_file: Path, tool: str, arguments: dict[str, Any], told: str) -> None:
    (result,) = call(graph_file, (tool, arguments))
    assert result.is_error
    assert told in str(result.content)
