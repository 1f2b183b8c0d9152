"""The stories of acceptance on a server: the same commands and the same rows as on a file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ..cli.conftest import run
from .conftest import Server

TESTS = Path(__file__).resolve().parents[1]
SAMPLES = TESTS.parent / "samples"
QUESTIONS = (
    ("partners", "--param", "city=Yokohama"),
    ("networks", "--param", "city=Yokohama"),
    ("overseas-offices", "--param", "city=Yokohama"),
    ("agreements", "--param", "party=Yokohama"),
    ("projects-abroad", "--param", "country=Thailand"),
)


def enishi(folder: Path, *line: str | Path) -> str:
    done = run(folder, *line, "--lang", "en")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("stories", ["test_from_documents_to_answers.py", "test_seed_reports.py"])
def test_the_stories_hold_on_a_server(neo4j: Server, tmp_path: Path, stories: str) -> None:
    """Run as they stand, in a process of their own; only where their graph is differs."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            TESTS / "acceptance" / stories,
        ],
        cwd=TESTS.parent,
        env=os.environ | {"ENISHI_STORY_GRAPH": neo4j.url, "PYTEST_ADDOPTS": f"--basetemp={tmp_path / 'stories'}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "failed" not in done.stdout


def test_a_question_has_the_rows_and_sources_of_the_file_and_a_document_leaves_without_trace(
    neo4j: Server, tmp_path: Path
) -> None:
    documents = sorted(p for p in SAMPLES.iterdir() if p.suffix in (".md", ".txt"))
    for graph in (neo4j.url, "ties.enishi"):
        enishi(tmp_path, "ingest", *documents, "--graph", graph)
    for question in QUESTIONS:
        answers = [
            enishi(tmp_path, "ask", *question, "--graph", graph, "--language", language, "--json")
            for graph in (neo4j.url, "ties.enishi")
            for language in ("sparql", "cypher")
        ]
        assert len(set(answers)) == 1, question
        assert len(answers[0]) > len("[]\n"), question
    for graph in (neo4j.url, "ties.enishi"):
        enishi(tmp_path, "withdraw", documents[0].stem, "--graph", graph)
    assert enishi(tmp_path, "dump", "--graph", neo4j.url) == enishi(tmp_path, "dump", "--graph", "ties.enishi")
