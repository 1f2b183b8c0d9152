"""Reading in parallel: the same graph as one by one, also where a reading process is killed."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from enishi.graph import open_graph
from enishi.pipeline import contributions, ingest

YEARS = range(1951, 1981)


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "papers"
    folder.mkdir()
    for year in YEARS:
        lines = (f"横浜市は{year}年に{city}と姉妹都市となりました。\n" for city in ("リヨン市", "ムンバイ市"))
        text = "".join(lines)
        (folder / f"{year}.txt").write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())


def test_two_processes_give_the_graph_of_one(papers: list[Path], tmp_path: Path) -> None:
    dumps = []
    for jobs in (1, 2):
        with open_graph(tmp_path / f"{jobs}.enishi") as graph:
            ingest(papers, graph, jobs=jobs)
            dumps.append(list(graph.dump()))
    assert dumps[0] == dumps[1]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="the children of a process are found in /proc")
def test_a_killed_process_loses_no_document(papers: list[Path]) -> None:
    stopped = threading.Event()

    def kill() -> None:
        while not stopped.is_set():
            children = [c for c in _children() if b"spawn_main" in _command(c)]
            if children:
                time.sleep(0.3)
                os.kill(children[0], signal.SIGKILL)
                return
            time.sleep(0.01)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        found = [file for file, _ in contributions(papers, jobs=2)]
    finally:
        stopped.set()
        killer.join()
    assert found == papers


def _children() -> list[int]:
    text = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    return [int(pid) for pid in text.split()]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
