"""The embedded engine, through the guard, against a Neo4j server: where do they differ?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from random import Random

import neo4j

from enishi.errors import QueryError
from enishi.ontology.model import ENTITY

from .cypher_random import PARAMETERS, RandomQuery, random_world
from .cypher_world import embedded, from_slice, in_order, scenarios, server


def scenario_differences(driver: neo4j.Driver) -> Iterator[str]:
    """The scenarios to which a server gives other rows than the file says."""
    world, asked = scenarios()
    world.fill(driver)
    for scenario in asked:
        if "rows" not in scenario:
            continue
        columns, rows = server(driver, scenario["query"], scenario["parameters"])
        same = rows == scenario["rows"] if scenario.get("ordered") else in_order(rows) == in_order(scenario["rows"])
        if columns != scenario["columns"] or not same:
            yield f"{scenario['query']}\n  file   {scenario['rows']}\n  server {rows}"


def random_differences(
    driver: neo4j.Driver, seed: int, worlds: int, queries: int, count: Counter[str]
) -> Iterator[str]:
    """The random queries that are answered differently; ``count`` is told how each one ended."""
    r = Random(seed)  # noqa: S311  (the same queries every time)
    for _ in range(worlds):
        world = random_world(r)
        world.fill(driver)
        store = world.store()
        for number in range(2 * queries):
            asked = RandomQuery(r, [ENTITY + key for key in world.nodes] if number >= queries else ())
            query = str(asked)
            parameters = {k: v for k, v in PARAMETERS.items() if re.search(rf"\${k}\b", query)}
            try:
                columns, rows = embedded(store, world, query, parameters)
            except QueryError as error:
                count[error.key] += 1
                continue
            except (ValueError, RuntimeError, SyntaxError):
                count["an error of the engine"] += 1
                continue
            try:
                expected = server(driver, query, parameters)
            except neo4j.exceptions.Neo4jError:
                count["an error of the server"] += 1
                continue
            part = from_slice(store, world, query, parameters)
            for way, (names, found) in {"": (columns, rows), ", from a slice": part or (columns, rows)}.items():
                if way and part is None:
                    continue
                same = found == expected[1] if asked.total else in_order(found) == in_order(expected[1])
                if names == expected[0] and same:
                    count[f"the same {'rows' if found else 'no rows'}{way}"] += 1
                else:
                    count[f"DIFFERENT{way}"] += 1
                    yield f"{query}\n  {parameters}\n  embedded{way} {found}\n  server   {expected[1]}\n{world}"
