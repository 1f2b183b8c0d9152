"""The whole network: things in groups, left and right; every tie a thin line through the gates of its groups.

Ties between the same two groups run together in the middle, over a band as wide as they are many, with their
count on it. So two hundred ties are read as twenty bundles, and each can still be pointed at. Where there are
more than :data:`MOST` ties only the bands are drawn, and the picture says so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from math import sqrt
from typing import Final

from .labels import Labels, Speech
from .measure import LEADING, Figure, figure
from .pieces import HEADING, anchor, heading, on_white, symbol, tie_curve
from .scene import Box, Curve, Panel, Point, Scene, Stroke
from .style import dark, families, family_colour, family_of, tint
from .text import width
from .view import Thing, Tie, View
from .wings import straight

MOST: Final = 1500
ROW: Final = 4.0
PAD: Final = 10.0
GAP: Final = 12.0
STEM: Final = 70.0
COLUMN_GAP: Final = 16.0
TALLEST: Final = 1.1
"""Above how many times its width a picture has its groups in two columns."""
PALETTE: Final = ("#77AADD", "#44BB99", "#EE8866", "#EEDD88", "#FFAABB", "#99DDFF", "#BBCC33", "#AAAA00", "#DDDDDD")


@dataclass(frozen=True, slots=True)
class Group:
    """Things that stand together, under a heading, in a colour."""

    key: str
    heading: str
    colour: str
    figures: tuple[Figure, ...]
    columns: int = 1

    @property
    def pitch(self) -> float:
        """The height of a row where there are two columns: that of the highest."""
        return max(16.0, *(f.height for f in self.figures)) + ROW

    @property
    def height(self) -> float:
        """The height of its panel."""
        rows = sum(max(f.height, 16.0) + ROW for f in self.figures)
        if self.columns > 1:  # the outer column stands half a row lower
            rows = (len(self.inner) + 0.5) * self.pitch
        return rows + HEADING * LEADING + 2 * PAD

    @property
    def inner(self) -> tuple[Figure, ...]:
        """The figures of the column next to the middle; of two columns, the odd ones."""
        return self.figures[:: self.columns]

    @property
    def inner_width(self) -> float:
        """The width of the inner column."""
        return max(f.width for f in self.inner)

    @property
    def width(self) -> float:
        """The width of its panel."""
        outer = max(f.width for f in self.figures[1::2]) + COLUMN_GAP if self.columns > 1 else 0.0
        return max(self.inner_width + outer, width(self.heading, HEADING)) + 2 * PAD + 8


def draw_groups(view: View, labels: Labels) -> Scene:
    """The scene of a whole network."""
    groups = _groups(view, labels)
    sides = _dealt(groups)
    channel = 330.0 + min(len(groups), 12) * 22.0
    if _tall(sides, channel):
        groups = [replace(group, columns=2 if len(group.figures) > 3 else 1) for group in groups]
        sides = _dealt(groups)
    pen = _Pen(view, labels)
    for side, wing in zip((-1, 1), sides, strict=True):
        pen.wing(side, wing, channel / 2)
    pen.ties()
    return Scene((*pen.grounds, *pen.boxes), tuple(pen.curves), tuple(pen.panels))


def _groups(view: View, labels: Labels) -> list[Group]:
    return [
        Group(each.key, each.heading, each.colour, tuple(figure(thing, labels) for thing in each.things))
        for each in gathered(view, labels)
    ]


@dataclass(frozen=True, slots=True)
class Gathering:
    """The things of one group, those with most ties first; ``label`` is the heading without their number."""

    key: str
    label: str
    heading: str
    colour: str
    things: tuple[Thing, ...]


def gathered(view: View, labels: Labels) -> list[Gathering]:
    """The things of a view by region the largest first, else by kind as the families come."""
    ties = Counter(end for tie in view.ties for end in (tie.subject, tie.object))
    found: dict[str, list[Thing]] = {}
    for thing in view.things:
        found.setdefault("/".join(thing.group) if thing.group else family_of(thing.kind), []).append(thing)
    order = [*families(), *sorted(found.keys() - families().keys(), key=lambda k: (-len(found[k]), k))]
    groups: list[Gathering] = []
    for key in (key for key in order if key in found):
        things = tuple(sorted(found[key], key=lambda t: (-ties[t.iri], t.kind, t.name_en, t.name, t.iri)))
        label = labels.each(partial(_label, name=things[0].group, family=key))
        text = labels.each(partial(_heading, name=things[0].group, family=key, count=len(things)))
        colour = dark(PALETTE[len(groups) % len(PALETTE)], 0.55) if things[0].group else family_colour(key)
        groups.append(Gathering(key, label, text, colour, things))
    return groups


def _label(say: Speech, *, name: tuple[str, str] | None, family: str) -> str:
    """A group's name: its country, else its family."""
    return name[say.lang == "en"] if name else say.say(f"families.{family}")


def _heading(say: Speech, *, name: tuple[str, str] | None, family: str, count: int) -> str:
    """The heading of a group: its country, else its family, and how many things it has."""
    return say.say("heading", label=_label(say, name=name, family=family), count=count)


def _dealt(groups: list[Group]) -> tuple[list[Group], list[Group]]:
    """The groups on two sides of nearly equal height, in order; the middle of the pile changes sides."""
    whole = sum(group.height + GAP for group in groups)
    if len(groups) < 2:
        return [], groups
    cut = min(range(1, len(groups)), key=lambda i: abs(whole - 2 * sum(g.height + GAP for g in groups[:i])))
    return groups[:cut], groups[cut:]


def _tall(sides: tuple[list[Group], list[Group]], channel: float) -> bool:
    """Whether groups of one column would make a picture too tall for a page."""
    high = max(sum(group.height + GAP for group in side) for side in sides)
    wide = channel + sum(max((group.width for group in side), default=0.0) for side in sides)
    return high > TALLEST * wide


@dataclass(frozen=True, slots=True)
class _Spot:
    key: str
    group: str
    side: int
    at: Point
    """The inner rim of the symbol, where lines begin."""
    gate: Point
    """Where a line out of the outer column has passed the inner one; else the same."""


class _Pen:
    """What has been drawn so far."""

    def __init__(self, view: View, labels: Labels) -> None:
        self.view, self.labels = view, labels
        self.named = labels.names(view)
        self.boxes: list[Box] = []
        self.grounds: list[Box] = []
        self.curves: list[Curve] = []
        self.panels: list[Panel] = []
        self.spots: dict[str, _Spot] = {}
        self.gates: dict[str, tuple[int, Point, Group]] = {}

    def wing(self, side: int, groups: list[Group], edge: float) -> None:
        """Groups one below the other on one side, the inner edge of their panels at a distance from the middle."""
        outer = edge + max((group.width for group in groups), default=0.0)
        y = -sum(group.height + GAP for group in groups) / 2
        for group in groups:
            left, right = sorted((side * edge, side * outer))
            self.panels.append(Panel(left, y, right, y + group.height, tint(group.colour)))
            self.gates[group.key] = side, (side * (edge - STEM), y + group.height / 2), group
            at = (side * (edge + PAD), y + PAD + HEADING * LEADING / 2)
            self.boxes.append(heading(f"h{len(self.gates)}", group.heading, at, ink=group.colour, side=side))
            self._figures(side, group, (edge + PAD, y + PAD + HEADING * LEADING + ROW / 2))
            y += group.height + GAP

    def _figures(self, side: int, group: Group, corner: Point) -> None:
        """The figures of a group, from the inner top corner of its panel down. Lines out of an outer column run
        level between two rows of the inner one.
        """
        pitch, step = group.pitch, group.inner_width + COLUMN_GAP  # each looks at all figures: once is enough
        rows = [corner[1], corner[1] + pitch / 2]
        for number, drawn in enumerate(group.figures):
            column = number % group.columns
            high = pitch - ROW if group.columns > 1 else max(drawn.height, 16.0)
            across = corner[0] + column * step
            key, middle = f"n{len(self.spots)}", rows[column] + high / 2
            place = (side * (across + drawn.symbol[0] / 2), middle)
            self.boxes += symbol(key, drawn, place, self.labels, side=side)
            gate = (side * corner[0], middle)
            self.spots[drawn.thing.iri] = _Spot(key, group.key, side, (side * across, middle), gate)
            rows[column] += high + ROW

    def ties(self) -> None:
        """Bands with their counts first, so that the ties run over them."""
        bundles: dict[tuple[str, str], list[Tie]] = {}
        order = {key: place for place, key in enumerate(self.gates)}
        for tie in self.view.ties:
            pair = sorted((self.spots[tie.subject].group, self.spots[tie.object].group), key=order.__getitem__)
            bundles.setdefault((pair[0], pair[1]), []).append(tie)
        few = len(self.view.ties) <= MOST
        marks: list[Box] = []
        for (a, b), ties in sorted(bundles.items(), key=lambda item: (-len(item[1]), item[0])):
            if a != b and (len(ties) > 1 or not few):
                marks.append(self._band(a, b, ties, marks))
        if few:
            for tie in self.view.ties:
                self._tie(tie)
        self.boxes += marks

    def _trunk(self, a: str, b: str) -> tuple[Point, Point, Point, Point]:
        """From gate to gate: across where they face each other, in a bow where they stand on one side."""
        (side_a, start, _), (side_b, end, _) = self.gates[a], self.gates[b]
        reach = abs(start[0]) * 1.0
        if side_a == side_b:
            reach = min(abs(start[0]) * 1.2, 30 + abs(end[1] - start[1]) * 0.35)
        return start, (start[0] - side_a * reach, start[1]), (end[0] - side_b * reach, end[1]), end

    def _band(self, a: str, b: str, ties: list[Tie], marks: list[Box]) -> Box:
        trunk, number = self._trunk(a, b), len(marks)
        ends = []
        for place, point in enumerate((trunk[0], trunk[-1])):
            ends.append(f"b{number}{'ae'[place]}")
            self.grounds.append(anchor(ends[-1], point))
        colour = tint(self.gates[a][2].colour, 0.35)
        names = [self.gates[key][2].heading for key in (a, b)]
        says = self.labels.say("groups.bundle_says", a=names[0], b=names[1], count=len(ties))
        pen = min(1.5 + 1.6 * sqrt(len(ties)), 26.0)
        self.curves.append(Curve(f"b{number}", ends[0], ends[1], trunk, trunk[-1], Stroke(colour, pen), says))
        text = str(len(ties))
        spots = (
            on_white(f"c{number}", text, _on(trunk, t / 100), says=says)
            for t in (50, 42, 58, 34, 66, 26, 74, 18, 82)
        )
        spots_tried = list(spots)
        return next((s for s in spots_tried if not any(_touch(s, other) for other in marks)), spots_tried[0])

    def _tie(self, tie: Tie) -> None:
        a, b = self.spots[tie.subject], self.spots[tie.object]
        says = "\n".join((self.labels.sentence(tie, self.named), *self.labels.evidence(tie)))
        colour = self.gates[a.group][2].colour
        if a.group == b.group:
            reach = 12 + min(abs(b.at[1] - a.at[1]) * 0.25, STEM * 0.8)
            bow = a.gate[0] - a.side * reach
            points: tuple[Point, ...] = (a.gate, (bow, a.at[1]), (bow, b.at[1]), b.gate)
        else:
            trunk = self._trunk(a.group, b.group) if self._ordered(a, b) else self._trunk(b.group, a.group)[::-1]
            half_a, half_b = (a.gate[0] + trunk[0][0]) / 2, (b.gate[0] + trunk[-1][0]) / 2
            first = (a.gate, (half_a, a.at[1]), (half_a, trunk[0][1]), trunk[0])
            last = (trunk[-1], (half_b, trunk[-1][1]), (half_b, b.at[1]), b.gate)
            points = (*first, *trunk[1:], *last[1:])
        if a.gate != a.at:
            points = (a.at, *straight(a.at, a.gate), *points[1:])
        if b.gate != b.at:
            points = (*points, *straight(b.gate, b.at))
        key = f"e{len(self.curves)}"
        self.curves.append(tie_curve(key, (a.key, b.key), points, tie, says, colour=colour))

    def _ordered(self, a: _Spot, b: _Spot) -> bool:
        keys = list(self.gates)
        return keys.index(a.group) < keys.index(b.group)


def _on(curve: tuple[Point, Point, Point, Point], t: float) -> Point:
    """A point of a Bezier piece."""
    points: tuple[Point, ...] = curve
    while len(points) > 1:
        points = tuple((p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t) for p, q in pairwise(points))
    return points[0]


def _touch(one: Box, other: Box) -> bool:
    return (
        abs(one.at[0] - other.at[0]) * 2 < one.width + other.width
        and abs(one.at[1] - other.at[1]) * 2 < one.height + other.height
    )
