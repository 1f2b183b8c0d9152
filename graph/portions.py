"""The quads of a large graph file, some at a time: what writes them out need not hold them all.

What always holds: the lines are those of one moment, each once; memory does not grow with the graph.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from . import bulk
from .bulk_steps import LAYOUT
from .failures import failure
from .spill import Spill

QUADS: Final = 200_000
"""Quads of a portion."""
_STEPS: Final = Path(__file__).with_name("portion_steps.py")


def ordered(path: Path, patience: float, *, quads: int = QUADS) -> Iterator[str] | None:
    """The N-Quads lines of the graph file at a path, in order; ``None`` where its tables are not as they are known.

    What the engine or SQLite raises comes out as :class:`~enishi.errors.GraphFileError`.
    """
    copying = _copying(path, patience, quads)
    return _in_order(path, copying) if _next(path, copying) else None


def _in_order(path: Path, copying: Iterator[list[str]]) -> Iterator[str]:
    with Spill() as spill:
        while (lines := _next(path, copying)) is not None:
            spill.extend(lines)
        yield from spill


def _next(path: Path, copying: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(copying, None)
    except OSError as error:
        raise failure(path, str(error)) from error.with_traceback(None)


def _copying(path: Path, patience: float, quads: int) -> Iterator[list[str]]:
    """First a list with something in it if the tables are known, then the lines of each portion."""
    import oxilite  # noqa: PLC0415  (heavy)

    with tempfile.TemporaryDirectory() as folder, _program() as process:
        portion = Path(folder) / "portion"
        oxilite.Store(portion, graph_index=False)
        bulk.step("strip", path=str(portion))
        given = {"path": str(path), "portion": str(portion), "quads": quads, "layout": LAYOUT, "patience": patience}
        yield ["known"] if _asked(process, given)["known"] else []
        while _asked(process, {})["is"]:
            text = oxilite.Store.read_only(str(portion)).dump(format=oxilite.RdfFormat.N_QUADS)
            yield [line for line in (text or b"").decode().split("\n") if line]


def _program() -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603  (our own program, in this interpreter)
        [sys.executable, "-I", str(_STEPS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def _asked(process: subprocess.Popen[str], given: dict[str, Any]) -> dict[str, Any]:
    assert process.stdin and process.stdout  # noqa: S101  (both are pipes)
    process.stdin.write(f"{json.dumps(given)}\n")
    process.stdin.flush()
    told: dict[str, Any] = json.loads(process.stdout.readline() or '{"error": "the copying process has ended"}')
    if "error" in told:
        raise OSError(told["error"])
    return told
