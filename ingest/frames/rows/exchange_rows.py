"""Rows of budgets and lists of programmes whose name says with whom, and a column what they are to each other.

グアナファト州交流事業 | メキシコ | 姉妹 | 50 tells the tie of the document's own government, and where the other
lies; a row whose column for the kind says nothing of a tie tells none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Entity
from ...matching.discourse import Discourse
from ...matching.engine import Draft
from ...matching.reading import Reading
from ...names.gazetteer import gazetteer
from ...text.clean import Clean
from ...text.column_roles import role_of
from ...text.mask import Masked, Noun
from ...text.structure import Block
from ..parties import government
from ..scene import Scene
from .fields import Annotate, kind_of

_LEAST = 3  # columns: the programme, the kind of tie, and what else the table is of
_NAMED = re.compile(
    r"(?P<name>[一-鿿ァ-ヴー・]{2,14}?(?P<unit>[市町村州省県道郡]|自治区|地方)?)(?:との|へ|への)?"
    r"(?:姉妹|友好|国際|経済|文化|教育|環境|青少年|親善|相互|都市|州省|訪問団|記念|周年|提携|高校生|中学生|職員)*"
    r"(?:交流|派遣|受入れ?|訪問|招へい|招聘|親善|提携|協力)[^\s。、]{0,12}"
)


def exchange_row(
    block: Block, inner: list[Masked], discourse: Discourse, reading: Reading, annotate: Annotate
) -> Iterator[tuple[Masked, Draft]]:
    """The tie of such a row, and where the other party lies."""
    if block.kind != "row" or block.header_pairs or not inner or discourse.frame.lang != "ja":
        return
    if not _LEAST <= len(block.cells) <= len(block.header) or block.header == tuple(c.text for c in block.cells):
        return
    told = _NAMED.fullmatch(block.cells[0].text.strip())
    kinds = [kind_of(annotate(cell)) for n, cell in enumerate(block.values) if n and _says_kind(block.header[n])]
    if told is None or len(kinds) != 1 or kinds[0] is None:
        return
    lands = [noun for cell in block.values[1:] if (noun := _land(annotate(cell))) is not None]
    scene = Scene(annotate(block.text), discourse, reading)
    other = _other(told, lands[0] if len(lands) == 1 else None, scene, annotate)
    if other is None or other.country == discourse.frame.home_land:
        return
    span, owner = (0, len(scene.text)), scene.owner
    for draft in scene.draft(owner, kinds[0], other, span, "exchange-row", always=True):
        yield scene.masked, draft
    for land in lands if len(lands) == 1 else ():
        for draft in scene.draft(other, "locatedIn", scene.entity(land), span, "exchange-row", always=True):
            yield scene.masked, draft


def _says_kind(title: str) -> bool:
    """Whether a column says what the two are to each other."""
    return role_of(title) == "kind" or title.strip() in ("提携", "関係", "提携関係", "姉妹・友好")


def _land(cell: Masked) -> Noun | None:
    """The country that is all that a cell names."""
    alone = len(cell.nouns) == 1 and len(cell.text.strip()) == 1 and cell.nouns[0].kind == "Country"
    return cell.nouns[0] if alone else None


def _other(told: re.Match[str], land: Noun | None, scene: Scene, annotate: Annotate) -> Entity | None:
    """The place that the programme's name opens with: a known one in the land beside it, else one by its form."""
    name, code = told["name"], land.country if land is not None else None
    noun = next(
        (n for n in annotate(Clean.of(name)).nouns if n.text == name and n.kind in ("City", "Region")), None
    )
    if noun is not None and (code is None or noun.country in (code, None)):
        return government(scene, scene.entity(noun))
    known = [e for e in gazetteer().lookup(name) if e.kind in ("City", "Region") and e.country == code]
    if known:
        return government(scene, scene.discourse.minter.known(known[0]))
    if land is None or not told["unit"]:
        return None
    kind = "City" if told["unit"] in "市町村" else "Region"
    return government(scene, scene.discourse.minter.named(kind, name))
