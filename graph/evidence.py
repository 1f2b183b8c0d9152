"""What documents say, as quads of the evidence graph, and back.

What always holds: reading what was written gives equal values; every node has an IRI that is a function of
what it says, so the same reference twice is one; nothing of one document stands in a node of another, save
the statement nodes, which are a function of the statement's identity alone.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from itertools import accumulate
from typing import Final, cast

from ..ontology.model import (
    EVIDENCE_GRAPH,
    ONTOLOGY,
    VALUE,
    Contribution,
    Document,
    Entity,
    Lang,
    Passage,
    Reference,
    Statement,
    Status,
    Trust,
    Value,
)
from .terms import PREFIXES, RDF, TYPE, Quad, iri, literal, value, word

GRAPH: Final = f"<{EVIDENCE_GRAPH}>"
SUPPORTS: Final = word("evidenceFor")
IN_DOCUMENT: Final = word("inDocument")
MENTION_OF: Final = word("mentionOf")
AS_OF: Final = word("asOf")
SUBJECT, PREDICATE, OBJECT = (f"<{RDF}{name}>" for name in ("subject", "predicate", "object"))
_PREFERRED, _OTHER = (f"<{PREFIXES['skos']}{name}>" for name in ("prefLabel", "altLabel"))
_KIND, _ATTRIBUTE = word("mentionedKind"), word("attribute")
_FIELDS: Final = tuple(field.name for field in fields(Reference))
JUDGES, JUDGED_IN = word("judges"), word("judgedIn")
NOW: Final = (word("assertedSubject"), word("assertedObject"))
"""The ends between which a statement is so, where merges have moved them: what follows from judgements."""
RECORDS: Final = frozenset(
    {"evidenceFor", "mentionedKind", "attribute", "passageKind", "judges", "judgedIn", "judgement", "verdict"}
    | {"judgedBy", "judgedAt", "assertedSubject", "assertedObject"}
)
"""Names of the evidence graph that the ontology does not declare."""
SAID_OF_ENTITIES: Final = (_KIND, _PREFERRED, _OTHER, _ATTRIBUTE)
"""What a mention says of its entity."""
SEVERAL: Final = frozenset({word("qualifier"), JUDGES, JUDGED_IN, *SAID_OF_ENTITIES})
"""The predicates of which a node of evidence may have several objects."""

OF_PLACES: Final = (
    SUPPORTS,
    IN_DOCUMENT,
    *map(word, ("quote", "start", "end", "page", "section", "statedSince", "statedUntil", "statedAsOf")),
    *map(word, ("statedStatus", "statedTrust", "extractor", "rule", "inferred", "basis", "qualifier")),
)
"""What a reference may say."""

BEARING: Final = (
    SUPPORTS,
    IN_DOCUMENT,
    *map(word, ("statedSince", "statedUntil", "statedAsOf", "statedStatus", "statedTrust")),
    *map(word, ("inferred", "qualifier")),
)
"""What a reference says that its statement's dates, status and trust follow from (:func:`.merge.draw`)."""

Properties = Mapping[str, list[str]]
"""What one node says: terms by predicate, in order."""


Tally = Counter[tuple[str, str, str]]
"""How many documents say something of an entity: by entity, predicate and object (terms)."""


@dataclass(slots=True)
class Profile:
    """What documents say of an entity, with the number of documents that say so.

    ``names`` counts (language, text); ``preferred`` are those that some document prefers.
    """

    entity: str
    kinds: Counter[str] = field(default_factory=Counter)
    names: Counter[tuple[Lang, str]] = field(default_factory=Counter)
    preferred: set[tuple[Lang, str]] = field(default_factory=set)
    attributes: Counter[tuple[str, str]] = field(default_factory=Counter)


def _hash(*parts: object) -> str:
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [literal(f"{name}={text}") for name, text in pairs]


def _numbers(*numbers: int | None) -> list[str]:
    return [literal(str(number), "integer") for number in numbers if number is not None]


def _texts(*texts: str | None) -> list[str]:
    return [literal(text) for text in texts if text is not None]


def _node(subject: str, kind: str | None, said: Mapping[str, Iterable[str]]) -> Iterator[Quad]:
    if kind is not None:
        yield Quad(subject, TYPE, word(kind), GRAPH)
    for name, terms in said.items():
        for term in terms:
            yield Quad(subject, name if name.startswith("<") else word(name), term, GRAPH)


def of_contribution(contribution: Contribution) -> set[Quad]:
    """The evidence that one document gives."""
    document = contribution.document
    quads = set(_of_document(document))
    quotes: list[tuple[int, int]] = []
    for statement in contribution.statements:
        if statement.references:
            quads.update(of_statement(statement))
        for reference in statement.references:
            quads.update(of_reference(statement, reference))
            quotes.append((reference.start, reference.end))
    by_entity: dict[str, list[Entity]] = defaultdict(list)
    for entity in contribution.entities:
        by_entity[entity.iri].append(entity)
    for entities in by_entity.values():
        quads.update(of_mention(document.iri, entities))
    quotes.sort()
    starts = [start for start, _ in quotes]
    farthest = list(accumulate((end for _, end in quotes), max))
    for passage in document.passages:
        before = bisect_left(starts, passage.end)  # quotes that begin before it ends
        if before and farthest[before - 1] > passage.start:
            quads.update(_of_passage(document.iri, passage))
    return quads


def _of_document(document: Document) -> Iterator[Quad]:
    yield from _node(
        iri(document.iri),
        "Document",
        {
            "documentName": _texts(document.name),
            "title": _texts(document.title),
            "lang": _texts(document.lang),
            "mediaType": _texts(document.media_type),
            "digest": _texts(document.digest),
            AS_OF: _texts(document.as_of),
            "text": _texts(document.text),
        },
    )


def of_statement(statement: Statement) -> Iterator[Quad]:
    """What a statement is: the quads that say its identity."""
    thing, node = statement.object, iri(statement.id)
    target = iri(statement.value_iri if isinstance(thing, Value) else thing)
    ends = {SUBJECT: [iri(statement.subject)], PREDICATE: [word(statement.relation)], OBJECT: [target]}
    yield from _node(node, "Statement", {**ends, "qualifier": _pairs(statement.key)})
    if isinstance(thing, Value):
        yield from _node(target, thing.kind, {"value": _texts(thing.text)})


def of_reference(statement: Statement, reference: Reference, *, under: str | None = None) -> Iterator[Quad]:
    """One place that says a statement; ``under``: the judgement by which a person has entered it."""
    own = statement.id
    yield from _node(
        iri(f"{under or own}/ref/{_hash(*(getattr(reference, field) for field in _FIELDS))}"),
        "Reference",
        {
            SUPPORTS: [iri(own)],
            IN_DOCUMENT: [iri(reference.document)],
            "quote": _texts(reference.quote),
            "start": _numbers(reference.start),
            "end": _numbers(reference.end),
            "page": _numbers(reference.page),
            "section": _texts(reference.section),
            "statedSince": _texts(reference.since),
            "statedUntil": _texts(reference.until),
            "statedAsOf": _texts(reference.as_of),
            "statedStatus": _texts(reference.status.value),
            "statedTrust": _texts(reference.trust.value),
            "extractor": _texts(reference.extractor),
            "rule": _texts(reference.rule),
            "inferred": [literal("true", "boolean")] if reference.inferred else [],
            "basis": _texts(reference.basis),
            "qualifier": _pairs(reference.qualifiers),
        },
    )


def of_mention(document: str, entities: list[Entity], *, under: str | None = None) -> Iterator[Quad]:
    """What a document, or by it a person, calls an entity."""
    entity = entities[0].iri
    preferred = {literal(n.text, lang=n.lang) for each in entities for n in each.names if n.preferred}
    others = {literal(n.text, lang=n.lang) for each in entities for n in each.names} - preferred
    yield from _node(
        iri(f"{under or document}/mention/{_hash(entity, document) if under else _hash(entity)}"),
        "Mention",
        {
            IN_DOCUMENT: [iri(document)],
            MENTION_OF: [iri(entity)],
            _KIND: _texts(*(each.kind for each in entities)),
            _PREFERRED: preferred,
            _OTHER: others,
            _ATTRIBUTE: _pairs(pair for each in entities for pair in each.attributes),
        },
    )


def _of_passage(document: str, passage: Passage) -> Iterator[Quad]:
    yield from _node(
        iri(f"{document}/passage/{passage.kind}-{passage.start}-{passage.end}"),
        "Passage",
        {
            IN_DOCUMENT: [iri(document)],
            "passageKind": _texts(passage.kind),
            "start": _numbers(passage.start),
            "end": _numbers(passage.end),
            "page": _numbers(passage.page),
            "section": _texts(json.dumps(passage.section, ensure_ascii=False) if passage.section else None),
        },
    )


def by_predicate(quads: Iterable[Quad]) -> Mapping[str, list[Quad]]:
    """Quads by their predicate; of one that none has, there is an empty list."""
    found: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        found[quad.predicate].append(quad)
    return found


def by_node(quads: Iterable[Quad]) -> dict[str, dict[str, list[str]]]:
    """The quads of one graph, by subject and predicate; objects in order."""
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_, _ in quads:
        nodes[subject][predicate].append(object_)
    for said in nodes.values():
        for terms in said.values():
            if len(terms) > 1:
                terms.sort()
    return nodes


def _one(said: Properties, name: str) -> str | None:
    terms = said.get(name if name.startswith("<") else word(name))
    return value(terms[0]) if terms else None


def _number(said: Properties, name: str) -> int | None:
    text = _one(said, name)
    return None if text is None else int(text)


def _split(said: Properties, name: str) -> tuple[tuple[str, str], ...]:
    halves = (value(term).partition("=") for term in said.get(word(name), ()))
    return tuple(sorted((left, right) for left, _, right in halves))


def statements(
    nodes: Mapping[str, Properties], keep: Callable[[str, str, Reference], Reference | None] | None = None
) -> dict[str, Statement]:
    """The statements among these nodes, by IRI, each with its references in order of document and place.

    ``keep`` decides, given a statement's IRI, a reference's node (a term) and the reference, what is left of it;
    a statement of which nothing is left is not among those returned.
    """
    references: dict[str, list[tuple[str, Reference]]] = defaultdict(list)
    for node, said in nodes.items():
        for supported in said.get(SUPPORTS, ()):
            reference = _reference(said)
            left = keep(value(supported), node, reference) if keep else reference
            if left is not None:
                references[supported].append((node, left))
    found = {}
    for node, said in nodes.items():
        if OBJECT in said and node in references:
            found[value(node)] = Statement(
                subject=value(said[SUBJECT][0]),
                relation=value(said[PREDICATE][0]).removeprefix(ONTOLOGY),
                object=_thing(said[OBJECT][0], nodes),
                key=_split(said, "qualifier"),
                references=tuple(reference for _, reference in sorted(references[node], key=_place)),
            )
    return found


def _place(placed: tuple[str, Reference]) -> tuple[str, int, int, str]:
    node, reference = placed
    return reference.document, reference.start, reference.end, node


def is_value(node: str) -> bool:
    """Whether a node (a term) is that of a value."""
    return node.startswith(f"<{VALUE}")


def _thing(node: str, nodes: Mapping[str, Properties]) -> str | Value:
    target = value(node)
    if not is_value(node):
        return target
    return Value(value(nodes[node][TYPE][0]).removeprefix(ONTOLOGY), _one(nodes[node], "value") or "")


def _reference(said: Properties) -> Reference:
    return Reference(
        document=value(said[IN_DOCUMENT][0]),
        quote=_one(said, "quote") or "",
        start=_number(said, "start") or 0,
        end=_number(said, "end") or 0,
        page=_number(said, "page"),
        section=_one(said, "section"),
        since=_one(said, "statedSince"),
        until=_one(said, "statedUntil"),
        as_of=_one(said, "statedAsOf"),
        status=Status(_one(said, "statedStatus") or Status.SETTLED),
        trust=Trust(_one(said, "statedTrust") or Trust.MACHINE),
        extractor=_one(said, "extractor") or "",
        rule=_one(said, "rule"),
        inferred=_one(said, "inferred") == "true",
        basis=_one(said, "basis"),
        qualifiers=_split(said, "qualifier"),
    )


def tally(quads: Iterable[Quad], bearers: Mapping[str, str]) -> Tally:
    """What mentions among these quads say of entities; ``bearers`` gives the entity of each mention."""
    said = (q for q in quads if q.predicate in SAID_OF_ENTITIES and q.subject in bearers)
    return Counter((bearers[q.subject], q.predicate, q.object) for q in said)


def profiles(said: Tally) -> dict[str, Profile]:
    """What a tally comes to, by the entity's IRI."""
    found: dict[str, Profile] = {}
    for (entity, predicate, term), count in said.items():
        if count <= 0:
            continue
        profile = found.setdefault(value(entity), Profile(value(entity)))
        if predicate == _KIND:
            profile.kinds[value(term)] += count
        elif predicate == _ATTRIBUTE:
            name, _, text = value(term).partition("=")
            profile.attributes[name, text] += count
        else:
            lang = cast("Lang", term.rpartition("@")[2])
            profile.names[lang, value(term)] += count
            if predicate == _PREFERRED:
                profile.preferred.add((lang, value(term)))
    return found


def documents(nodes: Mapping[str, Properties]) -> list[Document]:
    """The documents among these nodes, in order of name then IRI, with their passages."""
    passages: dict[str, list[Passage]] = defaultdict(list)
    for said in nodes.values():
        if kind := _one(said, "passageKind"):
            section = tuple(json.loads(_one(said, "section") or "[]"))
            bounds = (_number(said, "start") or 0, _number(said, "end") or 0)
            passages[said[IN_DOCUMENT][0]].append(
                Passage(kind, *bounds, page=_number(said, "page"), section=section)  # type: ignore[arg-type]
            )
    found = [
        Document(
            iri=value(node),
            name=_one(said, "documentName") or "",
            text=_one(said, "text") or "",
            title=_one(said, "title") or "",
            lang=cast("Lang", _one(said, "lang") or "ja"),
            media_type=_one(said, "mediaType") or "",
            digest=_one(said, "digest") or "",
            as_of=_one(said, AS_OF),
            passages=tuple(sorted(passages[node], key=lambda p: (p.start, p.end, p.kind))),
        )
        for node, said in nodes.items()
        if word("documentName") in said
    ]
    return sorted(found, key=lambda document: (document.name, document.iri))
