"""Questions in people's own words: understood, guessed and said to be, or declined."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from enishi.errors import NothingFound, UnknownName, UsageError
from enishi.queries.answer import ask
from enishi.queries.asking.comparisons import compare, load_askable
from enishi.queries.asking.concepts import load_concepts
from enishi.queries.asking.understanding import Understanding, understand

if TYPE_CHECKING:
    from enishi.graph.home import Graph

TODAY = date(2026, 11, 28)
"""From which relative years count."""


def test_a_name_spelt_otherwise_is_read_and_said(world: Graph) -> None:
    for text, called in (("シティーネットの会員", "シティネット"), ("members of CITYNETT", "CITYNET")):
        found = understand(world, text).meant
        assert found
        assert [name.casefold() for _, name in found.respelt] == [called.casefold()]


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("横浜市が2000年より前に開設した海外事務所", "../1999-12-31"),
        ("Which overseas offices did Yokohama open before 2000?", "../1999-12-31"),
        ("Which overseas offices did Yokohama open after 2015?", "2016-01-01/.."),
        ("2015年以降に開設された横浜市の海外事務所", "2015-01-01/.."),
    ],
)
def test_when_something_began_narrows_the_rows(world: Graph, text: str, dated: str) -> None:
    found = understand(world, text).meant
    assert found
    assert found.dated == dated
    assert f"--dated {dated}" in found.command("g.enishi")
    every = ask(world, found.question.id, found.parameters)
    kept = ask(world, found.question.id, found.parameters, dated=found.dated)
    assert 0 < len(kept.rows) < len(every.rows)
    assert len(kept.rows) + kept.left_out == len(every.rows)


def test_how_many_is_counted_by_things_not_by_rows(world: Graph) -> None:
    for text in ("横浜市の海外事務所は何か所ありますか", "the number of Yokohama's overseas offices"):
        found = understand(world, text).meant
        assert found
        assert found.counted
        counted = ask(world, found.question.id, found.parameters).count(found.parameters.values())
        assert counted
        assert (counted[0], counted[1].name) == (6, "office")


def test_a_verb_that_is_not_known_is_left_aside_and_said(world: Graph) -> None:
    found = understand(world, "京都市が誇る姉妹都市").meant
    assert found
    assert found.aside == ("誇",)


@pytest.mark.parametrize("text", ["京都市のうつくしい姉妹都市", "横浜市の姉妹都市だけ", "京都市への行き方"])
def test_kana_that_is_no_grammar_keeps_the_answer_back(world: Graph, text: str) -> None:
    assert understand(world, text).meant is None


def test_the_equivalent_command_asks_the_same(wide: Graph) -> None:
    found = understand(wide, "What partner cities does Yokohama have in France?").meant
    assert found
    command = "enishi ask partners-in-country --param city=Yokohama --param country=France --graph 'my ties.enishi'"
    assert found.command("my ties.enishi") == command


def test_a_name_that_plays_no_part_is_reported(wide: Graph) -> None:
    found = understand(wide, "Which companies from Yokohama work in Thailand?").meant
    assert found
    assert found.ignored == ("Yokohama",)


def test_a_word_that_nothing_explains_keeps_the_answer_back(wide: Graph) -> None:
    sure = understand(wide, "List the sister cities of Yokohama")
    unsure = understand(wide, "List the flourishing sister cities of Yokohama")
    assert sure.meant
    assert unsure.meant is None
    assert unsure.unexplained == ("flourishing",)
    assert unsure.offered[0].question.id == "partners"


@pytest.mark.parametrize("text", ["横浜市の姉妹都市でないのは？", "Which sister cities are not in France?"])
def test_a_denial_is_not_overlooked(wide: Graph, text: str) -> None:
    assert understand(wide, text).meant is None


def test_what_a_question_lacks_is_said_where_the_graph_is_of_many_cities(world: Graph) -> None:
    found = understand(world, "姉妹都市はどこですか")
    assert found.meant is None
    assert found.offered[0].lacking == ("city",)
    assert "--param city=…" in found.offered[0].command("g.enishi")


def test_the_city_that_the_graph_is_about_is_taken_where_none_is_named_and_that_is_said(wide: Graph) -> None:
    found = understand(wide, "姉妹都市はどこですか").meant
    assert found
    assert (found.question.id, found.shown["city"], found.assumed) == ("partners", "横浜市", ("city",))


@pytest.mark.parametrize(
    ("text", "start"),
    [("来年60周年を迎える提携は？", "2027-01-01"), ("which ties turn 60 in the next year", "2027-01-01")],
)
def test_a_year_counts_from_the_day_of_asking(wide: Graph, text: str, start: str) -> None:
    found = understand(wide, text, TODAY).meant
    assert found
    assert found.parameters["start"] == start
    assert found.parameters["every"] == "60"
    assert understand(wide, "明日の会議は何時からですか", TODAY).meant is None


@pytest.mark.parametrize(
    ("text", "of"),
    [("2019年より前に結ばれた姉妹都市提携", "sisterCityOf"), ("offices that were closed", "Office")],
)
def test_a_word_for_a_kind_keeps_the_rows_of_that_kind(wide: Graph, text: str, of: str) -> None:
    found = understand(wide, text, TODAY).meant
    assert found
    assert found.of == (of,)
    assert f"--of {of}" in found.command("g.enishi")
    every = ask(wide, found.question.id, found.parameters)
    kept = ask(wide, found.question.id, found.parameters, of=found.of)
    assert len(kept.rows) + kept.left_out == len(every.rows)
    assert all(row["relation"] == of for row in kept.records()) or of == "Office"


def test_a_country_tells_where_the_other_things_of_a_row_lie(world: Graph) -> None:
    found = understand(world, "イクレイ 会員 日本の市", TODAY).meant
    assert found
    assert (found.question.id, found.country) == ("network-members", "日本")
    every = ask(world, found.question.id, found.parameters)
    kept = ask(world, found.question.id, found.parameters, country=found.country)
    assert 0 < len(kept.rows) <= len(every.rows)
    assert ask(world, found.question.id, found.parameters, country="フランス").rows == ()
    with pytest.raises(UsageError, match="no country"):
        ask(world, found.question.id, found.parameters, country="京都市")
    adjective = understand(world, "Japanese members of ICLEI", TODAY).meant
    assert adjective
    assert adjective.country == "Japan"
    assert (
        ask(world, adjective.question.id, adjective.parameters, country=adjective.country).records()
        == kept.records()
    )


@pytest.mark.parametrize(
    ("text", "region"), [("partners of Kobe in Europe", "Europe"), ("札幌市のアジアの提携先", "アジア")]
)
def test_a_region_of_the_world_narrows_like_a_country(world: Graph, text: str, region: str) -> None:
    found = understand(world, text, TODAY).meant
    assert found
    assert (found.question.id, found.country) == ("partners", region)
    every = ask(world, "partners", found.parameters)
    kept = ask(world, "partners", found.parameters, country=found.country)
    assert 0 < len(kept.rows) < len(every.rows)


def test_a_thing_without_a_parameter_keeps_the_rows_in_which_it_stands(world: Graph) -> None:
    found = understand(world, "2010年以降に始まったもののうち神戸市のもの", TODAY).meant
    assert found
    assert (found.question.id, found.having) == ("begun-between", "神戸市")
    assert "--with 神戸市" in found.command("g.enishi")
    every = ask(world, found.question.id, found.parameters)
    kept = ask(world, found.question.id, found.parameters, having=found.having)
    assert 0 < len(kept.rows) < len(every.rows)
    assert len(kept.rows) + kept.left_out == len(every.rows)
    with pytest.raises(UsageError, match="narrowed"):
        ask(world, "connections", {"from": "神戸市", "to": "大阪市"}, having="神戸市")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2031年までに50周年を迎える提携", "2026-11-28", "2031-12-31"),
        ("which ties turn 40 by 2033", "2026-11-28", "2033-12-31"),
        ("四半世紀を迎える提携", "2026-11-28", "2036-11-01"),
    ],
)
def test_anniversaries_are_looked_for_from_the_day_of_asking(wide: Graph, text: str, start: str, end: str) -> None:
    found = understand(wide, text, TODAY).meant
    assert found
    assert (found.parameters["start"], found.parameters["end"]) == (start, end)
    ask(wide, found.question.id, found.parameters)


def test_a_subject_that_nothing_is_known_of_is_left_aside_and_said(world: Graph) -> None:
    found = understand(world, "環境分野の協定", TODAY).meant
    assert found
    assert (found.question.id, found.aside) == ("agreements", ("環境分野",))
    assert understand(world, "環境分野の水道料金の協定", TODAY).meant is None


def test_a_company_from_a_city_does_not_work_in_it(world: Graph) -> None:
    found = understand(world, "companies from Kitakyushu in Cambodia", TODAY).meant
    assert found
    assert found.shown["country"] == "Cambodia"


def test_of_two_that_fit_the_one_that_ignores_less_is_answered(world: Graph) -> None:
    found = understand(world, "Which offices does Kobe run in the US?", TODAY).meant
    assert found
    assert (found.question.id, found.ignored) == ("overseas-offices", ())
    assert [rival.ignored for rival in found.rivals] == [("Kobe",)]


def test_what_may_as_well_be_meant_is_said(world: Graph) -> None:
    found = understand(world, "Shanghai outposts of Japanese municipalities", TODAY).meant
    assert found
    assert len(found.rivals) == 1
    assert found.rivals[0].question.id != found.question.id


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("What changed between FY2021 and FY2025?", "changes --from FY2021 --to FY2025"),
        ("都市をつなぐ橋渡し役はどこか", "network brokers"),
        ("ネットワークの年別の推移", "network growth"),
        ("Do the budget sums add up?", "budget"),
    ],
)
def test_what_is_compared_and_computed_is_asked_by_its_command(wide: Graph, text: str, command: str) -> None:
    found = understand(wide, text, TODAY).meant
    assert found
    assert found.command("g.enishi") == f"enishi {command} --graph g.enishi"
    assert compare(wide, found.question.id, found.parameters).rows


def test_a_place_that_the_graph_lacks_is_named(wide: Graph) -> None:
    with pytest.raises(UnknownName, match="Nagoya"):
        understand(wide, "Which sister cities does Nagoya have?")


def test_an_empty_graph_says_that_it_is_empty(empty: Graph) -> None:
    with pytest.raises(NothingFound, match="empty"):
        understand(empty, "横浜市の姉妹都市")


@pytest.mark.parametrize("text", ["", "?", "　", "\ue000", "a" * 3000, "\U0001f5fc 横浜市"])
def test_any_text_is_borne(wide: Graph, text: str) -> None:
    assert isinstance(understand(wide, text), Understanding)


def test_every_question_can_be_asked_in_words() -> None:
    concepts = load_concepts()
    for question in load_askable().values():
        asked = question.asked
        assert asked.needs, question.id
        said = {c for group in asked.needs for c in group} | asked.allows
        names = {parameter.name for parameter in question.parameters}
        assert said <= concepts.keys() | {f"@{name}" for name in {*names, "only"}}, question.id
        assert asked.kinds.keys() <= names
        assert {name for names_ in asked.requires for name in names_.split("|")} <= names


def test_what_no_reading_explains_is_guessed_by_its_likeness_and_said_to_be(world: Graph) -> None:
    found = understand(world, "神戸と大阪、両方が付き合ってる街ってある？").meant
    assert found
    assert (found.question.id, found.guessed) == ("in-common", True)
    assert found.aside


@pytest.mark.parametrize(
    "text",
    [
        "What caused Kobe's ties with Seattle to weaken?",
        "神戸市の市役所の食堂の人気メニュー",
        "Who is the best friend of Zorbania?",
        "What will the number of Kobe's partner cities be in 2050?",
    ],
)
def test_a_guess_is_held_against_denials_strange_names_and_what_nobody_answers(world: Graph, text: str) -> None:
    try:
        assert understand(world, text).meant is None
    except UnknownName as error:
        assert error.details["nearest"]


def test_what_is_surely_like_another_question_is_told_beside_the_one_understood(world: Graph) -> None:
    found = understand(world, "神戸に拠点を構えている国連などの機関を知りたいです").meant
    assert found
    assert "international-organisations" in {found.question.id, *(rival.question.id for rival in found.rivals)}
