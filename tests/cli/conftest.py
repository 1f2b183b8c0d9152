"""The command line as users meet it: a process of its own, files in a folder of its own, nothing replaced.

Most of these processes are copies of one that has loaded the program (``warm.py``): a tenth of the time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from .. import warm

Done: TypeAlias = "subprocess.CompletedProcess[str]"
Run: TypeAlias = Callable[..., Done]

REPORTS = {
    "report-2021.txt": """\
令和3年度 横浜市の国際事業

1 姉妹都市
横浜市は、昭和40年にムンバイ市と姉妹都市提携を結びました。
横浜市とリヨン市は、1959年に姉妹都市提携を結びました。

2 海外事務所
上海事務所（昭和62年10月開設）
""",
    "report-2025.txt": """\
令和7年度 横浜市の国際事業

1 姉妹都市
横浜市は、昭和40年にムンバイ市と姉妹都市提携を結びました。
横浜市は、1965年にマニラ市と姉妹都市提携を結びました。
横浜市は、上海市と友好都市提携を結んでいます。
""",
}


def environment(**extra: str) -> dict[str, str]:
    """The environment of a user without a terminal."""
    dropped = ("LC_ALL", "LC_MESSAGES", "COLUMNS", "NO_COLOR", "PYTHONIOENCODING", "PYTHONWARNDEFAULTENCODING")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {"LANG": "C.UTF-8", "PYTHONHASHSEED": "random"} | extra


@pytest.fixture
def enishi(tmp_path: Path) -> Run:
    """Run the program in the test's folder."""
    return lambda *line, stdin="", **extra: run(tmp_path, *line, stdin=stdin, **extra)


def run(folder: Path, *line: str | Path, stdin: str = "", **extra: str) -> Done:
    return warm.run(line, folder, environment(**extra), stdin)


def run_from_nothing(folder: Path, *line: str | Path, stdin: str = "", **extra: str) -> Done:
    """Run the program as a shell does, in a process that has loaded nothing before."""
    return subprocess.run(
        [sys.executable, "-m", "enishi", *map(str, line)],
        cwd=folder,
        env=environment(**extra),
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with two reports."""
    return write_reports(tmp_path)


def write_reports(folder: Path) -> Path:
    place = folder / "reports"
    place.mkdir()
    for name, text in REPORTS.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of both reports, made by the program; to be read only."""
    folder = tmp_path_factory.mktemp("cli")
    done = run(folder, "ingest", write_reports(folder), "--graph", "ties.enishi")
    assert done.returncode == 0, done.stderr
    return folder / "ties.enishi"
