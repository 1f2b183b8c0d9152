"""What may be missing or must be: OPTIONAL, MINUS, EXISTS.

What always holds: an OPTIONAL keeps its filter inside and every row outside; MINUS and NOT EXISTS are told apart.
"""

from __future__ import annotations

import re
from typing import Any

from .algebra import certain, variables
from .patterns import filtered, pattern
from .scope import Scope
from .values import NotCompiled, Value, spelled


def optional(scope: Scope, node: Any) -> None:
    """Rows with an OPTIONAL's where there are any, else alone."""
    before = frozenset(scope.env)
    _designed(before, node.p1, node.p2)
    pattern(scope, node.p1)
    part = scope.child()
    part.hints = {}  # rows that the OPTIONAL does not find stay
    pattern(part, node.p2)
    tested = node.expr is not None and getattr(node.expr, "name", "") != "TrueFilter"
    if tested:
        filtered(part, node.expr, variables(node.p1) | variables(node.p2))
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
        alias = scope.let(f"coalesce({spelled(old, kinds)}, {spelled(found, kinds)})")
        scope.env[v] = Value(alias, kinds, sure=False)


_OWN = re.compile(r"[a-z](\d+)(?:\.(?:\w+|`[^`]*`))?")


def _own(code: str, born: int) -> bool:
    """Whether an expression is null where a MATCH finds nothing: that it is about what the MATCH names."""
    match = _OWN.fullmatch(code)
    return match is not None and int(match[1]) > born


def minus(scope: Scope, node: Any) -> None:
    """Rows that a MINUS leaves."""
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
    _plain(node, frozenset(scope.env) | scope.draft.outer)
    part = scope.child()
    part.inside, part.hints = True, {}
    outer, part.draft.outer, before = part.draft.outer, part.draft.outer | frozenset(scope.env), part.draft.existing
    part.draft.existing = True
    pattern(part, node)
    part.draft.outer, part.draft.existing = outer, before
    return _braced(part)


def _plain(node: Any, bound: frozenset[str]) -> None:
    """Only patterns for which all readings of EXISTS agree: VALUES only for what is not ``bound`` outside."""
    from rdflib import Variable  # noqa: PLC0415

    match node.name:
        case "BGP":
            return
        case "Join" | "Union":
            _plain(node.p1, bound)
            _plain(node.p2, bound)
        case "Filter" | "Graph":
            if node.name == "Graph" and isinstance(node.term, Variable):
                raise NotCompiled("GRAPH with a variable name within EXISTS")
            _plain(node.p, bound)
        case "ToMultiSet" if node.p.name == "values" and not variables(node) & bound:
            return
        case _:
            raise NotCompiled(f"{node.name} within EXISTS")


def _braced(part: Scope) -> str:
    return f"EXISTS {{ {part.text() or 'WITH 1 AS one'} RETURN 1 AS found }}"
