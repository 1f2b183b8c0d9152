"""Wording value expressions for the engine, each in one of its two evaluators.

In SQL only a few functions mean what Cypher means, row by row nearly all do (see :mod:`.scope`). Each result
carries its sort, from which wrong mixtures are known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, Literal, NoReturn

from .names import MANY_VALUES, SORTS, spelled, well_formed
from .refusals import refuse
from .scope import AGGREGATES, Bound, Scope, Shape, Sort, Where, Worded, common, constant, forced, has_aggregate
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
    Placed,
    Property,
    Unary,
    Variable,
    within,
)

_TEXT: Final = {"tolower": 1, "toupper": 1, "left": 2, "substring": 3}
"""Text functions that both evaluators have right, with their greatest number of arguments."""
_ROWS: Final[dict[str, tuple[int, Sort]]] = {
    "right": (2, "text"),
    "replace": (3, "text"),
    "reverse": (1, "text"),
    "tostring": (1, "text"),
    "tointeger": (1, "integer"),
    "tofloat": (1, "number"),
    "abs": (1, "number"),
    "ceil": (1, "number"),
    "floor": (1, "number"),
    "round": (1, "number"),
    "sign": (1, "integer"),
    "sqrt": (1, "number"),
}
"""Functions that only the evaluator of rows has right: greatest number of arguments, sort."""
_SORT_OF_SHAPE: Final[dict[str, Sort]] = {
    "text": "text",
    "type": "text",
    "integer": "integer",
    "negative": "integer",
    "number": "number",
    "truth": "truth",
    "list": "list",
    "empty": "list",
}
_NUMBERS: Final = ("integer", "number")
_REFUSED_FUNCTIONS: Final = {
    "labels": "labels_function",
    "id": "entity_function",
    "elementid": "entity_function",
    "keys": "map_function",
    "properties": "map_function",
    "startnode": "start_node",
    "endnode": "start_node",
    "nodes": "list_expression",
    "relationships": "list_expression",
}


class Values:
    """The part of a translation that words values."""

    def __init__(self, query: str, fresh: Callable[[], str], shapes: Mapping[str, Shape] | None) -> None:
        self.query = query
        self.fresh = fresh
        self.shapes = shapes
        self.in_sql = True

    def refuse(self, construct: str, at: Placed, text: str = "", rewriting: str | None = None) -> NoReturn:
        """Refuse a construct that stands at a place."""
        wording = text or self.query[at.at : max(at.end, at.at + 1)].strip() or self.query[at.at : at.at + 20]
        refuse(self.query, at.at, construct, wording, rewriting)

    def exists(self, e: Exists, where: Where) -> str:
        """The wording of an existence test; :class:`.patterns.Patterns` has it."""
        raise NotImplementedError

    def value(self, e: Expression, where: Where) -> Worded:  # noqa: PLR0911, PLR0912  (one return a construct)
        """The wording of an expression."""
        match e:
            case Constant():
                return constant(e)
            case Parameter():
                return self._parameter(e)
            case Variable():
                return self._variable(e, where)
            case Property():
                return self.property(e, where.scope)
            case Unary():
                return self._unary(e, where)
            case Binary():
                return self._binary(e, where)
            case Call():
                return self._call(e, where)
            case Case():
                return self._case(e, where)
        if not where.rows:
            self.refuse("in_list" if isinstance(e, Listed) else "truth_compare", e)
        match e:
            case Listed():
                items = ", ".join(self.value(item, where).text for item in e.items)
                return Worded(f"[{items}]", "list")
            case IsNull():
                return Worded(f"({self.entity(e.of, where)} IS {'NOT ' if e.negated else ''}NULL)", "truth")
            case Labelled():
                return Worded(f"({self.labelled(e, where.scope)})", "truth")
            case Exists():
                if e.bare:
                    self.refuse("pattern_value", e, rewriting=f"EXISTS {{ {self.query[e.at : e.end]} }}")
                return Worded(self.exists(e, where), "truth")
        return self._each(e, where)

    def bound(self, e: Variable, scope: Scope) -> Bound:
        """What a variable stands for; unknown ones are refused."""
        if e.name not in scope:
            self.refuse("variable_unknown", e, e.name)
        return scope[e.name]

    def entity(self, e: Expression, where: Where) -> str:
        """The wording of a value, or of a node or relationship that is only compared or tested for null."""
        if isinstance(e, Variable) and self.bound(e, where.scope).kind in ("node", "hop"):
            return spelled(e.name)
        return self.value(e, where).text

    def labelled(self, e: Labelled, scope: Scope) -> str:
        """The wording of a label test."""
        if self.bound(e.of, scope).kind != "node":
            self.refuse("variable_kind", e, e.of.name)
        self.check_name(e.label, "label", e)
        return f"{spelled(e.of.name)}:{e.label}"

    def check_name(self, name: str, kind: Literal["label", "type", "property"], at: Placed) -> None:
        """Refuse a label, type or property that is not spelled as it must be."""
        if not well_formed(name, kind):
            self.refuse("name_form", at, name)

    def property(self, e: Property, scope: Scope) -> Worded:
        """The wording of ``variable.key``."""
        kind = self.bound(e.of, scope).kind
        if kind not in ("node", "hop"):
            self.refuse("relationship_list" if kind in ("hops", "path") else "variable_kind", e.of, e.of.name)
        if e.key in MANY_VALUES:
            self.refuse("many_values", e, f"{e.of.name}.{e.key}")
        self.check_name(e.key, "property", e)
        return Worded(f"{spelled(e.of.name)}.{e.key}", SORTS.get(e.key, "any"))  # type: ignore[arg-type]

    def shape(self, e: Parameter) -> Shape | None:
        """What kind of value a parameter has, where the parameters are known."""
        if self.shapes is None:
            return None
        if e.name not in self.shapes:
            self.refuse("parameter_missing", e, f"${e.name}")
        return self.shapes[e.name]

    def _parameter(self, e: Parameter) -> Worded:
        shape = self.shape(e)
        if shape in ("list", "empty"):
            self.refuse("parameter_kind", e, f"${e.name}")
        return Worded(f"${e.name}", _SORT_OF_SHAPE.get(shape or "", "any"))

    def _variable(self, e: Variable, where: Where) -> Worded:
        bound = self.bound(e, where.scope)
        if bound.kind in ("hops", "path"):
            self.refuse("relationship_list", e, e.name)
        if bound.kind == "hop" and not where.rows:
            self.refuse("variable_kind", e, e.name)
        return Worded(spelled(e.name), bound.sort)

    def _unary(self, e: Unary, where: Where) -> Worded:
        if e.sign == "NOT":
            if not where.rows:
                self.refuse("truth_compare", e)
            return Worded(f"(NOT {self._truth(e.of, where)})", "truth")
        of = self.value(e.of, where)
        if of.sort in ("text", "truth", "list"):
            self.refuse("text_plus", e)
        return Worded(f"({e.sign}{of.text})", of.sort)

    def _truth(self, e: Expression, where: Where) -> str:
        """A part of a truth value."""
        worded = self.value(e, where)
        if worded.sort not in ("truth", "any"):
            self.refuse("condition", e)
        return worded.text

    def _binary(self, e: Binary, where: Where) -> Worded:
        if e.sign in ("+", "-", "*", "/", "%", "^"):
            return self._arithmetic(e, where)
        if not where.rows:
            self.refuse("truth_compare", e)
        if e.sign in ("AND", "OR", "XOR"):
            return Worded(f"({self._truth(e.left, where)} {e.sign} {self._truth(e.right, where)})", "truth")
        if e.sign == "IN" and not isinstance(e.right, Listed):
            if not isinstance(e.right, Parameter) or self.shape(e.right) not in (None, "list", "empty"):
                self.refuse("in_list", e)
            return Worded(f"({self.value(e.left, where).text} IN ${e.right.name})", "truth")
        return Worded(f"({self.entity(e.left, where)} {e.sign} {self.entity(e.right, where)})", "truth")

    def _arithmetic(self, e: Binary, where: Where) -> Worded:
        left, right = self.value(e.left, where), self.value(e.right, where)
        sorts = (left.sort, right.sort)
        if "list" in sorts or "truth" in sorts:
            self.refuse("text_plus", e)
        both: Sort = "integer" if sorts == ("integer", "integer") else "number"
        if e.sign == "+" and "text" in sorts:
            if "number" in sorts or "mixed" in sorts:
                self.refuse("text_number", e)
            return Worded(f"({left.text} + '' + {right.text})", "text")
        if e.sign == "+" and not where.rows and not all(sort in _NUMBERS for sort in sorts):
            self.refuse("text_plus", e)
        if "text" in sorts:
            self.refuse("text_plus", e)
        if e.sign == "+" and not all(sort in _NUMBERS for sort in sorts):
            both = "any"
        if e.sign in ("*", "/", "%", "^") and not where.rows:
            literal = e.right if e.sign != "*" or isinstance(e.right, Constant) else e.left
            if e.sign == "^" or not isinstance(literal, Constant) or not literal.value:
                self.refuse("arithmetic_condition", e)
        text = f"({left.text} {e.sign} {right.text})"
        if e.sign in ("/", "%") and not (isinstance(e.right, Constant) and e.right.value):
            # Only whole numbers raise an error when the engine divides by zero.
            text = f"CASE WHEN {right.text} = 0 THEN 1 / 0 ELSE {text} END"
        return Worded(text, "number" if e.sign == "^" else both)

    def _case(self, e: Case, where: Where) -> Worded:
        if not where.rows and (e.of is not None or e.otherwise is None):
            self.refuse("function_condition", e, "CASE")
        parts = ["CASE"] if e.of is None else ["CASE", self.value(e.of, where).text]
        results = []
        for when, then in e.whens:
            test = self.value(when, where).text if e.of is not None else self.case_test(when, where)
            results.append(self.value(then, where))
            parts.append(f"WHEN {test} THEN {results[-1].text}")
        if e.otherwise is not None:
            results.append(self.value(e.otherwise, where))
            parts.append(f"ELSE {results[-1].text}")
        return Worded(" ".join((*parts, "END")), common(results))

    def case_test(self, e: Expression, where: Where) -> str:
        """The wording of a condition inside ``CASE``; :class:`.conditions.Conditions` has it."""
        raise NotImplementedError

    def _call(self, e: Call, where: Where) -> Worded:
        if e.name in AGGREGATES:
            return self._aggregate(e, where)
        if e.name in _REFUSED_FUNCTIONS:
            self.refuse(_REFUSED_FUNCTIONS[e.name], e)
        if e.distinct or not e.arguments:
            self.refuse("function_unknown", e)
        if e.name in ("size", "length", "type"):
            return self._measure(e, where)
        if e.name == "coalesce":
            worded = [self.value(a, where) for a in e.arguments]
            return Worded(f"coalesce({', '.join(w.text for w in worded)})", common(worded))
        greatest, sort = _ROWS.get(e.name, (_TEXT.get(e.name, 0), "text"))
        if not 0 < len(e.arguments) <= greatest or (greatest > 1 and len(e.arguments) == 1):
            self.refuse("function_unknown", e)
        if e.name in _ROWS and not where.rows:
            self.refuse("function_condition", e)
        return self._function(e, sort, where)

    def _function(self, e: Call, sort: Sort, where: Where) -> Worded:
        worded = [self.value(a, where) for a in e.arguments]
        first = worded[0]
        if e.name in ("left", "right", "substring"):
            for argument in e.arguments[1:]:
                whole = isinstance(argument, Constant) and isinstance(argument.value, int)
                known = isinstance(argument, Parameter) and self.shape(argument) in ("integer", None)
                if not whole and not known:
                    self.refuse("function_unknown", e)
        kinds = ("text", "any", "mixed") if where.rows else ("text", "any")
        if e.name == "tostring" and first.sort in ("number", "mixed"):
            self.refuse("text_number", e)
        if (sort == "text" and e.name != "tostring" and first.sort not in kinds) or first.sort == "list":
            self.refuse("function_unknown", e)
        if e.name in ("tointeger", "tofloat") and first.sort == "truth":
            self.refuse("function_unknown", e)
        text = f"{e.name}({', '.join(w.text for w in worded)})"
        if e.name in ("tointeger", "tofloat") and first.sort not in _NUMBERS:
            # The engine reads numbers with white space around them; Cypher does not.
            text = f"CASE WHEN toString({first.text}) = trim(toString({first.text})) THEN {text} END"
        return Worded(text, first.sort if e.name == "abs" and first.sort in _NUMBERS else sort)

    def _measure(self, e: Call, where: Where) -> Worded:
        if len(e.arguments) != 1:
            self.refuse("function_unknown", e)
        of = e.arguments[0]
        kind = self.bound(of, where.scope).kind if isinstance(of, Variable) else "value"
        if e.name == "type":
            if kind != "hop" or not where.rows:
                self.refuse("type_condition" if kind == "hop" else "variable_kind", e)
            return Worded(f"type({spelled(of.name)})", "text")  # type: ignore[union-attr]
        if (kind == "path" and e.name == "length") or (kind == "hops" and e.name == "size"):
            return Worded(f"{e.name}({spelled(of.name)})", "integer")  # type: ignore[union-attr]
        worded = self.value(of, where) if kind == "value" else None
        if e.name == "length" or worded is None or worded.sort in ("integer", "number", "truth", "mixed"):
            self.refuse("variable_kind", e)
        if isinstance(of, Variable) and not where.rows:
            self.refuse("function_condition", e)
        return Worded(f"size({worded.text})", "integer")

    def _aggregate(self, e: Call, where: Where) -> Worded:
        if not where.aggregates:
            self.refuse("aggregate_place", e)
        if e.star:
            return Worded("count(*)", "integer")
        if len(e.arguments) != 1:
            self.refuse("function_unknown", e)
        of = e.arguments[0]
        if has_aggregate(of):
            self.refuse("aggregate_nested", e)
        if (
            e.name == "count"
            and isinstance(of, Variable)
            and self.bound(of, where.scope).kind in ("hop", "path", "hops")
        ):
            worded = Worded(spelled(of.name))
        else:
            worded = self.value(of, replace(where, aggregates=False))
        if e.name in ("sum", "avg") and worded.sort in ("text", "truth", "list"):
            self.refuse("text_plus", e)
        text = forced(worded.text) if where.forced else worded.text
        sorts: dict[str, Sort] = {"count": "integer", "sum": "number", "avg": "number", "collect": "list"}
        distinct = "DISTINCT " if e.distinct else ""
        return Worded(f"{e.name}({distinct}{text})", sorts.get(e.name, worded.sort))

    def _each(self, e: Expression, where: Where) -> Worded:
        if (
            not isinstance(e, Each)
            or len(e.source.arguments) != 1
            or not isinstance(e.source.arguments[0], Variable)
        ):
            self.refuse("list_expression", e)
        path = self.bound(e.source.arguments[0], where.scope)
        if path.kind != "path" or e.name in where.scope:
            self.refuse("list_expression", e)
        kind: Literal["node", "hop"] = "node" if e.source.name == "nodes" else "hop"
        # The engine's shortest paths know relationships' types, not which statement each one is.
        if kind == "hop" and path.shortest and any(isinstance(x, (Property, Variable)) for x in _bare(e.result)):
            self.refuse("shortest_path", e)
        inner = replace(where, scope={**where.scope, e.name: Bound(kind)}, aggregates=False)
        source = f"{e.source.name}({spelled(e.source.arguments[0].name)})"
        return Worded(f"[{spelled(e.name)} IN {source} | {self.value(e.result, inner).text}]", "list")


def _bare(e: Expression) -> list[Expression]:
    """The parts of an expression that are not the argument of ``type()``."""
    return [] if isinstance(e, Call) and e.name == "type" else list(within(e))
