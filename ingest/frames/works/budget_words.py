"""What the figures of budgets are printed with: units, signs, marks of a line, and the fiscal year of a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ....ontology.dates_text import find_dates
from ....ontology.edtf import Interval, parse
from ....ontology.model import Entity, Status, Value
from ...data import table
from ...matching.discourse import Discourse
from ...matching.engine import Draft
from ...setting.bills import YEN

_UNIT = re.compile(
    r"(?:単位\s*[:：]?|(?:金額|数字|単位)(?:の単位)?は)\s*(千円|百万円|億円|万円|円)|[(（](千円|百万円|万円)[)）]"
)
_UNIT_EN = re.compile(
    r"(?i)\b(?:in )?(?<!\d )(thousand|million)s?(?: of)? yen\b|\bunits?: (thousand|million)s?(?: of)? yen\b"
    r"|(?:¥|\byen,? |\bjpy )(?:in )?(thousand|million)s?\b"
)
SCALE = {**YEN, "thousand": 1_000, "million": 1_000_000, "yen": 1}
NUMBER = r"[△▲\-−]?\s?\d{1,3}(?:,\d{3})+|[△▲\-−]?\s?\d+"
AMOUNT = re.compile(rf"\s*({NUMBER})\s*(千円|百万円|億円|万円|円)?\s*$")
_FIGURE = re.compile(
    rf"(?:約|¥|JPY ?)?(?P<n>{NUMBER})\s*"
    r"(?P<unit>千円|百万円|億円|万円|円|(?:thousand |million )?yen\b)?(?=$|[\s(（、,;])"
)
NUMBERING = re.compile(r"^(?:[(（]?\d{1,2}[)）.．]?[\s　]*|[・○●◯\-]\s*)+|\*\*")


def unit_told(text: str) -> int | None:
    """The yen that a title or a note says its figures are counted in.

    >>> from enishi.ingest.frames.works.budget_words import unit_told
    >>> unit_told("国際交流費の内訳(単位:千円)"), unit_told("コスト(百万円)"), unit_told("Budget (thousand yen)")
    (1000, 1000000, 1000)
    """
    found = _UNIT.search(text) or (_UNIT_EN.search(text) if "円" not in text else None)
    return SCALE[next(filter(None, found.groups())).lower()] if found else None


def figure_told(text: str, unit: int = 0) -> int | None:
    """The sum in yen that a value begins with, in its own unit or else in ``unit``.

    >>> from enishi.ingest.frames.works.budget_words import figure_told
    >>> figure_told("1,200千円(前年度 900千円)"), figure_told("600 thousand yen"), figure_told("88")
    (1200000, 600000, None)
    """
    found = _FIGURE.match(text.strip())
    if found is None:
        return None
    own = (found["unit"] or "").split(" ")[0]
    return yen(found["n"], scale) if (scale := SCALE.get(own, unit)) else None


class Years:
    """This budget's fiscal year and the one before it."""

    def __init__(self, discourse: Discourse) -> None:
        own = discourse.reported or discourse.frame.budget or discourse.sheet_year or discourse.frame.as_of
        own = own or next(filter(None, map(fiscal_year, (discourse.frame.title, *_above(discourse)))), None)
        year = own.fiscal_year if own else None
        if year is None and own and own.earliest:
            year = own.earliest.year
        self.now = parse(f"FY{year}") if year else None
        self.before = parse(f"FY{year - 1}") if year else None

    def by(self, says: str) -> Interval | None:
        """The year that a title tells by this one: ``before``, ``next``, else this one."""
        if says == "next":
            return parse(f"FY{self.now.fiscal_year + 1}") if self.now and self.now.fiscal_year else None
        return self.before if says == "before" else self.now

    @property
    def compared(self) -> tuple[tuple[str, str], ...]:
        """What a change is a change from."""
        return (("comparedWith", self.before.short),) if self.before else ()


def _above(discourse: Discourse) -> Iterator[str]:
    return (heading.clean.text for heading in discourse.headings)


@cache
def _marks() -> re.Pattern[str]:
    """A budget's marks before or behind the name of a line: 【拡充】, [新規], (継続), ◎新規."""
    marks = f"(?:{table('words/frames.toml')['budget']['marks']})(?:[・/／](?:[一-鿿]{{1,4}}))?"
    bracketed = rf"[【\[(（〔<〈《≪]\s?{marks}\s?[】\])）〕>〉》≫]"
    return re.compile(
        rf"^[◎○●◯★☆■□◆◇※]?\s*(?:{bracketed}\s*|{marks}[\s　]+)|[(（]計[)）]$|\s*{bracketed}$"
        rf"|[\s　]+{marks}$|^[◎★☆]\s*"
    )


def unmarked(name: str) -> str:
    """The name of a line without what marks it: 【拡充】日本語教室運営費 is 日本語教室運営費."""
    return _marks().sub("", _marks().sub("", name)).strip(" 　")


_FISCAL_EN = re.compile(
    r"(?:FY|\b[Ff]iscal(?: ?[Yy]ear)?) ?(\d{4})(?!\d)|^(\d{4})(?=(?:[-/–]\d{2,4})?(?:\W*[Bb]udget|$))"
)
_BRIEF = re.compile(r"([HRS]|令和|平成|昭和)(元|\d{1,2})(?:\(\d{4}\))?年?(?:度|(?=当初|予算|補正|決算|実績|$))")
_ERALESS = re.compile(r"(\d{1,2})年度")
_ERAS = (("令和", 2018), ("平成", 1988), ("昭和", 1925))
_ERA_OF = {"R": "令和", "H": "平成", "S": "昭和"}


def fiscal_year(title: str, near: Interval | None = None) -> Interval | None:
    """The fiscal year that a column, a row or a key is titled with.

    A number alone is of the era that brings it next to ``near``: the title before it, or the document.

    >>> from enishi.ingest.frames.works.budget_words import fiscal_year
    >>> from enishi.ontology.edtf import parse
    >>> fiscal_year("H26決算").short, fiscal_year("28年度", parse("FY2015")).short
    ('FY2014', 'FY2016')
    """
    if english := _FISCAL_EN.search(title):
        return parse(f"FY{english[1] or english[2]}")
    if brief := _BRIEF.match(title):
        title = f"{_ERA_OF.get(brief[1], brief[1])}{brief[2]}年度"
    elif short := _ERALESS.match(title):
        around = near.fiscal_year or (near.earliest.year if near.earliest else None) if near else None
        first = min(_ERAS, key=lambda era: abs(era[1] + int(short[1]) - around)) if around else _ERAS[0]
        return parse(f"FY{first[1] + int(short[1])}")
    found = find_dates(title) if "年度" in title else []
    interval = found[0].interval if found else None
    return interval if interval and interval.fiscal_year else None


def yen(printed: str, scale: int) -> int | None:
    """A printed figure in yen, △ and ▲ standing for a minus."""
    negative = bool(re.match(r"[△▲\-−]", printed.strip()))
    digits = re.sub(r"[^\d]", "", printed)
    return (-1 if negative else 1) * int(digits) * scale if digits else None


def drafted(  # noqa: PLR0917 -- the parts of a figure
    line: Entity,
    relation: str,
    amount: int,
    year: Interval | None,
    span: tuple[int, int],
    more: tuple[tuple[str, str], ...] = (),
) -> Draft:
    """A figure of a line of a budget, of its fiscal year."""
    key = (("fiscalYear", year.short),) if year else ()
    return Draft(
        line,
        relation,
        Value("MoneyJPY", str(amount)),
        span,
        "budget-table",
        since=year,
        status=Status.SETTLED,
        key=(*key, *more),
    )
