"""SPARQL asked of a Neo4j database: compiled where that is certified, else answered exactly from a slice.

What always holds: an answer is that of one version of the graph; nothing is written, fetched or read outside it; a
slice is held within a memory limit and no longer than its version. What no limit fits is refused with a reason.
"""

from __future__ import annotations

import logging
import math
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Protocol

from ...errors import QueryError
from .. import sparql
from ..home import Cell
from ..results import Found, Solutions
from ..terms import PREFIXES, spell
from .algebra import key, parse, predicates
from .compiler import Compiled, compiled
from .layouts import Layout
from .values import NotCompiled, Value, joined

if TYPE_CHECKING:
    import oxilite

_LOG: Final = logging.getLogger(__name__)
_KEPT: Final = 256
_TRIES: Final = 5
MEMORY: Final = 256 * 1024 * 1024
"""Bytes of N-Quads that slices may have in memory, all together."""


class Source(Protocol):
    """A database as the door sees it."""

    own_graphs: tuple[str, ...]
    """Named graphs (IRIs) that the default graph of a query includes."""

    def version(self) -> str:
        """A text that changes with every change of the graph."""
        ...

    def layout(self) -> tuple[str, Layout]:
        """The version, and how triples lie in the graph then."""
        ...

    def run(self, text: str, parameters: Mapping[str, Any], timeout: float | None) -> tuple[str, list[list[Any]]]:
        """The version, and the rows of a reading statement; the server keeps the time limit (seconds)."""
        ...

    def lines(self, predicates: frozenset[str] | None) -> Iterator[str]:
        """The quads of these predicates (IRIs), or all, as lines of N-Quads."""
        ...


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a query is answered: ``way`` is ``compiled`` or ``slice``.

    Compiled: the Cypher and its parameters. From a slice: why it is not compiled, and the predicates that are read
    (``None``: all).
    """

    way: str
    cypher: str
    parameters: Mapping[str, Any]
    reason: str
    predicates: tuple[str, ...] | None


@dataclass(slots=True)
class _Slice:
    store: oxilite.Store
    size: int


class Door:
    """SPARQL to one database; made once, since it keeps parsed queries, statements and slices."""

    def __init__(self, source: Source, *, memory: int = MEMORY) -> None:
        self._source = source
        self._memory = memory
        self._layout: tuple[str, Layout] | None = None
        self._made: OrderedDict[str, Compiled | NotCompiled] = OrderedDict()
        self._slices: OrderedDict[frozenset[str] | None, _Slice] = OrderedDict()
        self._sliced = ""
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
        text = self._bound(query, parameters)
        until = math.inf if timeout is None else time.monotonic() + timeout
        for _ in range(_TRIES):
            plan = self._plan(text) if compile else NotCompiled("not asked for")
            if isinstance(plan, Compiled):
                try:
                    version, found = self._asked(plan, _left(until))
                except NotCompiled as error:  # the server cannot: its planner fails, or a number overflows
                    _LOG.info("answered from a slice: %s", error)
                else:
                    if self._layout is not None and version == self._layout[0]:
                        self.way = "compiled"
                        return found
                    self._layout = None
                    continue
            self.way = "slice"
            return self._from_slice(text, until, timeout)
        raise QueryError("sparql_changing", tries=_TRIES)

    def explain(self, query: str, parameters: Mapping[str, Cell] | None = None) -> Explanation:
        """How a query would be answered."""
        text = self._bound(query, parameters)
        self._layout = None
        plan = self._plan(text)
        if isinstance(plan, Compiled):
            return Explanation("compiled", plan.text, plan.parameters, "", ())
        named = self._needed(text)
        return Explanation("slice", "", {}, str(plan), None if named is None else tuple(sorted(named)))

    def _bound(self, query: str, parameters: Mapping[str, Cell] | None) -> str:
        given = tuple(sorted((name, type(cell).__name__, cell) for name, cell in (parameters or {}).items()))
        return _put_in(query, given)

    # ------------------------------------------------------------------------------------------- compiled

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

    def _asked(self, plan: Compiled, timeout: float | None) -> tuple[str, Found]:
        from neo4j.exceptions import ClientError, CypherSyntaxError, CypherTypeError, DatabaseError  # noqa: PLC0415

        try:
            version, rows = self._source.run(plan.text, plan.parameters, timeout)
        except Exception as error:
            cause = error if isinstance(error, ClientError | DatabaseError) else error.__cause__
            code = str(getattr(cause, "code", "") or "")
            if "TransactionTimedOut" in code:
                raise QueryError("query_timeout", seconds=timeout) from error
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
            return version, _constructed(plan, terms)
        return version, Solutions(plan.variables, terms)

    # ------------------------------------------------------------------------------------------- slices

    def _needed(self, text: str) -> frozenset[str] | None:
        try:
            parsed = parse(text)
        except NotCompiled:
            return None
        return None if parsed.form == "DescribeQuery" else predicates(parsed.algebra)

    def _from_slice(self, text: str, until: float, timeout: float | None) -> Found:
        import oxilite  # noqa: PLC0415  (heavy)

        self._check(text)
        store = self._slice(self._needed(text), until, timeout)
        dataset: dict[str, Any] = {}
        if self._source.own_graphs and "FROM" not in {t.word for t in sparql.tokens(text)}:
            dataset["default_graph"] = [oxilite.DefaultGraph(), *map(oxilite.NamedNode, self._source.own_graphs)]
            dataset["named_graphs"] = list(store.named_graphs())
        if time.monotonic() > until:
            raise QueryError("query_timeout", seconds=timeout)
        try:
            found = store.query(text, prefixes=PREFIXES, **dataset)
            if isinstance(found, oxilite.QueryBoolean):
                return bool(found)
            if isinstance(found, oxilite.QueryTriples):
                return tuple(
                    sorted({f"{spell(t.subject)} {spell(t.predicate)} {spell(t.object)} ." for t in found})
                )
            names = tuple(v.value for v in found.variables)
            return Solutions(names, tuple(tuple(None if t is None else spell(t) for t in row) for row in found))
        except (ValueError, RuntimeError, NotImplementedError, OverflowError) as error:
            raise QueryError(
                "query_failed", language="SPARQL", reason=" ".join(str(error).split())[:300]
            ) from error

    def _check(self, text: str) -> None:
        """Raise for a query that does not parse, before anything is read for it."""
        import oxilite  # noqa: PLC0415  (heavy)

        from ..answering import position  # noqa: PLC0415

        def where(query: str) -> tuple[int, int] | None:
            try:
                oxilite.Store().query(query, prefixes=PREFIXES)
            except SyntaxError as error:
                return position(str(error.msg))
            except (ValueError, RuntimeError, NotImplementedError, OverflowError):
                pass
            return None

        try:
            oxilite.Store().query(text, prefixes=PREFIXES)
        except SyntaxError:
            start = sparql.place(text, where)
            token = next((t for t in sparql.tokens(text) if t.start == start), None)
            sparql.fail("query_syntax", text, start, language="SPARQL", found=token.text if token else "")
        except (ValueError, RuntimeError, NotImplementedError, OverflowError):
            pass  # said when it is asked

    def _slice(self, wanted: frozenset[str] | None, until: float, timeout: float | None) -> oxilite.Store:
        for _ in range(_TRIES):
            version = self._source.version()
            if version != self._sliced:
                self._slices.clear()
                self._sliced = version
            for held, each in self._slices.items():
                if held is None or (wanted is not None and wanted <= held):
                    self._slices.move_to_end(held)
                    return each.store
            made = self._read(wanted, until, timeout)
            if self._source.version() == version:
                self._slices[wanted] = made
                while sum(each.size for each in self._slices.values()) > self._memory:
                    self._slices.popitem(last=False)
                return made.store
        raise QueryError("sparql_changing", tries=_TRIES)

    def _read(self, wanted: frozenset[str] | None, until: float, timeout: float | None) -> _Slice:
        import oxilite  # noqa: PLC0415  (heavy)

        size, lines = 0, []
        for line in self._source.lines(wanted):
            size += len(line) + 1
            if size > self._memory:
                raise QueryError("sparql_slice_large", limit=self._memory // (1024 * 1024))
            if time.monotonic() > until:
                raise QueryError("query_timeout", seconds=timeout)
            lines.append(line)
        store = oxilite.Store()
        if lines:
            store.bulk_load("\n".join(lines).encode(), oxilite.RdfFormat.N_QUADS)
        return _Slice(store, size)

    def close(self) -> None:
        """Let go of all slices."""
        self._slices.clear()
        self._made.clear()


@lru_cache(maxsize=_KEPT)
def _put_in(query: str, given: tuple[tuple[str, str, Cell], ...]) -> str:
    sparql.refuse_changes(query)
    return sparql.bind(query, {name: cell for name, _, cell in given}) if given else query


def _left(until: float) -> float | None:
    return None if until == math.inf else max(until - time.monotonic(), 0.001)


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


def _constructed(plan: Compiled, rows: tuple[tuple[str | None, ...], ...]) -> tuple[str, ...]:
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

    from ..terms import literal  # noqa: PLC0415

    if isinstance(term, URIRef):
        return f"<{term}>"
    if term.language:
        return f"{literal(str(term))}@{term.language}"
    datatype = str(term.datatype or "")
    plain = not datatype or datatype.endswith("XMLSchema#string")
    return literal(str(term)) + ("" if plain else f"^^<{datatype}>")
