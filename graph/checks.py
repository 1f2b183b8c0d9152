"""What a contribution must hold before anything of it is written.

A graph takes whole contributions that stand on their own: every quote is where its reference says, every end
of a statement is among the entities, every name is the ontology's, every date and number can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from ..errors import DataError
from ..ontology.edtf import parse
from ..ontology.judgement import Judgement, Stated, Verdict
from ..ontology.model import Contribution, Document, Reference, Statement, Value
from ..ontology.schema import Schema
from .mapping import RESERVED, value_term
from .terms import iri

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def check(contribution: Contribution, schema: Schema) -> None:
    """Raise :class:`~enishi.errors.DataError` (or ``UnknownName``) for the first thing that is not so."""
    document = contribution.document
    iri(document.iri)
    _dates(document.as_of)
    for entity in contribution.entities:
        iri(entity.iri)
        schema.kind(entity.kind)
        _names(name for name, _ in entity.attributes)
    known = {entity.iri for entity in contribution.entities}
    for statement in contribution.statements:
        _statement(statement, known, schema)
        for reference in statement.references:
            _reference(reference, statement, document)


def check_judgements(judgements: Sequence[Judgement], schema: Schema) -> None:
    """Raise for the first judgement that does not say what its verdict needs, or enters what cannot be."""
    for judgement in judgements:
        verdict, stated = judgement.verdict, judgement.stated
        if not judgement.by.strip():
            raise DataError("judgement_nobody", verdict=verdict.value)
        needs = {
            Verdict.MERGE: len(set(judgement.entities)) > 1,
            Verdict.SPLIT: len(set(judgement.entities)) > 1,
            Verdict.UNDO: judgement.undoes is not None,
            Verdict.STATE: stated is not None,
            Verdict.CORRECT: stated is not None and judgement.statement is not None,
        }
        if not needs.get(verdict, judgement.statement is not None):
            raise DataError("judgement_incomplete", verdict=verdict.value)
        if stated is not None:
            _entered(stated, schema)


def _entered(stated: Stated, schema: Schema) -> None:
    for entity in stated.entities:
        iri(entity.iri)
        schema.kind(entity.kind)
    _statement(stated.statement, {e.iri for e in stated.entities}, schema)
    own = {d.iri: d for d in stated.documents}
    for reference in stated.statement.references:
        if reference.document in own:
            _reference(reference, stated.statement, own[reference.document])
        _dates(reference.since, reference.until, reference.as_of)


def _statement(statement: Statement, known: set[str], schema: Schema) -> None:
    relation, thing = schema.relation(statement.relation), statement.object
    if not statement.references:
        raise DataError("statement_without_reference", statement=statement.id, relation=relation.name)
    unordered = relation.symmetric and isinstance(thing, str) and thing < statement.subject
    if relation.name != statement.relation or unordered or list(statement.key) != sorted(set(statement.key)):
        raise DataError("statement_not_canonical", statement=statement.id, relation=statement.relation)
    for end in [statement.subject] if isinstance(thing, Value) else [statement.subject, thing]:
        if end not in known:
            raise DataError("statement_end_unknown", statement=statement.id, relation=relation.name, entity=end)
    if isinstance(thing, Value):
        schema.kind(thing.kind)
        value_term(thing)
        _dates(thing.text if thing.kind == "Date" else None)
    _names(name for name, _ in statement.key)


def _reference(reference: Reference, statement: Statement, document: Document) -> None:
    if reference.document != document.iri:
        raise DataError("reference_elsewhere", statement=statement.id, document=reference.document)
    if document.text[reference.start : reference.end] != reference.quote or reference.start < 0:
        raise DataError(
            "reference_quote_differs",
            document=document.name,
            start=reference.start,
            end=reference.end,
            quote=reference.quote[:80],
        )
    _dates(reference.since, reference.until, reference.as_of)
    _names(name for name, _ in reference.qualifiers)


def _dates(*texts: str | None) -> None:
    for text in texts:
        if text:
            parse(text)


def _names(names: Iterable[str]) -> None:
    for name in names:
        if _NAME.fullmatch(name) is None or name in RESERVED:
            raise DataError("qualifier_name", name=name)
