"""The graph of a compiled CONSTRUCT, made from its rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..terms import literal
from .algebra import key
from .compiler import Compiled


def constructed(plan: Compiled, rows: tuple[tuple[str | None, ...], ...]) -> tuple[str, ...]:
    """The sorted lines of N-Triples that a template and rows of terms make; blank nodes are new in each row."""
    from rdflib import BNode, Variable  # noqa: PLC0415

    lines = set()
    blanks = {str(t): i for i, t in enumerate(dict.fromkeys(t for each in plan.template for t in each))}
    for number, row in enumerate(rows):
        held = dict(zip(plan.variables, row, strict=True))

        def term(each: Any, number: int = number, held: Mapping[str, str | None] = held) -> str | None:
            if isinstance(each, Variable):
                return held.get(key(each))
            if isinstance(each, BNode):
                return f"_:c{number}x{blanks[str(each)]}"
            return _written(each)

        for triple in plan.template:
            s, p, o = map(term, triple)
            if s and p and o and not s.startswith('"') and p.startswith("<"):
                lines.add(f"{s} {p} {o} .")
    return tuple(sorted(lines))


def _written(term: Any) -> str:
    from rdflib import URIRef  # noqa: PLC0415

    if isinstance(term, URIRef):
        return f"<{term}>"
    if term.language:
        return f"{literal(str(term))}@{term.language}"
    datatype = str(term.datatype or "")
    plain = not datatype or datatype.endswith("XMLSchema#string")
    return literal(str(term)) + ("" if plain else f"^^<{datatype}>")
