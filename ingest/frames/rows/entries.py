"""Entries of lists of ties by position: a row, *X市(国、S36.7.14)、Y市(…)*, *Beira, Mozambique - 1990*.

What a field says goes before what the whole line might mean (:mod:`.fields`): its date is the tie's, its word for a
tie the kind, a dash or "under discussion" makes it none. A name that no list of places knows is a place's by its
form and its position, above all beside a country. Whose ties they are, the line's head tells, else its section.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ....ontology.edtf import Interval
from ....ontology.model import Entity, Status
from ...matching.discourse import Discourse
from ...matching.engine import Draft
from ...matching.reading import Reading
from ...matching.standing import Standing
from ...names.shape import port_of
from ...text.clean import Clean
from ...text.column_roles import role_of
from ...text.mask import Masked, Noun
from ...text.structure import Block
from ..bodies import own_port
from ..scene import Scene
from ..words import word
from .entry_kinds import listed_pacts, relation_of
from .entry_lines import may_be_entries, may_list, of_line, pieces, tells_of_tie
from .entry_places import at_home, called_as, place_of
from .fields import Annotate, Entry, behind_land, in_japanese, names_in, parts, takes
from .municipalities import municipalities, prefecture_above, prefecture_of
from .remarks import remarked

_SHORT = 40


def entries(
    block: Block, inner: Sequence[Masked], discourse: Discourse, reading: Reading, annotate: Annotate
) -> Iterator[tuple[Masked, Draft]]:
    """What the entries of a block tell."""
    if block.kind in ("heading", "paragraph") and inner and len(block.text.text) < _SHORT:
        alone = inner[0].nouns if len(inner) == 1 and len(inner[0].text) == 1 else ()
        discourse.land = alone[0] if alone and alone[0].kind == "Country" else discourse.land
        if alone and alone[0].kind == "Country":
            return
        if block.kind == "heading":
            discourse.land = None
    elif block.kind not in ("row", "item"):
        discourse.land = None
    line = _alone(block) if discourse.frame.lang != "ja" else block.text
    if block.kind == "row" and line is block.text and not _several(block, discourse):
        if block.header_pairs or len(block.cells) < 2 or not inner:
            return
        found = [entry] if (entry := _of_row(block, discourse, annotate)) else []
        if entry is not None and entry.owned and entry.home is not None and entry.home.entities:
            owner = discourse.minter.known(entry.home.entities[0])
            discourse.frame = replace(discourse.frame, owner=owner)  # what else the row says is its owner's
            discourse.by_columns.add(owner.iri)
    elif (
        block.kind != "heading"
        and inner
        and may_list(line.text, japanese=discourse.frame.lang == "ja")
        and tells_of_tie(line.text, discourse)
        and may_be_entries(line, japanese=discourse.frame.lang == "ja")
    ):
        found = of_line(line, discourse, annotate)
        discourse.by_line = bool(found)
    else:
        return
    if not found:
        return
    scene = Scene(annotate(line), discourse, reading)
    for entry in found:
        yield from _told(entry, scene, reading, annotate)


def _several(block: Block, discourse: Discourse) -> bool:
    """Whether a row is a municipality's line of several entries: ○飯田市  ヒロ市(…) …/成都市(…) …."""
    if len(block.cells) != 2 or discourse.frame.lang != "ja" or "。" in block.text.text:
        return False
    listed = block.cells[1]
    inside = list(pieces(listed, 0, len(listed.text), japanese=True))
    return len(inside) > 1 and may_be_entries(listed, japanese=True)


def _alone(block: Block) -> Clean:
    """The line that a block is: of a row behind an empty first cell (an indented line) what it says."""
    indented = block.kind == "row" and len(block.cells) == 2 and not block.cells[0].text
    return block.cells[1] if indented else block.text


def _of_row(  # noqa: PLR0912, PLR0915 -- one branch a column
    block: Block, discourse: Discourse, annotate: Annotate
) -> Entry | None:
    """The entry that a row is, by its columns' titles and by what its cells are."""
    header = block.header
    if len(header) + 1 == len(block.cells) and re.fullmatch(r"\d{1,3}", block.cells[0].text.strip()):
        header = ("", *header)  # the number's title stands with the next one's: No. 都市
    header = header if len(header) == len(block.cells) else ()
    titled = header and header != tuple(c.text for c in block.cells)
    if header and not titled and sum(role_of(h) is not None for h in header) > 1:
        return None  # the titles themselves
    cells = list(zip(block.cells, header if titled else [""] * len(block.cells), strict=True))
    if block.stub is not None and not block.cells[0].text:
        cells[0] = (block.stub, cells[0][1])
    entry = Entry()
    roles = {role_of(title) for title in header} if titled else set()
    partner: Clean | None = None
    if titled and (told := _by_columns(cells, discourse, annotate)) is not None:
        entry.home, entry.land_above, owner, partner = told
        entry.owned = True
        cells = [pair for pair in cells if pair[0] is not owner]
    if not titled and len(cells) == _PAIR and (town := _of_no_list(block, annotate)):
        entry.home = town
        cells = cells[1:]
    unread = False  # whether a cell that is no remark's says something else
    for cell, title in cells:
        role = role_of(title) if title else None
        if when := _counted(cell, discourse, annotate):
            entry.when, entry.dates = when, 1  # whatever an empty first cell takes from the row above
            continue
        if title and word("remark_column").search(title) and role not in ("kind", "tied", "name", "city"):
            if cell.text:
                entry.remarks.append(cell)
                if role == "content":
                    entry.content = entry.content or cell
            continue
        if role in ("participants", "held", "project", "event", "body", "network", "organiser", "joined", "member"):
            return None
        for whole in () if _says(entry, cell, title, annotate) else parts(cell):
            part, latin = in_japanese(whole)
            if _says(entry, part, title, annotate):
                continue
            placed = role == "country" and roles & {"city", "name"}  # テキサス州 beside its country
            if not entry.names and role in (None, "name", "city", "port", "country", "place") and not placed:
                land, part = behind_land(part, annotate) if role in (None, "name", "city") else (None, part)
                entry.land, entry.latin = entry.land or land, latin
                entry.sure = role in ("name", "city", "port") or cell is partner
                entry.names = names_in(part, annotate, sure=entry.sure)
                entry.port = entry.port or role == "port" or any(p.endswith("港") for p, _ in entry.names)
                if entry.home is not None and _of_prefecture(entry.names):
                    entry.names = []  # 会津若松市(福島県)
                    continue
                if entry.home is None and (home := _municipality(entry.names, discourse)):
                    entry.home, entry.names, entry.domestic = home, [], entry.sure
                    continue
                if not entry.names and entry.sure and (body := _body_in(part, discourse, annotate)):
                    entry.body = body
                    continue
                if entry.names:
                    continue
            entry.of_another_kind = entry.of_another_kind or role == "kind"
            entry.remarks.append(part)
            unread = unread or not (placed or word("is_told").search(part.text))
    if entry.body and not entry.names and (entry.dates == 1 or "agreementWith" in entry.kinds):
        return entry
    if entry.home is not None and not entry.names and entry.domestic and not unread:
        entry.names, entry.home = [(entry.home.text, (entry.home,))], None
    entry.land = entry.land or entry.land_above
    heads = [n for _, found in entry.names for n in found]
    if heads and all(n.kind == "Region" and n.entities and n.country is None for n in heads):
        return None  # a continent heads its countries, and has no tie
    return entry if entry.names and entry.dates < 2 else None


def _says(entry: Entry, part: Clean, title: str, annotate: Annotate) -> bool:
    """Let a cell say what it is; one below another title denies what that says, and no tie: 交換留学 | なし."""
    before = entry.pending, entry.unsigned
    told = takes(entry, part, annotate)
    if title and role_of(title) not in _OF_THE_TIE and not word("tie_column").search(title):
        entry.pending, entry.unsigned = before
    return told


_OF_THE_TIE = ("kind", "tied", "name", "city", "port", "country")


def _body_in(part: Clean, discourse: Discourse, annotate: Annotate) -> str:
    """The organisation that a partner's cell names: one that its form tells, or any in a list of agreements."""
    if listed_pacts(discourse) and (body := word("body_form").fullmatch(part.text)):
        return body[0]
    masked = annotate(part)
    alone = len(masked.nouns) == 1 and len(masked.text) == 1
    return part.text if alone and masked.nouns[0].kind == "Organization" else ""


def _by_columns(
    cells: Sequence[tuple[Clean, str]], discourse: Discourse, annotate: Annotate
) -> tuple[Noun, Noun | None, Clean, Clean] | None:
    """By the titles of a list of ties: whose the row is, the land told above for all partners, and both cells.

    市町村 | 提携先 | 国; or the titles are where each side lies: 宮崎県 | オンタリオ州(カナダ) | 年.
    """
    own = discourse.frame.home_land
    whose = next((n for n, (_, title) in enumerate(cells) if _is_owners(title, discourse)), None)
    if whose is None:
        return None
    titles = {n: annotate(Clean.of(cells[n][1])) for n in range(whose + 1, len(cells))}
    with_whom = next((n for n, title in titles.items() if _is_partners(title, own)), None)
    if with_whom is None or not cells[with_whom][0].text:
        return None
    owner = cells[whose][0]
    beside = [cell.text for cell, _ in cells[:whose]]
    within = prefecture_of([*beside, cells[whose][1]], discourse) or prefecture_above(discourse.above)
    found = municipalities(owner.text, discourse, within, sure=True)
    if len(found) != 1:
        return None
    home = Noun(0, len(owner.text), found[0].kind, owner.text, (found[0],))
    lands = _lands(titles[with_whom], own) or _only_land(discourse, own)
    return (
        home,
        next((n for n in lands if n.kind == "Country"), next(iter(lands), None)),
        owner,
        cells[with_whom][0],
    )


def _is_owners(title: str, discourse: Discourse) -> bool:
    """Whether a column's title says that its cells are municipalities of the document's own country."""
    if word("owner_column").fullmatch(title):
        return not word("partner_column").search(title)
    return prefecture_of([title], discourse) is not None


def _is_partners(title: Masked, own: str) -> bool:
    """Whether a column's title says that its cells are the other party."""
    if role_of(title.clean.text) in ("country", "tied", "kind"):
        return False
    return bool(_lands(title, own)) or bool(word("partner_column").search(title.clean.text))


def _lands(line: Masked, own: str) -> list[Noun]:
    """The lands abroad that a line names."""
    return [n for n in line.nouns if n.kind in ("Country", "Region") and n.country not in (own, None)]


def _only_land(discourse: Discourse, own: str) -> list[Noun]:
    """The lands that the lines above name, if they lie in one country."""
    found = [n for line in discourse.above for n in _lands(line, own)]
    return found if len({n.country for n in found}) == 1 else []


def _of_no_list(block: Block, annotate: Annotate) -> Noun | None:
    """The municipality before a tie that no list knows: 東川町 | キャンモア町(カナダ) 1989年 姉妹."""
    name, tie = block.cells[0].text.strip(), annotate(block.cells[1])
    abroad = tie.clean.text.count("(") == 1 and any(n.kind == "Country" for n in tie.nouns)
    if not (abroad and _TOWN.fullmatch(name)) or annotate(block.cells[0]).nouns:
        return None
    return Noun(0, len(name), "City", name)


_PAIR = 2  # cells: a municipality, and its tie
_TOWN = re.compile("[一-鿿ぁ-んヶ]{1,6}[市町村区]")


def _counted(cell: Clean, discourse: Discourse, annotate: Annotate) -> Interval | None:
    """The date that a cell alone counts from the row above it: 同年. 9. 9, 翌年5月."""
    if not _COUNTS.match(cell.text.strip()):
        return None
    masked = annotate(cell)
    if len(masked.nouns) != 1 or len(masked.text.strip()) > 1:
        return None
    dates = discourse.dates(masked).dates
    return dates[0][1] if len(dates) == 1 else None


_COUNTS = re.compile(r"[同翌]々?年.{0,10}$")


def _municipality(names: list[tuple[str, Sequence[Noun]]], discourse: Discourse) -> Noun | None:
    """The municipality of the document's own country that is all that a cell names."""
    own = discourse.frame.home_land
    nouns = [n for _, found in names for n in found]
    if len(nouns) != 1 or not nouns[0].entities or discourse.frame.lang != "ja":
        return None
    return nouns[0] if nouns[0].entities[0].country == own else None


def _of_prefecture(names: list[tuple[str, Sequence[Noun]]]) -> bool:
    """Whether a field names a prefecture alone: that of the municipality before it."""
    return [n.kind for _, found in names for n in found] == ["Prefecture"]


def _whose(entry: Entry, scene: Scene, reading: Reading) -> Entity | None:
    """The party whose list the entry stands in: of the section, the heading, else the document's own."""
    if entry.port:
        return own_port(scene)
    owner = scene.owner
    if owner is not None and owner.kind in ("City", "Prefecture") and isinstance(reading, Standing):
        home = reading.home_of(scene.place)
        named = home is not None and any(home in n.entities[:1] for n in scene.masked.nouns)
        return home if named or owner.kind == "City" else owner
    return owner


def _told(  # noqa: PLR0912 -- one branch a kind of entry
    entry: Entry, scene: Scene, reading: Reading, annotate: Annotate
) -> Iterator[tuple[Masked, Draft]]:
    relation = relation_of(entry, scene, annotate)
    if relation is None:
        for name, nouns in entry.names if entry.content is not None else ():
            if (partner := place_of(name, nouns, entry, scene)) is not None:
                scene.discourse.by_columns.add(partner.iri)  # of which the row's sentence tells no tie either
        return
    span = _masked_span(entry, scene.masked)
    home = scene.entity(entry.home) if entry.home else _whose(entry, scene, reading)
    home = scene.owner if entry.domestic and not entry.home else home
    if entry.body and not entry.pending:
        other = scene.discourse.minter.named("Organization", entry.body)
        if entry.land is not None:
            for draft in scene.draft(other, "locatedIn", scene.entity(entry.land), span, "entry", done=True):
                yield scene.masked, draft
        for draft in scene.draft(home, relation, other, span, "entry", since=entry.when, done=True):
            yield scene.masked, _ended(draft, entry)
        return
    for name, nouns in entry.names:
        partner = place_of(name, nouns, entry, scene)
        if partner is None or (at_home(partner, home) and not (entry.domestic and partner != home)):
            continue
        if entry.port and partner.kind == "City":
            partner = scene.discourse.minter.known(called_as(port_of(partner), name))
        scene.discourse.by_columns.add(partner.iri)
        if entry.land is not None:
            for draft in scene.draft(partner, "locatedIn", scene.entity(entry.land), span, "entry", done=True):
                yield scene.masked, draft
        if not (_holds(entry) or _is_listed(entry, scene)) or _NO_TIE.search(scene.masked.clean.text):
            continue
        past = scene.is_past(entry.when)
        for draft in scene.draft(home, relation, partner, span, "entry", since=entry.when, done=past):
            yield scene.masked, _ended(draft, entry)
        if home is not None and entry.remarks:
            yield from remarked(entry, (home, partner), scene, reading, annotate)


def _holds(entry: Entry) -> bool:
    """Whether an entry tells a tie: it has a date or a word for one, and nothing that makes it none."""
    if entry.pending or (entry.of_another_kind and not entry.kinds and not entry.port):
        return False
    told = bool(entry.kinds) or (entry.owned and entry.sure)  # its columns say who is tied with whom
    return entry.when is not None or (told and not entry.unsigned)


def _is_listed(entry: Entry, scene: Scene) -> bool:
    """Whether an entry is a land and cities of it alone, below a line that says no more than whose ties are listed.

    *Friendship cities*; *Boise has three sister cities:*; ナポリ市が海外に持つ姉妹都市.
    """
    lead = scene.discourse.lead
    plain = entry.land is not None and not (entry.remarks or entry.unsigned or entry.of_another_kind or entry.dates)
    if lead is None or entry.pending or not plain or scene.discourse.kind != "row":
        return False
    ties = [n for n in lead.nouns if n.kind == "Tie"]
    around = [lead.clean.text[: ties[0].start], lead.clean.text[ties[0].end :]] if len(ties) == 1 else []
    if around and len(entry.names) == 1 and word("ties_listed").fullmatch("|".join(around)):
        return True
    keepers = [n for n in lead.nouns if n.kind in ("City", "Prefecture", "Region", "Self")]
    if not around or len(keepers) != 1 or scene.owner is None or scene.owner != scene.entity(keepers[0]):
        return False
    return bool(word("ties_kept").fullmatch(f"{around[0][keepers[0].end :]}|{around[1]}"))


def _ended(draft: Draft, entry: Entry) -> Draft:
    """A tie of which a remark says that it is over; what it says of an exchange ends no tie."""
    told = zip(["", *(remark.text for remark in entry.remarks)], entry.remarks, strict=False)
    over = {bool(_OF_EXCHANGE.search(before)) for before, remark in told if word("over").search(remark.text)}
    if False in over:
        return draft._replace(status=Status.ENDED)
    return draft._replace(status=Status.SETTLED) if over and draft.status is Status.ENDED else draft


_NO_TIE = re.compile(
    "(?:提携|協定|姉妹(?:都市|港)|友好(?:都市|港))では(?:ない|ありません|なく)"
)  # what a row says of itself
_OF_EXCHANGE = re.compile(r"(?:派遣|留学|事業|交流|受け?入れ?|研修|訪問)$")  # (平成27年度で終了) behind it is of it


def _masked_span(entry: Entry, masked: Masked) -> tuple[int, int]:
    """Where the entry stands in the masked text of its line."""
    if entry.span is None:
        return 0, len(masked.text)
    low = bisect_right(masked.at, entry.span[0]) - 1
    return low, min(max(bisect_left(masked.at, entry.span[1]), low + 1), len(masked.text))
