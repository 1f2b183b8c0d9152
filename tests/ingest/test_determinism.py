"""The same document gives the same facts, whatever seed the process hashes by."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "samples"


def test_the_facts_do_not_depend_on_the_hash_seed() -> None:
    found = set()
    for seed in ("0", "1", "2", "3", "4"):
        call = [sys.executable, "-m", "enishi", "--quiet", "extract", str(SAMPLES)]
        done = subprocess.run(call, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True)
        found.add(done.stdout)
    assert len(found) == 1
