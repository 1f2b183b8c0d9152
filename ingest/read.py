"""From a file to its text: which files are documents, and in what they are encoded.

The canonical text of a text file is the file itself, decoded, with line ends as ``\\n`` and without a byte
order mark; every offset in enishi counts characters of that text. What cannot be decoded is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import DocumentError

MEDIA_TYPES = {".txt": "text/plain", ".md": "text/markdown", ".markdown": "text/markdown"}
LIMIT = 50_000_000  # bytes; a yearbook has 2 MB, and nobody reads 50
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Source:
    """A document's text as read, with its name, media type and the SHA-256 of the file's bytes."""

    name: str
    text: str
    media_type: str
    digest: str
    path: Path


def documents_in(paths: Iterable[Path]) -> list[Path]:
    """The document files among files and folders, in order of name; a folder is searched to its depth."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in MEDIA_TYPES and p.is_file())
            if not inside:
                raise DocumentError("folder_without_documents", folder=path, suffixes=sorted(MEDIA_TYPES))
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        else:
            raise DocumentError("document_missing", file=path)
    return list(found)


def read(path: Path) -> Source:
    """Read one file; raises :class:`DocumentError` naming the file, the place and what to do."""
    if not path.exists():
        raise DocumentError("document_missing", file=path)
    if path.suffix.lower() not in MEDIA_TYPES:
        raise DocumentError("document_kind_unknown", file=path, suffixes=sorted(MEDIA_TYPES))
    try:
        if path.stat().st_size > LIMIT:
            raise DocumentError("document_too_large", file=path, limit=LIMIT // 1_000_000)
        raw = path.read_bytes()
    except OSError as error:
        raise DocumentError("document_unreadable", file=path, reason=error.strerror or error) from error
    text = decode(raw, path)
    if not text.strip():
        raise DocumentError("document_empty", file=path)
    return Source(path.stem, text, MEDIA_TYPES[path.suffix.lower()], hashlib.sha256(raw).hexdigest(), path)


def decode(raw: bytes, path: Path) -> str:
    """The text of a file's bytes: by byte order mark, else UTF-8."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _lines(_decoded(raw[len(mark) :], encoding, path))
    if b"\x00" in raw:
        raise DocumentError("document_binary", file=path, offset=raw.index(b"\x00"))
    return _lines(_decoded(raw, "utf-8", path))


def _decoded(raw: bytes, encoding: str, path: Path) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            "document_undecodable", file=path, line=line, offset=error.start, encoding=encoding
        ) from error


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def each(paths: Iterable[Path]) -> Iterator[Source]:
    """Read files one by one."""
    return (read(path) for path in paths)
