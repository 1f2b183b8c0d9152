"""Certify the written subset of Cypher: every scenario and random queries, embedded against Neo4j.

    python benchmarks/cypher_certify.py [--server bolt://127.0.0.1:7687] [--worlds 20] [--queries 60] [--seed 1]

Without --server a Neo4j is fetched with Maven (once, into --jars), started on this machine and stopped again. It
needs Java 17. The server named by --server is emptied. Ends with 1 where anything differs.
"""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

VERSION = "5.26.30"
ARTIFACTS = (("org.neo4j", "neo4j"), ("org.neo4j.app", "neo4j-server"))
OPENS = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.nio", "java.io", "sun.nio.ch", "java.lang")]


def fetch(jars: Path) -> None:
    """Fetch the server's jars, unless they are there."""
    if any(jars.glob("neo4j-server-*.jar")):
        return
    needs = "".join(
        f"<dependency><groupId>{group}</groupId><artifactId>{name}</artifactId><version>{VERSION}</version></dependency>"
        for group, name in ARTIFACTS
    )
    with tempfile.TemporaryDirectory() as folder:
        pom = Path(folder) / "pom.xml"
        head = "<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId>"
        pom.write_text(
            f"{head}<version>1</version><dependencies>{needs}</dependencies></project>", encoding="utf-8"
        )
        copy = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={jars.resolve()}"]
        subprocess.run(["mvn", "-q", "-B", "-f", str(pom), *copy], check=True, timeout=600)  # noqa: S603, S607


@contextmanager
def started(jars: Path) -> Iterator[str]:
    """A server with an empty database, on a free port of this machine, without a login."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    settings = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": address,
        "server.bolt.advertised_address": address,
        "server.http.enabled": "false",
        "dbms.security.auth_enabled": "false",
        "dbms.usage_report.enabled": "false",
        "server.memory.pagecache.size": "64m",
    }
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "neo4j.conf").write_text("\n".join(f"{k}={v}" for k, v in settings.items()), encoding="utf-8")
        main = ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={home}"]
        java = ["java", "-Xmx1g", *OPENS, "-cp", f"{jars}/*", *main]
        log = home / "logs" / "neo4j.log"
        with subprocess.Popen(java, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
            try:
                for _ in range(240):
                    if log.is_file() and "Started." in log.read_text(encoding="utf-8"):
                        break
                    if process.poll() is not None:
                        raise SystemExit("Neo4j did not start")
                    time.sleep(0.25)
                yield f"bolt://{address}"
            finally:
                process.terminate()
                process.wait(60)


def certify(server: str, arguments: argparse.Namespace) -> bool:
    """Whether nothing differs; tells what does, and how the queries ended."""
    from neo4j import GraphDatabase  # noqa: PLC0415  (after the path is set)
    from tests.graph.cypher_differences import (  # noqa: PLC0415
        random_differences,
        scenario_differences,
    )
    from tests.graph.cypher_world import scenarios  # noqa: PLC0415

    count: Counter[str] = Counter()
    different = 0
    with GraphDatabase.driver(server, notifications_min_severity="OFF") as driver:
        for text in scenario_differences(driver):
            different += 1
            print(f"scenario  {text}\n")
        for text in random_differences(driver, arguments.seed, arguments.worlds, arguments.queries, count):
            different += 1
            print(f"random    {text}\n")
    answered = sum("rows" in scenario for scenario in scenarios()[1])
    print(f"{answered} scenarios and {sum(count.values())} random queries; {different} differ")
    for name, number in count.most_common():
        print(f"{number:7}  {name}")
    return not different


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server")
    parser.add_argument("--jars", type=Path, default=ROOT / ".cache" / "neo4j" / VERSION)
    parser.add_argument("--worlds", type=int, default=20)
    parser.add_argument("--queries", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.server:
        return not certify(arguments.server, arguments)
    fetch(arguments.jars)
    with started(arguments.jars) as server:
        return not certify(server, arguments)


if __name__ == "__main__":
    sys.exit(main())
