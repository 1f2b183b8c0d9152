"""The picture of one centre with very many neighbours: families in columns that fill a slide.

The centre stands above; each family is a list, what hangs on a thing indented below it, with the words of a tie
behind the name. Every tie is still a line of its own, from where it comes down to the thing. There are as many
columns as let the names be largest on a slide of 16 to 9.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from .branches import Family, grow
from .labels import Labels
from .measure import BESIDE, NAME, TIE, Figure, figure, names, written
from .rows import HEADING, HEADING_SPACE, MARK, PAD, Row, measured, row_of
from .scene import Box, Curve, Line, Panel, Point, Scene
from .style import family_colour, stroke_of, tint
from .text import width
from .view import Thing, View
from .wings import straight

SLIDE: Final = (960.0, 540.0)
AROUND: Final = 300.0
"""Height that title, centre, legend and sources take beside the columns."""
SMALLEST: Final = 5.0
"""Names smaller than this on a slide are not read, in points."""
MOST_COLUMNS: Final = 8
BAND: Final = 40.0
LEAD: Final = 20.0
INDENT: Final = 21.0
SYMBOLS: Final = 0.75
"""How large symbols are beside those of other pictures: a row is as high as its name."""
GAP: Final = 8.0
"""Between a name and the words of its ties: fonts of other machines are wider."""
STEP: Final = 10.6
TIES_APART: Final = 3.0
SPINES_APART: Final = 5.0
BEND: Final = 7.0


def readable(scene: Scene) -> bool:
    """Whether names can be read where a scene fills a slide."""
    left, top, right, bottom = scene.bounds
    return NAME * min(SLIDE[0] / max(right - left, 1), SLIDE[1] / max(bottom - top, 1)) >= SMALLEST


def draw_columns(view: View, labels: Labels) -> Scene:
    """The scene of a view with a centre; the centre stands at (0, 0)."""
    families = grow(view, view.centre or "")
    pen = _Pen(view, labels)
    pen.columns(_best(families, labels))
    return Scene(tuple(pen.boxes), tuple(pen.curves), tuple(pen.panels))


@dataclass(frozen=True, slots=True)
class _List:
    """A family, or a part of it, with its heading."""

    family: Family
    heading: str
    rows: tuple[Row, ...]

    @property
    def height(self) -> float:
        return HEADING_SPACE + sum(map(_height, self.rows)) + PAD

    @property
    def width(self) -> float:
        inner = max(depth * INDENT + _wide(row) for row, depth in _lines(self.rows))
        return max(LEAD + inner, width(self.heading, HEADING)) + 2 * PAD


def _lines(rows: Iterable[Row], depth: int = 0) -> Iterator[tuple[Row, int]]:
    """Rows with what hangs on them, each with its depth, from the top downwards."""
    for row in rows:
        yield row, depth
        yield from _lines(row.rows, depth + 1)


def _wide(row: Row) -> float:
    """The width of a thing with the words of its ties behind its name."""
    return row.figure.width + GAP + max((width(text, TIE) for text in row.labels), default=0.0)


def _own(row: Row) -> float:
    """The height of a row alone."""
    return max(row.figure.height, len(row.labels) * STEP + 1)


def _height(row: Row) -> float:
    """The height of a row with all that hangs on it."""
    return sum(_own(each) for each, _ in _lines([row]))


def _best(families: tuple[Family, ...], labels: Labels) -> list[list[_List]]:
    """The columns in which names are largest on a slide."""
    heights = [[_height(_lessened(row_of(branch, labels))) for branch in family.branches] for family in families]
    found = [_dealt(families, heights, count) for count in range(1, MOST_COLUMNS + 1)]
    return max(([[_listed(part, labels) for part in each] for each in parts] for parts in found), key=_scale)


def _scale(columns: list[list[_List]]) -> float:
    wide = sum(_gutter(lists) + max(each.width for each in lists) for lists in columns)
    tall = max(sum(each.height + PAD for each in lists) for lists in columns) + AROUND
    return min(SLIDE[0] / wide, SLIDE[1] / tall)


def _gutter(lists: list[_List]) -> float:
    """The room left of a column for the lines that come down to it."""
    return 3 * SPINES_APART + SPINES_APART * len(lists)


def _listed(family: Family, labels: Labels) -> _List:
    section = measured(family, labels)
    return _List(family, section.heading, tuple(map(_lessened, section.rows)))


def _lessened(row: Row) -> Row:
    wide, high = row.figure.symbol
    drawn = replace(row.figure, symbol=(wide * SYMBOLS, high * SYMBOLS))
    return replace(row, figure=drawn, rows=tuple(map(_lessened, row.rows)))


def _dealt(families: tuple[Family, ...], heights: list[list[float]], count: int) -> list[list[Family]]:
    """The families in order in at most so many columns, all as low as that allows."""
    whole = sum(HEADING_SPACE + 2 * PAD + sum(each) for each in heights)
    limit = whole / count
    while len(parts := _filled(families, heights, limit)) > count:
        limit *= 1.02
    return parts


def _filled(families: tuple[Family, ...], heights: list[list[float]], limit: float) -> list[list[Family]]:
    """Columns filled one after the other up to a height; a family that does not fit is continued in the next."""
    columns: list[list[Family]] = [[]]
    room = limit
    for family, each in zip(families, heights, strict=True):
        begin = 0
        room -= HEADING_SPACE + 2 * PAD
        for place, height in enumerate(each):
            if height > room and (columns[-1] or place > begin):
                if place > begin:
                    columns[-1].append(_part(family, begin, place))
                columns.append([])
                begin, room = place, limit - HEADING_SPACE - 2 * PAD
            room -= height
        columns[-1].append(_part(family, begin, len(each)))
    return columns


def _part(family: Family, begin: int, end: int) -> Family:
    return replace(family, branches=family.branches[begin:end], continued=begin > 0)


@dataclass(frozen=True, slots=True)
class _Stem:
    """What rows hang on: the key of a thing, the points by which lines come from there, where the symbols of the
    rows begin, and the colour of the lines.
    """

    parent: str
    way: tuple[Point, ...]
    rim: float
    colour: str


class _Pen:
    """What has been drawn so far."""

    def __init__(self, view: View, labels: Labels) -> None:
        self.labels, self.names = labels, labels.names(view)
        self.boxes: list[Box] = []
        self.curves: list[Curve] = []
        self.panels: list[Panel] = []
        self.iris: dict[str, str] = {}
        self.core = self._core(next(thing for thing in view.things if thing.iri == view.centre))

    def _core(self, centre: Thing) -> Box:
        drawn = figure(centre, self.labels, scale=2)
        shape = replace(drawn.outline, shape="ellipse", pen=2.6)
        size = drawn.text_width * 1.16 + 34, max(drawn.text_height + 24, 56.0)
        core = Box("n0", "thing", (0.0, 0.0), *size, shape, says=self.labels.title(centre), about=centre.iri)
        self.boxes += [core, *names("n0", drawn, core.at)]
        self.iris["n0"] = centre.iri
        return core

    def columns(self, columns: list[list[_List]]) -> None:
        """Draw columns side by side below the centre."""
        wides = [_gutter(lists) + max(each.width for each in lists) for lists in columns]
        left = -sum(wides) / 2
        for place, (lists, wide) in enumerate(zip(columns, wides, strict=True)):
            leave = (place - (len(columns) - 1) / 2) / len(columns) * self.core.width * 0.8
            self._column(lists, left, left + wide, leave)
            left += wide

    def _column(self, lists: list[_List], left: float, right: float, leave: float) -> None:
        top, edge = self.core.height / 2 + BAND, left + _gutter(lists)
        for place, each in enumerate(lists):
            spine = edge - SPINES_APART * (place + 1)
            low, high = self.core.height / 2 - 2, self.core.height / 2 + BAND
            half = (low + high) / 2
            way = ((leave, low), (leave, half), (spine, half), (spine, high))
            self._list(each, (edge, top, right, top + each.height), way)
            top += each.height + PAD

    def _list(self, drawn: _List, area: tuple[float, float, float, float], way: tuple[Point, ...]) -> None:
        colour = family_colour(drawn.family.name)
        self.panels.append(Panel(*area, tint(colour, 0.08)))
        at = (area[0] + PAD, area[1] + HEADING_SPACE / 2)
        heading = Line(drawn.heading, HEADING)
        self.boxes.append(written(f"h{len(self.boxes)}", "text", heading, at, align="start", ink=colour))
        self._rows(drawn.rows, _Stem("n0", way, area[0] + PAD + LEAD, colour), area[1] + HEADING_SPACE)

    def _rows(self, rows: tuple[Row, ...], stem: _Stem, top: float) -> float:
        """Draw rows from ``top`` downwards; returns where they end."""
        for row in rows:
            own, rim = _own(row), stem.rim
            y = top + own / 2
            key = self._thing(row.figure, rim, y)
            self._ties(row, key, stem, y)
            foot = (rim + row.figure.symbol[0] / 2, y + row.figure.symbol[1] / 2)
            top = self._rows(row.rows, _Stem(key, (foot,), rim + INDENT, stem.colour), top + own)
        return top

    def _ties(self, row: Row, key: str, stem: _Stem, y: float) -> None:
        """The lines to a thing, and their words behind its name."""
        shown = list(zip(row.branch.ties, row.labels, strict=False))
        for place, (tie, text) in enumerate(shown):
            apart = place - (len(shown) - 1) / 2
            way = _down(stem.way, (stem.rim - 1, y + apart * TIES_APART))
            tip, name = (way[-1][0] + MARK, way[-1][1]), f"e{len(self.curves)}"
            says = "\n".join((self.labels.sentence(tie, self.names), *self.labels.evidence(tie)))
            stroke = stroke_of(tie, forward=self.iris[stem.parent] == tie.subject, colour=stem.colour)
            self.curves.append(Curve(name, stem.parent, key, way, tip, stroke, says, tie.statement))
            at = (stem.rim + row.figure.width + GAP, y + apart * STEP)
            label = f"l{len(self.boxes)}"
            self.boxes.append(written(label, "label", Line(text, TIE), at, align="start", about=tie.statement))

    def _thing(self, drawn: Figure, rim: float, y: float) -> str:
        """Draw a symbol from ``rim`` on with its name behind it; returns its key."""
        key = f"n{len(self.iris)}"
        self.iris[key] = drawn.thing.iri
        at = (rim + drawn.symbol[0] / 2, y)
        says, about = self.labels.title(drawn.thing), drawn.thing.iri
        self.boxes.append(Box(key, "thing", at, *drawn.symbol, drawn.outline, says=says, about=about))
        self.boxes += names(key, drawn, (rim + drawn.symbol[0] + BESIDE, y), align="start")
        return key


def _down(way: tuple[Point, ...], tip: Point) -> tuple[Point, ...]:
    """A line along a way, down to the height of its tip, then level to where its mark begins."""
    x, (end, y) = way[-1][0], tip
    bend = max(min(BEND, y - way[-1][1]), 0.0)
    turn = ((x, y - bend / 2), (x + bend / 2, y), (x + bend, y))
    return (*way, *straight(way[-1], (x, y - bend)), *turn, *straight(turn[-1], (end - MARK, y)))
