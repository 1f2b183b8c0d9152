"""Lists of the cities that belong to a network: *Phuket | Gastronomy | 2015* under a title that names the network.

The row's name is the subject, not the document's city; a date alone in its cell is when it joined. Under a title
that says nothing else than members (*Member cities*, 加盟都市一覧) an entry needs no date: *Bari, Italy*. The
network is the one of the titles above. Observers, former members and candidates have titles of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ....ontology.model import Entity
from ...matching.discourse import Discourse
from ...matching.engine import Draft
from ...matching.reading import Reading
from ...names.gazetteer import gazetteer
from ...text.clean import Clean
from ...text.mask import Masked, Noun
from ...text.structure import Block
from ..scene import Scene
from ..words import word
from .entry_lines import pieces
from .fields import Annotate, Entry, latin_parts, names_in, parts, takes

_CITIES = re.compile(r"都市|市町村|自治体|\b(?:[Cc]ities|[Tt]owns|[Mm]embers)\b")
_OF_IT = re.compile(
    r"同(?:ネットワーク|連合|会議|機構)の(?:加盟|会員)"
    r"|\b[Mm]embers? (?:cities )?of (?:the|this) (?:same )?network\b"
)
_MEMBERS = re.compile(
    r"\W{0,3}(?:[\ue000-\uf8ff](?: \([^()]*\))?(?:['’]s |の|: | [-–—|] | )?)?(?:[Ll]ist of |[Oo]ur |[Tt]he )?"
    r"(?:[Ff]ull |[Cc]urrent |[Ff]ounding |[Pp]resent )?[Mm]ember(?:s|ship)?"
    r"(?: (?:cities|towns|municipalities|list))?"
    r"(?: (?:of|in) (?:the )?[\ue000-\uf8ff])?(?: (?:by|with) [a-z ]{3,30})?(?: \([^()]*\))?\W{0,2}"
    r"|\W{0,3}(?:[\ue000-\uf8ff](?:\([^()]*\))?の?)?(?:正|現在の)?(?:加盟|会員|構成|メンバー)(?:都市|自治体|市町村|市)"
    r"(?:の?(?:一覧|リスト|名簿|紹介)表?)?(?:\([^()]*\))?\W{0,2}"
)
_LONGEST = 300


def member_rows(
    block: Block, inner: Sequence[Masked], discourse: Discourse, reading: Reading, annotate: Annotate
) -> Iterator[tuple[Masked, Draft]]:
    """``memberOf`` of the cities that a list of a network's members names."""
    if block.kind not in ("row", "item") or not inner or (block.kind == "row" and block.header_pairs):
        return
    of_members = any(_MEMBERS.fullmatch(head.text) for head in discourse.nearest[:1])
    network = _above(discourse) if of_members else _network(discourse)
    if network is None or len(block.text.text) > _LONGEST:
        return
    whole = annotate(block.text)
    scene = Scene(whole, discourse, reading)
    for entry in _entries(block, annotate, japanese=scene.japanese):
        city = _city(entry, scene)
        if city is None or entry.pending or (entry.when is None and (entry.dates or not of_members)):
            continue
        since, span = entry.when, (0, len(whole.text))
        for draft in scene.draft(
            city, "memberOf", scene.entity(network), span, "member-row", since=since, done=True
        ):
            yield whole, draft


def _network(discourse: Discourse) -> Noun | None:
    """The network whose members the list is of: its title names it and cities, and no tie."""
    for head in discourse.nearest:
        if any(n.kind == "Tie" for n in head.nouns):
            return None
        networks = [n for n in head.nouns if n.kind in ("CityNetwork", "Alliance")]
        if networks and _CITIES.search(head.text):
            return networks[-1]
        if _OF_IT.search(head.text):
            spoken = [n for m in discourse.above for n in m.nouns if n.kind == "CityNetwork"]
            return discourse.last.get("CityNetwork") or next(iter(spoken), None)
    return None


def _above(discourse: Discourse) -> Noun | None:
    """The network that the title of its members names, else a title above does, else the one spoken of."""
    for head in (*discourse.nearest, *discourse.above):
        if networks := [n for n in head.nouns if n.kind in ("CityNetwork", "Alliance")]:
            return networks[-1]
    return discourse.last.get("CityNetwork")


def _entries(block: Block, annotate: Annotate, *, japanese: bool) -> Iterator[Entry]:
    if block.kind == "row":
        if entry := _entry([p for cell in block.cells for p in parts(cell)], annotate):
            yield entry
        return
    for piece, _ in pieces(block.text, 0, len(block.text.text), japanese=japanese):
        if entry := _entry(list((parts if japanese else latin_parts)(piece)), annotate):
            yield entry


def _entry(fields: Sequence[Clean], annotate: Annotate) -> Entry | None:
    entry = Entry()
    for number, part in enumerate(fields):
        if number == 0 and len(fields) > 1 and _is_land(entry, part, annotate):
            continue  # | Austria | Graz | 1994 |
        if not entry.names:
            entry.names = names_in(part, annotate, sure=True)
            if len(entry.names) != 1:
                return None
        elif not takes(entry, part, annotate):
            entry.remarks.append(part)
    told = any(word("pending").search(r.text) for r in entry.remarks)
    return entry if entry.names and entry.dates < _TWO and not told else None


_TWO = 2


def _is_land(entry: Entry, part: Clean, annotate: Annotate) -> bool:
    nouns = annotate(part).nouns
    return len(nouns) == 1 and nouns[0].kind == "Country" and takes(entry, part, annotate)


def _city(entry: Entry, scene: Scene) -> Entity | None:
    """The city that an entry names: of those so called, one in the land beside it or the document's own."""
    name, nouns = entry.names[0]
    owner = scene.owner
    home = owner.country if owner else None
    land = entry.land.entities[0] if entry.land is not None and entry.land.entities else None
    code = land.country if land else home
    named = [e for n in nouns for e in n.entities] or [e for e in gazetteer().lookup(name) if e.kind == "City"]
    found = [e for e in named if e.country == code] or named
    if not found or found[0].kind != "City":
        return None
    return scene.discourse.minter.known(found[0])
