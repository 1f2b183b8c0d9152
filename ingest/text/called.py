"""Where a text calls a thing by one of its names, and a line of capitals in small letters.

Names are found as the pattern ``name|other name`` finds them, without making one for each city of each document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from string import capwords
from typing import Final

_CAPITALS: Final = re.compile(r"(?<![\w.&])[A-ZÀ-Þ][A-ZÀ-Þ’'.-]{2,}(?:(?: & | )[A-ZÀ-Þ][A-ZÀ-Þ’'.-]+)+(?![\w&])")
_WORDS: Final = re.compile(r"\b[A-ZÀ-Þ]{2,}\b")
_SMALL: Final = re.compile(r" (Of|And|The|In|For) ")


def in_small_letters(line: str, whole: str = "") -> str:
    """A line all in capitals, or words of one that are, as they would be written; one word alone may be short for
    something and stays, and so do words that the ``whole`` text spells so in lines of small letters too.

    >>> in_small_letters("SISTER CITIES OF NASHVILLE"), in_small_letters("BATH TWINNING CLUB News, ICLEI and EU")
    ('Sister Cities of Nashville', 'Bath Twinning Club News, ICLEI and EU')
    """
    small = _small(line) if line.isupper() else _CAPITALS.sub(lambda match: _small(match[0]), line)
    if not whole or small == line or len(small) != len(line):
        return small if not whole or len(small) == len(line) else line
    for word in _WORDS.finditer(line):
        spelt = re.compile(rf"[a-z].*\b{word[0]}\b|\b{word[0]}\b.*[a-z]").search(whole)
        if spelt and word[0].capitalize() not in whole:
            small = f"{small[: word.start()]}{word[0]}{small[word.end() :]}"
    return small


def _small(capitals: str) -> str:
    return _SMALL.sub(lambda match: match[0].lower(), capwords(capitals))


def places(text: str, names: Sequence[str], *, words: bool) -> list[tuple[int, int]]:
    """The spans of names in a text, in order and apart; as whole ``words`` or wherever they stand.

    >>> from enishi.ingest.text.called import places
    >>> places("Lyon and the Lyonnais, St Lyon", ["St Lyon", "Lyon"], words=True)
    [(0, 4), (23, 30)]
    """
    found: list[tuple[int, int, int]] = []
    for order, name in enumerate(names):
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not words or (_parted(text, at) and _parted(text, end)):
                found.append((at, order, end))
            at = text.find(name, at + 1)
    if len(found) < 2:
        return [(at, end) for at, _, end in found]
    found.sort()
    kept: list[tuple[int, int]] = []
    for at, _, end in found:
        if not kept or at >= kept[-1][1]:
            kept.append((at, end))
    return kept


def _parted(text: str, at: int) -> bool:
    """Whether a word ends or begins at a place, as ``\\b`` sees it."""
    before, behind = text[at - 1 : at] if at else "", text[at : at + 1]
    return (before.isalnum() or before == "_") != (behind.isalnum() or behind == "_")


def with_mark(text: str, spans: Iterable[tuple[int, int]], mark: str) -> str:
    """A text with a mark in the place of each span."""
    out: list[str] = []
    position = 0
    for start, end in spans:
        out += (text[position:start], mark)
        position = end
    return "".join((*out, text[position:]))
