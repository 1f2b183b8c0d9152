"""Budgets in columns: what each figure of a row is by its row and its column, and of whose line it is.

Columns or rows say budget, settlement, change or a count of something else, and which fiscal year:
28年度|27年度|増減, H26予算|H26決算|H27予算, or 予算 and 決算 as rows below the years. Beside a budget a
settlement is none. A row that names no line (予算額, 平成28年度, figures alone) is of the sheet's project:
事務事業名|姉妹都市親善事業. A record's key says the same as a column's title: 令和4年度予算額:21,300千円.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...data import table
from ...matching.discourse import Discourse
from ...matching.engine import Draft
from ...text.sieve import Sought
from ...text.structure import Block
from .budget_words import (
    AMOUNT,
    NUMBERING,
    SCALE,
    Years,
    drafted,
    figure_told,
    fiscal_year,
    unit_told,
    unmarked,
    yen,
)

_OF_BUDGET = re.compile(
    r"(?:.*[\s　])?(?:(?:令和|平成)?(?:\d{1,4}|元)(?:\(\d{4}\))?年度)?の?"
    r"(?:(?P<whole>[^\d、。\s]{0,20}?(?:当初)?(?:予算|歳出|歳入))(?![・とや])"
    r"|(?P<of>[^\d、。\s]{2,20}?(?:費|事業|課|局|部|関係))の?(?:予算|内訳|一覧|概要|主な事業))"
)
_TOTAL = re.compile(r"(?:合\s*計|計|総\s*計|小\s*計|総額|(?i:(?:grand |sub-?)?totals?|in all))")
_TOTAL_OF = re.compile(r"(?P<of>[^\s。]{2,20}?(?:部|局|課|室|費|事業))(?:合計|計|小計|総額)")  # 国際部計
_OF_WHICH = re.compile(
    r"^(?:[(（【\[](?:うち|内|内訳|内数|再掲)[)）】\]]|うち(?!わ|で)|内訳?[\s　:：、])[\s　:：、]*"
)
_IN_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]")
_YEAR_ALONE = re.compile(
    r"(?:[HRS]|令和|平成|昭和)?(?:\d{1,4}|元)(?:\(\d{4}\))?(?:年度?)?|FY ?\d{4}(?:[-/]\d{2,4})?"
)
_LONGEST = 60


class Title(NamedTuple):
    """What the title of a column, a row or a key says: ``budget``, ``spent``, ``change``, … or nothing; a year."""

    says: str
    year: Interval | None


def sums_in_columns(block: Block, discourse: Discourse) -> Iterator[Draft]:
    """``budgetAmount`` and ``budgetChange`` that a row tells by its columns."""
    years = Years(discourse)
    cells = [c.text.strip() for c in block.cells]
    header = _header(block, cells, discourse)
    if header and any(map(AMOUNT.match, cells)):
        yield from _of_row(block, cells, header, discourse, years)


def _header(block: Block, cells: list[str], discourse: Discourse) -> list[str]:
    """The titles of a row's columns; a row of nothing but years and kinds of sums titles those below it."""
    squeezed = ["".join(c.split()) for c in cells]
    told = titles(tuple(squeezed), None)
    if len(cells) > 1 and sum(bool(t.says or t.year) for t in told) >= len(cells) - 1 and _tells(told):
        discourse.titles = squeezed
        return []
    header = ["".join(h.split()) for h in block.header]
    if header == squeezed and len(header) != len(discourse.titles):
        return header if any(map(AMOUNT.match, cells)) else []
    if len(header) + 1 == len(cells) and _tells(titles(tuple(header), None)):
        return ["", *header]  # no title above the names
    if len(discourse.titles) == len(cells) and not _tells(titles(tuple(header), None)):
        return discourse.titles
    return header


def _tells(told: Sequence[Title]) -> bool:
    return any(t.year or t.says in ("budget", "now", "before", "change") for t in told)


@lru_cache(1 << 8)
def titles(header: tuple[str, ...], near: Interval | None) -> tuple[Title, ...]:
    """What the titles of columns say, blanks left out; a year without an era goes on from the one before it."""
    out: list[Title] = []
    for text in header:
        year = fiscal_year(text, near)
        near = year or near
        out.append(Title(_says(text), year))
    return tuple(out)


@lru_cache(1 << 10)
def _says(title: str) -> str:
    for kind in ("spent", "else"):
        if _said(kind).search(title):
            return kind
    for kind in ("change", "before", "next", "now"):
        if _said(kind).match(title):
            return kind
    return "budget" if _BUDGET.search(title) else ""


@cache
def _said(kind: str) -> Sought:
    """The words of a title of one kind."""
    return Sought(table("words/frames.toml")["budget"][kind])


_BUDGET = re.compile("予算|[Bb]udget")


def enter_sheet(block: Block, discourse: Discourse) -> None:
    """Note the project that a sheet is of, and its year, where a line says so: 事務事業名|姉妹都市親善事業."""
    pairs = _pairs(block)
    for name, value in pairs:
        if _is_key("sheet", name) and value and not re.match(r"[\d\W]", value) and not _says(value):
            discourse.sheet, discourse.sheet_year = _WHEN_BEGUN.sub("", _NEXT_KEY.sub("", value)), None
    for name, value in pairs:
        if _is_key("sheet_year", name):
            near = discourse.frame.as_of
            discourse.sheet_year = fiscal_year(re.sub(r"\s", "", value), near) or discourse.sheet_year


_NEXT_KEY = re.compile(r"[\s　]+[^\s　:：]{2,8}[:：].*$")  # 親善事業 整理番号:12
_WHEN_BEGUN = re.compile(  # 親善事業(開始 昭和62年度): no part of the name
    r"[\s　]*[(（](?:事業開始|開始|新規|継続|拡充|市単|一般会計|[^()（）]{0,4}年度)[^()（）]{0,14}[)）]$"
)


def _pairs(block: Block) -> list[tuple[str, str]]:
    """The keys of a line or a record with their values."""
    if block.header_pairs:
        return list(zip(block.header, (v.text.strip() for v in block.values), strict=True))
    if block.kind == "row":
        return [(block.cells[0].text, block.cells[1].text.strip())] if len(block.cells) == _TWO else []
    told = _KEYED.match(block.text.text)
    return [(told[1], told[2].strip())] if told else []


@lru_cache(1 << 9)
def _is_key(of: str, name: str) -> bool:
    key = table("words/frames.toml")["budget"][of]
    return bool(re.fullmatch(key, re.sub(r"\s", "", name.strip("●○◎■□◆・* "))))


_KEYED = re.compile(r"\W{0,3}([^\s:：。、()（）]{2,12})[\s　:：]+([^\s。][^。:：]{2,60})$")
_TWO = 2


def of_record(block: Block, discourse: Discourse) -> Iterator[tuple[str, Draft]]:
    """The sums of a record of the sheet's project, each with its line, whose key says of which budget it is."""
    if not discourse.sheet:
        return
    years = Years(discourse)
    keys = titles(tuple(re.sub(r"\s", "", k) for k in block.header), years.now)
    for key, name, cell, value in zip(keys, block.header, block.cells, block.values, strict=True):
        for draft in _of_key(key, name, value.text, (0, len(cell.text)), discourse, years):
            yield cell.text, draft


def of_keyed_line(block: Block, discourse: Discourse) -> Iterator[Draft]:
    """The sums of a line of its own that is a key and its value: 予算 28年度 41,200千円 29年度 40,850千円."""
    told = (_BY_YEAR.match(block.text.text) or _KEYED.match(block.text.text)) if discourse.sheet else None
    if told:
        years = Years(discourse)
        key = titles((re.sub(r"\s", "", told[1]),), years.now)[0]
        yield from _of_key(key, told[1], told[2], (0, len(block.text.text)), discourse, years)


def _of_key(  # noqa: PLR0917 -- a key and its value where they stand
    key: Title, name: str, value: str, span: tuple[int, int], discourse: Discourse, years: Years
) -> Iterator[Draft]:
    unit = unit_told(name) or discourse.unit or 0
    if key.says not in ("budget", "now", "before", "next"):
        return
    line = discourse.minter.named("BudgetLine", discourse.sheet)
    by_year = [(fiscal_year(m[1], years.now), figure_told(m[2], unit)) for m in _YEARLY.finditer(value)]
    for told, amount in by_year:
        if told is not None and amount is not None:
            yield drafted(line, "budgetAmount", amount, told, span)
    amount = figure_told(value, unit) if not by_year else None
    if amount is None or (name.isascii() and key.year is None):
        return
    year = key.year or _in_title(name, years) or years.by(key.says)
    yield drafted(line, "budgetAmount", amount, year, span)


_BY_YEAR = re.compile(r"\W{0,3}((?:当初)?予算額?)[\s:：]*((?:令和|平成|[RH])?(?:\d{1,4}|元)年度.{4,60})$")
_YEARLY = re.compile(  # 28年度 41,200千円
    r"((?:令和|平成|[RH])?(?:\d{1,4}|元)年度|FY ?\d{4})[\s:：は]{0,3}"
    r"(\d[\d,]*\s?(?:千円|百万円|万円|円|(?:thousand |million )?yen)?)"
)


def _in_title(title: str, years: Years) -> Interval | None:
    """A year told in brackets behind what a key says: 予算額(令和5年度)."""
    told = re.search(r"[(（]([^()（）]+)[)）]", title)
    return fiscal_year(re.sub(r"\s", "", told[1]), years.now) if told else None


class _Row(NamedTuple):
    """A row by its head: whose sums they are, what the head says of them, where they begin, and their unit."""

    line: Entity
    says: str
    year: Interval | None
    first: int
    unit: int | None
    own: bool  # whether the head names the line itself


def _of_row(
    block: Block, cells: list[str], header: list[str], discourse: Discourse, years: Years
) -> Iterator[Draft]:
    """A row of a table: the name of a line, then what each column's title says of it."""
    untitled = header == [re.sub(r"\s", "", c) for c in cells]
    told = titles(tuple(header), years.now) if not untitled else (Title("", None),) * len(cells)
    titled = _tells(told)
    unit = _unit(header, cells, discourse, titled=titled)
    if unit is None or (not titled and unit == 1) or (untitled and discourse.titles):
        return
    row = _head(block, cells, told, discourse, titled=titled)
    if row is None or row.says in ("spent", "else"):
        return
    unit = row.unit or unit
    span = (0, len(block.text.text))
    told_years = [t.year for t in told if t.year]
    newest = max(told_years, key=lambda year: year.short) if told_years else years.now
    compared = years.compared
    if len(set(told_years)) == _TWO:
        compared = (("comparedWith", min(told_years, key=lambda year: year.short).short),)
    why = _reason(cells, header)
    for number, cell in enumerate(cells):
        amount = AMOUNT.match(cell) if number >= row.first else None
        if amount is None or (titled and number >= len(told)):
            continue
        title = told[number] if number < len(told) else Title("", None)
        scale = (
            SCALE.get(amount[2] or "", unit)
            if unit == 1
            else unit_told("".join(header[number : number + 1])) or unit
        )
        figure = yen(amount[1], scale)
        if figure is None or title.says in ("spent", "else"):
            continue
        if title.says == "change" or (not titled and number == row.first + 2):
            change = drafted(row.line, "budgetChange", figure, newest, span, compared)
            yield change._replace(qualifiers=(("reason", why),)) if why else change
            continue
        near = years.now is None or any(year in (years.now, years.before) for year in told_years)
        year = _year_of(number, title, row, years, titled=titled, near=near)
        if year is not None and (title.says or row.own or row.says):
            yield drafted(row.line, "budgetAmount", figure, year[0], span)


def _year_of(
    number: int, title: Title, row: _Row, years: Years, *, titled: bool, near: bool
) -> tuple[Interval | None] | None:
    """The year of a sum that a budget holds, by its column or its row; nothing where none says that one does.

    A column of a year alone is one of a budget where one of them is of this year's or the last one's (``near``).
    """
    if title.says == "before" or (not titled and number == row.first + 1):
        return (years.before,)
    if title.says == "next":
        return (years.by("next"),)
    if year := title.year or row.year:
        near = near or year in (years.now, years.before)
        said = "budget" in (title.says, row.says) or title.says == "now"
        return (year,) if said or (near and row.own) else None
    return (years.now,) if title.says in ("now", "budget") or (not titled and number == row.first) else None


def _unit(header: list[str], cells: list[str], discourse: Discourse, *, titled: bool) -> int | None:
    """What the figures of a row are counted in: as the titles, the line above or a note below the table say."""
    told = next(filter(None, map(unit_told, chain(header, cells[:1]))), None)
    if told is None and discourse.unit is None and titled:
        if any((m := AMOUNT.match(c)) and m[2] for c in cells):
            return 1  # each amount has its own: 1,250万円
        return discourse.frame.unit
    return discourse.unit or told


def _head(
    block: Block, cells: list[str], told: Sequence[Title], discourse: Discourse, *, titled: bool
) -> _Row | None:
    """The line that a row is of, and where its figures begin."""
    words = table("words/frames.toml")["budget"]
    at = next((n for n, c in enumerate(cells) if c and not AMOUNT.match(c)), None)
    first = next((n for n, c in enumerate(cells) if AMOUNT.match(c) and (n or (titled and told[0].says))), None)
    if first is None:
        return None
    raw = cells[at] if at is not None and at < first else ""
    if any(re.fullmatch(words["counter"], c) for c in cells) or re.search(words["counted"], raw):
        return None
    name = re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", raw)
    name = unmarked(_OF_WHICH.sub("", NUMBERING.sub("", name).strip()))
    if re.fullmatch(words["source"], name):
        return None  # who pays is no line: うち一般財源
    plain = re.sub(r"\s", "", _IN_BRACKETS.sub("", raw))
    year = fiscal_year(plain, None) if _YEAR_ALONE.fullmatch(plain) else None
    if not plain or year or re.fullmatch(words["plain"], plain):
        whose = discourse.sheet or discourse.sums_of or _titled_line(block) or _own_line(raw, told)
        says = _says(re.sub(r"\s", "", raw)) if plain and not year else ""
        says = "budget" if says == "now" or (whose != discourse.sheet and not says) else says
        line = discourse.minter.named("BudgetLine", whose) if whose else None
        return _Row(line, says, year, first, unit_told(raw), own=False) if line else None
    if _says(plain) == "spent" or len(name) < _TWO or len(name) > _LONGEST or first == 0:
        return None
    entity = _whole(name, block, discourse)
    return _Row(entity, "", None, first, unit_told(raw), own=True) if entity else None


_LINE_TITLED = re.compile(  # 平塚市 国際交流事業 予算額の推移
    r"(?:.*[\s　])?(?P<line>[^\s\d。、()（）]{2,28}?(?:費|事業|補助金|負担金))(?:の|[\s　]+)?(?:当初)?予算(?:額)?"
    r"(?:[・と及び]{1,2}決算(?:額)?)?(?:の?(?:推移|状況|移り変わり|経緯|変遷))?(?:[(（][^()（）]*[)）])?"
)


_IN_NAME = re.compile(r"[(（](?P<line>[^()（）]{2,28}?(?:費|事業|補助金|負担金))(?:ほか|外|など|等)?[)）]")
_ALL_COSTS = re.compile("(?:直接|総)?事業費")


def _own_line(name: str, told: Sequence[Title]) -> str:
    """The line that a row of all costs is by itself, below the titles of budgets: 直接事業費(交流事業ほか)."""
    if not _ALL_COSTS.match(name) or not any(t.says == "budget" and t.year for t in told):
        return ""
    beside = _IN_NAME.search(name)
    return beside["line"] if beside else re.sub(r"\s", "", _IN_BRACKETS.sub("", name))


def _titled_line(block: Block) -> str:
    """The line whose budget by year a table tells, as its title or the heading above says."""
    for text in (block.lead.text if block.lead else "", *reversed(block.section)):
        if found := _LINE_TITLED.fullmatch(text):
            return found["line"]
    return ""


def _reason(cells: list[str], header: list[str]) -> str | None:
    words = table("words/frames.toml")["budget"]
    told = zip(cells, header, strict=False)
    return next((c for c, h in told if c and re.search(words["reason"], h) and not AMOUNT.match(c)), None)


def _whole(name: str, block: Block, discourse: Discourse) -> Entity | None:
    """The line that a row is about; a total is of what the heading of its table names: 国際局予算合計."""
    if whose := _TOTAL_OF.fullmatch(name):
        return discourse.minter.named("BudgetLine", name, (whose["of"],))
    if not _TOTAL.fullmatch(name):
        return discourse.minter.named("BudgetLine", re.sub(r"[(（]計[)）]$", "", name))
    if re.match("小", name):
        return None
    for heading in reversed(block.section):
        headed = _OF_BUDGET.match(NUMBERING.sub("", heading).strip())
        of = (headed["whole"] or headed["of"]) if headed else ""
        if of and of not in ("予算", "歳出", "歳入", "当初予算"):
            return discourse.minter.named("BudgetLine", f"{of}合計", (of,), scope=of)
    return None
