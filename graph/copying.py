"""From one graph into another, document by document, so that a copy that was cut off goes on where it was.

What always holds: each step is one transaction that adds what is not there; after the last the target holds all
that the source held, and what it held itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ..ontology.model import EVIDENCE_GRAPH, STATEMENT, VALUE
from .evidence import IN_DOCUMENT, SUPPORTS
from .terms import Quad, line, parse_lines

if TYPE_CHECKING:
    from .home import Graph

_EVIDENCE: Final = f"<{EVIDENCE_GRAPH}>"


def copy(source: Graph, target: Graph) -> Iterator[tuple[str, int]]:
    """Copy a graph; for each step its document (IRI; empty: the rest) and how many quads were new.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from enishi.graph import open_graph
    >>> from enishi.graph.copying import copy
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with open_graph(Path(folder, "a.enishi")) as a, open_graph(Path(folder, "b.enishi")) as b:
    ...         a.load(["<urn:a> <urn:b> <urn:c> ."]), list(copy(a, b)), list(copy(a, b))
    (1, [('', 1)], [('', 0)])
    """
    quads = list(parse_lines(source.dump()))
    for document, said in _by_document(quads):
        yield document, target.load(map(line, said))
    yield "", target.load(map(line, quads))


def _by_document(quads: Iterable[Quad]) -> Iterator[tuple[str, list[Quad]]]:
    """The evidence of each document, with the statements that it supports."""
    about: dict[str, list[Quad]] = defaultdict(list)
    nodes: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if quad.graph == _EVIDENCE:
            about[quad.subject].append(quad)
            if quad.predicate == IN_DOCUMENT:
                nodes[quad.object].add(quad.subject)
    for document in sorted(nodes):
        own = nodes[document] | {document}
        supported = {q.object for node in own for q in about[node] if q.predicate == SUPPORTS}
        values = {node.replace(f"<{STATEMENT}", f"<{VALUE}") for node in supported}
        yield document[1:-1], [quad for node in sorted(own | supported | values) for quad in about.get(node, ())]
