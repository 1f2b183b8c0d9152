"""The picture of one centre: families of neighbours in two wings, every tie a labelled line of its own.

Left and right of the centre stand panels, one a family, with what hangs on a neighbour further out in its
row. Lines fan out from the centre and end level, with their label above them, so that no two labels and no
two things ever overlap, however many there are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from .branches import grow
from .labels import Labels
from .measure import BESIDE, TIE, Figure, figure, names, written
from .rows import (
    CONVERGE,
    HEADING,
    HEADING_SPACE,
    MARK,
    PAD,
    ROW_GAP,
    SPREAD,
    TIE_STEP,
    Row,
    Section,
    measured,
    row_of,
    split,
)
from .scene import Align, Box, Curve, Line, Panel, Point, Scene
from .style import family_colour, stroke_of, tint
from .view import Thing, Tie, View

PANEL_GAP: Final = 12.0


def draw_wings(view: View, labels: Labels) -> Scene:
    """The scene of a view with a centre; the centre stands at (0, 0)."""
    pen = _Pen(view, labels)
    families = split(grow(view, pen.centre.iri), lambda branch: row_of(branch, labels).height + ROW_GAP)
    for side, wing in zip((-1, 1), families, strict=True):
        pen.wing(side, [measured(family, labels) for family in wing])
    return Scene(tuple(pen.boxes), tuple(pen.curves), tuple(pen.panels))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a row goes: side (-1 left, 1 right), section and depth in it, where it begins (``x``: distance from
    the centre), what it hangs on, and the points by which lines come from there.
    """

    side: int
    section: Section
    depth: int
    x: float
    top: float
    parent: str
    way: tuple[Point, ...]


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
        core = Box(
            "n0", "thing", (0.0, 0.0), wide, high, shape, says=self.labels.title(drawn.thing), about=self.centre.iri
        )
        self.boxes += [core, *names("n0", drawn, core.at)]
        self.iris["n0"] = self.centre.iri
        return core

    def _thing(self, drawn: Figure, side: int, rim: float, y: float) -> str:
        """Draw a symbol from ``rim`` outwards with its name behind it; returns its key."""
        key = f"n{len(self.iris)}"
        self.iris[key] = drawn.thing.iri
        at = (side * (rim + drawn.symbol[0] / 2), y)
        says, about = self.labels.title(drawn.thing), drawn.thing.iri
        self.boxes.append(Box(key, "thing", at, *drawn.symbol, drawn.outline, says=says, about=about))
        beside = (side * (rim + drawn.symbol[0] + BESIDE), y)
        self.boxes += names(key, drawn, beside, align="start" if side > 0 else "end")
        return key

    def wing(self, side: int, sections: list[Section]) -> None:
        """Draw panels on one side (-1 left, 1 right), one below the other, centred on the centre."""
        if not sections:
            return
        tall = sum(section.height for section in sections) + PANEL_GAP * (len(sections) - 1)
        near = self.core.width / 2
        gather = near + min(max(tall * 0.13, 50.0), 120.0)
        edge = gather + min(max(max(section.height for section in sections) * 0.25, 45.0), 90.0)
        outer = edge + max(section.width for section in sections)
        top = -tall / 2
        for place, section in enumerate(sections):
            middle = top + section.height / 2
            leave = (place - (len(sections) - 1) / 2) / max(len(sections), 2) * self.core.height * 0.7
            half = (near + gather) / 2
            trunk = ((near - 3, leave), (half, leave), (half, middle), (gather, middle))
            self._panel(side, section, edge, outer, top)
            y = top + HEADING_SPACE
            for row in section.rows:
                self._row(row, _Spot(side, section, 0, edge, y, "n0", tuple((side * x, at) for x, at in trunk)))
                y += row.height + ROW_GAP
            top += section.height + PANEL_GAP

    def _panel(self, side: int, section: Section, edge: float, outer: float, top: float) -> None:
        colour = family_colour(section.family.name)
        left, right = sorted((side * edge, side * outer))
        self.panels.append(Panel(left, top, right, top + section.height, tint(colour, 0.08)))
        at = (side * (edge + PAD), top + HEADING_SPACE / 2)
        align: Align = "start" if side > 0 else "end"
        line = Line(section.heading, HEADING)
        self.boxes.append(written(f"h{len(self.boxes)}", "text", line, at, align=align, ink=colour))

    def _row(self, row: Row, spot: _Spot) -> None:
        """Draw a row, and all that hangs on it."""
        label_width, thing_width = spot.section.columns[spot.depth]
        begin = spot.x + (PAD if spot.depth == 0 else SPREAD)
        y = spot.top + row.height / 2
        rim = begin + label_width
        key = self._thing(row.figure, spot.side, rim, y)
        for place, (tie, text) in enumerate(zip(row.branch.ties, row.labels, strict=False)):
            dy = (place - (len(row.labels) - 1) / 2) * TIE_STEP
            tip = (spot.side * (rim - 1), y + dy * 0.2)
            self._tie(tie, key, self._way(spot, begin, tip, y + dy), tip, spot)
            at = (spot.side * (begin + (label_width - MARK - CONVERGE) / 2), y + dy - TIE * 0.72)
            self.boxes.append(written(f"l{len(self.boxes)}", "label", Line(text, TIE), at, about=tie.statement))
        stem = ((spot.side * (rim + row.figure.width + 4), y),)
        top = y - row.under / 2
        for child in row.rows:
            self._row(
                child, replace(spot, depth=spot.depth + 1, x=rim + thing_width, top=top, parent=key, way=stem)
            )
            top += child.height + ROW_GAP

    def _way(self, spot: _Spot, begin: float, tip: Point, y: float) -> tuple[Point, ...]:
        """A line along the spot's way, level under its label, then into the symbol (several converge there)."""
        side, points = spot.side, list(spot.way)
        if len(points) == 1:
            points += straight(points[0], (side * spot.x, points[0][1]))
        points += bent(points[-1], (side * begin, y))
        level = (tip[0] - side * (MARK + CONVERGE), y)
        return (*points, *straight(points[-1], level), *bent(level, (tip[0] - side * MARK, tip[1])))

    def _tie(self, tie: Tie, key: str, way: tuple[Point, ...], tip: Point, spot: _Spot) -> None:
        forward = self.iris[spot.parent] == tie.subject
        says = "\n".join((self.labels.sentence(tie, self.names), *self.labels.evidence(tie)))
        stroke = stroke_of(tie, forward=forward, colour=family_colour(spot.section.family.name))
        name = f"e{len(self.curves)}"
        self.curves.append(Curve(name, spot.parent, key, way, tip, stroke, says, tie.statement, bundled=True))


def straight(start: Point, end: Point) -> list[Point]:
    """The three further points of a Bezier piece that is a straight line."""
    dx, dy = (end[0] - start[0]) / 3, (end[1] - start[1]) / 3
    return [(start[0] + dx, start[1] + dy), (start[0] + 2 * dx, start[1] + 2 * dy), end]


def bent(start: Point, end: Point) -> list[Point]:
    """The three further points of a Bezier piece that leaves and arrives level."""
    half = (start[0] + end[0]) / 2
    return [(half, start[1]), (half, end[1]), end]
