"""A text cut where what is said of it changes, so that overlapping places can be marked without nesting.

What always holds: the segments are in order, none is empty, and together they are the whole text; each covers
exactly the spans that reach over all of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Segment:
    """``text[start:end]``, and the numbers of the spans that cover it; ``ending`` are those that end here."""

    start: int
    end: int
    covers: tuple[int, ...]
    ending: tuple[int, ...]


def segments(length: int, spans: Sequence[tuple[int, int]]) -> Iterator[Segment]:
    """The segments of a text of this length. An empty span covers nothing; one that reaches out of the text is cut.

    >>> from enishi.viz.report.segments import segments
    >>> [(s.start, s.end, s.covers) for s in segments(9, [(0, 6), (3, 8)])]
    [(0, 3, (0,)), (3, 6, (0, 1)), (6, 8, (1,)), (8, 9, ())]
    """
    within = [(max(0, start), min(length, end)) for start, end in spans]
    real = [(start, end, number) for number, (start, end) in enumerate(within) if start < end]
    cuts = sorted({0, length, *(s for s, _, _ in real), *(e for _, e, _ in real)})
    covers: list[list[int]] = [[] for _ in cuts]
    for start, end, number in real:
        for place in range(bisect_left(cuts, start), bisect_left(cuts, end)):
            covers[place].append(number)
    for place, (start, end) in enumerate(pairwise(cuts)):
        ending = tuple(number for number in covers[place] if within[number][1] == end)
        yield Segment(start, end, tuple(covers[place]), ending)
