"""Money: a Sankey picture. A fiscal year's sum on the left, the budget lines on the right, ribbons as wide as they
are large; a line that is part of another hangs on that one.

A ribbon is a line of constant width, so it is one shape on a slide too; amounts are written beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from .labels import Labels
from .measure import LEADING, written
from .pieces import SMALL, anchor
from .scene import Align, Box, Curve, Line, Outline, Point, Scene, Stroke
from .style import GREY, INK, colour_of, dark, tint
from .text import width, wrap
from .view import Thing, Tie, View

TALL: Final = 380.0
GAP: Final = 34.0
BAR: Final = 14.0
RIBBON: Final = 300.0
NAME: Final = 11.25
PALETTE: Final = ("#77AADD", "#EE8866", "#44BB99", "#EEDD88", "#FFAABB", "#99DDFF", "#BBCC33", "#AAAA00")


@dataclass(frozen=True, slots=True)
class Flow:
    """A thing that money flows into, how much, by which tie, and what hangs on it."""

    thing: Thing
    amount: int
    tie: Tie
    parts: tuple[Flow, ...]


def flows_of(view: View) -> list[Flow]:
    """What flows out of the centre, the largest first; ties run from the part to the whole."""
    things = {thing.iri: thing for thing in view.things}
    into: dict[str, list[Tie]] = {}
    for tie in view.ties:
        if tie.amount:
            into.setdefault(tie.object, []).append(tie)

    def grown(iri: str, seen: frozenset[str]) -> Iterator[Flow]:
        for tie in sorted(into.get(iri, ()), key=lambda t: (-(t.amount or 0), t.statement)):
            if tie.subject not in seen:
                parts = tuple(grown(tie.subject, seen | {tie.subject}))
                yield Flow(things[tie.subject], tie.amount or 0, tie, parts)

    return list(grown(view.centre or "", frozenset((view.centre or "",))))


def draw_budget(view: View, labels: Labels) -> Scene:
    """The scene of a budget."""
    flows = flows_of(view)
    centre = next(thing for thing in view.things if thing.iri == view.centre)
    total = sum(flow.amount for flow in flows) or 1
    pen = _Pen(view, labels, TALL / total)
    pen.measure(flows)
    pen.bar("n0", centre, total, (0.0, 0.0), colour_of("BudgetLine"), before=True)
    y = -TALL / 2 - GAP * (len(flows) - 1) / 2
    out = -TALL / 2
    for number, flow in enumerate(flows):
        colour = PALETTE[number % len(PALETTE)]
        y = pen.flow(flow, ("n0", (BAR / 2, out)), (RIBBON, y), colour) + GAP
        out += flow.amount * pen.scale
    left = min(box.at[0] - box.width / 2 for box in pen.boxes)
    note = Line(labels.say("budget.note"), SMALL)
    below = max(box.at[1] + box.height / 2 for box in pen.boxes) + 22
    pen.boxes.append(written("note", "text", note, (left, below), align="start", ink=GREY))
    return Scene(tuple(pen.boxes), tuple(pen.curves), still=True)


class _Pen:
    """What has been drawn so far; ``scale`` is points a yen."""

    def __init__(self, view: View, labels: Labels, scale: float) -> None:
        self.view, self.labels, self.scale = view, labels, scale
        self.named = labels.names(view)
        self.boxes: list[Box] = []
        self.curves: list[Curve] = []
        self.rooms: dict[int, float] = {}

    def flow(self, flow: Flow, source: tuple[str, Point], corner: Point, colour: str, level: int = 0) -> float:
        """A ribbon from the source's rim (top of its share) into a bar whose top left is ``corner``, and on into
        its parts, which stand below each other with those of the same ``level``; returns where it all ends below.
        """
        thick = max(flow.amount * self.scale, 0.75)
        under = corner[1] + thick
        key = f"n{len(self.boxes)}"
        middle = (corner[0] + BAR / 2, corner[1] + thick / 2)
        whole = sum(part.amount for part in flow.parts)
        start = (source[1][0], source[1][1] + thick / 2)
        half = (start[0] + corner[0]) / 2
        points = (start, (half, start[1]), (half, middle[1]), (corner[0], middle[1]))
        says = "\n".join((self._says(flow), *self.labels.evidence(flow.tie)))
        stroke = Stroke(tint(colour, 0.6), round(thick, 2))
        self.boxes += [anchor(f"{key}a", start), anchor(f"{key}b", points[-1])]
        self.curves.append(
            Curve(
                f"e{len(self.curves)}", f"{key}a", f"{key}b", points, points[-1], stroke, says, flow.tie.statement
            )
        )
        sure = flow.tie.trust != "machine"
        bottom = self.bar(key, flow.thing, flow.amount, middle, colour, sure=sure, whole=whole)
        y, out = corner[1], corner[1]
        following = corner[0] + BAR + self.rooms.get(level, 0.0) + 12 + RIBBON * 0.6
        for part in flow.parts:
            y = (
                self.flow(
                    part,
                    (key, (corner[0] + BAR, out)),
                    (following, y),
                    colour,
                    level + 1,
                )
                + GAP
            )
            out += part.amount * self.scale
        return max(under, bottom, y - GAP if flow.parts else under)

    def bar(
        self,
        key: str,
        thing: Thing,
        amount: int,
        at: Point,
        colour: str,
        *,
        before: bool = False,
        sure: bool = True,
        whole: int = 0,
    ) -> float:
        """A bar with name and amount beside it; returns how far down they reach. Where its parts come to more
        (``whole``) than it, it is as tall as they are, and says so.
        """
        tall = max(max(amount, whole) * self.scale, 1.5)
        at = (at[0], at[1] - amount * self.scale / 2 + tall / 2) if whole > amount else at
        outline = Outline("box", dark(colour, 0.55), colour if sure else tint(colour, 0.75), 1.4 if sure else 0.7)
        title = f"{self.labels.title(thing)} {self._yen(amount)}"
        self.boxes.append(Box(key, "thing", at, BAR, tall, outline, says=title, about=thing.iri))
        lines = self.lines(thing, amount, whole)
        x = at[0] + (-BAR / 2 - 8 if before else BAR / 2 + 8)
        high = sum(line.size * LEADING for line in lines)
        y = at[1] - high / 2
        for number, line in enumerate(lines):
            y += line.size * LEADING
            point = (x, y - line.size * LEADING / 2)
            ink = GREY if line.size < NAME else INK
            align: Align = "end" if before else "start"
            self.boxes.append(
                written(f"{key}t{number}", "name", line, point, align=align, ink=ink, about=thing.iri)
            )
        return max(at[1] + tall / 2, at[1] + high / 2)

    def lines(self, thing: Thing, amount: int, whole: int) -> list[Line]:
        """What is written at a bar."""
        lines = [Line(text, NAME) for name in thing.names(self.labels.lang) for text in wrap(name, NAME, 260, 2)]
        lines.append(Line(self._yen(amount), 9.75))
        if whole > amount:
            lines.append(Line(self.labels.say("budget.parts", amount=self._yen(whole)), 9.75))
        return lines

    def measure(self, flows: Iterable[Flow], level: int = 0) -> None:
        """Get to know how wide the texts of each level are that has parts beyond it."""
        for flow in flows:
            whole = sum(part.amount for part in flow.parts)
            if flow.parts:
                widest = max(width(line.text, line.size) for line in self.lines(flow.thing, flow.amount, whole))
                self.rooms[level] = max(self.rooms.get(level, 0.0), widest)
            self.measure(flow.parts, level + 1)

    def _yen(self, amount: int) -> str:
        return self.labels.say("budget.yen", amount=f"{amount:,}")

    def _says(self, flow: Flow) -> str:
        return f"{self.labels.sentence(flow.tie, self.named)} {self._yen(flow.amount)}"
