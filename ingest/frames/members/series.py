"""Figures year by year: foreign residents and members, in a list, down a column or along a row.

What is counted is told by the line above, by the column's title or at the head of the row; the day by 各年3月末 or
*as of 1 April each year* beside it, whose year each figure has: 平成26年 11,312人; 区分 | 令和元年度 | 令和2年度.
A sentence may tell several in a row: 外国人住民数は、平成26年1,012人、令和6年2,145人です(各年9月末).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ....errors import EnishiError
from ....ontology.dates_text import find_dates
from ....ontology.edtf import Interval, on, parse
from ....ontology.model import Entity, Value
from ...matching.discourse import Discourse
from ...matching.engine import Draft
from ...matching.reading import Reading
from ...text.mask import Masked
from ...text.structure import Block
from ..scene import Scene
from ..words import word
from .membership_figures import body_of_members

_YEAR = re.compile(
    r"\W{0,3}(?P<year>(?:明治|大正|昭和|平成|令和)\s?(?:元|\d{1,2})|[HR]\s?(?:元|\d{1,2})|(?:19|20)\d\d|FY\s?(?:19|20)\d\d)"
    r"(?:[(（][^()（）]{2,8}[)）])?\s?(?P<of>年度末|年度|年|年末)?(?:\s?(?P<month>\d{1,2})月\s?(?:(?P<day>\d{1,2})日|末日?)?)?"
    r"(?:現在|時点|末)?"
)
_FIGURE = re.compile(
    r"(?:約)?\s?(?P<n>\d{1,3}(?:[,，]\d{3})+|\d+)\s?(?:人|名|people|persons)?(?:\s?[(（][^()（）]*[)）])?"
)
_LINE = re.compile(rf"{_YEAR.pattern}[\s.…·・:：|│\-–—]*{_FIGURE.pattern}\s*")
_OF_RUN = re.compile(
    rf"{_YEAR.pattern}(?:は|の|には|では|に|で|が|:|\s|、)?\s?(?:約)?(?P<n>\d{{1,3}}(?:[,，]\d{{3}})+|\d+)\s?[人名](?!の?(?:増|減))"
)
_GOES_ON = re.compile(
    r"(?:\s|、|,|・|/|→|と|から|より|に(?:対し(?:て)?)?|で(?:あっ|し)?(?:た(?:が|のが|ものが)?)?"
    r"|だった(?:が|のが|ものが)?|となり|が)*"
)
_EACH = re.compile(
    r"(?:(?:各|毎)年度?|[(（、,\s]|^)(?:の|は)?\s?(?P<month>\d{1,2})月\s?(?:(?P<day>\d{1,2})日|末日?)"
)
_EACH_EN = re.compile(
    r"(?i:as (?:of|at)|on) (?:(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<m1>[A-Z][a-z]+)"
    r"|(?P<m2>[A-Z][a-z]+) (?P<day2>\d{1,2}))"
    r"|(?i:(?:at the )?end of) (?P<m3>[A-Z][a-z]+)"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_YEAR_END = re.compile("年度末")
_LONGEST = 70  # characters of a line that is the title of figures
_TURNS = 4  # the month in which a fiscal year begins


class Counted(NamedTuple):
    """What figures by year count, as the line above them says, and that line."""

    what: str
    said: str


@lru_cache(1 << 8)
def counted_by(text: str) -> Counted | None:
    """What a title says is counted below it, if that is the whole of it and not a part.

    >>> from enishi.ingest.frames.members.series import counted_by
    >>> counted_by("表1 在住外国人の数(毎年4月1日現在)").what, counted_by("会員数の推移").what
    ('residents', 'members')
    >>> counted_by("国籍別の外国人住民数"), counted_by("外国人住民への支援")
    (None, None)
    """
    if len(text) > _LONGEST or "。" in text:
        return None
    what = next((w for w in ("residents", "members") if word(f"series_{w}").search(text)), None)
    return Counted(what, text) if what and not word("series_part").search(text) else None


def series(
    block: Block, inner: Sequence[Masked], discourse: Discourse, reading: Reading
) -> Iterator[tuple[Masked, Draft]]:
    """``foreignResidentPopulation`` and ``memberCount`` of each year that a line, a row or a column tells."""
    text = block.text.text
    line = _LINE.fullmatch(text.strip())
    if block.kind != "row" and line is None:
        if inner:
            yield from _of_sentences(inner, block, discourse, reading)
        if not _is_note(text):
            discourse.counted = text if counted_by(text) else ""
        return
    if not inner:
        return
    above = next(filter(None, map(counted_by, (discourse.counted, *_above(block)))), None)
    if block.header_pairs:
        found = list(_of_record(block, above))
    else:
        found = [(above, line["n"], line.groupdict(), "")] if line and above else list(_of_row(block, above))
    if not found:
        return
    scene = Scene(inner[0], discourse, reading)
    for counted, figure, year, beside in found:
        when = _when(year, f"{beside} {counted.said}")
        owner = scene.owner if counted.what == "residents" else body_of_members(scene)
        if when is None or owner is None or (counted.what == "residents" and owner.kind not in _GOVERNMENTS):
            continue
        yield from ((scene.masked, draft) for draft in _told(scene, owner, counted, figure, when))


def _of_sentences(
    inner: Sequence[Masked], block: Block, discourse: Discourse, reading: Reading
) -> Iterator[tuple[Masked, Draft]]:
    """The figures that a sentence tells in a row, each behind its year, of what it or the line above says."""
    for masked in inner:
        text = masked.clean.text
        run = _run(text)
        if len(run) < _SEVERAL:
            continue
        head = text[: run[0].start()]
        above = next(filter(None, map(counted_by, (discourse.counted, *_above(block)))), None)
        counted = _said_to_count(head) or (above if not head.strip(" ・※()") else None)
        if counted is None or counted.what != "residents":
            continue
        scene = Scene(masked, discourse, reading)
        for told in run:
            when = _when(told.groupdict(), f"{text[run[-1].end() :]} {counted.said}")
            if when is not None and scene.owner is not None and scene.owner.kind in _GOVERNMENTS:
                yield from ((masked, draft) for draft in _told(scene, scene.owner, counted, told["n"], when))


_SEVERAL = 2


def _run(text: str) -> list[re.Match[str]]:
    """The years with their figures that follow each other in a sentence with nothing said between them."""
    run: list[re.Match[str]] = []
    for told in _OF_RUN.finditer(text):
        if run and not _GOES_ON.fullmatch(text, run[-1].end(), told.start()):
            return []
        run.append(told)
    return run


def _said_to_count(head: str) -> Counted | None:
    """What the words before the first figure count: 市内の外国人住民は、"""
    if not word("series_run_of").search(head) or word("series_part").search(head):
        return None
    return None if word("foreigners_else").search(head) else Counted("residents", head)


_GOVERNMENTS = ("City", "Prefecture", "Ward", "Region")


def _told(scene: Scene, owner: Entity, counted: Counted, figure: str, when: Interval) -> Iterator[Draft]:
    relation = "foreignResidentPopulation" if counted.what == "residents" else "memberCount"
    value = Value("Count", re.sub(r"\D", "", figure))
    yield from scene.draft(owner, relation, value, (0, len(scene.text)), "by-year", since=when, done=True)


def _of_record(block: Block, above: Counted | None) -> Iterator[tuple[Counted, str, dict[str, str | None], str]]:
    """The figures of a record whose keys are years."""
    for title, value in zip(block.header, block.values, strict=True):
        year, figure = _YEAR.fullmatch(title.strip()), _FIGURE.fullmatch(value.text.strip())
        if above and year and figure:
            yield above, figure["n"], year.groupdict(), ""


def _of_row(block: Block, above: Counted | None) -> Iterator[tuple[Counted, str, dict[str, str | None], str]]:
    """The figures of a row: of the column for the whole in the year of its head, or of each year's column."""
    cells = [cell.text.strip() for cell in block.values or block.cells]
    header = [title.strip() for title in block.header]
    if len(cells) < 2 or len(header) != len(cells) or header == cells:
        return
    if (year := _YEAR.fullmatch(cells[0])) is not None:
        column = _column(header, cells, above)
        if column is not None:
            figure = _FIGURE.fullmatch(cells[column[1]])
            yield column[0], figure["n"] if figure else "", year.groupdict(), header[0]
        return
    counted = counted_by(cells[0])
    if counted is None and above is not None and word("series_whole").fullmatch(cells[0]):
        counted = above
    if counted is None:
        return
    for title, cell in zip(header[1:], cells[1:], strict=True):
        told = _YEAR.match(title)
        figure = _FIGURE.fullmatch(cell)
        if told and figure and not word("series_ahead").search(title):
            yield counted, figure["n"], told.groupdict(), above.said if above else ""


def _column(header: list[str], cells: list[str], above: Counted | None) -> tuple[Counted, int] | None:
    """The column that counts the whole, and what it counts: 外国人住民数, or 総数 below a line that says it."""
    counts = [n for n in range(1, len(cells)) if _FIGURE.fullmatch(cells[n])]
    named = next(((c, n) for n in counts if (c := counted_by(header[n])) is not None), None)
    if named is not None or above is None:
        return named
    whole = [n for n in counts if word("series_whole").fullmatch(header[n])]
    return (above, whole[0]) if whole else (above, counts[0]) if len(counts) == 1 == len(cells) - 1 else None


def _above(block: Block) -> Iterator[str]:
    if block.lead is not None:
        yield block.lead.text
    yield from (heading.text for heading in reversed(block.above[-2:]))


def _is_note(text: str) -> bool:
    """Whether a line between a title and its figures says nothing but their unit."""
    return _NOTE.fullmatch(text) is not None


_NOTE = re.compile(r"[\s(（※]*(?:単位|注|[Uu]nit)[^。]{0,20}")


def _when(year: dict[str, str | None], beside: str) -> Interval | None:
    """The day, month or year for which a figure holds."""
    of = year["of"] or ("年度" if "年度" in beside else "年")
    fiscal = of.startswith("年度") or (year["year"] or "").startswith("FY")
    number = _number(year["year"] or "", of)
    if number is None:
        return None
    if year["month"]:
        return _on(number, int(year["month"]), year["day"])
    if fiscal and (of == "年度末" or _YEAR_END.search(beside)):
        return on(number + 1, _TURNS - 1)
    if (each := _each(beside)) is not None:
        month, day = each
        return _on(number + (fiscal and month < _TURNS), month, day)
    return parse(f"FY{number}") if fiscal else on(number)


def _each(beside: str) -> tuple[int, str | None] | None:
    """The month, and the day, of each year for which the figures hold."""
    if told := _EACH.search(beside):
        return int(told["month"]), told["day"]
    if english := _EACH_EN.search(beside):
        name = (english["m1"] or english["m2"] or english["m3"] or "")[:3]
        return (_MONTHS.index(name) + 1, english["day"] or english["day2"]) if name in _MONTHS else None
    return None


def _number(written: str, of: str) -> int | None:
    if western := re.search(r"(?:19|20)\d\d", written):
        return int(western[0])
    era = {"H": "平成", "R": "令和"}.get(written[:1])
    found = find_dates((era + written[1:].strip() if era else written) + ("年度" if "年度" in of else "年"))
    interval = found[0].interval if found else None
    return interval.earliest.year if interval is not None and interval.earliest is not None else None


def _on(year: int, month: int, day: str | None) -> Interval | None:
    try:
        return on(year, month, int(day)) if day else on(year, month)
    except (ValueError, EnishiError):
        return None
