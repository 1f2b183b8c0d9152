"""The console examples of the handbook: run them, and compare or rewrite what they print.

A fenced block of ``console`` holds commands after ``$`` and what they print. All blocks of one page run in one
folder of their own, in order, with ``samples/`` in it. ``...`` on a line of its own in what is printed stands for
any lines. ``python scripts/examples.py docs/tutorial.en.md ...`` writes the outputs anew.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).resolve().parent.parent
_PROGRESS = re.compile(r"(?m)^(?:Reading \d+ of \d+: .*|\d+ 件中 \d+ 件目を読んでいます: .*)\n")
"""What a slow machine tells and a fast one does not."""
_BLOCK = re.compile(r"(?ms)^```console\n(.*?)^```$")

Program: TypeAlias = Callable[[Sequence[str], Path, Mapping[str, str]], str]
"""Runs the program with arguments, in a folder, under an environment; what it prints."""


@dataclass(frozen=True, slots=True)
class Example:
    """A command and what the page says that it prints."""

    command: str
    printed: str


def examples(page: str) -> Iterator[list[Example]]:
    """The examples of each console block of a page."""
    for block in _BLOCK.finditer(page):
        steps: list[tuple[str, list[str]]] = []
        for line in block[1].splitlines():
            if line.startswith("$ "):
                steps.append((line[2:], []))
            elif steps[-1][0].endswith("\\") and not steps[-1][1]:
                steps[-1] = (f"{steps[-1][0]}\n{line}", [])
            else:
                steps[-1][1].append(line)
        yield [Example(command, "\n".join(lines)) for command, lines in steps]


def started(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> str:
    """What the program prints when a shell starts it."""
    return _printed(["-m", "enishi", *arguments], folder, environment)


def run(command: str, folder: Path, lang: str, enishi: Program = started) -> str:
    """What a command prints in a folder, standard error included, progress left out; ``enishi`` runs it."""
    words = shlex.split(command.replace("\\\n", " "))
    environment = {**os.environ, "LC_ALL": "ja_JP.UTF-8" if lang == "ja" else "C.UTF-8", "COLUMNS": "100"}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    environment["PYTHONUNBUFFERED"] = "1"  # data and messages in the order in which they are written
    match words[0]:
        case "enishi":
            printed = enishi(words[1:], folder, environment)
        case "python":
            printed = _printed(words[1:], folder, environment)
        case other:
            raise ValueError(f"{other}: examples run enishi and python alone")
    return _PROGRESS.sub("", printed.replace("\r\n", "\n")).rstrip("\n")


def _printed(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> str:
    done = subprocess.run(  # noqa: S603  (the handbook's own commands)
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode("utf-8")


def folder_for(page: Path, parent: Path) -> Path:
    """A folder for a page's commands, with the samples in it."""
    folder = parent / page.stem
    shutil.copytree(ROOT / "samples", folder / "samples")
    return folder


def agrees(printed: str, real: str) -> bool:
    """Whether what is printed is what the page says; a line of ``...`` stands for any lines."""
    parts = [re.escape(part) for part in re.split(r"(?m)^\.\.\.$\n?", printed)]
    return re.fullmatch(r"(?s)" + r"(?:.*\n)?".join(parts) + r"\n?", f"{real}\n") is not None


def lang_of(page: Path) -> str:
    """The language of a page: ``.ja.`` in its name says Japanese."""
    return "ja" if ".ja." in page.name else "en"


def rewritten(page: Path) -> str:
    """The page with the outputs of its commands as they are now; blocks with ``...`` keep their cut."""
    text = page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as parent:
        folder = folder_for(page, Path(parent))

        def anew(block: re.Match[str]) -> str:
            lines = []
            for example in next(examples(block[0])):
                real = run(example.command, folder, lang_of(page))
                cut = "..." in example.printed.splitlines() and agrees(example.printed, real)
                kept = example.printed if cut else real
                lines += [f"$ {example.command}", *([kept] if kept else [])]
            return "```console\n" + "\n".join(lines) + "\n```"

        return _BLOCK.sub(anew, text)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        Path(name).write_text(rewritten(Path(name)), encoding="utf-8")
