"""Very many things by group: a field for each group, as large as it has things, and in it the things in rows.

What always holds: every thing stands in its group's field, no two at one place, those that ties hold together near
each other as far as the field allows; equal views give equal fields.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil
from typing import Final

from .groups import Gathering, gathered
from .labels import Labels
from .scene import Point
from .spread import SIDE, spread
from .view import View

HIGH: Final = 0.6 * SIDE
GAP: Final = 0.005 * SIDE
"""Between a field's ground and the edge of its share."""
HEAD: Final = 0.024 * SIDE
"""The strip of a field in which its name stands, where it is no more than a quarter of the field."""
ROOMY: Final = 2.2
"""How much farther things stand from each other sideways, where their names stand, than up and down."""
LEAST: Final = 6
"""A group of fewer things has the field of so many: its name needs room as well."""

Field = tuple[float, float, float, float]
"""Left, bottom, right and top."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The groups with their fields, and the place of each thing of a view in order; y upwards."""

    groups: tuple[tuple[Gathering, Field], ...]
    places: list[Point]


def fields(view: View, labels: Labels) -> Fields:
    """The fields of a view whose things have groups, the largest first, on a ground of :data:`SIDE` by
    :data:`HIGH`.

    Raises :class:`~enishi.viz.engine.EngineFailed` where Graphviz fails.
    """
    near = dict(zip((thing.iri for thing in view.things), spread(view), strict=True))
    groups = sorted(gathered(view, labels), key=lambda group: -len(group.things))
    shares = parted([max(len(group.things), LEAST) for group in groups], (0.0, 0.0, SIDE, HIGH))
    at: dict[str, Point] = {}
    found: list[tuple[Gathering, Field]] = []
    for group, (left, low, right, high) in zip(groups, shares, strict=True):
        field = (left + GAP, low + GAP, right - GAP, high - GAP)
        found.append((group, tuple(round(side, 1) for side in field)))  # type: ignore[arg-type]
        at |= _placed(sorted((thing.iri for thing in group.things), key=lambda iri: (near[iri], iri)), near, field)
    return Fields(tuple(found), [at[thing.iri] for thing in view.things])


def parted(sizes: Sequence[int], ground: Field) -> list[Field]:
    """A ground parted by sizes that fall, each part as near to a square as can be (a squarified treemap).

    >>> from enishi.viz.fields import parted
    >>> parted([2, 1, 1], (0.0, 0.0, 4.0, 2.0))
    [(0.0, 0.0, 2.0, 2.0), (2.0, 1.0, 4.0, 2.0), (2.0, 0.0, 4.0, 1.0)]
    """
    left, low, right, high = ground
    found: list[Field] = []
    rest = list(sizes)
    while rest:
        wide, tall = right - left, high - low
        short, area = min(wide, tall), wide * tall / sum(rest)
        count = 1
        while count < len(rest) and _longest(rest[: count + 1], area, short) <= _longest(rest[:count], area, short):
            count += 1
        deep = sum(rest[:count]) * area / short
        ends = list(accumulate((size * area / deep for size in rest[:count]), initial=0.0))
        last = count == len(rest)
        if wide >= tall:  # a column at the left, from the top down
            edge = right if last else left + deep
            ends = [high - end for end in ends[:-1]] + [low]
            found += [(left, b, edge, a) for a, b in pairwise(ends)]
            left = edge
        else:
            edge = low if last else high - deep
            ends = [left + end for end in ends[:-1]] + [right]
            found += [(a, edge, b, high) for a, b in pairwise(ends)]
            high = edge
        del rest[:count]
    return found


def _longest(sizes: list[int], area: float, short: float) -> float:
    """How many times as long as wide the longest of these parts is, side by side along ``short``."""
    deep = sum(sizes) * area / short
    return max(max(deep / (size * area / deep), size * area / deep / deep) for size in sizes)


def _placed(iris: list[str], near: dict[str, Point], field: Field) -> dict[str, Point]:
    """Things in order from left to right, in columns, each in order from below."""
    left, low, right, high = field
    high -= min(HEAD, (high - low) / 4)
    wide, tall = right - left, high - low
    columns = min(max(1, round((len(iris) * wide / tall / ROOMY) ** 0.5)), len(iris))
    rows = ceil(len(iris) / columns)
    columns = ceil(len(iris) / rows)
    found: dict[str, Point] = {}
    for column in range(columns):
        stack = sorted(iris[column * rows : (column + 1) * rows], key=lambda iri: (near[iri][1], iri))
        x = left + wide * (column + 0.5) / columns
        # names beside one another leave each other room
        lift = 0.25 * (1 - 2 * (column % 2)) if columns > 1 else 0.0
        step = tall / (max(len(stack), rows) + 0.5)
        found |= {iri: (round(x, 1), round(low + step * (row + 0.75 + lift), 1)) for row, iri in enumerate(stack)}
    return found
