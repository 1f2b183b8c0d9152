"""What HTML, Word documents, workbooks and csv become as lines: headings, items, rows, notes, in their order."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from enishi.errors import DocumentError
from enishi.ingest.read import read
from enishi.ingest.readers.kinds import DOCX, XLSX
from enishi.ingest.readers.sheets import read_csv
from enishi.ingest.text.structure import blocks


def html(folder: Path, body: str, head: str = "", encoding: str = "utf-8") -> str:
    path = folder / "page.html"
    path.write_bytes(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(encoding))
    return read(path).text


def test_headings_lists_and_tables_of_a_page_are_structure(tmp_path: Path) -> None:
    text = html(
        tmp_path,
        "<h1>国際交流</h1><p>姉妹都市は<b>次の</b>\n  とおりです。<br>令和6年度</p>"
        "<ul><li>リヨン<ul><li>フランス</li></ul></li><li>・上海</li></ul><ol><li>覚書</li><li>議定書</li></ol>"
        "<table><caption>一覧</caption><tr><th>都市</th><th colspan=2>国と年</th></tr>"
        "<tr><td rowspan=2>マニラ</td><td>フィリピン</td><td>1965<br>年</td></tr>"
        "<tr><td>比国</td><td>昭和40年</td></tr></table>",
    )
    assert text == (
        "# 国際交流\n\n姉妹都市は次のとおりです。\n令和6年度\n\n・リヨン\n・フランス\n・上海\n\n1) 覚書\n"
        "2) 議定書\n\n一覧\n都市\t国と年\nマニラ\tフィリピン\t1965 年\n\t比国\t昭和40年\n"
    )
    kinds = [b.kind for b in blocks(text)]
    assert (kinds.count("item"), kinds.count("row")) == (5, 3)


def test_keys_and_values_are_a_record_whether_list_or_table(tmp_path: Path) -> None:
    text = html(
        tmp_path,
        "<main><dl><dt>締結日</dt><dd>令和3年3月</dd><dt>相手：</dt><dd>国際農業<br>開発基金</dd></dl>"
        "<table><tr><th>名称</th><td>覚書</td></tr><tr><th>場所</th><td>横浜</td></tr></table>"
        "<dl><dt>横浜市はどこと姉妹都市ですか。長い問いです。</dt><dd>リヨンです。</dd></dl></main>",
    )
    assert "締結日：令和3年3月\n相手：国際農業 開発基金\n\n名称：覚書\n場所：横浜\n" in text
    assert "\n横浜市はどこと姉妹都市ですか。長い問いです。\nリヨンです。\n" in text


def test_what_is_hidden_or_deleted_or_read_aside_is_no_text(tmp_path: Path) -> None:
    text = html(
        tmp_path,
        '<p><ruby>縁<rt>えにし</rt></ruby><del>古い</del>の町<span style="display: none">隠</span></p>'
        '<div class="gnavi"><a href="/">案内</a></div><p aria-hidden="true">飾り</p><form><p>本文です。</p></form>',
    )
    assert text == "縁の町\n\n本文です。\n"


def test_a_menu_above_the_heading_of_a_page_without_landmarks_goes_and_a_list_of_links_below_stays(
    tmp_path: Path,
) -> None:
    links = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("リヨン", "上海", "マニラ"))
    text = html(tmp_path, f"<div><ul>{links}</ul><h1>姉妹都市</h1><ul>{links}</ul></div>")
    assert text == "# 姉妹都市\n\n・リヨン\n・上海\n・マニラ\n"


def test_a_page_whose_main_part_is_only_named_is_read_by_the_name(tmp_path: Path) -> None:
    body = (
        '<div id="wrap"><p>案内</p><div id="tmp_contents"><p>横浜市は平成9年に事務所を開きました。</p></div></div>'
    )
    assert html(tmp_path, body) == "横浜市は平成9年に事務所を開きました。\n"


def test_a_layout_table_and_preformatted_text_keep_their_lines(tmp_path: Path) -> None:
    text = html(
        tmp_path,
        "<table role='presentation'><tr><td><p>一</p></td><td><p>二</p></td></tr></table><pre>三\n四</pre>",
    )
    assert text == "一\n\n二\n\n三\n四\n"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="Shift_JIS">', "cp932"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=EUC-JP">', "euc_jp"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_names(tmp_path: Path, head: str, encoding: str) -> None:
    assert html(tmp_path, "<p>横浜</p>", head, encoding) == "横浜\n"


def test_a_page_tells_its_title_and_when_it_was_published(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    head = '<title>姉妹都市 | 横浜市</title><meta property="article:published_time" content="2024-05-01T09:00:00Z">'
    path.write_text(f"<html><head>{head}</head><body><p>本文。</p></body></html>", encoding="utf-8")
    source = read(path)
    assert (source.title, source.as_of, source.text) == ("姉妹都市", "2024-05-01", "本文。\n")
    path.write_text(
        '<html><head><meta name="date" content="2024-02-31"></head><p>本文</p></html>', encoding="utf-8"
    )
    assert read(path).as_of is None


@pytest.mark.parametrize("raw", [b"<html></html>", b"<html><body><script>x</script></body></html>", b"<!---->"])
def test_a_page_without_text_is_empty(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "empty.html"
    path.write_bytes(raw)
    with pytest.raises(DocumentError) as caught:
        read(path)
    assert caught.value.key in ("document_empty", "document_damaged")


def word(folder: Path, fill: Callable[[Document], object]) -> str:
    document = docx.Document()
    fill(document)
    path = folder / "file.docx"
    document.save(str(path))
    return read(path).text


def add_xml(document: Document, xml: str) -> None:
    document.element.body.insert(0, parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def test_styles_of_a_word_document_become_headings_and_items(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        document.core_properties.title = "年報"
        document.add_heading("事業年報", 0)
        document.add_heading("海外事務所", 2)
        for text, style in (("上海", "List Bullet"), ("リヨン", "List Number"), ("マニラ", "List Number")):
            document.add_paragraph(text, style=style)
        document.add_paragraph("一行目\n二行目")

    text = word(tmp_path, fill)
    assert text == "# 事業年報\n\n## 海外事務所\n\n・上海\n1) リヨン\n2) マニラ\n一行目\n二行目\n"
    assert read(tmp_path / "file.docx").title == "年報"


def test_tables_keep_their_place_and_their_merged_cells(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("前")
        table = document.add_table(3, 3)
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"{row}{column}"
        table.cell(0, 1).merge(table.cell(0, 2)).text = "国と\n年"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "マニラ"
        inner = table.cell(2, 2).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "中", "表"
        document.add_paragraph("後")

    assert word(tmp_path, fill) == "前\n\n00\t国と 年\nマニラ\t11\t12\n\t21\t22 中 表\n\n後\n"


def test_inserted_text_is_read_and_deleted_text_is_not(tmp_path: Path) -> None:
    runs = (
        '<w:p><w:r><w:t>横浜市</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>は旧</w:delText></w:r>'
        '</w:del><w:ins w:id="2" w:author="a"><w:r><w:t>は新</w:t><w:tab/><w:t>しい</w:t><w:noBreakHyphen/></w:r>'
        "</w:ins></w:p>"
    )
    assert word(tmp_path, lambda document: add_xml(document, runs)) == "横浜市は新  しい-\n"


def test_content_controls_and_text_boxes_are_read_once(tmp_path: Path) -> None:
    box = (
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>本文</w:t>"
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Choice Requires='wps'><w:txbxContent><w:p><w:r><w:t>囲み</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>囲み</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert word(tmp_path, lambda document: document.element.body.insert(0, parse_xml(box))) == "本文\n囲み\n"


def test_a_footnote_stands_below_what_refers_to_it(tmp_path: Path) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415
    from docx.opc.packuri import PackURI  # noqa: PLC0415
    from docx.opc.part import Part  # noqa: PLC0415

    def fill(document: Document) -> None:
        inner = '<w:footnote w:id="2"><w:p><w:r><w:t>昭和40年</w:t></w:r></w:p></w:footnote>'
        note = f"<w:footnotes {nsdecls('w')}>{inner}"
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        name = PackURI("/word/footnotes.xml")
        part = Part(name, kind, f"{note}</w:footnotes>".encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        add_xml(document, '<w:p><w:r><w:t>ムンバイ市</w:t><w:footnoteReference w:id="2"/></w:r></w:p>')

    assert word(tmp_path, fill) == "ムンバイ市\n※昭和40年\n"


def test_a_workbook_is_its_visible_sheets_with_whole_numbers_and_dates(tmp_path: Path) -> None:
    out = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(str(out))
    first, hidden = book.add_worksheet("姉妹都市"), book.add_worksheet("控え")
    hidden.write_string(0, 0, "秘密")
    hidden.hide()
    first.merge_range(1, 1, 1, 3, "姉妹都市の一覧")
    first.write_row(3, 1, ["都市", "提携日", "人口"])
    first.write_row(4, 1, ["ムンバイ"])
    first.write_datetime(4, 2, dt.datetime(1965, 6, 26), book.add_format({"num_format": "yyyy/m/d"}))
    first.write_number(4, 3, 12_442_373)
    first.write_row(5, 1, ["リヨン\nフランス", "", 0.5])
    book.close()
    source = read(out)
    assert source.media_type == XLSX
    assert source.text == (
        "## 姉妹都市\n\n姉妹都市の一覧\n\n都市\t提携日\t人口\n"
        "ムンバイ\t1965-06-26\t12442373\nリヨンフランス\t\t0.5\n"
    )


@pytest.mark.parametrize(("sign", "encoding"), [(",", "cp932"), ("\t", "utf-8"), (";", "euc_jp"), ("|", "utf-16")])
def test_values_are_cut_by_whichever_sign_cuts_alike(tmp_path: Path, sign: str, encoding: str) -> None:
    rows = [
        ["都市", "国", "備考"],
        ["リヨン", "フランス", f'"提携{sign}交流"'],
        ["これは市の記録です", "", "令和6年度について"],
    ]
    path = tmp_path / "cities.csv"
    path.write_bytes("\r\n".join(sign.join(row) for row in rows).encode(encoding))
    expected = f"都市\t国\t備考\nリヨン\tフランス\t提携{sign}交流\nこれは市の記録です\t\t令和6年度について\n"
    assert read(path).text == expected.replace("提携\t交流", "提携交流")


def test_what_a_file_is_goes_before_what_it_is_called(tmp_path: Path) -> None:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("本文")
    document.save(out)
    path = tmp_path / "report.txt"
    path.write_bytes(out.getvalue())
    assert (read(path).media_type, read(path).text) == (DOCX, "本文\n")
    page = tmp_path / "page"
    page.write_text("<!doctype html><p>本文</p>", encoding="utf-8")
    assert read(page).media_type == "text/html"
    assert read_csv.__doc__
