"""The network page of a graph that is too large for one sight: chosen cheaply, told a sheet at a time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from enishi.graph import open_graph
from enishi.ontology.model import (
    ENTITY,
    Contribution,
    Document,
    Entity,
    Name,
    Passage,
    Reference,
    statement,
)

from ..reach import SCRIPT, WIDTHS, not_reached, set_width, violations
from .conftest import Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CITIES = 160


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of cities of which each is tied to the next and to one farther on."""
    path = tmp_path_factory.mktemp("ring") / "ring.enishi"
    lines = [f"文{place}の{step}" for place in range(CITIES) for step in (1, 7)]
    text = "\n".join(lines)
    digest = hashlib.sha256(text.encode()).hexdigest()
    document, start, made, passages = Document.iri_for(digest), 0, [], []
    for number, line in enumerate(lines):
        place, step = number // 2, (1, 7)[number % 2]
        reference = Reference(document, line, start, start + len(line), since=str(1950 + place % 60))
        ends = (f"{ENTITY}c/{each:03}" for each in (place, (place + step) % CITIES))
        made.append(statement(next(ends), "sisterCityOf", next(ends), [reference], symmetric=True))
        passages.append(Passage("paragraph", start, start + len(line)))
        start += len(line) + 1
    things = [Entity(f"{ENTITY}c/{n:03}", "City", (Name(f"都市{n:03}", "ja", True),)) for n in range(CITIES)]
    about = Document(document, "ring.txt", text, "環", "ja", "text/plain", digest, "FY2025", tuple(passages))
    with open_graph(path) as graph:
        graph.write(Contribution(about, tuple(things), tuple(made)))
    with served(path) as running:
        yield running


def drawn(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_every_tie_stands_on_one_sheet_of_the_table_and_in_the_file(ring: Served) -> None:
    first = ring.client.get("/en/network?limit=500").text
    assert len(drawn(first)["names"]) == CITIES
    assert "1 to 200 of 320" in first
    after = re.search(r'<a href="([^"#]+)#rows" rel="next">', first)
    assert after
    second = ring.client.get(after[1].replace("&amp;", "&")).text
    assert "201 to 320 of 320" in second and 'rel="next"' not in second
    rows = [set(re.findall(r'href="/en/statement/(\w+)"', text)) for text in (first, second)]
    assert len(rows[0] | rows[1]) == 320 and not rows[0] & rows[1]
    file = ring.client.get("/en/network?limit=500&format=csv").content.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(file)))) == 321
    assert "201 to 320" in ring.client.get("/en/network?limit=500&page=99").text
    assert "1 to 200" in ring.client.get("/en/network?limit=500&page=-1").text


@pytest.mark.parametrize("page", ["/en/questions/unreviewed?go=1", "/en/anniversaries?every=1&fiscal_year=2027"])
def test_a_long_answer_is_told_a_sheet_at_a_time(ring: Served, page: str) -> None:
    file = ring.client.get(f"{page}&format=csv").content.decode("utf-8-sig")
    whole = len(list(csv.reader(io.StringIO(file)))) - 1
    assert whole > 200
    sheets, more = [ring.client.get(page).text], True
    while more:
        after = re.search(r'<a href="([^"#]+)#rows" rel="next">', sheets[-1])
        if more := after is not None:
            sheets.append(ring.client.get(after[1].replace("&amp;", "&")).text)
    assert len(sheets) == -(-whole // 200) and f"1 to 200 of {whole:,}" in sheets[0]
    assert all(re.search(rf'class="summary"[^>]*>[^<]*\b{whole}\b', sheet) for sheet in sheets)
    assert sum(sheet.count('<tr role="row"><td') for sheet in sheets) == whole
    assert len({told for sheet in sheets for told in re.findall(r'href="/en/statement/(\w+)"', sheet)}) == 320


def test_things_keep_their_places_whatever_is_left_out(ring: Served) -> None:
    whole = drawn(ring.client.get("/en/network?limit=500").text)
    some = drawn(ring.client.get("/en/network?limit=500&to=1960").text)
    at = dict(zip(whole["hrefs"], whole["places"], strict=True))
    assert 0 < len(some["names"]) < CITIES
    assert all(at[thing] == place for thing, place in zip(some["hrefs"], some["places"], strict=True))


def test_a_kind_is_hidden_by_a_link_where_there_is_no_script(ring: Served) -> None:
    text = ring.client.get("/en/network?limit=500").text
    link = re.search(r'<noscript><p class="note">.*?<a href="([^"]+)">City</a>', text, re.S)
    assert link
    assert "hide=City" in link[1]
    hidden = ring.client.get(link[1].replace("&amp;", "&")).text
    assert "/en/statement/" not in hidden.partition("<table")[2].partition("</table>")[0]


@pytest.mark.needs_chromium
def test_what_is_chosen_stands_in_the_address_and_is_there_again(ring: Served, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{ring.address}/en/network?limit=500&thing=c%2F007&year=1990")
    page.wait_for_selector("#canvas[data-drawn='160']")
    assert "都市007 (City)" in page.inner_text("#chosen")
    assert page.input_value("#year") == "1990"
    assert page.inner_text("#year-shown") == "1990"
    page.click("#chosen a:has-text('Around this')")
    page.wait_for_selector("#canvas[data-drawn]")
    assert "centre=" in page.url and "thing=" not in page.url
    page.locator("#canvas").focus()
    page.keyboard.press("+")
    page.keyboard.press("Escape")
    assert "Choose a thing" in page.inner_text("#chosen")
    page.close()


@pytest.mark.needs_chromium
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_nobody_is_shut_out_of_a_large_network(ring: Served, browser: Browser, lang: str) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{ring.address}/{lang}/network?limit=500&thing=c%2F007")
    page.wait_for_selector("#canvas[data-drawn='160']")
    page.evaluate(SCRIPT)
    for width in WIDTHS:
        assert set_width(page, width)
        assert not violations(page), width
    page.evaluate("document.querySelectorAll('#rows tbody tr:nth-child(n + 4)').forEach((row) => row.remove())")
    assert not_reached(page) == (0, [])
    context.close()
