"""The month of what was signed *during the meeting*, in English: that of the meeting told right before.

*The assembly was held in Graz from 4 to 6 October 2023. During the meeting the network signed a memorandum …*
And the day of what was signed *that evening*: the one told right before.
"""

from __future__ import annotations

import re

from ...ontology.edtf import Interval, on
from ..matching.discourse import Discourse
from ..matching.engine import Draft
from ..text.mask import Masked

_DURING = re.compile(
    r"\W{0,3}(?:(?:Also )?[Dd]uring|At|In the course of|On the (?:sidelines|margins|occasion|fringes) of)"
    r" (?:the|this|that) (?:meeting|congress|conference|forum|summit|session|assembly|gathering|seminar|event"
    r"|visit),? "
)
_THAT_DAY = re.compile(
    r"\b(?:[Tt]hat (?:same )?(?:morning|afternoon|evening|night|day)"
    r"|(?:[Tt]he )?same (?:evening|afternoon|morning))\b"
)


def dated_by_meeting(drafts: list[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts, agreements without a date with the month of the meeting or the day on which they were signed."""
    told, text = discourse.said, sentence.clean.text
    if discourse.frame.lang == "ja" or told is None:
        return drafts
    if _DURING.match(text):
        when = _month(told)
    else:
        when = told if told.precision == "day" and _THAT_DAY.search(text) else None
    if when is None or discourse.dates(sentence).dates:
        return drafts
    return [d._replace(since=when) if d.relation == "agreementWith" and d.since is None else d for d in drafts]


def _month(told: Interval) -> Interval | None:
    """The month of days that are all of one."""
    first, last = told.earliest, told.latest
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        return None
    return on(first.year, first.month)
