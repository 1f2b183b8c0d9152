"""HermiT for real, on the ontology and on small graphs with a contradiction put in; OWLAPI for the profile.

Java (and Maven, for the profile) must be there in CI; elsewhere a test that needs them is skipped and says so.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from rdflib import Graph

from enishi.errors import CheckFailed
from enishi.ontology import reasoning
from enishi.ontology.model import ENTITY, ONTOLOGY, STATEMENT
from enishi.ontology.reasoning import Part, find_clash, is_consistent
from enishi.ontology.schema import TURTLE, load_schema

HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[1] / ".cache" / "owlapi-5.5.1"
CI = os.environ.get("CI", "").lower() == "true"

PREFIXES = """
@prefix : <https://w3id.org/enishi/ontology#> .
@prefix id: <https://w3id.org/enishi/id/> .
@prefix st: <https://w3id.org/enishi/statement/> .
@prefix val: <https://w3id.org/enishi/value/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""
GRAPH = f"""{PREFIXES}
id:yokohama a :City, :GovernmentBody, :Place, :Agent, :Entity ; :name "横浜市" .
id:lyon a :City, :GovernmentBody, :Place, :Agent, :Entity ; :name "リヨン市" .
id:asia a :Office, :Organization, :Agent, :Entity ; :name "アジア事務所" .
id:thailand a :Country, :Place, :Entity ; :name "タイ" .
id:mou a :Agreement, :Instrument, :Entity ; :name "覚書" .
id:lyon :sisterCityOf id:yokohama . st:sister rdf:subject id:lyon ; rdf:predicate :sisterCityOf ;
    rdf:object id:yokohama ; :since "1959" ; :status "settled" .
id:yokohama :hasOverseasOffice id:asia . st:office rdf:subject id:yokohama ; rdf:predicate :hasOverseasOffice ;
    rdf:object id:asia .
id:asia :locatedIn id:thailand . st:place rdf:subject id:asia ; rdf:predicate :locatedIn ;
    rdf:object id:thailand .
id:asia :establishedOn val:opened . st:opened rdf:subject id:asia ; rdf:predicate :establishedOn ;
    rdf:object val:opened .
val:opened a :Date, :Value ; :value "2022-08" ; :earliest "2022-08-01" ; :latest "2022-08-31" .
id:yokohama :signatoryOf id:mou . st:signed rdf:subject id:yokohama ; rdf:predicate :signatoryOf ;
    rdf:object id:mou .
st:bid a :Proposal, :InformationArtefact ; :proposedRelation "sisterCityOf" ; :proposedSubject id:yokohama ;
    :proposedObject id:lyon ; :status "proposed" .
<https://w3id.org/enishi/document/d> a :Document, :InformationArtefact ; :text "..." .
<https://w3id.org/enishi/statement/sister/ref/1> a :Reference ; :evidenceFor st:sister ; :quote "..." .
"""


def _missing(*programs: str) -> str | None:
    gone = [p for p in programs if shutil.which(p) is None]
    if gone and CI:
        pytest.fail(f"CI needs {', '.join(gone)}")
    return f"{', '.join(gone)} not found" if gone else None


@pytest.fixture
def hermit() -> None:
    if reason := _missing("java"):
        pytest.skip(reason)


@pytest.fixture(scope="module")
def owlapi() -> Path:
    if reason := _missing("java", "mvn"):
        pytest.skip(reason)
    if not any(CACHE.glob("owlapi-distribution-*.jar")):
        subprocess.run(
            [
                *(shutil.which("mvn") or "mvn", "-q", "-B", "-f", str(HERE / "owlapi.pom.xml")),
                *("dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={CACHE}"),
            ],
            check=True,
            timeout=300,
        )
    return CACHE


def profile(owlapi: Path, ontology: Path) -> subprocess.CompletedProcess[str]:
    command = ["java", "-cp", str(owlapi / "*"), str(HERE / "OwlProfile.java"), str(ontology)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)


def ntriples(turtle: str) -> str:
    return Graph().parse(data=turtle, format="turtle").serialize(format="nt")


def turtle_file() -> Path:
    return Path(reasoning.__file__).with_name(TURTLE)


def test_the_ontology_is_in_owl_2_dl(owlapi: Path) -> None:
    found = profile(owlapi, turtle_file())
    assert found.returncode == 0, found.stdout
    assert int(found.stdout.split()[0]) > 400


def test_the_profile_check_sees_a_transitive_relation_that_is_irreflexive(owlapi: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.ttl"
    text = turtle_file().read_text(encoding="utf-8") + "\n:locatedIn a owl:IrreflexiveProperty .\n"
    wrong.write_text(text, encoding="utf-8")
    found = profile(owlapi, wrong)
    assert found.returncode == 1
    assert "locatedIn" in found.stdout


@pytest.mark.usefixtures("hermit")
def test_the_ontology_is_consistent() -> None:
    assert is_consistent()


@pytest.mark.usefixtures("hermit")
def test_every_class_and_every_relation_can_be_used() -> None:
    """One individual of each class, one tie of each relation between every pair of kinds that it admits."""
    schema = load_schema()
    lines = [f"id:{kind} a :{kind} ." for kind in schema.classes]
    for relation in schema.relations.values():
        for subject in sorted(relation.domain):
            for object_ in sorted(relation.range):
                ends = f"id:{relation.name}-{subject}-{object_}"
                lines.append(f"{ends}-s a :{subject} ; :{relation.name} {ends}-o . {ends}-o a :{object_} .")
    assert is_consistent(ntriples(PREFIXES + "\n".join(lines)))


@pytest.mark.usefixtures("hermit")
def test_ties_that_the_schema_admits_never_clash() -> None:
    """A hundred and fifty ties drawn from all relations (fixed seed), between entities of all kinds."""
    schema, draw = load_schema(), random.Random(1965)  # noqa: S311  (no secret)
    kinds = [k.name for k in schema.classes.values() if "Entity" in k.ancestors]
    nodes = {f"id:n{i}": draw.choice(kinds) for i in range(80)}
    lines = [f"{node} a :{kind} ." for node, kind in nodes.items()]
    ties = 0
    while ties < 150:
        relation = draw.choice(list(schema.relations.values()))
        subject, object_ = draw.sample(list(nodes), 2)
        if schema.admits(relation.name, nodes[subject], nodes[object_]):
            lines.append(f"{subject} :{relation.name} {object_} .")
            ties += 1
    assert is_consistent(ntriples(PREFIXES + "\n".join(lines)))


@pytest.mark.usefixtures("hermit")
def test_a_graph_in_order_has_no_clash() -> None:
    assert find_clash(ntriples(GRAPH)) is None


@pytest.mark.usefixtures("hermit")
def test_a_city_used_as_an_agreement_is_found_with_its_statement() -> None:
    wrong = """
        id:yokohama :signedOn val:signed . val:signed a :Date, :Value ; :value "1965" .
        st:wrong rdf:subject id:yokohama ; rdf:predicate :signedOn ; rdf:object val:signed .
    """
    clash = find_clash(ntriples(GRAPH + wrong))
    assert clash is not None
    assert clash.parts == (Part("class", ENTITY + "yokohama", "City"), Part("statement", STATEMENT + "wrong"))
    assert clash.minimal
    assert clash.runs < 15


@pytest.mark.usefixtures("hermit")
def test_two_statements_that_only_clash_together_are_both_named() -> None:
    wrong = """
        id:yokohama :holdsRole id:x . st:role rdf:subject id:yokohama ; rdf:predicate :holdsRole ; rdf:object id:x .
        id:lyon :signatoryOf id:x . st:mou rdf:subject id:lyon ; rdf:predicate :signatoryOf ; rdf:object id:x .
        id:y :memberOf id:z . st:other rdf:subject id:y ; rdf:predicate :memberOf ; rdf:object id:z .
    """
    clash = find_clash(ntriples(PREFIXES + wrong))
    assert clash is not None
    assert clash.minimal
    assert clash.statements == (STATEMENT + "mou", STATEMENT + "role")
    assert clash.kinds == ()


@pytest.mark.usefixtures("hermit")
def test_one_thing_of_two_kinds_that_exclude_each_other_is_found_without_blaming_a_statement() -> None:
    both = "id:lyon a :Agreement, :Instrument, :City, :GovernmentBody, :Place, :Agent, :Entity . id:nice a :City ."
    clash = find_clash(ntriples(PREFIXES + both))
    assert clash is not None
    assert clash.statements == ()
    assert clash.kinds == ((ENTITY + "lyon", "Agreement"), (ENTITY + "lyon", "City"))


@pytest.mark.usefixtures("hermit")
def test_a_plan_and_its_successor_do_not_replace_each_other() -> None:
    wrong = """
        id:a :replaces id:b . st:ab rdf:subject id:a ; rdf:predicate :replaces ; rdf:object id:b .
        id:b :replaces id:a . st:ba rdf:subject id:b ; rdf:predicate :replaces ; rdf:object id:a .
    """
    clash = find_clash(ntriples(PREFIXES + wrong))
    assert clash is not None
    assert clash.statements == (STATEMENT + "ab", STATEMENT + "ba")


@pytest.mark.usefixtures("hermit")
def test_a_statement_begins_once() -> None:
    clash = find_clash(
        ntriples(PREFIXES + 'id:a :memberOf id:b . st:sister rdf:subject id:a ; :since "1959", "1960" .')
    )
    assert clash is not None
    assert clash.statements == (STATEMENT + "sister",)


@pytest.mark.usefixtures("hermit")
def test_an_office_abroad_makes_a_presence_in_the_country() -> None:
    """What follows from the chain is consistent to assert, and its opposite is not."""
    chain = load_schema().relation("operatesOfficeIn").chains
    assert chain == (("hasOverseasOffice", "locatedIn"),)
    denied = f"""{GRAPH}
        [] a <http://www.w3.org/2002/07/owl#NegativePropertyAssertion> ;
            <http://www.w3.org/2002/07/owl#sourceIndividual> id:yokohama ;
            <http://www.w3.org/2002/07/owl#assertionProperty> :operatesOfficeIn ;
            <http://www.w3.org/2002/07/owl#targetIndividual> id:thailand ."""
    axioms = Graph().parse(turtle_file())
    assert not reasoning.hermit_finds_consistent((axioms + Graph().parse(data=denied)).serialize(format="nt"))


@pytest.mark.usefixtures("hermit")
def test_a_bound_on_the_runs_gives_a_larger_answer_and_says_so() -> None:
    clash = find_clash(ntriples(GRAPH + "id:lyon a :Agreement, :Instrument ."), runs=3)
    assert clash is not None
    assert not clash.minimal
    assert clash.runs == 3
    assert {(ENTITY + "lyon", "Agreement"), (ENTITY + "lyon", "City")} <= set(clash.kinds)


def test_a_missing_java_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(CheckFailed) as caught:
        find_clash("")
    assert caught.value.key == "java_missing"
    assert "Install a Java runtime" in str(caught.value)


@pytest.mark.usefixtures("hermit")
def test_java_home_comes_before_the_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = shutil.which("java")
    assert real is not None
    home = Path(real).resolve().parents[1]
    monkeypatch.setenv("JAVA_HOME", str(home))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Path(reasoning.java()).parent == home / "bin"


@pytest.mark.usefixtures("hermit")
def test_a_reasoner_that_stops_is_an_error_and_not_an_answer() -> None:
    unknown = '"1965-06-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    subject = "<urn:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> <urn:x> .\n"
    nonsense = f"{subject}<urn:s> <{ONTOLOGY}since> {unknown} .\n"
    with pytest.raises(CheckFailed) as caught:
        is_consistent(nonsense)
    assert caught.value.key == "reasoner_failed"
