"""When something was done of which a report tells only the week: *This week the port signed a memorandum …*.

The week is that of the report's own day, from its Monday on, or one beside it (先週, next week).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Final

from ...ontology.edtf import Interval, one_of
from ..data import pattern
from ..matching.discourse import Discourse
from ..matching.engine import TIES, Draft
from ..text.mask import Masked

_DONE: Final = frozenset(["agreementWith", "signatoryOf", "hostCityOf", "participatedIn", "providesSupportTo"])
_SHIFTS: Final = {"this": 0, "今": 0, "last": -1, "先": -1, "next": 1, "来": 1}
_words: Final = partial(pattern, "words/deed_dates.toml")
_SUNDAY = 6


def dated_by_week(drafts: Iterable[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts, what was signed or held without a date in the week that the sentence tells."""
    given = [*drafts]
    if not any((d.relation in _DONE or d.relation in TIES) and d.since is None for d in given):
        return given
    text = sentence.clean.text
    told = list(_words("week").finditer(text))
    when = _week(told[0], discourse) if len(told) == 1 and not discourse.dates(sentence).dates else None
    if when is None:
        return given
    made = _words("made_en" if discourse.frame.lang == "en" else "made").search(text) is not None
    return [
        d._replace(since=when) if d.since is None and (d.relation in _DONE or (made and d.relation in TIES)) else d
        for d in given
    ]


def _week(told: re.Match[str], discourse: Discourse) -> Interval | None:
    own = discourse.frame.as_of
    if own is None or own.precision != "day" or own.earliest is None:
        return None
    shift = _SHIFTS[next(filter(None, told.groups())).lower()]
    first = own.earliest - timedelta(days=own.earliest.weekday()) + timedelta(weeks=shift)
    last = first + timedelta(days=_SUNDAY)
    return one_of(first, last)
