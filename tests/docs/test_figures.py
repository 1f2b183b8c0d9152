"""The README's table of figures is the one that the kept measurements give, and tells what misses its mark."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "benchmarks"))

import figures  # type: ignore[import-not-found]  # noqa: E402


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_readme_has_the_table_of_what_is_kept(lang: figures.Lang) -> None:
    text = figures.READMES[lang].read_text(encoding="utf-8")
    assert figures.with_table(text, lang) == text


def test_every_figure_that_is_kept_is_one_that_is_told() -> None:
    assert {file.stem for file in figures.KEPT.glob("*.json")} <= set(figures.wordings())


def test_every_figure_is_told_by_a_benchmark() -> None:
    scripts = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "benchmarks").glob("*.py"))
    assert {name for name in figures.wordings() if f'"{name}"' not in scripts} == set()


def test_a_limit_is_one_of_the_ratio_where_there_is_a_peer() -> None:
    assert figures.is_met("load-embedded", figures.Figure(100.0, 90.0, 1.11)) is True
    assert figures.is_met("load-embedded", figures.Figure(100.0, 50.0, 2.0)) is False
    assert figures.is_met("catalogue", figures.Figure(51.0)) is False
    assert figures.is_met("diagrams", figures.Figure(1.0, 2.0, 0.5)) is None


def test_a_benchmark_tells_its_figures_where_it_is_told_to(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "start_up.py"), "--times", "1"]
    environment = {"ENISHI_FIGURES": str(tmp_path / "kept"), "PATH": ""}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    kept = json.loads((tmp_path / "kept" / "start-up.json").read_text(encoding="utf-8"))
    assert kept["ratio"] == pytest.approx(kept["ours"] / kept["theirs"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", kept["day"])
    assert "| enishi --help |" in done.stdout
