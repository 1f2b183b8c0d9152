"""Documents, entities and facts come back as they were written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from enishi.errors import DataError, UsageError
from enishi.graph import Graph
from enishi.ontology.model import ENTITY, Name, Passage, Reference, Value

from .sample import CITYNET, LEAFLET, LYON, REPORT, YOKOHAMA, budget, fact, paper

TIE = fact(YOKOHAMA, "sisterCityOf", LYON)[0]


def test_documents_come_back_with_the_passages_that_are_quoted(asked: Graph) -> None:
    leaflet, report = asked.documents()
    quoted = tuple(p for p in REPORT.document.passages if p.kind == "paragraph")
    assert report == replace(REPORT.document, passages=quoted)
    assert leaflet.name == "leaflet"
    assert report.passages[0] == Passage("paragraph", 0, 23, page=1, section=("章", "節"))


def test_entities_come_back_in_order_of_iri(asked: Graph) -> None:
    entities = asked.entities()
    assert [e.iri for e in entities] == sorted(e.iri for e in entities)
    assert next(e for e in entities if e.iri == LYON.iri).attributes == (("countryCode", "FR"),)
    assert asked.entities([CITYNET.iri, ENTITY + "nowhere"]) == [CITYNET]
    assert asked.entities([]) == []


def test_names_are_ranked_by_preference_then_documents_then_text(empty: Graph) -> None:
    for number, names in enumerate((("い", "ろ"), ("ろ", "は"), ("ろ",))):
        given = tuple(Name(n, "ja") for n in names) + ((Name("に", "ja", True),) if number == 0 else ())
        empty.write(paper(f"p{number}", fact(replace(LYON, names=given), "memberOf", CITYNET)))
    assert [n.text for n in empty.entities([LYON.iri])[0].names] == ["に", "ろ", "い", "は"]


def test_what_most_documents_say_of_an_attribute_is_chosen(empty: Graph) -> None:
    for number, code in enumerate(("FR", "FX", "FX")):
        known = replace(LYON, attributes=(("countryCode", code),))
        empty.write(paper(f"p{number}", fact(known, "memberOf", CITYNET)))
    assert empty.entities([LYON.iri])[0].attributes == (("countryCode", "FX"),)


def test_a_fact_comes_back_with_its_references_in_order(asked: Graph) -> None:
    (found,) = asked.facts([TIE.id])
    assert (found.subject, found.relation, found.object) == (LYON.iri, "sisterCityOf", YOKOHAMA.iri)
    assert (found.since, found.as_of_first, found.as_of_last) == ("1959-04", "FY2021", "FY2025")
    assert not found.disputed
    given = [r for c in (REPORT, LEAFLET) for s in c.statements if s.id == TIE.id for r in s.references]
    assert list(found.references) == sorted(given, key=lambda r: r.document)
    documents = {d.iri: d for d in asked.documents()}
    for reference in found.references:
        assert documents[reference.document].text[reference.start : reference.end] == reference.quote


def test_every_field_of_a_reference_comes_back(empty: Graph) -> None:
    made = fact(
        YOKOHAMA,
        "sisterCityOf",
        LYON,
        page=2,
        section="章",
        since="1959",
        until="../2022-12",
        as_of="FY2020",
        rule="r",
        extractor="x",
        inferred=True,
        basis="60 = 2019 - 1959",
        qualifiers=(("form", "a=b; c"), ("topic", "水")),
    )
    contribution = paper("p", made)
    empty.write(contribution)
    assert empty.facts()[0].references == contribution.statements[0].references


def test_a_literal_fact_comes_back_with_its_key(asked: Graph) -> None:
    (found,) = asked.facts([budget("255555000")[0].id])
    assert found.object == Value("MoneyJPY", "255555000")
    assert found.key == (("fiscalYear", "FY2021"),)


def test_facts_at_an_entity_are_found_from_either_end_plans_too(asked: Graph) -> None:
    at = asked.facts(touching=YOKOHAMA.iri)
    assert {f.relation for f in at} == {"sisterCityOf", "memberOf"}
    assert [f.status.value for f in at].count("planned") == 1
    assert [f.id for f in at] == sorted(f.id for f in at)
    assert asked.facts(touching=CITYNET.iri)[0].subject == YOKOHAMA.iri
    assert asked.facts([TIE.id], touching=CITYNET.iri) == []


def test_an_unknown_id_gives_nothing_and_a_malformed_one_is_refused(asked: Graph) -> None:
    assert asked.facts(["https://w3id.org/enishi/statement/none"]) == []
    with pytest.raises(DataError, match="not an absolute IRI"):
        asked.facts(["no> iri"])


def test_two_references_that_are_alike_are_one(empty: Graph) -> None:
    contribution = paper("p", fact(YOKOHAMA, "sisterCityOf", LYON))
    made = contribution.statements[0]
    doubled = replace(made, references=made.references * 2)
    empty.write(replace(contribution, statements=(doubled, made)))
    assert len(empty.facts()[0].references) == 1
    other = Reference(
        contribution.document.iri, contribution.document.text, 0, len(contribution.document.text), rule="b"
    )
    empty.write(replace(contribution, statements=(made, replace(made, references=(other,)))))
    assert len(empty.facts()[0].references) == 2


def test_a_closed_graph_says_so(empty: Graph) -> None:
    empty.close()
    empty.close()
    with pytest.raises(UsageError, match="closed"):
        empty.facts()


def test_documents_are_read_by_iri_and_without_their_passages(asked: Graph) -> None:
    whole = {document.iri: document for document in asked.documents()}
    assert any(document.passages for document in whole.values())
    for document in whole.values():
        assert asked.documents([document.iri]) == [document]
        assert asked.documents([document.iri], passages=False) == [replace(document, passages=())]
    assert [d.iri for d in asked.documents(passages=False)] == list(whole)
    assert asked.documents([]) == asked.documents([REPORT.document.iri + "0"]) == []
