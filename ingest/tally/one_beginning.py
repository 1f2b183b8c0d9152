"""One beginning for each tie: of dates that a document tells for one tie and that contradict each other.

A tie named again beside a visit, a budget or a neighbour's treaty takes a date there that is not its own. The date
that is attested best stays (by what the sentences say, by columns and entries, by anniversaries), of two alike the
earlier one; the others keep their sentence as evidence and lose the date. A renewed tie so keeps its beginning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ...ontology.edtf import Interval
from ...ontology.model import Entity, Status
from ..frames.words import word
from ..matching.engine import TIES, Draft
from ..text.mask import Masked
from ..text.structure import Block

_BY_PLACE = frozenset(["by-columns", "entry"])
"""Rules that read a date in the place that a table or a list has for it."""
_PLACED, _SAID, _LISTED, _COUNTED, _BESIDE = 5, 4, 3, 2, 1
"""What a date counts that stands in its place in a table or list of ties, that a sentence says to be the tie's,
that another list gives, that follows from an anniversary, and that only stands beside the tie."""

Tie = tuple[str, frozenset[str], str]
Told = tuple[Interval, int]


def of_one_beginning(told: Sequence[tuple[Block, Masked, Draft]]) -> list[Draft]:
    """The drafts of a document in order, each given with where it was read; those of a tie with one beginning."""
    dated: dict[Tie, dict[tuple[int, Interval], int]] = defaultdict(dict)  # a sentence tells a date once
    for block, sentence, draft in told:
        if draft.since is not None and _may_begin(draft):
            dated[_tie(draft)][id(sentence), draft.since] = _weight(block, sentence, draft)
    best = {tie: _best([(since, n) for (_, since), n in dates.items()]) for tie, dates in dated.items()}
    return [_without(draft, best.get(_tie(draft))) if _may_begin(draft) else draft for _, _, draft in told]


_BEGUN = frozenset([*TIES, "memberOf"])
_OF_THE_PAST = frozenset([Status.SETTLED, Status.ENDED])


def _may_begin(draft: Draft) -> bool:
    return draft.relation in _BEGUN and draft.status in _OF_THE_PAST and isinstance(draft.object, Entity)


def _tie(draft: Draft) -> Tie:
    ends = frozenset((draft.subject.iri, draft.object.iri if isinstance(draft.object, Entity) else ""))
    return draft.relation, ends, str(draft.key)


def _weight(block: Block, sentence: Masked, draft: Draft) -> int:
    if draft.inferred:
        return _COUNTED
    listed = draft.rule in _BY_PLACE
    above = [*block.above, *([block.lead] if block.lead is not None else [])]
    if listed and any(word("tie_named").search(text) for text in (sentence.clean.text, *(h.text for h in above))):
        return _PLACED
    return _SAID if word("tie_begun").search(sentence.clean.text) else _LISTED if listed else _BESIDE


def _best(dates: Sequence[Told]) -> Interval | None:
    """The date that is attested best; none where two that contradict each other are attested alike."""
    ways = [(_attested(when, dates), when) for when, _ in dates if not _on_both_sides(when, dates)]
    most, best = max(ways, key=lambda way: way[0], default=((0, 0), None))
    alike = best is not None and all(when.overlaps(best) for attested, when in ways if attested == most)
    return best if alike else None


def _attested(when: Interval, dates: Sequence[Told]) -> tuple[int, int]:
    agreeing = [weight for other, weight in dates if other.overlaps(when)]
    return max(agreeing), sum(agreeing)


def _on_both_sides(when: Interval, dates: Sequence[Told]) -> bool:
    """Whether a date is so vague that it agrees with two that contradict each other."""
    agreeing = [other for other, _ in dates if other.overlaps(when)]
    return any(not one.overlaps(other) for one in agreeing for other in agreeing)


def _without(draft: Draft, began: Interval | None) -> Draft:
    if began is None or draft.since is None or draft.since.overlaps(began):
        return draft
    return draft._replace(since=None, until=None, inferred=False, basis=None)
