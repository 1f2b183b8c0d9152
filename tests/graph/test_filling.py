"""A file filled in one go is the file that the documents make one by one; it is there whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enishi.errors import DataError, GraphFileError, UsageError
from enishi.graph import open_graph
from enishi.graph.filling import fill
from enishi.ontology.model import Contribution, Status

from .sample import LEAFLET, LYON, MANILA, OFFICE, REPORT, YOKOHAMA, budget, fact, paper

PAPERS = (
    REPORT,
    LEAFLET,
    paper("years", *(budget(str(n), f"FY20{n}") for n in range(10, 20))),
    paper("one", fact(YOKOHAMA, "sisterCityOf", LYON, since="1959"), fact(YOKOHAMA, "sisterCityOf", MANILA)),
    paper("two", fact(YOKOHAMA, "sisterCityOf", LYON, since="1959-04-07", basis='引用"符\\と\t空白'), as_of=None),
    paper("three", fact(YOKOHAMA, "hasOverseasOffice", OFFICE, status=Status.PLANNED), entities=(MANILA,)),
    paper("empty"),
)


def dump(file: Path) -> list[str]:
    with open_graph(file, read_only=True) as graph:
        return list(graph.dump())


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(st.sampled_from(PAPERS), max_size=6))
def test_a_file_is_filled_as_the_documents_would_have_written_it(
    tmp_path_factory: pytest.TempPathFactory, chosen: list[Contribution]
) -> None:
    folder = tmp_path_factory.mktemp("filled")
    fill(folder / "filled.enishi", chosen)
    with open_graph(folder / "written.enishi") as graph:
        for contribution in chosen:
            graph.write(contribution)
    assert dump(folder / "filled.enishi") == dump(folder / "written.enishi")
    assert not [left for left in folder.iterdir() if left.name.startswith(".")]


def test_a_filled_file_is_a_graph_like_any_other(tmp_path: Path) -> None:
    file = tmp_path / "ties.enishi"
    assert fill(file, PAPERS[:2]) == len({s.id for p in PAPERS[:2] for s in p.statements})
    with open_graph(file) as graph:
        graph.write(PAPERS[2])
        graph.withdraw(PAPERS[0].document.iri)
        assert [d.iri for d in graph.documents()] == sorted({p.document.iri for p in PAPERS[1:3]}, key=_name)


def _name(iri: str) -> str:
    return next(p.document.name for p in PAPERS if p.document.iri == iri)


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "ties.enishi"
    file.write_bytes(b"kept")
    with pytest.raises(UsageError) as told:
        fill(file, PAPERS)
    assert told.value.key == "backup_exists"
    assert file.read_bytes() == b"kept"


def test_of_a_file_that_cannot_be_filled_nothing_is_left(tmp_path: Path) -> None:
    def papers() -> Iterator[Contribution]:
        yield PAPERS[0]
        yield Contribution(PAPERS[1].document, (), PAPERS[1].statements)

    with pytest.raises(DataError) as told:
        fill(tmp_path / "ties.enishi", papers())
    assert told.value.key == "statement_end_unknown"
    assert not list(tmp_path.iterdir())
    with pytest.raises(GraphFileError):
        fill(tmp_path / "none" / "ties.enishi", PAPERS)
