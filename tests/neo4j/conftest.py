"""What is real here: the Neo4j server. One is started for the session, in a process that ends with this one.

Where Java or Maven is missing the tests are skipped with the reason; in CI, which has them, they fail. A server of
one's own is used with ENISHI_TEST_NEO4J=bolt://... and NEO4J_PASSWORD; its database is emptied.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase

from enishi.graph import Graph, open_graph

from ..graph.sample import LEAFLET, REPORT

SCRIPT = Path(__file__).parents[2] / "scripts" / "neo4j_server.py"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address, its login, the process of the program that runs it and its own."""

    url: str
    username: str
    password: str
    pid: int = 0
    process: subprocess.Popen[str] | None = None

    def driver(self) -> Driver:
        """A plain driver, past enishi."""
        auth = (self.username, self.password)
        return GraphDatabase.driver(self.url, auth=auth, notifications_min_severity="OFF")

    def empty(self) -> None:
        """Take everything out of the database."""
        with self.driver() as driver:
            driver.execute_query("MATCH (n) DETACH DELETE n")


@contextmanager
def running(*arguments: str, password: str | None = None) -> Iterator[Server]:
    """A server of its own, stopped at the end."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NEO4J_")}
    with subprocess.Popen(
        [sys.executable, str(SCRIPT), "--json", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=environment | ({"NEO4J_PASSWORD": password} if password else {}),
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, "the server did not start"
        yield Server(**json.loads(line), process=process)
        assert process.stdin is not None
        process.stdin.close()
        process.wait(60)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The session's server."""
    if own := os.environ.get("ENISHI_TEST_NEO4J"):
        yield Server(own, os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""))
        return
    for program, remedy in (("java", "apt-get install default-jre-headless"), ("mvn", "apt-get install maven")):
        if not shutil.which(program):
            lack = f"no {program}, which the Neo4j server needs ({remedy})"
            (pytest.fail if os.environ.get("CI") else pytest.skip)(lack)
    with running() as server:
        yield server


def login(server: Server, patch: pytest.MonkeyPatch) -> None:
    """Put the server's login into the environment."""
    patch.setenv("NEO4J_USERNAME", server.username)
    patch.setenv("NEO4J_PASSWORD", server.password)
    patch.delenv("NEO4J_DATABASE", raising=False)


@pytest.fixture
def neo4j(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The session's server with an empty database, and its login in the environment."""
    login(server, monkeypatch)
    server.empty()
    return server


@pytest.fixture
def empty(neo4j: Server) -> Iterator[Graph]:
    """A graph on the server without anything in it."""
    with open_graph(neo4j.url) as graph:
        yield graph


@pytest.fixture(scope="session")
def kept(server: Server) -> Iterator[dict[str, Graph]]:
    """The graph of both sample documents at its version, for as long as nobody empties the database."""
    held: dict[str, Graph] = {}
    yield held
    for graph in held.values():
        graph.close()


@pytest.fixture
def asked(server: Server, kept: dict[str, Graph], monkeypatch: pytest.MonkeyPatch) -> Graph:
    """A graph of both sample documents, only read: filled anew where another test has emptied the database."""
    for version, graph in kept.items():
        if graph.version() == version:
            return graph
        graph.close()
    kept.clear()
    login(server, monkeypatch)
    server.empty()
    graph = open_graph(server.url)
    graph.write(REPORT)
    graph.write(LEAFLET)
    kept[graph.version()] = graph
    return graph
