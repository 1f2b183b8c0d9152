"""What was done on the day, in the month or in the year of a tie that the document dates: 協定と同じ日には、….

The sentence says of what it was the same day; the document has one such day, else nothing is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from ...ontology.edtf import Interval, on
from ...ontology.model import Status
from ..data import pattern
from ..matching.engine import TIES, Draft
from ..text.mask import Masked

_PACTS: Final = TIES | {"agreementWith"}
_words: Final = partial(pattern, "words/told_elsewhere.toml")


def of_same_day(drafts: Sequence[Draft | None], places: Sequence[Masked]) -> list[Draft | None]:
    """The drafts (each read in the sentence of ``places``), undated ones of such a sentence with that date."""
    days = {
        draft.since
        for draft in drafts
        if draft is not None and draft.relation in TIES and draft.status is Status.SETTLED and _is_day(draft)
    }
    day = next(iter(days)) if len(days) == 1 else None
    if day is None:
        return list(drafts)
    return [
        draft._replace(since=when)
        if draft is not None
        and draft.relation in _PACTS
        and draft.since is None
        and (when := _same(sentence, day)) is not None
        else draft
        for draft, sentence in zip(drafts, places, strict=True)
    ]


def _is_day(draft: Draft) -> bool:
    return draft.since is not None and draft.since.precision == "day" and not draft.inferred


def _same(sentence: Masked, day: Interval) -> Interval | None:
    """The day, or its month or year, as a sentence says that it is the tie's."""
    said = _words("sealed", "same").search(sentence.clean.text)
    if said is None or day.earliest is None:
        return None
    first = day.earliest
    return {"日": day, "月": on(first.year, first.month), "年": on(first.year)}[said["unit"]]
