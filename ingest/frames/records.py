"""Records of projects: keys and values that tell where, by whom, with whom, paid by whom, from when until when.

The record's project is named by its own key, else by the title above it: インドネシア・スラバヤ市における…普及事業.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ...ontology.model import Entity
from ..matching.engine import Draft, days
from ..matching.reading import Reading
from ..text.mask import Masked, Noun
from ..text.structure import Block
from .scene import Scene
from .words import word

if TYPE_CHECKING:
    from .tables import Row

_COMPANY = re.compile(r"株式会社|有限会社|\(株\)|\(有\)")
_LONGEST = 70


def title_of_project(block: Block, inner: Sequence[Masked]) -> str | None:
    """The project that a heading or a line alone is the title of: it names a place abroad and a work."""
    text = block.text.text
    if len(text) > _LONGEST or "。" in text or not word("undertaking").search(text):
        return None
    if word("undertaking_else").search(text):
        return None
    placed = any(n.kind in ("City", "Country", "Region") for s in inner for m in s.nouns for n in (m, *m.parts))
    return re.sub(r"^(?:\d{1,2}[.．)）\s]+|[Pp]roject:\s*)", "", text).strip("「」『』 ") if placed else None


def record_of_project(row: Row, scene: Scene, reading: Reading) -> Iterator[Draft]:
    """What the record of a project tells."""
    told = row.cells
    above = " ".join(m.clean.text for m in scene.discourse.above)
    listed = "content" in told and word("project_list").search(above)
    if not ({"project", "agent", "counterpart", "funder"} & told.keys() or listed):
        return
    agents = _agents(row, reading)
    if "agent" in told and not agents and "counterpart" not in told:
        return  # whoever it will be: (公募中)
    if any(word("pending").search(told[key].clean.text) for key in ("status", "held") if key in told):
        return
    name = row.words("project") or ("" if listed else scene.discourse.undertaking)
    when = row.date("held") or row.date("opened")
    begun, ended = days(when) if when else (None, None)
    span = (0, len(scene.text))
    project = scene.discourse.minter.named("Project", name) if len(name) > 3 else None
    actors = [e for n in agents if (e := scene.entity(n))] or ([scene.owner] if scene.owner else [])

    def facts(subject: Entity | None, relation: str, thing: Entity | None) -> Iterator[Draft]:
        yield from scene.draft(subject, relation, thing, span, "by-keys", since=begun, until=ended)

    for noun in _places(row, scene, reading):
        if project:
            yield from facts(project, "implementedIn", scene.entity(noun))
        for actor in actors:
            yield from facts(actor, "projectIn", scene.entity(noun))
    for actor in actors if agents else []:
        yield from facts(project, "carriedOutBy", actor)
    for noun in row.nouns("counterpart", reading, "Agent"):
        for actor in actors:
            yield from facts(actor, "cooperatesWith", scene.entity(noun))
    for funder in _funders(row, reading) if project else ():
        yield from scene.draft(project, "fundedBy", scene.entity(funder), span, "by-keys")


def _agents(row: Row, reading: Reading) -> list[Noun]:
    """Who carries the project out: a city rather than the bureau of it in brackets behind."""
    agents = row.nouns("agent", reading, "Agent|Self")
    if not agents and _COMPANY.search(row.words("agent")):
        return [Noun(0, 0, "Company", row.words("agent"))]  # a company's name in hiragana
    governments = [n for n in agents if n.kind in ("City", "Prefecture", "Self")]
    return [n for n in agents if n.kind != "Department"] if governments else agents


def _places(row: Row, scene: Scene, reading: Reading) -> list[Noun]:
    """Where it is carried out: the cities and countries told, a state or province only where no city is."""
    found = [
        n
        for role in ("country", "place", "city", "name")
        for n in row.nouns(role, reading, "City|Country|Region")
        if not scene.is_own(n)
    ]
    cities = any(n.kind == "City" for n in found)
    return [n for n in found if not (cities and n.kind == "Region")]


def _funders(row: Row, reading: Reading) -> Iterator[Noun]:
    """Who pays: of the key for it, of the brackets behind a sum (JICAの委託費)."""
    cell = row.cells.get("cost")
    paid = cell is not None and re.search(r"\([^()]*(?:委託|負担|助成|補助|出資|拠出|fund|grant)", cell.clean.text)
    for role in ("funder", "cost") if paid else ("funder",):
        yield from row.nouns(role, reading, "Organization|NationalGovernment")
