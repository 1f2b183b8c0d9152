"""Mutated texts at every door that takes one: answered, or refused by the error tree, and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest


def test_no_text_gets_past_the_error_tree(root: Path) -> None:
    command = [sys.executable, str(root / "scripts" / "fuzz_doors.py"), "--number", "2000", "--seed", "7"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=500, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    assert len(done.stdout.splitlines()) == 9  # a line a door, and no failures


@pytest.mark.skipif(sys.platform != "linux", reason="atheris, which guides it, is installed on Linux only")
def test_texts_that_reach_new_code_do_not_either(root: Path) -> None:
    command = [sys.executable, str(root / "scripts" / "fuzz_guided.py"), "--runs", "2000", "--doors", "dates"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=500, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    for line in done.stdout.splitlines():
        found = re.fullmatch(r"\w+: (\d+) runs, (\d+) branches, held", line)
        assert found is not None and int(found[1]) >= 2000 and int(found[2]) > 300
