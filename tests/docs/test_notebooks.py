"""Every notebook of the handbook, run from an empty folder, shows what it is kept with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from scripts.notebooks import bare, shown

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
each = pytest.mark.parametrize("page", NOTEBOOKS, ids=[page.stem for page in NOTEBOOKS])


@each
def test_a_notebook_shows_what_it_is_kept_with(page: Path, tmp_path: Path) -> None:
    # A process of its own: what the notebooks' tools warn of is not ours.
    command = [sys.executable, str(ROOT / "scripts" / "notebooks.py"), "--into", str(tmp_path), str(page)]
    environment = {**os.environ, "PYTHONWARNDEFAULTENCODING": ""}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert list(shown(_read(tmp_path / page.name))) == list(shown(_read(page)))


def test_what_a_cell_prints_is_one_piece_however_it_came() -> None:
    import nbformat  # noqa: PLC0415

    pieces = [nbformat.v4.new_output("stream", name=n, text=t) for n, t in (("stdout", "a\n"), ("stdout", "b\n"))]  # type: ignore[no-untyped-call]
    cell = nbformat.v4.new_code_cell("print()", outputs=pieces)  # type: ignore[no-untyped-call]
    notebook = bare(nbformat.v4.new_notebook(cells=[cell]))  # type: ignore[no-untyped-call]
    assert list(shown(notebook)) == [("print()", "a\nb\n")]


def _read(page: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(page.read_text(encoding="utf-8"))
    return notebook


def test_there_is_a_notebook_in_each_language() -> None:
    assert {page.suffixes[0] for page in NOTEBOOKS} == {".ja", ".en"}


@each
def test_a_notebook_keeps_nothing_of_a_run_but_what_it_shows(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert '"execution_count": null' in text
    assert not [word for word in (str(Path.home()), str(ROOT), "iopub") if word in text]


@each
def test_a_notebook_needs_no_more_than_what_enishi_needs(page: Path) -> None:
    sources = [source for source, _ in shown(_read(page))]
    imported = {line.split()[1].split(".")[0] for s in sources for line in s.splitlines() if line[:5] in IMPORTS}
    assert imported - {"enishi", "IPython"} <= sys.stdlib_module_names


IMPORTS = ("from ", "impor")
