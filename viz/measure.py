"""How large a thing is drawn: a symbol of its kind, and its name beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .labels import Labels
from .scene import Align, Box, Line, Outline, Point, Role
from .style import INK, outline_of
from .text import width, wrap
from .view import Thing

NAME: Final = 11.25
SECOND: Final = 8.25
TIE: Final = 8.25
LEADING: Final = 1.28
WIDEST: Final = 200.0
SYMBOL: Final = 18.0
BESIDE: Final = 5.0
LINES: Final = 3
"""A name has so many lines at most: few are cut."""

SIZES: Final[dict[str, tuple[float, float]]] = {
    "oval": (22, 15),
    "ellipse": (22, 15),
    "egg": (22, 15),
    "parallelogram": (25, 13),
    "trapezium": (25, 14),
    "invtrapezium": (25, 14),
    "rarrow": (24, 17),
    "larrow": (24, 17),
    "box": (19, 14),
    "cds": (22, 14),
    "hexagon": (22, 16),
    "component": (20, 15),
    "note": (15, 18),
    "folder": (19, 15),
    "tab": (19, 15),
    "cylinder": (17, 18),
}
"""Width and height of a symbol by shape, so that all look equally heavy."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A thing: its symbol with its size, its lines of text with theirs. All in points."""

    thing: Thing
    lines: tuple[Line, ...]
    outline: Outline
    symbol: tuple[float, float]

    @property
    def text_width(self) -> float:
        """The width of the widest line."""
        return max(width(line.text, line.size) for line in self.lines)

    @property
    def width(self) -> float:
        """Symbol and name side by side."""
        return self.symbol[0] + BESIDE + self.text_width

    @property
    def height(self) -> float:
        """The higher of symbol and name."""
        return max(self.symbol[1], self.text_height) + 2

    @property
    def text_height(self) -> float:
        """The height of all lines."""
        return sum(line.size * LEADING for line in self.lines)


def figure(thing: Thing, labels: Labels, *, again: bool = False, scale: int = 1) -> Figure:
    """The figure of a thing: a long name has three lines at most, a second language is smaller below it."""
    lines: list[Line] = []
    for place, name in enumerate(thing.names(labels.lang)):
        size = (SECOND if place else NAME) * scale
        lines += [Line(text, size) for text in wrap(name, size, WIDEST * scale, LINES)]
    outline = outline_of(thing.kind, again=again)
    return Figure(thing, tuple(lines), outline, SIZES.get(outline.shape, (SYMBOL, SYMBOL)))


def written(
    key: str,
    role: Role,
    line: Line,
    at: Point,
    *,
    align: Align = "middle",
    ink: str = INK,
    about: str = "",
) -> Box:
    """A line of text that begins at, is centred on, or ends at a point."""
    wide = width(line.text, line.size)
    x = at[0] + {"start": wide / 2, "middle": 0.0, "end": -wide / 2}[align]
    return Box(key, role, (x, at[1]), wide, line.size * LEADING, Outline(ink=ink), line, align, about=about)


def names(key: str, drawn: Figure, at: Point, *, align: Align = "middle") -> list[Box]:
    """The name of a figure, its lines one below the other about a point."""
    boxes: list[Box] = []
    y = at[1] - drawn.text_height / 2
    for place, line in enumerate(drawn.lines):
        y += line.size * LEADING
        middle = (at[0], y - line.size * LEADING / 2)
        ink, about = drawn.outline.ink, drawn.thing.iri
        boxes.append(written(f"{key}t{place}", "name", line, middle, align=align, ink=ink, about=about))
    return boxes
