"""The mapping is lossless: whatever quads are put in come out again, and ours look as Neo4j people expect."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from enishi.graph import Graph
from enishi.graph.neo4j import names
from enishi.graph.neo4j.literals import decode, encode
from enishi.graph.neo4j.records import is_plain, node_quads, record, record_quads, reified, thing, tie_quads
from enishi.graph.terms import REIFIES, TYPE, Quad, line, literal, triple_term, word
from enishi.ontology.model import EVIDENCE_GRAPH, STATEMENT, STATEMENTS_GRAPH, VALUE
from enishi.ontology.schema import load_schema

EVIDENCE, STATEMENTS = f"<{EVIDENCE_GRAPH}>", f"<{STATEMENTS_GRAPH}>"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
THINGS = [f"<urn:{n}>" for n in "abc"]
STATED = [f"<{STATEMENT}{n}>" for n in range(3)]
NODES = [*THINGS, *STATED, f"<{VALUE}1>"]
PREDICATES = [
    *map(
        word,
        ("name", "iri", "statement", "altName", "value", "subject", "sisterCityOf", "evidenceFor", "mentionOf"),
    ),
    *(f"<{RDF}{name}>" for name in ("subject", "predicate", "object")),
    "<http://example.org/p@en>",
    "<http://example.org/a#b`c>".replace("`", "%60"),
    word("under_score"),
    word("ÄÖ"),
]
TEXTS = st.sampled_from(
    ["", "縁", "01", "1", "-0", "1.5", "1.50", "true", "9" * 25, 'a\tb\n"c"\\', "2025-08-20", "1e3"]
)
LITERALS = st.one_of(
    TEXTS.map(literal),
    st.builds(literal, TEXTS, st.sampled_from(["integer", "decimal", "boolean", "date"])),
    st.builds(lambda text, lang: literal(text, lang=lang), TEXTS, st.sampled_from(["ja", "en-GB"])),
    TEXTS.map(lambda text: f"{literal(text)}^^<urn:type>"),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5).map(literal),
    st.integers().map(lambda n: literal(str(n), "integer")),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(lambda n: literal(f"{n:f}", "decimal")),
)
GRAPHS = st.sampled_from(["", STATEMENTS, EVIDENCE, "<urn:graph>"])
TRIPLES = st.builds(triple_term, st.sampled_from(THINGS), st.just(word("sisterCityOf")), st.sampled_from(THINGS))
QUADS = st.one_of(
    st.builds(Quad, st.sampled_from(NODES), st.sampled_from(PREDICATES), LITERALS, GRAPHS),
    st.builds(Quad, st.sampled_from(NODES), st.sampled_from(PREDICATES), st.sampled_from(NODES), GRAPHS),
    st.builds(Quad, st.sampled_from(NODES), st.just(TYPE), st.sampled_from([word("City"), "<urn:T>"]), GRAPHS),
    st.builds(Quad, st.sampled_from(NODES), st.just(REIFIES), TRIPLES, GRAPHS),
    st.builds(Quad, st.sampled_from(THINGS), st.just(word("sisterCityOf")), st.sampled_from(THINGS), st.just("")),
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first text makes Hypothesis's table of characters
@given(st.sampled_from(["name", "altName", "<urn:k>"]), st.sets(LITERALS, min_size=1, max_size=6))
def test_literals_come_back_as_they_were(key: str, terms: set[str]) -> None:
    properties = encode(key, terms)
    assert set(decode(properties)) == {(key, term) for term in terms}
    for held in properties.values():
        assert not isinstance(held, list) or len({type(each) for each in held}) == 1


def by_subject(quads: Iterable[Quad]) -> Iterable[tuple[str, set[Quad]]]:
    for subject, own in groupby(sorted(quads), key=lambda quad: quad.subject):
        yield subject, set(own)


@given(st.sets(QUADS, max_size=25))
def test_what_is_so_comes_back_as_it_was(quads: set[Quad]) -> None:
    said = {q for q in quads if q.graph in ("", STATEMENTS)}
    plain = {q for q in said if not q.graph and is_plain(q)}
    back = set(plain)
    for subject, own in by_subject(said - plain):
        node, tie, left = thing(subject, own, asserted=reified(own) in plain)
        back |= left | (set(node_quads(node)) if node else set()) | (set(tie_quads(tie)) if tie else set())
    assert back == said


@given(st.sets(QUADS.map(lambda quad: quad._replace(graph=EVIDENCE)), max_size=25))
def test_evidence_comes_back_as_it_was(quads: set[Quad]) -> None:
    owners: dict[str, set[Quad]] = {}
    for quad in quads:
        owners.setdefault(quad.subject.replace(VALUE, STATEMENT), set()).add(quad)
    back: set[Quad] = set()
    for node, own in owners.items():
        found, left = record(node, own)
        back |= left | (set(record_quads(found)) if found else set())
    assert back == quads


def test_the_names_of_the_ontology_come_back() -> None:
    schema = load_schema()
    for relation in schema.relations.values():
        term = f"<{relation.iri}>"
        assert names.relationship(term) == relation.cypher
        assert names.predicate_of(relation.cypher) == term
    for name in schema.properties:
        assert names.key(word(name)) == name
        assert names.predicate_of_key(name) == word(name)
    for name in schema.classes:
        assert names.class_of(names.label(word(name))) == word(name)


@pytest.mark.parametrize("term", PREDICATES)
def test_any_name_comes_back(term: str) -> None:
    assert names.predicate_of(names.relationship(term)) == term
    assert names.predicate_of_key(names.key(term)) == term


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.sets(QUADS, max_size=12), st.sets(QUADS, max_size=12)), min_size=1, max_size=4))
def test_any_changes_leave_just_the_quads_that_they_should(
    empty: Graph, steps: list[tuple[set[Quad], set[Quad]]]
) -> None:
    engine = empty._engine  # type: ignore[attr-defined]
    wipe = "MATCH (n) WHERE NOT n:_Meta DETACH DELETE n"
    engine.connection.write(lambda tx: tx.run(wipe).consume())  # an example that failed may have left something
    held: set[Quad] = set()
    for n, (lose, gain) in enumerate(steps):
        engine.change((lose | set(sorted(held)[:: n + 2])) - gain, gain, engine.turn())
        held = (held - lose - set(sorted(held)[:: n + 2])) | gain
        assert engine.lines() == sorted(map(line, held))
        for some in ({TYPE}, {REIFIES, word("name")}, {word("statement"), word("value")}, set(PREDICATES[n::3])):
            wanted = frozenset(term[1:-1] for term in some)
            assert engine.lines(wanted) == sorted(line(q) for q in held if q.predicate in some), some
        for graph in ("", EVIDENCE, STATEMENTS, "<urn:graph>"):
            assert engine.about(NODES, graph) == {q for q in held if q.graph == graph}
    engine.change(held, (), engine.turn())
    assert engine.size() == 0
