"""Rows sent as columns come out on the server as they went in."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.graph.neo4j import packing
from enishi.graph.neo4j.packing import BETWEEN, UNPACKED, Row, packed

from .conftest import Server

VALUES = st.one_of(
    st.text(max_size=4),
    st.sampled_from(["", BETWEEN, f"a{BETWEEN}", f"{BETWEEN}{BETWEEN}", "縁\n", "1"]),
    st.integers(-(2**63), 2**63 - 1),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(st.text(max_size=2), min_size=1, max_size=2),
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from([("A",), ("A", "B")]),
        st.tuples(st.sampled_from(["urn:a", "urn:b"]), st.sampled_from(["urn:a", ""])),
        st.dictionaries(st.sampled_from(["n", "name", "<urn:k>"]), VALUES),
    ),
    max_size=12,
)


def sorted_rows(rows: list[Any]) -> list[str]:
    """In an order that the kinds do not change, with the types of the values."""
    return sorted(repr(row) for row in rows)


def test_the_server_unpacks_what_was_packed(neo4j: Server) -> None:
    query = f"{UNPACKED} RETURN kind.kind, kind.keys, [column IN columns | column[at]]"
    with neo4j.driver() as driver, driver.session() as session:

        @settings(max_examples=100, deadline=None)
        @given(ROWS)
        def check(rows: list[Row]) -> None:
            found = [
                (tuple(kind), tuple(values[:2]), dict(zip(keys, values[2:], strict=True)))
                for parameters in packed(rows)
                for kind, keys, values in session.run(query, parameters).values()
            ]
            given_ = [(kind, ends, dict(sorted(said.items()))) for kind, ends, said in rows]
            assert sorted_rows(found) == sorted_rows(given_)

        check()


def test_rows_are_sent_before_they_become_too_many_or_too_heavy() -> None:
    light = ((("A",), (), {"n": n}) for n in range(packing.MOST + 1))
    assert [sent["groups"][0]["last"] + 1 for sent in packed(light)] == [packing.MOST, 1]
    text = "x" * (packing.HEAVIEST // 2 + 1)
    heavy: list[Row] = [(("A",), (), {"text": text}) for _ in range(5)]
    assert [sent["groups"][0]["last"] + 1 for sent in packed(heavy)] == [2, 2, 1]


def test_rows_with_the_same_keys_go_together_in_whatever_order_they_have_them() -> None:
    rows: list[Row] = [("TIE", ("a", "b"), {"x": "1", "y": "2"}), ("TIE", ("c", "d"), {"y": "4", "x": "3"})]
    [sent] = packed(rows)
    assert [group["keys"] for group in sent["groups"]] == [["x", "y"]]
    assert sent["groups"][0]["columns"][2] == f"1{BETWEEN}3"
