"""A large change goes another way into the file than a small one; what stands there afterwards is the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enishi.errors import GraphFileError
from enishi.graph import bulk, open_graph

from .sample import LEAFLET, LYON, REPORT, YOKOHAMA, budget, fact, paper
from .test_files import held

PAPERS = (
    REPORT,
    LEAFLET,
    paper("years", *(budget(str(n), f"FY20{n}") for n in range(10, 40))),
    paper("dates", fact(YOKOHAMA, "sisterCityOf", LYON, since="1959-04-07", basis='引用"符\\と\t空白')),
)


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "LARGE", 1)


def dump(file: Path) -> list[str]:
    with open_graph(file, read_only=True) as graph:
        return list(graph.dump())


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from("wxl"), st.integers(0, len(PAPERS) - 1)), min_size=2, max_size=4))
def test_in_bulk_or_not_the_bytes_of_a_dump_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("bulk")
    with pytest.MonkeyPatch.context() as patch:
        for large, name in ((1, "bulk"), (10**9, "slow")):
            patch.setattr(bulk, "LARGE", large)
            with open_graph(folder / f"{name}.enishi") as graph:
                graph.load(['<urn:a> <urn:b> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> <urn:g> .'])
                for step, n in steps:
                    iri = PAPERS[n].document.iri
                    if step == "w":
                        graph.write(PAPERS[n])
                    elif step == "x" and iri in {d.iri for d in graph.documents()}:
                        graph.withdraw(iri)
                    elif step == "l":
                        graph.load(list(graph.dump()))
    assert dump(folder / "bulk.enishi") == dump(folder / "slow.enishi")


@pytest.mark.usefixtures("always")
def test_twice_changes_nothing_and_withdrawing_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "ties.enishi"
    with open_graph(file) as graph:
        empty = list(graph.dump())
        graph.write(REPORT)
        graph.write(LEAFLET)
        assert graph.write(REPORT).nothing
        assert graph.recompute(apply=False) == 0  # type: ignore[attr-defined]
        for document in graph.documents():
            graph.withdraw(document.iri)
        assert list(graph.dump()) == empty
    assert [each.name for each in tmp_path.iterdir()] == ["ties.enishi"]


@pytest.mark.usefixtures("always")
def test_what_was_changed_in_between_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "ties.enishi"
    with open_graph(file) as graph, open_graph(file) as other:
        turn = graph.version()
        other.write(LEAFLET)
        turns = tuple(f"https://w3id.org/enishi/graph/turn/{n}" for n in (turn, int(turn) + 1))
        assert bulk.merged(file, [], [], turns, 5.0) == bulk.Merged(False)  # type: ignore[arg-type]
        graph.write(REPORT)
    assert len(dump(file)) > 100


@pytest.mark.usefixtures("always")
def test_a_lock_that_stays_is_said_and_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("enishi.graph.engine.PATIENCE", 0.2)
    file = tmp_path / "ties.enishi"
    with open_graph(file) as graph:
        graph.write(REPORT)
        with held(file, 60), pytest.raises(GraphFileError) as caught:
            graph.write(LEAFLET)
    assert caught.value.key == "graph_locked"
    assert [each.name for each in tmp_path.iterdir()] == ["ties.enishi"]


WRITER = textwrap.dedent("""
    import sys
    from enishi.graph import bulk, open_graph
    from enishi.ontology.model import Value
    from tests.graph import sample

    bulk.LARGE = 1
    with open_graph(sys.argv[1]) as graph:
        for n in range(50):
            graph.write(sample.paper(f"p{n}", *(sample.budget(str(n), f"FY{1900 + k}") for k in range(50))))
            print(n, flush=True)
""")


@pytest.mark.skipif(os.name == "nt", reason="kills with a signal")
@pytest.mark.parametrize("after", [0.0, 0.15, 0.35])
def test_a_large_change_that_is_killed_is_there_whole_or_not_at_all(tmp_path: Path, after: float) -> None:
    file = tmp_path / "ties.enishi"
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(Path(__file__).parents[2]), *sys.path])),
    }
    command = [sys.executable, "-c", WRITER, str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=environment) as process:
        assert process.stdout is not None
        acknowledged = int(process.stdout.readline()) + 1
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        acknowledged += len(process.communicate()[0].split())
    time.sleep(0.3)  # the step that was under way ends by itself
    with open_graph(file) as graph:
        written = len(graph.documents())
        assert acknowledged <= written <= acknowledged + 1
        assert len(graph.facts()) == 50 * written
        assert graph.recompute(apply=False) == 0  # type: ignore[attr-defined]


def test_what_a_killed_process_left_is_cleared_away_when_it_is_old(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    file = tmp_path / "ties.enishi"
    left, new = (tmp_path / f".ties.enishi.{process.pid}.{name}" for name in ("come", "gone"))
    for each in (left, new):
        each.touch()
    os.utime(left, (0, 0))
    bulk.clear(file)
    assert [each.name for each in tmp_path.iterdir()] == [new.name]
