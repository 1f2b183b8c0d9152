"""From statements and entities to the triples of the default graph and of the graph ``statements``.

The mapping is the one of ARCHITECTURE.md. It is a pure function of what :mod:`.merge` draws from the evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from ..errors import DataError
from ..ontology.edtf import Interval, parse
from ..ontology.model import STATEMENT, STATEMENTS_GRAPH, VALUE, Entity, Statement, Value
from ..ontology.schema import Schema
from ..ontology.spelling import camel
from .evidence import OBJECT, PREDICATE, SUBJECT
from .merge import Drawn
from .terms import REIFIES, TYPE, Quad, iri, literal, triple_term, word

GRAPH: Final = f"<{STATEMENTS_GRAPH}>"
NAMING: Final = ("iri", "name", "nameEn", "altName")
"""What an entity's node says besides its attributes."""
RESERVED: Final = frozenset(
    {"iri", "statement", "proposedRelation", "proposedSubject", "proposedObject", "status", "trust", "sources"}
    | {"asOfFirst", "asOf", "inferred", "disputed", "value"}
    | {date + bound for date in ("since", "until") for bound in ("", "Earliest", "Latest")}
)
"""What the graph itself says of a statement: no qualifier may be called so."""
_NUMBERS: Final = {"Count": "integer", "MoneyJPY": "integer", "Percent": "decimal"}
_DEGREES: Final = ("latitude", "longitude")


def entity_quads(entity: Entity, kinds: Iterable[str], schema: Schema) -> Iterator[Quad]:
    """The node of an entity: its classes with all superclasses, its names, its attributes.

    ``name`` is the first Japanese name, else the first in another language; ``nameEn`` the first in English.
    """
    node = iri(entity.iri)
    for kind in sorted({above for stated in kinds for above in schema.kinds_of(stated)}):
        yield Quad(node, TYPE, word(kind))
    yield Quad(node, word("iri"), literal(entity.iri))
    first = {lang: next((n.text for n in entity.names if n.lang == lang), None) for lang in ("ja", "en")}
    shown = {"name": first["ja"] or first["en"], "nameEn": first["en"]}
    for name, text in shown.items():
        if text is not None:
            yield Quad(node, word(name), literal(text))
    for other in sorted({n.text for n in entity.names} - set(shown.values())):
        yield Quad(node, word("altName"), literal(other))
    for name, text in entity.attributes:
        number = _decimal(text) if name in _DEGREES else None
        yield Quad(node, word(name), literal(text) if number is None else literal(number, "decimal"))


def statement_quads(
    statement: Statement, drawn: Drawn, schema: Schema, *, known_as: str | None = None
) -> Iterator[Quad]:
    """A statement as a reified tie and its copy in the graph ``statements``, or as a ``Proposal`` node.

    ``known_as`` is its IRI, where merges have moved its ends.
    """
    own = known_as or statement.id
    node, relation = iri(own), word(statement.relation)
    subject, thing = iri(statement.subject), statement.object
    value_iri = VALUE + own.removeprefix(STATEMENT)
    target = iri(value_iri if isinstance(thing, Value) else thing)
    if isinstance(thing, Value):
        yield from _value_quads(value_iri, thing, schema)
    yield Quad(node, word("statement"), literal(own))
    if drawn.status.asserts:
        yield Quad(subject, relation, target)
        yield Quad(node, REIFIES, triple_term(subject, relation, target))
        for predicate, term in ((SUBJECT, subject), (PREDICATE, relation), (OBJECT, target)):
            yield Quad(node, predicate, term, GRAPH)
    else:
        yield Quad(node, TYPE, word("Proposal"))
        yield Quad(node, word("iri"), literal(own))
        yield Quad(node, word("proposedRelation"), literal(statement.relation))
        yield Quad(node, word("proposedSubject"), subject)
        yield Quad(node, word("proposedObject"), target)
    yield from (Quad(node, word(name), term) for name, term in _said(statement, drawn))


def _said(statement: Statement, drawn: Drawn) -> Iterator[tuple[str, str]]:
    for name, interval in (("since", drawn.since), ("until", drawn.until)):
        if interval is not None:
            yield name, literal(str(interval))
            yield from _bounds(interval, f"{name}Earliest", f"{name}Latest")
    if drawn.as_of_first is not None and drawn.as_of_last is not None:
        yield "asOfFirst", literal(drawn.as_of_first.short)
        yield "asOf", literal(drawn.as_of_last.short)
    yield "status", literal(drawn.status.value)
    yield "trust", literal(drawn.trust.value)
    yield "sources", literal(str(drawn.sources), "integer")
    for name, holds in (("inferred", drawn.inferred), ("disputed", drawn.disputed)):
        if holds:
            yield name, literal("true", "boolean")
    for name, text in {**dict(drawn.qualifiers), **dict(statement.key)}.items():
        yield camel(name), literal(text)


def _bounds(interval: Interval, earliest: str, latest: str) -> Iterator[tuple[str, str]]:
    if interval.earliest is not None:
        yield earliest, literal(interval.earliest.isoformat())
    if interval.latest is not None:
        yield latest, literal(interval.latest.isoformat())


def _value_quads(own: str, thing: Value, schema: Schema) -> Iterator[Quad]:
    node = iri(own)
    for kind in schema.kinds_of(thing.kind):
        yield Quad(node, TYPE, word(kind))
    yield Quad(node, word("iri"), literal(own))
    yield Quad(node, word("value"), value_term(thing))
    if thing.kind == "Date":
        for name, term in _bounds(parse(thing.text), "earliest", "latest"):
            yield Quad(node, word(name), term)


def value_term(thing: Value) -> str:
    """The literal of a value: an integer, a decimal or a text, as its kind demands.

    >>> from enishi.graph.mapping import value_term
    >>> from enishi.ontology.model import Value
    >>> value_term(Value("Percent", "12.50"))
    '"12.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    datatype = _NUMBERS.get(thing.kind)
    if datatype is None:
        return literal(thing.text)
    number = _decimal(thing.text)
    if number is None or (datatype == "integer" and "." in number):
        raise DataError("value_not_a_number", kind=thing.kind, text=thing.text)
    return literal(number, datatype)


def _decimal(text: str) -> str | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    plain = f"{number:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain if number else "0"
