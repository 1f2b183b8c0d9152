"""SPARQL on Neo4j beside Cypher by hand, in eight shapes; and a cold slice beside a dump of the same predicates.

    python benchmarks/sparql_neo4j.py [--nodes 20000] [--ties 100000] [--rounds 15] [--version V]

Starts a server of its own (scripts/neo4j_server.py). Plans are warm; the two take turns; medians in milliseconds.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.neo4j.conftest import running  # noqa: E402

from enishi.graph.sparql_cypher import Dataset, Door  # noqa: E402
from enishi.graph.terms import RDF, Quad, literal  # noqa: E402

NS = "http://example.org/"
SHAPES: dict[str, tuple[str, str]] = {
    "lookup": (
        "SELECT ?n { :n77 :name ?n }",
        "MATCH (a:Resource {iri: $n77}) WHERE a.name IS NOT NULL RETURN a.name",
    ),
    "ego": (
        "SELECT ?b ?n { :n77 :tie ?b . ?b :name ?n }",
        "MATCH (:Resource {iri: $n77})-[:tie]->(b:Resource) WHERE b.name IS NOT NULL RETURN b.iri, b.name",
    ),
    "two hops": (
        "SELECT DISTINCT ?c { :n77 :tie ?b . ?b :tie ?c }",
        "MATCH (:Resource {iri: $n77})-[:tie]->(b:Resource) MATCH (b)-[:tie]->(c:Resource) RETURN DISTINCT c.iri",
    ),
    "count per country": (
        "SELECT ?l (COUNT(?a) AS ?n) { ?a :country ?l } GROUP BY ?l",
        "MATCH (a:Resource)-[:country]->(l:Resource) RETURN l.iri, count(a)",
    ),
    "part of a text": (
        'SELECT ?a { ?a :founded ?d FILTER(CONTAINS(?d, "-05-17")) }',
        "MATCH (a:Resource) WHERE a.founded CONTAINS '-05-17' RETURN a.iri",
    ),
    "part of a text, with a tie": (
        'SELECT ?a ?b { ?a :tie ?b . ?b :founded ?d FILTER(STRENDS(?d, "-05-17")) }',
        "MATCH (a:Resource)-[:tie]->(b:Resource) WHERE b.founded ENDS WITH '-05-17' RETURN a.iri, b.iri",
    ),
    "+ on a tree": (
        "SELECT ?b { :n77 :below+ ?b }",
        "MATCH (:Resource {iri: $n77})-[:below*1..]->(b:Resource) RETURN DISTINCT b.iri",
    ),
    "+ on a cycle": (
        "SELECT ?b { :n77 :next+ ?b }",
        "MATCH (:Resource {iri: $n77})-[:next*1..]->(b:Resource) RETURN DISTINCT b.iri",
    ),
}


def quads(nodes: int, ties: int) -> list[Quad]:
    """Nodes with names, dates and countries; ties; a tree; a cycle of 500."""
    random.seed(1)
    node = [f"<{NS}n{n}>" for n in range(nodes)]
    found = []
    for n, each in enumerate(node):
        day = f"{random.randrange(1900, 2025)}-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}"  # noqa: S311
        found += [
            Quad(each, f"<{RDF}type>", f"<{NS}City>"),
            Quad(each, f"<{NS}name>", literal(f"city {n}")),
            Quad(each, f"<{NS}founded>", literal(day)),
            Quad(each, f"<{NS}country>", f"<{NS}c{n % 150}>"),
        ]
        if n:
            found.append(Quad(each, f"<{NS}below>", node[n // 2]))
    found += [Quad(node[n], f"<{NS}next>", node[(n + 1) % 500]) for n in range(500)]
    found += [Quad(random.choice(node), f"<{NS}tie>", random.choice(node)) for _ in range(ties)]  # noqa: S311
    return found


def timed(work: Callable[[], Any]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=20_000)
    parser.add_argument("--ties", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--version")
    arguments = parser.parse_args()
    with (
        running(*(("--version", arguments.version) if arguments.version else ())) as server,
        server.driver() as driver,
    ):
        dataset = Dataset(driver)
        dataset.prepare()
        dataset.load(quads(arguments.nodes, arguments.ties))
        door = Door(dataset)
        heads = ("shape", "Cypher by hand", "compiled", "slice cold", "dump of the same", "slice warm")
        print(f"| {' | '.join(heads)} |\n|---|--:|--:|--:|--:|--:|")
        for shape, (sparql, cypher) in SHAPES.items():
            query = f"PREFIX : <{NS}> {sparql}"
            told = door.explain(query)
            assert told.way == "compiled", told.reason

            def by_hand(cypher: str = cypher) -> int:
                def work(tx: Any) -> list[Any]:
                    return [record.values() for record in tx.run(cypher, n77=f"{NS}n77")]

                with driver.session(default_access_mode="READ") as session:
                    return len(session.execute_read(work))

            rows = len(door.ask(query).rows)  # type: ignore[union-attr]
            assert rows == by_hand(), (shape, rows, by_hand())
            hand, made = [], []
            for _ in range(arguments.rounds):
                hand.append(timed(by_hand))
                made.append(timed(lambda query=query: door.ask(query)))
            needed = frozenset(told.predicates or _named(query))
            cold = timed(lambda query=query: Door(dataset).ask(query, compile=False))
            dumped = timed(lambda needed=needed: list(dataset.lines(needed)))
            door.ask(query, compile=False)
            warm = timed(lambda query=query: door.ask(query, compile=False))
            cells = (statistics.median(hand), statistics.median(made), cold, dumped, warm)
            print(f"| {shape} | " + " | ".join(f"{cell:.1f}" for cell in cells) + " |", flush=True)
    return 0


def _named(query: str) -> frozenset[str]:
    from enishi.graph.sparql_cypher.algebra import parse, predicates  # noqa: PLC0415

    return predicates(parse(query).algebra) or frozenset()


if __name__ == "__main__":
    sys.exit(main())
