"""What variables stand for, in which evaluator an expression stands, and the sorts of values.

The engine runs patterns, conditions and what is projected before a later ``MATCH`` in SQL; what is returned it can
run row by row (``rows``). The two agree with Cypher on different things.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from .names import text_literal
from .syntax import Call, Constant, Expression, within

Sort = Literal["text", "integer", "number", "truth", "list", "mixed", "any"]
Shape = Literal["text", "type", "integer", "negative", "number", "truth", "null", "list", "empty"]
AGGREGATES: Final = frozenset({"count", "sum", "avg", "min", "max", "collect"})


@dataclass(frozen=True, slots=True)
class Bound:
    """What a variable stands for. ``witness`` names a node that is null exactly when a relationship is."""

    kind: Literal["node", "hop", "hops", "path", "value"]
    sort: Sort = "any"
    witness: str | None = None
    shortest: bool = False


Scope = dict[str, Bound]


@dataclass(frozen=True, slots=True)
class Worded:
    """An expression as the engine is to read it, and its sort."""

    text: str
    sort: Sort = "any"


@dataclass(frozen=True, slots=True)
class Where:
    """In which scope and evaluator an expression stands, and whether it may aggregate.

    With ``forced`` each aggregate's argument is worded so that the engine leaves SQL.
    """

    scope: Scope
    rows: bool
    aggregates: bool = False
    forced: bool = False


def forced(text: str) -> str:
    """An expression worded so that SQL cannot take it: the engine then evaluates the clause row by row."""
    return f"CASE WHEN true THEN {text} END"


def has_aggregate(expression: Expression) -> bool:
    """Whether an expression aggregates rows."""
    return any(isinstance(e, Call) and e.name in AGGREGATES for e in within(expression))


def constant(e: Constant) -> Worded:
    """The wording of a literal."""
    match e.value:
        case None:
            return Worded("null")
        case bool():
            return Worded("true" if e.value else "false", "truth")
        case str():
            return Worded(text_literal(e.value), "text")
        case int():
            return Worded(str(e.value), "integer")
    return Worded(e.text, "number")


def common(worded: list[Worded]) -> Sort:
    """The sort of a value that is one of several."""
    sorts = {w.sort for w in worded if w.text != "null"}
    return sorts.pop() if len(sorts) == 1 else "any" if sorts <= {"any", "text"} or not sorts else "mixed"
