"""What a change of evidence touches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..errors import DataError
from ..ontology.model import EVIDENCE_GRAPH, STATEMENT, STATEMENTS_GRAPH, VALUE
from . import evidence, judging
from .evidence import JUDGES, MENTION_OF, OBJECT, SUPPORTS
from .terms import TYPE, Quad, value, word

if TYPE_CHECKING:
    from .engine import Engine

_EVIDENCE: Final = f"<{EVIDENCE_GRAPH}>"
_STATEMENTS: Final = f"<{STATEMENTS_GRAPH}>"
_BEARING: Final = frozenset({SUPPORTS, MENTION_OF, OBJECT, JUDGES})


@dataclass(frozen=True, slots=True)
class Touched:
    """The nodes (terms) of which the evidence changes."""

    statements: frozenset[str]
    entities: frozenset[str]

    @classmethod
    def by(cls, quads: Iterable[Quad]) -> Touched:
        """The nodes on which these quads of evidence bear."""
        statements, entities = set(), set()
        for subject, predicate, object_, _ in quads:
            if predicate not in _BEARING:
                continue
            if predicate == SUPPORTS:
                statements.add(object_)
            elif predicate == MENTION_OF:
                entities.add(object_)
            elif predicate == OBJECT:
                statements.add(subject)
            elif not object_.startswith(judging.OWN):
                (statements if object_.startswith(f"<{STATEMENT}") else entities).add(object_)
        return cls(frozenset(statements), frozenset(entities))


def everything(engine: Engine) -> Touched:
    """All that evidence bears on."""
    statements = engine.pointing(TYPE, [word("Statement")], _EVIDENCE)
    mentions = engine.pointing(TYPE, [word("Mention")], _EVIDENCE)
    entities = engine.said({m for m, _ in mentions}, MENTION_OF, _EVIDENCE).values()
    return Touched(frozenset(s for s, _ in statements), frozenset(entities))


def tie(triple: str) -> Quad:
    """The triple that a triple term says."""
    subject, predicate, object_ = triple[4:-4].split(" ")
    return Quad(subject, predicate, object_)


def follows(quad: Quad, touched: Touched) -> bool:
    """Whether a quad of a dump is one that follows from evidence, which is worked out anew."""
    if quad.graph not in ("", _STATEMENTS):
        return False
    if quad.subject in touched.entities:
        return quad.object.startswith('"') or quad.predicate == TYPE
    statement = quad.subject.replace(f"<{VALUE}", f"<{STATEMENT}")
    return statement in touched.statements


def agreed(come: set[Quad], present: set[Quad]) -> None:
    """Raise where a node would say two things of which it can say only one."""
    said: dict[tuple[str, str], str] = {}
    several = {
        (subject, predicate)
        for quads in (come, present - come)
        for subject, predicate, term, _ in quads
        if predicate not in evidence.SEVERAL and said.setdefault((subject, predicate), term) != term
    }
    new = {q.subject for q in come} if several else set()
    for node, predicate in sorted(each for each in several if each[0] in new):
        raise DataError("load_conflict", node=value(node), property=predicate[1:-1].rpartition("#")[2])
