"""A file written whole or not at all."""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path

from ..errors import OutputError


def write(output: Path, content: bytes) -> None:
    """Write beside the place, then move there: a reader never sees half a file, a failure leaves the old one.

    Raises :class:`~enishi.errors.OutputError` where the folder is missing or cannot be written to.
    """
    folder = output.parent
    if not folder.is_dir():
        raise OutputError("picture_folder_missing", file=str(output), folder=str(folder))
    scratch = folder / f".{output.name}.{secrets.token_hex(4)}.part"
    try:
        with scratch.open("xb") as file:
            file.write(content)
        scratch.replace(output)
    except OSError as error:
        with suppress(OSError):
            scratch.unlink()
        raise OutputError("picture_unwritable", file=str(output), reason=error.strerror or str(error)) from error
