"""Budgets: tables in thousands of yen, records of one head, headings with their sums beside them.

A unit (単位:千円) holds until the next heading. A head (``(3) 国際協力推進費``) is what the rows 本年度, 前年度,
差引 and 財源内訳 below it are about, and what the numbered items below it are parts of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ...ontology.dates_text import find_dates
from ...ontology.edtf import Interval, parse
from ...ontology.model import Entity, Status, Value
from ..data import table
from ..matching.discourse import Discourse
from ..matching.engine import Draft
from ..text.mask import Masked
from ..text.structure import Block

_UNIT = re.compile(r"(?:単位\s*[:：]?|(?:金額|数字|単位)は)\s*(千円|百万円|億円|万円|円)")
_UNIT_EN = re.compile(r"(?i)\b(?:in )?(thousand|million)s?(?: of)? yen\b|\b(?:unit|units):? (thousand|million) yen")
_SCALE_EN = {"thousand": 1_000, "million": 1_000_000}
_SCALE = {"千円": 1_000, "百万円": 1_000_000, "億円": 100_000_000, "万円": 10_000, "円": 1}
_NUMBER = r"[△▲\-−]?\s?\d{1,3}(?:,\d{3})+|[△▲\-−]?\s?\d+"
_AMOUNT = re.compile(rf"\s*({_NUMBER})\s*(千円|百万円|億円|万円|円)?\s*$")
_HEAD = re.compile(r"(?:[(（]\d{1,2}[)）]|\d{1,2}[.．\s])\s*([^\d()（）。、]{3,30}?費)\s*$")
_BESIDE = re.compile(
    rf"(?:\d{{1,2}}[\s.．]+)?(?P<name>[^\d。(（][^。]{{1,50}}?)?\s*(?<![\d,])[(（]?\s*(?P<era>[①-⑳])?\s*(?P<now>{_NUMBER})\s*(?P<unit>千円|百万円)\s*"
    rf"(?:[(（]?\s*(?:前年度|昨年度|前年)?(?:当初)?(?:予算)?(?:額)?[:：\s]*(?P<old>[①-⑳])?\s*(?P<before>{_NUMBER})\s*(?:千円|百万円)\s*[)）]?)?\s*[)）]?\s*(?:[(（][^()（）]{{1,16}}(?:内数|再掲|含む)[)）])?$"
)
_WITH_SUM = re.compile(  # 姉妹・友好都市交流事業 予算額 11,240,000円
    rf"(?P<name>[^\d。、(（][^。]{{2,40}}?)\s*[(（]?(?:当初)?予算(?:額)?[:：\s]{{1,3}}(?P<now>{_NUMBER})\s?(?P<unit>千円|百万円|万円|円)[)）]?$"
)
_LISTED = re.compile(
    rf"(?:[・○●◯\-]\s*|[(（]?\d{{1,2}}[)）.．]?\s+)?(?P<name>[^\d\s。:：|│][^。|│\d]{{1,30}}?)[\s　|│:：]*"
    rf"(?P<now>[△▲\-−]?\s?\d{{1,3}}(?:,\d{{3}})+|(?<=\s)\d{{3,}})\s*(?:千円)?"
    rf"(?:[\s　|│]*[(（]?(?:(?P<before>{_NUMBER})|新規|皆増|[-―－─])[)）]?)?(?:\s|$)"
)
_ITEM = re.compile(
    rf"(?:^|[\s。)）>])\d{{1,2}}\s?(?P<name>[^\d。、\s][^\d。]{{2,40}}?)\s*(?P<now>{_NUMBER})千円\s*[(（](?P<before>{_NUMBER})千円[)）]"
)
_OF_BUDGET = re.compile(
    r"(?:(?:令和|平成)?(?:\d{1,4}|元)(?:\(\d{4}\))?年度)?の?(?P<whole>[^\d、。]{0,20}?(?:当初)?(?:予算|歳出|歳入))"
)
_SPENT = re.compile(r"決算|実績|執行|支出済|(?i:\b(?:actual|settled|spent|outturn)\b)")  # no budget
_TOTAL = re.compile(r"^(?:合\s*計|計|総\s*計|小\s*計|総額)$")
_TOTAL_OF = re.compile(r"(?P<of>[^\s。]{2,20}?(?:部|局|課|室|費|事業))(?:合計|計|小計|総額)")  # 国際部計
_SUM_ALONE = re.compile(r"(?:当初)?予算(?:額|現額)?|金額|事業費")  # a row that says of what it is in the line above
_OF_WHICH = re.compile(
    r"^(?:[(（【\[](?:うち|内|内訳|内数|再掲)[)）】\]]|うち(?!わ|で)|内訳?[\s　:：、])[\s　:：、]*"
)
_NUMBERING = re.compile(r"^(?:[(（]?\d{1,2}[)）.．]?[\s　]*|[・○●◯\-]\s*)+|\*\*")


class _Years:
    """This budget's fiscal year and the one before it."""

    def __init__(self, discourse: Discourse) -> None:
        own = discourse.reported or discourse.frame.budget or discourse.frame.as_of
        year = own.fiscal_year if own else None
        if year is None and own and own.earliest:
            year = own.earliest.year
        self.now = parse(f"FY{year}") if year else None
        self.before = parse(f"FY{year - 1}") if year else None

    @property
    def compared(self) -> tuple[tuple[str, str], ...]:
        """What a change is a change from."""
        return (("comparedWith", self.before.short),) if self.before else ()


def budget(block: Block, inner: list[Masked], discourse: Discourse) -> Iterator[tuple[Masked, Draft]]:
    """``budgetAmount``, ``budgetChange``, ``revenueSourceAmount`` and ``partOf`` that a block states."""
    text = block.text.text
    if block.kind == "heading" and block.level <= 8:
        discourse.unit = None
    if unit := _UNIT.search(text):
        discourse.unit = _SCALE[unit[1]]
        if block.kind != "row":
            return
    elif block.kind != "row" and len(text) < 90 and not re.search(r"\d", text) and (unit := _UNIT_EN.search(text)):
        discourse.unit = _SCALE_EN[(unit[1] or unit[2]).lower()]
        return
    if not inner:
        return
    if head := _head_of(block, text):
        discourse.budget_line = discourse.minter.named("BudgetLine", head)
        return
    for draft in _drafts(block, text, discourse):
        yield inner[0], draft
    for item in _ITEM.finditer(text) if len(text) > 60 else ():
        for draft in _line(item["name"], item["now"], item["before"], 1_000, text, discourse, _Years(discourse)):
            yield inner[0], draft


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
    years = _Years(discourse)
    if block.kind == "row" and len(block.cells) > 1:
        if kept := list(_of_head(block, discourse, years)):
            yield from kept
            return
        yield from _columns(block, discourse, years)
        return
    with_sum, in_thousands = "円" in text and len(text) < 90, "千円" in text or "百万円" in text
    in_unit = discourse.unit is not None and discourse.unit > 1 and len(text) < 70
    plain = _unmarked(text) if with_sum or in_thousands or in_unit else ""
    if with_sum and (summed := _WITH_SUM.match(plain)):
        unit = _SCALE[summed["unit"]]
        yield from _line(summed["name"], summed["now"], None, unit, text, discourse, years)
        return
    if in_thousands and (beside := _BESIDE.match(plain)):
        yield from _beside(beside, block, text, discourse, years)
    elif in_unit and discourse.unit and (listed := _LISTED.match(plain)):
        yield from _line(listed["name"], listed["now"], listed["before"], discourse.unit, text, discourse, years)


def _of_head(block: Block, discourse: Discourse, years: _Years) -> Iterator[Draft]:
    """本年度額 182,714 千円 / 財源内訳 国 0 千円: a row of the record of the head above it."""
    line = discourse.budget_line
    cells = [c.text.strip() for c in block.cells if c.text.strip()]
    key = re.sub(r"\s", "", cells[0]) if cells else ""
    words = table("words/frames.toml")["budget"]
    amounts = [m for c in cells[1:] if (m := _AMOUNT.match(c))]
    if line is None or not amounts or len(cells) > 4:
        return
    scale = _SCALE.get(amounts[0][2] or (cells[-1] if cells[-1] in _SCALE else ""), discourse.unit or 0)
    value = _yen(amounts[0][1], scale)
    sources = [c for c in cells if re.fullmatch(words["source"], re.sub(r"\s", "", c))]
    span = (0, len(block.text.text))
    if value is None or not scale:
        return
    if sources:
        yield _draft(line, "revenueSourceAmount", value, years.now, span, (("source", sources[-1]),))
    elif re.match(words["now"], key):
        yield _draft(line, "budgetAmount", value, years.now, span)
    elif re.match(words["before"], key):
        yield _draft(line, "budgetAmount", value, years.before, span)
    elif re.match(words["change"], key):
        yield _draft(line, "budgetChange", value, years.now, span, years.compared)


def _columns(block: Block, discourse: Discourse, years: _Years) -> Iterator[Draft]:
    """A row of a table: the name of a line, then what each column's title says of it."""
    words = table("words/frames.toml")["budget"]
    header = [re.sub(r"\s", "", h) for h in block.header]
    cells = [c.text.strip() for c in block.cells]
    titled = any(re.match(f"{words['now']}|{words['before']}|{words['change']}", h) or _year(h) for h in header)
    unit = discourse.unit or (1_000 if any("千円" in h for h in header) else None)
    if unit is None and titled and any((m := _AMOUNT.match(c)) and m[2] for c in cells):
        unit = 1  # each amount has its own: 1,250万円
    if unit is None or (not titled and unit == 1) or header == [re.sub(r"\s", "", c) for c in cells]:
        return
    name = next(
        (re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", c) for c in cells if c and not _AMOUNT.match(c)), ""
    )
    name = _unmarked(_OF_WHICH.sub("", _NUMBERING.sub("", name).strip()))
    first = next((n for n, c in enumerate(cells) if n and _AMOUNT.match(c)), None)
    if first is None or len(name) < 2 or len(name) > 60:
        return
    line = _whole(name, block, discourse)
    if line is None:
        return
    why = next(
        (
            c
            for c, h in zip(cells, header, strict=False)
            if c and re.search(words["reason"], h) and not _AMOUNT.match(c)
        ),
        None,
    )
    span = (0, len(block.text.text))
    # 令和6年度決算, 令和7年度予算: the change is of the latter
    told = [year for title in header if (year := _year(title))]
    newest = max(told, key=lambda year: year.short) if told else years.now
    compared = (("comparedWith", min(told, key=lambda y: y.short).short),) if len(told) == 2 else years.compared
    for number, cell in enumerate(cells):
        amount = _AMOUNT.match(cell) if number else None
        if amount is None:
            continue
        value = _yen(amount[1], _SCALE.get(amount[2] or "", unit) if unit == 1 else unit)
        title = header[number] if number < len(header) else ""
        year = _year(title)
        if value is None or _SPENT.search(title):
            continue
        if re.match(words["change"], title) or (not titled and number == first + 2):
            change = _draft(line, "budgetChange", value, newest, span, compared)
            yield change._replace(qualifiers=(("reason", why),)) if why else change
        elif re.match(words["before"], title) or (not titled and number == first + 1):
            yield _draft(line, "budgetAmount", value, years.before, span)
        elif year is not None and ("予算" in title or years.now is None or year in (years.now, years.before)):
            yield _draft(line, "budgetAmount", value, year, span)
        elif re.match(words["now"], title) or (not titled and number == first):
            yield _draft(line, "budgetAmount", value, years.now, span)


def _whole(name: str, block: Block, discourse: Discourse) -> Entity | None:
    """The line that a row is about; a total is of what the heading of its table names: 国際局予算合計."""
    if whose := _TOTAL_OF.fullmatch(name):
        return discourse.minter.named("BudgetLine", name, (whose["of"],))
    if _SUM_ALONE.fullmatch(name):
        return discourse.minter.named("BudgetLine", discourse.sums_of) if discourse.sums_of else None
    if not _TOTAL.match(name):
        return discourse.minter.named("BudgetLine", re.sub(r"[(（]計[)）]$", "", name))
    if re.match("小", name):
        return None
    for heading in reversed(block.section):
        headed = _OF_BUDGET.match(_NUMBERING.sub("", heading).strip())
        if headed and headed["whole"] not in ("予算", "歳出", "歳入"):
            of = headed["whole"]
            return discourse.minter.named("BudgetLine", f"{of}合計", (of,), scope=of)
    return None


def _beside(match: re.Match[str], block: Block, text: str, discourse: Discourse, years: _Years) -> Iterator[Draft]:
    """A heading or a programme's title with its sums behind it, or sums alone below their heading."""
    name = match["name"] or (block.above[-1].text if block.above else "")
    name = _NUMBERING.sub("", name).strip(" 　:：*")
    name = re.sub(r"\s*[(（]$", "", name)
    if len(name) < 3 or re.search(r"[。、]$|は$|が$|予算額?$|前年度|本年度|うち", name):
        return
    unit = _SCALE[match["unit"]]
    yield from _line(name, match["now"], match["before"], unit, text, discourse, years)


def _line(  # noqa: PLR0917 -- the parts of a printed line
    name: str, now: str, before: str | None, unit: int, text: str, discourse: Discourse, years: _Years
) -> Iterator[Draft]:
    name = _unmarked(_NUMBERING.sub("", name).strip(" 　:："))
    if _TOTAL.match(name) or len(name) < 3 or _year(name):
        return
    line = discourse.minter.named("BudgetLine", name)
    span = (0, len(text))
    if (value := _yen(now, unit)) is not None:
        yield _draft(line, "budgetAmount", value, years.now, span)
    if before and (value := _yen(before, unit)) is not None:
        yield _draft(line, "budgetAmount", value, years.before, span)
    if discourse.budget_line is not None and discourse.budget_line.iri != line.iri:
        yield Draft(line, "partOf", discourse.budget_line, span, "budget-item-of-head")


@cache
def _marks() -> re.Pattern[str]:
    """A budget's marks before or behind the name of a line: 【拡充】, [新規], (継続), ◎新規."""
    marks = f"(?:{table('words/frames.toml')['budget']['marks']})(?:[・/／](?:[一-鿿]{{1,4}}))?"
    bracketed = rf"[【\[(（〔<〈《≪]\s?{marks}\s?[】\])）〕>〉》≫]"
    return re.compile(
        rf"^[◎○●◯★☆■□◆◇※]?\s*(?:{bracketed}\s*|{marks}[\s　]+)|[(（]計[)）]$|\s*{bracketed}$"
        rf"|[\s　]+{marks}$|^[◎★☆]\s*"
    )


def _unmarked(name: str) -> str:
    """The name of a line without what marks it: 【拡充】日本語教室運営費 is 日本語教室運営費."""
    return _marks().sub("", _marks().sub("", name)).strip(" 　")


def _year(title: str) -> Interval | None:
    """The fiscal year that a column is titled with: 令和3年度, 6年度 of this era."""
    if english := _FISCAL_EN.search(title):
        return parse(f"FY{english[1]}")
    if letter := _BRIEF.match(title):
        title = f"{'平成' if letter[1] == 'H' else '令和'}{letter[2]}年度"
    if short := _ERALESS.match(title):
        title = f"令和{short[0]}"
    found = find_dates(title) if "年度" in title else []
    interval = found[0].interval if found else None
    return interval if interval and interval.fiscal_year else None


_FISCAL_EN = re.compile(r"\b(?:FY|[Ff]iscal(?: year)?) ?(\d{4})\b")
_ERALESS = re.compile(r"(\d{1,2})年度")
_BRIEF = re.compile(r"([HR])(元|\d{1,2})(?:年度?)?(?=当初|予算|補正|$)")  # R6予算, H30年度当初予算


def _yen(printed: str, scale: int) -> int | None:
    negative = bool(re.match(r"[△▲\-−]", printed.strip()))
    digits = re.sub(r"[^\d]", "", printed)
    return (-1 if negative else 1) * int(digits) * scale if digits else None


def _draft(  # noqa: PLR0917 -- the parts of a figure
    line: Entity,
    relation: str,
    yen: int,
    year: Interval | None,
    span: tuple[int, int],
    more: tuple[tuple[str, str], ...] = (),
) -> Draft:
    key = (("fiscalYear", year.short),) if year else ()
    return Draft(
        line,
        relation,
        Value("MoneyJPY", str(yen)),
        span,
        "budget-table",
        since=year,
        status=Status.SETTLED,
        key=(*key, *more),
    )
