"""Reviewing and entering: by script, and by the keys of a real terminal."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from .conftest import Run, environment, run, write_reports


@pytest.fixture
def ties(tmp_path: Path) -> Path:
    done = run(tmp_path, "ingest", write_reports(tmp_path), "--graph", "ties.enishi", "-q")
    assert done.returncode == 0, done.stderr
    return tmp_path / "ties.enishi"


def listed(enishi: Run, *line: str) -> list[dict[str, Any]]:
    done = enishi("review", "--graph", "ties.enishi", "--list", "--json", *line)
    return list(json.loads(done.stdout)) if done.stdout else []


def test_a_decision_is_kept_over_a_new_ingest_and_taken_back(enishi: Run, ties: Path) -> None:
    waiting = listed(enishi, "--relation", "sisterCityOf")
    lyon = next(row for row in waiting if "Lyon" in (row["subject"], row["object"]))
    assert lyon["places"][0]["quote"]
    decide = ("review", "--graph", "ties.enishi", "--by", "Archive")
    assert enishi(*decide, "--reject", lyon["statement"]).returncode == 0
    assert enishi("ingest", "reports", "--graph", "ties.enishi").returncode == 0
    assert lyon["statement"] not in {row["statement"] for row in listed(enishi, "--trust", "machine")}
    assert [row["statement"] for row in listed(enishi, "--trust", "rejected")] == [lyon["statement"]]
    assert enishi(*decide, "--undo", lyon["statement"]).returncode == 0
    assert len(listed(enishi, "--relation", "sisterCityOf")) == len(waiting)


def test_a_correction_is_what_is_answered_then(enishi: Run, ties: Path) -> None:
    lyon = next(
        row for row in listed(enishi, "--relation", "sisterCityOf") if "Lyon" in (row["subject"], row["object"])
    )
    fixed = ("--correct", lyon["statement"], "--set", "since=1959-04")
    assert enishi("review", "--graph", "ties.enishi", "--by", "Archive", *fixed).returncode == 0
    ask = ("ask", "partners", "--param", "city=Yokohama", "--graph", "ties.enishi", "--confirmed-only", "--json")
    rows = json.loads(enishi(*ask).stdout)
    assert [(row["partner"], row["since"], row["trust"]) for row in rows] == [("Lyon", "1959-04", "entered")]


def test_decisions_travel_as_lines(enishi: Run, ties: Path) -> None:
    one = listed(enishi)[0]["statement"]
    enishi("review", "--graph", "ties.enishi", "--by", "A", "--at", "2026-04-01", "--accept", one)
    assert enishi("review", "--graph", "ties.enishi", "--export", "decisions.jsonl").returncode == 0
    assert enishi("ingest", "reports", "--graph", "other.enishi").returncode == 0
    assert enishi("review", "--graph", "other.enishi", "--import", "decisions.jsonl").returncode == 0
    dumps = [enishi("dump", "--graph", name).stdout for name in ("ties.enishi", "other.enishi")]
    assert dumps[0] == dumps[1]


def test_nobody_decides_without_a_name(enishi: Run, ties: Path) -> None:
    done = enishi("review", "--graph", "ties.enishi", "--accept", "x")
    assert (done.returncode, "--by" in done.stderr) == (2, True)


def test_a_fact_entered_by_hand_is_answered_like_any_other(enishi: Run, ties: Path) -> None:
    fact = ("state", "Yokohama", "sisterCityOf", "Constanta", "--graph", "ties.enishi", "--by", "Archive")
    assert enishi(*fact).returncode == 2  # no source
    source = (
        "--source",
        "City history",
        "--page",
        "12",
        "--since",
        "1977",
        "--quote",
        "Since 1977 with Constanta.",
    )
    done = enishi(*fact, *source, "--object-kind", "City")
    assert done.returncode == 0, done.stderr
    ask = ("ask", "partners", "--param", "city=Yokohama", "--graph", "ties.enishi", "--confirmed-only", "--json")
    (row,) = json.loads(enishi(*ask).stdout)
    citation = row["citations"][0]
    assert (row["since"], row["trust"], citation["document"], citation["page"]) == (
        "1977",
        "entered",
        "City history",
        12,
    )


def test_a_table_of_facts_is_taken_whole_or_not(enishi: Run, ties: Path, tmp_path: Path) -> None:
    heading = "subject,relation,object,since,source,page,quote\n"
    good = "Yokohama,sisterCityOf,Vancouver,1965-07,City history,3,July 1965\n"
    (tmp_path / "facts.csv").write_text(
        heading + good + "Yokohama,sisterCityOf,Nowhere,,City history,,\n", encoding="utf-8"
    )
    line = ("state", "--from", "facts.csv", "--graph", "ties.enishi", "--by", "Archive")
    assert enishi(*line).returncode == 2
    assert listed(enishi, "--trust", "entered") == []
    (tmp_path / "facts.csv").write_text(heading + good, encoding="utf-8")
    assert enishi(*line).returncode == 0
    assert len(listed(enishi, "--trust", "entered")) == 1


def test_names_that_are_very_like_are_joined_unseen_and_taken_apart_again(enishi: Run, ties: Path) -> None:
    """Two spellings of one body come together; an office that may have been renamed waits for a person."""
    names = (
        "Archipelago Exchange and Research Promotion Council",
        "Archipelago Exchange and Research Promotion Councl",
    )
    offices = ("プラハ連絡オフィス", "プラハ連絡事務所")
    source = ("--graph", "ties.enishi", "--by", "Archive", "--source", "City history", "--quote", "A line.")
    for name in (*names, *offices):
        kind = "Office" if name in offices else "Foundation"
        done = enishi("state", "Yokohama", "cooperatesWith", name, *source, "--object-kind", kind)
        assert done.returncode == 0, done.stderr
    review, pairs = ("review", "--graph", "ties.enishi"), ("--merges", "--list", "--json")
    rows = json.loads(enishi(*review, *pairs).stdout)
    assert {row["kind"]: (row["certain"], row["cautions"]) for row in rows} == {
        "Foundation": (True, []),
        "Office": (False, ["オフィス", "事務所"]),
    }
    assert enishi(*review, "--merges", "--certain").returncode == 2  # nobody decides
    done = enishi(*review, "--merges", "--certain", "--by", "Archive")
    assert (done.returncode, names[1] in done.stdout, offices[0] in done.stdout) == (0, True, False)
    assert [row["kind"] for row in json.loads(enishi(*review, *pairs).stdout)] == ["Office"]
    judgement = json.loads(enishi(*review, "--export", "-").stdout.splitlines()[-1])
    assert enishi(*review, "--undo", judgement["id"], "--by", "Archive").returncode == 0
    assert len(json.loads(enishi(*review, *pairs).stdout)) == 2


def test_a_quote_that_the_document_does_not_have_is_refused(enishi: Run, ties: Path) -> None:
    line = (
        "state",
        "Yokohama",
        "sisterCityOf",
        "Manila",
        "--graph",
        "ties.enishi",
        "--by",
        "A",
        "--source",
        "report-2025",
    )
    assert enishi(*line, "--quote", "そのような文はない").returncode == 3
    assert enishi(*line, "--quote", "1965年に マニラ市と姉妹都市提携を結びました").returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is POSIX")
def test_the_keys_of_a_terminal_decide(enishi: Run, ties: Path, tmp_path: Path) -> None:
    before = len(listed(enishi))
    ours, theirs = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "enishi",
        "review",
        "--graph",
        "ties.enishi",
        "--by",
        "Archive",
        "--lang",
        "en",
    ]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        seen = ""
        for keys, prompt in (
            ("a", "[1/"),
            ("r", "[2/"),
            ("u", "[3/"),
            ("s", "[2/"),
            ("c", "[3/"),
            ("since=1901\n", "is right"),
            ("q", "[4/"),
        ):
            seen = _until(ours, prompt)
            os.write(ours, keys.encode())
        assert process.wait(30) == 0
    os.close(ours)
    assert len(listed(enishi)) == before - 2
    assert [row["since"] for row in listed(enishi, "--trust", "entered")] == ["1901"]
    assert len(listed(enishi, "--trust", "confirmed")) == 1
    assert seen


def _until(terminal: int, prompt: str) -> str:
    seen, ends = b"", time.monotonic() + 30
    while prompt not in seen.decode("utf-8", "replace"):
        if time.monotonic() > ends:
            raise AssertionError(seen.decode("utf-8", "replace"))
        if select.select([terminal], [], [], 0.2)[0]:
            seen += os.read(terminal, 65536)
    time.sleep(0.1)
    return seen.decode("utf-8", "replace")


def test_what_was_taken_for_one_is_split(enishi: Run, ties: Path) -> None:
    lyon = next(
        row for row in listed(enishi, "--relation", "sisterCityOf") if "Lyon" in (row["subject"], row["object"])
    )
    decide = ("review", "--graph", "ties.enishi", "--by", "Archive", "--split", "Lyon", "Lyon in the north")
    assert enishi(*decide).returncode == 2
    done = enishi(*decide, "--statement", lyon["statement"])
    assert done.returncode == 0, done.stderr
    (moved,) = listed(enishi, "--trust", "entered")
    assert "Lyon in the north" in (moved["subject"], moved["object"])
