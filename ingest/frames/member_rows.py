"""Lists of the cities that belong to a network: *Phuket | Gastronomy | 2015* under a title that names the network.

The row's name is the subject, not the document's city; a date alone in its cell is when it joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...ontology.model import Entity
from ..matching.discourse import Discourse
from ..matching.engine import Draft
from ..matching.reading import Reading
from ..names.gazetteer import gazetteer
from ..text.clean import Clean
from ..text.mask import Masked, Noun
from ..text.structure import Block
from .entry_lines import pieces
from .fields import Annotate, Entry, latin_parts, names_in, parts, takes
from .scene import Scene
from .words import word

_CITIES = re.compile(r"都市|市町村|自治体|\b(?:[Cc]ities|[Tt]owns|[Mm]embers)\b")
_OF_IT = re.compile(
    r"同(?:ネットワーク|連合|会議|機構)の(?:加盟|会員)"
    r"|\b[Mm]embers? (?:cities )?of (?:the|this) (?:same )?network\b"
)
_LONGEST = 300


def member_rows(
    block: Block, inner: Sequence[Masked], discourse: Discourse, reading: Reading, annotate: Annotate
) -> Iterator[tuple[Masked, Draft]]:
    """``memberOf`` of the cities that a list of a network's members names."""
    if block.kind not in ("row", "item") or not inner or (block.kind == "row" and block.header_pairs):
        return
    network = _network(discourse)
    if network is None or len(block.text.text) > _LONGEST:
        return
    whole = annotate(block.text)
    scene = Scene(whole, discourse, reading)
    for entry in _entries(block, annotate, japanese=scene.japanese):
        city = _city(entry, scene)
        if city is None or entry.pending or entry.when is None:
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
        if number == 0:
            entry.names = names_in(part, annotate, sure=True)
            if len(entry.names) != 1:
                return None
        elif not takes(entry, part, annotate):
            entry.remarks.append(part)
    told = any(word("pending").search(r.text) for r in entry.remarks)
    return entry if entry.dates == 1 and not told else None


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
    city = scene.discourse.minter.known(found[0])
    return None if owner is not None and city.iri == owner.iri else city
