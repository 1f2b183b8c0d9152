"""Where the files of an evaluation lie: gold files in folders, and the document that a gold file belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ...errors import InputError
from ..readers.kinds import MEDIA_TYPES

GOLD: Final = ".jsonl"
BESIDE: Final = "docs"
"""The folder of documents beside a folder of gold files."""


def gold_in(paths: Iterable[Path]) -> list[Path]:
    """Gold files among files and folders, each once, in order. Raises ``InputError`` for an empty folder."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(path.glob(f"*{GOLD}")) if path.is_dir() else [path]
        if not inside:
            raise InputError("gold_folder_empty", folder=path)
        found.update(dict.fromkeys(inside))
    return list(found)


def document_for(gold: Path, folder: Path | None = None) -> Path:
    """The document of a gold file: by its stem in ``folder``, else in ``../docs`` or beside the gold file.

    Raises ``InputError`` where there is none.
    """
    folders = [folder] if folder else [gold.absolute().parent.parent / BESIDE, gold.absolute().parent]
    suffixes = sorted(MEDIA_TYPES, key=lambda suffix: (suffix != ".txt", suffix))
    for place in folders:
        for suffix in suffixes:
            path = place / f"{gold.stem}{suffix}"
            if path.is_file():
                return path
    raise InputError("gold_document_missing", file=gold, stem=gold.stem, folders=folders)
