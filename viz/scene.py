"""A picture before it is drawn: boxes, curves and panels with places and sizes, in points, y downwards.

Layouts make a :class:`Scene`; the Graphviz writer, the page and the tests read it. Nothing here knows a
graph, a language or a file format.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

Point: TypeAlias = tuple[float, float]
Align: TypeAlias = Literal["start", "middle", "end"]
Role: TypeAlias = Literal["thing", "name", "label", "text", "sample"]
LineStyle: TypeAlias = Literal["solid", "dashed", "dotted"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in a box, at a size in points."""

    text: str
    size: float


@dataclass(frozen=True, slots=True)
class Outline:
    """How a box is drawn: Graphviz shape, line and fill colours (``#rrggbb``), width of the line, dashes."""

    shape: str = "none"
    colour: str = "#333333"
    fill: str = "#ffffff"
    pen: float = 1.2
    style: LineStyle = "solid"
    ink: str = "#1a1a1a"
    rounded: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A symbol, a label or a line of text (which fills its box from the side that ``align`` names), centred
    on ``at``.

    ``about`` is the IRI of the thing (role ``thing``, ``name``) or the statement (``label``) that it stands
    for; ``says`` is read out and shown when it is pointed at.
    """

    key: str
    role: Role
    at: Point
    width: float
    height: float
    outline: Outline
    line: Line | None = None
    align: Align = "middle"
    says: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a tie is drawn: colour, width, dashes, the mark at its end (a Graphviz arrow), two lines or one."""

    colour: str
    pen: float
    style: LineStyle = "solid"
    head: str = "none"
    double: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """A tie as a chain of Bezier pieces: 1 + 3n points from ``start`` towards ``end`` (keys of boxes).

    The mark at the end of the line fills the way from the last point to ``tip``. A ``bundled`` line has four
    pieces: out of where it comes from, out to its own height, level under its label, and into the thing.
    """

    key: str
    start: str
    end: str
    points: tuple[Point, ...]
    tip: Point
    stroke: Stroke
    says: str = ""
    about: str = ""
    bundled: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A tinted field behind boxes that belong together."""

    left: float
    top: float
    right: float
    bottom: float
    fill: str


@dataclass(frozen=True, slots=True)
class Patch:
    """A field of any outline (corners, in order), behind everything but what comes before it: land, an era."""

    points: tuple[Point, ...]
    fill: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything in a picture, within ``left, top, right, bottom``. ``still`` pictures are drawn as they are in
    a page too: their places say something, so that they are not for moving about.
    """

    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]
    panels: tuple[Panel, ...] = ()
    patches: tuple[Patch, ...] = ()
    still: bool = False

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of all that is drawn; zeros for an empty scene."""
        xs: list[float] = []
        ys: list[float] = []
        for box in self.boxes:
            xs += (box.at[0] - box.width / 2, box.at[0] + box.width / 2)
            ys += (box.at[1] - box.height / 2, box.at[1] + box.height / 2)
        for panel in self.panels:
            xs += (panel.left, panel.right)
            ys += (panel.top, panel.bottom)
        for patch in self.patches:
            xs += (point[0] for point in patch.points)
            ys += (point[1] for point in patch.points)
        for curve in self.curves:
            xs += (point[0] for point in curve.points)
            ys += (point[1] for point in curve.points)
        return (min(xs), min(ys), max(xs), max(ys)) if xs else (0.0, 0.0, 0.0, 0.0)

    def with_boxes(self, boxes: Iterable[Box], curves: Iterable[Curve] = ()) -> Scene:
        """The scene with more boxes and curves."""
        return replace(self, boxes=(*self.boxes, *boxes), curves=(*self.curves, *curves))
