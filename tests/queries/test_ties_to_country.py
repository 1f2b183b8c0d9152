"""Ties to a country: those of its cities too, and on from offices and projects, as the facts alone tell them."""

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

from .sample import ABROAD, LEADING, THINGS, iri, woven

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
