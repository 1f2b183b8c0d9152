"""From HTML elements to lines of canonical text: headings, paragraphs, items, rows, keys with their values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .limits import Watch
from .reading import row, tidy

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADING = re.compile(r"h([1-6])$")
_BLOCKS = {
    *(
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "td",
        "th",
    ),
    *("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "figure", "figcaption", "address", "caption", "hr"),
    *("details", "summary", "form", "fieldset", "legend", "thead", "tbody", "tfoot", "center", "body", "hgroup"),
}
_MARKED = re.compile(r"[・•◦○●◯‣▪①-⑳■□◆◇◎▼▽※【-]|\(?[（(]?[\dア-ンa-z]{1,2}[)）.．]")
_WIDE = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_BETWEEN_WIDE = re.compile(rf"(?<=[{_WIDE}])[ \t\f]*[\r\n]\s*(?=[{_WIDE}])")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_KEY = re.compile(r"[^\s　:：。、|]{1,14}$")
_BREAK = "\ue000"  # stands for <br> until blanks are folded


class _Lines:
    """Gathers inline text into lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._inline: list[str] = []
        self._mark = ""
        self._heading = False

    def add(self, text: str | None) -> None:
        if text:
            self._inline.append(text)

    def end(self) -> None:
        """End the line that is being gathered."""
        text = _folded("".join(self._inline))
        self._inline.clear()
        if not text:
            return
        if self._heading:
            text = text.replace("\n", " ")
        mark = "" if self._mark == "・" and _MARKED.match(text) else self._mark
        self.lines.extend((mark + text).split("\n"))
        self._mark, self._heading = "", False

    def blank(self) -> None:
        self.end()
        self.lines.append("")

    def begin(self, mark: str, *, heading: bool = False) -> None:
        """Begin a line with a mark: an item's, a heading's."""
        self.end()
        self._mark, self._heading = mark, heading


def _folded(text: str) -> str:
    """Text as a browser shows it; a line break in the source between Japanese characters is nothing."""
    text = _BLANKS.sub(" ", _BETWEEN_WIDE.sub("", text.replace("\xa0", " ")))
    return "\n".join(part.strip() for part in text.split(_BREAK)).strip("\n ")


def rendered(main: HtmlElement, watch: Watch) -> str:
    """An element's text, a line a block."""
    from lxml import etree  # noqa: PLC0415

    out = _Lines()
    walk = etree.iterwalk(main, events=("start", "end"))
    for number, (event, element) in enumerate(walk):
        if number % 5000 == 0:
            watch.time()
        if event == "start":
            if element.tag == "table" and not _is_layout(element):
                out.blank()
                out.lines.extend(_table(element))
                out.blank()
                walk.skip_subtree()
                continue
            if element.tag == "dl" and (pairs := list(_pairs(element))):
                out.blank()
                out.lines.extend(pairs)
                out.blank()
                walk.skip_subtree()
                continue
            _open(out, element)
            out.add(element.text)
        else:
            _close(out, element)
            if element is not main:
                out.add(element.tail)
    out.end()
    return tidy(out.lines)


def _open(out: _Lines, element: HtmlElement) -> None:
    tag = str(element.tag)
    if match := _HEADING.match(tag):
        out.blank()
        out.begin("#" * int(match[1]) + " ", heading=True)
    elif tag == "li":
        parent = element.getparent()
        place = 1 + sum(1 for _ in element.itersiblings("li", preceding=True)) if _is_numbered(parent) else 0
        out.begin(f"{place}) " if place else "・")
    elif tag == "br":
        out.add(_BREAK)
    elif tag == "pre":
        element.text = (element.text or "").replace("\n", _BREAK)
        out.blank()
    elif tag in ("p", "blockquote", "dl", "ul", "ol", "table", "figure", "section", "article", "hr"):
        inside = tag in ("p", "ul", "ol") and element.getparent() is not None and element.getparent().tag == "li"
        if inside and tag == "p":
            return
        if inside:
            out.end()
        else:
            out.blank()
    elif tag in _BLOCKS:
        out.end()


def _close(out: _Lines, element: HtmlElement) -> None:
    tag = str(element.tag)
    if _HEADING.match(tag) or tag in ("p", "ul", "ol", "table", "blockquote", "dl"):
        inside = element.getparent() is not None and element.getparent().tag in ("li", "td", "th", "dd")
        if inside:
            out.end()
        else:
            out.blank()
    elif tag in _BLOCKS:
        out.end()


def _is_numbered(parent: HtmlElement | None) -> bool:
    return parent is not None and parent.tag == "ol" and len(parent) < 100


def _is_layout(table: HtmlElement) -> bool:
    """Whether a table only places things: it holds tables, headings or long text, or has one column."""
    if (
        table.get("role") == "presentation"
        or next(table.iterdescendants("table", "h1", "h2", "h3"), None) is not None
    ):
        return True
    rows = list(_rows(table))
    return not rows or max(len(cells) for cells in rows) < 2


def _rows(table: HtmlElement) -> Iterator[list[HtmlElement]]:
    for line in table.iter("tr"):
        yield [cell for cell in line if cell.tag in ("td", "th")]


def _table(table: HtmlElement) -> Iterator[str]:
    """A table's rows; a table of keys and values as such."""
    for caption in table.iter("caption"):
        yield _cell(caption)
    rows = [cells for cells in _rows(table) if cells]
    if len(rows) > 1 and all([c.tag for c in cells] == ["th", "td"] for cells in rows):
        texts = [(_cell(key), _cell(value)) for key, value in rows]
        if all(_KEY.match(key) for key, _ in texts):
            yield from (f"{key}：{value}" for key, value in texts)
            return
    below: dict[int, int] = {}  # columns that a cell from above covers, and for how many rows more
    for cells in rows:
        texts_: list[str] = []
        for cell in cells:
            while below.get(len(texts_)):
                below[len(texts_)] -= 1
                texts_.append("")
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            if high > 1:
                below.update((len(texts_) + i, high - 1) for i in range(wide))
            texts_ += [_cell(cell), *[""] * (wide - 1)]
        for column in [c for c, left in below.items() if left and c >= len(texts_)]:
            below[column] -= 1
        if line := row(texts_):
            yield line


def _span(cell: HtmlElement, name: str) -> int:
    value = str(cell.get(name) or "1")
    return min(max(int(value), 1), 100) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _cell(cell: HtmlElement) -> str:
    """A cell's text on one line, a blank where a block or a line ends."""
    from lxml import etree  # noqa: PLC0415

    parts: list[str] = []
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        block = element is not cell and (element.tag in _BLOCKS or element.tag == "br")
        parts.append(_BREAK if block else "")
        if event == "start":
            parts.append(element.text or "")
        elif element is not cell:
            parts.append(element.tail or "")
    return " ".join(filter(None, _folded("".join(parts)).split("\n")))


def _pairs(element: HtmlElement) -> Iterator[str]:
    """A list of terms as keys and values, where its terms are keys."""
    inner = [e for e in element if e.tag in ("dt", "dd")]
    if [e.tag for e in inner] != ["dt", "dd"] * (len(inner) // 2) or len(inner) != len(element):
        return
    texts = [_cell(e) for e in inner]
    if all(_KEY.match(key.rstrip(":：")) for key in texts[::2]):
        yield from (f"{key.rstrip(':：')}：{value}" for key, value in zip(texts[::2], texts[1::2], strict=True))
