"""Ruled tables on a page: pdfplumber's cells from the page's rules, filled with the glyphs that stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .pdf_lines import Segment, segments
from .pdf_page import Glyph, Point, Sheet
from .reading import joined, row

Box = tuple[float, float, float, float]
_NEAR = 3.0  # points within which two rules are one, as in pdfplumber


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its rows as lines of cells between tabs, and the box that it takes up."""

    rows: tuple[str, ...]
    x0: float
    top: float
    x1: float
    bottom: float


def tables(page: Sheet) -> tuple[list[Table], list[Glyph]]:
    """The tables of a page from the top, and the glyphs that stand in none."""
    rest = list(page.glyphs)
    found: list[Table] = []
    for cells in _cells(page.rules) if len(page.rules) > 3 else ():
        box = _around(cells)
        inside = [g for g in rest if _holds(box, g)]
        if inside and (table := _table(cells, box, inside)):
            found.append(table)
            taken = set(map(id, inside))
            rest = [g for g in rest if id(g) not in taken]
    return sorted(found, key=lambda t: (t.top, t.x0)), rest


def _cells(rules: Iterable[tuple[Point, Point]]) -> list[list[Box]]:
    """Groups of cells, one a table."""
    from pdfplumber import table as plumber  # noqa: PLC0415

    edges = [_edge(a, b) for a, b in rules]
    merged = plumber.merge_edges(edges, _NEAR, _NEAR, _NEAR, _NEAR)
    crossings = plumber.edges_to_intersections(merged, _NEAR, _NEAR)
    if len(crossings) > 20_000:
        return []
    groups = plumber.cells_to_tables(plumber.intersections_to_cells(crossings))
    return [[(float(a), float(b), float(c), float(d)) for a, b, c, d in group] for group in groups]


def _edge(one: Point, other: Point) -> dict[str, object]:
    upright = abs(one[0] - other[0]) < abs(one[1] - other[1])
    (x0, x1), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if upright:
        x0 = x1 = (x0 + x1) / 2
    else:
        top = bottom = (top + bottom) / 2
    return {
        "object_type": "line",
        "orientation": "v" if upright else "h",
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _around(cells: Sequence[Box]) -> Box:
    return min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells)


def _holds(box: Box, glyph: Glyph) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _table(cells: Sequence[Box], box: Box, inside: Sequence[Glyph]) -> Table | None:
    """The table that cells make; ``None`` where they are frames around text."""
    columns = sorted({c[0] for c in cells})
    if len(columns) < 2:
        return None
    at: dict[float, dict[float, str]] = {}
    for cell in cells:
        held = [g for g in inside if _holds(cell, g)]
        at.setdefault(cell[1], {})[cell[0]] = _text(segments(held), cell) if held else ""
    texts = [text for line in at.values() for text in line.values() if text]
    if len(texts) < 2 or (len(at) <= 2 and max(map(len, texts)) > 300):
        return None
    rows = (row(at[top].get(x, "") for x in columns) for top in sorted(at))
    shown = tuple(line for line in rows if line)
    return Table(shown, box[0], box[1], box[2], box[3]) if any("\t" in line for line in shown) else None


def _text(found: Sequence[Segment], cell: Box) -> str:
    """A cell's text on one line: what was wrapped is joined, where a line was ended a blank remains."""
    lines: list[list[Segment]] = []
    for segment in found:
        if lines and abs(lines[-1][-1].base - segment.base) < 0.3 * segment.size:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    whole = ""
    full = False
    for line in lines:
        text = " ".join(s.text for s in line)
        whole = joined([whole, text.strip("\u00ad")]) if full else f"{whole} {text}".strip()
        full = line[-1].x1 - line[0].x0 > cell[2] - cell[0] - 2.4 * line[0].size
    return whole.replace("\u00ad", "-")
