"""What stands before and around a title on a page changes nothing of what the document below it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from enishi.ingest.extract import Extractor
from enishi.ingest.read import Source
from enishi.ingest.text.structure import blocks

TOWNS = (
    "世界の選手を迎えたまち\n\n大崎上島町(広島県)\n 相手国 モーリシャス\n 登録 2017年7月7日\n\n"
    "浜田市(島根県)\n 相手国 ブータン\n 登録 2016年12月9日"
)
YEARS = (
    "弘前市とリブールヌ市 交流のあゆみ\n\n1987(昭和62)年   文化の交流について覚書を交わす\n"
    "1990(平成2)年    姉妹都市の協定書に署名、姉妹都市提携がはじまる\n"
    "1995(平成7)年    黒石市で開かれた博覧会にリブールヌ市が館を出す\n2000(平成12)年   提携10周年の記念植樹"
)
PORTS = (
    "PORT OF TIMARU\nLinks overseas\n\nPartner             Country      Kind\n"
    "Port of Koper       Slovenia     sister port\nPort of Ghent       Belgium      memorandum of understanding"
)
HEADS_JA = {
    "navigation": "ホーム > 市政情報 > 国際交流\n本文へスキップ\n文字サイズ 標準 拡大\n\n",
    "crumbs parted otherwise": "現在位置: トップページ » 市政情報 » 国際交流\n\n",
    "a page's number": "ページ番号 1034567\n印刷する  大きな文字で印刷\n\n",
    "a release": "【報道発表資料】\n　　　　　　　　　　市民部国際課\n\n",
    "a document's number": "国際第123号\n\n",
    "a paper's name": "国際交流だより 第48号\n\n",
    "an appendix": "別紙2\n",
}
HEADS_EN = {
    "a skip link": "Home / About us / Sister cities\nSkip to main content\n\n",
    "an English release": "MEDIA RELEASE\nFor immediate release\n\n",
    "an English paper": "International Relations Newsletter\nIssue 48\n\n",
    "editors": "By the editors | 3 min read\n\n",
}


def _said(extractor: Extractor, text: str) -> set[tuple[str, str, str, str | None]]:
    found = extractor(Source("page", text, "text/plain", "0" * 64, Path("page.txt")))
    return {
        (s.subject, s.relation, str(s.object), reference.since)
        for s in found.statements
        for reference in s.references
    }


CASES = [(TOWNS, head) for head in HEADS_JA.values()] + [(YEARS, head) for head in HEADS_JA.values()]
CASES += [(PORTS, head) for head in HEADS_EN.values()]


@pytest.mark.parametrize(("document", "head"), CASES, ids=[*HEADS_JA, *HEADS_JA, *HEADS_EN])
def test_a_head_changes_nothing(extractor: Extractor, document: str, head: str) -> None:
    plain = _said(extractor, document)
    assert plain
    assert _said(extractor, head + document) == plain


@pytest.mark.parametrize("document", [TOWNS, YEARS, PORTS], ids=["towns", "years", "ports"])
def test_a_quotation_says_what_it_quotes(extractor: Extractor, document: str) -> None:
    quoted = "\n".join(f"> {line}".rstrip() for line in document.split("\n"))
    assert _said(extractor, quoted) == _said(extractor, document)


@pytest.mark.parametrize(
    "title",
    ["【{}】", "■ {}", "**{}**", "件名:{}", "{0}\n{0}", "{}\n==========", "{0} | 公式ホームページ\n\n{0}"],
)
def test_the_title_is_the_heading_of_all_below_whatever_marks_it(title: str) -> None:
    text = title.format("鹿角市の国際交流") + "\n\nようこそ。\n\n1 歩み\n\n古い付き合いです。"
    last = list(blocks(text))[-1]
    assert last.section == ("鹿角市の国際交流", "歩み")


def test_what_stands_alone_above_a_text_is_its_title() -> None:
    first, *_ = blocks("お知らせ\n\n来月から窓口が変わります。")
    assert (first.kind, first.level, first.text.text) == ("heading", 1, "お知らせ")


def test_a_head_that_names_somebody_is_read() -> None:
    first, second, *_ = blocks("ホーム > 備前市役所 > 国際交流\n\n海外のともだち\n\n本文です。")
    assert (first.kind, first.text.text) == ("paragraph", "ホーム>備前市役所>国際交流")
    assert (second.kind, second.level) == ("heading", 1)


def test_the_list_of_the_headings_below_is_left_out() -> None:
    text = "まちの縁\n\n目次\n・煙台市\n・レッドウッド市\n\n■煙台市\n古い縁。\n\n■レッドウッド市\n新しい縁。"
    assert [b.text.text for b in blocks(text)] == ["まちの縁", "煙台市", "古い縁。", "レッドウッド市", "新しい縁。"]


def test_a_page_break_parts_no_sentence() -> None:
    text = "海外との交流について\n\n市は、二つのまちと友好都市の縁を結び、\n\n- 3 -\n\n学生を送っています。"
    assert [b.text.text for b in blocks(text)][1:] == ["市は、二つのまちと友好都市の縁を結び、学生を送っています。"]


def test_a_title_in_capitals_is_read_as_it_would_be_written(extractor: Extractor) -> None:
    text = (
        "{}\n\nThe Embassy staff visited Toyooka. The LADA, a local agency, took part.\n\nToyooka and Ulaanbaatar"
    )
    title = "Embassy of Japan in Mongolia"
    assert _said(extractor, text.format(title.upper())) == _said(extractor, text.format(title))
    first, *_ = blocks(text.format("LADA AND ITS WORK"))
    assert first.text.text == "LADA and Its Work"


def test_a_label_of_several_fields_is_a_field() -> None:
    assert [b.kind for b in blocks("件名:交流事業\n担当:国際課\n期間:令和5年")] == ["row"]
