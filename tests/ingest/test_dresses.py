"""One and the same table in any dress: what it says does not hang on what parts its cells, or on their order."""

from __future__ import annotations

from pathlib import Path

import pytest

from enishi.ingest.extract import Extractor
from enishi.ingest.read import Source
from enishi.ontology.model import Value

_TITLE = "# 富士見市の国際交流\n\n海外の姉妹都市・友好都市\n\n"
_ROWS = (
    ("都市名", "国名", "区分", "提携年月日"),
    ("オルヌーヴ村", "フランス", "姉妹都市", "昭和57年8月6日"),
    ("リヨン市", "フランス", "友好都市", "平成2年5月1日"),
    ("蔚山広域市", "韓国", "覚書", "平成14年10月9日"),
)
_TIES = {
    ("sisterCityOf", "オルヌーヴ村", "1982-08-06"),
    ("friendshipCityOf", "リヨン", "1990-05-01"),
    ("agreementWith", "蔚山", "2002-10-09"),
}


def _ties(extractor: Extractor, text: str) -> set[tuple[str, str, str]]:
    found = extractor(Source("page", text, "text/plain", "0", Path("page.txt")))
    names = {e.iri: e.names[0].text for e in found.entities}
    return {
        (s.relation, name, str(s.references[0].since))
        for s in found.statements
        for name in (names[end] for end in (s.subject, str(s.object)) if end in names)
        if s.relation in {"sisterCityOf", "friendshipCityOf", "agreementWith"} and name != "富士見市"
    }


def _records(label: str, head: str = "") -> str:
    titles = _ROWS[0]
    return "\n\n".join(
        "\n".join(
            [head.format(row[0])] * bool(head)
            + [label.format(t, c) for t, c in list(zip(titles, row, strict=True))[bool(head) :]]
        )
        for row in _ROWS[1:]
    )


@pytest.mark.parametrize(
    "table",
    [
        "\n".join(",".join(row) for row in _ROWS),
        "\n".join(",".join(f'"{cell}"' for cell in row) for row in _ROWS),
        "\n".join(
            ",".join((*row, remark)) for row, remark in zip(_ROWS, ("備考", "", "合唱団が訪問。", ""), strict=True)
        ),
        "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in _ROWS) + "</table>",
        "\n".join(" | ".join(row) for row in _ROWS),
        "\n".join(" | ".join((number, *row)) for number, row in zip(("", "1", "2", "3"), _ROWS, strict=True)),
        "| 提携の一覧 | | | |\n" + "\n".join(f"| {' | '.join(row)} |" for row in _ROWS),
        "\n".join(" | ".join(row) for row in (("都　市　名", "国　名", "区　分", "提携年月日"), *_ROWS[1:])),
        _records("{}：{}"),
        _records("{}　{}"),
        _records("【{}】{}"),
        _records("({}) {}"),
        _records("・{}：{}"),
        _records("{}：{}", "■{}"),
        _records("  ・{}　{}", "【{}】"),
        _records("  {}：{}", "(1) {}"),
    ],
)
def test_a_table_says_the_same_in_any_dress(extractor: Extractor, table: str) -> None:
    assert _ties(extractor, _TITLE + table + "\n") == _TIES


def test_the_cells_of_an_html_row_are_no_one_word(extractor: Extractor) -> None:
    rows = ("期日", "会議", "開催地"), ("2010年10月", "第3回港湾都市会議", "富士見市")
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    text = "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
    found = extractor(Source("page", text, "text/plain", "1", Path("page.txt")))
    names = [name.text for e in found.entities for name in e.names]
    assert not [name for name in names if "会議富士見市" in name]


def test_thousands_in_figures_part_no_cells(extractor: Extractor) -> None:
    table = "事業名       6年度   5年度\n国際交流事業   12,500  11,200\n多文化共生事業  27,340  24,815\n"
    text = "# 富士見市 令和6年度予算\n\n(単位:千円)\n" + table
    found = extractor(Source("page", text, "text/plain", "0", Path("page.txt")))
    sums = {s.object.text for s in found.statements if isinstance(s.object, Value) and s.object.kind == "MoneyJPY"}
    assert {"12500000", "27340000"} <= sums


@pytest.mark.parametrize("titles", [("CITY", "COUNTRY", "SINCE"), ("City", "Country", "Date Signed")])
def test_titles_in_capitals_mean_the_same(extractor: Extractor, titles: tuple[str, str, str]) -> None:
    rows = (titles, ("Turin", "Italy", "1961"), ("Ballarat", "Australia", "1988"))
    text = (
        "# City of Lyon: international relations\n\nOur sister cities\n\n" + "\n".join(map(" | ".join, rows)) + "\n"
    )
    assert {since for _, name, since in _ties(extractor, text) if name != "リヨン"} == {"1961", "1988"}
