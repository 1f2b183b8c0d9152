"""What a line of a text is by its form."""

from __future__ import annotations

from typing import Literal, NamedTuple

BlockKind = Literal["heading", "paragraph", "item", "row"]
Span = tuple[int, int]


class Line(NamedTuple):
    """A line (or a piece of one, cut at HTML's block tags) at ``start:end``; a row's ``cells`` by their spans.

    ``pair`` marks the two cells of a row as a key and its value. ``titles`` are those of a record's cells; what
    stands between cells that are ``apart`` is no text; ``lead`` is the line that says what such rows list.
    """

    start: int
    end: int
    kind: BlockKind | Literal["blank"]
    level: int = 0
    cells: tuple[Span, ...] = ()
    pair: bool = False
    titles: tuple[str, ...] = ()
    apart: bool = False
    lead: Span | None = None
