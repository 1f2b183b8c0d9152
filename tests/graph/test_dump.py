"""A dump is the whole graph: sorted, equal for equal graphs, and loaded again without loss or doubling."""

from __future__ import annotations

from pathlib import Path

import oxilite
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enishi.errors import DataError
from enishi.graph import Graph, open_graph, rdf11
from enishi.graph.dump import trig
from enishi.graph.terms import Quad, line, literal, parse_lines, spell, value

from .sample import LEAFLET, LYON, REPORT, YOKOHAMA, fact, paper

AWKWARD = [
    "quote \" and '",
    "line\nend\r\ntab\t",
    "back\\slash \\n \\u0041",
    "縁 😀 é e\u0301",
    "\u202eright to left\u202c",
    "separators \u2028 \u2029 \x85",
    "\x01\x0b\x0c\x1f\x7f \ufeff \uffff",
    " . <x> ?y } #",
    "^^<x>@en",
    "長" * 100_000,
    "",
]
TEXTS = st.one_of(st.sampled_from(AWKWARD), st.text(st.characters(exclude_categories=["Cs"]), max_size=30))


def filled(file: Path) -> list[str]:
    with open_graph(file) as graph:
        graph.write(REPORT)
        graph.write(LEAFLET)
        return list(graph.dump())


def test_a_dump_is_sorted_lines_of_nquads(asked: Graph) -> None:
    lines = list(asked.dump())
    assert lines == sorted(set(lines))
    assert len(list(oxilite.parse("\n".join(lines), oxilite.RdfFormat.N_QUADS))) == len(lines)
    assert not any("format/" in text or "turn/" in text for text in lines)


def test_loading_a_dump_into_a_new_file_gives_the_same_graph(asked: Graph, empty: Graph) -> None:
    lines = list(asked.dump())
    assert empty.load(f"{text}\n" for text in lines) == len(lines)
    assert list(empty.dump()) == lines
    assert empty.facts() == asked.facts()
    assert empty.load(lines) == 0


def test_loading_works_out_anew_what_follows(tmp_path: Path) -> None:
    together = filled(tmp_path / "both.enishi")
    with open_graph(tmp_path / "one.enishi") as one, open_graph(tmp_path / "two.enishi") as two:
        one.write(REPORT)
        two.write(LEAFLET)
        one.load(two.dump())
        assert list(one.dump()) == together
        assert one.withdraw(LEAFLET.document.iri).references_removed == 2
        two.load(one.dump())
        assert list(two.dump()) == together


def test_evidence_alone_is_enough(asked: Graph, empty: Graph) -> None:
    lines = list(asked.dump())
    empty.load(text for text in lines if "graph/evidence> ." in text)
    assert list(empty.dump()) == lines


def test_quads_of_others_are_kept(empty: Graph) -> None:
    foreign = [
        '<http://example.org/a> <http://example.org/p> "x"@en-gb .',
        '<http://example.org/a> <http://example.org/p> "1"^^<http://example.org/t> <http://example.org/g> .',
        '<http://example.org/a> <http://example.org/p> <<( <http://example.org/a> <http://example.org/p> "x" )>> .',
    ]
    empty.write(REPORT)
    before = list(empty.dump())
    assert empty.load(foreign) == 3
    assert empty.load(foreign) == 0
    assert list(empty.dump()) == sorted(before + foreign)
    assert empty.sparql("ASK { GRAPH <http://example.org/g> { ?s ?p ?o } }") is True
    empty.withdraw(REPORT.document.iri)
    assert list(empty.dump()) == sorted(foreign)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<http://example.org/a> <http://example.org/b> .", "Line 3 is not N-Quads"),
        ("nonsense", "Line 3 is not N-Quads"),
        ('<http://example.org/a> <http://example.org/b> "open .', "Line 3 is not N-Quads"),
        ("<rel> <http://example.org/b> <http://example.org/c> .", "Line 3 is not N-Quads"),
        ("<http://example.org/a> <http://example.org/b> _:b1 .", "Line 3 has a blank node"),
        (
            "<http://e.org/a> <http://e.org/b> <<( _:x <http://e.org/b> <http://e.org/c> )>> .",
            "Line 3 has a blank node",
        ),
    ],
)
def test_a_malformed_line_is_named_and_nothing_is_loaded(empty: Graph, text: str, words: str) -> None:
    good = '<http://example.org/a> <http://example.org/b> "_:c" .'
    with pytest.raises(DataError, match=words):
        empty.load([good, "", text, good])
    assert list(empty.dump()) == []


def test_a_dump_that_contradicts_the_graph_is_refused(asked: Graph, empty: Graph) -> None:
    empty.write(REPORT)
    before = list(empty.dump())
    with pytest.raises(DataError, match="title"):
        empty.load(text.replace("reportの題", "別の題") for text in asked.dump())
    assert list(empty.dump()) == before


def test_a_dump_that_lacks_evidence_is_refused(asked: Graph, empty: Graph) -> None:
    with pytest.raises(DataError, match="lacks a part"):
        empty.load(text for text in asked.dump() if "rdf-syntax-ns#subject" not in text)
    assert list(empty.dump()) == []


def test_trig_says_the_same(asked: Graph) -> None:
    written = "\n".join(asked.dump("trig"))
    read = oxilite.parse(written, oxilite.RdfFormat.TRIG)
    lines = set()
    for quad in read:
        graph = "" if isinstance(quad.graph_name, oxilite.DefaultGraph) else spell(quad.graph_name)
        lines.add(line(Quad(spell(quad.subject), spell(quad.predicate), spell(quad.object), graph)))
    assert lines == set(asked.dump())
    assert "id:lyon a :Agent, :City" in written
    assert ":sisterCityOf id:yokohama" in written
    assert list(asked.dump("trig")) == list(asked.dump("trig"))


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, max_size=5), st.sampled_from(["x", "ja", "integer", "g"]))
def test_awkward_terms_survive_lines_and_trig(texts: list[str], how: str) -> None:
    quads = []
    for text in texts:
        term = literal(text, "string2" if how == "integer" else None, "ja" if how == "ja" else None)
        assert value(term) == text
        quads.append(Quad("<urn:s>", "<http://example.org/p>", term, "<urn:g>" if how == "g" else ""))
    assert list(parse_lines(map(line, quads))) or not quads
    assert set(parse_lines(map(line, quads))) == set(quads)
    back = oxilite.parse("\n".join(trig(map(line, quads))), oxilite.RdfFormat.TRIG)
    assert {spell(quad.object) for quad in back} == {quad.object for quad in quads}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS.filter(bool), TEXTS)
def test_awkward_texts_survive_writing_dumping_and_loading(
    tmp_path_factory: pytest.TempPathFactory, quote: str, topic: str
) -> None:
    folder = tmp_path_factory.mktemp("awkward")
    made = fact(YOKOHAMA, "sisterCityOf", LYON, qualifiers=(("topic", topic),), section=topic)
    contribution = paper("p", made, sentences=(quote,))
    with open_graph(folder / "a.enishi") as graph, open_graph(folder / "b.enishi") as copy:
        graph.write(contribution)
        lines = list(graph.dump())
        copy.load(lines)
        assert list(copy.dump()) == lines
        assert copy.facts()[0].references == contribution.statements[0].references
        assert copy.documents()[0].text == contribution.document.text
        assert graph.write(contribution).nothing


def test_the_projection_is_rdf_1_1(asked: Graph) -> None:
    from rdflib import RDF, URIRef  # noqa: PLC0415
    from rdflib import Graph as Triples  # noqa: PLC0415

    triples = Triples().parse(data=rdf11(asked), format="nt")
    tie = URIRef(fact(YOKOHAMA, "sisterCityOf", LYON)[0].id)
    ontology = "https://w3id.org/enishi/ontology#"
    assert triples.value(tie, RDF.subject) == URIRef(LYON.iri)
    assert triples.value(tie, RDF.type) == URIRef(f"{ontology}Statement")
    assert (URIRef(LYON.iri), URIRef(f"{ontology}sisterCityOf"), URIRef(YOKOHAMA.iri)) in triples
    assert not list(triples.subjects(URIRef(f"{ontology}quote")))
    assert len(triples) == len(rdf11(asked).splitlines())
