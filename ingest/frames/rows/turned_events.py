"""The event that a row tells beside an anniversary: 記念演奏会(市民会館、5月12日) | 300名, in the row's year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval, on
from ....ontology.model import Value
from ...matching.engine import Draft
from ...text.mask import Noun
from ...text.structure import Block
from ..scene import Scene
from ..words import word

_DAY = re.compile(r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_PEOPLE = re.compile(r"(?:約|延べ)?\s?(?P<n>\d{1,3}(?:,\d{3})+|\d+)\s?[人名]")
_YEAR_TURNS = 4  # the month in which a fiscal year begins


def turned_event(block: Block, scene: Scene, when: Interval) -> Iterator[Draft]:
    """``heldOn``, ``heldIn`` and ``participantCount`` of an event whose cell tells its hall or its day."""
    found = next(
        filter(None, (word("occasion_in_cell").fullmatch(cell.text.strip()) for cell in block.cells)), None
    )
    if found is None:
        return
    parts = [part.strip() for part in found["aside"].split("、")]
    day = next((d for d in (_day(part, when) for part in parts) if d is not None), None)
    halls = [part for part in parts if word("hall_ends").search(part) and not word("no_hall").search(part)]
    if day is None:
        return
    event = scene.discourse.minter.entity(Noun(0, 0, "Event", found["name"]))
    span, done = (0, len(scene.text)), scene.is_past(day)
    told: list[tuple[str, Value]] = [("heldOn", Value("Date", str(day)))]
    told += [("participantCount", Value("Count", n)) for n in _people(block) if done]
    for relation, value in told:
        yield from scene.draft(event, relation, value, span, "turned-event", since=day, done=done)
    for hall in halls[:1]:
        building = scene.discourse.minter.named("Facility", hall)
        yield from scene.draft(event, "heldIn", building, span, "turned-event", since=day, done=done)


def _day(text: str, when: Interval) -> Interval | None:
    """The day that a part of an aside tells, in the year of the row."""
    told = _DAY.match(text)
    if told is None or when.earliest is None:
        return None
    month, day = int(told["month"]), int(told["day"])
    later = when.fiscal_year is not None and month < _YEAR_TURNS
    return on(when.earliest.year + later, month, day)


def _people(block: Block) -> list[str]:
    """How many came, where one cell alone tells a number of people."""
    counts = [told["n"] for cell in block.cells if (told := _PEOPLE.fullmatch(cell.text.strip()))]
    return [counts[0].replace(",", "")] if len(counts) == 1 else []
