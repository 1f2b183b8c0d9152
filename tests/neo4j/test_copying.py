"""A graph goes from a file to a server and back, and a copy that was cut off goes on."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from enishi.cli.run import run
from enishi.graph import Graph, open_graph
from enishi.graph.copying import copy

from ..graph.sample import LEAFLET, REPORT
from .conftest import Server

OTHERS = ['<urn:a> <urn:b> "x"@en .', "<urn:a> <urn:b> <urn:c> <urn:g> ."]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ties.enishi"
    with open_graph(path) as graph:
        graph.write(REPORT)
        graph.write(LEAFLET)
        graph.load(OTHERS)
    return path


def dumped(place: str | Path) -> list[str]:
    with open_graph(place, read_only=True) as graph:
        return list(graph.dump())


def test_both_directions_give_the_same_bytes(
    neo4j: Server, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = tmp_path / "back.enishi"
    assert run(["copy", "--from", str(file), "--to", neo4j.url, "--lang", "en"]) == 0
    assert run(["copy", "--from", neo4j.url, "--to", str(back), "--lang", "ja"]) == 0
    told = capsys.readouterr()
    assert told.out == "" and "2 documents" in told.err and "文書 2 件" in told.err
    assert dumped(neo4j.url) == dumped(back) == dumped(file)


def test_a_copy_that_was_cut_off_goes_on(empty: Graph, file: Path) -> None:
    with open_graph(file, read_only=True) as source:
        assert [bool(document) for document, _ in islice(copy(source, empty), 1)] == [True]
        assert [d.name for d in empty.documents()] != [d.name for d in source.documents()]
        new = [count for _, count in copy(source, empty)]
        assert new[0] == 0 and all(new[1:])
        assert list(empty.dump()) == list(source.dump())
        assert not any(count for _, count in copy(source, empty))


def test_what_the_target_holds_stays(empty: Graph, file: Path) -> None:
    empty.write(REPORT)
    empty.load(["<urn:mine> <urn:b> <urn:c> ."])
    with open_graph(file, read_only=True) as source:
        list(copy(source, empty))
        assert set(empty.dump()) == {*source.dump(), "<urn:mine> <urn:b> <urn:c> ."}


def test_a_graph_is_not_copied_into_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["copy", "--from", "a.enishi", "--to", "a.enishi", "--lang", "en"]) == 2
    assert "into itself" in capsys.readouterr().err


def test_explain_tells_the_way_and_the_cypher_or_why_not(
    neo4j: Server, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["copy", "--from", str(file), "--to", neo4j.url, "-q"]) == 0
    ask = ["query", "--graph", neo4j.url, "--lang", "en", "--explain", "-e"]
    assert run([*ask, "SELECT ?name { ?city a :City ; :name ?name }"]) == 0
    compiled = capsys.readouterr().out
    assert "MATCH" in compiled and "RETURN" in compiled
    assert run([*ask, "SELECT (UCASE(?name) AS ?loud) { ?city a :City ; :name ?name }"]) == 0
    sliced = capsys.readouterr().out
    assert "RETURN" not in sliced and "UCASE" in sliced.upper()
