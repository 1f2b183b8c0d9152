"""Very many ties as a page, in a real Chromium opened from disk: drawn by WebGL, and without it."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.viz import diagram
from enishi.viz.fields import fields, parted
from enishi.viz.labels import Labels
from enishi.viz.page import page
from enishi.viz.spread import SIDE, spread
from enishi.viz.view import plain, read_view
from enishi.viz.wide import MANY_THINGS, is_wide

from ..reach import SCRIPT, WIDTHS, not_reached, set_width, violations
from .attacks import ATTACKS
from .conftest import Opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from enishi.viz.view import ViewGraph

WITHOUT_WEBGL = """
  const given = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    return kind.includes("webgl") ? null : given.call(this, kind, ...rest);
  };
"""


def ring(things: int = 400) -> ViewGraph:
    """A ring of cities, each tied to the next, and to the next but six; one tie twice, confirmed and ended."""
    graph: ViewGraph = nx.MultiDiGraph(title="Ring", picture="network", documents=("報告書",), as_of="FY2025")
    for place in range(things):
        kind = "City" if place % 4 else "Office"
        graph.add_node(f"n{place:04}", kind=kind, name=f"都市{place:04}", nameEn=f"Town {place:04}")
    for place in range(things):
        for step in (1, 7):
            graph.add_edge(
                f"n{place:04}",
                f"n{(place + step) % things:04}",
                key=f"s{place:04}x{step}",
                relation="cooperatesWith",
                since=str(1900 + place % 100),
                citations=(("報告書", 4, f"文{place}の{step}"),),
            )
    graph.add_edge(
        "n0000", "n0001", key="s9", relation="sisterCityOf", since="1899", status="ended", trust="confirmed"
    )
    return graph


def lands(things: int = 400) -> ViewGraph:
    """The ring by country: a large one, some small ones, and offices of which no country is known."""
    graph = ring(things)
    for place, node in enumerate(sorted(graph)):
        if place % 4:
            number = place % 7 if place % 3 else 0
            graph.nodes[node]["group"] = (f"国{number}", f"Land {number}")
    return graph


def written(things: int) -> ViewGraph:
    """So many things, four ties each; a tie with a sentence of 45 characters and the long title of its document."""
    graph: ViewGraph = nx.MultiDiGraph(title="Written", picture="network")

    def kanji(number: int) -> str:
        return bytes((0xB0 + number // 90 % 10, 0xA2 + number % 90)).decode("euc_jp")

    titles = ["".join(kanji(7 * place + step * step) for step in range(40)) for place in range(25)]
    for place in range(things):
        graph.add_node(f"n{place:04}", kind="City", name=f"提携市{place:03}", nameEn=f"Partner {place:03}")
    for place in range(things):
        for step in (1, 7, 61, 211):
            key = hashlib.sha256(f"{place}-{step}".encode()).hexdigest()[:32]
            quote = "".join(kanji(place * step + letter * letter * 11) for letter in range(45))
            cited = ((titles[place % len(titles)], 1 + place % 60, quote),)
            ends = f"n{place:04}", f"n{(place + step) % things:04}"
            graph.add_edge(*ends, key=key, relation="cooperatesWith", citations=cited)
    return graph


def small() -> ViewGraph:
    """So few things that the picture is read as a whole."""
    graph: ViewGraph = nx.MultiDiGraph(ring(40))
    graph.graph["title"] = "Small"
    return graph


def told(tab: Page) -> str:
    return " ".join(tab.inner_text("#evidence").split())


@pytest.mark.needs_chromium
@pytest.mark.parametrize("script", ["", WITHOUT_WEBGL], ids=["webgl", "plain"])
def test_a_thing_is_found_chosen_on_the_canvas_and_shows_its_sentences(opened: Opened, script: str) -> None:
    tab, _ = opened(ring(), script)
    assert tab.locator("canvas.plain").count() == bool(script)
    tab.fill("#query", "ｔｏｗｎ　0123".replace("\u3000", " "))
    assert tab.inner_text("#found") == "1件"
    tab.press("#query", "Enter")
    assert "都市0123 (都市)" in told(tab)
    assert "「文123の7」― 報告書 4ページ" in told(tab)
    assert tab.inner_text("#range") == "4件中 1～4件目"
    tab.locator("#canvas").focus()
    tab.keyboard.press("Escape")
    assert "都市0123" not in told(tab)
    tab.wait_for_timeout(300)
    tab.locator("#canvas").click()
    assert "都市0123 (都市)" in told(tab)
    tab.close()


@pytest.mark.needs_chromium
def test_ties_between_the_same_two_are_one_line_and_are_told_together(opened: Opened) -> None:
    tab, _ = opened(ring())
    tab.click("#ties tr:has-text('姉妹都市') button")
    assert "文0の1" in told(tab)
    assert "姉妹都市" in told(tab)
    assert tab.inner_text("#range") == "2件中 1～2件目"
    tab.click("#every")
    assert tab.inner_text("#range") == "801件中 1～100件目"
    tab.close()


@pytest.mark.needs_chromium
def test_the_table_is_turned_by_its_buttons_and_the_picture_by_keys(opened: Opened) -> None:
    tab, events = opened(ring())
    first = tab.inner_text("#ties")
    tab.click("#after")
    assert tab.inner_text("#range") == "801件中 101～200件目"
    assert tab.inner_text("#ties") != first
    tab.click("#before")
    assert tab.inner_text("#ties") == first
    assert tab.is_disabled("#before")
    tab.locator("#canvas").focus()
    for key in ("+", "-", "ArrowLeft", "ArrowDown", "0"):
        tab.keyboard.press(key)
    tab.uncheck("#kinds input >> nth=0")
    tab.wait_for_timeout(200)
    assert len(events) == 1
    tab.close()


@pytest.mark.needs_chromium
@pytest.mark.parametrize("script", ["", WITHOUT_WEBGL], ids=["webgl", "plain"])
def test_nothing_in_a_name_or_a_quote_runs(
    opened: Opened, star: Callable[..., ViewGraph], tmp_path: Path, script: str
) -> None:
    graph = star(MANY_THINGS + len(ATTACKS))
    for place, attack in enumerate(ATTACKS):
        graph.nodes[f"n{place}"].update(name=attack, nameEn=attack, kind=attack if place % 2 else "City")
        graph.edges["c", f"n{place}", f"s{place}"].update(
            citations=((attack, None, attack),), relation=attack if place % 3 else "sisterCityOf", since=attack
        )
    graph.graph.update(title=ATTACKS[1], documents=ATTACKS, left_out=((ATTACKS[1], 1),), as_of=ATTACKS[0])
    tab, events = opened(graph, script)
    for attack in ATTACKS[::6]:
        tab.fill("#query", plain(attack))
        tab.press("#query", "Enter")
        if plain(attack):
            assert " ".join(plain(attack).split()) in told(tab)
    assert tab.evaluate("window.__xss") is None
    assert [event for event in events if "getParameter" not in event] == [(tmp_path / "page.html").as_uri()]
    assert tab.title() == plain(ATTACKS[1])
    tab.close()


@pytest.mark.needs_chromium
def test_without_scripts_the_whole_table_is_there(browser: Browser, tmp_path: Path) -> None:
    file = diagram(ring(), tmp_path / "page.html")
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(file.as_uri())
    assert tab.locator("noscript tbody tr").count() == 801
    assert "「文399の7」― [1] 4ページ" in tab.inner_text("main")
    assert tab.locator("#documents li").all_inner_texts() == ["報告書"]
    context.close()


def test_the_table_says_what_the_picture_says() -> None:
    view = read_view(ring())
    text = html.unescape(page(view, lang="en").decode())
    assert set(re.findall(r"<tr id=(\w+)>", text)) == {tie.statement for tie in view.ties}
    assert all(f"“{c.quote}” — <b>[1]</b>, p. {c.page}" in text for tie in view.ties for c in tie.citations)
    assert re.findall(r"<li>([^<]+)</li>\n</ol>", text) == ["報告書"] and text.count("報告書") == 1


def test_a_page_of_five_hundred_with_long_quotes_and_titles_can_be_mailed() -> None:
    graph = written(500)
    text = page(read_view(graph))
    assert graph.number_of_edges() == 2000 and is_wide(read_view(graph))
    assert len(text) < 1_000_000


def test_few_things_are_read_as_a_whole_and_many_looked_around_in(star: Callable[..., ViewGraph]) -> None:
    assert not is_wide(read_view(star(MANY_THINGS - 1)))
    assert is_wide(read_view(star(MANY_THINGS)))
    view = star(MANY_THINGS)
    view.graph["picture"] = "timeline"
    assert not is_wide(read_view(view))


def test_equal_views_have_equal_places_that_differ_and_lie_on_the_long_side(
    turned: Callable[[ViewGraph], ViewGraph],
) -> None:
    view = read_view(ring())
    places = spread(view)
    assert places == spread(read_view(turned(ring())))
    assert len(set(places)) > len(places) * 0.9
    assert max(x for x, _ in places) == SIDE
    assert min(min(place) for place in places) == 0
    assert max(y for _, y in places) < 0.7 * SIDE


def test_equal_views_give_equal_pages() -> None:
    assert page(read_view(ring()), lang="both") == page(read_view(ring()), lang="both")


@pytest.mark.needs_chromium
@pytest.mark.parametrize("script", ["", WITHOUT_WEBGL], ids=["webgl", "plain"])
def test_a_click_on_a_line_shows_its_ties_alone(
    opened: Opened, star: Callable[..., ViewGraph], script: str
) -> None:
    graph = star(MANY_THINGS + 1)
    tab, _ = opened(graph, script)
    frame = tab.locator("#canvas").bounding_box()
    assert frame
    for step in range(4, 36):
        tab.mouse.click(frame["x"] + frame["width"] * 0.55, frame["y"] + frame["height"] * step / 40)
        if "姉妹都市" in told(tab) and "(都市)" not in told(tab):
            break
    assert tab.inner_text("#range") == "1件中 1～1件目"
    tab.close()


def test_things_stand_in_the_field_of_their_group_and_nowhere_twice(
    turned: Callable[[ViewGraph], ViewGraph],
) -> None:
    view, labels = read_view(lands()), Labels("ja")
    found = fields(view, labels)
    assert found == fields(read_view(turned(lands())), labels)
    assert len(set(found.places)) == len(view.things)
    at = dict(zip((thing.iri for thing in view.things), found.places, strict=True))
    for group, (left, low, right, high) in found.groups:
        assert all(left <= at[thing.iri][0] <= right and low <= at[thing.iri][1] <= high for thing in group.things)
    sizes = [len(group.things) for group, _ in found.groups]
    assert sum(sizes) == len(view.things) and sizes == sorted(sizes, reverse=True)


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=220))
def test_parts_of_a_ground_cover_it_by_their_sizes(sizes: list[int]) -> None:
    sizes.sort(reverse=True)
    parts = parted(sizes, (0.0, 0.0, 1000.0, 600.0))
    areas = [(right - left) * (high - low) for left, low, right, high in parts]
    assert sum(areas) == pytest.approx(600_000)
    assert areas == pytest.approx([600_000 * size / sum(sizes) for size in sizes], rel=1e-6)


def test_groups_stand_in_the_legend_and_only_where_there_are_groups() -> None:
    text = page(read_view(lands()), lang="en").decode()
    assert 'id="groups"' in text and "Land 0 " in text and "Each field is a group" in text
    assert 'id="groups"' not in page(read_view(ring()), lang="en").decode()


@pytest.mark.needs_chromium
@pytest.mark.parametrize("script", ["", WITHOUT_WEBGL], ids=["webgl", "plain"])
def test_a_group_is_seen_and_put_away(opened: Opened, script: str) -> None:
    tab, events = opened(lands(), script)
    whole = tab.locator("#canvas").screenshot()
    tab.uncheck("#groups input >> nth=0")
    tab.wait_for_timeout(300)
    assert tab.locator("#canvas").screenshot() != whole
    tab.fill("#query", "Town 0001")
    tab.press("#query", "Enter")
    assert "都市0001 (都市 · 国1)" in told(tab)
    assert [event for event in events if "getParameter" not in event] == events[:1]
    tab.close()


@pytest.mark.needs_chromium
@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("view", [ring, lands, small], ids=["wide", "grouped", "small"])
def test_nobody_is_shut_out_of_an_exported_page(
    browser: Browser, tmp_path: Path, view: Callable[[], ViewGraph], lang: Literal["ja", "en"]
) -> None:
    file = diagram(view(), tmp_path / "page.html", lang)
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(file.as_uri())
    tab.wait_for_selector("html[data-ready=yes]")
    tab.evaluate(SCRIPT)
    for width in WIDTHS:
        assert set_width(tab, width)
        assert not violations(tab), width
    tab.evaluate("document.querySelectorAll('#ties tr:nth-child(n + 6)').forEach((row) => row.remove())")
    assert not_reached(tab) == (0, [])
    context.close()
