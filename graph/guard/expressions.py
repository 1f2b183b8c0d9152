"""Reading expressions, loosest operator first, as openCypher's grammar orders them.

Comparison binds tighter than ``NOT``; ``STARTS WITH``, ``IN`` and ``IS NULL`` tighter than comparison; ``^`` is
left-associative; a sign before a number binds tightest. What the subset does not know is refused by name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .cursor import Cursor
from .syntax import (
    Binary,
    Call,
    Case,
    Constant,
    Each,
    Exists,
    Expression,
    IsNull,
    Labelled,
    Listed,
    Parameter,
    Path,
    Property,
    Unary,
    Variable,
)

_COMPARISONS: Final = ("=", "<>", "<", "<=", ">", ">=")
_LIST_FUNCTIONS: Final = frozenset({"all", "any", "none", "single", "reduce", "filter", "extract"})
_WORDS: Final = {"TRUE": True, "FALSE": False, "NULL": None}


class Expressions(Cursor):
    """The part of the parser that reads expressions."""

    def path(self) -> Path:
        """A pattern; :class:`.parser.Parser` reads it."""
        raise NotImplementedError

    def existential(self, start: int) -> Expression:
        """``{ patterns WHERE condition }`` after ``EXISTS``; :class:`.parser.Parser` reads it."""
        raise NotImplementedError

    def hop_ahead(self) -> bool:
        """Whether a relationship pattern starts here."""
        if self.is_sign("<"):
            return self.ahead().value == "-" and self.ahead(2).value in ("[", "-")
        return self.is_sign("-") and self.ahead().value in ("[", "-")

    def expression(self) -> Expression:
        """An expression."""
        return self._joined(("OR",), lambda: self._joined(("XOR",), lambda: self._joined(("AND",), self._negation)))

    def _joined(self, words: tuple[str, ...], part: Callable[[], Expression]) -> Expression:
        left = part()
        while any(self.is_word(word) for word in words):
            sign = self.take().word
            left = Binary(sign, left, part(), at=left.at)
        return left

    def _negation(self) -> Expression:
        if self.is_word("NOT"):
            at = self.take().start
            return Unary("NOT", self._negation(), at=at)
        return self._comparison()

    def _comparison(self) -> Expression:
        left = self._predicate()
        if self.is_sign("=~"):
            self.refuse("regex")
        if self.is_sign("!="):
            self.refuse("not_equal")
        if not self.is_sign(*_COMPARISONS):
            return left
        found = Binary(self.take().value, left, self._predicate(), at=left.at)
        if self.is_sign(*_COMPARISONS):
            self.take()
            self._predicate()
            self.refuse("comparison_chain", left.at)
        return found

    def _predicate(self) -> Expression:
        left = self._sum()
        while True:
            if self.is_word("STARTS", "WITH") or self.is_word("ENDS", "WITH"):
                sign = f"{self.take().word} {self.take().word}"
                left = Binary(sign, left, self._sum(), at=left.at)
            elif self.is_word("CONTAINS") or self.is_word("IN"):
                left = Binary(self.take().word, left, self._sum(), at=left.at)
            elif self.is_word("IS"):
                self.take()
                negated = self.accept_word("NOT")
                if not self.accept_word("NULL"):
                    self.refuse("type_predicate", left.at)
                left = IsNull(left, negated, at=left.at)
            else:
                return left

    def _sum(self) -> Expression:
        return self._chain(
            ("+", "-"), lambda: self._chain(("*", "/", "%"), lambda: self._chain(("^",), self._signed))
        )

    def _chain(self, signs: tuple[str, ...], part: Callable[[], Expression]) -> Expression:
        left = part()
        while self.is_sign(*signs):
            left = Binary(self.take().value, left, part(), at=left.at)
        if self.is_sign("||"):
            self.refuse("concatenation")
        return left

    def _signed(self) -> Expression:
        if self.is_sign("-", "+"):
            token = self.take()
            return Unary(token.value, self._signed(), at=token.start)
        return self._after(self._atom())

    def _after(self, found: Expression) -> Expression:
        while True:
            if self.is_sign("."):
                self.take()
                key = self.name("<property>").value
                if not isinstance(found, Variable):
                    construct = (
                        "start_node"
                        if isinstance(found, Call) and found.name in ("startnode", "endnode")
                        else "map"
                    )
                    self.refuse(construct, found.at)
                found = Property(found, key, at=found.at)
            elif self.is_sign("["):
                self.take()
                if not self.is_sign("]"):
                    self.expression() if not self.is_sign("..") else self.take()
                self.refuse("list_access", found.at)
            elif self.is_sign("{") and isinstance(found, Variable):
                self.refuse("map_projection", found.at)
            elif self.is_sign(":") and isinstance(found, Variable):
                found = self.labels(found)
            elif self.is_sign("::"):
                self.refuse("type_predicate", found.at)
            else:
                return found

    def labels(self, of: Variable) -> Expression:
        """``:A:B``, ``:A&B``, ``:A|B`` and ``:!A`` after a variable, as a condition."""
        self.expect(":")
        return self._label_or(of)

    def _label_or(self, of: Variable) -> Expression:
        left = self._label_and(of)
        while self.accept("|"):
            self.accept(":")
            left = Binary("OR", left, self._label_and(of), at=of.at)
        return left

    def _label_and(self, of: Variable) -> Expression:
        left = self._label(of)
        while self.accept("&", ":"):
            left = Binary("AND", left, self._label(of), at=of.at)
        return left

    def _label(self, of: Variable) -> Expression:
        if self.accept("!"):
            return Unary("NOT", self._label(of), at=of.at)
        if self.accept("("):
            inside = self._label_or(of)
            self.expect(")")
            return inside
        return Labelled(of, self.label_name("label"), at=of.at)

    def label_name(self, kind: str) -> str:
        """The name of a label or a relationship type."""
        if self.is_sign("%", "$"):
            self.refuse("name_form")
        return self.name(f"<{kind}>").value

    def _atom(self) -> Expression:  # noqa: PLR0911  (one return a construct)
        token = self.now
        if token.kind == "string":
            return Constant(self.take().value, at=token.start)
        if token.kind == "integer":
            return Constant(int(self.take().value), token.value, at=token.start)
        if token.kind == "float":
            return Constant(float(self.take().value), token.value, at=token.start)
        if token.kind == "parameter":
            return Parameter(self.take().value, at=token.start)
        if self.is_sign("["):
            return self._list()
        if self.is_sign("{"):
            self.refuse("map")
        if self.is_sign("("):
            return self._pattern_or_group()
        if token.word in _WORDS:
            self.take()
            return Constant(_WORDS[token.word], at=token.start)
        if token.word == "CASE":
            return self._case()
        opens = token.kind == "name" and self.ahead().kind == "sign" and self.ahead().value in ("(", "{")
        if opens and (special := self._special()):
            return special
        if token.kind == "name" and self.ahead().value in ("(", ".") and self._is_call():
            return self._call()
        if token.kind in ("name", "quoted"):
            return Variable(self.name("<expression>").value, at=token.start, end=token.end)
        return self.fail("<expression>")

    def _pattern_or_group(self) -> Expression:
        """A parenthesis opens a pattern if the text up to its end is followed by a relationship."""
        start, depth, i = self.index, 0, self.index
        while self.tokens[i].kind != "end":
            depth += {"(": 1, ")": -1}.get(self.tokens[i].value if self.tokens[i].kind == "sign" else "", 0)
            i += 1
            if depth == 0:
                break
        self.index = i if depth == 0 else start
        pattern = depth == 0 and self.hop_ahead() and self._is_node(start, i)
        self.index = start
        if pattern:
            at = self.now.start
            path = self.path()
            return Exists((path,), None, bare=True, at=at, end=self.before)
        self.expect("(")
        inside = self.expression()
        self.expect(")")
        return inside

    def _is_node(self, start: int, end: int) -> bool:
        """Whether ``(...)`` reads as a node: empty, a name, or a name with labels or properties."""
        inside = self.tokens[start + 1 : end - 1]
        if inside and inside[0].kind in ("name", "quoted"):
            inside = inside[1:]
        return not inside or inside[0].value in (":", "{")

    def _list(self) -> Expression:
        at = self.expect("[").start
        if self.ahead().word == "IN" and self.now.kind in ("name", "quoted"):
            return self._each(at)
        if self.is_sign("("):
            inside = self._pattern_or_group() if not self.is_sign("]") else None
            if isinstance(inside, Exists):
                self.refuse("pattern_comprehension", at)
            self.index = next(i for i, t in enumerate(self.tokens) if t.start == at) + 1
        items: list[Expression] = []
        if not self.is_sign("]"):
            items.append(self.expression())
            while self.accept(","):
                items.append(self.expression())
        if self.is_sign("|"):
            self.refuse("pattern_comprehension", at)
        self.expect("]")
        return Listed(tuple(items), at=at, end=self.before)

    def _each(self, at: int) -> Expression:
        name = self.take().value
        self.expect_word("IN")
        source = self.expression()
        known = isinstance(source, Call) and source.name in ("nodes", "relationships")
        if not isinstance(source, Call) or not known or not self.accept("|"):
            self.refuse("list_expression", at)
        result = self.expression()
        self.expect("]")
        return Each(name, source, result, at=at, end=self.before)

    def _case(self) -> Expression:
        at = self.expect_word("CASE").start
        of = None if self.is_word("WHEN") else self.expression()
        whens: list[tuple[Expression, Expression]] = []
        while self.accept_word("WHEN"):
            when = self.expression()
            self.expect_word("THEN")
            whens.append((when, self.expression()))
        if not whens:
            self.fail("WHEN")
        otherwise = self.expression() if self.accept_word("ELSE") else None
        self.expect_word("END")
        return Case(of, tuple(whens), otherwise, at=at, end=self.before)

    def _special(self) -> Expression | None:
        """Functions with a syntax of their own: EXISTS, COUNT, COLLECT with braces; all, any, reduce ..."""
        word, at = self.now.word, self.now.start
        if self.ahead().value == "{":
            if word == "EXISTS":
                self.take()
                return self.existential(at)
            if word in ("COUNT", "COLLECT"):
                self.refuse(f"{word.lower()}_subquery")
            return None
        if word.lower() in _LIST_FUNCTIONS:
            self.refuse("list_expression")
        if word in ("SHORTESTPATH", "ALLSHORTESTPATHS"):
            self.refuse("shortest_path")
        if word == "EXISTS":
            self.take()
            self.expect("(")
            inside = self.expression()
            self.expect(")")
            if not isinstance(inside, Exists):
                self.refuse("exists_property", at)
            return inside
        return None

    def _is_call(self) -> bool:
        """Whether ``name(`` or ``name.name(`` stands here."""
        i = 1
        while self.ahead(i).value == "." and self.ahead(i + 1).kind == "name":
            i += 2
        return self.ahead(i).kind == "sign" and self.ahead(i).value == "("

    def _call(self) -> Expression:
        at, name = self.now.start, self.take().value
        while self.accept("."):
            name += "." + self.take().value
        self.expect("(")
        if name.lower() == "count" and self.accept("*"):
            self.expect(")")
            return Call("count", (), star=True, at=at, end=self.before)
        distinct = self.accept_word("DISTINCT")
        arguments: list[Expression] = []
        if not self.is_sign(")"):
            arguments.append(self.expression())
            while self.accept(","):
                arguments.append(self.expression())
        self.expect(")")
        return Call(name.lower(), tuple(arguments), distinct, at=at, end=self.before)
