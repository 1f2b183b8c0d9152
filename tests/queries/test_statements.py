"""Which statements are meant is told by the engine: what is read of them is what reading everything would leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from enishi.graph import Graph, open_graph
from enishi.ontology.judgement import Judgement, Verdict
from enishi.queries.reviewing.review import find_facts, find_statement
from enishi.queries.statements import ends_of, of_relations, said_in

from .sample import iri, report_2021, report_2023, report_2025


@pytest.fixture
def reports(tmp_path: Path) -> Graph:
    graph = open_graph(str(tmp_path / "g.enishi"))
    for report in (report_2021(), report_2023(), report_2025()):
        graph.write(report)
    kept, other = iri("center"), iri("minato-lounge")
    graph.judge([Judgement(Verdict.MERGE, "Archive", "2026-01-01T00:00:00Z", entities=(kept, other))])
    return graph


def test_what_documents_say_is_read_alone(reports: Graph) -> None:
    for document in reports.documents():
        said = [fact for fact in reports.facts() if any(r.document == document.iri for r in fact.references)]
        assert reports.facts(said_in(reports, [document.iri])) == said
        assert {fact.id for fact in find_facts(reports, document=document.iri, trust="all")} == {f.id for f in said}
    every = [document.iri for document in reports.documents()]
    assert reports.facts(said_in(reports, every)) == reports.facts()
    assert said_in(reports, []) == []


def test_statements_of_relations_are_read_alone(reports: Graph) -> None:
    for relations in (("sisterCityOf",), ("budgetAmount", "partOf"), ("memberOf", "establishedOn")):
        expected = [fact for fact in reports.facts() if fact.relation in relations]
        assert reports.facts(of_relations(reports, relations)) == expected
        assert expected


def test_what_facts_are_about_is_read_alone(reports: Graph) -> None:
    every = {entity.iri: entity for entity in reports.entities()}
    facts = reports.facts()[::3]
    ends = {end for fact in facts for end in (fact.subject, fact.object) if isinstance(end, str)}
    assert ends_of(reports, facts) == {end: every[end] for end in ends}


def test_a_statement_is_found_by_its_end(reports: Graph) -> None:
    for fact in reports.facts()[:5]:
        assert find_statement(reports, fact.id) == fact
        assert find_statement(reports, fact.id.rpartition("/")[2]) == fact
