"""Wording conditions so that the engine's SQL and Cypher agree on when they hold.

Where a value is missing or of another kind, SQL says "unknown" in places where Cypher says false, and the other
way round. A condition matters only where it is true, so it is taken apart by De Morgan's laws: ``holds`` words
when an expression is true, ``fails`` when it is false, and neither ever needs to negate an unknown.
"""

from __future__ import annotations

from typing import Final

from .names import spelled
from .scope import Where
from .syntax import (
    Binary,
    Call,
    Constant,
    Exists,
    Expression,
    IsNull,
    Labelled,
    Listed,
    Parameter,
    Property,
    Unary,
    Variable,
)
from .values import Values

_OPPOSITE: Final = {"<": ">=", ">=": "<", ">": "<=", "<=": ">"}


class Conditions(Values):
    """The part of a translation that words conditions."""

    def holds(self, e: Expression, where: Where) -> str:
        """The wording of: the expression is true."""
        return self._is(e, True, where)

    def fails(self, e: Expression, where: Where) -> str:
        """The wording of: the expression is false (and not merely unknown)."""
        return self._is(e, False, where)

    def case_test(self, e: Expression, where: Where) -> str:
        """A ``CASE`` branch is taken where its condition is true."""
        return self.holds(e, where)

    def _is(self, e: Expression, true: bool, where: Where) -> str:  # noqa: PLR0911  (one return a construct)
        match e:
            case Constant():
                if e.value is not None and not isinstance(e.value, bool):
                    self.refuse("condition", e)
                return "true" if e.value is true else "false"
            case Unary() if e.sign == "NOT":
                return self._is(e.of, not true, where)
            case Binary() if e.sign in ("AND", "OR"):
                sign = e.sign if true else {"AND": "OR", "OR": "AND"}[e.sign]
                return f"({self._is(e.left, true, where)} {sign} {self._is(e.right, true, where)})"
            case Binary() if e.sign == "XOR":
                one = f"({self.holds(e.left, where)} AND {self._is(e.right, not true, where)})"
                other = f"({self.fails(e.left, where)} AND {self._is(e.right, true, where)})"
                return f"({one} OR {other})"
            case Binary() if e.sign == "IN":
                return self._in(e, true, where)
            case Binary() if e.sign not in ("+", "-", "*", "/", "%", "^"):
                return self._compared(e, true, where)
            case IsNull():
                return self._null(e, true, where)
            case Labelled():
                text = self.labelled(e, where.scope)
                return text if true else f"({spelled(e.of.name)} IS NOT NULL AND NOT {text})"
            case Exists():
                return self.exists(e, where) if true else f"NOT {self.exists(e, where)}"
        return self._plain(e, true, where)

    def _plain(self, e: Expression, true: bool, where: Where) -> str:
        """A property, parameter or function that is itself a truth value; a text there would be an error."""
        worded = self.value(e, where)
        if worded.sort != "truth" and not (isinstance(e, Parameter) and self.shape(e) in (None, "null")):
            self.refuse("condition", e)
        return f"{worded.text} = {'true' if true else 'false'}"

    def _compared(self, e: Binary, true: bool, where: Where) -> str:  # noqa: PLR0911  (one return a kind)
        if typed := self._type(e, true, where):
            return typed
        kinds = {self._kind(side, where) for side in (e.left, e.right)}
        if kinds != {"value"}:
            return self._same(e, true, kinds)
        if any(isinstance(side, Constant) and side.value is None for side in (e.left, e.right)):
            return "false"
        left, right = self.value(e.left, where).text, self.value(e.right, where).text
        if e.sign in ("STARTS WITH", "ENDS WITH", "CONTAINS"):
            return f"{left} {e.sign} {right}" if true else f"NOT ({left} {e.sign} {right})"
        if e.sign in _OPPOSITE:
            return f"{left} {e.sign if true else _OPPOSITE[e.sign]} {right}"
        if (e.sign == "=") == true:
            return f"{left} = {right}"
        return self._differ((e.left, e.right), f"{left} = {right}", where)

    def _differ(self, sides: tuple[Expression, ...], equal: str, where: Where) -> str:
        """Both sides are there and not equal; values of two kinds are there and are not equal."""
        known = [present for side in sides if (present := self._present(side, where))]
        return f"({' AND '.join((*dict.fromkeys(known), f'NOT coalesce({equal}, false)'))})"

    def _present(self, e: Expression, where: Where) -> str | None:
        if isinstance(e, Constant):
            return "false" if e.value is None else None
        text = self.value(e, where).text
        return f"{text} IS NOT NULL" if isinstance(e, (Property, Variable)) else f"{text} = {text}"

    def _kind(self, e: Expression, where: Where) -> str:
        return self.bound(e, where.scope).kind if isinstance(e, Variable) else "value"

    def _same(self, e: Binary, true: bool, kinds: set[str]) -> str:
        """Whether two nodes, or two relationships, are the same."""
        if len(kinds) > 1 or e.sign not in ("=", "<>") or not kinds <= {"node", "hop"}:
            self.refuse("variable_kind", e)
        left, right = (spelled(side.name) for side in (e.left, e.right) if isinstance(side, Variable))
        if (e.sign == "=") == true:
            return f"{left} = {right}"
        if kinds == {"node"}:
            return f"({left} IS NOT NULL AND {right} IS NOT NULL AND NOT {left} = {right})"
        return f"{left} <> {right}"

    def _type(self, e: Binary, true: bool, where: Where) -> str | None:
        """``type(r) = 'T'``: the engine compares a relationship's type with a text that is given, nothing else."""
        left, right = (e.right, e.left) if _is_type(e.right) else (e.left, e.right)
        if where.rows or not isinstance(left, Call) or not _is_type(left):
            return None
        hop = left.arguments[0] if left.arguments else left
        if not isinstance(hop, Variable) or self.bound(hop, where.scope).kind != "hop" or e.sign not in ("=", "<>"):
            self.refuse("type_condition", left)
        if isinstance(right, Constant) and isinstance(right.value, str):
            self.check_name(right.value, "type", right)
        elif not isinstance(right, Parameter) or self.shape(right) not in (None, "type"):
            self.refuse("type_condition", left)
        return (
            f"type({spelled(hop.name)}) {'=' if (e.sign == '=') == true else '<>'} {self.value(right, where).text}"
        )

    def _in(self, e: Binary, true: bool, where: Where) -> str:
        if isinstance(e.right, Listed):
            return self._among(e, e.right.items, true, where)
        if not isinstance(e.right, Parameter):
            if isinstance(e.right, Call):
                self.value(e.right, where)
            self.refuse("in_list", e)
        shape = self.shape(e.right)
        if shape in ("empty", "null"):
            return "true" if shape == "empty" and not true else "false"
        if shape not in (None, "list") or _is_type(e.left):
            self.refuse("in_list", e)
        inside = f"{self.value(e.left, where).text} IN ${e.right.name}"
        return inside if true else self._differ((e.left,), inside, where)

    def _among(self, e: Binary, items: tuple[Expression, ...], true: bool, where: Where) -> str:
        if not items:
            return "false" if true else "true"
        if all(isinstance(i, Constant) and i.value is not None for i in items) and not _is_type(e.left):
            inside = f"{self.value(e.left, where).text} IN [{', '.join(self.value(i, where).text for i in items)}]"
            return inside if true else self._differ((e.left,), inside, where)
        tests = [self._compared(Binary("=", e.left, item, at=e.at), true, where) for item in items]
        return f"({(' OR ' if true else ' AND ').join(tests)})"

    def _null(self, e: IsNull, true: bool, where: Where) -> str:
        missing = e.negated != true
        of = e.of
        if isinstance(of, Constant):
            return "true" if (of.value is None) == missing else "false"
        if isinstance(of, Variable) and not where.rows and self.bound(of, where.scope).kind == "hop":
            witness = self.bound(of, where.scope).witness
            if witness is None:
                self.refuse("relationship_null", e, of.name)
            return f"{spelled(witness)} IS {'' if missing else 'NOT '}NULL"
        if isinstance(of, (Property, Variable)):
            return f"{self.entity(of, where)} IS {'' if missing else 'NOT '}NULL"
        worded = self.value(of, where)
        if worded.sort == "truth" and not isinstance(of, Parameter):
            self.refuse("null_condition", e)
        same = f"{worded.text} = {worded.text}"
        return f"NOT coalesce({same}, false)" if missing else same


def _is_type(e: Expression) -> bool:
    return isinstance(e, Call) and e.name == "type"
