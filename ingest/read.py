"""From a file to its text: which files are documents, and what their readers make of them.

The canonical text of a text file is the file itself, decoded, with line ends as ``\\n`` and without a byte order
mark; that of another format is what its reader in :mod:`.readers` lays out. Every offset in enishi counts
characters of that text. What cannot be read is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import DocumentError
from .readers.kinds import MEDIA_TYPES, media_type, reader_for
from .readers.limits import Limits, Watch
from .readers.reading import Span

LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Source:
    """A document's text as read, with its name, media type and the SHA-256 of the file's bytes.

    ``pages`` are the spans of its pages in the text, in order (none where the format has no pages); ``title`` and
    ``as_of`` (EDTF) what the file says of itself beside its text; ``unread`` the numbers, from 1, of pages that
    are pictures without text.
    """

    name: str
    text: str
    media_type: str
    digest: str
    path: Path
    pages: tuple[Span, ...] = ()
    title: str = ""
    as_of: str | None = None
    unread: tuple[int, ...] = ()


def documents_in(paths: Iterable[Path]) -> list[Path]:
    """The document files among files and folders, in order of name; a folder is searched to its depth."""
    found: dict[Path, None] = {}
    for path in paths:
        try:
            found.update(dict.fromkeys(_documents(path)))
        except OSError as error:
            raise DocumentError("document_unreadable", file=path, reason=error.strerror or error) from error
    return list(found)


def _documents(path: Path) -> list[Path]:
    if path.is_dir():
        inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in MEDIA_TYPES and p.is_file())
        if not inside:
            raise DocumentError("folder_without_documents", folder=path, suffixes=sorted(MEDIA_TYPES))
        return inside
    if not path.exists():
        raise DocumentError("document_missing", file=path)
    return [path]


def read(path: Path, limits: Limits = LIMITS) -> Source:
    """Read one file; raises :class:`DocumentError` naming the file, the place and what to do."""
    watch = Watch(path, limits)
    raw = _bytes(path, limits)
    kind = media_type(raw, path)
    reading = reader_for(kind)(raw, watch)
    if not reading.text.strip():
        raise DocumentError("document_empty", file=path)
    digest = hashlib.sha256(raw).hexdigest()
    return Source(
        path.stem,
        reading.text,
        kind,
        digest,
        path,
        pages=reading.pages,
        title=reading.title,
        as_of=reading.as_of,
        unread=reading.unread,
    )


def _bytes(path: Path, limits: Limits) -> bytes:
    """A file's bytes; one that is too large is not read at all."""
    try:
        if not path.exists():
            raise DocumentError("document_missing", file=path)
        if path.stat().st_size > limits.bytes:
            raise DocumentError("document_too_large", file=path, limit=_megabytes(limits.bytes))
        return path.read_bytes()
    except OSError as error:
        raise DocumentError("document_unreadable", file=path, reason=error.strerror or error) from error


def _megabytes(number: int) -> str:
    return f"{number / 1_000_000:.6g}"


def each(paths: Iterable[Path]) -> Iterator[Source]:
    """Read files one by one."""
    return (read(path) for path in paths)
