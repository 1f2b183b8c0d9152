"""Nothing is written, fetched or read outside the graph through any door that reads; and who may ask at all."""

from __future__ import annotations

import http.server
import socket
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from enishi.web.guard import POLICY

from .conftest import Served

ATTEMPTS = tomllib.loads((Path(__file__).parent / "attempts.toml").read_text(encoding="utf-8"))
DOORS = [(door, text) for door, texts in ATTEMPTS.items() for text in texts]
LEAKS = ("root:x:", "Traceback", "site-packages", "[build-system]", "def application")


@pytest.fixture(scope="module")
def trap() -> Iterator[tuple[str, list[str]]]:
    """An address that counts who comes."""
    came: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            came.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", came
    server.shutdown()
    server.server_close()


def test_there_are_at_least_fifty_attempts() -> None:
    assert len(DOORS) >= 50


@pytest.mark.parametrize(("door", "attempt"), DOORS)
def test_an_attempt_does_nothing(server: Served, trap: tuple[str, list[str]], door: str, attempt: str) -> None:
    address, came = trap
    text = attempt.replace("{trap}", address)
    before = server.graph.read_bytes()
    client = server.client
    if door == "paths":
        answers = [client.get(text)]
    else:
        by_get = client.get(f"/{door}", params={"query": text})
        page = client.get("/en/query", params={"language": door, "query": text})
        body = {"content-type": "application/sparql-query"} if door == "sparql" else {}
        by_post = client.post(
            f"/{door}", **({"content": text.encode(), "headers": body} if body else {"json": {"query": text}})
        )
        answers = [by_get, page, by_post]
    for answer in answers:
        assert answer.status_code != 500
        assert not [leak for leak in LEAKS if leak in answer.text]
        if door == "cypher":
            assert answer.status_code == 400
        if door == "sparql" and answer.status_code == 200 and "json" in answer.headers["content-type"]:
            told = answer.json()
            assert told.get("boolean") is False or told["results"]["bindings"] == []
    assert not came
    assert server.graph.read_bytes() == before


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "", "[::2]"]
)
def test_a_foreign_name_is_refused(server: Served, host: str) -> None:
    response = server.client.get("/en", headers={"host": host})
    assert response.status_code == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST"])
def test_our_own_names_are_not(server: Served, host: str) -> None:
    assert server.client.get("/en", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
    ],
)
def test_the_pages_of_others_cannot_ask(server: Served, headers: dict[str, str]) -> None:
    assert server.client.get("/sparql", params={"query": "ASK {}"}, headers=headers).status_code == 403


def test_a_link_from_elsewhere_may_lead_here(server: Served) -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert server.client.get("/en", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "path", ["/ja", "/sparql", "/cypher", "/id/yokohama", "/assets/site.css", "/nowhere", "/en/id/nobody"]
)
def test_every_answer_carries_the_policy_and_no_cookie(server: Served, path: str) -> None:
    response = server.client.get(path)
    assert response.headers["content-security-policy"] == POLICY
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in response.headers
    assert "server" not in response.headers
    assert "access-control-allow-origin" not in response.headers


def test_the_policy_lets_nothing_inline_and_nobody_else_in() -> None:
    assert "unsafe" not in POLICY
    assert "default-src 'none'" in POLICY
    assert not [word for word in POLICY.split() if "http" in word or word == "*"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(server: Served, method: str) -> None:
    assert server.client.request(method, "/en").status_code == 405


def test_a_request_that_is_too_large_is_refused(server: Served) -> None:
    headers = {"content-type": "application/sparql-query"}
    assert server.client.post("/sparql", content=b"#" * 70_000, headers=headers).status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(70):
            yield b"#" * 1000

    assert server.client.post("/sparql", content=pieces(), headers=headers).status_code == 413


def test_a_visitor_never_sees_a_traceback(server: Served) -> None:
    for path in (
        "/en/questions/partners?city=%00",
        "/en/id/%F0%9F",
        "/en/anniversaries?fiscal_year=99999999999",
        "/en/network?centre=x&from=zz",
    ):
        response = server.client.get(path)
        assert response.status_code < 500
        assert "Traceback" not in response.text


def test_garbage_on_the_line_does_not_stop_the_server(server: Served) -> None:
    port = int(server.address.rsplit(":", 1)[1])
    for sent in (
        b"\x00\xff\xfe\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(sent)
            line.recv(100)
    assert server.client.get(f"/en/search?q={quote('横浜')}").status_code == 200
