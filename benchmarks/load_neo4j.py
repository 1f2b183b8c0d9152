"""Loading RDF into Neo4j: ours beside UNWIND by hand and beside rdflib-neo4j, on the same triples.

    python benchmarks/load_neo4j.py [--nodes 20000] [--ties 100000] [--rounds 3] [--peer FOLDER] [--version V]

The peer is no dependency: ``pip install --target FOLDER rdflib-neo4j==1.1``, and --peer FOLDER runs it in a process
of its own, as its documents show (in batches of 5,000) and, on a hundredth of the triples, without batches. All
read one file of N-Triples into an empty database with a constraint on the IRI, the statements planned beforehand;
they take turns, and medians count. Starts a server of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BATCH = 5_000


def by_hand(driver: Any, file: Path) -> None:
    """Grouped by subject, nodes first, then relationships: what one writes who knows the data."""
    from enishi.graph.sparql_cypher import parsed  # noqa: PLC0415
    from enishi.graph.terms import TYPE, value  # noqa: PLC0415

    nodes: dict[str, dict[str, str]] = defaultdict(dict)
    labels: dict[str, list[str]] = defaultdict(list)
    ties: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for s, p, o, _ in parsed(file.read_bytes()):
        name = p.rpartition("/")[2][:-1]
        if p == TYPE:
            labels[o.rpartition("/")[2][:-1]].append(value(s))
        elif o.startswith('"'):
            nodes[value(s)][name] = value(o)
        else:
            nodes[value(s)], nodes[value(o)]
            ties[name].append((value(s), value(o)))
    merge = "UNWIND $rows AS row MERGE (n:Resource {iri: row[0]}) SET n += row[1]"
    _unwind(driver, merge, (list(item) for item in nodes.items()))
    for label, iris in labels.items():
        _unwind(driver, f"UNWIND $rows AS iri MATCH (n:Resource {{iri: iri}}) SET n:{label}", iris)
    for name, ends in ties.items():
        match = "UNWIND $rows AS row MATCH (a:Resource {iri: row[0]}) MATCH (b:Resource {iri: row[1]})"
        _unwind(driver, f"{match} MERGE (a)-[:{name}]->(b)", (list(pair) for pair in ends))


def _unwind(driver: Any, text: str, rows: Iterable[Any]) -> None:
    pending = iter(rows)
    with driver.session() as session:
        while chunk := list(islice(pending, BATCH)):
            session.execute_write(lambda tx, chunk=chunk: tx.run(text, rows=chunk).consume())


def ours(driver: Any, file: Path) -> None:
    """Any dataset, one transaction."""
    from enishi.graph.sparql_cypher import Dataset, parsed  # noqa: PLC0415

    Dataset(driver).load(parsed(file.read_bytes()))


def own(driver: Any, file: Path) -> None:  # noqa: ARG001  (it has a driver of its own)
    """A graph of enishi's, as ``enishi load`` does it: with a look at what is there, one transaction."""
    from enishi.graph import open_graph  # noqa: PLC0415

    with open_graph(os.environ["NEO4J_URI"]) as graph, file.open(encoding="utf-8") as lines:
        graph.load(lines)


def peer(url: str, file: str, batch: int) -> float:
    """Seconds of rdflib-neo4j; runs in a process that has it."""
    from rdflib import Graph  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415
    from rdflib_neo4j import (  # type: ignore[import-not-found]  # noqa: PLC0415
        HANDLE_MULTIVAL_STRATEGY,
        HANDLE_VOCAB_URI_STRATEGY,
        Neo4jStore,
        Neo4jStoreConfig,
    )

    login = {"uri": url, "database": "neo4j", "user": "neo4j", "pwd": os.environ["NEO4J_PASSWORD"]}
    config = Neo4jStoreConfig(
        auth_data=login,
        batching=batch > 1,
        batch_size=batch,
        handle_vocab_uri_strategy=HANDLE_VOCAB_URI_STRATEGY.IGNORE,
        handle_multival_strategy=HANDLE_MULTIVAL_STRATEGY.OVERWRITE,
    )
    store = Graph(store=Neo4jStore(config=config))
    start = time.perf_counter()
    store.parse(file, format="nt")
    store.close(True)
    return time.perf_counter() - start


def asked(folder: Path, url: str, file: Path, batch: int) -> float:
    """Have the peer load a file, in its own process."""
    line = [sys.executable, __file__, "--as-peer", url, str(file), str(batch)]
    done = subprocess.run(  # noqa: S603
        line, env=os.environ | {"PYTHONPATH": str(folder)}, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return float(json.loads(done.stdout.splitlines()[-1]))


def timed(work: Callable[[], None]) -> float:
    """Seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measured(server: Any, arguments: argparse.Namespace) -> Iterator[tuple[str, int, list[float]]]:
    """For each way its name, the number of triples and the seconds of its rounds."""
    from benchmarks.sparql_neo4j import quads  # noqa: PLC0415

    from enishi.graph import open_graph  # noqa: PLC0415
    from enishi.graph.sparql_cypher import Dataset  # noqa: PLC0415
    from enishi.graph.terms import line  # noqa: PLC0415

    lines = sorted({line(quad) for quad in quads(arguments.nodes, arguments.ties)})
    open_graph(server.url).close()
    with server.driver() as driver, tempfile.TemporaryDirectory() as folder:
        Dataset(driver).prepare()
        driver.execute_query("CREATE CONSTRAINT peer IF NOT EXISTS FOR (r:Resource) REQUIRE r.uri IS UNIQUE")
        whole, few = Path(folder, "whole.nt"), Path(folder, "few.nt")
        whole.write_text("\n".join(lines) + "\n", encoding="utf-8")
        few.write_text("\n".join(lines[:: max(1, len(lines) // 2000)]) + "\n", encoding="utf-8")
        some = len(few.read_text(encoding="utf-8").splitlines())
        ways: dict[str, tuple[int, Callable[[Path], float], Path]] = {
            "UNWIND by hand": (len(lines), lambda file: timed(lambda: by_hand(driver, file)), whole),
            "enishi, any dataset": (len(lines), lambda file: timed(lambda: ours(driver, file)), whole),
            "enishi, a graph of its own": (len(lines), lambda file: timed(lambda: own(driver, file)), whole),
        }
        if at := arguments.peer:
            batched = "rdflib-neo4j, batches of 5,000"
            ways[batched] = (len(lines), lambda file: asked(at, server.url, file, BATCH), whole)
            ways["rdflib-neo4j, without batches"] = (some, lambda file: asked(at, server.url, file, 1), few)
        took: dict[str, list[float]] = defaultdict(list)
        for turn in range(-1, arguments.rounds):
            for name, (_, way, file) in ways.items():
                wipe = "MATCH (n) WHERE NOT n:_Meta CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS"
                with driver.session() as session:
                    session.run(wipe).consume()
                Dataset(driver).empty()
                seconds = way(few if turn < 0 else file)
                if turn >= 0:
                    took[name].append(seconds)
        for name, (number, _, _) in ways.items():
            yield name, number, took[name]


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=20_000)
    parser.add_argument("--ties", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer", type=Path)
    parser.add_argument("--version")
    arguments = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    from tests.neo4j.conftest import running  # noqa: PLC0415

    version = ("--version", arguments.version) if arguments.version else ()
    with running("--steady", *version) as server:
        os.environ |= {
            "NEO4J_URI": server.url,
            "NEO4J_USERNAME": server.username,
            "NEO4J_PASSWORD": server.password,
        }
        print("| way | triples | seconds | triples a second | of UNWIND by hand |\n|---|--:|--:|--:|--:|")
        first = 0.0
        for name, number, seconds in measured(server, arguments):
            middle = statistics.median(seconds)
            first = first or number / middle
            rate = number / middle
            print(f"| {name} | {number:,} | {middle:.1f} | {rate:,.0f} | {rate / first:.2f} |", flush=True)
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--as-peer"]:
        print(json.dumps(peer(sys.argv[2], sys.argv[3], int(sys.argv[4]))))
    else:
        sys.exit(main())
