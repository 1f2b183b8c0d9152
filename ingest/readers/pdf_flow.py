"""From the pages of a PDF to its text: without running heads, with wrapped lines joined and headings marked.

A line is joined to the next where the next one's first word had no room left on it, and form and place go on;
so a sentence that a column or a page ends within is one line of the text.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .pdf_lines import TABLE, Segment
from .pdf_tables import Table
from .reading import Reading, Span

_SIGN = r"[・•◦○●◯‣▪①-⑳※*]|[-–—]\s|\(?[（(]?[\dア-ンa-z]{1,2}[)）]"
_ITEM = re.compile(_SIGN)
_MARKED = re.compile(
    rf"{_SIGN}|[■□◆◇◎▼▽➤【〈《＜〔]|[\dア-ンa-z]{{1,2}}[.．]\s?(?!\d)|第\d+[章節条回]|\d+[　\s]+(?=[^\d\s])"
)
_NUMBER = re.compile(
    r"[-–—―‐(（〔\[\s]*(?:p(?:age)?\.?\s*)?(\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?\s*(?:ページ|頁)?[-–—―‐)）〕\]\s]*$",
    re.I,
)
_WIDE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_STOP = re.compile(r"[。．.!?！？：:]$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page as set: its segments from left to right."""

    page: int
    parts: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """The line's text, two blanks where there is a wide gap; letters set wide apart are one word."""
        texts = [p.text for p in self.parts]
        if len(texts) > 1 and all(len(t) == 1 and _WIDE.match(t) for t in texts):
            return "".join(texts)
        return "  ".join(texts)

    @property
    def first(self) -> Segment:
        """The segment on the left."""
        return self.parts[0]

    @property
    def last(self) -> Segment:
        """The segment on the right."""
        return self.parts[-1]


Piece = Line | tuple[int, Table]


def lines_of(page: int, ordered: Iterable[Segment]) -> Iterator[Line]:
    """Segments in reading order as lines: those side by side in one column are one."""
    parts: list[Segment] = []
    for segment in ordered:
        beside = (
            parts
            and TABLE not in (parts[-1].text[0], segment.text[0])
            and abs(parts[-1].base - segment.base) < 0.35 * segment.size
            and (parts[-1].left, parts[-1].right) == (segment.left, segment.right)
            and segment.x0 >= parts[-1].x1
        )
        if parts and not beside:
            yield Line(page, tuple(parts))
            parts = []
        parts.append(segment)
    if parts:
        yield Line(page, tuple(parts))


def running(pages: Sequence[tuple[Sequence[Segment], float]]) -> set[int]:
    """The ``id`` of each segment that is a running head or foot or a page number, of pages with their heights."""
    edge = [(number, s) for number, (parts, height) in enumerate(pages) for s in _at_edges(parts, height)]
    places: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    shifts: Counter[int] = Counter()
    for number, segment in edge:
        for slot in _slots(segment):
            places[_wording(segment), slot].add(number)
        if match := _NUMBER.match(segment.text):
            shifts[int(match[1]) - number] += 1
    usual = median([s.size for parts, _ in pages for s in parts] or [10.0])
    needed = 2 if len(pages) < 5 else 3
    found = set()
    for number, segment in edge:
        height = pages[number][1]
        if segment.size < 0.88 * usual and not 0.05 * height < segment.base < 0.95 * height:
            found.add(id(segment))  # what a browser prints in the margins
        elif match := _NUMBER.match(segment.text):
            framed = not segment.text.isdigit()
            if framed or shifts[int(match[1]) - number] > 1 or (len(pages) == 1 and len(match[1]) < 3):
                found.add(id(segment))
        elif any(len(places[_wording(segment), slot]) >= needed for slot in _slots(segment)):
            found.add(id(segment))
    return found


def _at_edges(parts: Sequence[Segment], height: float) -> Iterator[Segment]:
    """The segments of the first and last lines of a page, where they stand in its margins."""
    bases = sorted({round(s.base) for s in parts})
    outer = {*bases[:3], *bases[-3:]}
    for segment in parts:
        if round(segment.base) in outer and not 0.13 * height < segment.base < 0.87 * height:
            yield segment


def _wording(segment: Segment) -> str:
    return re.sub(r"\d+|\s+", "", segment.text) or "#"


def _slots(segment: Segment) -> tuple[int, int]:
    """The two bands of 6 points that a segment's place falls into, so that near places meet in one."""
    return int(segment.base // 6), int((segment.base + 3) // 6) + 10_000


def flowed(pieces: Sequence[Piece], count: int, unread: tuple[int, ...], title: str) -> Reading:
    """The text of pieces in reading order, and where its pages are; ``count`` pages in all."""
    lines = [piece for piece in pieces if isinstance(piece, Line)]
    flow = _Flow(lines)
    page_starts: dict[int, int] = {}
    out: list[str] = []
    at = 0
    before: Line | None = None
    for piece in pieces:
        if isinstance(piece, Line):
            between, shown = flow.joint(before, piece)
            page = piece.page
        else:
            between, shown = "\n\n", "\n".join(piece[1].rows) + "\n"
            page = piece[0]
        if not out:
            between = ""
        elif between == "\u00ad":  # a word parted by a hyphen
            out[-1], between = out[-1][:-1], ""
            at -= 1
        at += len(between)
        page_starts.setdefault(page, at)
        out += [between, shown.replace("\u00ad", "-") if isinstance(piece, tuple) else shown]
        at += len(shown)
        before = piece if isinstance(piece, Line) else None
    text = "".join(out).replace("\u00ad", "-")
    text = text.rstrip("\n") + "\n" if text.strip() else ""
    return Reading(text, _spans(page_starts, count, len(text)), title, None, unread)


def _spans(starts: dict[int, int], count: int, length: int) -> tuple[Span, ...]:
    """The spans of pages; one without text is empty, at the place where it would stand."""
    spans: list[Span] = []
    end = length
    for page in range(count - 1, -1, -1):
        start = min(starts.get(page, end), end)
        spans.append((start, end))
        end = start
    return tuple(reversed(spans))


class _Flow:
    """How lines follow one another, by what is usual in the document."""

    def __init__(self, lines: Sequence[Line]) -> None:
        sizes: Counter[float] = Counter()
        pitches: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.first.size * 2) / 2] += len(line.text)
        for one, other in pairwise(lines):
            if one.page == other.page and one.first.left == other.first.left:
                pitches[round((other.first.base - one.first.base) / other.first.size, 1)] += 1
        self.body = max(sizes, key=lambda s: (sizes[s], -s), default=10.0)
        usual = [p for p, n in pitches.items() if 0.9 < p < 2.6 for _ in range(n)]
        self.pitch = max(set(usual), key=lambda p: (usual.count(p), -p), default=1.5)
        bold = sum(len(line.text) for line in lines if line.first.bold)
        self.bold = bold * 4 < sum(sizes.values())  # else it says nothing
        larger = sorted({s for s in sizes if s >= 1.15 * self.body}, reverse=True)
        self.levels = {size: min(level, 5) for level, size in enumerate(larger, 1)}
        ends: defaultdict[int, list[float]] = defaultdict(list)
        for line in lines:
            ends[_column(line)].append(line.last.x1)
        self.rights = {key: _right(found, 2 * self.body) for key, found in ends.items()}
        self._started: Line | None = None

    def joint(self, before: Line | None, line: Line) -> tuple[str, str]:
        """What stands between a line and the one before it, and the line as shown."""
        level = self._level(line)
        if before is not None and self._goes_on(before, line):
            if before.text.endswith("\u00ad") and line.text[0].islower():
                return "\u00ad", line.text
            wide = _WIDE.match(before.text[-1]) or _WIDE.match(line.text[0])
            number = before.text[-1].isdigit() and line.text[0] in "0123456789,." and _WIDE.search(line.text)
            return ("" if wide or number else " "), line.text
        shown = f"{'#' * level} {line.text}" if level else line.text
        between = "\n\n"
        if before is not None and not level and not self._level(before) and self._near(before, line):
            between = "\n"
        self._started = line
        return between, shown

    def _level(self, line: Line) -> int:
        """The level of a heading, by its size; 0 of other lines."""
        size = round(line.first.size * 2) / 2
        fits = len(line.text) <= 80 and not re.search(r"[。、]$", line.text) and re.search(r"\w{2}", line.text)
        if not fits or (self.bold and line.first.bold and size >= 0.75 * self.body and not line.last.bold):
            return 0
        level = self.levels.get(size, 0)
        bold = self.bold and all(part.bold for part in line.parts) and len(line.text) <= 50
        return level or (min(len(self.levels) + 1, 6) if bold else 0)

    def _near(self, before: Line, line: Line) -> bool:
        """Whether no more than the usual space is between two lines, or a column's or a page's end."""
        if not _is_below(before, line):
            return True
        return line.first.base - before.first.base <= (self.pitch + 0.35) * max(line.first.size, before.first.size)

    def _goes_on(self, before: Line, line: Line) -> bool:
        """Whether a line is the rest of the one before it."""
        if abs(before.first.size - line.first.size) > 0.1 * line.first.size or not self._near(before, line):
            return False
        if before.text.endswith("\u00ad") and line.text[0].islower():
            return True
        if _STOP.search(before.text) and not _is_below(before, line):
            return False  # a column's or a page's end hides whether the paragraph ends as well
        started = self._started or before
        if _MARKED.match(line.text) and not before.text.endswith("\u00ad") and not _opened(before.text):
            return False
        if len(before.parts) > 1 or len(line.parts) > 1:
            return len(before.parts) == 1 and not _STOP.search(before.text) and self._is_full(before, line)
        indent = (line.first.x0 - line.first.left) - (before.first.x0 - before.first.left)
        if started is before and _ITEM.match(started.text):
            indent -= 2.2 * line.first.size  # the rest of an item hangs below its text
        return indent < 0.6 * line.first.size and self._is_full(before, line)

    def _is_full(self, before: Line, line: Line) -> bool:
        """Whether the next line's first word had no room on this one."""
        right = min(self.rights[_column(before)], before.first.right)
        text = line.text
        if _WIDE.match(text[0]):
            word = 1 + next(
                (i for i, c in enumerate(text[1:4]) if c not in "、。）」』】ーっゃゅょァィゥェォッャュョ"), 2
            )
            room = (word + 0.6) * line.first.size
        else:
            share = len(re.split(r"[\s\u3000-\u9fff]", text, maxsplit=1)[0]) / max(len(text), 1)
            room = (line.first.x1 - line.first.x0) * share + 0.6 * line.first.size
        return before.last.x1 + room > right


def _is_below(before: Line, line: Line) -> bool:
    """Whether a line stands below another in one column."""
    same = before.page == line.page and before.first.left == line.first.left
    return same and line.first.base >= before.first.base


def _column(line: Line) -> int:
    """Which column of the document a line stands in, by its left bound."""
    return round(line.first.left / 20)


def _right(ends: Sequence[float], near: float) -> float:
    """Where a column's lines end that are full: near the last end, if many do; else nobody knows."""
    last = max(ends)
    full = [end for end in ends if end > last - near]
    return min(full) + near / 2 if len(full) > 2 and len(full) * 8 > len(ends) else math.inf


def _opened(text: str) -> bool:
    """Whether a bracket is open at the end of a line: what follows is no new item."""
    return text.count("（") + text.count("(") > text.count("）") + text.count(")") or text.count("「") > text.count(
        "」"
    )
