"""The competency questions over the two seed reports, answered by the catalogue from what ``enishi ingest`` built.

What is expected is read from the shared questions, never copied; a verbatim text is held to its place in the
source instead. Every question is asked in SPARQL and in Cypher.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from enishi.graph.home import Graph
from enishi.graph.lookup import find_entity
from enishi.queries.answer import ask

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SEEDS = SHARED / "seeds"
pytestmark = pytest.mark.needs_shared


class Found(NamedTuple):
    """A row: raw values by column, as shown in English, and all names of the things in it."""

    values: dict[str, Any]
    shown: dict[str, str]


Ask = Callable[..., list[Found]]


@pytest.fixture(scope="module")
def answers() -> dict[str, str]:
    """The right answers, in prose, by question."""
    lines = (SHARED / "evaluation" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["id"]: record["answer"] for record in map(json.loads, lines)}


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    """Japanese names of things with the English ones under which the answers speak of them."""
    lines = (SHARED / "evaluation" / "gold" / "entities.jsonl").read_text(encoding="utf-8").splitlines()
    return {form: record["name"] for record in map(json.loads, lines) for form in record["surface_forms_ja"]}


@pytest.fixture(scope="module")
def asked(graph: Graph) -> Ask:
    """A question, in both languages; the quotes of its rows are held to their places in the sources."""
    texts = {document.iri: document.text for document in graph.documents()}
    sources = {path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt")}
    assert set(texts.values()) == sources

    def run(question: str, document: str | None = None, **parameters: str) -> list[Found]:
        both = [
            ask(graph, question, parameters, language=language, document=document)
            for language in ("sparql", "cypher")
        ]
        assert both[0].rows == both[1].rows
        columns = [column.name for column in both[0].columns]
        for row in both[0].rows:
            assert row.citations
            assert all(texts[c.document][c.start : c.end] == c.quote for c in row.citations)
        return [
            Found(dict(zip(columns, row.values, strict=True)), dict(zip(columns, row.shown, strict=True)))
            for row in both[0].rows
        ]

    return run


@pytest.fixture(scope="module")
def report() -> dict[str, str]:
    """The names of the documents of the two fiscal years."""
    first, second = sorted(path.stem for path in SEEDS.glob("*.txt"))
    return {"FY2021": first, "FY2025": second}


def listed(text: str) -> set[str]:
    return {part.strip() for part in re.split(r",| and ", text) if part.strip()}


def thousands(text: str) -> int:
    """An amount of the answers, in yen: they are printed in thousands."""
    return int(text.replace(",", "")) * 1000


def test_q01_sister_and_friendship_cities(asked: Ask, answers: dict[str, str]) -> None:
    said = re.match(r"Sister cities named: (.*?) \((\d)\)\. Friendship city named: (.*?) \((\d)\)", answers["Q01"])
    assert said
    for kind, names, count in (("sister city", said[1], said[2]), ("friendship city", said[3], said[4])):
        found = [row.shown["partner"] for row in asked("partners", city="横浜市", kind=kind)]
        assert set(found) == listed(names)
        assert len(found) == int(count)


def test_q03_sixty_years_in_fiscal_2025(asked: Ask, answers: dict[str, str]) -> None:
    said = re.match(r"(.*) \((\d)\)", answers["Q03"])
    assert said
    found = asked("partner-anniversaries", city="Yokohama", kind="姉妹都市", fiscal_year="2025", every="60")
    ends = {row.shown[end] for row in found for end in ("subject", "object")} - {"Yokohama"}
    assert ends == listed(said[1])
    assert len(found) == int(said[2])
    assert {row.values["certain"] for row in found} == {True}


def milestones(rows: list[Found]) -> set[tuple[int, str]]:
    """Those that surely fall in the window: a year such as 2029 may, or may not."""
    return {(row.values["years"], row.values["falls"]) for row in rows if row.values["certain"]}


def test_q04_what_is_due_in_fiscal_2025(asked: Ask, answers: dict[str, str]) -> None:
    ties, others = answers["Q04"].split("Others:")
    others, doubtful = others.split("The Mumbai Office")
    rows = asked("anniversaries", fiscal_year="2025", every="5")
    of_ties = [row for row in rows if row.values["relation"] == "sisterCityOf"]
    names = {row.shown[end] for row in of_ties for end in ("subject", "object")} - {"Yokohama"}
    assert names == listed(ties.removeprefix("Ties: ").split(", 60 years")[0])
    expected = {(int(years), month) for years, month in re.findall(r" (\d+) \((\d{4}-\d\d)\)", others)}
    (again,) = re.findall(r"be (\d+) in (\d{4}-\d\d)", doubtful)
    editions = [row for row in rows if row.values["relation"] == "heldOn"]  # the answer counts none of a conference
    assert milestones([r for r in rows if r not in of_ties and r not in editions]) == expected | {
        (int(again[0]), again[1])
    }
    old = next(row for row in rows if row.values["falls"] == again[1])
    assert old.values["as_of"] == "FY2021", "the row says that the later report does not mention it"


def test_q07_what_is_due_in_fiscal_2028(asked: Ask, answers: dict[str, str]) -> None:
    expected = {(int(years), month) for years, month in re.findall(r" (\d+) \((\d{4}-\d\d)\)", answers["Q07"])}
    assert milestones(asked("anniversaries", fiscal_year="FY2028", every="5")) == expected


def test_q09_the_title_and_the_ordinance(asked: Ask, answers: dict[str, str], english: dict[str, str]) -> None:
    (title,) = asked("titles", who="横浜市")
    assert title.values["since"] in answers["Q09"]
    assert title.shown["title"] in answers["Q09"]
    assert title.shown["conferrer"] in answers["Q09"]
    (ordinance,) = [row for row in asked("instruments") if "条例" in row.shown["paper"]]
    assert english[ordinance.shown["paper"]] in answers["Q09"]
    assert ordinance.values["day"] == "2018-06"
    assert "June 2018" in answers["Q09"]
    assert "議員" in ordinance.shown["initiative"], "on whose initiative"


def test_q11_offices_of_fiscal_2021(asked: Ask, answers: dict[str, str], report: dict[str, str]) -> None:
    said = re.findall(r"(?:in )?([A-Z]\w+(?: York)?) \((\d{4}-\d\d); ([^)]*)\)", answers["Q11"])
    assert len(said) == 4
    rows = asked("overseas-offices", city="横浜市", document=report["FY2021"])
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.values["opened"], set()).add(row.shown["region"])
    assert found == {month: listed(areas) for _, month, areas in said}
    assert any(row.shown["place"].startswith("New York") for row in rows)


def test_q13_what_changed_in_the_set_of_offices(
    asked: Ask, answers: dict[str, str], report: dict[str, str]
) -> None:
    then, now = (
        {row.values["office"]: row for row in asked("overseas-offices", city="横浜市", document=report[year])}
        for year in ("FY2021", "FY2025")
    )
    assert len(then) == len(now) == int(re.search(r"number stayed (\d)", answers["Q13"])[1])  # type: ignore[index]
    gone = {then[office].values["opened"] for office in then.keys() - now.keys()}
    new = {(now[office].shown["place"], now[office].values["opened"]) for office in now.keys() - then.keys()}
    assert all(opened in answers["Q13"] for opened in gone)
    assert {f"({place}, {opened})" for place, opened in new} <= {
        f"({place}, {opened})" for place, opened in re.findall(r"\((\w+), (\d{4}-\d\d)\)", answers["Q13"])
    }
    assert len(gone) == len(new) == 2
    assert len(then.keys() & now.keys()) == 2, "Shanghai and the Americas"


def test_q16_what_the_offices_cost(asked: Ask, answers: dict[str, str]) -> None:
    now, before, change = map(thousands, re.findall(r"([\d,]{6,}) thousand", answers["Q16"]))
    found = asked("budget-comparison", fiscal_year="2021", compared="2020")
    (row,) = [row for row in found if "海外事務所" in row.shown["item"]]
    assert (row.values["amount"], row.values["amount_before"]) == (now, before)
    assert row.values["change"] == -change
    assert f"{100 * row.values['change'] / before:.1f}%" in answers["Q16"]


def test_q17_roles_in_citynet(asked: Ask, answers: dict[str, str], report: dict[str, str]) -> None:
    def roles(year: str) -> dict[str, tuple[Any, Any]]:
        rows = asked("role-holders", network="CITYNET", document=report[year])
        return {row.shown["role"]: (row.values["since"], row.values["until"]) for row in rows}

    then, now = roles("FY2021"), roles("FY2025")
    assert len(then) == 3
    assert len(now) == 4
    assert {term for term in now.values() if any(term)} == {("2023-01", None), (None, "2022-12")}
    assert "January 2023" in answers["Q17"]
    assert "December 2022" in answers["Q17"]
    assert not any("SDGs" in role for role in then)


def test_q19_the_way_to_makati(graph: Graph, asked: Ask, answers: dict[str, str]) -> None:
    steps = asked("connections", **{"from": "横浜市", "to": "Makati", "paths": "1"})
    assert [(s.shown["subject"], s.values["relation"], s.shown["object"]) for s in steps] == [
        ("Yokohama", "providesSupportTo", "Makati")
    ]
    assert find_entity(graph, "フィリピン").name("en") in answers["Q19"]
    amount = thousands(re.search(r"([\d,]+) thousand", answers["Q19"])[1])  # type: ignore[index]
    lines = asked("budget", fiscal_year="FY2021")
    assert amount in {
        int(re.sub(r"\D", "", row.shown["amount"])) for row in lines if "シティネット" in row.shown["item"]
    }


def test_q21_bodies_in_the_city(asked: Ask, answers: dict[str, str], report: dict[str, str]) -> None:
    then, now = (
        {row.shown["organisation"] for row in asked("international-organisations", city="横浜市", document=d)}
        for d in (report["FY2021"], report["FY2025"])
    )
    inside = {
        row.shown["subject"]
        for row in asked("building", building="横浜国際協力センター", document=report["FY2021"])
        if row.values["relation"] == "tenantOf"
    }
    assert len(inside) == 4
    assert len(now) == int(re.search(r"FY2025 list \((\d)\)", answers["Q21"])[1])  # type: ignore[index]
    assert any("IFAD" in body for body in now)
    assert not any("IFAD" in body for body in then), "it was to come"
    assert any("IFAD" in row.shown["agreement"] for row in asked("agreements", party="横浜市"))


def test_q23_in_and_around_the_centre(asked: Ask, answers: dict[str, str]) -> None:
    rows = asked("building", building="横浜国際協力センター")
    inside = {row.shown["subject"] for row in rows}
    for name in ("Y-PORT", "多文化共生総合相談センター", "ITTO"):
        assert any(name in body for body in inside), name
    assert any("alerio" in body.casefold() for body in inside)
    operators = [row.shown["object"] for row in rows if row.values["relation"] == "operatedBy"]
    assert any("International Communications and Exchanges" in o for o in operators), "YOKE, written out"
    assert "YOKE" in answers["Q23"]
    assert any("パシフィコ" in row.shown["object"] for row in rows)


def test_q25_what_was_done_for_ukraine(asked: Ask, answers: dict[str, str]) -> None:
    rows = asked("work-for", place="ウクライナ")
    done = {row.shown["subject"] for row in rows} | {row.shown["object"] for row in rows}
    assert any("第141保育園" in what for what in done)
    assert any("医療分野" in what for what in done)
    assert any("国連開発計画" in what or "国際連合開発計画" in what for what in done)
    funders = {row.shown["funder"] for row in asked("funding") if "ウクライナ" in row.shown["funded"]}
    assert any("Industrial Development" in funder or "UNIDO" in funder for funder in funders)
    assert any("ウクライナ復興会議" in row.shown["event"] for row in asked("events-attended", who="横浜市"))
    partners = {row.shown["partner"] for row in asked("cooperation", who="避難民等支援対策チーム")}
    assert any("ウクライナ大使館" in partner for partner in partners)
    assert "Druzi" in answers["Q25"]
    assert any("支援パッケージ" in what for what in done)
    assert any("ドゥルーズィ" in what for what in done)


def test_q28_with_whom_the_conferences_were_run(asked: Ask, answers: dict[str, str]) -> None:
    ninth, thirteenth = (part.strip() for part in answers["Q28"].removeprefix("9th:").split("13th:"))
    for number, said in (("第9回", ninth), ("第13回", thirteenth)):
        rows = asked("event-partners", event="アジア・スマートシティ会議")
        found = {row.shown["partner"] for row in rows if number in row.shown["conference"]} - {"Yokohama"}
        assert len(found) == 2
        assert all(partner.removeprefix("The ") in said for partner in found), (found, said)


def test_q29_the_ninth_ticad_and_those_before(asked: Ask, answers: dict[str, str]) -> None:
    days = re.match(r"(\d+) to (\d+) August (\d{4})", answers["Q29"])
    assert days
    (held,) = [row for row in asked("event", event="TICAD 9") if row.values["relation"] == "heldOn"]
    assert held.shown["object"] in (
        f"{days[3]}-08-{days[1]}/{days[3]}-08-{days[2]}",
        f"{days[3]}-08-{days[1]}/{days[2]}",
    )
    before = {row.shown["figure"] for row in asked("figures", who="横浜市") if "TICAD" in row.shown["measure"]}
    assert "Three before" in answers["Q29"]
    assert "3" in before


def test_q31_host_towns(asked: Ask, answers: dict[str, str]) -> None:
    rows = asked("host-towns", city="横浜市")
    assert "Nine" in answers["Q31"]
    assert len({row.values["country"] for row in rows}) == 9
    said = answers["Q31"].replace("\u2019", "'")
    names = {row.shown["country"].replace("\u2019", "'") for row in rows}
    assert all(name in said for name in names), names


def test_q31_which_of_them_are_in_africa(asked: Ask, answers: dict[str, str]) -> None:
    african = {row.shown["country"] for row in asked("host-towns") if row.shown["region"] == "Africa"}
    assert "the six African ones" in answers["Q31"]
    assert len(african) == 6


def test_q33_companies_of_the_cases_named(asked: Ask, answers: dict[str, str]) -> None:
    cases = [row for row in asked("companies") if row.shown["place"] != "Ukraine"]
    assert len(cases) == int(re.search(r"(\d) named", answers["Q33"])[1])  # type: ignore[index]
    countries = sorted(re.findall(r"\(([A-Z]\w+), ", answers["Q33"]))
    named = sorted(row.shown["place"].replace("Viet Nam", "Vietnam") for row in cases)
    assert named == sorted(c for c in countries if c in named)


def test_q33_cases_not_named(asked: Ask, answers: dict[str, str]) -> None:
    unnamed = dict(re.findall(r"(Thailand|Vietnam|Philippines) (\d)", answers["Q33"]))
    japanese = {"Thailand": "タイ", "Vietnam": "ベトナム", "Philippines": "フィリピン"}
    counts = {row.shown["country"]: row.values["cases"] for row in asked("case-counts")}
    for country, left in unnamed.items():
        named = len({row.values["project"] for row in asked("projects-abroad", country=japanese[country])})
        counted = next((n for text, n in counts.items() if text in (country, japanese[country])), 0)
        assert counted - named == int(left), country


def test_q36_the_budget_by_head(asked: Ask, answers: dict[str, str]) -> None:
    rows = asked("budget-comparison", fiscal_year="2021", compared="2020")
    found = {(row.values["amount"], row.values["amount_before"], row.values["change"]) for row in rows}
    whole = re.search(r"FY2021 ([\d,]+) thousand yen, FY2020 ([\d,]+) thousand: (-[\d,]+)", answers["Q36"])
    assert whole
    heads = re.findall(r"([\d,]+) / ([\d,]+) / ([+-][\d,]+)", answers["Q36"])
    assert len(heads) == 3
    assert {tuple(map(thousands, head)) for head in (whole.groups(), *heads)} <= found


def test_q37_what_rose_and_fell_most(asked: Ask, answers: dict[str, str]) -> None:
    rows = asked("budget-comparison", fiscal_year="2021", compared="2020")
    items = [row for row in rows if not re.search(r"合計|費$", row.shown["item"])]
    rise, fall, steep = map(thousands, re.findall(r"([+-][\d,]+) thousand", answers["Q37"]))
    assert items[0].values["change"] == rise
    assert items[-1].values["change"] == fall
    share = {row.values["change"] / row.values["amount_before"]: row.values["change"] for row in rows}
    assert share[min(share)] == steep
    assert any("ITTO" in row.shown["reason"] for row in asked("budget-changes", fiscal_year="2021"))


def test_q40_residents_and_lounges(asked: Ask, answers: dict[str, str]) -> None:
    residents = {row.values["as_of"]: row.values["residents"] for row in asked("foreign-residents", city="横浜市")}
    more, about = (int(n.replace(",", "")) for n in re.findall(r"(\d\d\d,000)", answers["Q40"]))
    assert residents == {"FY2021": more, "FY2025": about}
    figures = {row.shown["figure"] for row in asked("figures", who="横浜市") if "ラウンジ" in row.shown["measure"]}
    assert figures >= set(re.search(r"Lounges: (\d+) .* to (\d+)\.", answers["Q40"]).groups())  # type: ignore[union-attr]
