"""The fiscal year of the budget that minutes are about, as its bill tells: 議案第21号 令和4年度…一般会計予算."""

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
