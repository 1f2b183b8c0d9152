"""Splitting what was taken for one thing: statements move, survive a new ingest, and come back when undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from enishi.errors import UsageError
from enishi.graph import Graph, find_entity, open_graph
from enishi.ontology.model import Entity
from enishi.queries.reviewing.review import undoing
from enishi.queries.reviewing.splitting import splitting

from ..graph.sample import LYON, MANILA, YOKOHAMA, fact, paper, thing

ASSOCIATION = thing("association", "Organization", "国際交流協会", "International Association")
REPORT = paper(
    "report",
    fact(YOKOHAMA, "cooperatesWith", ASSOCIATION, since="1981"),
    fact(ASSOCIATION, "cooperatesWith", LYON),
    fact(ASSOCIATION, "cooperatesWith", MANILA),
)
WHO = {"by": "Archive", "at": "2026-04-01T00:00:00.000000Z"}
LATER = {"by": "Archive", "at": "2026-04-02T00:00:00.000000Z"}


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[Graph]:
    with open_graph(tmp_path / "ties.enishi", create=True) as opened:
        opened.write(REPORT)
        yield opened


def partners(graph: Graph, entity: Entity) -> set[str]:
    return {f.subject if f.object == entity.iri else str(f.object) for f in graph.facts(touching=entity.iri)}


def split(graph: Graph, name: str = "札幌国際交流協会") -> None:
    about = [f for f in graph.facts() if LYON.iri in (f.subject, f.object)]
    graph.judge(splitting(graph, ASSOCIATION, name, about, **WHO))


def test_the_statements_named_are_about_the_other_and_the_rest_stays(graph: Graph) -> None:
    split(graph)
    other = find_entity(graph, "札幌国際交流協会")
    assert (other.kind, other.iri != ASSOCIATION.iri) == ("Organization", True)
    assert partners(graph, other) == {LYON.iri}
    assert partners(graph, ASSOCIATION) == {YOKOHAMA.iri, MANILA.iri}


def test_a_new_ingest_joins_nothing_again(graph: Graph) -> None:
    split(graph)
    before = list(graph.dump())
    graph.write(REPORT)
    assert list(graph.dump()) == before


def test_every_decision_can_be_undone(graph: Graph) -> None:
    before = {(f.subject, f.object) for f in graph.facts()}
    split(graph)
    graph.judge([undoing(graph, j.id, **LATER) for j in graph.judgements()])
    assert {(f.subject, f.object) for f in graph.facts()} == before


def test_the_other_may_bear_the_same_name(graph: Graph) -> None:
    split(graph, "国際交流協会")
    assert partners(graph, ASSOCIATION) == {YOKOHAMA.iri, MANILA.iri}
    assert len([e for e in graph.entities() if e.name("ja") == "国際交流協会"]) == 2


def test_a_thing_that_is_there_takes_the_statements(graph: Graph) -> None:
    there = thing("sapporo", "Organization", "札幌の協会", "Sapporo Association")
    graph.write(paper("leaflet", fact(there, "cooperatesWith", MANILA)))
    split(graph, "Sapporo Association")
    assert partners(graph, there) == {LYON.iri, MANILA.iri}


def test_nothing_to_move_or_somebody_elses_is_refused(graph: Graph) -> None:
    others = [f for f in graph.facts() if f.object == MANILA.iri]
    for about, key in (([], "split_nothing"), (others, "split_elsewhere")):
        with pytest.raises(UsageError) as refused:
            splitting(graph, LYON, "x", about, **WHO)
        assert refused.value.key == key
