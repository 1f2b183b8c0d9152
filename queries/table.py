"""Tables for the terminal, as rich draws them, but for thousands of rows.

What always holds: the lines are rich's own; of a cell only that which stands in another way than in one line is
given to rich, which takes a hundred times as long for it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from rich.console import Console

_HEAD_ENDS: Final = re.compile("┡━{3,}(?:╇━{3,})*┩")

Keeping = Literal["at least", "as it is", "nothing"]
_KEEPING: Final = get_args(Keeping)
"""What rich is told of columns not to be broken; the first way by which none falls off the edge is taken."""


class Shown(NamedTuple):
    """A column as it is drawn; ``least``: how wide it is at least, so that its cells are not broken."""

    heading: str
    cells: Sequence[str]
    least: int | None = None


def console(width: int) -> Console:
    """Where rich writes: a text without colours. A notebook's kernel is no reason to show anything by itself."""
    from rich.console import Console  # noqa: PLC0415  (slow to import)

    return Console(file=io.StringIO(), width=width, color_system=None, force_terminal=False, force_jupyter=False)


def written(on: Console) -> list[str]:
    """The lines that were written on a console."""
    assert isinstance(on.file, io.StringIO)  # noqa: S101  (it is one of those made above)
    return on.file.getvalue().removesuffix("\n").split("\n")


def drawn(columns: Sequence[Shown], width: int, title: str | None = None) -> Iterator[str]:
    """The lines of a table.

    >>> from enishi.queries.table import Shown, drawn
    >>> print("\\n".join(drawn([Shown("City", ["Lyon", "横浜市"]), Shown("Since", ["1959", ""])], 20)))
    ┏━━━━━━━━┳━━━━━━━┓
    ┃ City   ┃ Since ┃
    ┡━━━━━━━━╇━━━━━━━┩
    │ Lyon   │ 1959  │
    │ 横浜市 │       │
    └────────┴───────┘
    """
    measured = [Shown(c.heading, _widest(c.cells), c.least) for c in columns]
    for keeping in _KEEPING:
        frame = _by_rich(measured, width, title, keeping)
        head = next((n for n, line in enumerate(frame) if _HEAD_ENDS.fullmatch(line)), None)
        if head is not None:
            break
    if head is None or not columns[0].cells:  # perhaps there is not room enough for all of it
        yield from _by_rich(columns, width, title, _KEEPING[0] if head is None else keeping)
        return
    widths = [len(part) - 2 for part in frame[head][1:-1].split("╇")]
    yield from frame[: head + 1]
    fitted = [_fitting(each) for each in widths]
    blanks = [" " * each for each in widths]
    for row in zip(*(c.cells for c in columns), strict=True):
        cells = [fit(cell) for fit, cell in zip(fitted, row, strict=True)]
        for n in range(max(map(len, cells))):
            line = (cell[n] if n < len(cell) else blank for cell, blank in zip(cells, blanks, strict=True))
            yield f"│ {' │ '.join(line)} │"
    yield frame[-1]


def _widest(cells: Sequence[str]) -> list[str]:
    """The cell by which a column is measured, if there is one."""
    from rich.cells import cell_len  # noqa: PLC0415
    from rich.control import strip_control_codes  # noqa: PLC0415

    def size(cell: str) -> int:
        return max(map(cell_len, strip_control_codes(cell).splitlines()), default=0)

    return [max(cells, key=size)] if cells else []


def _by_rich(columns: Sequence[Shown], width: int, title: str | None, keeping: Keeping = _KEEPING[0]) -> list[str]:
    from rich.cells import cell_len  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(title=None if title is None else Text(title), title_justify="left")
    for heading, _, least in columns:
        least_width = least if keeping == "at least" else None
        own_width = max((least, *map(cell_len, heading.split()))) if least and keeping == "as it is" else None
        table.add_column(Text(heading), overflow="fold", min_width=least_width, width=own_width)
    for row in zip(*(c.cells for c in columns), strict=True):
        table.add_row(*map(Text, row))
    on = console(width)
    on.print(table)
    return written(on)


def _fitting(width: int) -> Callable[[str], list[str]]:
    """What makes lines of this width of a cell."""
    from rich.cells import cell_len, set_cell_size  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    on = console(width)

    @cache  # names come again
    def fitting(cell: str) -> list[str]:
        if cell.isprintable() and cell_len(cell) <= width:
            return [set_cell_size(cell, width)]
        return [set_cell_size(line.plain, width) for line in Text(cell).wrap(on, width, overflow="fold")]

    return fitting
