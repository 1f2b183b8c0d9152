"""Names in running text, with the data that the package brings: what is found, and above all what is not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.ingest.names.recognise import Recogniser


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser()


def named(recogniser: Recogniser, text: str) -> list[tuple[str, str]]:
    return [(r.surface, r.best.iri.split("/id/")[1]) for r in recogniser.find(text)]


def surfaces(recogniser: Recogniser, text: str) -> list[str]:
    return [r.surface for r in recogniser.find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("タイ国バンコク都", [("タイ国", "country/TH"), ("バンコク都", "city/gn1609350")]),
        ("フィリピン・マカティ市", [("フィリピン", "country/PH"), ("マカティ市", "city/gn1703417")]),
        ("（中国・上海市）", [("中国", "country/CN"), ("上海市", "city/gn1796236")]),
        ("インドネシア国バリクパパン市", [("インドネシア国", "country/ID"), ("バリクパパン市", "city/gn1650527")]),
        ("（仏）リヨン", [("仏", "country/FR"), ("リヨン", "city/gn2996944")]),
        ("札幌市中央区", [("札幌市", "city/jp011002"), ("中央区", "ward/jp011011")]),
        ("広島県府中市", [("広島県", "prefecture/jp340006"), ("府中市", "city/jp342084")]),
        ("東京都府中市", [("東京都", "city/jp130001"), ("府中市", "city/jp132063")]),
        ("神奈川県箱根町", [("神奈川県", "prefecture/jp140007"), ("箱根町", "city/jp143821")]),
        ("大田広域市", [("大田広域市", "city/gn1835235")]),
        ("大田区", [("大田区", "city/jp131113")]),
        ("横浜港とオークランド港", [("横浜港", "port/jp141003"), ("オークランド港", "port/gn2193733")]),
        ("ルクセンブルク市", [("ルクセンブルク市", "city/gn2960316")]),
        ("ルクセンブルク", [("ルクセンブルク", "country/LU")]),
        ("ﾑﾝﾊﾞｲ市とｵﾃﾞｰｻ市", [("ﾑﾝﾊﾞｲ市", "city/gn1275339"), ("ｵﾃﾞｰｻ市", "city/gn698740")]),
        ("アジア開発銀行研究所", [("アジア開発銀行研究所", "org/adbi")]),
        ("国際農業開発\n基金", [("国際農業開発\n基金", "org/ifad")]),
    ],
)
def test_japanese_names_are_found_with_all_that_belongs_to_them(
    recogniser: Recogniser, text: str, found: list[tuple[str, str]]
) -> None:
    assert named(recogniser, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the City of Vancouver, Canada", [("City of Vancouver", "city/gn6173331"), ("Canada", "country/CA")]),
        ("Vancouver, Washington", [("Vancouver", "city/gn5814616"), ("Washington", "region/us-wa")]),
        ("Portland, Oregon", [("Portland", "city/gn5746545"), ("Oregon", "region/us-or")]),
        ("Albany, New York", [("Albany", "city/gn5106834"), ("New York", "region/us-ny")]),
        ("Makati City", [("Makati City", "city/gn1703417")]),
        ("Nice, France", [("Nice", "city/gn2990440"), ("France", "country/FR")]),
        ("Port of Oakland", [("Port of Oakland", "port/gn5378538")]),
        ("Lyon's mayor", [("Lyon", "city/gn2996944")]),
        ("Washington, D.C.", [("Washington, D.C.", "city/gn4140963")]),
        ("São Paulo and Xi'an", [("São Paulo", "city/gn3448439"), ("Xi'an", "city/gn1790630")]),
        ("Kanagawa Prefecture", [("Kanagawa Prefecture", "prefecture/jp140007")]),
        ("Our sister cities are Como and Lodi.", [("Como", "city/gn3178229"), ("Lodi", "city/gn5367565")]),
        ("WHO, the UN and UN-Habitat", [("WHO", "org/who"), ("UN", "org/un"), ("UN-Habitat", "org/un-habitat")]),
    ],
)
def test_english_names_are_found_with_all_that_belongs_to_them(
    recogniser: Recogniser, text: str, found: list[tuple[str, str]]
) -> None:
    assert named(recogniser, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "タイトル、タイムズ、スタイル、ネクタイ",
        "国際都市として友好と平和を深め、緑と泉に囲まれた中央の朝日",
        "セミナー、フォーラム、マスク、ポート、コート、バス、タワー、リンク、モバイル",
        "本市と都市、市町村、同市",
        "中国地方の中国語講座、タイ語、インド料理、日本人、日本海",
        "新横浜、横浜駅、横浜銀行、東京湾、北京語、パリ協定、京都議定書",
        "山口さん、福島氏、千葉教授、石川選手",
        "仏教、米作、英語、独自",
        "湖西区、田奈町76、本町3丁目",
        "ニューヨーク大学、ロンドン市場、マニラ湾",
        "who met what; we can read, a nice bath, our who's who",
        "Manila Bay, University, Reading is fun, Nice weather, Mission accomplished",
        "www.city.yokohama.lg.jp/lyon https://lyon.fr/Lyon info@lyon.fr Lyon@example.org",
    ],
)
def test_words_that_are_no_names_give_nothing(recogniser: Recogniser, text: str) -> None:
    assert surfaces(recogniser, text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("金沢区", "ward/jp141089"),
        ("金沢市", "city/jp172014"),
        ("金沢", "city/jp172014"),
        ("大津市", "city/jp252018"),
        ("津市", "city/jp242012"),
        ("東村山市", "city/jp132136"),
        ("北広島市", "city/jp012343"),
    ],
)
def test_a_japanese_name_is_not_cut_out_of_a_longer_one(recogniser: Recogniser, text: str, found: str) -> None:
    assert named(recogniser, text) == [(text, found)]


def test_a_small_city_abroad_needs_a_cue(recogniser: Recogniser) -> None:
    assert surfaces(recogniser, "トロムソの話") == []
    assert surfaces(recogniser, "姉妹都市のトロムソ") == ["トロムソ"]
    assert surfaces(recogniser, "トロムソ市の話") == ["トロムソ市"]
    assert surfaces(recogniser, "トロムソ（ノルウェー）") == ["トロムソ", "ノルウェー"]
    assert surfaces(recogniser, "リヨン、トロムソ") == ["リヨン", "トロムソ"]


def test_a_kanji_name_that_is_a_common_word_needs_its_country_or_suffix(recogniser: Recogniser) -> None:
    assert surfaces(recogniser, "姉妹都市との友好") == []
    assert surfaces(recogniser, "中国・中山") == ["中国", "中山"]
    assert surfaces(recogniser, "中山市") == ["中山市"]


def test_a_kanji_name_is_the_japanese_city_unless_its_country_is_named(recogniser: Recogniser) -> None:
    assert named(recogniser, "白山市") == [("白山市", "city/jp172103")]
    assert named(recogniser, "中国・南陽市")[1] == ("南陽市", "city/gn1799629")


def test_a_country_or_state_nearby_tells_namesakes_apart(recogniser: Recogniser) -> None:
    text = "オークランド（アメリカ）とオークランド（ニュージーランド）、メイン州ポートランド"
    cities = [iri for _, iri in named(recogniser, text) if iri.startswith("city/")]
    assert cities == ["city/gn5378538", "city/gn2193733", "city/gn4975802"]


def test_namesakes_of_like_size_stay_ambiguous_the_likeliest_first(recogniser: Recogniser) -> None:
    (found,) = recogniser.find("Valencia")
    assert found.ambiguous
    assert isinstance(found.entity, tuple)
    assert {"VE", "ES"} <= {dict(e.attributes)["countryCode"] for e in found.candidates}
    (decided,) = recogniser.find("Valencia", country="ES")
    assert decided.entity == decided.best
    assert dict(decided.best.attributes)["countryCode"] == "ES"


def test_the_far_larger_namesake_is_meant(recogniser: Recogniser) -> None:
    assert named(recogniser, "バンクーバー") == [("バンクーバー", "city/gn6173331")]


def test_a_ward_belongs_to_the_city_of_the_document() -> None:
    (lonely,) = Recogniser().find("西区")
    assert lonely.ambiguous
    assert {e.kind for e in lonely.candidates} == {"Ward"}
    for home in ("141003", "横浜市", "Yokohama"):
        (ward,) = Recogniser(home=home).find("西区")
        assert ward.best.iri.endswith("ward/jp141038")
        assert not ward.ambiguous


def test_a_ward_may_belong_to_a_city_named_before(recogniser: Recogniser) -> None:
    assert named(recogniser, "名古屋市の事業。西区で開催")[-1] == ("西区", "ward/jp231045")


def test_the_home_city_is_known_by_its_bare_name_and_a_town_by_its_suffix() -> None:
    assert surfaces(Recogniser(), "逗子の海、Zushi, 葉山町の文化") == []
    assert surfaces(Recogniser(home="逗子市"), "逗子の海、Zushi") == ["逗子", "Zushi"]
    assert surfaces(Recogniser(home="葉山町"), "葉山町の文化") == ["葉山町"]


def test_an_unknown_home_changes_nothing() -> None:
    assert surfaces(Recogniser(home="どこにもない市"), "横浜市") == ["横浜市"]


def test_lookup_takes_any_spelling_and_the_largest_comes_first(recogniser: Recogniser) -> None:
    assert recogniser.lookup("上海市")[0].iri.endswith("city/gn1796236")
    assert recogniser.lookup("no such place") == []
    populations = [int(dict(e.attributes).get("population", "0")) for e in recogniser.lookup("Odessa")]
    assert populations == sorted(populations, reverse=True)


def test_city_named_takes_full_and_bare_names(recogniser: Recogniser) -> None:
    for name in ("Lyon", "City of Lyon", "リヨン", "リヨン市"):
        city = recogniser.city_named(name)
        assert city is not None
        assert city.iri.endswith("city/gn2996944")
    assert recogniser.city_named("国連") is None


PIECES = st.one_of(
    st.sampled_from(
        ["横浜市", "リヨン", "フランス", "市", "西区", "中国", "国連", "港", "中山", "箱根町", "県", "姉妹都市"]
    ),
    st.sampled_from(
        ["Lyon", "City of ", "France", "New York", "Washington", "UN", "https://a.jp/", "ﾑﾝﾊﾞｲ", "ア", "㈱"]
    ),
    st.sampled_from(["・", "、", "（", "）", " ", "\n", ", "]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_whatever_the_text_spans_are_exact_ordered_and_apart(text: str) -> None:
    found = Recogniser().find(text)
    for one in found:
        assert text[one.start : one.end] == one.surface != ""
        assert one.candidates
        assert one.kind == one.best.kind
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert Recogniser().find(text) == found
