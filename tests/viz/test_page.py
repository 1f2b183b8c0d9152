"""The page, in a real Chromium opened from disk."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from enishi.viz.page import page
from enishi.viz.view import plain, read_view

from .conftest import Opened

if TYPE_CHECKING:
    from enishi.viz.view import ViewGraph

RUN = "window.__xss=1"
ATTACKS = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</SCRIPT ><script>{RUN}</script>",
    f"<!--<script>{RUN}</script>-->",
    f"--><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<img src=x onerror='{RUN}'>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<body onload={RUN}>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f'<iframe src="javascript:parent.{RUN}"></iframe>',
    f'<a href="javascript:{RUN}">x</a>',
    f"javascript:{RUN}",
    f'" onmouseover="{RUN}" x="',
    f"' onfocus='{RUN}' autofocus='",
    f'"><script>{RUN}</script>',
    f"'><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</noscript><script>{RUN}</script>",
    f"</td></tr></table><script>{RUN}</script>",
    f"{{{{ {RUN} }}}}",
    "{% for x in y %}{{ self }}{% endfor %}",
    f"${{{RUN}}}",
    f"`;{RUN};`",
    f"';{RUN};//",
    f'";{RUN};//',
    f"\\';{RUN};//",
    f"\u2028{RUN}\u2029",
    f"<details open ontoggle={RUN}>",
    f"<video><source onerror={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"<scr\x00ipt>{RUN}</scr\x00ipt>",
    "<link rel=stylesheet href=http://127.0.0.1:9/x.css>",
    "<img src=http://127.0.0.1:9/x.png>",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
    "__proto__",
    "constructor",
)


@pytest.mark.needs_chromium
def test_the_page_asks_for_itself_alone_and_complains_of_nothing(
    opened: Opened, yokohama: Callable[[], ViewGraph], tmp_path: Path
) -> None:
    tab, events = opened(yokohama())
    assert events == [(tmp_path / "page.html").as_uri()]
    tab.close()


@pytest.mark.needs_chromium
def test_nothing_in_a_name_or_a_quote_runs(opened: Opened, star: Callable[..., ViewGraph], tmp_path: Path) -> None:
    graph = star(len(ATTACKS))
    for place, attack in enumerate(ATTACKS):
        graph.nodes[f"n{place}"].update(name=attack, nameEn=attack, kind=attack if place % 2 else "City")
        graph.edges["c", f"n{place}", f"s{place}"].update(
            citations=((attack, None, attack),), relation=attack if place % 3 else "sisterCityOf", since=attack
        )
    graph.graph.update(title=ATTACKS[1], documents=ATTACKS, left_out=((ATTACKS[1], 1),), as_of=ATTACKS[0])
    tab, events = opened(graph)
    for button in tab.query_selector_all("#ties button"):
        button.click()
    for attack in ATTACKS:
        tab.fill("#query", plain(attack))
        tab.press("#query", "Enter")
    assert tab.evaluate("window.__xss") is None
    assert events == [(tmp_path / "page.html").as_uri()]
    shown = {cell.inner_text() for cell in tab.query_selector_all("tbody td:nth-of-type(2)")}
    assert {" ".join(text.split()) for text in shown} == {plain(attack) for attack in ATTACKS}
    assert tab.title() == plain(ATTACKS[1])
    tab.close()


@pytest.mark.needs_chromium
def test_a_name_is_found_in_either_language_and_shows_its_sentences(
    opened: Opened, yokohama: Callable[[], ViewGraph]
) -> None:
    tab, _ = opened(yokohama())
    tab.fill("#query", "ｌｙｏｎ")
    assert tab.inner_text("#found") == "1件"
    tab.press("#query", "Enter")
    assert "リヨン (都市)" in tab.inner_text("#evidence")
    assert "「引用文の見本 0」" in tab.inner_text("#evidence")
    tab.fill("#query", "どこにもない")
    assert tab.inner_text("#found") == "見つかりません"
    tab.close()


@pytest.mark.needs_chromium
def test_the_first_thing_of_a_page_is_found_too(opened: Opened, yokohama: Callable[[], ViewGraph]) -> None:
    first = read_view(yokohama()).things[0]
    tab, _ = opened(yokohama())
    tab.fill("#query", first.name)
    tab.press("#query", "Enter")
    assert f"{first.name} (" in tab.inner_text("#evidence h3")
    tab.close()


@pytest.mark.needs_chromium
def test_a_click_on_a_line_shows_its_quote(opened: Opened, star: Callable[..., ViewGraph]) -> None:
    tab, _ = opened(star(1, citations=(("報告書", 4, "姉妹都市です"),)))
    frame = tab.locator("#canvas").bounding_box()
    assert frame
    for step in range(2, 39):
        tab.mouse.click(frame["x"] + frame["width"] * step / 40, frame["y"] + frame["height"] / 2)
        if "姉妹都市です" in tab.inner_text("#evidence") and "(都市)" not in tab.inner_text("#evidence"):
            break
    assert "「姉妹都市です」― 報告書 4ページ" in tab.inner_text("#evidence")
    assert tab.get_attribute("tbody tr", "class") == "chosen"
    tab.close()


@pytest.mark.needs_chromium
def test_the_canvas_is_not_blank(opened: Opened, path: Callable[[], ViewGraph]) -> None:
    tab, _ = opened(path())
    colours = tab.evaluate(
        """() => {
          const canvas = document.querySelector("#canvas canvas");
          const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const seen = new Set();
          for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) seen.add(data.slice(i, i + 3).join());
          return [...seen];
        }"""
    )
    assert {"119,170,221", "238,221,136", "187,204,51"} <= set(colours)
    tab.close()


def test_the_table_says_what_the_picture_says(yokohama: Callable[[], ViewGraph]) -> None:
    view = read_view(yokohama())
    text = html.unescape(page(view, lang="en").decode())
    assert len(re.findall(r'<tr data-about="', text)) == len(view.ties)
    assert all(citation.quote in text for tie in view.ties for citation in tie.citations)


def test_equal_views_give_equal_pages_small_enough_to_mail(star: Callable[..., ViewGraph]) -> None:
    one, two = (page(read_view(star(500)), lang="en") for _ in range(2))
    assert one == two
    assert len(one) < 1_000_000


def test_the_data_cannot_end_its_element(pair: Callable[..., ViewGraph]) -> None:
    text = page(read_view(pair(("a</script>", "<!--<script>")))).decode()
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found and "<" not in found.group(1)
    assert sorted(names[0] for names in json.loads(found.group(1))["things"])[1] == "a</script>"
