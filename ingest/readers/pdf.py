"""PDF: the text layer, page by page, in reading order; ruled tables as rows; running heads taken out.

A page that is a picture without text is told as unread; a document of nothing else is refused.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from ...errors import DocumentError
from .extra import needed_for
from .limits import Watch
from .pdf_flow import Piece, flowed, lines_of, running
from .pdf_library import pdfium
from .pdf_lines import TABLE, Segment, gutter, in_order, segments
from .pdf_page import sheet
from .pdf_streams import measure
from .pdf_tables import Table, tables
from .reading import Reading

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

_GARBLED = 0.3  # share of characters without a meaning from which a text layer is none


def read_pdf(raw: bytes, watch: Watch) -> Reading:
    """A PDF's text with its pages.

    Raises :class:`DocumentError` where it is damaged, encrypted, beyond the limits or without a text layer.
    """
    with needed_for(watch.path):
        import pdfplumber.table  # noqa: F401, PLC0415  (now, so that a missing one is told before work)

        pypdfium2 = pdfium()
    measure(raw, watch)
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


@dataclass(frozen=True, slots=True)
class Page:
    """A page's width and height, segments of text, and tables."""

    width: float
    height: float
    parts: list[Segment]
    tables: list[Table]


def _read(document: PdfDocument, watch: Watch) -> Reading:
    laid: list[Page] = []
    unread: list[int] = []
    seen = strange = 0
    for number in range(len(document)):
        watch.time()
        opened = document[number]
        try:
            shown = sheet(opened, watch)
        finally:
            opened.close()
        seen += len(shown.glyphs)
        strange += sum(_is_strange(g.char) for g in shown.glyphs)
        if not shown.glyphs and shown.pictured:
            unread.append(number + 1)
        found, rest = tables(shown)
        laid.append(Page(shown.width, shown.height, segments(rest), found))
    if not seen:
        raise DocumentError("pdf_without_text", file=watch.path, pages=len(document))
    if strange > seen * _GARBLED:
        raise DocumentError("pdf_garbled", file=watch.path, share=round(100 * strange / seen))
    heads = running([(page.parts, page.height) for page in laid])
    kept = list(_laid(laid, heads))
    return flowed(kept, len(document), tuple(unread), _title(document))


def _title(document: PdfDocument) -> str:
    """The title that the file says of itself; none where its bytes are no text."""
    try:
        said: str = document.get_metadata_value("Title")
    except UnicodeDecodeError:
        return ""
    return said.replace("\x00", "").strip()


def _is_strange(char: str) -> bool:
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc")


def _laid(pages: Sequence[Page], heads: set[int]) -> Iterator[Piece]:
    """Lines and tables of all pages in reading order, without what is in ``heads``."""
    whole = [_parts(page, heads) for page in pages]
    bounds = [_bounds(parts, page.width) for parts, page in zip(whole, pages, strict=True)]
    gutters = [gutter(parts, *bound) for parts, bound in zip(whole, bounds, strict=True)]
    known = _usual([g for g in gutters if g])
    for number, (parts, (left, right)) in enumerate(zip(whole, bounds, strict=True)):
        for line in lines_of(number, in_order(parts, left, right, known)):
            text = line.first.text
            yield (number, pages[number].tables[int(text[1:])]) if text[0] == TABLE else line


def _bounds(parts: Sequence[Segment], width: float) -> tuple[float, float]:
    """Where a page's text begins and ends; margins are taken to be alike, unless text stands in one."""
    left = min((s.x0 for s in parts), default=0.0)
    return left, max([width - left, *(s.x1 for s in parts)])


def _usual(gutters: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    """The gutter that most pages with columns have."""
    places = Counter(round(high / 6) for _, high in gutters)
    if not places:
        return None
    most = max(places, key=lambda place: (places[place], -place))
    same = [g for g in gutters if round(g[1] / 6) == most]
    return max(low for low, _ in same), min(high for _, high in same)


def _parts(page: Page, heads: set[int]) -> list[Segment]:
    """A page's segments from the top, one in the place of each table."""
    parts = [s for s in page.parts if id(s) not in heads]
    size = median(s.size for s in parts) if parts else 10.0
    held = (Segment(f"{TABLE}{i}", t.x0, t.x1, t.top, t.bottom, t.top + 1, size) for i, t in enumerate(page.tables))
    return sorted([*parts, *held], key=lambda s: (round(s.base), s.x0))
