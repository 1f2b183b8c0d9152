"""Which kind of document a file is: by its first bytes where these tell, else by its suffix."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from ...errors import DocumentError
from .docx import read_docx
from .encoding import decode
from .html import read_html
from .limits import Watch
from .pdf import read_pdf
from .reading import Reading
from .sheets import read_csv, read_xlsx

Reader: TypeAlias = Callable[[bytes, Watch], Reading]

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES: Final = {
    ".csv": "text/csv",
    ".docm": DOCX,
    ".docx": DOCX,
    ".htm": "text/html",
    ".html": "text/html",
    ".markdown": "text/markdown",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".tsv": "text/tab-separated-values",
    ".txt": "text/plain",
    ".xhtml": "application/xhtml+xml",
    ".xlsm": XLSX,
    ".xlsx": XLSX,
}
"""The suffixes of documents, and what they say that is inside."""

_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)[\s>]", re.I | re.S)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def media_type(raw: bytes, path: Path) -> str:
    """What a file is: its bytes go before its suffix, where they are sure.

    Raises :class:`DocumentError` for a kind that nobody reads here, an encrypted Office document among them.
    """
    by_suffix = MEDIA_TYPES.get(path.suffix.lower())
    if b"%PDF-" in raw[:1024]:
        return "application/pdf"
    if raw.startswith(_OLE):
        if by_suffix in (DOCX, XLSX):
            raise DocumentError("document_encrypted", file=path)
        raise DocumentError("document_kind_unknown", file=path, suffixes=sorted(MEDIA_TYPES))
    if raw.startswith(b"PK\x03\x04") and (office := _office(raw)):
        return office
    if by_suffix is None and _HTML.match(raw, 0, 4096):
        return "text/html"
    if by_suffix is None:
        raise DocumentError("document_kind_unknown", file=path, suffixes=sorted(MEDIA_TYPES))
    return by_suffix


def _office(raw: bytes) -> str | None:
    """Which of the two Office formats a zip package is."""
    try:
        names = set(zipfile.ZipFile(io.BytesIO(raw)).namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    return DOCX if "word/document.xml" in names else XLSX if "xl/workbook.xml" in names else None


def reader_for(kind: str) -> Reader:
    """The reader of a media type."""
    readers: dict[str, Reader] = {
        "application/pdf": read_pdf,
        "application/xhtml+xml": read_html,
        "text/html": read_html,
        "text/csv": read_csv,
        "text/tab-separated-values": read_csv,
        DOCX: read_docx,
        XLSX: read_xlsx,
    }
    return readers.get(kind, _read_text)


def _read_text(raw: bytes, watch: Watch) -> Reading:
    return Reading(decode(raw, watch.path))
