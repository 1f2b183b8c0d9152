"""What the engine's and SQLite's own words of an error mean for the person who uses the file."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from ..errors import GraphFileError

_ROOM: Final = 2**16
_CAUSES: Final = (
    ("file is not a database", "graph_file_foreign"),
    ("no such table: oxilite_meta", "graph_file_foreign"),
    ("database or disk is full", "graph_disk_full"),
    ("is locked", "graph_locked"),
    ("attempt to write a readonly database", "graph_read_only"),
    ("unable to open database file", "graph_unopenable"),
    ("permission denied", "graph_unopenable"),
)


def failure(path: Path, text: str) -> GraphFileError:
    """What an error text of the engine means for the person who uses the file at a path."""
    reason = text.removeprefix("SQL backend error: ")
    key = next((key for cause, key in _CAUSES if cause in reason.lower()), "graph_damaged")
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    if key == "graph_unopenable" and path.exists() and os.access(path, os.R_OK) and not writable:
        key = "graph_read_only"
    if reason == "disk I/O error" and shutil.disk_usage(path.parent).free < _ROOM:
        key = "graph_disk_full"
    return GraphFileError(key, file=path, reason=reason)
