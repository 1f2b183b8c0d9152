"""Milestones: counted from every start, as precise as it is, in a fiscal year or any window."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.errors import UsageError
from enishi.graph import open_graph
from enishi.ontology.edtf import parse
from enishi.ontology.model import Status, Value
from enishi.queries.answer import Answer, ask
from enishi.queries.catalogue import Record, load_catalogue
from enishi.queries.planning.anniversaries import merged, read_milestones, read_window, start_of

from .sample import Writer

if TYPE_CHECKING:
    from enishi.graph.home import Graph


def falling(graph: Graph, **parameters: Any) -> Answer:
    return ask(graph, "anniversaries", parameters)


def told(answer: Answer) -> list[tuple[str, str, str]]:
    names = [column.name for column in answer.columns]
    return [
        (row.shown[names.index("years")], row.shown[names.index("falls")], row.shown[names.index("certain")])
        for row in answer.rows
    ]


def about(answer: Answer) -> set[tuple[str, str]]:
    names = [column.name for column in answer.columns]
    return {(row.shown[names.index("subject")], row.shown[names.index("years")]) for row in answer.rows}


def test_a_fiscal_year_runs_from_april_to_march(yokohama: Graph) -> None:
    assert about(falling(yokohama, fiscal_year="2027")) == {
        ("Yokohama", "40"),  # Peace Messenger City, 1987
        ("Yokohama", "30"),  # the Frankfurt office, 1997-06
        ("Yokohama", "5"),  # the Asia office, 2022-08, and the chair since 2023-01
        ("Yokohama Shanghai Office", "40"),
    }


def test_sixty_years_of_the_ties_of_1965(yokohama: Graph) -> None:
    answer = falling(yokohama, fiscal_year="令和7年度", every="60")
    assert told(answer) == [
        ("60", "FY2025", "yes"),  # worked out from "60th anniversary in FY2025"
        ("60", "2025-06-26", "yes"),
        ("60", "2025-07-01", "yes"),
        ("60", "2025-07-01", "yes"),
    ]
    assert answer.rows[0].inferred


def test_a_start_known_to_the_year_may_fall_in_two_fiscal_years(yokohama: Graph) -> None:
    for year in ("2026", "2027"):
        answer = falling(yokohama, fiscal_year=year, every="40")
        assert ("40", "2027", "maybe") in told(answer)


def test_the_sources_of_one_opening_are_one_milestone(yokohama: Graph) -> None:
    answer = falling(yokohama, start="2027-10-01", end="2027-10-31")
    assert told(answer) == [("40", "2027", "maybe"), ("40", "2027-10", "yes")]
    opening = answer.rows[1].citations
    assert len({citation.statement for citation in opening}) == 2
    assert {citation.document_name for citation in opening} == {"yokohama-fy2021", "yokohama-fy2025"}


def test_parties_of_one_agreement_share_its_milestone(yokohama: Graph) -> None:
    answer = falling(yokohama, fiscal_year="2025", every="5")
    assert ("MOU on the IFAD Japan office", "5") in about(answer)
    assert len([row for row in told(answer) if row[0] == "5"]) == 1


def test_milestones_can_be_listed(yokohama: Graph) -> None:
    answer = falling(yokohama, start="2023-01-01", end="2025-12-31", every="50,64,66")
    assert {years for years, _, _ in told(answer)} == {"50", "64", "66"}


@pytest.fixture
def ended(tmp_path: Path) -> Graph:
    writer = Writer("ended", "Ended", "FY2020", "en")
    writer.say(
        "Two ties are over.",
        ("yokohama", "sisterCityOf", "lyon", {"since": "1960", "status": Status.ENDED}),
        ("yokohama", "memberOf", "citynet", {"since": "1990", "until": "2015"}),
        ("yokohama", "sisterCityOf", "manila", {"since": "1970", "until": "2020-12-31"}),
    )
    graph = open_graph(str(tmp_path / "g.enishi"))
    graph.write(writer.contribution())
    return graph


def test_what_has_ended_is_left_out_unless_asked_for(ended: Graph) -> None:
    assert told(falling(ended, start="2020", end="2020")) == [("50", "2020", "yes")]
    assert {row[0] for row in told(falling(ended, start="2020", end="2020", ended="yes"))} == {"30", "50", "60"}


def test_a_start_without_a_first_day_has_no_milestones(tmp_path: Path) -> None:
    writer = Writer("vague", "Vague", "FY2020", "en")
    writer.say("Since some time before 1990.", ("yokohama", "memberOf", "citynet", {"since": "../1990"}))
    writer.say("A range.", ("yokohama", "sisterCityOf", "lyon", {"since": "[1960..1970]"}))
    with open_graph(str(tmp_path / "g.enishi")) as graph:
        graph.write(writer.contribution())
        for language in ("sparql", "cypher"):
            answer = ask(graph, "anniversaries", {"start": "2020", "end": "2020", "every": "5"}, language=language)
            assert [row[0] for row in told(answer)] == ["50", "55", "60"]
            assert {row[2] for row in told(answer)} == {"maybe"}


def test_sources_that_disagree_are_two_milestones(tmp_path: Path) -> None:
    writer = Writer("opening", "Opening", "FY2020", "en")
    writer.say("One says 1997.", ("yokohama", "hasOverseasOffice", "frankfurt-office", {"since": "1997-06"}))
    writer.say("Another says 1998.", ("frankfurt-office", "establishedOn", Value("Date", "1998-06")))
    with open_graph(str(tmp_path / "g.enishi")) as graph:
        graph.write(writer.contribution())
        answer = falling(graph, start="2021", end="2024", every="25")
        assert [row[:2] for row in told(answer)] == [("25", "2022-06"), ("25", "2023-06")]


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"fiscal_year": "2025", "start": "2025"},
        {"start": "2025"},
        {"end": "2025"},
        {"start": "../2025", "end": "2026"},
        {"start": "2026", "end": "2025"},
        {"fiscal_year": "2025", "every": "0"},
        {"fiscal_year": "2025", "every": "some"},
        {"fiscal_year": "2025", "every": "5,-1"},
        {"fiscal_year": "2025", "ended": "perhaps"},
    ],
)
def test_a_window_or_milestone_that_makes_no_sense_is_refused(empty: Graph, parameters: dict[str, str]) -> None:
    with pytest.raises(UsageError) as caught:
        falling(empty, **parameters)
    assert "→" in str(caught.value)


def test_a_window_is_whole_days() -> None:
    assert read_window({"fiscal_year": 2027}) == (date(2027, 4, 1), date(2028, 3, 31))
    assert read_window({"start": "2027-02", "end": "2027-02"}) == (date(2027, 2, 1), date(2027, 2, 28))


dates = st.sampled_from(["1959", "1959-04", "1959-04-07", "FY1958", "1960", "1961-01"])
facts = st.lists(
    st.tuples(st.sampled_from(["establishedOn", "hasOverseasOffice", "revisedOn"]), dates), min_size=1, max_size=6
)


def test_a_milestone_says_for_when_its_start_was_last_stated(yokohama: Graph) -> None:
    answer = falling(yokohama, start="2026-03-01", end="2027-10-31", every="5")
    names = [column.name for column in answer.columns]
    said = {row.shown[names.index("subject")]: row.shown[names.index("as_of")] for row in answer.rows}
    assert said["MOU on the IFAD Japan office"] == "FY2021", "no later report speaks of it"
    assert said["Yokohama Shanghai Office"] == "FY2025", "the later of two reports"


@settings(max_examples=100)
@given(facts)
def test_merging_loses_no_statement_and_never_joins_what_disagrees(found: list[tuple[str, str]]) -> None:
    records: list[Record] = [
        {
            "subject": "office" if relation != "hasOverseasOffice" else "city",
            "relation": relation,
            "object": f"https://w3id.org/enishi/value/{n}" if relation != "hasOverseasOffice" else "office",
            "since": since,
            "until": None,
            "status": "settled",
            "as_of": None if n % 2 else f"FY20{n + 10}",
            "statement": f"s{n}",
        }
        for n, (relation, since) in enumerate(found)
    ]
    starts = list(merged(map(start_of, records), load_catalogue()["anniversaries"].options))
    said = [s for start in starts for s in (start.statement, *start.also)]
    assert sorted(said) == sorted(str(r["statement"]) for r in records)
    since = {str(r["statement"]): parse(str(r["since"])) for r in records}
    assert all(since[other].overlaps(start.since) for start in starts for other in start.also)


def test_one_number_is_every_so_many_years() -> None:
    assert read_milestones("10").every == 10
    assert read_milestones("10,20").milestones == (10, 20)
