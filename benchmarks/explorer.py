"""How fast the explorer's network page is there to be read, in a real Chromium without a graphics card.

    python benchmarks/explorer.py [--statements 100000] [--things 500]

Two worlds: as many things as are shown with four ties each, and a world of very many ties (``made_up.py``) of which
the things with most ties are shown, or what surrounds the first of them, or its own page. Each page is opened three
times, once the server rests: by then it has read the names and drawn what all visitors ask for. The clock runs from
the address to the first stable picture (or until all of the thing's own page is there); beside it stands the
processor time of the page's own thread and of the server.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))
from diagrams import CHROMIUM, PATIENCE, SOFTWARE, processor_of  # type: ignore[import-not-found]
from made_up import World, pairs  # type: ignore[import-not-found]
from playwright.sync_api import sync_playwright

from enishi.graph.filling import fill
from enishi.web.app import bound, serve
from enishi.web.limits import Limits
from enishi.web.pages import local


def ring(things: int) -> World:
    """A world of so many towns with four ties each."""
    towns = [(f"Town{n}", f"Country{n % 20}") for n in range(things)]
    found = {
        (min(one, other), max(one, other))
        for place, one in enumerate(towns)
        for step in (1, 7, 61, 211)
        if (other := towns[(place + step) % things]) != one
    }
    return World(sorted(found))


def _run(file: str, port: int) -> None:
    serve(file, bound("127.0.0.1", port), host="127.0.0.1", limits=Limits(seconds=60))


@contextmanager
def server(file: Path) -> Iterator[tuple[str, int]]:
    """A server in a process of its own, warm: its address, and the process."""
    with bound("127.0.0.1", 0) as socket:
        port = socket.getsockname()[1]
    process = get_context("spawn").Process(target=_run, args=(str(file), port))
    process.start()
    try:
        yield f"http://127.0.0.1:{port}", process.pid or 0
    finally:
        process.terminate()
        process.join()


def opened(address: str, path: str, process: int) -> str:
    """One opening of a page as cells of a row."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *SOFTWARE])
        tab = browser.new_page()
        tab.goto(f"{address}/en", timeout=PATIENCE)
        own = tab.context.new_cdp_session(tab)
        own.send("Performance.enable", {"timeDomain": "threadTicks"})
        before, started = spent(process), time.perf_counter()
        tab.goto(address + path, timeout=PATIENCE)
        if "/network" in path:
            tab.wait_for_selector("#canvas[data-drawn]", timeout=PATIENCE)
        took, server_took = time.perf_counter() - started, spent(process) - before
        told = {each["name"]: each["value"] for each in own.send("Performance.getMetrics")["metrics"]}
        size = tab.evaluate("performance.getEntriesByType('navigation')[0].encodedBodySize") / 1e6
        browser.close()
    return f"{size:.2f} | {took:.1f} | {told['TaskDuration']:.1f} | {server_took:.1f}"


def spent(process: int) -> float:
    """Processor seconds of a process so far, with its children that have ended."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / 100 + processor_of(process)


def rested(process: int) -> float:
    """Wait until a server does nothing; returns the processor seconds it took until then."""
    before = -1.0
    while (now := spent(process)) - before > 0.05:
        before = now
        time.sleep(3)
    return now


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--things", type=int, action="append")
    parser.add_argument("--graphs", type=Path, help="a folder in which graphs are kept")
    given = parser.parse_args()
    print("| graph | page | MB | stable picture s | page's thread s | server s |")
    print("|---|---|---:|---:|---:|---:|")
    with TemporaryDirectory() as made:
        folder = given.graphs or Path(made)
        world = World(pairs(None, max(400, given.statements // 4)))
        wanted = [(ring(n), n * 22 // 5, (f"/en/network?limit={n}",)) for n in given.things or (500, 5000)]
        centre = world.ranked()[0][0]
        large = (
            local("en", centre),
            "/en/network?limit=500",
            "/en/network?limit=5000",
            f"/en/network?centre={centre}",
        )
        wanted.append((world, given.statements, large))
        for place, (each, statements, paths) in enumerate(wanted):
            file = folder / f"{place}-{statements}.enishi"
            if not file.exists():
                fill(file, each.contributions(statements))
            with server(file) as (address, process):
                print(f"| {statements:,} | until it rests | | | | {rested(process):.1f} |", flush=True)
                for path in paths:
                    said = path.partition("?")[2][:12] or "its own"
                    for number in ("first", "second", "third"):
                        cells = opened(address, path, process)
                        print(f"| {statements:,} | {said}, {number} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
