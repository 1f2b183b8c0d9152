"""View graphs: what surrounds a thing, how two are connected, and what did not fit."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.errors import NothingFound
from enishi.graph import open_graph
from enishi.ontology.model import STATEMENT
from enishi.queries.networks import hubs, network, pictures
from enishi.queries.networks.paths import best_paths

from .sample import Writer, iri, report_2021, report_2025

if TYPE_CHECKING:
    from pathlib import Path

    from enishi.graph.home import Graph
    from enishi.queries.networks.network import ViewGraph


def ends(view: ViewGraph) -> set[tuple[str, str, str]]:
    edges = view.edges(data=True)
    return {(str(a).rpartition("/")[2], data["relation"], str(b).rpartition("/")[2]) for a, b, data in edges}


def test_nodes_and_edges_hold_what_a_picture_needs(yokohama: Graph) -> None:
    view = network.ego(yokohama, iri("yokohama"))
    assert view.nodes[iri("lyon")] == {"kind": "City", "name": "リヨン市", "nameEn": "Lyon"}
    (key, tie), *more = view.get_edge_data(iri("lyon"), iri("yokohama")).items()
    assert not more and str(key).startswith(STATEMENT)
    assert tie["since"] == "1959-04-07" and tie["symmetric"] and not tie["inferred"]
    assert (tie["relation"], tie["status"], tie["trust"], tie["until"]) == (
        "sisterCityOf",
        "settled",
        "machine",
        None,
    )
    assert tie["citations"] == (
        ("Yokohama abroad, fiscal year 2021", None, "Lyon has been a sister city of Yokohama since 1959."),
        ("横浜市の国際交流 令和7年度", None, "横浜市とリヨン市は、1959年4月7日に姉妹都市の提携を結んだ。"),
    )
    assert view.graph["title"] == "横浜市のつながり"
    assert view.graph["centre"] == iri("yokohama")
    assert view.graph["documents"] == ("Yokohama abroad, fiscal year 2021", "横浜市の国際交流 令和7年度")
    assert view.graph["as_of"] == "FY2025"


def test_an_ego_reaches_a_company_through_its_project(yokohama: Graph) -> None:
    view = network.ego(yokohama, iri("yokohama"))
    assert {("estate", "carriedOutBy", "yusa"), ("estate", "implementedIn", "thailand")} <= ends(view)


def test_an_ego_does_not_look_through_its_neighbours_cities(yokohama: Graph) -> None:
    view = network.ego(yokohama, iri("lyon"))
    assert ends(view) == {("lyon", "sisterCityOf", "yokohama")}
    assert iri("manila") in network.ego(yokohama, iri("lyon"), depth=2)


@pytest.mark.parametrize("apart", [False, True])
def test_a_place_shows_what_the_same_document_says_is_done_there(tmp_path: Path, apart: bool) -> None:
    office = Writer("offices", "Offices", "FY2021", "en")
    office.say(
        "Yokohama has an office in Mumbai, India.",
        ("yokohama", "hasOverseasOffice", "mumbai-office"),
        ("mumbai-office", "locatedIn", "india"),
    )
    companies = Writer("companies", "Companies", "FY2021", "en") if apart else office
    companies.say(
        "Suido Technical Service trained people in India to find leaks.",
        ("training", "implementedIn", "india"),
        ("training", "carriedOutBy", "suido"),
    )
    with open_graph(tmp_path / "g.enishi") as graph:
        for writer in dict.fromkeys((office.name, companies.name)):
            graph.write((office if writer == office.name else companies).contribution())
        drawn = ends(network.ego(graph, iri("yokohama")))
    assert ("mumbai-office", "locatedIn", "india") in drawn
    assert (("training", "carriedOutBy", "suido") in drawn) is not apart


def test_depth_one_is_the_neighbours_alone(yokohama: Graph) -> None:
    view = network.ego(yokohama, iri("yokohama"), depth=1)
    assert all(iri("yokohama") in (a, b) for a, b in view.edges())
    assert iri("yusa") not in view


def test_values_and_plans_are_not_drawn(yokohama: Graph) -> None:
    view = network.ego(yokohama, iri("yokohama"), lang="en")
    assert all(str(node).startswith(iri("")) for node in view)
    assert dict(view.graph["left_out"])["dates, figures and texts"] >= 2
    assert ("ifad", "locatedIn", "yokohama") not in ends(network.whole(yokohama))


@pytest.mark.parametrize("limit", [1, 2, 4, 10, 20, 31, 50])
@pytest.mark.parametrize("depth", [None, 1, 2])
@pytest.mark.parametrize("centre", ["yokohama", "undp", "citynet"])
def test_a_hub_is_drawn_as_any_other_thing(
    yokohama: Graph, monkeypatch: pytest.MonkeyPatch, centre: str, limit: int, depth: int | None
) -> None:
    views = []
    for many in (1_000_000, 0):
        monkeypatch.setattr(hubs, "MANY", many)
        views.append(network.ego(yokohama, iri(centre), limit=limit, depth=depth))
    assert list(views[0].edges(keys=True)) == list(views[1].edges(keys=True))
    assert list(views[0]) == list(views[1])
    assert views[0].graph == views[1].graph


def test_a_hub_of_which_one_thing_has_many_ties_is_looked_at_again(tmp_path: Path) -> None:
    """More rows are read where the nearest ones all lead to the same few things."""
    report = Writer("many", "Many", "FY2025", "en")
    for year in range(1950, 1990):
        key = {"key": {"ordinal": str(year)}, "since": str(year)}
        report.say(f"Year {year} of Lyon.", ("yokohama", "tieAnniversaryWith", "lyon", key))
    for place, other in enumerate(("mumbai", "manila", "odesa")):
        key = {"key": {"ordinal": "1"}, "since": str(2000 + place)}
        report.say(f"One of {other}.", ("yokohama", "tieAnniversaryWith", other, key))
    with open_graph(str(tmp_path / "many.enishi")) as graph:
        graph.write(report.contribution())
        relations = hubs.relations(graph, iri("yokohama"))
        found = hubs.nearest(graph, iri("yokohama"), relations, 3)
        assert hubs.kinds(graph, iri("yokohama")) == {"City": 4}
    assert relations == {"tieAnniversaryWith": 43}
    assert found == [iri("lyon"), iri("mumbai"), iri("manila")]


@pytest.mark.parametrize("limit", [1, 4, 10, 20, 31])
def test_what_does_not_fit_is_counted_and_core_ties_come_first(yokohama: Graph, limit: int) -> None:
    view = network.ego(yokohama, iri("yokohama"), limit=limit, lang="en")
    assert len(view) <= limit
    assert iri("yokohama") in view
    if limit == 10:
        assert iri("lyon") in view
        assert dict(view.graph["left_out"])["office"] == 3 + 1


def test_a_thing_without_ties_is_said_to_have_none(yokohama: Graph, empty: Graph) -> None:
    with pytest.raises(NothingFound) as caught:
        network.ego(empty, iri("yokohama"))
    assert caught.value.exit_code == 1
    with pytest.raises(NothingFound, match="海外事務所運営費"):
        network.ego(yokohama, iri("offices-line"))


def test_a_path_shows_its_ends_and_every_step(yokohama: Graph) -> None:
    view = network.path(yokohama, iri("lyon"), iri("yusa"), k=1, lang="en")
    assert view.graph["ends"] == (iri("lyon"), iri("yusa"))
    assert view.graph["title"] == "How Lyon and YUSA are connected"
    assert nx.has_path(view.to_undirected(), iri("lyon"), iri("yusa"))
    assert all(data["citations"] for _, _, data in view.edges(data=True))
    assert len(network.path(yokohama, iri("lyon"), iri("yusa"), k=3)) > len(view)


def test_no_path_is_nothing_found(yokohama: Graph) -> None:
    with pytest.raises(NothingFound, match="Lyon"):
        network.path(yokohama, iri("lyon"), iri("offices-line"), lang="en")


def test_the_whole_can_be_cut_to_what_is_tied_most(yokohama: Graph) -> None:
    everything = network.whole(yokohama)
    assert iri("yokohama") in everything and not everything.graph["left_out"]
    some = network.whole(yokohama, limit=5, lang="en")
    assert len(some) <= 5 and iri("yokohama") in some
    assert sum(count for _, count in some.graph["left_out"]) == len(everything) - len(some)


def test_the_same_documents_in_another_order_give_the_same_view(tmp_path: Path) -> None:
    views = []
    for name, reports in (("a", (report_2025, report_2021)), ("b", (report_2021, report_2025))):
        with open_graph(tmp_path / f"{name}.enishi") as graph:
            for report in reports:
                graph.write(report())
            view = network.ego(graph, iri("yokohama"))
        views.append((list(view.nodes(data=True)), list(view.edges(keys=True, data=True)), view.graph))
    assert views[0] == views[1]


def test_a_hub_stands_behind_a_path_that_is_no_longer() -> None:
    ties = [("a", "hub"), ("hub", "z"), ("a", "quiet"), ("quiet", "z"), *(("hub", f"n{i}") for i in range(50))]
    assert best_paths(ties, "a", "z", k=2) == [["a", "quiet", "z"], ["a", "hub", "z"]]


def test_a_direct_tie_is_always_the_best_path() -> None:
    ties = [("a", "z"), ("a", "b"), ("b", "z"), *(("a", f"n{i}") for i in range(50))]
    assert best_paths(ties, "a", "z", k=1) == [["a", "z"]]


nodes = st.sampled_from("abcdefg")


@settings(max_examples=100)
@given(st.lists(st.tuples(nodes, nodes), max_size=15))
def test_paths_are_simple_and_made_of_ties(ties: list[tuple[str, str]]) -> None:
    for path in best_paths(ties, "a", "g", k=3):
        assert path[0] == "a" and path[-1] == "g"
        assert len(set(path)) == len(path)
        steps = {frozenset(tie) for tie in ties}
        assert all(frozenset(step) in steps for step in pairwise(path))
    assert all(x != y for x, y in combinations(map(tuple, best_paths(ties, "a", "g", k=3)), 2))


def test_without_evidence_the_same_is_drawn_and_no_quote_is_read(yokohama: Graph) -> None:
    a, b = iri("yokohama"), iri("yusa")
    for full, bare in (
        (network.ego(yokohama, a), network.ego(yokohama, a, evidence=False)),
        (network.whole(yokohama, limit=9), network.whole(yokohama, limit=9, evidence=False)),
        (network.path(yokohama, a, b), network.path(yokohama, a, b, evidence=False)),
    ):
        assert not any(tie.pop("citations") for *_, tie in bare.edges(data=True))
        assert all(tie.pop("citations") for *_, tie in full.edges(data=True))
        assert list(bare.nodes(data=True)) == list(full.nodes(data=True))
        assert list(bare.edges(keys=True, data=True)) == list(full.edges(keys=True, data=True))
        assert bare.graph["left_out"] == full.graph["left_out"]


def test_things_are_grouped_by_the_country_that_their_ties_lead_to(yokohama: Graph) -> None:
    view = pictures.network(yokohama, group="region")
    assert set(view.nodes[iri("yokohama")]["group"]) == {"日本", "Japan"}
    assert all(attributes["group"] for _, attributes in view.nodes(data=True))
    assert len({attributes["group"] for _, attributes in view.nodes(data=True)}) > 2


def test_a_comparison_cites_the_two_documents_that_it_compares(tmp_path: Path) -> None:
    with open_graph(str(tmp_path / "three.enishi")) as graph:
        for name in ("first", "second", "third"):
            report = Writer(name, f"Report {name}", "FY2025", "en")
            report.say(f"Lyon is a sister city, says the {name}.", ("yokohama", "sisterCityOf", "lyon"))
            graph.write(report.contribution())
        view = pictures.compared(graph, "Report first", "Report third")
    assert view.graph["documents"] == ("Report first", "Report third")
    quotes = {quote for *_, data in view.edges(data=True) for _, _, quote in data["citations"]}
    assert quotes == {"Lyon is a sister city, says the first.", "Lyon is a sister city, says the third."}


def test_a_comparison_can_be_drawn_of_one_kind_or_thing_alone(yokohama: Graph) -> None:
    whole = pictures.compared(yokohama, "yokohama-fy2021", "yokohama-fy2025")
    offices = pictures.compared(yokohama, "yokohama-fy2021", "yokohama-fy2025", of=["office"])
    assert 0 < offices.number_of_edges() < whole.number_of_edges()
    kinds = {iri_: data["kind"] for iri_, data in whole.nodes(data=True)}
    assert all("Office" in {kinds[a], kinds[b]} for a, b in offices.edges())
    named = pictures.compared(yokohama, "yokohama-fy2021", "yokohama-fy2025", of=["CITYNET"])
    assert all(iri("citynet") in ends for ends in named.edges())
