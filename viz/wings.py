"""The picture of one centre: families of neighbours in two wings, every tie a labelled line of its own.

Left and right of the centre stand panels, one a family, with what hangs on a neighbour further out in its
row. Lines fan out from the centre and end level, with their label above them, so that no two labels and no
two things ever overlap, however many there are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from .branches import Branch, Family, grow
from .labels import Labels
from .measure import LEADING, TIE, Figure, figure, inset
from .scene import Box, Curve, Line, Outline, Panel, Point, Scene
from .style import family_colour, stroke_of, tint
from .text import width, wrap
from .view import Thing, Tie, View

ROW_GAP: Final = 7.0
TIE_STEP: Final = 15.0
TIES_SHOWN: Final = 3
LOWEST_ROW: Final = 26.0
PANEL_GAP: Final = 12.0
PAD: Final = 9.0
HEADING: Final = 11.0
HEADING_SPACE: Final = 22.0
SPREAD: Final = 26.0
ARROW: Final = 6.0
WIDEST_LABEL: Final = 200.0


@dataclass(frozen=True, slots=True)
class _Row:
    """A branch with sizes: its figure, the labels of its ties, what hangs on it, and the height of it all."""

    branch: Branch
    figure: Figure
    labels: tuple[str, ...]
    rows: tuple[_Row, ...]
    height: float


@dataclass(frozen=True, slots=True)
class _Panel:
    """A family with its rows and, for each depth, the width of labels and of things."""

    family: Family
    rows: tuple[_Row, ...]
    columns: tuple[tuple[float, float], ...]
    heading: str

    @property
    def height(self) -> float:
        return HEADING_SPACE + sum(row.height for row in self.rows) + ROW_GAP * (len(self.rows) - 1) + PAD

    @property
    def width(self) -> float:
        inner = sum(label + thing for label, thing in self.columns) + SPREAD * (len(self.columns) - 1)
        return max(inner, width(self.heading, HEADING)) + 2 * PAD


def draw_wings(view: View, labels: Labels) -> Scene:
    """The scene of a view with a centre; the centre stands at (0, 0)."""
    pen = _Pen(view, labels)
    families = split(grow(view, pen.centre.iri), lambda branch: _row(branch, labels).height + ROW_GAP)
    for side, wing in zip((-1, 1), families, strict=True):
        pen.wing(side, [_panel(family, labels) for family in wing])
    return Scene(tuple(pen.boxes), tuple(pen.curves), tuple(pen.panels))


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


def _row(branch: Branch, labels: Labels) -> _Row:
    rows = tuple(_row(child, labels) for child in branch.children)
    drawn = figure(branch.thing, labels, again=branch.again)
    texts = [wrap(labels.tie(tie), TIE, WIDEST_LABEL, 1)[0] for tie in branch.ties[:TIES_SHOWN]]
    if (hidden := len(branch.ties) - TIES_SHOWN) > 0:
        texts[-1] += f"  {labels.say('more_ties', count=hidden)}"
    own = max(drawn.height, LOWEST_ROW, len(texts) * TIE_STEP + 6)
    under = sum(row.height for row in rows) + ROW_GAP * max(len(rows) - 1, 0)
    return _Row(branch, drawn, tuple(texts), rows, max(own, under))


def _panel(family: Family, labels: Labels) -> _Panel:
    rows = tuple(_row(branch, labels) for branch in family.branches)
    columns: list[tuple[float, float]] = []
    ring = rows
    while ring:
        texts = [width(text, TIE) + 2 * ARROW + 8 for row in ring for text in row.labels]
        columns.append((max(texts, default=0.0), max(row.figure.width for row in ring)))
        ring = tuple(child for row in ring for child in row.rows)
    if not family.tied:
        heading = labels.say("unconnected")
    else:
        label = labels.say(f"families.{family.name}")
        heading = labels.say("heading_more" if family.continued else "heading", label=label, count=family.size)
    return _Panel(family, rows, tuple(columns), heading)


class _Pen:
    """What has been drawn so far."""

    def __init__(self, view: View, labels: Labels) -> None:
        self.labels = labels
        self.names = labels.names(view)
        self.centre: Thing = next(thing for thing in view.things if thing.iri == view.centre)
        core = figure(self.centre, labels, scale=1.6)
        self.core = replace(core, height=max(core.height, 52.0), outline=replace(core.outline, pen=2.6))
        self.boxes: list[Box] = []
        self.curves: list[Curve] = []
        self.panels: list[Panel] = []
        self.thing(self.core, (0.0, 0.0))

    def thing(self, drawn: Figure, at: Point) -> str:
        """Draw a figure; returns its key."""
        key = f"n{len(self.boxes)}"
        says = f"{self.labels.name(drawn.thing)} ({self.labels.kind(drawn.thing.kind)})"
        self.boxes.append(
            Box(key, "thing", at, drawn.width, drawn.height, drawn.lines, drawn.outline, says, drawn.thing.iri)
        )
        return key

    def text(self, text: str, size: float, at: Point, ink: str, about: str = "") -> None:
        """Write a line of text, centred."""
        box = Box(
            f"n{len(self.boxes)}",
            "label" if about else "text",
            at,
            width(text, size) + 2,
            size * LEADING,
            (Line(text, size),),
            Outline(ink=ink),
            about=about,
        )
        self.boxes.append(box)

    def wing(self, side: int, panels: list[_Panel]) -> None:
        """Draw panels on one side (-1 left, 1 right), one below the other, centred on the centre."""
        if not panels:
            return
        tall = sum(panel.height for panel in panels) + PANEL_GAP * (len(panels) - 1)
        near = self.core.width / 2
        gather = near + min(max(tall * 0.13, 50.0), 120.0)
        edge = gather + min(max(max(panel.height for panel in panels) * 0.25, 45.0), 90.0)
        outer = edge + max(panel.width for panel in panels)
        top = -tall / 2
        for place, panel in enumerate(panels):
            colour = family_colour(panel.family.name)
            left, right = sorted((side * edge, side * outer))
            self.panels.append(Panel(left, top, right, top + panel.height, tint(colour, 0.07)))
            start = left + PAD if side > 0 else right - PAD - width(panel.heading, HEADING)
            at = (start + width(panel.heading, HEADING) / 2, top + HEADING_SPACE / 2 + 1)
            self.text(panel.heading, HEADING, at, colour if colour != "#56B4E9" else "#1F78B4")
            leave = (place - (len(panels) - 1) / 2) / max(len(panels), 2) * self.core.height * 0.7
            trunk = (
                (side * (near - 3), leave),
                (side * (near + gather) / 2, leave),
                (side * (near + gather) / 2, top + panel.height / 2),
                (side * gather, top + panel.height / 2),
            )
            y = top + HEADING_SPACE
            for row in panel.rows:
                self._row(side, row, panel, 0, edge, y, "n0", trunk)
                y += row.height + ROW_GAP
            top += panel.height + PANEL_GAP

    def _row(
        self, side: int, row: _Row, panel: _Panel, depth: int, x: float, top: float, parent: str, way: tuple[Point, ...]
    ) -> None:
        """Draw a row that begins at ``x`` (distance from the centre), and all that hangs on it."""
        label_width, thing_width = panel.columns[depth]
        begin = x + (PAD if depth == 0 else SPREAD)
        y = top + row.height / 2
        shown = row.figure
        rim = begin + label_width
        key = self.thing(shown, (side * (rim + shown.width / 2), y))
        for place, (tie, text) in enumerate(zip(row.branch.ties, row.labels, strict=False)):
            dy = (place - (len(row.labels) - 1) / 2) * TIE_STEP
            end = rim + inset(shown.outline.shape, shown.width, shown.height, dy)
            self._tie(side, tie, panel, (parent, key), (x, begin, end), y + dy, way)
            at = (side * (begin + (label_width - ARROW - 2) / 2), y + dy - TIE * 0.72)
            self.text(text, TIE, at, "#1a1a1a", tie.statement)
        under = sum(child.height for child in row.rows) + ROW_GAP * max(len(row.rows) - 1, 0)
        child_top = y - under / 2
        stem = ((side * (rim + shown.width - inset(shown.outline.shape, shown.width, shown.height, 0)), y),)
        for child in row.rows:
            self._row(side, child, panel, depth + 1, rim + thing_width, child_top, key, stem)
            child_top += child.height + ROW_GAP

    def _tie(
        self,
        side: int,
        tie: Tie,
        panel: _Panel,
        ends: tuple[str, str],
        xs: tuple[float, float, float],
        y: float,
        way: tuple[Point, ...],
    ) -> None:
        """Draw a line along ``way``, then level from ``xs[1]`` to the thing's rim at ``xs[2]``."""
        x, begin, end = xs
        points = list(way)
        if len(way) == 1:
            points += straight(way[0], (side * x, way[0][1]))
        last = points[-1]
        half = (last[0] + side * begin) / 2
        points += [(half, last[1]), (half, y), (side * begin, y)]
        points += straight((side * begin, y), (side * (end - ARROW), y))
        parent, key = ends
        forward = self._iri(parent) == tie.subject
        says = "\n".join((self.labels.sentence(tie, self.names), *self.labels.evidence(tie)))
        stroke = stroke_of(tie, forward=forward, colour=family_colour(panel.family.name))
        name = f"e{len(self.curves)}"
        self.curves.append(Curve(name, parent, key, tuple(points), (side * end, y), stroke, says, tie.statement))

    def _iri(self, key: str) -> str:
        return self.boxes[int(key[1:])].about


def straight(start: Point, end: Point) -> list[Point]:
    """The three further points of a Bezier piece that is a straight line."""
    dx, dy = (end[0] - start[0]) / 3, (end[1] - start[1]) / 3
    return [(start[0] + dx, start[1] + dy), (start[0] + 2 * dx, start[1] + 2 * dy), end]
