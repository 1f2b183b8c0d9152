"""What a document may cost: limits that the caller sets, and the errors that say which of them was met.

Readers ask before they unpack, parse or lay out, so that no file, however made, takes more than it may.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from ...errors import DocumentError


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one document may have; each is checked before what it guards is done.

    ``bytes``: of the file. ``unpacked``: bytes of all parts of a docx or xlsx. ``elements``: elements and
    attributes of HTML or XML. ``depth``: how deep elements may stand in one another. ``pages``: of a PDF.
    ``cells``: of all sheets, between their first and last filled ones. ``seconds``: for one document, looked at
    between pages, parts and rows.

    >>> from enishi.ingest.readers.limits import Limits
    >>> Limits(pages=50).pages
    50
    """

    bytes: int = 50_000_000
    unpacked: int = 150_000_000
    elements: int = 3_000_000
    depth: int = 200
    pages: int = 2_000
    cells: int = 2_000_000
    seconds: float = 120.0


class Watch:
    """Holds one document to its limits."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path = path
        self.limits = limits
        self._ends = time.monotonic() + limits.seconds

    def time(self) -> None:
        """Raise :class:`DocumentError` where the document has taken too long."""
        if time.monotonic() > self._ends:
            raise DocumentError("document_too_slow", file=self.path, limit=self.limits.seconds)

    def count(self, what: str, number: int) -> None:
        """Raise :class:`DocumentError` where there is more of ``what``, a field of :class:`Limits`, than may be."""
        limit = getattr(self.limits, what)
        if number > limit:
            raise DocumentError("document_over_limit", file=self.path, what=what, number=number, limit=limit)

    def markup(self, raw: bytes) -> None:
        """Hold HTML or XML to ``elements``, before it is parsed."""
        self.count("elements", raw.count(b"<") - raw.count(b"</") + raw.count(b"="))
