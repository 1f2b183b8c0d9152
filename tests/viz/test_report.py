"""The report: facts marked in the very text, each with its number, nothing lost, nothing that runs."""

from __future__ import annotations

import hashlib
import html
import json
from base64 import b64encode
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.ontology.model import (
    Contribution,
    Document,
    Entity,
    Name,
    Omission,
    Passage,
    Reference,
    Statement,
    Status,
    Trust,
    Value,
    statement,
)
from enishi.viz.report.account import account
from enishi.viz.report.page import LOOKS, bearable
from enishi.viz.report.segments import segments
from enishi.viz.report.telling import Telling
from enishi.viz.report.write import report
from enishi.words import LANGS, Lang

from .test_page import ATTACKS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KOBE, RIGA, HANOI = "https://w3id.org/enishi/id/kobe", "https://w3id.org/enishi/id/riga", "x:hanoi"
TEXT = """\
神戸市会の記録

神戸市はリガ市と姉妹都市提携を結んでいます。来年度はハノイ市と友好都市提携を締結する予定です。
神戸市は釜山広域市とは姉妹都市提携を結んでいません。
"""


def contribution(text: str = TEXT, *, facts: Sequence[Statement] = (), **more: object) -> Contribution:
    names = {KOBE: ("神戸市", "Kobe"), RIGA: ("リガ", "Riga"), HANOI: ("ハノイ", "Hanoi")}
    passages = [Passage("heading", 0, 7), Passage("paragraph", 9, 56), Passage("paragraph", 57, len(text) - 1)]
    document = Document(
        "doc:x", "minutes", text, "神戸市会の記録", "ja", "text/plain", "", "FY2024", tuple(passages)
    )
    entities = tuple(
        Entity(iri, "City", (Name(ja, "ja", True), Name(en, "en", True))) for iri, (ja, en) in names.items()
    )
    omission = Omission(text.index("神戸市は釜山"), len(text) - 1, "denied", (("relation", "sisterCityOf"),))
    made = Contribution(document, entities, tuple(facts or FACTS), (omission,))
    return Contribution(**{name: more.get(name, getattr(made, name)) for name in made.__dataclass_fields__})  # type: ignore[arg-type]


def place(quote: str, **more: object) -> Reference:
    start = TEXT.index(quote)
    return Reference("doc:x", quote, start, start + len(quote), **more)  # type: ignore[arg-type]


FACTS = (
    statement(
        KOBE,
        "sisterCityOf",
        RIGA,
        [place("神戸市はリガ市と姉妹都市提携を結んでいます。", since="1974")],
        symmetric=True,
    ),
    statement(
        KOBE,
        "friendshipCityOf",
        HANOI,
        [
            place(
                "来年度はハノイ市と友好都市提携を締結する予定です。", status=Status.PLANNED, page=2, section="答弁"
            )
        ],
        symmetric=True,
    ),
    statement(RIGA, "establishedOn", Value("Date", "1201"), [place("リガ市と", inferred=True, basis="2001-800")]),
    statement(
        KOBE,
        "memberOf",
        RIGA,
        [
            place(
                "姉妹都市提携を結んでいます。来年度は",
                status=Status.ENDED,
                trust=Trust.CONFIRMED,
                qualifiers=(("role", "幹事"),),
            )
        ],
    ),
)


class Seen(HTMLParser):
    """The elements of a page, and the text of its documents without notes and numbers."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.within: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in ("meta", "link", "img", "input"):
            self.within.append(str(dict(attrs).get("class") or tag))

    def handle_endtag(self, tag: str) -> None:
        del tag  # elements are closed in order
        self.within.pop()

    def handle_data(self, data: str) -> None:
        if "text" in self.within and not {"note", "links"} & set(self.within):
            self.text += data


def page(made: Contribution, lang: Lang = "ja") -> str:
    return "".join(report([made], "page", lang))


@given(st.integers(0, 30), st.lists(st.tuples(st.integers(-3, 33), st.integers(-3, 33)), max_size=8))
def test_segments_are_the_whole_text_and_cover_what_reaches_over_them(
    length: int, spans: list[tuple[int, int]]
) -> None:
    found = list(segments(length, spans))
    assert [n for s in found for n in range(s.start, s.end)] == list(range(length))
    for segment in found:
        assert segment.start < segment.end
        for number, (start, end) in enumerate(spans):
            over = start <= segment.start and segment.end <= end
            assert (number in segment.covers) is (over and start < end)
    for number, (start, end) in enumerate(spans):
        inside = max(0, start) < min(length, end)
        assert sum(number in s.ending for s in found) == inside


def test_the_page_holds_the_document_s_text_whole_however_facts_overlap() -> None:
    assert Seen(page(contribution())).text == TEXT


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=60), st.data())
def test_no_text_is_lost_or_taken_for_markup(text: str, data: st.DataObject) -> None:
    cuts = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(cuts, cuts).map(sorted), max_size=4))
    facts = [
        statement(KOBE, "sisterCityOf", f"x:{n}", [Reference("doc:x", text[a:b], a, b)])
        for n, (a, b) in enumerate(spans)
    ]
    document = Document("doc:x", "n", text, text, "ja", "text/plain", "")
    seen = Seen(page(Contribution(document, (), tuple(facts))))
    assert seen.text == bearable(text)
    assert len(bearable(text)) == len(text)
    assert set(seen.tags) <= ALLOWED


ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "header", "nav", "main", "article", "h1", "h2", "h3"),
    *("p", "ul", "ol", "li", "dl", "dt", "dd", "div", "blockquote", "a", "span", "mark"),
}


def test_nothing_that_a_document_says_becomes_an_element_or_an_attribute() -> None:
    plain = Seen(page(contribution()))
    attacked = Seen(page(attacks()))
    assert set(attacked.tags) <= ALLOWED
    assert {name for name, _ in attacked.attributes} <= {name for name, _ in plain.attributes}
    assert all(str(value).startswith("#") for name, value in attacked.attributes if name == "href")


def attacks() -> Contribution:
    """A document all of whose text, names, quotes, reasons and qualifiers attack."""
    text = "\n".join(ATTACKS)
    references = []
    for attack in ATTACKS:
        start = text.index(attack)
        end = start + len(attack)
        references.append(
            Reference(
                "doc:x",
                attack,
                start,
                end,
                section=attack,
                since=attack,
                inferred=True,
                basis=attack,
                rule=attack,
                qualifiers=((attack, attack),),
            )
        )
    entities = tuple(Entity(f"x:{n}", attack, (Name(attack, "ja"),)) for n, attack in enumerate(ATTACKS))
    facts = [
        statement(
            f"x:{n}", attack if n % 2 else "memberOf", Value("Text", attack), [reference], key={attack: attack}
        )
        for n, (attack, reference) in enumerate(zip(ATTACKS, references, strict=True))
    ]
    omissions = tuple(Omission(r.start, r.end, "kinds", (("relation", r.quote),)) for r in references)
    document = Document("doc:x", ATTACKS[1], text, ATTACKS[0], "ja", "text/plain", "", ATTACKS[2])
    return Contribution(document, entities, tuple(facts), omissions)


@pytest.mark.needs_chromium
@pytest.mark.parametrize("scripts", [True, False])
def test_nothing_runs_and_nothing_is_asked_for(browser: Browser, tmp_path: Path, scripts: bool) -> None:
    file = tmp_path / "page.html"
    file.write_text(page(attacks()), encoding="utf-8")
    tab = browser.new_page(java_script_enabled=scripts)
    events: list[str] = []
    tab.on("request", lambda request: events.append(request.url))
    tab.on("console", lambda message: events.append(message.text))
    tab.goto(file.as_uri())
    tab.locator(".cite").first.hover()
    if scripts:
        assert tab.evaluate("window.__xss") is None
    assert events == [file.as_uri()]
    tab.close()


@pytest.mark.needs_chromium
def test_pointing_at_a_sentence_or_going_to_its_number_shows_the_tie(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page(contribution(), "en"), encoding="utf-8")
    tab = browser.new_page(java_script_enabled=False)
    tab.goto(file.as_uri())
    note = tab.locator(".note", has_text="Hanoi").last
    assert not note.is_visible()
    tab.locator("mark.open").last.hover()
    assert note.is_visible()
    assert "friendship city" in note.inner_text()
    assert "planned" in note.inner_text()
    tab.mouse.move(0, 0)
    assert not note.is_visible()
    link = tab.locator(".links a", has_text="4")
    link.focus()
    assert note.is_visible()
    link.press("Enter")
    assert tab.url.endswith("#d1-f4")
    tab.locator("#d1-f4 a").press("Enter")
    assert tab.locator(f"#{tab.url.split('#')[1]} mark").first.inner_text() in TEXT
    tab.close()


def test_every_number_leads_to_the_list_and_back() -> None:
    seen = Seen(page(contribution()))
    anchors = {value for name, value in seen.attributes if name == "id"}
    targets = [str(value)[1:] for name, value in seen.attributes if name in ("href",)]
    described = {value for name, value in seen.attributes if name == "aria-describedby"}
    assert set(targets) | described <= anchors
    assert {"d1-f1", "d1-f2", "d1-f3", "d1-f4", "d1-l1"} <= set(targets)


def test_overlapping_facts_look_like_the_surest_and_tell_all() -> None:
    told = account(contribution())
    assert [f.statement.relation for f in told.findings] == [
        "sisterCityOf",
        "establishedOn",
        "memberOf",
        "friendshipCityOf",
    ]
    text = page(contribution(), "en")
    first = text[text.index('<mark class="settled">神戸市は</mark>') :]
    assert "Riga" in first.split("</span></span>")[0]
    body = text[text.index('class="text"') :]
    assert [look for look in LOOKS if f'<mark class="{look}">' in body] == ["settled", "ended", "open", "left"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_says_the_same_twice_and_its_style_is_known_by_its_hash(lang: Lang) -> None:
    assert page(contribution(), lang) == page(contribution(), lang)
    text = page(contribution(), lang)
    style = text.split("<style>")[1].split("</style>")[0]
    policy = html.unescape(text.split('Security-Policy" content="')[1].split('"')[0])
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_several_documents_have_a_list_of_them_and_ids_of_their_own() -> None:
    text = "".join(report([contribution(), contribution()], "page", "en"))
    seen = Seen(text)
    ids = [value for name, value in seen.attributes if name == "id"]
    assert "nav" in seen.tags
    assert len(ids) == len(set(ids))


def test_the_text_says_what_was_read_found_and_left_out_and_how_sure() -> None:
    text = "".join(report([contribution()], "text", "en"))
    for said in (
        f"minutes, as of FY2024, Japanese, {len(TEXT)} characters",
        "4 facts in 4 places",
        "sister city 1",
        "City 3",
        "found by machine 3, confirmed by a person 1; settled 2, ended 1, planned 1; with a date 1 of 4",
        "worked out and not said 1",
        "passages without a fact 1 of 2",
        "Kobe — friendship city — Hanoi (planned)",
        "Riga — established → 1201 (worked out from 2001-800)",
        "Left out: 1",
        "the document denies it (sister city)",
        "“神戸市は釜山広域市とは姉妹都市提携を結んでいません。” line 4",
        "p. 2, line 3, 答弁",
    ):
        assert said in text, said
    two = "".join(report([contribution(), contribution()], "text", "ja"))
    assert two.count("事実 4 件（4 か所）") == 2


def test_the_record_has_every_fact_with_its_quote() -> None:
    (row,) = json.loads("".join(report([contribution()], "json")))
    assert row["relations"] == {"established_on": 1, "friendship_city_of": 1, "member_of": 1, "sister_city_of": 1}
    assert [TEXT[f["start"] : f["end"]] for f in row["facts"]] == [f["quote"] for f in row["facts"]]
    assert row["statuses"] == {"settled": 2, "ended": 1, "planned": 1}
    (left,) = row["left_out"]
    assert (left["line"], left["reason"], left["relation"]) == (4, "denied", "sisterCityOf")


def test_a_document_without_facts_is_told_so() -> None:
    empty = Contribution(Document("x", "n", "晴れ", "", "ja", "text/plain", ""), (), ())
    assert "".join(report([empty], "text", "en")).splitlines()[:3] == [
        "n",
        "  n, Japanese, 2 characters",
        "  0 facts in 0 places",
    ]
    assert Seen(page(empty)).text == "晴れ"


def test_long_values_and_unknown_ends_are_shown_short() -> None:
    telling = Telling("en")
    assert len(telling.end(Value("Text", "長" * 500), {})) == 120
    assert telling.end("x:unknown", {}) == "x:unknown"
