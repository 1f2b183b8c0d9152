"""What a search finds is what comparing every name of every thing would find, in the same order."""

from __future__ import annotations

import random

import pytest

from enishi.graph import Graph
from enishi.graph.directory import BEGINNING, KINDLESS, LIKE, PART, WHOLE, Directory
from enishi.graph.lookup import bare, fold, nearest
from enishi.ontology.model import Entity, Name

from .sample import CITYNET, YOKOHAMA, fact, paper, thing

PIECES = ("North", "south", "ＰＯＲＴ", "Saint–", "市", " City", "港", "Élan", "a\nb", "o", "City of ")


def crowd() -> list[Entity]:
    """Things with names made of the same few pieces, some with the names of others."""
    chance = random.Random(7)  # noqa: S311  (nothing secret)

    def name() -> str:
        return "".join(chance.choices(PIECES, k=chance.randrange(1, 4)))

    return [thing(f"t{n}", "Organization", name(), name(), Name(name(), "en")) for n in range(120)]


@pytest.fixture
def crowded(empty: Graph) -> Graph:
    empty.write(paper("p", fact(YOKOHAMA, "memberOf", CITYNET), entities=crowd()))
    return empty


def expected(entities: list[Entity], text: str, limit: int) -> list[tuple[str, str, int]]:
    """IRI, name and fit, by looking at every name of every thing."""
    found = []
    for entity in entities:
        fits = [(fit, len(n.text), n.text) for n in entity.names if (fit := _fit(text, n.text)) is not None]
        if fits:
            found.append((*min(fits), entity.iri))
    return [(iri, name, fit) for fit, _, name, iri in sorted(found)][:limit]


def _fit(text: str, name: str) -> int | None:
    wanted, folded = fold(text), fold(name)
    if wanted == folded:
        return WHOLE
    if bare(text) == bare(name):
        return KINDLESS
    if folded.startswith(wanted):
        return BEGINNING
    return PART if wanted in folded else None


@pytest.mark.parametrize("limit", [1, 8, 500])
@pytest.mark.parametrize("text", ["north", "Port", "saint", "o", "NORTH CITY", "港市", "elan", "ab", "南", "yoko"])
def test_a_search_finds_what_comparing_all_names_finds(crowded: Graph, text: str, limit: int) -> None:
    hits = Directory(crowded).search(crowded, text, limit=limit)
    known = expected(crowded.entities(), text, limit)
    if known:
        assert [(hit.entity.iri, hit.name, hit.fit) for hit in hits] == known
    else:
        assert all(hit.fit == LIKE for hit in hits)
        assert [hit.name for hit in hits] == nearest(text, crowded.entities())[:limit]


def test_nothing_is_found_for_nothing(crowded: Graph) -> None:
    directory = Directory(crowded)
    assert directory.search(crowded, "") == [] == directory.search(crowded, " ・ ")
