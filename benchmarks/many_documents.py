"""Many documents into one graph: seconds, memory, and that the graph is the same however many processes read.

    python benchmarks/many_documents.py [--number 10000] [--jobs 1 2] [--seed 1]

The documents are made of lines of the samples, drawn by the seed, each under another city's heading and date.
For each number of jobs a process of its own ingests all of them; printed are its seconds, the most memory of it and
of its readers at a quarter of the way and at the end, and the digest of the graph's dump. Exit code 1 where the
digests differ or where memory grows.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
CITIES = ("横浜市", "神戸市", "広島市", "札幌市", "金沢市", "長崎市", "福岡市", "仙台市")
GROWTH = 1.25  # times the memory at a quarter that the end may take: bounded caches fill first


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


def ingested(folder: Path, graph_file: Path, jobs: int) -> dict[str, object]:
    """Ingest a folder, in this process."""
    sys.path.insert(0, str(ROOT / "src"))
    from enishi.graph import open_graph  # noqa: PLC0415
    from enishi.pipeline import ingest  # noqa: PLC0415

    early = [0.0]

    def progress(done: int, of: int, _: Path) -> None:
        if done == of // 4:
            early[0] = _megabytes()

    began = time.monotonic()
    with open_graph(graph_file) as graph:
        results = ingest([folder], graph, progress=progress, jobs=jobs)
        seconds, most = time.monotonic() - began, _megabytes()  # before the dump, which takes memory of its own
        digest = hashlib.sha256()
        for line in graph.dump():
            digest.update(line if isinstance(line, bytes) else line.encode())
    return {
        "jobs": jobs,
        "documents": len(results),
        "statements": sum(r.statements for r in results),
        "seconds": round(seconds),
        "early": round(early[0]),
        "most": round(most),
        "digest": digest.hexdigest()[:16],
    }


def _megabytes() -> float:
    return max(resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1000


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
    same = len({row["digest"] for row in rows}) == 1
    flat = all(row["most"] <= GROWTH * row["early"] for row in rows)
    print(f"the same graph: {same}; flat memory: {flat}")
    return int(not (same and flat))


if __name__ == "__main__":
    sys.exit(main())
