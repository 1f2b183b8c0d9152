"""Triple patterns and paths as clauses of Cypher.

What always holds: the order of a group's patterns is ours to choose; a repeated path gives each pair once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .algebra import key
from .expressions import constant
from .scope import Scope
from .values import RESOURCE, NotCompiled, Value, same

if TYPE_CHECKING:
    from .layouts import End


def end_of(scope: Scope, term: Any) -> End:
    """A subject or object as a layout takes it."""
    from rdflib import BNode, Variable  # noqa: PLC0415

    return key(term) if isinstance(term, Variable | BNode) else constant(scope, term)


def triples_of(scope: Scope, triples: list[Any]) -> None:
    """Match the triple patterns of a group, the best known first."""
    layout = scope.draft.layout
    pending = list(triples)
    while pending:

        def cost(triple: Any) -> tuple[Any, ...]:
            ends = [end_of(scope, triple[0]), end_of(scope, triple[2])]
            held = [not isinstance(e, str) or e in scope.env for e in ends]
            return (layout.cost(scope, triple, held, pending), pending.index(triple))

        chosen = min(pending, key=cost)
        pending.remove(chosen)
        scope.draft.pending = pending
        link(scope, end_of(scope, chosen[0]), chosen[1], end_of(scope, chosen[2]))
    scope.draft.pending = []


def link(scope: Scope, start: End, path: Any, finish: End) -> None:
    """One triple pattern or path."""
    from rdflib import BNode, URIRef, Variable, paths  # noqa: PLC0415

    (s, *first), (o, *second) = _settled(scope, start), _settled(scope, finish)
    named = isinstance(path, Variable | BNode)
    p, *third = _settled(scope, key(path)) if named else ("", "", "")
    after = [(fresh, variable) for fresh, variable in (first, second, third) if fresh]
    match path:
        case URIRef():
            scope.draft.layout.triple(scope, s, str(path), o)
        case Variable() | BNode():
            scope.draft.layout.any_triple(scope, s, str(p), o)
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
        types, way = layout.steps(scope, path.path)
        if way == "<":
            start, finish, held = finish, start, held[::-1]
        later = held[0] and held[1]  # from one end; the other is joined afterwards
        if held[1] and not held[0] and way == "-":
            start, finish, held = finish, start, held[::-1]
        target: End = scope.draft.fresh("_:") if later else finish
        parts = [scope.child()]
        layout.reach(parts[0], start, types, target, both=way == "-")
        if way == "-" and types:
            parts.append(_returned(scope, start, types, target))
        scope.branches(parts, distinct=True)
        if later:
            _join_end(scope, finish, scope.env.pop(str(target)))
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


def _returned(scope: Scope, start: End, types: list[str], target: End) -> Scope:
    """The pairs of a node with itself, by one step there and back: a MATCH walks no relationship twice."""
    part = scope.child()
    scope.draft.layout.back(part, start, types)
    here = part.env[start] if isinstance(start, str) else start
    if isinstance(target, str) and target not in part.env:
        part.env[target] = here
    else:
        part.where(same(here, part.env[target] if isinstance(target, str) else target))
    return part


def _join_end(scope: Scope, end: End, found: Value) -> None:
    if isinstance(end, str):
        scope.bind(end, found)
    else:
        scope.where(same(found, end))
