"""The scenarios and random queries against a Neo4j server: what is written down is what it answers."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

import neo4j
import pytest

from .cypher_differences import random_differences, scenario_differences

SERVER = os.environ.get("ENISHI_TEST_NEO4J", "")
pytestmark = pytest.mark.skipif(
    not SERVER, reason="ENISHI_TEST_NEO4J names no empty server (python benchmarks/cypher_certify.py starts one)"
)


@pytest.fixture(scope="module")
def driver() -> Iterator[neo4j.Driver]:
    with neo4j.GraphDatabase.driver(SERVER, notifications_min_severity="OFF") as made:
        yield made


def test_the_scenarios_are_what_neo4j_answers(driver: neo4j.Driver) -> None:
    assert not list(scenario_differences(driver))


def test_random_queries_are_answered_alike(driver: neo4j.Driver) -> None:
    count: Counter[str] = Counter()
    assert not list(random_differences(driver, seed=20250820, worlds=3, queries=50, count=count))
    assert count["the same rows"] > 10
