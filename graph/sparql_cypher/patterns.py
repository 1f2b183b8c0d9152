"""Graph patterns as clauses of Cypher.

What always holds: compiling a pattern into a scope turns each row so far into its join with the pattern's
solutions. Where SPARQL evaluates a group by itself, its filters see the group's variables alone; a pattern for
which that makes a difference that Cypher cannot express raises :class:`.NotCompiled`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .algebra import certain, defined, key, variables
from .expressions import constant, expression, truth
from .links import end_of, triples_of
from .scope import Scope
from .values import NONE, RESOURCE, UNBOUND, NotCompiled, Value

_GRAPHS = 8
"""How many named graphs GRAPH ?g is written out for."""


def pattern(scope: Scope, node: Any) -> None:
    """Compile any pattern."""
    match node.name:
        case "BGP":
            _group(scope, [node])
        case "Join":
            _group(scope, list(_joined(node)))
        case "ToMultiSet":
            _group(scope, [node])
        case "Union":
            parts = []
            for each in _alternatives(node):
                parts.append(scope.child())
                pattern(parts[-1], each)
            scope.branches(parts)
        case "Filter":
            _isolated(scope, node.p)
            pattern(scope, node.p)
            filtered(scope, node.expr, variables(node.p))
        case "LeftJoin" | "Minus":
            from .absence import minus, optional  # noqa: PLC0415  (they are made of patterns)

            (optional if node.name == "LeftJoin" else minus)(scope, node)
        case "Extend":
            _extend(scope, node)
        case "Graph":
            _graph(scope, node)
        case "AggregateJoin":
            from .modifiers import aggregate  # noqa: PLC0415  (modifiers use patterns)

            aggregate(scope, node)
        case _:
            raise NotCompiled(str(node.name))


def _joined(node: Any) -> Any:
    for part in (node.p1, node.p2):
        if part.name == "Join":
            yield from _joined(part)
        else:
            yield part


def _alternatives(node: Any) -> Any:
    for part in (node.p1, node.p2):
        if part.name == "Union":
            yield from _alternatives(part)
        else:
            yield part


_ORDER = {"BGP": 1, "Graph": 2, "Union": 3}


def _group(scope: Scope, parts: list[Any]) -> None:
    """A join; its order is ours to choose."""
    values = [p.p for p in parts if p.name == "ToMultiSet" and p.p.name == "values"]
    rest = [p for p in parts if not (p.name == "ToMultiSet" and p.p.name == "values")]
    lists: list[Any] = []
    tables: list[Any] = []
    for each in values:
        (lists if (hint := _hint(each)) else tables).append(each)
        if hint:
            scope.hints[hint[0]] = hint[1]
    for each in tables:
        _values(scope, each)
    subqueries = [p for p in rest if p.name == "ToMultiSet"]
    for each in subqueries:
        _subquery(scope, each.p)
    triples = [t for p in rest if p.name == "BGP" for t in p.triples]
    others = sorted((p for p in rest if p.name not in ("BGP", "ToMultiSet")), key=lambda p: _ORDER.get(p.name, 4))
    known = any(
        not isinstance(end, str) or end in scope.env
        for t in triples
        for end in (end_of(scope, t[0]), end_of(scope, t[2]))
    )
    early = [] if known or not triples else [p for p in others if p.name == "Union"]
    for each in early:
        pattern(scope, each)
    triples_of(scope, triples)
    for each in others:
        if each not in early:
            pattern(scope, each)
    for each in lists:
        _values(scope, each)


def _hint(node: Any) -> tuple[str, list[str]] | None:
    """Variable and IRIs of a VALUES of one variable, each IRI once."""
    from rdflib import URIRef  # noqa: PLC0415

    names = {key(v) for row in node.res for v in row}
    terms = [t for row in node.res for t in row.values()]
    if len(names) == 1 and terms and all(isinstance(t, URIRef) for t in terms) and len(set(terms)) == len(terms):
        return names.pop(), [str(t) for t in terms]
    return None


def _values(scope: Scope, node: Any) -> None:
    hint = _hint(node)
    if hint:
        scope.hints.pop(hint[0], None)
        bound = scope.env.get(hint[0])
        if bound is not None and bound.sure and bound.kinds == RESOURCE:
            scope.where(f"{bound.code} IN {scope.draft.parameter(hint[1])}")
            return
        alias = scope.draft.fresh("v")
        scope.add(f"UNWIND {scope.draft.parameter(hint[1])} AS {alias}")
        scope.bind(hint[0], Value(alias, RESOURCE))
        return
    names = sorted({key(v) for row in node.res for v in row})
    if not node.res:
        scope.nothing()
        return
    rows = [{key(v): constant(scope, t) for v, t in row.items() if type(t) is not str} for row in node.res]
    parts = []
    for row in rows:
        parts.append(Scope(scope.draft, scope.graph, {}, [("WITH 1 AS one", [])]))
        parts[-1].env = {n: row.get(n, UNBOUND) for n in names}
    inner = scope.alone()
    inner.branches(parts)
    scope.clauses += inner.clauses
    for n in names:
        scope.bind(n, replace(inner.env[n], sure=all(defined(row, n) for row in node.res)))


def _seen(scope: Scope, visible: frozenset[str]) -> Scope:
    """The scope as an expression in a group sees it."""
    seen = scope.child()
    seen.inside = True
    seen.env = {v: value for v, value in scope.env.items() if v in visible}
    return seen


def filtered(scope: Scope, node: Any, visible: frozenset[str]) -> None:
    """Keep the rows for which a filter is true, which sees these variables."""
    for each in node if isinstance(node, list) else [node]:
        scope.where(truth(_seen(scope, visible | scope.draft.outer), each))


def _isolated(scope: Scope, node: Any) -> None:
    """An expression must see what the group binds: not what something around it has bound to the same name."""
    if (variables(node) - certain(node)) & frozenset(scope.env) - scope.draft.outer:
        raise NotCompiled("a variable that a group may leave unbound and another part binds")


def _extend(scope: Scope, node: Any) -> None:
    _isolated(scope, node.p)
    pattern(scope, node.p)
    name = key(node.var)
    if name in scope.env:
        raise NotCompiled("BIND of a variable that other parts bind")
    value = expression(_seen(scope, variables(node.p) | scope.draft.outer), node.expr)
    if not value.kinds:
        scope.env[name] = UNBOUND
    elif value.code.isidentifier() or value.nodes or value.code.startswith("$"):
        scope.env[name] = value
    else:
        scope.env[name] = Value(scope.let(value.code), value.kinds, value.sure)


def _graph(scope: Scope, node: Any) -> None:
    from rdflib import URIRef  # noqa: PLC0415

    before = scope.graph
    if isinstance(node.term, URIRef):
        scope.graph = f"<{node.term}>"
        scope.draft.layout.enter(scope.graph)
        pattern(scope, node.p)
        scope.graph = before
        return
    parts = []
    for graph in _graphs(scope):
        part = scope.child()
        part.graph = graph
        pattern(part, node.p)  # which does not see the variable: it is joined afterwards
        part.graph = before
        part.bind(key(node.term), Value(scope.draft.parameter(graph[1:-1]), RESOURCE))
        parts.append(part)
    if not parts:
        scope.nothing()
        for variable in variables(node) - frozenset(scope.env):
            scope.env[variable] = Value("null", NONE)
        return
    scope.branches(parts)


def _graphs(scope: Scope) -> list[str]:
    found = scope.draft.layout.graphs()
    if found is None or len(found) > _GRAPHS:
        raise NotCompiled("GRAPH with a variable name")
    return found


def _subquery(scope: Scope, node: Any) -> None:
    from .modifiers import rows  # noqa: PLC0415  (modifiers use patterns)

    inner = scope.alone()
    names = [key(v) for v in _projected(node)]
    outer, scope.draft.outer = scope.draft.outer, frozenset()
    clauses, returned, found = rows(inner, node)
    scope.draft.outer = outer
    scope.call([f"{clauses}\nRETURN {returned}".lstrip()], imports=False)
    for n in names:
        if n in found:
            scope.bind(n, found[n])


def _projected(node: Any) -> Any:
    while node.name != "Project":
        node = node.p
    return node.PV
