"""Host towns of the Games of Tokyo 2020 by who takes part: ブラジルとはホストタウンの間柄; 登録されたのはブラジル.

A land beside the word is the one that is hosted, in whatever order, where the sentence says that it is so and
speaks of nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..matching.engine import Draft
from .scene import Scene, Spot
from .words import word

_NEAR = 30  # masked characters between the word and the land


def host_towns(scene: Scene) -> Iterator[Draft]:
    """``hostTownFor`` each land of the enumeration nearest to the word."""
    if not scene.japanese or "ホストタウン" not in scene.masked.clean.text or scene.discourse.kind == "heading":
        return
    owner, text = scene.owner, scene.masked.clean.text
    if owner is None or owner.kind != "City" or word("host_town_else").search(text):
        return
    if any(not scene.is_own(s.noun) and scene.at_home(s.noun) for s in scene.of("City|Prefecture")):
        return
    lands = [s for s in scene.of("Country") if not scene.at_home(s.noun) and _hosted(scene, s)]
    groups = scene.groups(lands) or _same_land(scene)
    if not groups or not word("host_town_is").search(text):
        return
    at = _word_at(scene)
    nearest = min(groups, key=lambda g: min(abs(s.at - at) for s in g))
    low, high = min(at, nearest[0].at), max(at, nearest[-1].at)
    if high - low > _NEAR + nearest[-1].at - nearest[0].at or "。" in scene.text[low:high]:
        return
    since = scene.dates[0][1] if len(scene.dates) == 1 and word("host_town_begun").search(text) else None
    for spot in nearest:
        yield from scene.draft(
            owner, "hostTownFor", scene.entity(spot.noun), (low, high + 1), "host-town-told", since=since
        )


def _same_land(scene: Scene) -> list[list[Spot]]:
    """The land abroad spoken of last, where the sentence takes it up: 同国を相手とするホストタウン."""
    taken_up = next((s for s in scene.of("Anaphor") if s.noun.text == "同国"), None)
    spoken = scene.spoken("Country") if taken_up is not None else None
    if taken_up is None or spoken is None or scene.at_home(spoken):
        return []
    return [[Spot(taken_up.at, spoken)]]


def _word_at(scene: Scene) -> int:
    """Where the word stands in the masked text, alone or in a noun."""
    noun = next((s.at for s in scene.spots if "ホストタウン" in s.noun.text), None)
    return noun if noun is not None else scene.text.find("ホストタウン")


_OF_PLACE = re.compile("[の・]?(?=[\ue000-\uf8ff])")


def _hosted(scene: Scene, spot: Spot) -> bool:
    """Whether a land stands for itself, and not to say where a city of it lies: ドイツの、ドイツ・…市."""
    behind = _OF_PLACE.match(scene.text, spot.at + 1)
    place = scene.masked.noun_at(behind.end()) if behind else None
    return place is None or place.kind not in ("City", "Region")
