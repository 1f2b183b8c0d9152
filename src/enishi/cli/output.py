"""Where data goes: standard output, or a file that is whole or not there.

Rows go out as a table for eyes (a terminal), tab-separated lines for pipes, CSV for spreadsheets or JSON for
programs; a file's suffix chooses where no option does.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click

from ..errors import OutputError, UsageError
from .speaking import option

if TYPE_CHECKING:
    from ..graph.home import Cell, Table

Form = Literal["table", "tsv", "csv", "json", "markdown"]
STDOUT: Final = Path("-")
_BY_SUFFIX: Final[dict[str, Form]] = {
    ".csv": "csv",
    ".json": "json",
    ".tsv": "tsv",
    ".txt": "table",
    ".md": "markdown",
}


def output_options() -> list[click.Parameter]:
    """The options of a command whose result is rows."""
    return [
        option("--json", "as_json", is_flag=True),
        option("--csv", "as_csv", is_flag=True),
        option("--output", type=PATH, metavar="FILE", default=None),
    ]


def form_of(as_json: bool, as_csv: bool, output: Path | None, *, piped: Form = "tsv") -> Form:
    """In which form rows go out."""
    if as_json and as_csv:
        raise UsageError("two_forms")
    if as_json:
        return "json"
    if as_csv:
        return "csv"
    if output is not None and output != STDOUT:
        return _BY_SUFFIX.get(output.suffix.lower(), "tsv")
    return "table" if sys.stdout.isatty() else piped


def deliver(pieces: Iterable[str], output: Path | None, *, mark: bool = False) -> None:
    """Write text to standard output or, whole, to a file. ``mark`` puts a byte order mark into a file.

    Raises :class:`~enishi.errors.OutputError`; a file that was there before is then as it was.
    """
    if output is None or output == STDOUT:
        for piece in pieces:
            sys.stdout.write(piece)
        return

    def write(place: Path) -> None:
        with place.open("w", encoding="utf-8-sig" if mark else "utf-8", newline="") as file:
            file.writelines(pieces)

    _whole(output, write)


def deliver_bytes(data: bytes, output: Path) -> None:
    """Write bytes to standard output (``-``) or, whole, to a file; raises as :func:`deliver` does."""
    if output == STDOUT:
        sys.stdout.buffer.write(data)
        return
    _whole(output, lambda place: place.write_bytes(data))


def _whole(output: Path, write: Callable[[Path], object]) -> None:
    """Have a file written beside its place, then put it there."""
    if not output.parent.is_dir():
        raise OutputError("output_folder_missing", file=output, folder=output.parent)
    if output.is_dir():
        raise OutputError("output_is_folder", file=output)
    place = output.resolve()
    scratch = (
        place.with_name(f".{place.name}.{os.getpid()}.part") if place.is_file() or not place.exists() else place
    )
    try:
        write(scratch)
        if scratch != place:  # a device is written to, not replaced
            scratch.replace(place)
    except OSError as error:
        raise OutputError("output_unwritable", file=output, reason=error.strerror or error) from error
    finally:
        if scratch != place:
            with suppress(OSError):
                scratch.unlink()


def rows(table: Table, form: Form) -> Iterator[str]:
    """A table as text, in a form."""
    match form:
        case "json":
            yield json.dumps(table.records(), ensure_ascii=False, indent=2) + "\n"
        case "csv":
            yield from _separated([table.columns, *table.rows], ",", "\r\n")
        case "table" | "markdown":
            yield _drawn(table)
        case "tsv":
            plain = ([" ".join(_text(cell).split()) for cell in row] for row in table.rows)
            yield from ("\t".join(row) + "\n" for row in [table.columns, *plain])


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)


def _separated(lines: Iterable[Iterable[Cell]], delimiter: str, end: str) -> Iterator[str]:
    from ..queries.export import guarded  # noqa: PLC0415

    for line in lines:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter, lineterminator=end).writerow(guarded(_text(cell)) for cell in line)
        yield out.getvalue()


def _drawn(table: Table) -> str:
    from ..queries.table import Shown, drawn  # noqa: PLC0415

    cells = zip(*([_text(cell) for cell in row] for row in table.rows), strict=True) if table.rows else repeat(())
    columns = [Shown(name, own) for name, own in zip(table.columns, cells, strict=False)]
    return "".join(f"{line}\n" for line in drawn(columns, width()))


def width() -> int:
    """The columns of the terminal; 100 where there is none."""
    import shutil  # noqa: PLC0415

    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100


class _Path(click.ParamType):  # type: ignore[type-arg]
    """A path, unchecked: what is wrong with it is said by whoever uses it."""

    name = "path"

    def convert(self, value: str | Path, _: click.Parameter | None, __: click.Context | None) -> Path:
        return Path(value)


PATH: Final = _Path()
