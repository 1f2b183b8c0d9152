"""Two thousand mutated documents over all readers: read, or refused by the error tree, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_no_mutation_of_a_document_gets_past_the_error_tree(root: Path) -> None:
    command = [sys.executable, str(root / "scripts" / "fuzz_readers.py"), "--number", "2000", "--seed", "7"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=500, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


def test_what_failed_once_is_refused(tmp_path: Path) -> None:
    from scripts.fuzz_readers import ROOT, one, seeds  # noqa: PLC0415

    text = "\n".join(f.read_text(encoding="utf-8") for f in sorted((ROOT / "samples").glob("*2021*")))
    # a glyph whose place on the page is no finite number
    found = one(10_882, seed=20_261_129, documents=seeds(text), folder=tmp_path, most=10, extract=0)
    assert (found.what, found.failed) == ("refused", False)
