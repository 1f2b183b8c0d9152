"""The sieve never leaves out a pattern that matches, whatever the pattern and whatever the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.ingest.text.sieve import Alternatives, Sieve, Sought, needs

_PIECES = st.recursive(
    st.sampled_from(
        ["市", "と", "姉妹", "都市", "[一二]", "[^一]", ".", r"\d", "A", "s", "k", "[a-c]", "\ue000", "^", "$"]
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{0,2}", "{2}", "{1,3}?"])).map(
            lambda p: f"(?:{p[0]}){p[1]}"
        ),
        inner.map(lambda piece: f"(?={piece})"),
        inner.map(lambda piece: f"(?!{piece})"),
        inner.map(lambda piece: f"(?i:{piece})"),
        inner.map(lambda piece: f"({piece})"),
    ),
    max_leaves=12,
)
_TEXTS = st.text(alphabet="市と姉妹都一二x7AaSsKkbCıſK\ue000", max_size=14)


@given(pattern=_PIECES, text=_TEXTS)
def test_a_pattern_that_matches_is_always_let_through(pattern: str, text: str) -> None:
    sieve = Sieve([("it", pattern), ("another", "要らない")])
    if re.search(pattern, text):
        assert "it" in sieve.candidates(text)


@given(pattern=_PIECES, text=_TEXTS)
def test_what_is_sought_is_found_wherever_its_pattern_finds_it(pattern: str, text: str) -> None:
    plain, sought = re.compile(pattern), Sought(pattern)
    assert [m.span() for m in sought.finditer(text)] == [m.span() for m in plain.finditer(text)]
    assert bool(sought.search(text)) == bool(plain.search(text))
    assert sought.sub("印", text) == plain.sub("印", text)


@given(patterns=st.lists(_PIECES, min_size=1, max_size=4), text=_TEXTS, flags=st.sampled_from([0, re.I]))
def test_alternatives_find_what_all_of_them_find_together(patterns: list[str], text: str, flags: int) -> None:
    few = Alternatives(patterns, flags).among(text)
    whole = re.compile("|".join(patterns), flags)
    assert [m.span() for m in (few.finditer(text) if few else ())] == [m.span() for m in whole.finditer(text)]


@given(pattern=_PIECES)
def test_a_pattern_needs_nothing_that_its_own_words_lack(pattern: str) -> None:
    assert all(words and "" not in words for words in needs(pattern))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("姉妹(?:都市)?提携", "姉妹都市の縁組"),
        ("(?i:twin)ned", "TWINS"),
        ("a(?=本市)", "当市"),
        ("(?:市|町){2}", "県"),
    ],
)
def test_a_pattern_whose_words_are_missing_is_not_tried(pattern: str, text: str) -> None:
    assert Sieve([("it", pattern)]).candidates(text) == []


def test_candidates_come_in_the_order_given() -> None:
    sieve = Sieve([(1, "都市"), (2, "."), (3, "姉妹")])
    assert sieve.candidates("姉妹都市") == [1, 2, 3]


def test_a_broken_pattern_says_whose_it_is() -> None:
    sieve = Sieve([("tie-listed", "姉妹(都市"), ("another", "友好")])
    with pytest.raises(re.error) as caught:
        sieve.candidates("姉妹都市")
    assert caught.value.__notes__ == ["in the pattern of 'tie-listed'"]
