"""Every command of the handbook and of both READMEs, run as a reader would, prints what the page says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from scripts.examples import Program, agrees, examples, folder_for, lang_of, run, started

from .. import warm

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")])
WITH_COMMANDS = [p for p in PAGES if "```console" in p.read_text(encoding="utf-8")]

FIRST = ROOT / "README.md"
"""The page whose commands are each started from nothing."""


def copied(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> str:
    return warm.run(arguments, folder, environment, together=True).stdout


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=[str(p.relative_to(ROOT)) for p in WITH_COMMANDS])
def test_commands_print_what_the_page_says(page: Path, tmp_path: Path) -> None:
    folder = folder_for(page, tmp_path)
    enishi: Program = started if page == FIRST else copied
    for block in examples(page.read_text(encoding="utf-8")):
        for example in block:
            real = run(example.command, folder, lang_of(page), enishi)
            assert agrees(example.printed, real), (
                f"$ {example.command}\n--- page\n{example.printed}\n--- now\n{real}"
            )


def test_some_pages_have_commands() -> None:
    assert {"README.md", "README.ja.md", "tutorial.en.md", "tutorial.ja.md"} <= {p.name for p in WITH_COMMANDS}


@pytest.mark.parametrize("page", PAGES, ids=[str(p.relative_to(ROOT)) for p in PAGES])
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("page", PAGES, ids=[str(p.relative_to(ROOT)) for p in PAGES])
def test_blocks_of_code_are_of_kinds_that_something_runs_or_checks(page: Path) -> None:
    kinds = set(re.findall(r"(?m)^```(\w+)$", page.read_text(encoding="utf-8")))
    assert kinds <= {"console", "sh", "sparql", "cypher", "turtle", "mermaid", "json", "toml", "text"}


def test_an_example_that_prints_something_else_is_caught() -> None:
    assert agrees("a\n...\nz", "a\nb\nc\nz")
    assert not agrees("a\n...\nz", "a\nb")
    assert not agrees("a", "b")
