"""From documents to cited answers and a picture: what a researcher does, with the program alone.

These stories import nothing of the checkout; test_wheel.py runs them a second time against the installed wheel,
neo4j/test_stories.py a third time on a server, whose address is then in ENISHI_STORY_GRAPH.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

GRAPH = os.environ.get("ENISHI_STORY_GRAPH", "ties.enishi")


def enishi(folder: Path, *line: str) -> str:
    """Run the program; what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "enishi", *line],
        cwd=folder,
        env=os.environ | {"LANG": "C.UTF-8", "PYTHONWARNDEFAULTENCODING": "0"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(folder: Path, *line: str) -> list[dict[str, Any]]:
    found = json.loads(enishi(folder, *line, "--graph", GRAPH, "--json"))
    assert isinstance(found, list)
    return found


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample documents, as the package brings them."""
    folder = tmp_path_factory.mktemp("samples")
    for entry in files("enishi.samples").iterdir():
        if entry.name.endswith((".md", ".txt")):
            (folder / entry.name).write_bytes(entry.read_bytes())
    return folder


@pytest.fixture(scope="module")
def work(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of the sample documents."""
    folder = tmp_path_factory.mktemp("work")
    enishi(folder, "ingest", str(documents), "--graph", GRAPH)
    return folder


def test_the_partner_cities_come_with_the_sentence_that_says_so(work: Path, documents: Path) -> None:
    found = rows(work, "ask", "partners", "--param", "city=横浜市")
    names = {row["partner"]: row for row in found}
    assert {"Lyon", "Mumbai", "Manila", "Odesa", "Vancouver", "Shanghai"} <= set(names)
    assert names["Lyon"]["since"].startswith("1959")
    assert names["Mumbai"]["since"] == "[1965-04..1966-03]", "sixty years in fiscal year 2025"
    texts = [path.read_text(encoding="utf-8") for path in documents.iterdir()]
    for row in found:
        assert row["trust"] == "machine"
        assert row["citations"]
        for citation in row["citations"]:
            assert any(text[citation["start"] : citation["end"]] == citation["quote"] for text in texts)


def test_both_languages_give_the_same_rows(work: Path) -> None:
    for question in (["networks", "--param", "city=Yokohama"], ["overseas-offices", "--param", "city=Yokohama"]):
        both = [rows(work, "ask", *question, "--language", language) for language in ("sparql", "cypher")]
        assert both[0] == both[1]
        assert both[0]


def test_a_company_is_found_through_its_project_abroad(work: Path) -> None:
    cypher = (
        "MATCH (y)<-[:CARRIED_OUT_BY]-(p:Project)-[:IMPLEMENTED_IN]->(c) "
        'WHERE c.nameEn = "Thailand" RETURN y.name AS who, p.name AS project'
    )
    sparql = 'SELECT ?who { ?p :carriedOutBy/:name ?who ; :implementedIn/:nameEn "Thailand" }'
    (row,) = rows(work, "query", "-e", cypher)
    assert "YUSA" in row["who"]
    assert "スマート化" in row["project"]
    assert [r["who"] for r in rows(work, "query", "-e", sparql)] == [row["who"]]


def test_ties_become_a_picture_with_japanese_names(work: Path) -> None:
    enishi(work, "diagram", "ego", "横浜市", "--graph", GRAPH, "--output", "yokohama.svg", "--names", "ja")
    shown = (work / "yokohama.svg").read_text(encoding="utf-8")
    assert "横浜市" in shown
    assert "リヨン" in shown


def test_the_graph_is_the_same_whatever_the_order_and_without_traces_of_what_was_withdrawn(
    work: Path, documents: Path, tmp_path: Path
) -> None:
    paths = sorted(map(str, documents.iterdir()), reverse=True)
    for path in paths:
        enishi(tmp_path, "ingest", path, "--graph", "ties.enishi")
    whole = enishi(tmp_path, "dump", "--graph", "ties.enishi")
    assert whole == enishi(work, "dump", "--graph", GRAPH)
    enishi(tmp_path, "withdraw", Path(paths[0]).stem, "--graph", "ties.enishi")
    enishi(tmp_path, "ingest", *paths[1:], "--graph", "rest.enishi")
    rest = enishi(tmp_path, "dump", "--graph", "rest.enishi")
    assert enishi(tmp_path, "dump", "--graph", "ties.enishi") == rest != whole


def test_the_demo_shows_it_all(tmp_path: Path) -> None:
    shown = enishi(tmp_path, "demo", "--lang", "ja")
    assert "リヨン" in shown
    assert (tmp_path / "demo" / "ties.enishi").stat().st_size > 0
    assert list((tmp_path / "demo").glob("*.svg"))
