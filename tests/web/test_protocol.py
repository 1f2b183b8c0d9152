"""The SPARQL 1.1 Protocol: the W3C's tests of queries, the forms of answers, and clients that others wrote."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from enishi.graph import open_graph

from .conftest import Served, served

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv"),
    "RDF": ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"),
}
pytestmark = pytest.mark.filterwarnings(
    # rdflib's own reader of JSON-LD uses a class that rdflib has put away
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)
ROWS = "SELECT ?name WHERE { ?c a :City ; :name ?name } ORDER BY ?name LIMIT 3"
TRIPLES = "CONSTRUCT { ?c :name ?n } WHERE { ?c a :City ; :name ?n }"


def manifest(shared: Path) -> tuple[Graph, Path]:
    folder = shared / "conformance" / "sparql" / "sparql11" / "protocol"
    return Graph().parse(folder / "manifest.ttl"), folder


@pytest.fixture(scope="module")
def w3c(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with the graphs of the tests as named graphs."""
    _, folder = manifest(shared)
    path = tmp_path_factory.mktemp("w3c") / "w3c.enishi"
    with open_graph(path) as graph:
        for number in (1, 2, 3):
            name = f"<http://kasei.us/2009/09/sparql/data/data{number}.rdf>"
            lines = (folder / f"data{number}.nt").read_text(encoding="utf-8").splitlines()
            graph.load(f"{line.rstrip().removesuffix('.')} {name} ." for line in lines if line.strip())
    with served(path) as running:
        yield running


def send(client: httpx.Client, tests: Graph, request: Any) -> httpx.Response:
    """A request as the manifest describes it."""
    headers = {}
    if (listed := tests.value(request, HT.headers)) is not None:
        for header in Collection(tests, listed):
            headers[str(tests.value(header, HT.fieldName))] = str(tests.value(header, HT.fieldValue))
    body = tests.value(request, HT.body)
    content = None
    if body is not None:
        encoding = str(tests.value(body, CNT.characterEncoding) or "UTF-8")
        content = str(tests.value(body, CNT.chars)).encode(encoding)
    address = str(tests.value(request, HT.absolutePath))
    parts = urlsplit(address if address.startswith("/") else f"/{address}")
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    return client.request(str(tests.value(request, HT.methodName)), target, content=content, headers=headers)


@pytest.mark.needs_shared
def test_the_w3c_protocol_tests_of_queries_pass(shared: Path, w3c: Served) -> None:
    tests, _ = manifest(shared)
    failed, asked = {}, 0
    for test in tests.subjects(RDF.type, MF.ProtocolTest):
        name = str(test).rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        if "update" in name:
            continue
        asked += 1
        action = tests.value(test, MF.action)
        for request in Collection(tests, tests.value(action, HT.requests)):
            response = send(w3c.client, tests, request)
            expected = tests.value(request, HT.resp)
            statuses = {str(s)[-3] for s in tests.objects(expected, MF.expectedStatus)}
            if str(response.status_code)[0] not in statuses:
                failed[name] = f"{response.status_code}: {response.text[:200]}"
                continue
            if (wanted := tests.value(expected, MF.expectedFormat)) is not None:
                media = response.headers["content-type"].partition(";")[0]
                assert media in FORMATS[str(wanted)], name
            if (truth := tests.value(expected, MF.expectedBoolean)) is not None and "json" in media:
                assert response.json()["boolean"] is truth.toPython(), name
    assert not failed
    assert asked >= 20


@pytest.mark.needs_shared
def test_the_w3c_protocol_tests_of_updates_are_all_refused(shared: Path, w3c: Served) -> None:
    tests, _ = manifest(shared)
    before = w3c.graph.read_bytes()
    refused = 0
    for test in tests.subjects(RDF.type, MF.ProtocolTest):
        if "update" in str(test).rsplit("#", 1)[-1]:
            for request in Collection(tests, tests.value(tests.value(test, MF.action), HT.requests)):
                response = send(w3c.client, tests, request)
                if "sparql-update" in str(request) or "update" in response.request.url.path:
                    continue
                body = response.request.content
                if b"INSERT" in body or b"update=" in body or b"DROP" in body or b"CLEAR" in body:
                    assert 400 <= response.status_code < 500
                    refused += 1
    assert refused
    assert w3c.graph.read_bytes() == before


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("*/*", "application/sparql-results+json"),
    ],
)
def test_rows_come_in_the_form_that_is_accepted(server: Served, accept: str, media: str) -> None:
    response = server.client.get("/sparql", params={"query": ROWS}, headers={"accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == media
    assert response.headers["vary"] == "Accept"
    match media.rsplit("/", 1)[1]:
        case "sparql-results+json":
            assert len(json.loads(response.content)["results"]["bindings"]) == 3
        case "sparql-results+xml":
            assert len(ET.fromstring(response.content)[1]) == 3
        case "csv":
            assert len(list(csv.reader(io.StringIO(response.text)))) == 4
        case _:
            assert response.text.startswith("?name\n")


@pytest.mark.parametrize("media", ["text/turtle", "application/n-triples", "application/ld+json"])
def test_graphs_come_in_the_form_that_is_accepted(server: Served, media: str) -> None:
    response = server.client.get("/sparql", params={"query": TRIPLES}, headers={"accept": media})
    assert response.headers["content-type"].partition(";")[0] == media
    assert len(Graph().parse(data=response.content, format=media)) >= 5


def test_a_form_that_there_is_not_is_answered_with_those_there_are(server: Served) -> None:
    response = server.client.get("/sparql", params={"query": ROWS}, headers={"accept": "image/png"})
    assert response.status_code == 406
    assert "text/csv" in response.text


def test_the_service_describes_itself(server: Served) -> None:
    response = server.client.get("/sparql", headers={"accept": "text/turtle"})
    sd = Namespace("http://www.w3.org/ns/sparql-service-description#")
    told = Graph().parse(data=response.content, format="turtle")
    service = told.value(predicate=RDF.type, object=sd.Service)
    assert str(told.value(service, sd.endpoint)) == f"{server.address}/sparql"
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in told
    assert not list(told.objects(service, RDFS.label))


def test_a_browser_is_led_to_the_page_for_queries(server: Served) -> None:
    accept = {"accept": "text/html,application/xhtml+xml", "accept-language": "ja"}
    response = server.client.get("/sparql", params={"query": "ASK {}"}, headers=accept)
    assert response.status_code == 303
    assert response.headers["location"] == "/ja/query?language=sparql&query=ASK+%7B%7D"


def test_sparqlwrapper_works(server: Served) -> None:
    from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper  # type: ignore[import-untyped]  # noqa: PLC0415

    wrapper = SPARQLWrapper(f"{server.address}/sparql")
    wrapper.setQuery(ROWS)
    wrapper.setReturnFormat(JSON)
    assert len(wrapper.query().convert()["results"]["bindings"]) == 3
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(XML)
    assert wrapper.query().convert().getElementsByTagName("result").length == 3
    wrapper.setReturnFormat(CSV)
    assert wrapper.query().convert().startswith(b"name")
    wrapper.setQuery(TRIPLES)
    wrapper.setReturnFormat(TURTLE)
    assert b"enishi" in wrapper.query().convert()


def test_rdflibs_store_works(server: Served) -> None:
    graph = Graph(SPARQLStore(f"{server.address}/sparql", returnFormat="json"))
    en = "https://w3id.org/enishi/ontology#"
    assert len(graph.query(f"SELECT ?c {{ ?c a <{en}City> }}")) >= 5
    yokohama = URIRef("https://w3id.org/enishi/id/yokohama")
    assert (yokohama, RDF.type, URIRef(f"{en}City")) in graph
    assert {str(o) for o in graph.objects(yokohama, URIRef(f"{en}name"))} == {"横浜市"}


def test_terms_keep_their_types(server: Served) -> None:
    query = "SELECT (1 AS ?a) (1.50 AS ?b) ('縁'@ja AS ?c) (<urn:x> AS ?d) ?e {}"
    row = server.client.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]
    assert row["a"]["datatype"].endswith("#integer")
    assert row["b"] == {"type": "literal", "value": "1.50", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"}
    assert row["c"]["xml:lang"] == "ja"
    assert row["d"] == {"type": "uri", "value": "urn:x"}
    assert "e" not in row


def test_too_many_rows_are_refused_not_cut(server: Served) -> None:
    query = "SELECT * { ?a ?b ?c }"
    response = server.client.get("/sparql", params={"query": query})
    assert response.status_code == 503
    assert "rows" in response.text


def test_cypher_answers_json_and_csv(server: Served) -> None:
    query = "MATCH (c:City {iri: $iri}) RETURN c.name"
    asked = {"query": query, "parameters": {"iri": "https://w3id.org/enishi/id/yokohama"}}
    assert server.client.post("/cypher", json=asked).json() == {"columns": ["c.name"], "rows": [["横浜市"]]}
    params = {"query": "MATCH (c:City) RETURN c.name ORDER BY c.name LIMIT 1"}
    response = server.client.get("/cypher", params=params, headers={"accept": "text/csv"})
    assert response.text.startswith("c.name\r\n")


@pytest.mark.parametrize("base", ["id/yokohama", "statement", "document"])
@pytest.mark.parametrize("media", ["text/turtle", "application/n-triples", "application/ld+json"])
def test_iris_resolve_to_rdf_or_to_a_page(server: Served, base: str, media: str) -> None:
    with open_graph(server.graph, read_only=True) as graph:
        found = {"statement": graph.facts()[0].id, "document": graph.documents()[0].iri}
    path = found.get(base, f"https://w3id.org/enishi/{base}").removeprefix("https://w3id.org/enishi")
    path = path if path.startswith("/") else f"/{path}"
    rdf = server.client.get(path, headers={"accept": media})
    assert rdf.headers["content-type"].partition(";")[0] == media
    assert len(Graph().parse(data=rdf.content, format=media)) > 3
    page = server.client.get(path, headers={"accept": "text/html", "accept-language": "ja,en;q=0.5"})
    assert (page.status_code, page.headers["location"]) == (303, f"/ja{path}")
    assert server.client.get(page.headers["location"]).status_code == 200


def test_what_the_graph_does_not_know_is_not_found(server: Served) -> None:
    assert server.client.get("/id/nobody", headers={"accept": "text/turtle"}).status_code == 404
    assert server.client.get("/en/id/nobody").status_code == 404


def test_the_openapi_document_names_what_there_is(server: Served) -> None:
    told = server.client.get("/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    for path, methods in told["paths"].items():
        if "get" in methods and path.startswith("/en/questions"):
            assert server.client.get(path).status_code == 200
