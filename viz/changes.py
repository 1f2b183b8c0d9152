"""Two reports compared: what the later one adds, what both say, what is not mentioned any more.

Three columns in that order of reading (gone, kept, added), each tie a line from thing to thing under its label.
A sign stands before each, and gone ties are dashed, so that a grey print says the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from .labels import Labels
from .measure import LEADING, TIE, figure, written
from .pieces import HEADING, heading, symbol, tie_curve
from .scene import Box, Curve, Line, Panel, Scene
from .style import GREY, tint
from .text import width
from .view import Tie, View

COLOURS: Final = {"gone": "#AA3377", "kept": "#5f6368", "added": "#117733"}
SIGNS: Final = {"gone": "−", "kept": "＝", "added": "＋"}
MOST: Final = 60
"""Ties a column; the others are counted."""


def draw_changes(view: View, labels: Labels) -> Scene:
    """The scene of a comparison."""
    boxes: list[Box] = []
    curves: list[Curve] = []
    panels: list[Panel] = []
    x = 0.0
    columns = {change: [tie for tie in view.ties if tie.change == change] for change in COLOURS}
    for change, ties in columns.items():
        x = _column(view, labels, change, ties, x=x, drawn=(boxes, curves, panels)) + 14
    bottom = max(panel.bottom for panel in panels)
    return Scene(tuple(boxes), tuple(curves), tuple(replace(panel, bottom=bottom) for panel in panels), still=True)


def _column(
    view: View,
    labels: Labels,
    change: str,
    ties: list[Tie],
    *,
    x: float,
    drawn: tuple[list[Box], list[Curve], list[Panel]],
) -> float:
    """One column from ``x`` rightwards; returns where it ends."""
    boxes, curves, panels = drawn
    colour, named = COLOURS[change], labels.names(view)
    shown = ties[:MOST]
    figures = {thing.iri: figure(thing, labels) for thing in view.things}
    texts = [labels.tie(tie) for tie in shown]
    first = max((figures[tie.subject].width for tie in shown), default=60.0)
    second = max((figures[tie.object].width for tie in shown), default=60.0)
    between = max((width(text, TIE) for text in texts), default=40.0) + 26
    text = labels.say(f"changes.{change}", count=len(ties))
    left = x + 12
    right = left + max(18 + first + between + second, width(text, HEADING)) + 12
    boxes.append(heading(f"h{change}", f"{SIGNS[change]} {text}", (left, 16), ink=colour))
    y = 16 + HEADING * LEADING + 6
    for tie, label in zip(shown, texts, strict=True):
        a, b = figures[tie.subject], figures[tie.object]
        high = max(a.height, b.height, TIE * LEADING * 2 + 2) + 4
        key, middle = f"{change}{len(boxes)}", y + high / 2
        sign = Line(SIGNS[change], 9.75)
        boxes.append(written(f"s{key}", "text", sign, (left, middle), align="start", ink=colour))
        start = left + 18 + first + 6
        end = left + 18 + first + between
        boxes += symbol(f"a{key}", a, (left + 18 + a.symbol[0] / 2, middle), labels)
        boxes += symbol(f"b{key}", b, (end + b.symbol[0] / 2, middle), labels)
        begin = min(left + 18 + a.width + 4, start)
        level = ((begin, middle), (begin, middle), (end - 3, middle), (end - 3, middle))
        says = "\n".join((labels.sentence(tie, named), *labels.evidence(tie)))
        curve = tie_curve(f"e{len(curves)}", (f"a{key}", f"b{key}"), level, tie, says, colour=colour)
        dashed = replace(curve.stroke, style="dashed" if change == "gone" else curve.stroke.style, colour=colour)
        curves.append(replace(curve, stroke=dashed))
        at = ((start + end - 9) / 2, middle - TIE * 0.75)
        boxes.append(written(f"l{key}", "label", Line(label, TIE), at, about=tie.statement))
        y += high
    rest = len(ties) - len(shown)
    if rest or not ties:
        words = labels.say("changes.more", count=rest) if rest else labels.say("changes.none")
        boxes.append(written(f"m{change}", "text", Line(words, 9.75), (left, y + 10), align="start", ink=GREY))
        y += 22
    panels.append(Panel(x, 0, right, y + 10, tint(colour, 0.07)))
    return right
