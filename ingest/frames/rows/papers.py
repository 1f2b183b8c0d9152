"""Records and rows of agreements: what was signed, with whom, on which day, until when.

名称 相互協力に関する覚書 / 締結日 平成27年11月, with the other party under a key of its own (相手方) or in the
heading above; 浙江大学 | 覚書 | 平成20年3月1日 in a table. The paper's name says of which kind the tie is, and not
what the list is called: a memorandum of exchange in a list of sister cities makes no sister city.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ....ontology.edtf import Interval
from ....ontology.model import Entity, Status
from ...matching.engine import Draft, days
from ...matching.reading import Reading
from ...names.gazetteer import gazetteer
from ...text.clean import Clean
from ...text.mask import Noun
from ...text.structure import Block
from ..parties import government
from ..scene import Scene
from ..words import word
from .fields import Annotate, names_in

if TYPE_CHECKING:
    from .tables import Row

_PARTY = "City|Prefecture|Region|Organization|Facility|Country"
_READING = re.compile(r"(?P<name>[^()\s]{1,12})\([ぁ-んァ-ヴー・]+\)(?P<unit>[市区郡県省州町村])(?=\(|$)")
_TOWN = re.compile(r"[一-鿿ァ-ヴー・]{2,14}[市区郡町村]")
_NAME = re.compile(r"[^\s、。()|・]{3,30}")
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")


def papers(row: Row, scene: Scene, reading: Reading, block: Block, annotate: Annotate) -> Iterator[Draft]:
    """``agreementWith`` or the tie that a paper's record tells, and where its party lies."""
    signed = row.date("tied")
    name = _paper(row) if scene.japanese else _paper_above(scene) if block.header_pairs else ""
    if signed is None or not name or "project" in row.cells:
        return
    for noun in _cities(row, block, annotate):  # none of them has another tie by what this record says
        scene.discourse.by_columns.update(e.iri for e in noun.entities)
    told = _party(row, scene, reading, block, annotate)
    if told is None:
        return
    party, land = told
    side = _side(row)
    ours = _named(_value(row, side), scene, reading, annotate, body=True) if side else (scene.owner, None)
    if ours is None:
        return
    span = (0, len(scene.text))
    tied = [n.value for n in annotate(Clean.of(name)).nouns if n.kind == "Tie" and isinstance(n.value, str)]
    place = party.kind in ("City", "Prefecture", "SubnationalGovernment")
    relation = str(tied[0]) if tied and place else "agreementWith"
    if land is not None and place:
        yield from scene.draft(party, "locatedIn", land, span, "paper-record")
    scene.discourse.by_columns.add(party.iri)
    until = row.date("expires")
    over = any(word("over").search(m.clean.text) for m in scene.discourse.above[:2])
    done = scene.is_past(signed)
    for draft in scene.draft(
        ours[0], relation, party, span, "paper-record", since=signed, until=days(until)[1] if until else None,
        done=done,
    ):  # fmt: skip
        yield draft._replace(status=Status.ENDED) if over or (until and _lapsed(scene, until)) else draft


def _side(row: Row) -> str | None:
    """The column of whoever signed on this side, if not the city: 市内団体, 団体 beside 相手."""
    return "ours" if "ours" in row.cells else "body" if {"body", "party"} <= row.cells.keys() else None


def _lapsed(scene: Scene, until: Interval) -> bool:
    """Whether a paper's last day lies before the document's own."""
    own = scene.discourse.frame.as_of
    return bool(own and own.earliest and until.latest and until.latest < own.earliest)


def _paper(row: Row) -> str:
    """The words of the cell that names the paper, or says what it is."""
    for role in ("paper", "name", "kind", "content"):
        words = row.words(role)
        if word("kind_pact").search(words) and not word("not_a_tie").search(words):
            return words
    return ""


def _paper_above(scene: Scene) -> str:
    """The line that an English record stands below, if it is a paper's name: C. Memorandum on clean water."""
    words = next((m.clean.text for m in scene.discourse.nearest), "")
    return words if word("kind_pact").search(words) and len(words) < _TITLE else ""


_TITLE = 80  # characters of a line that names a paper


def _party(
    row: Row, scene: Scene, reading: Reading, block: Block, annotate: Annotate
) -> tuple[Entity, Entity | None] | None:
    """The other party and the country beside it: of its own cell, else of the heading above a record."""
    for role in ("city", "counterpart", "party", "body", "name"):
        cell = row.cells.get(role)
        if cell is not None and role != _side(row) and not word("kind_pact").search(row.words(role)):
            return _named(_value(row, role), scene, reading, annotate, body=_side(row) is not None)
    head = block.above[-1] if block.above else block.lead
    if not block.header_pairs or head is None or "。" in head.text:
        return None
    return _named(head, scene, reading, annotate)


def _cities(row: Row, block: Block, annotate: Annotate) -> Iterator[Noun]:
    """The cities that the record and the heading above it name: of ベイオウル区(イスタンブール市) both."""
    heads = [annotate(block.above[-1])] if block.above and block.header_pairs else []
    for masked in (*heads, *row.cells.values()):
        yield from (n for n in masked.nouns if n.kind == "City")


def _value(row: Row, role: str) -> Clean:
    """A record's value without its key."""
    text = row.cells[role].clean
    key = re.match(rf"\W{{0,3}}\d{{0,2}}\W{{0,3}}{re.escape(row.title(role))}[\s:：|｜│]+", text.text)
    return text[key.end() :] if key else text


def _named(  # noqa: PLR0911 -- one return a way to be named
    text: Clean, scene: Scene, reading: Reading, annotate: Annotate, *, body: bool = False
) -> tuple[Entity, Entity | None] | None:
    """The party that a cell or a heading is the name of, and the country in its brackets.

    In a column of bodies (市内団体) whatever stands there is the name of one.
    """
    masked = annotate(text)
    land = next((scene.entity(n) for n in masked.nouns if n.kind == "Country"), None)
    if read := _READING.match(text.text):  # 松坡(ソンパ)区
        return scene.discourse.minter.named("City", read["name"] + read["unit"]), land
    bare = _BRACKET.sub("", text.text)
    head = text[: len(bare)]
    whole = [n for n in masked.nouns if n.start == 0 and n.end >= len(bare) and reading.is_a(n, _PARTY)]
    known = whole or [n for n in annotate(head).nouns if n.start == 0 and reading.is_a(n, _PARTY)]
    if known and not scene.is_own(known[0]) and known[0].end >= len(bare) - 1:
        found = government(scene, scene.entity(known[0]))
        return (found, land) if found is not None else None
    if land is not None and _TOWN.fullmatch(bare):  # 蔚山広域市南区, whatever city its name begins with
        return scene.discourse.minter.named("City", bare), land
    if land is not None and (towns := names_in(head, annotate, sure=True)) and len(towns) == 1:
        return scene.discourse.minter.named("City", towns[0][0]), land
    if not scene.japanese and (listed := [e for e in gazetteer().lookup(bare) if e.kind == "City"]):
        return scene.discourse.minter.also_called(listed[0], bare), land  # said to be a city nowhere else
    if word("body_form").fullmatch(bare) or (body and _NAME.fullmatch(bare)):
        return scene.discourse.minter.entity(Noun(0, len(bare), "Organization", bare)), None
    return None
