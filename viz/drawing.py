"""Pictures as files: a view graph drawn as SVG, PNG (300 dpi) or PDF.

The same graph gives the same bytes. A view with a centre is drawn in two wings around it, any other (a path,
say) from left to right. A file is whole or not there: it is written beside its place and then moved.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from ..errors import InputError, OutputError
from .budget import draw_budget
from .chains import draw_chains
from .changes import draw_changes
from .columns import draw_columns, readable
from .dot import write_dot
from .engine import EngineFailed, render
from .frame import frame, page_of
from .groups import draw_groups
from .labels import Labels
from .output import write
from .ranks import draw_ranks
from .scene import Scene
from .svg import finish_svg
from .text import lacks
from .timeline import draw_timeline
from .view import PictureLang, View, ViewGraph, read_view
from .wings import draw_wings
from .worldmap import draw_map

DRAWN: Final = (".svg", ".png", ".pdf")
DPI: Final = 300
LAYOUTS: Final[dict[str, Callable[[View, Labels], Scene]]] = {
    "network": draw_groups,
    "projects": draw_chains,
    "timeline": draw_timeline,
    "changes": draw_changes,
    "map": draw_map,
    "budget": draw_budget,
}
"""What lays out a picture that is not of ties around a thing or between two."""


def draw(view: ViewGraph, output: Path, *, lang: PictureLang = "ja") -> Path:
    """Draw a view graph to a file; the suffix (.svg, .png, .pdf) chooses the format. Returns the path.

    Raises :class:`~enishi.errors.InputError` where there is nothing to draw, :class:`~enishi.errors.OutputError`
    where the file cannot be written or Graphviz fails.
    """
    form = output.suffix.lower().removeprefix(".")
    write(output, picture(read_view(view), form, lang=lang, name=str(output)))
    return output


def picture(view: View, form: str, *, lang: PictureLang = "ja", name: str = "-") -> bytes:
    """The bytes of a picture in a format: ``svg``, ``png`` or ``pdf``. ``name`` stands in errors."""
    labels = Labels(lang)
    scene = scene_of(view, labels, compose, name=name)
    try:
        dot = write_dot(scene, page_of(scene), dpi=DPI if form == "png" else None)
        machine = lacks(box.line.text for box in scene.boxes if box.line)
        drawn = render(dot, form, machine_fonts=machine)
    except EngineFailed as error:
        raise OutputError("picture_failed", file=name, reason=str(error)) from error
    if form == "svg":
        description = describe(view, labels)
        title = view.title or labels.say("untitled")
        return finish_svg(drawn, scene, title=title, description=description, lang=labels.first.lang)
    return undated(drawn) if form == "pdf" else scaled(drawn)


def scene_of(view: View, labels: Labels, layout: Callable[[View, Labels], Scene], *, name: str) -> Scene:
    """The scene that a layout makes of a view; ``name`` stands in errors.

    Raises :class:`~enishi.errors.InputError` where there is nothing to draw, :class:`~enishi.errors.OutputError`
    where Graphviz fails.
    """
    if not view.things:
        raise InputError("picture_empty", file=name)
    try:
        return layout(view, labels)
    except EngineFailed as error:
        raise OutputError("picture_failed", file=name, reason=str(error)) from error


def compose(view: View, labels: Labels) -> Scene:
    """The whole scene of a view: its things and ties with legend, title, date and sources around them."""
    return frame(lay_out(view, labels), view, labels)


def lay_out(view: View, labels: Labels) -> Scene:
    """The things and ties of a view in their places, nothing around them."""
    layout = LAYOUTS.get(view.picture)
    if layout:
        return layout(view, labels)
    if view.centre is None:
        return draw_ranks(view, labels)
    wings = draw_wings(view, labels)
    return wings if readable(wings) else draw_columns(view, labels)


def describe(view: View, labels: Labels) -> str:
    """A picture in words: how much it shows, then every tie as a sentence."""
    names = labels.names(view)
    sentences = "; ".join(labels.sentence(tie, names) for tie in view.ties)
    return labels.say("description", things=len(view.things), ties=len(view.ties), list=sentences)


def scaled(png: bytes) -> bytes:
    """A PNG that says for how many dots an inch it was drawn (chunk pHYs, before the image data)."""
    dots = round(DPI / 0.0254)
    body = b"pHYs" + struct.pack(">IIB", dots, dots, 1)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    head = 8 + 12 + 13
    return png[:head] + chunk + png[head:]


def undated(pdf: bytes) -> bytes:
    """A PDF without the time at which it was made, byte for byte as long as before.

    >>> from enishi.viz.drawing import undated
    >>> undated(b"/CreationDate (D:20260102030405+09'00)")
    b"/CreationDate (D:20000101000000+00'00)"
    """
    pattern = rb"\(D:\d{14}[^)]*\)"

    def fixed(found: re.Match[bytes]) -> bytes:
        zone = found.group()[17:-1]
        return b"(D:20000101000000" + re.sub(rb"\d", b"0", zone.replace(b"-", b"+")) + b")"

    return re.sub(pattern, fixed, pdf)
