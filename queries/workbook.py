"""Rows as a spreadsheet that Excel opens as it is: a table with a frozen, filtered head.

What always holds: no text becomes a formula or a link; the same rows give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

WIDEST: Final = 60
_PLAIN: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LONGEST: Final = 32_767  # of a cell, by Excel's own limit


def workbook(title: str, headings: Sequence[str], rows: Sequence[Sequence[str | int | float]]) -> bytes:
    """The bytes of an .xlsx file with one sheet. Needs xlsxwriter.

    >>> from enishi.queries.workbook import workbook
    >>> workbook("Partners", ["City"], [["=1+1"]])[:2]
    b'PK'
    """
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415  (an extra)

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, **_PLAIN})
    book.set_properties({"title": title[:255], "created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    sheet = book.add_worksheet()
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    body = book.add_format({"valign": "top", "text_wrap": True})
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading[:_LONGEST], head)
        widths = [_width(heading), *(_width(str(row[column])) for row in rows)]
        sheet.set_column(column, column, min(WIDEST, max(widths) + 2))
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell[:_LONGEST], body)
            else:
                sheet.write_number(number, column, cell, body)
    sheet.freeze_panes(1, 0)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(headings) - 1)
    book.close()
    return held.getvalue()


def _width(text: str) -> int:
    """Columns as a fixed font takes them: Japanese takes two."""
    return max((sum(2 if ord(char) > 0x2E7F else 1 for char in line) for line in text.splitlines()), default=0)
