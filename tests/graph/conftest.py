"""What is real here: graphs are SQLite files, other processes are processes, full disks are small file systems."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from enishi.graph import Graph, open_graph

from .sample import LEAFLET, REPORT


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Graph]:
    """A graph without anything in it."""
    with open_graph(tmp_path / "empty.enishi") as graph:
        yield graph


@pytest.fixture
def ties(tmp_path: Path) -> Path:
    """A graph file of one document, closed."""
    file = tmp_path / "ties.enishi"
    with open_graph(file) as graph:
        graph.write(REPORT)
    return file


@pytest.fixture(scope="session")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """A graph of both sample documents, only read."""
    file = tmp_path_factory.mktemp("graph") / "asked.enishi"
    with open_graph(file) as graph:
        graph.write(REPORT)
        graph.write(LEAFLET)
    with open_graph(file, read_only=True) as graph:
        yield graph
