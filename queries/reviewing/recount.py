"""What a document says, drawn back out of the graph as the contribution that it was.

What always holds: writing the recount into another graph gives that graph what this document says, and no more;
``text[start:end]`` of each reference is its quote. What was left out when it was read is not in a graph.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ...errors import UnknownName
from ...graph.terms import is_iri
from ...ontology.model import Contribution, Statement
from ..catalogue import nearest
from ..statements import ends_of, said_in

if TYPE_CHECKING:
    from ...graph.home import Graph, StatedFact


def recount(graph: Graph, document: str) -> Contribution:
    """The contribution of a document (its IRI).

    Raises :class:`~enishi.errors.UnknownName` where the graph does not have it.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from enishi.graph import open_graph
    >>> from enishi.pipeline import ingest
    >>> from enishi.queries.reviewing.recount import recount
    >>> with tempfile.TemporaryDirectory() as folder, open_graph(Path(folder, "ties.enishi")) as graph:
    ...     text = "横浜市は1965年にリヨン市と姉妹都市となりました。"
    ...     _ = Path(folder, "a.txt").write_text(text, encoding="utf-8")
    ...     _ = ingest([Path(folder, "a.txt")], graph)
    ...     len(recount(graph, graph.documents()[0].iri).statements)
    1
    """
    found = graph.documents([document]) if is_iri(document) else []
    if not found:
        close = nearest(document, tuple(each.name for each in graph.documents(text=False))) or ("-",)
        raise UnknownName("document_unknown", name=document, nearest=close)
    statements = tuple(_stated(graph.facts(said_in(graph, [document])), document))
    return Contribution(found[0], tuple(ends_of(graph, statements).values()), statements)


def _stated(facts: Iterable[StatedFact], document: str) -> Iterable[Statement]:
    for fact in facts:
        said = tuple(reference for reference in fact.references if reference.document == document)
        yield Statement(fact.subject, fact.relation, fact.object, fact.key, said)
