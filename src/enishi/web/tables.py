"""Tables: what a page shows as rows, and the same rows as files for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..queries.export import guarded
from ..queries.workbook import workbook
from .reading import Made

if TYPE_CHECKING:
    from .pages import Asked

CSV, XLSX = "csv", "xlsx"
ROWS: Final = 200
"""Rows of a long table on one page; the files have all."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a place: a text, where it leads, and what is said below it."""

    text: str
    href: str = ""
    note: str = ""
    note_href: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows under one heading; a table without groups has one, untitled."""

    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A table. ``group`` is the heading of the titles of its groups, in a file."""

    caption: str
    headings: tuple[str, ...]
    groups: tuple[Rows, ...]
    group: str = ""

    @property
    def size(self) -> int:
        """The number of rows."""
        return sum(len(group.rows) for group in self.groups)

    def lines(self) -> Iterator[list[str]]:
        """The rows as texts, the heading first."""
        grouped = [self.group] if self.group else []
        yield [*grouped, *self.headings]
        for group in self.groups:
            for row in group.rows:
                title = [group.title] if self.group else []
                yield [*title, *(_whole(cell) for cell in row)]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which rows of a long table a page shows, counted from 1, and where those before and after them are."""

    first: str
    last: str
    size: str
    count: int
    before: str
    after: str


def sheet(size: int, asked: Asked) -> tuple[slice, Sheet]:
    """Which of so many rows stand on the sheet that the parameter ``page`` names (from 1), and the ways on."""
    count = max(1, -(-size // ROWS))
    text = asked.get("page")
    number = min(max(int(text), 1), count) if text.isdecimal() and len(text) < 8 else 1
    first, last = (number - 1) * ROWS, min(number * ROWS, size)
    links = [asked.here(page=str(n) if n > 1 else "") if 1 <= n <= count else "" for n in (number - 1, number + 1)]
    told = Sheet(f"{min(first + 1, size):,}", f"{last:,}", f"{size:,}", count, *links)
    return slice(first, last), told


def _whole(cell: Cell) -> str:
    return f"{cell.text}\n{cell.note}" if cell.text and cell.note else cell.text or cell.note


def download(listing: Listing, form: str, name: str) -> Made:
    """The table as a file: CSV with the mark by which Excel knows UTF-8, or XLSX."""
    lines = list(listing.lines())
    if form == XLSX:
        body = workbook(listing.caption, lines[0], lines[1:])
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    else:
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\r\n").writerows([guarded(cell) for cell in line] for line in lines)
        body, kind = out.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8"
    return Made(body, kind, headers=(("content-disposition", f'attachment; filename="{name}.{form}"'),))
