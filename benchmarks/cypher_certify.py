"""Certify the written subset of Cypher: every scenario and random queries, embedded against Neo4j.

    python benchmarks/cypher_certify.py [--server bolt://127.0.0.1:7687] [--worlds 20] [--queries 60] [--seed 1]

Without --server one is started here (scripts/neo4j_server.py); the one that --server names (NEO4J_USERNAME,
NEO4J_PASSWORD) is emptied. Ends with 1 where anything differs.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.sparql_certify import server  # noqa: E402
from tests.graph.cypher_differences import random_differences, scenario_differences  # noqa: E402
from tests.graph.cypher_world import scenarios  # noqa: E402
from tests.neo4j.conftest import Server  # noqa: E402


def certify(at: Server, arguments: argparse.Namespace) -> bool:
    """Whether nothing differs; tells what does, and how the queries ended."""
    count: Counter[str] = Counter()
    different = 0
    with at.driver() as driver:
        for text in scenario_differences(driver):
            different += 1
            print(f"scenario  {text}\n", flush=True)
        for text in random_differences(driver, arguments.seed, arguments.worlds, arguments.queries, count):
            different += 1
            print(f"random    {text}\n", flush=True)
    answered = sum("rows" in scenario for scenario in scenarios()[1])
    print(f"{answered} scenarios and {sum(count.values())} random queries; {different} differ")
    for name, number in count.most_common():
        print(f"{number:7}  {name}")
    return not different


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server")
    parser.add_argument("--worlds", type=int, default=20)
    parser.add_argument("--queries", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with server(arguments.server, None) as at:
        return not certify(at, arguments)


if __name__ == "__main__":
    sys.exit(main())
