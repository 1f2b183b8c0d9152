"""Ties in outline are the same on a server as in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.graph import open_graph
from enishi.queries.networks import network, outline, pictures

from ..queries.sample import iri, report_2021, report_2025

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Server


def test_outlines_and_views_of_them_are_those_of_a_file(neo4j: Server, tmp_path: Path) -> None:
    with open_graph(neo4j.url) as server, open_graph(tmp_path / "ties.enishi") as file:
        for graph in (server, file):
            graph.write(report_2025())
            graph.write(report_2021())
        things = [entity.iri for entity in file.entities()]
        assert outline.degrees(server) == outline.degrees(file)
        assert outline.degrees(server, confirmed_only=True) == outline.degrees(file, confirmed_only=True)
        assert sorted(outline.pairs(server)) == sorted(outline.pairs(file))
        assert server.ties(things) == file.ties(things)
        assert server.ties(things[::2], among=True) == file.ties(things[::2], among=True)
        for view in (
            [network.ego(graph, iri("yokohama"), evidence=False) for graph in (server, file)],
            [pictures.network(graph, group="region") for graph in (server, file)],
        ):
            assert list(view[0].nodes(data=True)) == list(view[1].nodes(data=True))
            assert list(view[0].edges(keys=True, data=True)) == list(view[1].edges(keys=True, data=True))
