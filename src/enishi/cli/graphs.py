"""The option ``--graph`` and the door behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .speaking import option

if TYPE_CHECKING:
    from ..graph.home import Graph


def graph_option() -> click.Option:
    """``--graph G``: a file, or the address of a server."""
    return option("--graph", "location", metavar="G", required=True)


def reading(location: str) -> Graph:
    """The graph, to be asked only; an error where there is none."""
    from ..graph import open_graph  # noqa: PLC0415

    return open_graph(location, read_only=True, create=False)


def changing(location: str, *, create: bool = False) -> Graph:
    """The graph, to be changed."""
    from ..graph import open_graph  # noqa: PLC0415

    return open_graph(location, create=create)
