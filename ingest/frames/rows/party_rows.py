"""Rows in which two columns are the parties to a tie: *Since | In Saxony | In Japan*, 道内 | ロシア側 | 提携日.

A title that says no more than a land, a region or a side is a party's; the cells below it lie there. Of which kind
the tie is, its own column tells, else the titles and what stands above: what twins ports, castles or railways is an
agreement of the two, and so it is where the kind's column tells it of the document's own city (姉妹城).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from ....ontology.model import Entity, Status
from ...data import pattern
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
from ..words import word
from .fields import LANDS, Annotate, Entry, kind_of, parts, takes
from .municipalities import lies_in, prefecture_above, prefecture_of
from .remarks import remarked
from .tie_rows import listed_tie

_LEAST = 3  # columns: two parties, and what is told of them
_PLACES = frozenset(["City", "Prefecture", "Region", "Ward"])
_GOVERNMENTS = frozenset(["City", "Prefecture", "SubnationalGovernment", "Ward"])
_OF_NO_PARTY = frozenset(["kind", "tied", "country", "held", "opened", "remark", "content", "participants"])


said: Final = partial(pattern, "words/party_rows.toml", "said")
"""The words of a name, as a pattern."""


class Side(NamedTuple):
    """A party's column: where those of it lie, and whether its title is plainly one's."""

    number: int
    land: Noun | None  # the title's land or region
    country: str | None
    strong: bool
    title: str


class Party(NamedTuple):
    """Who a cell names, and where it says that it lies."""

    entity: Entity
    lands: tuple[Noun, ...] = ()


def party_row(
    block: Block, discourse: Discourse, reading: Reading, annotate: Annotate
) -> tuple[list[tuple[Masked, Draft]], Entity, list[Clean]] | None:
    """What such a row tells, whose it is, and the remarks still to be read; none for a row of another table."""
    if block.kind != "row" or block.header_pairs or not _LEAST <= len(block.cells) <= len(block.header):
        return None
    sides = _sides(block, annotate) if not tells_events(block.header) else []
    if block.header == tuple(c.text for c in block.cells) or not sides:
        return None
    scene = Scene(annotate(block.text), discourse, reading)
    entry, kind = _fields(block, [s.number for s in sides], annotate)
    if sides[-1].country is None and entry.land is not None:
        sides[-1] = sides[-1]._replace(country=entry.land.country)
    thing = _is_of_things(kind)
    cells = [block.values[s.number] for s in sides]
    if len(sides) == 1:
        if not thing:
            return None
        owner, other = scene.owner, _thing(cells[0], scene, annotate)
        ours = Party(owner) if owner is not None else None
    else:
        ours, other = (
            _thing(cell, scene, annotate) if thing else None or party(cell, side, scene, annotate)
            for cell, side in zip(cells, sides, strict=True)
        )
        if thing and (ours is None or other is None):
            ours, other = (party(c, s, scene, annotate) for c, s in zip(cells, sides, strict=True))
    if ours is None or other is None or ours.entity == other.entity:
        return None
    relation = relation_of(
        kind, block, scene, thing=thing or not {ours.entity.kind, other.entity.kind} <= _GOVERNMENTS
    )
    if relation is None or (entry.when is None and kind is None):
        return None
    drafts = [*told(entry, relation, ours, other, scene), *_lands(entry, sides, (ours, other), scene)]
    lines = [(scene.masked, draft) for draft in drafts]
    lines += remarked(entry, (ours.entity, other.entity), scene, reading, annotate)
    return lines, ours.entity, entry.remarks


def tells_events(header: Sequence[str]) -> bool:
    """Whether the table is one of what the parties did: who visited whom, what was held."""
    roles = {role_of(title) for title in header}
    return bool(roles & _OF_EVENTS) or ("content" in roles and "kind" not in roles)


_OF_EVENTS = frozenset(["held", "event", "project", "participants", "organiser"])


def _sides(block: Block, annotate: Annotate) -> list[Side]:
    """The two columns of the parties, one of which is plainly so; the other party's alone where no other is.

    City | Sister are plainly so where a state or a port stands in one: *Ohio State | Saitama Prefecture*.
    """
    found = [s for n, title in enumerate(block.header) if (s := _side(n, title, annotate)) is not None]
    if any(s.number >= len(block.values) for s in found):
        return []  # shorter than the row that looks like its titles
    if len(found) == 2:
        cells = [block.values[s.number].text for s in found]
        if any(s.strong for s in found) or any(_NO_CITY.search(cell) for cell in cells):
            return found
    others = [s for s in found if said("other_side").fullmatch(s.title)]
    return others if len(others) == len(found) == 1 else []


_BRACKETED = re.compile(r"\([^()]*\)")
_NOUNS = re.compile("[\ue000-\uf8ff]")


def _side(number: int, title: str, annotate: Annotate) -> Side | None:
    """The party's column that a title makes, if it does."""
    title = _BRACKETED.sub("", title).strip()
    if not title or role_of(title) in _OF_NO_PARTY or word("remark_column").search(title):
        return None
    masked = annotate(Clean.of(title))
    rest = said("beside_land").sub("", _NOUNS.sub("", masked.text))
    if masked.nouns and not rest.strip() and all(n.kind in LANDS for n in masked.nouns):
        land = masked.nouns[-1]
        return Side(number, land, land.country, True, title)
    if told := _WITHIN.fullmatch(title):  # a land that no list of names has: In New South Wales
        region = next((e for e in gazetteer().lookup(told["land"]) if e.kind == "Region"), None)
        if region is not None:
            where = Noun(told.start("land"), told.end(), "Region", told["land"], (region,))
            return Side(number, where, region.country, True, title)
        return Side(number, None, None, True, title)
    strong = bool(said("strong_side").search(title))
    named = said("other_side").fullmatch(title) or (strong and said("own_side").fullmatch(title))
    titled = word("owner_column").fullmatch(title) or word("partner_column").fullmatch(title)
    return Side(number, None, None, strong and bool(named), title) if named or titled else None


_WITHIN = re.compile(r"(?:Our |The )?[Ii]n (?:the )?(?P<land>[A-ZÀ-Þ][\w’-]+(?: [A-ZÀ-Þ][\w’-]+){0,2})")


def _fields(block: Block, apart: Sequence[int], annotate: Annotate) -> tuple[Entry, Masked | None]:
    """What the columns that name no party say, and the cell that tells the kind of tie."""
    entry, kind = Entry(sure=True), None
    for number, (title, cell) in enumerate(zip(block.header, block.values, strict=False)):
        if number in apart or not cell.text.strip(" -–—―"):
            continue
        if role_of(title) == "kind":
            kind = annotate(cell)
        elif word("remark_column").search(title):
            entry.remarks.append(cell)
        elif not takes(entry, cell, annotate):
            for part in parts(cell):
                if not takes(entry, part, annotate):
                    entry.remarks.append(part)
    return entry, kind


def _is_of_things(kind: Masked | None) -> bool:
    return kind is not None and bool(said("thing").search(kind.clean.text))


def relation_of(kind: Masked | None, block: Block, scene: Scene, *, thing: bool) -> str | None:
    """The relation that a row tells, by its kind, by the titles, by what stands above."""
    if kind is not None:
        text = kind.clean.text
        tied = by_words(text) or kind_of(kind)
        return "agreementWith" if tied and (thing or kind_of(kind) == "agreementWith") else tied
    above = listed_tie(scene)
    titles = " ".join(block.header)
    tied = str(above.value) if above is not None and isinstance(above.value, str) else None
    tied = tied or next(filter(None, map(by_words, (*(m.clean.text for m in scene.discourse.above), titles))), None)
    return "agreementWith" if tied and thing else tied


def by_words(text: str) -> str | None:
    """The relation that the words for a tie in a text make it; of both, the sisters'."""
    names = ("sister", "sisterCityOf"), ("friendship", "friendshipCityOf"), ("partnership", "partnerCityOf")
    found = [relation for name, relation in names if said(name).search(text)]
    if word("not_a_tie").search(text):
        return None
    return found[0] if found else "agreementWith" if said("thing").search(text) else None


def party(cell: Clean, side: Side, scene: Scene, annotate: Annotate) -> Party | None:
    """The city, prefecture, state or port that a cell names and no more."""
    masked, text = annotate(cell), cell.text.strip()
    inside = [m.span(1) for m in re.finditer(r"\(([^()]*)\)", text)]
    lands = tuple(n for n in masked.nouns if n.kind in LANDS)
    name = re.sub(r"\s?\([^()]*\)", "", text).strip(" *※★☆")
    aside = tuple(n for n in lands if any(low <= n.start < high for low, high in inside))
    for land in lands:  # 中国・上海市, カナダ アルバータ州
        if land not in aside and re.match(re.escape(land.text) + r"[・ 、,]\s?\S", name):
            aside, name = (*aside, land), name[len(land.text) + 1 :].strip()
    country = next((n.country for n in aside if n.country), side.country)
    if not name or re.search(r"[。、,;/]|(?:と|及び)(?=[一-鿿ァ-ヴ])| and ", name):
        return None
    entity = _called(name, country, side, masked, scene)
    return Party(entity, tuple(n for n in aside if n.text != name)) if entity is not None else None


_UNIT = re.compile(
    r"(?:市|町|村| (?:City|Town|Village|Prefecture|Metropolis|State|Province))$"
    r"|^(?:(?:The )?(?:City|Town|State) of )"
)
_STATE = re.compile(r"[県府州省道]$|自治区$|地方$| (?:Prefecture|State|Province|Metropolis|County|Region)$")
_NO_CITY = re.compile(r"^Port of |港$| (?:Prefecture|State|Province|Metropolis)$")
_BY_FORM = re.compile(
    r"[一-鿿々ヶぁ-んァ-ヴー・＝=]{1,16}[市町村区州省県]"
    r"|[A-ZÀ-Þ][\w’'-]+(?:[ -](?:of|am|an|der|de|la|upon|[A-ZÀ-Þ][\w’'-]+)){0,3}"
)


def _called(name: str, country: str | None, side: Side, masked: Masked, scene: Scene) -> Entity | None:
    """The place that a name means: of those so called the one that lies where its column says."""
    minter = scene.discourse.minter
    noun = next((n for n in masked.nouns if n.text in (name, _UNIT.sub("", name)) or n.text == name), None)
    if name.endswith("港") or name.startswith("Port of "):
        named = next((n for n in masked.nouns if n.kind == "Port" and n.text == name), None)
        return scene.entity(named) if named is not None else minter.named("Port", name)
    names = dict.fromkeys((name, _UNIT.sub("", name)))
    known = [e for n in names for e in gazetteer().lookup(n) if e.kind in _PLACES]
    known = [e for e in known if country is None or e.country == country]
    if _STATE.search(name) or (side.land is not None and name == side.land.text):
        known = [e for e in known if e.kind in ("Prefecture", "Region")]
    else:
        known = [e for e in known if e.kind == "City"] or known
    own = scene.discourse.frame.home_land
    within = prefecture_of([side.title], scene.discourse) or prefecture_above(scene.discourse.above)
    inside = [e for e in known if e.country == own and lies_in(e, within)]
    read = [e for e in known if noun is not None and e in noun.entities]
    at_home = [e for e in known if e.country == own and country is None and name.endswith(("市", "町", "村", "県"))]
    for chosen in (inside, read, at_home, known):
        if chosen:
            return government(scene, minter.also_called(chosen[0], name))
    if noun is not None and noun.kind in _PLACES and (country is None or noun.country in (country, None)):
        return government(scene, scene.entity(noun))
    if not _BY_FORM.fullmatch(name):
        return None
    return government(scene, minter.named("Region" if _STATE.search(name) else "City", name))


def _thing(cell: Clean, scene: Scene, annotate: Annotate) -> Party | None:
    """The port, castle, zoo, railway or lake that a cell is the name of."""
    masked, text = annotate(cell), cell.text.strip()
    name = re.sub(r"\s?\([^()]*\)", "", text).strip(" *※")
    lands = tuple(n for n in masked.nouns if n.kind in LANDS and n.start >= len(name))
    noun = next((n for n in masked.nouns if n.text == name and n.kind not in (*_PLACES, *LANDS)), None)
    if noun is not None and (entity := scene.entity(noun)) is not None:
        return Party(entity, lands)
    if name.endswith("港") or name.startswith("Port of "):
        return Party(scene.discourse.minter.named("Port", name), lands)
    for kind, form in (("Facility", "facility"), ("Organization", "body")):
        if said(form).fullmatch(name):
            return Party(scene.discourse.minter.named(kind, name), lands)
    return None


def told(entry: Entry, relation: str, ours: Party, other: Party, scene: Scene) -> Iterator[Draft]:
    """The tie itself; none that is not yet one."""
    span, remarks = (0, len(scene.text)), " ".join(r.text for r in entry.remarks)
    if entry.pending:
        return
    past = scene.is_past(entry.when)
    for draft in scene.draft(
        ours.entity, relation, other.entity, span, "party-row", since=entry.when, done=past or entry.when is None
    ):
        yield draft._replace(status=Status.ENDED) if word("over").search(remarks) else draft


def _lands(entry: Entry, sides: Sequence[Side], parties: tuple[Party, Party], scene: Scene) -> Iterator[Draft]:
    """Where each party lies: by its brackets, by its title's land, the other also by the column for it."""
    span = (0, len(scene.text))
    titled = [s.land if s.land is not None and s.land.kind == "Country" else None for s in sides]
    titled = [None, *titled] if len(titled) == 1 else titled
    beside = (None, entry.land)
    for who, title, told in zip(parties, titled, beside, strict=True):
        lands = [n for n in (*who.lands, told, title) if n is not None]
        for land in {n.text: n for n in lands}.values():
            where = scene.entity(land)
            if where is not None and not (
                land.kind == "Country" and where.country != (who.entity.country or where.country)
            ):
                yield from scene.draft(who.entity, "locatedIn", where, span, "party-row", always=True, done=True)
