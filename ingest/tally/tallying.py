"""Dates of ties and of their anniversaries that do not tally, over a whole document.

Where one date is told for a tie, it decides: an anniversary without a year, or with one that the sum does not give,
falls where the sum says (with its arithmetic); a beginning that was only worked out from a wrong year is dropped.
A celebration a year late, as many are, is left alone. One that only the sum puts years behind everything that the
document tells was another's (the fiftieth of two states, told of cities tied since 2021), and is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ...ontology.edtf import Interval
from ...ontology.model import Entity, Status
from ..dates.reckoning import turning, year_of
from ..matching.engine import TIES, Draft

_LATE = 1  # years by which a celebration may miss its anniversary
_AHEAD, _FAR_AHEAD = 10, 30  # years that a document of a day, or of none, may look ahead to an untold anniversary
Pair = frozenset[str]


def tallied(drafts: Sequence[Draft]) -> list[Draft | None]:
    """The drafts, in order, with the anniversaries that the told beginnings allow; none in place of one dropped."""
    if not any(draft.relation == "tieAnniversaryWith" for draft in drafts):
        return list(drafts)
    began = _told(drafts)
    last = _last_year(drafts)
    return [_tallying(draft, began.get(_pair(draft)), last) for draft in drafts]


def _last_year(drafts: Sequence[Draft]) -> int | None:
    """The last year in which an anniversary that no date tells may fall, by what the document tells."""
    own = [d.as_of.earliest.year for d in drafts if d.as_of is not None and d.as_of.earliest is not None]
    if own:
        return max(own) + _AHEAD
    told = {d.since.earliest.year for d in drafts if d.since is not None and d.since.earliest is not None}
    return max(told) + _FAR_AHEAD if len(told) > 1 else None  # one year alone says nothing of when that was


def _pair(draft: Draft) -> Pair:
    return frozenset((draft.subject.iri, draft.object.iri if isinstance(draft.object, Entity) else ""))


def _told(drafts: Iterable[Draft]) -> dict[Pair, Interval]:
    """When each tie began, where its plain dates agree; the closest of them."""
    found: dict[Pair, list[Interval]] = defaultdict(list)
    for draft in drafts:
        settled = draft.status is Status.SETTLED and not draft.inferred
        if draft.relation in TIES and settled and draft.since is not None and not draft.since.spans:
            found[_pair(draft)].append(draft.since)
    closest = {pair: max(dates, key=lambda d: len(str(d))) for pair, dates in found.items()}
    return {
        pair: closest[pair]
        for pair, dates in found.items()
        if closest[pair].latest is not None and all(d.overlaps(closest[pair]) for d in dates)
    }


def _tallying(draft: Draft, began: Interval | None, last: int | None) -> Draft | None:
    if began is None or began.earliest is None:
        return draft
    if draft.relation in TIES and draft.inferred and draft.since is not None:
        return draft if _near(draft.since, began) else None
    number = dict(draft.key).get("ordinal", "")
    if draft.relation != "tieAnniversaryWith" or not number.isdigit():
        return draft
    falls = turning(began, int(number))
    if falls is None or (draft.since is not None and _near(draft.since, falls)):
        return draft
    if last is not None and falls.earliest is not None and falls.earliest.year > last:
        return None
    return draft._replace(since=falls, until=None, basis=f"{began.short}+{number}={falls.short}")


def _near(one: Interval, other: Interval) -> bool:
    """Whether two dates lie within a year of each other."""
    first, second = year_of(one), year_of(other)
    if first is None or second is None or first.earliest is None or second.earliest is None:
        return True  # what cannot be compared is left alone
    return abs(first.earliest.year - second.earliest.year) <= _LATE
