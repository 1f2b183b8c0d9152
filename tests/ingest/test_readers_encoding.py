"""Japanese encodings are told by trial: what is taken is right, and what is doubtful is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.errors import DocumentError
from enishi.ingest.readers.encoding import decode
from enishi.words import Words

FILE = Path("届出.txt")
PROSE = "横浜市は、昭和40年にムンバイ市と姉妹都市となりました。①アジア②欧州の都市とも交流を続けています。"
HALF = "ﾖｺﾊﾏｼ ﾄ ﾑﾝﾊﾞｲｼ ﾊ ｼﾏｲﾄｼ ﾃﾞｱﾙ｡ ﾌﾞﾝｶ ｺｳﾘｭｳ ｦ ﾂﾂﾞｹﾙ｡"
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "euc_jis_2004", "iso2022_jp", "iso2022_jp_ext")

words = st.sampled_from(
    [
        "姉妹都市",
        "交流",
        "について",
        "覚書を締結",
        "しました。",
        "リヨン市",
        "と、",
        "ﾘﾖﾝ",
        "昭和34年",
        "（フランス）",
        "Lyon",
    ]
)
sentences = st.lists(words, min_size=12, max_size=60).map(lambda found: "これは、市の記録です。" + "".join(found))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_prose_is_read_in_every_japanese_encoding(encoding: str) -> None:
    text = PROSE if encoding not in ("euc_jp", "iso2022_jp", "iso2022_jp_ext") else re.sub("[①②]", "・", PROSE)
    assert decode(text.encode(encoding), FILE) == text


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
def test_half_width_kana_are_told_from_the_kanji_that_their_bytes_would_be(encoding: str) -> None:
    assert decode(HALF.encode(encoding), FILE) == HALF


def test_half_width_kana_amid_kanji_are_read() -> None:
    text = "ﾘﾖﾝ市との姉妹都市ﾃｲｹｲに関する覚書を締結した｡"
    assert decode(text.encode("cp932"), FILE) == text


@settings(max_examples=150, deadline=None)
@given(sentences, st.sampled_from(["utf-8", "cp932", "euc_jp", "iso2022_jp_ext"]))
def test_what_is_taken_is_what_was_written(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), FILE) == text


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_bytes_of_any_kind_give_a_text_or_an_error_of_ours(raw: bytes) -> None:
    try:
        assert isinstance(decode(raw, FILE), str)
    except DocumentError as error:
        assert Words("ja").error(error)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("上海市是中国的直辖市，与横滨市结为友好城市，开展经济文化交流。", "gbk"),
        ("臺北市與橫濱市締結友好城市，推動經濟文化交流。", "big5"),
        ("부산광역시는 후쿠오카시와 자매결연을 맺고 교류하고 있습니다.", "euc_kr"),
        ("Montréal et Genève sont jumelées à Lyon, été comme hiver.", "latin-1"),
        ("Одесса и Иокогама - города-побратимы", "koi8-r"),
        ("横浜", "euc_jp"),
        ("1970年", "euc_jp"),
        ("平成17年(2005)", "euc_jp"),
        ("ﾘﾖﾝ", "cp932"),
    ],
)
def test_what_is_not_japanese_or_too_little_to_tell_is_refused_not_guessed(text: str, encoding: str) -> None:
    with pytest.raises(DocumentError) as caught:
        decode(text.encode(encoding), FILE)
    assert caught.value.key in ("document_undecodable", "document_encoding_unclear")
    assert "cp932" in str(caught.value)
    assert "euc_jp" in str(caught.value)


@pytest.mark.parametrize("declared", ["Shift_JIS", "x-sjis", "windows-31j", "cp932"])
def test_a_declared_encoding_goes_before_trial(declared: str) -> None:
    assert decode("横浜".encode("cp932"), FILE, declared) == "横浜"
    assert decode("Genève".encode("latin-1"), FILE, "iso-8859-1") == "Genève"


@pytest.mark.parametrize("declared", ["utf-8", "rot13", "unicode_escape", "idna", "nonsense", ""])
def test_a_declaration_that_is_false_or_no_encoding_of_texts_is_passed_over(declared: str) -> None:
    assert decode(PROSE.encode("cp932"), FILE, declared) == PROSE
