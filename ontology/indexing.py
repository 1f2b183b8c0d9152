"""From the Turtle to the index that :mod:`enishi.ontology.schema` loads.

What it promises: the index is a function of the triples alone (no order of lines, no blank node's name), and
holds everything that Python knows of the ontology. rdflib is needed here and nowhere else in the schema.
"""

from __future__ import annotations

import json
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .model import ONTOLOGY
from .schema import INDEX, TURTLE, VALUE_CLASS

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node, URIRef

_LANGS = ("ja", "en")


def parsed() -> Graph:
    """The ontology as an rdflib graph."""
    from rdflib import Graph  # noqa: PLC0415

    return Graph().parse(data=Path(__file__).with_name(TURTLE).read_text(encoding="utf-8"), format="turtle")


def index_text(ontology: Graph) -> str:
    """The index as the JSON text of its file."""
    return json.dumps(index_of(ontology), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def index_of(ontology: Graph) -> dict[str, Any]:
    """Classes, relations and properties of the ontology, each by name."""
    from rdflib import OWL  # noqa: PLC0415

    reader = _Reader(ontology)
    objects, literals = (reader.own_subjects(t) for t in (OWL.ObjectProperty, OWL.DatatypeProperty))
    relations = {name for name in objects if (reader.node(name), reader.node("tier"), None) in ontology}
    return {
        "classes": {name: reader.kind(name) for name in sorted(reader.own_subjects(OWL.Class))},
        "relations": {name: reader.relation(name) for name in sorted(relations)},
        "properties": {
            name: reader.property(name, is_link=name in objects)
            for name in sorted((objects - relations) | literals)
        },
    }


class _Reader:
    """Reads the declarations of single names."""

    def __init__(self, ontology: Graph) -> None:
        self.graph = ontology

    def node(self, name: str) -> URIRef:
        from rdflib import URIRef  # noqa: PLC0415

        return URIRef(ONTOLOGY + name)

    def own_subjects(self, type_: URIRef) -> set[str]:
        from rdflib import RDF  # noqa: PLC0415

        return set(self.own(self.graph.subjects(RDF.type, type_)))

    @staticmethod
    def own(nodes: Any) -> list[str]:
        """Names of those nodes that are of this ontology, sorted."""
        return sorted(str(n).removeprefix(ONTOLOGY) for n in nodes if str(n).startswith(ONTOLOGY))

    def texts(self, name: str, predicate: Node) -> dict[str, str]:
        found = {
            o.language: str(o) for o in self.graph.objects(self.node(name), predicate) if hasattr(o, "language")
        }
        return {lang: found[lang] for lang in _LANGS}

    def literal(self, name: str, annotation: str) -> Any:
        value: Any = self.graph.value(self.node(name), self.node(annotation))
        return value.toPython()

    def members(self, name: str, predicate: Node) -> list[str]:
        """Names of the class, datatype or union of them that a domain or range states."""
        from rdflib import OWL  # noqa: PLC0415
        from rdflib.collection import Collection  # noqa: PLC0415

        found: list[str] = []
        for node in self.graph.objects(self.node(name), predicate):
            union = self.graph.value(node, OWL.unionOf)
            found += [str(m) for m in (Collection(self.graph, union) if union is not None else [node])]
        return sorted(iri.rsplit("#", 1)[-1] for iri in found)

    def words(self, name: str) -> dict[str, Any]:
        from rdflib import RDFS, SKOS  # noqa: PLC0415

        return {"labels": self.texts(name, RDFS.label), "definitions": self.texts(name, SKOS.definition)}

    def near(self, name: str, predicate: Node) -> list[str]:
        """Terms of other vocabularies: those ours is a kind of, then those close in meaning; as CURIEs."""
        from rdflib import SKOS, BNode  # noqa: PLC0415

        found: list[str] = []
        for link in (predicate, SKOS.closeMatch):
            nodes = self.graph.objects(self.node(name), link)
            others = (n for n in nodes if not isinstance(n, BNode) and not str(n).startswith(ONTOLOGY))
            found += sorted(self.graph.namespace_manager.curie(str(n)) for n in others)
        return found

    def kind(self, name: str) -> dict[str, Any]:
        from rdflib import RDFS  # noqa: PLC0415

        ancestors: list[str] = []
        queue = deque(self.own(self.graph.objects(self.node(name), RDFS.subClassOf)))
        while queue:
            parent = queue.popleft()
            if parent not in ancestors:
                ancestors.append(parent)
                queue.extend(self.own(self.graph.objects(self.node(parent), RDFS.subClassOf)))
        return {
            **self.words(name),
            "ancestors": ancestors,
            "colour": self.literal(name, "colour"),
            "shape": self.literal(name, "shape"),
            "is_value": VALUE_CLASS in (name, *ancestors),
            "near": self.near(name, RDFS.subClassOf),
        }

    def relation(self, name: str) -> dict[str, Any]:
        from rdflib import OWL, RDF, RDFS  # noqa: PLC0415
        from rdflib.collection import Collection  # noqa: PLC0415

        node = self.node(name)
        types = set(self.graph.objects(node, RDF.type))
        parents = list(self.graph.objects(node, RDFS.subPropertyOf))
        equivalents = {*self.graph.objects(node, OWL.equivalentProperty)}
        equivalents |= {*self.graph.subjects(OWL.equivalentProperty, node)}
        chains = (Collection(self.graph, head) for head in self.graph.objects(node, OWL.propertyChainAxiom))
        return {
            **self.words(name),
            "domain": self.members(name, RDFS.domain),
            "range": self.members(name, RDFS.range),
            "symmetric": OWL.SymmetricProperty in types,
            "transitive": OWL.TransitiveProperty in types,
            "functional": OWL.FunctionalProperty in types,
            "irreflexive": self.irreflexive(node),
            "key_qualifiers": sorted(str(o) for o in self.graph.objects(node, self.node("keyQualifier"))),
            "parents": self.own(parents),
            "inverse_parents": self.own(self.graph.value(p, OWL.inverseOf) for p in parents),
            "equivalents": self.own(equivalents),
            "chains": sorted([self.step(s) for s in chain] for chain in chains),
            "tier": self.literal(name, "tier"),
            "edge_labels": self.texts(name, self.node("edgeLabel")),
            "verbalisations": self.texts(name, self.node("verbalisation")),
            "near": self.near(name, RDFS.subPropertyOf),
        }

    def irreflexive(self, node: Node) -> bool:
        """Whether the ontology says so of the relation itself, or of one of which it is a kind."""
        from rdflib import OWL, RDF, RDFS  # noqa: PLC0415

        lines = self.graph.transitive_objects(node, RDFS.subPropertyOf)
        never = (OWL.IrreflexiveProperty, OWL.AsymmetricProperty)
        return any((line, RDF.type, c) in self.graph for line in lines if line is not None for c in never)

    def step(self, node: Node) -> str:
        from rdflib import OWL  # noqa: PLC0415

        inverse = self.graph.value(node, OWL.inverseOf)
        return self.own([node])[0] if inverse is None else "-" + self.own([inverse])[0]

    def property(self, name: str, *, is_link: bool) -> dict[str, Any]:
        from rdflib import OWL, RDF, RDFS  # noqa: PLC0415

        node, qualifier = self.node(name), self.node("qualifier")
        is_qualifier = (node, RDFS.subPropertyOf, qualifier) in self.graph
        stated = "qualifier" if is_qualifier else name
        return {
            **self.words(name),
            "domain": self.members(stated, RDFS.domain),
            "range": self.members(stated, RDFS.range),
            "functional": (node, RDF.type, OWL.FunctionalProperty) in self.graph,
            "is_link": is_link,
            "is_qualifier": is_qualifier,
            "near": self.near(name, RDFS.subPropertyOf),
        }


def main() -> None:
    """Write the index anew from the Turtle beside it."""
    Path(__file__).with_name(INDEX).write_text(index_text(parsed()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
