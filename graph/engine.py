"""The one place that touches oxilite: a file of quads, read and changed in whole transactions.

What always holds: a change is applied whole or not at all, also when the process is killed; of two processes
that change the graph at once, the later one notices and reads anew (:class:`Overtaken`); whatever the engine
raises leaves here as an error of :mod:`enishi.errors`.
"""

from __future__ import annotations

import os
import time
from bisect import insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from ..errors import DataError, GraphFileError, UsageError
from . import bulk, making, native
from .columns import Columns, columns_of
from .evidence import Tally
from .failures import failure
from .portions import ordered
from .terms import REIFIES, TYPE, Quad, spell_json, triple_term, value
from .worker import Worker

if TYPE_CHECKING:
    import oxilite

T = TypeVar("T")

FORMAT: Final = 1
"""The version of the file format: how evidence is spelled in quads. A file of another one is refused."""
PATIENCE: Final = 5.0
"""Seconds to wait for another process that holds the file."""

_MARK: Final = "https://w3id.org/enishi/graph/format/"
_TURN: Final = "https://w3id.org/enishi/graph/turn/"
MARKS: Final = (f"{_MARK}{FORMAT}", f"{_TURN}0")
"""The graphs that a new file begins with."""
_COUNTED: Final = 16
"""From this turn on the figures of SQLite's planner are counted anew at each power of two."""
_SMALL: Final = 8_000_000
_SLICED: Final = 160_000
"""Bytes of a file from which Cypher is answered from slices, and bytes that are worth a tie of one."""
_HELD: Final = 64_000_000
"""Bytes of a file from which a dump is not held in memory."""
COLUMNED: Final = 8_000_000
"""Bytes of a file from which it is quicker to start a process that reads it by column."""
_CHUNK: Final = 400


class Overtaken(Exception):
    """Another process has changed the graph since it was read: a signal to read anew, never shown."""


class Engine:
    """The quads of one file. Empty graphs carry two marks: the format, and whose turn it is (a counter)."""

    def __init__(self, path: Path, *, read_only: bool, create: bool) -> None:
        self.path = path
        self.location = str(path)
        self.read_only = read_only
        self._worker: Worker | None = None
        self._writer: oxilite.Store | None = None
        self._reader: oxilite.Store | None = None
        if not _there(path):
            if read_only or not create:
                raise GraphFileError("graph_missing", file=path)
            self._create()
        self._reader = self._guarded(self._open_reader)
        self._check_format()

    def _create(self) -> None:
        if not self.path.parent.is_dir():
            raise GraphFileError("graph_folder_missing", file=self.path, folder=self.path.parent)
        self._guarded(lambda: making.make(self.path, MARKS))

    def _open_reader(self) -> oxilite.Store:
        import oxilite  # noqa: PLC0415  (heavy)

        try:
            return oxilite.Store.read_only(self.location)
        except OSError:
            log = Path(f"{self.path}-wal")
            if os.access(self.path.parent, os.W_OK) or (log.exists() and log.stat().st_size):
                raise
            # SQLite keeps a log beside the file; where the folder lets it not, and no log is there, it can
            # still read a file that it is told nobody changes.
            self.location = f"{self.path.resolve().as_uri()}?immutable=1"
            return oxilite.Store.read_only(self.location)

    def _check_format(self) -> None:
        marks = [name.removeprefix(_MARK) for name in self.graphs() if name.startswith(_MARK)]
        if not marks and not self.read_only and not self._guarded(lambda: len(self.reader)):
            self._reader = None
            self._create()  # a process was killed between making the file and marking it
            self._reader, marks = self._guarded(self._open_reader), [str(FORMAT)]
        if not marks:
            raise GraphFileError("graph_file_foreign", file=self.path)
        if marks != [str(FORMAT)]:
            key = "graph_format_newer" if max(map(int, marks)) > FORMAT else "graph_format_older"
            raise GraphFileError(key, file=self.path, found=max(marks), expected=FORMAT)

    @property
    def reader(self) -> oxilite.Store:
        """The handle for queries: it cannot write."""
        if self._reader is None:
            raise UsageError("graph_closed", file=self.path)
        return self._reader

    @property
    def writer(self) -> oxilite.Store:
        """The handle for changes, opened when first needed."""
        if self.read_only:
            raise GraphFileError("graph_read_only", file=self.path)
        if self._writer is None:
            import oxilite  # noqa: PLC0415  (heavy)

            self._writer = self._guarded(lambda: oxilite.Store(self.path, graph_index=False))
        return self._writer

    @property
    def worker(self) -> Worker:
        """The process for queries with a time limit, started when first needed."""
        if self._worker is None:
            self._worker = Worker(self.location)
        return self._worker

    def close(self) -> None:
        """Let go of the file. The writer goes last: it is the one that folds the log into the file."""
        if self._reader is None:
            return
        if self._worker is not None:
            self._worker.close()
        self._reader = None
        log = Path(f"{self.path}-wal")
        if self._writer is None and log.exists() and log.stat().st_size == 0 and os.access(self.path, os.W_OK):
            import oxilite  # noqa: PLC0415  (heavy)

            with suppress(OSError):  # an empty log that reading has left: SQLite itself clears it up
                self._writer = oxilite.Store(self.path, graph_index=False)
        self._writer = None

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, the marks among them."""
        return [graph.value for graph in self.guarded(lambda store: store.named_graphs())]

    def turn(self) -> str:
        """A text that another one replaces with every change of the graph."""
        return next((name.removeprefix(_TURN) for name in self.graphs() if name.startswith(_TURN)), "0")

    @staticmethod
    def is_mark(graph: str) -> bool:
        """Whether a named graph is one of the engine's own marks."""
        return graph.startswith((_MARK, _TURN))

    def change(self, removed: Iterable[Quad], added: Iterable[Quad], turn: str) -> None:
        """Apply a change in one transaction, if it is still this ``turn``; else raise :class:`Overtaken`."""
        lost, come = list(removed), list(added)
        if len(lost) + len(come) >= bulk.LARGE and self._change_in_bulk(lost, come, turn):
            return
        steps = [f"DROP GRAPH <{_TURN}{turn}>"]
        steps += [
            f"{verb} DATA {{\n{body}\n}}"
            for verb, body in (("DELETE", _body(lost)), ("INSERT", _body(come)))
            if body
        ]
        steps.append(f"CREATE GRAPH <{_TURN}{int(turn) + 1}>")
        try:
            self._guarded(lambda: self.writer.update(" ;\n".join(steps)))
        except ValueError as error:  # the graph does not exist: somebody else has taken this turn
            raise Overtaken from error
        following = int(turn) + 1
        if following >= _COUNTED and not following & (following - 1):
            self._weigh()

    def _change_in_bulk(self, removed: list[Quad], added: list[Quad], turn: str) -> bool:
        """Apply a large change by :mod:`.bulk`; false where that cannot be."""
        if self.read_only:
            raise GraphFileError("graph_read_only", file=self.path)
        turns = (f"{_TURN}{turn}", f"{_TURN}{int(turn) + 1}")
        done = self._guarded(lambda: bulk.merged(self.path, removed, added, turns, PATIENCE))
        if done is None:
            return False
        if not done.done:
            raise Overtaken
        if done.outgrown:
            self.optimize()
        return True

    def optimize(self) -> None:
        """Count anew what the engine's planner goes by; without it queries are slower, not wrong."""
        with suppress(OSError):
            self.writer.optimize()
        self._weigh()

    def _weigh(self) -> None:
        """The same for SQLite's planner, which takes no time: it looks at some rows only."""
        with suppress(OSError):
            bulk.step("weigh", path=str(self.path), patience=PATIENCE)

    def worth_a_slice(self) -> int:
        """How many ties of a slice take less time than a query in Cypher of the whole file (0: none)."""
        size = self.path.stat().st_size
        return size // _SLICED if size >= _SMALL else 0

    def columns(self, least: int) -> Columns | None:
        """The file by column, if it has so many bytes at least, and its tables are as they are known."""
        if self.path.stat().st_size < least:
            return None
        return self._guarded(lambda: columns_of(self.location, PATIENCE))

    def lines(self, graph: str | None = None) -> list[str]:
        """The quads as sorted N-Quads lines, or the triples of one graph (its IRI; empty: the default one)."""
        import oxilite  # noqa: PLC0415  (heavy)

        named = None if graph is None else oxilite.NamedNode(graph) if graph else oxilite.DefaultGraph()
        form = oxilite.RdfFormat.N_QUADS if graph is None else oxilite.RdfFormat.N_TRIPLES
        text = self.guarded(lambda store: store.dump(format=form, from_graph=named))
        return sorted(filter(None, (text or b"").decode().split("\n")))

    def ordered(self) -> Iterator[str]:
        """The same lines, of a large file without holding them all."""
        large = self.path.stat().st_size >= _HELD and self.location == str(self.path)
        return (large and ordered(self.path, PATIENCE)) or iter(self.lines())

    def about(self, subjects: Iterable[str], graph: str = "", *, own: bool = False) -> set[Quad]:
        """All quads of one graph with these subjects (terms); ``own``: only types and literals, no ties."""
        rest = f" FILTER(isLiteral(?o) || ?p = {TYPE})" if own else ""
        rows = self._rows("?s ?p ?o", subjects, f"?s ?p ?o{rest}", graph)
        return {Quad(s, p, o, graph) for s, p, o in rows if p}

    def pointing(self, predicate: str, objects: Iterable[str], graph: str = "") -> set[tuple[str, str]]:
        """The pairs of subject and object (terms) that a predicate joins in one graph, for these objects."""
        rows = self._rows("?r ?s", objects, f"?r {predicate} ?s", graph)
        return {(subject, object_) for subject, object_ in rows if subject}

    def pointed(self, predicate: str, objects: Iterable[str], graph: str = "") -> Counter[str]:
        """How many subjects a predicate joins to each of these objects (terms) in one graph: counted, not read."""
        rows = self._rows("?s (COUNT(?r) AS ?n)", objects, f"?r {predicate} ?s", graph, " GROUP BY ?s")
        return Counter({object_: int(value(number)) for object_, number in rows})

    def reifiers(self, ties: Iterable[Quad]) -> dict[Quad, set[str]]:
        """The reifiers of triples of the default graph; one by one, as a triple from VALUES comes back unbound."""

        def of(tie: Quad) -> set[str]:
            term = triple_term(tie.subject, tie.predicate, tie.object)
            return {reifier for (reifier,) in self._ask(f"SELECT ?r {{ ?r {REIFIES} {term} }}", "")}

        return {tie: of(tie) for tie in ties}

    def said(self, subjects: Iterable[str], predicate: str, graph: str = "") -> dict[str, str]:
        """For each of these subjects (terms) the object of a single-valued predicate in one graph, if any."""
        return {s: o for s, o in self._rows("?s ?o", subjects, f"?s {predicate} ?o", graph) if o}

    def properties(
        self, subjects: Iterable[str], predicates: Iterable[str], graph: str = ""
    ) -> Iterator[tuple[str, str, str]]:
        """Subject, predicate and object of what these subjects (terms) say with single-valued predicates."""
        asked = list(subjects)
        for predicate in predicates:
            for subject, object_ in self.said(asked, predicate, graph).items():
                yield subject, predicate, object_

    def told(
        self, subjects: Iterable[str], predicates: Sequence[str], graph: str = ""
    ) -> dict[str, dict[str, list[str]]]:
        """What these subjects (terms) say in one graph with these predicates: objects in order, by both.

        A row a subject, a column a predicate: half the time of a row a quad (:meth:`about`). Of many subjects a
        predicate that the graph does not have is not asked for: each costs a look, found or not.
        """
        found: dict[str, dict[str, list[str]]] = {}
        asked = set(subjects)
        if len(asked) > _CHUNK:
            predicates = [p for p in predicates if any(self._ask(f"SELECT ?s {{ ?s {p} ?o }} LIMIT 1", graph))]
        columns = " ".join(f"?o{n}" for n in range(len(predicates)))
        pattern = " ".join(f"OPTIONAL {{ ?s {predicate} ?o{n} }}" for n, predicate in enumerate(predicates))
        for chunk in _chunks(asked):
            query = f"SELECT ?s {columns} {{ VALUES ?s {{ {' '.join(chunk)} }} {pattern} }}"
            for subject, *objects in self._ask(query, graph):
                if subject not in found:
                    found[subject] = {p: [o] for p, o in zip(predicates, objects, strict=True) if o}
                    continue
                for predicate, object_ in zip(predicates, objects, strict=True):
                    if object_ and object_ not in (terms := found[subject].setdefault(predicate, [])):
                        insort(terms, object_)
        return found

    def tally(self, joined: str, predicates: Iterable[str], objects: Iterable[str] | None, graph: str) -> Tally:
        """How many nodes that ``joined`` joins to an object say something with one of these predicates.

        Counted by that object (each of those given, or all), predicate and what is said, in one graph. Not by
        OPTIONAL: of several patterns it is worked out for the whole graph.
        """
        said = f"?m {joined} ?e . ?m ?p ?o FILTER(?p IN ({', '.join(predicates)}))"
        wanted = [""] if objects is None else (f"VALUES ?e {{ {' '.join(each)} }}" for each in _chunks(objects))
        queries = (f"SELECT ?e ?p ?o (COUNT(?m) AS ?n) {{ {each} {said} }} GROUP BY ?e ?p ?o" for each in wanted)
        return Counter({(e, p, o): int(value(n)) for each in queries for e, p, o, n in self._ask(each, graph)})

    def _rows(
        self, columns: str, terms: Iterable[str], pattern: str, graph: str, modifier: str = ""
    ) -> Iterator[list[str]]:
        """Rows of terms, for some terms of ``?s``.

        OPTIONAL is what makes SQLite look up each term in its index: for a plain join it may scan the graph.
        """
        for chunk in _chunks(terms):
            values = f"VALUES ?s {{ {' '.join(chunk)} }}"
            yield from self._ask(f"SELECT {columns} {{ {values} OPTIONAL {{ {pattern} }} }}{modifier}", graph)

    def _ask(self, query: str, graph: str) -> Iterator[list[str]]:
        """The rows of a query on one graph, as terms; empty where nothing is bound."""
        default = {"termType": "NamedNode", "value": graph[1:-1]} if graph else {"termType": "DefaultGraph"}
        options = {"default_graph": [{"value": "", **default}]}
        for row in self.guarded(lambda store: native.sparql(store, query, options))["rows"]:
            yield [spell_json(term) if term is not None else "" for term in row]

    def steadily(self, read: Callable[[], T]) -> T:
        """Run several reads as one: again, if another process has changed the graph between them."""
        with self.sound(DataError):
            turn = self.turn()
            while True:
                found, turn, before = read(), self.turn(), turn
                if turn == before:
                    return found

    @contextmanager
    def sound(self, *more: type[Exception]) -> Iterator[None]:
        """What the file holds was checked when it was written: where it cannot be read, the file is damaged."""
        kinds: tuple[type[Exception], ...] = (SyntaxError, ValueError, LookupError, *more)
        try:
            yield
        except kinds as error:
            raise self.failure(f"{type(error).__name__}: {error}") from error.with_traceback(None)

    def guarded(self, read: Callable[[oxilite.Store], T]) -> T:
        """Run something on the reader; the engine's errors come out as ours, a lock is waited for."""
        return self._guarded(lambda: read(self.reader))

    def _guarded(self, run: Callable[[], T]) -> T:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return run()
            except (OSError, UnicodeError) as error:
                failure = self.failure(str(error))
                if failure.key != "graph_locked" or time.monotonic() > until:
                    # Without the frames of the traceback, which would hold the file open.
                    raise failure from error.with_traceback(None)
                time.sleep(0.05)

    def failure(self, text: str) -> GraphFileError:
        """What an error text of the engine means for the person who uses the file."""
        return failure(self.path, text)


def _there(path: Path) -> bool:
    if path.is_dir():
        raise GraphFileError("graph_is_folder", file=path)
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False
    except OSError as error:
        raise GraphFileError("graph_unopenable", file=path, reason=error.strerror or str(error)) from error


def _chunks(terms: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(sorted(set(terms)))
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk


def _body(quads: Iterable[Quad]) -> str:
    by_graph: dict[str, list[str]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph, []).append(f"{quad.subject} {quad.predicate} {quad.object} .")
    blocks: Sequence[str] = [
        f"GRAPH {graph} {{\n" + "\n".join(lines) + "\n}" if graph else "\n".join(lines)
        for graph, lines in by_graph.items()
    ]
    return "\n".join(blocks)
