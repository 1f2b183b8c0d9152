"""SPARQL expressions as Cypher expressions.

What always holds: an error is null, and nothing else is; so Cypher's three-valued logic is SPARQL's. An operation
on kinds for which that is not certified raises :class:`.NotCompiled`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from ..terms import XSD
from .algebra import key
from .values import (
    NONE,
    NUMBERS,
    RESOURCE,
    TEXT,
    TRUTH,
    UNBOUND,
    WHOLE,
    NotCompiled,
    Value,
    picked,
    quoted,
    same,
    spelled,
    split,
)

if TYPE_CHECKING:
    from .scope import Scope

_LANG_STRING: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_PLAIN: Final = re.compile(r"[\w /:.\-,#@\u3000-\uffef]*", re.ASCII | re.DOTALL)
_DATATYPES: Final = {"s": f"{XSD}string", "i": f"{XSD}integer", "d": f"{XSD}decimal", "b": f"{XSD}boolean"}


def constant(scope: Scope, term: Any) -> Value:
    """An IRI or literal of the query."""
    from rdflib import Literal, URIRef  # noqa: PLC0415

    if isinstance(term, URIRef):
        return Value(scope.draft.parameter(str(term)), RESOURCE)
    if isinstance(term, Literal):
        kind, bare = split(str(term), str(term.datatype or ""), str(term.language or "").lower())
        return Value(scope.draft.parameter(bare), frozenset({kind}))
    raise NotCompiled(f"term {term!r}")


def truth(scope: Scope, node: Any) -> str:
    """The effective boolean value of an expression."""
    value = expression(scope, node)
    if not value.kinds:
        return "null"
    if value.kinds == TRUTH:
        return value.code
    if value.kinds == TEXT:
        return f"{value.code} <> ''"
    if value.kinds <= NUMBERS and value.kind:
        return f"{value.code} <> 0"
    if value.kinds == RESOURCE:
        return "null"
    raise NotCompiled("truth value of a term of unknown kind")


def expression(scope: Scope, node: Any) -> Value:
    """The value of an expression; null where it is an error or unbound."""
    from rdflib import BNode, Literal, URIRef, Variable  # noqa: PLC0415

    if isinstance(node, Variable | BNode):
        return scope.env.get(key(node), UNBOUND)
    if isinstance(node, URIRef | Literal):
        return constant(scope, node)
    made = _MADE.get(getattr(node, "name", ""))
    if made is None:
        raise NotCompiled(f"function {getattr(node, 'name', node)}".replace("Builtin_", ""))
    return made(scope, node)


def _truth(code: str) -> Value:
    return Value(f"({code})", TRUTH, sure=False)


def _logic(word: str) -> Callable[[Scope, Any], Value]:
    def made(scope: Scope, node: Any) -> Value:
        others = node.other if isinstance(node.other, list) else [node.other]
        return _truth(f" {word} ".join(f"({truth(scope, each)})" for each in [node.expr, *others]))

    return made


def _not(scope: Scope, node: Any) -> Value:
    return _truth(f"NOT ({truth(scope, node.expr)})")


def _relation(scope: Scope, node: Any) -> Value:
    left = expression(scope, node.expr)
    if node.op in ("IN", "NOT IN"):
        members = node.other if isinstance(node.other, list) else [node.other]
        terms = [m for m in members if getattr(m, "toPython", None) is not None or hasattr(m, "name")]
        code = " OR ".join(f"({equal(left, expression(scope, m))})" for m in terms) or "false"
        return _truth(code if node.op == "IN" else f"NOT ({code})")
    right = expression(scope, node.other)
    if node.op == "=":
        return _truth(equal(left, right))
    if node.op == "!=":
        return _truth(f"NOT ({equal(left, right)})")
    return _truth(_ordered(left, node.op, right))


def equal(a: Value, b: Value) -> str:
    """RDFterm-equal and the operators on values: an error between literals that cannot be compared."""
    if not a.kinds or not b.kinds:
        return "null"
    if a.kinds == b.kinds == RESOURCE and (shared := set(a.nodes) & set(b.nodes)):
        graph = min(shared)
        return f"{a.nodes[graph]} = {b.nodes[graph]}"
    if len(b.kinds) > 1 and len(a.kinds) > 1:
        raise NotCompiled("= between terms of several kinds")
    if len(b.kinds) > 1:
        a, b = b, a
    wanted = b.kind
    cases = {kind: _equal_kinds(kind, wanted) for kind in sorted(a.kinds)}
    if a.kind:
        return _case(cases[a.kind], a.code, b.code)
    code = "".join(
        f" WHEN {quoted(kind)} THEN {_case(case, f'{a.code}[1]', b.code)}"
        for kind, case in cases.items()
        if case != "null"
    )
    return f"CASE {a.code}[0]{code} ELSE null END" if code else "null"


def _equal_kinds(a: str, b: str) -> str:
    """How values of two kinds compare: ``=``, ``false``, or ``null`` for an error."""
    if "r" in (a, b):
        return "=" if a == b else "false"
    if a == b and a[0] in "sidb":
        return "="
    if {a, b} <= NUMBERS:
        return "="
    if a[0] == "@" or b[0] == "@":
        return "=" if a == b else ("null" if "s" in (a, b) else _refuse("= between texts in languages"))
    if a[0] == "^" or b[0] == "^":
        _refuse(f"= on {(a if a[0] == '^' else b)[1:]}")
    return "null"


def _refuse(reason: str) -> str:
    raise NotCompiled(reason)


def _case(case: str, a: str, b: str) -> str:
    if case == "=":
        return f"{a} = {b}"
    # an unbound operand is an error in any case
    return f"CASE WHEN {a} IS NULL OR {b} IS NULL THEN null ELSE {case} END" if case != "null" else "null"


def _ordered(a: Value, op: str, b: Value) -> str:
    for value in (a, b):
        for kind in value.kinds:
            if kind[0] in "@^":
                raise NotCompiled(f"{op} on {kind[1:] if kind[0] == '^' else 'texts in a language'}")
    if a.kinds <= RESOURCE or b.kinds <= RESOURCE:
        return "null"
    if not (a.kind or b.kind):
        raise NotCompiled(f"{op} between terms of several kinds")
    one = a if a.kind else b
    kinds = NUMBERS if one.kind in NUMBERS else one.kinds
    return f"{picked(a, kinds)} {op} {picked(b, kinds)}"


def _exists(scope: Scope, node: Any) -> Value:
    from .absence import existing  # noqa: PLC0415  (it is made of expressions)

    code = existing(scope, node.graph)
    return Value(f"({code})" if node.name == "Builtin_EXISTS" else f"(NOT {code})", TRUTH)


def _sum(scope: Scope, node: Any) -> Value:
    code = ""
    ops = [""] + (node.op if isinstance(node.op, list) else [node.op])
    others = node.other if isinstance(node.other, list) else [node.other]
    for op, part in zip(ops, [node.expr, *others], strict=True):
        if op not in ("", "+", "-", "*"):
            raise NotCompiled(f"operator {op}")
        value = expression(scope, part)
        if value.kinds - WHOLE - RESOURCE - TEXT - TRUTH:
            raise NotCompiled("arithmetic on other than whole numbers")
        code = f"{code} {op} ({picked(value, WHOLE)})" if op else f"({picked(value, WHOLE)})"
    return Value(f"({code})", WHOLE, sure=False)


def _minus(scope: Scope, node: Any) -> Value:
    value = expression(scope, node.expr)
    if value.kinds != WHOLE:
        raise NotCompiled("minus on other than whole numbers")
    return Value(f"(-({value.code}))", WHOLE, sure=False)


def _bound(scope: Scope, node: Any) -> Value:
    value = expression(scope, node.arg)
    return Value("true" if value.sure else f"({value.code} IS NOT NULL)", TRUTH)


def _sameterm(scope: Scope, node: Any) -> Value:
    a, b = expression(scope, node.arg1), expression(scope, node.arg2)
    if not a.kinds & b.kinds:
        return _truth(_case("false", a.code, b.code))
    return _truth(same(a, b))


def _coalesce(scope: Scope, node: Any) -> Value:
    return _either([expression(scope, each) for each in node.arg or []], "coalesce({})")


def _either(values: list[Value], form: str) -> Value:
    values = [v for v in values if v.kinds]
    kinds = NONE.union(*(v.kinds for v in values))
    if not kinds:
        return UNBOUND
    codes = [spelled(v, kinds) for v in values]
    return Value(form.format(", ".join(codes)), kinds, any(v.sure for v in values))


def _if(scope: Scope, node: Any) -> Value:
    test = truth(scope, node.arg1)
    yes, no = expression(scope, node.arg2), expression(scope, node.arg3)
    kinds = yes.kinds | no.kinds
    if not kinds:
        return UNBOUND
    code = f"CASE WHEN {test} THEN {spelled(yes, kinds)} WHEN NOT ({test}) THEN {spelled(no, kinds)} END"
    return Value(f"({code})", kinds, sure=False)


def _str(scope: Scope, node: Any) -> Value:
    value = expression(scope, node.arg)
    if not value.kinds:
        return UNBOUND
    if "d" in value.kinds:
        raise NotCompiled("STR of a decimal")

    def one(kind: str, code: str) -> str:
        if kind == "r" and scope.draft.layout.blanks:
            return f"CASE WHEN {code} STARTS WITH '_:' THEN null ELSE {code} END"
        return f"toString({code})" if kind in "ib" else code

    return Value(_by_kind(value, one), TEXT, value.sure and not (scope.draft.layout.blanks and "r" in value.kinds))


def _by_kind(value: Value, one: Callable[[str, str], str]) -> str:
    """An expression by the kind that a value has."""
    if value.kind:
        return f"({one(value.kind, value.code)})"
    cases = "".join(f" WHEN {quoted(k)} THEN {one(k, f'{value.code}[1]')}" for k in sorted(value.kinds))
    return f"(CASE {value.code}[0]{cases} END)"


def _fixed(one: Callable[[str], str]) -> Callable[[Scope, Any], Value]:
    """A function whose result hangs on the kind alone."""

    def made(scope: Scope, node: Any) -> Value:
        value = expression(scope, node.arg)
        if not value.kinds:
            return UNBOUND
        code = _by_kind(value, lambda kind, _: one(kind))
        if not value.sure:
            code = f"(CASE WHEN {value.code} IS NOT NULL THEN {code} END)"
        return Value(code, TRUTH, value.sure)

    return made


def _lang(scope: Scope, node: Any) -> Value:
    value = expression(scope, node.arg)
    if not value.kinds:
        return UNBOUND

    def one(kind: str, code: str) -> str:
        if kind == "r":
            return "null"
        lang = kind[1:].partition("--")[0] if kind[0] == "@" else ""
        return f"CASE WHEN {code} IS NOT NULL THEN {quoted(lang)} END"

    return Value(_by_kind(value, one), TEXT, sure=False)


def _datatype(scope: Scope, node: Any) -> Value:
    value = expression(scope, node.arg)
    if not value.kinds:
        return UNBOUND

    def one(kind: str, code: str) -> str:
        if kind == "r":
            return "null"
        datatype = kind[1:] if kind[0] == "^" else _LANG_STRING if kind[0] == "@" else _DATATYPES[kind]
        return f"CASE WHEN {code} IS NOT NULL THEN {scope.draft.parameter(datatype)} END"

    return Value(_by_kind(value, one), RESOURCE, sure=False)


def _blank(wanted: bool) -> Callable[[Scope, Any], Value]:
    def made(scope: Scope, node: Any) -> Value:
        value = expression(scope, node.arg)
        if not value.kinds:
            return UNBOUND

        def one(kind: str, code: str) -> str:
            if kind != "r":
                return f"CASE WHEN {code} IS NOT NULL THEN false END"
            return f"{'' if wanted else 'NOT '}({code} STARTS WITH '_:')"

        return Value(_by_kind(value, one), TRUTH, value.sure)

    return made


def _texts(word: str) -> Callable[[Scope, Any], Value]:
    def made(scope: Scope, node: Any) -> Value:
        text, part = expression(scope, node.arg1), expression(scope, node.arg2)
        if part.kinds != TEXT:
            raise NotCompiled(f"{word} with other than a plain text")
        found = picked(text, (k for k in text.kinds if k[0] in "s@"))
        return _truth(f"({found}) {word} ({part.code})")

    return made


def _regex(scope: Scope, node: Any) -> Value:
    """Only patterns without operators, at most anchored: they mean the same in every engine."""
    from rdflib import Literal  # noqa: PLC0415

    pattern, flags = node.pattern, node.flags
    if not isinstance(pattern, Literal) or pattern.language or flags:
        raise NotCompiled("REGEX with flags or a computed pattern")
    body = str(pattern)
    start, end = body.startswith("^"), body.endswith("$") and not body.endswith("\\$")
    body = body[start : len(body) - end]
    if not _PLAIN.fullmatch(body) or "." in body or not body:
        raise NotCompiled("REGEX with operators")
    value = expression(scope, node.text)
    found = picked(value, (k for k in value.kinds if k[0] in "s@"))
    word = "=" if start and end else "STARTS WITH" if start else "ENDS WITH" if end else "CONTAINS"
    return _truth(f"({found}) {word} {scope.draft.parameter(body)}")


_MADE: Final[dict[str, Callable[[Any, Any], Value]]] = {
    "ConditionalAndExpression": _logic("AND"),
    "ConditionalOrExpression": _logic("OR"),
    "UnaryNot": _not,
    "RelationalExpression": _relation,
    "AdditiveExpression": _sum,
    "MultiplicativeExpression": _sum,
    "UnaryMinus": _minus,
    "Builtin_EXISTS": _exists,
    "Builtin_NOTEXISTS": _exists,
    "Builtin_BOUND": _bound,
    "Builtin_sameTerm": _sameterm,
    "Builtin_COALESCE": _coalesce,
    "Builtin_IF": _if,
    "Builtin_STR": _str,
    "Builtin_LANG": _lang,
    "Builtin_DATATYPE": _datatype,
    "Builtin_isIRI": _blank(False),
    "Builtin_isURI": _blank(False),
    "Builtin_isBLANK": _blank(True),
    "Builtin_isLITERAL": _fixed(lambda kind: "false" if kind == "r" else "true"),
    "Builtin_CONTAINS": _texts("CONTAINS"),
    "Builtin_STRSTARTS": _texts("STARTS WITH"),
    "Builtin_STRENDS": _texts("ENDS WITH"),
    "Builtin_REGEX": _regex,
}
