"""Answers as text, JSON, CSV and Markdown: complete, in the reader's language, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.errors import OutputError
from enishi.ontology.model import Value
from enishi.queries import export
from enishi.queries.answer import Answer, ask
from enishi.queries.display import relation_label, value_text

if TYPE_CHECKING:
    from enishi.graph.home import Graph


@pytest.fixture(scope="session")
def partners(yokohama: Graph) -> Answer:
    return ask(yokohama, "partners", {"city": "横浜市"}, lang="ja")


def test_json_is_a_list_of_rows_under_the_columns_names(partners: Answer) -> None:
    rows = json.loads(export.to_json(partners))
    assert len(rows) == 6
    lyon = next(row for row in rows if row["partner"] == "リヨン市")
    assert lyon["relation"] == "sisterCityOf" and lyon["since"] == "1959-04-07" and lyon["until"] is None
    assert lyon["partner_iri"].endswith("/lyon") and lyon["trust"] == "machine"
    assert [c["document"] for c in lyon["citations"]] == ["yokohama-fy2021", "yokohama-fy2025"]
    assert lyon["citations"][1]["quote"].startswith("横浜市とリヨン市は")


def test_an_empty_cell_is_null(yokohama: Graph) -> None:
    rows = json.loads(export.to_json(ask(yokohama, "networks", {"city": "横浜市"})))
    assert [row["role"] for row in rows].count(None) == 1


def test_the_table_numbers_its_sources(partners: Answer) -> None:
    text = export.to_text(partners, width=120)
    assert "姉妹都市・友好都市" in text and "リヨン市" in text and "機械抽出" in text
    assert "[1] 横浜市の国際交流 令和7年度、2ページ「上海市とは1973年11月30日から友好都市の関係にある。」" in text
    assert "推定" in text and "(FY2025 - 60 = FY1965)" in text
    assert text.endswith("6件。\n")
    assert text.count("1965年には、") == 1, "one sentence is one footnote, whatever it says"


def test_filters_tell_what_they_left_out(yokohama: Graph) -> None:
    answer = ask(yokohama, "networks", {"city": "横浜市"}, confirmed_only=True)
    assert "Left out by the filters: 3." in export.to_text(answer)
    assert "Left out by the filters: 3." in export.to_markdown(answer)


def test_markdown_is_a_table_with_footnotes(partners: Answer) -> None:
    lines = export.to_markdown(partners).splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert len({line.replace("\\|", "").count("|") for line in table}) == 1
    assert len(table) == 8
    assert any(line.startswith("[^1]: ") for line in lines)


def test_csv_opens_in_excel_and_reads_back(partners: Answer, tmp_path: Path) -> None:
    path = tmp_path / "partners.csv"
    export.write_csv(partners, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["partner"] for row in rows] == [row.shown[1] for row in partners.rows]
    assert rows[0]["relation"] == "friendshipCityOf" and "上海市とは" in rows[0]["quotes"]


def test_a_folder_that_is_not_there_is_an_error_with_a_remedy(partners: Answer, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"partners\.csv"):
        export.write_csv(partners, tmp_path / "missing" / "partners.csv")


@given(st.text(max_size=20))
def test_no_cell_is_a_formula(text: str) -> None:
    cell = export.guarded(text)
    if cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        float(cell)
    assert cell in (text, f"'{text}")


def test_hostile_names_do_no_harm(partners: Answer) -> None:
    first = partners.rows[0]
    bad = '=HYPERLINK("x")|[link](x)\n<b>'
    row = replace(first, shown=("a", bad, "", "", "", ""))
    answer = replace(partners, rows=(row,))
    cells = next(csv.reader(io.StringIO(export.to_csv(answer).split("\r\n", 1)[1])))
    assert cells[1] == f"'{bad}"
    line = next(line for line in export.to_markdown(answer).splitlines() if "HYPERLINK" in line)
    assert "<b>" not in line.replace("\\<b", "") and "\\[link\\]" in line and "\\|" in line
    assert bad.split("\n", maxsplit=1)[0] in export.to_text(answer, width=200)


def test_flags_and_disagreement_are_said(yokohama: Graph) -> None:
    answer = ask(yokohama, "anniversaries", {"fiscal_year": "2027"}, lang="ja")
    assert "可能性あり" in export.to_text(answer, width=200)
    assert '"certain": false' in export.to_json(answer)
    assert ",false," in export.to_csv(answer)
    disputed = replace(answer, rows=(replace(answer.rows[0], disputed=True),))
    assert "文書により異なる" in export.to_text(disputed, width=200)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("MoneyJPY", "255555000", "¥255,555,000"),
        ("MoneyJPY", "-80897000", "-¥80,897,000"),
        ("Count", "1200", "1,200"),
        ("Count", "many", "many"),
        ("Percent", "-10.8", "-10.8%"),
        ("Date", "[2021-04-01..2022-03-31]", "FY2021"),
        ("Text", "オンライン", "オンライン"),
    ],
)
def test_values_read_well(kind: str, text: str, expected: str) -> None:
    assert value_text(Value(kind, text)) == expected


def test_a_relation_has_its_label_or_its_name() -> None:
    assert relation_label("sisterCityOf", "ja") == "姉妹都市"
    assert relation_label("elsewhere", "ja") == "elsewhere"
