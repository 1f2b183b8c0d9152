"""A text says the same in every format: the facts of the real extractor, from files that are really set."""

from __future__ import annotations

from pathlib import Path

import pytest

from enishi.ingest.extract import Extractor
from enishi.ingest.read import Source, read
from enishi.ontology.model import Contribution

from .typeset import FORMATS, HEAD

TABLES = """# 横浜市の国際交流 令和6年度

## 姉妹都市・友好都市

横浜市は、次の都市と姉妹都市・友好都市の提携を結んでいます。長く続いてきた交流を土台に、環境や港湾の分野でも協力を進めています。

都市名	国	提携年月日
リヨン	フランス	1959年4月7日
ムンバイ	インド	1965年6月26日
マニラ	フィリピン	1965年7月1日
バンクーバー	カナダ	1965年7月1日
上海	中国	1973年11月30日

## 海外事務所

- 欧州事務所（ドイツ、平成9年6月設置）
- 上海事務所（中国、昭和62年10月設置）
- アジア事務所（タイ、令和4年8月設置）
- 米州事務所（米国、平成30年11月設置）

## 国際会議

令和6年度は、アジア開発銀行や世界銀行と連携して、横浜で第13回アジア・スマートシティ会議を開催し、国内外の都市や企業から約2,200名が参加しました。

横浜市は、シティネット（アジア太平洋都市間協力ネットワーク）の名誉会長と実行委員を務めています。

"""
RECORD = (
    "交流の記録をここに残します。会議では、参加した都市の代表がそれぞれの取組を紹介し、互いの経験から学びました。"
    "今後もこのような機会を設けて、市民どうしの交流を深めていきます。"
)
LONG = TABLES + "\n".join(f"## 記録{n}\n\n{RECORD}\n" for n in range(1, 16))


@pytest.fixture(scope="module")
def documents(root: Path) -> dict[str, str]:
    samples = {p.stem: p.read_text(encoding="utf-8") for p in sorted((root / "samples").glob("yokohama*.*"))}
    return {**samples, "tables": TABLES, "long": LONG}


def facts(contribution: Contribution) -> set[str]:
    return {statement.id for statement in contribution.statements}


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_format_gives_the_facts_that_its_text_gives(
    suffix: str, documents: dict[str, str], tmp_path: Path, extractor: Extractor
) -> None:
    known = found = 0
    for name, text in documents.items():
        plain, set_ = tmp_path / f"{name}.txt", tmp_path / f"{name}.{suffix}"
        plain.write_text(text, encoding="utf-8", newline="\n")
        set_.write_bytes(FORMATS[suffix](text))
        expected, given = facts(extractor(read(plain))), facts(extractor(read(set_)))
        known += len(expected)
        found += len(expected & given)
        assert len(given - expected) <= len(expected) * 0.02
    assert known > 100
    assert found >= known * (0.85 if suffix == "two.pdf" else 0.95)


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_quote_stands_in_the_canonical_text(suffix: str, tmp_path: Path, extractor: Extractor) -> None:
    path = tmp_path / f"tables.{suffix}"
    path.write_bytes(FORMATS[suffix](LONG))
    contribution = extractor(read(path))
    references = [r for s in contribution.statements for r in s.references]
    assert references
    assert all(contribution.document.text[r.start : r.end] == r.quote for r in references)


def test_references_and_passages_of_a_pdf_name_their_page(tmp_path: Path, extractor: Extractor) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(
        FORMATS["pdf"](LONG + "\n## 終わりに\n\n横浜市は2009年に台北市とパートナー都市となりました。\n")
    )
    source = read(path)
    last = len(source.pages)
    assert last > 1
    contribution = extractor(source)
    pages = {s.relation: {r.page for r in s.references} for s in contribution.statements}
    assert pages["partnerCityOf"] == {last}
    assert pages["hasOverseasOffice"] == {1}
    assert {p.page for p in contribution.document.passages} == set(range(1, last + 1))
    for number, (start, end) in enumerate(source.pages, 1):
        assert all(start <= p.start < end for p in contribution.document.passages if p.page == number)


@pytest.mark.parametrize("suffix", ["txt", "html", "docx", "xlsx"])
def test_formats_without_pages_name_none(suffix: str, tmp_path: Path, extractor: Extractor) -> None:
    path = tmp_path / f"report.{suffix}"
    path.write_bytes(FORMATS[suffix](TABLES) if suffix in FORMATS else TABLES.encode())
    contribution = extractor(read(path))
    assert {p.page for p in contribution.document.passages} == {None}
    assert {r.page for s in contribution.statements for r in s.references} == {None}


def test_running_heads_navigation_and_footers_are_not_read(tmp_path: Path) -> None:
    for suffix in ("pdf", "two.pdf", "html", "bare.html"):
        path = tmp_path / f"long.{suffix}"
        path.write_bytes(FORMATS[suffix](LONG * 2))
        text = read(path).text
        assert HEAD not in text
        assert not [word for word in ("トップ", "市役所", "ロンドン", "- 2 -") if word in text]


def test_a_document_without_a_date_takes_the_one_that_its_page_was_published(extractor: Extractor) -> None:
    source = Source(
        "p", "横浜市は、昨年リヨン市を訪れました。\n", "text/html", "0" * 64, Path("p.html"), as_of="2024-05-01"
    )
    assert extractor(source).document.as_of == "2024-05-01"


def test_pages_that_are_pictures_are_told_as_left_out(extractor: Extractor) -> None:
    text = "この冊子は、交流の記録です。\n"
    spans = ((0, len(text)), (len(text), len(text)))
    source = Source("p", text, "application/pdf", "0" * 64, Path("p.pdf"), pages=spans, unread=(2,))
    told = [(o.reason, o.details) for o in extractor(source).omissions]
    assert told == [("page_without_text", (("page", "2"),))]
