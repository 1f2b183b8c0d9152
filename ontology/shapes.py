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
from .schema import KindClass, Relation, Schema, load_schema

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import URIRef

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

    iri, base = URIRef(relation.iri), SHAPE + relation.name
    ends, subjects, objects, alone = (URIRef(base + part) for part in ("", "-domain", "-range", "-self"))
    for shape in (ends, subjects):
        graph.add((shape, RDF.type, SH.NodeShape))
        graph.add((shape, SH.targetSubjectsOf, iri))
    graph.add((ends, SH.property, objects))
    graph.add((objects, RDF.type, SH.PropertyShape))
    graph.add((objects, SH.path, iri))
    for shape, key, classes in ((subjects, "domain", relation.domain), (objects, "range", relation.range)):
        _one_of(graph, shape, classes)
        _say(graph, shape, relation, f"shapes.{key}", [schema.classes[name] for name in sorted(classes)])
    if relation.irreflexive:
        graph.add((ends, SH.sparql, alone))
        graph.add((alone, RDF.type, SH.SPARQLConstraint))
        graph.add((alone, SH.select, Literal(_SELF.format(iri=relation.iri))))
        _say(graph, alone, relation, "shapes.self", [])


def _one_of(graph: Graph, shape: URIRef, classes: Iterable[str]) -> None:
    from rdflib import SH, BNode, URIRef  # noqa: PLC0415
    from rdflib.collection import Collection  # noqa: PLC0415

    head, choices = BNode(), {name: BNode() for name in sorted(classes)}
    for name, choice in choices.items():
        graph.add((choice, SH["class"], URIRef(ONTOLOGY + name)))
    Collection(graph, head, list(choices.values()))
    graph.add((shape, SH["or"], head))


def _say(graph: Graph, shape: URIRef, relation: Relation, key: str, classes: Iterable[KindClass]) -> None:
    from rdflib import SH, Literal  # noqa: PLC0415

    for lang in LANGS:
        words = Words(lang)
        names = words.say("shapes.separator").join(kind.labels[lang] for kind in classes)
        text = words.say(key, label=relation.labels[lang], name=relation.name, classes=names)
        graph.add((shape, SH.message, Literal(text, lang=lang)))
