"""SIGKILL of a Neo4j server in the middle of a load: what was acknowledged is there, once, when it is back.

    python benchmarks/kills_server.py [--times 10] [--seed 1]

Each round starts a server on a folder of its own, ingests into it, kills the server at a moment drawn from the time
that ingest takes undisturbed, starts it again on the same folder and looks: is every document there whose writing
was told; does any statement or reference stand there twice; does all that follows from the evidence hold; how did
the program end that was ingesting; and does the same command, run again, end at the bytes of an undisturbed file.
Needs Java and Maven (`make neo4j`).
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.kills import command, dump, reports, start  # noqa: E402
from tests.neo4j.conftest import running  # noqa: E402
from tests.neo4j.test_faults import free_port  # noqa: E402

from enishi.graph import open_graph  # noqa: E402

PASSWORD = "a-password"  # noqa: S105  (of a server that lives for a minute)
COLUMNS = (
    "kills",
    "documents told",
    "ended before",
    "lost",
    "doubled",
    "not as it follows",
    "ended badly",
    "ends otherwise",
)


def round_of(inputs: Path, folder: Path, seconds: float) -> Counter[str]:
    """One round: what went wrong, by its name."""
    found, kept = Counter(kills=1), ("--folder", str(folder / "data"), "--port", free_port())
    with running(*kept, password=PASSWORD) as first:
        with start(command("ingest", inputs, first.url)) as process:  # type: ignore[arg-type]
            time.sleep(seconds)
            found["ended before"] += process.poll() is not None
            os.kill(first.pid, signal.SIGKILL)
            told = {line.removesuffix(".txt") for line in process.communicate()[0].split("\n") if line}
        found["documents told"] += len(told)
        found["ended badly"] += process.returncode not in (0, 1)
    with running(*kept, password=PASSWORD) as second:
        with open_graph(second.url) as graph:
            names = Counter(document.name.removesuffix(".txt") for document in graph.documents())
            references = Counter((f.id, r.document, r.start, r.end) for f in graph.facts() for r in f.references)
            found["lost"] += len(told - set(names))
            found["doubled"] += sum(n > 1 for n in (*names.values(), *references.values()))
            found["not as it follows"] += graph.recompute(apply=False)  # type: ignore[attr-defined]
        with start(command("ingest", inputs, second.url)) as again:  # type: ignore[arg-type]
            again.communicate()
        with open_graph(second.url) as graph:
            found["ends otherwise"] += list(graph.dump()) != dump(inputs / "whole.enishi")
    return found


def main() -> int:
    """Print the table; 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    os.environ["NEO4J_PASSWORD"] = PASSWORD
    chance, total = random.Random(asked.seed), Counter[str]()  # noqa: S311  (not a secret)
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder, "inputs")
        inputs.mkdir()
        reports(inputs / "reports")
        with start(command("ingest", inputs, inputs / "whole.enishi")) as process:
            process.communicate()
        with running("--folder", str(Path(folder, "timed")), "--port", free_port(), password=PASSWORD) as server:
            began = time.monotonic()
            with start(command("ingest", inputs, server.url)) as process:  # type: ignore[arg-type]
                process.communicate()
            whole = time.monotonic() - began
        for n in range(asked.times):
            place = Path(folder, str(n))
            place.mkdir()
            total.update(round_of(inputs, place, chance.uniform(0.15, 1.0) * whole))
            print(f"{n + 1} of {asked.times}: {dict(total)}", file=sys.stderr, flush=True)
    print(f"| {' | '.join(COLUMNS)} |\n|{'--:|' * len(COLUMNS)}")
    print(f"| {' | '.join(str(total[column]) for column in COLUMNS)} |")
    return int(any(total[column] for column in COLUMNS[3:]))


if __name__ == "__main__":
    sys.exit(main())
