"""What documents say of themselves and of things, read without their text: who cites has the quotes already.

What always holds: the documents are those of :meth:`~enishi.graph.home.Graph.documents`, with an empty text and
without passages.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from ..ontology.model import Document
from . import evidence
from .terms import word

if TYPE_CHECKING:
    from .engine import Engine

_SAID: Final = tuple(map(word, ("documentName", "title", "lang", "mediaType", "digest", "asOf")))


def said_of(engine: Engine, entities: Iterable[str] | None) -> evidence.Tally:
    """What documents say of these entities (terms), or of all."""
    return engine.tally(evidence.MENTION_OF, evidence.SAID_OF_ENTITIES, entities, evidence.GRAPH)


def title_pages(engine: Engine, wanted: Iterable[str]) -> list[Document]:
    """These documents (terms), as far as they are here, without what takes their room."""
    nodes: dict[str, dict[str, list[str]]] = {document: {} for document in wanted}
    for document, name, term in engine.properties(nodes, _SAID, evidence.GRAPH):
        nodes[document][name] = [term]
    return evidence.documents(nodes)
