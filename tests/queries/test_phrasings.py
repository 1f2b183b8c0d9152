"""Whole sets of questions in people's own words, each with what it means: how many are understood."""

from __future__ import annotations

import tomllib
from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from enishi.errors import UnknownName
from enishi.queries.answer import ask
from enishi.queries.asking.understanding import Meant, understand
from enishi.queries.parameters import bind

if TYPE_CHECKING:
    from enishi.graph.home import Graph

PHRASINGS = tomllib.loads(Path(__file__).with_name("phrasings.toml").read_text(encoding="utf-8"))
FRESH = {
    name: tomllib.loads(Path(__file__).with_name(f"phrasings_{name}.toml").read_text(encoding="utf-8"))
    for name in "abcdefghijklmnopqr"
}
REHEARSED = tomllib.loads(Path(__file__).with_name("phrasings_rehearsed.toml").read_text(encoding="utf-8"))
MANY = {
    lang: tomllib.loads(Path(__file__).with_name(f"phrasings_many_{lang}.toml").read_text(encoding="utf-8"))
    for lang in ("ja", "en")
}
LEAST_RIGHT = 55 / 60
LEAST_OF_MANY = 0.83
MOST_AMISS = 0.01
LEAST_REHEARSED = 0.93

TODAY = date(2026, 11, 28)
"""From which the relative years of phrasings count. ``now`` is what answers one that nothing did when it was
written."""


def text_of(case: dict[str, Any]) -> str:
    return str(case.get("ja") or case["en"])


def outcome(graph: Graph, case: dict[str, Any]) -> str:
    """``right``, ``warned`` (something else, and said so), ``wrong``, or ``unsure``."""
    try:
        found = understand(graph, text_of(case), TODAY).meant
    except UnknownName:
        return "unsure"
    if found is None:
        return "unsure"
    if found.question.id in case["is"]:
        wanted = case.get("with")
        if found.dated != case.get("dated", found.dated):
            return "wrong"
        cells = bind(graph, found.question, found.parameters)
        if not wanted:
            return "right"
        required = {p.name for p in found.question.parameters if p.required}
        expected = bind(graph, found.question, {**{n: found.parameters[n] for n in required}, **wanted})
        if all(cells[name] == expected[name] for name in wanted):
            return "right"
    return "warned" if found.ignored or found.aside or found.respelt or found.rivals else "wrong"


def test_there_are_sixty_phrasings_and_twenty_to_decline() -> None:
    assert sum("ja" in case for case in PHRASINGS["asked"]) >= 30
    assert sum("en" in case for case in PHRASINGS["asked"]) >= 30
    assert len(PHRASINGS["declined"]) >= 20


def test_what_people_ask_is_understood(wide: Graph) -> None:
    outcomes = {text_of(case): outcome(wide, case) for case in PHRASINGS["asked"]}
    assert [text for text, found in outcomes.items() if found == "wrong"] == []
    missed = [text for text, found in outcomes.items() if found != "right"]
    assert 1 - len(missed) / len(outcomes) >= LEAST_RIGHT, missed


@pytest.mark.parametrize("name", FRESH)
def test_fresh_phrasings_are_understood_over_reports_of_many_cities(name: str, wide: Graph, world: Graph) -> None:
    graphs = {"wide": wide, "world": world}
    asked, declined = FRESH[name]["asked"], FRESH[name]["declined"]
    assert (len(asked), len(declined)) in ((60, 20), (40, 12))
    outcomes = {text_of(case): outcome(graphs[case.get("graph", "world")], case) for case in asked}
    assert [text for text, found in outcomes.items() if found == "wrong"] == []
    missed = [text for text, found in outcomes.items() if found != "right"]
    assert 1 - len(missed) / len(outcomes) >= LEAST_RIGHT, missed
    answers = {text_of(case): (meant(world, text_of(case)), case.get("now", ())) for case in declined}
    assert [text for text, (found, now) in answers.items() if found and found.question.id not in now] == []


def test_what_was_rehearsed_is_kept(world: Graph) -> None:
    outcomes = {text_of(case): outcome(world, case) for case in REHEARSED["asked"]}
    assert [text for text, found in outcomes.items() if found in ("wrong", "warned")] == []
    missed = [text for text, found in outcomes.items() if found != "right"]
    assert 1 - len(missed) / len(outcomes) >= LEAST_REHEARSED, missed
    assert [text_of(case) for case in REHEARSED["declined"] if meant(world, text_of(case))] == []


@pytest.mark.parametrize("lang", MANY)
def test_most_of_what_was_learned_from_is_understood_and_little_is_answered_amiss(lang: str, world: Graph) -> None:
    outcomes = Counter(outcome(world, case) for case in MANY[lang]["asked"])
    assert outcomes["right"] / outcomes.total() >= LEAST_OF_MANY
    assert outcomes["wrong"] / outcomes.total() <= MOST_AMISS
    answered = [text_of(case) for case in MANY[lang]["declined"] if meant(world, text_of(case))]
    assert len(answered) / len(MANY[lang]["declined"]) <= 4 * MOST_AMISS, answered


def meant(graph: Graph, text: str) -> Meant | None:
    try:
        return understand(graph, text).meant
    except UnknownName:
        return None


def test_what_is_understood_can_be_asked(wide: Graph) -> None:
    asked = 0
    for case in PHRASINGS["asked"]:
        with suppress(UnknownName):
            if found := understand(wide, text_of(case)).meant:
                ask(wide, found.question.id, found.parameters, as_of=found.as_of)
                asked += 1
    assert asked >= LEAST_RIGHT * len(PHRASINGS["asked"])


@pytest.mark.parametrize("case", PHRASINGS["declined"], ids=text_of)
def test_what_the_graph_cannot_say_is_declined(wide: Graph, case: dict[str, Any]) -> None:
    try:
        found = understand(wide, text_of(case))
    except UnknownName as error:
        assert error.details["nearest"]
    else:
        assert found.meant is None or found.meant.question.id in case.get("now", ())
        assert len(found.offered) <= 2
