"""How long the program takes to start, beside Python alone and beside Python with the libraries that it works with.

    python benchmarks/start_up.py [--times 15]

Each is a process of its own; they take turns, and the median of the clock counts, with the processor's beside it.
Exit code 1 where the program takes more than ten times as long as Python alone.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from figures import tell  # type: ignore[import-not-found]

ROOT: Final = Path(__file__).parents[1]
MOST: Final = 10
LIBRARIES: Final = "import rdflib, networkx, neo4j, pyvis.network, owlready2"
WAYS: Final = {
    "Python alone": ["-c", "pass"],
    "enishi --help": ["-m", "enishi", "--help"],
    "enishi --version": ["-m", "enishi", "--version"],
    "enishi ask --help": ["-m", "enishi", "ask", "--help"],
    "Python with rdflib, networkx, neo4j, pyvis and owlready2": ["-c", LIBRARIES],
}


def run(arguments: list[str]) -> tuple[float, float]:
    """Milliseconds of the clock and of the processor."""
    before, began = used(), time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)  # noqa: S603
    return (time.perf_counter() - began) * 1000, (used() - before) * 1000


def used() -> float:
    """Seconds of processor of the children so far."""
    told = resource.getrusage(resource.RUSAGE_CHILDREN)
    return told.ru_utime + told.ru_stime


def main() -> int:
    """Print the table; 1 where the limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=15)
    times = parser.parse_args().times
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in WAYS}
    for _ in range(times):
        for name, arguments in WAYS.items():
            took[name].append(run(arguments))
    middle = {name: [statistics.median(each[n] for each in runs) for n in (0, 1)] for name, runs in took.items()}
    base = middle["Python alone"][0]
    print("| what | clock ms | processor ms | ratio | limit |\n|---|--:|--:|--:|--:|")
    for name, (clock, processor) in middle.items():
        limit = MOST if name == "enishi --help" else ""
        print(f"| {name} | {clock:.0f} | {processor:.0f} | {clock / base:.1f} | {limit} |")
    ours = middle["enishi --help"][0]
    tell("start-up", ours, base, size=f"medians of {times}")
    return int(ours > MOST * base)


if __name__ == "__main__":
    sys.exit(main())
