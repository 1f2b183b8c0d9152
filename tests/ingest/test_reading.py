"""From files to canonical text, and to blocks whose offsets always hold."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.errors import DocumentError
from enishi.ingest.read import documents_in, read
from enishi.ingest.text.clean import clean, sentences
from enishi.ingest.text.structure import blocks

TYPESET = st.text(
    alphabet="横浜市はと、。「」（）令和７年8月 \n\t<b></b>abc City.ＡＢ①ｶﾞ&amp;#*-・■【】|", max_size=120
)


def written(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_by_its_byte_order_mark_else_as_utf8(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, "報告.txt", "横浜市\r\n国際局\r".encode(encoding))
    assert read(path).text == "横浜市\n国際局\n"
    assert read(path).name == "報告"


@pytest.mark.parametrize(
    ("name", "raw", "key"),
    [
        ("none.txt", None, "document_missing"),
        ("empty.txt", b"", "document_empty"),
        ("blank.md", " \n　\n".encode(), "document_empty"),
        ("binary.txt", b"PK\x03\x04\x00\x00abc", "document_binary"),
        ("latin.txt", b"caf\xe9 au lait", "document_undecodable"),
        ("picture.png", b"\x89PNG", "document_kind_unknown"),
    ],
)
def test_what_cannot_be_read_says_which_file_and_why(
    tmp_path: Path, name: str, raw: bytes | None, key: str
) -> None:
    path = tmp_path / name if raw is None else written(tmp_path, name, raw)
    with pytest.raises(DocumentError) as caught:
        read(path)
    assert caught.value.key == key
    assert name in str(caught.value)


def test_bytes_of_no_one_encoding_are_refused_and_what_was_tried_is_said(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        read(written(tmp_path, "mixed.txt", "一行目\n二行目\n".encode() + b"\xff\xfe\xfd"))
    assert caught.value.key == "document_encoding_unclear"
    assert "utf-8" in str(caught.value)


def test_a_file_without_permission_is_said(tmp_path: Path) -> None:
    path = written(tmp_path, "secret.txt", b"text")
    path.chmod(0)
    user = os.geteuid()
    if user == 0:  # root may read everything: be somebody else meanwhile
        os.seteuid(65534)
    try:
        with pytest.raises(DocumentError):
            read(path)
        with pytest.raises(DocumentError):
            documents_in([path.parent])
    finally:
        os.seteuid(user)


def test_folders_are_searched_and_every_file_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    first, second = written(tmp_path / "b", "2.md", b"x"), written(tmp_path, "1.txt", b"y")
    written(tmp_path, "picture.png", b"z")
    assert documents_in([tmp_path, second]) == [second, first]


def test_a_folder_without_documents_is_an_error_not_nothing(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        documents_in([tmp_path])
    assert caught.value.key == "folder_without_documents"


@settings(max_examples=200, deadline=None)
@given(TYPESET)
def test_clean_text_maps_back_to_its_source(source: str) -> None:
    whole = clean(source, (0, len(source)))
    places = [whole.span(i, i + 1) for i in range(len(whole.text))]
    assert places == sorted(places)
    assert all(0 <= s <= e <= len(source) for s, e in places)
    assert all(
        whole.span(i, j) == (places[i][0], places[j - 1][1])
        for i in range(len(places))
        for j in (i + 1, len(places))
    )
    for sentence in sentences(whole):
        low, high = sentence.span(0, len(sentence.text))
        assert clean(source, (low, high)).text.strip() == sentence.text.strip()


@settings(max_examples=200, deadline=None)
@given(TYPESET)
def test_blocks_cover_text_in_order_and_inside_the_document(source: str) -> None:
    last = 0
    for block in blocks(source):
        start, end = block.text.span(0, len(block.text.text))
        assert last <= start <= end <= len(source)
        last = start


def test_a_broken_line_and_a_column_break_are_joined() -> None:
    column = "令和7年度は、海外の都市との交流を進め、新たなグ\n\nリーン社会を目指します。"
    text = f"{column}\n\n覚書の締結に関する\n手続を進めました。\n"
    assert [b.text.text for b in blocks(text)] == [
        "令和7年度は、海外の都市との交流を進め、新たなグリーン社会を目指します。",
        "覚書の締結に関する手続を進めました。",
    ]


def test_rows_know_their_columns_and_blocks_their_headings() -> None:
    table = "| 都市 | 国 |\n|---|---|\n| マニラ | フィリピン |\n"
    text = f"# 年報\n\n## 姉妹都市\n\n都市名\t国\nリヨン\tフランス\n\n{table}"
    rows = [b for b in blocks(text) if b.kind == "row"]
    assert rows[1].header == ("都市名", "国")
    assert [c.text for c in rows[1].cells] == ["リヨン", "フランス"]
    assert [c.text.strip() for c in rows[-1].cells] == ["マニラ", "フィリピン"]
    assert rows[1].section == ("年報", "姉妹都市")


def test_titles_of_columns_in_capitals_are_no_heading() -> None:
    text = "SISTER CITIES\n\nCITY            COUNTRY         SINCE\nVäxjö           Sweden          1986\n"
    rows = [b for b in blocks(text) if b.kind == "row"]
    assert [(b.header, b.section) for b in rows] == [(("CITY", "COUNTRY", "SINCE"), ("Sister Cities",))] * 2


def test_remains_of_html_are_structure_not_text() -> None:
    items = "<ul><li>・上海市との交流</li><li>欧州&amp;米州</li></ul>"
    text = items + '<p>本文<span style="float: right;"> <b>12千円</b></span></p>'
    assert [(b.kind, b.text.text) for b in blocks(text)] == [
        ("item", "上海市との交流"),
        ("item", "欧州&米州"),
        ("paragraph", "本文12千円"),
    ]
