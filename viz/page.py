"""A picture as one HTML file: the same places and signs, to be searched, zoomed and asked for its sentences.

The file asks nobody for anything: vis-network, styles and glyphs are inside, a content security policy forbids
the rest, and only the scripts bundled here (known by their hash) may run. Names and quotes reach the page as
escaped text in the table and as inert JSON, and the DOM by ``textContent`` alone.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from ..errors import InputError, OutputError
from .dot import FONT
from .drawing import describe, lay_out
from .engine import EngineFailed
from .frame import notes, samples_of_lines, subtitle
from .labels import Labels
from .output import write
from .scene import Box, Curve, Scene
from .style import line_style, outline_of, place_of
from .svg import FALLBACKS, font_face
from .view import PictureLang, Tie, View, ViewGraph, read_view

ARROWS: Final = {"dot": "circle", "normal": "triangle", "inv": "inv_triangle"}
DASHES: Final[dict[str, bool | list[int]]] = {"solid": False, "dashed": [8, 5], "dotted": [2, 4]}
WORDS: Final = ("found", "none_found", "select", "quotes")


def write_page(view: ViewGraph, output: Path, *, lang: PictureLang = "ja") -> Path:
    """Write a view graph as an HTML page. Raises as :func:`enishi.viz.drawing.draw` does."""
    write(output, page(read_view(view), lang=lang, name=str(output)))
    return output


def page(view: View, *, lang: PictureLang = "ja", name: str = "-") -> bytes:
    """The bytes of the page; equal views give equal bytes. ``name`` stands in errors."""
    if not view.things:
        raise InputError("picture_empty", file=name)
    labels = Labels(lang)
    try:
        scene = lay_out(view, labels)
    except EngineFailed as error:
        raise OutputError("picture_failed", file=name, reason=str(error)) from error
    scripts = {"library": _library(), "script": _asset("page.js")}
    text = _template().render(
        lang=labels.first.lang,
        title=view.title or labels.say("untitled"),
        subtitle=subtitle(view, labels),
        notes=list(notes(view, labels)),
        description=describe(view, labels),
        say=labels.say,
        rows=_rows(view, labels),
        kinds=[_kind(kind, labels) for kind in sorted({t.kind for t in view.things}, key=place_of)],
        lines=[_line(text, tie) for text, tie in samples_of_lines(view, labels)],
        data=_json(_data(view, scene, labels)),
        style=(style := _style(scene)),
        hashes={key: _hash(value) for key, value in {**scripts, "style": style}.items()},
        **scripts,
    )
    return str(text).encode()


@cache
def _template() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    loader = PackageLoader(__package__ or "enishi.viz", "assets")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template("page.html.jinja")


def _asset(name: str) -> str:
    return (files(__package__) / "assets" / name).read_text(encoding="utf-8")


def _library() -> str:
    """vis-network without the comment that asks for its source map."""
    return _asset("vis-network.min.js").partition("\n//# sourceMappingURL")[0]


def _style(scene: Scene) -> str:
    characters = {char for box in scene.boxes if box.line for char in box.line.text}
    return f"{font_face(characters)}\n:root{{--font:{FALLBACKS}}}\n{_asset('page.css')}"


def _hash(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _json(data: object) -> str:
    """JSON that is safe inside a script element: nothing in it can end the element or open a comment.

    >>> from enishi.viz.page import _json
    >>> _json({"name": "</script><!--"})
    '{"name":"\\\\u003c/script\\\\u003e\\\\u003c!--"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _data(view: View, scene: Scene, labels: Labels) -> dict[str, object]:
    """What the script reads: vis-network's nodes and edges, and what to say of each thing and tie."""
    network = _network(scene)
    named = labels.names(view)
    return {
        "nodes": network.nodes,
        "edges": network.edges,
        "font": FALLBACKS,
        "words": {word: labels.say(f"page.{word}", count="{count}") for word in WORDS},
        "things": {
            thing.iri: {
                "names": [thing.name, thing.name_en],
                "says": f"{labels.name(thing)} ({labels.kind(thing.kind)})",
            }
            for thing in view.things
        },
        "ties": {
            tie.statement: {
                "ends": [tie.subject, tie.object],
                "says": labels.sentence(tie, named),
                "trust": labels.each(lambda speech, tie=tie: speech.trust(tie.trust)),  # type: ignore[misc]
                "evidence": labels.evidence(tie),
            }
            for tie in view.ties
        },
    }


def _network(scene: Scene) -> Any:
    """The scene as a pyvis network: things where they stand; each line in two, the level part with the label."""
    from pyvis.network import Network  # type: ignore[import-untyped]  # noqa: PLC0415  (slow to import)

    network = Network(directed=True)
    labels = {box.about: box.line.text for box in scene.boxes if box.role == "label" and box.line}
    names: dict[str, list[Box]] = {}
    for box in scene.boxes:
        if box.role == "name":
            names.setdefault(box.key.rpartition("t")[0], []).append(box)
    symbols = {box.key[:-1]: box for box in scene.boxes if box.role == "sample"}
    for box in scene.boxes:
        if box.role == "thing":
            network.add_node(box.key, label="", **_node(box, names.get(box.key, []), symbols.get(box.key)))
    for curve in scene.curves:
        start, style = curve.start, _edge(curve)
        if len(curve.points) > 10:  # noqa: PLR2004  (a way of several pieces: out, along, level, in)
            for place in (0, 6):
                x, y = curve.points[place]
                network.add_node(f"{curve.key}-{place}", label="", shape="dot", size=0.1, x=x, y=y, chosen=False)
            bow = {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.5}
            network.add_edge(f"{curve.key}-0", f"{curve.key}-6", **{**style, "arrows": "", "smooth": bow})
            start = f"{curve.key}-6"
        network.add_edge(start, curve.end, **style, label=labels.get(curve.about, ""))
    return network


def _node(box: Box, names: list[Box], symbol: Box | None) -> dict[str, object]:
    """A thing's own signs: shape and size of its symbol, and each line of its name where it stands."""
    texts = [
        {
            "text": n.line.text,
            "size": n.line.size,
            "align": n.align,
            "x": _side(n) - box.at[0],
            "y": n.at[1] - box.at[1],
        }
        for n in names
        if n.line
    ]
    return {
        "shape": "custom",
        "x": round(box.at[0], 2),
        "y": round(box.at[1], 2),
        "about": box.about,
        "sign": _sign(box),
        "inner": _sign(symbol) | {"x": round(symbol.at[0] - box.at[0], 2)} if symbol else None,
        "texts": texts,
        "ink": names[0].outline.ink if names else box.outline.ink,
    }


def _sign(box: Box) -> dict[str, object]:
    line = box.outline
    return {
        "shape": "card" if line.rounded else line.shape,
        "width": round(box.width, 2),
        "height": round(box.height, 2),
        "fill": line.fill,
        "line": line.colour,
        "pen": line.pen,
    }


def _side(box: Box) -> float:
    return round(box.at[0] + {"start": -0.5, "middle": 0.0, "end": 0.5}[box.align] * box.width, 2)


def _edge(curve: Curve) -> dict[str, Any]:
    stroke = curve.stroke
    arrow = {"enabled": True, "type": ARROWS[stroke.head.removeprefix("o")], "scaleFactor": 0.4}
    return {
        "about": curve.about,
        "color": {"color": stroke.colour, "highlight": "#d55e00", "hover": "#d55e00", "inherit": False},
        "width": 3.2 if stroke.double else stroke.pen,
        "dashes": DASHES[stroke.style],
        "arrows": {"to": arrow},
        "smooth": False,
    }


def _rows(view: View, labels: Labels) -> Iterator[dict[str, object]]:
    named = labels.names(view)
    for place, tie in enumerate(view.ties):
        yield {
            "place": place,
            "statement": tie.statement,
            "subject": named[tie.subject],
            "relation": labels.relation(tie.relation) + (labels.first.say("inferred_mark") if tie.inferred else ""),
            "object": named[tie.object],
            "since": labels.first.date(tie.since),
            "until": labels.first.date(tie.until),
            "status": labels.each(lambda speech, tie=tie: speech.status(tie.status)),  # type: ignore[misc]
            "trust": labels.each(lambda speech, tie=tie: speech.trust(tie.trust)),  # type: ignore[misc]
            "evidence": labels.evidence(tie),
        }


def _kind(kind: str, labels: Labels) -> dict[str, str]:
    outline = outline_of(kind)
    return {"label": labels.kind(kind), "shape": outline.shape, "fill": outline.fill, "line": outline.colour}


def _line(text: str, tie: Tie) -> dict[str, str]:
    return {"label": text, "style": line_style(tie.status), "trust": tie.trust}
