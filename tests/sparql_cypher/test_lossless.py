"""Any RDF dataset comes back from Neo4j as it was: blank nodes, named graphs, reifiers, awkward literals."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from enishi.graph.sparql_cypher import Dataset, Door, parsed
from enishi.graph.terms import RDF, XSD, Quad, line, literal, triple_term

from . import random_queries

NODES = ["<urn:a>", "<http://x/#b>", "<http://y/b>", "_:b1", "_:b2", "<http://例え/縁>", "<urn:it's%5C%60>"]
PREDICATES = [
    "<http://x/name>",
    "<http://y/name>",
    "<http://x/iri>",
    "<http://x/_graph>",
    "<http://x/a.b-c>",
    f"<{RDF}type>",
    f"<{RDF}reifies>",
    "<urn:p@en>",
    "<urn:p>",
    "<http://x/Resource>",
    "<http://x/p%60%5Cu0041>",
]
GRAPHS = ["", "", "<urn:g>", "<http://x/g>", "_:g"]
TEXTS = st.one_of(
    st.sampled_from(["", " ", "01", "1", "-0", "+1", "1.0", "1.50", "true", "1", "9" * 30, "NaN", "INF", "1e3"]),
    st.sampled_from(["2025-02-30", "\\u0041", "a\\\n\t\r\"'`", "\x00\x7f\ufeff", "\U0001f468\u200d\U0001f469"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
)
KINDS = ["integer", "decimal", "double", "boolean", "date", "dateTime", "gYear", "int", "anyURI"]
LITERALS = st.one_of(
    TEXTS.map(literal),
    st.builds(literal, TEXTS, st.sampled_from(KINDS)),
    st.builds(
        lambda text, lang: f"{literal(text)}@{lang}", TEXTS, st.sampled_from(["en", "ja", "en-gb", "ar--rtl"])
    ),
    TEXTS.map(lambda text: f"{literal(text)}^^<urn:type>"),
    st.integers().map(lambda n: literal(str(n), "integer")),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(lambda n: literal(f"{n:f}", "decimal")),
)
NODE = st.sampled_from(NODES)
TRIPLES = st.builds(triple_term, NODE, st.sampled_from(PREDICATES[:2]), st.one_of(NODE, LITERALS))
OBJECTS = st.one_of(NODE, NODE, LITERALS, LITERALS, TRIPLES)
QUADS = st.builds(Quad, NODE, st.sampled_from(PREDICATES), OBJECTS, st.sampled_from(GRAPHS))


@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.sets(QUADS, max_size=30), st.sets(QUADS.filter(lambda q: "_:" not in line(q)), max_size=10))
def test_a_dump_is_what_was_loaded(dataset: Dataset, quads: set[Quad], more: set[Quad]) -> None:
    dataset.empty()
    dataset.load(quads)
    assert list(dataset.dump()) == sorted({line(q) for q in quads})
    dataset.load(more)
    assert list(dataset.dump()) == sorted({line(q) for q in quads | more})
    dataset.load(more)
    assert list(dataset.dump()) == sorted({line(q) for q in quads | more})
    door, query = Door(dataset), "SELECT * { ?s ?p ?o OPTIONAL { GRAPH ?g { ?s ?p ?o } } }"
    found = random_queries.rows(door.ask(query))
    assert door.way == "slice" or found == random_queries.rows(door.ask(query, compile=False))


def test_blank_nodes_of_two_loads_are_two(dataset: Dataset) -> None:
    for _ in range(2):
        dataset.load(parsed('_:x <urn:p> "1" .\n<urn:r> <urn:q> <<( _:x <urn:p> "1" )>> .'))
    lines = list(dataset.dump())
    blanks = {line.split()[0] for line in lines if line.startswith("_:")}
    assert (len(lines), len(blanks)) == (4, 2)
    assert all(sum(f"{blank} " in line for line in lines) == 2 for blank in blanks)


@pytest.mark.parametrize("text", ["x" * 2**20, "縁" * 400_000])
def test_a_text_of_a_megabyte_comes_back(dataset: Dataset, text: str) -> None:
    quad = Quad("<urn:a>", "<urn:p>", literal(text))
    dataset.load([quad])
    assert list(dataset.dump()) == [line(quad)]
    assert Door(dataset).ask("ASK { ?s <urn:p> ?given }", {"given": text}) is True


def test_ten_thousand_parameters_are_taken(dataset: Dataset) -> None:
    numbers = [f"<urn:n{n}>" for n in range(10_000)]
    dataset.load(Quad(n, "<urn:p>", f'"{n[6:-1]}"^^<{XSD}integer>') for n in numbers[::2])
    door = Door(dataset)
    found = door.ask(f"SELECT (COUNT(*) AS ?n) {{ VALUES ?s {{ {' '.join(numbers)} }} ?s <urn:p> ?o }}")
    assert found.rows == ((f'"5000"^^<{XSD}integer>',),)  # type: ignore[union-attr]
    assert door.way == "compiled"
