"""A process that is killed, interrupted or overtaken in the middle of writing loses and repeats nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from enishi.graph import open_graph

WRITER = textwrap.dedent("""
    import sys
    from importlib.util import module_from_spec, spec_from_file_location
    from enishi.graph import open_graph
    from enishi.ontology.model import Value

    spec = spec_from_file_location("sample", sys.argv[2])
    sample = module_from_spec(spec)
    spec.loader.exec_module(sample)
    tie = sample.fact(sample.YOKOHAMA, "sisterCityOf", sample.LYON, since="1959")

    with open_graph(sys.argv[1]) as graph:
        for n in range(int(sys.argv[3]), int(sys.argv[4])):
            counts = [Value("Count", str(n * 100 + k)) for k in range(40)]
            figures = [sample.fact(sample.YOKOHAMA, "statistic", count) for count in counts]
            graph.write(sample.paper(f"p{n:03}", tie, *figures))
            print(f"p{n:03}", flush=True)
""")
SAMPLE = str(Path(__file__).with_name("sample.py"))


def start(file: Path, first: int, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(file), SAMPLE, str(first), str(last)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=environment
    )


def dump(file: Path) -> list[str]:
    with open_graph(file, read_only=True) as graph:
        return list(graph.dump())


@pytest.mark.parametrize("after", [0.0, 0.03, 0.11])
@pytest.mark.parametrize("how", ["kill", "interrupt"])
def test_what_was_acknowledged_is_there_and_nothing_else_in_part(tmp_path: Path, how: str, after: float) -> None:
    if how == "interrupt" and os.name == "nt":
        pytest.skip("Windows has no SIGINT for a process of its own")
    broken, whole = tmp_path / "broken.enishi", tmp_path / "whole.enishi"
    with start(broken, 0, 60) as process:
        assert process.stdout is not None
        acknowledged = [process.stdout.readline().strip() for _ in range(2)]
        time.sleep(after)
        process.kill() if how == "kill" else process.send_signal(signal.SIGINT)
        out, error = process.communicate()
        acknowledged += out.split()
    assert how == "kill" or "KeyboardInterrupt" in error
    with open_graph(broken) as graph:
        names = [d.name for d in graph.documents()]
        assert graph.recompute(apply=False) == 0  # type: ignore[attr-defined]
    assert names[: len(acknowledged)] == acknowledged
    assert len(names) <= len(acknowledged) + 1
    with start(whole, 0, len(names)) as process:
        process.communicate()
    assert dump(broken) == dump(whole)


MAKER = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    from enishi.graph import bulk, engine, open_graph

    def killed(*_):
        print(Path(sys.argv[1]).exists(), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(bulk, "mark", killed)
    open_graph(sys.argv[1])
""")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_file_has_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "ties.enishi"
    command = [sys.executable, "-c", MAKER, str(file)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)
    assert (done.stdout, done.returncode) == ("False\n", -signal.SIGKILL)
    assert not file.exists()
    with open_graph(file) as graph:
        assert graph.documents() == []
    assert dump(file) == []


def test_two_that_make_a_file_at_once_make_one(tmp_path: Path) -> None:
    file = tmp_path / "ties.enishi"
    processes = [start(file, n, n + 1) for n in range(4)]
    told = [process.communicate() for process in processes]
    assert [out.strip() for out, _ in told] == [f"p{n:03}" for n in range(4)], told
    with open_graph(file, read_only=True) as graph:
        assert [d.name for d in graph.documents()] == [f"p{n:03}" for n in range(4)]
    assert [each.name for each in tmp_path.iterdir()] == [file.name]


def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    shared, alone = tmp_path / "shared.enishi", tmp_path / "alone.enishi"
    with start(shared, 0, 8) as one, start(shared, 8, 16) as two:
        errors = [process.communicate()[1] for process in (one, two)]
    assert errors == ["", ""]
    with start(alone, 0, 16) as process:
        process.communicate()
    assert dump(shared) == dump(alone)
