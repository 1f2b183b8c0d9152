"""PDF: the text layer, page by page, in reading order; ruled tables as rows; running heads taken out.

A page that is a picture without text is told as unread; a document of nothing else is refused.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...errors import DocumentError
from .extra import needed_for
from .limits import Watch
from .pdf_flow import Line, Piece, flowed, lines_of, running
from .pdf_lines import in_order, segments
from .pdf_page import Sheet, sheet
from .pdf_tables import Table, tables
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
    laid: list[tuple[list[Line], list[Table], float]] = []
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
    heads = running([(lines, height) for lines, _, height in laid])
    pieces = [piece for number, page_ in enumerate(laid) for piece in _pieces(number, page_, heads)]
    title = document.get_metadata_dict().get("Title", "").replace("\x00", "").strip()
    return flowed(pieces, len(document), tuple(unread), title)


def _is_strange(char: str) -> bool:
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc")


def _laid(number: int, page: Sheet) -> tuple[list[Line], list[Table], float]:
    """A page's lines in reading order, its tables, and its height."""
    found, rest = tables(page)
    parts = segments(rest)
    left = min((s.x0 for s in parts), default=0.0)
    right = max((s.x1 for s in parts), default=page.width)
    return list(lines_of(number, in_order(parts, left, right))), found, page.height


def _pieces(number: int, page: tuple[list[Line], list[Table], float], heads: set[int]) -> Iterator[Piece]:
    """Lines and tables in order: a table before the first line of its column that stands below it."""
    lines, found, _ = page
    waiting = list(found)
    for line in (one for one in lines if id(one) not in heads):
        for table in [t for t in waiting if _comes_before(t, line)]:
            waiting.remove(table)
            yield number, table
        yield line
    yield from ((number, table) for table in waiting)


def _comes_before(table: Table, line: Line) -> bool:
    middle = (table.x0 + table.x1) / 2
    in_column = line.first.left - 6 <= middle <= line.first.right + 6
    return (in_column and table.bottom <= line.first.bottom) or (not in_column and table.x1 <= line.first.left)
