"""Budgets as a workbook whose changes, percentages and sums of parts are formulas, with their results stored for
viewers that do not compute. Texts never become formulas.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ...words import Words
from ..export import place
from ..planning.planning_sheet import MADE, PLAIN_CELLS

if TYPE_CHECKING:
    from ..answer import Answer


def to_xlsx(answer: Answer) -> bytes:
    """The rows of :func:`enishi.queries.comparing.budget.budget` as a workbook; amounts in yen."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # noqa: PLC0415

    words = Words(answer.lang)
    buffer = io.BytesIO()
    with Workbook(buffer, PLAIN_CELLS) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet(answer.question.title.say(answer.lang))
        money, share = book.add_format({"num_format": "#,##0"}), book.add_format({"num_format": "0.0%"})
        names = (
            "line",
            "fiscal_year",
            "amount",
            "earlier",
            "difference",
            "percent",
            "parts",
            "check",
            "reason",
            "head",
            "statement",
        )
        bold = book.add_format({"bold": True})
        for column, name in enumerate(names):
            sheet.write_string(0, column, words.say(f"findings.columns.{name}"), bold)
        records = answer.records()
        inside: dict[tuple[object, object], list[int]] = {}
        for row, record in enumerate(records, 1):
            if record["head"]:
                inside.setdefault((record["head"], record["fiscal_year"]), []).append(row)
        for row, (record, shown) in enumerate(zip(records, answer.rows, strict=True), 1):
            sheet.write_string(row, 0, shown.shown[0])
            sheet.write_string(row, 1, str(record["fiscal_year"] or ""))
            amount, earlier = record["amount"], record["earlier"]
            assert isinstance(amount, int)  # noqa: S101  (a budget line has an amount)
            sheet.write_number(row, 2, amount, money)
            if isinstance(earlier, int):
                sheet.write_number(row, 3, earlier, money)
                sheet.write_formula(row, 4, f"=C{row + 1}-D{row + 1}", money, amount - earlier)
                ratio = (amount - earlier) / earlier if earlier else ""
                sheet.write_formula(row, 5, f'=IF(D{row + 1}=0,"",E{row + 1}/D{row + 1})', share, ratio)
            if parts := inside.get((record["line"], record["fiscal_year"])):
                whole = sum(int(str(records[part - 1]["amount"])) for part in parts)
                sheet.write_formula(row, 6, _sum(parts), money, whole)
            sheet.write_string(row, 7, str(record["check"] or ""))
            sheet.write_string(row, 8, str(record["reason"] or ""))
            sheet.write_string(row, 9, shown.shown[8])
            sources = dict.fromkeys(place(citation, answer.lang) for citation in shown.citations)
            sheet.write_string(row, 10, "\n".join(sources))
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, 6, 15)
        sheet.set_column(7, 10, 40)
        sheet.freeze_panes(1, 1)
    return buffer.getvalue()


def _sum(rows: list[int]) -> str:
    """The formula of the amounts' sum; Excel takes at most 255 arguments of a function."""
    cells = [f"C{row + 1}" for row in rows]
    return "=" + "+".join(f"SUM({','.join(cells[n : n + 250])})" for n in range(0, len(cells), 250))
