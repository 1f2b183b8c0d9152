"""Rows in an order, and the first of them: by date, by number, in words and by name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from enishi.errors import UsageError
from enishi.queries.answer import ask
from enishi.queries.asking.understanding import understand
from enishi.queries.ordering import Rank

if TYPE_CHECKING:
    from enishi.graph.home import Graph

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "question", "rank"),
    [
        ("札幌市の一番古い姉妹都市", "partners", Rank("oldest", 1)),
        ("the newest partner city of Osaka", "partners", Rank("newest", 1)),
        ("Nagasaki's three earliest sister cities", "partners", Rank("oldest", 3)),
        ("北九州市の姉妹都市を新しい順に2つ", "partners", Rank("newest", 2)),
        ("京都市の姉妹都市を古い順に", "partners", Rank("oldest")),
        ("which office did Kobe open first", "overseas-offices", Rank("oldest", 1)),
        ("イクレイに最後に加盟した都市", "network-members", Rank("newest", 1)),
        ("budget items, largest first", "budget", Rank("largest")),
    ],
)
def test_an_order_is_understood(world: Graph, text: str, question: str, rank: Rank) -> None:
    found = understand(world, text, TODAY).meant
    assert found
    assert (found.question.id, found.rank) == (question, rank)
    assert f"--order {rank.order}" in found.command("g.enishi")


@pytest.mark.parametrize(
    "text",
    [
        "神戸市の一番大きい姉妹都市",
        "the richest sister city of Kobe",
        "Kobe's oldest and newest sister city",
        "Which city has the largest budget?",
    ],
)
def test_an_order_that_rows_cannot_have_keeps_the_answer_back(world: Graph, text: str) -> None:
    assert understand(world, text, TODAY).meant is None


def test_the_first_are_kept_with_all_that_stand_equal(world: Graph) -> None:
    every = ask(world, "partners", {"city": "神戸市"}, order="oldest")
    days = [row["since"] for row in every.records()]
    known = [day for day in days if day]
    assert known == sorted(known, key=str)
    assert days == [*known, *[None] * (len(days) - len(known))]
    first = ask(world, "partners", {"city": "神戸市"}, order="oldest", first=1)
    assert [row["since"] for row in first.records()] == [day for day in known if day == known[0]]
    assert len(first.rows) + first.left_out == len(every.rows)


def test_a_vague_date_may_be_the_first_beside_an_exact_one(world: Graph) -> None:
    newest = ask(world, "partners", {"city": "神戸市"}, order="newest", first=1)
    assert {row["since"] for row in newest.records()} == {"2010", "2010-04-06"}


def test_amounts_are_ordered_by_what_their_statements_state(world: Graph) -> None:
    found = ask(world, "budget", {}, order="largest")
    at = [column.name for column in found.columns].index("amount")
    amounts = [int(row.shown[at].strip("¥").replace(",", "")) for row in found.rows]
    assert len(set(amounts)) > 3
    assert amounts == sorted(amounts, reverse=True)
    assert ask(world, "budget", {}, order="smallest").rows[0].shown[at] == found.rows[-1].shown[at]


def test_rows_without_dates_cannot_be_ordered_by_them(world: Graph) -> None:
    with pytest.raises(UsageError, match="put in order"):
        ask(world, "projects-by-place", {}, order="oldest")
    with pytest.raises(UsageError, match="order"):
        ask(world, "partners", {"city": "神戸市"}, first=2)


@pytest.mark.parametrize(
    ("text", "question", "document"),
    [
        ("2023年度の報告書の内容を教えて", "document-facts", "yokohama-fy2023"),
        ("What does the FY2021 report say?", "document-facts", "yokohama-fy2021"),
        ("the latest report", "document-facts", "yokohama-fy2025"),
        ("yokohama-fy2021", "document-facts", "yokohama-fy2021"),
    ],
)
def test_a_document_is_found_by_its_year_or_its_name(wide: Graph, text: str, question: str, document: str) -> None:
    found = understand(wide, text, TODAY).meant
    assert found
    assert (found.question.id, found.parameters["document"]) == (question, document)


def test_a_document_that_is_named_must_say_the_rows(wide: Graph) -> None:
    found = understand(wide, "sister cities of Yokohama according to the 2021 report", TODAY).meant
    assert found
    assert (found.question.id, found.document) == ("partners", "yokohama-fy2021")
    assert "--document yokohama-fy2021" in found.command("g.enishi")
    every = ask(wide, "partners", found.parameters)
    said = ask(wide, "partners", found.parameters, document=found.document)
    assert 0 < len(said.rows) < len(every.rows)


def test_a_year_of_which_there_are_several_documents_names_none(world: Graph) -> None:
    assert understand(world, "What does the 2024 report say?", TODAY).meant is None
