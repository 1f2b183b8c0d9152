"""What is compiled, and to what, told without a server."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.errors import QueryError
from enishi.graph.sparql_cypher import NotCompiled
from enishi.graph.sparql_cypher.algebra import _read, parse, predicates
from enishi.graph.sparql_cypher.compiler import Compiled, compiled
from enishi.graph.sparql_cypher.layouts import Column, Resources, Shape
from enishi.graph.sparql_cypher.moulds import filled, mould
from enishi.graph.sparql_cypher.values import joined, split
from enishi.graph.terms import RDF, XSD, literal

NS = "http://example.org/"
SHAPE = Shape(
    {
        NS + "name": (Column("name", "s", False),),
        NS + "age": (Column("age", "i", True),),
        NS + "size": (Column("size", "d", False), Column("size^^double", f"^{XSD}double", False)),
    },
    {NS + "knows": "knows"},
    {NS + "Person": "Person"},
)
WRITING = re.compile(r"\b(CREATE|MERGE|DELETE|SET|REMOVE|LOAD|FOREACH|DROP)\b")


def made(query: str) -> Compiled:
    return compiled(parse(f"PREFIX : <{NS}> {query}"), Resources({"": SHAPE}))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a :knows ?b ; :name ?n FILTER(?n = 'x') }",
        "SELECT ?a { ?a a :Person OPTIONAL { ?a :age ?n FILTER(?n > 3) } }",
        "SELECT ?a { { ?a :knows ?b } UNION { ?b :knows ?a } }",
        "SELECT ?a { VALUES ?a { :x :y } ?a :knows+ ?b }",
        "SELECT ?a (COUNT(?b) AS ?n) { ?a :knows ?b } GROUP BY ?a HAVING (COUNT(?b) > 1)",
        "SELECT DISTINCT ?n { ?a :name ?n } ORDER BY ?n LIMIT 3 OFFSET 1",
        "SELECT ?a { ?a :knows ?b FILTER NOT EXISTS { ?b :knows ?a } }",
        "SELECT ?a { ?a :knows ?b FILTER EXISTS { VALUES ?c { :x :y } ?b :knows ?c } }",
        "SELECT ?a { ?a :knows ?b MINUS { ?a :name 'x' } }",
        "SELECT ?a ?n { ?a :knows ?b { SELECT ?b (MAX(?age) AS ?n) { ?b :age ?age } GROUP BY ?b } }",
        "SELECT * { GRAPH :g { ?a :knows ?b } }",
        "SELECT ?g { GRAPH ?g { ?a :knows ?b } }",
        "ASK { ?a ?p 'x' }",
        "CONSTRUCT { ?b :knows ?a } WHERE { ?a :knows ?b }",
    ],
)
def test_certified_constructs_are_compiled_to_one_statement_that_reads(query: str) -> None:
    text = made(query).text
    assert text.startswith(("MATCH", "CALL", "WITH", "UNWIND"))
    assert not WRITING.search(text) and ";" not in text


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT ?a { ?a :name ?n OPTIONAL { ?x :knows ?a OPTIONAL { ?x :name ?n } } }", "well-designed"),
        ("SELECT ?a { ?a :knows ?b FILTER EXISTS { VALUES ?b { :x } ?b :knows ?a } }", "ToMultiSet"),
        ("SELECT ?g { ?g :knows ?a FILTER EXISTS { GRAPH ?g { ?a :knows ?b } } }", "GRAPH"),
        ("SELECT ?a FROM :g { ?a :knows ?b }", "FROM"),
        ("SELECT ?a { ?a :knows* ?b }", "path"),
        ("SELECT ?a { ?a !:knows ?b }", "path"),
        ("SELECT (AVG(?n) AS ?m) { ?a :age ?n }", "AVG"),
        ("SELECT (SUM(?n) AS ?m) { ?a :size ?n }", "SUM"),
        ("SELECT ?n { ?a :size ?n } ORDER BY ?n", "ORDER BY"),
        ("SELECT ?n { ?a :size ?n FILTER(?n > 2) }", "double"),
        ("SELECT ?n { ?a :name ?n FILTER(REGEX(?n, 'a.c')) }", "REGEX"),
        ("SELECT (UCASE(?n) AS ?m) { ?a :name ?n }", "UCASE"),
        ("DESCRIBE :x", "DESCRIBE"),
        ("SELECT ?r { :a :knows :b ~ ?r }", "syntax"),
    ],
)
def test_the_rest_is_not_compiled_and_says_why(query: str, reason: str) -> None:
    with pytest.raises(NotCompiled, match=reason):
        made(query)


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <urn:a> <urn:b> 1 }",
        "LOAD <file:///x>",
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "CLEAR ALL",
    ],
)
def test_what_writes_or_reaches_out_is_refused_before_it_is_parsed(query: str) -> None:
    with pytest.raises(QueryError):
        parse(query)


def test_no_value_of_a_query_is_in_the_text_of_the_statement() -> None:
    found = made(
        """SELECT ?a { ?a :name "x' }) DETACH DELETE n //" ; :knows <http://example.org/`x`> }""".replace("`", "")
    )
    assert "DETACH" not in found.text and "http" not in found.text
    assert "x' }) DETACH DELETE n //" in found.parameters.values()


def test_a_name_with_backticks_and_escapes_stays_a_name() -> None:
    shape = Shape({NS + "n": (Column("a`b\\u0060c", "s", False),)})
    text = compiled(parse(f"SELECT ?n {{ ?a <{NS}n> ?n }}"), Resources({"": shape})).text
    assert "`a``b\\u005Cu0060c`" in text


def test_what_a_query_needs_of_a_graph() -> None:
    def needed(query: str) -> object:
        return predicates(parse(f"PREFIX : <{NS}> {query}").algebra)

    assert needed("SELECT * { ?a :p/^:q+ ?b FILTER EXISTS { ?b a :C } }") == {NS + "p", NS + "q", RDF + "type"}
    assert needed("SELECT * { ?a :p ?b { SELECT ?b { ?b :r 1 } } MINUS { ?a :s ?b } }") == {
        NS + "p",
        NS + "r",
        NS + "s",
    }
    for whole in ("ASK { ?a ?p ?b }", "ASK { ?a :p* ?b }", "ASK { GRAPH ?g {} }", "ASK { ?a !:p ?b }"):
        assert needed(whole) is None


@given(st.text(), st.sampled_from(["", "integer", "decimal", "boolean", "double", "date", "string"]))
def test_a_literal_comes_back_as_it_is_spelled(text: str, kind: str) -> None:
    term = joined(*split(text, XSD + kind if kind else ""))
    assert term == literal(text, None if kind in ("", "string") else kind)


@given(st.one_of(st.integers().map(str), st.decimals(allow_nan=False, allow_infinity=False).map(str)))
def test_a_number_comes_back_as_it_is_spelled(text: str) -> None:
    for kind in ("integer", "decimal"):
        assert joined(*split(text, XSD + kind)) == f'"{text}"^^<{XSD}{kind}>'


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?a { <urn:a> <urn:p> ?a FILTER(?a = 'x' || CONTAINS(?a, 'x')) VALUES ?a { <urn:b> 'y' UNDEF } }",
        "SELECT ?a { ?a (<urn:p>|^<urn:q>)+/!(<urn:r>|^<urn:s>) 'x'@en ; <urn:t> 'x'^^<urn:d> , \"a\\\"b\" }",
        "PREFIX b: <urn:p> BASE <http://x/> SELECT (GROUP_CONCAT(?n; SEPARATOR=',') AS ?m) { b:q <r> ?n , ',' }",
        "CONSTRUCT { ?a <urn:p> 'x' } WHERE { GRAPH <urn:g> { ?a <urn:p> <urn:p> MINUS { ?a a <urn:c> } } }",
        "SELECT ?a FROM <urn:g> { ?a <urn:f> ?b FILTER(<urn:f>(?b) && EXISTS { ?a <urn:f> 'x' }) }",
        "ASK { ?a ?p ?b FILTER(<urn:a> = ?a && NOT EXISTS { ?b <urn:q> 'x' FILTER EXISTS { ?a ?r <urn:s> } }) }",
        "ASK { <urn:enishi:blank:0> ?p <urn:a> }",
    ],
)
def test_a_query_is_the_same_whether_read_by_itself_or_by_its_mould(query: str) -> None:
    def told(node: object) -> str:
        if isinstance(node, set):
            return str(sorted(map(told, node)))
        if isinstance(node, dict):
            aside = {k: told(v) for k, v in getattr(node, "__dict__", {}).items() if k != "_evalfn"}
            return f"{aside}{ {told(k): told(v) for k, v in node.items()} }"
        if isinstance(node, list | tuple):
            return str([told(each) for each in node])
        if hasattr(node, "args") or hasattr(node, "arg") or hasattr(node, "mod"):  # a path
            return f"{type(node).__name__}{ {k: told(v) for k, v in vars(node).items()} }"
        return re.sub(r"N[0-9a-f]{32}", "", repr(node))

    text, terms = mould(query)
    assert told(filled(_read(text).algebra, terms)) == told(_read(query).algebra)


def test_the_same_question_of_another_city_is_not_read_anew() -> None:
    texts = [f"SELECT ?n {{ <urn:city:{n}> <urn:p> ?n FILTER(?n < 'text {n}') }}" for n in range(3)]
    assert len({mould(text)[0] for text in texts}) == 1
    assert [str(next(iter(parse(text).algebra.p.p.p.triples))[0]) for text in texts] == [
        f"urn:city:{n}" for n in range(3)
    ]
