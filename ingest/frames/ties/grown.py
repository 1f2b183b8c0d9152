"""Ties that grew out of something looser: 平成11年に交流協定を交わし、平成14年に友好都市へと格上げした.

The tie is of the kind to which it grew, from the date told with that word; what it was before, other frames tell.
With whom, the sentence says before it (とは, と), else the passage does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft
from ..parties import beginning, government
from ..scene import Scene, Spot

_N = "[\ue000-\uf8ff]"
_GREW = r"(?:へ|に)(?:と)?、?(?:正式に)?(?:格上げ|引き上げ|昇格|移行|発展|進[みんめ]|切り替え|改め)"
_AS = rf"(?P<tie>{_N})(?:都市)?(?:の?(?:{_N}|提携|関係|締結))?{_GREW}"
_TOLD = (
    re.compile(rf"(?P<date>{_N})(?:度)?(?:に(?:は)?|、|には、|になって)?、?{_AS}"),
    re.compile(rf"{_AS}(?:した|された|し)?(?:の)?(?:は|が)、?(?P<date>{_N})"),
)
_UNDONE = re.compile(r"[^。]{0,8}?(?:たい|予定|検討|目指|めざ|見込|方針|提案|要望|よう|べき|ない|ません|協議)")
_WITH = re.compile(r"(?:市|町|村|区|州|省|県)?(?:\([^()]*\))?と(?:は|も|の間(?:で|に))?(?!なった)")
_PLACES = "City|Region|Prefecture|Ward"


def grown(scene: Scene) -> Iterator[Draft]:
    """The tie to which something looser grew."""
    for pattern in _TOLD:
        for told in pattern.finditer(scene.text):
            tie, since = scene.masked.noun_at(told.start("tie")), scene.date_at(told.start("date"))
            known = tie is not None and tie.kind == "Tie" and isinstance(tie.value, str) and since is not None
            if not known or tie is None or _UNDONE.match(scene.text, told.end()):
                continue
            for partner in _partners(scene, told.start()):
                entity = government(scene, scene.entity(partner.noun))
                yield from scene.draft(
                    scene.owner, str(tie.value), entity, told.span(), "tie-grown", since=beginning(scene, since)
                )


def _partners(scene: Scene, low: int) -> list[Spot]:
    """The place that the sentence says before it with と, else the one place abroad that the passage spoke of."""
    named = [s for s in scene.of(_PLACES) if s.at < low and not scene.is_own(s.noun)]
    tied = [s for s in named if _WITH.match(scene.text, s.at + 1)]
    if tied:
        return tied[-1:]
    abroad = scene.discourse.abroad
    return [Spot(low, abroad[0])] if not named and len(abroad) == 1 else []
