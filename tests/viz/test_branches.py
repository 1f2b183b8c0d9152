"""The tree around a centre, and the rows made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from enishi.viz.branches import Branch, grow
from enishi.viz.rows import split
from enishi.viz.view import read_view

if TYPE_CHECKING:
    from enishi.viz.view import ViewGraph

KINDS = ("City", "CityNetwork", "Role", "Office", "Company", "Country", "Submarine")


@st.composite
def views(draw: st.DrawFn) -> ViewGraph:
    """Any graph of up to nine things and fifteen ties, loops, parallels and islands among them."""
    size = draw(st.integers(1, 9))
    graph: ViewGraph = nx.MultiDiGraph(title="t", centre="0")
    for place in range(size):
        graph.add_node(str(place), kind=draw(st.sampled_from(KINDS)), name=f"名{place}", nameEn=f"Name {place}")
    ends = st.integers(0, size - 1)
    for place, (a, b) in enumerate(draw(st.lists(st.tuples(ends, ends), max_size=15))):
        graph.add_edge(str(a), str(b), key=f"s{place}", relation="cooperatesWith", since="2001")
    return graph


def _all(branches: tuple[Branch, ...]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from _all(branch.children)


@given(views())
def test_every_tie_stands_once_and_every_thing_is_there(graph: ViewGraph) -> None:
    view = read_view(graph)
    branches = [branch for family in grow(view, "0") for branch in _all(family.branches)]
    drawn = Counter(tie.statement for branch in branches for tie in branch.ties)
    assert drawn == Counter(tie.statement for tie in view.ties)
    own = Counter(branch.thing.iri for branch in branches if not branch.again)
    assert own == Counter(thing.iri for thing in view.things if thing.iri != "0")


def test_a_thing_hangs_where_the_shortest_way_reaches_it(yokohama: Callable[[], ViewGraph]) -> None:
    view = read_view(yokohama())
    families = {family.name: family for family in grow(view, view.centre or "")}
    (yusa,) = families["companies"].branches
    (project,) = yusa.children
    (country,) = project.children
    assert [b.thing.name_en for b in (project, country)] == [
        "Smart industrial estate consulting in Thailand",
        "Thailand",
    ]
    assert families["cities"].size == 8


def test_what_the_centre_does_not_reach_is_a_family_of_its_own() -> None:
    graph: ViewGraph = nx.MultiDiGraph(centre="a")
    for key in "abcd":
        graph.add_node(key, kind="City", name=key)
    graph.add_edge("c", "d", key="s", relation="sisterCityOf")
    (family,) = grow(read_view(graph), "a")
    assert family.name == "unconnected"
    assert [branch.thing.iri for branch in family.branches] == ["b", "c"]


def test_one_large_family_is_continued_on_the_other_side(star: Callable[..., ViewGraph]) -> None:
    families = grow(read_view(star(40)), "c")
    left, right = split(families, lambda _: 30.0)
    assert [len(family.branches) for family in (*left, *right)] == [20, 20]
    assert [family.continued for family in (*left, *right)] == [False, True]


@given(views())
def test_dealing_to_two_wings_loses_nothing(graph: ViewGraph) -> None:
    families = grow(read_view(graph), "0")
    left, right = split(families, lambda _: 60.0)
    dealt = [branch for family in (*left, *right) for branch in family.branches]
    assert dealt == [branch for family in families for branch in family.branches]
