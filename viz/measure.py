"""How large a thing is drawn: a symbol of its kind, and its name beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .labels import Labels
from .scene import Line, Outline
from .style import outline_of
from .text import width, wrap
from .view import Thing

NAME: Final = 11.25
SECOND: Final = 8.25
TIE: Final = 8.25
LEADING: Final = 1.28
WIDEST: Final = 200.0
SYMBOL: Final = 18.0
BESIDE: Final = 5.0

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
        return max(self.symbol[1], sum(line.size * LEADING for line in self.lines)) + 2


def figure(thing: Thing, labels: Labels, *, again: bool = False, scale: int = 1) -> Figure:
    """The figure of a thing: long names wrapped to two lines, a second language smaller below the first."""
    lines: list[Line] = []
    for place, name in enumerate(thing.names(labels.lang)):
        size = (SECOND if place else NAME) * scale
        lines += [Line(text, size) for text in wrap(name, size, WIDEST * scale)]
    outline = outline_of(thing.kind, again=again)
    return Figure(thing, tuple(lines), outline, SIZES.get(outline.shape, (SYMBOL, SYMBOL)))
