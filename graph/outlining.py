"""Ties in outline: ends, dates, status and trust, without the sentences behind them.

What always holds: a tie here is one of :meth:`~enishi.graph.home.Graph.facts`, with empty ``references``; only what
is so is here, no proposal. The engine is asked about sets of things and statements, one property at a time, never
about one thing at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from ..ontology.model import ONTOLOGY, STATEMENTS_GRAPH, VALUE, Status, Trust, Value
from .evidence import OBJECT, PREDICATE, SUBJECT
from .home import StatedFact
from .terms import iri, literal, value, word

if TYPE_CHECKING:
    from .engine import Engine

SAID: Final = ("since", "until", "status", "trust", "inferred")
"""What an outline tells of a statement beside its ends and its relation."""
MANY: Final = 2_000
"""From so many statements on, those that are ended, inferred or sure are asked for alone: few in most graphs."""
_IN: Final = f"<{STATEMENTS_GRAPH}>"
_RARE: Final[Mapping[str, tuple[str, ...]]] = {
    "status": tuple(literal(s.value) for s in Status if s.asserts and s is not Status.SETTLED),
    "trust": tuple(literal(t.value) for t in Trust if t is not Trust.MACHINE),
    "inferred": (literal("true", "boolean"),),
}


class Outlining:
    """What a graph of either home does in outline."""

    _engine: Engine

    def ties(self, things: Iterable[str], *, among: bool = False) -> list[StatedFact]:
        """Facts at these things (IRIs) in outline; see :meth:`~enishi.graph.home.Graph.ties`."""
        wanted = {iri(each) for each in things}
        return self._engine.steadily(lambda: _read(self._engine, wanted, among=among))


def _read(engine: Engine, things: set[str], *, among: bool) -> list[StatedFact]:
    subjects = dict(engine.pointing(SUBJECT, things, _IN))
    if among:
        objects = {s: b for s, b in engine.said(subjects, OBJECT, _IN).items() if b in things}
    else:
        objects = dict(engine.pointing(OBJECT, things, _IN))
        objects |= engine.said(subjects.keys() - objects.keys(), OBJECT, _IN)
        subjects |= engine.said(objects.keys() - subjects.keys(), SUBJECT, _IN)
    said: dict[str, Callable[[str], str | None]] = {}
    for name in SAID:
        if len(objects) > MANY and name in _RARE:
            said[name] = dict(engine.pointing(word(name), _RARE[name])).get
        else:
            said[name] = engine.said(objects, word(name)).get
    relations = engine.said(objects, PREDICATE, _IN)
    return [
        tie(
            value(statement),
            value(subjects[statement]),
            value(relations[statement]).removeprefix(ONTOLOGY),
            value(thing),
            {name: value(term) for name, find in said.items() if (term := find(statement)) is not None},
        )
        for statement, thing in sorted(objects.items())
    ]


def tie(statement: str, subject: str, relation: str, thing: str, said: Mapping[str, str]) -> StatedFact:
    """A fact in outline: ``said`` has those of :data:`SAID` that the graph states. A value is not read."""
    return StatedFact(
        id=statement,
        subject=subject,
        relation=relation,
        object=Value("Text", "") if thing.startswith(VALUE) else thing,
        key=(),
        since=said.get("since"),
        until=said.get("until"),
        as_of_first=None,
        as_of_last=None,
        status=Status(said.get("status", Status.SETTLED)),
        trust=Trust(said.get("trust", Trust.MACHINE)),
        inferred="inferred" in said,
        disputed=False,
        references=(),
    )
