"""Wording a whole query: clause after clause, and where the engine must leave SQL to be right.

What is projected is worded for SQL where that is certain; else, where no pattern follows any more, so that the
engine evaluates it row by row. What a column is called stays what the query says.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from .names import spelled
from .patterns import Patterns
from .scope import AGGREGATES, Bound, Scope, Where, constant, forced, has_aggregate
from .syntax import (
    Call,
    Clause,
    Constant,
    Exists,
    Expression,
    Item,
    Listed,
    Match,
    Parameter,
    Projection,
    Property,
    Query,
    Unwind,
    Variable,
    within,
)

_SQL_FUNCTIONS: Final = frozenset({"tolower", "toupper", "left", "substring", "size", "coalesce"})


class Translation(Patterns):
    """A translation of one query."""

    def whole(self, query: Query) -> str:
        """The wording of the query."""
        texts, columns = [], list[tuple[str, ...]]()
        for part in query.parts:
            text, names = self._single(part)
            texts.append(text)
            columns.append(names)
            if names != columns[0]:
                self.refuse("union_columns", part[-1], ", ".join(names))
        return ("\nUNION ALL\n" if query.all else "\nUNION\n").join(texts)

    def _single(self, clauses: tuple[Clause, ...]) -> tuple[str, tuple[str, ...]]:
        scope: Scope = {}
        lines: list[str] = []
        columns: tuple[str, ...] = ()
        self.in_sql = True
        for i, clause in enumerate(clauses):
            late = not any(_reads_graph(later) for later in clauses[i + 1 :])
            match clause:
                case Match():
                    lines += self.match(clause, scope)
                case Unwind():
                    lines.append(self._unwind(clause, scope, late=late))
                case Projection():
                    line, scope = self._projection(clause, scope, late=late)
                    lines.append(line)
                    columns = tuple(scope)
        return "\n".join(lines), columns

    def _unwind(self, clause: Unwind, scope: Scope, *, late: bool) -> str:
        if clause.name in scope:
            self.refuse("alias_twice", clause, clause.name)
        of, sort = clause.of, Bound("value", "mixed")
        fixed = isinstance(of, Listed) and all(isinstance(i, (Constant, Parameter)) for i in of.items)
        if isinstance(of, Parameter):
            if self.shape(of) not in ("list", "empty", "null", None):
                self.refuse("parameter_kind", of, f"${of.name}")
            text = f"${of.name}"
        elif isinstance(of, Constant) and of.value is None:
            text = "[]"
        else:
            worded = self.value(of, Where(scope, rows=True))
            if worded.sort != "list" or not (fixed or late):
                self.refuse("unwind", clause)
            text = worded.text
            self.in_sql = self.in_sql and fixed
        if isinstance(of, Listed) and fixed:
            sorts = {constant(i).sort for i in of.items if isinstance(i, Constant) and i.value is not None}
            if len(sorts) == 1 and all(isinstance(i, Constant) for i in of.items):
                sort = Bound("value", sorts.pop())
        scope[clause.name] = sort
        return f"UNWIND {text} AS {spelled(clause.name)}"

    def _items(self, clause: Projection, scope: Scope) -> list[Item]:
        stars = (
            [Item(Variable(n, at=clause.at), n, True, at=clause.at) for n in sorted(scope)] if clause.star else []
        )
        if clause.star and not stars:
            self.refuse("variable_unknown", clause, "*")
        items = [*stars, *clause.items]
        names = [item.name for item in items]
        for item in items:
            if not clause.final and not item.aliased and not isinstance(item.of, Variable):
                self.refuse("alias_missing", item)
            if names.count(item.name) > 1:
                self.refuse("alias_twice", item, item.name)
            shadows = item.name in scope and item.of != Variable(item.name, at=0)
            if shadows and (clause.order or clause.where is not None):
                self.refuse("shadowed", item, item.name)
            self._grouped(item.of)
        return items

    def _grouped(self, e: Expression) -> None:
        """An item that aggregates may name variables only inside its aggregates."""
        if not has_aggregate(e):
            return
        stack: list[Expression] = [e]
        while stack:
            part = stack.pop()
            if isinstance(part, Call) and part.name in AGGREGATES:
                continue
            if isinstance(part, (Variable, Exists)):
                self.refuse("aggregate_mixed", e)
            stack += [p for p in _direct(part) if p is not part]

    def _projection(self, clause: Projection, scope: Scope, *, late: bool) -> tuple[str, Scope]:
        items = self._items(clause, scope)
        groups = clause.distinct or any(has_aggregate(item.of) for item in items)
        rows_anyway = clause.final and not groups
        sure = {item.name: self._sure(item.of, scope, groups=groups) for item in items}
        in_rows = not self.in_sql or rows_anyway or not all(sure.values())
        if in_rows and self.in_sql and not late and not clause.final:
            bad = next(item for item in items if not sure[item.name])
            self.refuse("early_projection", bad)
        texts, new = list[str](), Scope()
        force = self.in_sql and not rows_anyway
        for item in items:
            forcing = force and not sure[item.name]
            text, bound = self._item(item, scope, final=clause.final, in_rows=in_rows, force=forcing)
            texts.append(f"{text} AS {spelled(item.name)}")
            new[item.name] = bound
        keys, plain_keys = self._order(clause, items, scope, new, sure, groups=groups)
        if not plain_keys and not late and not clause.final:
            self.refuse("early_projection", clause.order[0][0])
        if self.in_sql and not rows_anyway and (in_rows or not plain_keys):
            self.in_sql = False
        new = {name: _kept(bound, items) for name, bound in new.items()}
        word = ("RETURN" if clause.final else "WITH") + (" DISTINCT" if clause.distinct else "")
        text = f"{word} {', '.join(texts)}{keys}"
        for page, count in (("SKIP", clause.skip), ("LIMIT", clause.limit)):
            text += f" {page} {self.value(count, Where({}, rows=True)).text}" if count is not None else ""
        if clause.where is not None:
            if has_aggregate(clause.where):
                self.refuse("aggregate_place", clause.where)
            text += f" WHERE {self.holds(clause.where, Where(new, rows=not self.in_sql))}"
        return text, new

    def _item(self, item: Item, scope: Scope, *, final: bool, in_rows: bool, force: bool) -> tuple[str, Bound]:
        of = item.of
        if isinstance(of, Variable) and self.bound(of, scope).kind != "value":
            bound = self.bound(of, scope)
            if final and bound.kind in ("hops", "path"):
                self.refuse("relationship_list", of, of.name)
            return (forced(spelled(of.name)) if force else spelled(of.name)), bound
        aggregates = has_aggregate(of)
        worded = self.value(of, Where(scope, in_rows, aggregates=aggregates, forced=force and aggregates))
        text = forced(worded.text) if force and not aggregates else worded.text
        return text, Bound("value", worded.sort)

    def _sure(self, e: Expression, scope: Scope, *, groups: bool) -> bool:  # noqa: PLR0911  (one return a construct)
        """Whether SQL means what Cypher means for a projected item."""
        match e:
            case Variable():
                bound = self.bound(e, scope)
                return bound.kind in ("node", "hop") or (
                    bound.kind == "value" and not (groups and bound.sort == "mixed")
                )
            case Property():
                return not groups or self.property(e, scope).sort not in ("mixed", "number")
            case Constant() | Parameter():
                return not groups
            case Call() if e.name == "count":
                of = e.arguments[0] if e.arguments else None
                if isinstance(of, Variable) and self.bound(of, scope).kind in ("path", "hops"):
                    return False
                return e.star or (isinstance(of, (Variable, Property)) and self._sure(of, scope, groups=True))
            case Call() if e.name in _SQL_FUNCTIONS:
                parts = [p for p in within(e) if p is not e]
                plain = all(isinstance(p, (Property, Constant, Variable)) for p in parts)
                measured = e.name == "size" and isinstance(e.arguments[0], Variable) if e.arguments else False
                return plain and not measured and self._one_sort(e, scope)
        return False

    def _one_sort(self, e: Call, scope: Scope) -> bool:
        sorts = {self.property(p, scope).sort for p in within(e) if isinstance(p, Property)}
        return sorts.isdisjoint({"mixed", "number"})

    def _order(
        self,
        clause: Projection,
        items: list[Item],
        scope: Scope,
        new: Scope,
        sure: dict[str, bool],
        *,
        groups: bool,
    ) -> tuple[str, bool]:
        """The wording of ``ORDER BY``, and whether SQL may do it."""
        keys, plain = [], True
        for e, falling in clause.order:
            item = next((i for i in items if i.of == e or (isinstance(e, Variable) and i.name == e.name)), None)
            if item is not None:
                text, bound = spelled(item.name), new[item.name]
                certain = sure[item.name] and bound.sort != "mixed"
                fixed = isinstance(item.of, (Constant, Parameter)) or bound.kind != "value"
            else:
                if groups:
                    self.refuse("order_hidden", e)
                both = {**scope, **new}
                fixed = isinstance(e, (Constant, Parameter)) or (
                    isinstance(e, Variable) and self.bound(e, both).kind != "value"
                )
                certain = isinstance(e, Property) and self.property(e, both).sort != "mixed"
                text = "" if fixed else self.value(e, Where(both, rows=not certain)).text
            if fixed:
                self.refuse("order_entity", e)
            if not certain and self.in_sql:
                plain = False
                text = forced(text)
            keys.append(text + (" DESC" if falling else ""))
        return (f" ORDER BY {', '.join(keys)}" if keys else ""), plain


def _direct(e: Expression) -> list[Expression]:
    """The parts of an expression that stand one level below it."""
    parts = list(within(e))[1:]
    below = {id(p) for part in parts for p in list(within(part))[1:]}
    return [p for p in parts if id(p) not in below]


def _kept(bound: Bound, items: list[Item]) -> Bound:
    """A relationship handed on keeps its witness only if that is handed on as well."""
    same = any(isinstance(i.of, Variable) and i.of.name == i.name == bound.witness for i in items)
    return bound if bound.witness is None or same else replace(bound, witness=None)


def _reads_graph(clause: Clause) -> bool:
    match clause:
        case Match():
            return True
        case Projection():
            parts = [i.of for i in clause.items] + [k for k, _ in clause.order]
            parts += [clause.where] if clause.where is not None else []
            return any(isinstance(e, Exists) for part in parts for e in within(part))
    return any(isinstance(e, Exists) for e in within(clause.of))
