"""From glyphs to lines, and lines in the order in which they are read: column by column.

A segment is a run of glyphs on one base line without a wide gap; a line is one segment or, across gaps, several.
Columns are parted where a strip without text runs down between lines that fill what is on its sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from .pdf_page import Glyph

GAP = 1.3  # ems between two segments of a line
TABLE = "\ue001"  # begins the text of a segment that stands for a whole table
_WIDE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_RUBY = re.compile(r"[ぁ-んァ-ヶー]+$")


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text; ``left`` and ``right`` bound the column that it stands in."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    left: float = 0.0
    right: float = 0.0
    bold: bool = False


def segments(glyphs: Iterable[Glyph]) -> list[Segment]:
    """The segments that glyphs make, from the top, then from the left."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.base, g.x0)):
        line = next((one for one in reversed(lines[-6:]) if _on_one_line(one[-1], glyph)), None)
        if line is None:
            lines.append([glyph])
        else:
            line.append(glyph)
    runs = (run for line in lines for run in _runs(sorted(line, key=lambda g: g.x0)))
    found = [segment for run in runs if (segment := _segment(run)).text]
    return sorted(_without_ruby(found), key=lambda s: (round(s.base), s.x0))


def _on_one_line(one: Glyph, other: Glyph) -> bool:
    high, low = max(one.size, other.size), min(one.size, other.size)
    return abs(one.base - other.base) < (0.3 * low if low > 0.7 * high else 0.15 * high)


def _runs(line: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    before: Glyph | None = None  # the last glyph that is no blank
    for glyph in line:
        if glyph.char.isspace():
            run.append(glyph)
            continue
        if before and glyph.x0 - before.x1 > GAP * min(glyph.size, before.size):
            yield run
            run = []
        run.append(glyph)
        before = glyph
    if before:
        yield run


def _segment(line: Sequence[Glyph]) -> Segment:
    """The text of a run: blanks where blanks are printed or, between Latin words, left open."""
    run = [g for g in line if not g.char.isspace()]
    blanks = [g.x0 for g in line if g.char.isspace()]
    pairs = list(pairwise(run))
    loose = median([b.x0 - a.x1 for a, b in pairs if _WIDE.match(a.char) and _WIDE.match(b.char)] or [0.0])
    text = run[0].char
    for before, glyph in pairs:
        wide = bool(_WIDE.match(before.char)) + bool(_WIDE.match(glyph.char))
        gap = glyph.x0 - before.x1
        printed = gap > 0.1 * glyph.size and wide < 2 and any(before.x0 < x <= glyph.x0 for x in blanks)
        least = (0.15, 0.6, 0.23 + 2 * max(loose, 0.0) / glyph.size)[
            wide
        ]  # beside Latin, spacing is set by programs
        text += " " * (printed or gap > least * glyph.size) + glyph.char
    return Segment(
        text,
        run[0].x0,
        max(g.x1 for g in run),
        min(g.top for g in run),
        max(g.bottom for g in run),
        median(g.base for g in run),
        median(g.size for g in run),
        bold=sum(g.bold for g in run) * 10 > 9 * len(run),
    )


def _without_ruby(found: Sequence[Segment]) -> Iterator[Segment]:
    """Segments without the small kana above words that say how these are read."""
    usual = median([s.size for s in found]) if found else 0.0
    for segment in found:
        small = segment.size < 0.62 * usual and _RUBY.match(segment.text.replace(" ", ""))
        if not small or not any(_is_above(segment, other) for other in found):
            yield segment


def _is_above(ruby: Segment, word: Segment) -> bool:
    over = ruby.x0 < word.x1 and ruby.x1 > word.x0
    return over and word.size > 1.5 * ruby.size and 0.5 * word.size < word.base - ruby.base < 1.5 * word.size


def in_order(
    found: Sequence[Segment], left: float, right: float, known: tuple[float, float] | None = None
) -> list[Segment]:
    """Segments in reading order, each with the bounds of its column; ``known`` is the gutter of other pages."""
    parted = gutter(found, left, right) or (known if known and _parts(known, found) else None)
    if parted is None:
        return [replace(s, left=left, right=right) for s in found]
    low, high = parted
    ordered: list[Segment] = []
    band: list[Segment] = []
    for segment in found:
        if segment.x0 < high - 0.5 and segment.x1 > low + 0.5:
            ordered += _columns(band, parted, left, right)
            band = []
            ordered.append(replace(segment, left=left, right=right))
        else:
            band.append(segment)
    return ordered + _columns(band, parted, left, right)


def _columns(band: Sequence[Segment], parted: tuple[float, float], left: float, right: float) -> list[Segment]:
    low, high = parted
    one = [s for s in band if s.x1 <= low + 0.5]
    other = [s for s in band if s.x1 > low + 0.5]
    return in_order(one, left, low) + in_order(other, high, right)


def _parts(known: tuple[float, float], found: Sequence[Segment]) -> bool:
    """Whether text keeps clear of a gutter."""
    low, high = known
    crossing = sum(s.x0 < high - 0.5 and s.x1 > low + 0.5 for s in found)
    return crossing * 4 <= len(found) and any(s.x1 <= low + 0.5 for s in found)


def gutter(found: Sequence[Segment], left: float, right: float) -> tuple[float, float] | None:
    """The strip between two columns of text, ``None`` where there are not two."""
    if len(found) < 8 or right - left < 16 * median(s.size for s in found):
        return None
    best: tuple[int, float, float] | None = None
    room = (right - left) * 0.2
    strip = 0.7 * median(s.size for s in found)
    for high in sorted({round(s.x0, 1) for s in found if left + room < s.x0 < right - room}):
        before = [s for s in found if s.x1 <= high - strip]
        after = [s for s in found if s.x0 >= high - 0.5]
        crossing = len(found) - len(before) - len(after)
        if len(before) < 4 or crossing * 3 > len(found):
            continue
        low = max(s.x1 for s in before)
        ends = (
            len(after) < 4 and len(before) > 7 and low < left + 0.55 * (right - left)
        )  # the text, in a second column
        if not (_fills(before, left, low) and (ends or (len(after) > 3 and _fills(after, high, right)))):
            continue
        if best is None or (crossing, -(high - low)) < (best[0], -(best[2] - best[1])):
            best = crossing, low, high
    return (best[1], best[2]) if best else None


def _fills(column: Sequence[Segment], left: float, right: float) -> bool:
    """Whether segments fill a column as running text does: many run to its end, of enough characters each."""
    column = [s for s in column if s.text[0] != TABLE]
    long = [s for s in column if s.x1 - s.x0 > 0.75 * (right - left)]
    return len(long) * 4 >= len(column) and len(long) > 2 and median(len(s.text) for s in long) >= 9
