"""What SPARQL does with rows: aggregates, projection, DISTINCT, ORDER BY, LIMIT and OFFSET.

What always holds: groups and DISTINCT compare terms, not values; ORDER BY puts unbound first and is certified
for one kind of term alone.
"""

from __future__ import annotations

from typing import Any

from .algebra import key, variables
from .expressions import expression
from .patterns import pattern
from .scope import Scope
from .values import UNBOUND, WHOLE, NotCompiled, Value, tagged

_SORTED = frozenset({"s", "i", "d", "b"})


def rows(scope: Scope, node: Any, *, ordered: bool = False) -> tuple[str, str, dict[str, Value]]:
    """A whole SELECT: its clauses, what is returned after them, and what each of its variables is called outside.

    Without LIMIT or OFFSET the order is only kept where it is wanted (``ordered``).
    """
    skip, limit, distinct = 0, None, False
    if node.name == "Slice":
        skip, limit, node = node.start or 0, node.length, node.p
    if node.name in ("Distinct", "Reduced"):
        distinct, node = node.name == "Distinct", node.p
    if node.name != "Project":
        raise NotCompiled(str(node.name))
    names, node = [key(v) for v in node.PV], node.p
    keys: list[Any] = []
    if node.name == "OrderBy":
        keys, node = list(node.expr), node.p
    pattern(scope, node)
    found = {n: scope.env.get(n, UNBOUND) for n in names}
    aliases = {n: scope.draft.fresh("c") for n in found}
    columns = ", ".join(f"{found[n].code} AS {alias}" for n, alias in aliases.items()) or "1 AS c0"
    results = {n: Value(alias, found[n].kinds, found[n].sure) for n, alias in aliases.items()}
    if distinct:
        scope.add(f"WITH DISTINCT {columns}")
        columns = ", ".join(aliases.values()) or "c0"
        scope.env = dict(results)
        if not {v for each in keys for v in _mentioned(each.expr)} <= set(names):
            raise NotCompiled("ORDER BY of what DISTINCT leaves out")
    tail = ""
    if keys and (ordered or limit is not None or skip):
        tail = ", ".join(filter(None, (_order(scope, each) for each in keys)))
        tail = f"\nORDER BY {tail}" if tail else ""
    if skip:
        tail += f"\nSKIP {scope.draft.parameter(int(skip))}"
    if limit is not None:
        tail += f"\nLIMIT {scope.draft.parameter(int(limit))}"
    return scope.text(), f"{columns}{tail}", results


def _mentioned(node: Any) -> set[str]:
    from rdflib import Variable  # noqa: PLC0415

    from .algebra import children  # noqa: PLC0415

    if isinstance(node, Variable):
        return {key(node)}
    return {v for part in children(node) for v in _mentioned(part)}


def _order(scope: Scope, condition: Any) -> str:
    value = expression(scope, condition.expr)
    if not value.kinds:
        return ""
    if not value.kind or (value.kind not in _SORTED and (value.kind != "r" or scope.draft.layout.blanks)):
        raise NotCompiled("ORDER BY of terms of several kinds")
    down = " DESC" if condition.order == "DESC" else ""
    return f"{value.code}{down}" if value.sure else f"{value.code} IS NOT NULL{down}, {value.code}{down}"


def aggregate(scope: Scope, node: Any) -> None:
    """GROUP BY and the aggregates over it."""
    if scope.env or scope.clauses:
        raise NotCompiled("a group joined with other parts")
    group = node.p
    pattern(scope, group.p)
    keys: dict[str, Value] = {}
    columns: list[str] = []
    for each in group.expr or []:
        value = expression(scope, each)
        if not value.kinds:
            keys[key(each)] = UNBOUND
        elif scope.graph in value.nodes:
            alias = scope.draft.fresh("n")
            columns.append(f"{value.nodes[scope.graph]} AS {alias}")
            keys[key(each)] = Value(f"{alias}.iri", value.kinds, value.sure, {scope.graph: alias})
        else:
            alias = scope.draft.fresh("v")
            columns.append(f"{value.code} AS {alias}")
            keys[key(each)] = Value(alias, value.kinds, value.sure)
    found: dict[str, Value] = {}
    for each in node.A:
        found[key(each.res)] = _aggregated(scope, each, keys, columns, group.p)
    if not columns:
        columns.append(f"count(*) AS {scope.draft.fresh('k')}")
    elif group.expr and not any(v.code not in {k.code for k in keys.values()} for v in found.values()):
        columns[0] = f"DISTINCT {columns[0]}"
    if group.expr and all(not k.kinds for k in keys.values()):
        raise NotCompiled("GROUP BY of nothing")
    scope.add(f"WITH {', '.join(columns)}")
    scope.env = found


def _aggregated(scope: Scope, each: Any, keys: dict[str, Value], columns: list[str], inner: Any) -> Value:
    distinct = "DISTINCT " if each.get("distinct") else ""
    alias = scope.draft.fresh("v")
    word = str(each.name).removeprefix("Aggregate_")
    if word == "Sample":
        if key(each.vars) not in keys:
            raise NotCompiled("SAMPLE")
        return keys[key(each.vars)]
    if word == "Count" and each.vars == "*":
        if distinct:
            held = sorted(v for v in variables(inner) if not v.startswith("_:"))
            code = f"DISTINCT [{', '.join(tagged(scope.env.get(v, UNBOUND)) for v in held)}]"
        columns.append(f"count({code if distinct else '*'}) AS {alias}")
        return Value(alias, WHOLE)
    value = expression(scope, each.vars)
    if word == "Count":
        columns.append(f"count({distinct}{value.code}) AS {alias}")
        return Value(alias, WHOLE)
    if word == "Sum" and value.kinds == WHOLE and value.sure:
        columns.append(f"sum({distinct}{value.code}) AS {alias}")
        # beyond 64 bits the server's sum is no whole number: an error, not a rounded answer
        error = f"1 / (toInteger({alias}) - toInteger({alias}))"
        return Value(f"(CASE WHEN {alias} IS :: INTEGER NOT NULL THEN {alias} ELSE {error} END)", WHOLE)
    if word in ("Min", "Max") and value.kind in ("i", "d", "s") and value.sure:
        columns.append(f"{word.lower()}({value.code}) AS {alias}")
        return Value(alias, value.kinds, sure=False)
    raise NotCompiled(f"{word.upper()} of {', '.join(sorted(value.kinds)) or 'nothing'}")
