"""The map: land alone, the Pacific in the middle, a dot a city, and great circles for the ties between them.

No border is drawn and no sea named: the picture says where partners are and takes no side. A thing that stands
in a city shares its dot; what has no place is listed below by name.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from ..ontology.schema import load_schema
from .labels import Labels
from .measure import LEADING, written
from .pieces import anchor, way
from .projection import great_circle, land, projected
from .scene import Align, Box, Curve, Line, Outline, Patch, Point, Scene, Stroke
from .style import GREY, INK, colour_of, dark, place_of, stroke_of
from .text import width, wrap
from .view import Thing, Tie, View

LAND: Final = "#dcdfd8"
NAME: Final = 9.75
SMALL: Final = 8.25
DOT: Final = 7.5
RINGS: Final = (7.0, 13.0, 20.0, 30.0, 42.0, 56.0, 72.0, 90.0)
"""How far from its dot a name may stand; from the second on a thin line leads to it."""
SIDES: Final[tuple[tuple[float, float, Align], ...]] = (
    (1, 0, "start"),
    (-1, 0, "end"),
    (0.75, -0.75, "start"),
    (0.75, 0.75, "start"),
    (-0.75, -0.75, "end"),
    (-0.75, 0.75, "end"),
    (0, -1, "middle"),
    (0, 1, "middle"),
)


def draw_map(view: View, labels: Labels) -> Scene:
    """The scene of a map."""
    spots: dict[tuple[float, float], list[Thing]] = {}
    for thing in view.things:
        if thing.position:
            spots.setdefault(thing.position, []).append(thing)
    patches = tuple(Patch(part, LAND) for part in land())
    xs, ys = ([point[axis] for patch in patches for point in patch.points] for axis in (0, 1))
    sheet = (min(xs), min(ys), max(xs), max(ys))
    boxes: list[Box] = []
    keys: dict[str, str] = {}
    ties: dict[str, int] = {}
    for tie in view.ties:
        for end in {tie.subject, tie.object}:
            ties[end] = ties.get(end, 0) + 1
    ordered = sorted(spots.items(), key=lambda item: (-sum(ties.get(t.iri, 0) for t in item[1]), item[0]))
    for place, (position, things) in enumerate(ordered):
        key = f"n{place}"
        keys |= {thing.iri: key for thing in things}
        boxes.append(_dot(key, position, _first(things, view), things, view=view, labels=labels))
    curves = _ties(view, labels, keys, boxes)
    taken = [_room(box) for box in boxes if box.role == "thing"]
    text_boxes: list[Box] = []
    for place, (position, things) in enumerate(ordered):
        thing = _first(things, view)
        text_boxes += _name(
            f"n{place}",
            thing,
            projected((position[1], position[0])),
            taken,
            curves,
            labels=labels,
            strong=thing.iri == view.centre,
        )
    boxes += text_boxes
    boxes += [anchor(f"w{n}", at) for n, at in enumerate(((sheet[0], sheet[1]), (sheet[2], sheet[3])))]
    boxes += _below(view, labels, sheet)
    return Scene(tuple(boxes), tuple(curves), patches=patches, still=True)


def _first(things: list[Thing], view: View) -> Thing:
    """Whose name stands at a dot: the city's."""
    return min(things, key=lambda t: (t.iri != view.centre, t.kind != "City", t.name_en, t.iri))


def _dot(
    key: str, position: tuple[float, float], thing: Thing, things: list[Thing], *, view: View, labels: Labels
) -> Box:
    strong = thing.iri == view.centre
    size = DOT * (1.6 if strong else 1)
    outline = Outline("circle", dark(colour_of(thing.kind), 0.45), colour_of(thing.kind), 1.6 if strong else 1.0)
    says = "\n".join(labels.title(each) for each in things)
    at = projected((position[1], position[0]))
    return Box(key, "thing", at, size, size, outline, says=says, about=thing.iri)


def _ties(view: View, labels: Labels, keys: dict[str, str], boxes: list[Box]) -> list[Curve]:
    """A great circle a tie; several ties between two cities are one line, its words those of all."""
    position = {thing.iri: thing.position for thing in view.things}
    named = labels.names(view)
    pairs: dict[tuple[str, str], list[Tie]] = {}
    for tie in view.ties:
        a, b = keys.get(tie.subject), keys.get(tie.object)
        if a and b and a != b:
            pairs.setdefault((min(a, b), max(a, b)), []).append(tie)
    curves: list[Curve] = []
    for ties in pairs.values():
        tie = min(ties, key=lambda t: (t.status != "settled", t.trust == "machine", t.statement))
        here, there = position[tie.subject], position[tie.object]
        if here is None or there is None:
            continue
        says = "\n".join(text for t in ties for text in (labels.sentence(t, named), *labels.evidence(t)))
        parts = great_circle((here[1], here[0]), (there[1], there[0]))
        stroke = stroke_of(tie, forward=True, colour="#33658a")
        plain = Stroke(stroke.colour, stroke.pen, stroke.style, "none", stroke.double)
        for number, part in enumerate(parts):
            key = f"e{len(curves)}"
            ends = [
                keys[tie.subject] if number == 0 else f"{key}a",
                keys[tie.object] if number == len(parts) - 1 else f"{key}b",
            ]
            boxes += [anchor(end, part[0 if end.endswith("a") else -1]) for end in ends if end.startswith(key)]
            curves.append(Curve(key, ends[0], ends[1], way(part), part[-1], plain, says, tie.statement))
    return curves


_Room = tuple[float, float, float, float]


def _room(box: Box) -> _Room:
    return (
        box.at[0] - box.width / 2 - 1,
        box.at[1] - box.height / 2 - 1,
        box.at[0] + box.width / 2 + 1,
        box.at[1] + box.height / 2 + 1,
    )


def _name(
    key: str, thing: Thing, at: Point, taken: list[_Room], curves: list[Curve], *, labels: Labels, strong: bool
) -> list[Box]:
    """The name of a dot where it covers no dot, no name and, if it can, no line; a thin line leads to it."""
    lines = [
        Line(text, (NAME if number == 0 else SMALL) + (2.25 if strong and number == 0 else 0))
        for number, name in enumerate(thing.names(labels.lang))
        for text in wrap(name, NAME, 150, 2)
    ]
    wide = max(width(line.text, line.size) for line in lines)
    tall = sum(line.size * LEADING for line in lines)
    passed = [point for curve in curves for point in curve.points[::3]]
    best: tuple[float, Point, Align, _Room] | None = None
    for ring, away in enumerate(RINGS):
        for dx, dy, align in SIDES:
            x, y = at[0] + dx * away, at[1] + dy * (away + tall / 2 - 2)
            left = x + {"start": 0.0, "middle": -wide / 2, "end": -wide}[align]
            room = (left - 1.5, y - tall / 2, left + wide + 1.5, y + tall / 2)
            hits = sum(_overlap(room, other) for other in taken)
            crossed = sum(room[0] < p[0] < room[2] and room[1] < p[1] < room[3] for p in passed)
            cost = hits * 1000 + crossed * 6 + ring * 5
            if best is None or cost < best[0]:
                best = cost, (x, y), align, room
    if best is None:
        return []
    _, (x, y), align, room = best
    taken.append(room)
    boxes: list[Box] = []
    top = y - tall / 2
    for number, line in enumerate(lines):
        top += line.size * LEADING
        point = (x, top - line.size * LEADING / 2)
        boxes.append(written(f"{key}t{number}", "name", line, point, align=align, ink=INK, about=thing.iri))
    near = (min(max(at[0], room[0]), room[2]), min(max(at[1], room[1]), room[3]))
    if abs(near[0] - at[0]) + abs(near[1] - at[1]) > 11:
        boxes.append(anchor(f"{key}q", near))
        curves.append(Curve(f"q{key}", key, f"{key}q", way((at, near)), near, Stroke(GREY, 0.5)))
    return boxes


def _overlap(one: _Room, other: _Room) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _below(view: View, labels: Labels, sheet: _Room) -> list[Box]:
    """What has no place, places by name and the rest by kind, and what the map is made of."""
    lost = [thing for thing in view.things if thing.position is None]
    texts: list[str] = []
    if lost:
        named = [labels.name(thing) for thing in lost if _is_place(thing)]
        others = Counter(thing.kind for thing in lost if not _is_place(thing))
        named += [
            labels.first.say("heading", label=labels.first.kind(kind), count=others[kind])
            for kind in sorted(others, key=place_of)
        ]
        separator = labels.first.say("left_out_separator")
        texts += wrap(
            labels.first.say("map.nowhere", count=len(lost), names=separator.join(named)),
            SMALL,
            sheet[2] - sheet[0],
            14,
        )
    texts.append(labels.first.say("map.land"))
    y, boxes = sheet[3] + 14, []
    for number, text in enumerate(texts):
        at = (sheet[0], y + number * SMALL * LEADING)
        boxes.append(written(f"below{number}", "text", Line(text, SMALL), at, align="start", ink=GREY))
    return boxes


def _is_place(thing: Thing) -> bool:
    """Whether one would look for a thing on a map."""
    schema = load_schema()
    return thing.kind in schema.classes and schema.is_a(thing.kind, {"Place"})
