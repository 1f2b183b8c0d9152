"""The report as data: one record a document, its facts as fact files have them."""

from __future__ import annotations

from typing import Any

from ...ingest.facts import records
from ...ontology.model import Contribution
from ...ontology.schema import load_schema
from .account import account


def record(contribution: Contribution) -> dict[str, Any]:
    """The account of a document as JSON takes it."""
    told, document = account(contribution), contribution.document
    snake = {relation.name: relation.snake for relation in load_schema().relations.values()}
    return {
        "name": document.name,
        "document": document.iri,
        "title": document.title,
        "as_of": document.as_of,
        "lang": document.lang,
        "media_type": document.media_type,
        "characters": len(document.text),
        "passages": told.passages,
        "passages_without_facts": told.silent,
        "statements": told.statements,
        "places": len(told.findings),
        "relations": {snake[name]: count for name, count in told.relations.items()},
        "kinds": told.kinds,
        "statuses": told.statuses,
        "trusts": told.trusts,
        "inferred": told.inferred,
        "dated": told.dated,
        "facts": list(records(contribution, snake)),
        "left_out": [
            {
                "line": told.line(o.start),
                "start": o.start,
                "end": o.end,
                "text": document.text[o.start : o.end],
                "reason": o.reason,
                **dict(o.details),
            }
            for o in told.omissions
        ],
    }
