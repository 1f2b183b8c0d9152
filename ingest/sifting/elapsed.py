"""Since when something is of which a sentence tells how long it has been: by the document's own year.

*中国の大連に事務所を置いてから、ちょうど20年がたった* in a document of 2016: since 1996, with the arithmetic. What
is only about so long (20年余り, 20年近く) says no year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import Final

from ...ontology.edtf import Interval, on
from ..data import pattern
from ..matching.discourse import Discourse
from ..matching.engine import TIES, Draft
from ..text.mask import Masked

_BEGINS = frozenset(
    [*TIES, "hasOverseasOffice", "operatesOfficeIn", "memberOf", "agreementWith", "hostsOrganization"]
)
_words: Final = partial(pattern, "words/deed_dates.toml")


def dated_by_time_since(drafts: Iterable[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts, those without a date since the year in which what they tell began."""
    given = [*drafts]
    if discourse.frame.lang != "ja" or not any(d.relation in _BEGINS and d.since is None for d in given):
        return given
    text = sentence.clean.text
    told = _words("elapsed").search(text)
    year = _year_told(sentence, discourse, told) if told is not None else None
    if told is None or year is None:
        return given
    since, basis = on(year - int(told["years"])), f"{year}-{told['years']}={year - int(told['years'])}"
    return [d._replace(since=since, basis=basis) if _began_so(d, text, told) else d for d in given]


def _began_so(draft: Draft, text: str, told: re.Match[str]) -> bool:
    low = draft.span[0]
    undated = draft.relation in _BEGINS and draft.since is None
    return undated and low < told.start() and "。" not in text[low : told.start()]


def _year_told(sentence: Masked, discourse: Discourse, told: re.Match[str]) -> int | None:
    """The year from which is counted back: the one told right there, else the document's own."""
    own: Interval | None = discourse.frame.as_of
    at = [value for offset, value in discourse.dates(sentence).dates if _is_within(sentence, offset, told)]
    when = at[0] if at else own
    if when is None or when.earliest is None or when.latest is None or when.earliest.year != when.latest.year:
        return None
    return when.earliest.year


def _is_within(sentence: Masked, offset: int, told: re.Match[str]) -> bool:
    noun = sentence.noun_at(offset)
    return noun is not None and told.start() <= noun.start < told.start("years")
