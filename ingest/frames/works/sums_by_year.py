"""Sums of a budget line year by year: a line names it, and 令和4年度 1,980万円 令和5年度 2,640万円 stands below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ....ontology.edtf import Interval, parse
from ....ontology.model import Value
from ...matching.discourse import Discourse
from ...matching.engine import Draft
from ...text.mask import Masked, Noun
from ...text.structure import Block

_TITLE = re.compile(
    r"^(?:[(（][^()（）]{1,6}[)）]|\W|\d{1,2}[.．])*(?P<line>[^\d\s。、()（）:：]{2,28}?(?:費|事業|経費|予算|補助金|負担金|委託料))"
    r"(?:の?(?:推移|移り変わり|変遷|状況|年度別|経年変化)|額)?(?:の状況)?\s?(?:[(（※][^()（）]*[)）]?[^。]*)?$"
)
_PLAIN = re.compile(r"(?:(?:国際課|課|部|局)の)?(?:当初|本年度|今年度)?(?:予算|事業費|経費|事業|補助金)")
_BETWEEN = re.compile(r"(?:度)?(?:\(?当初(?:予算)?(?:額)?\)?|予算(?:額)?)?[\s:：は、\u3000]*")
_APART = re.compile(r"[\s、,・/→⇒|│]*")
_WIDE = 70


def title_of_sums(text: str) -> str:
    """The budget line that a short text is the title of; nothing if it is none.

    >>> from enishi.ingest.frames.works.sums_by_year import title_of_sums
    >>> title_of_sums("(参考)国際交流事業費の推移(当初予算)")
    '国際交流事業費'
    """
    found = _TITLE.match(text) if len(text) < _WIDE and "円" not in text else None
    return found["line"] if found and not _PLAIN.fullmatch(found["line"]) else ""


def sums_by_year(block: Block, inner: Sequence[Masked], discourse: Discourse) -> Iterator[tuple[Masked, Draft]]:
    """``budgetAmount`` for each year and sum, where a block is nothing but those."""
    named = discourse.sums_of
    if block.kind != "row":
        discourse.sums_of = title_of_sums(block.text.text)
    for masked in inner if named else ():
        for year, amount, span in _pairs(masked):
            line = discourse.minter.named("BudgetLine", named)
            value = Value("MoneyJPY", str(amount))
            key = (("fiscalYear", year.short),)
            yield masked, Draft(line, "budgetAmount", value, span, "budget-by-year", since=year, key=key)


def _pairs(masked: Masked) -> list[tuple[Interval, int, tuple[int, int]]]:
    """The years and sums of a line, if it has two of them at least and says nothing else."""
    spots = [(at, masked.nouns[n]) for at, n in sorted(masked.index.items())]
    years, sums = spots[::2], spots[1::2]
    if len(years) < 2 or len(years) != len(sums) or not _only_those(masked, spots):
        return []
    out: list[tuple[Interval, int, tuple[int, int]]] = []
    for (low, year), (high, amount) in zip(years, sums, strict=True):
        told = _fiscal(year)
        if told is None or amount.kind != "MoneyJPY" or not isinstance(amount.value, int):
            return []
        out.append((told, amount.value, (low, high + 1)))
    return out


def _only_those(masked: Masked, spots: list[tuple[int, Noun]]) -> bool:
    text = masked.text
    for number, ((left, _), (right, _)) in enumerate(pairwise(spots)):
        pattern = _APART if number % 2 else _BETWEEN
        if not pattern.fullmatch(text, left + 1, right):
            return False
    return not re.search(r"[^\W\ue000-\uf8ff]", text[: spots[0][0]] + text[spots[-1][0] + 1 :])


def _fiscal(noun: Noun) -> Interval | None:
    value = noun.value if isinstance(noun.value, Interval) else None
    return parse(f"FY{value.fiscal_year}") if value and value.fiscal_year else None
