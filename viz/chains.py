"""Who does what where: bodies, projects and places in three columns, each chain in a row of its own.

A project stands once; the ties that hold it to those who carry it out and to where it is done are labelled lines.
"""

from __future__ import annotations

from typing import Final

from ..ontology.schema import load_schema
from .labels import Labels
from .measure import LEADING, TIE, Figure, figure, written
from .pieces import HEADING, heading, symbol, tie_curve
from .scene import Box, Curve, Line, Panel, Point, Scene
from .style import family_colour, family_of, tint
from .text import width
from .view import Tie, View

ROW: Final = 12.0
LANE: Final = 14.0
"""Between two lines that end at one thing: room for the label of the lower one."""
COLUMNS: Final = ("left", "middle", "right")
FAMILIES: Final = ("companies", "projects", "countries")


def column_of(kind: str) -> int:
    """Where a kind stands: 1 what is done, 2 where, 0 who does it.

    >>> from enishi.viz.chains import column_of
    >>> column_of("Company"), column_of("Project"), column_of("Country")
    (0, 1, 2)
    """
    schema = load_schema()
    if kind not in schema.classes:
        return 0
    return 1 if schema.is_a(kind, {"Activity"}) else 2 if schema.is_a(kind, {"Place"}) else 0


def draw_chains(view: View, labels: Labels) -> Scene:
    """The scene of a view whose things are bodies, projects and places."""
    columns: list[list[Figure]] = [[], [], []]
    for thing in view.things:
        columns[column_of(thing.kind)].append(figure(thing, labels))
    ordered = _ordered(columns, view.ties)
    texts = {tie.statement: labels.tie(tie) for tie in view.ties}
    gap = max((width(text, TIE) for text in texts.values()), default=0) + 70
    lanes = _lanes(view)
    high = {f.thing.iri: max(f.height, lanes.get(f.thing.iri, 1) * LANE) + ROW for c in ordered for f in c}
    tall = max(sum(high[f.thing.iri] for f in column) for column in ordered)
    boxes: list[Box] = []
    panels: list[Panel] = []
    spots: dict[str, tuple[str, float, float, Point]] = {}
    x = 0.0
    for place, column in enumerate(ordered):
        title = labels.say(f"chains.{COLUMNS[place]}")
        wide = max(60.0, width(title, HEADING), *(f.width for f in column)) + 20
        colour = family_colour(FAMILIES[place])
        panels.append(Panel(x, 0, x + wide, tall + HEADING * LEADING + 24, tint(colour)))
        boxes.append(heading(f"h{place}", title, (x + 10, 16), ink=colour))
        slack = (tall - sum(high[f.thing.iri] for f in column)) / max(len(column), 1)
        top = 16 + HEADING * LEADING
        for drawn in column:
            y = top + (high[drawn.thing.iri] + slack) / 2
            key = f"n{len(spots)}"
            boxes += symbol(key, drawn, (x + 10 + drawn.symbol[0] / 2, y), labels)
            spots[drawn.thing.iri] = (key, x + 6, x + 14 + drawn.width, (x, y))
            top += high[drawn.thing.iri] + slack
        x += wide + gap
    curves = _lines(view, labels, texts, spots, panels=panels, boxes=boxes)
    return Scene((*boxes,), tuple(curves), tuple(panels))


def _lanes(view: View) -> dict[str, int]:
    """How many lines end at a thing from its left."""
    kinds = {thing.iri: thing.kind for thing in view.things}
    found: dict[str, int] = {}
    for tie in view.ties:
        ends = sorted((tie.subject, tie.object), key=lambda iri: column_of(kinds[iri]))
        if column_of(kinds[ends[0]]) < column_of(kinds[ends[1]]):
            found[ends[1]] = found.get(ends[1], 0) + 1
    return found


def _ordered(columns: list[list[Figure]], ties: tuple[Tie, ...]) -> list[list[Figure]]:
    """Projects by where they are done, the others by the middle of their projects: few lines cross."""
    near: dict[str, list[str]] = {}
    for tie in ties:
        near.setdefault(tie.subject, []).append(tie.object)
        near.setdefault(tie.object, []).append(tie.subject)
    place = {f.thing.iri: n for column in columns for n, f in enumerate(column)}
    for _ in range(4):
        for moved, fixed in ((1, 2), (0, 1), (1, 0), (2, 1)):
            known = {f.thing.iri for f in columns[fixed]}

            def middle(drawn: Figure, known: set[str] = known) -> tuple[float, int]:
                spots = [place[iri] for iri in near.get(drawn.thing.iri, ()) if iri in known]
                return (sum(spots) / len(spots) if spots else 1e9, place[drawn.thing.iri])

            columns[moved].sort(key=middle)
            place.update({f.thing.iri: n for n, f in enumerate(columns[moved])})
    return columns


def _lines(
    view: View,
    labels: Labels,
    texts: dict[str, str],
    spots: dict[str, tuple[str, float, float, Point]],
    *,
    panels: list[Panel],
    boxes: list[Box],
) -> list[Curve]:
    """A labelled line for each tie, between the facing sides of its ends. Where several ties meet in a thing
    they leave it apart, in the order in which the other ends stand.
    """
    kinds = {thing.iri: thing.kind for thing in view.things}
    named = labels.names(view)
    ports = _ports(view, spots, kinds)
    curves: list[Curve] = []
    for tie in sorted(view.ties, key=lambda t: t.statement):
        a, b = tie.subject, tie.object
        forward = column_of(kinds[a]) <= column_of(kinds[b])
        left, right = (a, b) if forward else (b, a)
        if column_of(kinds[left]) == column_of(kinds[right]):
            continue
        start = (spots[left][2], spots[left][3][1] + ports[left, tie.statement])
        end = (spots[right][1], spots[right][3][1] + ports[right, tie.statement])
        rim = panels[column_of(kinds[left])].right
        text = texts[tie.statement]
        inner = end[0] - 14 - width(text, TIE) - 10
        bend = max(rim, min(inner, end[0] - 60))
        half = (rim + bend) / 2
        level = (
            *((rim, start[1]), (rim, start[1]), (rim, start[1])),
            *((half, start[1]), (half, end[1]), (bend, end[1])),
            *((bend, end[1]), end, end),
        )
        says = "\n".join((labels.sentence(tie, named), *labels.evidence(tie)))
        colour = family_colour(family_of(kinds[right if column_of(kinds[left]) == 1 else left]))
        ends = (spots[left][0], spots[right][0])
        key = f"e{len(curves)}"
        curves.append(tie_curve(key, ends, (start, *level), tie, says, colour=colour, forward=forward))
        at = ((bend + end[0] - 10) / 2, end[1] - TIE * 0.72)
        boxes.append(written(f"l{len(curves)}", "label", Line(text, TIE), at, about=tie.statement))
    return curves


def _ports(
    view: View, spots: dict[str, tuple[str, float, float, Point]], kinds: dict[str, str]
) -> dict[tuple[str, str], float]:
    """How far above or below its middle each tie leaves a thing, on each side of it."""
    found: dict[tuple[str, str], float] = {}
    for iri in spots:
        for side in (-1, 1):
            mine = []
            for tie in view.ties:
                if iri in (tie.subject, tie.object) and tie.subject != tie.object:
                    other = tie.other(iri)
                    if (column_of(kinds[other]) - column_of(kinds[iri])) * side > 0:
                        mine.append((spots[other][3][1], tie.statement))
            mine.sort()
            step = LANE if side < 0 else 0.0
            for number, (_, statement) in enumerate(mine):
                found[iri, statement] = (number - (len(mine) - 1) / 2) * step
    return found
