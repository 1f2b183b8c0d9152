"""The picture of a path, or of any view without a centre: cards from left to right, placed by Graphviz's dot.

Every tie is a line of its own with its label beside it. What is nearer to the start (the first of the view's
``ends``, else the thing with most ties) stands further left.
"""

from __future__ import annotations

import json
from typing import Any, Final

from .engine import render
from .labels import Labels
from .measure import BESIDE, LEADING, TIE, Figure, figure, names, written
from .scene import Box, Curve, Line, Outline, Point, Scene
from .style import GREY, colour_of, dark, stroke_of
from .text import width, wrap
from .view import Thing, Tie, View

PAD_X: Final = 9.0
PAD_Y: Final = 7.0
WIDEST_LABEL: Final = 200.0


def draw_ranks(view: View, labels: Labels) -> Scene:
    """The scene of a view, whatever its shape."""
    things = {thing.iri: (f"n{place}", figure(thing, labels)) for place, thing in enumerate(view.things)}
    texts = [wrap(labels.tie(tie), TIE, WIDEST_LABEL, 2) for tie in view.ties]
    distance = _distances(view)
    plan = json.loads(render(_plan(view, things, texts, distance), "json", program="dot"))
    places = {entry["name"]: _point(entry["pos"]) for entry in plan.get("objects", ()) if "pos" in entry}
    boxes: list[Box] = []
    for thing in view.things:
        key, shown = things[thing.iri]
        boxes += _card(key, shown, places[key], labels, strong=thing.iri in view.ends)
    curves: list[Curve] = []
    named = labels.names(view)
    drawn = sorted(plan.get("edges", ()), key=lambda entry: int(entry["id"]))
    for entry, tie, lines in zip(drawn, view.ties, texts, strict=True):
        start, end = _ends(tie, distance)
        says = "\n".join((labels.sentence(tie, named), *labels.evidence(tie)))
        stroke = stroke_of(tie, forward=start == tie.subject, colour=dark("#77AADD", 0.55))
        points, tip = _spline(entry["pos"])
        key = f"e{len(curves)}"
        curves.append(Curve(key, things[start][0], things[end][0], points, tip, stroke, says, tie.statement))
        middle = _point(entry["lp"])
        for place, text in enumerate(lines):
            at = (middle[0], middle[1] + (place - (len(lines) - 1) / 2) * TIE * LEADING)
            boxes.append(written(f"l{len(boxes)}", "label", Line(text, TIE), at, about=tie.statement))
    return Scene(tuple(boxes), tuple(curves))


def _distances(view: View) -> dict[str, tuple[int, int]]:
    """Steps from the start, then place in the view: the order in which things stand from left to right."""
    near: dict[str, set[str]] = {thing.iri: set() for thing in view.things}
    for tie in view.ties:
        near[tie.subject].add(tie.object)
        near[tie.object].add(tie.subject)
    order = {thing.iri: place for place, thing in enumerate(view.things)}
    starts = [*view.ends[:1], *sorted(near, key=lambda iri: (-len(near[iri]), order[iri]))]
    found: dict[str, tuple[int, int]] = {}
    for start in starts:
        ring = [start] if start not in found else []
        found.setdefault(start, (0, order[start]))
        while ring:
            reached = sorted({other for iri in ring for other in near[iri]} - found.keys(), key=order.__getitem__)
            steps = found[ring[0]][0] + 1
            found.update({iri: (steps, order[iri]) for iri in reached})
            ring = reached
    if len(view.ends) > 1:
        found[view.ends[-1]] = (len(order), 0)
    return found


def _ends(tie: Tie, distance: dict[str, tuple[int, int]]) -> tuple[str, str]:
    """The ends of a tie, the left one first."""
    if distance[tie.subject] <= distance[tie.object]:
        return tie.subject, tie.object
    return tie.object, tie.subject


def _plan(
    view: View,
    things: dict[str, tuple[str, Figure]],
    texts: list[tuple[str, ...]],
    distance: dict[str, tuple[int, int]],
) -> str:
    lines = ['digraph plan { graph [rankdir=LR, nodesep=0.35, ranksep=0.45, splines=spline, charset="UTF-8"]']
    lines.append('node [shape=box, fixedsize=true, label=""] edge [arrowsize=0.6]')
    for key, shown in sorted(things.values(), key=lambda entry: int(entry[0][1:])):
        size = _card_size(shown)
        lines.append(f"{key} [width={size[0] / 72:.4f}, height={size[1] / 72:.4f}]")
    for place, (tie, text) in enumerate(zip(view.ties, texts, strict=True)):
        start, end = _ends(tie, distance)
        wide, high = max(width(line, TIE) for line in text) + 12, len(text) * TIE * LEADING + 4
        room = f'FIXEDSIZE="TRUE" WIDTH="{wide:.0f}" HEIGHT="{high:.0f}"'
        table = f'<<TABLE BORDER="0" {room}><TR><TD></TD></TR></TABLE>>'
        lines.append(f'{things[start][0]} -> {things[end][0]} [id="{place}", label={table}]')
    return "\n".join((*lines, "}"))


def _card_size(shown: Figure) -> tuple[float, float]:
    return shown.width + 2 * PAD_X, shown.height + 2 * PAD_Y


def _card(key: str, shown: Figure, at: Point, labels: Labels, *, strong: bool) -> list[Box]:
    thing: Thing = shown.thing
    wide, high = _card_size(shown)
    colour = dark(colour_of(thing.kind), 0.55) if strong else GREY
    card = Outline("box", colour, "#ffffff", 2.2 if strong else 0.8, rounded=True)
    left = at[0] - wide / 2 + PAD_X
    symbol_at = (left + shown.symbol[0] / 2, at[1])
    return [
        Box(key, "thing", at, wide, high, card, says=labels.title(thing), about=thing.iri),
        Box(f"{key}s", "sample", symbol_at, *shown.symbol, shown.outline),
        *names(key, shown, (left + shown.symbol[0] + BESIDE, at[1]), align="start"),
    ]


def _point(text: str) -> Point:
    x, y = text.split(",")
    return float(x), -float(y)


def _spline(text: str) -> tuple[tuple[Point, ...], Point]:
    """The points and the tip of a line as dot writes it: ``e,x,y x,y x,y ...``."""
    parts: list[Any] = text.split(" ")
    tip = parts.pop(0)[2:] if parts[0].startswith("e,") else parts[-1]
    return tuple(_point(part) for part in parts), _point(tip)
