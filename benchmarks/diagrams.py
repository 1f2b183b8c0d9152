"""How fast a page of many ties is there to be read, beside pyvis's own: 500 and 5,000 things, four ties each,
each tie with a sentence of 45 Japanese characters and the title of its document of 40.

    python benchmarks/diagrams.py [--things 500]

Each page is opened from disk in a real Chromium without a graphics card (the slowest that a page may meet; WebGL is
worked out by the processor). The picture is stable when the page says so after its first frame (ours), or when
vis-network says that its physics have come to rest (pyvis's, which is given a minute). Beside the clock stands the
processor time of the page's own thread, and that of all of Chromium's processes, from the address to the stable
picture: other work on the machine lengthens the clock, not these. Writing counts Graphviz's process too.
"""

from __future__ import annotations

import argparse
import os
import time
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import networkx as nx
from figures import tell  # type: ignore[import-not-found]
from playwright.sync_api import Error, sync_playwright

from enishi.ontology.model import STATEMENT
from enishi.viz import diagram

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 60_000
SOFTWARE = ("--disable-gpu", "--enable-unsafe-swiftshader")
CLOCK = os.sysconf("SC_CLK_TCK")


def _made(seed: str, length: int) -> str:
    """A text of so many characters: kana, and nine hundred of the kanji in daily use."""
    drawn = Random(seed)  # noqa: S311  (no secret)
    codes = (
        (0xB0 + drawn.randrange(10) if drawn.random() < 0.6 else 0xA4, 0xA2 + drawn.randrange(80))
        for _ in range(length)
    )
    return "".join(bytes(code).decode("euc_jp") for code in codes)


def network(things: int) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(title=f"{things}", picture="network")
    kinds = ("City", "Office", "Event", "Project", "Company", "Country", "Agreement", "CityNetwork")
    for place in range(things):
        graph.add_node(f"n{place}", kind=kinds[place % len(kinds)], name=f"都市{place}", nameEn=f"City {place}")
        for step in (1, 7, 61, 211):
            key = STATEMENT + sha256(f"{place}-{step}".encode()).hexdigest()[:32]
            title, quote = _made(f"title {place % 25}", 40), _made(key, 45)
            cited = ((title, 1 + place % 60, quote),)
            graph.add_edge(
                f"n{place}", f"n{(place + step) % things}", key=key, relation="cooperatesWith", citations=cited
            )
    return graph


def pyvis_page(graph: nx.MultiDiGraph[str], file: Path) -> None:
    from pyvis.network import Network  # noqa: PLC0415  (the peer, and slow)

    net = Network(cdn_resources="in_line")
    for node, about in graph.nodes(data=True):
        net.add_node(node, label=about["nameEn"])
    for start, end in graph.edges():  # add_edge looks through all edges each time
        net.edges.append({"from": start, "to": end})
    file.write_text(net.generate_html(), encoding="utf-8")


def processor_of(root: int) -> float:
    """Processor seconds of all processes below one, so far."""
    told: dict[int, tuple[int, float]] = {}
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if entry.name.isdigit():
            told[int(entry.name)] = int(fields[1]), (int(fields[11]) + int(fields[12])) / CLOCK

    def below(process: int) -> bool:
        while process in told:
            process = told[process][0]
            if process == root:
                return True
        return False

    return sum(spent for process, (_, spent) in told.items() if below(process))


def opened(file: Path, stable: str) -> tuple[float, float, float]:
    """Seconds to the stable picture by the clock, by the processor in the page's thread, and in all processes."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *SOFTWARE])
        tab = browser.new_page()
        tab.goto("about:blank")
        try:
            own = tab.context.new_cdp_session(tab)
            own.send("Performance.enable", {"timeDomain": "threadTicks"})
            before, started = processor_of(os.getpid()), time.perf_counter()
            tab.goto(file.as_uri(), timeout=PATIENCE)
            tab.wait_for_function(stable, timeout=PATIENCE)
            took, whole = time.perf_counter() - started, processor_of(os.getpid()) - before
            told = {each["name"]: each["value"] for each in own.send("Performance.getMetrics")["metrics"]}
            return took, told.get("TaskDuration", float("nan")), whole
        except Error:
            return float("inf"), float("nan"), float("nan")
        finally:
            browser.close()


def spent() -> float:
    """Processor seconds of this process and of its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--things", type=int, action="append")
    print("| things | ties | page | written, processor s | MB | stable picture s | page's thread s | processes s |")
    print("|---:|---:|---|---:|---:|---:|---:|---:|")
    for things in parser.parse_args().things or (500, 5000):
        graph, stood = network(things), list[float]()
        with TemporaryDirectory() as folder:
            for name, write, stable in (
                ("enishi", diagram, "document.documentElement.dataset.ready === 'yes'"),
                (
                    "pyvis",
                    pyvis_page,
                    "typeof network !== 'undefined' && !network.physics.simulationInterval"
                    " && network.physics.stabilized",
                ),
            ):
                file = Path(folder) / f"{name}.html"
                started = spent()
                write(graph, file)
                written = spent() - started
                size = file.stat().st_size / 1e6
                shown, busy, whole = min(opened(file, stable) for _ in range(3 if name == "enishi" else 1))
                stood.append(min(shown, PATIENCE / 1000))
                text = f"{shown:.1f}" if shown * 1000 < PATIENCE else f"over {PATIENCE // 1000}"
                figures = f"{written:.1f} | {size:.2f} | {text} | {busy:.1f} | {whole:.1f}"
                print(f"| {things:,} | {graph.number_of_edges():,} | {name} | {figures} |", flush=True)
        size = f"{things:,} things, {graph.number_of_edges():,} ties"
        late = stood[-1] * 1000 >= PATIENCE
        tell("diagrams", *stood, size=f"{size}; the peer's was ended" if late else size)


if __name__ == "__main__":
    main()
