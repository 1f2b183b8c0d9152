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


def dated_by_meeting(drafts: list[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts, agreements without a date with the month of the meeting during which they were signed."""
    told = discourse.said
    if discourse.frame.lang == "ja" or told is None:
        return drafts
    if not _DURING.match(sentence.clean.text):
        return _on_that_day(drafts, sentence, discourse, told)
    first, last = told.earliest, told.latest
    if first is None or last is None or discourse.dates(sentence).dates:
        return drafts
    if (first.year, first.month) != (last.year, last.month):
        return drafts
    month = on(first.year, first.month)
    return [d._replace(since=month) if d.relation == "agreementWith" and d.since is None else d for d in drafts]


_THAT_DAY = re.compile(
    r"\b(?:[Tt]hat (?:same )?(?:morning|afternoon|evening|night|day)"
    r"|(?:[Tt]he )?same (?:evening|afternoon|morning))\b"
)


def _on_that_day(drafts: list[Draft], sentence: Masked, discourse: Discourse, day: Interval) -> list[Draft]:
    """The drafts, agreements without a date with the day told before, if the sentence is of *that evening*."""
    if day.precision != "day" or not _THAT_DAY.search(sentence.clean.text) or discourse.dates(sentence).dates:
        return drafts
    return [d._replace(since=day) if d.relation == "agreementWith" and d.since is None else d for d in drafts]
