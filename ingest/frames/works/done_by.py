"""Who does what a Japanese sentence tells: the municipality at home that is its subject, or another body.

長野県内では、飯田市がモンゴルで井戸の整備を手伝ってきた is Iida's in anybody's paper. What JICAは、本市が加わる前の
2001年から… tells is JICA's: the own city only says before what. A sentence without such a subject is about the
party that the document speaks for.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from ....ontology.model import Entity
from ...data import pattern
from ..scene import Scene, Spot

_said: Final = partial(pattern, "words/done_by.toml")
_PARTIES = "City|Prefecture|SubnationalGovernment"
_BODIES = "InternationalOrganization|NationalGovernment|Company|University|Prefecture"


def municipality(scene: Scene, at: int) -> Entity | None:
    """Whose the deed told at a masked offset is: another municipality's at home, else the document's party's."""
    low = scene.text.rfind("。", 0, at) + 1
    inside = [s for s in scene.of(f"{_PARTIES}|Self") if low <= s.at < at]
    if any(scene.is_own(s.noun) and _said("takes_part").match(scene.text, s.at + 1) for s in inside):
        return scene.owner
    others = [
        s
        for s in inside
        if not scene.is_own(s.noun)
        and scene.at_home(s.noun)
        and _said("subject").match(scene.text, s.at + 1)
        and not _said("only_named").match(scene.text, s.at + 1)
    ]
    return scene.entity(others[-1].noun) if others else scene.owner


def of_another_body(scene: Scene, spot: Spot) -> bool:
    """Whether the sentence is about what a body does at a place: JICAはラオスで…, and not the own city with it."""
    topics = [
        s
        for s in scene.of(_BODIES)
        if s.at < spot.at and not scene.is_own(s.noun) and _said("topic").match(scene.text, s.at + 1)
    ]
    own = scene.of("Self|Department|Anaphor") + [s for s in scene.of("City") if scene.is_own(s.noun)]
    aside = [s for s in own if _said("before_it").match(scene.text, s.at + 1) and any(t.at < s.at for t in topics)]
    return bool(topics) and len(own) == len(aside)


def brought_by_guests(scene: Scene, at: int) -> bool:
    """Whether what is told at a masked offset is done by those who came from abroad: 大使が義援金を届けた."""
    return _said("guests").search(scene.text, scene.text.rfind("。", 0, at) + 1, at) is not None
