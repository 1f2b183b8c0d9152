"""Whatever is written, written again, replaced or withdrawn, in whatever order: the graph is what remains says."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.graph import open_graph
from enishi.ontology.model import Contribution, Name, Status, Trust, Value

from .sample import CHAIR, CITYNET, LYON, MANILA, YOKOHAMA, budget, fact, paper


@cache
def papers() -> tuple[Contribution, ...]:
    """Five documents that speak of the same things and do not agree."""
    lyon = replace(
        LYON, names=(Name("リヨン", "ja", True), Name("Lyons", "en")), attributes=(("countryCode", "FX"),)
    )
    return (
        paper("a", fact(YOKOHAMA, "sisterCityOf", LYON, since="1959"), budget("100"), as_of="FY2021"),
        paper("b", fact(YOKOHAMA, "sisterCityOf", lyon, since="1959-04", trust=Trust.CONFIRMED), as_of=None),
        paper(
            "c",
            fact(YOKOHAMA, "sisterCityOf", LYON, status=Status.ENDED, until="2030", as_of="2031"),
            fact(YOKOHAMA, "holdsRole", CHAIR, {"termStart": "2018"}),
            budget("100", status=Status.PLANNED),
        ),
        paper(
            "d",
            fact(YOKOHAMA, "sisterCityOf", MANILA, status=Status.PLANNED, qualifiers=(("topic", "水"),)),
            fact(YOKOHAMA, "holdsRole", CHAIR, {"termStart": "2023"}, inferred=True, basis="再任"),
            fact(lyon, "statistic", Value("Date", "FY2021"), {"measure": "x"}),
        ),
        paper("e", fact(YOKOHAMA, "memberOf", CITYNET), entities=(lyon, MANILA)),
    )


def shorter(contribution: Contribution) -> Contribution:
    return replace(contribution, statements=contribution.statements[1:], entities=contribution.entities)


STEPS = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(["write", "write", "shorten", "withdraw"])), max_size=9
)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_the_graph_is_what_the_remaining_documents_say(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("steps")
    remaining: dict[int, Contribution] = {}
    with open_graph(folder / "lived.enishi") as lived, open_graph(folder / "fresh.enishi") as fresh:
        for number, step in steps:
            if step != "withdraw":
                remaining[number] = papers()[number] if step == "write" else shorter(papers()[number])
                lived.write(remaining[number])
            elif number in remaining:
                lived.withdraw(remaining.pop(number).document.iri)
        for number in sorted(remaining, reverse=True):
            fresh.write(remaining[number])
        assert list(lived.dump()) == list(fresh.dump())
        assert lived.facts() == fresh.facts()
        assert lived.entities() == fresh.entities()
        assert lived.recompute(apply=False) == 0  # type: ignore[attr-defined]
