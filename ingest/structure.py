"""The structure of a document: headings, paragraphs, list items and table rows, each with its headings above.

Blocks cover text that says something, in order; each knows its exact source spans. Lines that typesetting
broke are joined; a paragraph that a column break cut in two is one block again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from .clean import Clean, clean

BlockKind = Literal["heading", "paragraph", "item", "row"]


@dataclass(frozen=True, slots=True)
class Block:
    """One unit of text. ``cells`` are a row's cells and ``header`` its column titles; ``above`` the headings."""

    kind: BlockKind
    text: Clean
    level: int = 0
    above: tuple[Clean, ...] = ()
    cells: tuple[Clean, ...] = ()
    header: tuple[str, ...] = ()
    lead: Clean | None = None  # the line that introduces a list

    @property
    def section(self) -> tuple[str, ...]:
        """The headings above, outermost first."""
        return tuple(h.text for h in self.above)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    kind: BlockKind | Literal["blank"]
    level: int = 0
    cells: tuple[tuple[int, int], ...] = ()


_BREAK = re.compile(r"</?(?:p|br|li|ul|ol|tr|td|th|table|div|h[1-6])\b[^<>\n]*>", re.I)
_HEADINGS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"(#{1,6})\s+\S"), 0),
    (re.compile(r"[■□◆◇◎▼▽➤]\s*\S"), 11),
    (re.compile(r"(?:第\d+[章部編節]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+)[\s　.．]*\S.{0,40}$"), 8),
    (re.compile(r"[【《〈\[](?!※)[^】》〉\]]{1,40}[】》〉\]]\s*$"), 13),
    (re.compile(r"<[^<>/=]{2,30}>\s*$|＜[^＜＞]{2,30}＞\s*$"), 14),
    (re.compile(r"\*\*[^*]{1,60}\*\*\s*$"), 12),
    (re.compile(r"[（(]\d{1,2}[)）]\s*[^。、\t]{2,40}$"), 16),
    (re.compile(r"\d{1,2}(?:[.．]\s*|[\s　]+)(?!\d)[^。、\t]{2,40}$"), 15),
)
_ITEM = re.compile(
    r"(?:[-*+•]\s+)?[・•◦○●◯‣▪①-⑳]\s*\S|[-*+–—]\s+\S|[ア-ン]\s[^\s]|※\s*\S|\(?[a-z]\)\s|\d{1,2}[)）]\s"
)
_MARK = re.compile(
    r"(?:#+\s*|(?:[-*+–—]\s*)?[■□◆◇◎▼▽➤・•◦○●◯‣▪①-⑳]\s*|[-*+–—]\s+|\(?[（(]?\d{1,2}[)）.．]\s*|[ア-ン][\s　]+"
    r"|\d{1,2}[\s　]+|\*\*\s*)+"
)
_SENTENCE_END = re.compile(r"[。．.!?！？」』）)】》〉:：]\s*$")
_CONTINUES = re.compile(r"[ぁ-んーァ-ヶー、。)）」』・]")
_HANGING = re.compile(r"(?:[のをにでとがはへや、・]|する|した|による|における|ための|向けた)$")
_LABEL = re.compile(r"(?:所在地|住所|TEL|FAX|Tel|電話|ホームページ|URL|http|E-?mail|日時|会場|場所|期間|対象|定員)")


def _lines(text: str) -> Iterator[_Line]:
    position = 0
    for raw in text.split("\n"):
        start, end = position, position + len(raw)
        position = end + 1
        if "\t" in raw and len([c for c in raw.split("\t") if c.strip()]) >= 2:
            yield _Line(start, end, "row", cells=tuple(_cells(raw, start)))
            continue
        if raw.strip().startswith("|") and raw.count("|") >= 3:
            if not re.fullmatch(r"[\s|:\-]+", raw):
                yield _Line(start, end, "row", cells=tuple(_piped(raw, start)))
            continue
        pieces = list(_pieces(raw, start))
        if not pieces:
            yield _Line(start, end, "blank")
        yield from pieces


def _cells(raw: str, start: int) -> Iterator[tuple[int, int]]:
    at = start
    for cell in raw.split("\t"):
        yield at, at + len(cell)
        at += len(cell) + 1


def _piped(raw: str, start: int) -> Iterator[tuple[int, int]]:
    at = start
    for i, cell in enumerate(raw.split("|")):
        if i and (cell.strip() or i < raw.count("|")):
            yield at, at + len(cell)
        at += len(cell) + 1


def _pieces(raw: str, start: int) -> Iterator[_Line]:
    """A line cut at block-level tags; what follows ``<li>`` is an item."""
    at, item = 0, False
    marks = [*_BREAK.finditer(raw), None]
    for mark in marks:
        stop = mark.start() if mark else len(raw)
        piece = raw[at:stop]
        if piece.strip() and clean(raw, (at, stop)).text.strip(" -*"):
            lead = len(piece) - len(piece.lstrip())
            line = _classified(piece.strip(), start + at + lead, start + stop)
            yield replace(line, kind="item") if item and line.kind == "paragraph" else line
        if mark:
            item = mark[0].lower().startswith("<li")
            at = mark.end()


def _classified(piece: str, start: int, end: int) -> _Line:
    for pattern, level in _HEADINGS:
        if match := pattern.match(piece):
            return _Line(start, end, "heading", level or len(match[1]))
    return _Line(start, end, "item" if _ITEM.match(piece) else "paragraph")


def _joins(text: str, upper: list[_Line], lower: _Line) -> bool:
    """Whether the next line continues these lines (a break by typesetting, not by meaning)."""
    last = text[upper[-1].start : upper[-1].end].rstrip()
    begin = text[lower.start : lower.end].lstrip()
    if _LABEL.match(begin) or not begin:
        return False
    if _LABEL.match(text, upper[0].start):
        return len(upper) == 1 and not re.search(r"TEL|FAX|電話|http", last)
    if _SENTENCE_END.search(last):
        return bool(re.search(r"[)）」』.]\s*$", last) and re.match(r"[ぁ-ん、。a-z]", begin))
    return (
        len(last) >= 24
        or bool(_HANGING.search(last))
        or bool(_CONTINUES.match(begin))
        or bool(re.search(r"[a-z,]$", last) and len(last) > 40)
    )


def _is_cut(first: _Line, whole: str, below: str) -> bool:
    """Whether a paragraph that ends above a blank line goes on below it, as at a column's or a page's end."""
    if first.kind != "paragraph" or len(whole) <= 12 or _SENTENCE_END.search(whole) or _LABEL.match(whole):
        return False
    return "、" in whole or bool(re.match(r"[ぁ-ん]", below.lstrip()))


def _groups(text: str) -> Iterator[list[_Line]]:
    """Lines grouped into blocks; across a blank line a cut sentence goes on."""
    group: list[_Line] = []
    blank = False
    for line in _lines(text):
        if line.kind == "blank":
            blank = True
            continue
        if group and line.kind == "paragraph" and group[0].kind in ("paragraph", "item"):
            whole = clean(text, *((part.start, part.end) for part in group)).text
            cut = _is_cut(group[0], whole, text[line.start : line.end])
            if (not blank and _joins(text, group, line)) or (blank and cut):
                group.append(line)
                blank = False
                continue
        if group:
            yield group
        group, blank = [line], False
    if group:
        yield group


def _opens_list(last: Block, lead: Clean | None) -> Clean | None:
    """The line that introduces the list which begins: the paragraph right above."""
    return last.text if last.kind in ("paragraph", "heading") else lead


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text, in order."""
    above: list[tuple[int, Clean]] = []
    header: tuple[str, ...] = ()
    last: Block | None = None
    lead: Clean | None = None
    for group in _groups(text):
        first = group[0]
        mark = _MARK.match(text, first.start, first.end) if first.kind in ("heading", "item") else None
        start = mark.end() if mark and mark.end() < first.end else first.start
        body = clean(text, (start, first.end), *((line.start, line.end) for line in group[1:]))
        if not body.text:
            continue
        if first.kind == "heading":
            above = [(level, h) for level, h in above if level < first.level]
            block = Block("heading", body, first.level, tuple(h for _, h in above))
            above.append((first.level, body))
        elif first.kind == "row":
            cells = tuple(clean(text, cell) for cell in first.cells)
            if last is None or last.kind != "row":
                header = tuple(c.text for c in cells)
            shown = header if len(header) == len(cells) else ()
            block = Block("row", body, 0, tuple(h for _, h in above), cells, shown)
        else:
            kind: BlockKind = "item" if first.kind == "item" else "paragraph"
            if kind == "item" and last is not None:
                lead = _opens_list(last, lead)
            block = Block(kind, body, 0, tuple(h for _, h in above), lead=lead if kind == "item" else None)
        yield block
        last = block
