"""Ties in outline are the ties of the graph, whatever way they are asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from enishi.graph import Graph
from enishi.graph.home import StatedFact
from enishi.ontology.model import Trust, Value
from enishi.queries.networks import outline

from .sample import iri


def drawn(graph: Graph) -> list[StatedFact]:
    return [fact for fact in graph.facts() if fact.status.asserts]


def in_outline(fact: StatedFact) -> StatedFact:
    thing = Value("Text", "") if isinstance(fact.object, Value) else fact.object
    return replace(fact, object=thing, key=(), as_of_first=None, as_of_last=None, disputed=False, references=())


def ties(graph: Graph) -> list[StatedFact]:
    return [fact for fact in map(in_outline, drawn(graph)) if isinstance(fact.object, str)]


def test_what_is_around_a_thing_is_what_touches_it(yokohama: Graph) -> None:
    for entity in yokohama.entities():
        touching = [in_outline(f) for f in yokohama.facts(touching=entity.iri) if f.status.asserts]
        assert outline.around(yokohama, [entity.iri]) == touching


def test_ties_among_things_and_of_relations_are_those_of_the_graph(yokohama: Graph) -> None:
    everything = ties(yokohama)
    things = {end for fact in everything for end in (fact.subject, str(fact.object))}
    assert outline.among(yokohama, things) == everything
    few = sorted(things)[::2]
    assert outline.among(yokohama, few) == [f for f in everything if {f.subject, f.object} <= set(few)]
    assert list(outline.pairs(yokohama)) != [] and sorted(outline.pairs(yokohama)) == [
        (f.id, f.subject, f.object) for f in everything
    ]


def test_degrees_count_ties_between_things(yokohama: Graph) -> None:
    counted = Counter(end for fact in ties(yokohama) for end in (fact.subject, str(fact.object)))
    assert outline.degrees(yokohama) == counted
    assert counted[iri("yokohama")] > 3


def test_only_what_a_person_stands_behind_is_counted_where_that_is_asked(yokohama: Graph) -> None:
    sure = [fact for fact in ties(yokohama) if fact.trust is not Trust.MACHINE]
    counted = Counter(end for fact in sure for end in (fact.subject, str(fact.object)))
    assert outline.degrees(yokohama, confirmed_only=True) == counted
    assert outline.among(yokohama, counted, confirmed_only=True) == sure
