"""A database filled by Neo4j's own importer, without an installed server: for development, tests and measurements.

    enishi dump TABLES --form neo4j-csv --graph G | python scripts/neo4j_import.py TABLES HOME [--memory 1g]

Reads the command that ``dump`` prints, and runs it in the folder of the tables on the database in HOME, which
``neo4j_server.py --folder HOME`` then starts; ``schema.cypher`` is run afterwards, as for any server.
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from scripts.neo4j_server import VERSION, configure, fetch, java  # noqa: E402


def fill(tables: Path, home: Path, command: str, *, memory: str = "512m", version: str = VERSION) -> str:
    """Run the importer's command on the database in a folder; returns what it told. Raises where it fails."""
    home.mkdir(parents=True, exist_ok=True)
    configure(home, 0, None, [])
    run = [*java(fetch(version), memory), "org.neo4j.cli.AdminTool", *shlex.split(command)[1:]]
    environment = {**os.environ, "NEO4J_HOME": str(home.resolve()), "NEO4J_CONF": str(home.resolve())}
    done = subprocess.run(  # noqa: S603  (the importer, with a command of our own)
        run, cwd=tables, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise SystemExit(f"The importer failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", type=Path)
    parser.add_argument("home", type=Path)
    parser.add_argument("--memory", default="512m", help="what Java may take beside the importer's own")
    parser.add_argument("--version", default=VERSION)
    given = parser.parse_args()
    print(fill(given.tables, given.home, sys.stdin.read(), memory=given.memory, version=given.version))
    return 0


if __name__ == "__main__":
    sys.exit(main())
