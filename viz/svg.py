"""What Graphviz's SVG lacks: words for screen readers, the quotes behind each line, and the font itself.

The texts stay texts (to be selected, searched, read out); the glyphs that they use are embedded as a WOFF
font, so the picture looks the same in every browser, with no request to anywhere.
"""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterable
from importlib.resources import files
from typing import Final
from xml.etree import ElementTree as ET

from .dot import FONT
from .scene import Box, Curve, Scene

SVG: Final = "http://www.w3.org/2000/svg"
FONTS: Final = ((FONT, "EnishiSans-Regular.otf"), (f"{FONT} Latin", "EnishiSansLatin-Regular.otf"))
FALLBACKS: Final = (
    f"'{FONT}','{FONT} Latin','Noto Sans CJK JP','Noto Sans JP','Hiragino Sans','Yu Gothic',Meiryo,sans-serif"
)


def finish_svg(drawn: bytes, scene: Scene, *, title: str, description: str, lang: str) -> bytes:
    """The SVG with title, description, a title on each thing and tie, ids of ours, and its font.

    ``drawn`` is Graphviz's; its groups carry the keys of the scene's boxes and curves as titles.
    """
    ET.register_namespace("", SVG)
    root = ET.fromstring(drawn)  # noqa: S314  (Graphviz's own output)
    boxes = {box.key: box for box in scene.boxes}
    ties = {curve.key: curve for curve in scene.curves}
    for group in root.iter(f"{{{SVG}}}g"):
        name = group.find(f"{{{SVG}}}title")
        if name is None or group.get("class") == "graph":
            continue
        drawn_as: Box | Curve | None = (
            ties.get(group.get("id") or "") if group.get("class") == "edge" else boxes.get(name.text or "")
        )
        group.remove(name)
        if drawn_as is None:
            continue
        group.set("class", drawn_as.role if isinstance(drawn_as, Box) else "tie")
        if drawn_as.about:
            group.set("data-about", drawn_as.about)
        if drawn_as.says:
            name.text = drawn_as.says
            group.insert(0, name)
        if isinstance(drawn_as, Box) and drawn_as.align != "middle":
            _align(group, drawn_as)
    characters = {char for element in root.iter(f"{{{SVG}}}text") for char in element.text or ""}
    for element in root.iter(f"{{{SVG}}}text"):
        del element.attrib["font-family"]
    _introduce(root, title, description, lang)
    root.insert(2, _style(characters))
    whole: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole + b"\n"


def _align(group: ET.Element, box: Box) -> None:
    """Anchor a text at the side that it is aligned to, so that it stays there in a browser's own measure."""
    for text in group.iter(f"{{{SVG}}}text"):
        half = box.width / 2 if box.align == "end" else -box.width / 2
        text.set("x", f"{float(text.get('x', '0')) + half:.2f}")
        text.set("text-anchor", box.align)


def _introduce(root: ET.Element, title: str, description: str, lang: str) -> None:
    root.set("role", "img")
    root.set("lang", lang)
    root.set("aria-labelledby", "enishi-title enishi-desc")
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(f"{{{SVG}}}{tag}", {"id": f"enishi-{tag}"})
        element.text = text
        root.insert(place, element)
    graph = root.find(f"{{{SVG}}}g")
    name = graph.find(f"{{{SVG}}}title") if graph is not None else None
    if graph is not None and name is not None:
        graph.remove(name)


def _style(characters: Iterable[str]) -> ET.Element:
    element = ET.Element(f"{{{SVG}}}style")
    element.text = f"{font_face(characters)} text{{font-family:{FALLBACKS}}}"
    return element


def font_face(characters: Iterable[str]) -> str:
    """CSS ``@font-face`` rules whose fonts hold just these characters of the bundled fonts."""
    wanted = set(map(ord, set(characters)))
    rules = []
    for family, file in FONTS:
        data = subset(file, wanted)
        if data:
            source = f"url(data:font/woff;base64,{b64encode(data).decode()}) format('woff')"
            rules.append(f"@font-face{{font-family:'{family}';src:{source}}}")
    return "\n".join(rules)


def subset(file: str, codes: set[int]) -> bytes:
    """A bundled font reduced to these code points, as WOFF; nothing where it has none of them."""
    from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415

    path = files(__package__) / "fonts" / file
    font = TTFont(io.BytesIO(path.read_bytes()), recalcTimestamp=False, lazy=True)
    if codes.isdisjoint(font.getBestCmap()):
        return b""
    options = Options()
    options.layout_features = []
    options.desubroutinize = True  # smaller, once compressed
    options.name_IDs = [0, 1, 2, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    font.flavor = "woff"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
