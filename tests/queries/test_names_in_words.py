"""Names in questions in people's own words: taken back, said in part, put together once for a graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from enishi.graph import open_graph
from enishi.queries.asking.mentions import names_of
from enishi.queries.asking.parts import in_parts
from enishi.queries.asking.understanding import understand

from .sample import report_2021, report_2025

if TYPE_CHECKING:
    from enishi.graph.home import Graph


@pytest.mark.parametrize(
    ("text", "city", "back"),
    [
        ("大阪ではなく神戸の海外事務所", "神戸市", "大阪"),
        ("overseas offices of Kobe, not Osaka", "Kobe", "Osaka"),
        ("not Osaka but Kobe: overseas offices", "Kobe", "Osaka"),
    ],
)
def test_what_is_taken_back_plays_no_part_and_that_is_said(world: Graph, text: str, city: str, back: str) -> None:
    found = understand(world, text).meant
    assert found
    assert (found.question.id, found.shown["city"], found.ignored) == ("overseas-offices", city, (back,))


@pytest.mark.parametrize(
    "text", ["横浜市の姉妹都市ではないところ", "Members of C40 but not ICLEI", "not sister cities of Kobe"]
)
def test_a_denial_that_takes_nothing_back_keeps_the_answer_back(world: Graph, text: str) -> None:
    assert understand(world, text).meant is None


@pytest.mark.parametrize(
    ("text", "said", "called"),
    [
        ("where will the 20th Asian Games be held", "20th Asian Games", "20th Asian Games Aichi-Nagoya 2026"),
        ("熱帯木材機関とのつながり", "熱帯木材機関", "国際熱帯木材機関"),
    ],
)
def test_a_name_said_in_part_is_read_and_said(world: Graph, text: str, said: str, called: str) -> None:
    found = understand(world, text).meant
    assert found
    assert [word for word, _ in found.respelt] == [said]
    assert called in {name.text for iri in found.parameters.values() for name in world.entities([iri])[0].names}


def test_the_names_of_a_graph_are_put_together_once_for_each_version(tmp_path: Path) -> None:
    with open_graph(str(tmp_path / "ties.enishi")) as graph:
        graph.write(report_2021())
        names = names_of(graph)
        assert names_of(graph) is names
        graph.write(report_2025())
        assert names_of(graph) is not names


def test_a_long_name_of_unknown_parts_is_given_up_at_once() -> None:
    asked = list[str]()

    def english(part: str) -> list[str]:
        asked.append(part)
        return ["Zürich"] if part == "Zürich" else []

    name = "Trade and Culture Liaison Bureau of the Upper Rhine, seat of Ωmega"
    assert list(in_parts(name, english)) == []
    assert len(asked) < 16 * len(name), "each part is looked up at most once"
