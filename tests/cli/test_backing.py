"""backup, restore: what a person types when a file is to be kept, or is lost."""

from __future__ import annotations

from pathlib import Path

from .conftest import Run


def test_a_lost_graph_comes_back_from_its_backup(enishi: Run, tmp_path: Path) -> None:
    (tmp_path / "ties.nq").write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    enishi("load", "ties.nq", "--graph", "ties.enishi")
    done = enishi("backup", "b.enishi", "--graph", "ties.enishi", "--lang", "ja")
    assert (done.returncode, done.stdout) == (0, "")
    assert "四つ組 1 件" in done.stderr
    (tmp_path / "ties.enishi").unlink()
    done = enishi("restore", "b.enishi", "--graph", "ties.enishi", "--lang", "en")
    assert "1 quads" in done.stderr
    assert enishi("dump", "--graph", "ties.enishi").stdout == "<urn:a> <urn:b> <urn:c> .\n"


def test_a_damaged_backup_is_told_with_what_to_do(enishi: Run, tmp_path: Path) -> None:
    (tmp_path / "ties.nq").write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    enishi("load", "ties.nq", "--graph", "ties.enishi")
    enishi("backup", "b.enishi", "--graph", "ties.enishi")
    file = tmp_path / "b.enishi"
    file.write_bytes(file.read_bytes()[:-100])
    for lang, remedy in (("en", "older backup"), ("ja", "古い控え")):
        done = enishi("restore", "b.enishi", "--graph", "again.enishi", "--lang", lang)
        assert done.returncode == 3
        assert remedy in done.stderr
    assert not (tmp_path / "again.enishi").exists()


def test_a_server_is_not_backed_up_by_copying_a_file(enishi: Run) -> None:
    done = enishi("backup", "b.enishi", "--graph", "bolt://127.0.0.1:1", "--lang", "en")
    assert done.returncode == 2
    assert "enishi copy" in done.stderr
