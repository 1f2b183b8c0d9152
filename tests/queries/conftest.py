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


WORLD = {
    "round-1": "01 02 03 06 08 09 10 11",
    "round-4": "06 09 10",
    "round-7": "02",
    "round-8": "01 04 07 10",
}
"""The reports of other cities that questions in words are asked of: rounds, and numbers of their documents."""


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """A graph of the samples and of sixteen reports about other cities, as ingest reads them."""
    root = Path(__file__).parents[2]
    files = [root / "samples"]
    for round_, numbers in WORLD.items():
        docs = root / "benchmarks" / "blind" / round_ / "docs"
        files += [file for number in numbers.split() for file in sorted(docs.glob(f"{number}-*"))]
    with open_graph(str(tmp_path_factory.mktemp("world") / "ties.enishi")) as graph:
        ingest(files, graph)
        yield graph
