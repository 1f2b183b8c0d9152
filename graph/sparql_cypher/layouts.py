"""How triples lie in a property graph, so that a triple pattern can be matched there.

:class:`Resources` is the layout of any RDF dataset (:mod:`.dataset`). What always holds: a pattern finds each
triple once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Protocol, TypeAlias

from ..terms import RDF
from .scope import Scope
from .values import RESOURCE, NotCompiled, Value, name, picked, same

End: TypeAlias = str | Value
"""The end of a triple pattern: a variable's name, or a term."""
TYPE: Final = f"{RDF}type"
Way: TypeAlias = Callable[[Scope, End, End], None]


class Layout(Protocol):
    """What the compiler asks of a layout."""

    blanks: bool
    """Whether resources may be blank nodes."""
    whole_decimals: bool
    """Whether a whole decimal is spelled without a point."""

    def enter(self, graph: str) -> None:
        """Raise :class:`.NotCompiled` for a graph (a term) that is not laid out."""
        ...

    def graphs(self) -> list[str] | None:
        """The named graphs (terms) that there are, or ``None``: they are not laid out alike."""
        ...

    def cost(self, scope: Scope, triple: Any, held: Sequence[bool], others: Sequence[Any]) -> Any:
        """What sorts triple patterns; the least comes first."""
        ...

    def triple(self, scope: Scope, s: End, p: str, o: End) -> None:
        """Match a pattern with a constant predicate (an IRI)."""
        ...

    def any_triple(self, scope: Scope, s: End, p: str, o: End) -> None:
        """Match a pattern whose predicate is a variable."""
        ...

    def steps(self, scope: Scope, path: Any) -> tuple[list[str], str]:
        """The relationship types of a repeated path, and how they are walked: ``>``, ``<`` or ``-`` (both ways)."""
        ...

    def reach(self, scope: Scope, s: End, types: list[str], o: End, *, both: bool = False) -> None:
        """Match the nodes that steps lead to; may give a pair more than once."""
        ...

    def back(self, scope: Scope, s: End, types: list[str]) -> None:
        """Match a node from which there is a step, either way."""
        ...


@dataclass(frozen=True, slots=True)
class Column:
    """A property that holds objects of a predicate: its key, their kind, whether some node has several."""

    key: str
    kind: str
    several: bool
    others: str = ""
    """Further kinds (native ones) that some nodes have under the key."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What one graph has: by predicate its columns and relationship type, by class its label."""

    columns: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    loose: frozenset[str] = frozenset()
    """Predicates of triples that only a copy can answer."""


class Laid:
    """What layouts share: nodes with an ``iri``, relationships, labels, properties."""

    blanks = True
    whole_decimals = False

    def node(self, scope: Scope, end: End) -> tuple[str, str]:
        """A node pattern for an end, and the node's name; a new variable is bound to it."""
        value = scope.env.get(end) if isinstance(end, str) else end
        if value is not None and scope.graph in value.nodes:
            alias = value.nodes[scope.graph]
            return f"({alias})", alias
        alias = scope.draft.fresh("n")
        if value is None:
            scope.env[str(end)] = Value(f"{alias}.iri", RESOURCE, nodes={scope.graph: alias})
            return self.spot(scope, alias, ""), alias
        if isinstance(end, str):
            if value.kinds == RESOURCE:
                scope.env[end] = replace(value, nodes={**value.nodes, scope.graph: alias})
            else:
                code = picked(value, RESOURCE)
                scope.env[end] = Value(f"{alias}.iri", RESOURCE, nodes={scope.graph: alias})
                return self.spot(scope, alias, code), alias
        return self.spot(scope, alias, value.code), alias

    def spot(self, scope: Scope, alias: str, iri: str) -> str:
        """The pattern of one node of the scope's graph."""
        raise NotImplementedError

    def relate(self, scope: Scope, s: End, types: Sequence[str], o: End) -> None:
        """Match a relationship of one of these types."""
        start, _ = self.node(scope, s)
        finish, _ = self.node(scope, o)
        scope.match(f"{start}-[:{'|'.join(map(name, types))}]->{finish}")

    def labelled(self, scope: Scope, s: End, label: str) -> None:
        """Match a node by its label."""
        spot, alias = self.node(scope, s)
        if spot == f"({alias})":
            scope.match(f"({alias})")
            scope.where(f"{alias}:{name(label)}")
        else:
            scope.match(spot.replace(f"({alias}", f"({alias}:{name(label)}", 1))

    def held(self, scope: Scope, s: End, column: Column, o: End) -> None:
        """Match a node by a property."""
        spot, alias = self.node(scope, s)
        scope.match(spot)
        self.property(scope, f"{alias}.{name(column.key)}", column, o)

    def property(self, scope: Scope, code: str, column: Column, o: End) -> None:
        """Match an end with a property of something already matched."""
        if column.several:
            alias = scope.draft.fresh("v")
            scope.add(f"UNWIND {code} AS {alias}")
            code = alias
        value = (
            Value(_native(code), frozenset(column.kind + column.others))
            if column.others
            else Value(code, frozenset({column.kind}))
        )
        known = scope.env.get(o) if isinstance(o, str) else o
        if known is None:
            if not column.several:
                scope.where(f"{code} IS NOT NULL")
            scope.env[str(o)] = value
            return
        scope.where(same(value, known))
        if isinstance(o, str) and len(known.kinds) > 1:
            scope.env[o] = value

    def ways(self, scope: Scope, ways: Sequence[Way], s: End, o: End) -> None:
        """Match in any of several ways, which never give the same triple."""
        if not ways:
            scope.nothing()
            for end in (s, o):
                if isinstance(end, str) and end not in scope.env:
                    scope.env[end] = Value("null", frozenset())
            return
        if len(ways) == 1:
            ways[0](scope, s, o)
            return
        parts = []
        for way in ways:
            parts.append(scope.child())
            way(parts[-1], s, o)
        scope.branches(parts)

    def may_be(self, scope: Scope, end: End, kind: str) -> bool:
        """Whether an end can be a term of this kind."""
        value = scope.env.get(end) if isinstance(end, str) else end
        return value is None or kind in value.kinds

    def _object(self, scope: Scope, o: End, value: Value) -> None:
        if isinstance(o, Value):
            scope.where(same(value, o))
        else:
            scope.bind(o, value)

    def step(self, scope: Scope, p: str) -> list[str]:
        """The relationship types of one predicate that leads to resources alone."""
        raise NotImplementedError

    def steps(self, scope: Scope, path: Any) -> tuple[list[str], str]:
        """The relationship types of a repeated path, and how they are walked: ``>``, ``<`` or ``-`` (both ways)."""
        from rdflib import URIRef, paths  # noqa: PLC0415

        if isinstance(path, paths.MulPath) and path.mod == "+":
            return self.steps(scope, path.path)
        if isinstance(path, paths.InvPath):
            types, way = self.steps(scope, path.arg)
            return types, {">": "<", "<": ">", "-": "-"}[way]
        if isinstance(path, paths.AlternativePath):
            there, back = set[str](), set[str]()
            for types, way in (self.steps(scope, each) for each in path.args):
                there |= set(types) if way in ">-" else set()
                back |= set(types) if way in "<-" else set()
            if there and back and there != back:
                raise NotCompiled("a repeated path of different steps in both directions")
            return sorted(there | back), "-" if there and back else "<" if back else ">"
        if not isinstance(path, URIRef):
            raise NotCompiled("a repeated path of several steps")
        return self.step(scope, str(path)), ">"

    def reach(self, scope: Scope, s: End, types: list[str], o: End, *, both: bool = False) -> None:
        """Match the nodes that steps lead to; ``both``: walked either way, but never one step there and back."""
        if not types or not self.may_be(scope, s, "r") or not self.may_be(scope, o, "r"):
            self.ways(scope, [], s, o)
            return
        start, _ = self.node(scope, s)
        finish, _ = self.node(scope, o)
        scope.match(f"{start}-[:{'|'.join(map(name, types))}*1..]-{'' if both else '>'}{finish}")

    def back(self, scope: Scope, s: End, types: list[str]) -> None:
        """Match a node from which there is a step, either way."""
        if not self.may_be(scope, s, "r"):
            scope.nothing()
            return
        spot, _ = self.node(scope, s)
        scope.match(f"{spot}-[:{'|'.join(map(name, types))}]-{self.spot(scope, scope.draft.fresh('n'), '')}")


_TYPES: Final = {"s": "STRING", "i": "INTEGER", "d": "FLOAT", "b": "BOOLEAN"}


def _native(code: str) -> str:
    """A native value with its kind."""
    cases = "".join(f" WHEN {code} IS :: {kind} NOT NULL THEN ['{mark}', {code}]" for mark, kind in _TYPES.items())
    return f"CASE{cases} END"


class Resources(Laid):
    """The layout of :mod:`.dataset`: ``(:Resource {iri})``; per named graph ``(:GraphResource {_graph, iri})``."""

    def __init__(self, shapes: Mapping[str, Shape], *, blanks: bool = True) -> None:
        self.shapes = shapes
        self.blanks = blanks

    def enter(self, graph: str) -> None:
        """Every named graph is laid out; one that is not there is empty."""

    def graphs(self) -> list[str] | None:
        """The named graphs (terms) that there are."""
        named = sorted(graph for graph in self.shapes if graph)
        return None if any(graph.startswith("_") for graph in named) else named

    def shape(self, scope: Scope) -> Shape:
        """What the scope's graph has."""
        return self.shapes.get(scope.graph, Shape())

    def spot(self, scope: Scope, alias: str, iri: str) -> str:
        """The pattern of one node of the scope's graph."""
        at = f"iri: {iri}" if iri else ""
        if not scope.graph:
            return f"({alias}:Resource{f' {{{at}}}' if at else ''})"
        graph = f"_graph: {scope.draft.parameter(scope.graph[1:-1])}"
        return f"({alias}:GraphResource {{{graph}{f', {at}' if at else ''}}})"

    def cost(self, scope: Scope, triple: Any, held: Sequence[bool], others: Sequence[Any]) -> Any:  # noqa: ARG002
        """What sorts triple patterns; the least comes first."""
        from rdflib import URIRef  # noqa: PLC0415

        path = triple[1]
        repeated = getattr(path, "mod", "") in ("*", "?")
        return (repeated and not any(held), -sum(held), not isinstance(path, URIRef), str(path) == TYPE)

    def triple(self, scope: Scope, s: End, p: str, o: End) -> None:
        """Match a pattern with a constant predicate (an IRI)."""
        shape = self.shape(scope)
        if p in shape.loose:
            raise NotCompiled(f"triples of triples: {p}")
        if not self.may_be(scope, s, "r"):
            self.ways(scope, [], s, o)
            return
        ways: list[Way] = []
        if p == TYPE and shape.labels and self.may_be(scope, o, "r"):
            ways.append(self._typed)
        if p in shape.links and self.may_be(scope, o, "r"):
            ways.append(lambda part, a, b: self.relate(part, a, [shape.links[p]], b))
        for column in shape.columns.get(p, ()):
            if self.may_be(scope, o, column.kind):
                ways.append(lambda part, a, b, column=column: self.held(part, a, column, b))  # type: ignore[misc]
        self.ways(scope, ways, s, o)

    def _typed(self, scope: Scope, s: End, o: End) -> None:
        shape = self.shape(scope)
        if isinstance(o, Value) and o.kind == "r" and o.code.startswith("$"):
            label = shape.labels.get(scope.draft.parameters[o.code[1:]])
            if label is None:
                self.ways(scope, [], s, o)
            else:
                self.labelled(scope, s, label)
            return
        spot, alias = self.node(scope, s)
        scope.match(spot)
        label, found = scope.draft.fresh("l"), {v: k for k, v in shape.labels.items()}
        scope.add(f"UNWIND labels({alias}) AS {label}")
        code = f"{scope.draft.parameter(found)}[{label}]"
        scope.where(f"{code} IS NOT NULL")
        self._object(scope, o, Value(code, RESOURCE))

    def any_triple(self, scope: Scope, s: End, p: str, o: End) -> None:
        """Match a pattern whose predicate is a variable."""
        shape = self.shape(scope)
        if shape.loose:
            raise NotCompiled("any predicate beside triples of triples")
        if not self.may_be(scope, s, "r") or not self.may_be(scope, p, "r"):
            self.ways(scope, [], s, o)
            scope.env.setdefault(p, Value("null", frozenset()))
            return
        ways: list[Way] = []
        if shape.links and self.may_be(scope, o, "r"):
            ways.append(lambda part, a, b: self._any_link(part, a, p, b))
        if shape.labels and self.may_be(scope, o, "r"):

            def typed(part: Scope, a: End, b: End) -> None:
                self._typed(part, a, b)
                part.bind(p, Value(part.draft.parameter(TYPE), RESOURCE))

            ways.append(typed)
        if shape.columns:
            ways.append(lambda part, a, b: self._any_column(part, a, p, b))
        self.ways(scope, ways, s, o)
        scope.env.setdefault(p, Value("null", frozenset()))

    def _any_link(self, scope: Scope, s: End, p: str, o: End) -> None:
        start, _ = self.node(scope, s)
        finish, _ = self.node(scope, o)
        alias = scope.draft.fresh("r")
        scope.match(f"{start}-[{alias}]->{finish}")
        found = {kind: iri for iri, kind in self.shape(scope).links.items()}
        value = Value(f"{scope.draft.parameter(found)}[type({alias})]", RESOURCE)
        scope.where(f"{value.code} IS NOT NULL")
        scope.bind(p, value)

    def _any_column(self, scope: Scope, s: End, p: str, o: End) -> None:
        columns = {c.key: [iri, c.kind] for iri, held in self.shape(scope).columns.items() for c in held}
        kinds = frozenset(kind for _, kind in columns.values())
        spot, alias = self.node(scope, s)
        scope.match(spot)
        at, found, bare = scope.draft.fresh("k"), scope.draft.fresh("k"), scope.draft.fresh("v")
        scope.add(f"UNWIND keys({alias}) AS {at}")
        scope.add(f"WITH *, {scope.draft.parameter(columns)}[{at}] AS {found}")
        scope.where(f"{found} IS NOT NULL")
        scope.add(f"UNWIND {alias}[{at}] AS {bare}")
        scope.bind(p, Value(f"{found}[0]", RESOURCE))
        value = Value(bare if len(kinds) == 1 else scope.let(f"[{found}[1], {bare}]"), kinds)
        self._object(scope, o, value)

    def step(self, scope: Scope, p: str) -> list[str]:
        """The relationship types of one predicate that leads to resources alone."""
        shape = self.shape(scope)
        if p in shape.loose or p == TYPE or p in shape.columns:
            raise NotCompiled("a repeated path to literals or classes")
        return [shape.links[p]] if p in shape.links else []
