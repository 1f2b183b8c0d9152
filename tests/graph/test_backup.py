"""Backups are real files: cut short, with bits turned over, on disks that are full, taken while others write."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from enishi.errors import EnishiError, GraphFileError, UsageError
from enishi.graph import open_graph
from enishi.graph.backup import backup, restore, seal_of

from .sample import LEAFLET, REPORT
from .test_crash import SAMPLE, start


def dump(file: Path) -> list[str]:
    with open_graph(file, read_only=True) as graph:
        return list(graph.dump())


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_backup_restored_is_the_same_graph_and_goes_on(ties: Path) -> None:
    before = dump(ties)
    made = backup(ties, ties.with_name("b.enishi"))
    assert made.quads == len(before)
    ties.unlink()
    restore(made.file, ties)
    assert dump(ties) == before
    with open_graph(ties) as graph:
        assert graph.write(LEAFLET).statements_added == 1
    assert names(ties.parent) == ["b.enishi", "b.enishi.sha256", "ties.enishi"]


def test_the_seal_is_one_that_other_programs_read(ties: Path) -> None:
    made = backup(ties, ties.with_name("b.enishi"))
    command = ["sha256sum", "--check", "--status", seal_of(made.file).name]
    assert subprocess.run(command, cwd=ties.parent, check=False).returncode == 0


def test_a_backup_taken_while_another_process_writes_is_of_one_state(tmp_path: Path) -> None:
    file = tmp_path / "ties.enishi"
    with start(file, 0, 12) as process:
        assert process.stdout is not None
        process.stdout.readline()
        made = backup(file, tmp_path / "b.enishi")
        process.communicate()
    with open_graph(made.file) as graph:
        assert 1 <= len(graph.documents()) <= 12
        assert graph.recompute(apply=False) == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_backup_cut_short_is_not_restored(ties: Path, share: float) -> None:
    made = backup(ties, ties.with_name("b.enishi"))
    whole = made.file.read_bytes()
    made.file.write_bytes(whole[: int(len(whole) * share)])
    target = ties.with_name("again.enishi")
    with pytest.raises(GraphFileError) as caught:
        restore(made.file, target)
    assert caught.value.key == "backup_differs"
    seal_of(made.file).unlink()
    with pytest.raises(GraphFileError) as caught:
        restore(made.file, target)
    assert caught.value.exit_code == 3
    assert str(made.file) in str(caught.value)
    assert "again.enishi" not in "".join(names(ties.parent))


@pytest.mark.parametrize("seed", range(8))
def test_one_bit_turned_over_is_found(ties: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  (not a secret)
    made = backup(ties, ties.with_name("b.enishi"))
    damaged = bytearray(made.file.read_bytes())
    damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    made.file.write_bytes(damaged)
    with pytest.raises(GraphFileError, match="digest"):
        restore(made.file, ties.with_name("again.enishi"))


def test_a_damaged_graph_is_not_backed_up(ties: Path) -> None:
    damaged = bytearray(ties.read_bytes())
    for place in range(4096, len(damaged), 2048):
        damaged[place] ^= 0xFF
    ties.write_bytes(damaged)
    with pytest.raises(EnishiError) as caught:
        backup(ties, ties.with_name("b.enishi"))
    assert caught.value.key == "graph_damaged"
    assert not [name for name in names(ties.parent) if "b.enishi" in name]


def test_a_seal_that_is_no_seal_and_files_that_are_there(ties: Path) -> None:
    made = backup(ties, ties.with_name("b.enishi"))
    with pytest.raises(UsageError, match="already"):
        backup(ties, made.file)
    with pytest.raises(UsageError, match="already"):
        restore(made.file, ties)
    seal_of(made.file).write_text("?\n", encoding="utf-8")
    with pytest.raises(GraphFileError, match="digest"):
        restore(made.file, ties.with_name("again.enishi"))


LIMITED = textwrap.dedent("""
    import resource, signal, sys
    from importlib.util import module_from_spec, spec_from_file_location
    from pathlib import Path
    from enishi.errors import EnishiError
    from enishi.graph import bulk, open_graph
    from enishi.graph.backup import backup

    spec = spec_from_file_location("sample", sys.argv[2])
    sample = module_from_spec(spec)
    spec.loader.exec_module(sample)
    bulk.LARGE = int(sys.argv[3])
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    file = Path(sys.argv[1])
    many = sample.paper("many", *(sample.budget(str(n), f"FY{1000 + n}") for n in range(400)))
    with open_graph(file) as graph:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size + 2**16, resource.RLIM_INFINITY))
        for what in (lambda: graph.write(many), lambda: backup(file, file.with_name("b.enishi"))):
            try:
                what()
                print("done")
            except EnishiError as error:
                print(error.key, error.exit_code)
""")


@pytest.mark.skipif(os.name == "nt", reason="limits of a Unix process")
@pytest.mark.parametrize("large", [1, 10**9])
def test_where_a_file_cannot_grow_the_graph_stays_as_it_was(ties: Path, large: int) -> None:
    before = dump(ties)
    command = [sys.executable, "-c", LIMITED, str(ties), SAMPLE, str(large)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    first = done.stdout.split("\n")[0]
    assert first.startswith("graph_"), done.stdout + done.stderr
    assert first.endswith(" 3")
    assert dump(ties) == before
    assert [name for name in names(ties.parent) if name.startswith(".")] == []


def test_a_clock_set_back_does_not_lose_a_change(tmp_path: Path) -> None:
    file = tmp_path / "ties.enishi"
    with open_graph(file) as graph:
        graph.write(REPORT)
        os.utime(file, (0, 0))
        first = graph.version()
        graph.write(LEAFLET)
        assert int(graph.version()) > int(first)
    os.utime(file, (0, 0))
    with open_graph(file, read_only=True) as graph:
        assert len(graph.documents()) == 2
