"""Sentences whose dates all tell when something turns so old: 今年で30年です, 本年、盟約から40年となります."""

from __future__ import annotations

import re

from .scene import Scene

_LEADS_TO = re.compile(
    r"(?:で|が|に|は|には|をもって|、)*(?:[^。、\ue000-\uf8ff]{0,12}から)?(?:で|、)?(?:ちょうど|満|早くも|はや)?"
)


def only_turns(scene: Scene) -> bool:
    """Whether a Japanese sentence has dates and each leads to an anniversary, so that none is a beginning."""
    marks = [s.at for s in scene.of("Anniversary")]
    return bool(scene.dates) and all(
        any(date < at and _LEADS_TO.fullmatch(scene.text, date + 1, at) for at in marks) for date, _ in scene.dates
    )
