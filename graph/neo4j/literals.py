"""Literals as Neo4j's properties, and back, without loss.

What always holds: decoding what was encoded gives the same terms. ``key`` holds native values (text, whole number,
decimal as float, truth value) where their spelling can be worked out again; ``key@en`` texts in a language;
``key^^gYear`` the exact spelling of any other datatype. Beside ``key^^T``, values of ``T`` in ``key`` are but near.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from ..terms import XSD, literal, value

_WHOLE: Final = re.compile(r"-?[1-9][0-9]*|0")
_DECIMAL: Final = re.compile(r"(?:-?[1-9][0-9]*|-?0(?=\.)|0)(?:\.[0-9]*[1-9])?")
_NATIVE: Final = ("string", "integer", "decimal", "boolean")
KEY: Final = re.compile(r"(<[^<>]*>|[^<>@^]+)(?:@(.+)|\^\^(.+))?", re.DOTALL)
"""A property's key: what the predicate is called; the language, or the datatype."""
_INDEXED: Final = frozenset({"name", "nameEn"})
_GREATEST: Final = 8_000
"""Bytes of a text that Neo4j still takes into an index (its limit is 8,167); a longer one is cut there."""
_SHORT: Final = 1_000
ALWAYS_LISTS: Final = frozenset({"altName", "qualifier", "attribute", "mentionedKind"})
"""Keys that hold a list even of one: so that a query need not ask."""


def encode(key: str, terms: Iterable[str]) -> dict[str, Any]:
    """The properties that hold the literals (terms) of one predicate, called ``key``.

    >>> from enishi.graph.neo4j.literals import encode
    >>> from enishi.graph.terms import literal
    >>> encode("value", [literal("12.5", "decimal")]), encode("value", [literal("01", "integer")])
    ({'value': 12.5}, {'value^^integer': '01'})
    """
    given = sorted(terms)
    if len(given) == 1 and given[0].endswith('"') and (key not in _INDEXED or len(given[0]) < _SHORT):
        return {key: _packed(key, [value(given[0])])}  # a text: what most literals are
    groups: dict[str, list[str]] = defaultdict(list)
    for term in given:
        groups[_suffix(term)].append(value(term))
    properties: dict[str, Any] = {}
    for kind in _NATIVE:
        texts = groups.get(f"^^{kind}")
        if texts is None:
            continue
        natives = [] if key in properties else [n for text in texts if (n := _native(key, kind, text)) is not None]
        if natives:
            properties[key] = _packed(key, natives)
        if [_text(kind, native) for native in natives] == texts:
            del groups[f"^^{kind}"]
    return properties | {f"{key}{suffix}": _packed(key, texts) for suffix, texts in groups.items()}


def _packed(key: str, values: list[Any]) -> Any:
    return values if len(values) > 1 or key in ALWAYS_LISTS else values[0]


def _suffix(term: str) -> str:
    mark = term[term.rindex('"') + 1 :]
    if not mark:
        return "^^string"
    if mark.startswith("@"):
        return mark
    kind = mark[3:-1]
    return f"^^{kind.removeprefix(XSD)}" if kind.startswith(XSD) and kind[len(XSD) :].isalpha() else mark


def _native(key: str, kind: str, text: str) -> Any:
    match kind:
        case "string":
            return text[:_SHORT] if key in _INDEXED and len(text.encode()) > _GREATEST else text
        case "integer" if _WHOLE.fullmatch(text) and -(2**63) <= int(text) < 2**63:
            return int(text)
        case "decimal" if _DECIMAL.fullmatch(text):
            return near if math.isfinite(near := float(text)) else None
        case "boolean" if text in ("true", "false"):
            return text == "true"
    return None


def _text(kind: str, native: Any) -> str:
    match kind:
        case "boolean":
            return "true" if native else "false"
        case "decimal":
            plain = f"{Decimal(repr(native)):f}"
            return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return str(native)


def decode(properties: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Key (without what marks its type) and literal (a term) of properties."""
    for marked, held in properties.items():
        match = KEY.fullmatch(marked)
        if match is None:
            continue
        key, lang, kind = match.groups()
        for each in held if isinstance(held, list) else [held]:
            if lang:
                yield key, f"{literal(each)}@{lang}"
            elif kind:
                yield key, _typed(kind, each)
            elif f"{key}^^{(native := _kind(each))}" not in properties:
                yield key, _typed(native, _text(native, each))


def _kind(native: Any) -> str:
    match native:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "decimal"
    return "string"


def _typed(kind: str, text: str) -> str:
    if kind == "string":
        return literal(text)
    return f"{literal(text)}^^{kind}" if kind.startswith("<") else literal(text, kind)
