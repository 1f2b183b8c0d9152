"""Changes and review: what is decided in the browser is decided in the graph, by nobody but who was let in."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from enishi.graph import open_graph
from enishi.ontology.model import ENTITY, Trust
from enishi.web.admission import COOKIE, Admission

from ..queries.sample import report_2021, report_2025
from ..reach import SCRIPT, WIDTHS, set_width, violations
from .conftest import Served, served

if TYPE_CHECKING:
    import httpx
    from playwright.sync_api import Browser

TOKEN = "the-token-of-this-run"  # noqa: S105  (of a server of the tests)


@pytest.fixture
def reviewed(tmp_path: Path) -> Iterator[Served]:
    path = tmp_path / "ties.enishi"
    with open_graph(path) as graph:
        graph.write(report_2025())
        graph.write(report_2021())
    with served(path, admission=Admission(TOKEN)) as running:
        yield running


def entered(server: Served) -> dict[str, str]:
    """The cookie of somebody who was let in, and the seal of their forms."""
    answer = server.client.post("/en/review", data={"token": TOKEN, "name": "A reviewer"})
    assert answer.status_code == 303
    cookie = answer.cookies[COOKIE]
    assert {"HttpOnly", "SameSite=strict"} <= set(answer.headers["set-cookie"].split("; "))
    page = server.client.get("/en/review", headers={"cookie": f"{COOKIE}={cookie}"})
    found = re.search(r'name="seal" value="(\w+)"', page.text)
    assert found and page.headers["cache-control"] == "no-store"
    return {"cookie": cookie, "seal": found.group(1)}


def decide(server: Served, me: dict[str, str], **form: str) -> httpx.Response:
    cookie = {"cookie": f"{COOKIE}={me['cookie']}"}
    return server.client.post("/en/review", data={"seal": me["seal"], **form}, headers=cookie)


def trust_of(server: Served, statement: str) -> str | None:
    with open_graph(server.graph, read_only=True) as graph:
        return next((fact.trust.value for fact in graph.facts([statement])), None)


def some_statement(server: Served) -> str:
    with open_graph(server.graph, read_only=True) as graph:
        facts = graph.facts(touching=f"{ENTITY}yokohama")
    return next(f.id for f in facts if f.trust is Trust.MACHINE and f.relation == "sisterCityOf")


def test_what_is_accepted_rejected_corrected_and_taken_back_is_so_in_the_graph(reviewed: Served) -> None:
    me, statement = entered(reviewed), some_statement(reviewed)
    assert decide(reviewed, me, verdict="accept", statement=statement).status_code == 303
    assert trust_of(reviewed, statement) == "confirmed"
    assert decide(reviewed, me, verdict="undo", judgement=statement).status_code == 303
    assert trust_of(reviewed, statement) == "machine"
    assert decide(reviewed, me, verdict="reject", statement=statement).status_code == 303
    assert trust_of(reviewed, statement) is None
    assert decide(reviewed, me, verdict="undo", judgement=statement).status_code == 303
    dates = {"since": "1961-05", "was_since": "1959"}
    assert decide(reviewed, me, verdict="correct", statement=statement, **dates).status_code == 303
    with open_graph(reviewed.graph, read_only=True) as graph:
        assert [(f.since, f.trust.value) for f in graph.facts([statement])] == [("1961-05", "entered")]
        assert {j.by for j in graph.judgements()} == {"A reviewer"}


def test_a_correction_that_cannot_be_is_told_and_nothing_is_written(reviewed: Served) -> None:
    me, statement = entered(reviewed), some_statement(reviewed)
    answer = decide(reviewed, me, verdict="correct", statement=statement, since="soon", was_since="1959")
    assert answer.status_code == 400 and "soon" in answer.text and 'role="alert"' in answer.text
    assert trust_of(reviewed, statement) == "machine"


def test_nobody_decides_without_the_token_or_the_seal_of_their_own_form(reviewed: Served) -> None:
    statement = some_statement(reviewed)
    form = {"verdict": "reject", "statement": statement}
    client = reviewed.client
    assert client.post("/en/review", data={"token": "guess", "name": "x"}).status_code == 403
    assert client.post("/en/review", data={"token": TOKEN, "name": " "}).status_code == 403
    assert client.post("/en/review", data=form).status_code == 403
    me = entered(reviewed)
    other = Admission(TOKEN)
    foreign = other.enter(TOKEN, "x") or ""
    for cookie, seal in (
        (me["cookie"], ""),
        (me["cookie"], "0" * 40),
        (foreign, other.seal(foreign)),
        (foreign, me["seal"]),
        (f"{me['cookie']}x", me["seal"]),
        ("", me["seal"]),
    ):
        answer = decide(reviewed, {"cookie": cookie, "seal": seal}, **form)
        assert answer.status_code == 403, cookie
    sent_by_others = {"cookie": f"{COOKIE}={me['cookie']}", "origin": "https://evil.example"}
    assert client.post("/en/review", data={"seal": me["seal"], **form}, headers=sent_by_others).status_code == 403
    assert trust_of(reviewed, statement) == "machine"


def test_a_server_without_a_token_says_how_to_review_and_writes_nothing(server: Served) -> None:
    assert "--review" in server.client.get("/ja/review").text
    answer = server.client.post("/en/review", data={"verdict": "reject", "statement": some_statement(server)})
    assert "--review" in answer.text and "set-cookie" not in answer.headers
    assert trust_of(server, some_statement(server)) == "machine"


@pytest.mark.needs_chromium
def test_a_person_reviews_by_keyboard_and_the_page_is_for_everybody(reviewed: Served, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": WIDTHS[0], "height": 900})
    page = context.new_page()
    page.goto(f"{reviewed.address}/ja/review")
    page.fill("#name", "確認する人")
    page.fill("#token", TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_selector(".decisions mark")
    before = page.inner_text(".summary")
    page.focus(".verdicts button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".done")
    assert page.inner_text(".summary") != before
    page.click("details summary")
    page.evaluate(SCRIPT)
    for width in WIDTHS:
        assert set_width(page, width)
        assert violations(page) == []
    page.click("section button.small")
    page.wait_for_selector(".done")
    assert page.inner_text(".summary") == before
    context.close()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_changes_show_the_sentences_of_both_sides(server: Served, lang: str) -> None:
    page = server.client.get(f"/{lang}/changes?before=FY2021&after=FY2025")
    assert page.status_code == 200
    text = server.client.get(f"/{lang}/changes?before=FY2021&after=FY2025&format=csv").content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    old, new = (head.index(title) for title in head if title in SIDES)
    assert rows and all(row[old] or row[new] for row in rows)
    with open_graph(server.graph, read_only=True) as graph:
        texts = {d.as_of: d.text for d in graph.documents()}
    for row in rows:
        for cell, side in ((row[old], "FY2021"), (row[new], "FY2025")):
            assert not cell or cell.split("\n")[0].lstrip("'") in texts[side].replace("\n", " ")
    assert server.client.get(f"/{lang}/changes?before=nowhere&after=FY2025").text.count('role="alert"') == 1


SIDES = ("前の側の記述", "後の側の記述", "What the earlier side says", "What the later side says")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_changes_offer_the_times_furthest_apart(server: Served, lang: str) -> None:
    text = server.client.get(f"/{lang}/changes").text
    assert "before=FY2021&amp;after=FY2025" in text


def test_changes_of_one_thing_alone(server: Served) -> None:
    every, some = (
        server.client.get(f"/en/changes?before=FY2021&after=FY2025&format=csv{of}").text.count("\n")
        for of in ("", "&of=CITYNET")
    )
    assert 1 < some < every
    assert 'role="alert"' in server.client.get("/en/changes?before=FY2021&after=FY2025&of=Atlantis").text
