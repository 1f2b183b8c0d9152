"""What a SPARQL variable is in Cypher: an expression, and which kinds of terms it may hold.

What always holds: equal terms are equal Cypher values. A value of one kind is bare (``'r'`` a resource's IRI,
``'s'`` a text, ``'i'`` a whole number, ``'d'`` a decimal, ``'b'`` a truth value, ``'@en'`` a text in a language,
``'^IRI'`` the spelling of another datatype); one of several kinds is a list ``[kind, bare value]``; null: unbound.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from ..terms import XSD, literal

RESOURCE: Final = frozenset("r")
TEXT: Final = frozenset("s")
WHOLE: Final = frozenset("i")
TRUTH: Final = frozenset("b")
NUMBERS: Final = frozenset("id")
NONE: Final[frozenset[str]] = frozenset()
_INT: Final = re.compile(r"-?[1-9][0-9]*|0")
_DEC: Final = re.compile(r"-?(?:[1-9][0-9]*|0)\.(?:[0-9]*[1-9]|0)")
_GREATEST: Final = 2**63


class NotCompiled(Exception):
    """A construct for which no Cypher is certified to mean the same; says which."""


@dataclass(frozen=True, slots=True)
class Value:
    """An expression. ``nodes``: by graph, the name of the node that a resource is; ``tie``: of its relationship."""

    code: str
    kinds: frozenset[str]
    sure: bool = True
    nodes: Mapping[str, str] = field(default_factory=dict)
    tie: str = ""

    @property
    def kind(self) -> str:
        """The only kind, or nothing."""
        return next(iter(self.kinds)) if len(self.kinds) == 1 else ""

    def unsure(self) -> Value:
        """The same, perhaps unbound."""
        return replace(self, sure=False)


UNBOUND: Final = Value("null", NONE, sure=False)


def quoted(text: str) -> str:
    """A Cypher string literal (for our own words and kinds).

    >>> from enishi.graph.sparql_cypher.values import quoted
    >>> print(quoted("it's"))
    'it\\'s'
    """
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def name(text: str) -> str:
    """A label, type or key as Cypher spells any name.

    >>> from enishi.graph.sparql_cypher.values import name
    >>> name("a`b")
    '`a``b`'
    """
    # The server reads backslash-u escapes before anything else, in names too.
    return "`" + text.replace("\\", "\\u005C").replace("`", "``") + "`"


def tagged(value: Value) -> str:
    """The value with its kind beside it."""
    if len(value.kinds) != 1:
        return value.code
    pair = f"[{quoted(value.kind)}, {value.code}]"
    return pair if value.sure else f"CASE WHEN {value.code} IS NULL THEN null ELSE {pair} END"


def spelled(value: Value, kinds: frozenset[str]) -> str:
    """The value's code as one that may hold these kinds."""
    return tagged(value) if len(kinds) != 1 and value.kinds else value.code


def picked(value: Value, kinds: Iterable[str]) -> str:
    """The bare value where it is of one of these kinds, else null."""
    wanted = sorted(value.kinds & frozenset(kinds))
    if not wanted:
        return "null"
    if len(value.kinds) == 1:
        return value.code
    if len(wanted) == len(value.kinds):
        return f"{value.code}[1]"
    among = ", ".join(map(quoted, wanted))
    return f"CASE WHEN {value.code}[0] IN [{among}] THEN {value.code}[1] END"


def same(a: Value, b: Value) -> str:
    """Whether two values are the same term."""
    if not a.kinds & b.kinds:
        return "false"
    if a.kinds == b.kinds:
        return f"{a.code} = {b.code}"
    if len(a.kinds) == 1:  # keeps an index usable
        return f"{tagged(b)} = {tagged(a)}"
    return f"{tagged(a)} = {tagged(b)}"


def split(text: str, datatype: str = "", lang: str = "") -> tuple[str, Any]:
    """Kind and bare value of a literal.

    >>> from enishi.graph.sparql_cypher.values import split
    >>> xsd = "http://www.w3.org/2001/XMLSchema#"
    >>> split("2", xsd + "integer"), split("02", xsd + "integer"), split("2.50", xsd + "decimal")[0]
    (('i', 2), ('^http://www.w3.org/2001/XMLSchema#integer', '02'), '^http://www.w3.org/2001/XMLSchema#decimal')
    """
    if lang:
        return f"@{lang}", text
    match datatype.removeprefix(XSD) if datatype.startswith(XSD) else datatype:
        case "" | "string":
            return "s", text
        case "integer" if _INT.fullmatch(text) and -_GREATEST <= int(text) < _GREATEST:
            return "i", int(text)
        case "decimal" if _DEC.fullmatch(text) and len(text) <= 15 and decimal_text(float(text)) == text:
            return "d", float(text)
        case "boolean" if text in ("true", "false"):
            return "b", text == "true"
    return f"^{datatype}", text


def decimal_text(number: float) -> str:
    """How a decimal is spelled."""
    plain = f"{Decimal(repr(number)):f}"
    return plain if "." in plain else f"{plain}.0"


def joined(kind: str, bare: Any) -> str:  # noqa: PLR0911
    """The term of a kind and a bare value; raises ``ValueError`` for one that cannot be."""
    match kind[0], bare:
        case "r", str():
            return bare if bare.startswith("_:") else f"<{bare}>"
        case "s", str():
            return literal(bare)
        case "i", int() if not isinstance(bare, bool):
            return literal(str(bare), "integer")
        case "d", float() if math.isfinite(bare):
            return literal(decimal_text(bare), "decimal")
        case "b", bool():
            return literal("true" if bare else "false", "boolean")
        case "@", str():
            return f"{literal(bare)}@{kind[1:]}"
        case "^", str():
            return f"{literal(bare)}^^<{kind[1:]}>"
    raise ValueError(kind)
