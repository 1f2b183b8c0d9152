"""The model that tells which question a text is like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.queries.asking.comparisons import load_askable
from enishi.queries.asking.likeness import NONE, Likeness, load_likeness, read


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
