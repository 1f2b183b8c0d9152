"""Ways to break the compiler, each of which the queries that certify it must find out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from enishi.graph.sparql_cypher import absence, layouts, modifiers, patterns
from enishi.graph.sparql_cypher.expressions import expression
from enishi.graph.sparql_cypher.scope import Scope
from enishi.graph.sparql_cypher.values import Value, same

_ADD, _BRANCHES, _CALL, _EXISTING = Scope.add, Scope.branches, Scope.call, absence.existing


@dataclass(frozen=True, slots=True)
class Mutation:
    """What is put in place of what, and a query (of :mod:`.random_queries`' graphs) that must not survive it."""

    target: Any
    attribute: str
    broken: Any
    telling: str


def _united(self: Scope, parts: Iterable[Scope], *, distinct: bool = False) -> None:
    _BRANCHES(self, parts, distinct=True)


def _walked(self: Scope, parts: Iterable[Scope], *, distinct: bool = False) -> None:
    _BRANCHES(self, parts)


def _repeating(self: Scope, clause: str) -> None:
    _ADD(self, clause.replace("WITH DISTINCT", "WITH"))


def _counting(self: Scope, clause: str) -> None:
    _ADD(self, clause.replace("count(DISTINCT", "count("))


def _insisting(self: Scope, clause: str) -> None:
    _ADD(self, clause.removeprefix("OPTIONAL "))


def _crowded(self: Scope, pattern: str) -> None:
    if self.clauses and self.clauses[-1][0].startswith("MATCH") and not self.clauses[-1][1]:
        self.clauses[-1] = (f"{self.clauses[-1][0]}, {pattern}", [])
    else:
        self.clauses.append((f"MATCH {pattern}", []))


def _forgotten(*_: object) -> None:
    return


def _kept(scope: Scope, node: Any) -> None:
    patterns.pattern(scope, node.p1)


def _inside(scope: Scope, node: Any) -> None:
    patterns.pattern(scope, node.p)


def _denied(scope: Scope, node: Any) -> str:
    return f"(NOT {_EXISTING(scope, node)})"


def _last(scope: Scope, condition: Any) -> str:
    down = " DESC" if condition.order == "DESC" else ""
    return f"{expression(scope, condition.expr).code}{down}"


def _alike(a: Value, b: Value) -> str:
    if len(a.kinds) != len(b.kinds):
        one, two = (f"{v.code}[1]" if len(v.kinds) > 1 else v.code for v in (a, b))
        return f"{one} = {two}"
    return same(a, b)


MUTATIONS: dict[str, Mutation] = {
    "UNION for UNION ALL": Mutation(Scope, "branches", _united, "SELECT ?s { { ?s :p ?o } UNION { ?s :p ?o } }"),
    "no DISTINCT": Mutation(Scope, "add", _repeating, "SELECT DISTINCT ?s { ?s :p ?o }"),
    "COUNT for COUNT DISTINCT": Mutation(Scope, "add", _counting, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s :p ?o }"),
    "a pair as often as a path leads to it": Mutation(Scope, "branches", _walked, "SELECT ?a ?b { ?a :p+ ?b }"),
    "one MATCH for two patterns": Mutation(Scope, "match", _crowded, "SELECT ?a ?b ?c { ?a :p ?b . ?c :p ?b }"),
    "a join for OPTIONAL": Mutation(
        Scope, "add", _insisting, "SELECT ?s ?x ?y { ?s :p ?o OPTIONAL { ?s :q ?x . ?x :p ?y } }"
    ),
    "OPTIONAL without its filter": Mutation(
        absence, "filtered", _forgotten, "SELECT ?s ?n { ?s :p ?o OPTIONAL { ?s :age ?n FILTER(?n > 0) } }"
    ),
    "no filter": Mutation(patterns, "filtered", _forgotten, "SELECT ?s { ?s :age ?n FILTER(?n > 0) }"),
    "no MINUS": Mutation(absence, "minus", _kept, "SELECT ?s { ?s :p ?o MINUS { ?s :q ?x } }"),
    "EXISTS for NOT EXISTS": Mutation(
        absence, "existing", _denied, "SELECT ?s { ?s :p ?o FILTER NOT EXISTS { ?s :q ?x } }"
    ),
    "the default graph for GRAPH": Mutation(patterns, "_graph", _inside, "SELECT ?s ?o { GRAPH :g1 { ?s :p ?o } }"),
    "unbound last": Mutation(
        modifiers, "_order", _last, "SELECT ?s ?n { ?s :p ?o OPTIONAL { ?s :age ?n } } ORDER BY ASC(?n)"
    ),
    "values for terms": Mutation(layouts, "same", _alike, "SELECT ?s ?t { ?s :any ?x . ?t :any ?x }"),
}
