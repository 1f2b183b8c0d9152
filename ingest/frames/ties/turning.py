"""Sentences whose dates are no beginnings: what turns so old then (今年で30年です), and what is counted then."""

from __future__ import annotations

import re

from ..scene import Scene

_LEADS_TO = re.compile(
    r"(?:で|が|に|は|には|をもって|、)*(?:[^。、\ue000-\uf8ff]{0,12}から)?(?:で|、)?(?:ちょうど|満|早くも|はや)?"
)


def only_turns(scene: Scene) -> bool:
    """Whether a Japanese sentence has dates and each leads to an anniversary, so that none is a beginning."""
    marks = [s.at for s in scene.of("Anniversary")]
    return bool(scene.dates) and all(
        any(date < at and _LEADS_TO.fullmatch(scene.text, date + 1, at) for at in marks) for date, _ in scene.dates
    )


def as_of_then(scene: Scene) -> bool:
    """Whether a sentence's dates all say for when it tells something: 加盟は今月1日現在で8,277都市."""
    return bool(scene.dates) and all(scene.text.startswith("現在", date + 1) for date, _ in scene.dates)
