"""A Cypher query as it grows: clauses, and which variable is which expression.

What always holds: every value of the query reaches the server as a parameter; names are ours or are quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from .values import UNBOUND, Value, same, spelled

if TYPE_CHECKING:
    from .layouts import Layout


_NAME: Final = re.compile(r"(?<![$\w])[a-z]\d+\b")
_QUOTED: Final = re.compile(r"`(?:[^`]|``)*`|'(?:[^'\\]|\\.)*'")


@dataclass(slots=True)
class Draft:
    """What all scopes of one query share."""

    layout: Layout
    parameters: dict[str, Any] = field(default_factory=dict)
    ends: dict[str, tuple[str, str]] = field(default_factory=dict)
    count: int = 0
    pending: list[Any] = field(default_factory=list)
    """Triple patterns of the same group that are still to come."""
    existing: bool = False
    """Whether it is an EXISTS that is being written."""
    outer: frozenset[str] = frozenset()
    """The variables around an EXISTS, which its filters see."""

    def fresh(self, letter: str) -> str:
        """A name that nothing has."""
        self.count += 1
        return f"{letter}{self.count}"

    def parameter(self, value: Any) -> str:
        """A parameter that holds a value."""
        for key, held in self.parameters.items():
            if type(held) is type(value) and held == value:
                return f"${key}"
        key = f"p{len(self.parameters)}"
        self.parameters[key] = value
        return f"${key}"


@dataclass(slots=True)
class Scope:
    """Clauses in order; ``env`` says what each variable is after them."""

    draft: Draft
    graph: str = ""
    env: dict[str, Value] = field(default_factory=dict)
    clauses: list[tuple[str, list[str]]] = field(default_factory=list)
    hints: dict[str, list[str]] = field(default_factory=dict)
    born: int = 0
    """Names with a greater number are of this scope's own clauses."""
    around: list[Value] = field(default_factory=list)
    """Values that the scope keeps from its variables, though they are there."""
    inside: bool = False
    """Whether other clauses come before these."""

    def child(self) -> Scope:
        """A scope that sees all of this one's variables."""
        inside = self.inside or bool(self.clauses)
        return Scope(
            self.draft,
            self.graph,
            dict(self.env),
            [],
            dict(self.hints),
            self.draft.count,
            list(self.around),
            inside,
        )

    def alone(self) -> Scope:
        """A scope that sees nothing of this one."""
        return Scope(self.draft, self.graph)

    def match(self, pattern: str) -> None:
        """Add a MATCH; each has one relationship, which Cypher binds once a MATCH."""
        self.clauses.append((f"MATCH {pattern}", []))

    def where(self, condition: str) -> None:
        """Keep the rows for which a condition is true."""
        if not self.clauses or not self.clauses[-1][0].startswith(("MATCH", "WITH *")):
            self.clauses.append(("WITH *", []))
        self.clauses[-1][1].append(condition)

    def add(self, clause: str) -> None:
        """Add any other clause."""
        self.clauses.append((clause, []))

    def let(self, code: str, letter: str = "v") -> str:
        """Give an expression a name."""
        alias = self.draft.fresh(letter)
        self.clauses.append(
            (f"WITH *, {code} AS {alias}" if self.inside or self.clauses else f"WITH {code} AS {alias}", [])
        )
        return alias

    def nothing(self) -> None:
        """No rows."""
        # a parameter, because the planner fails on some statements with a constant false
        self.add(f"UNWIND {self.draft.parameter([])} AS {self.draft.fresh('e')}")

    def text(self) -> str:
        """The clauses as Cypher."""
        lines: list[str] = []
        for head, conditions in self.clauses:
            if head == "WITH *" and not self.inside and not lines:
                head = "WITH 1 AS one"  # noqa: PLW2901
            lines.append(head + (" WHERE " + " AND ".join(f"({c})" for c in conditions) if conditions else ""))
        return "\n".join(lines)

    def call(
        self,
        texts: Sequence[str],
        *,
        imports: bool = True,
        optional: bool = False,
        union: str = "UNION ALL",
        before: set[str] | None = None,
    ) -> None:
        """Add a subquery of one text or more; ``before``: the names there are, where variables are told already."""
        reach = "*" if imports and (self.inside or self.clauses) else ""
        body = f"\n{union}\n".join(texts)
        if reach and self.draft.existing:  # there a star leaves out what is around the EXISTS, in silence
            known = self.names() if before is None else before
            reach = ", ".join(sorted(set(_NAME.findall(_QUOTED.sub("", body))) & known))
        self.add(f"{'OPTIONAL ' if optional else ''}CALL ({reach}) {{\n{body}\n}}")

    def names(self) -> set[str]:
        """The names of what a subquery here may need."""
        codes = [*self.env.values(), *self.around]
        found = {n for value in codes for n in _NAME.findall(_QUOTED.sub("", value.code))}
        for value in codes:
            found |= {*value.nodes.values(), *((value.tie, *self.draft.ends[value.tie]) if value.tie else ())}
        return found

    def bind(self, variable: str, new: Value) -> None:
        """Say what a variable is; where it is something already, both must be the same term."""
        old = self.env.get(variable)
        if old is None:
            self.env[variable] = new
            return
        if old.sure and new.sure:
            if old.code != new.code:
                self.where(same(old, new))
            self.env[variable] = replace(old, nodes={**new.nodes, **old.nodes}, tie=old.tie or new.tie)
            return
        kinds = old.kinds | new.kinds
        condition = f"{old.code} IS NULL OR {new.code} IS NULL OR {same(old, new)}"
        self.where(condition)
        alias = self.let(f"coalesce({spelled(old, kinds)}, {spelled(new, kinds)})") if kinds else "null"
        self.env[variable] = Value(alias, kinds, sure=old.sure or new.sure)

    def branches(self, parts: Iterable[Scope], *, distinct: bool = False) -> None:
        """Add a subquery that gives the rows of all parts, each of them a child of this scope."""
        made, before = list(parts), self.names()
        changed = sorted({v for part in made for v in part.env if part.env[v] is not self.env.get(v)})
        columns: list[list[str]] = [[] for _ in made]
        for variable in changed:
            values = [part.env.get(variable, UNBOUND) for part in made]
            self.env[variable] = self._united(values, columns)
        if not columns[0]:
            self._column(["1"] * len(made), columns, "k")
        word = "RETURN DISTINCT " if distinct and len(made) == 1 else "RETURN "
        texts = [f"{part.text()}\n{word}{', '.join(cols)}" for part, cols in zip(made, columns, strict=True)]
        self.call(texts, union="UNION" if distinct else "UNION ALL", before=before)

    def _united(self, values: list[Value], columns: list[list[str]]) -> Value:
        kinds = frozenset[str]().union(*(v.kinds for v in values))
        alias = self.draft.fresh("v")
        for value, column in zip(values, columns, strict=True):
            column.append(f"{spelled(value, kinds)} AS {alias}")
        nodes = {}
        for graph in values[0].nodes:
            if all(graph in v.nodes for v in values):
                nodes[graph] = self._column([v.nodes[graph] for v in values], columns, "n")
        tie = ""
        if all(v.tie for v in values):
            tie = self._column([v.tie for v in values], columns, "r")
            starts, finishes = zip(*(self.draft.ends[v.tie] for v in values), strict=True)
            self.draft.ends[tie] = self._column(starts, columns, "n"), self._column(finishes, columns, "n")
        return Value(alias, kinds, all(v.sure for v in values), nodes, tie)

    def _column(self, codes: Sequence[str], columns: list[list[str]], letter: str) -> str:
        alias = self.draft.fresh(letter)
        for code, column in zip(codes, columns, strict=True):
            column.append(f"{code} AS {alias}")
        return alias
