"""What the ontology declares, as Python reads it: relations, classes, properties, and their words.

``enishi.ttl`` is the source; ``enishi.index.json`` is the same in a form that loads in milliseconds (parsing
Turtle takes a fifth of a second, for every command). A test holds the two together, and
``python -m enishi.ontology.indexing`` writes the index anew. Nothing here spells the meaning of a relation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from ..errors import UnknownName
from .model import ONTOLOGY
from .spelling import camel, screaming, snake

INDEX: Final = "enishi.index.json"
TURTLE: Final = "enishi.ttl"
VALUE_CLASS: Final = "Value"
ONCE: Final = frozenset({"eventDate", "edition", "ordinal", "fiscalYear"})
"""Key qualifiers of relations that happen at a time."""
SIGNED: Final = frozenset({"Agreement"})


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two things, or a thing and a value.

    ``domain`` and ``range`` name classes, as declared: their subclasses are meant too (:meth:`Schema.admits`).
    ``parents`` are the relations of which it is a kind, ``inverse_parents`` those of which its inverse is one;
    each of ``chains`` is a path that implies the relation, ``-`` before a step that runs backwards. ``tier``
    is 1 (core), 2 (money, programmes) or 3 (local). Texts are by language, ``ja`` and ``en``.
    """

    name: str
    labels: Mapping[str, str] = field(hash=False)
    definitions: Mapping[str, str] = field(hash=False)
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool
    transitive: bool
    functional: bool
    irreflexive: bool
    key_qualifiers: tuple[str, ...]
    parents: tuple[str, ...]
    inverse_parents: tuple[str, ...]
    equivalents: tuple[str, ...]
    chains: tuple[tuple[str, ...], ...]
    tier: int
    edge_labels: Mapping[str, str] = field(hash=False)
    verbalisations: Mapping[str, str] = field(hash=False)
    near: tuple[str, ...]

    @property
    def momentary(self) -> bool:
        """Whether such a tie happens at a time (a meeting, an anniversary, a signature), rather than goes on.

        >>> from enishi.ontology.schema import load_schema
        >>> load_schema().relation("signatoryOf").momentary, load_schema().relation("sisterCityOf").momentary
        (True, False)
        """
        return bool(ONCE.intersection(self.key_qualifiers)) or SIGNED in (self.domain, self.range)

    @property
    def iri(self) -> str:
        """The relation's IRI."""
        return ONTOLOGY + self.name

    @property
    def snake(self) -> str:
        """The name in fact files (``sister_city_of``)."""
        return snake(self.name)

    @property
    def cypher(self) -> str:
        """The relationship type in Cypher (``SISTER_CITY_OF``)."""
        return screaming(self.name)


@dataclass(frozen=True, slots=True)
class KindClass:
    """A class of entities, records or values. ``ancestors`` are the ontology's own, nearest first;
    ``colour`` (hexadecimal) and ``shape`` (Graphviz) say how a diagram draws it; ``is_value`` marks value nodes.
    """

    name: str
    labels: Mapping[str, str] = field(hash=False)
    definitions: Mapping[str, str] = field(hash=False)
    ancestors: tuple[str, ...]
    colour: str
    shape: str
    is_value: bool
    near: tuple[str, ...]

    @property
    def iri(self) -> str:
        """The class's IRI."""
        return ONTOLOGY + self.name


@dataclass(frozen=True, slots=True)
class Property:
    """A property that is no relation: of a node, of a statement (``is_qualifier``), or between records.

    ``domain`` names classes; ``range`` names XSD types (``string``, ``integer``; ``Literal`` for any), or
    classes where ``is_link``.
    """

    name: str
    labels: Mapping[str, str] = field(hash=False)
    definitions: Mapping[str, str] = field(hash=False)
    domain: frozenset[str]
    range: frozenset[str]
    functional: bool
    is_link: bool
    is_qualifier: bool
    near: tuple[str, ...]

    @property
    def iri(self) -> str:
        """The property's IRI."""
        return ONTOLOGY + self.name


@dataclass(frozen=True, slots=True)
class Schema:
    """All that the ontology declares, by name, in order of name."""

    relations: Mapping[str, Relation]
    classes: Mapping[str, KindClass]
    properties: Mapping[str, Property]
    _kinds: Mapping[str, tuple[str, ...]] = field(repr=False, compare=False)
    _cypher: Mapping[str, str] = field(repr=False, compare=False)

    @property
    def qualifiers(self) -> Mapping[str, Property]:
        """The properties that qualify statements."""
        return MappingProxyType({name: p for name, p in self.properties.items() if p.is_qualifier})

    def relation(self, name: str) -> Relation:
        """The relation of this name in any spelling, else :class:`~enishi.errors.UnknownName`.

        >>> from enishi.ontology.schema import load_schema
        >>> load_schema().relation("SISTER_CITY_OF").name
        'sisterCityOf'
        """
        found = self.relations.get(name) or self.relations.get(camel(name))
        if found is None:
            raise UnknownName("relation_unknown", name=name, nearest=_nearest(camel(name), self.relations))
        return found

    def kind(self, name: str) -> KindClass:
        """The class of this name, else :class:`~enishi.errors.UnknownName`."""
        found = self.classes.get(name)
        if found is None:
            raise UnknownName("kind_unknown", name=name, nearest=_nearest(name, self.classes))
        return found

    def kinds_of(self, kind: str) -> tuple[str, ...]:
        """The class itself and its superclasses, nearest first: the labels of a node.

        >>> from enishi.ontology.schema import load_schema
        >>> load_schema().kinds_of("City")
        ('City', 'GovernmentBody', 'Place', 'Agent', 'Entity')
        """
        return self._kinds.get(kind) or self.kinds_of(self.kind(kind).name)

    def subkinds(self, kind: str) -> tuple[str, ...]:
        """The class itself and its subclasses, in order of name."""
        return tuple(sorted(name for name, kinds in self._kinds.items() if self.kind(kind).name in kinds))

    def is_a(self, kind: str, classes: Iterable[str]) -> bool:
        """Whether the class, or a superclass of it, is one of these."""
        return not set(classes).isdisjoint(self.kinds_of(kind))

    def admits(self, relation: str, subject: str, object: str) -> bool:
        """Whether the relation may join a subject of one class to an object of another.

        >>> from enishi.ontology.schema import load_schema
        >>> schema = load_schema()
        >>> schema.admits("sisterCityOf", "City", "City"), schema.admits("sisterCityOf", "City", "Event")
        (True, False)
        """
        declared = self.relation(relation)
        return self.is_a(subject, declared.domain) and self.is_a(object, declared.range)

    def kinds_under(self, relation: str) -> tuple[str, ...]:
        """The relation itself and its sub-relations (equivalents too), in order of name.

        >>> from enishi.ontology.schema import load_schema
        >>> load_schema().kinds_under("city_tie_with")
        ('cityTieWith', 'friendshipCityOf', 'partnerCityOf', 'sisterCityOf')
        """
        found = {self.relation(relation).name}
        while True:
            more = {r.name for r in self.relations.values() if not found.isdisjoint(r.parents + r.equivalents)} | {
                e for name in found for e in self.relations[name].equivalents
            }
            if more <= found:
                return tuple(sorted(found))
            found |= more

    def cypher_names(self) -> Mapping[str, str]:
        """Every label, relationship type and property that Cypher sees, with its IRI.

        >>> from enishi.ontology.schema import load_schema
        >>> load_schema().cypher_names()["SISTER_CITY_OF"]
        'https://w3id.org/enishi/ontology#sisterCityOf'
        """
        return self._cypher


@cache
def load_schema() -> Schema:
    """The ontology's schema, read once."""
    return schema_of(json.loads(Path(__file__).with_name(INDEX).read_text(encoding="utf-8")))


def schema_of(index: Mapping[str, Any]) -> Schema:
    """The schema that an index (see :mod:`enishi.ontology.indexing`) describes."""
    classes = {name: KindClass(name=name, **_typed(entry)) for name, entry in index["classes"].items()}
    relations = {name: Relation(name=name, **_typed(entry)) for name, entry in index["relations"].items()}
    properties = {name: Property(name=name, **_typed(entry)) for name, entry in index["properties"].items()}
    names = {name: kind.iri for name, kind in classes.items()}
    names |= {relation.cypher: relation.iri for relation in relations.values()}
    names |= {screaming(name) if p.is_link else name: p.iri for name, p in properties.items()}
    return Schema(
        relations=MappingProxyType(relations),
        classes=MappingProxyType(classes),
        properties=MappingProxyType(properties),
        _cypher=MappingProxyType(dict(sorted(names.items()))),
        _kinds=MappingProxyType({name: (name, *kind.ancestors) for name, kind in classes.items()}),
    )


def _typed(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _frozen(key, value) for key, value in entry.items()}


def _frozen(key: str, value: Any) -> Any:
    if isinstance(value, dict):
        return MappingProxyType(value)
    if key in ("domain", "range"):
        return frozenset(value)
    if isinstance(value, list):
        return tuple(_frozen("", item) for item in value)
    return value


def _nearest(name: str, known: Iterable[str]) -> list[str]:
    from rapidfuzz import process  # noqa: PLC0415  (only when a name is wrong)

    return [match for match, *_ in process.extract(name, sorted(known), limit=3)]
