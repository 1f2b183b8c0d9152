"""Which fiscal year's budget a passage tells: the document's own, the coming one, or the year it has spoken of."""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from ...ontology.edtf import Interval, parse
from ..data import pattern
from .sentence_dates import SentenceDates

said: Final = partial(pattern, "words/frames.toml")
"""The words of a name that frames know as well."""
_APRIL = 4  # the month in which a fiscal year begins
_BILLS = (11, 12, 1, 2, 3)  # the months in which the next year's budget is drafted and moved
_BUDGETED = re.compile("予算|計上|[Bb]udget")
_SETTLED = re.compile("決算|実績|執行|[Aa]ctual")
_OF_BEFORE = re.compile(r"(?:なお、|ちなみに、?)?(?:前年度|昨年度)(?:は|の|が|に)")
_THAN = (" than ", " than in ", " from ")


def budget_year(written: Interval | None, coming: bool) -> Interval | None:
    """The fiscal year of a budget in a document: its own, or the ``coming`` one where a bill is moved for it.

    >>> from enishi.ontology.edtf import parse
    >>> [str(budget_year(parse("2024-03-12"), coming)) for coming in (True, False)]
    ['[2024-04..2025-03]', '[2023-04..2024-03]']
    """
    if written is None or written.earliest is None:
        return None
    if written.fiscal_year is not None:
        return parse(f"FY{written.fiscal_year}")
    if written.precision == "year":
        return None
    year = written.earliest.year - (written.earliest.month < _APRIL)
    return parse(f"FY{year + (coming and written.earliest.month in _BILLS)}")


def budget_spoken_of(dates: SentenceDates, told: Interval | None) -> Interval | None:
    """The fiscal year whose budget a passage tells: 来年度の予算として…円を計上した, and what goes on from there.

    ``told`` is the one that it told before the sentence.
    """
    masked = dates.masked
    if not any(n.kind == "MoneyJPY" for n in masked.nouns):
        return told
    if told is not None and _OF_BEFORE.match(masked.clean.text):
        return told  # 前年度は300万円だった: said beside, and what follows is of the budget again
    years = {v.fiscal_year: v for at, v in dates.dates if v.fiscal_year and not _compared(masked.text, at)}
    text = masked.clean.text
    if not years:  # 新年度の…費として
        coming = said("coming_budget").search(text) and not _SETTLED.search(text)
        return budget_year(dates.frame.as_of, coming=True) if coming else told
    of_budget = len(years) == 1 and _BUDGETED.search(text) and not _SETTLED.search(text)
    return next(iter(years.values())) if of_budget else None


def of_coming_budget(text: str, told: Interval | None, own: Interval | None) -> Interval | None:
    """The fiscal year of an anniversary that is the reason for a budget of another year than the document's own.

    In December: 来年度の予算は…円。姉妹都市提携が40周年になることが、その理由である.
    """
    if told is None or own is None or own.earliest is None or told.fiscal_year == own.earliest.year:
        return None
    return told if _REASON.search(text) else None


_REASON = re.compile("理由|ため|によ(?:る|り)|こと(?:から|に伴)")


def _compared(text: str, at: int) -> bool:
    """Whether a year is what a sum is compared with: 今年度より, than this fiscal year."""
    return said("compared").match(text, at + 1) is not None or text[:at].endswith(_THAN)
