"""Records of projects: keys and values that tell where, by whom, with whom, paid by whom, from when until when.

The record's project is named by its own key, else by the title above it: インドネシア・スラバヤ市における…普及事業.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from ....ontology.model import Entity
from ...data import pattern
from ...matching.engine import Draft
from ...matching.reading import Reading
from ...text.mask import Masked, Noun
from ...text.structure import Block
from ..scene import Scene
from ..words import word
from .cell_bodies import bodies_of
from .fields import provinces
from .headed_works import is_only_here, is_work, lists_works, time_of
from .stages import entitled

if TYPE_CHECKING:
    from .tables import Row

_LONGEST = 70
_said: Final = partial(pattern, "words/work_records.toml", "said")


def title_of_project(block: Block, inner: Sequence[Masked]) -> str | None:
    """The project that a heading or a line alone is the title of: it names a place abroad and a work."""
    text = block.text.text
    if (brief := _of_brief(block)) is not None:
        return brief
    if len(text) > _LONGEST or "。" in text or not word("undertaking").search(text):
        return None
    if word("undertaking_else").search(text):
        return None
    placed = any(n.kind in ("City", "Country", "Region") for s in inner for m in s.nouns for n in (m, *m.parts))
    doers = any(n.kind in ("City", "Self", "Department", "University", "Company") for s in inner for n in behind(s))
    if not (placed or doers):
        return None
    text = re.sub(r"\s*\([^()]*\)$", "", text) if doers else text
    return re.sub(r"^(?:\d{1,2}[.．)）\s]+|[Pp]roject:\s*)", "", text).strip("「」『』 ")


_BRIEF = re.compile(r"(?i:\bproject (?:brief|sheet|profile|fact ?sheet|summary)\b)")
_CALLED = re.compile(
    r"(?!(?:Local|Implementing|Executing|Own|Lead|Project|Total|Overseas|Target|Time|Last|Date|Contact) )"
    r"(?P<name>[A-Z][\w’'-]*(?: [\w’'-]+){1,7}): [^.]{8,80}$"
)


def _of_brief(block: Block) -> str | None:
    """The project that the line below "Project brief" names: Clean Water: a partnership of two cities."""
    told = _CALLED.match(block.text.text) if any(_BRIEF.search(h.text) for h in block.above[-1:]) else None
    return told["name"] if told is not None else None


def behind(title: Masked) -> list[Noun]:
    """The nouns in the brackets that end a title: who carries out what it names."""
    last = re.search(r"\([^()]*\)$", title.clean.text)
    found = [n for n in title.nouns if last is not None and n.start > last.start()]
    return [part for noun in found for part in _each(noun)]


def _each(noun: Noun) -> list[Noun]:
    """The bodies that stand side by side in one name: 広島市水道局・広島大学."""
    pieces = noun.text.split("・")
    if len(pieces) < 2 or noun.entities or not all(word("body_form").fullmatch(piece) for piece in pieces):
        return [noun]
    kinds = ("University" if piece.endswith(("大学", "学院")) else "Organization" for piece in pieces)
    return [Noun(0, 0, kind, piece) for kind, piece in zip(kinds, pieces, strict=True)]


def record_of_project(row: Row, scene: Scene, reading: Reading, *, keyed: bool) -> Iterator[Draft]:
    """What the record of a project tells, or the row of one that names it."""
    told = row.cells
    above = " ".join(m.clean.text for m in scene.discourse.above)
    listed = "content" in told and bool(word("project_list").search(above) or _is_work(row, scene))
    listed = listed and (keyed or not is_only_here(told["content"].clean.text))
    agents = _agents(row, scene, reading)
    title = entitled(scene)
    of_project = bool(_OF_PROJECTS & told.keys())
    of_tie = not of_project and bool(scene.of("Tie"))  # below a programme's title: A市 姉妹都市 昭和41年提携
    if of_tie or not (listed or agents or of_project) or _is_pending(row, title, agents):
        return
    name = row.words("project") or (_of_title(scene, title, listed=listed) if keyed else "")
    when = row.date("held") or row.date("opened")
    said = next((told[role].clean.text for role in ("held", "opened") if role in told), "")
    begun, ended = time_of(when, said) if when else (None, None)
    past = scene.is_past(begun)  # and what 提案自治体 or a remark says makes it no plan
    span = (0, len(scene.text))
    project = scene.discourse.minter.named("Project", name) if len(name) > 3 else None
    doers = [e for n in agents if (e := scene.entity(n))] or ([scene.owner] if scene.owner else [])
    proposed = [e for n in bodies_of(row, "proposer", reading) if (e := scene.entity(n))]
    actors = list(dict.fromkeys(_for_the_city(scene, e) for e in (*doers, *proposed)))
    partners = [e for e in actors if e == scene.owner] or actors
    governments = [e for e in actors if e == scene.owner or _works_abroad(e)]
    governments = [e for e in governments if e.kind != "Company" or e == scene.owner] or governments
    if not governments and (scene.owner is None or scene.owner.kind != "City"):
        governments = actors

    def facts(subject: Entity | None, relation: str, thing: Entity | None) -> Iterator[Draft]:
        yield from scene.draft(subject, relation, thing, span, "by-keys", since=begun, until=ended, done=past)

    places = _places(row, scene, reading) or (_places_above(scene) if agents and when else [])
    places = places or (_land_above(row, scene) if when else [])
    told_of = (
        row.nouns("project", reading, "Country") if places and all(n.kind != "Country" for n in places) else []
    )
    for noun in places:
        if project:
            yield from facts(project, "implementedIn", scene.entity(noun))
    for noun in [n for n in places if n.kind != "Region" or len(places) == 1] + told_of[:1]:
        for actor in governments:
            yield from facts(actor, "projectIn", scene.entity(noun))
    for land, inside in _in_one_land(row, reading):
        for noun in inside:
            where = scene.entity(noun)
            yield from scene.draft(where, "locatedIn", scene.entity(land), span, "by-keys", always=True)
    for doer in doers if agents else []:
        yield from facts(project, "carriedOutBy", doer)
    with_whom = (
        bodies_of(row, "counterpart", reading) if scene.japanese else row.nouns("counterpart", reading, "Agent")
    )
    with_whom = [n for n in with_whom if not (_of_those_above(row, n) or scene.is_own(n))]
    for noun in _by_form_alone(row.words("counterpart")) or with_whom:
        for actor in partners:
            yield from facts(actor, "cooperatesWith", scene.entity(noun))
    for funder in _funders(row, reading) if project else ():
        yield from scene.draft(project, "fundedBy", scene.entity(funder), span, "by-keys")


_OF_PROJECTS = frozenset(["project", "agent", "proposer", "counterpart", "funder"])


def _is_pending(row: Row, title: str | None, agents: Sequence[Noun]) -> bool:
    """Whether nobody carries it out yet: (公募中), or it is under discussion: 【第3期】 検討中."""
    told = row.cells
    if "agent" in told and not agents and "counterpart" not in told:
        return True
    said = [title or "", *(told[key].clean.text for key in ("status", "held") if key in told)]
    return any(word("pending").search(text) for text in said)


def _of_title(scene: Scene, title: str | None, *, listed: bool) -> str:
    """What the record of a project without a name is called: by what its section said, or by its title."""
    said = next((scene.discourse.last[k] for k in ("Project", "Programme") if k in scene.discourse.last), None)
    before = scene.discourse.before
    if said is not None and before is not None and f"「{said.text}」" in before.clean.text:
        return said.text
    return title or ("" if listed else scene.discourse.undertaking)


def _agents(row: Row, scene: Scene, reading: Reading) -> list[Noun]:
    """Who carries the project out: a city rather than the bureau of it in brackets behind.

    Where no key tells, the brackets at the end of the title do: …プロジェクト(札幌市水道局・北海道大学).
    """
    if not {"agent", "proposer"} & row.cells.keys() and not row.words("project"):
        title = scene.discourse.undertaking
        titles = [m for m in scene.discourse.above if title and title in m.clean.text]
        found = [n for m in titles[:1] for n in behind(m) if reading.is_a(n, "Agent|Self")]
        return [n for n in found if n.kind not in ("Country", "Region")]
    agents = bodies_of(row, "agent" if "agent" in row.cells else "proposer", reading)
    agents += [n for n in row.nouns("agent", reading, "Self") if n not in agents]  # …公社(当局が技術支援)
    governments = [n for n in agents if n.kind in ("City", "Prefecture", "Self")]
    return [n for n in agents if n.kind != "Department"] if governments else agents


def _of_those_above(row: Row, noun: Noun) -> bool:
    """Whether a body is only one of its sort: 上記3地域の水道公社, 北・東部の水道公社."""
    before, found, behind = row.cells["counterpart"].clean.text.partition(noun.text)
    only = ("地域の", "都市の", "上記の", "各地の", "国の")
    if noun.text.endswith(("部", "地方", "地域")) and behind.startswith("の"):
        return True
    return before.endswith(only) if found and before else any(word in noun.text for word in only)


def _places(row: Row, scene: Scene, reading: Reading) -> list[Noun]:
    """Where it is carried out: the cities and countries told, a state or province only where no city is.

    Beside others, a province of which no list knows is one by its form: サワンナケート県、ビエンチャン.
    """
    told = [(role, n) for role in _WHERE for n in row.nouns(role, reading, "City|Country|Region")]
    found = [(role, n) for role, n in told if not (scene.is_own(n) or scene.at_home(n))]
    cities = any(n.kind == "City" for _, n in found)
    kept = [n for role, n in found if not (cities and n.kind == "Region" and not _listed(row, role, n))]
    kept = [n for n in kept if not (n.kind == "Country" and _around_a_city(row, n, kept))]
    return [*kept, *(n for role in _WHERE for n in _by_form(row, role))]


def _around_a_city(row: Row, land: Noun, nouns: Sequence[Noun]) -> bool:
    """Whether a country only says where a city beside it lies: フィリピン共和国 ボホール州タグビララン市."""
    texts = [cell.clean.text for role in _WHERE if (cell := row.cells.get(role)) is not None]
    return any(_is_around(land.text, n.text, text) for n in nouns if n.kind == "City" for text in texts)


def _is_around(land: str, city: str, text: str) -> bool:
    land, city = re.escape(land), re.escape(city)
    return bool(re.search(rf"{land}[^、,;/]{{0,16}}{city}|{city}市?(?:, |\(){land}", text))


def _for_the_city(scene: Scene, doer: Entity) -> Entity:
    """The city in the place of its bureau, in its own paper: what 豊橋市上下水道局 does there, the city does."""
    owner, title = scene.owner, scene.discourse.frame.title
    own = owner is not None and owner.kind == "City" and doer.kind in ("Department", "Organization", "Office")
    names = [n.text for n in owner.names if n.text.endswith(("市", "区", "町"))] if own and owner else []
    names = [name for name in names if name in title]
    bureau = any(d.text.startswith(name) and _BUREAU.search(d.text) for d in doer.names for name in names)
    return owner if bureau and owner is not None else doer


def _works_abroad(doer: Entity) -> bool:
    """Whether projects abroad are told as a body's own: a government's, its bureau's, a company's."""
    bureau = doer.kind == "Organization" and any(_BUREAU.search(name.text) for name in doer.names)
    return doer.kind in ("City", "Prefecture", "Department", "Company") or bureau


_BUREAU = re.compile(r"(?:局|部|課|室|水道|企業庁)$")


def _places_above(scene: Scene) -> list[Noun]:
    """The one city abroad that the headings above name, nearest first."""
    for masked in scene.discourse.above:
        found = [n for n in masked.nouns if n.kind == "City" and not scene.is_own(n) and not scene.at_home(n)]
        if found:
            return found if len(found) == 1 else []
    return []


def _is_work(row: Row, scene: Scene) -> bool:
    """Whether a row tells what was done in a land and when, in a list of works abroad."""
    told = row.cells
    return (
        {"country", "held"} <= told.keys() and lists_works(scene.discourse) and is_work(told["content"].clean.text)
    )


def _land_above(row: Row, scene: Scene) -> list[Noun]:
    """The only land abroad of a list whose row says no more than 全国, 地方4都市, 3州."""
    cell = row.cells.get("place")
    if cell is None or not _said("all_over").fullmatch(cell.clean.text.strip()):
        return []
    for masked in scene.discourse.above:
        found = {n.country: n for n in masked.nouns if n.kind == "Country" and not scene.at_home(n)}
        if found:
            return [*found.values()] if len(found) == 1 else []
    return []


_WHERE = ("country", "place", "city", "name")


def _listed(row: Row, role: str, noun: Noun) -> bool:
    """Whether a province stands in an enumeration, and not around a city of it."""
    text = row.cells[role].clean.text
    return text[noun.end : noun.end + 1] in ("、", "・", "") and "(" not in text[: noun.start]


def _by_form(row: Row, role: str) -> Iterator[Noun]:
    """The provinces abroad in an enumerating cell that are places by their form alone."""
    cell = row.cells.get(role)
    if cell is None or role == "name" or not re.search("[、・]", cell.clean.text):
        return
    yield from provinces(re.split(r"[、及びと]+", row.words(role)), cell.nouns)


def _in_one_land(row: Row, reading: Reading) -> Iterator[tuple[Noun, list[Noun]]]:
    """The only country of the record's places, and the places told beside it that no list knows."""
    lands = {n.country: n for role in _WHERE for n in row.nouns(role, reading, "Country")}
    if len(lands) == 1:
        told = [n for role in ("place", "city") for n in row.nouns(role, reading, "City|Region")]
        unlisted = [n for n in told if not n.entities]
        plain = [n for role in ("place", "city") for n in _by_kana(row, role)]
        yield next(iter(lands.values())), [*unlisted, *plain, *(n for role in _WHERE for n in _by_form(row, role))]


def _by_kana(row: Row, role: str) -> Iterator[Noun]:
    """The town of a cell that is nothing but a name in katakana which no list knows: ルアンナムター."""
    cell = row.cells.get(role)
    text = cell.clean.text.strip() if cell is not None else ""
    hall = word("hall_ends").search(text) or word("no_hall").search(text)
    if cell is not None and not (cell.nouns or hall) and _KANA.fullmatch(text):
        yield Noun(0, len(text), "City", text)


_KANA = re.compile("[ァ-ヴー]{3,14}市?")


def _funders(row: Row, reading: Reading) -> Iterator[Noun]:
    """Who pays: of the key for it, of the brackets behind a sum (JICAの委託費)."""
    cell = row.cells.get("cost")
    paid = cell is not None and re.search(r"\([^()]*(?:委託|負担|助成|補助|出資|拠出|fund|grant)", cell.clean.text)
    for role in ("funder", "cost") if paid else ("funder",):
        yield from row.nouns(role, reading, "Organization|NationalGovernment") or _by_form_alone(row.words(role))


_FROM = re.compile(r"(?:^|\bfrom (?:the )?)(?P<name>[A-Z][\w’&-]*(?: (?:of|and|for|the|de) | )[^,.;()0-9]{3,60})")


def _by_form_alone(words: str) -> list[Noun]:
    """The body that an English cell names, though no list knows it: EUR 410,000 from the Ministry for … ."""
    told = _FROM.search(words) if words.isascii() else None
    named = told is not None and word("body_form").fullmatch(told["name"].strip())
    if told is None or not named:
        return []
    kind = "NationalGovernment" if told["name"].startswith(("Ministry", "Federal Ministry")) else "Organization"
    return [Noun(0, 0, kind, told["name"].strip())]
