"""Where the places and bodies of a table lie: its column of countries, and those that name them, or works there.

国 | 地域 and below it タンザニア | モロゴロ州; Partner | Country and Namibian Ports Authority | Namibia;
事業名 | 相手国 and サンタカタリーナ州交流事業 | ブラジル. Whose the work is lies at home, and is not told here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ....ontology.model import Entity
from ...matching.discourse import Discourse
from ...matching.engine import Draft
from ...matching.reading import Reading
from ...nouns.name_kinds import kind_of
from ...text.clean import Clean
from ...text.column_roles import role_of
from ...text.mask import Masked, Noun
from ...text.structure import Block
from ..scene import Scene
from .fields import Annotate

_OF_PLACES = frozenset(["city", "place", "port"])
_OF_BODIES = frozenset(["name", "city", "body", "counterpart", "port"])
_PLACES = "City|Region|Port"
_BODIES = "Organization|University|Facility|Office|EducationalInstitution|Port"
_AREA = re.compile(
    r"(?:対象|実施|活動|支援|相手)?(?:の)?(?:地域|地名|州・県|(?:州|県|省|郡|地方)(?:名)?|自治体)$|Region$|Province$|State$"
)
_ITS_OWN = re.compile(r"(?:所在)?国(?:名|・地域)?$|Country$")  # and no 相手国, to which somebody at home turns
_RANKED = re.compile(r"(?:[県州省郡道島市町村区港]|地方|自治区| (?:Province|State|Region|County|District))$")
_WORKS = re.compile(r"(?:事業|案件|プロジェクト)(?:名|名称)?$|Project$")
_STATES = re.compile(r"(?:州|省|県|地域|都市)(?:名)?[・/](?:所在)?国(?:名)?$")
_PARTNER = re.compile(r"相手|提携|姉妹|友好|(?i:partner|sister)")
_TO_WHOM = re.compile(r"(?:支援|派遣|訪問|協力|寄贈|送付|交流|活動)先")  # beside which a body is the one at home
_PORT = re.compile(r"(?:Port|Puerto|Porto) [A-ZÀ-Þa-z][^,;.()]{2,40}")
_STEM = 2  # a masked name of which all but the rank is another's: メキシコ州
_WORK = re.compile(
    r"(?P<place>[^\s、。・(]{2,12}?(?:県|州|省|郡|北道|南道|自治区|島|市))(?=[^\s、。]{0,12}"
    r"(?:交流|派遣|受入|研修|事業|協力|訪問|支援|友好|プロジェクト))"
)


def land_columns(
    block: Block, discourse: Discourse, reading: Reading, annotate: Annotate
) -> Iterator[tuple[Masked, Draft]]:
    """``locatedIn`` of what stands beside its country in a row, or in a record, by the titles."""
    if block.kind != "row" or not 1 < len(block.header) == len(block.values or block.cells):
        return
    titles = [re.sub(r"[\s　]", "", title) for title in block.header]
    roles = [_role(title) for title in titles]
    if roles.count("port") > 1:  # whose the ports are, and the partners
        roles = [
            None if role == "port" and not _PARTNER.search(t) else role
            for role, t in zip(roles, titles, strict=True)
        ]
    if "country" not in roles or tuple(c.text for c in block.cells) == block.header:
        return
    cells = block.values or block.cells
    column = roles.index("country")
    land = _land(annotate(cells[column]))
    if land is None:
        return
    scene = Scene(annotate(block.text), discourse, reading)
    where, span = scene.entity(land), (0, len(scene.text))
    for number, (role, cell) in enumerate(zip(roles, cells, strict=True)):
        if number == column or not cell.text.strip():
            continue
        own = _ITS_OWN.match(titles[column]) is not None and not any(map(_TO_WHOM.search, titles))
        for thing in _things(role, cell, land, scene, annotate, own=own):
            for draft in scene.draft(thing, "locatedIn", where, span, "land-column", always=True):
                yield scene.masked, draft


def _role(title: str) -> str | None:
    if _STATES.match(title):
        return "country"
    if _WORKS.match(title):
        return "project"
    return role_of(title) or ("place" if _AREA.match(title) else None)


def _land(cell: Masked) -> Noun | None:
    """The one country that a cell names, else the state that it names alone."""
    lands = [n for n in cell.nouns if n.kind == "Country"]
    states = [n for n in cell.nouns if n.kind == "Region" and n.country]
    if len(lands) == 1:
        return lands[0]
    return states[0] if not lands and len(states) == len(cell.nouns) == 1 else None


def _things(
    role: str | None, cell: Clean, land: Noun, scene: Scene, annotate: Annotate, *, own: bool
) -> Iterator[Entity | None]:
    """What a cell names that lies in the country of its row."""
    if role in ("project", "name") and (work := _WORK.match(cell.text)):
        inner = annotate(cell[: work.end("place")])
        whole = len(inner.text) == 1 and inner.nouns[0].kind in ("City", "Region")
        if whole and _lies(inner.nouns[0], land):
            yield scene.entity(inner.nouns[0])
        elif not inner.nouns or (len(inner.text) == _STEM and inner.nouns[0].country == land.country):
            yield scene.discourse.minter.named("City" if work["place"][-1] == "市" else "Region", work["place"])
        return
    nouns = annotate(cell).nouns
    body = _body(cell.text.strip(), nouns, land, scene) if role in _OF_BODIES and own else None
    if body is not None:
        yield body
    elif role in _OF_PLACES:
        for noun in nouns:
            if scene.is_a(noun, _PLACES) and _lies(noun, land):
                yield scene.entity(noun)


def _body(name: str, nouns: Sequence[Noun], land: Noun, scene: Scene) -> Entity | None:
    """The body whose name is all that a cell says; one with a name of the own country lies there."""
    first = next((n for n in nouns if n.start == 0 and n.end >= len(name)), None)
    if first is not None:
        return scene.entity(first) if scene.is_a(first, _BODIES) and first.country in (None, land.country) else None
    kind = "Port" if _PORT.fullmatch(name) else kind_of(name)
    if kind is None or any(scene.at_home(n) for n in nouns):
        return None
    return scene.discourse.minter.named(kind, name)


def _lies(noun: Noun, land: Noun) -> bool:
    """Whether nothing known of a place speaks against its land; what no list knows tells its rank."""
    return noun.country == land.country if noun.entities else _RANKED.search(noun.text) is not None
