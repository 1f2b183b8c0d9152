"""Graph patterns as clauses of Cypher.

What always holds: compiling a pattern into a scope turns each row so far into its join with the pattern's
solutions. Where SPARQL evaluates a group by itself, its filters see the group's variables alone; a pattern for
which that makes a difference that Cypher cannot express raises :class:`.NotCompiled`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .algebra import certain, defined, key, variables
from .expressions import constant, expression, truth
from .scope import Scope
from .values import RESOURCE, UNBOUND, NotCompiled, Value

if TYPE_CHECKING:
    from .layouts import End


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
            _filter(scope, node.expr, variables(node.p))
        case "LeftJoin":
            _optional(scope, node)
        case "Minus":
            _minus(scope, node)
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
        for end in (_end(scope, t[0]), _end(scope, t[2]))
    )
    early = [] if known or not triples else [p for p in others if p.name == "Union"]
    for each in early:
        pattern(scope, each)
    _triples(scope, triples)
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


def _end(scope: Scope, term: Any) -> End:
    from rdflib import BNode, Variable  # noqa: PLC0415

    return key(term) if isinstance(term, Variable | BNode) else constant(scope, term)


def _triples(scope: Scope, triples: list[Any]) -> None:
    layout = scope.draft.layout
    pending = list(triples)
    while pending:

        def cost(triple: Any) -> tuple[Any, ...]:
            ends = [_end(scope, triple[0]), _end(scope, triple[2])]
            held = [not isinstance(e, str) or e in scope.env for e in ends]
            return (layout.cost(scope, triple, held, pending), pending.index(triple))

        chosen = min(pending, key=cost)
        pending.remove(chosen)
        scope.draft.pending = pending
        link(scope, _end(scope, chosen[0]), chosen[1], _end(scope, chosen[2]))
    scope.draft.pending = []


def link(scope: Scope, start: End, path: Any, finish: End) -> None:
    """One triple pattern or path."""
    from rdflib import BNode, URIRef, Variable, paths  # noqa: PLC0415

    (s, *first), (o, *second) = _settled(scope, start), _settled(scope, finish)
    after = [(fresh, variable) for fresh, variable in (first, second) if fresh]
    match path:
        case URIRef():
            scope.draft.layout.triple(scope, s, str(path), o)
        case Variable() | BNode():
            scope.draft.layout.any_triple(scope, s, key(path), o)
        case paths.InvPath():
            link(scope, o, path.arg, s)
        case paths.SequencePath():
            here: End = s
            for each in path.args[:-1]:
                there = scope.draft.fresh("_:")
                link(scope, here, each, there)
                here = there
            link(scope, here, path.args[-1], o)
        case paths.AlternativePath():
            parts = []
            for each in path.args:
                parts.append(scope.child())
                link(parts[-1], s, each, o)
            scope.branches(parts)
        case paths.MulPath():
            _repeated(scope, s, path, o)
        case _:
            raise NotCompiled(f"path {type(path).__name__}")
    for fresh, variable in after:
        scope.bind(variable, scope.env.pop(fresh))


def _settled(scope: Scope, end: End) -> tuple[End, str, str]:
    """An end that is sure to be bound or not; a perhaps unbound variable is joined afterwards."""
    if isinstance(end, str) and end in scope.env and not scope.env[end].sure:
        fresh = scope.draft.fresh("_:")
        return fresh, fresh, end
    return end, "", ""


def _repeated(scope: Scope, start: End, path: Any, finish: End) -> None:  # noqa: PLR0912
    """``+``, ``*`` and ``?``: pairs without duplicates."""
    layout = scope.draft.layout
    held = [not isinstance(e, str) or e in scope.env for e in (start, finish)]
    if path.mod == "+":
        types, backwards = layout.steps(scope, path.path)
        if backwards:
            start, finish, held = finish, start, held[::-1]
        part = scope.child()
        if held[0] or not held[1]:
            target: End = finish if not held[1] else scope.draft.fresh("_:")
            layout.reach(part, start, types, target)
            scope.branches([part], distinct=True)
            if held[1]:
                found = scope.env.pop(str(target))
                _join_end(scope, finish, found)
        else:
            layout.reach(part, start, types, finish)
            scope.branches([part], distinct=True)
        return
    if not any(held):
        raise NotCompiled(f"path {path.mod} between two variables")
    backwards = not held[0]
    if backwards:
        start, finish = finish, start
    first = scope.env[start] if isinstance(start, str) else start
    if first.kinds != RESOURCE or (isinstance(start, str) and scope.graph not in first.nodes):
        raise NotCompiled(f"path {path.mod} from what may be no node of the graph")
    target = scope.draft.fresh("_:")
    zero, more = scope.child(), scope.child()
    zero.add("WITH *" if zero.inside else "WITH 1 AS one")
    zero.env[target] = Value(first.code, RESOURCE)
    ends = (target, start) if backwards else (start, target)
    if path.mod == "?":
        link(more, ends[0], path.path, ends[1])
    else:
        from rdflib.paths import MulPath  # noqa: PLC0415

        _repeated(more, ends[0], MulPath(path.path, "+"), ends[1])
    for part in (zero, more):  # only the end: an alias of the start would make rows differ
        found = part.env[target]
        part.env = {**scope.env, target: replace(found, nodes={}, tie="")}
    scope.branches([zero, more], distinct=True)
    found = scope.env.pop(target)
    if isinstance(finish, str) and finish not in scope.env:
        scope.env[finish] = found
    else:
        _join_end(scope, finish, found)


def _join_end(scope: Scope, end: End, found: Value) -> None:
    if isinstance(end, str):
        scope.bind(end, found)
    else:
        from .values import same  # noqa: PLC0415

        scope.where(same(found, end))


def _seen(scope: Scope, visible: frozenset[str]) -> Scope:
    """The scope as an expression in a group sees it."""
    seen = scope.child()
    seen.inside = True
    seen.env = {v: value for v, value in scope.env.items() if v in visible}
    return seen


def _filter(scope: Scope, node: Any, visible: frozenset[str]) -> None:
    for each in node if isinstance(node, list) else [node]:
        scope.where(truth(_seen(scope, visible | scope.draft.outer), each))


def _optional(scope: Scope, node: Any) -> None:
    before = frozenset(scope.env)
    _designed(before, node.p1, node.p2)
    pattern(scope, node.p1)
    part = scope.child()
    part.hints = {}  # rows that the OPTIONAL does not find stay
    pattern(part, node.p2)
    filtered = node.expr is not None and getattr(node.expr, "name", "") != "TrueFilter"
    if filtered:
        _filter(part, node.expr, variables(node.p1) | variables(node.p2))
    _attach(scope, part, variables(node.p2))


def _designed(before: frozenset[str], first: Any, second: Any) -> None:
    for variable in variables(second) & before:
        if variable not in certain(first):
            raise NotCompiled("an OPTIONAL that is not well-designed")


def _attach(scope: Scope, part: Scope, made: frozenset[str]) -> None:
    """Add a child's rows where there are any, else one row with its variables unbound."""
    new = sorted(v for v in made if v not in scope.env)
    again = sorted(v for v in made if v in scope.env and part.env[v].code != scope.env[v].code)
    simple = not part.clauses or (
        len(part.clauses) == 1
        and not again
        and len(new) == 1
        and part.clauses[0][0]
        in ("WITH *", *(f"MATCH ({n})" for v in scope.env.values() for n in v.nodes.values()))
        and part.clauses[0][1] == [f"{part.env[new[0]].code} IS NOT NULL"]
    )
    if simple and not again:
        for v in new:
            scope.env[v] = part.env[v].unsure()
        return
    outer = dict(scope.env)
    own = all(_own(part.env[v].code, part.born) for v in new)
    if len(part.clauses) == 1 and part.clauses[0][0].startswith("MATCH") and not again and own:
        scope.add(f"OPTIONAL {part.text()}")
        for v in new:
            scope.env[v] = part.env[v].unsure()
        return
    columns: list[list[str]] = [[]]
    results = {v: scope._united([part.env[v]], columns) for v in [*new, *again]}
    cols = ", ".join(columns[0]) or f"1 AS {scope.draft.fresh('k')}"
    scope.call([f"{part.text()}\nRETURN {cols}"], optional=True)
    for v in new:
        scope.env[v] = results[v].unsure()
    for v in again:
        old, found = outer[v], results[v]
        if old.sure:
            continue
        kinds = old.kinds | found.kinds
        from .values import spelled  # noqa: PLC0415

        alias = scope.let(f"coalesce({spelled(old, kinds)}, {spelled(found, kinds)})")
        scope.env[v] = Value(alias, kinds, sure=False)


_OWN = re.compile(r"[a-z](\d+)(?:\.(?:\w+|`[^`]*`))?")


def _own(code: str, born: int) -> bool:
    """Whether an expression is null where a MATCH finds nothing: that it is about what the MATCH names."""
    match = _OWN.fullmatch(code)
    return match is not None and int(match[1]) > born


def _minus(scope: Scope, node: Any) -> None:
    before = frozenset(scope.env)
    pattern(scope, node.p1)
    shared = variables(node.p1) & variables(node.p2)
    if not shared:
        return
    if not shared <= certain(node.p1) & certain(node.p2) or (variables(node.p1) - certain(node.p1)) & before:
        raise NotCompiled("MINUS with variables that may be unbound")
    part = scope.child()
    part.inside, part.hints = True, {}
    part.env = {v: value for v, value in scope.env.items() if v in shared}
    outer, part.draft.outer, before_ = part.draft.outer, frozenset(), part.draft.existing
    part.draft.existing = True
    pattern(part, node.p2)
    part.draft.outer, part.draft.existing = outer, before_
    scope.where(f"NOT {_braced(part)}")


def existing(scope: Scope, node: Any) -> str:
    """A pattern of EXISTS, into which the solution is put before it is evaluated."""
    _plain(node)
    part = scope.child()
    part.inside, part.hints = True, {}
    outer, part.draft.outer, before = part.draft.outer, part.draft.outer | frozenset(scope.env), part.draft.existing
    part.draft.existing = True
    pattern(part, node)
    part.draft.outer, part.draft.existing = outer, before
    return _braced(part)


def _plain(node: Any) -> None:
    """Only patterns for which all readings of EXISTS agree."""
    match node.name:
        case "BGP":
            return
        case "Join" | "Union":
            _plain(node.p1)
            _plain(node.p2)
        case "Filter" | "Graph":
            _plain(node.p)
        case _:
            raise NotCompiled(f"{node.name} within EXISTS")


def _braced(part: Scope) -> str:
    return f"EXISTS {{ {part.text() or 'WITH 1 AS one'} RETURN 1 AS found }}"


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

    if not isinstance(node.term, URIRef):
        raise NotCompiled("GRAPH with a variable name")
    before, scope.graph = scope.graph, f"<{node.term}>"
    scope.draft.layout.enter(scope.graph)
    pattern(scope, node.p)
    scope.graph = before


def _subquery(scope: Scope, node: Any) -> None:
    from .modifiers import rows  # noqa: PLC0415  (modifiers use patterns)

    inner = scope.alone()
    names = [key(v) for v in _projected(node)]
    outer, scope.draft.outer = scope.draft.outer, frozenset()
    text, found = rows(inner, node)
    scope.draft.outer = outer
    scope.call([text], imports=False)
    for n in names:
        if n in found:
            scope.bind(n, found[n])


def _projected(node: Any) -> Any:
    while node.name != "Project":
        node = node.p
    return node.PV
