"""Cypher from a slice of the graph around what it names: the same rows as from the whole."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

import pytest

from enishi.errors import QueryError
from enishi.graph import Graph
from enishi.graph.engine import Engine
from enishi.graph.guard.anchors import Anchor, Step, reach_of
from enishi.graph.guard.parser import parse
from enishi.ontology.model import ENTITY

from .cypher_random import PARAMETERS, RandomQuery, random_world
from .cypher_world import embedded, from_slice, in_order, scenarios
from .sample import YOKOHAMA


@pytest.mark.parametrize("seed", range(3))
def test_random_queries_about_named_things_are_answered_alike(seed: int) -> None:
    r, count = Random(seed), Counter[str]()  # noqa: S311  (the same queries every time)
    for _ in range(4):
        world = random_world(r)
        store, things = world.store(), [ENTITY + key for key in world.nodes]
        for _ in range(40):
            asked = RandomQuery(r, things)
            query = str(asked)
            parameters = {k: v for k, v in PARAMETERS.items() if re.search(rf"\${k}\b", query)}
            try:
                whole = embedded(store, world, query, parameters)
                part = from_slice(store, world, query, parameters)
            except (QueryError, ValueError, RuntimeError, SyntaxError):
                continue
            if part is not None:
                assert part[0] == whole[0], query
                assert in_order(part[1]) == in_order(whole[1]), f"{query}\n{parameters}\n{world}"
                count["rows" if part[1] else "no rows"] += 1
    assert count["rows"] > 8, count


def test_every_scenario_about_named_things_is_answered_alike() -> None:
    world, asked = scenarios()
    store, answered = world.store(), 0
    for scenario in asked:
        if "rows" not in scenario:
            continue
        part = from_slice(store, world, scenario["query"], scenario["parameters"])
        if part is not None:
            answered += 1
            same = part[1] == scenario["rows"] or not scenario.get("ordered")
            assert same, scenario["query"]
            assert in_order(part[1]) == in_order(scenario["rows"]), scenario["query"]
    assert answered > 5


def test_a_query_that_may_look_at_anything_has_no_reach() -> None:
    for query in (
        "MATCH (a:City) RETURN a.name",
        "MATCH (a {iri: $a}), (b:City) RETURN b.name",
        "MATCH (a {iri: $a}) WITH a MATCH (b)-[:MEMBER_OF]->(c) RETURN b.name",
        "MATCH (a) WHERE a.iri = $a OR a.name = $a RETURN a.name",
        "MATCH (a {iri: $a}) WHERE EXISTS { (b)-[:MEMBER_OF]->(c) } RETURN a.name",
        "MATCH (a {latitude: 1.5})-[r]->(b) RETURN b.name",
        "MATCH (a {iri: $a}) RETURN a.name AS n UNION MATCH (b:City) RETURN b.name AS n",
        "MATCH (a {iri: $a}), (b {iri: $b}) MATCH p = shortestPath((a)-[*..6]-(b)) RETURN length(p) AS n",
    ):
        assert reach_of(parse(query)) is None, query


def test_a_reach_goes_from_what_is_named_over_what_is_joined_to_it() -> None:
    reach = reach_of(
        parse(
            "MATCH (c:City)<-[t]-(d) WHERE type(t) = 'MEMBER_OF' OR type(t) = 'PART_OF' AND true "
            "MATCH (d)-[:LOCATED_IN*1..3]-(e {nameEn: 'Lyon'}) "
            "WITH e AS f OPTIONAL MATCH (f)-[u]->(g) WHERE type(u) IN ['SUPPORTS', 'PART_OF'] RETURN g.name"
        )
    )
    assert reach is None  # the first pattern begins anywhere
    reach = reach_of(
        parse(
            "MATCH (e {nameEn: 'Lyon'})-[:LOCATED_IN*1..3]-(d)<-[t]-(c:City) "
            "WITH d AS f OPTIONAL MATCH (f)-[u]->(g) WHERE type(u) IN ['SUPPORTS', 'PART_OF'] RETURN g.name"
        )
    )
    assert reach is not None
    assert reach.steps == (
        Anchor(1, "nameEn", "Lyon", parameter=False),
        Step(1, 2, "both", ("LOCATED_IN",), 3),
        Step(2, 3, "left", (), 1),
        Step(2, 4, "right", ("SUPPORTS", "PART_OF"), 1),
    )
    assert (reach.keys, reach.labels) == (("name", "nameEn"), ("City",))


@pytest.mark.parametrize("timeout", [None, 30.0])
@pytest.mark.parametrize("worth", [1_000, 1])
def test_the_door_answers_alike_from_a_slice_and_where_it_would_be_too_wide(
    asked: Graph, monkeypatch: pytest.MonkeyPatch, worth: int, timeout: float | None
) -> None:
    query = (
        "MATCH (a {iri: $who})-[r]-(b) OPTIONAL MATCH (b)-[more]-(c) WHERE NOT c:Value "
        "RETURN b.iri AS other, type(r) AS kind, r.statement AS statement, more.statement AS further "
        "ORDER BY statement, further"
    )
    whole = asked.cypher(query, {"who": YOKOHAMA.iri})
    monkeypatch.setattr(Engine, "worth_a_slice", lambda _: worth)
    assert whole.rows
    assert asked.cypher(query, {"who": YOKOHAMA.iri}, timeout=timeout) == whole
    assert asked.cypher(query, {"who": "urn:nobody"}, timeout=timeout).rows == ()
