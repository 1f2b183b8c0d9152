"""SPARQL asked of a Neo4j database: compiled where that is certified, else answered exactly from a slice.

What always holds: an answer is that of one version of the graph; nothing is written, fetched or read outside it; a
slice is held within a memory limit and no longer than its version. What no limit fits is refused with a reason.
"""

from __future__ import annotations

import logging
import math
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, Protocol

from ...errors import QueryError, QueryStopped
from .. import answering, sparql
from ..asking import refuse_sparql
from ..deadline import TimeOver
from ..home import Allowance, Cell, Explanation
from ..results import Found, Solutions
from .algebra import parse, predicates
from .compiler import Compiled, compiled
from .constructing import constructed
from .gathering import Answered
from .layouts import Layout
from .slices import TRIES, Quads, Slices
from .values import NotCompiled, Value, joined

_LOG: Final = logging.getLogger(__name__)
_KEPT: Final = 256
_LEAST: Final = 0.001
_UNCOMPILED: Final[Mapping[str, Any]] = {}
MEMORY: Final = 256 * 1024 * 1024
"""Bytes of N-Quads that slices may have in memory, all together."""


class Source(Quads, Protocol):
    """A database as the door sees it."""

    def layout(self) -> tuple[str, Layout]:
        """The version, and how triples lie in the graph then."""
        ...

    def run(self, plan: Compiled, timeout: float | None) -> Answered:
        """The version, and the rows of a compiled query; the server keeps the time limit (seconds)."""
        ...


class Door:
    """SPARQL to one database; made once, since it keeps parsed queries, statements and slices."""

    def __init__(self, source: Source, *, memory: int = MEMORY) -> None:
        self._source = source
        self._layout: tuple[str, Layout] | None = None
        self._made: OrderedDict[str, Compiled | NotCompiled] = OrderedDict()
        self._slices = Slices(source, memory)
        self.way = ""
        """How the last answer came about: ``compiled`` or ``slice``."""

    def ask(
        self,
        query: str,
        parameters: Mapping[str, Cell] | None = None,
        *,
        timeout: float | None = None,
        compile: bool = True,
    ) -> Found:
        """Answer a query. Parameters bind variables; ``compile=False`` asks the slice alone.

        Raises :class:`~enishi.errors.QueryError` for an update or SERVICE, a query that does not parse, one that
        takes longer than ``timeout`` (seconds), and one that needs more memory than slices may have.
        """
        text = _bound(query, parameters)
        _check(query, text)
        return self._in_time(text, timeout, None if compile else _UNCOMPILED)

    def found(
        self, query: str, allowance: Allowance, dataset: Mapping[str, Sequence[str]] | None, base: str | None
    ) -> Found:
        """Answer a query as an endpoint needs it; see :meth:`~enishi.graph.home.Graph.found`."""
        text = _bound(query, None)
        _check(query, text, base)
        special = dataset is not None or base is not None
        aside = {"dataset": dataset and dict(dataset), "base": base} if special else None
        found = self._in_time(text, allowance.seconds, aside)
        size = len(found.rows) if isinstance(found, Solutions) else 0 if isinstance(found, bool) else len(found)
        if allowance.rows is not None and size > allowance.rows:
            raise QueryStopped("query_rows", rows=allowance.rows)
        return found

    def _in_time(self, text: str, timeout: float | None, aside: Mapping[str, Any] | None) -> Found:
        try:
            return self._answered(text, timeout, aside)
        except TimeOver:
            raise QueryStopped("query_timeout", seconds=timeout) from None
        except QueryError as error:
            if error.key != "query_timeout":
                raise
            raise QueryStopped("query_timeout", seconds=timeout) from error

    def _answered(self, text: str, timeout: float | None, aside: Mapping[str, Any] | None) -> Found:
        """The answer; ``aside`` holds what is for the slice's engine alone, and says that nothing is compiled."""
        until = math.inf if timeout is None else time.monotonic() + timeout
        for _ in range(TRIES):
            plan = self._plan(text) if aside is None else NotCompiled("not asked for")
            if isinstance(plan, Compiled):
                try:
                    version, found = self._asked(plan, _left(until))
                except NotCompiled as error:  # the server cannot: its planner fails
                    _LOG.info("answered from a slice: %s", error)
                else:
                    if self._layout is not None and version == self._layout[0]:
                        self.way = "compiled"
                        return found
                    self._layout = None
                    continue
            self.way = "slice"
            left = _left(until)
            if left is not None and left <= _LEAST:
                raise TimeOver
            return self._slices.ask(text, _needed(text), left, aside or {})
        raise QueryError("sparql_changing", tries=TRIES)

    def explain(self, query: str, parameters: Mapping[str, Cell] | None = None) -> Explanation:
        """How a query would be answered."""
        text = _bound(query, parameters)
        _check(query, text)
        self._layout = None
        plan = self._plan(text)
        if isinstance(plan, Compiled):
            return Explanation("compiled", plan.text, plan.parameters)
        named = _needed(text)
        return Explanation("slice", reason=str(plan), predicates=None if named is None else tuple(sorted(named)))

    def _plan(self, text: str) -> Compiled | NotCompiled:
        if self._layout is None:
            self._layout = self._source.layout()
            self._made.clear()
        made = self._made.get(text)
        if made is None:
            try:
                made = compiled(parse(text), self._layout[1])
            except NotCompiled as error:
                made = error.with_traceback(None)
            except RecursionError:
                made = NotCompiled("a query nested too deeply")
            self._made[text] = made
            if len(self._made) > _KEPT:
                self._made.popitem(last=False)
        self._made.move_to_end(text)
        return made

    def _asked(self, plan: Compiled, left: float | None) -> tuple[str, Found]:
        from neo4j.exceptions import ClientError, CypherSyntaxError, CypherTypeError, DatabaseError  # noqa: PLC0415

        try:
            version, rows = self._source.run(plan, left)
        except TimeOver:
            raise
        except Exception as error:
            cause = error if isinstance(error, ClientError | DatabaseError) else error.__cause__
            code = str(getattr(cause, "code", "") or "")
            if "TransactionTimedOut" in code:
                raise TimeOver from error
            if code.endswith("ArithmeticError"):
                raise QueryError("sparql_number_large") from error
            if isinstance(cause, CypherSyntaxError | CypherTypeError | DatabaseError) or ".Statement." in code:
                raise NotCompiled(f"the server: {' '.join(str(cause).split())[:300]}") from error
            raise
        if plan.form == "ASK":
            return version, bool(rows)
        whole = self._layout is not None and self._layout[1].whole_decimals
        terms = tuple(
            tuple(_term(v, cell, whole) for v, cell in zip(plan.columns, row, strict=False)) for row in rows
        )
        if plan.form == "CONSTRUCT":
            return version, constructed(plan, terms)
        return version, Solutions(plan.variables, terms)

    def close(self) -> None:
        """Let go of all slices."""
        self._slices.close()
        self._made.clear()


def _needed(text: str) -> frozenset[str] | None:
    """The predicates that a query needs; ``None``: it may need any."""
    try:
        parsed = parse(text)
    except NotCompiled:
        return None
    return None if parsed.form == "DescribeQuery" else predicates(parsed.algebra)


def _bound(query: str, parameters: Mapping[str, Cell] | None) -> str:
    given = tuple(sorted((name, type(cell).__name__, cell) for name, cell in (parameters or {}).items()))
    return _put_in(query, given)


@lru_cache(maxsize=_KEPT)
def _put_in(query: str, given: tuple[tuple[str, str, Cell], ...]) -> str:
    sparql.refuse_changes(query)
    return sparql.bind(query, {name: cell for name, _, cell in given}) if given else query


@lru_cache(maxsize=_KEPT)
def _check(query: str, text: str, base: str | None = None) -> None:
    """Raise for a query that does not parse, before anything is read for it."""
    import oxilite  # noqa: PLC0415  (heavy)

    reply = answering.parsed(oxilite.Store(), text, base)
    if reply.get("error") == "syntax":
        refuse_sparql(query, reply, lambda each: answering.parsed(oxilite.Store(), each, base))


def _left(until: float) -> float | None:
    return None if until == math.inf else max(until - time.monotonic(), _LEAST)


def _term(column: Value, cell: Any, whole: bool) -> str | None:
    if cell is None or not column.kinds:
        return None
    kind, bare = (column.kind, cell) if column.kind else (cell[0], cell[1])
    if bare is None:
        return None
    try:
        term = joined(kind, bare)
        return term.replace('.0"^^', '"^^') if whole and kind == "d" else term
    except ValueError as error:
        raise NotCompiled(f"a value of another kind than {kind}") from error
