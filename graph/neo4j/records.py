"""The property graph as values: nodes, ties, records, loose quads; made from quads, and back.

What always holds: for any set of quads, decoding what was encoded gives the same set. A tie is a reified triple
with its statement's properties; a record is a node of evidence; whatever has neither shape stays a loose quad.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ...ontology.model import EVIDENCE_GRAPH, STATEMENT, STATEMENTS_GRAPH, VALUE
from .. import evidence
from ..terms import REIFIES, TYPE, Quad, literal, triple_term, value, word
from . import names
from .literals import decode, encode

EVIDENCE: Final = f"<{EVIDENCE_GRAPH}>"
STATEMENTS: Final = f"<{STATEMENTS_GRAPH}>"
LINKS: Final = {
    link: names.relationship(link)
    for link in (evidence.SUPPORTS, evidence.IN_DOCUMENT, evidence.JUDGES, evidence.JUDGED_IN)
}
"""What joins records. Nothing joins a record to a thing: ties are never mixed with evidence."""
POINTERS: Final = {
    evidence.SUBJECT: "subject",
    evidence.PREDICATE: "predicate",
    evidence.OBJECT: "object",
    evidence.MENTION_OF: "mentionOf",
    evidence.NOW[0]: "assertedSubject",
    evidence.NOW[1]: "assertedObject",
}
"""Where a record names a thing: by its IRI, as a property."""
_POINTED: Final = {key: predicate for predicate, key in POINTERS.items()}
_LINKED: Final = {name: predicate for predicate, name in LINKS.items()}
FOLDED: Final = ("valueKind", "valueText")
"""Where a statement's record keeps its literal object, which in RDF is a node of its own."""
_IRI: Final = word("iri")
_STATED: Final = word("statement")
_VALUE: Final = word("value")
_TRIPLE: Final = re.compile(r"<<\( (<[^<>]*>) (<[^<>]*>) (<[^<>]*>) \)>>")
RESERVED: Final = frozenset({*_POINTED, *FOLDED, "iri"})
"""Keys of records that hold no literal as they are called."""

Properties = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its IRI, the labels that come from classes, and its properties, ``iri`` among them."""

    iri: str
    labels: frozenset[str]
    properties: Properties


@dataclass(frozen=True, slots=True)
class Tie:
    """A relationship that carries a statement (its IRI): type, the IRIs of both ends, properties."""

    statement: str
    type: str
    start: str
    end: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class Record:
    """A node of evidence, with links to other records as (type, IRI)."""

    iri: str
    labels: frozenset[str]
    properties: Properties
    links: frozenset[tuple[str, str]]


def is_plain(quad: Quad) -> bool:
    """Whether a quad of the default graph is a triple between two nodes: a relationship."""
    return quad.object.startswith("<") and not quad.object.startswith("<<") and quad.predicate != TYPE


# ------------------------------------------------------------------------------------------- what is so


def reified(quads: Iterable[Quad]) -> Quad | None:
    """The one triple between nodes that these quads of one subject reify, if there is just one."""
    terms = [q.object for q in quads if not q.graph and q.predicate == REIFIES]
    match = _TRIPLE.fullmatch(terms[0]) if len(terms) == 1 else None
    return Quad(*match.groups()) if match else None


def thing(subject: str, given: set[Quad], *, asserted: bool) -> tuple[Node | None, Tie | None, set[Quad]]:
    """What a subject's quads come to (default graph and ``statements``, without plain triples): and what is left.

    ``asserted`` says whether the triple that they reify is so; if not, it must not look so.
    """
    tie, rest = _tie(subject, given) if asserted else (None, set[Quad]())
    if tie is not None:
        return None, tie, rest
    own = {
        q
        for q in given
        if not q.graph and (q.object.startswith("<") if q.predicate == TYPE else q.object.startswith('"'))
    }
    return (_node(subject, own) if own else None), None, given - own


def _node(subject: str, own: set[Quad]) -> Node:
    iri = value(subject)
    labels = frozenset(names.label(q.object) for q in own if q.predicate == TYPE)
    said = _by_predicate(q for q in own if q.predicate != TYPE)
    properties: Properties = {"iri": iri}
    naming = said.pop(_IRI, [])
    if naming != [literal(iri)]:
        properties["_bare"] = True
        properties |= {f"_{key}": held for key, held in encode("iri", naming).items()}
    for predicate, terms in said.items():
        properties |= encode(names.key(predicate), terms)
    return Node(iri, labels, properties)


def _tie(subject: str, given: set[Quad]) -> tuple[Tie | None, set[Quad]]:
    triple = reified(given)
    said = {q for q in given if not q.graph and q.predicate != REIFIES}
    if triple is None or any(q.predicate == TYPE or not q.object.startswith('"') for q in said):
        return None, set()
    statement = value(subject)
    by_predicate = _by_predicate(said)
    properties: Properties = {"statement": statement}
    stated = by_predicate.pop(_STATED, [])
    if stated != [literal(statement)]:
        properties["_unstated"] = True
        properties |= {f"_{key}": held for key, held in encode("statement", stated).items()}
    copies = {q for q in given if q.graph}
    start, predicate, end, _ = triple
    expected = _copies(subject, start, predicate, end)
    if not expected <= copies:
        properties["_uncopied"] = True
        expected = set()
    for name, terms in by_predicate.items():
        properties |= encode(names.key(name), terms)
    tie = Tie(statement, names.relationship(predicate), value(start), value(end), properties)
    return tie, copies - expected


def _copies(node: str, start: str, predicate: str, end: str) -> set[Quad]:
    ends = ((evidence.SUBJECT, start), (evidence.PREDICATE, predicate), (evidence.OBJECT, end))
    return {Quad(node, name, term, STATEMENTS) for name, term in ends}


def _by_predicate(quads: Iterable[Quad]) -> dict[str, list[str]]:
    said: dict[str, list[str]] = defaultdict(list)
    for quad in sorted(quads):
        said[quad.predicate].append(quad.object)
    return dict(said)


def node_quads(node: Node) -> Iterator[Quad]:
    """The quads that a node stands for, without its relationships."""
    subject = f"<{node.iri}>"
    for label in node.labels:
        yield Quad(subject, TYPE, names.class_of(label))
    if "_bare" not in node.properties:
        yield Quad(subject, _IRI, literal(node.iri))
    yield from _said(subject, node.properties, "iri", _IRI)


def tie_quads(tie: Tie) -> Iterator[Quad]:
    """The quads that a tie stands for: the triple, its reifier with what it says, the copies."""
    node = f"<{tie.statement}>"
    ends = f"<{tie.start}>", names.predicate_of(tie.type), f"<{tie.end}>"
    yield Quad(*ends)
    yield Quad(node, REIFIES, triple_term(*ends))
    if "_unstated" not in tie.properties:
        yield Quad(node, _STATED, literal(tie.statement))
    if "_uncopied" not in tie.properties:
        yield from _copies(node, *ends)
    yield from _said(node, tie.properties, "statement", _STATED)


def _said(subject: str, properties: Properties, own: str, predicate: str) -> Iterator[Quad]:
    plain = {key: held for key, held in properties.items() if not key.startswith("_") and key != own}
    for key, term in decode(plain):
        yield Quad(subject, names.predicate_of_key(key), term)
    odd = {key[1:]: held for key, held in properties.items() if key.startswith(f"_{own}")}
    for _, term in decode(odd):
        yield Quad(subject, predicate, term)


# ------------------------------------------------------------------------------------------- evidence


def owner(subject: str) -> str:
    """The subject whose record keeps what the evidence says of this one: a value's is its statement."""
    iri = value(subject)
    return f"<{STATEMENT}{iri.removeprefix(VALUE)}>" if iri.startswith(VALUE) else subject


def record(subject: str, quads: Iterable[Quad]) -> tuple[Record | None, set[Quad]]:
    """What the evidence on a subject (and on its value) comes to, and the quads that are left."""
    own: dict[str, list[str]] = defaultdict(list)
    folded: dict[str, list[str]] = defaultdict(list)
    for about, predicate, object_, _ in quads:
        (own if about == subject else folded)[predicate].append(object_)
    properties: Properties = {"iri": value(subject)}
    labels, links, loose = set[str](), set[tuple[str, str]](), set[Quad]()
    for predicate, terms in own.items():
        if len(terms) == 1:  # as most have
            term = terms[0]
            if predicate == TYPE and _is_iri(term):
                labels.add(names.label(term))
                continue
            if predicate in LINKS and _is_iri(term):
                links.add((LINKS[predicate], value(term)))
                continue
            if term[0] == '"' and predicate != TYPE:
                key = names.key(predicate)
                properties |= encode(predicate if key in RESERVED else key, terms)
                continue
        terms.sort()
        iris = [term for term in terms if _is_iri(term)]
        literals = [term for term in terms if term.startswith('"')]
        key = names.key(predicate)
        if predicate == TYPE:
            labels |= {names.label(term) for term in iris}
        elif predicate in LINKS:
            links |= {(LINKS[predicate], value(term)) for term in iris}
        elif predicate in POINTERS and len(iris) == 1:
            properties[POINTERS[predicate]] = value(iris[0])
        else:
            loose |= {Quad(subject, predicate, term, EVIDENCE) for term in iris}
        if literals and predicate != TYPE:
            properties |= encode(predicate if key in RESERVED else key, literals)
        elif literals:
            loose |= {Quad(subject, predicate, term, EVIDENCE) for term in literals}
        loose |= {Quad(subject, predicate, t, EVIDENCE) for t in set(terms) - {*iris, *literals}}
    loose |= _fold(subject, folded, properties)
    empty = len(properties) == 1 and not labels and not links
    return (None if empty else Record(value(subject), frozenset(labels), properties, frozenset(links))), loose


def _is_iri(term: str) -> bool:
    return term[0] == "<" and term[1] != "<"


def _fold(subject: str, folded: Mapping[str, list[str]], properties: Properties) -> set[Quad]:
    """Put a value into its statement's properties; returns what has another shape than a value of ours."""
    if not folded:
        return set()
    node = f"<{VALUE}{value(subject).removeprefix(STATEMENT)}>"
    kinds, texts = folded.get(TYPE, []), folded.get(_VALUE, [])
    ours = set(folded) == {TYPE, _VALUE} and len(kinds) == len(texts) == 1
    if ours and not names.label(kinds[0]).startswith("<") and texts[0] == literal(value(texts[0])):
        properties["valueKind"], properties["valueText"] = names.label(kinds[0]), value(texts[0])
        return set()
    return {Quad(node, predicate, term, EVIDENCE) for predicate, terms in folded.items() for term in terms}


def record_quads(found: Record) -> Iterator[Quad]:
    """The quads that a record stands for, those of its value among them."""
    subject, said = f"<{found.iri}>", found.properties
    for label in found.labels:
        yield Quad(subject, TYPE, names.class_of(label), EVIDENCE)
    for name, end in found.links:
        yield Quad(subject, _LINKED[name], f"<{end}>", EVIDENCE)
    for key, predicate in _POINTED.items():
        if key in said:
            yield Quad(subject, predicate, f"<{said[key]}>", EVIDENCE)
    for key, term in decode({key: held for key, held in said.items() if key not in RESERVED and key[0] != "_"}):
        yield Quad(subject, names.predicate_of_key(key), term, EVIDENCE)
    if "valueKind" in said:
        node = f"<{VALUE}{found.iri.removeprefix(STATEMENT)}>"
        yield Quad(node, TYPE, names.class_of(said["valueKind"]), EVIDENCE)
        yield Quad(node, _VALUE, literal(said["valueText"]), EVIDENCE)
