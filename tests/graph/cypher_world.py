"""The small worlds that Cypher is asked in: as RDF 1.2 for the embedded engine, as statements of a server.

Both are made from one neutral form (labels and properties of nodes; relationships with their statement), by the
mapping of ARCHITECTURE.md; answers come back in one neutral form as well.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import neo4j
import oxilite

from enishi.graph.cypher_guard import prepare_cypher, reach_of_cypher
from enishi.graph.cypher_slice import plan, sliced
from enishi.ontology.model import ENTITY, ONTOLOGY, STATEMENT
from enishi.ontology.spelling import camel

SCENARIOS = Path(__file__).with_name("cypher_scenarios.toml")
Properties = Mapping[str, Any]
Rows = list[list[Any]]


@dataclass(frozen=True, slots=True)
class World:
    """Nodes: key to labels and properties. Relationships: type, from, to, statement, properties."""

    nodes: Mapping[str, tuple[list[str], Properties]]
    relationships: Sequence[tuple[str, str, str, str, Properties]]

    def trig(self) -> str:
        """The world as RDF 1.2."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        for prefix, iri in (("", ONTOLOGY), ("id", ENTITY), ("st", STATEMENT)):
            yield f"@prefix {prefix}: <{iri}> ."
        for key, (labels, properties) in self.nodes.items():
            yield f"id:{key} a {', '.join(f':{label}' for label in labels)} ."
            yield from (
                f"id:{key} :{name} {_literal(v)} ." for name, v in {**properties, "iri": ENTITY + key}.items()
            )
        for kind, start, end, key, properties in self.relationships:
            yield f"id:{start} :{camel(kind)} id:{end} ~ st:{key} ."
            said = {**properties, "statement": STATEMENT + key}
            yield from (f"st:{key} :{name} {_literal(v)} ." for name, v in said.items())

    def names(self) -> dict[str, str]:
        """Relationship types as the engine is told of them."""
        return {kind: ONTOLOGY + camel(kind) for kind, *_ in self.relationships}

    def store(self) -> oxilite.Store:
        """The world in the embedded engine."""
        store = oxilite.Store()
        store.load(self.trig(), oxilite.RdfFormat.TRIG)
        return store

    def fill(self, driver: neo4j.Driver) -> None:
        """Empty a server and put the world there."""
        driver.execute_query("MATCH (n) DETACH DELETE n")
        for key, (labels, properties) in self.nodes.items():
            text = f"CREATE (n:{':'.join(labels)}) SET n = $properties"
            driver.execute_query(text, properties={**properties, "iri": ENTITY + key})
        for kind, start, end, key, properties in self.relationships:
            driver.execute_query(
                f"MATCH (a {{iri: $start}}), (b {{iri: $end}}) CREATE (a)-[r:{kind}]->(b) SET r = $properties",
                start=ENTITY + start,
                end=ENTITY + end,
                properties={**properties, "statement": STATEMENT + key},
            )


def _literal(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else repr(value)


@cache
def scenarios() -> tuple[World, list[dict[str, Any]]]:
    """The world of the scenarios, and the scenarios with their JSON read."""
    data = tomllib.loads(SCENARIOS.read_text(encoding="utf-8"))
    nodes = {key: (node["labels"], node["properties"]) for key, node in data["nodes"].items()}
    world = World(nodes, [tuple(r) for r in data["graph"]["relationships"]])
    for scenario in data["scenario"]:
        scenario["parameters"] = json.loads(scenario.get("parameters", "{}"))
        if "rows" in scenario:
            scenario["rows"] = [json.loads(row) for row in scenario["rows"]]
    return world, data["scenario"]


def embedded(store: oxilite.Store, world: World, query: str, parameters: Properties) -> tuple[list[str], Rows]:
    """What the embedded engine answers, through the guard."""
    text = prepare_cypher(query, parameters)
    return _asked(store, world, text, parameters)


def from_slice(
    store: oxilite.Store, world: World, query: str, parameters: Properties
) -> tuple[list[str], Rows] | None:
    """The same from a slice around what the query names; nothing where the whole has to be asked."""
    text, reach = prepare_cypher(query, parameters), reach_of_cypher(query)
    if reach is None:
        return None
    request = {"slice": plan(reach, 1_000), "names": world.names(), "parameters": dict(parameters)}
    held = sliced(store, request)
    return None if held is None else _asked(held, world, text, parameters)


def _asked(store: oxilite.Store, world: World, text: str, parameters: Properties) -> tuple[list[str], Rows]:
    result = store.cypher(text, dict(parameters), names=world.names(), base=ONTOLOGY)
    return list(result.columns), [[cell(value) for value in row] for row in result.rows]


def server(driver: neo4j.Driver, query: str, parameters: Properties) -> tuple[list[str], Rows]:
    """What a Neo4j server answers to the query as it stands."""
    with driver.session() as session:
        result = session.run(query, dict(parameters))
        columns = list(result.keys())
        return columns, [[cell(value) for value in record.values()] for record in result]


def cell(value: Any) -> Any:
    """A cell in neutral form: nodes and relationships by key."""
    if isinstance(value, (list, tuple)):
        return [cell(item) for item in value]
    if value is None or isinstance(value, (str, int, float)):
        return value
    properties = dict(getattr(value, "properties", None) or value)
    if "statement" in properties:
        return {"statement": properties["statement"].removeprefix(STATEMENT)}
    return {"node": properties["iri"].removeprefix(ENTITY)}


def in_order(rows: Rows) -> list[str]:
    """Rows as texts, in an order of their own: to compare what has no order."""
    return sorted(json.dumps(row, ensure_ascii=False) for row in rows)
