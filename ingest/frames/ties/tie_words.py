"""The word for a tie that a sentence says of the tie itself, and the tie that a passage goes on about."""

from __future__ import annotations

import re

from ...matching.discourse import TIES_PLAIN
from ...text.mask import Noun
from ..scene import Scene, Spot
from ..words import word


def spoken_spots(scene: Scene) -> list[Spot]:
    """The words for a tie in the sentence that stand for the tie itself (no 姉妹都市委員会)."""
    if scene.tie_spots is None:
        scene.tie_spots = _spoken_spots(scene)
    return scene.tie_spots


def _spoken_spots(scene: Scene) -> list[Spot]:
    return [
        s
        for s in scene.of("Tie")
        if not word("tie_else").match(scene.text, s.at + 1)
        and not (not scene.japanese and _SET_AGAINST.search(scene.before(s.at, 30)))
    ]


_SET_AGAINST = re.compile(
    r"(?:, (?:but )?not|\brather than|\binstead of)(?: an?| the| any)?(?: formal| official| full)? $"
)


def said_tie(scene: Scene) -> Noun | None:
    """The last word for a tie in the sentence that stands for the tie itself."""
    found = spoken_spots(scene)
    return found[-1].noun if found else None


def tie_of_passage(scene: Scene) -> Noun | None:
    """The tie that the passage speaks of."""
    discourse = scene.discourse
    if discourse.tie:
        return discourse.tie
    if not scene.japanese and TIES_PLAIN.search(scene.text):
        return discourse.plain_tie
    above = [n for masked in discourse.above for n in masked.nouns if n.kind == "Tie"]
    if scene.says("pact"):
        return discourse.tie_before or next(iter(above), None)
    return (
        next(iter(above), None)
        if discourse.kind != "paragraph"
        else (discourse.tie_before or next(iter(above), None))
    )
