"""ingest, extract, documents, withdraw: what goes in, what is told of it, and what a bad file leaves behind."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import REPORTS, Run, environment


def dump(enishi: Run, graph: Path | str) -> str:
    done = enishi("dump", "--graph", graph)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_ingest_tells_what_it_found(enishi: Run, reports: Path) -> None:
    done = enishi("ingest", "reports", "--graph", "ties.enishi")
    assert done.returncode == 0, done.stderr
    assert "report-2021.txt: 6 statements" in done.stdout
    assert "sister city" in done.stdout
    assert all(line.startswith("Reading ") for line in done.stderr.splitlines()), "a slow machine tells progress"
    in_japanese = enishi("ingest", "reports", "--graph", "ties.enishi", "--lang", "ja")
    assert "姉妹都市" in in_japanese.stdout
    assert "グラフにすでにあります" in in_japanese.stdout


def test_ingest_reports_as_json_a_row_a_document(enishi: Run, reports: Path) -> None:
    rows = json.loads(enishi("ingest", "reports", "--graph", "ties.enishi", "--json").stdout)
    assert [row["name"] for row in rows] == ["report-2021", "report-2025"]
    assert rows[0]["relations"]["sisterCityOf"] == 2
    assert rows[0]["statements"] == rows[0]["statements_added"] == 6
    assert rows[1]["statements_added"] == 2, "the first report says one of them too"


def test_twice_and_in_another_order_is_the_same_graph(enishi: Run, reports: Path) -> None:
    one, two = (reports / name for name in REPORTS)
    enishi("ingest", one, two, "--graph", "a.enishi")
    enishi("ingest", two, one, "--graph", "b.enishi")
    first = dump(enishi, "a.enishi")
    assert first == dump(enishi, "b.enishi")
    enishi("ingest", one, "--graph", "a.enishi")
    assert first == dump(enishi, "a.enishi")


def test_withdrawing_leaves_what_the_other_document_says(enishi: Run, reports: Path) -> None:
    one, two = (reports / name for name in REPORTS)
    enishi("ingest", two, "--graph", "alone.enishi")
    enishi("ingest", one, two, "--graph", "both.enishi")
    done = enishi("withdraw", "report-2021", "--graph", "both.enishi")
    assert (done.returncode, done.stdout) == (0, "")
    assert "report-2021" in done.stderr
    assert dump(enishi, "both.enishi") == dump(enishi, "alone.enishi")


def test_documents_are_listed(enishi: Run, graph: Path) -> None:
    rows = json.loads(enishi("documents", "--graph", graph, "--json").stdout)
    assert [row["name"] for row in rows] == ["report-2021", "report-2025"]
    lines = enishi("documents", "--graph", graph).stdout.splitlines()
    assert lines[0].split("\t") == ["name", "title", "as_of", "lang", "characters", "document"]
    assert len(lines) == 3


def test_extract_writes_facts_with_exact_quotes(enishi: Run, reports: Path) -> None:
    done = enishi("extract", "reports", "--output", "facts.jsonl")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    facts = [json.loads(line) for line in (reports.parent / "facts.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {fact["relation"] for fact in facts} >= {"sister_city_of", "friendship_city_of"}
    for fact in facts:
        assert REPORTS[f"{fact['document']}.txt"][fact["start"] : fact["end"]] == fact["quote"]
    assert enishi("extract", "reports").stdout == (reports.parent / "facts.jsonl").read_text(encoding="utf-8")


BAD: dict[str, Callable[[Path], object]] = {
    "missing.txt": lambda path: path.unlink(missing_ok=True),
    "empty.txt": lambda path: path.write_bytes(b"\n \n"),
    "binary.txt": lambda path: path.write_bytes(b"PK\x03\x04\x00\x00"),
    "mojibake.txt": lambda path: path.write_bytes(b"\xef\xbb\xbf" + "一行目\n横浜".encode()[:-1]),
    "picture.png": lambda path: path.write_bytes(b"\x89PNG"),
    "folder": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_bad_file_is_named_and_leaves_no_graph_behind(
    enishi: Run, reports: Path, name: str, lang: str, tmp_path: Path
) -> None:
    BAD[name](tmp_path / name)
    for command in (["ingest", "reports", name, "--graph", "ties.enishi"], ["extract", "reports", name]):
        done = enishi(*command, "--lang", lang)
        assert done.returncode == 3, done
        assert name in done.stderr
        assert "→" in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""
    assert not (tmp_path / "ties.enishi").exists()


def test_a_bad_file_among_good_ones_leaves_the_graph_as_it_was(enishi: Run, reports: Path) -> None:
    one, two = (reports / name for name in REPORTS)
    enishi("ingest", one, "--graph", "ties.enishi")
    before = dump(enishi, "ties.enishi")
    BAD["mojibake.txt"](reports / "mojibake.txt")
    done = enishi("ingest", two, reports / "mojibake.txt", "--graph", "ties.enishi")
    assert done.returncode == 3
    assert "line 2" in done.stderr
    assert dump(enishi, "ties.enishi") == before


@pytest.mark.skipif(sys.platform == "win32", reason="an interruption is sent in another way there")
def test_an_interruption_says_so_and_nothing_is_half_written(enishi: Run, reports: Path, tmp_path: Path) -> None:
    for number in range(40):
        text = REPORTS["report-2021.txt"] + f"\n資料番号 {number}\n"
        (reports / f"more-{number:02}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "enishi", "ingest", "reports", "--graph", "ties.enishi", "--verbose"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stderr is not None
        told = [process.stderr.readline() for _ in range(4)]
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert "Reading 4 of 42" in told[-1]
    assert process.returncode == 130, said
    assert "Interrupted" in said
    assert "Traceback" not in said
    written = json.loads(enishi("documents", "--graph", "ties.enishi", "--json").stdout)
    assert 3 <= len(written) < 42
    enishi("ingest", "reports", "--graph", "ties.enishi")
    enishi("ingest", "reports", "--graph", "whole.enishi")
    assert dump(enishi, "ties.enishi") == dump(enishi, "whole.enishi")


def test_what_was_left_out_is_told_with_line_and_reason(enishi: Run, reports: Path) -> None:
    text = REPORTS["report-2021.txt"] + "\n横浜市は、釜山広域市とは姉妹都市提携を結んでいません。\n"
    (reports / "denied.txt").write_text(text, encoding="utf-8")
    done = enishi("ingest", reports / "denied.txt", "--graph", "ties.enishi")
    rows = json.loads(enishi("ingest", reports / "denied.txt", "--graph", "ties.enishi", "--json").stdout)
    assert (10, "denied") in {(o["line"], o["reason"]) for o in rows[0]["left_out"]}
    assert "denied.txt:10: the document denies it" in done.stdout
