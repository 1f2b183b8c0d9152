"""Answers of a real server: the W3C's tests, random queries both ways, the catalogue, limits."""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from enishi.errors import GraphFileError, QueryError
from enishi.graph import Graph, open_graph
from enishi.graph.neo4j.connection import GRACE
from enishi.graph.results import Solutions
from enishi.graph.sparql_cypher import Dataset, Door, gathering, parsed
from enishi.graph.sparql_cypher.algebra import parse
from enishi.graph.sparql_cypher.compiler import compiled
from enishi.graph.sparql_cypher.own_source import OwnSource
from enishi.graph.terms import Quad, line, word
from enishi.queries.catalogue import load_catalogue

from ..graph.sample import YOKOHAMA, fact, paper, thing
from ..neo4j.conftest import Server, login
from . import own_queries, random_queries, w3c

NS = "http://example.org/"
TURTLE = f"""PREFIX : <{NS}>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
:a :knows :b, :c ; :name "A" ; a :Person . :b :knows :c ; :name "B", "b" ; :age 3 .
:c :age 03, 4, 2.0 ; :name "C"@en . _:x :knows :a ; :when "2001"^^xsd:gYear . :r rdf:reifies <<( :a :knows :b )>> .
"""


@pytest.fixture
def people(dataset: Dataset) -> Dataset:
    dataset.load(parsed(TURTLE, "text/turtle"))
    return dataset


def values(found: object) -> list[tuple[str | None, ...]]:
    assert isinstance(found, Solutions)
    return sorted(found.rows, key=str)


@pytest.mark.needs_shared
def test_the_w3c_query_evaluation_tests(dataset: Dataset, shared: Path) -> None:
    folder = shared / "conformance" / "sparql" / "sparql11"
    cases = [c for c in w3c.cases(folder) if "-res/" not in c.name]
    assert len(cases) == 225
    ways: Counter[tuple[str, bool]] = Counter()
    wrong = []
    groups = defaultdict(list)
    for case in cases:
        groups[case.data, case.named].append(case)
    for members in groups.values():
        dataset.empty()
        quads = members[0].quads()
        dataset.load(quads)
        assert list(dataset.dump()) == sorted({line(q) for q in quads}), members[0].name
        door = Door(dataset)
        for case in members:
            right = w3c.right(door.ask(case.text, timeout=60), w3c.expected(case.result))
            ways[door.way, right] += 1
            if not right:
                wrong.append((case.name, door.way))
    assert not [name for name, way in wrong if way == "compiled"]
    assert ways["compiled", True] >= 95
    # oxilite: BNODE(text) is one node for all rows, STRLANG changes a tag's case
    assert {name for name, _ in wrong} == {"functions/bnode01", "functions/strlang02"}


@pytest.mark.parametrize("seed", range(3))
def test_random_queries_are_answered_alike_both_ways(dataset: Dataset, seed: int) -> None:
    dataset.load(random_queries.graph(random.Random(seed)))  # noqa: S311
    door = Door(dataset)
    door.ask("SELECT * { ?s ?p ?o }", compile=False)
    ways: Counter[str] = Counter()
    for query in random_queries.queries(seed, 50):
        way, difference = random_queries.difference(door, query)
        assert not difference
        ways[way] += 1
    assert ways["compiled"] >= 10


@pytest.mark.parametrize("seed", range(3))
def test_both_homes_answer_random_queries_alike(
    server: Server, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    login(server, monkeypatch)
    server.empty()
    with open_graph(tmp_path / "ties.enishi") as file, open_graph(server.url) as graph:
        for each in own_queries.contributions(random.Random(seed)):  # noqa: S311
            file.write(each)
            graph.write(each)
        for query in own_queries.queries(seed, 50):
            assert not own_queries.difference(file, graph, query)


def test_every_question_of_the_catalogue_is_compiled_and_answered_as_from_a_copy(asked: Graph) -> None:
    door = Door(OwnSource(asked._server))  # type: ignore[attr-defined]
    door.ask("SELECT * { ?s ?p ?o }", compile=False)  # the whole graph is one copy for all of them
    entities = [entity.iri for entity in asked.entities()][:2]
    for question in load_catalogue().values():
        names = [p.name for p in question.parameters if f"?{p.name}" in question.sparql and p.type == "entity"]
        for entity in entities if names else entities[:1]:
            given = dict.fromkeys(names, entity)
            found = door.ask(question.sparql, given)
            assert door.way == "compiled", (question.id, door.explain(question.sparql, given))
            exact = door.ask(question.sparql, given, compile=False)
            assert found == exact, question.id


def test_a_query_begins_at_what_it_names_and_not_at_a_kind_of_tie(asked: Graph) -> None:
    query = "SELECT ?tie { ?tie rdf:subject ?b ; rdf:predicate :sisterCityOf . ?city :sisterCityOf ?b }"
    told = asked.explain(query, {"city": YOKOHAMA.iri})
    named = next(key for key, value in told.parameters.items() if value == YOKOHAMA.iri)
    assert told.way == "compiled"
    assert told.cypher.index(f"${named}") < told.cypher.index(".statement")


def test_alternatives_within_an_exists_are_compiled(asked: Graph) -> None:
    door = Door(OwnSource(asked._server))  # type: ignore[attr-defined]
    begun = "{ ?tie rdf:subject ?b } UNION { ?tie rdf:object ?b }"
    for told in ("EXISTS", "NOT EXISTS"):
        query = f"SELECT ?a ?b {{ ?s rdf:subject ?a ; rdf:object ?b FILTER {told} {{ {begun} ?tie :since ?d }} }}"
        found = door.ask(query)
        assert door.way == "compiled"
        assert isinstance(found, Solutions) and found.rows
        assert set(found.rows) == set(values(door.ask(query, compile=False)))


def test_a_tie_that_two_statements_assert_is_one_triple(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_USERNAME", server.username)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    server.empty()
    tie = word("hostedEvent")
    visit = thing("visit", "Event", "訪問", "Visit")
    editions = [
        fact(YOKOHAMA, "hostedEvent", visit, {"edition": n}, since=since)
        for n, since in (("1", "1965"), ("2", "1970"))
    ]
    with open_graph(server.url) as graph:
        graph.write(paper("p", *editions))
        assert f"<{YOKOHAMA.iri}> {tie} <{visit.iri}> ." in list(graph.dump())
        door = Door(OwnSource(graph._server))  # type: ignore[attr-defined]
        assert door.ask("SELECT ?b { ?a :hostedEvent ?b }") == Solutions(("b",), ((f"<{visit.iri}>",),))
        assert door.way == "compiled"
        both = door.ask("SELECT ?s { ?x rdf:predicate :hostedEvent ; :since ?s } ORDER BY ?s")
        assert both == Solutions(("s",), (('"1965"',), ('"1970"',)))
        assert door.way == "compiled"
        assert door.ask("SELECT ?s { :a :x :y ~ ?r . ?r :since ?s }") == Solutions(("s",), ())
        assert door.way == "slice"


def test_any_dataset_comes_back_as_it_was(dataset: Dataset) -> None:
    first = list(parsed(TURTLE, "text/turtle"))
    more = [Quad(q.subject, q.predicate, q.object, f"<{NS}g>") for q in first if "_:" not in line(q)]
    dataset.load(first)
    before = list(dataset.dump())
    assert before == sorted(map(line, first))
    dataset.load(more)
    dataset.load(more)
    assert list(dataset.dump()) == sorted(map(line, [*first, *more]))


def test_rows_of_awkward_terms(people: Dataset) -> None:
    door = Door(people)
    integer, decimal = (f"<http://www.w3.org/2001/XMLSchema#{kind}>" for kind in ("integer", "decimal"))
    found = door.ask(f"PREFIX : <{NS}> SELECT ?n {{ ?a :age ?n }}")
    assert door.way == "compiled"
    assert values(found) == sorted(
        [(f'"03"^^{integer}',), (f'"3"^^{integer}',), (f'"4"^^{integer}',), (f'"2.0"^^{decimal}',)]
    )
    ask = f"PREFIX : <{NS}> SELECT ?a {{ ?a :age 3 }}"
    assert values(door.ask(ask)) == [(f"<{NS}b>",)]


def test_a_change_of_the_graph_is_seen_by_both_ways(people: Dataset) -> None:
    door = Door(people)
    query = f"PREFIX : <{NS}> SELECT ?o {{ :a :likes ?o }}"
    assert values(door.ask(query)) == values(door.ask(query, compile=False)) == []
    people.load([Quad(f"<{NS}a>", f"<{NS}likes>", '"tea"')])
    assert values(door.ask(query)) == values(door.ask(query, compile=False)) == [('"tea"',)]


def test_the_order_of_many_rows_is_kept_and_sent_row_by_row_they_are_the_same(dataset: Dataset) -> None:
    dataset.load(Quad(f"<{NS}{i}>", f"<{NS}n>", f'"{i * 7919 % 3001:04}"') for i in range(3000))
    door = Door(dataset)
    query = f"SELECT ?n ?a {{ ?a <{NS}n> ?n }} ORDER BY DESC(?n)"
    found = door.ask(query)
    assert door.way == "compiled" and isinstance(found, Solutions)
    texts = [str(row[0]) for row in found.rows]
    assert texts == sorted(texts, reverse=True) and len(texts) == 3000
    plan = compiled(parse(query), dataset.layout()[1])
    with dataset._driver.session() as session:
        meta = "MATCH (m:_Meta {of: 'rdf'})"
        ways = [session.execute_read(way, plan, meta) for way in (gathering._gathered, gathering._row_by_row)]
    assert ways[0] == ways[1] and ways[0][0] == dataset.version()


def test_explain_says_the_way_and_why(people: Dataset) -> None:
    door = Door(people)
    told = door.explain(f"PREFIX : <{NS}> SELECT ?a {{ ?a :name ?n FILTER(?n = ?given) }}", {"given": "A"})
    assert told.way == "compiled" and "MATCH" in told.cypher and "A" in told.parameters.values()
    told = door.explain(f"PREFIX : <{NS}> SELECT (UCASE(?n) AS ?m) {{ ?a :name ?n }}")
    assert (told.way, told.cypher, told.predicates) == ("slice", "", (f"{NS}name",)) and "UCASE" in told.reason


def test_a_number_beyond_64_bits_is_refused_not_rounded(dataset: Dataset) -> None:
    integer = "<http://www.w3.org/2001/XMLSchema#integer>"
    dataset.load([Quad(f"<{NS}{i}>", f"<{NS}n>", f'"{2**62}"^^{integer}') for i in range(3)])
    door = Door(dataset)
    for query in ("SELECT (SUM(?n) AS ?m) { ?a <%sn> ?n }", "SELECT (?n * 3 AS ?m) { ?a <%sn> ?n }"):
        for compile in (True, False):
            with pytest.raises(QueryError) as caught:
                door.ask(query % NS, compile=compile)
            assert caught.value.key == "sparql_number_large"


def test_a_slice_beyond_the_limit_is_refused(people: Dataset) -> None:
    with pytest.raises(QueryError) as caught:
        Door(people, memory=100).ask("SELECT * { ?s !<urn:x> ?o }")
    assert caught.value.key == "sparql_slice_large"


def test_a_time_limit_reaches_the_server(dataset: Dataset) -> None:
    nodes = [f"<{NS}n{i}>" for i in range(60)]
    dataset.load(Quad(a, f"<{NS}p>", b) for a in nodes for b in nodes)
    query = f"PREFIX : <{NS}> SELECT (COUNT(*) AS ?n) {{ ?a :p ?b . ?c :p ?d . ?e :p ?f . ?g :p ?h }}"
    door = Door(dataset)
    assert door.explain(query).way == "compiled"
    for compile in (True, False):
        start = time.monotonic()
        with pytest.raises(QueryError) as caught:
            door.ask(query, timeout=0.5, compile=compile)
        assert caught.value.key == "query_timeout"
        assert time.monotonic() - start < 0.5 + GRACE + 1
    until = time.monotonic() + 20
    while time.monotonic() < until:
        running = dataset._driver.execute_query("SHOW TRANSACTIONS YIELD currentQuery").records
        if not any("count(*)" in (record["currentQuery"] or "") for record in running):
            return
        time.sleep(0.2)
    pytest.fail("the server goes on")


def test_a_mistake_is_shown_where_it_is(people: Dataset) -> None:
    with pytest.raises(QueryError) as caught:
        Door(people).ask("SELECT ?s WHERE {\n ?s ?p }")
    assert (caught.value.key, caught.value.details["line"]) == ("query_syntax", 2)


def test_writing_is_refused_and_a_database_without_a_dataset_says_so(server: Server) -> None:
    server.empty()
    with server.driver() as driver:
        door = Door(Dataset(driver))
        with pytest.raises(QueryError):
            door.ask("DELETE WHERE { ?s ?p ?o }")
        with pytest.raises(GraphFileError):
            door.ask("ASK { ?s ?p ?o }")


def test_construct_describe_and_ask(people: Dataset) -> None:
    door = Door(people)
    made_of = f"PREFIX : <{NS}> CONSTRUCT {{ ?b :knownBy ?a ; :as [ :n ?n ] }} WHERE {{ ?a :knows ?b ; :name ?n }}"
    made = door.ask(made_of)
    assert door.way == "compiled"
    assert isinstance(made, tuple) and sum("knownBy" in each for each in made) == 3 and len(made) == 3 + 4 + 4
    exact = door.ask(made_of, compile=False)
    assert isinstance(exact, tuple) and len(exact) == len(made)
    assert door.ask(f"ASK {{ <{NS}a> <{NS}name> 'A' }}") is True
    assert door.ask(f"ASK {{ <{NS}a> <{NS}name> 'B' }}") is False
    described = door.ask(f"DESCRIBE <{NS}a>")
    assert isinstance(described, tuple) and len(described) >= 4 and door.way == "slice"
