"""Relative dates: what they count from, and where no answer is the right answer."""

from __future__ import annotations

import pytest

from enishi.ontology.dates_text import find_dates, resolve, resolved
from enishi.ontology.edtf import parse


@pytest.mark.parametrize(
    ("text", "context", "as_of", "answer"),
    [
        # a month or day without its year
        ("8月20日", "2025", None, "2025-08-20"),
        ("8月20日", "FY2024", None, "2024-08-20"),
        ("3月", "FY2024", None, "2025-03"),
        ("10月", None, "FY2021", "2021-10"),
        ("8月上旬", "2025", None, "[2025-08-01..2025-08-10]"),
        ("8月20日", None, None, None),
        ("8月20日", "[1990..1999]", None, None),
        ("8月20日", "1965/..", None, None),
        ("3月", "2024-11", "FY2024", "2025-03"),
        ("3月", "2024-11", None, "2024-03"),
        ("6月", "2024-11", "FY2024", "2024-06"),
        ("29日", "2025-08", None, "2025-08-29"),
        ("29日", "2025-08-20", None, "2025-08-29"),
        ("29日", "2025", None, None),
        ("31日", "2025-06", None, None),
        ("2月29日", "2025", None, None),
        ("8月20日～22日", "2025", None, "2025-08-20/2025-08-22"),
        ("12月28日～1月3日", "2024", None, "2024-12-28/2025-01-03"),
        ("8月20日から9月", "2025", None, "2025-08-20"),
        ("20日～22日", "2025-08", None, "2025-08-20/2025-08-22"),
        ("4～6月", "2025", None, "2025-04/2025-06"),
        ("4月から翌年3月", "2025", None, "2025-04/2026-03"),
        ("4月から翌年6月", "2025", None, "2025-04"),
        ("8月～9月", "[2024-04..2025-12]", None, None),
        ("8月20日～22日", "[2024-09..2025-08]", None, "2025-08-20/2025-08-22"),
        ("August 20", "2025", None, "2025-08-20"),
        ("20-22 August", "2025", None, "2025-08-20/2025-08-22"),
        ("in May", "2025", None, "2025-05"),
        # counted from the context
        ("同年8月", "2025-03-01", None, "2025-08"),
        ("同年8月", "FY2025", None, "2025-08"),
        ("同年", "FY2025", None, "[2025..2026]"),
        ("翌年", "2025-03", None, "2026"),
        ("翌年3月", "2025-03", None, "2026-03"),
        ("翌年3月", "FY2025", None, "[2026-03..2027-03]"),
        ("前年", "2025", "FY2030", "2024"),
        ("翌々年", "2025", None, "2027"),
        ("同月", "2025-08-20", None, "2025-08"),
        ("同月22日", "2025-08-20", None, "2025-08-22"),
        ("翌月", "2025-12", None, "2026-01"),
        ("前月", "2025-01", None, "2024-12"),
        ("翌月", "2025", None, None),
        ("同日", "2025-08-20", None, "2025-08-20"),
        ("翌日", "2024-02-28", None, "2024-02-29"),
        ("前日", "2025-01-01", None, "2024-12-31"),
        ("翌日", "2025-08", None, None),
        ("翌年度", "FY2024", None, "[2025-04..2026-03]"),
        ("次年度", "2025-01", None, "[2025-04..2026-03]"),
        ("同年度", "2025-01", None, "[2024-04..2025-03]"),
        ("同年度", "2025", None, "[2024-04..2026-03]"),
        ("the following year", "2025", None, "2026"),
        ("the previous month", "2025-03", None, "2025-02"),
        ("that year", "2025-03", None, "2025"),
        ("2年後の6月", "1977-11", None, "1979-06"),
        ("その2年後の4月8日", "1982-08-05", "2023", "1984-04-08"),
        ("三年後", "1979", None, "1982"),
        ("2年後", "FY2020", None, "[2022..2023]"),
        ("2年後の6月", None, "2024-03", None),
        ("in August of that year", "1992", "2024", "1992-08"),
        ("in August of the following year", "1992", None, "1993-08"),
        ("in May this year", "1992", "2019-12", "2019-05"),
        ("in May last year", None, "2019-12", "2018-05"),
        # the year before: this document's, or the one just spoken of?
        ("前年度", None, "FY2021", "[2020-04..2021-03]"),
        ("前年度", "FY2021", "FY2021", "[2020-04..2021-03]"),
        ("前年度", "FY2018", "FY2021", None),
        ("前年度", "FY2018", None, "[2017-04..2018-03]"),
        # counted from the document
        ("昨年", "1965", "2025-06-01", "2024"),
        ("昨年", "1965", "FY2025", "[2024..2025]"),
        ("昨年10月", "1965", "2025", "2024-10"),
        ("昨年", "1965", None, None),
        ("一昨年", None, "2025", "2023"),
        ("今年8月", None, "FY2025", "2025-08"),
        ("来年", None, "2025-08-20", "2026"),
        ("本年度", "FY2018", "FY2025", "[2025-04..2026-03]"),
        ("今年度10月", None, "FY2025", "2025-10"),
        ("今年度2月", None, "FY2025", "2026-02"),
        ("昨年度", None, "FY2025", "[2024-04..2025-03]"),
        ("来年度", None, "2025-08-20", "[2026-04..2027-03]"),
        ("今月", None, "2025-08-20", "2025-08"),
        ("先月", None, "2025-01", "2024-12"),
        ("昨日", None, "2025-03-01", "2025-02-28"),
        ("yesterday", None, "2025-03-01", "2025-02-28"),
        ("Last year", "1965", "2025", "2024"),
        ("this fiscal year", None, "2025-08-20", "[2025-04..2026-03]"),
        ("the current fiscal year", None, "FY2025", "[2025-04..2026-03]"),
        ("next month", None, "2025-12-24", "2026-01"),
        # the era left out
        ("7年度", "FY2024", None, "[2025-04..2026-03]"),
        ("7年度", None, "FY2024", "[2025-04..2026-03]"),
        ("30年度", "FY2020", None, "[2018-04..2019-03]"),
        ("3年2月", None, "FY2021", "2021-02"),
        ("3年2月5日", None, "FY2021", "2021-02-05"),
        ("3年2月", None, None, None),
        # the ends of time
        ("翌日", "9999-12-31", None, None),
        ("翌年", "9999", None, None),
    ],
)
def test_a_relative_date_follows_from_its_anchor_or_not_at_all(
    text: str, context: str | None, as_of: str | None, answer: str | None
) -> None:
    mention = find_dates(text)[0]
    assert mention.kind == "relative"
    found = resolve(mention, parse(context) if context else None, parse(as_of) if as_of else None)
    assert (str(found) if found else None) == answer


def test_a_settled_date_needs_no_context() -> None:
    mention = find_dates("1965年")[0]
    assert resolve(mention, parse("2025"), parse("FY2025")) is mention.interval


def test_the_nearest_settled_date_is_the_context() -> None:
    text = (
        "2021年5月に協定を締結し、同年8月に発効。翌年3月には第1回会合を開き、29日に閉会した。今年度は10月に開く。"
    )
    found = resolved(find_dates(text), parse("FY2025"))
    assert [str(m.interval) for m in found] == [
        "2021-05", "2021-08", "2022-03", "2022-03-29", "[2025-04..2026-03]", "2025-10",
    ]  # fmt: skip
    assert [m.kind for m in found].count("relative") == 5


def test_what_cannot_be_settled_stays_open_and_is_no_context() -> None:
    found = resolved(find_dates("昨年、協定を結んだ。8月に発効した。"), None)
    assert [m.interval for m in found] == [None, None]
