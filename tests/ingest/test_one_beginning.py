"""One beginning for each tie, whatever dates stand beside its later mentions."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from enishi.ingest.extract import Extractor
from enishi.ingest.facts import records
from enishi.ingest.read import Source

SNAKE = defaultdict(str, sisterCityOf="sister_city_of")


def beginnings(extractor: Extractor, text: str, partner: str) -> set[str]:
    """All dates from which a document has its city be a sister city of a partner."""
    path = Path("report.txt")
    said = records(extractor(Source(path.name, text, "text/plain", "0" * 64, path)), SNAKE)
    ties = (r for r in said if r["relation"] == "sister_city_of" and r["valid_from"])
    return {r["valid_from"] for r in ties if any(partner in r[end]["labels"] for end in ("subject", "object"))}


def test_a_budget_of_the_year_is_no_beginning(extractor: Extractor) -> None:
    text = (
        "盛岡市議会 会議録\n\n"
        "本市は昭和60年5月23日、カナダのビクトリア市と姉妹都市の盟約を結びました。\n\n"
        "ビクトリア市との姉妹都市交流事業費につきましては、令和6年度当初予算で300万円を計上しております。\n"
    )
    assert beginnings(extractor, text, "ビクトリア") == {"1985-05-23"}


def test_a_visit_told_before_the_treaty_is_no_beginning(extractor: Extractor) -> None:
    text = (
        "郡山市の国際交流年表\n\n"
        "昭和61年 ブルメン市(オランダ)から経済視察団が来市\n"
        "昭和63年6月10日 ブルメン市と姉妹都市提携\n"
        "平成20年 ブルメン市との提携20周年\n"
    )
    assert beginnings(extractor, text, "ブルメン") <= {"1988-06-10", "1988"}


def test_a_renewed_tie_keeps_the_beginning_that_its_table_has(extractor: Extractor) -> None:
    text = (
        "富山市の姉妹都市\n\n"
        "| 都市 | 国 | 提携日 |\n|---|---|---|\n"
        "| ダーラム市 | アメリカ合衆国 | 平成元年6月13日 |\n"
        "| モジダスクルーゼス市 | ブラジル | 昭和54年11月21日 |\n\n"
        "平成17年の合併の後、平成18年4月に新市としてダーラム市と改めて提携を確認しました。\n"
    )
    assert beginnings(extractor, text, "ダーラム") == {"1989-06-13"}


def test_two_dates_told_alike_are_both_kept(extractor: Extractor) -> None:
    text = (
        "釧路市の姉妹都市\n\n釧路市とバーナビー市は1965年9月6日に姉妹都市となりました。\n\n"
        "釧路市は1969年9月6日、バーナビー市と姉妹都市提携を結びました。\n"
    )
    assert beginnings(extractor, text, "バーナビー") == {"1965-09-06", "1969-09-06"}
