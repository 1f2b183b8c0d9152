"""Answers in the forms of the standards, read back by readers of others."""

from __future__ import annotations

import io
import json

import oxilite
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from enishi.errors import UsageError
from enishi.graph.results import MEDIA_TYPES, Solutions, graph, written
from enishi.graph.terms import literal, spell

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('"\\\n\r\t,')).map(literal)
TERMS = st.one_of(
    TEXTS,
    TEXTS.map(lambda t: t + "@en-gb"),
    st.integers().map(lambda n: literal(str(n), "integer")),
    st.sampled_from(["<urn:a:b>", "<https://w3id.org/enishi/id/横浜>", "_:b0"]),
    st.none(),
)
ROWS = st.lists(st.tuples(TERMS, TERMS), max_size=4).map(lambda rows: Solutions(("a", "b"), tuple(rows)))


@given(ROWS, st.sampled_from(["json", "xml", "tsv"]))
@example(Solutions(("a", "b"), ((literal(" "), literal("\u3000a\n ")),)), "xml")
def test_rows_come_back(found: Solutions, form: str) -> None:
    text = "".join(written(found, form))
    read = oxilite.parse_query_results(
        text, oxilite.QueryResultsFormat.from_extension({"json": "srj", "xml": "srx"}.get(form, form))
    )
    assert isinstance(read, oxilite.QuerySolutions)
    rows = tuple(tuple(None if t is None else spell(t) for t in row) for row in read)
    assert rows == found.rows


def test_csv_has_the_bare_texts() -> None:
    found = Solutions(("a", "b"), (("<urn:a>", '"x, \\"y\\""@en'), (None, "_:b0")))
    assert "".join(written(found, "csv")) == 'a,b\r\nurn:a,"x, ""y"""\r\n,_:b0\r\n'


def test_a_truth_value() -> None:
    assert json.loads("".join(written(True, "json"))) == {"head": {}, "boolean": True}
    assert "<boolean>false</boolean>" in "".join(written(False, "xml"))
    with pytest.raises(UsageError):
        written(True, "csv")


def test_triples_of_triples_in_rows() -> None:
    found = Solutions(("t",), (('<<( <urn:a> <urn:b> "c"@en )>>',),))
    assert json.loads("".join(written(found, "json")))["results"]["bindings"][0]["t"]["value"]["object"] == {
        "type": "literal",
        "value": "c",
        "xml:lang": "en",
    }
    assert "<triple><subject><uri>urn:a</uri></subject>" in "".join(written(found, "xml"))


def test_a_control_character_is_no_xml() -> None:
    with pytest.raises(UsageError):
        "".join(written(Solutions(("a",), (('"\\u0001"',),)), "xml"))


@pytest.mark.parametrize(("form", "name"), [("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "jsonld")])
def test_a_graph_is_read_by_others(form: str, name: str) -> None:
    lines = [
        "<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:C> .",
        '<urn:a> <urn:p> "x \\"y\\""@en .',
        '<urn:a> <urn:p> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        "_:b <urn:q> <urn:a> .",
    ]
    wanted = rdflib.Graph().parse(io.StringIO("\n".join(lines)), format="nt")
    text = "".join(graph(lines, form))
    if form == "jsonld":  # rdflib's reader warns of itself
        read = oxilite.parse(text, oxilite.RdfFormat.JSON_LD)
        text, name = "\n".join(f"{spell(q.subject)} {spell(q.predicate)} {spell(q.object)} ." for q in read), "nt"
    found = rdflib.Graph().parse(data=text, format=name)
    assert isomorphic(found, wanted)


def test_unknown_forms_are_named() -> None:
    with pytest.raises(UsageError, match="yaml"):
        written(True, "yaml")
    with pytest.raises(UsageError, match="csv"):
        graph([], "csv")
    assert set(MEDIA_TYPES) == {"json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld"}


def test_json_ld_refuses_triples_of_triples() -> None:
    with pytest.raises(UsageError):
        "".join(graph(["<urn:r> <urn:p> <<( <urn:a> <urn:b> <urn:c> )>> ."], "jsonld"))
