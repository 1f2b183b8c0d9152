"""EDTF intervals: canonical spelling, bounds, and how several documents' dates become one."""

from __future__ import annotations

from datetime import date
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.errors import DataError
from enishi.ontology.edtf import Interval, most_precise, on, one_of, parse, span
from enishi.words import Words

DAYS = st.dates(date(1868, 1, 1), date(2100, 12, 31))


@st.composite
def points(draw: st.DrawFn) -> Interval:
    day = draw(DAYS)
    if draw(st.booleans()):
        return one_of(*sorted((day, draw(DAYS))))
    form = draw(st.sampled_from(("%Y", "%Y-%m", "%Y-%m-%d")))
    return parse(day.strftime(form) + draw(st.sampled_from(("", "?", "~", "%"))))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    first, second = draw(points()), draw(points())
    shape = draw(st.sampled_from(("point", "span", "since", "until")))
    if shape == "point":
        return first
    if shape == "since":
        return span(first, None)
    if shape == "until":
        return span(None, first)
    assert first.latest and second.latest and first.earliest and second.earliest
    return span(*sorted((first, second), key=lambda i: (i.earliest, i.latest)))


@pytest.mark.parametrize(
    ("text", "canonical", "earliest", "latest", "precision"),
    [
        ("1965", "1965", "1965-01-01", "1965-12-31", "year"),
        ("1965-02", "1965-02", "1965-02-01", "1965-02-28", "month"),
        ("1964-02", "1964-02", "1964-02-01", "1964-02-29", "month"),
        ("1965-06-01", "1965-06-01", "1965-06-01", "1965-06-01", "day"),
        ("2025-08-20/2025-08-22", "2025-08-20/2025-08-22", "2025-08-20", "2025-08-22", "range"),
        ("2018/2021", "2018/2021", "2018-01-01", "2021-12-31", "range"),
        ("1965/..", "1965/..", "1965-01-01", None, "range"),
        ("1965/", "1965/..", "1965-01-01", None, "range"),
        ("../2022-12", "../2022-12", None, "2022-12-31", "range"),
        ("1965~/1970?", "1965~/1970?", "1965-01-01", "1970-12-31", "range"),
        ("1965/1965", "1965", "1965-01-01", "1965-12-31", "year"),
        ("[2024-04..2025-03]", "[2024-04..2025-03]", "2024-04-01", "2025-03-31", "fiscal year"),
        ("[2025-04-01..2026-03-31]", "[2025-04..2026-03]", "2025-04-01", "2026-03-31", "fiscal year"),
        ("FY2021", "[2021-04..2022-03]", "2021-04-01", "2022-03-31", "fiscal year"),
        ("FY2018/FY2021", "2018-04/2022-03", "2018-04-01", "2022-03-31", "range"),
        ("[1965-01-01..1965-12-31]", "1965", "1965-01-01", "1965-12-31", "year"),
        ("[..1984]", "[..1984]", None, "1984-12-31", "range"),
        ("[1984-05..]", "[1984-05..]", "1984-05-01", None, "range"),
        ("[2025-08-01..2025-09-12]", "[2025-08-01..2025-09-12]", "2025-08-01", "2025-09-12", "range"),
        ("199X", "[1990..1999]", "1990-01-01", "1999-12-31", "range"),
        ("19XX", "[1900..1999]", "1900-01-01", "1999-12-31", "range"),
        ("1965-XX", "1965", "1965-01-01", "1965-12-31", "year"),
        ("1965-06-XX", "1965-06", "1965-06-01", "1965-06-30", "month"),
        ("1965?", "1965?", "1965-01-01", "1965-12-31", "year"),
        ("1965-06%", "1965-06%", "1965-06-01", "1965-06-30", "month"),
        (" 1965 ", "1965", "1965-01-01", "1965-12-31", "year"),
    ],
)
def test_edtf_is_read_into_its_bounds_and_written_in_one_spelling(
    text: str, canonical: str, earliest: str | None, latest: str | None, precision: str
) -> None:
    interval = parse(text)
    bounds = tuple(day.isoformat() if day else None for day in (interval.earliest, interval.latest))
    assert (str(interval), *bounds, interval.precision) == (canonical, earliest, latest, precision)


@pytest.mark.parametrize(
    "text",
    ["", "65", "1965-13", "1965-02-30", "1965-6", "令和3年", "1965-XX-01", "../..", "/", "[1965~..1970]",
     "[1965]",
     "199X-05", "199X~", "1965..1970", "FY21", "１９６５", "1965-06-01T10:00", "{1965,1967}", "0000",
     "[a..b]", "1965/x"],
)  # fmt: skip
def test_anything_else_is_refused_with_the_text_and_a_remedy(text: str) -> None:
    with pytest.raises(DataError) as caught:
        parse(text)
    assert caught.value.key == "date_malformed"
    assert f"“{text}”" in str(caught.value)
    assert "EDTF" in Words("ja").error(caught.value)


@pytest.mark.parametrize("text", ["1970/1965", "[1970..1965]", "2025-08-22/2025-08-20"])
def test_an_end_before_the_beginning_is_told_apart_from_nonsense(text: str) -> None:
    with pytest.raises(DataError) as caught:
        parse(text)
    assert caught.value.key == "date_reversed"


@settings(deadline=None)
@given(intervals())
def test_what_is_written_reads_back_the_same(interval: Interval) -> None:
    again = parse(str(interval))
    assert (again, again.earliest, again.latest) == (interval, interval.earliest, interval.latest)
    assert hash(again) == hash(interval)


@settings(deadline=None)
@given(DAYS, DAYS)
def test_a_meaning_has_one_spelling(a: date, b: date) -> None:
    low, high = sorted((a, b))
    assert parse(f"[{low}..{high}]") == one_of(low, high)
    assert one_of(low, high).contains(on(a.year, a.month, a.day))


def test_a_fiscal_year_has_a_short_name() -> None:
    assert parse("[2021-04-01..2022-03-31]").short == "FY2021"
    assert parse("2021").short == "2021"
    assert parse("2021-04/2022-03").fiscal_year is None  # what lasts that long is not one day in it


def test_a_range_as_an_end_of_a_span_gives_its_outer_day() -> None:
    assert str(span(parse("[1990..1999]"), parse("2001"))) == "1990-01-01/2001"


def test_a_span_needs_an_end() -> None:
    with pytest.raises(ValueError, match="None"):
        span(None, None)


def test_a_range_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="2020"):
        one_of(date(2021, 1, 1), date(2020, 1, 1))


def test_ranges_and_spans_take_no_qualifier() -> None:
    assert parse("FY2021").qualified("~") == parse("FY2021")
    assert str(parse("1965?").qualified("~")) == "1965~"
    assert parse("1965~/1970~").qualifier == ""


def test_containment_and_overlap_reach_through_open_ends() -> None:
    since = parse("1965/..")
    assert since.contains(parse("2025-08-20"))
    assert not since.contains(parse("../2022"))
    assert since.overlaps(parse("../1965-01-01"))
    assert not since.overlaps(parse("../1964"))


@pytest.mark.parametrize(
    ("given_dates", "answer", "disputed"),
    [
        (["1965"], "1965", False),
        (["1965", "1965-06"], "1965-06", False),
        (["[1965-04..1966-03]", "1965-06"], "1965-06", False),
        (["FY1965", "1965"], "[1965-04..1965-12]", False),  # both can be true
        (["1965", "1965~"], "1965", False),
        (["1965", "1970"], "[1965..1970]", True),
        (["1965", "1965-06", "1970-03"], "[1965-01..1970-03]", True),
        (["2025-08", "2025-08-20/2025-08-22"], "2025-08-20/2025-08-22", False),
        (["2025-08-20/2025-08-22", "2025-08-21/2025-08-24"], "[2025-08-20..2025-08-24]", True),
        (["1965/..", "1964/.."], "1965/..", False),
        (["1965/..", "../1960"], "[..]", True),
        (["1965/..", "1960"], "[1960..]", True),
    ],
)
def test_dates_of_several_documents_become_one(given_dates: list[str], answer: str, disputed: bool) -> None:
    merged, dispute = most_precise(map(parse, given_dates))
    assert (str(merged), dispute) == (answer, disputed)
    assert parse(str(merged)) == merged


def test_no_dates_give_no_answer() -> None:
    with pytest.raises(ValueError, match="no intervals"):
        most_precise([])


@settings(deadline=None)
@given(st.lists(intervals(), min_size=1, max_size=6), st.randoms())
def test_order_and_repetition_change_nothing(dates: list[Interval], random: object) -> None:
    shuffled = sorted(dates, key=lambda _: random.random()) + dates[:2]  # type: ignore[attr-defined]
    assert most_precise(shuffled) == most_precise(dates)


@settings(max_examples=200, deadline=None)
@given(st.lists(points(), min_size=1, max_size=5), st.lists(points(), min_size=1, max_size=5))
def test_answers_for_parts_add_up_to_the_answer_for_all(some: list[Interval], more: list[Interval]) -> None:
    whole, disputed = most_precise(some + more)
    parts = [most_precise(some), most_precise(more)]
    if disputed:
        assert all(whole.contains(interval) for interval in (*some, *more, *(part for part, _ in parts)))
        return
    assert not any(dispute for _, dispute in parts)  # no dispute comes of an agreement's parts
    together, _ = most_precise(part for part, _ in parts)
    assert (together.earliest, together.latest) == (whole.earliest, whole.latest)
    one_by_one = reduce(lambda a, b: most_precise([a, b])[0], some + more)
    assert (one_by_one.earliest, one_by_one.latest) == (whole.earliest, whole.latest)


@settings(deadline=None)
@given(st.lists(points(), min_size=1, max_size=5))
def test_where_all_agree_the_answer_lies_in_each(dates: list[Interval]) -> None:
    answer, disputed = most_precise(dates)
    assert all(interval.contains(answer) for interval in dates) is not disputed
