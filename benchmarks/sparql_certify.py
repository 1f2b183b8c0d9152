"""Certify SPARQL on Neo4j: random queries compiled against sliced, and the two homes against each other.

    python benchmarks/sparql_certify.py [--server bolt://127.0.0.1:7687] [--queries 10000] [--seed 1]
        [--version V] [--part P]

Half of the queries are over random RDF (compiled against sliced), half over random graphs of enishi's (file against
server), 100 a graph, the same for a seed. Then the compiler is broken in every way of tests/sparql_cypher's list;
random queries must find out each. --part rdf, own or mutations (repeatable) runs a part.
Without --server one is started here (scripts/neo4j_server.py); the one that --server names (NEO4J_USERNAME,
NEO4J_PASSWORD) is emptied. Ends with 1 where anything differs.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.neo4j.conftest import Server, running  # noqa: E402
from tests.sparql_cypher import mutations, own_queries, random_queries  # noqa: E402

from enishi.errors import QueryError  # noqa: E402
from enishi.graph import open_graph  # noqa: E402
from enishi.graph.sparql_cypher import Dataset, Door  # noqa: E402

EACH = 100
MOST = 10
"""Graphs that a broken compiler may get through at most."""


@contextmanager
def server(url: str | None, version: str | None) -> Iterator[Server]:
    """The server that is named, or one of our own."""
    if url is not None:
        yield Server(url, os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""))
        return
    with running(*(("--version", version) if version else ())) as started:
        os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"] = started.username, started.password
        yield started


def over_rdf(at: Server, seeds: range, ways: Counter[str]) -> Iterator[str]:
    """How what is compiled differs from the slice."""
    at.empty()
    with at.driver() as driver:
        dataset = Dataset(driver)
        dataset.prepare()
        for seed in seeds:
            dataset.empty()
            dataset.load(random_queries.graph(random.Random(seed)))  # noqa: S311
            door = Door(dataset)
            door.ask("SELECT * { ?s ?p ?o }", compile=False)
            for query in random_queries.queries(seed, EACH):
                try:
                    way, found = random_queries.difference(door, query)
                except QueryError as error:
                    way, found = f"refused: {error.key}", ""
                ways[f"RDF, {way}"] += 1
                if found:
                    yield found


def over_own(at: Server, seeds: range, ways: Counter[str]) -> Iterator[str]:
    """How a file differs from the server."""
    for seed in seeds:
        at.empty()
        with (
            tempfile.TemporaryDirectory() as folder,
            open_graph(Path(folder, "ties.enishi")) as file,
            open_graph(at.url) as graph,
        ):
            for each in own_queries.contributions(random.Random(seed)):  # noqa: S311
                file.write(each)
                graph.write(each)
            for query in own_queries.queries(seed, EACH):
                try:
                    found = own_queries.difference(file, graph, query)
                except QueryError as error:
                    ways[f"own, refused: {error.key}"] += 1
                    continue
                ways[f"own, {graph.explain(query).way}"] += 1
                if found:
                    yield found


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server")
    parser.add_argument("--queries", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--version")
    parser.add_argument("--part", action="append", choices=("rdf", "own", "mutations"))
    arguments = parser.parse_args()
    graphs = max(1, arguments.queries // (2 * EACH))
    seeds = range(arguments.seed, arguments.seed + graphs)
    ways: Counter[str] = Counter()
    start, different, missed = time.monotonic(), 0, []
    parts = {"rdf": over_rdf, "own": over_own}
    chosen = arguments.part or [*parts, "mutations"]
    with server(arguments.server, arguments.version) as at:
        for part, differences in parts.items():
            for text in differences(at, seeds, ways) if part in chosen else ():
                different += 1
                print(f"{text}\n", flush=True)
        for name, mutation in mutations.MUTATIONS.items() if "mutations" in chosen else ():
            with patch.object(mutation.target, mutation.attribute, mutation.broken):
                found = any(over_rdf(at, range(arguments.seed, arguments.seed + MOST), Counter()))
            print(f"{'found out' if found else 'NOT found out'}: {name}", flush=True)
            missed += [] if found else [name]
    total = sum(ways.values())
    took = time.monotonic() - start
    print(f"{total} queries, {different} differences, {took:.0f} s; not found out: {', '.join(missed) or 'none'}")
    for name, number in ways.most_common():
        print(f"{number:7}  {name}")
    return bool(different or missed)


if __name__ == "__main__":
    sys.exit(main())
