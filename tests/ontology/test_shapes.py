"""SHACL on a small whole graph: as it is, it conforms; each test breaks one thing and sees it named."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph

from enishi.errors import DataError
from enishi.ontology.check import Violation, parse_ntriples, validate
from enishi.ontology.model import ENTITY, ONTOLOGY, STATEMENT
from enishi.ontology.schema import load_schema
from enishi.ontology.shapes import shapes

GRAPH = """
@prefix : <https://w3id.org/enishi/ontology#> .
@prefix id: <https://w3id.org/enishi/id/> .
@prefix st: <https://w3id.org/enishi/statement/> .
@prefix val: <https://w3id.org/enishi/value/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
id:yokohama a :City, :GovernmentBody, :Place, :Agent, :Entity ; :iri "https://w3id.org/enishi/id/yokohama" ;
    :name "横浜市" ; :nameEn "Yokohama" ; :countryCode "JP" ;
    :latitude 35.44 ; :longitude "139.64" ; :wikidata "Q38283" .
id:lyon a :City, :GovernmentBody, :Place, :Agent, :Entity ; :iri "https://w3id.org/enishi/id/lyon" ;
    :name "リヨン市" .
id:asia a :Office, :Organization, :Agent, :Entity ; :iri "https://w3id.org/enishi/id/asia" ; :name "アジア事務所" .
id:lyon :sisterCityOf id:yokohama .
st:sister rdf:subject id:lyon ; rdf:predicate :sisterCityOf ; rdf:object id:yokohama ;
    :statement "https://w3id.org/enishi/statement/sister" ; :status "settled" ; :trust "machine" ; :sources 1 ;
    :since "[1959-04..1960-03]" ; :sinceEarliest "1959-04-01" ; :sinceLatest "1960-03-31" ; :asOf "FY2025" .
id:yokohama :hasOverseasOffice id:asia .
st:office rdf:subject id:yokohama ; rdf:predicate :hasOverseasOffice ; rdf:object id:asia ;
    :statement "https://w3id.org/enishi/statement/office" ; :status "settled" ; :trust "confirmed" .
id:asia :establishedOn val:opened .
val:opened a :Date, :Value ; :iri "https://w3id.org/enishi/value/opened" ;
    :value "2022-08" ; :earliest "2022-08-01" ; :latest "2022-08-31" .
st:opened rdf:subject id:asia ; rdf:predicate :establishedOn ; rdf:object val:opened ;
    :statement "https://w3id.org/enishi/statement/opened" ; :status "settled" ; :trust "entered" .
st:bid a :Proposal, :InformationArtefact ; :iri "https://w3id.org/enishi/statement/bid" ; :trust "machine" ;
    :statement "https://w3id.org/enishi/statement/bid" ; :proposedRelation "hostCityOf" ; :status "proposed" ;
    :proposedSubject id:yokohama ; :proposedObject id:lyon .
<https://w3id.org/enishi/document/d> a :Document, :InformationArtefact ; :documentName "report" ; :lang "ja" ;
    :digest "%s" ; :asOf "FY2025" .
<https://w3id.org/enishi/statement/sister/ref/1> a :Reference ;
    :evidenceFor st:sister, st:office, st:opened, st:bid ;
    :inDocument <https://w3id.org/enishi/document/d> ; :quote "リヨン市" ; :start 3 ; :end 7 ; :statedSince "1959" .
""" % ("0" * 64)

SISTER = STATEMENT + "sister"


def check(turtle: str) -> list[Violation]:
    return validate(Graph().parse(data=turtle, format="turtle").serialize(format="nt"))


def broken(old: str, new: str) -> Violation:
    """The one violation after replacing the first ``old`` by ``new``."""
    assert old in GRAPH
    found = check(GRAPH.replace(old, new, 1))
    assert len(found) == 1, found
    return found[0]


def test_a_graph_in_order_conforms() -> None:
    assert check(GRAPH) == []


def test_an_empty_graph_conforms() -> None:
    assert validate("") == []


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (':name "横浜市" ;', "", "name"),
        (':countryCode "JP"', ':countryCode "jpn"', "countryCode"),
        (":latitude 35.44", ":latitude 135.44", "latitude"),
        (':longitude "139.64"', ':longitude "east"', "longitude"),
        (':wikidata "Q38283"', ':wikidata "38283"', "wikidata"),
    ],
)
def test_a_fault_of_an_entity_names_the_entity(old: str, new: str, path: str) -> None:
    violation = broken(old, new)
    assert violation.focus == ENTITY + "yokohama"
    assert violation.path == ONTOLOGY + path
    assert violation.statement is None
    assert violation.shape == path


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (':status "settled" ; :trust "machine"', ':status "planned" ; :trust "machine"', "status"),
        (':trust "machine" ; :sources 1', ':trust "rumour" ; :sources 1', "trust"),
        (":sources 1", ":sources 0", "sources"),
        (':since "[1959-04..1960-03]"', ':since "1959年"', "since"),
        (':sinceLatest "1960-03-31"', ':sinceLatest "1960-3-31"', "sinceLatest"),
        (':asOf "FY2025"', ':asOf "令和7年度"', "asOf"),
    ],
)
def test_a_fault_of_a_statement_names_the_statement(old: str, new: str, path: str) -> None:
    violation = broken(old, new)
    assert violation.statement == SISTER
    assert violation.path == ONTOLOGY + path
    assert set(violation.message) == {"ja", "en"}


def test_a_tie_that_ends_before_it_begins_is_found() -> None:
    violation = broken(
        ':asOf "FY2025" .', ':asOf "FY2025" ; :untilEarliest "1950-01-01" ; :untilLatest "1950-12-31" .'
    )
    assert (violation.statement, violation.path) == (SISTER, ONTOLOGY + "sinceEarliest")
    assert violation.message["en"] == "It ends before it begins."
    assert violation.message["ja"] == "終了が開始より前です。"


def test_a_tie_may_end_on_the_day_on_which_it_may_have_begun() -> None:
    assert check(GRAPH.replace(':asOf "FY2025" .', ':asOf "FY2025" ; :untilLatest "1959-04-01" .', 1)) == []


def test_a_subject_outside_the_domain_is_blamed_on_the_statement_that_says_so() -> None:
    found = check(GRAPH.replace("a :Office, :Organization, :Agent, :Entity ;", "a :Role, :Entity ;", 1))
    assert {(v.shape, v.statement) for v in found} == {
        ("establishedOn-domain", STATEMENT + "opened"),
        ("hasOverseasOffice-range", STATEMENT + "office"),
    }


def test_the_message_of_a_domain_names_relation_and_classes_in_both_languages() -> None:
    found = check(GRAPH.replace("a :Date, :Value", "a :URL, :Value", 1))
    (violation,) = [v for v in found if v.shape == "establishedOn-range"]
    assert violation.message["ja"] == "「設立・開設日」（establishedOn）の目的語になれるのは、日付です。"
    assert violation.message["en"] == 'The object of "established on" (establishedOn) is one of: date.'


def test_a_city_is_not_its_own_sister() -> None:
    found = check(
        GRAPH.replace("id:lyon :sisterCityOf", "id:yokohama :sisterCityOf").replace(
            "rdf:subject id:lyon", "rdf:subject id:yokohama"
        )
    )
    (violation,) = found
    assert (violation.shape, violation.statement) == ("sisterCityOf-self", SISTER)
    assert violation.message["ja"] == "「姉妹都市」（sisterCityOf）が同じもの同士を結んでいます。"


def test_a_statement_without_a_reference_is_found_where_evidence_is_given() -> None:
    without = GRAPH.replace(":evidenceFor st:sister, st:office", ":evidenceFor st:office", 1)
    (violation,) = check(without)
    assert (violation.statement, violation.shape) == (SISTER, "uncited")
    assert set(violation.message) == {"ja", "en"}
    ntriples = Graph().parse(data=without, format="turtle").serialize(format="nt")
    assert validate(ntriples, evidence=False) == []


def test_a_quote_that_is_not_as_long_as_its_offsets_is_found() -> None:
    found = check(GRAPH.replace(":end 7", ":end 9"))
    assert {v.message["en"] for v in found} == {"The quote is not as long as its offsets say."}
    assert SISTER in {v.statement for v in found}


def test_a_fault_of_a_reference_is_blamed_on_the_statements_that_it_supports() -> None:
    found = check(GRAPH.replace(':statedSince "1959"', ':statedSince "昭和34年"'))
    assert {v.statement for v in found} == {STATEMENT + name for name in ("sister", "office", "opened", "bid")}
    assert {v.path for v in found} == {ONTOLOGY + "statedSince"}


def test_a_proposal_keeps_its_status_where_evidence_spells_out_its_parts() -> None:
    parts = "st:bid rdf:subject id:yokohama ; rdf:predicate :hostCityOf ; rdf:object id:lyon ."
    assert check(f"{GRAPH}{parts}") == []


def test_a_settled_proposal_is_a_contradiction_in_terms() -> None:
    violation = broken(':status "proposed"', ':status "settled"')
    assert violation.statement == STATEMENT + "bid"
    assert violation.shape == "Proposal"


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("Count", "12", "-1"),
        ("MoneyJPY", "-80897000", '"255,555千円"'),
        ("Percent", "-8.0", '"八割"'),
        ("URL", '"https://www.yokeweb.com/"', '"yokeweb"'),
        ("Phone", '"045-989-5266"', '"なし"'),
        ("Date", '"[2024-04-01..2025-03-31]"', '"2024/04/01"'),
    ],
)
def test_a_value_is_of_the_form_of_its_kind(kind: str, good: str, bad: str) -> None:
    node = f'<https://w3id.org/enishi/value/v> a :{kind}, :Value ; :iri "https://w3id.org/enishi/value/v" ; :value '
    assert check(f"{GRAPH}{node}{good} .") == []
    assert {v.focus for v in check(f"{GRAPH}{node}{bad} .")} == {"https://w3id.org/enishi/value/v"}


def test_a_fault_of_a_value_is_blamed_on_its_statement() -> None:
    violation = broken(':value "2022-08"', ':value "令和4年8月"')
    assert violation.statement == STATEMENT + "opened"


@settings(max_examples=60, deadline=None)
@given(
    st.dates(), st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d", "FY%Y", "%Y/..", "../%Y-%m", "[%Y-04..%Y-12]", "%Y~"])
)
def test_whatever_edtf_the_project_writes_fits_the_pattern(day: object, form: str) -> None:
    import datetime  # noqa: PLC0415

    assert isinstance(day, datetime.date)
    text = form.replace("%Y", f"{day.year:04}").replace("%m", f"{day.month:02}").replace("%d", f"{day.day:02}")
    assert any(re.search(pattern, text) for pattern in edtf_patterns())


def edtf_patterns() -> list[str]:
    from rdflib import SH, URIRef  # noqa: PLC0415
    from rdflib.collection import Collection  # noqa: PLC0415

    graph = shapes()
    choices = graph.value(URIRef("https://w3id.org/enishi/shape/Edtf"), SH["or"])
    assert choices is not None
    return [str(graph.value(choice, SH.pattern)) for choice in Collection(graph, choices)]


def test_every_relation_has_a_shape_and_every_shape_speaks_both_languages() -> None:
    from rdflib import RDF, SH, URIRef  # noqa: PLC0415

    graph, schema = shapes(), load_schema()
    for name in schema.relations:
        for part in ("-domain", "-range"):
            assert (URIRef(f"https://w3id.org/enishi/shape/{name}{part}"), SH["or"], None) in graph
    spoken = {*graph.objects(None, SH.property), *graph.objects(None, SH.sparql)}
    for shape in spoken:
        assert {m.language for m in graph.objects(shape, SH.message)} == {"ja", "en"}, shape  # type: ignore[attr-defined]
    alone = {str(s).rsplit("/", 1)[-1] for s in graph.subjects(RDF.type, SH.SPARQLConstraint)}
    assert {"cityTieWith-self", "sisterCityOf-self", "friendshipCityOf-self", "partnerCityOf-self"} <= alone


def test_shapes_speak_only_of_declared_properties() -> None:
    from rdflib import SH  # noqa: PLC0415

    schema = load_schema()
    declared = {*schema.relations, *schema.properties, *schema.classes}
    graph = shapes()
    for predicate in (SH.path, SH.targetClass, SH.targetSubjectsOf, SH["class"], SH.lessThanOrEquals):
        for node in graph.objects(None, predicate):
            if str(node).startswith(ONTOLOGY):
                assert str(node).removeprefix(ONTOLOGY) in declared, node


def test_ntriples_that_do_not_parse_are_said_with_their_line() -> None:
    with pytest.raises(DataError) as caught:
        parse_ntriples("<a:a> <a:b> <a:c> .\n<a:a> <a:b>\n")
    assert caught.value.details["line"] == 2
    assert "line 2" in str(caught.value)
