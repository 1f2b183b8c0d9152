"""Figures, editions, status, patterns over masked text, and entities minted from names."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.ingest.matching.status import status_of
from enishi.ingest.nouns.editions import edition_of
from enishi.ingest.nouns.figures import figures, yen
from enishi.ingest.nouns.mint import Minter, folded
from enishi.ingest.text.clean import clean
from enishi.ingest.text.mask import Alphabet, Noun, compile_pattern, longest, mask
from enishi.ontology.model import Entity, Name, Status

YOKOHAMA = Entity("https://w3id.org/enishi/id/city/jp14100", "City", (Name("横浜市", "ja", True),))


@pytest.mark.parametrize(
    ("printed", "amount"),
    [("15億3,188万", 1531880000), ("255,555千", 255555000), ("1,200", 1200), ("3.5億", 350000000), ("百", None)],
)
def test_yen_are_read_with_their_scale(printed: str, amount: int | None) -> None:
    assert yen(printed) == amount


@pytest.mark.parametrize(
    ("text", "kind", "value", "note"),
    [
        ("国内外から約2,200名が参加", "Count", 2200, "approximate"),
        ("13万人の外国人", "Count", 130000, None),
        ("1,000名を超える参加", "Count", 1000, "more than"),
        ("予算は23,298千円", "MoneyJPY", 23298000, None),
        ("提携60周年", "Anniversary", 60, None),
        ("the 50th anniversary", "Anniversary", 50, None),
        ("more than 300 participants", "Count", 300, "more than"),
    ],
)
def test_figures_are_found_with_what_qualifies_them(text: str, kind: str, value: float, note: str | None) -> None:
    found = [f for f in figures(text) if f.kind == kind]
    assert [(f.value, f.note) for f in found] == [(value, note)]
    assert text[found[0].start : found[0].end] == found[0].text


@pytest.mark.parametrize("text", ["第13回会議", "045-222-1209", "1-1-1", "24時間"])
def test_numbers_that_count_nothing_are_no_figures(text: str) -> None:
    assert not list(figures(text))


@pytest.mark.parametrize(
    ("name", "number", "series"),
    [
        ("第13回アジア・スマートシティ会議", 13, "アジア・スマートシティ会議"),
        ("9th Asia Smart City Conference", 9, "Asia Smart City Conference"),
        ("TICAD 9", 9, "TICAD"),
    ],
)
def test_an_edition_tells_its_number_and_series(name: str, number: int, series: str) -> None:
    edition = edition_of(name)
    assert edition is not None
    assert (edition.number, edition.series) == (number, series)


def test_a_conference_without_a_number_is_no_edition() -> None:
    assert edition_of("国際平和講演会") is None


@pytest.mark.parametrize(
    ("before", "fact", "after", "status"),
    [
        ("横浜市は", "リヨン市と姉妹都市提携", "を結びました。", Status.SETTLED),
        ("来春、", "覚書を締結", "する予定です。", Status.PLANNED),
        ("市は", "事務所の開設", "を検討しています。", Status.PROPOSED),
        ("両市は", "友好都市提携", "を解消しました。", Status.ENDED),
        ("招致は", "会議を開催", "するには至らず断念しました。", Status.WITHDRAWN),
        ("まだ", "提携を結", "んではいません。", Status.REJECTED),
        ("Kobe ", "signed an agreement", " and plans to open an office.", Status.PLANNED),
    ],
)
def test_status_is_read_from_the_words_around(before: str, fact: str, after: str, status: Status) -> None:
    assert status_of(before + fact + after, (len(before), len(before) + len(fact))) is status


def test_a_cue_in_the_next_sentence_does_not_count() -> None:
    text = "姉妹都市提携を結びました。次は開催を検討します。"
    assert status_of(text, (0, 7)) is Status.SETTLED


def masked_text(text: str, *nouns: Noun) -> tuple[str, Alphabet]:
    alphabet = Alphabet(lambda kind: ("Company",) if kind == "Organization" else ())
    return mask(clean(text, (0, len(text))), nouns, alphabet).text, alphabet


def test_a_typed_pattern_finds_enumerations_and_kinds_below() -> None:
    text, alphabet = masked_text(
        "A、BとC", *(Noun(i, i + 1, "Company", t) for i, t in ((0, "A"), (2, "B"), (4, "C")))
    )
    match = compile_pattern("^<Organization+:all>$", alphabet, {}).search(text)
    assert match is not None
    assert match["all"] == text


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=12))
def test_of_overlapping_nouns_the_longest_remain_in_order(spans: list[tuple[int, int]]) -> None:
    kept = longest(Noun(start, start + size, "City", "x") for start, size in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(kept))
    assert bool(kept) == bool(spans)
    if spans:
        assert max(n.end - n.start for n in kept) == max(size for _, size in spans)


@given(st.text(alphabet="横浜abc<>[]().*+", max_size=20))
def test_masking_without_nouns_changes_nothing(text: str) -> None:
    plain = clean(text, (0, len(text)))
    assert mask(plain, (), Alphabet(lambda _: ())).text == plain.text


def test_a_thing_is_known_by_its_other_name_later_in_the_document() -> None:
    minter = Minter(YOKOHAMA)
    first = minter.named("Foundation", "公益財団法人横浜市国際交流協会", ("YOKE",))
    assert minter.named("Foundation", "YOKE").iri == first.iri
    bare = "横浜市国際交流協会"  # it is known without its legal form as well
    assert {n.text for n in minter.entities[0].names} == {"公益財団法人横浜市国際交流協会", bare, "YOKE"}


def test_the_office_of_one_city_is_not_the_office_of_another() -> None:
    other = Entity("https://w3id.org/enishi/id/city/jp28100", "City", (Name("神戸市", "ja", True),))
    assert Minter(YOKOHAMA).named("Office", "上海事務所").iri != Minter(other).named("Office", "上海事務所").iri
    assert Minter(YOKOHAMA).named("Office", "上海事務所").iri == Minter(YOKOHAMA).named("Office", "上海 事務所").iri


def test_legal_form_and_width_do_not_make_two_companies_of_one() -> None:
    assert folded("株式会社アムコン") == folded("アムコン（株）") == folded("ｱﾑｺﾝ") == "アムコン"


def test_private_use_characters_of_a_text_are_not_nouns() -> None:
    text, alphabet = masked_text("\ue000は町")
    assert re.search(compile_pattern("<City>", alphabet, {}), text) is None
