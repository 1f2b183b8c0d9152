"""evaluate and report: what is told of one's own gold files, and of what was read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from enishi.words import LANGS

from .conftest import REPORTS, Run

GOLD = [
    {"subject": "横浜", "relation": "sister_city_of", "object": "ムンバイ", "date": "1965"},
    {"subject": "横浜", "relation": "sister_city_of", "object": "リヨン", "date": "1960"},
    {"subject": "横浜", "relation": "sister_city_of", "object": "マニラ", "date": None, "quote": "書かれていない"},
    {"subject": "横浜", "relation": "member_of", "object": "シティネット", "date": None, "tier": 2},
]
TRAPS = [
    {
        "doc": "report-2021",
        "subject": "横浜",
        "relation": "sister_city_of",
        "object": "リヨン (1959)",
        "why": "not then",
    },
    {"doc": "report-2021", "subject": "横浜", "relation": "sister_city_of", "object": "上海", "why": "a friend"},
]


@pytest.fixture
def gold(reports: Path) -> Path:
    """A gold file beside the reports, with traps in another folder."""
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in GOLD)
    (reports / "report-2021.jsonl").write_text(lines, encoding="utf-8")
    traps = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in TRAPS)
    (reports.parent / "traps.jsonl").write_text(traps, encoding="utf-8")
    return reports / "report-2021.jsonl"


def test_an_evaluation_tells_figures_misses_wrong_facts_and_traps(enishi: Run, gold: Path) -> None:
    done = enishi("evaluate", gold, "--traps", "traps.jsonl", "--by", "relation")
    assert done.returncode == 0, done.stderr
    assert "sister_city_of" in done.stdout
    for said in (
        "Mean F1 of 1 documents: 0.667",
        "Missed: 2",
        "横浜 | member_of | シティネット",
        "“書かれていない”",
        "Found with another date: 1",
        "(1959), should be 1960",
    ):
        assert said in done.stdout, said
    assert "Traps sprung: 1 of 2" in done.stdout
    assert "(1959): “not then”" in done.stdout
    few = enishi("evaluate", gold, "--misses", "1", "--by", "document", "--lang", "ja")
    assert "見落とし: 2 件\n" in few.stdout
    assert few.stdout.count("member_of") + few.stdout.count("マニラ") == 1
    rules = enishi("evaluate", gold, "--by", "rule", "--misses", "0").stdout
    assert "Rule" in rules.splitlines()[1]
    assert sum("1.000" in line for line in rules.splitlines()) == 3  # of two rules, and in all
    assert "Missed" not in enishi("evaluate", gold, "--misses", "0").stdout


def test_an_evaluation_as_json_has_every_figure_and_every_line(enishi: Run, gold: Path) -> None:
    done = enishi("evaluate", gold.parent, "--traps", "traps.jsonl", "--json")
    found = json.loads(done.stdout)
    total = found["total"]
    assert (total["gold"], total["found"], total["wrong"], total["dates_right"]) == (4, 2, 0, 0.5)
    assert (total["precision"], total["recall"], total["f1"], total["macro_f1"]) == (1.0, 0.5, 0.667, 0.667)
    assert (total["traps"], total["traps_sprung"]) == (2, 1)
    assert [line["object"] for line in found["missed"]] == ["マニラ", "シティネット"]
    assert found["documents"].keys() == {"report-2021"}
    assert found["relations"]["member_of"]["found"] == 0
    lower = json.loads(enishi("evaluate", gold, "--tier", "1", "--json").stdout)
    assert (lower["total"]["gold"], lower["total"]["recall"]) == (3, 0.667)


def test_a_name_of_the_entities_file_finds_a_fact(enishi: Run, gold: Path, tmp_path: Path) -> None:
    gold.write_text(json.dumps({"subject": "Y", "relation": "sister_city_of", "object": "L"}), encoding="utf-8")
    (tmp_path / "names.jsonl").write_text(
        '{"name": "Y", "surface_forms": ["Yokohama"]}\n{"name": "L", "surface_forms_ja": ["リヨン"]}\n',
        encoding="utf-8",
    )
    said = json.loads(enishi("evaluate", gold, "--entities", "names.jsonl", "--json").stdout)
    assert (said["total"]["found"], said["total"]["wrong"]) == (1, 1)
    assert [fact["relation"] for fact in said["wrong"]] == ["sister_city_of"]


@pytest.mark.parametrize("lang", LANGS)
def test_gold_that_cannot_be_used_is_told(enishi: Run, gold: Path, lang: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.jsonl").write_text("{}\nno\n", encoding="utf-8")
    (tmp_path / "lonely.jsonl").write_text("", encoding="utf-8")
    for line in (
        ["none.jsonl"],
        ["empty"],
        ["bad.jsonl"],
        ["lonely.jsonl"],
        [gold, "--documents", "empty"],
        [gold, "--traps", "none.jsonl"],
    ):
        done = enishi("evaluate", *line, "--lang", lang)
        assert (done.returncode, done.stdout) == (3, ""), done
        assert "→" in done.stderr


def test_a_report_is_text_or_a_file_by_its_suffix(enishi: Run, reports: Path, tmp_path: Path) -> None:
    text = enishi("report", "reports")
    assert text.returncode == 0, text.stderr
    assert "3 facts in 3 places" in text.stdout
    for name in ("report.html", "report.json", "report.txt"):
        done = enishi("report", "reports", "--output", name, "--lang", "ja")
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
    rows = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [row["name"] for row in rows] == [Path(name).stem for name in REPORTS]
    assert "つながり: 姉妹都市 2" in (tmp_path / "report.txt").read_text(encoding="utf-8")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert '<html lang="ja">' in page
    assert '<mark class="settled">' in page
    assert "と姉妹都市提携を結びました。</mark>" in page


def test_a_report_of_no_known_form_is_refused_before_anything_is_read(enishi: Run) -> None:
    done = enishi("report", "none.txt", "--output", "report.pdf")
    assert (done.returncode, done.stdout) == (2, "")
    assert ".html" in done.stderr
