"""The twin of a picture: its ties as the rows of a table, in the picture's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..ontology.model import STATEMENT
from .labels import Labels
from .view import View


@dataclass(frozen=True, slots=True)
class Row:
    """A tie in words; ``statement`` is its IRI without what all statements' begin with."""

    place: int
    statement: str
    subject: str
    relation: str
    object: str
    since: str
    until: str
    status: str
    trust: str
    evidence: tuple[str, ...]


def rows_of(view: View, labels: Labels) -> Iterator[Row]:
    """A row for each tie of a view, in order."""
    named = labels.names(view)
    mark = labels.first.say("inferred_mark")
    relation, status, trust = cache(labels.relation), cache(labels.status), cache(labels.trust)
    date = cache(labels.first.date)
    for place, tie in enumerate(view.ties):
        yield Row(
            place,
            tie.statement.removeprefix(STATEMENT),
            named[tie.subject],
            relation(tie.relation) + (mark if tie.inferred else ""),
            named[tie.object],
            date(tie.since),
            date(tie.until),
            status(tie.status),
            trust(tie.trust),
            labels.evidence(tie),
        )
