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
    """A statement: clauses, what it returns after them, parameters; each variable's column and kinds, in order.

    ``form`` is SELECT, ASK or CONSTRUCT; ``template`` has the triples of a CONSTRUCT.
    """

    form: str
    clauses: str
    returned: str
    parameters: Mapping[str, Any]
    variables: tuple[str, ...]
    columns: tuple[Value, ...]
    template: tuple[Any, ...] = ()

    @property
    def text(self) -> str:
        """The statement."""
        return f"{self.clauses}\nRETURN {self.returned}".lstrip()

    def gathered(self, meta: str) -> str:
        """The statement with all its rows, of ``columns`` alone, as one list beside the graph's version after them.

        ``meta`` matches ``m``, which has the version. Gathering comes to its end before what follows it begins.
        """
        row = ", ".join(column.code for column in self.columns)
        told = f"WITH collect([{row}]) AS found\n{meta}\nRETURN m.version, found"
        return f"{self.clauses}\nWITH {self.returned}\n{told}".lstrip()


def compiled(parsed: Parsed, layout: Layout) -> Compiled:
    """Compile a query for a layout; raises :class:`.NotCompiled`."""
    if parsed.own_dataset:
        raise NotCompiled("FROM")
    scope = Scope(Draft(layout))
    algebra = parsed.algebra
    match parsed.form:
        case "SelectQuery":
            clauses, returned, found = rows(scope, algebra.p, ordered=True)
            names = parsed.variables
            columns = tuple(found[n] for n in names)
            return Compiled("SELECT", clauses, returned, scope.draft.parameters, names, columns)
        case "AskQuery":
            node = algebra.p
            while node.name in ("Project", "Distinct", "Reduced", "OrderBy"):
                node = node.p
            pattern(scope, node)
            return Compiled("ASK", scope.text(), "1 AS c0\nLIMIT 1", scope.draft.parameters, (), ())
        case "ConstructQuery":
            if not algebra.template:
                raise NotCompiled("CONSTRUCT WHERE")
            clauses, returned, found = rows(scope, algebra.p)
            template = tuple(tuple(triple) for triple in algebra.template)
            used = {key(t) for triple in template for t in triple}
            names = tuple(n for n in found if n in used)
            columns = tuple(found[n] for n in names)
            return Compiled("CONSTRUCT", clauses, returned, scope.draft.parameters, names, columns, template)
    raise NotCompiled(parsed.form.removesuffix("Query").upper())
