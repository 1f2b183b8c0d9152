"""Tables of ties that stand on their side: the cities are the titles, and each row tells one thing of all of them.

項目 | オマハ市 | カンヌ市, and below it 提携日 | 昭和40年4月1日 | 平成3年11月5日: each date is its column's tie's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...matching.discourse import Discourse
from ...matching.engine import Draft
from ...matching.reading import Reading
from ...text.clean import Clean
from ...text.column_roles import role_of
from ...text.mask import Masked, Noun
from ...text.structure import Block
from ..parties import government
from ..scene import Scene
from .fields import Annotate
from .tie_rows import tie_around

_ALONE = 2  # characters of a masked title that is a city and no more: <City>市
_READING = re.compile(r"\([ァ-ヴー・ぁ-ん]+\)")  # 水原(スウォン)市
_BY_FORM = re.compile("[ァ-ヴー・＝]{2,20}[市町村区郡]")
_LEAST = 3  # columns: what is told, and two cities


def crossed(
    block: Block, discourse: Discourse, reading: Reading, annotate: Annotate
) -> list[tuple[Masked, Draft]] | None:
    """What such a row tells; none for a row of any other table."""
    if block.kind != "row" or block.header_pairs or not _LEAST <= len(block.cells) == len(block.header):
        return None
    cities = [
        city
        for title in block.header[1:]
        if (city := _city(annotate(Clean.of(_READING.sub("", title))))) is not None
    ]
    if len(cities) < len(block.header) - 1:
        return None
    scene = Scene(annotate(block.text), discourse, reading)
    partners = [government(scene, scene.entity(c)) if not scene.is_own(c) else None for c in cities]
    if any(partner is None for partner in partners):
        return None
    found = [p for p in partners if p is not None]
    if tuple(cell.text for cell in block.cells) == block.header:
        discourse.by_titles.clear()
        discourse.by_columns.update(p.iri for p in found)  # titles, and no entries
        return []
    discourse.by_columns.update(p.iri for p in found)
    told = _told(role_of(block.cells[0].text), found, [annotate(cell) for cell in block.cells[1:]], scene)
    return [(scene.masked, draft) for draft in told]


def _city(title: Masked) -> Noun | None:
    """The city that a title is the name of, known or by its form."""
    if not title.nouns and _BY_FORM.fullmatch(title.clean.text):
        return Noun(0, 0, "City", title.clean.text)
    noun = title.nouns[0] if len(title.nouns) == 1 and len(title.text) <= _ALONE else None
    return noun._replace(start=0, end=0) if noun is not None and noun.kind == "City" else None


def _told(role: str | None, partners: list[Entity], cells: list[Masked], scene: Scene) -> Iterator[Draft]:
    """The ties whose dates a row tells, or the countries."""
    span, tie = (0, len(scene.text)), tie_around(scene)
    for partner, cell in zip(partners, cells, strict=True):
        if role == "country":
            for land in (n for n in cell.nouns if n.kind == "Country"):
                yield from scene.draft(partner, "locatedIn", scene.entity(land), span, "by-titles")
        dates = [n.value for n in cell.nouns if isinstance(n.value, Interval)]
        own = next((n.value for n in cell.nouns if n.kind == "Tie" and isinstance(n.value, str)), None)
        if role == "kind" and own:
            scene.discourse.by_titles[partner.iri] = own
        kind = own or scene.discourse.by_titles.get(partner.iri) or (tie.value if tie else None)
        if role == "tied" and len(dates) == 1 and isinstance(kind, str):
            yield from scene.draft(scene.owner, kind, partner, span, "by-titles", since=dates[0])
