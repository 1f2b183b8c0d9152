"""How long the explorer's pages take on a large graph, each the first time that anybody asks for it.

    python benchmarks/explorer_pages.py [--statements 100000] [--keep FOLDER] [--tree PATH ...] [--runs 3]

A server of a made-up world (``made_up.py``) is started as its command starts it. The clock of the first page runs
from the start of the command; the other pages are asked for once the server rests, one after the other, and none
was kept or drawn for another visitor. Of each page: the median seconds of some servers, its status, and the bytes
of the answer, and the seconds of processor that the server took for it; of the server, the most memory it has had.
The ratio is of processor time: the clock tells how busy the machine was. With several ``--tree`` (working trees of
this project) their servers take turns, and the table shows them side by side.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Final

import httpx

ROOT: Final = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "benchmarks")]

from explorer import rested, spent  # type: ignore[import-not-found]  # noqa: E402
from made_up import World, pairs  # type: ignore[import-not-found]  # noqa: E402
from scripts.memory import most_memory  # noqa: E402

from enishi.graph.filling import fill  # noqa: E402
from enishi.web.pages import local  # noqa: E402

FIRST: Final = "/en"


def pages(world: World) -> dict[str, str]:
    """Pages by what they are."""
    (hub, second), (few, _) = world.ranked()
    country = world.countries()[0]
    return {
        "search, a part of many names": "/en/search?q=town",
        "search, a name": "/ja/search?q=Town77",
        "search, none has it": "/en/search?q=Zzyzx+Quux",
        "suggestions": "/en/suggestions?q=tow",
        "a city with most ties": local("en", hub),
        "a city with few ties": local("en", few),
        "a country": local("en", country),
        "network around a hub": f"/en/network?centre={second}",
        "network around a country": f"/en/network?centre={country}",
        "network around few": f"/en/network?centre={few}",
        "network, 500 things around a hub": f"/ja/network?centre={second}&limit=500",
        "path between two": f"/en/network?centre={few}&other={second}",
        "another path": f"/en/network?centre={few}&other={hub}",
        "documents": "/en/documents",
        "a question's form": "/en/questions/partners",
        "a question about a hub": f"/en/questions/partners?city={hub}",
        "ties to a country": f"/en/questions/ties-to-country?country={country}",
        "anniversaries, every 60 years": "/en/anniversaries?fiscal_year=2027&every=60",
        "anniversaries, every ten": "/en/anniversaries?fiscal_year=2027&every=10",
    }


@contextmanager
def server(tree: Path, file: Path) -> Iterator[tuple[httpx.Client, int]]:
    """A server of a tree's own code: a client of it, and its process."""
    command = [sys.executable, "-m", "enishi", "serve", "--graph", str(file), "--port", "0", "--seconds", "60"]
    own = {**os.environ, "PYTHONPATH": str(tree / "src")}
    with subprocess.Popen(  # noqa: S603  (our own command)
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8", env=own, cwd=tree
    ) as process:
        try:
            assert process.stderr is not None
            found = re.search(r"http://\S+", process.stderr.readline())
            if found is None:
                raise SystemExit(f"the server of {tree} did not start")
            with httpx.Client(base_url=found[0].rstrip("/"), timeout=300, trust_env=False) as client:
                yield client, process.pid
        finally:
            process.terminate()


def opened(tree: Path, file: Path, wanted: dict[str, str]) -> Iterator[tuple[str, float, float, str]]:
    """What each page of a new server took by the clock and by the processor, and what it came to."""
    started = time.perf_counter()
    with server(tree, file) as (client, process):
        client.get(FIRST).raise_for_status()
        yield "the first page after the start", time.perf_counter() - started, spent(process), ""
        yield "all that is made beforehand", time.perf_counter() - started, rested(process), ""
        yield "MB once it rests", most_memory(process), most_memory(process), ""
        for name, path in wanted.items():
            started, before = time.perf_counter(), spent(process)
            answer = client.get(path)
            took = time.perf_counter() - started
            yield name, took, spent(process) - before, f"{answer.status_code}, {len(answer.content):,}"
        yield "MB after all pages", most_memory(process), most_memory(process), ""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the file is made, and found again")
    parser.add_argument("--tree", type=Path, action="append", help="a working tree: this one where none is given")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", help="part of the name of the pages that are asked for")
    given = parser.parse_args()
    world = World(pairs(None, max(400, given.statements // 4)))
    trees = [tree.resolve() for tree in given.tree or [ROOT]]
    took: dict[str, dict[Path, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    came: dict[str, dict[Path, str]] = defaultdict(dict)
    with tempfile.TemporaryDirectory() as made:
        file = (given.keep or Path(made)) / f"explorer-{given.statements}.enishi"
        if not file.exists():
            fill(file, world.contributions(given.statements))
        wanted = {name: path for name, path in pages(world).items() if given.only in name}
        for _ in range(given.runs):
            for tree in trees:
                for name, seconds, processor, what in opened(tree, file, wanted):
                    took[name][tree].append((seconds, processor))
                    came[name][tree] = what
    print("| page | " + " | ".join(f"{tree.name}" for tree in trees) + " | ratio | status, bytes |")
    print("|---|" + "---:|" * (len(trees) + 1) + "---|")
    for name, by in took.items():
        middle = [[median(each) for each in zip(*by[tree], strict=True)] for tree in trees]
        cells = [f"{m[1]:.0f}" if name.startswith("MB") else f"{m[0]:.2f} ({m[1]:.2f})" for m in middle]
        ratio = f"{middle[-1][1] / middle[0][1]:.2f}" if len(trees) > 1 and middle[0][1] else ""
        print(f"| {name} | {' | '.join(cells)} | {ratio} | {' / '.join(dict.fromkeys(came[name].values()))} |")


if __name__ == "__main__":
    main()
