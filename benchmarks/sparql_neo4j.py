"""SPARQL on Neo4j beside Cypher by hand and rdflib in memory, in eight shapes; a cold slice beside a dump.

    python benchmarks/sparql_neo4j.py [--nodes 20000] [--ties 100000] [--rounds 15] [--version V]

First over any dataset (enishi.graph.sparql_cypher.dataset), which rdflib holds in memory as well, then over a graph
laid out as enishi's own, where a tie is a relationship with dates. Starts a server of its own
(scripts/neo4j_server.py). Plans are warm; the two take turns; medians in milliseconds, of rdflib the best of three.
Ends with 1 where a compiled shape takes more than 1.5 times as long as by hand and more than a millisecond longer,
or a cold slice more than twice a dump of the same predicates.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from figures import tell  # type: ignore[import-not-found]  # noqa: E402
from tests.neo4j.conftest import running  # noqa: E402

from enishi.graph import open_graph  # noqa: E402
from enishi.graph.sparql_cypher import Dataset, Door  # noqa: E402
from enishi.graph.sparql_cypher.algebra import parse, predicates  # noqa: E402
from enishi.graph.sparql_cypher.own_source import OwnSource  # noqa: E402
from enishi.graph.terms import PREFIXES, RDF, Quad, line, literal  # noqa: E402

NS = "http://example.org/"
WARM = 30
"""Runs before the measured ones."""
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


OWN_SHAPES: dict[str, tuple[str, str]] = {
    "lookup": (
        "SELECT ?n { id:n77 :nameEn ?n }",
        "MATCH (a:_Enishi {iri: $n77}) WHERE a.nameEn IS NOT NULL RETURN a.nameEn",
    ),
    "ego": (
        "SELECT ?b ?n { id:n77 :cooperatesWith ?b . ?b :nameEn ?n }",
        "MATCH (:_Enishi {iri: $n77})-[:COOPERATES_WITH]->(b:_Enishi) "
        "WHERE b.nameEn IS NOT NULL RETURN DISTINCT b.iri, b.nameEn",
    ),
    "two hops": (
        "SELECT DISTINCT ?c { id:n77 :cooperatesWith ?b . ?b :cooperatesWith ?c }",
        "MATCH (:_Enishi {iri: $n77})-[:COOPERATES_WITH]->(b:_Enishi) "
        "MATCH (b)-[:COOPERATES_WITH]->(c:_Enishi) RETURN DISTINCT c.iri",
    ),
    "count per country": (
        "SELECT ?l (COUNT(?a) AS ?n) { ?a :locatedIn ?l } GROUP BY ?l",
        "MATCH (a:_Enishi)-[:LOCATED_IN]->(l:_Enishi) WITH DISTINCT a, l RETURN l.iri, count(a)",
    ),
    "month and day of a node's date": (
        'SELECT ?v { ?v :earliest ?d FILTER(STRENDS(?d, "-05-17")) }',
        "MATCH (v:_Enishi) WHERE v.earliest ENDS WITH '-05-17' RETURN v.iri",
    ),
    "month and day of a tie's date": (
        "SELECT ?a ?b ?s { ?s :sinceEarliest ?d ; rdf:subject ?a ; rdf:predicate :cooperatesWith ; rdf:object ?b "
        'FILTER(STRENDS(?d, "-05-17")) }',
        "MATCH (a:_Enishi)-[r:COOPERATES_WITH]->(b:_Enishi) WHERE r.sinceEarliest ENDS WITH '-05-17' "
        "RETURN a.iri, b.iri, r.statement",
    ),
    "+ on a tree": (
        "SELECT ?b { id:n77 :partOf+ ?b }",
        "MATCH (:_Enishi {iri: $n77})-[:PART_OF*1..]->(b:_Enishi) RETURN DISTINCT b.iri",
    ),
    "+ on a cycle": (
        "SELECT ?b { id:n77 :replaces+ ?b }",
        "MATCH (:_Enishi {iri: $n77})-[:REPLACES*1..]->(b:_Enishi) RETURN DISTINCT b.iri",
    ),
}


def lay_out(driver: Any, nodes: int, ties: int) -> None:
    """Put a graph into the database as enishi lays it out, straight, since its evidence is not asked for here."""
    random.seed(1)
    day = [f"{random.randrange(1900, 2025)}-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(nodes + ties)]  # noqa: S311

    def node(n: int) -> str:
        return f"{PREFIXES['id']}n{n}"

    made = [{"iri": node(n), "nameEn": f"city {n}", "earliest": day[n]} for n in range(nodes)]
    chosen = [(random.randrange(nodes), random.randrange(nodes)) for _ in range(ties)]  # noqa: S311
    pairs = {
        "COOPERATES_WITH": chosen,
        "LOCATED_IN": [(n, n % 150) for n in range(nodes)],
        "PART_OF": [(n, n // 2) for n in range(1, nodes)],
        "REPLACES": [(n, (n + 1) % 500) for n in range(500)],
    }
    _in_batches(driver, "CREATE (n:_Enishi:City:GovernmentBody:Place:Agent:Entity) SET n = row", made)
    number = 0
    for kind, ends in pairs.items():
        rows = []
        for a, b in ends:
            said = {
                "statement": f"{PREFIXES['st']}s{number}",
                "sinceEarliest": day[number % len(day)],
                "status": "settled",
            }
            rows.append({"a": node(a), "b": node(b), "said": said})
            number += 1
        match = "MATCH (a:_Enishi {iri: row.a}) MATCH (b:_Enishi {iri: row.b})"
        record = "CREATE (:_EnishiRecord:Statement {iri: row.said.statement, subject: row.a, object: row.b})"
        _in_batches(driver, f"{match} CREATE (a)-[r:{kind}]->(b) SET r = row.said {record}", rows)
    columns = ["edge sinceEarliest string", "edge statement string", "edge status string", "node earliest string"]
    columns += ["node iri string", "node nameEn string", "record iri string", "record object string"]
    note = "MATCH (m:_Meta {of: 'enishi'}) SET m.columns = $columns, m.version = m.version + '1'"
    driver.execute_query(note, columns=[*columns, "record subject string"])


def _in_batches(driver: Any, text: str, rows: list[Any]) -> None:
    for start in range(0, len(rows), 10_000):
        driver.execute_query(f"UNWIND $rows AS row {text}", rows=rows[start : start + 10_000])


def compare(
    driver: Any,
    source: Any,
    shapes: dict[str, tuple[str, str]],
    start: str,
    memory: Any,
    *,
    rounds: int,
    copies: int,
) -> tuple[bool, list[tuple[float, float, float]]]:
    """Print the table of a graph; whether each shape keeps to the bars; what it took compiled, by hand, in rdflib.

    ``start`` is the IRI that is asked for, ``memory`` rdflib's graph of the same, if there is one.
    """
    heads = (
        "shape",
        "Cypher by hand",
        "compiled",
        "times",
        "slice cold",
        "dump of the same",
        "times",
        "slice warm",
        "rdflib in memory",
    )
    print(f"| {' | '.join(heads)} |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    door, kept, took = Door(source), True, list[tuple[float, float, float]]()
    for shape, (sparql, cypher) in shapes.items():
        query = sparql if shapes is OWN_SHAPES else f"PREFIX : <{NS}> {sparql}"
        told = door.explain(query)
        assert told.way == "compiled", (shape, told.reason)

        def by_hand(cypher: str = cypher) -> int:
            def work(tx: Any) -> list[Any]:
                return [record.values() for record in tx.run(cypher, n77=start)]

            with driver.session(default_access_mode="READ") as session:
                return len(session.execute_read(work))

        def ask(query: str = query) -> int:
            return len(door.ask(query).rows)  # type: ignore[union-attr]

        for _ in range(WARM):
            assert ask() == by_hand(), (shape, ask(), by_hand())
        assert door.way == "compiled"
        hand, made = [], []
        for _ in range(rounds):
            hand.append(timed(by_hand))
            made.append(timed(ask))
        needed = predicates(parse(query).algebra) or frozenset()
        cold, dumped, warm = [], [], []
        for _ in range(copies):
            slices = Door(source)

            def sliced(slices: Door = slices, query: str = query) -> object:
                return slices.ask(query, compile=False)

            dumped.append(timed(lambda needed=needed: list(source.lines(needed))))  # type: ignore[misc]
            cold.append(timed(sliced))
            warm.append(timed(sliced))
        middle = [statistics.median(each) for each in (hand, made, cold, dumped, warm)]
        compiled, copied = middle[1] / middle[0], middle[2] / middle[3]
        kept &= (compiled <= 1.5 or middle[1] - middle[0] <= 1) and copied <= 2
        if memory is not None and len(memory.query(query)) != ask():
            raise SystemExit(f"{shape}: rdflib has other rows")
        peer = (
            min(timed(lambda query=query: list(memory.query(query))) for _ in range(3)) if memory else float("nan")
        )  # type: ignore[misc]
        took.append((middle[1], middle[0], peer))
        cells = (middle[0], middle[1], compiled, middle[2], middle[3], copied, middle[4], peer)
        print(f"| {shape} | " + " | ".join(f"{cell:,.1f}" for cell in cells) + " |", flush=True)
    return kept, took


def in_memory(found: list[Quad]) -> Any:
    """The same triples in rdflib's memory."""
    import rdflib  # noqa: PLC0415

    graph = rdflib.Graph()
    graph.parse(data="\n".join(line(quad) for quad in found), format="nt")
    return graph


def tell_median(name: str, took: list[tuple[float, float, float]], size: str) -> None:
    """The median of how long a shape takes, compiled and by hand, and of the ratios."""
    ours, by_hand = (statistics.median(each[n] for each in took) for n in (0, 1))
    tell(name, ours, by_hand, ratio=statistics.median(each[0] / each[1] for each in took), size=size)


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=20_000)
    parser.add_argument("--ties", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--copies", type=int, default=3, help="rounds of the slices, which take seconds")
    parser.add_argument("--version")
    arguments = parser.parse_args()
    version = ("--version", arguments.version) if arguments.version else ()
    with running("--steady", *version) as server, server.driver() as driver:
        os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"] = server.username, server.password
        agent = driver.get_server_info().agent
        print(f"{agent}, {arguments.nodes:,} nodes, {arguments.ties:,} ties, medians of {arguments.rounds}, ms\n")
        dataset = Dataset(driver)
        dataset.prepare()
        whole = quads(arguments.nodes, arguments.ties)
        dataset.load(whole)
        print("Any dataset:\n")
        turns: Any = {"rounds": arguments.rounds, "copies": arguments.copies}
        size = f"{arguments.nodes:,} nodes, {arguments.ties:,} ties"
        kept, took = compare(driver, dataset, SHAPES, f"{NS}n77", in_memory(whole), **turns)
        tell_median("sparql-neo4j", took, size)
        tell("sparql-neo4j-memory", sum(each[0] for each in took), sum(each[2] for each in took), size=size)
        dataset.empty()
        with open_graph(server.url) as graph:
            lay_out(driver, arguments.nodes, arguments.ties)
            print("\nA graph of enishi's:\n")
            source = OwnSource(graph._server)  # type: ignore[attr-defined]
            kept_own, took = compare(driver, source, OWN_SHAPES, f"{PREFIXES['id']}n77", None, **turns)
            tell_median("sparql-neo4j-own", took, size)
            kept &= kept_own
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
