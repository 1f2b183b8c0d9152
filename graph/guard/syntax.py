"""The subset's abstract syntax: what a query says, as frozen values.

Two expressions that say the same are equal wherever they stand: ``at`` (the offset in the query) is not compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Direction = Literal["right", "left", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Something that stands at ``query[at:end]``."""

    at: int = field(compare=False)
    end: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class Constant(Placed):
    """A text, a number, a truth value or null; ``text`` is a number's wording."""

    value: str | int | float | bool | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Parameter(Placed):
    """``$name``."""

    name: str


@dataclass(frozen=True, slots=True)
class Variable(Placed):
    """A variable."""

    name: str


@dataclass(frozen=True, slots=True)
class Property(Placed):
    """``variable.key``."""

    of: Variable
    key: str


@dataclass(frozen=True, slots=True)
class Listed(Placed):
    """``[a, b]``."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Unary(Placed):
    """``NOT x``, ``-x`` or ``+x``."""

    sign: str
    of: Expression


@dataclass(frozen=True, slots=True)
class Binary(Placed):
    """``left sign right``; the sign in upper case (``AND``, ``=``, ``STARTS WITH``, ``IN``)."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class IsNull(Placed):
    """``x IS NULL``, or with ``negated`` ``x IS NOT NULL``."""

    of: Expression
    negated: bool


@dataclass(frozen=True, slots=True)
class Labelled(Placed):
    """``n:Label``."""

    of: Variable
    label: str


@dataclass(frozen=True, slots=True)
class Call(Placed):
    """``name(arguments)``, the name in lower case; ``star`` is ``count(*)``."""

    name: str
    arguments: tuple[Expression, ...]
    distinct: bool = False
    star: bool = False


@dataclass(frozen=True, slots=True)
class Case(Placed):
    """``CASE``; ``of`` is what is compared, where anything is."""

    of: Expression | None
    whens: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression | None


@dataclass(frozen=True, slots=True)
class Each(Placed):
    """``[x IN nodes(p) | x.name]``: a list made of a path's nodes or relationships."""

    name: str
    source: Call
    result: Expression


@dataclass(frozen=True, slots=True)
class Exists(Placed):
    """``EXISTS { patterns WHERE condition }``; ``bare`` is a pattern that stands as a condition without it."""

    paths: tuple[Path, ...]
    where: Expression | None
    bare: bool = False


Expression: TypeAlias = (
    "Constant | Parameter | Variable | Property | Listed | Unary | Binary | IsNull | Labelled | Call | Case | Each"
    " | Exists"
)


@dataclass(frozen=True, slots=True)
class Node(Placed):
    """A node of a pattern. ``labels`` must all hold; ``either`` is any other condition on its labels."""

    name: str
    named: bool
    labels: tuple[str, ...]
    either: Expression | None
    properties: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Hop(Placed):
    """A relationship of a pattern; ``length`` is least and greatest, where it is of variable length."""

    name: str
    named: bool
    types: tuple[str, ...]
    direction: Direction
    length: tuple[int, int] | None
    properties: tuple[tuple[str, Expression], ...]

    @property
    def branches(self) -> bool:
        """Whether the engine expands it into alternatives (see :mod:`.patterns`)."""
        return self.length is not None or self.direction == "both"

    def overlaps(self, other: Hop) -> bool:
        """Whether both could match the same relationship."""
        return not self.types or not other.types or not set(self.types).isdisjoint(other.types)


@dataclass(frozen=True, slots=True)
class Path(Placed):
    """A pattern: ``nodes[i]`` and ``nodes[i + 1]`` are joined by ``hops[i]``."""

    name: str | None
    shortest: bool
    nodes: tuple[Node, ...]
    hops: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class Match(Placed):
    """``MATCH`` or ``OPTIONAL MATCH``."""

    optional: bool
    paths: tuple[Path, ...]
    where: Expression | None


@dataclass(frozen=True, slots=True)
class Unwind(Placed):
    """``UNWIND list AS name``."""

    of: Expression
    name: str


@dataclass(frozen=True, slots=True)
class Item(Placed):
    """An item of ``WITH`` or ``RETURN``; ``name`` is its alias, else its wording."""

    of: Expression
    name: str
    aliased: bool


@dataclass(frozen=True, slots=True)
class Projection(Placed):
    """``WITH`` or ``RETURN`` (``final``) with all that belongs to it."""

    final: bool
    distinct: bool
    star: bool
    items: tuple[Item, ...]
    order: tuple[tuple[Expression, bool], ...]
    skip: Expression | None
    limit: Expression | None
    where: Expression | None


Clause: TypeAlias = Match | Unwind | Projection


@dataclass(frozen=True, slots=True)
class Query:
    """One or several single queries, joined by ``UNION`` or ``UNION ALL``."""

    parts: tuple[tuple[Clause, ...], ...]
    all: bool


def within(expression: Expression) -> Iterator[Expression]:
    """An expression and all that it is made of, patterns' conditions and properties included."""
    yield expression
    for part in _parts(expression):
        yield from within(part)


def _parts(e: Expression) -> Iterator[Expression]:
    if isinstance(e, (Unary, IsNull, Property, Labelled)):
        yield e.of
    elif isinstance(e, Binary):
        yield from (e.left, e.right)
    elif isinstance(e, Call):
        yield from e.arguments
    elif isinstance(e, Listed):
        yield from e.items
    elif isinstance(e, Each):
        yield from (e.source, e.result)
    elif isinstance(e, Case):
        yield from (x for x in (e.of, e.otherwise) if x is not None)
        yield from (x for pair in e.whens for x in pair)
    elif isinstance(e, Exists):
        for path in e.paths:
            things: tuple[Node | Hop, ...] = (*path.nodes, *path.hops)
            for thing in things:
                yield Variable(thing.name, at=thing.at)
                yield from (value for _, value in thing.properties)
            yield from (node.either for node in path.nodes if node.either is not None)
        if e.where is not None:
            yield e.where
