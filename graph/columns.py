"""Many statements of a large graph file by column: numbers for terms, read by SQLite itself.

The engine takes ten times as long for a row. What always holds: all that one :class:`Columns` gives is of one
moment; a number is the engine's own for a term and stands for nothing else, and only what is shown need be spelled.
"""

from __future__ import annotations

import marshal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from .bulk_steps import LAYOUT

Said = tuple[str, str]
"""A predicate and the graph in which something is said with it, as terms; an empty graph is the default one."""

_STEPS: Final = Path(__file__).with_name("column_steps.py")
_EACH: Final = """WITH RECURSIVE each(id) AS (SELECT min({column}) FROM quads{where} UNION ALL
    SELECT (SELECT min({column}) FROM quads WHERE {also}{column} > each.id) FROM each WHERE id IS NOT NULL)
    SELECT id, lex FROM each CROSS JOIN terms USING (id)"""
"""Each number of a column once, by steps through an index: there are few of many."""
_TEXTS: Final = "SELECT id, lex FROM temp.given CROSS JOIN terms USING (id)"
_GRAPHS: Final = "SELECT id, lex FROM graphs CROSS JOIN terms USING (id)"


class Columns:
    """The quads of a file as columns of numbers.

    Made by :func:`columns_of`; a context manager that closes itself. What SQLite raises comes out as ``OSError``.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._named: dict[str, int] = {}
        self._whole, self._offset = range(0), 0

    def begin(self, location: str, patience: float) -> bool:
        """Open the file; false where the engine's tables are not laid out as they are known here."""
        meta = self._asked({"location": location, "patience": patience})
        if meta.get("schema_version") != LAYOUT or meta.get("versioning", "off") != "off":
            return False
        tag, bits, self._offset = (int(meta[key]) for key in ("integer_tag", "payload_bits", "int_offset"))
        self._whole = range(tag << bits, tag + 1 << bits)
        names = [*self._found(_EACH.format(column="p", where="", also="")), *self._found(_GRAPHS)]
        self._named = {f"<{text}>": number for number, text in names}
        return True

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

    def objects(self, said: Said) -> dict[int, str]:
        """What is said with a predicate, each once: IRIs and texts by number, whatever kind of literal they are."""
        where = self._where(said)
        return dict(self._found(_EACH.format(column="o", where=f" WHERE {where}", also=f"{where} AND ")))

    def pointing(self, said: Said, objects: Iterable[int]) -> list[tuple[int, int]]:
        """The pairs of subject and object that a predicate joins, for these objects."""
        query = f"SELECT s, o FROM temp.given CROSS JOIN quads ON o = given.id AND {self._where(said)}"  # noqa: S608
        pairs: list[tuple[int, int]] = self._found(query, objects)
        return pairs

    def shared(self, said: Said, objects: Iterable[int]) -> list[int]:
        """Those of these objects that a predicate joins to more than one subject."""
        query = f"SELECT o FROM temp.given CROSS JOIN quads ON o = given.id AND {self._where(said)}"  # noqa: S608
        return [number for (number,) in self._found(f"{query} GROUP BY o HAVING count(*) > 1", objects)]

    def told(self, subjects: Iterable[int], *said: Said) -> list[tuple[int, ...]]:
        """A row for each of these subjects: it, and what it says with each single-valued predicate (0: nothing)."""
        one = "coalesce((SELECT o FROM quads WHERE s = given.id AND {}), 0)"
        columns = (one.format(self._where(each)) if each[0] in self._named else "0" for each in said)
        rows: list[tuple[int, ...]] = self._found(f"SELECT id, {', '.join(columns)} FROM temp.given", subjects)  # noqa: S608
        return rows

    def one(self, subjects: Iterable[int], said: Said) -> dict[int, int]:
        """For each of these subjects what it says with a single-valued predicate (0: nothing)."""
        return {row[0]: row[1] for row in self.told(subjects, said)}

    def texts(self, numbers: Iterable[int]) -> dict[int, str]:
        """The IRIs and texts of these terms; integers are in their numbers themselves."""
        given = set(numbers)
        whole = {n: str(n - self._whole.start - self._offset) for n in given if n in self._whole}
        return whole | dict(self._found(_TEXTS, given - whole.keys()))

    def number(self, term: str) -> int:
        """The number of a predicate or a graph; -1 where there is none such, which nothing has."""
        return self._named.get(term, -1) if term else 0

    def _where(self, said: Said) -> str:
        predicate, graph = map(self.number, said)
        return f"p = {predicate} AND g = {graph}"

    def _found(self, query: str, numbers: Iterable[int] | None = None) -> Any:
        given = None if numbers is None else list(numbers)
        return [] if given == [] else self._asked((query, given))

    def _asked(self, request: Any) -> Any:
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


def columns_of(location: str, patience: float) -> Columns | None:
    """The graph file at a path, or at a URI of SQLite's, by column; ``None`` where it is laid out otherwise."""
    process = subprocess.Popen(  # noqa: S603  (our own program, in this interpreter)
        [sys.executable, "-I", str(_STEPS)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    columns, known = Columns(process), False
    try:
        known = columns.begin(location, patience)
    finally:
        if not known:
            columns.close()
    return columns if known else None
