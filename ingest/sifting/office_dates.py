"""What was said or done on a date of an office that stands: it was not opened then.

*知事は22日、ソウルに置いている事務所を9月末で閉じると述べた*, *In 2014 the office moved*: the office is read
from the sentence, but since when it is another one tells, or none.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

from ..data import pattern
from ..dates.between import between_dates
from ..matching.discourse import Discourse
from ..matching.engine import Draft
from ..text.mask import Masked

_OFFICES: Final = frozenset(["hasOverseasOffice", "operatesOfficeIn"])
_words: Final = partial(pattern, "words/deed_dates.toml")


def dated_by_no_report(drafts: Iterable[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts, no office since or opened on a date on which it was only spoken of, closed or moved."""
    given = [*drafts]
    if discourse.kind == "row" or not any(_may_begin(d) for d in given):
        return given
    told = discourse.dates(sentence).dates
    lang = "ja" if discourse.frame.lang == "ja" else "en"
    idle = {when for at, when in told if _opens_nothing(sentence, at, lang)}
    left = [d for d in given if d.relation in _OFFICES or not _may_begin(d) or d.since not in idle]
    return [d._replace(since=None, until=None) if _may_begin(d) and d.since in idle else d for d in left]


def _may_begin(draft: Draft) -> bool:
    """Whether a draft tells since when there is an office."""
    opened = draft.relation == "establishedOn" and draft.subject.kind == "Office"
    return draft.since is not None and (opened or draft.relation in _OFFICES)


def _opens_nothing(sentence: Masked, at: int, lang: str) -> bool:
    """Whether what a date is told of, up to the next one, is no opening but another deed of an office."""
    text = sentence.text
    low, high = between_dates(sentence, at)
    if _words(f"office_opened_{lang}").search(text, at if lang == "ja" else low, high):
        return False
    whole = text[low:] if lang == "ja" else text[low:high]
    return _words(f"office_stands_{lang}").search(whole) is not None
