"""Pictures as files: SVG, PNG and PDF by the real Graphviz, with the bundled font."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from enishi.errors import InputError, OutputError, UsageError
from enishi.viz import diagram
from enishi.viz.drawing import picture
from enishi.viz.engine import EngineFailed, render
from enishi.viz.view import read_view

if TYPE_CHECKING:
    from enishi.viz.view import ViewGraph

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    'x" shape=box label="y',
    "<b>横浜</b>",
    "\\N \\G \\E \\n",
    "A&amp;B &lt;tag&gt; &#x3c;",
    "]]> --> <!-- <![CDATA[",
    "'; drop graph;",
    "{a|<b>c}",
    "</text><script>alert(1)</script>",
)


def _parsed(svg: bytes) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  (our own)


def _texts(svg: bytes) -> list[str]:
    return [text.text or "" for text in _parsed(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
def test_equal_graphs_give_equal_bytes(
    star: Callable[..., ViewGraph], turned: Callable[[ViewGraph], ViewGraph], form: str, tmp_path: Path
) -> None:
    one = diagram(star(3), tmp_path / f"one.{form}").read_bytes()
    two = diagram(turned(star(3)), tmp_path / f"two.{form}").read_bytes()
    assert one == two


def test_an_svg_is_xml_with_title_description_and_quotes(yokohama: Callable[[], ViewGraph]) -> None:
    view = read_view(yokohama())
    root = _parsed(picture(view, "svg"))
    assert [child.tag.removeprefix(SVG) for child in root][:3] == ["title", "desc", "style"]
    assert root.findtext(f"{SVG}title") == view.title
    assert "横浜市 — 姉妹都市 1959– → リヨン" in (root.findtext(f"{SVG}desc") or "")
    assert root.get("role") == "img"
    ties = [group for group in root.iter(f"{SVG}g") if group.get("class") == "tie" and group.get("data-about")]
    assert {tie.get("data-about") for tie in ties} == {tie.statement for tie in view.ties}
    by_statement = {tie.statement: tie.citations[0].quote for tie in view.ties}
    assert all(by_statement[t.get("data-about") or ""] in (t.findtext(f"{SVG}title") or "") for t in ties)


def test_an_svg_asks_nobody_for_anything(yokohama: Callable[[], ViewGraph]) -> None:
    text = picture(read_view(yokohama()), "svg").decode()
    assert re.findall(r"(?:href|src)\s*=", text) == []
    assert set(re.findall(r"url\(([a-z]+:)", text)) == {"data:"}


def test_an_svg_holds_the_glyphs_of_its_texts_as_text(yokohama: Callable[[], ViewGraph]) -> None:
    svg = picture(read_view(yokohama()), "svg", lang="both")
    found = re.search(rb"base64,([A-Za-z0-9+/=]+)\)", svg)
    assert found
    font = TTFont(io.BytesIO(b64decode(found.group(1))))
    used = {ord(char) for text in _texts(svg) for char in text}
    assert used <= font.getBestCmap().keys()
    assert ".notdef" not in {font.getBestCmap()[code] for code in used}
    assert "横浜市" in _texts(svg) and "Yokohama" in _texts(svg)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_never_read_as_markup(pair: Callable[..., ViewGraph], name: str) -> None:
    svg = picture(read_view(pair(("横浜市", name), quote=name, title=name)), "svg")
    assert name in _texts(svg)
    root = _parsed(svg)
    assert root.findtext(f"{SVG}title") == name
    assert {element.tag for element in root.iter()} <= {
        SVG + tag
        for tag in ("svg", "title", "desc", "style", "g", "text", "path", "polygon", "polyline", "ellipse")
    }


def test_a_png_has_300_dots_an_inch(star: Callable[..., ViewGraph]) -> None:
    png = picture(read_view(star(1)), "png")
    place = png.index(b"pHYs") + 4
    across, down, unit = struct.unpack(">IIB", png[place : place + 9])
    assert (across, down, unit) == (11811, 11811, 1)


def test_a_pdf_embeds_its_font_and_tells_no_time(star: Callable[..., ViewGraph]) -> None:
    pdf = picture(read_view(star(1)), "pdf")
    assert b"EnishiSans" in pdf
    assert pdf.count(b"/FontFile3") == pdf.count(b"/Type /FontDescriptor") > 0
    assert set(re.findall(rb"\(D:(\d{14})", pdf)) == {b"20000101000000"}


@pytest.mark.needs_poppler
def test_pdffonts_finds_every_font_of_a_pdf_embedded(yokohama: Callable[[], ViewGraph], tmp_path: Path) -> None:
    file = diagram(yokohama(), tmp_path / "yokohama.pdf", lang="both")
    told = subprocess.run(["pdffonts", str(file)], capture_output=True, encoding="utf-8", check=True).stdout
    head, rule, *fonts = told.splitlines()
    place = head.index("emb")
    assert fonts and rule.startswith("-")
    assert [line[place : place + 3].strip() for line in fonts] == ["yes"] * len(fonts)


def test_japanese_is_drawn_on_a_machine_without_fonts(
    pair: Callable[..., ViewGraph], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = read_view(pair(("横浜市", "上海市")))
    usual = picture(view, "png")
    empty = tmp_path / "fonts.conf"
    empty.write_text("<fontconfig></fontconfig>", encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(empty))
    monkeypatch.setenv("FONTCONFIG_PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert picture(view, "png") == usual


def test_characters_are_glyphs_not_boxes() -> None:
    drawn = {
        char: render(f'digraph {{ a [label="{char}", shape=plain, fontname="Enishi Sans"] }}', "png", program="dot")
        for char in ("横", "浜", "ヵ", "ゐ", "\ue000")
    }
    assert len(set(drawn.values())) == len(drawn)


def test_an_svg_brings_the_letters_of_european_cities(pair: Callable[..., ViewGraph]) -> None:
    svg = picture(read_view(pair(("Łódź", "Košice"))), "svg")
    assert svg.count(b"@font-face") == 2


def test_a_character_that_the_font_lacks_stops_nothing(pair: Callable[..., ViewGraph]) -> None:
    assert "부산" in _texts(picture(read_view(pair(("釜山", "부산"))), "svg"))


def test_the_suffix_may_be_in_capitals(star: Callable[..., ViewGraph], tmp_path: Path) -> None:
    assert diagram(star(1), tmp_path / "A.SVG").read_bytes().startswith(b"<?xml")


def test_an_unknown_suffix_lists_those_that_work(star: Callable[..., ViewGraph], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"“\.docx”[\s\S]*\.svg, \.png, \.pdf, \.html, \.pptx, \.graphml, \.gexf"):
        diagram(star(1), tmp_path / "a.docx")


@pytest.mark.parametrize("suffix", ["svg", "html", "graphml"])
def test_a_missing_folder_is_named(star: Callable[..., ViewGraph], tmp_path: Path, suffix: str) -> None:
    with pytest.raises(OutputError, match="nowhere does not exist"):
        diagram(star(1), tmp_path / "nowhere" / f"a.{suffix}")


def test_a_place_that_cannot_be_written_leaves_nothing_behind(
    star: Callable[..., ViewGraph], tmp_path: Path
) -> None:
    (tmp_path / "a.svg").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        diagram(star(1), tmp_path / "a.svg")
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.svg"]


@pytest.mark.parametrize("suffix", ["svg", "html"])
def test_an_empty_view_is_refused(tmp_path: Path, suffix: str) -> None:
    nothing: ViewGraph = nx.MultiDiGraph()
    with pytest.raises(InputError, match="nothing to draw"):
        diagram(nothing, tmp_path / f"a.{suffix}")


@pytest.mark.parametrize("suffix", ["svg", "html"])
def test_a_machine_where_graphviz_does_not_start_is_told_what_to_do(
    path: Callable[[], ViewGraph], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with pytest.raises(OutputError, match="pip install --force-reinstall pygraphviz"):
        diagram(path(), tmp_path / f"a.{suffix}")
    assert list(tmp_path.iterdir()) == []


def test_the_engine_says_what_went_wrong() -> None:
    with pytest.raises(EngineFailed):
        render("digraph {", "svg")
    with pytest.raises(EngineFailed):
        render("digraph { a }", "no such format")
