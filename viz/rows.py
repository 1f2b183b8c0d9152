"""How much room the rows of a picture take: branches with labels, gathered in sections, dealt to two wings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from .branches import Branch, Family
from .labels import Labels
from .measure import TIE, Figure, figure
from .style import ROOTLESS
from .text import width, wrap

ROW_GAP: Final = 7.0
TIE_STEP: Final = 15.0
TIES_SHOWN: Final = 3
LOWEST_ROW: Final = 26.0
PAD: Final = 9.0
HEADING: Final = 11.25
HEADING_SPACE: Final = 24.0
SPREAD: Final = 26.0
MARK: Final = 6.0
CONVERGE: Final = 9.0
WIDEST_LABEL: Final = 200.0


@dataclass(frozen=True, slots=True)
class Row:
    """A branch with sizes: its figure, the labels of its ties, what hangs on it, its height; ``under``: that of
    what hangs on it.
    """

    branch: Branch
    figure: Figure
    labels: tuple[str, ...]
    rows: tuple[Row, ...]
    height: float
    under: float


@dataclass(frozen=True, slots=True)
class Section:
    """A family with its rows and, for each depth, the width of labels and of things."""

    family: Family
    rows: tuple[Row, ...]
    columns: tuple[tuple[float, float], ...]
    heading: str

    @property
    def height(self) -> float:
        """With heading and margins."""
        return HEADING_SPACE + sum(row.height for row in self.rows) + ROW_GAP * (len(self.rows) - 1) + PAD

    @property
    def width(self) -> float:
        """With margins."""
        inner = sum(label + thing for label, thing in self.columns) + SPREAD * (len(self.columns) - 1)
        return max(inner, width(self.heading, HEADING)) + 2 * PAD


def split(
    families: tuple[Family, ...], height: Callable[[Branch], float]
) -> tuple[tuple[Family, ...], tuple[Family, ...]]:
    """The families in two wings of nearly equal height, in order; a family that outweighs all is continued."""
    heights = [HEADING_SPACE + sum(map(height, family.branches)) for family in families]
    whole = sum(heights)
    cuts = range(1, len(families)) if len(families) > 1 else (0,)
    cut = min(cuts, key=lambda i: abs(whole - 2 * sum(heights[:i])))
    left, right = families[:cut], families[cut:]
    lean = sum(heights[cut:]) - sum(heights[:cut])
    if abs(lean) < max(0.3 * whole, 150):
        return left, right
    heavy = right[0] if lean > 0 else left[-1]
    share, taken = abs(lean) / 2, 0.0
    order = heavy.branches if lean > 0 else heavy.branches[::-1]
    moved = 0
    while moved < len(order) - 1 and taken + height(order[moved]) / 2 < share:
        taken += height(order[moved])
        moved += 1
    if not moved:
        return left, right
    at = moved if lean > 0 else len(order) - moved
    first = replace(heavy, branches=heavy.branches[:at])
    second = replace(heavy, branches=heavy.branches[at:], continued=True)
    if lean > 0:
        return (*left, first), (second, *right[1:])
    return (*left[:-1], first), (second, *right)


def row_of(branch: Branch, labels: Labels) -> Row:
    """A branch measured; of more than three ties to one thing the rest is counted."""
    rows = tuple(row_of(child, labels) for child in branch.children)
    drawn = figure(branch.thing, labels, again=branch.again)
    texts = [wrap(labels.tie(tie), TIE, WIDEST_LABEL, 1)[0] for tie in branch.ties[:TIES_SHOWN]]
    if (hidden := len(branch.ties) - TIES_SHOWN) > 0:
        texts[-1] += f"  {labels.say('more_ties', count=hidden)}"
    own = max(drawn.height, LOWEST_ROW, len(texts) * TIE_STEP + 6)
    under = sum(row.height for row in rows) + ROW_GAP * max(len(rows) - 1, 0)
    return Row(branch, drawn, tuple(texts), rows, max(own, under), under)


def measured(family: Family, labels: Labels) -> Section:
    """A family measured, its columns as wide as the widest in them."""
    rows = tuple(row_of(branch, labels) for branch in family.branches)
    columns: list[tuple[float, float]] = []
    ring = rows
    while ring:
        texts = [width(text, TIE) + MARK + CONVERGE + 8 for row in ring for text in row.labels]
        columns.append((max(texts, default=0.0), max(row.figure.width for row in ring)))
        ring = tuple(child for row in ring for child in row.rows)
    if family.name == ROOTLESS:
        heading = labels.say("unconnected")
    else:
        key, name, count = "heading_more" if family.continued else "heading", family.name, family.size
        heading = labels.each(lambda s: s.say(key, label=s.say(f"families.{name}"), count=count))
    return Section(family, rows, tuple(columns), heading)
