"""Reviewing: which statements wait for a person, what their sentences look like, and decisions on them.

What always holds: nothing here reads a clock or asks who is there: ``by`` and ``at`` are given; a decision covers
the places at which the statement stands when it is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from ...errors import DataError, UnknownName
from ...graph.lookup import find_entity, fold
from ...graph.terms import is_iri
from ...ontology.edtf import parse
from ...ontology.judgement import HAND, Judgement, Stated, Verdict, in_force, squeezed
from ...ontology.model import STATEMENT, Entity, Lang, Reference, Status, Trust, Value, statement
from ...ontology.schema import load_schema
from ..catalogue import nearest
from ..display import relation_label, value_text
from ..statements import ends_of, said_in

if TYPE_CHECKING:
    from ...graph.home import Graph, StatedFact
    from ...ontology.model import Document

Wanted = Literal["machine", "confirmed", "entered", "rejected", "all"]
AROUND: Final = 80
"""Characters shown before and after a quote."""
FIELDS: Final = ("relation", "object", "since", "until", "status")
"""What can be corrected."""


@dataclass(frozen=True, slots=True)
class Place:
    """A quote in its surroundings."""

    document: str
    page: int | None
    before: str
    quote: str
    after: str
    extractor: str
    rule: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """A statement under review, as people read it; ``candidates`` are other entities that its object may mean."""

    fact: StatedFact
    subject: str
    relation: str
    object: str
    trust: str
    places: tuple[Place, ...]
    candidates: tuple[str, ...] = ()


def find_facts(
    graph: Graph,
    *,
    relation: str | None = None,
    document: str | None = None,
    entity: str | None = None,
    trust: Wanted = "machine",
    extractor: str | None = None,
) -> list[StatedFact]:
    """The statements to review, in order of document and place; ``document`` is an IRI, ``entity`` any name; of an
    ``extractor`` (``rules``, ``llm``, ``hand``) what no other found.

    Rejected ones are those that documents say and that are not so by somebody's decision.
    """
    touching = find_entity(graph, entity).iri if entity else None
    said = None if document is None else said_in(graph, [document])
    facts = graph.facts(said, touching=touching)
    if trust in ("rejected", "all"):
        known = {fact.id for fact in facts}
        judged = _turned_down(graph)
        gone = [
            f for f in graph.facts(said, touching=touching, judged=False) if f.id in judged and f.id not in known
        ]
        facts = gone if trust == "rejected" else facts + gone
    else:
        facts = [fact for fact in facts if fact.trust.value == trust]
    name = load_schema().relation(relation).name if relation else None
    kept = [
        fact
        for fact in facts
        if (name is None or fact.relation == name)
        and (extractor is None or all(r.extractor.startswith(extractor) for r in fact.references))
        and (document is None or any(r.document == document for r in fact.references))
    ]
    return sorted(kept, key=lambda f: (f.references[0].document, f.references[0].start, f.id))


def items(graph: Graph, facts: Iterable[StatedFact], lang: Lang, *, candidates: bool = False) -> list[Item]:
    """Statements as people read them."""
    given = list(facts)
    cited = sorted({reference.document for fact in given for reference in fact.references})
    documents = {d.iri: d for d in graph.documents(cited, passages=False)}
    entities = {e.iri: e for e in graph.entities()} if candidates else ends_of(graph, given)
    doubtful = _turned_down(graph) & {f.id for f in given}
    rejected = doubtful - {f.id for f in graph.facts(sorted(doubtful))}
    return [
        Item(
            fact,
            _name(fact.subject, entities, lang),
            relation_label(fact.relation, lang),
            _name(fact.object, entities, lang),
            "rejected" if fact.id in rejected else fact.trust.value,
            tuple(_place(r, documents[r.document]) for r in fact.references if r.document in documents),
            tuple(_candidates(fact, entities, lang)) if candidates else (),
        )
        for fact in given
    ]


def _turned_down(graph: Graph) -> set[str]:
    """The statements that somebody has rejected or corrected."""
    away = (Verdict.REJECT, Verdict.CORRECT)
    return {j.statement for j in in_force(graph.judgements()) if j.statement and j.verdict in away}


def _name(end: str | Value, entities: Mapping[str, Entity], lang: Lang) -> str:
    if isinstance(end, Value):
        return value_text(end)
    return entities[end].name(lang) if end in entities else end


def _place(reference: Reference, document: Document) -> Place:
    text, start, end = document.text, reference.start, reference.end
    return Place(
        document.title or document.name,
        reference.page,
        text[max(0, start - AROUND) : start],
        reference.quote,
        text[end : end + AROUND],
        reference.extractor,
        reference.rule,
    )


def _candidates(fact: StatedFact, entities: Mapping[str, Entity], lang: Lang) -> list[str]:
    """Entities of the object's kind whose names stand in the quotes or are like its own."""
    if isinstance(fact.object, Value) or fact.object not in entities:
        return []
    one = entities[fact.object]
    quotes = fold("".join(r.quote for r in fact.references))
    others = {
        e.name(lang): e for e in entities.values() if e.kind == one.kind and e.iri not in (one.iri, fact.subject)
    }
    there = [name for name, e in others.items() if any(len(n.text) > 1 and fold(n.text) in quotes for n in e.names)]
    return list(dict.fromkeys([*sorted(there), *nearest(one.name(lang), others)]))[:5]


def find_statement(graph: Graph, text: str) -> StatedFact:
    """The statement with an IRI or with the end of one; raises ``statement_none``."""
    iri = STATEMENT + text.rpartition("/")[2]
    found = [f for judged in (False, True) for f in graph.facts([iri] if is_iri(iri) else [], judged=judged)]
    facts = [f for f in found if f.id == text or f.id.endswith(f"/{text}")]
    if not facts:
        raise UnknownName("statement_none", name=text)
    return facts[-1]


def accepting(fact: StatedFact, *, by: str, at: str, note: str | None = None) -> Judgement:
    """The decision that a statement is right, with the dates and status that it has now."""
    seen = {(r.since, r.until, r.status.value) for r in fact.references}
    return replace(_about(Verdict.ACCEPT, fact, by, at, note), seen=tuple(sorted(seen, key=str)))


def rejecting(fact: StatedFact, *, by: str, at: str, note: str | None = None) -> Judgement:
    """The decision that its documents do not say a statement."""
    return _about(Verdict.REJECT, fact, by, at, note)


def undoing(graph: Graph, text: str, *, by: str, at: str) -> Judgement:
    """The decision to take back a judgement (its IRI or the end of it), or the last one on a statement."""
    found = graph.judgements()
    ours = [j for j in found if j.id == text or j.id.endswith(f"/{text}")]
    if not ours:
        about = [
            j for j in in_force(found) if j.statement and (j.statement == text or j.statement.endswith(f"/{text}"))
        ]
        ours = about[-1:]
    if not ours:
        raise UnknownName("judgement_none", name=text)
    return Judgement(Verdict.UNDO, by, at, undoes=ours[0].id)


def correcting(
    graph: Graph, fact: StatedFact, changes: Mapping[str, str], *, by: str, at: str, note: str | None = None
) -> Judgement:
    """The decision that a statement is wrong in something; ``changes`` by the names of :data:`FIELDS`.

    A date that is an empty text is taken away. Raises what is wrong with a name, a date, a relation.
    """
    for name in changes:
        if name not in FIELDS:
            raise UnknownName("field_unknown", name=name, nearest=FIELDS)
    dates = {
        name: str(parse(changes[name])) if changes[name] else None for name in ("since", "until") if name in changes
    }
    status = {"status": read_status(changes["status"])} if "status" in changes else {}
    relation = changes.get("relation", fact.relation)
    thing: str | Value = fact.object
    if "object" in changes:
        thing = (
            Value(thing.kind, changes["object"])
            if isinstance(thing, Value)
            else find_entity(graph, changes["object"]).iri
        )
    changed = {**dates, **status}
    return restating(graph, fact, relation=relation, thing=thing, changed=changed, by=by, at=at, note=note)


def restating(
    graph: Graph,
    fact: StatedFact,
    *,
    by: str,
    at: str,
    subject: str | None = None,
    relation: str | None = None,
    thing: str | Value | None = None,
    changed: Mapping[str, Any] = MappingProxyType({}),
    new: Iterable[Entity] = (),
    note: str | None = None,
) -> Judgement:
    """The decision that a statement's places say another one; ``changed`` are fields of its references, ``new`` the
    ends that the graph does not know yet.
    """
    references = [
        replace(r, trust=Trust.ENTERED, extractor=HAND, rule=None, inferred=False, basis=None, **changed)
        for r in fact.references
    ]
    declared = load_schema().relation(relation or fact.relation)
    made = statement(
        subject or fact.subject,
        declared.name,
        fact.object if thing is None else thing,
        references,
        key=dict(fact.key),
        symmetric=declared.symmetric,
    )
    known = {e.iri: e for e in new}
    ends = [end for end in (made.subject, made.object) if isinstance(end, str)]
    entities = [*(e for e in graph.entities(ends) if e.iri not in known), *(known[e] for e in ends if e in known)]
    return replace(_about(Verdict.CORRECT, fact, by, at, note), stated=Stated(made, tuple(entities)))


def read_status(text: str) -> Status:
    """A status from its word; raises ``status_unknown``."""
    try:
        return Status(text)
    except ValueError as error:
        raise UnknownName("status_unknown", name=text, nearest=[s.value for s in Status]) from error


def _about(verdict: Verdict, fact: StatedFact, by: str, at: str, note: str | None) -> Judgement:
    return Judgement(
        verdict,
        by,
        at,
        statement=fact.id,
        documents=tuple(sorted({r.document for r in fact.references})),
        quotes=tuple(sorted({squeezed(r.quote) for r in fact.references})),
        note=note,
    )


def read_judgements(text: str) -> list[Judgement]:
    """Judgements from lines of JSON; raises :class:`~enishi.errors.DataError`."""
    from ...ontology.judgement import read_judgement  # noqa: PLC0415

    found = [read_judgement(line) for line in text.splitlines() if line.strip()]
    if not found:
        raise DataError("judgements_none")
    return found
