"""What can be wrong with a graph file: each is said with the file's name, and the file stays as it was.

Locks are held by other processes, disks are really full, folders really read-only.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from enishi.errors import EnishiError, GraphFileError, GraphUnreachable, UsageError
from enishi.graph import engine, open_graph

from .sample import LEAFLET, REPORT

UNIX = pytest.mark.skipif(os.name == "nt", reason="needs the users and mounts of a Unix")


def failure(file: Path, *, read_only: bool = False, create: bool = True) -> GraphFileError:
    before = file.read_bytes() if file.is_file() else None
    with pytest.raises(GraphFileError) as caught, open_graph(file, read_only=read_only, create=create) as graph:
        graph.write(REPORT)
    assert str(file) in str(caught.value)
    assert caught.value.exit_code == 3
    assert (file.read_bytes() if file.is_file() else None) == before
    return caught.value


def dump(file: Path) -> list[str]:
    with open_graph(file, read_only=True) as graph:
        return list(graph.dump())


def test_a_closed_graph_is_one_file(ties: Path) -> None:
    assert [each.name for each in ties.parent.iterdir()] == ["ties.enishi"]
    dump(ties)
    assert [each.name for each in ties.parent.iterdir()] == ["ties.enishi"]


@pytest.mark.parametrize("read_only", [False, True])
def test_a_text_file_is_no_graph(tmp_path: Path, read_only: bool) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("これはグラフではない\n" * 200, encoding="utf-8")
    assert failure(file, read_only=read_only).key == "graph_file_foreign"


def test_another_sqlite_database_is_no_graph(tmp_path: Path) -> None:
    file = tmp_path / "photos.db"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE photos (name TEXT)")
    database.close()
    assert failure(file).key == "graph_file_foreign"


def test_another_store_of_oxilite_is_no_graph(tmp_path: Path) -> None:
    import oxilite  # noqa: PLC0415

    file = tmp_path / "other.sqlite"
    oxilite.Store(file).update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    assert failure(file).key == "graph_file_foreign"


def test_an_empty_file_becomes_a_graph_but_is_none_to_read(tmp_path: Path) -> None:
    file = tmp_path / "new.enishi"
    file.touch()
    assert failure(file, read_only=True).key == "graph_missing"
    with open_graph(file) as graph:
        assert graph.write(REPORT).statements_added == 3


def test_a_file_whose_making_was_cut_off_becomes_a_graph(tmp_path: Path) -> None:
    import oxilite  # noqa: PLC0415

    file = tmp_path / "half.enishi"
    oxilite.Store(file)
    assert failure(file, read_only=True).key == "graph_file_foreign"
    with open_graph(file) as graph:
        assert graph.write(REPORT).statements_added == 3


@pytest.mark.parametrize(("found", "key"), [("2", "graph_format_newer"), ("0", "graph_format_older")])
def test_a_graph_of_another_format_is_refused(ties: Path, found: str, key: str) -> None:
    import oxilite  # noqa: PLC0415

    mark = "https://w3id.org/enishi/graph/format/"
    oxilite.Store(ties).update(f"DROP GRAPH <{mark}1> ; CREATE GRAPH <{mark}{found}>")
    error = failure(ties)
    assert (error.key, error.details["found"]) == (key, found)


def test_a_missing_file_a_missing_folder_and_a_folder(tmp_path: Path) -> None:
    assert failure(tmp_path / "no.enishi", read_only=True).key == "graph_missing"
    assert failure(tmp_path / "no.enishi", create=False).key == "graph_missing"
    assert failure(tmp_path / "no" / "ties.enishi").key == "graph_folder_missing"
    assert failure(tmp_path).key == "graph_is_folder"
    assert list(tmp_path.iterdir()) == []


def test_the_address_of_a_page_is_no_graph() -> None:
    with pytest.raises(UsageError, match="Give the name of a file") as caught:
        open_graph("https://127.0.0.1/x")
    assert caught.value.exit_code == 2


def test_a_server_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_USERNAME", "neo4j")
    monkeypatch.setenv("NEO4J_PASSWORD", "not asked for")
    with pytest.raises(GraphUnreachable) as caught:
        open_graph("bolt://127.0.0.1:9")
    assert caught.value.exit_code == 4


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
def test_a_truncated_file_is_damaged(ties: Path, share: float) -> None:
    whole = ties.read_bytes()
    ties.write_bytes(whole[: int(len(whole) * share)])
    assert failure(ties).key == "graph_damaged"
    assert failure(ties, read_only=True).key == "graph_damaged"


@pytest.mark.parametrize("seed", range(12))
def test_flipped_bytes_are_found_or_change_nothing_but_an_error_of_ours(ties: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  (not a secret)
    whole = dump(ties)
    damaged = bytearray(ties.read_bytes())
    for _ in range(1 if seed % 2 else 300):
        damaged[chance.randrange(len(damaged))] ^= chance.randrange(1, 256)
    ties.write_bytes(damaged)
    try:
        with open_graph(ties) as graph:
            found = list(graph.dump())
            graph.facts()
            graph.entities()
            graph.documents()
            wrong = graph.recompute(apply=False)  # type: ignore[attr-defined]
    except EnishiError as error:
        assert isinstance(error, GraphFileError)
        assert str(ties) in str(error)
    else:
        assert seed % 2
        assert found == whole or wrong or set(found) ^ set(whole)


def test_a_graph_opened_for_reading_is_not_written(ties: Path) -> None:
    with open_graph(ties, read_only=True) as graph:
        with pytest.raises(GraphFileError) as caught:
            graph.write(LEAFLET)
        assert caught.value.key == "graph_read_only"
        assert len(graph.documents()) == 1


HOLDER = textwrap.dedent("""
    import sqlite3, sys, time
    database = sqlite3.connect(sys.argv[1], isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
    database.execute("ROLLBACK")
""")


@contextmanager
def held(file: Path, seconds: float) -> Iterator[None]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(file), str(seconds)], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        try:
            yield
        finally:
            holder.kill()


def test_a_lock_is_waited_for(ties: Path) -> None:
    with held(ties, 0.7), open_graph(ties) as graph:
        assert len(graph.documents()) == 1
        assert graph.write(LEAFLET).statements_added == 1


def test_a_lock_that_stays_is_said(ties: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.3)
    before = dump(ties)
    with held(ties, 60), open_graph(ties) as graph, pytest.raises(GraphFileError) as caught:
        graph.write(LEAFLET)
    assert caught.value.key == "graph_locked"
    assert dump(ties) == before


AS_NOBODY = textwrap.dedent("""
    import os, sys
    import oxilite, enishi.graph.embedded
    from enishi.errors import GraphFileError
    from enishi.graph import open_graph
    if os.geteuid() == 0:
        os.setgid(65534); os.setuid(65534)
    try:
        with open_graph(sys.argv[1], read_only=sys.argv[2] == "read") as graph:
            if sys.argv[2] == "read":
                print(len(graph.documents()), len(graph.facts()), graph.sparql("ASK { ?s ?p ?o }"))
            else:
                graph.withdraw(graph.documents()[0].iri)
    except GraphFileError as error:
        print(error.key)
""")


def as_nobody(file: Path, what: str) -> list[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", AS_NOBODY, str(file), what]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, env=environment, cwd=file.parent
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.fixture
def public(ties: Path) -> Iterator[Path]:
    """The graph file in a folder that every user may enter."""
    folder = Path(tempfile.mkdtemp())
    copy = Path(shutil.copy(ties, folder))
    yield copy
    folder.chmod(0o755)
    shutil.rmtree(folder)


@UNIX
@pytest.mark.parametrize(("of_folder", "of_file"), [(0o555, 0o444), (0o777, 0o444), (0o555, 0o666)])
def test_a_read_only_file_or_folder_is_read_and_not_written(public: Path, of_folder: int, of_file: int) -> None:
    before = public.read_bytes()
    public.chmod(of_file)
    public.parent.chmod(of_folder)
    assert as_nobody(public, "read") == ["1", "3", "True"]
    assert as_nobody(public, "write") == ["graph_read_only"]
    assert public.read_bytes() == before


@UNIX
def test_a_file_that_may_not_be_read_or_made_is_said(public: Path) -> None:
    public.chmod(0o000)
    public.parent.chmod(0o555)
    assert as_nobody(public, "read") == ["graph_unopenable"]
    assert as_nobody(public.with_name("new.enishi"), "write") == ["graph_unopenable"]


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        if os.environ.get("CI"):
            pytest.fail("CI must be allowed to mount a small tmpfs")
        pytest.skip("mounting a small tmpfs is not permitted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@UNIX
def test_a_graph_on_a_read_only_disk_is_read_and_not_written(ties: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, 1024):
        copy = Path(shutil.copy(ties, disk))
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with open_graph(copy) as graph:
            assert graph.sparql("ASK { ?s ?p ?o }") is True
            assert graph.sparql("ASK { ?s ?p ?o }", timeout=60) is True
            with pytest.raises(GraphFileError) as caught:
                graph.write(LEAFLET)
        assert caught.value.key == "graph_read_only"


@UNIX
def test_a_full_disk_leaves_the_graph_as_it_was(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, 1024):
        file = disk / "ties.enishi"
        with open_graph(file) as graph:
            graph.write(LEAFLET)
            before = list(graph.dump())
            (disk / "ballast").write_bytes(bytes(os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize - 8192))
            with pytest.raises(GraphFileError) as caught:
                graph.write(REPORT)
            assert caught.value.key == "graph_disk_full"
            assert list(graph.dump()) == before
            (disk / "ballast").unlink()
            assert graph.write(REPORT).statements_added == 2


@UNIX
def test_a_graph_that_finds_no_room_at_all_leaves_no_file(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, 32):
        with pytest.raises(GraphFileError) as caught:
            open_graph(disk / "ties.enishi")
        assert caught.value.key == "graph_disk_full"
        assert list(disk.iterdir()) == []
