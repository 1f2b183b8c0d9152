"""Milestones as a planning sheet: an Excel table to sort, filter and write decisions into.

What always holds: no text becomes a formula or a link; dates are dates; equal answers give equal bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from ...ontology.edtf import parse
from ...words import Words
from ..export import place
from ..spoken import spoken
from .milestone import Milestone, before, milestones

if TYPE_CHECKING:
    from ..answer import Answer

PLAIN_CELLS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The date that a workbook claims to be made on, so that equal answers give equal bytes."""
_WIDTHS: Final = {"when": 22, "first_day": 12, "last_day": 12, "years": 7, "certain": 10, "trust": 16}
_OF_QUOTES: Final = 60
_OLDEST: Final = date(1900, 3, 1)
"""Excel counts a 29 February 1900; days before it are written as text."""


def to_xlsx(answer: Answer, *, reminders: Sequence[int] = ()) -> bytes:
    """The rows of ``anniversaries`` as a workbook, with a column of days to decide by for each reminder."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # noqa: PLC0415

    words = Words(answer.lang)
    buffer = io.BytesIO()
    with Workbook(buffer, PLAIN_CELLS) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet(words.say("plans.sheet.title"))
        formats = {
            date: book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
            str: book.add_format({"text_wrap": True, "valign": "top"}),
            int: book.add_format({"valign": "top"}),
        }
        rows = [dict(_cells(milestone, reminders, words)) for milestone in milestones(answer)]
        columns = list(_columns(reminders, words))
        for index, (name, heading) in enumerate(columns):
            sheet.write_string(0, index, heading, book.add_format({"bold": True, "text_wrap": True}))
            sheet.set_column(index, index, _WIDTHS.get(name, _OF_QUOTES if name == "quotes" else 18))
            for line, row in enumerate(rows, 1):
                write(sheet, line, index, row[name], formats)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    return buffer.getvalue()


def write(sheet: Any, row: int, column: int, cell: object, formats: dict[type, Any]) -> None:
    """Write a cell by its kind: a date, a number, else a text."""
    if isinstance(cell, date) and cell >= _OLDEST:
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), formats[date])
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell, formats[int])
    else:
        sheet.write_string(row, column, str(cell), formats[str])


def _columns(reminders: Sequence[int], words: Words) -> Iterator[tuple[str, str]]:
    for name in ("when", "first_day", "last_day", "years", "subject", "relation", "object", "since", "certain"):
        yield name, words.say(f"plans.sheet.{name}")
    for months in reminders:
        yield f"decide {months}", words.say("plans.sheet.decide", months=months)
    for name in ("owner", "decision", "note", "trust", "as_of", "sources", "quotes"):
        yield name, words.say(f"plans.sheet.{name}")


def _cells(milestone: Milestone, reminders: Sequence[int], words: Words) -> Iterator[tuple[str, object]]:
    yield "when", spoken(milestone.when, words.lang)
    yield "first_day", milestone.first
    yield "last_day", milestone.last
    yield "years", milestone.years
    yield "subject", milestone.subject
    yield "relation", milestone.relation
    yield "object", milestone.object
    yield "since", spoken(milestone.since, words.lang)
    yield "certain", words.say(f"queries.flag.{'yes' if milestone.certain else 'no'}")
    yield from ((f"decide {months}", before(milestone.first, months)) for months in reminders)
    yield from ((name, "") for name in ("owner", "decision", "note"))
    yield "trust", milestone.trust
    yield "as_of", parse(milestone.as_of).short if milestone.as_of else ""
    yield "sources", "\n".join(dict.fromkeys(place(citation, words.lang) for citation in milestone.citations))
    yield "quotes", "\n".join(dict.fromkeys(citation.quote for citation in milestone.citations))
