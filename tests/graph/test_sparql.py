"""SPARQL: what is asked, what comes back, what is refused, and where an error lies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from enishi.errors import QueryError
from enishi.graph import Graph, Table, Triples
from enishi.graph.home import Cell
from enishi.graph.sparql import bind, tokens
from enishi.ontology.model import EVIDENCE_GRAPH

from .sample import CITYNET, LYON, YOKOHAMA, budget, fact, paper

TIE = fact(YOKOHAMA, "sisterCityOf", LYON)[0]


def rows(graph: Graph, query: str, parameters: dict[str, Cell] | None = None) -> tuple[tuple[Cell, ...], ...]:
    answer = graph.sparql(query, parameters)
    assert isinstance(answer, Table)
    return answer.rows


def test_a_tie_is_asked_by_its_reifier_and_by_its_copy(asked: Graph) -> None:
    by_reifier = "SELECT ?b ?since { ?a :sisterCityOf ?b ~ ?r . ?r :since ?since }"
    by_copy = "SELECT ?b ?since { ?r rdf:subject ?a ; rdf:predicate :sisterCityOf ; rdf:object ?b ; :since ?since }"
    assert rows(asked, by_reifier, {"a": LYON.iri}) == ((YOKOHAMA.iri, "1959-04"),)
    assert rows(asked, by_copy, {"a": LYON.iri}) == ((YOKOHAMA.iri, "1959-04"),)


def test_cells_are_python_values(asked: Graph) -> None:
    query = (
        "SELECT ?a (1 AS ?i) (1.5 AS ?d) (1e3 AS ?f) (true AS ?t) ('x'@ja AS ?l) ?none { VALUES ?a { id:lyon } }"
    )
    assert rows(asked, query) == ((LYON.iri, 1, 1.5, 1000.0, True, "x", None),)
    dated = "SELECT ('2022-08-01'^^xsd:date AS ?d) ('many'^^xsd:integer AS ?m) ('maybe'^^xsd:boolean AS ?b) {}"
    assert rows(asked, dated) == (("2022-08-01", "many", "maybe"),)
    assert rows(asked, "SELECT ?t { ?r rdf:reifies ?t FILTER(?r = ?s) }", {"s": TIE.id})[0][0] == (
        f"<<( <{LYON.iri}> <https://w3id.org/enishi/ontology#sisterCityOf> <{YOKOHAMA.iri}> )>>"
    )
    assert asked.sparql("SELECT ?v { ?l :budgetAmount/:value ?v }").records() == [{"v": 255555000}]  # type: ignore[union-attr]


def test_ask_and_construct(asked: Graph) -> None:
    assert asked.sparql("ASK { ?a :memberOf ?b }") is True
    built = asked.sparql("CONSTRUCT { ?b :memberOf ?a } { ?a :memberOf ?b }")
    assert isinstance(built, Triples)
    assert [line.split()[1] for line in built.lines] == ["<https://w3id.org/enishi/ontology#memberOf>"]
    described = asked.sparql("DESCRIBE ?a", {"a": LYON.iri})
    assert isinstance(described, Triples)
    assert list(described.lines) == sorted(described.lines)


def test_the_evidence_is_reached_by_graph_and_by_from(asked: Graph) -> None:
    inside = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{EVIDENCE_GRAPH}> {{ ?r :evidenceFor ?s }} }}"
    assert rows(asked, inside, {"s": TIE.id}) == ((2,),)
    alone = inside.replace("{ GRAPH", "FROM").removesuffix(" }")
    assert rows(asked, alone, {"s": TIE.id}) == ((2,),)
    graphs = rows(asked, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
    assert [g for (g,) in graphs] == [EVIDENCE_GRAPH, "https://w3id.org/enishi/graph/statements"]


WHO: dict[str, Cell] = {"e": LYON.iri}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?n { ?e :name ?n }", (("リヨン市",),)),
        ("SELECT ?n { $e :name ?n }", (("リヨン市",),)),
        ("SELECT ?x { ?x :name ?n FILTER(?x = ?e) }", ((LYON.iri,),)),
        ("SELECT ?e ?n { ?e :name ?n }", ((LYON.iri, "リヨン市"),)),
        ("SELECT (STR(?e) AS ?s) { }", ((LYON.iri,),)),
        ("SELECT ?n { { SELECT ?n { ?e :name ?n } } }", (("リヨン市",),)),
        ("SELECT ?e (COUNT(*) AS ?c) { ?e :name ?n } GROUP BY ?e", ((LYON.iri, 1),)),
        ("SELECT ?x (COUNT(*) AS ?c) { ?x :name ?n } GROUP BY ?x HAVING(?x = ?e)", ((LYON.iri, 1),)),
        ("SELECT ?x { ?x a :City } ORDER BY DESC(?x = ?e) ?x LIMIT 1", ((LYON.iri,),)),
        (
            "SELECT ?x { ?x a :City FILTER NOT EXISTS { ?e :sisterCityOf|^:sisterCityOf ?x } FILTER(?x != ?e) }",
            None,
        ),
        ("# ?e\nSELECT ?n { ?e :name ?n FILTER(?n != '?e') }", (("リヨン市",),)),
    ],
)
def test_a_parameter_works_wherever_a_variable_may_stand(
    asked: Graph, query: str, expected: tuple[tuple[Cell, ...], ...] | None
) -> None:
    found = rows(asked, query, WHO)
    assert found == expected if expected is not None else len(found) == 1


def test_parameters_of_every_kind(asked: Graph) -> None:
    assert rows(asked, "SELECT ?x { ?x :name ?n }", {"n": "横浜市"}) == ((YOKOHAMA.iri,),)
    assert rows(asked, "SELECT ?r { ?r :sources ?n }", {"n": 2}) == ((TIE.id,),)
    assert rows(asked, "SELECT ?x { ?x :latitude ?y }", {"y": 35.44}) == ((YOKOHAMA.iri,),)
    assert rows(asked, "SELECT ?x { ?x :latitude ?y FILTER(?y > ?least) }", {"least": 1e-7}) != ()
    assert rows(asked, "SELECT (?t AS ?truth) {}", {"t": False}) == ((False,),)
    assert len(rows(asked, "SELECT ?x { ?x :name ?n }", {"n": None})) == len(
        rows(asked, "SELECT ?x { ?x :name ?n }")
    )
    text = "“a”\n\"b\"\\ 'c' ?n } INSERT"
    assert rows(asked, "SELECT (?n AS ?m) {}", {"n": text}) == ((text,),)
    assert rows(asked, "SELECT (isIRI(?n) AS ?m) {}", {"n": "SDGs: 水"}) == ((False,),)


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("SELECT * WHERE { ?s ?p }", 1, 24),
        ("SELECT ?x\n{ ?x :name ?y FILTER(?x == 1) }\nORDER BY ?x", 2, 25),
        ("SELECT ?x\n{ ?x :name ?y FILTERR(?x = 1) }\nLIMIT 1", 2, 15),
        ("SELEC ?x\n{ ?x :name ?y }", 1, 1),
        ("SELECT ?x, ?y\n{ ?x :name ?y }", 1, 10),
        ("SELECT ?x\n{ ?x :name ?y }\nORDER ?x", 3, 7),
        ("SELECT ?x\n{ ?x :name '横浜' ?x }", 2, 17),
        ("SELECT ?x # 注\n{ 横浜 :name ?x }", 2, 3),
        ("SELECT ?x\n{ ?x foo:p ?y }", 2, 6),
        ("SELECT ?x { ?x :name ?y } LIMIT ten", 1, 33),
        ("SELECT ?x { ?x :name ?y", 1, 24),
        ("", 1, 1),
        ("INSERT DATA { id:a :name 'x' }", 1, 1),
        ("SELECT ?x {\n SERVICE SILENT <http://example.org/> { ?x ?p ?y } }", 2, 2),
        ("SELECT ?x {\n ?x :sistercityOf ?y }", 2, 5),
        ("SELECT ?x { ?x <https://w3id.org/enishi/ontology#nom> ?y }", 1, 16),
    ],
)
def test_an_error_points_at_its_place(asked: Graph, query: str, line: int, column: int) -> None:
    with pytest.raises(QueryError) as caught:
        asked.sparql(query)
    assert (caught.value.details["line"], caught.value.details["column"]) == (line, column)
    assert caught.value.details["text"] == query.split("\n")[line - 1]
    assert f"line {line}, column {column}" in str(caught.value)


def test_the_pointer_stands_under_the_place_in_wide_text(asked: Graph) -> None:
    with pytest.raises(QueryError) as caught:
        asked.sparql("SELECT ?x { ?x :name '横浜' ?x }")
    assert caught.value.details["pointer"] == " " * 28 + "^"


def test_an_unknown_name_offers_the_nearest(asked: Graph) -> None:
    with pytest.raises(QueryError, match="sisterCityOf"):
        asked.sparql("SELECT ?x { ?x :sistrCityOf ?y }")
    with pytest.raises(QueryError, match="declared"):
        asked.sparql("SELECT ?x { ?x foo:bar ?y }")
    assert asked.sparql("PREFIX : <http://example.org/> ASK { ?x :sistrCityOf ?y }") is False


@pytest.mark.parametrize(
    "update",
    ["DELETE WHERE { ?s ?p ?o }", "CLEAR ALL", "LOAD <file:///etc/hosts>", "PREFIX x: <http://x/> DROP GRAPH x:y"],
)
def test_an_update_is_refused(asked: Graph, update: str) -> None:
    before = list(asked.dump())
    with pytest.raises(QueryError, match="would change"):
        asked.sparql(update)
    assert list(asked.dump()) == before


def test_what_the_engine_cannot_do_is_said(asked: Graph) -> None:
    with pytest.raises(QueryError, match="not supported"):
        asked.sparql("SELECT (<http://example.org/f>(?x) AS ?y) { ?x a :City }")
    with pytest.raises(QueryError, match="unbound"):
        asked.sparql("SELECT ?x (COUNT(?y) AS ?c) { ?x :name ?y }")


def test_a_parameter_that_the_query_does_not_have_or_binds_itself_is_refused(asked: Graph) -> None:
    with pytest.raises(QueryError, match="no variable called city"):
        asked.sparql("SELECT ?x { ?x :name ?n }", {"city": "x"})
    for query in ("SELECT (1 AS ?x) {}", "SELECT ?x { VALUES ?x { 1 } }", "SELECT ?x { VALUES (?x) { (1) } }"):
        with pytest.raises(QueryError, match="binds"):
            asked.sparql(query, {"x": 1})


def test_a_query_that_takes_too_long_is_stopped_and_the_next_one_answered(asked: Graph) -> None:
    assert asked.sparql("ASK { ?a :memberOf ?b }", timeout=60) is True
    endless = "SELECT (COUNT(*) AS ?n) {" + " ".join(f"?a{n} ?p{n} ?o{n} ." for n in range(9)) + "}"
    with pytest.raises(QueryError, match=r"stopped after 0\.5 seconds"):
        asked.sparql(endless, timeout=0.5)
    assert rows(asked, "SELECT ?n { ?e :nameEn ?n }", WHO) == (("Lyon",),)
    assert asked.sparql("SELECT ?n { ?e :nameEn ?n }", WHO, timeout=60) == Table(("n",), (("Lyon",),))
    with pytest.raises(QueryError, match="column 24"):
        asked.sparql("SELECT * WHERE { ?s ?p }", timeout=60)


def test_tokens_are_the_query() -> None:
    query = "SELECT ?x # c\n{ ?x <http://x/#a> '''a'b''' ; :p \"\\\"\" . ?y rdf:type _:b FILTER(?x<?y) } 'open"
    assert "".join(token.text for token in tokens(query)) == query


def test_a_literal_is_written_so_that_nothing_can_break_out() -> None:
    assert bind("ASK { ?s ?p ?x }", {"x": '" . } DROP ALL #'}) == 'ASK { ?s ?p "\\" . } DROP ALL #" }'


def test_amounts_are_numbers(asked: Graph) -> None:
    assert rows(
        asked, "SELECT ?r { ?l :budgetAmount ?v ~ ?r . ?v :value ?n FILTER(?n > ?least) }", {"least": 100}
    ) == ((budget("255555000")[0].id,),)


def test_a_name_that_only_this_graph_has_is_known(empty: Graph) -> None:
    known = replace(LYON, attributes=(("twinningYear", "1959"),))
    empty.write(paper("p", fact(known, "memberOf", CITYNET)))
    assert rows(empty, "SELECT ?y { ?c :twinningYear ?y }") == (("1959",),)
    with pytest.raises(QueryError, match="twinningDay"):
        empty.sparql("SELECT ?y { ?c :twinningDay ?y }")


def test_a_process_that_dies_is_replaced(empty: Graph) -> None:
    ask = "ASK { ?s ?p ?o }"
    assert empty.sparql(ask, timeout=60) is False
    worker = empty._engine.worker  # type: ignore[attr-defined]
    worker._process.kill()
    worker._process.wait()
    with pytest.raises(QueryError, match="exit code"):
        empty.sparql(ask, timeout=60)
    assert empty.sparql(ask, timeout=60) is False
