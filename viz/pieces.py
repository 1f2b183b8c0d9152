"""Pieces that several pictures are made of: a symbol with its name, a heading, an invisible end of a line."""

from __future__ import annotations

from collections.abc import Iterable

from .labels import Labels
from .measure import BESIDE, Figure, names, written
from .scene import Box, Curve, Line, Outline, Point, Stroke
from .style import INK, stroke_of
from .text import width
from .view import Tie
from .wings import straight

HEADING = 11.25
SMALL = 8.25


def symbol(key: str, drawn: Figure, at: Point, labels: Labels, *, side: int = 1) -> list[Box]:
    """A symbol centred on a point, its name to the right of it (``side`` 1) or the left (-1)."""
    says, about = labels.title(drawn.thing), drawn.thing.iri
    beside = (at[0] + side * (drawn.symbol[0] / 2 + BESIDE), at[1])
    return [
        Box(key, "thing", at, *drawn.symbol, drawn.outline, says=says, about=about),
        *names(key, drawn, beside, align="start" if side > 0 else "end"),
    ]


def anchor(key: str, at: Point) -> Box:
    """An end for a line where no thing stands."""
    return Box(key, "sample", at, 1, 1, Outline())


def heading(key: str, text: str, at: Point, *, ink: str = INK, side: int = 1) -> Box:
    """The heading of a column or panel, from a point to the right (``side`` 1) or the left (-1)."""
    return written(key, "text", Line(text, HEADING), at, align="start" if side > 0 else "end", ink=ink)


def on_white(key: str, text: str, at: Point, *, says: str = "", about: str = "") -> Box:
    """A small label on a white ground, so that lines pass behind it."""
    wide = width(text, SMALL) + 6
    ground = Outline("box", "#ffffff", "#ffffff", 0.1)
    return Box(key, "label", at, wide, SMALL * 1.3, ground, Line(text, SMALL), says=says, about=about)


def way(points: Iterable[Point]) -> tuple[Point, ...]:
    """Straight pieces through points, as a chain of Bezier pieces."""
    first, *rest = points
    chain = [first]
    for point in rest:
        chain += straight(chain[-1], point)
    return tuple(chain)


def tie_curve(
    key: str,
    ends: tuple[str, str],
    points: tuple[Point, ...],
    tie: Tie,
    says: str,
    *,
    colour: str,
    forward: bool = True,
) -> Curve:
    """The line of a tie that runs level into its end: its mark fills the last 6 points."""
    tip = points[-1]
    back = (tip[0] - 6 if tip[0] >= points[-2][0] else tip[0] + 6, tip[1])
    stroke: Stroke = stroke_of(tie, forward=forward, colour=colour)
    return Curve(key, *ends, (*points[:-1], back), tip, stroke, says, tie.statement)
