"""What a row or a record tells of an event: when, where, by whom and how many came, by the meaning of its fields.

The names stand in fields with exact boundaries, so nothing need be known of them: what stands under 行事 or *Event*
is the event, what stands under 会場 or *Venue* its place. A record without a name of its own is called by the line
above it: (1) 世界の屋台村; a record of one event by the document's title: 水の都フォーラム2018徳島 開催報告.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ....ontology.edtf import Interval
from ....ontology.model import Entity, Value
from ...matching.engine import Draft, days
from ...matching.reading import Reading
from ...text.mask import Masked, Noun
from ...text.structure import Block
from ..scene import Scene
from ..words import word
from .cell_bodies import bodies_of

if TYPE_CHECKING:
    from .tables import Row

_PEOPLE = re.compile(
    r"(?:約|およそ|延べ|のべ|計|合計|(?:(?:about|around|some|over|approx\.?|c\.|ca\.?|nearly|almost|total:?) ))?\s?"
    r"(?P<n>\d{1,3}(?:,\d{3})+|\d+)\s?"
    r"(?:人|名|(?i:people|persons|participants|visitors|guests|delegates|attendees))?(?:以上|余り?|強)?"
    r"(?:\s?\([^()]*\)|\s[a-z][a-z ]*)?"
)
_FROM_LANDS = re.compile(  # 10か国・地域から261人: the people are counted last
    r"(?:(?:約|計)?\d{1,4}(?:[かカヵケヶ箇]国|地域|都市|自治体|団体|機関)(?:・地域|の)?(?:と|、|・)?)+(?:から|より|の|、|\s)*(?=\D{0,3}\d)"
)
_PARTED = re.compile(r"[、,;；・]\s?|及び| and | & ")
_ASIDE = re.compile(r"\s*\([^()]*\)$|(?:ほか|他|など|等)$")
_DATED = re.compile(r"(?:明治|大正|昭和|平成|令和|[\d\s,./年月日元度()（）~～-])+")  # a year above, and no name
_HOLDS = re.compile(r"(?:を|が)(?:開|催|行|実施|執り).{0,10}$")
_SENTENCE = re.compile(r"[。!?！？]|(?:し|され|まし)た$")


def happened(row: Row, scene: Scene, reading: Reading, block: Block, head: Noun) -> Iterator[Draft]:
    """``heldOn``, ``heldIn``, ``hostCityOf``, ``organizedBy`` and ``participantCount`` of the event of a row."""
    event = scene.entity(head)
    if event is None or word("not_marked").search(block.text.text):
        return
    when = _when(row, scene, keyed=block.header_pairs)
    begun, ended = days(when) if when else (None, None)
    facts: list[tuple[Entity | None, str, Entity | Value | None, bool]] = []
    if when and event.kind == "Event":
        facts.append((event, "heldOn", Value("Date", str(when)), True))
    for city in _cities(row, scene, reading):
        facts.append((city, "hostCityOf", event, True))
    for place in _places(row, scene, reading, keyed=block.header_pairs):
        if when or "participants" in row.cells:  # a calendar's rows are no events yet
            facts.append((event, "heldIn", place, True))
    if block.header_pairs and _at_home(row):
        facts.append((scene.owner, "hostCityOf", event, True))
    facts += [(event, "organizedBy", scene.entity(body), False) for body in bodies_of(row, "organiser", reading)]
    for body in _guests(row, reading):
        facts.append((scene.entity(body), "participatedIn", event, True))
    if (people := _people(row)) is not None:
        facts.append((event, "participantCount", Value("Count", people), True))
    if any(relation in ("heldIn", "hostCityOf") for _, relation, _, _ in facts):
        scene.discourse.placed.add(event.iri)
    for subject, relation, object_, dated in facts:
        since, until = (begun, ended) if dated else (None, None)
        span = (0, len(scene.text))
        yield from scene.draft(subject, relation, object_, span, "by-columns", since=since, until=until)


def _guests(row: Row, reading: Reading) -> Iterator[Noun]:
    """The bodies that a field for those who took part names: known ones, or bodies by their form."""
    for body in bodies_of(row, "guests", reading):
        if body.entities or body.kind != "Organization" or word("body_form").fullmatch(body.text):
            yield body


def is_of_event(row: Row) -> bool:
    """Whether the fields tell an event: when it was, and where, by whom or how many came."""
    told = row.cells.keys()
    return "held" in told and bool({"place", "building", "organiser", "participants", "event"} & told)


def called_by_cell(row: Row) -> Noun | None:
    """The event that the field for its name names, whole."""
    for role in ("event", "name", "project"):
        if role not in row.cells or (role == "project" and "participants" not in row.cells):
            continue
        words = row.words(role)
        quoted = re.fullmatch(r".{0,12}?[「『]([^「」『』]{2,40})[」』].{0,12}", words)
        words = _ASIDE.sub("", quoted[1] if quoted else words).strip(" 　・:：")
        if may_be_called(words):
            return _named(words, row.cells[role].nouns)
    return None


def called_by_title(scene: Scene) -> Noun | None:
    """The event that the line right above a record is the name of, whole: (2) ニュージーランド料理と歌の夕べ."""
    discourse = scene.discourse
    for line in discourse.nearest:
        if word("updated_line").fullmatch(line.clean.text) or discourse.asked is line:
            continue
        if line.clean.text == discourse.frame.title:
            if (name := _of_report(line)) is not None:
                return name
            continue
        words = _ASIDE.sub("", _LETTER.sub("", line.clean.text.strip(" 　*■●◆○□"))).strip("「」『』【】《》 　")
        words = _HOLDS.sub("", re.sub(r"^.{0,12}[「『](?=[^」』]*$)", "", words))
        if may_be_called(words) and not titles_a_part(words):
            return _named(words, line.nouns)
        return None
    return None


def _of_report(title: Masked) -> Noun | None:
    """The event that a document's title says that it reports on: 水辺フェスタ2016 結果のお知らせ."""
    told = word("report_title").fullmatch(title.clean.text.strip())
    name = told["name"].strip("「」『』 　") if told else ""
    return _named(name, title.nouns) if may_be_called(name) and not titles_a_part(name) else None


_LETTER = re.compile(
    r"(?:[A-Z]|[ivx]{1,4}|\(?[a-z]\)|[(（]?\d{1,2}[)）.．]|[ア-ン](?=[ 　]))[.)．]?\s+(?=\S)"
)  # B. Lantern Night


def may_be_called(words: str) -> bool:
    """Whether words may be the name of an event by their form."""
    return 2 < len(words) < _LONGEST and not _SENTENCE.search(words) and not _DATED.fullmatch(words)


_LONGEST = 60


def titles_a_part(words: str) -> bool:
    """Whether words are the title of a part of a document, and no event's: 開催概要, 主な行事, Events."""
    return word("no_event_title").search(words) is not None


def _named(words: str, nouns: tuple[Noun, ...]) -> Noun:
    whole = next((n for n in nouns if n.text == words and n.kind in ("Event", "EventSeries")), None)
    return whole or Noun(0, 0, "Event", words)


def _when(row: Row, scene: Scene, *, keyed: bool) -> Interval | None:
    """The date of the event; a day without its year is of the year that the section or the document tells."""
    cell = row.cells.get("held")
    if cell is None:
        return None
    if (told := row.date("held")) is not None:
        return told
    if (
        not keyed
        and "participants" not in row.cells
        and not word("ceremony_in_cell").fullmatch(row.words("content"))
    ):
        return None  # a calendar's rows are no events yet
    dates = [value for _, value in scene.discourse.dates(cell).dates]
    return dates[0] if len(dates) == 1 and dates[0].precision in ("day", "month", "range") else None


def _people(row: Row) -> str | None:
    words = row.words("participants") if "participants" in row.cells else ""
    if lands := _FROM_LANDS.match(words):
        words = words[lands.end() :]
    if told := _PEOPLE.fullmatch(words):
        return told["n"].replace(",", "")
    counts = [n.value for n in row.cells["participants"].nouns if n.kind == "Count"] if words else []
    return f"{counts[0]:.15g}" if len(counts) == 1 and isinstance(counts[0], float) and "側" not in words else None


def _places(row: Row, scene: Scene, reading: Reading, *, keyed: bool) -> Iterator[Entity]:
    """Where it was: the city that a field for it names, and the hall, by the words of the field."""
    for role in ("place", "building", "city"):
        cell = row.cells.get(role)
        if cell is None or word("no_hall").search(cell.clean.text):
            continue
        cities = row.nouns(role, reading, "City|Self")
        for noun in cities:
            if (city := scene.entity(noun)) is not None and _stands_alone(noun, cell.clean.text):
                yield city
        if role == "city" or any(n.kind == "Country" or not scene.is_own(n) for n in cities):
            continue
        if not any(map(str.isalnum, _without_areas(cell))):
            continue  # Kyoto, Japan
        halls = row.nouns(role, reading, "Facility")
        words = _without(_ASIDE.sub("", row.words(role)).strip(), cities)
        if _ROOM.search(words) or (keyed and len(halls) != 1 and _PARTED.search(words)):
            yield from (e for n in halls if (e := scene.entity(n)))
        elif _may_be_hall(words) and not any(n.text == words for n in cell.nouns if n.kind in _AREAS):
            yield scene.discourse.minter.named("Facility", words)


def _may_be_hall(words: str) -> bool:
    return 2 < len(words) < _LONGEST_HALL and not _SENTENCE.search(words)


def _cities(row: Row, scene: Scene, reading: Reading) -> list[Entity]:
    """The cities that the fields for a place name."""
    nouns = [n for role in ("place", "building", "city") for n in row.nouns(role, reading, "City|Self")]
    return [e for n in nouns if (e := scene.entity(n)) is not None]


def _stands_alone(noun: Noun, text: str) -> bool:
    """Whether a city is all that its part of a field says: Penzance; アミュゼ(柏市); Rowan Hall, Sendai."""
    before, after = text[: noun.start].rstrip(), text[noun.end :].removeprefix("市").lstrip()
    return before[-1:] in ("", "、", ",", "(", "・", "/") and after[:1] in ("", "、", ",", ")", "(", "・", "/")


_ROOM = re.compile(r"\d階|(?:委員会|会議|庁議|会見|応接|市長|議)[室場]$|市長公室")
_AREAS = frozenset(["City", "Self", "Country", "Prefecture", "Region"])
_LONGEST_HALL = 40


def _without(words: str, cities: list[Noun]) -> str:
    """A hall without the city that is told before it or behind it: Rowan Hall, Sendai."""
    for noun in cities:
        for bare in (
            re.sub(rf", {re.escape(noun.text)}$", "", words),
            re.sub(rf"^{re.escape(noun.text)}市?[ 　・]", "", words),
        ):
            if bare != words and len(bare) > 2:
                return bare
    return words


def _without_areas(cell: Masked) -> str:
    """What a cell says beside the cities and lands that it names."""
    text = cell.clean.text
    for noun in sorted((n for n in cell.nouns if n.kind in _AREAS), key=lambda n: -n.start):
        text = text[: noun.start] + text[noun.end :]
    return text


def _at_home(row: Row) -> bool:
    """Whether it was in a hall, and the field for that names no other place."""
    placed = row.cells.get("place") or row.cells.get("building")
    if placed is None or word("no_hall").search(placed.clean.text):
        return False
    return not any(n.kind in _AREAS for n in placed.nouns)
