"""The schema against its sources: the Turtle, and (where it is at hand) the list of relations to support."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.errors import UnknownName
from enishi.ontology.indexing import index_of, index_text, parsed
from enishi.ontology.model import ONTOLOGY
from enishi.ontology.schema import INDEX, KindClass, Property, Relation, Schema, load_schema
from enishi.ontology.spelling import camel, screaming, snake

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
RELATIONS = ROOT.parent / "shared" / "evaluation" / "RELATIONS.md"
GENERAL = [
    "partnerCityOf",
    "agreementWith",
    "jointStatementWith",
    "hostedEvent",
    "operatesOfficeIn",
    "hostsOrganization",
    "projectIn",
    "officeOpenedOn",
    "foundedOn",
    "eventHeldOn",
    "participants",
    "supports",
    "anniversaryOf",
    "cityTieWith",
]
TOL_LIGHT = {"#77AADD", "#EE8866", "#EEDD88", "#FFAABB", "#99DDFF", "#44BB99", "#BBCC33", "#AAAA00", "#DDDDDD"}
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load_schema()


def named(schema: Schema) -> list[tuple[str, dict[str, str], dict[str, str]]]:
    everything: list[Relation | KindClass | Property] = [*schema.relations.values(), *schema.classes.values()]
    everything += schema.properties.values()
    return [(thing.name, dict(thing.labels), dict(thing.definitions)) for thing in everything]


def test_the_index_says_what_the_turtle_says() -> None:
    import enishi.ontology.schema as module  # noqa: PLC0415

    committed = Path(module.__file__).with_name(INDEX).read_text(encoding="utf-8")
    ontology = parsed()
    assert json.loads(committed) == index_of(ontology), "run: make derived"
    assert committed == index_text(ontology)


def test_the_schema_loads_without_rdflib() -> None:
    program = "import sys, enishi.ontology.schema as s; s.load_schema(); print('rdflib' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.strip() == "False"


@pytest.mark.skipif(not RELATIONS.exists(), reason=f"{RELATIONS} is not at hand")
def test_every_relation_of_the_list_is_there_and_takes_the_kinds_that_it_names(schema: Schema) -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|", RELATIONS.read_text(encoding="utf-8"), re.M)
    assert len(rows) == 60
    for name, domain, range_ in rows:
        relation = schema.relation(name)
        assert relation.snake == name
        for subject in domain.split(","):
            assert schema.is_a(subject.strip(), relation.domain), (name, subject)
        for object_ in range_.split(","):
            assert schema.is_a(object_.strip(), relation.range), (name, object_)


@pytest.mark.parametrize("name", GENERAL)
def test_every_general_tie_hangs_on_another_relation(schema: Schema, name: str) -> None:
    relation = schema.relation(name)
    others = [*schema.relations.values()]
    upwards = relation.parents + relation.inverse_parents + relation.equivalents
    downwards = [o.name for o in others if name in o.parents + o.inverse_parents]
    assert upwards or downwards or relation.chains


def test_every_name_has_a_label_and_a_definition_in_both_languages(schema: Schema) -> None:
    for name, labels, definitions in named(schema):
        assert set(labels) == set(definitions) == {"ja", "en"}, name
        assert JAPANESE.search(definitions["ja"]), name
        assert definitions["ja"].endswith("。"), name
        assert definitions["en"].endswith("."), name


def test_no_two_relations_and_no_two_classes_share_a_label(schema: Schema) -> None:
    for things in (schema.relations.values(), schema.classes.values()):
        for lang in ("ja", "en"):
            labels = [thing.labels[lang] for thing in things]
            assert len(labels) == len(set(labels)), sorted({x for x in labels if labels.count(x) > 1})


def test_a_tie_can_be_read_out_in_both_languages(schema: Schema) -> None:
    for relation in schema.relations.values():
        assert set(relation.edge_labels) == set(relation.verbalisations) == {"ja", "en"}
        for text in relation.verbalisations.values():
            assert text.count("{subject}") == text.count("{object}") == 1, relation.name
            assert "s" in text.format(subject="s", object="o")
    reading = schema.relation("sister_city_of").verbalisations["ja"].format(subject="横浜市", object="リヨン市")
    assert reading == "横浜市の姉妹都市はリヨン市"


def test_domains_ranges_keys_and_parents_name_what_exists(schema: Schema) -> None:
    for relation in schema.relations.values():
        assert relation.domain <= set(schema.classes), relation.name
        assert relation.range <= set(schema.classes), relation.name
        assert relation.domain and relation.range, relation.name
        assert not any(schema.classes[name].is_value for name in relation.domain), relation.name
        assert set(relation.key_qualifiers) <= set(schema.qualifiers), relation.name
        steps = {step.removeprefix("-") for chain in relation.chains for step in chain}
        assert {*relation.parents, *relation.inverse_parents, *steps} <= set(schema.relations), relation.name
        assert relation.tier in (1, 2, 3), relation.name


def test_a_sub_relation_joins_nothing_that_its_parent_does_not(schema: Schema) -> None:
    for relation in schema.relations.values():
        for parent in (schema.relations[name] for name in relation.parents + relation.equivalents):
            assert all(schema.is_a(kind, parent.domain) for kind in relation.domain), relation.name
            assert all(schema.is_a(kind, parent.range) for kind in relation.range), relation.name
        for parent in (schema.relations[name] for name in relation.inverse_parents):
            assert all(schema.is_a(kind, parent.range) for kind in relation.domain), relation.name
            assert all(schema.is_a(kind, parent.domain) for kind in relation.range), relation.name


def test_a_symmetric_relation_takes_the_same_kinds_at_both_ends(schema: Schema) -> None:
    symmetric = {r.name for r in schema.relations.values() if r.symmetric}
    assert {"sisterCityOf", "friendshipCityOf", "partnerCityOf", "cityTieWith", "agreementWith"} <= symmetric
    for name in symmetric:
        assert schema.relations[name].domain == schema.relations[name].range


def test_a_sister_city_tie_is_a_city_tie_and_never_with_itself(schema: Schema) -> None:
    relation = schema.relation("sisterCityOf")
    assert relation.parents == ("cityTieWith",)
    assert relation.symmetric
    assert relation.irreflexive
    assert "sisterCityOf" in schema.kinds_under("cityTieWith")
    assert schema.kinds_under("eventHeldOn") == ("eventHeldOn", "heldOn")


def test_a_budget_of_another_year_is_another_statement(schema: Schema) -> None:
    assert schema.relation("budget_amount").key_qualifiers == ("fiscalYear",)
    assert schema.relation("revenue_source_amount").key_qualifiers == ("fiscalYear", "source")
    assert schema.relation("tie_anniversary_with").key_qualifiers == ("ordinal",)
    assert schema.relation("sister_city_of").key_qualifiers == ()


def test_dates_status_and_source_never_belong_to_identity(schema: Schema) -> None:
    keys = {key for relation in schema.relations.values() for key in relation.key_qualifiers}
    assert keys.isdisjoint({"since", "until", "asOf", "status", "sources", "trust"})


def test_diagrams_tell_the_kinds_of_entities_apart_without_relying_on_hue(schema: Schema) -> None:
    kinds = [k for k in schema.classes.values() if "Entity" in k.ancestors]
    leaves = [k for k in kinds if not any(k.name in other.ancestors for other in kinds)]
    assert {k.colour for k in schema.classes.values()} <= TOL_LIGHT
    looks = [(k.colour, k.shape) for k in leaves]
    assert len(looks) == len(set(looks)), [x for x in looks if looks.count(x) > 1]


@pytest.mark.parametrize("spelling", ["sisterCityOf", "sister_city_of", "SISTER_CITY_OF"])
def test_any_spelling_finds_the_relation(schema: Schema, spelling: str) -> None:
    assert schema.relation(spelling).name == "sisterCityOf"


@pytest.mark.parametrize("spelling", ["concerns", "CONCERNS"])
def test_a_relation_of_one_word_is_found_in_any_spelling(schema: Schema, spelling: str) -> None:
    assert schema.relation(spelling).name == "concerns"


def test_an_unknown_relation_is_answered_with_the_nearest_names(schema: Schema) -> None:
    with pytest.raises(UnknownName) as caught:
        schema.relation("sister_citys_of")
    assert caught.value.details["nearest"][0] == "sisterCityOf"  # type: ignore[index]
    assert "sisterCityOf" in str(caught.value)


def test_an_unknown_class_is_answered_with_the_nearest_names(schema: Schema) -> None:
    for call in (schema.kind, schema.kinds_of, schema.subkinds):
        with pytest.raises(UnknownName) as caught:
            call("Citty")
        assert "City" in caught.value.details["nearest"]  # type: ignore[operator]


def test_the_labels_of_a_node_are_its_class_and_every_superclass(schema: Schema) -> None:
    assert schema.kinds_of("City") == ("City", "GovernmentBody", "Place", "Agent", "Entity")
    assert schema.kinds_of("Date") == ("Date", "Value")
    assert schema.classes["Date"].is_value
    assert not schema.classes["City"].is_value
    assert set(schema.subkinds("Value")) == {k.name for k in schema.classes.values() if k.is_value}


def test_a_relation_admits_subclasses_and_refuses_the_rest(schema: Schema) -> None:
    assert schema.admits("sister_city_of", "Prefecture", "City")
    assert schema.admits("held_in", "Event", "Text")
    assert not schema.admits("held_on", "Event", "City")


def test_cypher_names_are_one_to_one_with_iris(schema: Schema) -> None:
    names = schema.cypher_names()
    assert len(names) == len(schema.relations) + len(schema.classes) + len(schema.properties)
    assert len(set(names.values())) == len(names)
    assert names["SISTER_CITY_OF"] == ONTOLOGY + "sisterCityOf"
    assert names["City"] == ONTOLOGY + "City"
    assert names["nameEn"] == ONTOLOGY + "nameEn"
    assert names["PROPOSED_SUBJECT"] == ONTOLOGY + "proposedSubject"
    assert list(names) == sorted(names)


def test_no_name_is_both_a_relation_and_a_property(schema: Schema) -> None:
    """OWL 2 DL: an IRI is an object property or a data property, never both."""
    assert set(schema.relations).isdisjoint(schema.properties)


def test_what_the_mapping_to_triples_needs_is_declared(schema: Schema) -> None:
    needed = (
        "name nameEn altName iri value earliest latest since until sinceEarliest sinceLatest untilEarliest "
        "untilLatest asOf asOfFirst status statement trust sources inferred disputed quote start end page section "
        "countryCode latitude longitude wikidata geonames"
    )
    assert set(needed.split()) <= set(schema.properties)
    assert schema.properties["sources"].range == {"integer"}
    assert schema.properties["proposedSubject"].is_link
    assert schema.qualifiers["measure"].domain == {"Statement", "Proposal", "Reference"}


def test_relations_have_iris(schema: Schema) -> None:
    assert schema.relation("sister_city_of").iri == ONTOLOGY + "sisterCityOf"
    assert schema.classes["City"].iri == ONTOLOGY + "City"
    assert schema.properties["since"].iri == ONTOLOGY + "since"
    assert len({hash(r) for r in schema.relations.values()}) == len(schema.relations)


@given(st.sampled_from(sorted({*load_schema().relations, *load_schema().properties})))
def test_every_spelling_leads_back(name: str) -> None:
    assert camel(snake(name)) == name
    assert camel(screaming(name)) == name
    assert screaming(snake(name)) == screaming(name)


@given(st.lists(st.from_regex(r"[a-z]{2,8}", fullmatch=True), min_size=1, max_size=5))
def test_snake_and_camel_are_each_others_inverse(words: list[str]) -> None:
    name = "_".join(words)
    assert snake(camel(name)) == name
    assert snake(screaming(name)) == name
