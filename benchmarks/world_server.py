"""A world of ties on a Neo4j server: how it is loaded, and what asking about one thing takes.

    python benchmarks/world_server.py [--statements 50000] [--table twin_cities.csv] [--seed 1] [--imported HOME]

The world is that of ``world.py``, written document by document, each of 5,000 statements in one transaction; with
--imported, the same world as Neo4j's own importer put it into a folder (``scripts/neo4j_import.py``). Asked are all
questions of the catalogue about one or two things, of the city with most ties and of one with few, in
SPARQL and in Cypher, best of three by the clock (limit 100 ms). Exit code 1 where the limit is missed. Needs Java
and Maven (`make neo4j`).
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "benchmarks")]

from figures import tell  # type: ignore[import-not-found]  # noqa: E402
from made_up import World, pairs  # type: ignore[import-not-found]  # noqa: E402
from tests.neo4j.conftest import running  # noqa: E402
from world import POINT, cells_for, is_point, things  # type: ignore[import-not-found]  # noqa: E402

from enishi.errors import QueryStopped  # noqa: E402
from enishi.graph import Graph, open_graph  # noqa: E402
from enishi.queries.catalogue import load_catalogue  # noqa: E402

MEMORY: Final = "1g"
"""What the server may keep of an imported database in memory, beside 1 GB of its own."""
RUNS: Final = 3
PATIENCE: Final = 20.0


def loaded(graph: Graph, world: World, statements: int) -> str:
    """Write the world's documents, and tell what it took."""
    began, written = time.perf_counter(), 0
    for contribution in world.contributions(statements):
        graph.write(contribution)
        written += len(contribution.statements)
        print(f"\r{written:,} of {statements:,}", end="", file=sys.stderr, flush=True)
    took = time.perf_counter() - began
    print(file=sys.stderr)
    return f"{written:,} statements in {took:.0f} s, {took / written * 1000:.2f} ms a statement"


def indexed(graph: Graph, seconds: float) -> str:
    """What is there of an imported database, and what opening it took: on the first time, indexes are made."""
    counted = graph.cypher("MATCH (:_Enishi)-[r]->(:_Enishi) WHERE r.statement IS NOT NULL RETURN count(r)")
    return f"{counted.rows[0][0]:,} ties, opened in {seconds:.0f} s"


@contextmanager
def serving(home: Path | None) -> Iterator[str]:
    """A server's address, with its login in the environment: an empty one, or one on an imported database."""
    folder = [] if home is None else ["--folder", str(home), "--setting", f"server.memory.pagecache.size={MEMORY}"]
    kept = None if home is None else "of-this-machine-alone"
    with running("--steady", *folder, password=kept) as server:
        os.environ |= {"NEO4J_USERNAME": server.username, "NEO4J_PASSWORD": server.password}
        yield server.url


def best(run: Callable[[], Any]) -> tuple[float, int]:
    """The best milliseconds of some runs by the clock, and the rows; the first run does not count."""
    rows = len(getattr(run(), "rows", ()))
    least = float("inf")
    for _ in range(RUNS):
        began = time.perf_counter()
        run()
        least = min(least, (time.perf_counter() - began) * 1000)
    return least, rows


def asked(graph: Graph, world: World) -> Iterator[tuple[str, str, int, float | None, float | None]]:
    """Question, of which city, rows, milliseconds in SPARQL and in Cypher (``None``: not in time)."""
    for question in filter(is_point, load_catalogue().values()):
        for whose, known in things(world, graph).items():
            cells = cells_for(question, known)
            if cells is None:
                continue
            took: list[float | None] = []
            rows = 0
            for ask, text in ((graph.sparql, question.sparql), (graph.cypher, question.cypher)):
                try:
                    least, rows = best(partial(ask, text, cells, timeout=PATIENCE))
                    took.append(least)
                except QueryStopped:
                    took.append(None)
            yield question.id, whose, rows, took[0], took[1]


def main() -> int:
    """Load, ask, print tables; 1 where a question about one thing takes longer than its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=2_000)
    parser.add_argument("--table", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--imported", type=Path, metavar="HOME")
    arguments = parser.parse_args()
    world = World(pairs(arguments.table), arguments.seed)
    with serving(arguments.imported) as url:
        began = time.perf_counter()
        with open_graph(url) as graph:
            there = arguments.imported and indexed(graph, time.perf_counter() - began)
            print(there or loaded(graph, world, arguments.statements), flush=True)
            print("\n| question | of | rows | SPARQL ms | Cypher ms |\n|---|---|--:|--:|--:|")
            over = number = 0
            for name, whose, rows, sparql, cypher in asked(graph, world):
                figures = ["not in time" if took is None else f"{took:.0f}" for took in (sparql, cypher)]
                number += 1
                over += any(took is None or took > POINT for took in (sparql, cypher))
                print(f"| {name} | {whose} | {rows:,} | {figures[0]} | {figures[1]} |", flush=True)
    of = "an imported database" if arguments.imported else f"{arguments.statements:,} statements"
    tell("point-server", over, size=f"{of}, {number} questions")
    print(f"\nover the limit of {POINT:.0f} ms: {over}")
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main())
