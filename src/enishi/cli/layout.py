"""Text in lines of a terminal's width: a Japanese character takes two columns, and may end a line anywhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

_PIECES: Final = re.compile(r"\s+|[!-~]+|.")
_NEVER_FIRST: Final = "、。，．・：；）」』】〉》ー！？ゃゅょっァィゥェォッャュョ"


def columns(text: str) -> int:
    """How many columns a text takes.

    >>> from enishi.cli.layout import columns
    >>> columns("横浜 Yokohama")
    13
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, width: int) -> Iterator[str]:
    """A text in lines of at most ``width`` columns; its own line ends stay.

    >>> from enishi.cli.layout import wrapped
    >>> list(wrapped("都市の縁を、文書から。", 12))
    ['都市の縁を、', '文書から。']
    """
    for paragraph in text.strip("\n").split("\n"):
        line = ""
        for piece in _PIECES.findall(paragraph):
            over = columns(line + piece.rstrip()) > width
            if over and line.strip() and piece not in _NEVER_FIRST:
                yield line.rstrip()
                line = piece.lstrip()
            else:
                line += piece
        yield line.rstrip()


def listed(pairs: Iterable[tuple[str, str]], width: int) -> Iterator[str]:
    """Terms and what they mean, in two columns; a long term stands on a line of its own."""
    rows = list(pairs)
    left = min(max((columns(term) for term, _ in rows), default=0), 28) + 4
    for term, meaning in rows:
        lines = list(wrapped(meaning, width - left))
        if columns(term) + 4 > left:
            yield f"  {term}"
        else:
            first, *lines = lines
            yield f"  {term}{' ' * (left - 2 - columns(term))}{first}".rstrip()
        yield from (f"{' ' * left}{line}".rstrip() for line in lines)
