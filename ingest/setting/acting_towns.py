"""Japanese towns and villages that a document speaks of as municipalities: 平泉町は, 平泉町長, 平泉町の姉妹都市.

Many a town's name is that of a quarter as well (清水町3丁目), and so is found only where something vouches for it.
A document of a town's speaks of its 町長, 町民 or 役場, or of no Japanese city at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ...ontology.model import Entity
from ..names.recognise import Recogniser
from ..text.structure import Block

_ENDS: Final = re.compile(r"[町村](?![0-9０-９一二三四五六七八九十丁番内会営立並通内])")
_OWN: Final = re.compile(
    r"[本当同][町村]|(?<![一-鿿])[町村](?:長|民|議会|役場)|[一-鿿ぁ-んァ-ヴー][町村](?:長|議会|役場)|役場"
)
_BEFORE: Final = "都道府県郡・、「(の "
_LONGEST: Final = 6
_SHORTEST: Final = 2
_KANJI: Final = re.compile("[一-鿿々ヶケァ-ヴー]")


def acting_towns(
    blocks: Sequence[Block],
    lookup: Callable[[str], list[Entity]],
    boost: Callable[[int, Block], int],
    *,
    alone: bool = False,
) -> tuple[dict[str, Entity], Counter[str]]:
    """The towns by their IRI, and how much the document speaks of each.

    None where it speaks as no town does, unless it names no Japanese city (``alone``).

    >>> from enishi.ingest.names.recognise import Recogniser
    >>> from enishi.ingest.text.structure import blocks
    >>> parts = list(blocks("平泉町の国際交流\\n\\n平泉町長は、姉妹都市を訪ねた。"))
    >>> towns, weight = acting_towns(parts, Recogniser().lookup, lambda number, block: 1)
    >>> [town.name("ja") for town in towns.values()], list(weight.values())
    (['平泉町'], [2])
    """
    whole = "\n".join(block.text.text for block in blocks)
    weight: Counter[str] = Counter()
    towns: dict[str, Entity] = {}
    if not alone and not _OWN.search(whole):
        return towns, weight
    for number, block in enumerate(blocks):
        for name in _names(block.text.text, lookup):
            town = _meant(lookup(name), whole)
            towns.setdefault(town.iri, town)
            weight[town.iri] += boost(number, block)
    return towns, weight


def _names(text: str, lookup: Callable[[str], list[Entity]]) -> Iterator[str]:
    """The names of towns in a text, the longest that ends at each 町 and 村."""
    for end in (m.end() for m in _ENDS.finditer(text)):
        for start in range(max(0, end - _LONGEST), end - _SHORTEST):
            before = text[start - 1 : start]
            if before and before not in _BEFORE and _KANJI.match(before):
                continue
            name = text[start:end]
            if any(town.kind == "City" and town.country == "JP" for town in lookup(name)):
                yield name
                break


def _meant(towns: Sequence[Entity], whole: str) -> Entity:
    """Of several towns of a name the one whose prefecture the text names, else the largest."""
    here = [town for town in towns if town.kind == "City" and town.country == "JP"]
    if len(here) == 1:
        return here[0]
    within = ((town, Recogniser(home=town).prefecture) for town in here)
    return next((town for town, land in within if land is not None and land.name("ja") in whole), here[0])
