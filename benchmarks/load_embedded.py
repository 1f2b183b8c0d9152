"""Writing into the graph file: ours beside the bare engine and beside pyoxigraph, for the same quads.

    python benchmarks/load_embedded.py [--table FILE --mapping FILE] [--small] [--json FILE]

Without a table: ties between made-up cities, 2,000 with --small, else 10,000. Processor time counts, that of child
processes included, as the machine is shared; wall-clock time stands beside it. "bare" is oxilite's own bulk_load of
the same quads into a file, in the order in which a set gives them and sorted; pyoxigraph, if it is installed
(`pip install pyoxigraph`; no dependency), loads them into a store on disk by its bulk_load.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src")]

from figures import release, tell  # type: ignore[import-not-found]  # noqa: E402

from enishi.graph import bulk, open_graph  # noqa: E402
from enishi.ingest.tabulation import read_mapping, tabulate  # noqa: E402
from enishi.ontology.model import Contribution  # noqa: E402
from enishi.ontology.schema import load_schema  # noqa: E402

LIMIT = 1.2
MAPPING = """title = "Made-up ties"
relation = "sisterCityOf"
since = "since"
[subject]
kind = "City"
name = "a"
[object]
kind = "City"
name = "b"
"""
Took = tuple[float, float]


def used() -> float:
    return sum(
        r.ru_utime + r.ru_stime for r in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def timed(run: Callable[[], object]) -> Took:
    """Seconds of processor and of clock."""
    wall, processor = time.perf_counter(), used()
    run()
    return used() - processor, time.perf_counter() - wall


def made_up(folder: Path, ties: int) -> tuple[Path, Path]:
    chance, table, mapping = random.Random(1), folder / "ties.csv", folder / "ties.toml"  # noqa: S311
    rows = {(chance.randrange(ties // 3), chance.randrange(ties // 3)) for _ in range(2 * ties)}
    lines = [f"Aburg {a},Bham {b},{1950 + (a + b) % 70}" for a, b in sorted(rows)[:ties]]
    table.write_text("\n".join(["a,b,since", *lines, ""]), encoding="utf-8")
    mapping.write_text(MAPPING, encoding="utf-8")
    return table, mapping


def bare(file: Path, lines: list[str]) -> None:
    import oxilite  # noqa: PLC0415

    text = "\n".join(lines).encode()
    store = oxilite.Store(file, graph_index=False)
    store.bulk_load(text, oxilite.RdfFormat.N_QUADS)
    del store


def peer(folder: Path, lines: list[str]) -> None:
    import pyoxigraph  # noqa: PLC0415

    store = pyoxigraph.Store(str(folder))
    store.bulk_load("\n".join(lines).encode(), pyoxigraph.RdfFormat.N_QUADS)
    store.flush()


def measured(contribution: Contribution, folder: Path) -> dict[str, Any]:
    """Seconds of each, and how many quads."""
    merged, spent = bulk.merged, [0.0, 0.0]

    def watched(*given: Any) -> bulk.Merged | None:
        outcome: list[bulk.Merged | None] = []
        took = timed(lambda: outcome.append(merged(*given)))
        spent[0], spent[1] = spent[0] + took[0], spent[1] + took[1]
        return outcome[0]

    bulk.merged = watched
    with open_graph(folder / "ours.enishi") as graph:
        whole = timed(lambda: graph.write(contribution))
        again = timed(lambda: graph.write(contribution))
    with open_graph(folder / "ours.enishi", read_only=True) as graph:
        lines = list(graph.dump())
    shuffled = lines[:]
    random.Random(1).shuffle(shuffled)  # noqa: S311
    found: dict[str, Any] = {
        "ours, into the file": tuple(spent),
        "ours, whole write": whole,
        "ours, the same again": again,
        "bare oxilite, as a set gives them": timed(lambda: bare(folder / "bare.sqlite", shuffled)),
        "bare oxilite, sorted": timed(lambda: bare(folder / "sorted.sqlite", lines)),
    }
    try:
        found["pyoxigraph"] = timed(lambda: peer(folder / "peer", shuffled))
    except ImportError:
        print("pyoxigraph is not installed: not measured", file=sys.stderr)
    return {"quads": len(lines), "seconds": found}


def main() -> int:
    """Print the table; 1 where the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("table", "mapping", "json"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--small", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table, mapping = arguments.table, arguments.mapping
        if table is None:
            table, mapping = made_up(folder, 2_000 if arguments.small else 10_000)
        contribution = tabulate(table, read_mapping(mapping, load_schema())).contribution
        found = measured(contribution, folder)
    seconds = found["seconds"]
    base = seconds["bare oxilite, as a set gives them"][0]
    print(f"{len(contribution.statements)} statements, {found['quads']} quads; {os.cpu_count()} cores, Python")
    print(f"{platform.python_version()}, oxilite {release('oxilite')}, pyoxigraph {release('pyoxigraph')}\n")
    print("| what | processor s | clock s | ratio to bare oxilite | limit |\n|---|--:|--:|--:|--:|")
    for what, (processor, clock) in seconds.items():
        limit = LIMIT if what == "ours, into the file" else ""
        print(f"| {what} | {processor:.1f} | {clock:.1f} | {processor / base:.2f} | {limit} |")
    size = f"{found['quads']:,} quads"
    for name, other in (
        ("load-embedded", "bare oxilite, as a set gives them"),
        ("load-embedded-peer", "pyoxigraph"),
    ):
        if other in seconds:
            tell(name, seconds["ours, into the file"][0], seconds[other][0], size=size)
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=2), encoding="utf-8")
    return int(seconds["ours, into the file"][0] > LIMIT * base)


if __name__ == "__main__":
    sys.exit(main())
