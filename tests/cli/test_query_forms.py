"""The standard forms of answers on the command line, read back by rdflib; and what --explain tells of a file."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rdflib import Graph, Literal, Variable
from rdflib.query import Result

from .conftest import Run

CITIES = "SELECT ?name { ?city a :City ; :name ?name } ORDER BY ?name"
NAMES = "CONSTRUCT { ?city :name ?name } WHERE { ?city a :City ; :name ?name }"


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rows_come_in_every_standard_form(enishi: Run, graph: Path, form: str) -> None:
    plain = enishi("query", "-e", CITIES, "--graph", graph).stdout.splitlines()[1:]
    done = enishi("query", "-e", CITIES, "--form", form, "--graph", graph)
    assert done.returncode == 0, done.stderr
    read = Result.parse(io.BytesIO(done.stdout.encode("utf-8")), format=form)
    assert [str(row[Variable("name")]) for row in read.bindings] == plain
    assert len(plain) > 1


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib's own reader of JSON-LD
@pytest.mark.parametrize(("form", "known"), [("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld")])
def test_graphs_come_in_every_standard_form(enishi: Run, graph: Path, form: str, known: str) -> None:
    done = enishi("query", "-e", NAMES, "--form", form, "--graph", graph)
    assert done.returncode == 0, done.stderr
    assert Literal("横浜市") in set(Graph().parse(data=done.stdout, format=known).objects())


def test_the_suffix_of_a_file_tells_the_form(enishi: Run, graph: Path, tmp_path: Path) -> None:
    assert enishi("query", "-e", CITIES, "--output", "cities.srx", "--graph", graph).returncode == 0
    with (tmp_path / "cities.srx").open("rb") as file:
        assert len(list(Result.parse(file, format="xml"))) > 1


@pytest.mark.parametrize(("query", "form"), [("ASK { ?a ?b ?c }", "csv"), (CITIES, "turtle"), (NAMES, "tsv")])
def test_a_form_for_another_kind_of_answer_is_refused_with_those_that_fit(
    enishi: Run, graph: Path, query: str, form: str
) -> None:
    done = enishi("query", "-e", query, "--form", form, "--graph", graph)
    assert (done.returncode, done.stdout) == (2, "")
    assert "ntriples" in done.stderr


def test_a_file_says_that_its_own_engine_answers(enishi: Run, graph: Path) -> None:
    done = enishi("query", "-e", CITIES, "--explain", "--graph", graph, "--lang", "en")
    assert (done.returncode, done.stdout) == (0, "Answered by the file's own engine.\n")
