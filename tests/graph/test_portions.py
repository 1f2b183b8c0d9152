"""A dump of a large file is read in portions and put in order on disk; it has the same bytes as one held whole."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.errors import GraphFileError
from enishi.graph import engine, open_graph
from enishi.graph.portions import ordered
from enishi.graph.spill import Spill, marked
from enishi.graph.terms import REIFIES

from .sample import LEAFLET, REPORT

TERMS = "http://www.w3.org/2001/XMLSchema#"
ODD = (
    f'<urn:a> <urn:b> "1.50"^^<{TERMS}decimal> <urn:g> .',
    f'<urn:a> <urn:b> "007"^^<{TERMS}integer> .',
    f'<urn:a> <urn:b> "2011-03-11T14:46:00+09:00"^^<{TERMS}dateTime> .',
    '<urn:a> <urn:b> "\\u0001\\t\\n"@ja .',
    f'<urn:a> {REIFIES} <<( <urn:a> <urn:b> <<( <urn:c> <urn:d> "7"^^<{TERMS}integer> )>> )>> .',
)


@given(
    texts=st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=3)),
    run=st.integers(1, 4),
)
def test_texts_come_once_and_in_order_however_many_wait_on_disk(texts: list[str], run: int) -> None:
    with Spill(run=run) as spill:
        spill.extend(texts)
        assert list(spill) == sorted(set(texts))
        assert list(spill) == sorted(set(texts)), "a second time too"


def test_more_runs_than_files_may_be_open_are_merged() -> None:
    with Spill(run=1) as spill:
        spill.extend(str(n % 150) for n in range(400))
        assert list(spill) == sorted(str(n) for n in range(150))


def test_things_are_marked_that_are_among_others() -> None:
    assert list(marked(["a", "b", "b", "d"], ["b", "c", "d"], str)) == [
        ("a", False),
        ("b", True),
        ("b", True),
        ("d", True),
    ]


@pytest.mark.parametrize("quads", [1, 7, 10_000])
def test_a_dump_in_portions_has_the_bytes_of_one_held_whole(tmp_path: Path, quads: int) -> None:
    file = tmp_path / "ties.enishi"
    with open_graph(file) as graph:
        graph.write(REPORT)
        graph.write(LEAFLET)
        graph.load(ODD)
        expected = list(graph.dump())
        assert any("<<( <urn:c>" in line for line in expected)
        found = ordered(file, 1.0, quads=quads)
        assert found is not None
        assert list(found) == expected


def test_a_large_file_is_dumped_in_portions_of_one_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ties.enishi"
    with open_graph(file) as graph:
        graph.write(REPORT)
        expected = list(graph.dump())
        monkeypatch.setattr(engine, "_HELD", 1)
        lines = graph.dump()
        graph.write(LEAFLET)  # begun before, so that it does not come
        first = next(lines)
    assert [first, *lines] == expected


def test_a_file_that_is_none_is_told_as_such(tmp_path: Path) -> None:
    file = tmp_path / "no.enishi"
    file.write_bytes(b"no database" * 400)
    with pytest.raises(GraphFileError) as caught:
        list(chain(ordered(file, 1.0) or ()))
    assert caught.value.key == "graph_file_foreign"
