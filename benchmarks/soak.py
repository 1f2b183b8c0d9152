"""A server under mixed load for a time: does its memory grow, does it ever fail.

    python benchmarks/soak.py [--seconds 60] [--readers 8] [--writes 20] [--seed 1] [--json FILE]

`enishi serve` runs as a process of its own on a graph of the samples. Readers, each from an address of its own
(127.0.0.2, …: one address may ask 600 queries a minute), ask it, one after the other, for pages of the explorer,
many of them never asked for before (so that nothing kept answers for it), for names half typed, for SPARQL and
Cypher, for exports, for what is not there (404), for queries that are wrong (400) and for one that takes too long
(503 at its limit of seconds). Every --writes seconds a document is written or withdrawn meanwhile. Counted as an
error is any other status than the one that belongs to a request, and any answer cut off.
Memory is that of the server with its child processes, each second (Linux). Growth is that of the median of the last
quarter over the median of the first, after a warm-up of a fifth of the time, ten minutes at most. Exit code 1 for
an error, or for memory that grows by more than a twentieth.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Final
from urllib.parse import quote, urlencode

ROOT: Final = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src")]

from figures import tell  # type: ignore[import-not-found]  # noqa: E402

from enishi.demo import samples  # noqa: E402
from enishi.graph import Graph, open_graph  # noqa: E402
from enishi.pipeline import contributions  # noqa: E402

LIMIT: Final = 3.0
"""Seconds that a query may take."""
GROWTH: Final = 1.05
WARM: Final = 600.0
SLOW: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?f && ?f < ?i) }"
KNOWN: Final = ("Yokohama", "横浜市", "CITYNET", "UNDP", "Lyon", "上海", "欧州事務所", "Vietnam")


@dataclass(slots=True)
class Seen:
    """What came back: seconds of each request, errors by what was wrong, megabytes with the second of each."""

    taken: list[float] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    memory: list[tuple[float, float]] = field(default_factory=list)
    writes: int = 0


def requests(chance: random.Random, iris: list[str]) -> Iterator[tuple[str, str, int]]:
    """Kind, path and the status that belongs to it, without end."""
    number = 0
    while True:
        number += 1
        lang, name = chance.choice(("ja", "en")), chance.choice(KNOWN)
        new = f"seen={number}-{chance.randrange(10**9)}"
        local = chance.choice(iris).removeprefix("https://w3id.org/enishi/")
        ask = {"query": f"SELECT ?c {{ ?c a :City }} LIMIT {1 + number % 7} # {new}"}
        match = {"query": f"MATCH (c:City) RETURN c.name ORDER BY c.name LIMIT {1 + number % 7} // {new}"}
        wrong = chance.choice(("SELECT * {", "INSERT DATA { <urn:a> <urn:b> <urn:c> }"))
        year = chance.randrange(1990, 2060)
        yield chance.choices(
            (
                ("entity", f"/{lang}/{local}?{new}", 200),
                ("search", f"/{lang}/search?q={quote(name[: 1 + number % len(name)])}&{new}", 200),
                ("suggestions", f"/{lang}/suggestions?q={quote(name[:2])}&{new}", 200),
                ("question", f"/{lang}/questions/partners?city={quote('横浜市')}&{new}", 200),
                ("anniversaries", f"/{lang}/anniversaries?fiscal_year={year}&{new}", 200),
                ("calendar", f"/{lang}/anniversaries?fiscal_year={year}&form=ics", 200),
                ("network", f"/{lang}/network?centre={quote('横浜市')}&{new}", 200),
                ("changes", f"/{lang}/changes?before=FY2021&after=FY2025&{new}", 200),
                ("documents", f"/{lang}/documents?{new}", 200),
                ("sparql", f"/sparql?{urlencode(ask)}", 200),
                ("cypher", f"/cypher?{urlencode(match)}", 200),
                ("wrong", f"/sparql?{urlencode({'query': wrong})}", 400),
                ("missing", f"/{lang}/id/nothing-{number}", 404),
                ("slow", f"/sparql?{urlencode({'query': SLOW})}", 503),
            ),
            weights=(20, 10, 10, 10, 5, 3, 8, 4, 5, 10, 10, 3, 3, 0.2),
        )[0]


async def reader(
    port: int, until: float, seen: Seen, iris: list[str], *, chance: random.Random, address: str
) -> None:
    """Ask from an address until the time is over, a breath between two requests."""
    for kind, path, status in requests(chance, iris):
        if time.monotonic() > until:
            return
        began = time.monotonic()
        try:
            got, said = await asyncio.wait_for(get(port, path, address), 60)
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            seen.errors[f"{kind}: {type(error).__name__}"] += 1
        else:
            if got != status:
                seen.errors[f"{kind}: {got} for {status}, {said[:80]!r}"] += 1
        seen.taken.append(time.monotonic() - began)
        seen.kinds[kind] += 1
        await asyncio.sleep(chance.random() * 0.3)


async def get(port: int, path: str, address: str) -> tuple[int, str]:
    """The status of an answer that came whole, and what it says."""
    stream, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0))
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        head = (await stream.readuntil(b"\r\n\r\n")).decode().lower()
        length = re.search(r"content-length: (\d+)", head)
        body = await stream.readexactly(int(length[1])) if length else b""
        return int(head.split(" ", 2)[1]), body.decode(errors="replace")
    finally:
        writer.close()


async def watch(process: int, until: float, seen: Seen) -> None:
    """The server's memory, each second."""
    began = time.monotonic()
    while time.monotonic() < until:
        seen.memory.append((time.monotonic() - began, _megabytes(process)))
        await asyncio.sleep(1)


def _megabytes(process: int) -> float:
    """What a process and those it started hold in memory, as Linux tells it."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = entry.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        parents.setdefault(int(told[1]), []).append(int(entry.parent.name))
    whole, waiting = 0.0, [process]
    while waiting:
        each = waiting.pop()
        waiting += parents.get(each, [])
        try:
            told = Path(f"/proc/{each}/status").read_text(encoding="utf-8")
        except OSError:
            continue
        found = re.search(r"VmRSS:\s+(\d+)", told)
        whole += int(found[1]) / 1000 if found else 0.0
    return whole


async def write(graph: Graph, every: float, until: float, seen: Seen) -> None:
    """Withdraw a document and write it again, by turns."""
    last = [given for _, given in contributions(samples())][-1]
    while time.monotonic() + every < until:
        await asyncio.sleep(every)
        if seen.writes % 2:
            await asyncio.to_thread(graph.write, last)
        else:
            await asyncio.to_thread(graph.withdraw, last.document.iri)
        seen.writes += 1


async def load(port: int, process: int, graph: Graph, given: argparse.Namespace) -> Seen:
    """All of it together, for the time given."""
    seen, until = Seen(), time.monotonic() + given.seconds
    known = [entity.iri for entity in graph.entities()]
    first = {entity for fact in graph.facts() for entity in (fact.subject,)} & set(known)
    last = [contribution for _, contribution in contributions(samples())][-1]
    gone = {entity.iri for entity in last.entities}  # a page of what is withdrawn just now is rightly not there
    iris = sorted(first - gone)
    chances = [random.Random(given.seed * 1000 + n) for n in range(given.readers)]  # noqa: S311  (nothing secret)
    await asyncio.gather(
        watch(process, until, seen),
        write(graph, given.writes, until, seen),
        *(
            reader(port, until, seen, iris, chance=each, address=f"127.0.0.{n}")
            for n, each in enumerate(chances, 2)
        ),
    )
    return seen


def growth(memory: list[tuple[float, float]], seconds: float) -> float:
    """Memory of the last quarter over that of the first, after the warm-up."""
    warm = min(WARM, seconds / 5)
    after = [(at, held) for at, held in memory if at >= warm]
    quarter = (seconds - warm) / 4
    early = [held for at, held in after if at < warm + quarter]
    late = [held for at, held in after if at >= seconds - quarter]
    return median(late) / median(early) if early and late and median(early) else 1.0


def main() -> int:
    """Run the server and the load; 1 for an error or for growth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--writes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "ties.enishi")
        with open_graph(file) as graph:
            for _, contribution in contributions(samples()):
                graph.write(contribution)
            command = [sys.executable, "-m", "enishi", "serve", "--graph", str(file), "--port", "0", "--lang", "en"]
            with subprocess.Popen(  # noqa: S603  (our own program)
                [*command, "--seconds", str(LIMIT)],
                stderr=subprocess.PIPE,
                encoding="utf-8",
                env={"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "PATH": ""},
            ) as server:
                try:
                    assert server.stderr is not None
                    found = re.search(r"http://\S+:(\d+)", server.stderr.readline())
                    assert found is not None, "the server did not start"
                    seen = asyncio.run(load(int(found[1]), server.pid, graph, given))
                    dead = server.poll() is not None
                finally:
                    server.terminate()
                said = server.stderr.read()
    return told(seen, given, dead, said)


def told(seen: Seen, given: argparse.Namespace, dead: bool, said: str) -> int:
    """Print what was seen; 1 where a limit is missed."""
    seen.taken.sort()
    grown, held = growth(seen.memory, given.seconds), [each for _, each in seen.memory]
    print(f"{given.seconds:.0f} s, {given.readers} readers, {len(seen.taken):,} requests, {seen.writes} writes")
    print(", ".join(f"{kind} {number}" for kind, number in sorted(seen.kinds.items())))
    if seen.taken:
        at95 = seen.taken[int(len(seen.taken) * 0.95)]
        print(f"median {median(seen.taken) * 1000:.0f} ms, 95th percentile {at95 * 1000:.0f} ms")
    if held:
        steps = [held[int((len(held) - 1) * part / 10)] for part in range(11)]
        print(f"memory at each tenth, MB: {', '.join(f'{step:.0f}' for step in steps)}; most {max(held):.0f}")
    print(f"growth after the warm-up: {(grown - 1) * 100:+.1f} % (limit {(GROWTH - 1) * 100:.0f} %)")
    print(f"errors: {sum(seen.errors.values())}" + "".join(f"\n  {n} x {what}" for what, n in seen.errors.items()))
    if said.strip():
        print(f"the server said:\n{said}")
    size = f"{given.seconds:.0f} s, {len(seen.taken):,} requests"
    tell("soak-errors", sum(seen.errors.values()), size=size)
    tell("soak-growth", max(0.0, (grown - 1) * 100), size=size)
    if given.json:
        plain: dict[str, Any] = {"growth": grown, "memory": seen.memory, "errors": dict(seen.errors)}
        given.json.write_text(json.dumps(plain, indent=2), encoding="utf-8")
    return int(dead or bool(seen.errors) or grown > GROWTH)


if __name__ == "__main__":
    sys.exit(main())
