"""How large a thing must be drawn to hold its name, and where a line meets its rim."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

from .labels import Labels
from .scene import Line, Outline
from .style import outline_of
from .text import width, wrap
from .view import Thing

NAME: Final = 11.0
SECOND: Final = 8.5
TIE: Final = 8.5
LEADING: Final = 1.28
WIDEST: Final = 190.0

PADDING: Final[dict[str, tuple[float, float, float]]] = {
    # shape: factor of the text's width, points added to width, points added to height
    "ellipse": (1.14, 16, 11),
    "hexagon": (1.0, 30, 9),
    "octagon": (1.0, 20, 9),
    "parallelogram": (1.0, 40, 9),
    "trapezium": (1.0, 46, 9),
    "house": (1.0, 18, 15),
    "component": (1.0, 30, 9),
    "cds": (1.0, 28, 9),
    "box3d": (1.0, 20, 13),
    "cylinder": (1.0, 16, 18),
    "tab": (1.0, 16, 13),
    "folder": (1.0, 16, 13),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A thing with its lines of text, its outline and its size in points."""

    thing: Thing
    lines: tuple[Line, ...]
    outline: Outline
    width: float
    height: float


def figure(thing: Thing, labels: Labels, *, again: bool = False, scale: float = 1.0) -> Figure:
    """The figure of a thing: long names wrapped to two lines, a second language smaller below the first."""
    lines: list[Line] = []
    for place, name in enumerate(thing.names(labels.lang)):
        size = (SECOND if place else NAME) * scale
        lines += [Line(text, size) for text in wrap(name, size, WIDEST * scale)]
    outline = outline_of(thing.kind, again=again)
    factor, wide, high = PADDING.get(outline.shape, (1.0, 16.0, 9.0))
    extra = 6.0 * (outline.rims - 1)
    return Figure(
        thing,
        tuple(lines),
        outline,
        max(width(line.text, line.size) for line in lines) * factor + wide + extra,
        sum(line.size * LEADING for line in lines) + high + extra,
    )


def inset(shape: str, wide: float, high: float, dy: float) -> float:
    """How far inside its bounding box the rim of a shape is, at ``dy`` from its middle, on either side.

    >>> from enishi.viz.measure import inset
    >>> inset("box", 100, 40, 10), inset("ellipse", 100, 40, 0)
    (0.0, 0.0)
    """
    half = high / 2
    share = min(abs(dy) / half, 1.0) if half else 0.0
    if shape == "ellipse":
        return wide / 2 * (1 - sqrt(1 - share * share))
    if shape == "hexagon":
        return share * min(wide / 4, high / 2)
    if shape in ("parallelogram", "trapezium"):
        return min(wide * 0.1, 20.0)
    return 0.0
