"""How people ask: with a preamble, with adverbs, in a hurry and misspelt; what is put aside is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from enishi.queries.asking.understanding import understand

if TYPE_CHECKING:
    from enishi.graph.home import Graph

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "question", "city"),
    [
        ("I'm drafting a reply to a citizen. What are the sister cities of Nagasaki?", "partners", "Nagasaki"),
        ("For our autumn exhibition I need the overseas offices of Yokohama", "overseas-offices", "Yokohama"),
        ("My professor wants to know the networks of Kyoto", "networks", "Kyoto"),
        ("As part of a class project we'd like to see Sapporo's sister cities", "partners", "Sapporo"),
        ("Which sister cities does Osaka have? It's for a leaflet.", "partners", "Osaka"),
        ("広報誌の原稿を書いているのですが、長崎市の姉妹都市を教えてください", "partners", "長崎市"),
        ("新任の職員です。京都市の加盟する国際ネットワークを知りたいです", "networks", "京都市"),
        ("大阪市の姉妹都市はどこですか。授業で使います。", "partners", "大阪市"),
        ("来月の出張に向けて、横浜市の海外事務所の一覧", "overseas-offices", "横浜市"),
    ],
)
def test_what_introduces_a_question_is_put_aside_and_told(
    world: Graph, text: str, question: str, city: str
) -> None:
    found = understand(world, text, TODAY).meant
    assert found
    assert (found.question.id, found.shown["city"]) == (question, city)
    assert found.aside or found.ignored


def test_a_question_that_points_back_takes_what_was_named_before(world: Graph) -> None:
    found = understand(world, "Our mayor travels to Germany in May. Which partner cities has Sapporo there?", TODAY)
    assert found.meant
    assert found.meant.question.id == "partners-in-country"
    assert dict(found.meant.shown) == {"city": "Sapporo", "country": "Germany"}


def test_a_city_named_in_a_preamble_comes_before_the_one_that_a_graph_is_about(wide: Graph) -> None:
    found = understand(
        wide, "I am writing an article about Shanghai. Which sister cities does it have?", TODAY
    ).meant
    assert found is None or found.shown.get("city") == "Shanghai"


@pytest.mark.parametrize(
    "text",
    [
        "Only those in Europe. Which sister cities does Kobe have?",
        "I need the ones except France. Which sister cities does Kobe have?",
        "神戸市の姉妹都市はどこですか。気温も知りたいです。",
        "Which sister cities does Kobe have? Are they rich?",
        "Which sister cities does Kobe have? We also wonder about their wealth.",
        "ヨーロッパだけ見たいので、神戸市の姉妹都市を教えて",
    ],
)
def test_what_restricts_or_asks_on_is_not_put_aside(world: Graph, text: str) -> None:
    assert understand(world, text, TODAY).meant is None


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("Which sister cities does Kobe gladly keep?", ("gladly",)),
        ("List patiently the networks of Kyoto", ("patiently",)),
        ("京都市が尊ぶ姉妹都市", ("尊",)),
    ],
)
def test_an_adverb_or_a_verb_is_left_aside_and_told(world: Graph, text: str, aside: tuple[str, ...]) -> None:
    found = understand(world, text, TODAY).meant
    assert found
    assert found.aside == aside


@pytest.mark.parametrize(
    "text",
    [
        "Which sister cities does Kobe rarely meet?",
        "agreements that Kawasaki allegedly signed",
        "Which sister cities did Kobe snub?",
        "滅多に交流しない神戸市の姉妹都市",
        "recommend a sister city for Kobe",
    ],
)
def test_a_word_that_may_change_a_question_keeps_the_answer_back(world: Graph, text: str) -> None:
    assert understand(world, text, TODAY).meant is None


@pytest.mark.parametrize(
    ("text", "question", "read"),
    [
        ("sapporos sister cities", "partners", ("sapporos", "Sapporo")),
        ("wich sister cities has Osaka", "partners", ("wich", "which")),
        ("networks of nagasakki", "networks", ("nagasakki", "Nagasaki")),
        ("イベンドの参加者数", "attendance", ("イベンド", "イベント")),
        ("札幌市のネットワク", "networks", ("ネットワク", "ネットワーク")),
    ],
)
def test_a_slip_is_read_for_what_was_meant(world: Graph, text: str, question: str, read: tuple[str, str]) -> None:
    found = understand(world, text, TODAY).meant
    assert found
    assert found.question.id == question
    assert found.respelt == (read,)
