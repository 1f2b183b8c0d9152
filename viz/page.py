"""A picture as one HTML file: the same places and signs, to be searched, zoomed and asked for its sentences.

The file asks nobody for anything (:mod:`enishi.viz.closed`); vis-network shows what the layouts placed. Where
there is too much for that, :mod:`enishi.viz.wide` takes over.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from ..ontology.model import STATEMENT
from ..words import catalogue
from .closed import asset, bare, digest, inert, scripts, style_sheet, template
from .drawing import lay_out, picture, scene_of
from .frame import notes, samples_of_lines, samples_of_shapes, subtitle
from .labels import Labels
from .output import write
from .scene import Box, Curve, Outline, Scene
from .style import line_style
from .svg import FALLBACKS
from .twin import rows_of
from .view import PictureLang, Tie, View, ViewGraph, read_view
from .wide import is_wide, wide_page

DASHES: Final[dict[str, list[int]]] = {"solid": [], "dashed": [8, 5], "dotted": [2, 4]}
WORDS: Final = ("found", "none_found", "select", "quotes")


def write_page(view: ViewGraph, output: Path, *, lang: PictureLang = "ja") -> Path:
    """Write a view graph as an HTML page. Raises as :func:`enishi.viz.drawing.draw` does."""
    write(output, page(read_view(view), lang=lang, name=str(output)))
    return output


def page(view: View, *, lang: PictureLang = "ja", name: str = "-") -> bytes:
    """The bytes of the page; equal views give equal bytes. ``name`` stands in errors."""
    labels = Labels(lang)
    if is_wide(view):
        return wide_page(view, labels, name=name)
    scene = scene_of(view, labels, lay_out, name=name)
    if scene.still:
        return _still(view, labels, name)
    data, rows = inert(_data(view, scene, labels)), list(rows_of(view, labels))
    above, below = subtitle(view, labels), list(notes(view, labels))
    shown = f"{data}{rows}{view.title}{above}{below}{catalogue(labels.first.lang)['viz']}"
    style = style_sheet(shown, "page.css")
    text = template("page.html.jinja").render(
        lang=labels.first.lang,
        title=view.title or labels.say("untitled"),
        subtitle=above,
        notes=below,
        say=labels.say,
        base=STATEMENT,
        rows=rows,
        shapes=[_shape(text, outline) for text, outline in samples_of_shapes(view, scene, labels)],
        inferred=any(tie.inferred for tie in view.ties),
        lines=[_line(text, tie) for text, tie in samples_of_lines(view, labels)],
        data=data,
        style=style,
        look=digest(style),
        **scripts(bare("vis-network.min.js"), "".join(map(asset, ("search.js", "signs.js", "page.js")))),
    )
    return str(text).encode()


def _still(view: View, labels: Labels, name: str) -> bytes:
    """A page without a script, for pictures whose places say something: the SVG itself, and the table."""
    drawn = picture(view, "svg", lang=labels.lang, name=name).decode()
    svg = drawn[drawn.index("<svg") :]
    inner = svg[svg.index("<style>") + 7 : svg.index("</style>")]
    svg = svg.replace(f"<style>{inner}</style>", "", 1)
    rows = list(rows_of(view, labels))
    style = style_sheet(
        f"{re.sub('<[^>]*>', '', svg)}{rows}{view.title}{catalogue(labels.first.lang)['viz']}", "page.css"
    )
    text = template("still.html.jinja").render(
        lang=labels.first.lang,
        title=view.title or labels.say("untitled"),
        svg=svg,
        say=labels.say,
        base=STATEMENT,
        rows=rows,
        style=style,
        look=digest(style),
    )
    return str(text).encode()


def _data(view: View, scene: Scene, labels: Labels) -> dict[str, object]:
    """What the script reads: nodes for vis-network and lines as rows of numbers, the looks they share, and of what
    they tell. What is told of a tie, its sentences above all, stands in the table alone, a row a tie.
    """
    looks = _Looks()
    network = _network(scene, looks)
    thing = {each.iri: number for number, each in enumerate(view.things)}
    about = {tie.statement: len(thing) + number for number, tie in enumerate(view.ties)} | thing
    return {
        "nodes": [
            [each["x"], each["y"], each["look"], about.get(each.get("about", ""), -1), *each.get("texts", ())]
            for each in network.nodes
        ],
        "curves": [_curve(curve, looks, about.get(curve.about, -1)) for curve in scene.curves],
        "panels": [
            [*map(_short, (each.left, each.top, each.right, each.bottom)), each.fill] for each in scene.panels
        ],
        "bounds": [_short(side) for side in scene.bounds],
        "looks": list(looks.found.values()),
        "font": FALLBACKS,
        "words": {word: labels.say(f"page.{word}", count="{count}") for word in WORDS},
        "things": [[each.name, each.name_en, labels.title(each)] for each in view.things],
        "ties": [[thing[tie.subject], thing[tie.object]] for tie in view.ties],
    }


class _Looks:
    """What many nodes and lines have in common, each kept once: a page of 500 ties is half as large."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, Any]] = {}
        self._numbers: dict[str, int] = {}

    def number(self, look: dict[str, Any]) -> int:
        key = json.dumps(look, sort_keys=True)
        self.found.setdefault(key, look)
        return self._numbers.setdefault(key, len(self._numbers))


def _network(scene: Scene, looks: _Looks) -> Any:
    """The scene's things, labels and texts as a pyvis network, where they stand."""
    from pyvis.network import Network  # type: ignore[import-untyped]  # noqa: PLC0415  (slow to import)

    network = Network(directed=True)
    names: dict[str, list[Box]] = {}
    for box in scene.boxes:
        if box.role == "name":
            names.setdefault(box.key.rpartition("t")[0], []).append(box)
    symbols = {box.key[:-1]: box for box in scene.boxes if box.role == "sample"}
    for box in scene.boxes:
        if box.role in ("thing", "label", "text"):
            lines = names.get(box.key, []) if box.role == "thing" else [box]
            signs = [sign for sign in (box if box.role == "thing" else None, symbols.get(box.key)) if sign]
            network.add_node(box.key, label=" ", **_node(box, lines, signs, looks))
    return network


def _curve(curve: Curve, looks: _Looks, about: int) -> list[object]:
    """A line as the picture has it: its look, of what it tells, its tip, then its Bezier points."""
    stroke = curve.stroke
    look = {
        "colour": stroke.colour,
        "pen": 3.2 if stroke.double else stroke.pen,
        "dashes": DASHES[stroke.style],
        "head": stroke.head,
        "double": stroke.double,
    }
    places = (curve.tip, *curve.points)
    return [looks.number(look), about, *(_short(side) for place in places for side in place)]


def _node(box: Box, lines: list[Box], signs: list[Box], looks: _Looks) -> dict[str, object]:
    """What to draw: signs (a card, a symbol), then lines of text, each with its place against the node's."""
    return {
        "x": _short(box.at[0]),
        "y": _short(box.at[1]),
        "about": box.about,
        "look": looks.number(
            {
                "shape": "custom",
                "role": box.role,
                "size": [_short(box.width), _short(box.height)],
                "signs": [_sign(sign) | {"x": _short(sign.at[0] - box.at[0])} for sign in signs],
                "ink": (lines or [box])[0].outline.ink,
            }
        ),
        "texts": [
            [n.line.text, n.line.size, n.align, _short(_side(n) - box.at[0]), _short(n.at[1] - box.at[1])]
            for n in lines
            if n.line
        ],
    }


def _sign(box: Box) -> dict[str, object]:
    line = box.outline
    return {
        "shape": "card" if line.rounded else line.shape,
        "width": _short(box.width),
        "height": _short(box.height),
        "fill": line.fill,
        "line": line.colour,
        "pen": line.pen,
    }


def _side(box: Box) -> float:
    """Where a text is anchored."""
    return box.at[0] + {"start": -0.5, "middle": 0.0, "end": 0.5}[box.align] * box.width


def _short(number: float) -> float:
    return round(number, 1)


def _shape(text: str, outline: Outline) -> dict[str, str]:
    return {"label": text, "shape": outline.shape, "fill": outline.fill, "line": outline.colour}


def _line(text: str, tie: Tie) -> dict[str, str]:
    return {"label": text, "style": line_style(tie.status), "trust": tie.trust}
