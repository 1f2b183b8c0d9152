"""What the graph says of one IRI, as triples of RDF 1.1: an entity with its statements, a statement, a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..ontology.model import DOCUMENT, ENTITY, EVIDENCE_GRAPH, STATEMENT, VALUE
from .home import WHOLE, Allowance

if TYPE_CHECKING:
    from .home import Graph

_SAID: Final = "FILTER(?p != rdf:reifies)"
_OWN: Final = f"{{ @ ?p ?o . BIND(@ AS ?s) {_SAID} }}"
_PARTS: Final[dict[str, tuple[str, ...]]] = {
    ENTITY: (
        f"{{ ?s rdf:subject @ . ?s ?p ?o {_SAID} }}",
        f"{{ ?s rdf:object @ . ?s ?p ?o {_SAID} }}",
    ),
    STATEMENT: (f"{{ GRAPH <{EVIDENCE_GRAPH}> {{ ?s :evidenceFor @ . ?s ?p ?o }} }}",),
    VALUE: (f"{{ ?s rdf:object @ . ?s ?p ?o {_SAID} }}",),
    DOCUMENT: (f"{{ GRAPH <{EVIDENCE_GRAPH}> {{ @ ?p ?o }} BIND(@ AS ?s) }}",),
}


def described(graph: Graph, iri: str, allowance: Allowance = WHOLE) -> tuple[str, ...]:
    """What the graph says of an entity, statement, value or document (its IRI), as sorted lines of N-Triples.

    Empty where it says nothing; an IRI that cannot stand in a query raises :class:`~enishi.errors.DataError`.
    """
    from .terms import iri as term  # noqa: PLC0415  (heavy)

    node = term(iri)
    parts = next((parts for base, parts in _PARTS.items() if iri.startswith(base)), ())
    body = " UNION ".join(part.replace("@", node) for part in (_OWN, *parts))
    found = graph.found(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {body} }}", allowance)
    return found if isinstance(found, tuple) else ()
