"""Japanese names of places abroad that no list knows, by their rank and by what vouches for them.

タケオ県 and モロゴロ州 are places wherever they stand, ナンディ町 where a land stands beside it
(同国西部のイテン町, ワウ町(ケニア)), where it goes on a list of places, or where a label tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..data import pattern, table
from ..text.mask import Masked, Noun
from .defined import Short

_LANDS = frozenset(["Country", "Region"])
_PLACES = frozenset(["City", "Region", "Country"])
_SAID = table("words/placed.toml")["ja"]
_RANKS: dict[str, str] = {rank: kind for kind, ranks in _SAID["ranks"].items() for rank in ranks}
_RANKED = re.compile(
    r"(?<![ァ-ヴー・])(?P<name>[ァ-ヴー](?:[ァ-ヴー]|・(?=[ァ-ヴー])){1,20})(?:特別|自治|半島)?"
    rf"(?P<rank>{'|'.join(_RANKS)})(?![一-鿿々]|(?<=[町村区])長)"
    r"|(?<![一-鿿々ァ-ヴー])(?P<aside>(?![各両当本同他全近隣]|姉妹|友好|提携|相手|主要)[一-鿿]{1,4}"
    r"(?P<aside_rank>(?<!都)市|[県郡鎮]|(?<![地学特政])区|(?<![半諸列群離])島|(?<!空)港))(?=\()"
    r"|(?<=の)(?P<kanji>(?![各両当本同他全])[一-鿿]{1,3})(?P<kanji_rank>[市県郡])(?![一-鿿々]|の[一-鿿]*(?:長|議会|職員))"
)
_NO_PLACE = pattern("words/placed.toml", "ja", "no_place")
_AMID = re.compile("[東西南北中央沿岸内陸]{1,3}(?:部|岸|端)$")
_LISTED = re.compile(r"市?(?:、|と|や|・|及び|および)$")
_LABEL = pattern("words/placed.toml", "ja", "label")


def places_told(masked: Masked) -> Iterator[Noun]:
    """The places that a masked Japanese sentence names by their form alone."""
    text = masked.text
    if not any(rank in text for rank in _RANKS):
        return
    end = -1
    for told in _RANKED.finditer(text):
        low, rank = told.start(), told["rank"] or told["aside_rank"] or told["kanji_rank"]
        if _NO_PLACE.search(told[0]) or (text[low - 1 : low] > "一" and not _follows(text, low)):
            continue
        goes_on = end == low or (end > 0 and _LISTED.fullmatch(text, end, low) is not None)
        sure = rank in _SAID["sure"] and told["name"] is not None
        if sure or goes_on or _beside(masked, told) or (told["name"] and _LABEL.search(text, 0, low)):
            end = told.end()
            yield Noun(masked.at[low], masked.at[end], _RANKS[rank], told[0])


_WHOLE = re.compile(r"[ァ-ヴー][ァ-ヴー・]{1,20}[市町村州県郡]")


def once_told(sentences: Iterable[Masked]) -> Iterator[Short]:
    """The places abroad of which a sentence of prose vouches that they are such, for wherever their names stand.

    トゥルク村(フィンランド) is the one that トゥルク村と本市は tells further on, where nothing stands beside it.
    """
    for sentence in sentences:
        for noun in sentence.nouns if sentence.clean.text.endswith("。") else ():
            if noun.kind in ("City", "Region") and not noun.entities and _WHOLE.fullmatch(noun.text):
                yield Short(noun.text, noun)


def _follows(text: str, low: int) -> bool:
    """Whether what stands right before a name is a noun, or the last word of another place."""
    before = text[low - 1]
    return "\ue000" <= before <= "\uf8ff" or before in "都市町村県州省郡部島"


def _beside(masked: Masked, told: re.Match[str]) -> bool:
    """Whether the land of a place stands right before it, or right behind in brackets or after a blank."""
    text, low, high = masked.text, told.start(), told.end()
    before = text[:low].removesuffix("の").removesuffix("・")
    before = before[: m.start()] if (m := _AMID.search(before)) else before
    noun = masked.noun_at(len(before) - 1) if before and not told["aside"] else None
    if noun is not None and (noun.kind in _LANDS or noun.text in _SAID["that_land"]):
        return told["name"] is not None or noun.kind == "Anaphor"
    if told["aside"]:
        behind = masked.noun_at(high + 1)
        return behind is not None and behind.kind in _LANDS
    if told["name"] is None:
        return False
    listed = _LISTED.search(text, 0, low)
    last = masked.noun_at(listed.start() - 1) if listed and listed.start() else None
    if last is not None and last.kind in _PLACES and last.country not in ("JP", None):
        return True
    behind = masked.noun_at(high + 1) if text[high : high + 1] in ("(", " ", "|") else None
    return behind is not None and behind.kind in _LANDS
