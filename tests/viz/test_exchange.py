"""GraphML and GEXF, read back by networkx."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from enishi.viz import diagram

if TYPE_CHECKING:
    from enishi.viz.view import ViewGraph


def test_graphml_holds_every_tie_with_its_sentence(yokohama: Callable[[], ViewGraph], tmp_path: Path) -> None:
    graph = yokohama()
    back = nx.read_graphml(diagram(graph, tmp_path / "y.graphml"), force_multigraph=True)
    assert set(back.nodes) == set(graph.nodes)
    statements = {attributes["statement"]: attributes for *_, attributes in back.edges(data=True)}
    assert set(statements) == {key for *_, key in graph.edges(keys=True)}
    assert all("引用文の見本" in attributes["citations"] for attributes in statements.values())


def test_gexf_can_be_read_and_tells_no_time(yokohama: Callable[[], ViewGraph], tmp_path: Path) -> None:
    written = diagram(yokohama(), tmp_path / "y.gexf", "en")
    assert nx.read_gexf(written).number_of_edges() == yokohama().number_of_edges()
    assert "lastmodifieddate" not in written.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
def test_equal_graphs_give_equal_files(star: Callable[..., ViewGraph], tmp_path: Path, suffix: str) -> None:
    one, two = (diagram(star(4), tmp_path / f"{name}.{suffix}").read_bytes() for name in "ab")
    assert one == two
