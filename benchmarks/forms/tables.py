"""Tables in other dress: other marks between cells, other columns, records and lists of the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TypeAlias

from . import Lines, form, in_en, in_ja

Rows: TypeAlias = list[list[str]]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _is_rule(row: list[str]) -> bool:
    return all(re.fullmatch(r":?-+:?", cell) for cell in row)


def _dressed(page: Lines, dress: Callable[[Rows], Lines | None]) -> Lines | None:
    """The page with its ``|`` tables of three rows or more in other dress; nothing where it has none."""
    other: Lines = []
    changed, start = False, 0
    while start < len(page):
        end = start
        while end < len(page) and "|" in page[end]:
            end += 1
        rows = [row for row in map(_cells, page[start:end]) if not _is_rule(row)]
        made = dress(rows) if end - start > 2 and len({len(row) for row in rows}) == 1 else None
        other += made or page[start : max(end, start + 1)]
        changed, start = changed or made is not None, max(end, start + 1)
    return other if changed else None


def _barred(rows: Rows) -> Lines:
    return [" | ".join(row) for row in rows]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


@form
def table_tabs(page: Lines) -> Lines | None:
    return _dressed(page, lambda rows: ["\t".join(row) for row in rows])


@form
def table_aligned(page: Lines) -> Lines | None:
    def aligned(rows: Rows) -> Lines | None:
        if not all(cell for row in rows for cell in row):
            return None
        wide = [max(map(_width, column)) + 2 for column in zip(*rows, strict=True)]
        return ["".join(c + " " * (w - _width(c)) for c, w in zip(row, wide, strict=True)).rstrip() for row in rows]

    return _dressed(page, aligned)


@form
def table_commas(page: Lines) -> Lines | None:
    def commaed(rows: Rows) -> Lines | None:
        return None if any("," in cell for row in rows for cell in row) else [",".join(row) for row in rows]

    return _dressed(page, commaed)


@form
def table_markdown(page: Lines) -> Lines | None:
    def marked(rows: Rows) -> Lines:
        head, *body = (f"| {line} |" for line in _barred(rows))
        return [head, "|" + "---|" * len(rows[0]), *body]

    return _dressed(page, marked)


@form
def table_numbered(page: Lines) -> Lines | None:
    return _dressed(page, lambda rows: _barred([[str(n) if n else "No.", *row] for n, row in enumerate(rows)]))


@in_ja
def table_noted(page: Lines) -> Lines | None:
    return _dressed(page, lambda rows: _barred([[*row, "-" if n else "備考"] for n, row in enumerate(rows)]))


@in_en
def table_noted_en(page: Lines) -> Lines | None:
    return _dressed(page, lambda rows: _barred([[*row, "-" if n else "Remarks"] for n, row in enumerate(rows)]))


@form
def table_columns_reversed(page: Lines) -> Lines | None:
    return _dressed(page, lambda rows: _barred([row[::-1] for row in rows]))


@form
def table_columns_swapped(page: Lines) -> Lines | None:
    return _dressed(
        page,
        lambda rows: _barred([[row[1], row[0], *row[2:]] for row in rows]) if len(rows[0]) > 2 else None,
    )


@form
def table_rows_reversed(page: Lines) -> Lines | None:
    def turned(rows: Rows) -> Lines | None:
        hanging = any(cell in ("〃", "同上", "") for row in rows for cell in row)
        return None if hanging else _barred([rows[0], *rows[:0:-1]])

    return _dressed(page, turned)


@form
def table_records(page: Lines) -> Lines | None:
    def records(rows: Rows) -> Lines:
        head, *body = rows
        pairs = ([f"{h}: {c}" for h, c in zip(head, row, strict=True) if c] for row in body)
        return [line for record in pairs for line in ("", *record)] + [""]

    return _dressed(page, records)


@in_ja
def table_bullets(page: Lines) -> Lines | None:
    return _dressed(page, lambda rows: [f"・{row[0]}({'、'.join(filter(None, row[1:]))})" for row in rows[1:]])


@in_en
def table_bullets_en(page: Lines) -> Lines | None:
    return _dressed(page, lambda rows: [f"- {row[0]} ({', '.join(filter(None, row[1:]))})" for row in rows[1:]])
