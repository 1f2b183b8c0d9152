"""A new graph file, made beside its name until it is whole.

SQLite makes a file in several steps, and a process that is killed between them leaves one that is neither empty nor
a graph. What always holds: a file that was not there before is a whole graph from the moment it has its name; of
two processes that make it at once, one's is taken.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import get_ident

from . import bulk


def make(path: Path, marks: Iterable[str]) -> None:
    """Make the file at a path, with the empty graphs (IRIs) that it begins with."""
    if path.exists():  # an empty one, which somebody may hold already, or one whose making was cut off
        _fill(path, marks)
        return
    scratch = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}.new")
    try:
        _fill(scratch, marks)
        _name(scratch, path)
    finally:
        bulk.remove(scratch)


def _fill(path: Path, marks: Iterable[str]) -> None:
    import oxilite  # noqa: PLC0415  (heavy)

    store = oxilite.Store(path, graph_index=False)
    with suppress(ValueError):  # another process was quicker
        bulk.mark(store, marks)


def _name(scratch: Path, path: Path) -> None:
    try:
        path.hardlink_to(scratch)
    except FileExistsError:
        return
    except OSError:  # a disk that knows no links
        if not path.exists():
            scratch.replace(path)
