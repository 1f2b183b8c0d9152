"""A picture as a slide: every box, line and text a native shape that PowerPoint edits, the sources in the notes.

The slide is 16 to 9 and as large as the picture needs, so that texts keep their size in points. Nothing is
linked or run: texts are texts, and there is no macro, no picture and no address in the file. The same view gives
the same bytes: the file tells no time.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from .drawing import compose, scene_of
from .frame import MARGIN, notes
from .labels import Labels
from .output import write
from .scene import Box, Curve, Panel, Patch, Point, Scene
from .view import PictureLang, View, ViewGraph, read_view

EMU: Final = 12700
"""English metric units a point."""
WIDTH: Final = 960.0
RATIO: Final = 16 / 9
LARGEST: Final = 4032.0
"""Points: the longest side of a slide, 56 inches."""
LATIN: Final = "Noto Sans"
JAPANESE: Final = "Yu Gothic"
SHAPES: Final = {
    "box": "RECTANGLE",
    "card": "ROUNDED_RECTANGLE",
    "ellipse": "OVAL",
    "oval": "OVAL",
    "egg": "OVAL",
    "circle": "OVAL",
    "doublecircle": "DONUT",
    "hexagon": "HEXAGON",
    "octagon": "OCTAGON",
    "doubleoctagon": "OCTAGON",
    "pentagon": "REGULAR_PENTAGON",
    "septagon": "HEPTAGON",
    "diamond": "DIAMOND",
    "Mdiamond": "DIAMOND",
    "house": "PENTAGON",
    "parallelogram": "PARALLELOGRAM",
    "trapezium": "TRAPEZOID",
    "invtrapezium": "FLOWCHART_MANUAL_OPERATION",
    "note": "FOLDED_CORNER",
    "folder": "SNIP_1_RECTANGLE",
    "tab": "SNIP_2_SAME_RECTANGLE",
    "cds": "PENTAGON",
    "rarrow": "RIGHT_ARROW",
    "larrow": "LEFT_ARROW",
    "box3d": "CUBE",
    "cylinder": "CAN",
    "component": "FLOWCHART_PREDEFINED_PROCESS",
    "Msquare": "BEVEL",
}
"""PowerPoint's shape for Graphviz's; a rectangle for any other."""
TURNED: Final = {"house": 270}
"""By how many degrees a shape is turned: PowerPoint's pentagon with one corner points to the right."""
WIDER: Final = 0.35
"""By what share of its width a text has more room, away from where it is aligned: for fonts wider than ours."""
DASHES: Final = {"dashed": "dash", "dotted": "sysDot"}
HEADS: Final = {"dot": ("oval", "tailEnd"), "normal": ("triangle", "tailEnd"), "inv": ("triangle", "headEnd")}
"""The mark at the end of a line; one that points back stands at its other end."""


def write_slides(view: ViewGraph, output: Path, *, lang: PictureLang = "ja") -> Path:
    """Write a view graph as a presentation of one slide. Raises as :func:`enishi.viz.drawing.draw` does."""
    write(output, slides(read_view(view), lang=lang, name=str(output)))
    return output


def slides(view: View, *, lang: PictureLang = "ja", name: str = "-") -> bytes:
    """The bytes of the presentation. ``name`` stands in errors."""
    labels = Labels(lang)
    scene = scene_of(view, labels, compose, name=name)
    file = _presentation()
    sheet = _Sheet(scene, file)
    sheet.draw()
    title = view.title or labels.say("untitled")
    sheet.slide.notes_slide.notes_text_frame.text = "\n".join(_notes(view, labels))
    about, then = file.core_properties, datetime(2000, 1, 1, tzinfo=UTC)
    about.title, about.author, about.last_modified_by, about.revision = title, "enishi", "enishi", 1
    about.created = about.modified = about.last_printed = then
    out = io.BytesIO()
    file.save(out)
    return undated(out.getvalue())


def _presentation() -> Any:
    """An empty presentation, without the settings of somebody's printer that the library's own has."""
    from pptx import Presentation  # noqa: PLC0415  (slow to import)

    file = Presentation()
    for name, link in list(file.part.rels.items()):
        if link.reltype.endswith("/printerSettings"):
            file.part.drop_rel(name)
    return file


def _notes(view: View, labels: Labels) -> Iterable[str]:
    """The title, what was left out, the sources; then every tie with its sentences."""
    named = labels.names(view)
    yield view.title or labels.say("untitled")
    yield from notes(view, labels)
    for tie in view.ties:
        yield labels.sentence(tie, named) + f" [{labels.trust(tie.trust)}]"
        yield from (f"  {text}" for text in labels.evidence(tie))


def undated(file: bytes) -> bytes:
    """A zip whose entries all bear the first date that a zip can hold, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            fixed = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type, fixed.external_attr, fixed.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            target.writestr(fixed, source.read(entry))
    return out.getvalue()


class _Sheet:
    """The slide; places in points become its units."""

    def __init__(self, scene: Scene, file: Any) -> None:
        self.scene = scene
        left, top, right, bottom = scene.bounds
        wide, high = right - left + 2 * MARGIN, bottom - top + 2 * MARGIN
        width = max(WIDTH, wide, high * RATIO)
        self.scale = min(1.0, LARGEST / width)
        width *= self.scale
        height = width / RATIO
        file.slide_width, file.slide_height = round(width * EMU), round(height * EMU)
        self.left = left - MARGIN - (width / self.scale - wide) / 2
        self.top = top - MARGIN - (height / self.scale - high) / 2
        self.slide: Any = file.slides.add_slide(file.slide_layouts[6])
        self.shapes: Any = self.slide.shapes
        self.shapes.turbo_add_enabled = True  # else each shape looks at all others for a free number

    def draw(self) -> None:
        """Everything, from the back to the front."""
        for panel in self.scene.panels:
            self._panel(panel)
        for patch in self.scene.patches:
            self._patch(patch)
        for curve in self.scene.curves:
            self._curve(curve)
        for box in self.scene.boxes:
            if box.outline.shape != "none" or box.line:
                self._box(box)

    def _emu(self, points: float) -> int:
        return round(points * self.scale * EMU)

    def _at(self, point: Point) -> tuple[int, int]:
        return self._emu(point[0] - self.left), self._emu(point[1] - self.top)

    def _panel(self, panel: Panel) -> None:
        x, y = self._at((panel.left, panel.top))
        shape = self.shapes.add_shape(
            1, x, y, self._emu(panel.right - panel.left), self._emu(panel.bottom - panel.top)
        )
        self._paint(shape, panel.fill, None, 0)

    def _patch(self, patch: Patch) -> None:
        points = [self._at(point) for point in patch.points]
        builder = self.shapes.build_freeform(*points[0], scale=1.0)
        builder.add_line_segments(points[1:], close=True)
        self._paint(builder.convert_to_shape(), patch.fill, None, 0)

    def _box(self, box: Box) -> None:
        from pptx.enum.shapes import MSO_SHAPE  # noqa: PLC0415

        line = box.outline
        x, y = self._at((box.at[0] - box.width / 2, box.at[1] - box.height / 2))
        size = self._emu(box.width), self._emu(box.height)
        if line.shape == "none":
            more = box.width * WIDER + 6
            before = {"start": 0.0, "middle": 0.5, "end": 1.0}[box.align] * more
            shape = self.shapes.add_textbox(x - self._emu(before), y, size[0] + self._emu(more), size[1])
        else:
            kind = getattr(MSO_SHAPE, SHAPES.get("card" if line.rounded else line.shape, "RECTANGLE"))
            shape = self.shapes.add_shape(kind, x, y, *size)
            if line.rounded:
                shape.adjustments[0] = 0.12
            shape.rotation = TURNED.get(line.shape, 0)
            self._paint(shape, line.fill, line.colour, line.pen, line.style)
        self._name(shape, box.key, box.says)
        if box.line:
            self._write(shape, box)

    def _write(self, shape: Any, box: Box) -> None:
        """A text without margins, in one line, in both scripts' fonts."""
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN  # noqa: PLC0415
        from pptx.util import Emu  # noqa: PLC0415

        if box.line is None:
            return
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap, frame.vertical_anchor = box.outline.shape == "none", MSO_ANCHOR.MIDDLE
        paragraph = frame.paragraphs[0]
        paragraph.alignment = {"start": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "end": PP_ALIGN.RIGHT}[box.align]
        run = paragraph.add_run()
        run.text = box.line.text
        run.font.size = Emu(self._emu(box.line.size) // 1270 * 1270)
        run.font.color.rgb = _rgb(box.outline.ink)
        run.font.name = LATIN
        properties = run._r.get_or_add_rPr()
        latin = properties.find(f"{{{_A}}}latin")
        east = properties.makeelement(f"{{{_A}}}ea", {"typeface": JAPANESE})
        latin.addnext(east)

    def _curve(self, curve: Curve) -> None:
        """A freeform of Bezier pieces, ending at the tip; its mark is the line's own."""
        stroke = curve.stroke
        points = [self._at(point) for point in (*curve.points[:-1], curve.tip)]
        left, top = min(x for x, _ in points), min(y for _, y in points)
        wide, high = (max(p[axis] for p in points) - (left, top)[axis] for axis in (0, 1))
        builder = self.shapes.build_freeform(*points[0], scale=1.0)
        builder.add_line_segments([points[-1]], close=False)
        shape = builder.convert_to_shape()
        shape.left, shape.top, shape.width, shape.height = left, top, max(wide, 1), max(high, 1)
        path = shape._element.spPr.find(f".//{{{_A}}}path")
        for child in list(path):
            path.remove(child)
        path.set("w", str(max(wide, 1)))
        path.set("h", str(max(high, 1)))
        path.set("fill", "none")
        local = [(x - left, y - top) for x, y in points]
        self._step(path, "moveTo", local[:1])
        for place in range(1, len(local) - 2, 3):
            self._step(path, "cubicBezTo", local[place : place + 3])
        self._paint(shape, None, stroke.colour, 2.4 if stroke.double else stroke.pen, stroke.style)
        line = shape.line._get_or_add_ln()
        if stroke.double:
            line.set("cmpd", "dbl")
        line.set("cap", "flat")
        mark, end = HEADS.get(stroke.head.lstrip("o"), ("none", "tailEnd"))
        if mark != "none":
            open_ = mark == "triangle" and stroke.head.startswith("o")
            line.append(line.makeelement(f"{{{_A}}}{end}", {"type": "arrow" if open_ else mark}))
        self._name(shape, curve.key, curve.says)

    def _step(self, path: Any, tag: str, points: Iterable[Point]) -> None:
        step = path.makeelement(f"{{{_A}}}{tag}", {})
        for x, y in points:
            step.append(step.makeelement(f"{{{_A}}}pt", {"x": str(round(x)), "y": str(round(y))}))
        path.append(step)

    def _paint(self, shape: Any, fill: str | None, colour: str | None, pen: float, style: str = "solid") -> None:

        old = shape._element.find(f"{{{_P}}}style")
        if old is not None:  # the theme's shadow and outline
            shape._element.remove(old)
        if fill is None:
            shape.fill.background()
        else:
            shape.fill.solid()
            shape.fill.fore_color.rgb = _rgb(fill)
        if colour is None:
            shape.line.fill.background()
            return
        shape.line.color.rgb = _rgb(colour)
        shape.line.width = self._emu(pen)
        if style in DASHES:
            line = shape.line._get_or_add_ln()
            line.append(line.makeelement(f"{{{_A}}}prstDash", {"val": DASHES[style]}))

    def _name(self, shape: Any, key: str, says: str) -> None:
        """The shape's name, and what is read out for it."""
        about = shape._element.xpath(".//p:cNvPr")[0]
        about.set("name", key)
        if says:
            about.set("descr", says)


_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"


def _rgb(colour: str) -> Any:
    """A colour such as ``#1f77b4`` as python-pptx takes it."""
    from pptx.dml.color import RGBColor  # noqa: PLC0415  (heavy)

    return RGBColor(*bytes.fromhex(colour.lstrip("#")))  # type: ignore[no-untyped-call]
