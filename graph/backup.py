"""A copy of a graph file that is known to be whole, and the way back.

What always holds: a backup is made of one state of the graph, also while others write; it is on the disk, examined
and sealed with its digest before it takes its name; nothing is restored that does not agree with its seal, and
nothing that is there is written over.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..errors import GraphFileError, UsageError
from . import bulk
from .engine import Engine

_SEAL: Final = re.compile(r"# quads ([0-9]+)\n([0-9a-f]{64})  [^\n]*\n")
_BLOCK: Final = 2**20


@dataclass(frozen=True, slots=True)
class Sealed:
    """A backup: its file, its SHA-256 and how many quads it holds."""

    file: Path
    digest: str
    quads: int


def seal_of(backup: Path) -> Path:
    """Where the digest of a backup stands, in the form that ``sha256sum --check`` reads."""
    return backup.with_name(f"{backup.name}.sha256")


def backup(graph: Path, target: Path) -> Sealed:
    """Copy a graph file to ``target``, examined and sealed.

    Raises :class:`~enishi.errors.GraphFileError` for a graph that is damaged, and ``UsageError`` where ``target``
    is there already.

    >>> import tempfile
    >>> from enishi.graph import open_graph
    >>> from enishi.graph.backup import backup, restore
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     ties, copy, again = (Path(folder, name) for name in ("ties.enishi", "copy.enishi", "again.enishi"))
    ...     with open_graph(ties) as graph:
    ...         _ = graph.load(["<urn:a> <urn:b> <urn:c> ."])
    ...     backup(ties, copy).quads, restore(copy, again).quads
    (1, 1)
    """
    engine = Engine(graph, read_only=True, create=False)
    try:
        with new_file(target) as scratch:
            engine.guarded(lambda store: store.backup(scratch))
            quads = _examined(scratch, graph)
            digest = _digest(scratch)
        sealed = Sealed(target, digest, quads)
    finally:
        engine.close()
    with new_file(seal_of(target), over=True) as scratch:
        scratch.write_text(f"# quads {quads}\n{digest}  {target.name}\n", encoding="utf-8", newline="\n")
    return sealed


def restore(source: Path, graph: Path) -> Sealed:
    """Put a backup in the place of a graph file that is not there (any more).

    Raises :class:`~enishi.errors.GraphFileError` for a backup that is damaged or does not agree with its seal.
    Without a seal beside it, it is examined alone.
    """
    if not source.is_file():
        raise GraphFileError("graph_missing", file=source)
    expected = _seal(source)
    with new_file(graph) as scratch:
        shutil.copyfile(source, scratch)
        digest = _digest(scratch)
        if expected and expected[0] != digest:
            raise GraphFileError("backup_differs", file=source, seal=seal_of(source))
        quads = _examined(scratch, source)
        if expected and expected[1] != quads:
            raise GraphFileError("backup_differs", file=source, seal=seal_of(source))
    return Sealed(graph, digest, quads)


def _examined(file: Path, named: Path) -> int:
    """How many quads a file holds; an error that names another file where it is damaged or no graph."""
    try:
        found = bulk.step("sound", path=str(file))
    except OSError as error:
        raise GraphFileError("graph_damaged", file=named, reason=error) from error
    told: dict[str, Any] = found if isinstance(found, dict) else {"wrong": "?", "quads": 0}
    if told["wrong"]:
        raise GraphFileError("graph_damaged", file=named, reason=told["wrong"])
    try:
        Engine(file, read_only=True, create=False).close()
    except GraphFileError as error:
        raise GraphFileError(error.key, **{**error.details, "file": named}) from error
    return int(told["quads"])


def _seal(backup: Path) -> tuple[str, int] | None:
    try:
        text = seal_of(backup).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise GraphFileError("backup_differs", file=backup, seal=seal_of(backup)) from error
    found = _SEAL.fullmatch(text)
    if found is None:
        raise GraphFileError("backup_differs", file=backup, seal=seal_of(backup))
    return found[2], int(found[1])


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


@contextmanager
def new_file(target: Path, *, over: bool = False) -> Iterator[Path]:
    """A file to be written, that takes its name when it is whole and on the disk."""
    if target.exists() and not over:
        raise UsageError("backup_exists", file=target)
    if not target.parent.is_dir():
        raise GraphFileError("graph_folder_missing", file=target, folder=target.parent)
    scratch = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield scratch
        with scratch.open("rb+") as stream:
            os.fsync(stream.fileno())
        if target.exists() and not over:  # somebody else was quicker
            raise UsageError("backup_exists", file=target)
        scratch.replace(target)
    except OSError as error:
        key = "graph_disk_full" if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else "graph_unopenable"
        raise GraphFileError(key, file=target, reason=error.strerror or str(error)) from error
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                Path(f"{scratch}{end}").unlink()
