"""Pictures are made once, ahead of the first visitor, and again when the graph is another."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from enishi.errors import OutputError
from enishi.graph import open_graph
from enishi.viz.view import View
from enishi.web import network
from enishi.web.holdings import Desk
from enishi.web.limits import Limits
from enishi.web.pictures import KEPT, Picture, Pictures
from enishi.web.reading import ReadingRoom
from enishi.words import LANGS

from ..loops import alone
from ..queries.sample import iri, report_2021, report_2025

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

EMPTY = Picture(View("", None, (), (), (), (), None, ()), {})


def test_many_who_ask_at_once_wait_for_one_picture() -> None:
    made: list[int] = []

    def make() -> Picture:
        time.sleep(0.05)
        made.append(1)
        return EMPTY

    kept = Pictures()
    with ThreadPoolExecutor(8) as crowd:
        found = list(crowd.map(lambda _: kept.get(("a",), make), range(8)))
    assert made == [1] and all(each is EMPTY for each in found)


def test_a_picture_that_failed_is_tried_again() -> None:
    def fail() -> Picture:
        raise OutputError("picture_failed", file="-", reason="-")

    kept = Pictures()
    with pytest.raises(OutputError):
        kept.get(("a",), fail)
    assert kept.get(("a",), lambda: EMPTY) is EMPTY


def test_what_was_asked_for_longest_ago_is_let_go() -> None:
    kept, again = Pictures(), Picture(EMPTY.view, {"x": (0.0, 0.0)})
    for place in range(KEPT):
        kept.get((place,), lambda: EMPTY)
    kept.get((0,), lambda: again)
    kept.get((KEPT,), lambda: EMPTY)
    assert kept.get((0,), lambda: again) is EMPTY
    assert kept.get((1,), lambda: again) is again


def _soon(so: Callable[[], bool]) -> bool:
    for _ in range(600):
        if so():
            return True
        time.sleep(0.05)
    return False


def test_the_usual_is_made_for_each_version_of_the_graph(tmp_path: Path) -> None:
    file, made = tmp_path / "ties.enishi", list[str]()

    def usual() -> Iterable[Callable[[Desk], object]]:
        yield lambda desk: made.append(desk.holdings.version)

    with open_graph(file) as graph:
        graph.write(report_2021())
    room = ReadingRoom(str(file), Limits(), usual)
    try:
        room.warm()
        assert _soon(lambda: len(made) == 1)
        with open_graph(file) as graph:
            graph.write(report_2025())
        alone(room.read(lambda desk: desk.holdings.version))
        assert _soon(lambda: len(made) == 2)
    finally:
        room.close()
    assert len(set(made)) == 2


def test_a_first_visitor_finds_the_network_drawn_in_either_language(graph_file: Path) -> None:
    made: list[str] = []

    def usual() -> Iterable[Callable[[Desk], object]]:
        yield from network.usual()
        yield lambda desk: made.append(desk.holdings.version)

    room = ReadingRoom(str(graph_file), Limits(), usual)
    try:
        room.warm()
        assert _soon(lambda: bool(made))
        held, things = alone(room.read(lambda desk: (desk.holdings, desk.things)))
        key = ("", "", things, "")
        assert held.pictures.get(key, lambda: EMPTY).view.things
        for lang in LANGS:
            around = held.pictures.get((iri("yokohama"), "", things, lang), lambda: EMPTY)
            assert around.view.centre == iri("yokohama"), "the thing with most ties"
    finally:
        room.close()
