"""ask, anniversaries, query: rows for eyes, for pipes, for spreadsheets and for programs."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Run, environment

CYPHER = 'MATCH (a:City {nameEn: "Lyon"})-[r:SISTER_CITY_OF]-(b:City) RETURN b.name AS name, r.since AS since'
SPARQL = """\
SELECT ?name ?since WHERE {
  ?lyon :nameEn "Lyon" . ?lyon :sisterCityOf|^:sisterCityOf ?b . ?b :name ?name .
  ?s rdf:subject|rdf:object ?lyon ; rdf:predicate :sisterCityOf ; :since ?since }"""
PARTNERS = ("ask", "partners", "--param", "city=Yokohama")


def test_a_question_is_answered_with_the_sentence_behind_each_row(enishi: Run, graph: Path) -> None:
    done = enishi(*PARTNERS, "--graph", graph)
    assert done.returncode == 0, done.stderr
    assert "Lyon" in done.stdout
    assert "横浜市とリヨン市は、1959年に姉妹都市提携を結びました。" in done.stdout
    japanese = enishi(*PARTNERS, "--graph", graph, "--lang", "ja").stdout
    assert "リヨン" in japanese
    assert "機械抽出" in japanese


def test_sparql_and_cypher_give_the_same_rows(enishi: Run, graph: Path) -> None:
    both = [
        json.loads(enishi(*PARTNERS, "--graph", graph, "--json", "--language", language).stdout)
        for language in ("sparql", "cypher")
    ]
    assert both[0] == both[1]
    assert {row["partner"] for row in both[0]} == {"Lyon", "Mumbai", "Manila", "Shanghai"}
    assert all(row["citations"] for row in both[0])


def test_questions_are_listed_in_either_language(enishi: Run) -> None:
    assert "Partner cities by kind" in enishi("ask", "--list").stdout
    rows = json.loads(enishi("ask", "--list", "--json", "--lang", "ja").stdout)
    assert {"question": "partners", "group": "相手先", "title": "相手都市の一覧"}.keys() <= rows[0].keys()
    assert len(rows) >= 10


def test_filters_narrow_and_nothing_found_ends_with_1(enishi: Run, graph: Path) -> None:
    early = json.loads(enishi(*PARTNERS, "--graph", graph, "--json", "--as-of", "1960").stdout)
    assert {row["partner"] for row in early} == {"Lyon", "Shanghai"}, "Shanghai's start is not known"
    none = enishi(*PARTNERS, "--graph", graph, "--json", "--confirmed-only")
    assert (none.returncode, json.loads(none.stdout)) == (1, [])
    assert "→" in none.stderr


def test_anniversaries_go_to_a_spreadsheet(enishi: Run, graph: Path, tmp_path: Path) -> None:
    done = enishi("anniversaries", "--fiscal-year", "2025", "--graph", graph, "--output", "2025.csv")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    raw = (tmp_path / "2025.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "the mark by which Excel knows UTF-8"
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert "60" in {row["years"] for row in rows}
    same = enishi("anniversaries", "--from", "2025-04-01", "--to", "2026-03-31", "--graph", graph, "--csv")
    assert same.stdout == raw.decode("utf-8-sig").replace("\r\n", "\n")


def test_an_answer_goes_into_a_memo_as_markdown(enishi: Run, graph: Path, tmp_path: Path) -> None:
    enishi(*PARTNERS, "--graph", graph, "--output", "memo.md")
    assert (tmp_path / "memo.md").read_text(encoding="utf-8").startswith("## Partner cities")


@pytest.mark.parametrize(
    ("suffix", "text"), [("rq", SPARQL), ("sparql", SPARQL), ("cypher", CYPHER), ("cql", CYPHER)]
)
def test_the_suffix_tells_the_language(enishi: Run, graph: Path, tmp_path: Path, suffix: str, text: str) -> None:
    (tmp_path / f"q.{suffix}").write_text(text, encoding="utf-8")
    done = enishi("query", f"q.{suffix}", "--graph", graph)
    assert (done.returncode, done.stdout) == (0, "name\tsince\n横浜市\t1959\n"), done.stderr


@pytest.mark.parametrize("text", [SPARQL, CYPHER, f"# cities\n{SPARQL}", f"// cities\n{CYPHER}"])
def test_without_a_suffix_the_text_tells_the_language(enishi: Run, graph: Path, text: str) -> None:
    for done in (enishi("query", "-e", text, "--graph", graph), enishi("query", "-", "--graph", graph, stdin=text)):
        assert done.stdout == "name\tsince\n横浜市\t1959\n", done.stderr


def test_rows_come_as_json_and_csv_by_the_columns_of_the_query(enishi: Run, graph: Path) -> None:
    line = ("query", "-e", CYPHER, "--graph", graph)
    assert json.loads(enishi(*line, "--json").stdout) == [{"name": "横浜市", "since": "1959"}]
    assert enishi(*line, "--csv").stdout == "name,since\n横浜市,1959\n"


def test_parameters_are_bound_not_pasted(enishi: Run, graph: Path) -> None:
    query = "MATCH (a:City) WHERE a.nameEn = $name RETURN a.name AS name"
    line = ("query", "-e", query, "--graph", graph, "--json")
    assert json.loads(enishi(*line, "--param", "name=Lyon").stdout) == [{"name": "リヨン"}]
    assert json.loads(enishi(*line, "--param", 'name=x" OR 1=1 //').stdout) == []


def test_a_truth_and_triples_are_answers_too(enishi: Run, graph: Path) -> None:
    yes, no = "ASK { ?a a :City }", "ASK { ?a a :Company }"
    assert (
        enishi("query", "-e", yes, "--graph", graph).stdout,
        enishi("query", "-e", no, "--graph", graph).returncode,
    ) == (
        "true\n",
        1,
    )
    construct = 'CONSTRUCT { ?a :name ?n } WHERE { ?a :name ?n ; :nameEn "Lyon" }'
    triples = enishi("query", "-e", construct, "--graph", graph).stdout
    assert re.fullmatch(r'<\S+> <\S+#name> "リヨン" \.\n', triples)
    rows = json.loads(enishi("query", "-e", construct, "--graph", graph, "--json").stdout)
    assert rows[0]["object"] == '"リヨン"'


@pytest.mark.parametrize("text", ["SELECT ?a WHERE {\n  ?a :name }", "MATCH (a:City)\nRETURN"])
def test_a_query_that_does_not_parse_is_told_with_its_place(enishi: Run, graph: Path, text: str) -> None:
    done = enishi("query", "-e", text, "--graph", graph)
    assert (done.returncode, done.stdout) == (3, "")
    assert "line 2" in done.stderr.lower()
    assert "^" in done.stderr


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_what_is_not_a_graph_is_told(enishi: Run, tmp_path: Path, lang: str) -> None:
    (tmp_path / "notes.enishi").write_text("not a graph\n" * 100, encoding="utf-8")
    for name in ("notes.enishi", "missing.enishi"):
        done = enishi("query", "-e", "ASK {}", "--graph", name, "--lang", lang)
        assert (done.returncode, done.stdout) == (3, "")
        assert name in done.stderr
    assert (tmp_path / "notes.enishi").read_text(encoding="utf-8") == "not a graph\n" * 100
    assert not (tmp_path / "missing.enishi").exists()


def test_a_query_file_that_cannot_be_read_is_told(enishi: Run, graph: Path, tmp_path: Path) -> None:
    assert "q.rq" in enishi("query", "q.rq", "--graph", graph).stderr
    (tmp_path / "q.rq").write_bytes("# 横浜".encode("shift_jis"))
    assert enishi("query", "q.rq", "--graph", graph).returncode == 3


def test_an_answer_that_cannot_be_written_is_told_and_the_old_file_stays(
    enishi: Run, graph: Path, tmp_path: Path
) -> None:
    line = ("query", "-e", CYPHER, "--graph", graph)
    for place in ("nowhere/rows.csv", "."):
        done = enishi(*line, "--output", place)
        assert done.returncode == 3
        assert "→" in done.stderr
    (tmp_path / "rows.csv").write_text("old", encoding="utf-8")
    enishi("query", "-e", "MATCH (a", "--graph", graph, "--output", "rows.csv")
    assert (tmp_path / "rows.csv").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
def test_a_full_disk_is_told(enishi: Run, graph: Path, tmp_path: Path) -> None:
    done = enishi("dump", "/dev/full", "--graph", graph, "--form", "nquads")
    assert done.returncode == 3
    assert "No space left" in done.stderr
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "enishi", "dump", "--graph", str(graph)]
        to_stdout = subprocess.run(
            command, env=environment(), stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False
        )
    assert to_stdout.returncode == 3
    assert "standard output" in to_stdout.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end in another way there")
def test_a_reader_who_goes_away_is_no_error_worth_a_word(graph: Path) -> None:
    command = [sys.executable, "-m", "enishi", "dump", "--graph", str(graph)]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
@pytest.mark.parametrize("extra", [{}, {"NO_COLOR": "1"}])
def test_a_terminal_gets_a_table(graph: Path, extra: dict[str, str]) -> None:
    import pty  # noqa: PLC0415  (only where there are pseudo-terminals)

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "enishi", "query", "-e", CYPHER, "--graph", str(graph)]
    subprocess.run(command, env=environment(TERM="xterm", **extra), stdout=theirs, check=True)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "│ 横浜市 │ 1959" in shown
    assert "\x1b[" not in shown


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("横浜市の姉妹都市で2025年度に60周年を迎えるのは？", "partner-anniversaries"),
        ("Which of Yokohama's sister cities celebrate their 60th anniversary in FY2025?", "partner-anniversaries"),
    ],
)
def test_a_question_in_ones_own_words_says_what_it_was_taken_for(
    enishi: Run, graph: Path, words: str, question: str
) -> None:
    done = enishi("ask", words, "--graph", graph, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found
    assert {row["years"] for row in found} == {60}
    assert f"enishi ask {question} --param city=" in done.stderr
    command = next(line for line in done.stderr.splitlines() if "enishi ask" in line).split("enishi ask ")[1]
    again = enishi("ask", *shlex.split(command), "--json")
    assert json.loads(again.stdout) == found
    assert enishi("ask", words, "--graph", graph, "--json", "--quiet").stderr == ""


def test_words_that_are_not_understood_get_no_answer(enishi: Run, graph: Path) -> None:
    guessed = enishi("ask", "Which splendid sister cities has Yokohama?", "--graph", graph)
    assert (guessed.returncode == 0) == ("“splendid” was not understood and is left aside" in guessed.stderr)
    unsure = enishi("ask", "Which sister cities of Yokohama have no harbour?", "--graph", graph)
    assert (unsure.returncode, unsure.stdout) == (1, "")
    assert "harbour" in unsure.stderr
    assert "enishi ask partners --param city=Yokohama" in unsure.stderr
    unsure = enishi("ask", "明日の天気は？", "--graph", graph, "--lang", "ja")
    assert (unsure.returncode, unsure.stdout) == (1, "")
    assert "天気" in unsure.stderr
    unknown = enishi("ask", "Which sister cities does Nagoya have?", "--graph", graph)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "Nagoya" in unknown.stderr


def test_what_a_question_takes_is_listed_with_the_names_that_fit(enishi: Run, graph: Path) -> None:
    bare = json.loads(enishi("ask", "partners", "--list", "--json").stdout)
    assert [row["parameter"] for row in bare] == ["city", "kind"]
    filled = json.loads(enishi("ask", "partners", "--list", "--json", "--graph", graph).stdout)
    assert {"Yokohama", "Lyon"} <= {row["value"] for row in filled if row["parameter"] == "city"}
    assert enishi("ask", "partner", "--list").returncode == 2


def test_an_empty_graph_is_called_empty(enishi: Run, tmp_path: Path) -> None:
    (tmp_path / "nothing.nq").write_text("", encoding="utf-8")
    assert enishi("load", "nothing.nq", "--graph", "empty.enishi").returncode == 0
    for question in (("partners", "--param", "city=Yokohama"), ("companies",), ("横浜市の姉妹都市",)):
        done = enishi("ask", *question, "--graph", "empty.enishi")
        assert done.returncode == 1, done.stderr
        assert "empty" in done.stderr
