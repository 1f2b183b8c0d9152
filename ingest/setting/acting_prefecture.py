"""The prefecture that a Japanese document speaks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ...ontology.model import Entity
from ..names.recognise import Recogniser
from ..text.structure import Block

_SAYS_CITY = re.compile("(?<![見日])本市|(?<!担)当市")  # 見本市 is a trade fair
_OF_ITS_CITIES = re.compile("[県府都道][内下]|市町村|各市|[のに](?:都)?市")
_SAYS_PREFECTURE = re.compile("本県|当県|本府|当府")
_BEFORE_NAME = re.compile(r"\W*(?:(?:公益|一般)(?:財団|社団)法人|公財|一財|公社|一社)?\W*")


def prefecture_of(blocks: Sequence[Block], whole: str, recogniser: Recogniser) -> Entity | None:
    """The prefecture that a document of one speaks for.

    One of its divisions signs the head, or it says 本県 and the first lines name it, or its title opens with it and
    names no city, or it tells again and again what 県 does (県は, 道内では) and never what 市 does.
    """
    if _SAYS_CITY.search(whole):
        return None
    if acting := _signing_prefecture(blocks, recogniser) or _acting_prefecture(blocks, whole, recogniser):
        return acting
    if not _SAYS_PREFECTURE.search(whole):
        title = blocks[0].text.text if blocks and not _OF_ITS_CITIES.search(blocks[0].text.text) else ""
        titled = list(recogniser.find(title))
        opens = bool(titled) and titled[0].kind == "Prefecture"
        opens = opens and bool(_BEFORE_NAME.fullmatch(title, 0, titled[0].start))
        cities = [f for f in titled if f.kind == "City" and f.best.country == "JP"]  # 長野県ソウル事務所だより
        return titled[0].candidates[0] if opens and not cities else None
    for block in blocks[:6]:
        for found in recogniser.find(block.text.text):
            if found.kind == "Prefecture":
                return found.candidates[0]
    return None


_ACTS_AS_PREFECTURE = re.compile(
    r"(?<![一-鿿ァ-ヴーぁ-んA-Za-z])([県道府])(?:は|では|が|も(?!し)|として|[内下]の?)"
)
ACTS_AS_CITY = re.compile(r"(?<![一-鿿ァ-ヴーぁ-んA-Za-z])[市町村区](?:は|では|が|も(?!し)|として)")
_OFTEN = 2


_SIGNS = re.compile(
    r"\W{0,3}(?P<name>[一-鿿]{2,3}[府県]|北海道)[\s　]*[一-鿿ァ-ヴー・]{2,16}[課室局部](?:[\s　(].{0,30})?"
)
_HEAD = 4  # blocks in which a division signs


def _signing_prefecture(blocks: Sequence[Block], recogniser: Recogniser) -> Entity | None:
    """The prefecture whose division a line of the head is, no more: 埼玉県 国際課 国際戦略担当."""
    lines = (block.text.text for block in blocks[:_HEAD] if block.kind in ("paragraph", "heading"))
    names = {told["name"] for line in lines if (told := _SIGNS.fullmatch(line))}
    found = (
        [e for name in names for e in recogniser.lookup(name) if e.kind == "Prefecture"] if len(names) == 1 else []
    )
    return found[0] if found else None


def _acting_prefecture(blocks: Sequence[Block], whole: str, recogniser: Recogniser) -> Entity | None:
    """The prefecture that a text calls 県, 道 or 府 where it tells what it does: of those named, the most named."""
    said = Counter(_ACTS_AS_PREFECTURE.findall(whole))
    word, times = max(said.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
    if times < _OFTEN or ACTS_AS_CITY.search(whole):
        return None
    found = (f for block in blocks for f in recogniser.find(block.text.text))
    named = [f.candidates[0] for f in found if f.kind == "Prefecture" and f.surface.endswith(word)]
    often = Counter(e.iri for e in named if e.country == "JP")
    best = max(often, key=lambda iri: (often[iri], iri), default="")
    return next((e for e in named if e.iri == best), None)
