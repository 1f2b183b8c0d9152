"""Texts that reach new code, at the doors of `scripts/fuzz_doors.py`: atheris keeps what went somewhere new.

    python scripts/fuzz_guided.py [--runs 20000] [--seed 1] [--seconds 10] [--doors dates sparql ...]

Each door has a process of its own, which begins with the door's good texts and is told of every branch taken in
enishi. An error outside the error tree, a text that takes longer than --seconds and more than 1 GB of memory end
it; the text is printed. Prints a line a door; exit code 1 where one ended so. Needs `pip install atheris`
(Apache-2.0), which knows Linux and macOS.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

MEMORY: Final = 1024
LONGEST: Final = 4096
"""Megabytes that a door may take; bytes of a text."""


def guided(name: str, given: list[str]) -> None:
    """Fuzz a door in this process; libFuzzer ends it."""
    import atheris  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415  (an option)

    with tempfile.TemporaryDirectory() as folder, ExitStack() as kept:
        with atheris.instrument_imports(include=["enishi"], enable_loader_override=False):
            from enishi.errors import EnishiError  # noqa: PLC0415  (told of its branches from here on)
            from scripts.fuzz_doors import House  # noqa: PLC0415

            door = House(Path(folder), kept).doors()[name]
            for text in door.good[:3]:  # what is imported at the first use is told of too
                with suppress(EnishiError):
                    door.take(text)
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, text in enumerate(door.good[:500]):
            (corpus / str(number)).write_bytes(text.encode("utf-8", "surrogatepass")[:LONGEST])

        def take(data: bytes) -> None:
            with suppress(EnishiError):
                door.take(data.decode("utf-8", "replace"))

        atheris.Setup([sys.argv[0], *given, str(corpus)], take)
        atheris.Fuzz()


def watched(name: str, asked: argparse.Namespace) -> bool:
    """Whether a door held, in a process of its own; prints what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        limits = [f"-runs={asked.runs}", f"-seed={asked.seed}", f"-timeout={asked.seconds}"]
        sizes = [f"-rss_limit_mb={MEMORY}", f"-max_len={LONGEST}", f"-artifact_prefix={folder}/"]
        done = subprocess.run(  # noqa: S603
            [sys.executable, __file__, "--only", name, *limits, *sizes],
            check=False,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
        for found in Path(folder).iterdir():
            print(f"{name}, {found.name}: {found.read_bytes()!r}")
    tried = re.findall(r"^#(\d+)\s+\w+.*?cov: (\d+)", done.stderr, re.MULTILINE)
    runs, branches = tried[-1] if tried else ("0", "0")
    print(f"{name}: {runs} runs, {branches} branches, {'held' if not done.returncode else 'broke'}", flush=True)
    if done.returncode:
        print(done.stderr[-3000:])
    return not done.returncode


def main() -> int:
    """Run, and print what came of it."""
    if sys.argv[1:2] == ["--only"]:
        guided(sys.argv[2], sys.argv[3:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option, default in (("runs", 20_000), ("seed", 1), ("seconds", 10)):
        parser.add_argument(f"--{option}", type=int, default=default)
    parser.add_argument("--doors", nargs="*", default=["dates", "edtf", "sparql", "cypher", "parameters", "load"])
    asked = parser.parse_args()
    held = [watched(name, asked) for name in asked.doors]
    return int(not all(held))


if __name__ == "__main__":
    sys.exit(main())
