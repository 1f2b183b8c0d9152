"""Dates told apart by arithmetic: what began, and what turned how old when."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from enishi.ingest.dates.reckoning import falls, reckon, year_of
from enishi.ontology.edtf import on, parse


@given(start=st.integers(1900, 1990), number=st.integers(1, 100), other=st.integers(1900, 2090))
def test_of_two_dates_the_sum_says_which_began_and_which_celebrates(start: int, number: int, other: int) -> None:
    dates = [(0, on(start)), (10, on(start + number))]
    told = reckon([(5, number)], dates, [])
    assert (set(told.begun), set(told.celebrated), dict(told.turns)) == ({0}, {10}, {5: on(start + number)})
    assert reckon([(5, number)], [(0, on(other))], []).turns == {}


def test_a_beginning_in_february_turns_in_the_fiscal_year_before() -> None:
    assert falls(parse("1965-02-10"), 60, parse("FY2024"))
    assert not falls(parse("1965-02-10"), 60, parse("FY2025"))


def test_when_a_document_was_written_completes_the_sum() -> None:
    told = reckon([(30, 30)], [(4, parse("1994-03-15"))], [None, parse("2024-03-12")])
    assert told.begun == {4}
    assert told.turns == {30: on(2024)}


def test_two_ordinals_and_two_dates_that_lead_back_to_one_year_are_paired() -> None:
    told = reckon([(1, 10), (20, 30)], [(3, on(1995)), (22, on(2015))], [])
    assert told.turns == {1: on(1995), 20: on(2015)}


def test_two_anniversaries_that_lead_back_to_one_year_make_no_sum_of_their_own() -> None:
    told = reckon([(3, 10), (20, 20)], [(0, on(2000)), (17, on(2010))], [])
    assert told.turns == {3: on(2000), 20: on(2010)}
    assert not told.begun


def test_a_span_over_years_is_of_no_year() -> None:
    assert year_of(parse("2017/2020")) is None
    assert year_of(parse("2017-03/2017-05")) == on(2017)
