"""The libraries that read documents are an extra, ``enishi[documents]``; where one is missing, it is named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...errors import DocumentError


@contextmanager
def needed_for(path: Path) -> Iterator[None]:
    """Turn an import that fails inside into a :class:`DocumentError` that names the file and the extra."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise DocumentError("document_needs_extra", file=path, library=error.name) from error
