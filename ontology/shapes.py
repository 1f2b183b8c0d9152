"""The SHACL shapes of a graph: those written in ``shapes.ttl``, and those that follow from the ontology.

Derived for each relation: its subject is of the domain, its object of the range, and an irreflexive relation
ties nothing to itself. So a new relation in the Turtle is checked without another line anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..words import LANGS, Words
from .model import ONTOLOGY
from .schema import Relation, Schema, load_schema

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import BNode

SHAPES: Final = "shapes.ttl"
SHAPE: Final = "https://w3id.org/enishi/shape/"
_SELF: Final = "SELECT $this ?value WHERE {{ $this <{iri}> $this . BIND ($this AS ?value) }}"


def shapes(schema: Schema | None = None) -> Graph:
    """All shapes, as an rdflib graph."""
    from rdflib import Graph  # noqa: PLC0415

    graph = Graph().parse(data=Path(__file__).with_name(SHAPES).read_text(encoding="utf-8"), format="turtle")
    schema = schema or load_schema()
    for relation in schema.relations.values():
        _derive(graph, relation, schema)
    return graph


def _derive(graph: Graph, relation: Relation, schema: Schema) -> None:
    from rdflib import RDF, SH, Literal, URIRef  # noqa: PLC0415

    iri = URIRef(relation.iri)
    subjects = URIRef(f"{SHAPE}{relation.name}-domain")
    graph.add((subjects, RDF.type, SH.NodeShape))
    graph.add((subjects, SH.targetSubjectsOf, iri))
    _one_of(graph, subjects, relation.domain)
    _say(graph, subjects, "domain", relation, schema, relation.domain)

    objects = URIRef(f"{SHAPE}{relation.name}-range")
    ends = URIRef(f"{SHAPE}{relation.name}")
    graph.add((ends, RDF.type, SH.NodeShape))
    graph.add((ends, SH.targetSubjectsOf, iri))
    graph.add((ends, SH.property, objects))
    graph.add((objects, RDF.type, SH.PropertyShape))
    graph.add((objects, SH.path, iri))
    _one_of(graph, objects, relation.range)
    _say(graph, objects, "range", relation, schema, relation.range)

    if relation.irreflexive:
        alone = URIRef(f"{SHAPE}{relation.name}-self")
        graph.add((ends, SH.sparql, alone))
        graph.add((alone, RDF.type, SH.SPARQLConstraint))
        graph.add((alone, SH.select, Literal(_SELF.format(iri=relation.iri))))
        _say(graph, alone, "self", relation, schema, ())


def _one_of(graph: Graph, shape: object, classes: Iterable[str]) -> None:
    from rdflib import SH, BNode, URIRef  # noqa: PLC0415
    from rdflib.collection import Collection  # noqa: PLC0415

    choices: list[BNode] = []
    for name in sorted(classes):
        choice = BNode()
        graph.add((choice, SH["class"], URIRef(ONTOLOGY + name)))
        choices.append(choice)
    head = BNode()
    Collection(graph, head, list(choices))
    graph.add((shape, SH["or"], head))  # type: ignore[arg-type]


def _say(
    graph: Graph, shape: object, key: str, relation: Relation, schema: Schema, classes: Iterable[str]
) -> None:
    from rdflib import SH, Literal  # noqa: PLC0415

    for lang in LANGS:
        words = Words(lang)
        names = words.say("shapes.separator").join(schema.classes[name].labels[lang] for name in sorted(classes))
        text = words.say(f"shapes.{key}", label=relation.labels[lang], name=relation.name, classes=names)
        graph.add((shape, SH.message, Literal(text, lang=lang)))  # type: ignore[arg-type]
