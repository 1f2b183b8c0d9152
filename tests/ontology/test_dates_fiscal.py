"""Fiscal years, circled years, and the arithmetic of anniversaries."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.errors import DataError
from enishi.ontology.anniversary import anniversaries, anniversary_of, start_from_anniversary
from enishi.ontology.edtf import Interval, on, parse, span
from enishi.ontology.fiscal import circled_fiscal_year, fiscal_interval, fiscal_year

DAYS = st.dates(date(1868, 1, 1), date(2100, 12, 31))
FY2025 = (date(2025, 4, 1), date(2026, 3, 31))


@settings(deadline=None)
@given(DAYS, st.integers(1, 12))
def test_a_day_lies_in_its_fiscal_year_and_in_no_other(day: date, first_month: int) -> None:
    year = fiscal_year(day, first_month)
    this = on(day.year, day.month, day.day)
    assert fiscal_interval(year, first_month).contains(this)
    assert not fiscal_interval(year + 1, first_month).overlaps(this)
    assert not fiscal_interval(year - 1, first_month).overlaps(this)


def test_a_fiscal_year_from_january_is_the_year() -> None:
    assert str(fiscal_interval(2025, 1)) == "2025"


@pytest.mark.parametrize(
    ("mark", "as_of", "year"),
    [("③", "FY2021", "FY2021"), ("②", "FY2021", "FY2020"), ("㉚", "FY2019", "FY2018"), ("①", "2019-06", "FY2019"),
     ("㉛", "FY2019", "FY2019"), ("⑩", "FY1998", "FY1998"), ("⑦", "../2025-04", "FY2025")],
)  # fmt: skip
def test_a_circled_year_is_the_one_near_the_budget(mark: str, as_of: str, year: str) -> None:
    assert circled_fiscal_year(mark, parse(as_of)).short == year


@pytest.mark.parametrize("mark", ["3", "Ⅲ", "㊿", "③①", ""])
def test_only_circled_numbers_of_years_are_circled_years(mark: str) -> None:
    with pytest.raises(DataError, match="fiscal year"):
        circled_fiscal_year(mark, parse("FY2021"))


@pytest.mark.parametrize(
    ("ordinal", "when", "start", "arithmetic"),
    [
        (60, "FY2025", "[1965-04..1966-03]", "2025-60=1965 (FY2025-60=FY1965)"),
        (60, "2025", "1965", "2025-60=1965"),
        (1, "2025-02", "2024-02", "2025-02-1=2024-02"),
        (60, "2025-08-20", "1965-08-20", "2025-08-20-60=1965-08-20"),
        (1, "2025-02-28", "[2024-02-28..2024-02-29]", "2025-02-28-1=[2024-02-28..2024-02-29]"),
        (1, "2024-02-29", "2023-02-28", "2024-02-29-1=2023-02-28"),
        (50, "2025~", "1975~", "2025~-50=1975~"),
    ],
)
def test_a_start_follows_from_an_anniversary_no_more_closely_than_it(
    ordinal: int, when: str, start: str, arithmetic: str
) -> None:
    worked_out, steps = start_from_anniversary(ordinal, in_=parse(when))
    assert (str(worked_out), steps) == (start, arithmetic)


@pytest.mark.parametrize(
    ("ordinal", "when"), [(0, "2025"), (-5, "2025"), (60, "2025/.."), (60, "2020/2025"), (2025, "2025")]
)
def test_what_no_start_follows_from_is_refused(ordinal: int, when: str) -> None:
    with pytest.raises(DataError, match=str(ordinal)):
        start_from_anniversary(ordinal, in_=parse(when))


@settings(deadline=None)
@given(DAYS, st.integers(1, 150), st.sampled_from(["day", "month", "year", "fiscal year"]))
def test_the_start_worked_out_has_the_true_start_in_it(day: date, years: int, known_to: str) -> None:
    true_start = on(day.year, day.month, day.day)
    celebrated = anniversary_of(true_start, years)
    assert celebrated.earliest == celebrated.latest
    on_day = celebrated.earliest
    assert on_day is not None
    when: Interval = {
        "day": celebrated,
        "month": on(on_day.year, on_day.month),
        "year": on(on_day.year),
        "fiscal year": fiscal_interval(fiscal_year(on_day)),
    }[known_to]
    assert start_from_anniversary(years, in_=when)[0].contains(true_start)


def shown(since: str, window: tuple[date, date] = FY2025, **options: object) -> list[tuple[int, str, bool, str]]:
    found = anniversaries(parse(since), window, **options)  # type: ignore[arg-type]
    return [(a.years, str(a.when), a.exact, a.certainty) for a in found]


def test_an_anniversary_is_known_as_closely_as_its_start() -> None:
    assert shown("1965-07-01") == [(60, "2025-07-01", True, "certain")]
    assert shown("1965-07") == [(60, "2025-07", False, "certain")]
    assert shown("1965") == [(60, "2025", False, "possible")]
    assert shown("[1965-04..1966-03]") == [(60, "[2025-04..2026-03]", False, "certain")]


def test_a_start_known_to_the_year_may_fall_in_either_fiscal_year() -> None:
    fy2024 = (date(2024, 4, 1), date(2025, 3, 31))
    assert shown("1965", fy2024) == [(60, "2025", False, "possible")]
    assert shown("1965", (date(2025, 1, 1), date(2025, 12, 31))) == [(60, "2025", False, "certain")]


def test_an_approximate_start_makes_no_anniversary_certain() -> None:
    assert shown("1965-07~") == [(60, "2025-07~", False, "possible")]


def test_a_tie_that_lasts_is_counted_from_its_start() -> None:
    assert shown("1965-07/..") == shown("1965-07")
    assert shown("../1990") == []
    assert shown("[..1990]") == []


def test_milestones_replace_the_steps() -> None:
    decade = (date(2025, 1, 1), date(2034, 12, 31))
    assert [years for years, *_ in shown("1965", decade, every=10)] == [60]
    assert [years for years, *_ in shown("1960", decade, milestones={66, 70})] == [66, 70]


def test_the_day_itself_is_no_anniversary_and_a_step_below_one_is_refused() -> None:
    assert shown("2025-07-01") == []
    with pytest.raises(ValueError, match="0"):
        anniversaries(parse("1965"), FY2025, every=0)


def test_a_leap_day_is_celebrated_on_the_last_of_february() -> None:
    assert shown("2020-02-29", (date(2025, 1, 1), date(2025, 12, 31)))[0][1] == "2025-02-28"
    assert shown("2020-02-29", (date(2040, 1, 1), date(2040, 12, 31)))[0][1] == "2040-02-29"


@settings(deadline=None)
@given(DAYS, st.integers(0, 400), st.integers(1, 120))
def test_a_window_catches_exactly_the_days_that_lie_in_it(day: date, length: int, years: int) -> None:
    start = on(day.year, day.month, day.day)
    falls = anniversary_of(start, years).earliest
    assert falls is not None
    window = (falls, date.fromordinal(falls.toordinal() + length))
    caught = {a.years for a in anniversaries(start, window, every=1)}
    assert caught == {
        n for n in range(1, years + 3) if window[0] <= (anniversary_of(start, n).earliest or day) <= window[1]
    }
    before = (date(1868, 1, 1), date.fromordinal(falls.toordinal() - 1))
    assert years not in {a.years for a in anniversaries(start, before, every=1)}


def test_an_open_start_has_no_anniversary_to_compute() -> None:
    with pytest.raises(ValueError, match="1965"):
        anniversary_of(span(parse("1965"), None), 5)
