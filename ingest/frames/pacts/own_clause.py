"""Which part of a Japanese text tells a paper: a clause with a subject of its own, or a line of a list."""

from __future__ import annotations

import re

from ...text.mask import TIMES
from ..scene import Scene, Spot

_CLAUSE_OVER = re.compile("(?:[とに]なり|結び|(?:提携|締結|調印|署名|交わ)し)、")
_SUBJECT = re.compile(r"(?:[\ue000-\uf8ff]|(?<![一-鿿ァ-ヴー])[一-鿿ァ-ヴー]{3,20})(?:\([^()]*\))?が、?")

_LINE = re.compile(r"[^\w\ue000-\uf8ff]{0,3}(?P<d>[\ue000-\uf8ff])\s[^。]*$")


def of_clause_before(scene: Scene, spot: Spot, paper: Spot) -> bool:
    """Whether somebody stands in a clause before the paper's, which has a subject of its own.

    A市と友好都市となり、翌13年には会議所が…と覚書を交わした: neither A市 nor who acted before signs it.
    """
    if not scene.japanese:
        return False
    over = [m.end() for m in _CLAUSE_OVER.finditer(scene.text, spot.at, paper.at)]
    return bool(over) and _SUBJECT.search(scene.text, over[-1], paper.at) is not None


def is_line(scene: Scene) -> bool:
    """Whether a text is a line of a list, or opens with a date as one does: 2002年6月3日 A市とB、覚書を締結."""
    opens = _LINE.match(scene.text)
    day = scene.masked.noun_at(opens.start("d")) if opens else None
    return scene.discourse.kind in ("row", "item") or (day is not None and day.kind in TIMES)
