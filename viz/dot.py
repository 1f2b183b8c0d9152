"""A scene in Graphviz's language, everything placed: Graphviz only draws, it decides nothing.

Texts are quoted and escaped, so that no name can be read as Graphviz's own language.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .scene import Box, Curve, Line, Panel, Point, Scene

FONT: Final = "Enishi Sans"
SAG: Final = 0.1
"""By what share of its size a text is set lower, to stand level with a symbol beside it."""
LONGEST: Final = 16_000
RIMS: Final = {"doublecircle": 8.0, "doubleoctagon": 8.0, "tripleoctagon": 16.0}
"""Points by which Graphviz draws these shapes larger than it is told."""


def write_dot(scene: Scene, page: Panel, *, dpi: int | None = None) -> str:
    """The DOT text of a scene on a page, for Graphviz's ``nop2``; ``dpi`` for pictures of pixels.

    >>> from enishi.viz.dot import write_dot
    >>> from enishi.viz.scene import Panel, Scene
    >>> print(write_dot(Scene((), ()), Panel(0, 0, 10, 10, "#ffffff")).splitlines()[0])
    digraph enishi {
    """
    return "\n".join(_lines(scene, page, dpi)) + "\n"


def _lines(scene: Scene, page: Panel, dpi: int | None) -> Iterator[str]:
    yield "digraph enishi {"
    yield f'graph [charset="UTF-8", outputorder=edgesfirst, pad=0, margin=0, bgcolor="{page.fill}",'
    yield f'  fontname="{FONT}", _background={_background(scene)}]'
    if dpi:
        yield f"graph [dpi={dpi}]"
    yield f'node [fontname="{FONT}", fixedsize=true, margin=0, shape=none, label=""]'
    yield f'edge [fontname="{FONT}", arrowsize=0.6]'
    middle = ((page.left + page.right) / 2, (page.top + page.bottom) / 2)
    size = f"width={_inch(page.right - page.left)}, height={_inch(page.bottom - page.top)}"
    yield f'page [style=invis, {size}, pos="{_at(middle)}!"]'
    for box in scene.boxes:
        yield _node(box)
    for curve in scene.curves:
        yield _edge(curve)
    yield "}"


def _node(box: Box) -> str:
    line = box.outline
    less = RIMS.get(line.shape, 0.0)
    drop = box.line.size * SAG if box.line and box.role != "label" else 0.0
    parts = [
        f'pos="{_at((box.at[0], box.at[1] + drop))}!"',
        f"width={_inch(box.width - less)}",
        f"height={_inch(box.height - less)}",
    ]
    parts.append(f"shape={line.shape}")
    if box.line is not None:
        parts += [f"label={label(box.line)}", f"fontsize={box.line.size:g}", f'fontcolor="{line.ink}"']
    if line.shape != "none":
        style = "filled" if line.style == "solid" else f"filled,{line.style}"
        parts += [f'color="{line.colour}"', f'fillcolor="{line.fill}"', f"penwidth={line.pen}"]
        parts += [f'style="{style},rounded"' if line.rounded else f'style="{style}"']
    return f"{box.key} [{', '.join(parts)}]"


def label(line: Line | None) -> str:
    """A text as a quoted DOT string that nothing in it can leave: escapes and entities stay as written.

    >>> from enishi.viz.dot import label
    >>> from enishi.viz.scene import Line
    >>> label(Line('A&amp;B "\\\\N"', 9.0))
    '"A&amp;amp;B \\\\"\\\\\\\\N\\\\""'
    """
    if line is None:
        return '""'
    text = line.text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _edge(curve: Curve) -> str:
    stroke = curve.stroke
    colour = f"{stroke.colour}:#ffffff:{stroke.colour}" if stroke.double else stroke.colour
    pen = 1.1 if stroke.double else stroke.pen
    way = " ".join(_at(point) for point in curve.points)
    return (
        f'{curve.start} -> {curve.end} [id="{curve.key}", pos="e,{_at(curve.tip)} {way}", color="{colour}", '
        f"penwidth={pen}, style={stroke.style}, arrowhead={stroke.head}]"
    )


def _background(scene: Scene) -> str:
    """Panels, then patches, as xdot drawing operations: quoted texts of less than 16 KB, which is all that
    Graphviz reads at once, joined by its "+".
    """
    fields = [(_corners(panel), panel.fill) for panel in scene.panels]
    fields += [(patch.points, patch.fill) for patch in scene.patches]
    parts = [""]
    for corners, fill in fields:
        points = " ".join(f"{x:.2f} {-y:.2f}" for x, y in corners)
        colour = f"{len(fill)} -{fill}"
        parts += f" c {colour} C {colour} P {len(corners)} {points}".split(" ")
    pieces = [""]
    for part in parts:
        if len(pieces[-1]) + len(part) > LONGEST:
            pieces.append("")
        pieces[-1] += f" {part}" if part else ""
    return " + ".join(f'"{piece}"' for piece in pieces)


def _corners(panel: Panel) -> tuple[Point, ...]:
    across, down = (panel.left, panel.right), (panel.top, panel.bottom)
    return ((across[0], down[0]), (across[1], down[0]), (across[1], down[1]), (across[0], down[1]))


def _at(point: Point) -> str:
    return f"{point[0]:.2f},{-point[1]:.2f}"


def _inch(points: float) -> str:
    return f"{points / 72:.4f}"
