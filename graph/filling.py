"""A new graph file from many documents, in bounded memory: for what is loaded once and is large.

What always holds: the file comes out as if each document had been written by itself, and it is there whole or not
at all; nothing that is there is written over. While it is made it stands beside its name, without indexes; what is
said by several documents is put in order at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import Final

from ..ontology.model import STATEMENT, Contribution
from ..ontology.schema import load_schema
from . import bulk, evidence, mapping
from .backup import new_file
from .checks import check
from .deriving import difference
from .embedded import EmbeddedGraph
from .engine import MARKS, Engine
from .failures import failure
from .merge import draw, merged
from .terms import Quad, iri
from .touched import Touched

_ENTITIES: Final = 20_000
"""How many entities are told at a time."""


@bulk.uncollected()
def fill(path: Path, contributions: Iterable[Contribution]) -> int:
    """Make a graph file of these documents; returns how many statements it holds.

    Raises :class:`~enishi.errors.UsageError` where there is a file of that name, and what
    :meth:`~enishi.graph.home.Graph.write` raises: then there is no file.

    >>> import tempfile
    >>> from enishi.graph import open_graph
    >>> from enishi.graph.filling import fill
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     fill(Path(folder, "ties.enishi"), [])
    0
    """
    bulk.clear(path)
    with new_file(path) as scratch:
        try:
            new = _Filling(scratch)
            for contribution in contributions:
                new.take(contribution)
            new.finish()
        except OSError as error:
            raise failure(path, str(error)) from error.with_traceback(None)
    return len(new.statements)


class _Filling:
    """A file in the making, and what must be known of all documents at once."""

    def __init__(self, path: Path) -> None:
        self.statements: set[int] = set()  # the numbers in their IRIs: a million texts would take their room
        self._path = path
        self._store = bulk.scratch(path)
        self._documents: set[str] = set()
        self._again: set[str] = set()
        self._later: list[Contribution] = []
        self._said: evidence.Tally = Counter()

    def take(self, contribution: Contribution) -> None:
        """One document: its evidence, and what follows from it alone."""
        document = contribution.document
        if document.iri in self._documents:
            self._later.append(contribution)  # in place of what it has said
            return
        check(contribution, load_schema())
        self._documents.add(document.iri)
        said = evidence.of_contribution(contribution)
        self._said.update(difference(set(), said))
        said.update(self._follows(contribution))
        bulk.pour(self._store, said)

    def _follows(self, contribution: Contribution) -> Iterator[Quad]:
        speaks_for = {contribution.document.iri: contribution.document.as_of}
        for statement in contribution.statements:
            own = statement.id
            number = int(own.removeprefix(STATEMENT), 16)
            if number in self.statements:
                self._again.add(own)
                continue
            self.statements.add(number)
            yield from mapping.statement_quads(statement, draw(statement.references, speaks_for), load_schema())

    def _profiles(self, told: Iterable[tuple[str, Iterable[tuple[str, str, str]]]]) -> Iterator[evidence.Profile]:
        """What is said of some entities; it is then forgotten here."""
        for _, own in told:
            yield from evidence.profiles(Counter({said: self._said.pop(said) for said in own})).values()

    def finish(self) -> None:
        """What several documents say, the indexes, the marks: then it is a graph like any other."""
        told = groupby(sorted(self._said), key=lambda said: said[0])
        while some := list(self._profiles(islice(told, _ENTITIES))):
            bulk.pour(
                self._store, (q for p in some for q in mapping.entity_quads(merged(p), p.kinds, load_schema()))
            )
        bulk.mark(self._store, MARKS)
        del self._store
        bulk.step("index", path=str(self._path))
        with EmbeddedGraph(self._path) as graph:
            graph.recompute(Touched(frozenset(map(iri, self._again)), frozenset()))
            for contribution in self._later:
                graph.write(contribution)
        engine = Engine(self._path, read_only=False, create=False)
        engine.optimize()
        engine.close()
