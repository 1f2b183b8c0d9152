"""How wide a text is in the bundled font, and where it may break.

Widths come from the font's own table (``fonts/advances.json``), so a layout knows the size of a label before
anything is drawn; ``wrap`` never returns a line wider than asked for, and says with an ellipsis what it cut.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final

NO_LINE_START: Final = frozenset("、。，．・：；？！ー）」』】〕〉》”’％ぁぃぅぇぉっゃゅょァィゥェォッャュョ々)]},.:;?!%")
NO_LINE_END: Final = frozenset("（「『【〔〈《“‘([{")


@cache
def _advances() -> dict[str, int]:
    text = (files(__package__) / "fonts" / "advances.json").read_text(encoding="utf-8")
    table: dict[str, int] = json.loads(text)
    return table


def width(text: str, size: float) -> float:
    """The width of a text in points at a font size in points.

    >>> from enishi.viz.text import width
    >>> width("横浜", 10), round(width("ab", 10), 2)
    (20.0, 11.81)
    """
    table = _advances()
    units = sum(table.get(char, 0 if unicodedata.combining(char) else 1000) for char in text)
    return units * size / 1000


def wrap(text: str, size: float, limit: float, most: int = 2) -> tuple[str, ...]:
    """A text in at most ``most`` lines of at most ``limit`` points; what does not fit ends in an ellipsis.

    >>> from enishi.viz.text import wrap
    >>> wrap("横浜市国際局", 10, 40), wrap("City of Yokohama", 10, 60), wrap("横浜市国際局政策総務課", 10, 40)
    (('横浜市国', '際局'), ('City of', 'Yokohama'), ('横浜市国', '際局政…'))
    """
    lines: list[str] = []
    rest = text.strip()
    while rest and len(lines) < most:
        cut = _cut(rest, size, limit)
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest and lines:
        last = lines[-1]
        while last and width(last + "…", size) > limit:
            last = last[:-1]
        lines[-1] = last.rstrip() + "…"
    return tuple(lines) or ("",)


def _cut(text: str, size: float, limit: float) -> int:
    """How many characters of a text go in its first line: at least one, as many as fit, at a good place."""
    fits = len(text)
    while fits > 1 and width(text[:fits].rstrip(), size) > limit:
        fits -= 1
    if fits == len(text):
        return fits
    for cut in range(fits, fits // 2, -1):
        if _breaks(text[cut - 1], text[cut]):
            return cut
    return fits


def _breaks(before: str, after: str) -> bool:
    """Whether a line may end between two characters (a small part of JIS X 4051)."""
    if before.isspace() or after.isspace():
        return True
    if before in NO_LINE_END or after in NO_LINE_START:
        return False
    return _wide(before) or _wide(after) or before in "-/"


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in ("W", "F")


def lacks(texts: Iterable[str]) -> bool:
    """Whether any of these texts needs a character that the bundled font does not have."""
    return any(char not in _covered() for text in texts for char in text)


@cache
def _covered() -> frozenset[str]:
    return frozenset((files(__package__) / "fonts" / "characters.txt").read_text(encoding="utf-8"))
