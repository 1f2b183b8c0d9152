"""Events whose day, place and attendance are noted without sentences, below or behind the entry that names them.

・水の都の集い, and below it 6月15日 市民センター 参加180人; ・こども探検隊(7月27日、輪之内町、参加40人). Each
field of a note says by itself what it is; a line with a field that says something else is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ....ontology.edtf import Interval
from ....ontology.model import Entity, Value
from ...matching.discourse import Discourse
from ...matching.engine import Draft, days
from ...matching.reading import Reading
from ...text.mask import Masked, Noun
from ...text.structure import Block
from ..scene import Scene
from ..words import word
from .happenings import may_be_called, titles_a_part

_PARTED = re.compile(r"\s?[、/／,]\s?|[\s　]+")
_DAY = re.compile(
    r"(?:(?:令和|平成|昭和)?(?:\d{1,4}|元)年)?\d{1,2}月\d{1,2}日(?:[(（][^()（）]{1,5}[)）])?(?:[~～〜-](?:\d{1,2}月)?\d{1,2}日(?:[(（][^()（）]{1,5}[)）])?)?"
)
_TIME = re.compile(r"(?:午前|午後)?\d{1,2}[時:：].{0,12}|[(（][月火水木金土日祝・]{1,3}[)）]")
_PEOPLE = re.compile(
    r"(?!定員|先着|募集|各)(?:(?:参加|来場|入場|出席|観覧|出場)(?:者|者数|人数)?|[一-鿿]{1,6}?)[:：]?"
    r"(?:約|延べ|のべ|およそ)?(?P<n>\d[\d,]*)[人名]"
)
_BY = re.compile(r"(?:主催|共催)[:：]?(?P<name>.{3,30})")
_AT = re.compile(r"(?:会場|場所|於|ところ)[:：]?(?P<name>.{2,30})")
_LABEL = re.compile(r"(主催|共催|会場|場所|於|ところ|参加者?|来場者?|入場者?|出席者?)[\s　]+")
_BEHIND = re.compile(
    r"(?P<name>[^()（）。]{3,40})[(（](?P<note>[^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*)[)）]"
)
_LONGEST = 100


class Note(NamedTuple):
    """What the fields of a note say: the hall or city, the bodies and how many came."""

    places: tuple[str, ...]
    bodies: tuple[str, ...]
    people: str


def noted(text: str) -> Note | None:
    """The fields of a note, if its first is a day and each other one says what it is.

    >>> from enishi.ingest.frames.rows.entry_notes import noted
    >>> noted("6月15日 市民センター 参加180人")
    Note(places=('市民センター',), bodies=(), people='180')
    >>> noted("6月15日 市民センターで開きました") is None
    True
    """
    if len(text) > _LONGEST or "月" not in text:
        return None
    fields = [f for f in _PARTED.split(_LABEL.sub(r"\1:", text.strip())) if f]
    if len(fields) < 2 or not _DAY.fullmatch(fields[0]):
        return None
    places: list[str] = []
    bodies: list[str] = []
    people = ""
    for number, field in enumerate(fields[1:]):
        if told := _PEOPLE.fullmatch(field):
            people = people or told["n"].replace(",", "")
        elif told := _BY.fullmatch(field):
            bodies.append(told["name"])
        elif told := _AT.fullmatch(field):
            places.append(told["name"])
        elif not _TIME.fullmatch(field):
            if not _is_place(field) or (places and number):
                return None
            places.append(field)
    return Note(tuple(places), tuple(bodies), people) if places or bodies or people else None


def _is_place(field: str) -> bool:
    told = re.search(r"[がを](?=[一-鿿])", field)  # 美術館が開館
    hall = word("hall_ends").search(field) and not (told or word("no_hall").search(field))
    return bool(hall) or re.fullmatch(r"[^\s]{1,8}[市町村区]", field) is not None


def entry_notes(
    block: Block, inner: Sequence[Masked], discourse: Discourse, reading: Reading
) -> Iterator[tuple[Masked, Draft]]:
    """``heldOn``, ``heldIn``, ``organizedBy`` and ``participantCount`` of the event that a note is about."""
    above, discourse.entry_head = discourse.entry_head, ""
    text = block.text.text
    if discourse.frame.lang != "ja" or block.kind == "row":
        return
    if block.kind in ("item", "heading") and may_be_called(text) and not titles_a_part(text):
        discourse.entry_head = text
    behind = _BEHIND.fullmatch(text) if block.kind == "item" else None
    name, note = (behind["name"], noted(behind["note"])) if behind else (above, noted(text))
    if not name or note is None or len(inner) != 1 or word("not_marked").search(text) or titles_a_part(name):
        return
    scene = Scene(inner[0], discourse, reading)
    yield from ((scene.masked, draft) for draft in _told(name.strip("「」『』 　"), note, scene))


def _told(name: str, note: Note, scene: Scene) -> Iterator[Draft]:
    when = scene.dates[0][1] if scene.dates else None
    if when is not None and when.precision in ("day", "range"):
        yield from event_noted(name, when, note, scene, "entry-note")


def event_noted(name: str, when: Interval, note: Note, scene: Scene, rule: str) -> Iterator[Draft]:
    """``heldOn``, ``heldIn``, ``organizedBy`` and ``participantCount`` of the event that a note is about."""
    begun, ended = days(when)
    event = scene.discourse.minter.entity(Noun(0, 0, "Event", name))
    facts: list[tuple[str, Entity | Value | None]] = [("heldOn", Value("Date", str(when)))]
    facts += [("heldIn", _place(place, scene)) for place in note.places]
    facts += [("organizedBy", scene.discourse.minter.named("Organization", body)) for body in note.bodies]
    facts += [("participantCount", Value("Count", note.people))] if note.people else []
    for relation, thing in facts:
        span = (0, len(scene.text))
        yield from scene.draft(event, relation, thing, span, rule, since=begun, until=ended)


def _place(place: str, scene: Scene) -> Entity | None:
    """The known city or hall that a field names, else a hall of that name."""
    known = next((s.noun for s in scene.of("City|Facility|Ward") if s.noun.text in (place, place[:-1])), None)
    kind = "City" if re.search("[市町村]$", place) else "Facility"
    return scene.entity(known) if known else scene.discourse.minter.named(kind, place)
