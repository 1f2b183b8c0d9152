"""Tables for the terminal have the lines that rich draws, whatever stands in them."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from enishi.queries.table import _HEAD_ENDS, _KEEPING, Shown, _by_rich, drawn

WORDS = [
    "Lyon",
    "a",
    "Saint-Jean-de-Luz",
    "横浜市国際交流協会",
    "ｱｼﾞｱ",
    "👩‍🚀",
    "ｅ\u0301",
    "[b]",
    "\t",
    "\n",
    "\x07",
    " ",
    "",
]
texts = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=3).map("".join),
    st.text(max_size=12),
)


def columns_of(headings: list[str], rows: list[list[str]], least: int | None) -> list[Shown]:
    cells = [[row[n] for row in rows] for n in range(len(headings))]
    return [Shown(h, own, None if n else least) for n, (h, own) in enumerate(zip(headings, cells, strict=True))]


@settings(deadline=None)
@given(
    st.integers(1, 4).flatmap(
        lambda n: st.tuples(
            st.lists(texts, min_size=n, max_size=n),
            st.lists(st.lists(texts, min_size=n, max_size=n), max_size=4),
        )
    ),
    st.sampled_from([None, 4, 10]),
    st.integers(1, 60),
    st.none() | texts,
)
@example(
    (["City", "Since"], [["Saint-Jean-de-Luz et environs", "1959"], ["", "1959-04-07"]]), 10, 24, "Sister cities"
)
@example(([""], []), 4, 5, None)
def test_a_table_has_the_lines_that_rich_draws(
    shown: tuple[list[str], list[list[str]]], least: int | None, width: int, title: str | None
) -> None:
    columns = columns_of(*shown, least)
    ways = [_by_rich(columns, width, title, keeping) for keeping in _KEEPING]
    whole = [lines for lines in ways if any(map(_HEAD_ENDS.fullmatch, lines))]
    assert list(drawn(columns, width, title)) == (whole or ways)[0]


def test_no_column_falls_off_the_edge_because_of_a_date() -> None:
    rows = [["1959-04-07", "Saint-Jean-de-Luz", "friendship city", "2027-04-07", "[1]"]]
    columns = columns_of(["Since", "City", "Relation", "Falls", "Sources"], rows, 10)
    lines = list(drawn([columns[0], *columns[1:3], columns[3]._replace(least=10), columns[4]], 50))
    assert all(any(date in line for line in lines) for date in ("1959-04-07", "2027-04-07", "[1]"))
    assert {len(line) for line in lines} == {50}


def test_most_cells_never_see_rich() -> None:
    rows = [[f"{n}", "Lyon"] for n in range(5_000)]
    lines = list(drawn(columns_of(["Number", "City"], rows, None), 80))
    assert len(lines) == 5_004
    assert lines[-2] == "│ 4999   │ Lyon │"
