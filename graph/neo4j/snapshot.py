"""SPARQL over Neo4j, answered exactly: from a copy of the dataset in the embedded engine, as long as it is true.

What always holds: an answer is that of the graph at one version; a copy is made anew when the version has changed,
lives in a folder that only this user can read, and goes when the graph is closed.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...errors import QueryError
from ..engine import Engine

if TYPE_CHECKING:
    from .engine import Neo4jEngine

GREATEST: Final = 2_000_000
"""How many nodes and relationships a copy may have."""


class Snapshot:
    """A copy of a database's dataset."""

    def __init__(self, source: Neo4jEngine, *, greatest: int = GREATEST) -> None:
        self._source = source
        self._greatest = greatest
        self._version: str | None = None
        self._engine: Engine | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def engine(self) -> Engine:
        """The embedded engine with the dataset as it is now.

        Raises :class:`~enishi.errors.QueryError` where the graph is larger than a copy may be.
        """
        version = self._source.turn()
        if self._engine is None or version != self._version:
            self.close()
            if (size := self._source.size()) > self._greatest:
                raise QueryError("neo4j_copy_large", location=self._source.path, size=size, greatest=self._greatest)
            self._engine = self._filled()
            self._version = version
        return self._engine

    def _filled(self) -> Engine:
        import oxilite  # noqa: PLC0415  (heavy)

        lines = self._source.lines()
        self._folder = tempfile.TemporaryDirectory(prefix="enishi-", ignore_cleanup_errors=True)
        engine = Engine(Path(self._folder.name, "copy.enishi"), read_only=False, create=True)
        if lines:
            engine.writer.load("\n".join(lines), oxilite.RdfFormat.N_QUADS)
        return engine

    def close(self) -> None:
        """Throw the copy away."""
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.close()
        folder, self._folder = self._folder, None
        if folder is not None:
            folder.cleanup()
