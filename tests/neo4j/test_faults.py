"""What goes wrong with a server is said in clear words, loses nothing and doubles nothing."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from neo4j.exceptions import Neo4jError

from enishi.errors import DataError, EnishiError, GraphFileError, GraphUnreachable, QueryError, UsageError
from enishi.graph import Graph, open_graph
from enishi.graph.neo4j import Neo4jGraph
from enishi.graph.neo4j.connection import Address, credentials, failure, supported
from enishi.ontology.model import Contribution
from enishi.words import Words

from ..graph.sample import LEAFLET, LYON, REPORT, YOKOHAMA, fact, paper
from .conftest import Server, running


def told(error: EnishiError) -> str:
    """What people read: in both languages, without a placeholder left."""
    texts = [Words(lang).error(error) for lang in ("ja", "en")]
    assert all("{" not in text for text in texts)
    return texts[1]


def test_a_wrong_password_is_refused(neo4j: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "wrong-one")
    with pytest.raises(GraphUnreachable) as raised:
        open_graph(neo4j.url)
    assert raised.value.key == "neo4j_login"
    assert "NEO4J_PASSWORD" in told(raised.value) and "wrong-one" not in told(raised.value)
    assert raised.value.exit_code == 4


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "x")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"bolt://127.0.0.1:{free.getsockname()[1]}"
        start = time.monotonic()
        with pytest.raises(GraphUnreachable) as raised:
            open_graph(address)
    assert raised.value.key == "neo4j_unreachable" and address in told(raised.value)
    assert time.monotonic() - start < 20


@contextmanager
def web_server() -> Iterator[str]:
    class Quiet(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Quiet) as served:
        thread = threading.Thread(target=served.serve_forever, daemon=True)
        thread.start()
        yield f"bolt://127.0.0.1:{served.server_port}"
        served.shutdown()


def test_a_server_of_another_kind_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "x")
    with web_server() as address, pytest.raises(GraphUnreachable) as raised:
        open_graph(address)
    assert raised.value.key == "neo4j_not_bolt"
    assert "7687" in told(raised.value)


@pytest.mark.parametrize(
    ("agent", "key"),
    [
        ("Neo4j/v5.11.0 compatible graph database server - Memgraph", "neo4j_other_product"),
        ("Neo4j/4.4.40", "neo4j_old"),
        ("Neo4j/5.25.1", "neo4j_old"),
    ],
)
def test_another_product_and_an_old_version_are_refused(agent: str, key: str) -> None:
    with pytest.raises(GraphUnreachable) as raised:
        supported(agent, Address.read("bolt://localhost"))
    assert raised.value.key == key
    assert agent.split("/")[1] in told(raised.value)


@pytest.mark.parametrize("agent", ["Neo4j/5.26.30", "Neo4j/2026.08.1"])
def test_supported_versions_are_taken(agent: str) -> None:
    supported(agent, Address.read("bolt://localhost"))


def test_a_database_that_is_not_there_is_named(neo4j: Server) -> None:
    with pytest.raises(GraphUnreachable) as raised:
        open_graph(f"{neo4j.url}/nowhere")
    assert raised.value.key == "neo4j_database"
    assert "nowhere" in told(raised.value)


def test_an_empty_database_is_no_graph_to_read(neo4j: Server) -> None:
    with pytest.raises(GraphFileError) as raised:
        open_graph(neo4j.url, read_only=True, create=False)
    assert raised.value.key == "neo4j_no_graph"
    told(raised.value)


def test_a_graph_opened_to_read_is_not_written(empty: Graph, neo4j: Server) -> None:
    with open_graph(neo4j.url, read_only=True) as graph:
        with pytest.raises(GraphFileError) as raised:
            graph.write(REPORT)
        assert list(graph.dump()) == []
    assert raised.value.key == "neo4j_read_only"


@pytest.mark.parametrize("location", ["bolt://neo4j:secret@localhost", "neo4j+s://user@host/database"])
def test_a_password_in_the_address_is_refused_and_not_repeated(location: str) -> None:
    with pytest.raises(UsageError) as raised:
        open_graph(location)
    assert raised.value.key == "neo4j_password_in_address"
    assert "secret" not in told(raised.value)


@pytest.mark.parametrize("location", ["bolt://", "bolt://host:port", "bolt://host/a/b"])
def test_what_is_no_address_is_refused(location: str) -> None:
    with pytest.raises(UsageError) as raised:
        open_graph(location)
    assert raised.value.key == "neo4j_address"


def test_the_login_comes_from_the_environment_then_netrc_then_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = Address.read("bolt://graph.example:7687/ties")
    monkeypatch.setenv("NEO4J_USERNAME", "reader")
    monkeypatch.setenv("NEO4J_PASSWORD", "one")
    file = tmp_path / "netrc"
    file.write_text("machine graph.example login writer password two\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(file))
    assert credentials(address) == ("reader", "one")
    monkeypatch.delenv("NEO4J_PASSWORD")
    assert credentials(address) == ("writer", "two")
    assert credentials(Address.read("bolt://elsewhere.example")) is None
    file.write_text("machine graph.example what is this\n", encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        credentials(address)
    assert raised.value.key == "neo4j_netrc"


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("Neo.ClientError.Security.Forbidden", "neo4j_rights"),
        ("Neo.ClientError.Security.AuthenticationRateLimit", "neo4j_login_limit"),
        ("Neo.ClientError.General.WriteOnReadOnlyAccessDatabase", "neo4j_read_only"),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "neo4j_busy"),
        ("Neo.DatabaseError.General.UnknownError", "neo4j_failed"),
    ],
)
def test_what_a_server_says_is_put_in_our_words(code: str, key: str) -> None:
    error = Neo4jError._hydrate_neo4j(code=code, message="it says so")
    found = failure(error, Address.read("bolt://localhost"))
    assert found.key == key
    told(found)


def test_a_long_iri_changes_nothing(empty: Graph) -> None:
    before = list(empty.dump())
    with pytest.raises(DataError) as raised:
        empty.load([f"<urn:{'x' * 9000}> <urn:p> <urn:o> ."])
    assert raised.value.key == "neo4j_iri_long"
    assert list(empty.dump()) == before


def test_a_text_of_a_megabyte_and_a_long_name_come_back(empty: Graph, tmp_path: Path) -> None:
    quote, name = "縁" * 350_000, "長" * 5_000
    said = paper("long", fact(YOKOHAMA, "sisterCityOf", LYON), sentences=(quote,))
    lines = [f'<urn:a> <https://w3id.org/enishi/ontology#name> "{name}" .']
    empty.write(said)
    empty.load(lines)
    with open_graph(tmp_path / "file.enishi") as file:
        file.write(said)
        file.load(lines)
        assert list(empty.dump()) == list(file.dump())


def test_what_sparql_holds_has_a_limit(empty: Graph, neo4j: Server) -> None:
    empty.write(REPORT)
    with Neo4jGraph(neo4j.url, memory=3) as graph, pytest.raises(QueryError) as raised:
        graph.sparql("ASK { ?s ?p ?o }")
    assert raised.value.key == "sparql_slice_large"
    told(raised.value)


def test_what_somebody_else_keeps_in_the_database_is_left_alone(neo4j: Server) -> None:
    with neo4j.driver() as driver:
        tie = "-[:SISTER_CITY_OF {statement: 'x'}]->"
        make = f"CREATE (:City {{iri: $iri, name: 'theirs'}}){tie}(:Document {{text: 't'}})"
        driver.execute_query(make, iri=YOKOHAMA.iri)
        census = "MATCH (n) WHERE n:City OR n:Document RETURN labels(n) AS l, properties(n) AS p ORDER BY l"
        with open_graph(neo4j.url) as graph:
            graph.write(REPORT)
            graph.write(LEAFLET)
            assert "theirs" not in "\n".join(graph.dump())
            rows = graph.cypher("MATCH (c) WHERE c.iri = $iri RETURN c.name", {"iri": YOKOHAMA.iri}).rows
            assert rows == (("横浜市",),)
            for document in graph.documents():
                graph.withdraw(document.iri)
            assert list(graph.dump()) == []
        left = driver.execute_query(census).records
        assert [(r["l"], r["p"]) for r in left] == [
            (["City"], {"iri": YOKOHAMA.iri, "name": "theirs"}),
            (["Document"], {"text": "t"}),
        ]


def test_two_at_once_lose_nothing(neo4j: Server, tmp_path: Path) -> None:
    papers = [paper(f"p{n}", fact(YOKOHAMA, "sisterCityOf", LYON, since=str(1959 + n))) for n in range(6)]
    errors: list[BaseException] = []

    def write(mine: list[Contribution]) -> None:
        try:
            with open_graph(neo4j.url) as graph:
                for each in mine:
                    graph.write(each)
        except BaseException as error:  # shown by the test
            errors.append(error)

    open_graph(neo4j.url).close()
    threads = [threading.Thread(target=write, args=(papers[n::2],)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    with open_graph(neo4j.url) as graph, open_graph(tmp_path / "file.enishi") as file:
        for each in papers:
            file.write(each)
        assert list(graph.dump()) == list(file.dump())


@pytest.mark.parametrize("years", [-30, 30])
def test_a_clock_that_is_wrong_by_years_changes_nothing(
    empty: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, years: int
) -> None:
    right = time.time
    monkeypatch.setattr(time, "time", lambda: max(right() + years * 365 * 86400, 1.0))
    with open_graph(tmp_path / "file.enishi") as file:
        for graph in (file, empty):
            graph.write(REPORT)
            graph.write(LEAFLET)
            graph.withdraw(REPORT.document.iri)
        query = "SELECT ?a ?b { ?a :sisterCityOf ?b }"
        assert empty.sparql(query, timeout=20) == file.sparql(query, timeout=20)
        assert list(empty.dump()) == list(file.dump())


def test_a_user_who_must_change_the_password_first_is_told_so(
    neo4j: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with neo4j.driver() as driver:
        driver.execute_query("CREATE OR REPLACE USER guest SET PASSWORD 'for-the-first-time'", database_="system")
    monkeypatch.setenv("NEO4J_USERNAME", "guest")
    monkeypatch.setenv("NEO4J_PASSWORD", "for-the-first-time")
    with pytest.raises(GraphUnreachable) as raised:
        open_graph(neo4j.url)
    assert raised.value.key == "neo4j_login_expired"
    assert "for-the-first-time" not in told(raised.value) and raised.value.exit_code == 4


def free_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


def gone(pid: int, seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except (ProcessLookupError, FileNotFoundError):
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes in /proc, as Linux has them")
def test_a_server_killed_in_the_middle_loses_nothing_and_doubles_nothing(
    neo4j: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = [fact(YOKOHAMA, "sisterCityOf", LYON, {"edition": str(n)}, since="1959") for n in range(300)]
    papers = [paper("small", facts[0]), paper("large", *facts), paper("last", facts[1])]
    port, login = free_port(), "a-password"
    kept = ("--folder", str(tmp_path / "data"), "--port", port)
    monkeypatch.setenv("NEO4J_PASSWORD", login)
    ends: list[str] = []

    def ingest(url: str) -> None:
        try:
            with open_graph(url) as graph:
                for each in papers:
                    graph.write(each)
                    ends.append("written")
        except GraphUnreachable as error:
            ends.append(error.key)

    with running(*kept, password=login) as first:
        thread = threading.Thread(target=ingest, args=(first.url,))
        thread.start()
        until = time.monotonic() + 60
        while not ends and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(0.5)
        os.kill(first.pid, signal.SIGKILL)
    with running(*kept, password=login) as second:
        thread.join()
        assert ends and set(ends) <= {"written", "neo4j_unreachable"}
        with open_graph(second.url) as graph, open_graph(tmp_path / "file.enishi") as file:
            for each in papers:
                graph.write(each)
                file.write(each)
            assert list(graph.dump()) == list(file.dump())
        assert second.process is not None
        second.process.kill()
        assert gone(second.pid), "the server outlives the program that started it"


def test_a_database_that_is_read_only_is_read_and_not_written(
    neo4j: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    login = "a-password"
    kept = ("--folder", str(tmp_path / "data"))
    monkeypatch.setenv("NEO4J_PASSWORD", login)
    with running(*kept, password=login) as writable, open_graph(writable.url) as graph:
        graph.write(REPORT)
        before = list(graph.dump())
    with (
        running(*kept, "--setting", "server.databases.read_only=neo4j", password=login) as server,
        open_graph(server.url) as graph,
    ):
        for change in (lambda: graph.write(LEAFLET), lambda: graph.load([f"<{LYON.iri}> <urn:p> <urn:o> ."])):
            with pytest.raises(GraphFileError) as raised:
                change()
            assert raised.value.key == "neo4j_read_only" and raised.value.exit_code == 3
            assert server.url in told(raised.value)
        assert list(graph.dump()) == before
        assert graph.sparql("ASK { ?a :sisterCityOf ?b }") is True
