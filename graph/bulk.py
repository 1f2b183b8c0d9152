"""A large change, by way of a file beside the graph: the engine loads it there, SQLite merges it in one step.

What always holds: the graph comes out as from :meth:`.engine.Engine.change` with the same quads, whole or not at
all; whoever is killed leaves the graph as it was, and a file beside it that the next large change clears away.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .terms import Quad, line

if TYPE_CHECKING:
    import oxilite

LARGE: Final = 20_000
"""From so many quads on a change goes this way: below it, starting the processes takes longer than it saves."""
_CHUNK: Final = 500_000
_STALE: Final = 3600.0
_STEPS: Final = Path(__file__).with_name("bulk_steps.py")
_ENDS: Final = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a change: whether it is ``done``, and whether the planner's figures are of a smaller file."""

    done: bool
    outgrown: bool = False


def merged(
    path: Path, removed: Iterable[Quad], added: Iterable[Quad], turns: tuple[str, str], patience: float
) -> Merged | None:
    """Apply a change to the graph file at a path; ``turns``: the IRIs of the marks of this turn and the next.

    Not ``done`` where it is another turn already; ``None`` where the engine's tables are not laid out as they are
    known here. What the engine or SQLite raises, this raises as ``OSError``.
    """
    clear(path)
    come, gone = (path.with_name(f".{path.name}.{os.getpid()}.{name}") for name in ("come", "gone"))
    taken = list(removed)
    try:
        _fill(come, added, turns)
        if taken:
            _fill(gone, taken, ())
        scratch = {"come": str(come), "gone": str(gone) if taken else None}
        outcome = step("merge", path=str(path), **scratch, patience=patience)
        if isinstance(outcome, dict):
            return Merged(True, bool(outcome["outgrown"]))
        return None if outcome is None else Merged(False)
    finally:
        for each in (come, gone):
            remove(each)


def step(name: str, **given: Any) -> object:
    """Do one of the steps of :mod:`.bulk_steps`; raises ``OSError`` with SQLite's words."""
    reply = subprocess.run(  # noqa: S603  (our own program, in this interpreter)
        [sys.executable, "-I", str(_STEPS)],
        input=json.dumps({"step": name, **given}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if reply.returncode:
        raise OSError(reply.stderr.strip().rpartition("\n")[2] or f"exit code {reply.returncode}")
    told = json.loads(reply.stdout)
    if "error" in told:
        raise OSError(told["error"])
    return told["done"]


def _fill(path: Path, quads: Iterable[Quad], graphs: Iterable[str]) -> None:
    """Make a store of these quads, in the engine's own terms, to be read once, in order."""
    store = scratch(path)
    mark(store, graphs)
    pour(store, quads)


def scratch(path: Path) -> oxilite.Store:
    """A new store in a file, in place of what is there: without indexes, and with room to write."""
    import oxilite  # noqa: PLC0415  (heavy)

    remove(path)
    oxilite.Store(path, graph_index=False)
    step("widen", path=str(path))
    store = oxilite.Store(path, graph_index=False)
    step("strip", path=str(path))
    return store


def mark(store: oxilite.Store, graphs: Iterable[str]) -> None:
    """Make these graphs (IRIs), which are empty."""
    if marks := [f"CREATE GRAPH <{graph}>" for graph in graphs]:
        store.update(" ;\n".join(marks))


def pour(store: oxilite.Store, quads: Iterable[Quad]) -> None:
    """Put quads into a store."""
    import oxilite  # noqa: PLC0415  (heavy)

    lines = sorted(map(line, quads))  # what stands together in the file is written together
    for start in range(0, len(lines), _CHUNK):
        text = "\n".join(lines[start : start + _CHUNK])
        store.load(text.encode(), oxilite.RdfFormat.N_QUADS)


def remove(path: Path) -> None:
    """Take away a file that was made beside a graph, with what the engine keeps beside it."""
    for end in _ENDS:
        with suppress(OSError):
            Path(f"{path}{end}").unlink()


def clear(path: Path) -> None:
    """Take away what a killed change has left: its process is gone, and nothing was written for an hour."""
    for left in path.parent.glob(f".{path.name}.*.*"):
        process = left.name.removeprefix(f".{path.name}.").partition(".")[0]
        with suppress(OSError):
            if process.isdigit() and not _runs(int(process)) and time.time() - left.stat().st_mtime > _STALE:
                left.unlink()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for garbage: among millions of quads in use there is none, and each look goes through all."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
