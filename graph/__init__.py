"""Where statements live: one interface, an embedded file or a server behind it; SPARQL and Cypher."""

from .home import Answer, Cell, Change, Graph, StatedFact, Table, Triples
from .lookup import find_entity, names
from .opening import open_graph
from .projection import rdf11

__all__ = [
    "Answer",
    "Cell",
    "Change",
    "Graph",
    "StatedFact",
    "Table",
    "Triples",
    "find_entity",
    "names",
    "open_graph",
    "rdf11",
]
