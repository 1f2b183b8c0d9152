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
from .measure import BESIDE, TIE, Figure, figure, names, written
from .scene import Align, Box, Curve, Line, Panel, Point, Scene
from .style import ROOTLESS, family_colour, stroke_of, tint
from .text import width, wrap
from .view import Thing, Tie, View

ROW_GAP: Final = 7.0
TIE_STEP: Final = 15.0
TIES_SHOWN: Final = 3
LOWEST_ROW: Final = 26.0
PANEL_GAP: Final = 12.0
PAD: Final = 9.0
HEADING: Final = 11.25
HEADING_SPACE: Final = 24.0
SPREAD: Final = 26.0
MARK: Final = 6.0
CONVERGE: Final = 9.0
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
        texts = [width(text, TIE) + MARK + 8 for row in ring for text in row.labels]
        columns.append((max(texts, default=0.0), max(row.figure.width for row in ring)))
        ring = tuple(child for row in ring for child in row.rows)
    if family.name == ROOTLESS:
        heading = labels.say("unconnected")
    else:
        key, name, count = "heading_more" if family.continued else "heading", family.name, family.size
        heading = labels.each(lambda s: s.say(key, label=s.say(f"families.{name}"), count=count))
    return _Panel(family, rows, tuple(columns), heading)


class _Pen:
    """What has been drawn so far; ``x`` is the distance from the centre, on either side."""

    def __init__(self, view: View, labels: Labels) -> None:
        self.labels = labels
        self.names = labels.names(view)
        self.centre: Thing = next(thing for thing in view.things if thing.iri == view.centre)
        self.boxes: list[Box] = []
        self.curves: list[Curve] = []
        self.panels: list[Panel] = []
        self.iris: dict[str, str] = {}
        self.core = self._core()

    def _core(self) -> Box:
        drawn = figure(self.centre, self.labels, scale=2)
        wide, high = drawn.text_width * 1.16 + 34, max(drawn.text_height + 24, 56.0)
        shape = replace(drawn.outline, shape="ellipse", pen=2.6)
        core = Box("n0", "thing", (0.0, 0.0), wide, high, shape, says=self._says(drawn), about=self.centre.iri)
        self.boxes += [core, *names("n0", drawn, core.at)]
        self.iris["n0"] = self.centre.iri
        return core

    def _says(self, drawn: Figure) -> str:
        return f"{self.labels.name(drawn.thing)} ({self.labels.kind(drawn.thing.kind)})"

    def _thing(self, drawn: Figure, side: int, rim: float, y: float) -> str:
        """Draw a symbol from ``rim`` outwards with its name behind it; returns its key."""
        key = f"n{len(self.iris)}"
        self.iris[key] = drawn.thing.iri
        at = (side * (rim + drawn.symbol[0] / 2), y)
        says, about = self._says(drawn), drawn.thing.iri
        self.boxes.append(Box(key, "thing", at, *drawn.symbol, drawn.outline, says=says, about=about))
        beside = (side * (rim + drawn.symbol[0] + BESIDE), y)
        self.boxes += names(key, drawn, beside, align="start" if side > 0 else "end")
        return key

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
            middle = top + panel.height / 2
            leave = (place - (len(panels) - 1) / 2) / max(len(panels), 2) * self.core.height * 0.7
            half = (near + gather) / 2
            trunk = ((near - 3, leave), (half, leave), (half, middle), (gather, middle))
            self._panel(side, panel, edge, outer, top)
            y = top + HEADING_SPACE
            for row in panel.rows:
                self._row(side, row, panel, 0, edge, y, "n0", tuple((side * x, at) for x, at in trunk))
                y += row.height + ROW_GAP
            top += panel.height + PANEL_GAP

    def _panel(self, side: int, panel: _Panel, edge: float, outer: float, top: float) -> None:
        colour = family_colour(panel.family.name)
        left, right = sorted((side * edge, side * outer))
        self.panels.append(Panel(left, top, right, top + panel.height, tint(colour, 0.08)))
        at = (side * (edge + PAD), top + HEADING_SPACE / 2)
        align: Align = "start" if side > 0 else "end"
        line = Line(panel.heading, HEADING)
        self.boxes.append(written(f"h{len(self.boxes)}", "text", line, at, align=align, ink=colour))

    def _row(
        self,
        side: int,
        row: _Row,
        panel: _Panel,
        depth: int,
        x: float,
        top: float,
        parent: str,
        way: tuple[Point, ...],
    ) -> None:
        """Draw a row that begins at ``x``, and all that hangs on it."""
        label_width, thing_width = panel.columns[depth]
        begin = x + (PAD if depth == 0 else SPREAD)
        y = top + row.height / 2
        rim = begin + label_width
        key = self._thing(row.figure, side, rim, y)
        for place, (tie, text) in enumerate(zip(row.branch.ties, row.labels, strict=False)):
            dy = (place - (len(row.labels) - 1) / 2) * TIE_STEP
            self._tie(side, tie, panel.family, (parent, key), (x, begin, rim), (y, dy), way)
            at = (side * (begin + (label_width - MARK) / 2), y + dy - TIE * 0.72)
            self.boxes.append(written(f"l{len(self.boxes)}", "label", Line(text, TIE), at, about=tie.statement))
        under = sum(child.height for child in row.rows) + ROW_GAP * max(len(row.rows) - 1, 0)
        child_top = y - under / 2
        stem = ((side * (rim + row.figure.width + 4), y),)
        for child in row.rows:
            self._row(side, child, panel, depth + 1, rim + thing_width, child_top, key, stem)
            child_top += child.height + ROW_GAP

    def _tie(
        self,
        side: int,
        tie: Tie,
        family: Family,
        ends: tuple[str, str],
        xs: tuple[float, float, float],
        ys: tuple[float, float],
        way: tuple[Point, ...],
    ) -> None:
        """Draw a line along ``way``, level under its label, then into the symbol (several converge there)."""
        x, begin, rim = xs
        y = ys[0] + ys[1]
        points = list(way)
        if len(way) == 1:
            points += straight(way[0], (side * x, way[0][1]))
        points += bent(points[-1], (side * begin, y))
        level, tip = (side * (rim - MARK - CONVERGE), y), (side * (rim - 1), ys[0] + ys[1] * 0.2)
        points += straight(points[-1], level)
        points += bent(level, (tip[0] - side * MARK, tip[1]))
        parent, key = ends
        forward = self.iris[parent] == tie.subject
        says = "\n".join((self.labels.sentence(tie, self.names), *self.labels.evidence(tie)))
        stroke = stroke_of(tie, forward=forward, colour=family_colour(family.name))
        name = f"e{len(self.curves)}"
        self.curves.append(Curve(name, parent, key, tuple(points), tip, stroke, says, tie.statement))


def straight(start: Point, end: Point) -> list[Point]:
    """The three further points of a Bezier piece that is a straight line."""
    dx, dy = (end[0] - start[0]) / 3, (end[1] - start[1]) / 3
    return [(start[0] + dx, start[1] + dy), (start[0] + 2 * dx, start[1] + 2 * dy), end]


def bent(start: Point, end: Point) -> list[Point]:
    """The three further points of a Bezier piece that leaves and arrives level."""
    half = (start[0] + end[0]) / 2
    return [(half, start[1]), (half, end[1]), end]
