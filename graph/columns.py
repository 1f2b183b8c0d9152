"""Many statements of a large graph file by column: numbers for terms, read by SQLite itself.

The engine takes ten times as long for a row. What always holds: all that one :class:`Columns` gives is of one moment;
a number is the engine's own for a term and stands for nothing else, and only what is shown need be spelled.
"""

from __future__ import annotations

import marshal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from .bulk_steps import LAYOUT
from .terms import value

Rows = list[tuple[int, ...]]
_STEPS: Final = Path(__file__).with_name("column_steps.py")
_EACH: Final = """WITH RECURSIVE each(id) AS (SELECT min({column}) FROM quads{where} UNION ALL
    SELECT (SELECT min({column}) FROM quads WHERE {also}{column} > each.id) FROM each WHERE id IS NOT NULL)
    SELECT id, lex FROM each JOIN terms USING (id)"""
"""Each number of a column once, by steps through an index: there are few of many."""
_GRAPHS: Final = "SELECT id, lex FROM graphs JOIN terms USING (id)"


class Columns:
    """The quads of a file as columns of numbers. Predicates and graphs are terms; an empty graph is the default one.

    A context manager that closes itself. What SQLite raises comes out as ``OSError``.
    """

    def __init__(self, location: str, patience: float) -> None:
        self._process = subprocess.Popen(  # noqa: S603  (our own program, in this interpreter)
            [sys.executable, "-I", str(_STEPS)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.known: bool = self._asked({"location": location, "layout": LAYOUT, "patience": patience})
        """Whether the engine's tables are laid out as they are known here; where not, nothing can be asked."""
        self._named: dict[str, int] = {}
        if self.known:
            names = [*self._found(_EACH.format(column="p", where="", also="")), *self._found(_GRAPHS)]
            self._named = {f"<{text}>": number for number, text in names}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the file and the process go."""
        with suppress(OSError):
            self._process.communicate()

    def said(self, predicate: str, graph: str = "") -> dict[int, str]:
        """What is said with a predicate, each once: IRIs and texts by number, whatever kind of literal they are."""
        where = self._where(predicate, graph)
        return dict(self._found(_EACH.format(column="o", where=f" WHERE {where}", also=f"{where} AND ")))

    def pointing(self, predicate: str, objects: Iterable[int], graph: str = "") -> Rows:
        """The pairs of subject and object that a predicate joins, for these objects."""
        where = self._where(predicate, graph)
        return self._found(f"SELECT s, o FROM temp.given CROSS JOIN quads ON o = given.id AND {where}", objects)

    def told(self, subjects: Iterable[int], *predicates: tuple[str, str]) -> Rows:
        """For each of these subjects a row: itself, and what it says with each predicate in a graph (0: nothing).

        Predicates must be single-valued.
        """
        one = "coalesce((SELECT o FROM quads WHERE s = given.id AND {}), 0)"
        columns = (one.format(self._where(*each)) if each[0] in self._named else "0" for each in predicates)
        return self._found(f"SELECT id, {', '.join(columns)} FROM temp.given", subjects)

    def texts(self, numbers: Iterable[int]) -> dict[int, str]:
        """The IRIs and texts of these terms."""
        return dict(self._found("SELECT id, lex FROM temp.given JOIN terms USING (id)", numbers))

    def number(self, term: str) -> int:
        """The number of a predicate or a graph; -1 where there is none such, which nothing has."""
        return self._named.get(term, -1) if term else 0

    def _where(self, predicate: str, graph: str) -> str:
        return f"p = {self.number(predicate)} AND g = {self.number(graph)}"

    def _found(self, query: str, numbers: Iterable[int] | None = None) -> Any:
        return self._asked((query, None if numbers is None else list(numbers)))

    def _asked(self, request: object) -> Any:
        assert self._process.stdin and self._process.stdout  # noqa: S101  (both are pipes)
        said = marshal.dumps(request)
        self._process.stdin.write(len(said).to_bytes(8))
        self._process.stdin.write(said)
        self._process.stdin.flush()
        length = int.from_bytes(self._process.stdout.read(8))
        reply = marshal.loads(self._process.stdout.read(length)) if length else "the process has ended"  # noqa: S302
        if isinstance(reply, str):
            raise OSError(reply)
        return reply
