"""From which things a query begins, and how far it goes: what a slice of the graph around them must hold.

What always holds: where there is a reach, every node of every pattern is one that a property's text names, or is
joined to such a one by relationships of bounded length; a query of which that cannot be told has none. A slice
with all that the reach steps over answers the query as the whole graph does: what matches lies within it, and so
does all that a negation or an optional pattern looks at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from .syntax import (
    Binary,
    Call,
    Clause,
    Constant,
    Direction,
    Exists,
    Expression,
    Hop,
    Labelled,
    Listed,
    Match,
    Node,
    Parameter,
    Path,
    Projection,
    Property,
    Query,
    Unwind,
    Variable,
    within,
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The nodes of which a property is a text; with ``parameter`` the text is that parameter's name."""

    node: int
    key: str
    text: str
    parameter: bool


@dataclass(frozen=True, slots=True)
class Step:
    """Relationships from the nodes of one number to those of another, over ``length`` of them at most."""

    left: int
    right: int
    direction: Direction
    types: tuple[str, ...]
    length: int


@dataclass(frozen=True, slots=True)
class Reach:
    """The steps of all patterns, in an order in which one end is known; and the names that the query uses."""

    steps: tuple[Anchor | Step, ...]
    keys: tuple[str, ...]
    labels: tuple[str, ...]


def reach_of(query: Query) -> Reach | None:
    """How far a query reaches from the things it names; ``None`` where it may look at any.

    >>> from enishi.graph.guard.anchors import reach_of
    >>> from enishi.graph.guard.parser import parse
    >>> reach = reach_of(parse("MATCH (c {iri: $c})-[:MEMBER_OF]->(n) WHERE n.name <> 'x' RETURN n.nameEn"))
    >>> [type(step).__name__ for step in reach.steps], reach.keys, reach.labels
    (['Anchor', 'Step'], ('iri', 'name', 'nameEn'), ())
    >>> reach_of(parse("MATCH (c:City)-[:MEMBER_OF]->(n) RETURN n.name")) is None
    True
    """
    reading = _Reading()
    try:
        for part in query.parts:
            reading.part(part)
    except _Unbounded:
        return None
    return Reach(tuple(reading.steps), tuple(sorted(reading.keys)), tuple(sorted(reading.labels)))


class _Unbounded(Exception):
    """Somewhere the query may look at any thing: never shown."""


_Scope = dict[str, int]


@dataclass(slots=True)
class _Reading:
    steps: list[Anchor | Step] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    _known: set[int] = field(default_factory=set)
    _count: int = 0

    def part(self, clauses: Iterable[Clause]) -> None:
        scope: _Scope = {}
        for clause in clauses:
            match clause:
                case Match():
                    self._match(clause.paths, clause.where, scope)
                case Unwind():
                    self._expressions([clause.of], scope)
                case Projection():
                    scope = self._projected(clause, scope)

    def _projected(self, clause: Projection, scope: _Scope) -> _Scope:
        new = dict(scope) if clause.star else {}
        for item in clause.items:
            new.pop(item.name, None)
            if isinstance(item.of, Variable) and item.of.name in scope:
                new[item.name] = scope[item.of.name]
        self._expressions([item.of for item in clause.items], scope)
        after = [key for key, _ in clause.order] + ([] if clause.where is None else [clause.where])
        self._expressions(after, {**scope, **new})
        return new

    def _match(self, paths: Iterable[Path], where: Expression | None, scope: _Scope) -> None:
        """Patterns that are there together; their nodes are added to the scope."""
        anchors: list[Anchor] = []
        hops: list[tuple[int, Hop, int]] = []
        met: set[int] = set()
        for path in paths:
            if path.shortest:
                raise _Unbounded  # it goes as far as it must
            numbers = [self._number(node, scope) for node in path.nodes]
            met.update(numbers)
            hops += zip(numbers, path.hops, numbers[1:], strict=False)
            for number, node in zip(numbers, path.nodes, strict=True):
                self.labels.update(node.labels)
                anchors += self._anchored(number, node.properties)
        types: dict[str, tuple[str, ...]] = {}
        for each in _all_of(where):
            anchors += self._named(each, scope)
            if (typed := _typed(each)) is not None:
                types[typed[0]] = typed[1]
        hops = [(left, _narrowed(hop, types), right) for left, hop, right in hops]
        self._joined(anchors, hops, met)
        said = [where, *(node.either for path in paths for node in path.nodes)]
        self._expressions([each for each in said if each is not None], scope)
        for path in paths:
            things: tuple[Node | Hop, ...] = (*path.nodes, *path.hops)
            for thing in things:
                self.keys.update(key for key, _ in thing.properties)
                self._expressions([of for _, of in thing.properties], scope)

    def _number(self, node: Node, scope: _Scope) -> int:
        if node.name not in scope:
            self._count += 1
            scope[node.name] = self._count
        return scope[node.name]

    def _anchored(self, number: int, properties: Iterable[tuple[str, Expression]]) -> Iterator[Anchor]:
        for key, of in properties:
            if isinstance(of, Parameter):
                yield Anchor(number, key, of.name, parameter=True)
            elif isinstance(of, Constant) and isinstance(of.value, str):
                yield Anchor(number, key, of.value, parameter=False)

    def _named(self, e: Expression, scope: _Scope) -> Iterator[Anchor]:
        """Of a condition ``node.key = text``, either way round, the node."""
        if isinstance(e, Binary) and e.sign == "=":
            for of, text in ((e.left, e.right), (e.right, e.left)):
                if isinstance(of, Property) and of.of.name in scope:
                    yield from self._anchored(scope[of.of.name], [(of.key, text)])

    def _joined(self, anchors: Iterable[Anchor], hops: list[tuple[int, Hop, int]], met: set[int]) -> None:
        for anchor in anchors:
            if anchor.node not in self._known:
                self._known.add(anchor.node)
                self.steps.append(anchor)
        while hops:
            ready = [hop for hop in hops if hop[0] in self._known or hop[2] in self._known]
            if not ready:
                raise _Unbounded
            for left, hop, right in ready:
                length = hop.length[1] if hop.length else 1
                self.steps.append(Step(left, right, hop.direction, hop.types, length))
                self._known |= {left, right}
            hops = [hop for hop in hops if hop not in ready]
        if met - self._known:
            raise _Unbounded

    def _expressions(self, expressions: Iterable[Expression], scope: _Scope) -> None:
        """The names in expressions, and the patterns of the existence tests among them."""
        for expression in expressions:
            for e in within(expression):
                match e:
                    case Property():
                        self.keys.add(e.key)
                    case Labelled():
                        self.labels.add(e.label)
                    case Exists():
                        self._match(e.paths, e.where, dict(scope))


def _narrowed(hop: Hop, types: Mapping[str, tuple[str, ...]]) -> Hop:
    """A relationship of any type that a condition gives one."""
    plain = hop.named and not hop.types and hop.length is None
    return replace(hop, types=types[hop.name]) if plain and hop.name in types else hop


def _typed(e: Expression) -> tuple[str, tuple[str, ...]] | None:
    """Of a condition that a relationship has one of some types, the relationship's name and the types."""
    if not isinstance(e, Binary):
        return None
    if e.sign == "OR":
        left, right = _typed(e.left), _typed(e.right)
        same = left is not None and right is not None and left[0] == right[0]
        return (left[0], left[1] + right[1]) if same and left and right else None
    for of, text in ((e.left, e.right), (e.right, e.left)):
        if isinstance(of, Call) and of.name == "type" and len(of.arguments) == 1:
            hop = of.arguments[0]
            texts = text.items if isinstance(text, Listed) and e.sign == "IN" else (text,) if e.sign == "=" else ()
            values = tuple(
                each.value for each in texts if isinstance(each, Constant) and isinstance(each.value, str)
            )
            if isinstance(hop, Variable) and values and len(values) == len(texts):
                return hop.name, values
    return None


def _all_of(condition: Expression | None) -> Iterator[Expression]:
    """The conditions that must all hold."""
    if isinstance(condition, Binary) and condition.sign == "AND":
        yield from _all_of(condition.left)
        yield from _all_of(condition.right)
    elif condition is not None:
        yield condition
