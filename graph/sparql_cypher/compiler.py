"""A SPARQL query as one Cypher statement with parameters, or the reason why not.

What always holds: a compiled query means the same, certified construct by construct (docs/reference);
it only reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .algebra import Parsed, key
from .layouts import Layout
from .modifiers import rows
from .patterns import pattern
from .scope import Draft, Scope
from .values import NotCompiled, Value


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement: text, parameters, and for each variable in order its column and kinds.

    ``form`` is SELECT, ASK or CONSTRUCT; ``template`` has the triples of a CONSTRUCT.
    """

    form: str
    text: str
    parameters: Mapping[str, Any]
    variables: tuple[str, ...]
    columns: tuple[Value, ...]
    template: tuple[Any, ...] = ()


def compiled(parsed: Parsed, layout: Layout) -> Compiled:
    """Compile a query for a layout; raises :class:`.NotCompiled`."""
    if parsed.own_dataset:
        raise NotCompiled("FROM")
    scope = Scope(Draft(layout))
    algebra = parsed.algebra
    match parsed.form:
        case "SelectQuery":
            text, found = rows(scope, algebra.p, ordered=True)
            names = parsed.variables
            return Compiled("SELECT", text, scope.draft.parameters, names, tuple(found[n] for n in names))
        case "AskQuery":
            node = algebra.p
            while node.name in ("Project", "Distinct", "Reduced", "OrderBy"):
                node = node.p
            pattern(scope, node)
            text = f"{scope.text()}\nRETURN 1 AS found\nLIMIT 1".lstrip()
            return Compiled("ASK", text, scope.draft.parameters, (), ())
        case "ConstructQuery":
            if not algebra.template:
                raise NotCompiled("CONSTRUCT WHERE")
            text, found = rows(scope, algebra.p)
            template = tuple(tuple(triple) for triple in algebra.template)
            used = {key(t) for triple in template for t in triple}
            names = tuple(n for n in found if n in used)
            return Compiled(
                "CONSTRUCT", text, scope.draft.parameters, names, tuple(found[n] for n in names), template
            )
    raise NotCompiled(parsed.form.removesuffix("Query").upper())
