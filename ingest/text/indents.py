"""Tables that stand indented as a whole, and rows in which one blank alone parts two columns."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from itertools import groupby

from .cuts import CUTS
from .line import Line, Span

_LONE = 2  # cells of an indented line that stands alone: an empty one and what it says


def unindented(text: str, printed: Iterator[Line]) -> Iterator[Line]:
    """The lines with tables that stand indented as a whole cut as they would be at the margin."""
    for columns, run in groupby(printed, lambda line: len(line.cells) > 1 and not line.pair):
        table = list(run)
        table = _realigned(text, table) if columns else table
        inward = columns and not any(text[slice(*line.cells[0])].strip() for line in table)
        margins = [line.cells[1][0] - line.start for line in table if len(line.cells) > _LONE] if inward else []
        yield from (_at_margin(line, max(margins)) for line in table) if margins else table


def _realigned(text: str, table: list[Line]) -> list[Line]:
    """Rows in which one blank alone parts two cells cut where the columns of the titles begin.

    Tables whose columns are as wide as their longest cell are so: ヨーロッパ オーストリア below 地域 and 国.
    """
    titles = table[0]
    short = [line for line in table if _LONE < len(line.cells) < len(titles.cells)]
    if (
        not short
        or "\t" in text[titles.start : titles.end]
        or CUTS[1].pattern.search(text, titles.start, titles.end)
    ):
        return table
    columns = [_first(text, cell) - titles.start for cell in titles.cells]
    return [_cut_at(text, line, columns) if line in short else line for line in table]


def _cut_at(text: str, line: Line, columns: list[int]) -> Line:
    """A row cut at the columns that no cell of it begins at, if that gives it a cell for each."""
    starts = {_first(text, cell) - line.start for cell in line.cells}
    more = [line.start + c for c in columns if c and c not in starts and line.start + c < line.end]
    more = [at for at in more if text[at - 1] in " 　" and text[at] not in " 　"]
    cells: list[Span] = []
    for low, high in line.cells:
        inner = [at for at in more if low < at < high]
        edges = [low, *inner, high]
        cells += list(itertools.pairwise(edges))
    return line._replace(cells=tuple(cells)) if len(cells) == len(columns) else line


def _first(text: str, cell: Span) -> int:
    """Where what a cell says begins."""
    shown = text[slice(*cell)]
    return cell[0] + len(shown) - len(shown.lstrip(" 　"))


def _at_margin(line: Line, margin: int) -> Line:
    """A line of an indented table: a row without its empty first cell, or what is no row but an item below them."""
    if len(line.cells) > _LONE:
        return line._replace(cells=line.cells[1:])
    at = line.cells[1][0]
    return line if at - line.start > margin else Line(at, line.end, "item")
