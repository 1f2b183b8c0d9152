"""A page is made of one version of the graph, however often it reads; what is kept of pages has its bounds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from enishi.graph import open_graph
from enishi.web.holdings import Desk
from enishi.web.limits import Limits
from enishi.web.reading import Made, ReadingRoom

from ..loops import alone
from ..queries.sample import report_2021


@pytest.fixture
def room(graph_file: Path, tmp_path: Path) -> Iterator[ReadingRoom]:
    own = Path(shutil.copy(graph_file, tmp_path / "own.enishi"))
    found = ReadingRoom(str(own), Limits())
    yield found
    found.close()


def test_a_page_is_made_again_where_the_graph_changed_while_it_was_made(room: ReadingRoom) -> None:
    gone = report_2021().document.iri
    made: list[int] = []

    def page(desk: Desk) -> Made:
        facts = desk.graph.facts()
        if not made:
            with open_graph(room.location) as graph:
                graph.withdraw(gone)
        made.append(len(facts))
        named = {document.iri for document in desk.graph.documents()}
        cited = {reference.document for fact in facts for reference in fact.references}
        if cited - named:
            raise KeyError(gone)
        return Made(b"whole")

    assert alone(room.kept(("page",), page)).body == b"whole"
    assert len(made) == 2 and made[0] > made[1]


def test_a_page_that_fails_on_one_version_fails(room: ReadingRoom) -> None:
    made: list[int] = []

    def page(desk: Desk) -> Made:
        made.append(1)
        raise KeyError(desk.holdings.version)

    with pytest.raises(KeyError):
        alone(room.kept(("page",), page))
    assert len(made) == 1


def test_pages_are_kept_up_to_a_number_of_bytes(room: ReadingRoom) -> None:
    async def many() -> int:
        for number in range(90):
            await room.kept((str(number),), lambda _: Made(b" " * 1_000_000))
        return sum(len(made.body) for made in room._kept.values())

    assert 50_000_000 < alone(many()) <= 64_000_000
