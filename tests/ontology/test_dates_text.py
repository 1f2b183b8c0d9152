"""Dates found in running text: every printed form, false friends, bounds, offsets."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.errors import DataError
from enishi.ontology.dates_patterns import fold
from enishi.ontology.dates_text import find_dates, read_date
from enishi.words import Words

FORMS = [
    # eras
    ("令和3年度", "[2021-04..2022-03]", "fiscal year"),
    ("R7年度", "[2025-04..2026-03]", "fiscal year"),
    ("平成9年6月", "1997-06", "date"),
    ("昭和 62 年 10 月", "1987-10", "date"),
    ("昭和　６２　年　１０　月", "1987-10", "date"),
    ("平成\n30 年 11\n月", "2018-11", "date"),
    ("令和元年", "2019", "date"),
    ("令和元(2019)年", "2019", "date"),
    ("令和元（2019）年", "2019", "date"),
    ("令和3年（2021年）4月1日", "2021-04-01", "date"),
    ("令和3年度（2021年度）", "[2021-04..2022-03]", "fiscal year"),
    ("2017年(平成29)", "2017", "date"),
    ("2017年（平成29年）7月", "2017-07", "date"),
    ("平成29(2017)年7月", "2017-07", "date"),
    ("2017（平成29）年7月5日", "2017-07-05", "date"),
    ("2021(R3)年度", "[2021-04..2022-03]", "fiscal year"),
    ("S40.7.1", "1965-07-01", "date"),
    ("昭和61(1986). 9.13", "1986-09-13", "date"),
    ("平成 3(1991).7. 2", "1991-07-02", "date"),
    ("平成16(2004). 4", "2004-04", "date"),
    ("H29. 7. 5", "2017-07-05", "date"),
    ("R3.4", "2021-04", "date"),
    ("R3/4/1", "2021-04-01", "date"),
    ("ｓ４０．７．１", "1965-07-01", "date"),
    ("T10.5.3", "1921-05-03", "date"),
    ("平成29.7.5", "2017-07-05", "date"),
    ("H9年", "1997", "date"),
    ("Ｈ９年", "1997", "date"),
    ("㍻29年", "2017", "date"),
    ("㋿3年", "2021", "date"),
    ("昭60.10.6", "1985-10-06", "date"),
    ("平元.1.13", "1989-01-13", "date"),
    ("令5.4", "2023-04", "date"),
    ("平3年8月", "1991-08", "date"),
    ("昭60(1985).10.6", "1985-10-06", "date"),
    ("H2.5.10", "1990-05-10", "date"),
    ("平成二十九年", "2017", "date"),
    ("昭和六十二年十月一日", "1987-10-01", "date"),
    ("平成32年", "2020", "date"),
    ("⼤正10年5⽉3⽇", "1921-05-03", "date"),  # radicals, as PDF files have them
    ("昭和40年代", "[1965..1974]", "range"),
    ("Reiwa 3 (2021)", "2021", "date"),
    ("2019 October 3", "2019-10-03", "date"),
    ("2022 May 5th", "2022-05-05", "date"),
    ("2018 Aug. 7 to 11", "2018-08-07/2018-08-11", "range"),
    ("Heisei 29", "2017", "date"),
    ("明治5年9月12日", "[1872-02-09..1872-12-31]", "date"),
    ("M3.4.1", "[1870-02-01..1871-02-18]", "date"),
    # western years in Japanese
    ("2021年度", "[2021-04..2022-03]", "fiscal year"),
    ("２０２５年８月２０日", "2025-08-20", "date"),
    ("二〇二五年", "2025", "date"),
    ("二〇二五年八月二十日", "2025-08-20", "date"),
    ("二〇二五年度", "[2025-04..2026-03]", "fiscal year"),
    ("1990年代", "[1990..1999]", "range"),
    ("2025年8月上旬", "[2025-08-01..2025-08-10]", "date"),
    ("2025年8月中旬", "[2025-08-11..2025-08-20]", "date"),
    ("2024年2月下旬", "[2024-02-21..2024-02-29]", "date"),
    ("令和3年度12月", "2021-12", "date"),
    ("令和3年度2月", "2022-02", "date"),
    # ranges
    ("令和7年8月20日～22日", "2025-08-20/2025-08-22", "range"),
    ("令和7年8月20日(水)～22日", "2025-08-20/2025-08-22", "range"),
    ("令和7年8月20日～22\n日", "2025-08-20/2025-08-22", "range"),
    ("令和7年8月20～22日", "2025-08-20/2025-08-22", "range"),
    ("令和7年8月20・21日", "2025-08-20/2025-08-21", "range"),
    ("令和7年8月20・28日", "[2025-08-20..2025-08-28]", "date"),
    ("令和7年8月20日から22日", "2025-08-20/2025-08-22", "range"),
    ("令和6年11月～3月", "2024-11/2025-03", "range"),
    ("令和6年11～3月", "2024-11/2025-03", "range"),
    ("令和6年4月から翌年3月", "2024-04/2025-03", "range"),
    ("令和6年度～翌年度", "2024-04/2026-03", "range"),
    ("1998-02年度", "1998-04/2003-03", "range"),
    ("2025年4～6月", "2025-04/2025-06", "range"),
    ("令和6年12月28日～1月3日", "2024-12-28/2025-01-03", "range"),
    ("平成30年4月～令和3年3月", "2018-04/2021-03", "range"),
    ("令和7年度4月～6月", "2025-04/2025-06", "range"),
    ("令和7年度11月～2月", "2025-11/2026-02", "range"),
    ("2018～2021", "2018/2021", "range"),
    ("2018〜2021年度", "2018-04/2022-03", "range"),
    ("2018-21年度", "2018-04/2022-03", "range"),
    ("2018年度から2021年度", "2018-04/2022-03", "range"),
    ("平成30～令和3年度", "2018-04/2022-03", "range"),
    ("平成30年度～3年度", "2018-04/2022-03", "range"),
    ("令和3～5年度", "2021-04/2024-03", "range"),
    ("H9～H12", "1997/2000", "range"),
    ("2025/8/20～2025/8/22", "2025-08-20/2025-08-22", "range"),
    # numbers
    ("2025/8/20", "2025-08-20", "date"),
    ("2025.8.20", "2025-08-20", "date"),
    ("2025. 8. 20", "2025-08-20", "date"),
    ("2025-08-20", "2025-08-20", "date"),
    ("2025-08", "2025-08", "date"),
    ("2025/8", "2025-08", "date"),
    ("2025.8", "2025-08", "date"),
    ("2018-19", "2018/2019", "range"),
    ("2010-11", "[2010..2011]", "date"),
    ("20/8/2025", "2025-08-20", "date"),
    ("8/20/2025", "2025-08-20", "date"),
    ("20.8.2025", "2025-08-20", "date"),
    ("3/4/2025", "[2025-03-04..2025-04-03]", "date"),
    # English
    ("1 June 1965", "1965-06-01", "date"),
    ("1st of June 1965", "1965-06-01", "date"),
    ("June 1, 1965", "1965-06-01", "date"),
    ("June 1,\n1965", "1965-06-01", "date"),
    ("JUNE 1, 1965", "1965-06-01", "date"),
    ("June 1965", "1965-06", "date"),
    ("Sept. 1965", "1965-09", "date"),
    ("Aug. 20, 2025", "2025-08-20", "date"),
    ("20-22 August 2025", "2025-08-20/2025-08-22", "range"),
    ("2025 August 20", "2025-08-20", "date"),
    ("2025 August 20 to 22", "2025-08-20/2025-08-22", "range"),
    ("August 20 through 22, 2025", "2025-08-20/2025-08-22", "range"),
    ("20 to 22 August 2025", "2025-08-20/2025-08-22", "range"),
    ("20 and 21 August 2025", "2025-08-20/2025-08-21", "range"),
    ("20 and 28 August 2025", "[2025-08-20..2025-08-28]", "date"),
    ("August 20–22, 2025", "2025-08-20/2025-08-22", "range"),
    ("30 June - 2 July 2025", "2025-06-30/2025-07-02", "range"),
    ("28 December - 3 January 2025", "2024-12-28/2025-01-03", "range"),
    ("June 30 – July 2, 2025", "2025-06-30/2025-07-02", "range"),
    ("May-July 2025", "2025-05/2025-07", "range"),
    ("November-March 2025", "2024-11/2025-03", "range"),
    ("May and July 2025", "[2025-05..2025-07]", "date"),
    ("June 1965 to May 1970", "1965-06/1970-05", "range"),
    ("fiscal 2025", "[2025-04..2026-03]", "fiscal year"),
    ("FY 2025", "[2025-04..2026-03]", "fiscal year"),
    ("FY2025", "[2025-04..2026-03]", "fiscal year"),
    ("FY21", "[2021-04..2022-03]", "fiscal year"),
    ("fiscal year 2025", "[2025-04..2026-03]", "fiscal year"),
    ("FY2024-25", "[2024-04..2025-03]", "fiscal year"),
    ("FY2018-FY2021", "2018-04/2022-03", "range"),
    ("FY2024-FY2025", "2024-04/2026-03", "range"),
    ("fiscal year ending March 2026", "[2025-04..2026-03]", "fiscal year"),
    ("fiscal year ended 31 December 2025", "2025", "fiscal year"),
    ("fiscal year beginning July 2025", "[2025-07..2026-06]", "fiscal year"),
    ("1990s", "[1990..1999]", "range"),
    ("2024 March 6", "2024-03-06", "date"),
    ("2019, May 4", "2019-05-04", "date"),
    ("4. May 2019", "2019-05-04", "date"),
    ("4-May-2019", "2019-05-04", "date"),
]


@pytest.mark.parametrize(("printed", "edtf", "kind"), FORMS)
def test_every_printed_form_is_found_whole_amid_text(printed: str, edtf: str, kind: str) -> None:
    for text in (f"協定（{printed}）を締結", f"締結は {printed} の事です。", f"日本 1) {printed}"):
        found = [(m.as_printed, str(m.interval), m.kind) for m in find_dates(text)]
        assert found == [(printed, edtf, kind)]


@pytest.mark.parametrize(("printed", "edtf", "kind"), FORMS)
def test_a_printed_form_alone_is_read(printed: str, edtf: str, kind: str) -> None:
    assert str(read_date(printed)) == edtf


@pytest.mark.parametrize(
    "text",
    [
        "2,200名が参加", "12,025年", "電話 045-671-2018", "FAX 045-2018-2021", "040-1965", "〒220-0012",
        "第13回会議",
        "2030アジェンダ", "GREEN×EXPO 2027 など", "東京2020オリンピック", "1,965円", "2000年以上の歴史",
        "2000年前から",
        "24時間対応", "1/3以上", "10か月", "10ヶ月間", "3カ年計画", "この5年間で約3割", "2年間",
        "5日間の会期", "3日目",
        "年間365日", "週5日", "1日当たり3便", "1日あたり", "30日以内", "10月曜", "60周年", "3.4ポイント",
        "1-1-1", "第3年度",
        "毎年10月に開催", "例年8月に", "日本年金機構", "日本日程", "中期4か年計画", "2015.5円",
        "2015.5 km", "1900～2000人",
        "横浜市中区日本大通35", "大通35 日本", "https://example.jp/2025/08/20/news", "report-2025-08-20",
        "v2025.8.20",
        "2021-10-5555", "2025-08-20-1", "1.2025.8", "国道16号", "R134を通り横浜へ", "H264形式の動画",
        "S3.5級の日本", "M7.3の地震",
        "令和の時代", "平成生まれ", "20年", "65年", "同年代の子ども", "前年比", "①②③の日程",
        "2000 people in 2000 cities", "the 2020 Games", "Agenda 2030", "Tokyo 2020", "you may 3 times",
        "Section H2.1",
        "a march of 2000 people", "in 1965 cities", "by 3.4 percent", "Form R3.4", "pages 100-2000",
        "marches 2020",
        "fiscal policy", "令和3年2月30日", "令和３", "2025/13/20", "31 June 2025", "2025",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    found = [(m.as_printed, m.kind) for m in find_dates(text) if m.kind != "relative" or "前年" not in m.as_printed]
    assert found == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2018～2021年4月", ["2021年4月"]),  # from 2018, or from April 2018?
        ("令和3～5年4月", ["5年4月"]),
        ("令和5～3年度", ["3年度"]),
        ("令和3年4～6月20日", []),
        ("2021～2018", []),
        ("2021年度から2018年度", ["2021年度", "2018年度"]),
        ("令和7年8月20日～32日", ["令和7年8月20日"]),
        ("令和7年8月20日～翌日", ["令和7年8月20日", "翌日"]),
        ("8月20日・28日", ["8月20日"]),
        ("8月20・28日", []),
        ("1500年に", []),
        ("1500.8.20", []),
        ("1995年代", []),
        ("昭和0年", []),
        ("R99.4.1 開始", []),
        ("開始（S99）", []),
        ("65年度", []),
        ("0 June 1965", ["June 1965"]),
        ("同年20日", []),
        ("the current day", []),
        ("2018～3018年度", []),
        ("8月の20日から9月", ["8月", "20日", "9月"]),
    ],
)
def test_a_doubtful_form_gives_only_what_is_sure_in_it(text: str, found: list[str]) -> None:
    assert [m.as_printed for m in find_dates(text)] == found


def test_era_letters_are_read_only_where_japanese_is() -> None:
    assert find_dates("see S40.7.1 and (H9)") == []
    assert [str(m.interval) for m in find_dates("S40.7.1 開設 (H9)")] == ["1965-07-01", "1997"]
    assert [m.note for m in find_dates("開設 (H9)")] == ["era_letter"]
    assert find_dates("開設 H9 号線") == []


@pytest.mark.parametrize(
    ("text", "edtf", "bound"),
    [
        ("令和 4 年 12 月まで", "2022-12", "until"),
        ("令和5年1月から", "2023-01", "from"),
        ("令和元年8月からは「相談", "2019-08", "from"),
        ("令和3年度以降", "[2021-04..2022-03]", "from"),
        ("令和3年度末まで", "[2021-04..2022-03]", "until"),
        ("令和2年度より開始", "[2020-04..2021-03]", "from"),
        ("令和2年度より増加", "[2020-04..2021-03]", None),
        ("令和2年度から増加", "[2020-04..2021-03]", None),
        ("（平成30年11月～）", "2018-11", "from"),
        ("（～平成30年11月）", "2018-11", "until"),
        ("1965年以来", "1965", "from"),
        ("1965年以前", "1965", "until"),
        ("令和5年1月に開設", "2023-01", None),
        ("令和5年1月から令和6年3月まで", "2023-01/2024-03", None),
        ("since 1965", "1965", "from"),
        ("Since June 1965", "1965-06", "from"),
        ("from 1 June 1965", "1965-06-01", "from"),
        ("as of 1 June 1965", "1965-06-01", "from"),
        ("until May 2020", "2020-05", "until"),
        ("by the end of 2030", "2030", None),
        ("by 2030", "2030", "until"),
        ("before 2020", "2020", "until"),
        ("FY2021 onwards", "[2021-04..2022-03]", "from"),
        ("(1965–present)", "1965", "from"),
        ("from 2018 to 2021", "2018/2021", None),
        ("from 2018 until 2021", "2018/2021", None),
        ("between 2018 and 2021", "2018/2021", None),
        ("between May and July 2025", "2025-05/2025-07", None),
        ("between 20 and 28 August 2025", "2025-08-20/2025-08-28", None),
        ("in 1965", "1965", None),
        ("signed (1965)", "1965", None),
    ],
)
def test_a_bound_is_told_apart_from_the_date(text: str, edtf: str, bound: str | None) -> None:
    assert [(str(m.interval), m.bound) for m in find_dates(text)] == [(edtf, bound)]


@pytest.mark.parametrize(
    ("text", "edtf", "note"),
    [
        ("令和3(2022)年", "[2021..2022]", "era_mismatch"),
        ("令和3（2022）年5月", "[2021-05..2022-05]", "era_mismatch"),
        ("2017年(平成30)7月", "[2017-07..2018-07]", "era_mismatch"),
        ("令和3(2022)年度", "[2021-04..2023-03]", "era_mismatch"),
        ("Reiwa 3 (2022)", "[2021..2022]", "era_mismatch"),
        ("明治5年9月12日", "[1872-02-09..1872-12-31]", "lunisolar"),
        ("1965年頃", "1965~", "approximate"),
        ("circa 1965", "1965~", "approximate"),
        ("around June 1965", "1965-06~", "approximate"),
        ("2010-11", "[2010..2011]", "month_or_years"),
        ("3/4/2025", "[2025-03-04..2025-04-03]", "day_or_month_first"),
    ],
)
def test_what_print_leaves_open_is_noted_and_covered(text: str, edtf: str, note: str) -> None:
    assert [(str(m.interval), m.note) for m in find_dates(text)] == [(edtf, note)]
    assert all(Words(lang).say(f"dates.notes.{note}") for lang in ("en", "ja"))


def test_a_contradiction_is_refused_where_one_date_is_wanted() -> None:
    with pytest.raises(DataError, match=r"2021\.\.2022"):
        read_date("令和3(2022)年")


@pytest.mark.parametrize("text", ["", "8月20日", "昨年度", "令和3年、令和4年", "令和3年に", "横浜"])
def test_what_is_no_single_settled_date_is_refused(text: str) -> None:
    with pytest.raises(DataError, match="not one printed date"):
        read_date(text)


def test_the_fiscal_year_of_another_country_begins_in_its_month() -> None:
    assert [str(m.interval) for m in find_dates("FY2025", first_month=7)] == ["[2025-07..2026-06]"]


def test_several_dates_come_in_order_each_with_its_place() -> None:
    text = "上海市とは昭和48年11月30日に、リヨン市とは1959年（昭和34年）に提携。Since 1965, Vancouver."
    found = [(m.start, m.end, m.as_printed) for m in find_dates(text)]
    assert [
        (text.index(p), text.index(p) + len(p), p) for p in ("昭和48年11月30日", "1959年（昭和34年）", "1965")
    ] == found


PIECES = st.one_of(
    st.sampled_from([form for form, _, _ in FORMS]),
    st.sampled_from(["～", "から", "まで", "、", "(", ")", "（", "）", " ", "\n", "年", "月", "日", "度",
    "同", "翌年", "昨年度",
                     "8月20日", "22日", "-", "/", ".", "第", "横浜市", "in ", "since ", "May ", "令和",
                     "R", "元", "𠮷", "㌔"]),
    st.text("0123456789０１２年月日度.-/～令和平成元MTSHR()（） 一二十〇\n", max_size=12),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_offsets_hold_and_mentions_never_overlap_in_any_text(text: str) -> None:
    position = 0
    for mention in find_dates(text):
        assert position <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.as_printed
        assert (mention.kind == "relative") == (mention.interval is None) == (mention.relative is not None)
        position = mention.end


@settings(deadline=None)
@given(st.text(max_size=60))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(deadline=None)
@given(st.dates(date(1868, 1, 1), date(2199, 12, 31)))
def test_a_day_in_english_and_in_numbers_is_that_day(day: date) -> None:
    month = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
             "November", "December"][day.month - 1]  # fmt: skip
    for printed in (
        f"{day.day} {month} {day.year}",
        f"{month[:3]} {day.day}, {day.year}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        day.isoformat(),
    ):
        assert str(read_date(printed)) == day.isoformat()


@pytest.mark.parametrize("text", ["in autumn 2019", "in Spring 2019", "in the winter of 2019", "(Summer, 2019)"])
def test_a_year_behind_a_season_is_a_date(text: str) -> None:
    assert [str(m.interval) for m in find_dates(text)] == ["2019"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2019 was the year of the jubilee.", ["2019"]),
        ("Suva: 2016 marked ten years of the tie.", ["2016"]),
        ("1968 metres of rope were made.", []),
        ("Room 2014 was let.", []),
    ],
)
def test_a_year_that_a_clause_is_about_is_a_date(text: str, read: list[str]) -> None:
    assert [str(found.interval) for found in find_dates(text)] == read
