"""Tables of ties whose parties are told by what their columns hold: *墨田区 | 韓国 | ソウル市西大門区 | 友好*.

Where most rows of a run have a municipality of the document's own country in one column, a place abroad in another
and the kind of a tie or its date in a third, each row is a tie of its own owner, whatever the titles are, if there
are any (*Tavistock, Devon   Hakone, Kanagawa   twinned 1990*). What stands behind a comma only places its city; a
town that no list knows is a party by its column. A row whose partner is a dash or なし tells no tie.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain

from ....ontology.model import Entity
from ...matching.discourse import Discourse, TieColumns
from ...matching.engine import Draft
from ...matching.reading import Reading
from ...names.gazetteer import gazetteer
from ...text.clean import Clean
from ...text.mask import Masked, Noun
from ...text.structure import Block
from ..scene import Scene
from .fields import LANDS, Annotate, Entry, kind_of, names_in, parts, takes
from .municipalities import GOVERNMENTS, UNIT_EN, municipalities, prefecture_above, prefecture_of
from .party_rows import Party, Side, by_words, party, relation_of, tells_events, told
from .remarks import remarked

_LEAST_COLUMNS, _LEAST_ROWS = 3, 3
_MOST = 0.65  # of the rows
_BRIEF = 40  # characters of a cell that tells the kind of a tie
_PLACES = frozenset(["City", "Ward", "Region", "Prefecture"])
_UNIT = re.compile(r"[市町村区都道府県]$")
_WITHIN = re.compile(r"(?P<name>[^,、()]{2,40}), (?P<within>[A-ZÀ-Þ][^,、()\d]{1,30})")
_NONE = re.compile(r"[-‐–—―ー−\s]*|なし|無し?|(?i:none|n/a)")
_KATAKANA = re.compile(r"[ァ-ヴー・＝=]{2,20}")


def tie_columns(  # noqa: PLR0911 -- one return a kind of table that is none
    run: Sequence[Block], discourse: Discourse, annotate: Annotate
) -> TieColumns | None:
    """Which columns of a run of rows hold an owner and its partner abroad; none for a run of anything else."""
    if len(run) < _LEAST_ROWS or run[0].header_pairs:
        return None
    width = max(len(block.values) for block in run)
    whole = [block.values for block in run if len(block.values) == width]
    if width < _LEAST_COLUMNS or len(whole) < _MOST * len(run) or tells_events(run[0].header):
        return None
    above = any(by_words(line.clean.text) for line in discourse.above)
    if not above and not any(by_words(cell.text) for cells in whole for cell in cells):
        return None
    owners = [n for n in range(width) if _share(_is_owner(cells[n], discourse) for cells in whole) > _MOST]
    if len(owners) != 1:
        return None
    own = owners[0]
    rows = [
        [annotate(cell) for cell in cells]
        for cells in whole
        if _is_owner(cells[own], discourse) and not all(_NONE.fullmatch(c.text) for c in _beside(cells, own))
    ]
    others = [n for n in range(width) if n != own]
    abroad = {n: _share(_is_partner(row[n], annotate) for row in rows) for n in others}
    other = max(others, key=lambda n: abroad[n])
    if len(rows) < _LEAST_ROWS - 1 or abroad[other] <= _MOST:
        return None
    land = _land_above(run[0], other, discourse, annotate)
    placed = _share(land is not None or _is_placed(row, other, own, discourse) for row in rows)
    rest = [n for n in others if n != other]
    kinds = max(_share(_tells_kind(row[n]) for row in rows) for n in rest)
    dates = max(_share(_tells_date(row[n], annotate) for row in rows) for n in rest)
    if placed <= _MOST or not (kinds > _MOST or (above and dates > _MOST)):
        return None
    return TieColumns(own, other, width, land)


def _share(told: Iterable[bool]) -> float:
    found = list(told)
    return sum(found) / len(found) if found else 0.0


def _beside(cells: Sequence[Clean], own: int) -> list[Clean]:
    return [cell for n, cell in enumerate(cells) if n != own]


def _is_owner(cell: Clean, discourse: Discourse) -> bool:
    """Whether a cell names a municipality of the document's own country and no more."""
    text = re.sub(r"\s?\([^()]*\)", "", cell.text).strip()
    within = _WITHIN.fullmatch(text)
    if within and not _called(within["within"], ("Prefecture", "Region"), discourse.frame.home_land):
        return False
    name = within["name"] if within else text
    if not name.isascii() and not _UNIT.search(name):
        return False
    return bool(_called(UNIT_EN.sub("", name), GOVERNMENTS, discourse.frame.home_land))


def _called(name: str, kinds: Container[str], country: str | None) -> list[Entity]:
    """The places of some kinds, in a country if one is given, that a name means."""
    found = gazetteer().lookup(name) if name else ()
    return [e for e in found if e.kind in kinds and country in (None, e.country)]


def _is_partner(cell: Masked, annotate: Annotate) -> bool:
    """Whether a cell names a place, by its form at least, that is no kind of tie and no country."""
    text = re.sub(r"\s?\([^()]*\)", "", cell.clean.text).strip()
    within = _WITHIN.fullmatch(text)
    name = cell.clean[: within.end("name")] if within else cell.clean[: len(text)]
    if not text or any(n.kind == "Country" and n.text == text for n in cell.nouns) or _tells_kind(cell):
        return False
    return bool(names_in(name, annotate, sure=True)) and not takes(Entry(), cell.clean, annotate)


def _is_placed(row: Sequence[Masked], other: int, own: int, discourse: Discourse) -> bool:
    """Whether a row tells that its partner lies abroad: by a country, or as a place that is known there."""
    home = discourse.frame.home_land
    lands = chain.from_iterable(masked.nouns for n, masked in enumerate(row) if n != own)
    return any(
        n.country not in (None, home) and (n.kind == "Country" or (n.kind in _PLACES and n in row[other].nouns))
        for n in lands
    )


def _tells_kind(cell: Masked) -> bool:
    text = cell.clean.text
    return len(text) <= _BRIEF and (kind_of(cell) or by_words(text)) is not None


def _tells_date(cell: Masked, annotate: Annotate) -> bool:
    entry = Entry()
    for part in parts(cell.clean):
        takes(entry, part, annotate)
    return entry.when is not None


def _land_above(first: Block, other: int, discourse: Discourse, annotate: Annotate) -> Noun | None:
    """The one country abroad that the partners' title names, else the lines above the table."""
    home = discourse.frame.home_land
    titled = annotate(Clean.of(first.header[other])) if other < len(first.header) else None
    title = [] if titled is None or any(n.kind == "City" for n in titled.nouns) else titled.nouns
    for nouns in (title, *(line.nouns for line in discourse.above)):
        lands = {n.country: n for n in nouns if n.kind == "Country" and n.country not in (None, home)}
        if lands:
            return next(iter(lands.values())) if len(lands) == 1 else None
    return None


def held_row(
    block: Block, discourse: Discourse, reading: Reading, annotate: Annotate
) -> tuple[list[tuple[Masked, Draft]], Entity, list[Clean]] | None:
    """What such a row tells, whose it is, and the remarks still to be read; none for a row of another table."""
    columns = discourse.tie_columns
    if columns is None or block.kind != "row" or len(block.values) != columns.width:
        return None
    own, other = block.values[columns.own], block.values[columns.other]
    if not _is_owner(own, discourse):
        return None
    scene = Scene(annotate(block.text), discourse, reading)
    ours = _owner(own, discourse)
    if ours is None:
        return None
    if _NONE.fullmatch(other.text.strip()):
        return [], ours, []
    rest = [cell for n, cell in enumerate(block.values) if n not in (columns.own, columns.other)]
    entry, kind = _fields(rest, annotate)
    titles = block.header == tuple(cell.text for cell in block.cells)
    told_of = entry.when is not None or (kind is not None and not titles)
    theirs = _partner(other, entry, columns, scene, annotate)
    if theirs is None or theirs.entity == ours:
        return None
    tie = entry.kinds[0] if entry.kinds else relation_of(kind, block, scene, thing=False)
    home = _within(own, scene, discourse.frame.home_land)
    lands = (*_lands(own, annotate), *((home,) if home else ()))
    lines = [(scene.masked, d) for d in _lies(Party(ours, lands), None, scene)]
    lines += [(scene.masked, d) for d in _lies(theirs, entry.land or columns.land, scene)]
    if tie is not None and told_of:
        lines += [(scene.masked, d) for d in told(entry, tie, Party(ours), theirs, scene)]
        lines += remarked(entry, (ours, theirs.entity), scene, reading, annotate)
    return lines, ours, entry.remarks


def _owner(cell: Clean, discourse: Discourse) -> Entity | None:
    placed = _WITHIN.fullmatch(cell.text.strip())
    within = prefecture_of([placed["within"]], discourse) if placed else prefecture_above(discourse.above)
    named = municipalities(placed["name"] if placed else cell.text, discourse, within, sure=False)
    return named[0] if len(named) == 1 else None


def _fields(cells: Sequence[Clean], annotate: Annotate) -> tuple[Entry, Masked | None]:
    """What the cells that name no party say, and the one that tells the kind of tie."""
    entry, kind = Entry(sure=True), None
    for cell in cells:
        masked = annotate(cell)
        if kind is None and _tells_kind(masked):
            kind = masked
        if takes(entry, cell, annotate):
            continue
        for part in parts(cell):
            if not takes(entry, part, annotate) and not (kind is masked and by_words(part.text)):
                entry.remarks.append(part)
    return entry, kind


def _partner(cell: Clean, entry: Entry, columns: TieColumns, scene: Scene, annotate: Annotate) -> Party | None:
    """The place abroad that a cell names, with what its comma, its bracket or another column says it lies in."""
    land = entry.land or columns.land
    home = scene.discourse.frame.home_land
    placed = _WITHIN.fullmatch(cell.text.strip())
    name = cell[: placed.end("name")] if placed else cell
    where = _within(cell, scene, None) if placed else None
    country = land.country if land is not None else where.country if where is not None else None
    side = Side(columns.other, None, country, strong=False, title="")
    found = party(name, side, scene, annotate)
    plain = re.sub(r"\s?\([^()]*\)", "", name.text).strip()
    if found is None and not _KATAKANA.fullmatch(plain):
        return None
    if found is None or (found.entity.country == home and country != home):
        found = Party(scene.discourse.minter.named("City", plain), _lands(cell, annotate))
    return Party(found.entity, (*found.lands, *((where,) if where is not None else ())))


def _lands(cell: Clean, annotate: Annotate) -> tuple[Noun, ...]:
    """The countries, states and prefectures that the brackets of a cell name."""
    inside = [bracket.span() for bracket in re.finditer(r"\([^()]*\)", cell.text)]
    return tuple(
        n for n in annotate(cell).nouns if n.kind in LANDS and any(low < n.start < high for low, high in inside)
    )


def _within(cell: Clean, scene: Scene, country: str | None) -> Noun | None:
    """What a cell says behind its comma that its place lies in: a prefecture, a county, a state, a country."""
    placed = _WITHIN.fullmatch(cell.text.strip())
    if placed is None:
        return None
    name, (low, high) = placed["within"], placed.span("within")
    for kind in ("Country", "Region", "Prefecture"):
        if known := _called(name, (kind,), country):
            return Noun(low, high, kind, name, (known[0],))
    return Noun(low, high, "Region", name, (scene.discourse.minter.named("Region", name),))


def _lies(who: Party, land: Noun | None, scene: Scene) -> Iterator[Draft]:
    """Where a party lies: by its comma or bracket, else by the column or the line above for it."""
    span = (0, len(scene.text))
    for noun in {n.text: n for n in (*who.lands, *((land,) if land else ()))}.values():
        where = scene.discourse.minter.entity(noun)
        lands = {where.country, who.entity.country} - {None}
        if where != who.entity and len(lands) < 2:
            yield from scene.draft(who.entity, "locatedIn", where, span, "party-row", always=True, done=True)
