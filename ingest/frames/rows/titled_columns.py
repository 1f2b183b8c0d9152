"""Tables that stand on their side whose titles are bodies, houses or events: a row tells one thing of them all.

| | Harbour Trust | Sister City Fund |, and below it | Founded | 1999 | 2008 | and | Members | 420 | 35 |;
項目 | 歓迎会 | 音楽祭, and below it 期日, 会場 and 参加者数.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ....ontology.edtf import Interval
from ....ontology.model import Entity, Value
from ...matching.discourse import Discourse
from ...matching.engine import Draft, days
from ...matching.reading import Reading
from ...text.clean import Clean
from ...text.column_roles import role_of
from ...text.mask import Masked, Noun
from ...text.structure import Block
from ..scene import Scene
from ..words import word
from .body_rows import body_called, count_in, house_in
from .fields import Annotate
from .happenings import may_be_called, titles_a_part

_LEAST = 3  # columns: what is told, and two things
_OF_BODIES = frozenset(["opened", "seat", "place", "building", "members"])
_OF_EVENTS = frozenset(["held", "place", "building", "participants"])


class Column(NamedTuple):
    """What a column is titled by, and its cell in this row."""

    head: Noun
    cell: Masked


def titled_columns(
    block: Block, discourse: Discourse, reading: Reading, annotate: Annotate
) -> list[tuple[Masked, Draft]] | None:
    """What such a row tells; none for a row of any other table."""
    if block.kind != "row" or block.header_pairs or not _LEAST <= len(block.cells) == len(block.header):
        return None
    role = role_of(block.cells[0].text)
    if role is None or any(map(role_of, block.header)):
        return None
    heads = [_head(title, annotate) for title in block.header[1:]]
    found = [head for head in heads if head is not None]
    if len(found) < len(heads) or len({head.kind == "Event" for head in found}) > 1:
        return None
    of_events = found[0].kind == "Event"
    if role not in (_OF_EVENTS if of_events else _OF_BODIES):
        return None
    scene = Scene(annotate(block.text), discourse, reading)
    columns = [Column(head, annotate(cell)) for head, cell in zip(found, block.cells[1:], strict=True)]
    told = (_of_event if of_events else _of_body)(role, columns, scene)
    return [(scene.masked, draft) for draft in told]


def _head(title: str, annotate: Annotate) -> Noun | None:
    """The body, the house or the event that a title is the name of."""
    masked = annotate(Clean.of(title))
    whole = next((n for n in masked.nouns if n.text == title and n.kind == "Event"), None)
    if whole is not None or word("ceremony_in_cell").fullmatch(title):
        named = may_be_called(title) and not titles_a_part(title)
        return Noun(0, 0, "Event", title) if named else None
    return body_called(title)


def _of_body(role: str, columns: list[Column], scene: Scene) -> Iterator[Draft]:
    for head, cell in columns:
        body = scene.discourse.minter.entity(head)
        facts: list[tuple[str, Entity | Value | None, Interval | None]] = []
        when = _date(cell, scene)
        if role == "opened" and when is not None:
            facts.append(("establishedOn", Value("Date", str(when)), when))
        elif role == "members" and (counted := count_in(cell.clean.text)):
            facts.append(("memberCount", Value("Count", counted), None))
        elif role in ("seat", "place", "building"):
            facts.append(("locatedIn", _place(cell, scene), None))
        for relation, thing, since in facts:
            yield from scene.draft(body, relation, thing, (0, len(scene.text)), "titled-column", since=since)


def _of_event(role: str, columns: list[Column], scene: Scene) -> Iterator[Draft]:
    for head, cell in columns:
        event = scene.discourse.minter.entity(head)
        when = _date(cell, scene)
        thing: Entity | Value | None = None
        relation = {"held": "heldOn", "participants": "participantCount"}.get(role, "heldIn")
        if role == "held":
            thing = Value("Date", str(when)) if when is not None else None
        elif role == "participants":
            counted = count_in(cell.clean.text)
            thing = Value("Count", counted) if counted else None
        else:
            thing = _place(cell, scene)
        begun, ended = days(when) if when is not None else (None, None)
        span = (0, len(scene.text))
        yield from scene.draft(event, relation, thing, span, "titled-column", since=begun, until=ended)


def _place(cell: Masked, scene: Scene) -> Entity | None:
    """The city or the house that a cell is the name of."""
    text = cell.clean.text.strip()
    city = next((n for n in cell.nouns if n.kind == "City" and n.text in (text, text.removesuffix("市"))), None)
    if city is not None:
        return scene.entity(city)
    house = house_in(text) or next((n.text for n in cell.nouns if n.kind == "Facility" and n.text == text), None)
    return scene.discourse.minter.named("Facility", house) if house else None


def _date(cell: Masked, scene: Scene) -> Interval | None:
    """The one date of a cell."""
    dates = scene.discourse.dates(cell).dates
    return dates[0][1] if len(dates) == 1 else None
