"""What is real here: the graph is an embedded one in a file, the documents are written for these tests, and
every question is asked of the engine in SPARQL and in Cypher. Nothing is mocked.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from enishi.graph import open_graph
from enishi.pipeline import ingest

from .sample import report_2021, report_2023, report_2025
from .world import reports

if TYPE_CHECKING:
    from enishi.graph.home import Graph


@pytest.fixture(scope="session")
def yokohama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The graph of both reports."""
    graph = open_graph(str(Path(tmp_path_factory.mktemp("graph")) / "ties.enishi"))
    graph.write(report_2025())
    graph.write(report_2021())
    yield graph
    graph.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Graph]:
    """A graph without anything in it."""
    graph = open_graph(str(tmp_path / "empty.enishi"))
    yield graph
    graph.close()


@pytest.fixture(scope="session")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """A graph of all three documents, so that every question of the catalogue finds something."""
    with open_graph(str(tmp_path_factory.mktemp("wide") / "ties.enishi")) as graph:
        for contribution in (report_2025(), report_2021(), report_2023()):
            graph.write(contribution)
        yield graph


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """A graph of the samples and of sixteen reports about other cities, as ingest reads them."""
    with open_graph(str(tmp_path_factory.mktemp("world") / "ties.enishi")) as graph:
        ingest(reports(), graph)
        yield graph
