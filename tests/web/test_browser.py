"""The pages in Chromium: nothing but the server is asked, nobody is shut out, and nothing runs that is not ours."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

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
    Value,
    statement,
)

from ..reach import SCRIPT, WIDTHS, not_reached, set_width, violations
from .conftest import Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.needs_chromium
FOLDER = Path(__file__).parent
CYPHER = quote("MATCH (c:City) RETURN c.name, c.iri ORDER BY c.name LIMIT 5")


def pages(server: Served, lang: str) -> list[str]:
    """An address of every page, with what it can show."""
    with open_graph(server.graph, read_only=True) as graph:
        fact = graph.facts(touching=f"{ENTITY}yokohama")[0].id.rsplit("/", 1)[1]
        document = graph.documents()[0].iri.rsplit("/", 1)[1]
    return [
        f"/{lang}",
        f"/{lang}/search?q=yoko",
        f"/{lang}/search?q=zzzz",
        f"/{lang}/id/yokohama",
        f"/{lang}/id/thailand",
        f"/{lang}/statement/{fact}",
        f"/{lang}/documents",
        f"/{lang}/document/{document}",
        f"/{lang}/questions",
        f"/{lang}/questions/partners",
        f"/{lang}/questions/partners?city=Yokohama",
        f"/{lang}/questions/partners?city=Nowhere",
        f"/{lang}/anniversaries?fiscal_year=2027",
        f"/{lang}/changes",
        f"/{lang}/changes?before=FY2021&after=FY2025",
        f"/{lang}/review",
        f"/{lang}/network?centre=Yokohama",
        f"/{lang}/network?centre=Yokohama&other=Thailand",
        f"/{lang}/query?language=cypher&query={CYPHER}",
        f"/{lang}/query?query=SELECT",
        f"/{lang}/nowhere",
    ]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def watched(page: Page) -> tuple[list[str], list[str]]:
    """Where a page's requests go, and what it complains of, from now on."""
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    return asked, complaints


@dataclass(frozen=True)
class Walk:
    """What was found on one walk through all pages of a language, each opened once, in three widths."""

    violations: dict[str, list[Any]]
    asked: set[str]
    complaints: list[str]
    wider: list[str]


@pytest.fixture(scope="module", params=["ja", "en"])
def walk(server: Served, browser: Browser, request: pytest.FixtureRequest) -> Walk:
    context = browser.new_context(viewport={"width": WIDTHS[0], "height": 900})
    page = context.new_page()
    asked, complaints = watched(page)
    found_by_axe: dict[str, list[Any]] = {}
    wider: list[str] = []
    for path in pages(server, request.param):
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        page.goto(server.address + path)
        page.evaluate(SCRIPT)
        for width in WIDTHS:
            if not set_width(page, width):
                wider.append(f"{width} {path}")
            if width != 640 and (found := violations(page)):
                found_by_axe[f"{width} {path}"] = found
    context.close()
    return Walk(found_by_axe, set(asked), complaints, wider)


def test_axe_finds_no_violation(walk: Walk) -> None:
    assert not walk.violations


def test_only_the_server_is_asked_and_no_page_complains(server: Served, walk: Walk) -> None:
    assert {url for url in walk.asked if not url.startswith((server.address, "data:", "blob:"))} == set()
    assert [c for c in walk.complaints if "404" not in c and "400" not in c] == []


def test_no_page_is_wider_than_the_screen(walk: Walk) -> None:
    assert not walk.wider


def test_everything_is_reached_by_keyboard_and_seen(server: Served, page: Page) -> None:
    page.goto(f"{server.address}/en/id/yokohama")
    assert not_reached(page) == (0, [])


def test_a_name_is_found_while_it_is_typed_and_chosen_by_keyboard(server: Served, page: Page) -> None:
    page.goto(f"{server.address}/ja")
    page.fill("#q", "lyo")
    page.wait_for_selector("#q-found a")
    page.focus("#q")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ja/id/lyon")
    assert page.inner_text("h1").startswith("リヨン")


def test_a_question_is_answered_in_place_and_its_address_can_be_kept(server: Served, page: Page) -> None:
    page.goto(f"{server.address}/en/questions/partners")
    page.fill("#p-city", "Yokohama")
    page.click("form.ask button")
    page.wait_for_selector("#answer table")
    rows = page.locator("#rows tbody tr").count()
    page.goto(page.url)
    assert page.locator("#rows tbody tr").count() == rows > 3


def test_a_fact_leads_to_its_sentence_and_back(server: Served, page: Page) -> None:
    page.goto(f"{server.address}/en/id/yokohama")
    page.click("td.quote .note a")
    assert "#d-s" in page.url
    sentence = page.locator(":target mark").inner_text()
    page.click(":target .links a")
    assert "#d-f" in page.url
    page.click(":target div a")
    assert "/statement/" in page.url
    assert " ".join(sentence.split())[:20] in " ".join(page.inner_text(".sentences").split())


SEEN = """() => {
  const fact = document.querySelector(":target").getBoundingClientRect();
  const list = document.querySelector(".lists").getBoundingClientRect();
  return fact.top >= Math.max(0, list.top) && fact.bottom <= Math.min(innerHeight, list.bottom);
}"""


def test_a_click_on_a_marked_sentence_shows_its_fact_in_the_list(server: Served, page: Page) -> None:
    with open_graph(server.graph, read_only=True) as graph:
        document = graph.documents()[0].iri.rsplit("/", 1)[1]
    page.set_viewport_size({"width": 1280, "height": 420})
    page.goto(f"{server.address}/ja/document/{document}")
    marks = page.locator(".cite:has(.links) > mark")
    for number in (marks.count() - 1, 0):
        marks.nth(number).click()
        page.wait_for_function(SEEN)
        target = marks.nth(number).locator("xpath=..").locator(".links a").first.get_attribute("href")
        assert page.evaluate("location.hash") == target


def test_the_canvas_draws_every_node_and_answers_a_filter(server: Served, page: Page) -> None:
    page.goto(f"{server.address}/en/network?centre=Yokohama")
    page.wait_for_selector("#canvas[data-drawn]")
    drawn = int(page.get_attribute("#canvas", "data-drawn") or 0)
    assert drawn > 10
    assert page.locator("#rows tbody tr").count() >= drawn - 1
    page.uncheck("#kinds input[value=Country]")
    assert "hide=Country" in page.url
    page.goto(page.url)
    assert not page.is_checked("#kinds input[value=Country]")


def test_everything_but_the_canvas_works_without_javascript(server: Served, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.address}/en")
    page.fill("#q", "Lyon")
    page.click("form.big button")
    assert page.url.endswith("/en/id/lyon")
    page.goto(f"{server.address}/en/questions/partners")
    page.fill("#p-city", "Yokohama")
    page.click("form.ask button")
    assert page.locator("#rows tbody tr").count() > 3
    page.goto(f"{server.address}/en/network?centre=Yokohama")
    assert page.locator("#rows tbody tr").count() > 10
    context.close()


PLANTED = "!!document.querySelector('main img, main iframe, main object, main embed, main base')"
CORPUS = (FOLDER / "hostile.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of a graph whose every name, quote, title and value is an attack."""
    path = tmp_path_factory.mktemp("hostile") / "'\"><img src=x onerror=ran(1)>.enishi"
    with open_graph(path) as graph:
        graph.write(attack())
    with served(path) as running:
        yield running


def attack() -> Contribution:
    text = "\n".join(CORPUS) + "\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    passages, statements, things = (
        [],
        [],
        [Entity(f"{ENTITY}hub", "City", (Name("中心", "ja", True), Name("Hub", "en", True)))],
    )
    document = Document.iri_for(digest)
    start = 0
    for number, line in enumerate(CORPUS):
        end = start + len(line)
        passages.append(Passage("paragraph", start, end))
        reference = Reference(
            document, line, start, end, section=line, basis=line, inferred=True, qualifiers=(("topic", line),)
        )
        iri = f"{ENTITY}thing/{number}"
        things.append(Entity(iri, "City", (Name(line, "ja", True), Name(f"{line} en", "en", True))))
        statements.append(statement(f"{ENTITY}hub", "sisterCityOf", iri, [reference], symmetric=True))
        statements.append(statement(iri, "statistic", Value("Text", line), [reference], key={"measure": line}))
        start = end + 1
    made = Document(document, CORPUS[0], text, CORPUS[1], "en", "text/plain", digest, "FY2025", tuple(passages))
    return Contribution(made, tuple(things), tuple(statements))


def test_the_corpus_has_at_least_a_hundred_strings() -> None:
    assert len(set(CORPUS)) >= 100


def test_nothing_of_a_hostile_graph_runs(hostile: Served, browser: Browser) -> None:
    context = browser.new_context()
    ran: list[str] = []
    context.expose_binding("ran", lambda _, what: ran.append(str(what)))
    context.add_init_script("window.alert = window.confirm = window.prompt = (x) => ran(x)")
    page = context.new_page()
    asked, _ = watched(page)
    with open_graph(hostile.graph, read_only=True) as graph:
        document = graph.documents()[0].iri.rsplit("/", 1)[1]
        facts = [fact.id.rsplit("/", 1)[1] for fact in graph.facts()[:12]]
    paths = [
        "/en",
        "/ja/id/hub",
        "/en/id/thing/3",
        f"/en/document/{document}",
        "/ja/documents",
        "/en/questions/partners?city=Hub",
    ]
    paths += [
        *(f"/en/statement/{fact}" for fact in facts),
        "/en/questions/document-facts",
    ]
    for path in paths:
        page.goto(hostile.address + path)
        page.wait_for_timeout(60)
        assert not page.evaluate(PLANTED)
    page.goto(f"{hostile.address}/en/network?centre=Hub")
    page.wait_for_selector("#canvas[data-drawn]")
    assert not page.evaluate(PLANTED)
    assert not ran
    assert {url for url in asked if not url.startswith(hostile.address)} == set()
    context.close()


def test_nothing_of_a_hostile_address_runs(server: Served, browser: Browser) -> None:
    context = browser.new_context()
    ran: list[str] = []
    context.expose_binding("ran", lambda _, what: ran.append(str(what)))
    context.add_init_script("window.alert = window.confirm = window.prompt = (x) => ran(x)")
    page = context.new_page()
    asked, _ = watched(page)
    shapes = (
        "/en/search?q={}",
        "/en/questions/partners?city={}&as_of={}",
        "/en/anniversaries?fiscal_year={}&every={}",
        "/en/network?centre={}&from={}&hide={}",
        "/en/query?query={}&language={}",
        "/en/id/{}",
        "/en/{}",
    )
    rest = iter(CORPUS)
    for shape in cycle(shapes):  # each parameter of an address with an attack of its own
        lines = list(islice(rest, shape.count("{}")))
        if not lines:
            break
        lines += lines[:1] * (shape.count("{}") - len(lines))
        page.goto(server.address + shape.format(*(quote(line, safe="") for line in lines)))
    page.goto(f"{server.address}/en/documents")
    page.fill("#top-q", "<img src=x onerror=ran(9)>")
    page.wait_for_timeout(400)
    assert not ran
    assert {url for url in asked if not url.startswith(server.address)} == set()
    context.close()


def test_a_file_for_a_spreadsheet_holds_no_formula(hostile: Served) -> None:
    text = hostile.client.get("/en/id/hub?format=csv").content.decode("utf-8-sig")
    import csv  # noqa: PLC0415
    import io  # noqa: PLC0415

    for row in csv.reader(io.StringIO(text)):
        assert not [
            cell
            for cell in row
            if cell.startswith(("=", "+", "@", "\t")) or (cell.startswith("-") and len(cell) > 1)
        ]
    assert hostile.client.get("/en/id/hub?format=xlsx").content[:2] == b"PK"
