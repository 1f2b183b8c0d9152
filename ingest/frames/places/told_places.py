"""Where a place abroad lies, by what stands beside it in Japanese: its land, its state, or the list it goes on.

*カンボジアの首都プノンペン、タケオ州*: each of the list lies there; *同国のオシエク市*: in the country told before;
*メルー郡 ケニア*: in its row; *場所:カスキ郡ポカラ市* below ネパール: a field of what lies there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...data import pattern
from ...matching.engine import Draft
from ...text.mask import Noun
from ..scene import Scene, Spot

_PLACES = "City|Region"
_LANDS = frozenset(["Country", "Region"])
_BESIDE = re.compile(
    r"(?:[東西南北中央沿岸内陸]{1,3}(?:部|岸|端))?(?:の|・|\s|、|では?、?|にある)?(?:(?:首都|州都|省都|県都|古都|港町)(?:の|である|・)?)?"
)
_LISTED = re.compile(r"市?(?:\([^()]{1,16}\))?(?:、|と|や|・|及び|および|並びに)")
_CELL = re.compile(r"[\s|│]{1,3}")
_RANKED = re.compile(r"(?:県|州|省|郡|道|地方|自治区|島|区|市|町|村)$")
_AROUND = re.compile(r"[県州省郡島]$|地方$|自治区$|道$")
_FIELD = pattern("words/placed.toml", "ja", "label")


def told_places(scene: Scene) -> Iterator[Draft]:
    """``locatedIn`` of places that stand beside their land, or on a list that begins with one that does."""
    lands: dict[int, Noun] = {}  # of each place, by its number among the spots
    for number, spot in enumerate(scene.spots):
        if not scene.is_a(spot.noun, _PLACES):
            continue
        land = _land(scene, number, lands)
        if land is not None and _may_lie(spot.noun, land):
            lands[number] = land
            span = (max(0, spot.at - 1), spot.at + 1)
            for where in (land, _land_of(scene, land, lands)):
                told = scene.entity(where) if where is not None else None
                yield from scene.draft(scene.entity(spot.noun), "locatedIn", told, span, "place-told", always=True)


def _land(scene: Scene, number: int, lands: dict[int, Noun]) -> Noun | None:
    """What a place lies in, by what stands before it, behind it, or above it."""
    spot, text = scene.spots[number], scene.text
    before = scene.spots[number - 1] if number else None
    behind = scene.spots[number + 1] if number + 1 < len(scene.spots) else None
    between = text[before.at + 1 : spot.at] if before is not None else ""
    if before is not None and _BESIDE.fullmatch(between) and (around := _around(scene, before, spot, between)):
        return around
    unlisted = not spot.noun.entities
    if behind is not None and scene.is_a(behind.noun, "Country|Region") and _ranked(spot.noun):
        told = text[spot.at + 1 : behind.at]
        cells = scene.discourse.kind in ("row", "item") and _CELL.fullmatch(told) and _alone(scene, "Country")
        if told in ("(", "市(") or cells:
            return behind.noun
    if not unlisted:
        return None
    if before is not None and number - 1 in lands and _LISTED.fullmatch(between):
        land = lands[number - 1]
        within = land.kind == spot.noun.kind == "Region"  # 郡 goes on with 郡, not with the town of one
        return _land_of(scene, land, lands) if within else land
    if before is None or scene.is_a(before.noun, _PLACES):
        return _land_above(scene, spot)
    return None


def _land_of(scene: Scene, land: Noun, lands: dict[int, Noun]) -> Noun | None:
    """What the land of a place lies in, where the sentence or a heading told it."""
    return next((lands[n] for n, s in enumerate(scene.spots) if s.noun is land and n in lands), None)


def _around(scene: Scene, before: Spot, spot: Spot, between: str) -> Noun | None:
    """The land that stands right before a place: a country, a state of it, or what 同国 takes up."""
    if before.noun.kind == "Anaphor":
        kind = {"国": "Country", "州": "Region", "省": "Region", "県": "Region"}.get(before.noun.text[1:])
        return _spoken(scene, kind, before) if kind and not between.startswith("、") else None
    if before.noun.kind not in _LANDS or between.startswith(("、", "・")):
        return None
    cells = scene.discourse.kind in ("row", "item")
    if between.isspace() and not (cells and _alone(scene, "Country")):
        return None
    inside = before.noun.kind == "Country" or (_AROUND.search(before.noun.text) and spot.noun.kind == "City")
    return before.noun if inside else None


def _spoken(scene: Scene, kind: str, anaphor: Spot) -> Noun | None:
    """The land named last before 同国 in the sentence, else before the sentence."""
    ahead = [s.noun for s in scene.of(kind) if s.at < anaphor.at]
    return ahead[-1] if ahead else scene.discourse.last.get(kind)


def _land_above(scene: Scene, spot: Spot) -> Noun | None:
    """The country that heads a section, for a place that a field of it names."""
    head = next(iter(scene.discourse.headings[-1:]), None)
    lands = [n for n in head.nouns if n.kind == "Country"] if head is not None else []
    field = _FIELD.search(scene.text, 0, spot.at)
    return lands[0] if len(lands) == 1 and field and not scene.of("Country") else None


def _alone(scene: Scene, kind: str) -> bool:
    return len(scene.of(kind)) == 1


def _ranked(noun: Noun) -> bool:
    return _RANKED.search(noun.text) is not None


def _may_lie(place: Noun, land: Noun) -> bool:
    """Whether nothing known of a place speaks against its land."""
    if place.kind == "Region" and not _ranked(place):
        return False  # アジア
    if land.kind == "Region" and not (land.country or _ranked(land)):
        return False
    return place.country in (None, land.country) or land.country is None
