"""Rows of tables and records, by what their columns and keys mean.

A column's title (or a record's key) says what its cell is: a name, a country, a place, a building, when something
was opened, joined, signed or held, by whom, how many came. What the row is about is its named thing; a record
without a name is about the thing in the heading above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from ....ontology.edtf import Interval, on, parse
from ....ontology.model import Entity, Value
from ...matching.discourse import Discourse
from ...matching.engine import Draft
from ...matching.reading import Reading
from ...names.gazetteer import gazetteer
from ...text.clean import Clean
from ...text.column_roles import role_of
from ...text.mask import Masked, Noun
from ...text.structure import Block
from ..bodies import port_row
from ..scene import Scene
from ..words import word
from .body_rows import body_called, house_of, of_body
from .edition_rows import edition_called
from .happenings import called_by_cell, called_by_title, happened, is_of_event
from .memberships import joined_at_first, standing_in
from .municipalities import TOWN, prefecture_of
from .papers import papers
from .records import record_of_project
from .tie_rows import of_ties, tie_around

Annotate = Callable[[Clean], Masked]
_KINDS = "Event|EventSeries|Organization|Facility|Programme|Project"


_TOWN = re.compile(
    r"[A-ZÀ-ÞĀ-Ž][\w’'-]+(?: (?:[a-z]{1,3} )*[A-ZÀ-ÞĀ-Ž][\w’'-]+){0,3}|[ァ-ヴー・＝]{2,20}(?:市|町|村)?"
)
_OF_A_TIE = re.compile("提携|盟約|縁組")
_YEAR = re.compile(r"(?:18|19|20)\d\d年?")
_YEARS = re.compile(r"(?:[Ff]rom )?(?P<low>(?:19|20)\d\d) (?:to|until|through|till) (?P<high>(?:19|20)\d\d)")


_OF_PROJECTS = frozenset(["agent", "counterpart", "funder"])  # beside which a name is the project's
_NAMED = frozenset(["name", "event", "body", "network", "city", "project"])  # beside which 施設 is where a thing is
_OF_EVENTS = frozenset(["event", "participants", "organiser"])  # beside which a date is the event's


class Row:
    """The cells of a row by their roles, each with its nouns.

    A table without titles, or whose titles say nothing, may still be plain by what its cells are: a name in the
    first, nothing but a year or a day in a later one.
    """

    def __init__(self, block: Block, annotate: Annotate) -> None:
        self.cells: dict[str, Masked] = {}
        self._titles: dict[str, str] = {}
        for title, cell in zip(block.header, block.values, strict=False):
            role = role_of(title)
            if role and cell.text and cell.text != title and role not in self.cells:
                self.cells[role] = annotate(cell)
                self._titles[role] = title
        if "name" in self.cells and "project" not in self.cells and _OF_PROJECTS & self.cells.keys():
            self.cells["project"], self._titles["project"] = self.cells.pop("name"), self._titles.pop("name")
        if "tied" in self.cells and "held" not in self.cells and _OF_EVENTS & self.cells.keys():
            self.cells["held"], self._titles["held"] = self.cells.pop("tied"), self._titles.pop("tied")
        if not _NAMED & self.cells.keys() and re.match("施設|Facilit", self._titles.get("building", "")):
            self.cells["name"], self._titles["name"] = self.cells.pop("building"), self._titles.pop("building")
        if {"ours", "body"} & self.cells.keys():
            for title, cell in zip(block.header, block.values, strict=False):
                if word("party_title").fullmatch(title):
                    self.cells.setdefault("party", annotate(cell))
        if {"country", "place"} & self.cells.keys() and not block.header_pairs:
            self._of_works(block, annotate)
        if not self.cells and not block.header_pairs:
            self._by_what_they_are(block, annotate)

    def _of_works(self, block: Block, annotate: Annotate) -> None:
        """Give roles to the cells of a list of projects: 時期 | 国 | 相手 | 事業, 団体 | 国 | 期間 | 案件.

        Without a land each is called 案件 or プロジェクト (案件 | 実施地 | 時期): 事業 are held at home too.
        Without a name what is done stands for it: 国 | 場所 | 内容 | 時期.
        """
        told = {role: number for role, number in _works(block.header).items() if number < len(block.values)}
        if "country" not in self.cells and not (
            "project" in told and word("work_case").search(block.header[told["project"]])
        ):
            return
        unnamed = {"content", "country"} <= self.cells.keys() and "project" not in told
        if unnamed and not _DATED & self.cells.keys():
            told = {role: number for role, number in told.items() if role == "held"}
        beside = "counterpart" in told and word("work_local").match(block.header[told["counterpart"]])
        local = bool(beside) or (unnamed and not _DATED & self.cells.keys())
        if not ("held" in told if local else "project" in told and {"held", "agent", "counterpart"} & told.keys()):
            return
        for role, number in told.items():
            if (
                role in self.cells
                or not block.values[number].text
                or (role == "agent" and self._lies_there(block.header[number], annotate(block.values[number])))
            ):
                continue
            for other in [r for r, title in self._titles.items() if title == block.header[number]]:
                self.cells.pop(other), self._titles.pop(other)
            self.cells[role], self._titles[role] = annotate(block.values[number]), block.header[number]

    def _lies_there(self, title: str, cell: Masked) -> bool:
        """Whether a column for cities says where the work is done, in the row's land, and not who does it."""
        if not word("work_city").fullmatch(title):
            return False
        lands = {n.country for n in self.cells["country"].nouns} if "country" in self.cells else set()
        cities = {n.country for n in cell.nouns if n.kind == "City"}
        return bool(lands) and (not cities or bool(cities & lands))

    def _by_what_they_are(self, block: Block, annotate: Annotate) -> None:
        """Give roles to the cells of a row without titles: Turin, Italy, 1961."""
        dates = [cell for cell in block.cells[1:] if _YEAR.fullmatch(cell.text) or _is_date(annotate(cell))]
        if len(dates) == 1:
            self.cells = {"name": annotate(block.cells[0]), "tied": annotate(dates[0])}

    def nouns(self, role: str, reading: Reading, kinds: str) -> list[Noun]:
        """The nouns of ``A|B`` in the cell of a role."""
        cell = self.cells.get(role)
        return [n for n in cell.nouns if reading.is_a(n, kinds)] if cell else []

    def date(self, role: str) -> Interval | None:
        """The date in the cell of a role; two dates are the ends of a span."""
        cell = self.cells.get(role)
        if cell is None:
            return None
        if year := _YEAR.fullmatch(cell.clean.text):
            return on(int(year[0][:4]))
        if years := _YEARS.fullmatch(cell.clean.text):
            return parse(f"{years['low']}/{years['high']}")
        found = [n.value for n in cell.nouns if isinstance(n.value, Interval)]
        return found[0] if found else None

    def count(self, role: str) -> float | None:
        """The number in the cell of a role."""
        cell = self.cells.get(role)
        return next((n.value for n in cell.nouns if isinstance(n.value, float)), None) if cell else None

    def title(self, role: str) -> str:
        """The title of the column, or the key, of a role."""
        return self._titles.get(role, "-")

    def words(self, role: str) -> str:
        """The text in the cell of a role, without its key and what stands in brackets."""
        cell = self.cells.get(role)
        text = cell.clean.text if cell else ""
        return re.sub(r"\s*[(（][^()（）]*[)）]$", "", text).strip("「」『』 　")


_DATED = frozenset(["tied", "held", "opened", "joined"])


@lru_cache(1 << 8)
def _works(header: tuple[str, ...]) -> dict[str, int]:
    """The columns of a list of projects by their role."""
    said = ("project", "work_column"), ("held", "work_period"), ("agent", "work_doer"), ("counterpart", "work_with")
    found: dict[str, int] = {}
    for number, title in enumerate(header):
        role = next((role for role, name in said if word(name).fullmatch(title.strip())), None)
        if role is not None:
            found.setdefault(role, number)
    return found


def _is_date(cell: Masked) -> bool:
    """Whether a cell is a date and nothing else."""
    return len(cell.text) == 1 and all(isinstance(n.value, Interval) for n in cell.nouns) and bool(cell.nouns)


def rows(
    block: Block, inner: list[Masked], discourse: Discourse, reading: Reading, annotate: Annotate
) -> Iterator[tuple[Masked, Draft]]:
    """What a row of a table or a record says by its columns."""
    if block.kind != "row" or not inner or (len(block.cells) < 2 and not block.header_pairs):
        return
    if word("twin_ports").search(block.text.text) and not discourse.by_columns:
        whole = annotate(block.text)
        cells = [annotate(cell) for cell in block.cells]
        told = [n.value for c in cells if _is_date(c) for n in c.nouns if isinstance(n.value, Interval)]
        told = told or [n.value for c in cells for n in c.nouns if isinstance(n.value, Interval)]
        for draft in port_row(Scene(whole, discourse, reading), told[0] if len(told) == 1 else None):
            yield whole, draft
    titles = not block.header_pairs and block.header == tuple(c.text for c in block.cells)
    if titles and any(map(role_of, block.header)):
        return
    row = Row(block, annotate)
    if len(row.cells) < (2 if not block.header_pairs else 1):
        return
    discourse.tied_on = row.date("tied")
    whole = annotate(block.text)
    scene = Scene(whole, discourse, reading)
    signed = list(papers(row, scene, reading, block, annotate))
    for draft in signed or _said(row, scene, reading, block):
        yield whole, draft


def _said(row: Row, scene: Scene, reading: Reading, block: Block) -> Iterator[Draft]:  # noqa: PLR0912
    head, entity = _head(row, scene, reading, block)
    owner = scene.owner
    yield from record_of_project(row, scene, reading, keyed=block.header_pairs)
    if entity is None or head is None:
        return
    kind = entity.kind
    span = (0, len(scene.text))
    facts: list[tuple[Entity | None, str, Entity | Value | None, Interval | None, Interval | None]] = []
    opened, joined = row.date("opened"), row.date("joined")
    if reading.is_a(head, "Event|EventSeries"):
        yield from happened(row, scene, reading, block, head)
        return
    if reading.is_a(head, "Organization|Facility"):
        if opened:
            facts.append((entity, "establishedOn", Value("Date", str(opened)), opened, None))
        for building in _buildings(row, scene, reading) if reading.is_a(head, "Organization") else ():
            facts += [(entity, "tenantOf", building, None, None), (entity, "locatedIn", building, None, None)]
        for role in ("seat", "city", "place") if "project" not in row.cells else ():
            for noun in row.nouns(role, reading, "City|Self")[:1] if house_of(row, role) is None else ():
                facts.append((entity, "locatedIn", scene.entity(noun), None, None))
        if reading.is_a(head, "CityNetwork|Alliance|InternationalOrganization"):
            if joined or "member" in row.cells or joined_at_first(row):
                facts.append((owner, "memberOf", entity, joined or row.date("member"), None))
            yield from standing_in(row, scene, reading, entity)
        else:
            yield from of_body(row, scene, reading, entity)
        above = " ".join(m.clean.text for m in scene.discourse.above)
        if "building" in row.cells and word("in_city").search(above):
            facts.append((entity, "locatedIn", owner, opened, None))
        if word("office_list").search(above) and kind == "Office":
            keepers = [p for p in head.parts[:1] if p.kind in ("Prefecture", "City") and scene.at_home(p)]
            owner = scene.entity(keepers[0]) if keepers and head.text.startswith(keepers[0].text) else owner
            facts.append((owner, "hasOverseasOffice", entity, opened, None))
            for noun in (
                row.nouns("city", reading, "City")
                + row.nouns("place", reading, "City")
                + row.nouns("country", reading, "City")
            ):
                facts.append((owner, "operatesOfficeIn", scene.entity(noun), opened, None))
    elif kind in ("City", "Prefecture", "Region"):
        lands = [n for n in scene.masked.nouns if n.kind == "Country"]
        if not lands and not block.header_pairs:  # told by a cell above
            facts += [
                (entity, "locatedIn", scene.entity(n), None, None)
                for n in row.nouns("country", reading, "Country")[:1]
            ]
        elif not head.entities or _RULES.match(head.text) or (block.header_pairs and "country" in row.cells):
            facts += [(entity, "locatedIn", scene.entity(n), None, None) for n in lands[:1]]
        for own, tie, partner, when in of_ties(row, scene, reading, head, keyed=block.header_pairs):
            past = scene.is_past(when)
            yield from scene.draft(own, tie, partner, span, "by-columns", since=when, done=past)
    for subject, relation, object_, since, until in facts:
        yield from scene.draft(subject, relation, object_, span, "by-columns", since=since, until=until)


def _buildings(row: Row, scene: Scene, reading: Reading) -> Iterator[Entity]:
    """The buildings of the cells for one; the words of such a cell name one, unless they are a city's."""
    for role in ("building", "place"):
        nouns = row.nouns(role, reading, "Facility")
        words = row.words(role)
        cell = row.cells.get(role)
        if role == "building" and 2 < len(words) < 40 and not (cell and any(n.text == words for n in cell.nouns)):
            yield scene.discourse.minter.named("Facility", words)
            continue
        if len(nouns) == 1 and words.endswith(nouns[0].text) and re.fullmatch(r"[^\s、。・,]{4,24}", words):
            yield scene.discourse.minter.named(
                "Facility", words
            )  # a hall whose known name is only the end of it: 湊まちづくりセンター
            continue
        for noun in nouns:
            if (found := scene.entity(noun)) is not None:
                yield found


def _head(  # noqa: PLR0911, PLR0912 -- one return a way to be named
    row: Row, scene: Scene, reading: Reading, block: Block
) -> tuple[Noun | None, Entity | None]:
    """What the row is about: the thing in its column for names, or what the column's title makes of its words."""
    if is_of_event(row) and (
        called := edition_called(row, scene, block)
        or called_by_cell(row)
        or (called_by_title(scene) if _alone(row, block) else None)
    ):
        return called, scene.entity(called) or scene.discourse.minter.entity(called)
    for role, kinds in (
        ("name", f"{_KINDS}|City|Prefecture|Region"),
        ("event", _KINDS),
        ("body", _KINDS),
        ("network", _KINDS),
        ("city", "City|Prefecture|Region"),
    ):
        if role not in row.cells:
            continue
        body = body_called(row.words(role)) if role == "name" and "opened" in row.cells else None
        if body is not None and not any(n.text == body.text for n in row.cells[role].nouns):
            return body, scene.discourse.minter.entity(body)
        for noun in row.nouns(role, reading, kinds):
            if not (role == "city" and scene.is_own(noun)):
                return noun, scene.entity(noun)
        if role == "city" and (ruled := _ruled_by(row.cells[role])):
            return ruled, scene.entity(ruled)
        if role in ("name", "city") and (town := _town(row, role, block, scene, reading)):
            return town
        made = {"event": "Event", "body": "Organization", "network": "CityNetwork"}.get(role)
        words = row.words(role)
        if role == "body" and (TOWN.fullmatch(words) or prefecture_of([words], scene.discourse)):
            continue  # 団体: whose sheet it is, and 開始年度 the year in which its project began
        if made and 2 < len(words) < 50 and not re.fullmatch(r"[\d\s,.]+", words):
            noun = Noun(0, 0, made, words)
            return noun, scene.discourse.minter.entity(noun)
    if not block.header_pairs:
        return _of_programme(row, scene)
    above = [n for m in scene.discourse.above for n in m.nouns if reading.is_a(n, _KINDS + "|City")]
    told = row.cells.keys()
    of_event = {"held", "organiser", "participants"} & told and not _OF_ANOTHER & told
    wanted = "Event|EventSeries" if of_event else _KINDS + "|City"
    wanted = "CityNetwork|Alliance|InternationalOrganization" if "joined" in row.cells else wanted
    if _OF_A_TIE.search(row.title("tied")):
        wanted = "City|CityNetwork|Alliance"  # 提携の種類, 提携年月日: of no festival told above it
    chosen = next(
        (n for n in above if reading.is_a(n, wanted) and not (n.kind == "City" and scene.is_own(n))), None
    )
    if chosen is None and wanted.startswith("Event") and not _OF_ANOTHER & told:
        chosen = scene.discourse.announced  # the title of a notice: 記念式典を開催します
    if chosen is None and "opened" in told:
        chosen = next((body_called(m.clean.text) for m in scene.discourse.nearest[:1]), None)
    entity = scene.entity(chosen) if chosen else None
    return chosen, entity or (scene.discourse.minter.entity(chosen) if chosen and not chosen.entities else None)


def _alone(row: Row, block: Block) -> bool:
    """Whether a record without a name tells an event, so that the line above it names that."""
    told = row.cells.keys()
    where = {"place", "building", "participants"} & told
    return block.header_pairs and bool(where) and not _OF_ANOTHER & told


_OF_ANOTHER = frozenset(
    ["project", "agent", "counterpart", "funder", "cost", "tied", "joined", "opened", "expires"]
)


def _of_programme(row: Row, scene: Scene) -> tuple[Noun | None, Entity | None]:
    """The event of a programme's row that tells when, what and where: 10月18日|11:00|調印式|公会堂."""
    words = row.words("content")
    if {"held", "content", "place"} <= row.cells.keys() and word("ceremony_in_cell").fullmatch(words):
        whole = next((n for n in row.cells["content"].nouns if n.text == words), Noun(0, 0, "Event", words))
        return whole, scene.entity(whole) or scene.discourse.minter.entity(whole)
    return None, None


_RULES = re.compile(  # what rules a city, as its party to a paper: Kumasi Metropolitan Assembly, Ghana
    r"(?P<name>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2}?) (?:Metropolitan |Municipal |City |Town |District )*"
    r"(?:Assembly|Council|Municipality|Corporation|Government)(?=,|$)"
)


def _ruled_by(cell: Masked) -> Noun | None:
    """The city of the country beside it whose council or assembly a partner's cell names."""
    told = _RULES.match(cell.clean.text)
    lands = {n.country for n in cell.nouns if n.kind == "Country"}
    called = gazetteer().lookup(told["name"]) if told and len(lands) == 1 else ()
    city = next((e for e in called if e.kind == "City" and e.country in lands), None)
    return Noun(0, told.end(), "City", told[0], (city,)) if told and city else None


def _town(row: Row, role: str, block: Block, scene: Scene, reading: Reading) -> tuple[Noun, Entity | None] | None:
    """The city that the first cell names though its words alone name none, or that no list knows.

    Caen is a city by the country in the next cell; Crouy is one in a table of ties, alone beside a country.
    """
    nouns = scene.masked.nouns
    first = next((n for n in nouns if reading.is_a(n, "City|Region")), None)
    if first and first.text == row.cells[role].clean.text:
        return first, scene.entity(first)
    if len(block.cells) == 1:
        return None  # a record of one line
    name, beside = block.cells[0].text, block.cells[1].text
    land = any(n.kind == "Country" and n.text == beside for n in nouns)
    if not (land and "tied" in row.cells and _TOWN.fullmatch(name) and tie_around(scene)):
        return None
    if any(n.text in name and reading.is_a(n, "Agent|Event|Region") for n in nouns):
        return None
    town = Noun(0, len(name), "City", name)
    return town, scene.discourse.minter.entity(town)
