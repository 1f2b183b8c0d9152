"""Folding: whatever the text, the way back leads to exactly the characters that a span was made of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.ingest.text.fold import fold, key

# Letters that fold in every way there is: widths, marks, ligatures, old kanji, ヴ, small vowels, ・, blanks.
ODD = "aBé́ßﬁŁ・･＝= 　\n\t㈱㍻ｶﾞﾊﾟｳﾞｧアヴァィェヴー臺國髙﨑Ａ１Ⅳ½İſ'’‐-\u00ad\uffff\u3099\u0301ぁ"
texts = st.text(st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])), max_size=40)


@settings(max_examples=200, deadline=None)
@given(texts, st.data())
def test_every_folded_span_leads_back_to_what_it_was_made_of(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    low, high = folded.span(start, end)
    assert 0 <= low < high <= len(text)
    whole = fold(text[low:high]).text.replace(" ", "")
    assert folded.text[start:end].replace(" ", "") in whole


@settings(max_examples=200, deadline=None)
@given(texts)
def test_spans_of_neighbouring_characters_stand_in_order(text: str) -> None:
    folded = fold(text)
    spans = [folded.span(n, n + 1) for n in range(len(folded.text))]
    assert spans == sorted(spans)
    assert all(gap <= len(folded.text) for gap in folded.gaps)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("サン・パウロ", "サンパウロ"),
        ("ヴェネツィア", "ベネツィア"),
        ("ﾑﾝﾊﾞｲ", "ムンバイ"),
        ("São Paulo", "Sao Paulo"),
        ("CÔTE D’IVOIRE", "Côte d'Ivoire"),
        ("臺北", "台北"),
        ("廣島", "広島"),
        ("クアラ・ルンプール", "クアラルンプール"),
        ("茅ヶ崎", "茅ケ崎"),
        ("New  York", "New York"),
        ("Łódź", "Lodz"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ハンブルク", "ハンブルグ"), ("オデッサ", "オデーサ"), ("タイ", "ダイ")]
)
def test_different_sounds_stay_apart(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_a_wrapped_japanese_name_is_found_across_the_line_break() -> None:
    text = "国際農業開発\n基金"
    folded = fold(text)
    assert folded.text == "国際農業開発基金"
    assert folded.span(0, len(folded.text)) == (0, len(text))
    assert folded.gaps == (6,)
