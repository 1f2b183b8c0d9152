"""Many documents into one graph: seconds, memory, and that the graph is the same however many processes read.

    python benchmarks/many_documents.py [--number 10000] [--jobs 1 2] [--seed 1]

The documents are made of lines of the samples, drawn by the seed, each under another city's heading and date.
For each number of jobs a process of its own ingests all of them; printed are its seconds, the most memory in each
tenth of the way (of it and the processes that read and write for it, what they share counted once; Linux only), and
the digest of the graph's dump. Exit code 1 where the digests differ or where memory grows.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from figures import tell  # type: ignore[import-not-found]

ROOT = Path(__file__).parents[1]
CITIES = ("横浜市", "神戸市", "広島市", "札幌市", "金沢市", "長崎市", "福岡市", "仙台市")
TENTHS = 10
FILLED = 3  # tenths in which bounded caches fill
GROWTH = 1.25  # times the memory of those that the rest may take
ENOUGH = 1_000  # documents: of fewer a tenth is not even one transaction
PAUSE = 0.1  # seconds between two looks at the memory


def documents(number: int, seed: int) -> Iterator[tuple[str, str]]:
    """Name and text of each document."""
    lines = [
        line
        for file in sorted((ROOT / "samples").glob("*.ja.*"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if len(line) > 12 and "|" not in line
    ]
    chance = random.Random(seed)  # noqa: S311  (nothing secret)
    for n in range(number):
        city, year = chance.choice(CITIES), chance.randrange(1990, 2026)
        said = "\n".join(line.replace("横浜市", city) for line in chance.sample(lines, 6))
        yield f"{n:05}.txt", f"{city}の国際交流 {year}年度 第{n}号\n\n{said}\n"


class Watch(threading.Thread):
    """Looks at the memory of this process and its children; ``most`` is the most in each tenth of the way."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.tenth = 0
        self.most = [0] * TENTHS

    def run(self) -> None:
        while True:
            self.most[self.tenth] = max(self.most[self.tenth], round(megabytes()))
            time.sleep(PAUSE)


def megabytes() -> float:
    """The memory of this process and of its children, shared pages counted once."""
    own = Path("/proc/self")
    children = (own / "task" / own.resolve().name / "children").read_text(encoding="utf-8").split()
    total = _share(own)
    for child in children:
        with contextlib.suppress(OSError):  # it has ended
            # Until a new process runs a program of its own it is this one.
            if Path("/proc", child, "cmdline").read_bytes() != (own / "cmdline").read_bytes():
                total += _share(Path("/proc", child))
    return total


def _share(process: Path) -> float:
    lines = (process / "smaps_rollup").read_text(encoding="utf-8").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


def ingested(folder: Path, graph_file: Path, jobs: int) -> dict[str, object]:
    """Ingest a folder, in this process."""
    sys.path.insert(0, str(ROOT / "src"))
    from enishi.graph import open_graph  # noqa: PLC0415
    from enishi.pipeline import ingest  # noqa: PLC0415

    watch = Watch()
    watch.start()

    def progress(done: int, of: int, _: Path) -> None:
        watch.tenth = done * TENTHS // of

    began = time.monotonic()
    with open_graph(graph_file) as graph:
        results = ingest([folder], graph, progress=progress, jobs=jobs)
        seconds, most = time.monotonic() - began, list(watch.most)  # before the dump, which takes memory of its own
        digest = hashlib.sha256()
        for line in graph.dump():
            digest.update(line if isinstance(line, bytes) else line.encode())
    return {
        "jobs": jobs,
        "documents": len(results),
        "statements": sum(r.statements for r in results),
        "seconds": round(seconds),
        "megabytes": most,
        "digest": digest.hexdigest()[:16],
    }


def main() -> int:
    """Make the documents, ingest them by each number of jobs, and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ingest", nargs=2, type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.ingest:
        folder, graph_file = asked.ingest
        print(json.dumps(ingested(folder, graph_file, asked.jobs[0])))
        return 0
    rows = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "documents")
        folder.mkdir()
        for name, text in documents(asked.number, asked.seed):
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        for jobs in asked.jobs:
            graph_file = Path(place, f"{jobs}.enishi")
            command = [sys.executable, __file__, "--jobs", str(jobs), "--ingest", str(folder), str(graph_file)]
            done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")  # noqa: S603
            rows.append(json.loads(done.stdout))
            print(" ".join(f"{key} {value}" for key, value in rows[-1].items()), flush=True)
    tell("memory-documents", max(max(row["megabytes"]) for row in rows), size=f"{asked.number:,} documents")
    same = len({row["digest"] for row in rows}) == 1
    flat = all(max(row["megabytes"][FILLED:]) <= GROWTH * max(row["megabytes"][:FILLED]) for row in rows)
    print(f"the same graph: {same}; flat memory: {flat if asked.number >= ENOUGH else 'too few to say'}")
    return int(not (same and (flat or asked.number < ENOUGH)))


if __name__ == "__main__":
    sys.exit(main())
