"""Budgets: tables in thousands of yen, records of one head, headings with their sums beside them.

A unit (単位:千円) holds until the next heading. A head (``(3) 国際協力推進費``) is what the rows 本年度, 前年度,
差引 and 財源内訳 below it are about, and what the numbered items below it are parts of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...data import table
from ...matching.discourse import Discourse
from ...matching.engine import Draft
from ...text.mask import Masked
from ...text.structure import Block
from .budget_tables import enter_sheet, of_keyed_line, of_record, sums_in_columns
from .budget_words import AMOUNT, NUMBER, NUMBERING, SCALE, Years, drafted, fiscal_year, unit_told, unmarked, yen

_HEAD = re.compile(r"(?:[(（]\d{1,2}[)）]|\d{1,2}[.．\s])\s*([^\d()（）。、]{3,30}?費)\s*$")
_BESIDE = re.compile(
    rf"(?:\d{{1,2}}[\s.．]+)?(?P<name>[^\d。(（][^。]{{1,50}}?)?\s*(?<![\d,万億])[(（]?\s*(?P<era>[①-⑳])?\s*(?P<now>{NUMBER})\s*(?P<unit>千円|百万円)\s*"
    rf"(?:[(（]?\s*(?:前年度|昨年度|前年|(?P<year>(?:令和|平成|[RH])?\d{{1,2}}年度))?(?:当初)?(?:予算)?(?:額)?[:：\s]*(?P<old>[①-⑳])?\s*(?:(?P<before>{NUMBER})\s*(?:千円|百万円)|[-―－─–—])\s*[)）]?)?\s*[)）]?\s*(?:[(（][^()（）]{{1,16}}(?:内数|再掲|含む)[)）])?$"
)
_WITH_SUM = re.compile(  # 姉妹・友好都市交流事業 予算額 11,240,000円
    rf"(?P<name>[^\d。、(（][^。]{{2,40}}?)\s*[(（]?(?:当初)?予算(?:額)?[:：\s]{{1,3}}(?P<now>{NUMBER})\s?(?P<unit>千円|百万円|万円|円)[)）]?$"
)
_LISTED = re.compile(
    rf"(?:[・○●◯\-]\s*|[(（]?\d{{1,2}}[)）.．]?\s+)?(?P<name>[^\d\s。:：|│][^。|│\d]{{1,30}}?)[\s　|│:：]*"
    rf"(?P<now>[△▲\-−]?\s?\d{{1,3}}(?:,\d{{3}})+|(?<=\s)\d{{3,}})\s*(?:千円)?"
    rf"(?:[\s　|│]*[(（]?(?:(?P<before>{NUMBER})|新規|皆増|[-―－─])[)）]?)?(?:\s|$)"
)
_ITEM = re.compile(
    rf"(?:^|[\s。)）>])\d{{1,2}}\s?(?P<name>[^\d。、\s][^\d。]{{2,40}}?)\s*(?P<now>{NUMBER})千円\s*[(（](?P<before>{NUMBER})千円[)）]"
)
_TOTAL = re.compile(r"^(?:合\s*計|計|総\s*計|小\s*計|総額)$")


def budget(block: Block, inner: list[Masked], discourse: Discourse) -> Iterator[tuple[Masked, Draft]]:
    """``budgetAmount``, ``budgetChange``, ``revenueSourceAmount`` and ``partOf`` that a block states."""
    text = block.text.text
    enter_sheet(block, discourse)
    if block.kind == "heading" and block.level <= 8:
        discourse.unit = None
    if block.kind != "row":
        discourse.titles = []
    if unit := unit_told(text) if _is_note(block, text) else None:
        discourse.unit = unit
        if block.kind != "row":
            return
    if not inner:
        return
    if head := _head_of(block, text):
        discourse.budget_line = discourse.minter.named("BudgetLine", head)
        return
    if block.header_pairs:
        by_line = {masked.clean.text: masked for masked in inner}
        for line, draft in of_record(block, discourse):
            if line in by_line:
                yield by_line[line], draft
    for draft in _drafts(block, text, discourse):
        yield inner[0], draft
    for item in _ITEM.finditer(text) if len(text) > 60 else ():
        for draft in _line(item["name"], item["now"], item["before"], 1_000, text, discourse, Years(discourse)):
            yield inner[0], draft


def _is_note(block: Block, text: str) -> bool:
    """Whether a line may tell in which unit the figures below it are: a title or a note."""
    short = block.kind != "row" and len(text) < _SHORT and not _SUM.search(text)
    return "単位" in text or "金額は" in text or "数字は" in text or short or "nit: " in text


_SHORT = 90
_SUM = re.compile(r"\d\s?(?:千円|百万円|万円|円|(?:thousand|million) yen)")


def _head_of(block: Block, text: str) -> str | None:
    """The head of a budget that a line opens: (1) 国際企画・多文化共生推進費."""
    if block.kind == "row":
        cells = [c.text.strip(" *") for c in block.cells if c.text.strip(" *")]
        if re.search(r"\d{3}", text) or not cells:
            return None
        for whole in (" ".join(cells[:2]), cells[0]):
            if found := _HEAD.match(whole):
                return found[1].strip()
    return None


def _drafts(block: Block, text: str, discourse: Discourse) -> Iterator[Draft]:
    years = Years(discourse)
    if block.kind == "row" and len(block.cells) > 1:
        if kept := list(_of_head(block, discourse, years)):
            yield from kept
            return
        if not block.header_pairs:
            yield from sums_in_columns(block, discourse)
        return
    if keyed := list(of_keyed_line(block, discourse)):
        yield from keyed
        return
    with_sum, in_thousands = "円" in text and len(text) < 90, "千円" in text or "百万円" in text
    in_unit = discourse.unit is not None and discourse.unit > 1 and len(text) < 70
    plain = unmarked(text) if with_sum or in_thousands or in_unit else ""
    if with_sum and (summed := _WITH_SUM.match(plain)):
        unit = SCALE[summed["unit"]]
        yield from _line(summed["name"], summed["now"], None, unit, text, discourse, years)
        return
    if in_thousands and (beside := _BESIDE.match(plain)):
        yield from _beside(beside, block, text, discourse, years)
    elif in_unit and discourse.unit and (listed := _LISTED.match(plain)):
        yield from _line(listed["name"], listed["now"], listed["before"], discourse.unit, text, discourse, years)


def _of_head(block: Block, discourse: Discourse, years: Years) -> Iterator[Draft]:
    """本年度額 182,714 千円 / 財源内訳 国 0 千円: a row of the record of the head above it."""
    line = discourse.budget_line
    cells = [c.text.strip() for c in block.cells if c.text.strip()]
    key = re.sub(r"\s", "", cells[0]) if cells else ""
    words = table("words/frames.toml")["budget"]
    amounts = [m for c in cells[1:] if (m := AMOUNT.match(c))]
    if line is None or not amounts or len(cells) > 4:
        return
    scale = SCALE.get(amounts[0][2] or (cells[-1] if cells[-1] in SCALE else ""), discourse.unit or 0)
    value = yen(amounts[0][1], scale)
    sources = [c for c in cells if re.fullmatch(words["source"], re.sub(r"\s", "", c))]
    span = (0, len(block.text.text))
    if value is None or not scale:
        return
    if sources:
        yield drafted(line, "revenueSourceAmount", value, years.now, span, (("source", sources[-1]),))
    elif re.match(words["now"], key):
        yield drafted(line, "budgetAmount", value, years.now, span)
    elif re.match(words["before"], key):
        yield drafted(line, "budgetAmount", value, years.before, span)
    elif re.match(words["change"], key):
        yield drafted(line, "budgetChange", value, years.now, span, years.compared)


def _beside(match: re.Match[str], block: Block, text: str, discourse: Discourse, years: Years) -> Iterator[Draft]:
    """A heading or a programme's title with its sums behind it, or sums alone below their heading."""
    name = match["name"] or (block.above[-1].text if block.above else "")
    name = NUMBERING.sub("", name).strip(" 　:：*")
    name = re.sub(r"\s*[(（]$", "", name)
    if len(name) < 3 or re.search(r"[。、]$|は$|が$|予算額?$|前年度|本年度|うち|\d[千百万]*円|\d年度", name):
        return
    unit = SCALE[match["unit"]]
    of_before = not match["year"] or fiscal_year(match["year"], years.now) == years.before
    yield from _line(name, match["now"], match["before"] if of_before else None, unit, text, discourse, years)


def _line(  # noqa: PLR0917 -- the parts of a printed line
    name: str, now: str, before: str | None, unit: int, text: str, discourse: Discourse, years: Years
) -> Iterator[Draft]:
    name = unmarked(NUMBERING.sub("", name).strip(" 　:："))
    if _TOTAL.match(name) or len(name) < 3 or fiscal_year(name):
        return
    line = discourse.minter.named("BudgetLine", name)
    span = (0, len(text))
    if (value := yen(now, unit)) is not None:
        yield drafted(line, "budgetAmount", value, years.now, span)
    if before and (value := yen(before, unit)) is not None:
        yield drafted(line, "budgetAmount", value, years.before, span)
    if discourse.budget_line is not None and discourse.budget_line.iri != line.iri:
        yield Draft(line, "partOf", discourse.budget_line, span, "budget-item-of-head")
