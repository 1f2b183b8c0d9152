"""The tables for Neo4j's own importer: the real importer fills a database, which is then a home like any other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from scripts.neo4j_import import fill

from enishi.errors import GraphFileError
from enishi.graph import open_graph, spill
from enishi.graph.importer import BETWEEN, SCHEMA, tables, write
from enishi.graph.neo4j import names
from enishi.graph.neo4j.engine import UNINDEXED
from enishi.graph.terms import parse_lines

from ..graph.sample import LEAFLET, LYON, REPORT, YOKOHAMA, fact, paper
from .conftest import Server, login, running

ODD = (
    "<urn:a> <urn:b> <urn:c> <urn:g> .",
    '<urn:a> <https://w3id.org/enishi/ontology#name> "x"@en--ltr .',
    '<urn:a> <https://w3id.org/enishi/ontology#title> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .',
    f'<urn:a> <https://w3id.org/enishi/ontology#altName> "a{ascii(BETWEEN)[1:-1].replace("x", "u00")}b" .',
    '<urn:a> <https://w3id.org/enishi/ontology#altName> "c" .',
    '<urn:a> <https://w3id.org/enishi/ontology#nameEn> "" .',
)
QUOTED = paper(
    "quoted",
    fact(YOKOHAMA, "sisterCityOf", LYON, since="1959-04-07", basis='"引用"、改行\nと, コンマ'),
    sentences=('「"横浜",リヨン」\\は姉妹都市です。',),
)


def test_a_header_says_each_column_once_and_its_type(tmp_path: Path) -> None:
    with open_graph(tmp_path / "ties.enishi") as graph:
        graph.write(REPORT)
        with tables(parse_lines(graph.dump())) as found:
            headers = {name: next(table.lines()) for name, table in found.items()}
    for header in headers.values():
        columns = [each.partition(":")[0] for each in header.split(",") if each[0] != ":"]
        assert len(set(columns)) == len(columns)
    assert "since:string" in headers["ties"]
    assert "start:long" in headers["records"]


def test_what_waits_on_disk_comes_to_the_same_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_graph(tmp_path / "ties.enishi") as graph:
        for each in (REPORT, LEAFLET, QUOTED):
            graph.write(each)
        graph.load(ODD)
        quads = list(parse_lines(graph.dump()))
    write(quads, tmp_path / "held")
    monkeypatch.setattr(spill.Spill.__init__, "__kwdefaults__", {"run": 3})
    write(reversed(quads), tmp_path / "waiting")
    made = sorted(file.name for file in (tmp_path / "held").iterdir())
    assert made == ["links.csv", "meta.csv", "quads.csv", "records.csv", "schema.cypher", "things.csv", "ties.csv"]
    for name in made:
        assert (tmp_path / "waiting" / name).read_bytes() == (tmp_path / "held" / name).read_bytes()


@pytest.mark.needs_java
@pytest.mark.needs_maven
def test_what_the_importer_makes_is_the_same_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_graph(tmp_path / "ties.enishi") as graph:
        for each in (REPORT, LEAFLET, QUOTED):
            graph.write(each)
        graph.load(ODD)
        expected = list(graph.dump())
    command = write(parse_lines(expected), tmp_path / "tables")
    fill(tmp_path / "tables", tmp_path / "home", command)
    with running("--folder", str(tmp_path / "home")) as server:
        login(server, monkeypatch)
        with pytest.raises(GraphFileError) as raised:
            open_graph(server.url, read_only=True)
        assert raised.value.key == "neo4j_unindexed"
        with server.driver() as driver:
            for statement in re.split(r";\n", (tmp_path / "tables" / SCHEMA).read_text(encoding="utf-8")):
                if statement:
                    driver.execute_query(statement)
        with open_graph(server.url, read_only=True) as graph:
            assert list(graph.dump()) == expected
        with open_graph(server.url) as graph:
            assert graph.write(QUOTED).nothing
            assert graph.recompute(apply=False) == 0  # type: ignore[attr-defined]
        _forget_indexes(server)
        with open_graph(server.url):
            pass
        with open_graph(server.url, read_only=True) as graph:
            assert list(graph.dump()) == expected


def _forget_indexes(server: Server) -> None:
    """Have the database as the importer leaves it."""
    with server.driver() as driver:
        for kind, all_of_them in (("CONSTRAINT", "CONSTRAINTS"), ("INDEX", "INDEXES")):
            ours = f"SHOW {all_of_them} YIELD name WHERE name STARTS WITH 'enishi' RETURN name"
            for name in driver.execute_query(ours)[0]:
                driver.execute_query(f"DROP {kind} {name[0]}")
        driver.execute_query(f"MATCH (m:{names.META}) SET m.{UNINDEXED} = true")
