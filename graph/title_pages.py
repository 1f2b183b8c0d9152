"""What documents say of themselves and of things, and how things are called, read without what takes room.

What always holds: the documents are those of :meth:`~enishi.graph.home.Graph.documents`, with an empty text and
without passages.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from ..ontology.model import Document, Lang
from . import evidence
from .terms import TYPE, iri, value, word

if TYPE_CHECKING:
    from .engine import Engine

_SAID: Final = tuple(map(word, ("documentName", "title", "lang", "mediaType", "digest", "asOf")))


def said_of(engine: Engine, entities: Iterable[str] | None) -> evidence.Tally:
    """What documents say of these entities (terms), or of all."""
    return engine.tally(evidence.MENTION_OF, evidence.SAID_OF_ENTITIES, entities, evidence.GRAPH)


def title_pages(engine: Engine, wanted: Iterable[str] | None) -> list[Document]:
    """These documents (terms), or all, as far as they are here, without what takes their room."""
    if wanted is None:
        wanted = {s for s, _ in engine.pointing(TYPE, [word("Document")], evidence.GRAPH)}
    nodes: dict[str, dict[str, list[str]]] = {document: {} for document in wanted}
    for document, name, term in engine.properties(nodes, _SAID, evidence.GRAPH):
        nodes[document][name] = [term]
    return evidence.documents(nodes)


def whole_documents(engine: Engine, wanted: set[str] | None, *, passages: bool) -> list[Document]:
    """These documents (terms), or all, with their text and, asked for, the passages that are quoted."""
    if wanted is None:
        kinds = [word("Document"), word("Passage")]
        nodes = {s for s, _ in engine.pointing(TYPE, kinds if passages else kinds[:1], evidence.GRAPH)}
    else:
        within = engine.pointing(evidence.IN_DOCUMENT, wanted if passages else (), evidence.GRAPH)
        nodes = {s for s, _ in within if "/passage/" in s} | wanted
    return evidence.documents(evidence.by_node(engine.about(nodes, evidence.GRAPH)))


def shown_names(engine: Engine, entities: Iterable[str], lang: Lang) -> dict[str, str]:
    """Of these things (IRIs) the names to show in a language, by IRI; of those that are here.

    They are what :meth:`~enishi.ontology.model.Entity.name` gives, as the default graph has them.
    """
    found: dict[str, str] = {}
    missing = set(map(iri, entities))
    for name in (word("nameEn"), word("name")) if lang == "en" else (word("name"), word("nameEn")):
        said = engine.told(missing, (name,))
        found |= {value(node): value(terms[name][0]) for node, terms in said.items() if terms}
        missing = {node for node in missing if value(node) not in found}
    return found
