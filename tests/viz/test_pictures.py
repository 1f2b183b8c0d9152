"""The pictures beyond ego and path: each drawn for real, in every form, from views of any names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.errors import DataError
from enishi.viz import diagram
from enishi.viz.drawing import compose, lay_out, picture
from enishi.viz.labels import Labels
from enishi.viz.page import page
from enishi.viz.projection import SEAM, great_circle, land, projected
from enishi.viz.slides import slides
from enishi.viz.view import PICTURES, plain, read_view

from .attacks import ATTACKS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from enishi.viz.scene import Scene
    from enishi.viz.view import ViewGraph

KINDS = [kind for kind in PICTURES if kind != "ties"]
PLACES = {
    "yokohama": (35.45, 139.63),
    "lyon": (45.75, 4.85),
    "vancouver": (49.25, -123.12),
    "mumbai": (19.07, 72.88),
}


def made(kind: str, graph: ViewGraph) -> ViewGraph:
    """A view to be laid out in one of the ways, with what that way asks for."""
    graph = cast("ViewGraph", nx.MultiDiGraph(graph))
    graph.graph["picture"] = kind
    for place, node in enumerate(graph):
        graph.nodes[node]["position"] = PLACES.get(
            node.rpartition("/")[2], (place % 50, place * 7 % 360 - 180) if place % 2 else None
        )
    ties = list(graph.edges(keys=True))
    for place, tie in enumerate(ties):
        about = graph.edges[tie]
        about["change"] = ("added", "kept", "gone")[place % 3]
        about["amount"] = 1_000_000 * (place + 1)
    if kind == "budget":
        centre = graph.graph["centre"]
        turned = [(a, b, k) for a, b, k in ties if a == centre]
        for a, b, key in turned:
            about = graph.edges[a, b, key]
            graph.remove_edge(a, b, key)
            graph.add_edge(b, a, key=key, **about)
    return graph


@pytest.mark.parametrize("kind", KINDS)
def test_every_line_leads_to_its_sentence(yokohama: Callable[[], ViewGraph], kind: str) -> None:
    view = read_view(made(kind, yokohama()))
    scene = lay_out(view, Labels("both"))
    quotes = {tie.statement: tie.citations[0].quote for tie in view.ties}
    traced = [curve for curve in scene.curves if curve.about]
    assert traced
    assert all(quotes[curve.about] in curve.says for curve in traced)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["ja", "en", "both"])
def test_no_name_covers_another(yokohama: Callable[[], ViewGraph], kind: str, lang: Any) -> None:
    scene = compose(read_view(made(kind, yokohama())), Labels(lang))
    texts = [box for box in scene.boxes if box.line and box.role in ("name", "text")]
    covered = [
        (one.line, other.line)
        for one, other in combinations(texts, 2)
        if abs(one.at[0] - other.at[0]) * 2 < one.width + other.width - 1
        and abs(one.at[1] - other.at[1]) * 2 < (one.height + other.height) * 0.75
    ]
    assert covered == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_graph_gives_the_same_bytes(
    yokohama: Callable[[], ViewGraph], turned: Callable[[ViewGraph], ViewGraph], kind: str, tmp_path: Path
) -> None:
    for suffix in ("svg", "html", "pptx", "graphml", "gexf"):
        graph = made(kind, yokohama())
        one = diagram(graph, tmp_path / f"one.{suffix}").read_bytes()
        two = diagram(turned(graph), tmp_path / f"two.{suffix}").read_bytes()
        assert one == two, suffix


@pytest.mark.parametrize("kind", KINDS)
def test_an_svg_has_title_and_description(yokohama: Callable[[], ViewGraph], kind: str) -> None:
    root = ET.fromstring(picture(read_view(made(kind, yokohama())), "svg"))  # noqa: S314  (our own)
    assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]
    titles = [title.text or "" for title in root.iter("{http://www.w3.org/2000/svg}title")]
    assert any("引用文の見本" in title for title in titles)


@pytest.mark.parametrize("kind", ["ties", *KINDS])
def test_a_slide_is_made_of_shapes_with_its_sources_in_the_notes(
    yokohama: Callable[[], ViewGraph], kind: str
) -> None:
    from pptx import Presentation  # noqa: PLC0415
    from pptx.enum.shapes import MSO_SHAPE_TYPE  # noqa: PLC0415

    view = read_view(made(kind, yokohama()))
    file = slides(view)
    slide = Presentation(io.BytesIO(file)).slides[0]
    kinds = {shape.shape_type for shape in slide.shapes}
    assert MSO_SHAPE_TYPE.FREEFORM in kinds and MSO_SHAPE_TYPE.PICTURE not in kinds
    texts = {shape.text_frame.text for shape in slide.shapes if shape.has_text_frame}
    assert view.title in texts
    notes = slide.notes_slide.notes_text_frame.text
    assert all(title in notes for title in view.documents)
    assert all(tie.citations[0].quote in notes for tie in view.ties)
    dates = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(file)).infolist()}
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_a_timeline_names_what_most_rows_have_in_common_once(yokohama: Callable[[], ViewGraph]) -> None:
    graph = made("timeline", yokohama())
    centre = graph.graph["centre"]
    about = lay_out(read_view(graph), Labels("en"))
    graph.graph["centre"] = None
    scene = lay_out(read_view(graph), Labels("en"))

    def said(scene: Scene, role: str) -> list[str]:
        return sorted(box.line.text for box in scene.boxes if box.role == role and box.line)

    assert said(scene, "name") == said(about, "name")
    assert said(scene, "label") == said(about, "label")
    told = f"Where no other is named, the tie is one with {graph.nodes[centre]['nameEn']}."
    assert told in said(scene, "text") and told not in said(about, "text")


def test_bars_of_one_level_of_a_budget_stand_below_each_other(star: Callable[..., ViewGraph]) -> None:
    graph = made("budget", star(4))
    graph.nodes["n0"].update(name="名の長い大きな部局の予算", nameEn="A head with a very long name")
    for part, whole in (("n2", "n0"), ("n3", "n1")):
        about = graph.edges[part, "c", f"s{part[1:]}"]
        graph.remove_edge(part, "c")
        graph.add_edge(part, whole, key=f"s{part[1:]}", **about)
    scene = lay_out(read_view(graph), Labels("ja"))
    across = {box.about: box.at[0] for box in scene.boxes if box.role == "thing"}
    assert across["n0"] == across["n1"] < across["n2"] == across["n3"]


def test_an_unknown_picture_is_refused(star: Callable[..., ViewGraph]) -> None:
    graph = star(1)
    graph.graph["picture"] = "pie"
    with pytest.raises(DataError, match="pie"):
        read_view(graph)


def test_a_page_of_500_things_is_under_a_megabyte(star: Callable[..., ViewGraph]) -> None:
    graph = made("network", star(499))
    for place in range(499):  # four ties a thing
        for step in (1, 7, 61):
            ends = f"n{place}", f"n{(place + step) % 499}"
            cited = (("d", 1, f"都市{place}の引用"),)
            graph.add_edge(*ends, key=f"s{place}-{step}", relation="cooperatesWith", citations=cited)
    assert len(page(read_view(graph))) < 1_000_000


def hostile(kind: str, star: Callable[..., ViewGraph], attacks: tuple[str, ...]) -> ViewGraph:
    """A star whose names, kinds, relations, quotes and titles are all attacks."""
    graph = star(len(attacks))
    for place, attack in enumerate(attacks):
        graph.nodes[f"n{place}"].update(name=attack, nameEn=attack, kind=attack if place % 2 else "City")
        graph.edges["c", f"n{place}", f"s{place}"].update(
            citations=((attack, None, attack),), relation=attack if place % 3 else "sisterCityOf"
        )
    graph.graph.update(title=attacks[0], documents=attacks, left_out=((attacks[1], 1),))
    return made(kind, graph)


def test_there_are_a_hundred_attacks() -> None:
    assert len(set(ATTACKS)) >= 100


@pytest.mark.needs_chromium
@pytest.mark.parametrize("kind", ["ties", *KINDS])
@pytest.mark.parametrize("suffix", ["html", "svg"])
def test_nothing_runs_in_a_page_or_an_svg(
    browser: Browser, star: Callable[..., ViewGraph], tmp_path: Path, kind: str, suffix: str
) -> None:
    file = diagram(hostile(kind, star, ATTACKS), tmp_path / f"attack.{suffix}", lang="both")
    tab = browser.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(file.as_uri())
    tab.wait_for_timeout(200)
    assert tab.evaluate("window.__xss") is None
    assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]
    tab.close()


@pytest.mark.parametrize("kind", ["ties", *KINDS])
def test_nothing_in_a_slide_is_more_than_text(star: Callable[..., ViewGraph], kind: str) -> None:
    from pptx import Presentation  # noqa: PLC0415

    file = slides(read_view(hostile(kind, star, ATTACKS)))
    archive = zipfile.ZipFile(io.BytesIO(file))
    parts = {name: archive.read(name) for name in archive.namelist()}
    assert not any(name.endswith((".bin", ".vml")) or "embeddings" in name for name in parts)
    assert not any(b'TargetMode="External"' in content for content in parts.values())
    assert not any(tag in parts["ppt/slides/slide1.xml"] for tag in (b"hlinkClick", b"hlinkHover", b"<script"))
    notes = Presentation(io.BytesIO(file)).slides[0].notes_slide.notes_text_frame.text
    assert all(plain(attack) in notes for attack in ATTACKS)


@given(st.floats(-180, 180), st.floats(-85, 85), st.floats(-180, 180), st.floats(-85, 85))
def test_a_great_circle_begins_and_ends_at_its_places(a: float, b: float, c: float, d: float) -> None:
    parts = great_circle((a, b), (c, d))
    width = projected((SEAM + 359.999, 0))[0]
    for place, point in (((a, b), parts[0][0]), ((c, d), parts[-1][-1])):
        x, y = projected(place)
        assert abs(y - point[1]) < 1.0
        assert abs(x - point[0]) < 1.0 or abs(abs(x - point[0]) - abs(x) * 2) < 1.0
    assert all(abs(x) <= width + 0.5 for part in parts for x, _ in part)


def test_land_lies_on_the_sheet_and_no_outline_crosses_it() -> None:
    edge = abs(projected((SEAM + 359.999, 0))[0])
    for part in land():
        assert all(abs(x) <= edge + 0.5 for x, _ in part)
        assert all(abs(a[0] - b[0]) < edge for a, b in pairwise(part))
