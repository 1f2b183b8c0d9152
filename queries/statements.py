"""Which statements are meant, told by the engine, so that only these are read: a large graph has very many."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from ..graph.results import Solutions
from ..ontology.model import EVIDENCE_GRAPH, Entity, Statement
from ..ontology.schema import load_schema

if TYPE_CHECKING:
    from ..graph.home import Graph, StatedFact

_SELECT: Final = (
    "SELECT DISTINCT ?statement {{ GRAPH <" + EVIDENCE_GRAPH + "> {{ VALUES ?it {{ {these} }} {pattern} }} }}"
)
_SAID: Final = "?reference :inDocument ?it ; :evidenceFor ?statement"
_OF: Final = "?statement rdf:predicate ?it"


def said_in(graph: Graph, documents: Iterable[str]) -> list[str]:
    """The statements (IRIs) that these documents (IRIs) say, in order."""
    return _found(graph, _SAID, (f"<{document}>" for document in documents))


def of_relations(graph: Graph, relations: Iterable[str]) -> list[str]:
    """The statements (IRIs) of these relations, by their names, as documents say them, in order."""
    return _found(graph, _OF, (f"<{load_schema().relation(name).iri}>" for name in relations))


def _found(graph: Graph, pattern: str, these: Iterable[str]) -> list[str]:
    """What a pattern finds of some things; of none nothing is asked."""
    values = " ".join(sorted(these))
    if not values:
        return []
    found = graph.found(_SELECT.format(these=values, pattern=pattern))
    assert isinstance(found, Solutions)  # noqa: S101  (a SELECT gives rows)
    return sorted(node[1:-1] for (node,) in found.rows if node)


def ends_of(graph: Graph, facts: Iterable[StatedFact | Statement]) -> dict[str, Entity]:
    """The things that these facts are about, by IRI."""
    ends = {end for fact in facts for end in (fact.subject, fact.object) if isinstance(end, str)}
    return {entity.iri: entity for entity in graph.entities(sorted(ends))}
