"""Entries of a list of host towns that take several lines: the town alone, 相手国 ペルー below it, then prose.

The prose is its town's (友好都市である…), and may tell when a land was enrolled: ペルーは2018年10月に登録。 Another
town's line, a heading, or prose that names another town ends the entry.
"""

from __future__ import annotations

import re

from ...matching.discourse import Discourse, HostTown
from ...matching.reading import Reading
from ...text.clean import sentences
from ...text.mask import Masked
from ...text.structure import Block
from ..scene import Scene
from .fields import Annotate
from .municipalities import municipalities, prefecture_above
from .owned_rows import LANDS_LABEL, Owned, enrolled, hosts_lands, is_of_host_towns

_TOWN = re.compile(
    r"\W{0,3}(?P<name>[^\s:：()|/、。,\d]{1,12}[市町村区都道府県](?:\s?\([^()]{2,12}\))?)(?:\s?[:：])?\s*"
)
_ENROLLED = re.compile(
    r"(?:また、|さらに、)?(?P<land>[\ue000-\uf8ff])(?:は|とは|も)、?(?P<date>[\ue000-\uf8ff])に[^。、]{0,8}?"
    r"(?:登録|認定|加わ|追加|決ま|決定)"
)
_ASIDE = re.compile(r"\W{0,2}(?:※|注|出典|資料|問い?合わ?せ|このほか|以上)")


def host_entry(  # noqa: PLR0911 -- one return a kind of line
    block: Block, discourse: Discourse, reading: Reading, annotate: Annotate
) -> list[Owned] | None:
    """What a block tells as a part of such an entry; none where it is none."""
    if discourse.frame.lang != "ja" or block.kind not in ("paragraph", "item") or block.header_pairs:
        return None
    text = block.text.text
    if town := _TOWN.fullmatch(text):
        owners = municipalities(town["name"], discourse, prefecture_above(discourse.above), sure=False)
        opens = bool(owners) and is_of_host_towns(block, discourse)
        discourse.host_town = HostTown(tuple(owners), (), discourse.block) if opens else None
        return None  # where the town lies is read as in any line
    entry = discourse.host_town
    if entry is None or discourse.block - entry.block > 1 or _ASIDE.match(text):
        discourse.host_town = None
        return None
    found = Owned([*entry.owners], block.text)
    if LANDS_LABEL.match(text):
        if not hosts_lands(found, [block.text], annotate):
            return None
        scene = Scene(annotate(block.text), discourse, reading)
        found.told += [(scene.masked, draft) for draft in enrolled(found, scene)]
        discourse.host_town = HostTown(entry.owners, tuple(found.lands), discourse.block)
        return [found]
    whole = annotate(block.text)
    others = [n for n in whole.nouns if n.kind == "City" and n.country == discourse.frame.home_land]
    if not entry.lands or any(n.entities[:1] != entry.owners[:1] for n in others):
        discourse.host_town = None
        return None
    discourse.host_town = HostTown(entry.owners, entry.lands, discourse.block)
    found.lands = [*entry.lands]
    for sentence in sentences(block.text):
        masked = annotate(sentence)
        if not _of_enrolment(found, masked, discourse, reading):
            found.remarks.append(sentence)
    return [found]


def _of_enrolment(entry: Owned, masked: Masked, discourse: Discourse, reading: Reading) -> bool:
    """Let a sentence tell when one of the entry's lands was enrolled; whether it does."""
    told = _ENROLLED.match(masked.text)
    land = masked.noun_at(told.start("land")) if told else None
    if told is None or land is None or all(n.entities[:1] != land.entities[:1] for n in entry.lands):
        return False
    scene = Scene(masked, discourse, reading)
    of_land = Owned(entry.owners, lands=[land], when=scene.date_at(told.start("date")))
    entry.told += [(masked, draft) for draft in enrolled(of_land, scene)]
    return True
