"""The graph of the two real reports, made once by the command that a researcher runs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from enishi.graph import open_graph
from enishi.graph.home import Graph

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """What ``enishi ingest`` alone makes of them, only read."""
    folder = tmp_path_factory.mktemp("seeds")
    line = [sys.executable, "-X", "utf8", "-m", "enishi", "ingest", *sorted(map(str, SEEDS.glob("*.txt")))]
    done = subprocess.run([*line, "--graph", "ties.enishi"], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    with open_graph(str(folder / "ties.enishi"), read_only=True) as opened:
        yield opened
