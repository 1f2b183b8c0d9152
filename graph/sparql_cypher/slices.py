"""Exact answers from copies in memory: of the quads of some predicates, as long as the graph is at their version.

What always holds: a slice is read at one version, never used for another, and all together keep to a memory limit.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from ...errors import QueryError
from .. import answering, sparql
from ..deadline import TimeOver, within
from ..exact import exact
from ..results import Found, Solutions
from ..terms import XSD

if TYPE_CHECKING:
    import oxilite

TRIES: Final = 5
_EDGES: Final = frozenset(f'"{n}"^^<{XSD}integer>' for n in (2**63 - 1, -(2**63)))
_SUMS: Final = frozenset("+-*")


class Quads(Protocol):
    """Where slices come from."""

    own_graphs: tuple[str, ...]
    """Named graphs (IRIs) that the default graph of a query includes."""

    def version(self) -> str:
        """A text that changes with every change of the graph."""
        ...

    def lines(self, predicates: frozenset[str] | None) -> Iterator[str]:
        """The quads of these predicates (IRIs), or all, as lines of N-Quads."""
        ...


@dataclass(slots=True)
class _Slice:
    store: oxilite.Store
    size: int


class Slices:
    """The slices of one graph; ``memory`` is what they may have, in bytes of N-Quads."""

    def __init__(self, source: Quads, memory: int) -> None:
        self._source = source
        self._memory = memory
        self._held: OrderedDict[frozenset[str] | None, _Slice] = OrderedDict()
        self._version = ""

    def ask(
        self, query: str, wanted: frozenset[str] | None, timeout: float | None, aside: Mapping[str, Any]
    ) -> Found:
        """Answer a query that parses from the quads of these predicates (``None``: of all).

        ``aside``: what the engine is told besides (:mod:`..answering`): a protocol's dataset, the base of IRIs.

        Raises :class:`~enishi.graph.deadline.TimeOver` after ``timeout`` seconds.
        """
        _refuse_graph(query)
        until = None if timeout is None else time.monotonic() + timeout
        store = self._slice(wanted, until)
        words = {token.word for token in sparql.tokens(query)}
        request = {
            "language": "sparql",
            "query": exact(query),
            "terms": True,
            "own_dataset": "FROM" in words,
            **aside,
        }
        if not self._source.own_graphs:
            request["own_dataset"] = True
        else:
            request["graphs"] = [graph.value for graph in store.named_graphs()]
        try:
            left = None if until is None else max(until - time.monotonic(), 0.001)
            reply = within(left, lambda: answering.answer(store, request))
        except TimeOver:
            self.close()  # whoever still reads them does so alone
            raise
        if "error" in reply:
            reason = " ".join(str(reply["text"]).split())[:300]
            raise QueryError("query_failed", language="SPARQL", reason=reason)
        return _found(query, reply)

    def _slice(self, wanted: frozenset[str] | None, until: float | None) -> oxilite.Store:
        for _ in range(TRIES):
            version = self._source.version()
            if version != self._version:
                self._held.clear()
                self._version = version
            for held, each in self._held.items():
                if held is None or (wanted is not None and wanted <= held):
                    self._held.move_to_end(held)
                    return each.store
            made = self._read(wanted, until)
            if self._source.version() == version:
                self._held[wanted] = made
                while sum(each.size for each in self._held.values()) > self._memory:
                    self._held.popitem(last=False)
                return made.store
        raise QueryError("sparql_changing", tries=TRIES)

    def _read(self, wanted: frozenset[str] | None, until: float | None) -> _Slice:
        import oxilite  # noqa: PLC0415  (heavy)

        size, lines = 0, []
        for line in self._source.lines(wanted):
            size += len(line) + 1
            if size > self._memory:
                raise QueryError("sparql_slice_large", limit=self._memory // (1024 * 1024))
            if until is not None and time.monotonic() > until:
                raise TimeOver
            lines.append(line)
        store = oxilite.Store()
        if lines:
            store.bulk_load("\n".join(lines).encode(), oxilite.RdfFormat.N_QUADS)
        return _Slice(store, size)

    def close(self) -> None:
        """Let go of all slices."""
        self._held.clear()


def _refuse_graph(query: str) -> None:
    """Raise for what the engine answers wrongly without an error: some groups within GRAPH ?g."""
    words = [token for token in sparql.tokens(query) if token.kind not in ("comment", "space")]
    for i, token in enumerate(words[:-2]):
        if token.word != "GRAPH" or words[i + 1].kind != "variable":
            continue
        depth = 0
        for each in words[i + 2 :]:
            depth += {"{": 1, "}": -1}.get(each.text, 0)
            if not depth:
                break
            if each.word in ("SELECT", "VALUES", "MINUS"):
                sparql.fail("sparql_graph_variable", query, token.start, word=each.word)


def _found(query: str, reply: dict[str, Any]) -> Found:
    if "truth" in reply:
        return bool(reply["truth"])
    if "triples" in reply:
        return tuple(reply["triples"])
    rows = tuple(tuple(row) for row in reply["rows"])
    if any(term in _EDGES for row in rows for term in row):
        words = {token.word or token.text for token in sparql.tokens(query)}
        if words & _SUMS or "SUM" in words:  # the engine stops at 64 bits without an error
            raise QueryError("sparql_number_large")
    return Solutions(tuple(reply["table"]), rows)
