"""Editions that only their date tells: the World Urban Forum met in June 2006, so there was one of that year.

A series is held again and again; what was held on a day is its edition of the year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..matching.engine import Draft
from ..nouns.mint import Minter


def yearly(drafts: Iterable[Draft], minter: Minter) -> Iterator[Draft]:
    """The drafts, each ``heldOn`` of a series as that of its edition of the year."""
    for draft in drafts:
        when = draft.since
        if draft.relation != "heldOn" or draft.subject.kind != "EventSeries" or when is None:
            yield draft
            continue
        first, last = when.earliest, when.latest
        if first is None or last is None or first.year != last.year:
            yield draft  # a fiscal year, or an open date, tells no edition
            continue
        names = [n.text for n in draft.subject.names]
        edition = minter.named("Event", f"{draft.subject.name('en')} {first.year}", names, scope=str(first.year))
        yield draft._replace(subject=edition)
