"""Questions that go on from a place, over few things tied over and over: the rows that the facts alone tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from enishi.graph import open_graph
from enishi.ontology.model import ENTITY
from enishi.ontology.schema import load_schema
from enishi.queries.answer import ask

from .sample import ABROAD, HOUSING, LEADING, SEATED, THINGS, iri, woven

if TYPE_CHECKING:
    from enishi.graph.home import Graph


@pytest.mark.parametrize("seed", range(4))
def test_ties_to_a_country_are_those_of_its_cities_too_and_lead_on_from_offices(tmp_path: Path, seed: int) -> None:
    said = woven(seed, ABROAD, LEADING)
    uncoded = tuple(replace(e, attributes=()) if e.iri == iri("ukraine") else e for e in said.entities)
    further = 0
    with open_graph(str(tmp_path / "g.enishi")) as graph:
        graph.write(replace(said, entities=uncoded))
        for country, near in (("thailand", {"thailand", "bangkok"}), ("ukraine", {"ukraine"})):
            given = {"country": iri(country)}
            first, second = (ask(graph, "ties-to-country", given, language=q) for q in ("sparql", "cypher"))
            assert [r.values for r in first.rows] == [r.values for r in second.rows], country
            rows = {(r.values[0], r.values[2], r.values[4], r.values[8], r.values[9]) for r in first.rows}
            assert rows == set(_led_on(graph, {iri(slug) for slug in near}, iri(country)))
            further += sum(row[2] is not None for row in rows)
    assert further


def _led_on(graph: Graph, near: set[str], country: str) -> Iterator[tuple[str | None, ...]]:
    """Near and far end of each tie, whose the far end is, and both statements."""
    ties = [(f.subject, f.relation, str(f.object), f.id) for f in graph.facts()]
    both = [*ties, *((b, r, a, s) for a, r, b, s in ties)]
    for here, _, there, tie in both:
        if here not in near or (there == country and here != country):
            continue
        leads = load_schema().is_a(THINGS[there.removeprefix(ENTITY)].kind, ("Office", "Activity", "Agreement"))
        on = [(b, s) for a, relation, b, s in both if a == there and leads and relation in LEADING[:6]]
        if not on or here in {beyond for beyond, _ in on}:
            yield here, there, None, tie, None
        yield from ((here, there, beyond, tie, more) for beyond, more in on if beyond != here)


@pytest.mark.parametrize("seed", range(4))
def test_organisations_of_a_city_sit_in_it_or_in_what_lies_in_it(tmp_path: Path, seed: int) -> None:
    through = 0
    with open_graph(str(tmp_path / "g.enishi")) as graph:
        graph.write(woven(seed, SEATED, HOUSING))
        for city in ("yokohama", "bangkok"):
            given = {"city": iri(city)}
            first, second = (
                ask(graph, "international-organisations", given, language=language)
                for language in ("sparql", "cypher")
            )
            assert [r.values for r in first.rows] == [r.values for r in second.rows], city
            rows = {(r.values[0], r.values[2], r.values[6], r.values[7]) for r in first.rows}
            assert rows == set(_seated(graph, iri(city)))
            through += sum(row[3] is not None for row in rows)
    assert through


def _seated(graph: Graph, city: str) -> Iterator[tuple[str | None, ...]]:
    """Who sits where, by which statement, and by which one that place lies in the city or in an area of it."""
    ties = [(f.subject, f.relation, str(f.object), f.id) for f in graph.facts()]
    lies = [(a, b, s) for a, relation, b, s in ties if relation == "locatedIn"]
    within = {a for a, b, _ in lies if b == city}
    for body, relation, place, tie in ties:
        kind = THINGS[body.removeprefix(ENTITY)].kind
        housed = load_schema().is_a(kind, ("InternationalOrganization", "Office", "University"))
        if not housed or relation not in ("locatedIn", "tenantOf"):
            continue
        if place == city:
            yield body, place, tie, None
        else:
            yield from ((body, place, tie, s) for a, b, s in lies if a == place and (b == city or b in within))
