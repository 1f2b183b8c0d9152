"""The model that tells which question a text is like."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.queries.asking.comparisons import load_askable
from enishi.queries.asking.guessing import overruled, rival
from enishi.queries.asking.likeness import NONE, Likeness, load_likeness, read
from enishi.queries.asking.mentions import names_of
from enishi.queries.asking.reading import readings
from enishi.queries.asking.understanding import understand

if TYPE_CHECKING:
    from enishi.graph.home import Graph


def test_every_question_of_the_catalogue_can_be_guessed() -> None:
    assert set(load_likeness().questions) == {*load_askable(), NONE}


@given(st.text(max_size=60))
def test_the_shares_of_any_text_add_up_to_one(text: str) -> None:
    assert sum(share for _, share in load_likeness()(text)) == pytest.approx(1)


TRAITS = st.text(st.characters(categories=["L", "N"]), min_size=1)
WEIGHTS = st.dictionaries(st.integers(0, 1), st.integers(-99, 99).map(lambda n: n / 10), min_size=1)


@given(st.dictionaries(TRAITS, WEIGHTS))
def test_a_model_that_is_written_and_read_is_the_same(weights: dict[str, dict[int, float]]) -> None:
    model = Likeness(("none", "partners"), dict.fromkeys(weights, 1.5), weights)
    assert read("\n".join(model.lines()).split("\n")) == model


def test_a_question_is_no_rival_of_itself_nor_is_one_that_nothing_answers() -> None:
    partners = load_askable()["partners"]
    assert rival([("partners", 0.9), (NONE, 0.1)], (), partners) is None
    assert rival([(NONE, 0.9), ("partners", 0.1)], (), partners) is None


def test_a_rival_that_names_and_dates_do_not_fit_leaves_its_place_to_no_other(world: Graph) -> None:
    ways = list(readings("Kobe's sister cities", names_of(world), date(2026, 11, 28)))
    likely = [("ties-to-country", 0.6), ("partners", 0.39), (NONE, 0.01)]  # no country is named
    assert rival(likely, ways, load_askable()["partners"]) is None


def test_a_region_of_the_world_keeps_a_question_and_narrows_it(world: Graph) -> None:
    found = understand(world, "the European partner cities of Niigata", date(2026, 11, 28)).meant
    assert found
    assert (found.question.id, found.country) == ("partners", "European")


def test_only_a_certain_question_overrules_words_and_only_those_that_are_most_unlike_theirs() -> None:
    partners = load_askable()["partners"]
    assert overruled([("offices", 0.99), ("partners", 0.01)], partners)
    assert not overruled([("offices", 0.9), ("partners", 0.1)], partners)
    assert not overruled([("offices", 0.6), ("cooperation", 0.39), ("partners", 0.01)], partners)


def test_a_superlative_and_a_document_by_its_year_are_not_overruled(world: Graph) -> None:
    for text, question in (
        ("札幌市の一番古い姉妹都市", "partners"),
        ("the newest sister city of Nagoya", "partners"),
    ):
        found = understand(world, text, date(2026, 11, 28)).meant
        assert found
        assert (found.question.id, found.guessed) == (question, False)
