"""Rows of projects whose names tell where they are carried out: 団体 | 事業名, 岐阜県 | モロッコ国…における….

A land in the name is where the work is done where the name says so (における, の子ども, への), and not where it
means people or things of that land here: ベトナム人留学生の定着支援. The place nearest to the work is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...matching.discourse import Discourse
from ...matching.engine import Draft, days
from ...matching.reading import Reading
from ...text.clean import Clean
from ...text.mask import Masked, Noun
from ...text.structure import Block
from ..scene import Scene
from ..words import word
from .fields import Annotate
from .municipalities import those_known
from .party_rows import said

_PLACES = frozenset(["City", "Region", "Prefecture"])


def named_work(
    block: Block, discourse: Discourse, reading: Reading, annotate: Annotate
) -> tuple[list[tuple[Masked, Draft]], Entity, list[Clean]] | None:
    """What such a row tells, whose it is, and what of it is still to be read; none for a row of another table."""
    if block.kind != "row" or block.header_pairs or not 1 < len(block.cells) <= len(block.header):
        return None
    work = next((n for n, t in enumerate(block.header) if word("work_column").fullmatch(t.strip())), None)
    whose = next((n for n, t in enumerate(block.header) if word("work_doer").fullmatch(t.strip())), None)
    if work is None or whose is None or max(work, whose) >= len(block.values):
        return None
    if any(
        word("land_column").fullmatch(t.strip()) or said("office_place").fullmatch(t.strip()) for t in block.header
    ):
        return None  # a column tells where
    if not any(said("works_abroad").search(line.clean.text) for line in discourse.above):
        return None
    owners = those_known(block.values[whose].text, discourse)
    name = block.values[work]
    place = where(annotate(name), discourse)
    if not owners or len(name.text) < _SHORTEST:
        return None
    scene = Scene(annotate(block.text), discourse, reading)
    told = [(scene.masked, draft) for draft in _told(name.text, owners, place, scene)]
    led = [name[: place.end]] if place is not None and place.kind != "Country" else []  # where that lies
    return told, owners[0], led


_SHORTEST = 6  # characters of a project's name


def where(name: Masked, discourse: Discourse) -> Noun | None:
    """The place abroad where a project is carried out by its name: the nearest to the work of those it names."""
    own, text = discourse.frame.home_land, name.clean.text
    nouns = sorted((n for n in name.nouns if n.kind in (*_PLACES, "Country")), key=lambda n: n.start)
    abroad = [n for n in nouns if n.country != own]
    chosen: Noun | None = None
    for noun in abroad:
        if said("work_here").match(text, noun.end):
            continue
        between = text[chosen.end : noun.start] if chosen is not None else ""
        nested = chosen is not None and re.fullmatch(r"国|王国|共和国|[・,、\s]|", between)
        if said("work_there").match(text, noun.end) or nested or _lies_behind(noun, abroad, text):
            chosen = noun
    return chosen


def _lies_behind(noun: Noun, nouns: list[Noun], text: str) -> bool:
    """Whether a place of a land stands right behind it: インド・ケララ州."""
    return any(
        re.fullmatch(r"国|王国|共和国|[・,、\s]|", text[noun.end : n.start]) for n in nouns if n.start >= noun.end
    )


def _told(name: str, owners: list[Entity], place: Noun | None, scene: Scene) -> Iterator[Draft]:
    year = _year(scene)
    begun, ended = days(year) if year is not None else (None, None)
    project = scene.discourse.minter.named("Project", name.strip("「」『』 "))
    there, span = scene.entity(place) if place is not None else None, (0, len(scene.text))
    pending = bool(word("pending").search(scene.masked.clean.text))
    for owner in owners if not pending else ():
        for subject, relation, thing in (
            (owner, "projectIn", there),
            (project, "implementedIn", there),
            (project, "carriedOutBy", owner),
        ):
            yield from scene.draft(
                subject, relation, thing, span, "named-work", done=True, since=begun, until=ended
            )


def _year(scene: Scene) -> Interval | None:
    """The fiscal year that the row or a line above it is of, if it is one."""
    for line in (scene.masked, *scene.discourse.above):
        years = {
            str(n.value): n.value for n in line.nouns if n.kind == "FiscalYear" and isinstance(n.value, Interval)
        }
        if years:
            return next(iter(years.values())) if len(years) == 1 else None
    return None
