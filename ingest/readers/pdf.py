"""PDF: the text layer, page by page, in reading order; ruled tables as rows; running heads taken out.

A page that is a picture without text is told as unread; a document of nothing else is refused.
"""

from __future__ import annotations

import unicodedata
from statistics import median
from typing import TYPE_CHECKING

from ...errors import DocumentError
from .extra import needed_for
from .limits import Watch
from .pdf_flow import Line, Piece, flowed, lines_of, running
from .pdf_lines import TABLE, Segment, in_order, segments
from .pdf_page import Sheet, sheet
from .pdf_tables import tables
from .reading import Reading

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_GARBLED = 0.3  # share of characters without a meaning from which a text layer is none


def read_pdf(raw: bytes, watch: Watch) -> Reading:
    """A PDF's text with its pages.

    Raises :class:`DocumentError` where it is damaged, encrypted, beyond the limits or without a text layer.
    """
    with needed_for(watch.path):
        import pdfplumber.table  # noqa: F401, PLC0415  (now, so that a missing one is told before work)
        import pypdfium2  # noqa: PLC0415
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise DocumentError("document_encrypted", file=watch.path) from error
        raise DocumentError("document_damaged", file=watch.path, format="PDF", reason=str(error)) from error
    try:
        watch.count("pages", len(document))
        return _read(document, watch)
    except pypdfium2.PdfiumError as error:
        raise DocumentError("document_damaged", file=watch.path, format="PDF", reason=str(error)) from error
    finally:
        document.close()


def _read(document: PdfDocument, watch: Watch) -> Reading:
    laid: list[tuple[list[Piece], float]] = []
    unread: list[int] = []
    seen = strange = 0
    for number in range(len(document)):
        watch.time()
        page = document[number]
        try:
            shown = sheet(page)
        finally:
            page.close()
        seen += len(shown.glyphs)
        strange += sum(_is_strange(g.char) for g in shown.glyphs)
        if not shown.glyphs and shown.pictured:
            unread.append(number + 1)
        laid.append(_laid(number, shown))
    if not seen:
        raise DocumentError("pdf_without_text", file=watch.path, pages=len(document))
    if strange > seen * _GARBLED:
        raise DocumentError("pdf_garbled", file=watch.path, share=round(100 * strange / seen))
    heads = running([([p for p in pieces if isinstance(p, Line)], height) for pieces, height in laid])
    kept = [piece for pieces, _ in laid for piece in pieces if id(piece) not in heads]
    title = document.get_metadata_dict().get("Title", "").replace("\x00", "").strip()
    return flowed(kept, len(document), tuple(unread), title)


def _is_strange(char: str) -> bool:
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc")


def _laid(number: int, page: Sheet) -> tuple[list[Piece], float]:
    """A page's lines and tables in reading order, and its height."""
    found, rest = tables(page)
    parts = segments(rest)
    size = median(s.size for s in parts) if parts else 10.0
    held = [
        Segment(f"{TABLE}{i}", t.x0, t.x1, t.top, t.bottom, t.top + 1, size) for i, t in enumerate(found)
    ]
    whole = sorted([*parts, *held], key=lambda s: (round(s.base), s.x0))
    left, right = min((s.x0 for s in whole), default=0.0), max((s.x1 for s in whole), default=page.width)
    pieces: list[Piece] = []
    for line in lines_of(number, in_order(whole, left, right)):
        text = line.first.text
        pieces.append((number, found[int(text[1:])]) if text[0] == TABLE else line)
    return pieces, page.height
