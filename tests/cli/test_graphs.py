"""diagram, dump, load, check: a graph as a picture, as text, and under examination."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from enishi.graph import open_graph
from enishi.ontology.model import ENTITY, Contribution, Document, Entity, Name, Reference, statement

from .conftest import Run


@pytest.mark.parametrize(
    ("line", "output"),
    [(("ego", "横浜市"), "yokohama.svg"), (("path", "Lyon", "Shanghai"), "path.pdf"), (("network",), "all.html")],
)
def test_ties_become_a_picture(
    enishi: Run, graph: Path, tmp_path: Path, line: tuple[str, ...], output: str
) -> None:
    start = {".svg": b"<?xml", ".pdf": b"%PDF", ".html": b"<!"}[Path(output).suffix]
    done = enishi("diagram", *line, "--graph", graph, "--output", output)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert (tmp_path / output).read_bytes().startswith(start)
    assert output in done.stderr
    assert enishi("diagram", *line, "--graph", graph, "--output", output, "--quiet").stderr == ""


def test_names_in_a_picture_are_in_the_language_asked_for(enishi: Run, graph: Path, tmp_path: Path) -> None:
    for lang, said in (("ja", "リヨン"), ("en", "Lyon")):
        enishi("diagram", "ego", "横浜市", "--graph", graph, "--output", "y.svg", "--names", lang)
        assert said in (tmp_path / "y.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("place", ["nowhere/y.svg", "y.svg/y.svg"])
def test_a_picture_that_cannot_be_written_is_told(enishi: Run, graph: Path, place: str) -> None:
    done = enishi("diagram", "ego", "横浜市", "--graph", graph, "--output", place)
    assert (done.returncode, done.stdout) == (3, "")
    assert place in done.stderr


def test_a_dump_loads_into_an_equal_graph(enishi: Run, graph: Path, tmp_path: Path) -> None:
    enishi("dump", "ties.nq", "--graph", graph)
    done = enishi("load", "ties.nq", "--graph", "copy.enishi")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    enishi("dump", "copy.nq", "--graph", "copy.enishi")
    assert (tmp_path / "copy.nq").read_bytes() == (tmp_path / "ties.nq").read_bytes()
    enishi("load", "-", "--graph", "piped.enishi", stdin=(tmp_path / "ties.nq").read_text(encoding="utf-8"))
    assert enishi("dump", "--graph", "piped.enishi").stdout == (tmp_path / "ties.nq").read_text(encoding="utf-8")


def test_trig_is_for_reading(enishi: Run, graph: Path, tmp_path: Path) -> None:
    enishi("dump", "ties.trig", "--graph", graph)
    assert (tmp_path / "ties.trig").read_text(encoding="utf-8") == enishi(
        "dump", "--form", "trig", "--graph", graph
    ).stdout


def test_a_dump_that_is_none_loads_nothing(enishi: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.nq").write_text("<a> <b>\n", encoding="utf-8")
    (tmp_path / "bytes.nq").write_bytes(b"\xff\xff\xff")
    for name in ("bad.nq", "bytes.nq", "missing.nq"):
        done = enishi("load", name, "--graph", "ties.enishi")
        assert done.returncode == 3, done
        assert "→" in done.stderr


@pytest.mark.needs_java
def test_a_sound_graph_passes(enishi: Run, graph: Path) -> None:
    done = enishi("check", "--graph", graph, "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, []), done.stderr
    assert "ties.enishi" in done.stderr


@pytest.mark.needs_java
def test_a_graph_that_says_what_cannot_be_is_shown_with_the_quote(enishi: Run, tmp_path: Path) -> None:
    """A city whose sister is an event: the shape is violated, and nothing can be a city and an event."""
    text = "横浜市はアフリカ開発会議と姉妹都市です。"
    digest = "ab" * 32
    document = Document(Document.iri_for(digest), "odd", text, "Odd", "ja", "text/plain", digest, "2025")
    city = Entity(ENTITY + "city/x", "City", (Name("横浜市", "ja", True),))
    event = Entity(ENTITY + "event/x", "Event", (Name("アフリカ開発会議", "ja", True),))
    quote = Reference(document.iri, text, 0, len(text), as_of="2025")
    tie = statement(city.iri, "sisterCityOf", event.iri, [quote], symmetric=True)
    with open_graph(tmp_path / "odd.enishi") as made:
        made.write(Contribution(document, (city, event), (tie,)))
    done = enishi("check", "--graph", "odd.enishi", "--json", "--lang", "ja")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert {row["check"] for row in found} == {"SHACL", "OWL"}
    assert {row["statement"] for row in found} == {tie.id}
    assert {row["quote"] for row in found} == {text}


def test_without_java_the_shapes_are_checked_all_the_same(enishi: Run, graph: Path, tmp_path: Path) -> None:
    done = enishi("check", "--graph", graph, "--json", PATH=str(tmp_path), JAVA_HOME="")
    assert json.loads(done.stdout) == []
    assert "Java" in done.stderr


def test_paths_too_obey_the_limit_of_a_network(enishi: Run, graph: Path) -> None:
    line = ("network", "path", "Yokohama", "Lyon", "--graph", graph)
    assert enishi(*line).returncode == 0
    done = enishi(*line, "--limit", "3")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--limit" in done.stderr


def test_changes_of_one_kind_go_into_every_form(enishi: Run, graph: Path, tmp_path: Path) -> None:
    line = ("changes", "--from", "FY2021", "--to", "FY2025", "--graph", graph, "--of", "事務所")
    rows = json.loads(enishi(*line, "--json", "--lang", "ja").stdout)
    assert 0 < len(rows) < len(json.loads(enishi(*line[:-2], "--json", "--lang", "ja").stdout))
    for suffix in ("csv", "tsv", "md", "txt"):
        enishi(*line, "--output", f"memo.{suffix}")
        assert (tmp_path / f"memo.{suffix}").read_text(encoding="utf-8").count("\n") >= len(rows)
