"""The day that an English report tells by its weekday alone: on Tuesday, in one of Thursday, is two days before.

It is counted from the day that the sentence's dateline prints (*May 23, 2024 - Kotka and Lund …*), else from the
document's own.
"""

from __future__ import annotations

import re
from datetime import timedelta

from ...ontology.edtf import Interval, on
from .scene import Scene

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\b(?:on|last|this)(?: last| this)? ({'|'.join(_DAYS)})\b")
_DATELINE = re.compile(r"\W{0,3}(?P<d>[\ue000-\uf8ff]) ?(?:[-–—:|]|\.) ")


def by_weekday(scene: Scene, low: int, high: int) -> Interval | None:
    """The last such day up to the report's own, told in a masked range; none where the report has no day."""
    told = _WEEKDAY.search(scene.text, max(0, low), high)
    line = _DATELINE.match(scene.text)
    own = (scene.date_at(line.start("d")) if line else None) or scene.discourse.frame.as_of
    if told is None or own is None or own.precision != "day" or own.earliest is None:
        return None
    then = own.earliest - timedelta(days=(own.earliest.weekday() - _DAYS.index(told[1])) % 7)
    return on(then.year, then.month, then.day)
