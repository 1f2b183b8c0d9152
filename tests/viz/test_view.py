"""The view graph as the pictures read it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.errors import DataError
from enishi.viz.view import Thing, plain, read_view

if TYPE_CHECKING:
    from enishi.viz.view import ViewGraph


def test_the_order_of_insertion_does_not_matter(
    yokohama: Callable[[], ViewGraph], turned: Callable[[ViewGraph], ViewGraph]
) -> None:
    assert read_view(turned(yokohama())) == read_view(yokohama())


def test_a_node_without_a_kind_is_named(star: Callable[..., ViewGraph]) -> None:
    graph = star(1)
    graph.add_node("bare")
    with pytest.raises(DataError, match="node bare has no kind"):
        read_view(graph)


def test_an_edge_without_a_relation_is_named(star: Callable[..., ViewGraph]) -> None:
    graph = star(1)
    graph.add_edge("c", "n0", key="loose")
    with pytest.raises(DataError, match="edge loose has no relation"):
        read_view(graph)


def test_a_centre_that_is_no_node_is_refused(star: Callable[..., ViewGraph]) -> None:
    graph = star(1)
    graph.graph["centre"] = "elsewhere"
    with pytest.raises(DataError, match="elsewhere"):
        read_view(graph)


def test_a_missing_name_is_stood_in_for_by_the_other_or_the_iri() -> None:
    assert Thing("x", "City", "", "Lyon").names("ja") == ("Lyon",)
    assert Thing("x", "City", "リヨン", "").names("en") == ("リヨン",)
    assert Thing("x", "City", "", "").names("both") == ("x",)


@given(st.text())
def test_a_plain_text_can_stand_in_xml(text: str) -> None:
    element = ET.Element("t")
    element.text = plain(text)
    assert (ET.fromstring(ET.tostring(element)).text or "") == plain(text)  # noqa: S314  (written above)


@given(st.text())
def test_plain_is_idempotent(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_ordinary_names_are_left_alone() -> None:
    assert plain("オデーサ・Odesa（ウクライナ）") == "オデーサ・Odesa（ウクライナ）"
    assert plain(None) == ""
