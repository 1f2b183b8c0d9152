"""Lines that tell an event by their fields alone: its name, its day, where it was, how many came, by whom.

・国際フェア<tab>10月28日<tab>市民ホール<tab>850人; 3月9日<tab>講演会(公会堂、聴講者75人); *Lantern Night — 12 May
2023 — Old Mill — 300 visitors*. Each field says by itself what it is, in any order but that the name comes first or
right behind the day; a line with a field that says something else tells no event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ....ontology.edtf import Interval
from ...matching.discourse import Discourse
from ...matching.engine import Draft
from ...matching.reading import Reading
from ...text.clean import Clean
from ...text.column_roles import role_of
from ...text.structure import Block
from ..scene import Scene
from ..words import word
from .entry_notes import Note, event_noted
from .fields import Annotate
from .happenings import may_be_called, titles_a_part

_PARTED = re.compile(r"\s?[—―–|│]\s?|\t| {2,}|　+|\s-\s")
_PARTED_EN = re.compile(r"\s[—–|-]\s|\t| {2,}|, (?!\d{4}\b)(?![^()]*\))|(?<=\d{4}): ")
_BRACKETED = re.compile(r"(?P<name>[^()]{3,60}?)\s?\((?P<note>[^()]*(?:\([^()]*\)[^()]*)*)\)$")
_WITHIN = re.compile(r"[、,;・]\s?(?![^()]*\))")
_PEOPLE = re.compile(
    r"(?!定員|先着|募集|各)(?:[一-鿿]{1,4}?(?:者|数|人数)?)?\s?(?:約|延べ|のべ|およそ|計)?(?P<n>\d[\d,]*)\s?[人名](?:参加|来場|出席)?"
)
_PEOPLE_EN = re.compile(
    r"(?:about |around |some |over |nearly |almost |c\. ?|attended by )?(?P<n>\d{1,3}(?:,\d{3})+|\d+) "
    r"(?:people|visitors|guests|participants|attendees|spectators|delegates|players|pupils|students|runners|singers"
    r"|dancers|walkers|riders|cyclists|musicians|teachers|citizens|residents|took part|came|attended)"
)
_BY = re.compile(
    r"(?:主催|共催)[:：]?\s?(?P<ja>.{3,30})"
    r"|(?:organi[sz]ed|run|hosted|put on|presented) by (?:the )?(?P<en>.{3,50})"
)
_AT = re.compile(r"(?:会場|場所|於|ところ)[:：]?\s?(?P<name>.{2,30})")
_TIME = re.compile(
    r"(?:午前|午後)?\d{1,2}[時:：].{0,12}|[(（]?[月火水木金土日祝・]{1,3}[)）]?"
    r"|\d{1,2}(?:[:.]\d{2})? ?(?:[ap]\.?m\.?).{0,14}|noon|free|無料"
)
_DONE = re.compile(  # what ends so tells a deed, and is called no event
    r"(?:訪問|訪問団|派遣|受け?入れ?|来訪|来市|来日|来館|表敬|提携|締結|調印|署名|設立|発足|加盟|開設|開始|開館|就任|中止|延期|移行|登録|寄贈|寄附"
    r"|任命|委嘱|終了|完成|決定|出席|参加|視察|会談|協議)$"
)
_DONE_EN = re.compile(
    r"\b(?:visits?|visited|joins?|joined|signs?|signed|opens|opened|receives?|received|hosts?|hosted|welcomes?|welcomed"
    r"|meets?|met|becomes?|became|was|were|is|are|agreements?|twinn\w+|founded|established|delegation|arrives?|arrived"
    r"|begins?|began|starts?|started|travels?|travelled|sends?|sent|donated?|cancell?ed|postponed)\b"
)
_HALL_EN = re.compile(
    r"(?!(?:No|Nr|Vol|Volume|Issue|Number)\b)"  # of a paper
    r"(?:the )?[A-ZÀ-Þ][\w’'.-]*(?: (?:of|the|and|de|la|at|on|für|der|in|&)| [A-ZÀ-Þ0-9][\w’'.-]*){0,6}"
)
_LONGEST = 160
_LEAST, _MOST = 3, 6  # fields


_DIGIT = re.compile(r"\d")
_WEEKDAYS = re.compile(  # and what else may stand beside a day
    r"[\ue000-\uf8ff]|[(（][月火水木金土日祝・]{1,4}[)）]|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[\s,.]"
)
_QUOTED = re.compile(r".{0,12}?[「『]([^「」『』]{2,40})[」』].{0,12}")


class Told(NamedTuple):
    """What the fields of a line tell: the event, when it was, and what else."""

    name: str
    when: Interval
    note: Note


def told_fields(
    block: Block, discourse: Discourse, reading: Reading, annotate: Annotate
) -> Iterator[tuple[Scene, Draft]]:
    """``heldOn``, ``heldIn``, ``organizedBy`` and ``participantCount`` of the event that a line's fields tell."""
    text = block.text.text
    if block.kind == "heading" or block.header_pairs or len(text) > _LONGEST or "。" in text:
        return
    if block.kind == "row" and any(role_of(title) for title in block.header):
        return
    if not _DIGIT.search(text) or word("not_marked").search(text):
        return
    told = _read(list(_fields(block, japanese=discourse.frame.lang == "ja")), discourse, reading, annotate)
    if told is None:
        return
    scene = Scene(annotate(block.text), discourse, reading)
    yield from ((scene, draft) for draft in event_noted(*told, scene, "told-fields"))


def _fields(block: Block, *, japanese: bool) -> Iterator[Clean]:
    """The fields of a row or a line; a name's bracket holds fields of its own."""
    for cell in block.cells if block.kind == "row" else (block.text,):
        for part in _cut(cell, _PARTED if japanese else _PARTED_EN):
            bracket = _BRACKETED.match(part.text)
            if bracket and not _DIGIT.match(bracket["name"]) and _WITHIN.search(bracket["note"] + "、"):
                yield part[: bracket.end("name")]
                yield from _cut(part[bracket.start("note") : bracket.end("note")], _WITHIN)
            else:
                yield part


def _cut(text: Clean, mark: re.Pattern[str]) -> Iterator[Clean]:
    at = 0
    for cut in [*mark.finditer(text.text), None]:
        stop = cut.start() if cut else len(text.text)
        if text.text[at:stop].strip():
            lead = len(text.text[at:stop]) - len(text.text[at:stop].lstrip())
            yield text[at + lead : at + len(text.text[at:stop].rstrip())]
        at = cut.end() if cut else stop


def _read(fields: list[Clean], discourse: Discourse, reading: Reading, annotate: Annotate) -> Told | None:
    """What fields tell, if each one says what it is and one is the day."""
    if not _LEAST <= len(fields) <= _MOST:
        return None
    name, when, places, bodies, people = "", None, [], [], ""
    japanese = discourse.frame.lang == "ja"
    for number, field in enumerate(fields):
        text = field.text.strip()
        day = _day(field, discourse, reading, annotate) if when is None and (number == 0 or name) else None
        if day is not None:
            when = day
        elif not name:
            if not _is_name(text, japanese=japanese):
                return None
            name = text
        elif told := _PEOPLE.fullmatch(text) or _PEOPLE_EN.fullmatch(text):
            people = people or told["n"].replace(",", "")
        elif told := _BY.fullmatch(text):
            bodies.append(told["ja"] or told["en"])
        elif told := _AT.fullmatch(text):
            places.append(told["name"])
        elif not _TIME.fullmatch(text):
            if places or not _is_place(text, japanese=japanese):
                return None
            places.append(text)
    if not name or when is None or not (places or bodies or people):
        return None
    if not (japanese or bodies or people or _is_event(name, places, annotate)):
        return None
    quoted = _QUOTED.fullmatch(name)
    return Told(quoted[1] if quoted else name.strip(" 　*"), when, Note(tuple(places), tuple(bodies), people))


def _is_event(name: str, places: list[str], annotate: Annotate) -> bool:
    """Whether an English line of a name, a day and a place tells an event, and is no dateline."""
    if any(n.kind in ("Event", "EventSeries") for n in annotate(Clean.of(name)).nouns):
        return True
    lands = ("City", "Country", "Region", "Prefecture")
    return not any(n.kind in lands and n.text == place for place in places for n in annotate(Clean.of(place)).nouns)


def _day(field: Clean, discourse: Discourse, reading: Reading, annotate: Annotate) -> Interval | None:
    """The day, days or month that is all that a field says."""
    if len(field.text) > _BRIEF or not _DIGIT.search(field.text):
        return None
    scene = Scene(annotate(field), discourse, reading)
    rest = _WEEKDAYS.sub("", scene.text)
    if rest or len(scene.dates) != 1:
        return None
    when = scene.dates[0][1]
    return when if when.precision in ("day", "month", "range") else None


_BRIEF = 30
_ADVERB = re.compile(
    r"(?:For|By|From|In|At|On|To|Contact|Press|Published|Updated|Issued|Last|Page|Photo|Dear|Source|Tel) "
)


def _is_name(text: str, *, japanese: bool) -> bool:
    """Whether a field may be the name of an event."""
    if not may_be_called(text) or titles_a_part(text) or _PEOPLE.fullmatch(text) or re.match(r"\d|[※*(]", text):
        return False
    if japanese:
        return _DONE.search(text) is None and not re.search(r"[をがは](?=[一-鿿ァ-ヴ])", text)
    return (
        text[0].isupper()
        and _ADVERB.match(text) is None
        and _DONE_EN.search(text) is None
        and len(text.split()) > 1
    )


def _is_place(text: str, *, japanese: bool) -> bool:
    """Whether a field may be the name of a place where people meet."""
    if word("no_hall").search(text) or re.match(r"\d", text):
        return False
    if not japanese:
        return _HALL_EN.fullmatch(text) is not None and len(text) > 3
    hall = word("hall_ends").search(text) or _ROOM.search(text)
    return bool(hall) or re.fullmatch(r"[^\s]{1,8}[市町村区]", text) is not None


_ROOM = re.compile(
    r"(?:スペース|フロア|コーナー|ルーム|体育館|アトリウム|特設会場)$|ホテル[一-鿿ァ-ヴーA-Z]{1,8}$|^ホテル\S+$"
)
