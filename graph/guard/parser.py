"""Reading a query: clauses and patterns. The grammar is the subset's; everything else is refused by name."""

from __future__ import annotations

from typing import Final

from .expressions import Expressions
from .syntax import (
    Binary,
    Clause,
    Direction,
    Exists,
    Expression,
    Hop,
    Item,
    Labelled,
    Match,
    Node,
    Parameter,
    Path,
    Projection,
    Query,
    Unwind,
    Variable,
)

_OUTSIDE: Final = {
    **dict.fromkeys(
        ("CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "FOREACH", "DROP", "ALTER", "INSERT"), "write"
    ),
    **dict.fromkeys(("GRANT", "DENY", "REVOKE", "START", "STOP", "TERMINATE", "RENAME"), "write"),
    **dict.fromkeys(("SHOW",), "procedure"),
    **dict.fromkeys(("EXPLAIN", "PROFILE", "CYPHER"), "explain"),
    "LOAD": "load_csv",
    "USE": "use",
    "FOR": "unwind",
    "LET": "subquery",
    "FILTER": "subquery",
    "NEXT": "subquery",
    "FINISH": "return_missing",
}
"""Clauses of Cypher that the subset leaves out, and the refusal that says why."""
_GREATEST_LENGTH: Final = 8
_GREATEST_SHORTEST: Final = 32


def parse(query: str) -> Query:
    """Read a query; raises :class:`~enishi.errors.QueryError` with line and column.

    >>> from enishi.graph.guard.parser import parse
    >>> len(parse("MATCH (c:City) RETURN c.name").parts[0])
    2
    """
    return Parser(query).whole()


class Parser(Expressions):
    """A parser over one query."""

    def whole(self) -> Query:
        """The whole query."""
        parts, unions = [self._single()], list[tuple[bool, int]]()
        while self.is_word("UNION"):
            at = self.take().start
            unions.append((self.accept_word("ALL") or (self.accept_word("DISTINCT") and False), at))
            parts.append(self._single())
        if len({every for every, _ in unions}) > 1:
            self.refuse("union_mixed", unions[1][1])
        while self.accept(";"):
            pass
        if self.now.kind != "end":
            if self.tokens[self.index - 1].value == ";":
                self.refuse("statements")
            self._clause()
            self.fail("…")
        return Query(tuple(parts), bool(unions) and unions[0][0])

    def _single(self) -> tuple[Clause, ...]:
        clauses: list[Clause] = []
        while True:
            clause = self._clause()
            clauses.append(clause)
            if isinstance(clause, Projection) and clause.final:
                return tuple(clauses)
            if self.now.kind == "end" or self.is_sign(";") or self.is_word("UNION"):
                self.refuse("return_missing", clause.at)

    def _clause(self) -> Clause:
        at = self.now.start
        if self.accept_word("MATCH"):
            return self._match(at, optional=False)
        if self.is_word("OPTIONAL") and self.ahead().word == "CALL":
            self.refuse("subquery")
        if self.accept_word("OPTIONAL"):
            self.expect_word("MATCH")
            return self._match(at, optional=True)
        if self.accept_word("UNWIND"):
            of = self.expression()
            self.expect_word("AS")
            return Unwind(of, self.name("<variable>").value, at=at, end=self.before)
        if self.is_word("WITH") or self.is_word("RETURN"):
            return self._projection(at, final=self.take().word == "RETURN")
        if self.is_word("CALL"):
            self.refuse("subquery" if self.ahead().value in ("{", "(") else "procedure")
        if construct := _OUTSIDE.get(self.now.word):
            self.refuse(construct)
        return self.fail("MATCH, OPTIONAL MATCH, UNWIND, WITH, RETURN, UNION")

    def _match(self, at: int, *, optional: bool) -> Match:
        paths = self._paths()
        if self.is_word("USING"):
            self.refuse("explain")
        where = self.expression() if self.accept_word("WHERE") else None
        return Match(optional, paths, where, at=at, end=self.before)

    def _paths(self) -> tuple[Path, ...]:
        paths = [self.path()]
        while self.accept(","):
            paths.append(self.path())
        return tuple(paths)

    def existential(self, start: int) -> Expression:
        """``{ patterns WHERE condition }``."""
        self.expect("{")
        self.accept_word("MATCH")
        paths = self._paths()
        where = self.expression() if self.accept_word("WHERE") else None
        if self.is_word("RETURN") or self.is_word("WITH") or self.is_word("MATCH") or self.is_word("CALL"):
            self.refuse("subquery")
        self.expect("}")
        return Exists(paths, where, at=start, end=self.before)

    def path(self) -> Path:
        """A pattern, with a path variable if it has one."""
        at, name = self.now.start, None
        if self.now.kind in ("name", "quoted") and self.ahead().value == "=":
            name = self.take().value
            self.expect("=")
        word = self.now.word
        if word in ("ALL", "ANY", "SHORTEST", "ALLSHORTESTPATHS"):
            self.refuse("shortest_path")
        shortest = self.accept_word("SHORTESTPATH")
        if shortest:
            self.expect("(")
        nodes, hops = [self._node()], []
        while self.hop_ahead():
            hops.append(self._hop(shortest=shortest))
            nodes.append(self._node())
        if self.is_sign("(") and not shortest:
            self.refuse("quantified_path", at)
        if shortest:
            self.expect(")")
            if name is None or len(hops) != 1 or hops[0].length is None or hops[0].named:
                self.refuse("shortest_path", at)
        return Path(name, shortest, tuple(nodes), tuple(hops), at=at, end=self.before)

    def _node(self) -> Node:
        at = self.expect("(").start
        if self.is_sign("("):
            self.refuse("quantified_path", at)
        named = self.now.kind in ("name", "quoted") and not self.is_word("WHERE")
        name = self.take().value if named else self.fresh()
        labels: tuple[str, ...] = ()
        either: Expression | None = None
        if self.is_word("IS"):
            self.refuse("name_form")
        if self.is_sign(":"):
            either = self.labels(Variable(name, at=self.now.start))
            if (all_of := _conjunction(either)) is not None:
                labels, either = all_of, None
        properties = self._properties()
        if self.is_word("WHERE"):
            self.refuse("hop_condition")
        self.expect(")")
        return Node(name, named, labels, either, properties, at=at, end=self.before)

    def _properties(self) -> tuple[tuple[str, Expression], ...]:
        if self.now.kind == "parameter":
            self.refuse("inline_parameter")
        found: list[tuple[str, Expression]] = []
        if self.accept("{"):
            while not self.is_sign("}"):
                key = self.name("<property>").value
                self.expect(":")
                found.append((key, self.expression()))
                if not self.accept(","):
                    break
            self.expect("}")
        return tuple(found)

    def _hop(self, *, shortest: bool) -> Hop:
        at = self.now.start
        left = self.accept("<")
        self.expect("-")
        named, name, types, length = False, self.fresh(), list[str](), None
        properties: tuple[tuple[str, Expression], ...] = ()
        if self.accept("["):
            if self.now.kind in ("name", "quoted") and not self.is_word("WHERE"):
                named, name = True, self.take().value
            if self.accept(":"):
                types.append(self._type())
                while self.accept("|"):
                    self.accept(":")
                    types.append(self._type())
                if self.is_sign("&", ":"):
                    self.refuse("name_form")
            length = self._length(shortest=shortest)
            properties = self._properties()
            if self.is_word("WHERE"):
                self.refuse("hop_condition")
            self.expect("]")
        self.expect("-")
        right = self.accept(">")
        if self.is_sign("{", "+", "*"):
            self.refuse("quantified_path", at)
        if length is not None and properties:
            self.refuse("variable_length", at)
        direction: Direction = "both" if left == right else "left" if left else "right"
        return Hop(name, named, tuple(dict.fromkeys(types)), direction, length, properties, at=at, end=self.before)

    def _type(self) -> str:
        if self.is_sign("!", "("):
            self.refuse("name_form")
        return self.label_name("type")

    def _length(self, *, shortest: bool) -> tuple[int, int] | None:
        at = self.now.start
        if not self.accept("*"):
            return None
        least = int(self.take().value) if self.now.kind == "integer" else None
        greatest = least
        if self.accept(".."):
            greatest = int(self.take().value) if self.now.kind == "integer" else None
        least = 1 if least is None else least
        most = _GREATEST_SHORTEST if shortest else _GREATEST_LENGTH
        if least < 1 or greatest is None or not least <= greatest <= most or (shortest and least > 1):
            self.refuse("shortest_path" if shortest else "variable_length", at)
        return least, greatest

    def _projection(self, at: int, *, final: bool) -> Projection:
        distinct = self.accept_word("DISTINCT")
        star = self.accept("*")
        items: list[Item] = []
        if not star or self.accept(","):
            items.append(self._item())
            while self.accept(","):
                items.append(self._item())
        order: list[tuple[Expression, bool]] = []
        if self.accept_word("ORDER"):
            self.expect_word("BY")
            order.append(self._key())
            while self.accept(","):
                order.append(self._key())
        skip = self._count() if self.accept_word("SKIP") or self.accept_word("OFFSET") else None
        limit = self._count() if self.accept_word("LIMIT") else None
        where = self.expression() if not final and self.accept_word("WHERE") else None
        return Projection(
            final, distinct, star, tuple(items), tuple(order), skip, limit, where, at=at, end=self.before
        )

    def _item(self) -> Item:
        at = self.now.start
        of = self.expression()
        wording = self.wording(at)
        aliased = self.accept_word("AS")
        return Item(of, self.name("<name>").value if aliased else wording, aliased, at=at, end=self.before)

    def _key(self) -> tuple[Expression, bool]:
        key = self.expression()
        falling = self.accept_word("DESC") or self.accept_word("DESCENDING")
        if not falling:
            self.accept_word("ASC") or self.accept_word("ASCENDING")
        return key, falling

    def _count(self) -> Expression:
        at = self.now.start
        count = self.expression()
        whole = isinstance(getattr(count, "value", None), int) and not isinstance(
            getattr(count, "value", None), bool
        )
        if not whole and not isinstance(count, Parameter):
            self.refuse("paging", at)
        return count


def _conjunction(labels: Expression) -> tuple[str, ...] | None:
    """The labels, if all of them must hold; else nothing."""
    if isinstance(labels, Labelled):
        return (labels.label,)
    if isinstance(labels, Binary) and labels.sign == "AND":
        left, right = _conjunction(labels.left), _conjunction(labels.right)
        return None if left is None or right is None else tuple(dict.fromkeys(left + right))
    return None
