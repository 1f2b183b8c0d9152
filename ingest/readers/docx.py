"""Word documents: paragraphs, headings, lists, tables, text boxes and notes, in the order in which they stand.

What was deleted with changes tracked is not read, what was inserted is. Running heads are no part of the text.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...errors import DocumentError
from .extra import needed_for
from .limits import Watch
from .package import checked
from .reading import Reading, apart, row, tidy

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {W + n for n in ("del", "moveFrom", "rPr", "pPr", "rt", "instrText", "delText")} | {_FALLBACK}
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_HEADING = re.compile(r"(?:heading|見出し|toc heading)\s*(\d?)$", re.I)
_LIST = re.compile(r"list (?:bullet|number|paragraph)|箇条書き|リスト|段落番号", re.I)
_MARKED = re.compile(r"[・•◦○●◯‣▪①-⑳■□◆◇◎▼▽※【-]|\(?[（(]?[\dア-ンa-z]{1,2}[)）.．]")


def read_docx(raw: bytes, watch: Watch) -> Reading:
    """A Word document's text, a line a paragraph or row; ``title`` from its properties.

    Raises :class:`DocumentError` where it is damaged, encrypted or beyond the limits.
    """
    with needed_for(watch.path):
        import docx  # noqa: PLC0415
    checked(raw, watch, "docx").close()
    try:
        document = docx.Document(io.BytesIO(raw))
        title = document.core_properties.title or ""
        lines = _Body(document, watch).lines(document.element.body)
        return Reading(tidy(apart(lines)), title=title.strip())
    except DocumentError:
        raise
    except (
        Exception
    ) as error:  # python-docx takes a package at its word: KeyError, AttributeError, XMLSyntaxError ...
        reason = f"{type(error).__name__}: {error}"[:200]
        raise DocumentError("document_damaged", file=watch.path, format="docx", reason=reason) from error


class _Body:
    """The lines of a document's body."""

    def __init__(self, document: Document, watch: Watch) -> None:
        self._watch = watch
        styles = {s.style_id: s for s in document.styles}
        self._levels = {key: level for key, s in styles.items() if (level := _level(s))}
        self._numbered = {key: s.element.find(f"{W}pPr/{W}numPr") for key, s in styles.items()}
        self._listed = {key for key, s in styles.items() if _LIST.match(s.name or "")}
        self._notes = {kind: _notes(document, kind) for kind in set(_NOTES.values())}
        self._formats = _formats(document)
        self._counted: Counter[tuple[str, str]] = Counter()

    def lines(self, parent: Element, depth: int = 0) -> Iterator[str]:
        """The lines of the paragraphs and tables in an element, also inside content controls."""
        self._watch.count("depth", depth)
        self._watch.time()
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child, depth)
            elif child.tag == W + "tbl":
                yield ""
                yield from self._table(child, depth + 1)
                yield ""
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                yield from self.lines(child, depth + 1)

    def _paragraph(self, paragraph: Element, depth: int) -> Iterator[str]:
        text, boxes, notes = self._parts(paragraph)
        heading = self._heading(paragraph) if text.strip() else 0
        if heading:
            yield ""
            yield "#" * heading + " " + " ".join(text.split())
            yield ""
        elif text.strip():
            mark = self._mark(paragraph)
            yield ("" if mark == "・" and _MARKED.match(text.strip()) else mark) + text.strip()
        else:
            yield ""
        for box in boxes:
            yield from self.lines(box, depth + 1)
        for note in notes:
            yield f"※{note}"

    def _parts(self, paragraph: Element) -> tuple[str, list[Element], list[str]]:
        """A paragraph's text, the text boxes anchored in it, the notes it refers to."""
        texts: list[str] = []
        boxes: list[Element] = []
        notes: list[str] = []
        stack = list(reversed(paragraph))
        while stack:
            node = stack.pop()
            tag = node.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == W + "txbxContent":
                boxes.append(node)
                continue
            if tag in _NOTES:
                notes += filter(None, [self._notes[_NOTES[tag]].get(str(node.get(W + "id")))])
            elif tag == W + "t":
                texts.append(node.text or "")
            elif tag in (W + "br", W + "cr"):
                texts.append("\n")
            elif tag == W + "tab":
                texts.append("  ")
            elif tag == W + "noBreakHyphen":
                texts.append("-")
            stack.extend(reversed(node))
        return "".join(texts), boxes, notes

    def _heading(self, paragraph: Element) -> int:
        outline = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None and (value := str(outline.get(W + "val"))).isdigit() and int(value) < 6:
            return int(value) + 1
        return self._levels.get(_style(paragraph), 0)

    def _mark(self, paragraph: Element) -> str:
        """The mark of a list's item: its number, or ・."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        listed = own if own is not None else self._numbered.get(_style(paragraph))
        number = listed.find(W + "numId") if listed is not None else None
        if listed is None or number is None:
            return "・" if _style(paragraph) in self._listed else ""
        level = listed.find(W + "ilvl")
        key = (str(number.get(W + "val")), "0" if level is None else str(level.get(W + "val")))
        if key[0] == "0":
            return ""
        if self._formats.get(key, "bullet") in ("bullet", "none"):
            return "・"
        self._counted[key] += 1
        return f"{self._counted[key]}) "

    def _table(self, table: Element, depth: int) -> Iterator[str]:
        self._watch.count("depth", depth)
        notes: list[str] = []
        for line in table.iter(W + "tr"):
            if next(line.iterancestors(W + "tbl"), None) is not table:
                continue  # of a table inside a cell
            texts: list[str] = []
            for cell in _cells(line):
                inner = [*self.lines(cell, depth + 1)]
                notes += [text for text in inner if text.startswith("※")]
                wide = cell.find(f"{W}tcPr/{W}gridSpan")
                span = str(wide.get(W + "val")) if wide is not None else "1"
                below = cell.find(f"{W}tcPr/{W}vMerge")
                covered = below is not None and below.get(W + "val") != "restart"
                text = " ".join(re.sub(r"[\t\n]+", " ", t) for t in inner if t and not t.startswith("※"))
                texts += ["" if covered else text, *[""] * (min(int(span), 100) - 1 if span.isdigit() else 0)]
            if shown := row(texts):
                yield shown
        yield from notes


def _cells(line: Element) -> Iterator[Element]:
    """The cells of a row, also those inside content controls."""
    for cell in line.iter(W + "tc"):
        if next(cell.iterancestors(W + "tr"), None) is line:
            yield cell


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(W + "val"))


def _level(style: object) -> int:
    """The heading level of a paragraph style, by its outline level, else its name; 0 of others."""
    name = str(getattr(style, "name", "") or "")
    if name.lower() in ("title", "表題"):
        return 1
    outline = getattr(style, "element").find(f"{W}pPr/{W}outlineLvl")  # noqa: B009  (a style of any kind)
    if outline is not None and (value := str(outline.get(W + "val"))).isdigit() and int(value) < 6:
        return int(value) + 1
    match = _HEADING.match(name)
    return int(match[1] or 1) if match and int(match[1] or 1) < 7 else 0


def _notes(document: Document, kind: str) -> dict[str, str]:
    """The texts of footnotes or endnotes by their ids."""
    from docx.oxml import parse_xml  # noqa: PLC0415

    found: dict[str, str] = {}
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            for note in parse_xml(relation.target_part.blob):
                if note.get(W + "type") is None:
                    text = "".join(str(t.text or "") for t in note.iter(W + "t"))
                    found[str(note.get(W + "id"))] = text.strip()
    return found


def _formats(document: Document) -> dict[tuple[str, str], str]:
    """The number format of each list and level."""
    found: dict[tuple[str, str], str] = {}
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return found
    abstract = {str(e.get(W + "abstractNumId")): e for e in numbering.iter(W + "abstractNum")}
    for number in numbering.iter(W + "num"):
        refers = number.find(W + "abstractNumId")
        kind = abstract.get(str(refers.get(W + "val"))) if refers is not None else None
        for level in kind.iter(W + "lvl") if kind is not None else ():
            form = level.find(W + "numFmt")
            if form is not None:
                found[str(number.get(W + "numId")), str(level.get(W + "ilvl"))] = str(form.get(W + "val"))
    return found
