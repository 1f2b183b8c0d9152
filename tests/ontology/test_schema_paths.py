"""Property paths derived from the ontology, asked of a graph in which what follows is known."""

from __future__ import annotations

import pytest
from rdflib import Graph

from enishi.errors import UnknownName
from enishi.ontology.model import ONTOLOGY
from enishi.ontology.paths import sparql_path
from enishi.ontology.schema import load_schema

GRAPH = """
@prefix : <https://w3id.org/enishi/ontology#> .
<urn:yokohama> :hasOverseasOffice <urn:office> ; :sisterCityOf <urn:lyon> ; :signatoryOf <urn:mou> .
<urn:office> :locatedIn <urn:bangkok> . <urn:bangkok> :locatedIn <urn:thailand> .
<urn:ifad> :signatoryOf <urn:mou> .
<urn:itto> :tenantOf <urn:centre> . <urn:centre> :locatedIn <urn:yokohama> .
<urn:survey> :carriedOutBy <urn:yusa> ; :implementedIn <urn:bangkok> .
<urn:conference> :organizedBy <urn:yokohama> ; :heldIn <urn:bangkok> ; :heldOn <urn:day> .
<urn:lyon> :participatedIn <urn:conference> .
"""


def follows(subject: str, relation: str, object_: str) -> bool:
    tie = f"<urn:{subject}> {sparql_path(relation)} <urn:{object_}>"
    return bool(Graph().parse(data=GRAPH).query(f"PREFIX : <{ONTOLOGY}> ASK {{ {tie} }}").askAnswer)


@pytest.mark.parametrize(
    ("subject", "relation", "object_"),
    [
        ("yokohama", "operatesOfficeIn", "bangkok"),
        ("yokohama", "operatesOfficeIn", "thailand"),
        ("lyon", "cityTieWith", "yokohama"),
        ("yokohama", "cityTieWith", "lyon"),
        ("ifad", "agreementWith", "yokohama"),
        ("yokohama", "hostsOrganization", "itto"),
        ("centre", "hostsOrganization", "itto"),
        ("yusa", "projectIn", "thailand"),
        ("survey", "implementedIn", "thailand"),
        ("yokohama", "hostedEvent", "conference"),
        ("conference", "heldIn", "thailand"),
        ("conference", "eventHeldOn", "day"),
        ("conference", "participants", "lyon"),
        ("itto", "locatedIn", "yokohama"),
    ],
)
def test_what_the_ontology_implies_is_found(subject: str, relation: str, object_: str) -> None:
    assert follows(subject, relation, object_)


@pytest.mark.parametrize(
    ("subject", "relation", "object_"),
    [
        ("office", "operatesOfficeIn", "thailand"),
        ("ifad", "cityTieWith", "yokohama"),
        ("thailand", "hostsOrganization", "itto"),
        ("thailand", "locatedIn", "bangkok"),
    ],
)
def test_what_does_not_follow_is_not_found(subject: str, relation: str, object_: str) -> None:
    assert not follows(subject, relation, object_)


def test_every_relation_has_a_path_that_parses() -> None:
    from rdflib.plugins.sparql import prepareQuery  # noqa: PLC0415

    for name in load_schema().relations:
        prepareQuery(f"PREFIX : <https://w3id.org/enishi/ontology#> ASK {{ ?s {sparql_path(name)} ?o }}")


def test_a_path_of_an_unknown_relation_is_refused() -> None:
    with pytest.raises(UnknownName):
        sparql_path("twinned_with")
