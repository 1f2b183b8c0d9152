"""The second extractor against a real HTTP server that answers well, badly, slowly, and not at all."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from enishi.errors import ModelUnreachable, UsageError
from enishi.graph import open_graph
from enishi.ingest.llm import Client, ModelExtractor
from enishi.ontology.model import Contribution, Document
from enishi.ontology.schema import load_schema
from enishi.pipeline import ingest

TEXT = "横浜市は、昭和40年に\nマニラ市との縁を結んだ。リヨン市とも親しい。"
GOOD: dict[str, Any] = {
    "relation": "sister_city_of",
    "subject": "横浜市",
    "subject_kind": "City",
    "object": "マニラ市",
    "object_kind": "City",
    "since": "1965",
    "quote": "昭和40年にマニラ市との縁を結んだ",
}


class Server(ThreadingHTTPServer):
    """Answers with what a test puts into ``replies``, one after the other, then with the last again."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies: list[tuple[int, str, float]] = []
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that has gone away is no error here."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(json.loads(body))
        self.server.keys.append(self.headers.get("Authorization"))
        replies = self.server.replies
        code, text, wait = replies.pop(0) if len(replies) > 1 else replies[0]
        time.sleep(wait)
        self.send_response(code)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.02,))
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def said(*facts: object) -> str:
    message = {"message": {"content": json.dumps({"facts": facts}, ensure_ascii=False)}}
    return json.dumps({"choices": [message], "usage": {"prompt_tokens": 100, "completion_tokens": 7}})


def extractor(server: Server, **how: Any) -> ModelExtractor:
    return ModelExtractor(Client(server.url, "small", **({"pause": 0.01, "timeout": 5.0} | how)), load_schema())


def document(text: str = TEXT) -> Document:
    return Document(Document.iri_for("0" * 64), "d", text, "d", "ja", "text/plain", "0" * 64)


def found(server: Server, *facts: object) -> Contribution:
    server.replies = [(200, said(*facts), 0)]
    return extractor(server)(document())


def test_a_good_answer_is_a_fact_with_its_quote_from_the_text(server: Server) -> None:
    model = extractor(server)
    server.replies = [(200, said(GOOD), 0)]
    (made,) = model(document()).statements
    (reference,) = made.references
    assert reference.quote == TEXT[reference.start : reference.end] == "昭和40年に\nマニラ市との縁を結んだ"
    assert (reference.extractor, reference.since) == ("llm:small", "1965")
    assert (model.client.usage.prompt_tokens, model.client.usage.completion_tokens) == (100, 7)
    schema = server.asked[0]["response_format"]["json_schema"]["schema"]
    assert "sister_city_of" in schema["properties"]["facts"]["items"]["properties"]["relation"]["enum"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quote": "マニラ市と姉妹都市である"}, "llm_quote"),
        ({"quote": ""}, "llm_quote"),
        ({"relation": "loves"}, "llm_answer"),
        ({"since": "long ago"}, "llm_answer"),
        ({"status": "sure"}, "llm_answer"),
        ({"object_kind": "Unicorn"}, "llm_answer"),
        ({"object": "5", "object_kind": "Count"}, "kinds"),
    ],
)
def test_what_the_text_or_the_ontology_does_not_bear_out_is_dropped(
    server: Server, change: dict[str, Any], reason: str
) -> None:
    made = found(server, GOOD | change)
    assert (made.statements, [o.reason for o in made.omissions]) == ((), [reason])


@pytest.mark.parametrize(
    "reply", ["", "no JSON", "[]", '{"choices": []}', said().replace("facts", "acts"), said(1)]
)
def test_a_bad_answer_gives_no_fact(server: Server, reply: str) -> None:
    server.replies = [(200, reply, 0)]
    made = extractor(server)(document())
    assert (made.statements, [o.reason for o in made.omissions]) == ((), ["llm_answer"])


def test_it_is_asked_again_where_that_may_help(server: Server) -> None:
    server.replies = [(503, "", 0), (429, "", 0), (200, said(GOOD), 0)]
    assert len(extractor(server)(document()).statements) == 1
    server.replies = [(200, said(GOOD), 1.0), (200, said(GOOD), 0)]
    assert len(extractor(server, timeout=0.5)(document()).statements) == 1


def test_what_does_not_answer_is_an_error_with_its_place(server: Server) -> None:
    server.replies = [(401, "", 0)]
    with pytest.raises(ModelUnreachable, match="HTTP 401"):
        extractor(server)(document())
    server.replies = [(200, said(GOOD), 1.0)]
    with pytest.raises(ModelUnreachable, match="2 tries"):
        extractor(server, timeout=0.2, retries=1)(document())
    nobody = ModelExtractor(Client("http://127.0.0.1:9/v1", "small", retries=1, pause=0.01), load_schema())
    with pytest.raises(ModelUnreachable, match=r"127\.0\.0\.1:9"):
        nobody(document())
    with pytest.raises(UsageError):
        Client("file:///etc", "small")


def test_a_key_comes_from_the_environment_alone(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    found(server)
    monkeypatch.setenv("ENISHI_LLM_KEY", "k")
    found(server)
    assert server.keys == [None, "Bearer k"]


def test_nothing_is_sent_unless_asked_and_both_extractors_share_a_statement(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("横浜市は1965年にマニラ市と姉妹都市となりました。", encoding="utf-8")
    server.replies = [(200, said(GOOD | {"quote": "1965年にマニラ市と姉妹都市となりました"}), 0)]
    with open_graph(tmp_path / "ties.enishi") as graph:
        ingest([file], graph)
        assert not server.asked
        ingest([file], graph, model=extractor(server))
        twins = [f for f in graph.facts() if f.relation == "sisterCityOf"]
        assert len(twins) == 1
        assert {r.extractor for r in twins[0].references} == {"rules", "llm:small"}
