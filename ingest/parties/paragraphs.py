"""Whose each paragraph is, in a Japanese note that tells of one government after another.

*北海道のA市は…。* opens the first paragraph, *B県は…* the next: what their other sentences leave out is of the one
that the paragraph opened with (*一方、ロシアのC市とは1994年から友好都市で*), whomever the note is about most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..text.mask import Masked
from ..text.structure import Block
from .party import Party, Whose

_OPENS = re.compile(
    r"[^\w\ue000-\uf8ff]{0,3}(?:(?:一方|また|さらに|他方|次に|ただ)、?)?(?:[\ue000-\uf8ff](?:の|に、?|には、?|、)?)?"
    r"(?P<who>[\ue000-\uf8ff])(?:[市町村])?(?:\([^()]*\))?(?P<as>は|が|も|では)"
)
_AT_HOME = frozenset(["City", "Prefecture"])
_SEVERAL = 2


def told_in_turn(parts: Iterable[tuple[Block, Sequence[Masked]]], whose: Whose) -> dict[str, Party]:
    """The party of each paragraph by its text; none where fewer than two governments open paragraphs in turn."""
    if whose.frame.lang != "ja":
        return {}
    found = {}
    for block, inner in parts:
        text = block.text.text
        if block.kind == "paragraph" and "。" in text and inner and (party := _opening(inner[0], whose)):
            found[text] = party
    governments = {party.entity.iri for party in found.values() if party.entity}
    return found if len(governments) >= _SEVERAL else {}


def _opening(first: Masked, whose: Whose) -> Party | None:
    """The government of the own country that a sentence opens with as its subject."""
    told = _OPENS.match(first.text)
    noun = first.noun_at(told.start("who")) if told else None
    if noun is None or noun.kind not in _AT_HOME or not noun.entities:
        return None
    return Party(whose.minter.entity(noun)) if noun.entities[0].country == whose.frame.home_land else None
