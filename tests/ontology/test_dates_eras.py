"""Japanese eras against japanera, and the printed numerals."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from japanera import EraDate  # type: ignore[import-untyped]

from enishi.errors import DataError
from enishi.ontology.dates_text import read_date
from enishi.ontology.eras import ERAS, era_named, era_of, from_era, number, to_era
from enishi.ontology.fiscal import read_fiscal_year

MODERN = st.dates(date(1873, 1, 1), date(2030, 12, 31))


def by_japanera(day: date) -> str:
    era = EraDate.from_date(day).era
    year = day.year - era.since.year + 1
    return f"{era.kanji}{'元' if year == 1 else year}年{day.month}月{day.day}日"


@settings(deadline=None)
@given(MODERN)
def test_eras_agree_with_japanera(day: date) -> None:
    assert to_era(day) == by_japanera(day)


@pytest.mark.parametrize("era", ERAS[1:], ids=lambda era: era.english)
def test_an_era_begins_on_its_first_day_as_in_japanera(era: object) -> None:
    first: date = era.first  # type: ignore[attr-defined]
    for day in (first - timedelta(days=1), first, first + timedelta(days=1)):
        assert to_era(day) == by_japanera(day)


@settings(deadline=None)
@given(MODERN)
def test_a_day_printed_by_its_era_reads_back(day: date) -> None:
    assert str(read_date(to_era(day))) == day.isoformat()
    era, year = era_of(day)
    assert str(from_era(era.letter, year, day.month, day.day)) == day.isoformat()


@settings(deadline=None)
@given(
    MODERN,
    st.sampled_from(["{e}{y}年{m}月{d}日", "{e} {y} 年 {m} 月 {d} 日", "{l}{y}.{m}.{d}", "{s}{y}年{m}月{d}日"]),
)
def test_every_printed_form_of_a_day_means_that_day(day: date, form: str) -> None:
    era, year = era_of(day)
    printed = form.format(e=era.name, l=era.letter, s=era.sign, y=year, m=day.month, d=day.day)
    wide = printed.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert str(read_date(printed)) == str(read_date(wide)) == day.isoformat()


def test_years_beyond_the_end_of_an_era_are_those_that_were_meant() -> None:
    assert str(from_era("平成", 32)) == "2020"
    assert str(from_era("平成", 31, 5, 1)) == "2019-05-01"


def test_months_before_the_gregorian_calendar_are_known_to_the_year() -> None:
    assert str(from_era("明治", 5, 9, 12)) == "[1872-02-09..1872-12-31]"
    assert str(from_era("明治", 6, 1, 1)) == "1873-01-01"
    assert to_era(date(1872, 10, 14)) == "明治5年"
    assert to_era(date(1872, 2, 8)) == "明治4年"


def test_days_before_meiji_have_no_era_here() -> None:
    assert to_era(date(1868, 1, 25)) == "明治元年"
    with pytest.raises(DataError, match="1868-01-24"):
        to_era(date(1868, 1, 24))


@pytest.mark.parametrize(
    ("era", "year", "month", "day"), [("令和", 0, 1, 1), ("令和", 3, 2, 29), ("令和", 3, 13, 1)]
)
def test_days_that_never_were_are_refused(era: str, year: int, month: int, day: int) -> None:
    with pytest.raises(DataError, match=f"{era}{year}年{month}月{day}日"):
        from_era(era, year, month, day)


def test_an_unknown_era_is_refused_with_those_known() -> None:
    with pytest.raises(DataError, match="令和"):
        era_named("慶応")
    assert era_named("reiwa") is era_named("r") is era_named("㋿")


@pytest.mark.parametrize(
    ("text", "value"),
    [("7", 7), ("７", 7), ("元", 1), ("十", 10), ("十二", 12), ("三十一", 31), ("一九六五", 1965)],
)
def test_numbers_of_dates(text: str, value: int) -> None:
    assert number(text) == value


@settings(deadline=None)
@given(st.integers(1, 99))
def test_kanji_numbers_below_a_hundred_read_back(n: int) -> None:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(n, 10)
    printed = ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")
    assert number(printed) == n


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="百"):
        number("百")


@pytest.mark.parametrize(
    ("text", "year"),
    [("令和7年度", 2025), ("R7年度", 2025), ("Ｒ７年度", 2025), ("2025年度", 2025), ("FY2025", 2025),
     ("FY2024-25", 2024),
     ("FY2024/25", 2024), ("令和元年度", 2019), ("平成三十年度", 2018), ("㍻30年度", 2018), ("2025 年度",
     2025), ("FY1999-00", 1999)],
)  # fmt: skip
def test_a_fiscal_year_in_any_form(text: str, year: int) -> None:
    assert read_fiscal_year(text) == year


@pytest.mark.parametrize("text", ["2025", "令和7年", "FY2024-26", "年度", "", "令和7年度予算", "2024-25"])
def test_what_names_no_single_fiscal_year_is_refused(text: str) -> None:
    with pytest.raises(DataError, match="fiscal year"):
        read_fiscal_year(text)
