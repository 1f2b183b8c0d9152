"""Loading RDF into Neo4j: ours beside UNWIND by hand and beside rdflib-neo4j, on the same data.

    python benchmarks/load_neo4j.py [--nodes 20000] [--ties 100000] [--own 20000] [--rounds 3] [--peer FOLDER]
        [--kind triples|ties]

Two kinds of data. *Any triples*: those of sparql_neo4j.py, by hand, as any dataset, into a graph of enishi's as
triples that are none of ours, and by the peer. *A graph of enishi's*: the dump of a table of made-up ties (--own),
in which each tie has its statement, reference, passage and mentions; all its quads count. By hand the same nodes
and relationships are written (benchmarks/load_by_hand.py; before the rounds it is checked that either way gives
back the file), and the peer gets what a reader of triples can be given of them: no named graphs, no reifiers.

The peer is no dependency: ``pip install --target FOLDER rdflib-neo4j==1.1``, and --peer FOLDER runs it in a process
of its own, as its documents show (in batches of 5,000) and, on some 2,000 of the triples, without batches. All read
one file into an empty database with a constraint on the IRI, the statements planned beforehand; they take turns,
and medians count. Starts a server of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BATCH = 5_000
_GRAPH = re.compile(r" <https://w3id\.org/enishi/graph/\w+> \.$")


def ours(driver: Any, file: Path) -> None:
    """Any dataset, one transaction."""
    from enishi.graph.sparql_cypher import Dataset, parsed  # noqa: PLC0415

    Dataset(driver).load(parsed(file.read_bytes()))


def own(driver: Any, file: Path) -> None:  # noqa: ARG001  (it has a driver of its own)
    """Into a graph of enishi's, as ``enishi load`` does it: checked, derived anew, one transaction."""
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


Way = tuple[str, Path, Callable[[Path], float]]
"""Its name, its file, and what gives the seconds."""


def written(file: Path, lines: Iterable[str]) -> Path:
    """A file of these lines."""
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def peers(arguments: argparse.Namespace, server: Any, lines: list[str], folder: Path) -> Iterator[Way]:
    """The peer's ways, over lines of N-Triples."""
    if at := arguments.peer:
        whole = written(folder / "peer.nt", lines)
        few = written(folder / "few.nt", lines[:: max(1, len(lines) // 2000)])
        yield "rdflib-neo4j, batches of 5,000", whole, lambda file: asked(at, server.url, file, BATCH)
        yield "rdflib-neo4j, without batches", few, lambda file: asked(at, server.url, file, 1)


def triples(arguments: argparse.Namespace, driver: Any, server: Any, folder: Path) -> list[Way]:
    """The ways of loading any triples."""
    from benchmarks import load_by_hand  # noqa: PLC0415
    from benchmarks.sparql_neo4j import quads  # noqa: PLC0415

    from enishi.graph.terms import line  # noqa: PLC0415

    lines = sorted({line(quad) for quad in quads(arguments.nodes, arguments.ties)})
    file = written(folder / "triples.nt", lines)
    return [
        ("UNWIND by hand", file, lambda each: timed(lambda: load_by_hand.plain(driver, each))),
        ("enishi, any dataset", file, lambda each: timed(lambda: ours(driver, each))),
        ("enishi, into a graph of its own", file, lambda each: timed(lambda: own(driver, each))),
        *peers(arguments, server, lines, folder),
    ]


def ties(arguments: argparse.Namespace, driver: Any, server: Any, folder: Path) -> list[Way]:
    """The ways of loading a graph of enishi's."""
    from benchmarks import load_by_hand  # noqa: PLC0415

    lines = dumped(folder, arguments.own)
    plain = sorted({_GRAPH.sub(" .", each) for each in lines if "<<(" not in each})
    file = written(folder / "ties.nq", lines)
    return [
        (
            "UNWIND by hand, the same nodes",
            file,
            lambda each: timed(lambda: load_by_hand.graph_of_ties(driver, each)),
        ),
        ("enishi, a graph of its own", file, lambda each: timed(lambda: own(driver, each))),
        *peers(arguments, server, plain, folder),
    ]


def dumped(folder: Path, number: int) -> list[str]:
    """The lines of a graph of so many made-up ties."""
    from benchmarks.load_embedded import made_up  # noqa: PLC0415

    from enishi.graph import open_graph  # noqa: PLC0415
    from enishi.ingest.tabulation import read_mapping, tabulate  # noqa: PLC0415
    from enishi.ontology.schema import load_schema  # noqa: PLC0415

    table, mapping = made_up(folder, number)
    with open_graph(folder / f"{number}.enishi") as graph:
        graph.write(tabulate(table, read_mapping(mapping, load_schema())).contribution)
        return list(graph.dump())


def emptied(driver: Any) -> None:
    """Take everything out of the database but what describes it."""
    from enishi.graph.sparql_cypher import Dataset  # noqa: PLC0415

    wipe = "MATCH (n) WHERE NOT n:_Meta CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS"
    with driver.session() as session:
        session.run(wipe).consume()
    Dataset(driver).empty()


def warmed(driver: Any, server: Any, ways: list[Way], folder: Path) -> None:
    """Have all ways load little once; the two of a graph of enishi's must come to the same."""
    from enishi.graph import open_graph  # noqa: PLC0415

    few = written(folder / "few.nq", dumped(folder, 200))
    for name, file, way in ways:
        emptied(driver)
        if file.suffix == ".nq":
            way(few)
            with open_graph(server.url) as graph:
                if list(graph.dump()) != few.read_text(encoding="utf-8").splitlines():
                    raise SystemExit(f"{name}: not what the file holds")
        else:
            lines = file.read_text(encoding="utf-8").splitlines()
            way(written(folder / "some.nt", lines[:: max(1, len(lines) // 2000)]))


TOLD = {
    "UNWIND by hand": "load-neo4j-triples",
    "rdflib-neo4j, without batches": "load-neo4j-peer",
    "rdflib-neo4j, batches of 5,000": "load-neo4j-peer-batches",
    "UNWIND by hand, the same nodes": "load-neo4j-own",
}
"""The figures that are told of our way, the second, beside these."""


def compare(driver: Any, server: Any, ways: list[Way], folder: Path, rounds: int) -> None:
    """Print the table of one kind of data; the first way is the measure."""
    from figures import tell  # type: ignore[import-not-found]  # noqa: PLC0415

    warmed(driver, server, ways, folder)
    took: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, file, way in ways:
            emptied(driver)
            took[name].append(way(file))
    print("| way | triples | seconds | triples a second | of UNWIND by hand |\n|---|--:|--:|--:|--:|")
    first, rates, sizes = 0.0, dict[str, float](), dict[str, int]()
    for name, file, _ in ways:
        with file.open(encoding="utf-8") as lines:
            number = sum(1 for _ in lines)
        middle = statistics.median(took[name])
        rate = number / middle
        first = first or rate
        rates[name], sizes[name] = rate, number
        print(f"| {name} | {number:,} | {middle:.1f} | {rate:,.0f} | {rate / first:.2f} |", flush=True)
    print()
    for name, theirs in rates.items():
        if name in TOLD and ("rdflib" not in name or "enishi, any dataset" in rates):
            tell(TOLD[name], rates[ways[1][0]], theirs, size=f"{sizes[ways[1][0]]:,} lines")


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, number in (("nodes", 20_000), ("ties", 100_000), ("own", 20_000), ("rounds", 3)):
        parser.add_argument(f"--{name}", type=int, default=number)
    parser.add_argument("--peer", type=Path)
    parser.add_argument("--kind", choices=["triples", "ties"], help="of this kind of data alone")
    parser.add_argument("--version")
    arguments = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    from tests.neo4j.conftest import running  # noqa: PLC0415

    from enishi.graph import open_graph  # noqa: PLC0415
    from enishi.graph.sparql_cypher import Dataset  # noqa: PLC0415

    version = ("--version", arguments.version) if arguments.version else ()
    with (
        running("--steady", *version) as server,
        server.driver() as driver,
        tempfile.TemporaryDirectory() as name,
    ):
        os.environ |= {
            "NEO4J_URI": server.url,
            "NEO4J_USERNAME": server.username,
            "NEO4J_PASSWORD": server.password,
        }
        open_graph(server.url).close()
        Dataset(driver).prepare()
        driver.execute_query("CREATE CONSTRAINT peer IF NOT EXISTS FOR (r:Resource) REQUIRE r.uri IS UNIQUE")
        folder = Path(name)
        for kind in (triples, ties):
            if arguments.kind not in (None, kind.__name__):
                continue
            compare(driver, server, kind(arguments, driver, server, folder), folder, arguments.rounds)
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--as-peer"]:
        print(json.dumps(peer(sys.argv[2], sys.argv[3], int(sys.argv[4]))))
    else:
        sys.exit(main())
