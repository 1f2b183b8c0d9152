"""Cypher: what comes back, and that it cannot change anything."""

from __future__ import annotations

import pytest

from enishi.errors import QueryError
from enishi.graph import Graph

from .sample import CITYNET, LYON, YOKOHAMA, budget, fact

TIE = fact(YOKOHAMA, "sisterCityOf", LYON)[0]


def test_a_tie_is_asked_either_way_round(asked: Graph) -> None:
    query = (
        "MATCH (a:City)-[r:SISTER_CITY_OF]-(b:City) WHERE a.nameEn = $name "
        "RETURN b.name AS name, r.since AS since, r.sources AS sources, r.statement AS statement ORDER BY statement"
    )
    for name, other in (("Yokohama", "リヨン市"), ("Lyon", "横浜市")):
        table = asked.cypher(query, {"name": name})
        assert table.columns == ("name", "since", "sources", "statement")
        assert table.rows == ((other, "1959-04", 2, TIE.id),)


def test_an_amount_keeps_its_year(asked: Graph) -> None:
    table = asked.cypher(
        "MATCH (l:BudgetLine)-[r:BUDGET_AMOUNT]->(v:MoneyJPY) "
        "RETURN l.name AS line, r.fiscalYear AS year, v.value AS amount, r.statement AS statement"
    )
    assert table.rows == (("国際協力費", "FY2021", 255555000, budget("255555000")[0].id),)


def test_a_plan_is_a_proposal_node(asked: Graph) -> None:
    table = asked.cypher(
        "MATCH (p:Proposal)-[s:PROPOSED_SUBJECT]->(a), (p)-[o:PROPOSED_OBJECT]->(b) "
        "RETURN p.proposedRelation AS relation, p.status AS status, a.nameEn AS a, b.nameEn AS b"
    )
    assert table.rows == (("sisterCityOf", "planned", "Manila", "Yokohama"),)


def test_a_superclass_is_a_label(asked: Graph) -> None:
    table = asked.cypher("MATCH (n:Place) RETURN n.nameEn AS name ORDER BY name")
    assert [name for (name,) in table.rows] == ["Lyon", "Manila", "Yokohama"]


def test_a_node_comes_back_as_its_iri(asked: Graph) -> None:
    table = asked.cypher("MATCH (n:CityNetwork) RETURN n.iri AS iri")
    assert table.rows == ((CITYNET.iri,),)


def test_statements_copies_and_evidence_are_not_seen(asked: Graph) -> None:
    table = asked.cypher("MATCH (n:Document) RETURN n.title AS title")
    assert table.rows == ()


@pytest.mark.parametrize(
    "query",
    [
        "CREATE (a:City)",
        "MATCH (a:City) SET a.name = 'x'",
        "MATCH (a:City) DETACH DELETE a",
        "MERGE (a:City {name: 'x'}) RETURN a.name AS name",
        "MATCH (a:City RETURN a.name AS name",
        "MATCH (a:City) RETURN b.name AS name",
        "MATCH (a:City) WHERE a.name = $missing RETURN a.name AS name",
    ],
)
def test_what_would_change_or_does_not_parse_is_refused(asked: Graph, query: str) -> None:
    before = list(asked.dump())
    with pytest.raises(QueryError):
        asked.cypher(query)
    assert list(asked.dump()) == before


def test_a_time_limit_holds_for_cypher_too(asked: Graph) -> None:
    table = asked.cypher("MATCH (n:CityNetwork) RETURN n.name AS name", timeout=60)
    assert table.rows == (("シティネット",),)


@pytest.mark.parametrize(
    ("query", "column", "nearest"),
    [
        ("MATCH (a:Citi) RETURN a.name AS name", 10, "City"),
        ("MATCH (a:City)-[r:SISTER_CITI_OF]-(b) RETURN b.name AS name", 19, "SISTER_CITY_OF"),
        ("MATCH (a:City) WHERE a.name = 'a.b:C' RETURN a.nameJa AS name", 48, "name"),
    ],
)
def test_a_name_that_could_match_nothing_offers_the_nearest(
    asked: Graph, query: str, column: int, nearest: str
) -> None:
    with pytest.raises(QueryError) as caught:
        asked.cypher(query)
    assert caught.value.details["column"] == column
    assert nearest in caught.value.details["nearest"]  # type: ignore[operator]
