"""What a document says of its budget in one place for all: the fiscal year of its bill, the unit of its figures.

議案第21号 令和4年度…一般会計予算 tells the year that minutes are about, ※金額の単位は千円 what the tables above it
count in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...ontology.dates_text import find_dates
from ...ontology.edtf import Interval, parse
from ..text.structure import Block

_BILL = re.compile(
    r"(?P<year>(?:令和|平成)?(?:\d{1,4}|元)年度)[^。、\s]{0,12}?(?:一般会計|特別会計|公営企業会計|会計)(?:当初)?予算(?!の?補正)"
)
_BILLS = re.compile(r"議案|付託|審査|上程")


def bill_year(blocks: Sequence[Block]) -> Interval | None:
    """The fiscal year of the only budget that is moved in a document; none where several are."""
    if not any(_BILLS.search(block.text.text) for block in blocks):
        return None
    years: set[int] = set()
    for block in blocks:
        for bill in _BILL.finditer(block.text.text):
            found = find_dates(bill["year"])
            year = found[0].interval.fiscal_year if found and found[0].interval else None
            years |= {year} if year else set()
    return parse(f"FY{years.pop()}") if len(years) == 1 else None


YEN = {"千円": 1_000, "百万円": 1_000_000, "億円": 100_000_000, "万円": 10_000, "円": 1}
_UNIT = re.compile(
    r"\W{0,3}(?:注\d?|備考)?\W{0,2}(?:(?:表中の?)?(?:金額|数字|数値|単位|予算額)[^。]{0,12}?)(千円|百万円|万円|円)"
    r"(?:である|です|で表示[^。]{0,6}|とする)?。?\W?"
)


def noted_unit(blocks: Sequence[Block]) -> int | None:
    """The yen that a note says all figures are counted in; none where two notes say another thing."""
    told = {m[1] for b in blocks if b.kind != "row" and (m := _UNIT.fullmatch(b.text.text))}
    return YEN[told.pop()] if len(told) == 1 else None
