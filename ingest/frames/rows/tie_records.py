"""Records of one tie in a register: whose it is, with whom, where that lies, since when and of which kind.

自治体名 米子市 / 相手先 束草市 / 国名 韓国 / 提携年月日 1995/10/25: the tie is of the record's own municipality,
and of the document's only where the record names none. Its kind is told by its own key, else by the paper's name,
by what the record tells of the tie, by the title; where a register of both kinds tells none, they are sisters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from ....ontology.model import Entity, Status
from ...data import pattern
from ...matching.discourse import Discourse
from ...matching.engine import TIES, Draft
from ...matching.reading import Reading
from ...text.clean import Clean
from ...text.column_roles import role_of
from ...text.keys import role_of_tie
from ...text.mask import Masked, Noun
from ...text.recurring import NAME_TITLE
from ...text.structure import Block
from ..parties import STATES
from ..scene import Scene
from ..words import word
from .entry_places import at_home, place_of
from .fields import Annotate, Entry, in_japanese, kind_of, names_in, parts, takes
from .municipalities import TOWN, municipalities, prefecture_above
from .remarks import remarked

_REMARK = 50  # characters of a remark on the tie itself
_LANDS = ("Country", "Region", "Prefecture")
_said: Final = partial(pattern, "words/tie_records.toml", "said")


def fields_of_tie(block: Block) -> dict[str, Clean]:
    """The values of a record of a tie by what they are; none where the block is another one."""
    if not block.header_pairs:
        return {}
    told: dict[str, Clean] = {}
    for key, value in zip(block.header, block.values, strict=False):
        if (role := role_of_tie(key)) and value.text:
            told.setdefault(role, value)
    both = told.get("parties")
    if both is not None and "partner" not in told and (parted := _TWO.search(both.text)):
        told["ours"], told["partner"] = both[: parted.start()], both[parted.end() :]
    dated = "tied" in told and told.keys() & {"partner", "ours", "country"}
    return told if dated or told.keys() >= {"ours", "partner"} else {}


_TWO = re.compile(r"、\s?|と|及び|および|[/／]|, | and |[–—]")  # between the two parties of one key


def is_read_on(block: Block, sentence: Masked) -> bool:
    """Whether a sentence of a record tells more than a field: of how the tie came about, or under another key."""
    start = sentence.clean.span(0, 1)[0]
    for key, cell, value in zip(block.header, block.cells, block.values, strict=False):
        if not cell.text or not value.text:
            continue
        low, high = cell.span(0, len(cell.text))
        if low <= start < high:
            return role_of_tie(key) in (None, "course")
    return True


def of_its_partner(drafts: Sequence[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts of a sentence of a record but ties that it tells in no word, with another than the partner.

    経過 ミラノの会議で市長が候補として薦められた: what came about on the way is no tie, though the record is.
    """
    prose = discourse.kind == "row" and sentence.clean.text.endswith("。")
    if not (discourse.by_fields or (prose and discourse.by_columns)) or any(
        n.kind == "Tie" for n in sentence.nouns
    ):
        return list(drafts)
    partners = discourse.by_columns
    return [d for d in drafts if d.relation not in TIES or {d.subject.iri, _iri(d)} & partners]


def _iri(draft: Draft) -> str:
    return draft.object.iri if isinstance(draft.object, Entity) else ""


def is_named_entry(block: Block) -> bool:
    """Whether a row is the entry of a partner under its name, as a list tells it line by line."""
    return block.kind == "row" and block.header[:1] == (NAME_TITLE,) and "tied" in map(role_of, block.header)


_OF_THE_CITY = frozenset(["receivedTitle", "hostCityOf", "holdsRole"])


def of_no_owner(drafts: Sequence[Draft], sentence: Masked, owner: Entity | None) -> list[Draft]:
    """The drafts of a sentence below the entry of a partner but what it tells of the document's city unnamed.

    2015年には会議の会場に選ばれた, below the entry of its sister city, is of that one.
    """
    if owner is None or any(n.kind == "Self" or n.text in {m.text for m in owner.names} for n in sentence.nouns):
        return list(drafts)
    return [d for d in drafts if d.relation not in _OF_THE_CITY or d.subject.iri != owner.iri]


def record_of_tie(
    block: Block, discourse: Discourse, reading: Reading, annotate: Annotate
) -> Iterator[tuple[Masked, Draft]] | None:
    """What the record of a tie tells; none where the block is no such record, or names no place abroad."""
    told = fields_of_tie(block)
    if not told:
        return None
    scene = Scene(annotate(block.text), discourse, reading)
    kind = _kind(told, scene, annotate)
    ours = home_of_record(told, annotate, discourse.frame.home_land)
    entry = _entry(told, scene, annotate)
    if entry is None:
        return iter(()) if "partner" in told and _said("none").search(told["partner"].text) else None
    if kind is None and ("partner" not in told or "paper" in told):
        return None  # a paper of another kind, or of no city
    home = scene.entity(ours) if ours else _above(scene, annotate) if "partner" in told else None
    return _told(entry, kind, home or scene.owner, scene, told, reading, annotate)


def home_of_record(told: dict[str, Clean], annotate: Annotate, land: str) -> Noun | None:
    """The municipality whose tie the record is; none where it names none of the document's own country.

    A key for a municipality without another one for its partner names the partner.
    """
    return _municipality(annotate(told["ours"]).nouns, told, land) if "ours" in told else None


def owner_of_record(block: Block, inner: Sequence[Masked], land: str) -> Noun | None:
    """The municipality whose tie a block is the record of, by the sentences of the block."""
    told = fields_of_tie(block)
    if "ours" not in told:
        return None
    low, high = told["ours"].span(0, len(told["ours"].text))
    inside = [n for s in inner for n in s.nouns if low <= s.clean.span(n.start, n.end)[0] < high]
    return _municipality(inside, told, land)


def _municipality(nouns: Sequence[Noun], told: dict[str, Clean], land: str) -> Noun | None:
    kinds = ("City", "Prefecture", "Ward")
    found = [n for n in nouns if n.kind in kinds and ("partner" in told or n.country in (land, None))]
    towns = [n for n in found if n.kind != "Prefecture"]
    if found:
        return (towns or found)[0]
    name = re.sub(r"\([^()]*\)", "", told["ours"].text).strip()
    own = TOWN.fullmatch(name)
    return Noun(0, len(name), "City", own["name"]) if own and "partner" in told else None


def _entry(told: dict[str, Clean], scene: Scene, annotate: Annotate) -> Entry | None:
    """The partner with its country and the date, as the entry of a list; none where no place is named."""
    entry = Entry(sure=True)
    for role in ("tied", "country"):
        for part in parts(told[role]) if role in told else ():
            takes(entry, part, annotate)
    if "country" in told:
        lands = [n for n in annotate(told["country"]).nouns if n.kind == "Country"]
        entry.land = lands[0] if lands else entry.land
    cell = told.get("partner") or told.get("ours")
    if (
        cell is not None
        and "partner" not in told
        and home_of_record(told, annotate, scene.discourse.frame.home_land)
    ):
        cell = None  # 自治体名 米子市 above the records of its partners
    if cell is None:
        entry.names = _alone_above(scene, annotate)
        return entry if entry.names else None
    if _said("none").search(cell.text):
        return None
    for whole in _pieces(cell, scene):
        part, latin = in_japanese(whole)
        if not entry.names and (names := names_in(part, annotate, sure=True)):
            entry.names, entry.latin = names[:1], latin
        else:
            takes(entry, part, annotate)
    return entry if entry.names else None


def _pieces(cell: Clean, scene: Scene) -> Iterator[Clean]:
    """A name and what stands in brackets or behind a comma: Everett, Washington."""
    for part in parts(cell):
        cut = re.search(r",\s*", part.text) if not scene.japanese else None
        if cut is None:
            yield part
            continue
        yield part[: cut.start()]
        yield part[cut.end() :]


def _alone_above(scene: Scene, annotate: Annotate) -> list[tuple[str, Sequence[Noun]]]:
    """The place that the line right above the record is, or the heading: ■ スワード市(アメリカ)."""
    for line in (scene.discourse.before, *scene.discourse.headings[-1:]):
        for part in parts(line.clean) if line is not None and len(line.clean.text) < _ALONE else ():
            if names := names_in(in_japanese(part)[0], annotate, sure=True):
                return names[:1]
            break
    return []


_ALONE = 40  # characters of a line that may be a place's name alone


def _above(scene: Scene, annotate: Annotate) -> Entity | None:
    """Whose tie it is, where the line above the record is a place alone: Győr, and below it Sister city: Yonago."""
    if (ours := _municipality_above(scene)) is not None:
        return ours
    found = _alone_above(scene, annotate)
    if not found:
        return None
    lands = [n for m in scene.discourse.above for n in m.nouns if n.kind == "Country" and not scene.at_home(n)]
    place = place_of(*found[0], Entry(sure=True, land=lands[0] if lands else None), scene)
    if place is not None or scene.japanese:
        return place
    kind = "SubnationalGovernment" if STATES.search(found[0][0]) else "City"
    return scene.discourse.minter.named(kind, found[0][0])


def _municipality_above(scene: Scene) -> Entity | None:
    """The municipality that is all that the line above a record says: 【松川村】."""
    lines = [m.clean.text for m in (scene.discourse.before, *scene.discourse.headings[-1:]) if m is not None]
    within = prefecture_above(scene.discourse.above)
    for text in lines if scene.japanese else ():
        name = re.sub(r"^[\W_]+|[\W_]+$", "", text)
        if TOWN.fullmatch(name):
            found = municipalities(name, scene.discourse, within, sure=False)
            return found[0] if found and found[0].country in (scene.discourse.frame.home_land, None) else None
    return None


def _kind(told: dict[str, Clean], scene: Scene, annotate: Annotate) -> str | None:
    """The relation that a record tells; none where it is of no tie between cities."""
    if "kind" in told:
        kind = told["kind"].text
        short = _SHORT.search(kind)
        return _in_words([kind]) or kind_of(annotate(told["kind"])) or (_RELATION[short[0]] if short else None)
    course = [told["course"].text] if "course" in told else []
    for texts in (
        [told[role].text for role in ("paper", "basis", "tied") if role in told],
        course,
        [line.clean.text for line in scene.discourse.below],
    ):
        if relation := _in_words(texts):
            return relation
    return next(filter(None, map(_of_title, scene.discourse.above)), None)


def _of_title(line: Masked) -> str | None:
    """The kind of tie that a register's title tells: of both kinds, sisters where the record says no more."""
    text = line.clean.text
    if not _said("either").search(text) and (relation := _in_words([text])):
        return relation
    ties = [n.value for n in line.nouns if n.kind == "Tie" and isinstance(n.value, str)]
    plain = ties[0] if ties and ties[0] != "cityTieWith" else "sisterCityOf"
    return plain if ties or _said("either").search(text) else None


_SHORT = re.compile("姉妹|友好")
_RELATION = {"姉妹": "sisterCityOf", "友好": "friendshipCityOf"}


def _in_words(texts: Sequence[str]) -> str | None:
    """The one kind of tie that texts speak of."""
    said = {
        relation
        for relation, name in (("sisterCityOf", "sister"), ("friendshipCityOf", "friendship"))
        if any(_said(name).search(text) for text in texts)
    }
    return said.pop() if len(said) == 1 else None


def _told(  # noqa: PLR0917 -- what a record tells, and where
    entry: Entry,
    relation: str | None,
    home: Entity | None,
    scene: Scene,
    told: dict[str, Clean],
    reading: Reading,
    annotate: Annotate,
) -> Iterator[tuple[Masked, Draft]]:
    span = _fields_alone(scene, told)
    name, nouns = entry.names[0]
    partner = place_of(name, nouns, entry, scene)
    if partner is None:
        return
    scene.discourse.by_columns.add(partner.iri)
    if at_home(partner, home):
        return
    for land in (entry.land, *[n for n in _states(told, annotate) if n not in nouns][:1]):
        if land is not None and land.kind in _LANDS:
            for draft in scene.draft(partner, "locatedIn", scene.entity(land), span, "tie-record", always=True):
                yield scene.masked, draft
    status = told["status"].text if "status" in told else ""
    if relation is None or word("pending").search(status) or (entry.when is None and "kind" not in told):
        return
    for draft in scene.draft(home, relation, partner, span, "tie-record", since=entry.when, always=True):
        yield scene.masked, draft._replace(status=Status.ENDED) if _said("over").search(status) else draft
    course = told.get("course")
    if home is not None and course is not None and len(course.text) < _REMARK and "旧" not in course.text:
        entry.remarks = [course]
        yield from remarked(entry, (home, partner), scene, reading, annotate)


def _fields_alone(scene: Scene, told: dict[str, Clean]) -> tuple[int, int]:
    """The range of a record without what it tells at length of how the tie came about."""
    high = len(scene.text)
    if "course" in told:
        begins = told["course"].span(0, 1)[0]
        high = next((i for i in range(high) if _source(scene, i) >= begins), high)
    return 0, max(high, 1)


def _source(scene: Scene, at: int) -> int:
    low = scene.masked.at[at]
    return scene.masked.clean.span(low, low + 1)[0]


def _states(told: dict[str, Clean], annotate: Annotate) -> list[Noun]:
    """The state or province in which the partner lies, by a key of its own or behind its name or its country's."""
    cells = [told[role] for role in ("state", "country") if role in told]
    if "partner" in told and (behind := re.search(r"[(,]", told["partner"].text)):
        cells.append(told["partner"][behind.end() :])
    return [n for cell in cells for n in annotate(cell).nouns if n.kind in ("Region", "Prefecture")]
