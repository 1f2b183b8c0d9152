"""How wide a text is in the bundled font, and where it may break.

Widths come from the font's own table (``fonts/advances.json``), so a layout knows the size of a label before
anything is drawn; ``wrap`` never returns a line wider than asked for, and says with an ellipsis what it cut.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from math import floor
from typing import Final
from unicodedata import combining, east_asian_width

NO_LINE_START: Final = frozenset(
    "、。，．・：；？！ー）」』】〕〉》”’％ぁぃぅぇぉっゃゅょァィゥェォッャュョ々)]},.:;?!%"
)
NO_LINE_END: Final = frozenset("（「『【〔〈《“‘([{")


@cache
def _advances() -> dict[str, int]:
    text = (files(__package__) / "fonts" / "advances.json").read_text(encoding="utf-8")
    table: dict[str, int] = json.loads(text)
    return table


def width(text: str, size: float) -> float:
    """The width in points of a text at a font size in points, exactly as Graphviz sets it.

    Its Pango sets text on a grid of 96 dots an inch: FreeType rounds each advance to a 64th of a dot, then
    to a whole one. Sizes of whole dots (multiples of 0.75 points) look best.

    >>> from enishi.viz.text import width
    >>> width("横浜", 11.25), width("ab", 11.25)
    (22.5, 12.75)
    """
    return sum(_dots(char, size) for char in text) * 0.75


@lru_cache(1 << 16)
def _dots(char: str, size: float) -> int:
    """The advance of a character in dots of 96 an inch."""
    advance = _advances().get(char)
    if advance is None:
        advance = 0 if combining(char) else 1000
    return (floor(advance * size * 96 / 72 / 1000 * 64 + 0.5) + 32) // 64


def wrap(text: str, size: float, limit: float, most: int = 2) -> tuple[str, ...]:
    """A text in at most ``most`` lines of at most ``limit`` points, as even as may be; what does not fit ends
    in an ellipsis.

    >>> from enishi.viz.text import wrap
    >>> wrap("横浜市国際局", 9, 45), wrap("City of Yokohama", 9, 60), wrap("横浜市国際局政策総務課", 9, 40)
    (('横浜市', '国際局'), ('City of', 'Yokohama'), ('横浜市国', '際局政…'))
    """
    lines, rest = _filled(text.strip(), size, limit, most)
    if rest:
        last = lines[-1]
        while last and width(last + "…", size) > limit:
            last = last[:-1]
        return (*lines[:-1], last.rstrip() + "…")
    even = limit
    while len(lines) > 1 and even > limit / 3:
        tighter, rest = _filled(text.strip(), size, even, len(lines))
        if rest:
            break
        lines, even = tighter, even - size / 2
    return tuple(lines) or ("",)


def _filled(text: str, size: float, limit: float, most: int) -> tuple[list[str], str]:
    """As many lines as wanted, each as full as it can be, and what is left over."""
    lines: list[str] = []
    while text and len(lines) < most:
        cut = _cut(text, size, limit)
        lines.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return lines, text


def _cut(text: str, size: float, limit: float) -> int:
    """How many characters of a text go in its first line: at least one, as many as fit, at a good place."""
    fits, dots = len(text), 0
    for place, char in enumerate(text):  # white space at the end of a line takes no room
        dots += _dots(char, size)
        if dots * 0.75 > limit and not char.isspace():
            fits = max(place, 1)
            break
    if fits == len(text):
        return fits
    for cut in range(fits, fits // 2, -1):
        if _breaks(text[cut - 1], text[cut]):
            return cut
    return fits


def _breaks(before: str, after: str) -> bool:
    """Whether a line may end between two characters (a small part of JIS X 4051, which keeps ー from a start)."""
    if before.isspace() or after.isspace():
        return True
    if before in NO_LINE_END or after in NO_LINE_START or (_katakana(before) and _katakana(after)):
        return False
    return _wide(before) or _wide(after) or before in "-/"


def _katakana(char: str) -> bool:
    return "ァ" <= char <= "ヿ" and char != "・"


def _wide(char: str) -> bool:
    return east_asian_width(char) in ("W", "F")


def lacks(texts: Iterable[str]) -> bool:
    """Whether any of these texts needs a character that the bundled font does not have."""
    return any(char not in _covered() for text in texts for char in text)


@cache
def _covered() -> frozenset[str]:
    return frozenset((files(__package__) / "fonts" / "characters.txt").read_text(encoding="utf-8"))
