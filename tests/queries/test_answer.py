"""Questions asked of a real graph: the same rows in both languages, each with the sentence behind it."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.errors import DataError, NothingFound, QueryError, UnknownName, UsageError
from enishi.graph import open_graph
from enishi.ontology.edtf import parse
from enishi.ontology.model import Status, Trust, Value
from enishi.ontology.schema import load_schema
from enishi.queries import answer as answering
from enishi.queries.answer import Answer, ask, held
from enishi.queries.catalogue import QueryLanguage, load_catalogue
from enishi.queries.citation import sources
from enishi.queries.parameters import bind

from .sample import THINGS, WOVEN, Writer, iri, woven

if TYPE_CHECKING:
    from enishi.graph.home import Graph

ASKED: dict[str, dict[str, str]] = {
    "about": {"who": "シティネット"},
    "agreement-partners": {"party": "横浜市"},
    "agreements": {},
    "agreements-about": {"about": "Ukraine"},
    "anniversaries": {"fiscal_year": "2027"},
    "attendance": {},
    "begun-between": {"start": "1960", "end": "FY1990"},
    "between": {"one": "横浜市", "other": "リヨン市"},
    "body-ties": {"body": "世界銀行"},
    "budget": {"fiscal_year": "令和3年度"},
    "budget-changes": {},
    "budget-comparison": {"fiscal_year": "FY2023", "compared": "2022"},
    "building": {"building": "横浜国際協力センター"},
    "case-counts": {},
    "companies": {},
    "company-projects": {"company": "YUSA"},
    "connections": {"from": "横浜市", "to": "YUSA"},
    "contacts": {"who": "みなと交流ラウンジ"},
    "cooperation": {"who": "横浜市"},
    "disputed": {},
    "document-facts": {"document": "yokohama-fy2021"},
    "ended": {},
    "event": {"event": "TICAD 9"},
    "event-partners": {"event": "アフリカ開発会議"},
    "events-attended": {"who": "World Bank"},
    "events-between": {"start": "2025-08", "end": "2025-08-31"},
    "events-hosted": {"city": "横浜市"},
    "facilities": {},
    "figures": {},
    "foreign-residents": {"city": "横浜市"},
    "foundations": {},
    "funding": {},
    "host-towns": {},
    "in-common": {"one": "横浜市", "other": "バンコク都"},
    "inferred": {},
    "instrument-ties": {},
    "instruments": {},
    "international-organisations": {"city": "Yokohama"},
    "last-said-for": {"fiscal_year": "2021"},
    "network-members": {"network": "CITYNET"},
    "networks": {"city": "横浜"},
    "office-activities": {},
    "offices-in-country": {"country": "中国"},
    "operators": {"who": "国際交流財団"},
    "overseas-offices": {"city": "横浜市"},
    "partner-anniversaries": {"city": "横浜市", "fiscal_year": "2025", "kind": "姉妹都市"},
    "partners": {"city": "ＹＯＫＯＨＡＭＡ"},
    "partners-in-country": {"city": "横浜市", "country": "フランス"},
    "programmes": {},
    "projects-abroad": {"country": "Thailand"},
    "projects-by-place": {},
    "proposals": {},
    "revenue-sources": {},
    "role-holders": {"network": "シティネット"},
    "role-terms": {"role": "防災クラスター議長"},
    "series-editions": {"series": "TICAD"},
    "single-source": {},
    "stated-anniversaries": {"city": "リヨン"},
    "support-given": {"who": "横浜市"},
    "support-received": {"place": "ウクライナ"},
    "target-groups": {},
    "ties-to-country": {"country": "タイ"},
    "titles": {},
    "undated": {"who": "横浜市"},
    "unreviewed": {},
    "vague-dates": {},
    "well-sourced": {},
    "work-for": {"place": "Ukraine"},
}


def shown(answer: Answer, *columns: str) -> list[tuple[str, ...]]:
    places = [[c.name for c in answer.columns].index(name) for name in columns]
    return [tuple(row.shown[place] for place in places) for row in answer.rows]


def test_every_question_is_asked_here() -> None:
    assert ASKED.keys() == load_catalogue().keys()


@pytest.mark.parametrize("question", ASKED)
def test_sparql_and_cypher_give_the_same_rows_in_the_same_order(wide: Graph, question: str) -> None:
    first, second = (ask(wide, question, ASKED[question], language=q) for q in ("sparql", "cypher"))
    assert first.rows == second.rows
    assert first.rows, "a question that finds nothing proves nothing"


@pytest.mark.parametrize("question", ASKED)
def test_the_queries_alone_give_the_same_rows(wide: Graph, question: str) -> None:
    asked = load_catalogue()[question]
    cells = bind(wide, asked, ASKED[question])
    first, second = (answering._rows(wide, asked, cells, language) for language in ("sparql", "cypher"))
    assert first == second
    assert first == [dict(row) for row in {tuple(row.items()): None for row in first}], "a row stands there twice"


@pytest.mark.parametrize("question", ASKED)
def test_every_row_is_cited_to_exact_words(wide: Graph, question: str) -> None:
    texts = {document.iri: document.text for document in wide.documents()}
    for row in ask(wide, question, ASKED[question]).rows:
        assert row.citations
        for citation in row.citations:
            assert texts[citation.document][citation.start : citation.end] == citation.quote


@pytest.mark.parametrize("language", ["sparql", "cypher"])
def test_partners_by_kind_with_their_start(yokohama: Graph, language: QueryLanguage) -> None:
    answer = ask(yokohama, "partners", {"city": "横浜市"}, language=language, lang="ja")
    rows = shown(answer, "relation", "partner", "since")
    assert rows[:4] == [
        ("友好都市", "上海市", "1973-11-30"),
        ("姉妹都市", "リヨン市", "1959-04-07"),
        ("姉妹都市", "オデーサ市", "FY1965"),
        ("姉妹都市", "ムンバイ市", "1965-06-26"),
    ]
    assert set(rows[4:]) == {("姉妹都市", "マニラ市", "1965-07-01"), ("姉妹都市", "バンクーバー市", "1965-07-01")}


def test_a_fact_of_two_documents_cites_both(yokohama: Graph) -> None:
    rows = ask(yokohama, "partners", {"city": "リヨン"}).rows
    assert [c.document_name for c in rows[0].citations] == ["yokohama-fy2021", "yokohama-fy2025"]


def test_roles_show_body_term_and_status(yokohama: Graph) -> None:
    answer = ask(yokohama, "networks", {"city": "横浜市"})
    assert shown(answer, "body", "role", "since", "until", "status") == [
        ("CITYNET", "Chair of the CITYNET Disaster Cluster", "", "2022-12", "ended"),
        ("CITYNET", "", "", "", "settled"),
        ("CITYNET", "Chair of the CITYNET SDGs Cluster", "2023-01", "", "settled"),
        ("United Nations", "Peace Messenger City", "1987", "", "settled"),
    ]


def test_an_organisation_is_found_through_its_building(yokohama: Graph) -> None:
    answer = ask(yokohama, "international-organisations", {"city": "横浜市"})
    assert sorted(shown(answer, "organisation", "place")) == [
        ("ITTO", "Yokohama International Organizations Center"),
        ("WFP Japan Office", "Yokohama"),
    ]
    building = ask(yokohama, "international-organisations", {"city": "横浜国際協力センター"})
    assert shown(building, "organisation") == [("ITTO",)]


def test_offices_show_place_area_and_opening(yokohama: Graph) -> None:
    answer = ask(yokohama, "overseas-offices", {"city": "横浜市"})
    assert shown(answer, "office", "place", "region", "opened") == [
        ("Yokohama Shanghai Office", "", "China", "1987-10"),
        ("Yokohama Frankfurt Office", "", "Europe", "1997-06"),
        ("Yokohama Asia Office", "Thailand", "", "2022-08"),
    ]


@pytest.mark.parametrize("language", ["sparql", "cypher"])
def test_agreements_can_be_narrowed_to_a_party(yokohama: Graph, language: QueryLanguage) -> None:
    every = ask(yokohama, "agreements", language=language)
    assert len({row[0] for row in shown(every, "agreement")}) == 2
    of_ifad = ask(yokohama, "agreements", {"party": "IFAD"}, language=language)
    assert sorted(shown(of_ifad, "agreement", "signatory", "signed")) == [
        ("MOU on the IFAD Japan office", "IFAD", "2021-03"),
        ("MOU on the IFAD Japan office", "Yokohama", "2021-03"),
    ]


def test_a_project_shows_company_and_country(yokohama: Graph) -> None:
    answer = ask(yokohama, "projects-abroad", {"country": "タイ"})
    assert shown(answer, "project", "company", "place") == [
        ("Smart industrial estate consulting", "YUSA", "Thailand")
    ]
    assert not ask(yokohama, "projects-abroad", {"country": "中国"}).rows


def test_ties_to_a_country_follow_offices_and_projects_home(yokohama: Graph) -> None:
    answer = ask(yokohama, "ties-to-country", {"country": "Thailand"})
    assert set(shown(answer, "near", "other", "further")) == {
        ("Thailand", "Bangkok", ""),
        ("Thailand", "Yokohama Asia Office", "Yokohama"),
        ("Thailand", "Smart industrial estate consulting", "YUSA"),
        ("Bangkok", "Yokohama", ""),
    }
    assert ("Odesa", "Yokohama") in shown(
        ask(yokohama, "ties-to-country", {"country": "ウクライナ"}), "near", "other"
    )


def test_a_path_is_walked_from_its_first_end(yokohama: Graph) -> None:
    answer = ask(yokohama, "connections", {"from": "横浜市", "to": "YUSA", "paths": 1})
    steps = shown(answer, "path", "step", "subject", "relation", "object")
    assert [row[:2] for row in steps] == [("1", str(n)) for n in range(1, len(steps) + 1)]
    assert steps[0][2] == "Yokohama"
    assert steps[-1][2:] == ("Smart industrial estate consulting", "carried out by", "YUSA")


def test_a_plan_is_not_a_tie(yokohama: Graph) -> None:
    assert shown(ask(yokohama, "proposals"), "subject", "object", "status") == [("IFAD", "Yokohama", "planned")]
    housed = ask(yokohama, "international-organisations", {"city": "横浜市"})
    assert "IFAD" not in [row[0] for row in shown(housed, "organisation")]
    assert ask(yokohama, "proposals", {"who": "IFAD"}).rows
    assert not ask(yokohama, "proposals", {"who": "リヨン"}).rows


def test_a_document_speaks_in_its_own_order(yokohama: Graph) -> None:
    answer = ask(yokohama, "document-facts", {"document": "Yokohama Abroad, fiscal year 2021"})
    assert [row.citations[0].start for row in answer.rows] == sorted(r.citations[0].start for r in answer.rows)
    assert ("¥154,529,000",) in shown(answer, "object")
    assert answer.left_out == 0


def test_confirmed_only_leaves_the_rest_out_and_counts_it(yokohama: Graph) -> None:
    answer = ask(yokohama, "networks", {"city": "横浜市"}, confirmed_only=True)
    assert shown(answer, "role") == [("Chair of the CITYNET SDGs Cluster",)]
    assert answer.left_out == 3
    assert answer.rows[0].trust is Trust.CONFIRMED


def test_as_of_keeps_what_was_so_then(yokohama: Graph) -> None:
    def roles(as_of: str) -> set[str]:
        answer = ask(yokohama, "networks", {"city": "横浜市"}, as_of=as_of)
        return {row[0] for row in shown(answer, "role")} - {""}

    assert roles("2020") == {"Chair of the CITYNET Disaster Cluster", "Peace Messenger City"}
    assert roles("2024") == {"Chair of the CITYNET SDGs Cluster", "Peace Messenger City"}
    assert roles("1980") == {"Chair of the CITYNET Disaster Cluster"}


def test_an_end_without_a_date_holds_from_when_it_is_reported(tmp_path: Path) -> None:
    writer = Writer("closing", "Closing", "FY2020", "en")
    writer.say("Lyon left.", ("lyon", "memberOf", "citynet", {"status": Status.ENDED}))
    with open_graph(str(tmp_path / "g.enishi")) as graph:
        graph.write(writer.contribution())
        assert ask(graph, "networks", {"city": "リヨン"}, as_of="2019").rows
        assert not ask(graph, "networks", {"city": "リヨン"}, as_of="2021").rows


def test_one_document_can_be_asked_alone(yokohama: Graph) -> None:
    answer = ask(yokohama, "partners", {"city": "横浜市"}, document="yokohama-fy2021")
    assert shown(answer, "partner") == [("Lyon",)]
    assert [c.document_name for c in answer.rows[0].citations] == ["yokohama-fy2021"]
    assert answer.left_out == 5


def test_a_document_is_known_by_the_name_of_its_file(yokohama: Graph) -> None:
    by_name, by_file = (
        ask(yokohama, "partners", {"city": "横浜市"}, document=f"yokohama-fy2021{end}") for end in ("", ".txt")
    )
    assert by_file.records() == by_name.records() != []


def test_two_terms_of_one_role_are_two_rows_in_both_languages(tmp_path: Path) -> None:
    writer = Writer("terms", "Terms", "FY2025", "en")
    for start, end in (("2013", "2015"), ("2017", "2019")):
        known = {"since": start, "until": end, "key": {"termStart": start}}
        writer.say(
            f"Yokohama chaired the cluster from {start} to {end}.", ("yokohama", "holdsRole", "sdgs-chair", known)
        )
    with open_graph(str(tmp_path / "g.enishi")) as graph:
        graph.write(writer.contribution())
        for language in ("sparql", "cypher"):
            answer = ask(graph, "networks", {"city": "横浜市"}, language=language)
            assert shown(answer, "since", "until") == [("2013", "2015"), ("2017", "2019")]


@pytest.mark.parametrize("question", ASKED)
def test_an_empty_graph_answers_with_nothing_or_an_unknown_name(empty: Graph, question: str) -> None:
    for language in ("sparql", "cypher"):
        try:
            assert ask(empty, question, ASKED[question], language=language).rows == ()
        except (UnknownName, NothingFound) as error:
            assert str(error)


def test_wrong_calls_say_what_is_wrong(yokohama: Graph) -> None:
    def fails(question: str, parameters: dict[str, object], kind: type[Exception], **more: Any) -> str:
        with pytest.raises(kind) as caught:
            ask(yokohama, question, parameters, **more)
        return str(caught.value)

    assert "partners" in fails("partner", {"city": "横浜市"}, UnknownName)
    assert "city" in fails("partners", {"town": "横浜市"}, UnknownName)
    assert "--param city=" in fails("partners", {}, UsageError)
    assert "--param city=" in fails("partners", {"city": " "}, UsageError)
    assert "横浜" in fails("partners", {"city": "横濱市"}, UnknownName)
    assert "country" in fails("ties-to-country", {"country": "横浜市"}, UsageError)
    assert "yokohama-fy2025" in fails("document-facts", {"document": "yokohama-fy2024"}, UnknownName)
    assert "2027年度" in fails("anniversaries", {"fiscal_year": "0"}, UsageError)
    assert "2027年度" in fails("anniversaries", {"fiscal_year": "soon"}, UsageError)
    assert "EDTF" in fails("partners", {"city": "横浜市"}, DataError, as_of="someday")
    assert "paths" in fails("connections", {"from": "横浜市", "to": "YUSA", "paths": "0"}, UsageError)
    assert "same" in fails("connections", {"from": "横浜市", "to": "横浜"}, UsageError)


def test_a_query_that_returns_other_columns_is_refused(yokohama: Graph) -> None:
    question = replace(load_catalogue()["proposals"], query_columns=("subject",))
    with pytest.raises(QueryError, match="columns"):
        answering._rows(yokohama, question, {"who": ""}, "sparql")


def test_a_tie_without_dates_may_have_held_whenever(yokohama: Graph) -> None:
    rows = ask(yokohama, "networks", {"city": "横浜市"}).rows
    facts = sources(yokohama, [row.citations[0].statement for row in rows]).facts
    undated = [fact for fact in facts.values() if not fact.since and not fact.until]
    assert undated
    assert all(held(fact, parse("1900")) for fact in undated)


RELATIONS = [
    r.name
    for r in load_schema().relations.values()
    if any(load_schema().admits(r.name, a.kind, b.kind) for a in THINGS.values() for b in THINGS.values())
]


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_any_graph_gives_the_same_rows_in_both_languages(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  (a repeatable graph, no secret)
    writer = Writer("random", f"Random {seed}", "FY2025", "en")
    slugs = sorted(THINGS)
    for number in range(60):
        a, b, relation = chance.choice(slugs), chance.choice(slugs), chance.choice(RELATIONS)
        known: dict[str, Any] = {"status": chance.choice([*[Status.SETTLED] * 4, Status.ENDED, Status.PLANNED])}
        if chance.random() < 0.6:
            known["since"] = chance.choice(["1959-04-07", "1965", "FY1965", "1987-10", "../2001", "2023-01"])
        if a != b and load_schema().admits(relation, THINGS[a].kind, THINGS[b].kind):
            writer.say(f"Fact {number}.", (a, relation, b, known))
        for dated in ("establishedOn", "signedOn", "heldOn"):
            if chance.random() < 0.1 and load_schema().admits(dated, THINGS[a].kind, "Date"):
                date = Value("Date", chance.choice(["1987-10", "1965", "../1990", "2025-08-20/2025-08-22"]))
                writer.say(f"Date {number} {dated}.", (a, dated, date, known))
        for counted in ("participantCount", "statistic", "memberCount", "commercializedCaseCount"):
            if chance.random() < 0.1 and load_schema().admits(counted, THINGS[a].kind, "Count"):
                writer.say(f"Count {number} {counted}.", (a, counted, Value("Count", str(chance.randint(1, 9)))))
    for slug in slugs:
        writer.say(f"{slug} has a name.", (slug, "alsoKnownAs", Value("Text", slug)))
    for year in ("FY2022", "FY2023"):
        line = ("offices-line", "budgetAmount", Value("MoneyJPY", str(chance.randint(1, 9))))
        writer.say(f"The line in {year}.", (*line, {"key": {"fiscalYear": year}}))
    writer.say("An estate.", ("estate", "implementedIn", "thailand"), ("estate", "carriedOutBy", "yusa"))
    path = Path(tmp_path_factory.mktemp("random")) / "g.enishi"
    with open_graph(str(path)) as graph:
        graph.write(writer.contribution())
        for question, parameters in ASKED.items():
            given_ = {**parameters, **({"document": "random"} if "document" in parameters else {})}
            first, second = (ask(graph, question, given_, language=q) for q in ("sparql", "cypher"))
            assert [r.values for r in first.rows] == [r.values for r in second.rows], question


@pytest.mark.parametrize("seed", range(4))
def test_what_is_done_for_places_has_the_same_rows_by_every_way_there(tmp_path: Path, seed: int) -> None:
    rows = Counter[str]()
    with open_graph(str(tmp_path / "g.enishi")) as graph:
        graph.write(woven(seed))
        for question in ("support-received", "work-for"):
            for place in WOVEN:
                given_ = {"place": iri(place)}
                first, second = (ask(graph, question, given_, language=q) for q in ("sparql", "cypher"))
                assert [r.values for r in first.rows] == [r.values for r in second.rows], place
                rows[question] += len(first.rows)
    assert min(rows.values()) > 5


def test_slugs_are_iris(yokohama: Graph) -> None:
    assert ask(yokohama, "partners", {"city": iri("yokohama")}).rows
