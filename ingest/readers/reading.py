"""What a reader gives: the canonical text of a document, and what its format says beside the text.

Tables are lines of cells between tabs, list items begin with ``・``, headings with ``#``; so :mod:`..lines` reads
every format as it reads a text file. ``pages`` are ``(start, end)`` in the text, in order and apart.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]
_WIDE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's text and its hints: ``title``, ``as_of`` (EDTF), and ``unread``, pages that are pictures."""

    text: str
    pages: tuple[Span, ...] = ()
    title: str = ""
    as_of: str | None = None
    unread: tuple[int, ...] = ()


def page_at(pages: Sequence[Span], offset: int) -> int | None:
    """The number (from 1) of the page that an offset is on, ``None`` where there are no pages.

    >>> from enishi.ingest.readers.reading import page_at
    >>> page_at([(0, 10), (11, 20)], 11), page_at([], 11)
    (2, None)
    """
    return max(bisect_right(pages, offset, key=lambda page: page[0]), 1) if pages else None


def joined(parts: Iterable[str]) -> str:
    """Lines of one cell or one paragraph as running text: without a blank where two Japanese characters meet.

    >>> from enishi.ingest.readers.reading import joined
    >>> joined(["友好都市の", "上海市"]), joined(["City of", "Lyon"])
    ('友好都市の上海市', 'City of Lyon')
    """
    whole = ""
    for part in (p.strip() for p in parts):
        between = "" if not whole or not part or (_WIDE.match(whole[-1]) and _WIDE.match(part[0])) else " "
        whole += between + part
    return whole


def row(cells: Iterable[str]) -> str:
    """A line for a table's row; a row of one filled cell is that text alone, one of none is empty.

    >>> from enishi.ingest.readers.reading import row
    >>> row(["リヨン", " フランス\\n共和国"]), row(["", "見出し", ""])
    ('リヨン\\tフランス共和国', '見出し')
    """
    texts = [joined(re.split(r"[\t\n\r\v\f]+", cell)) for cell in cells]
    filled = [text for text in texts if text]
    return "\t".join(texts).rstrip("\t") if len(filled) > 1 else "".join(filled)


def apart(lines: Iterable[str]) -> Iterator[str]:
    """Paragraphs, each of them whole, with an empty line around those that are sentences or long.

    Short ones stay together: they are a record's lines. What is long would else be taken for a wrapped line.
    """
    before = ""
    for line in lines:
        if line and before and any(_is_long(text) for text in (before, line)):
            yield ""
        yield line
        before = line


def _is_long(text: str) -> bool:
    return "\t" not in text and (len(text) > 40 or text.endswith(("。", ".")))


def tidy(lines: Iterable[str]) -> str:
    """Lines as a text: no blanks at ends of lines, one empty line at most between two, a line end at the end."""
    kept: list[str] = []
    for line in lines:
        text = line.rstrip(" \u3000\r")
        if text or (kept and kept[-1]):
            kept.append(text)
    while kept and not kept[-1]:
        kept.pop()
    return "\n".join(kept) + "\n" if kept else ""
