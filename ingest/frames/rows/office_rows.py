"""Rows of offices abroad with owners of their own: 名称 | 設置者 | 所在地 | 開設日, *Office | Run by | City*.

The office is where its place's column says, and not in its owner; two owners in a cell both run it. What is told
below the table of an office by the end of its name (上海事務所) is of the one in the table, and gives it to
nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from ....ontology.edtf import Interval
from ....ontology.model import Entity, Status, Value
from ...matching.discourse import Discourse
from ...matching.engine import Draft
from ...matching.reading import Reading
from ...text.clean import Clean
from ...text.mask import Masked, Noun
from ...text.structure import Block
from ..scene import Scene
from ..words import word
from .fields import Annotate, Entry, takes
from .municipalities import those_known
from .party_rows import said

Told: TypeAlias = tuple[list[tuple[Masked, Draft]], Entity, list[Clean]]
"""What tells of an office: its facts, whose they are, and the remarks still to be read."""

_LEAST = 2  # columns: the office, and whose it is, where it is or since when


def office_row(block: Block, discourse: Discourse, reading: Reading, annotate: Annotate) -> Told | None:
    """What such a row tells; none for a row of another table."""
    if block.kind != "row" or block.header_pairs or not _LEAST <= len(block.cells) <= len(block.header):
        return None
    told = {role: number for role, number in columns(block.header).items() if number < len(block.values)}
    if "office_name" not in told or len(told) < _LEAST:
        return None
    owned = told.get("office_owner")
    if owned is not None and "office_opened" not in told and _day(block.values[owned], annotate):
        told["office_opened"] = told.pop("office_owner")  # 開設: not by whom, but when
    name = block.values[told["office_name"]]
    called = re.sub(r"\s?\([^()]*\)$", "", name.text).strip()
    if not said("office_form").search(called):
        return None
    owners = (
        owners_named(block.values[told["office_owner"]], discourse)
        if "office_owner" in told
        else owner_in(called, discourse) or _owner_above(discourse)
    )
    seats = seats_in(annotate(block.values[told["office_place"]] if "office_place" in told else name), discourse)
    if seats and seats[0].kind == "Country" and "office_place" in told:
        seats = [*_city_called(name, seats[0], discourse, annotate), *seats]
    if not owners or not seats:
        return None
    opened = _day(block.values[told["office_opened"]], annotate) if "office_opened" in told else None
    others = [v for n, v in enumerate(block.values) if n not in told.values()]
    over = any(said("office_over").search(v.text) for v in (name, *others))
    for by in (name.text, *(f"{n.text}の事務所" for o in owners for n in o.names)):
        discourse.offices[by] = discourse.offices.get(by) or opened
    return office_told(called, owners, seats, opened, Scene(annotate(block.text), discourse, reading), over=over)


def owners_named(value: Clean, discourse: Discourse) -> list[Entity]:
    """The municipalities or prefectures that a value lists: 高梁市(岡山県)."""
    return those_known(re.sub(r"\([^()]*\)", "", value.text), discourse)


def _owner_above(discourse: Discourse) -> list[Entity]:
    """The university whose document it is, where a line above the table says that it lists offices abroad."""
    owner = discourse.frame.owner
    if owner is None or owner.kind != "University":
        return []
    return [owner] if any(word("office_list").search(line.clean.text) for line in discourse.above) else []


def _city_called(name: Clean, land: Noun, discourse: Discourse, annotate: Annotate) -> list[Noun]:
    """The city of a land that an office is called by: ヘルシンキオフィス | ヘルシンキ大学内(フィンランド)."""
    form = said("office_form").search(name.text)
    called = seats_in(annotate(name[: form.start()]), discourse) if form and form.start() else []
    return [n for n in called if n.kind == "City" and n.country == land.country]


def owner_in(name: str, discourse: Discourse) -> list[Entity]:
    """The municipality or prefecture that an office's name begins with: 富山県大連事務所."""
    for led in _LED_BY.finditer(name):
        if found := those_known(led["owner"], discourse):
            return found
    return []


_LED_BY = re.compile(r"(?:^|(?<=[ぁ-ん]))(?P<owner>[一-鿿]{1,5}?[都道府県市町村])(?=[^\s]{3})")


def columns(header: Sequence[str]) -> dict[str, int]:
    """The columns of such a table by what they are."""
    found: dict[str, int] = {}
    for number, printed in enumerate(header):
        title = re.sub(r"\([^()]*\)", "", printed).strip()
        for name in ("office_owner", "office_name", "office_place", "office_opened"):
            if title and name not in found and said(name).fullmatch(title):
                found[name] = number
                break
    return found


def seats_in(place: Masked, discourse: Discourse) -> list[Noun]:
    """The city that a cell names, with its country behind; a country alone where it names no city."""
    own = discourse.frame.home_land
    nouns = [n for noun in place.nouns for n in (*noun.parts, noun)]
    cities = [n for n in nouns if n.kind == "City" and n.country != own]
    lands = [n for n in nouns if n.kind == "Country" and n.country != own]
    return [*cities[:1], *lands[:1]]


def _day(cell: Clean, annotate: Annotate) -> Interval | None:
    entry = Entry()
    takes(entry, cell, annotate)
    return entry.when


def office_told(
    name: str,
    owners: Sequence[Entity],
    seats: Sequence[Noun],
    opened: Interval | None,
    scene: Scene,
    *,
    over: bool,
) -> Told:
    """The facts of an office, ended where it is ``over``: where it is, whose, since when."""
    office = scene.discourse.minter.named("Office", name)
    facts = _facts(office, owners, seats, opened, scene)
    return [(scene.masked, _ended(draft) if over else draft) for draft in facts], owners[0], []


def _ended(draft: Draft) -> Draft:
    """The draft of an office that is no more; where it was and since when holds on."""
    return draft if draft.relation in ("locatedIn", "establishedOn") else draft._replace(status=Status.ENDED)


def _facts(
    office: Entity, owners: Sequence[Entity], seats: Sequence[Noun], opened: Interval | None, scene: Scene
) -> Iterator[Draft]:
    span = (0, len(scene.text))
    where, land = scene.entity(seats[0]), scene.entity(seats[-1])
    facts: list[tuple[Entity, str, Entity | Value | None, Interval | None]] = [(office, "locatedIn", where, None)]
    if where is not None and where != land:
        facts.append((where, "locatedIn", land, None))
    for owner in owners:
        facts += [(owner, "operatesOfficeIn", where, opened), (owner, "hasOverseasOffice", office, opened)]
    if opened is not None:
        facts.append((office, "establishedOn", Value("Date", str(opened)), opened))
    for subject, relation, thing, since in facts:
        yield from scene.draft(subject, relation, thing, span, "office-row", done=True, since=since)


def told_by_table(draft: Draft, discourse: Discourse) -> bool:
    """Whether a sentence's draft is of an office that a table has told: whose it is, and since when, that said."""
    if draft.relation not in ("hasOverseasOffice", "partOf", "establishedOn"):
        return False
    ends = [e for e in (draft.subject, draft.object) if isinstance(e, Entity) and e.kind == "Office"]
    names = {n.text for e in ends for n in e.names}
    told = [when for name, when in discourse.offices.items() if any(map(name.endswith, names))]
    return any(told) if draft.relation == "establishedOn" else bool(told)
