"""A real server on a real port, of a real graph in a file, asked over HTTP and opened in Chromium; no mocks.

The graph is that of two small reports on Yokohama, written for these tests.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import httpx
import pytest

from enishi.graph import open_graph
from enishi.web.admission import Admission
from enishi.web.app import application, bound, server_of
from enishi.web.limits import Limits

from ..queries.sample import report_2021, report_2025

Serve: TypeAlias = "Callable[..., Iterator[Served]]"


@dataclass(frozen=True)
class Served:
    """A running server: its address, and a client that follows no redirect of its own accord."""

    address: str
    client: httpx.Client
    graph: Path


@contextmanager
def served(graph: Path, limits: Limits | None = None, admission: Admission | None = None) -> Iterator[Served]:
    """A server in a thread, for as long as the block."""
    socket = bound("127.0.0.1", 0)
    port = socket.getsockname()[1]
    server = server_of(application(str(graph), limits=limits, admission=admission))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    address = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
            yield Served(address, client, graph)
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        socket.close()


@pytest.fixture(scope="session")
def graph_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of both reports."""
    path = tmp_path_factory.mktemp("web") / "ties.enishi"
    with open_graph(path) as graph:
        graph.write(report_2025())
        graph.write(report_2021())
    return path


@pytest.fixture(scope="session")
def server(graph_file: Path) -> Iterator[Served]:
    """A server of both reports, with a short limit of time."""
    with served(graph_file, Limits(seconds=3, rows=500, per_minute=100_000)) as running:
        yield running
