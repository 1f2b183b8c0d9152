"""Fifty readers at once, slow queries among them: the others read on, the slow ones end at their limit."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from ..loops import alone

READERS, ROUNDS, LIMIT = 50, 6, 8.0
PAGES = (
    "/ja",
    "/en/id/yokohama",
    "/ja/id/yokohama",
    "/en/search?q=yoko",
    "/ja/questions/partners?city=Yokohama",
    "/en/anniversaries?fiscal_year=2027",
    "/ja/network?centre=Yokohama",
    "/en/documents",
    "/sparql?query=SELECT+%3Fc+%7B+%3Fc+a+%3ACity+%7D",
    "/cypher?query=MATCH+(c:City)+RETURN+c.name",
)
NEW = ("/en/id", "/en/search", "/ja/questions")
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?f && ?f < ?i) }"


@pytest.fixture
def address(graph_file: Path) -> Iterator[str]:
    """A server in a process of its own, as the command starts it."""
    command = [sys.executable, "-m", "enishi", "serve", "--graph", str(graph_file), "--port", "0", "--lang", "en"]
    with subprocess.Popen(
        [*command, "--seconds", str(LIMIT)], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, encoding="utf-8"
    ) as process:
        try:
            assert process.stderr is not None
            found = re.search(r"http://\S+", process.stderr.readline())
            assert found is not None
            yield found[0].rstrip("/")
        finally:
            process.terminate()


def test_readers_read_on_beside_a_slow_query(address: str) -> None:
    taken, slow = alone(read(address))
    taken.sort()
    worst = taken[int(len(taken) * 0.95)]
    print(f"{len(taken)} requests: median {taken[len(taken) // 2]:.3f} s, 95th percentile {worst:.3f} s")  # noqa: T201
    assert worst < LIMIT / 2, "they do not wait for the slow ones"
    for status, seconds, text in slow:
        assert status == 503
        assert LIMIT - 0.5 < seconds < LIMIT + 3
        assert "stopped after" in text


async def get(line: tuple[asyncio.StreamReader, asyncio.StreamWriter], path: str) -> tuple[int, str, float]:
    """Status, text and seconds of a request on an open connection.

    Spoken by hand: a client's library takes more of the machine than the server that it asks.
    """
    reader, writer = line
    start = time.monotonic()
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = re.search(r"content-length: (\d+)", head)
    assert length is not None
    body = await reader.readexactly(int(length[1]))
    return int(head.split(" ", 2)[1]), body.decode(), time.monotonic() - start


async def read(address: str) -> tuple[list[float], list[tuple[int, float, str]]]:
    port = int(address.rsplit(":", 1)[1])
    lines = [await asyncio.open_connection("127.0.0.1", port) for _ in range(READERS + 2)]
    for page in PAGES:  # a server that has just started has yet to load what pages need
        await get(lines[0], page)

    async def slow(number: int) -> tuple[int, float, str]:
        status, text, seconds = await get(lines[READERS + number], f"/sparql?{urlencode({'query': SLOW})}")
        return status, seconds, text

    async def reader(number: int) -> list[float]:
        taken = []
        for turn in range(ROUNDS):
            # a page that nobody has asked for yet, every third time
            page = PAGES[(number + turn) % len(PAGES)]
            new = f"{'&' if '?' in page else '?'}seen={number}" if turn % 3 == 0 and page.startswith(NEW) else ""
            status, _, seconds = await get(lines[number], page + new)
            assert status == 200
            taken.append(seconds)
        return taken

    queries = [asyncio.create_task(slow(number)) for number in range(2)]
    await asyncio.sleep(0.3)
    readers = await asyncio.gather(*(reader(number) for number in range(READERS)))
    slowed = list(await asyncio.gather(*queries))
    for _, writer in lines:
        writer.close()
    return [each for one in readers for each in one], slowed


def test_a_server_that_is_full_says_so(graph_file: Path) -> None:
    from enishi.web.limits import Limits  # noqa: PLC0415

    from .conftest import served  # noqa: PLC0415

    with served(graph_file, Limits(seconds=2, queries=1, waiting=1, per_minute=1000)) as running:

        async def crowd() -> list[int]:
            async with httpx.AsyncClient(base_url=running.address, timeout=60, trust_env=False) as client:
                answers = await asyncio.gather(*(client.get("/sparql", params={"query": SLOW}) for _ in range(6)))
                return [answer.status_code for answer in answers if "Too many queries" in answer.text]

        assert alone(crowd()) == [503] * 4


def test_one_visitor_cannot_ask_without_end(graph_file: Path) -> None:
    from enishi.web.limits import Limits  # noqa: PLC0415

    from .conftest import served  # noqa: PLC0415

    with served(graph_file, Limits(per_minute=5)) as running:
        statuses = [running.client.get("/sparql", params={"query": "ASK {}"}).status_code for _ in range(7)]
        assert statuses == [200] * 5 + [429] * 2
        refused = running.client.get("/en/query", params={"query": "ASK {}"})
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
        assert "within a minute" in refused.text
        assert running.client.get("/en/documents").status_code == 200
