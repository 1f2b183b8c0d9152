"""How two things are connected: the best paths through all ties, typed and citable at every step.

What always holds: a path names no thing twice; ties are walked both ways; the order of paths depends on the
ties alone. A step through something with many ties costs more than a step through something with few, so a path
through a very general hub stands behind a better one that is hardly longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice, pairwise
from math import log10
from typing import TYPE_CHECKING

from ...errors import UsageError
from ...ontology.schema import load_schema
from ..catalogue import Question, Record

if TYPE_CHECKING:
    from ...graph.home import Cell


def best_paths(ties: Iterable[tuple[str, str]], start: str, end: str, k: int = 3) -> list[list[str]]:
    """The ``k`` best paths from one thing to another over ties (pairs of IRIs), each a list of IRIs.

    A step costs 1, and half of log10 of the number of neighbours at each of its ends. Empty where nothing
    connects them.

    >>> from enishi.queries.networks.paths import best_paths
    >>> best_paths([("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")], "a", "c", k=1)
    [['a', 'b', 'c']]
    """
    import networkx as nx  # noqa: PLC0415  (a fifth of a second to import)

    net: nx.Graph[str] = nx.Graph()
    net.add_edges_from(pair for pair in ties if pair[0] != pair[1])
    if start not in net or end not in net or not nx.has_path(net, start, end):
        return []
    weight = {thing: log10(len(neighbours)) for thing, neighbours in net.adjacency()}
    for left, right, step in net.edges(data=True):
        step["cost"] = 1 + (weight[left] + weight[right]) / 2
    return list(islice(nx.shortest_simple_paths(net, start, end, weight="cost"), k))


def reckoner(question: Question, cells: Mapping[str, Cell]) -> Callable[[Iterable[Record]], Iterable[Record]]:
    """What turns all ties into the steps of paths, for the parameters of the question ``connections``."""
    start, end, k = str(cells["from"]), str(cells["to"]), cells["paths"]
    if start == end:
        raise UsageError("path_to_itself", question=question.id)
    if not isinstance(k, int) or k < 1:
        raise UsageError("parameter_malformed", name="paths", value=k, expected="1, 3")

    def reckon(records: Iterable[Record]) -> Iterator[Record]:
        between: dict[frozenset[str], list[Record]] = {}
        for record in records:
            between.setdefault(frozenset((str(record["subject"]), str(record["object"]))), []).append(record)
        pairs = (tuple(sorted(pair)) for pair in between if len(pair) == 2)
        for number, path in enumerate(best_paths(((a, b) for a, b in pairs), start, end, k), 1):
            for step, ends in enumerate(pairwise(path), 1):
                for record in between[frozenset(ends)]:
                    yield {"path": number, "step": step, **_walked(record, ends)}

    return reckon


def _walked(record: Record, ends: tuple[str, str]) -> Record:
    """A symmetric tie read in the direction of the path; any other as it is stated."""
    if load_schema().relation(str(record["relation"])).symmetric:
        return {**record, "subject": ends[0], "object": ends[1]}
    return record
