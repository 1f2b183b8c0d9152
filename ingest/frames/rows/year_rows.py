"""Rows that tell of a partner something else than its tie in a year: an anniversary of the tie, an exchange begun.

令和4年度 | ウィンザー市 | 35周年 is of an anniversary, ウィンザー市 | 1988年 | 214人 under 青少年の派遣 of an
exchange: neither date is the tie's, and the row is no entry of a list of ties. A column titled 周年 needs no more
than a number: 平成30 | ウィンザー市 | 40 | 記念演奏会(市民会館、5月12日) | 300名.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ....ontology.dates_text import find_dates
from ....ontology.edtf import Interval, on
from ...matching.discourse import Discourse
from ...matching.engine import Draft
from ...matching.reading import Reading
from ...text.clean import Clean
from ...text.column_roles import role_of
from ...text.mask import Masked, Noun
from ...text.structure import Block
from ..parties import government
from ..scene import Scene
from ..words import word
from .fields import Annotate, names_in
from .turned_events import turned_event

_YEAR = re.compile(r"((?:18|19|20)\d\d)年?\s*(?:\([^()]{1,8}\))?")
_ALONE = re.compile(r"[\ue000-\uf8ff]\s*(?:\([^()]{1,8}\))?")
_OF_YEAR = re.compile(r"(?:開催|実施|記念|周年(?:の|を迎える)?)?(?:年度?|時期|[Yy]ear)$")


class YearRow(NamedTuple):
    """A row by its cells: in which year, with which partner, and which anniversary (or none, of an exchange)."""

    when: Interval
    partner: tuple[Noun, ...]
    turned: str


def year_rows(
    block: Block, discourse: Discourse, reading: Reading, annotate: Annotate
) -> list[tuple[Masked, Draft]] | None:
    """What such a row tells; nothing for a row that may be an entry of a list of ties."""
    row = _read(block, discourse, annotate)
    if row is None:
        return None
    whole = annotate(block.text)
    scene = Scene(whole, discourse, reading)
    told = [*_told(row, scene), *(turned_event(block, scene, row.when) if row.turned else ())]
    return [(whole, draft) for draft in told]


def _told(row: YearRow, scene: Scene) -> Iterator[Draft]:
    span = (0, len(scene.text))
    past = scene.is_past(row.when)
    for noun in row.partner:
        partner = government(scene, scene.entity(noun))
        if partner is None:
            continue
        scene.discourse.by_columns.add(partner.iri)
        scene.discourse.remarked.add(partner.iri)
        relation = "tieAnniversaryWith" if row.turned else "conductsExchangeWith"
        key = (("ordinal", row.turned),) if row.turned else ()
        yield from scene.draft(scene.owner, relation, partner, span, "year-row", done=past, since=row.when, key=key)


def _read(block: Block, discourse: Discourse, annotate: Annotate) -> YearRow | None:
    header = block.header
    if block.kind != "row" or block.header_pairs or len(header) != len(block.cells) or len(header) < _TWO:
        return None
    roles = [role_of(title) for title in header]
    if header == tuple(c.text for c in block.cells) or "kind" in roles:
        return None
    place = next((n for n, cell in enumerate(block.cells) if _is_place(cell, annotate)), None)
    dates = [_date(cell, annotate) or _bare_year(t, cell) for t, cell in zip(header, block.cells, strict=True)]
    dated = next((n for n, when in enumerate(dates) if n != place and when), None)
    if place is None or dated is None or (when := dates[dated]) is None:
        return None
    named = names_in(block.cells[place], annotate, sure=True)
    partner = tuple(noun for _, nouns in named for noun in nouns) or tuple(
        Noun(0, len(name), "City", name) for name, _ in named
    )
    title = re.sub(r"\s", "", header[dated])
    told = zip(header, block.cells, strict=True)
    turned = next(filter(None, (_turned(t, c, annotate) for n, (t, c) in enumerate(told) if n != dated)), "")
    if turned and _OF_YEAR.match(title) and (dated < place or title.endswith("年度")):
        return YearRow(when, partner, turned)
    begun = roles[dated] == "opened" and "tied" not in roles
    if begun and discourse.headings and word("exchange_list").search(discourse.headings[-1].clean.text):
        return YearRow(when, partner, "")
    return None


_TWO = 2
_OPENING = 12  # characters before the word for an anniversary that opens a cell: 姉妹都市提携


def _is_place(cell: Clean, annotate: Annotate) -> bool:
    """Whether a cell is the name of one city and nothing else."""
    if not cell.text or re.search(r"\d", cell.text):
        return False
    return len(names_in(cell, annotate, sure=True)) == 1


def _date(cell: Clean, annotate: Annotate) -> Interval | None:
    """The date that is all of a cell, brackets apart: 2022, 平成24年度, 令和6年度(予定)."""
    if year := _YEAR.fullmatch(cell.text.strip()):
        return on(int(year[1]))
    masked = annotate(cell)
    alone = len(masked.nouns) == 1 and _ALONE.fullmatch(masked.text.strip())
    value = masked.nouns[0].value if alone else None
    return value if isinstance(value, Interval) else None


def _bare_year(title: str, cell: Clean) -> Interval | None:
    """The year of an era that a cell under 年度 or 年 tells without that word: 平成26, R6."""
    written, of = cell.text.strip(), "年度" if title.endswith("年度") else "年"
    if not _ERA.fullmatch(written) or not _OF_YEAR.match(re.sub(r"\s", "", title)):
        return None
    found = find_dates(written + of)
    return found[0].interval if found else None


def _turned(title: str, cell: Clean, annotate: Annotate) -> str:
    """Which anniversary a cell opens with: 提携50周年。市民訪問団が訪問; under 周年, its number."""
    if _COUNTS.fullmatch(re.sub(r"\s", "", title)) and (number := _NUMBER.fullmatch(cell.text.strip())):
        return number[1]
    if "周年" not in cell.text[:_LONGEST]:
        return ""
    noun = next((n for n in annotate(cell).nouns if n.kind == "Anniversary"), None)
    opens = noun is not None and noun.start < _OPENING
    return f"{noun.value:.0f}" if opens and noun and isinstance(noun.value, float) else ""


_LONGEST = 20
_COUNTS = re.compile("(?:提携|締結|姉妹都市提携)?(?:満)?(?:周年|節目)(?:数)?")
_NUMBER = re.compile(r"(?:第)?([1-9]\d{0,2})(?:周年|周|年)?")
_ERA = re.compile(r"(?:昭和|平成|令和|[SHR])\s?(?:\d{1,2}|元)")
