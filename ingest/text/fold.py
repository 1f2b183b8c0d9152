"""Spelling made comparable: a text folded for search, with the way back to the original.

What always holds: for ``0 <= i < j <= len(folded.text)``, ``folded.span(i, j)`` is the exact span of the original
that ``folded.text[i:j]`` was made of; folding is idempotent; names and texts are folded by the same rules:
NFKC, case, Latin diacritics, old kanji forms, ヴ as バ row, small vowels as large; ・ between katakana and single
blanks between Japanese characters dropped; runs of blanks as one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from .. import data

_ODD: Final = "\uffff"  # stands for a character whose fold is not one character; a noncharacter in Unicode
_JA: Final = "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc-\u30fe\u3400-\u9fff"
_KATAKANA: Final = "\u30a1-\u30fa\u30fc"
_SPELLING: Final = re.compile(
    f" (?: +|(?<=[{_JA}] )(?=[{_JA}]))|・(?<=[{_KATAKANA}]・)(?=[{_KATAKANA}])"
    f"|=(?<=[{_KATAKANA}]=)(?=[{_KATAKANA}])|ヴ[アイエオ]?"  # each way begins with a character: quick to look for
)
_V_ROW: Final = {"ヴ": "ブ", "ヴア": "バ", "ヴイ": "ビ", "ヴエ": "ベ", "ヴオ": "ボ"}
_SINGLE: Final = {
    **dict(zip("ァィゥェォヵヶヮヂヅヰヱヷヸヹヺ", "アイウエオカケワジズイエバビベボ", strict=True)),
    **dict.fromkeys("‐‑‒–—−﹣\u00ad", "-"),
    **dict.fromkeys("’‘ʼʻ`´′", "'"),
    **dict(zip("øđłıæœþð", "odliaetd", strict=True)),
}


@dataclass(frozen=True, slots=True)
class _Rewriting:
    """One pass over a text: piece n of the result begins at ``starts[n]`` and was made of the text's
    ``pieces[n]`` (start, end, whether character by character)."""

    starts: tuple[int, ...]
    pieces: tuple[tuple[int, int, bool], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        n = bisect_right(self.starts, start) - 1
        low, _, even = self.pieces[n]
        first = low + start - self.starts[n] if even else low
        n = bisect_right(self.starts, end - 1, lo=n) - 1
        low, high, even = self.pieces[n]
        return first, low + end - self.starts[n] if even else high


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and the way back. ``gaps`` are the offsets in ``text`` before which something was dropped."""

    text: str
    gaps: tuple[int, ...]
    rewritings: tuple[_Rewriting, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original behind ``text[start:end]``, which must not be empty.

        >>> from enishi.ingest.text.fold import fold
        >>> original = "ブラジルのサン・パウロ市"
        >>> folded = fold(original)
        >>> start, end = folded.span(5, 10)
        >>> folded.text[5:10], original[start:end]
        ('サンパウロ', 'サン・パウロ')
        """
        for rewriting in reversed(self.rewritings):
            start, end = rewriting.span(start, end)
        return start, end


def fold(text: str) -> Folded:
    """The text folded for search.

    >>> from enishi.ingest.text.fold import fold
    >>> [fold(t).text for t in ("ＹＯＫＯＨＡＭＡ", "ハノイ　市", "ヴェネツィア", "São Paulo", "㈱", "臺北")]
    ['yokohama', 'ハノイ市', 'ベネツイア', 'sao paulo', '(株)', '台北']
    """
    even = text.translate(_table())
    rewritings: list[_Rewriting] = []
    if _ODD in even:
        even, rewriting, _ = _rewrite(even, _clusters(text, even))
        rewritings.append(rewriting)
    spelt = [(*m.span(), _spell(m.group())) for m in _SPELLING.finditer(even)]
    if not spelt:
        return Folded(even, (), tuple(rewritings))
    folded, rewriting, gaps = _rewrite(even, spelt)
    return Folded(folded, gaps, (*rewritings, rewriting))


def key(name: str) -> str:
    """The fold of a name by itself: two names with one key are spellings of each other.

    >>> from enishi.ingest.text.fold import key
    >>> key("Saint-Denis") == key(" saint-denis "), key("ハンブルグ") == key("ハンブルク")
    (True, False)
    """
    return fold(name.strip()).text


def in_use(text: str) -> str:
    """A text with each old or variant kanji in the form in use in Japan.

    >>> from enishi.ingest.text.fold import in_use
    >>> in_use("葫蘆島と臺北")
    '葫芦島と台北'
    """
    return "".join(_kanji().get(c, c) for c in text)


def _rewrite(text: str, changes: Iterable[tuple[int, int, str]]) -> tuple[str, _Rewriting, tuple[int, ...]]:
    """The text with each ``text[low:high]`` replaced; and the offsets where a replacement was empty."""
    out: list[str] = []
    starts: list[int] = []
    pieces: list[tuple[int, int, bool]] = []
    gaps: list[int] = []
    length = position = 0
    for low, high, replacement in (*changes, (len(text), len(text), "")):
        for piece, source in (
            (text[position:low], (position, low, True)),
            (replacement, (low, high, False)),
        ):
            if piece:
                out.append(piece)
                starts.append(length)
                pieces.append(source)
                length += len(piece)
        if not replacement and low < high:
            gaps.append(length)
        position = high
    return "".join(out), _Rewriting(tuple(starts), tuple(pieces)), tuple(gaps)


def _spell(found: str) -> str:
    return _V_ROW.get(found, " " if len(found) > 1 else "")


def _clusters(text: str, even: str) -> Iterable[tuple[int, int, str]]:
    """Each character whose fold is not one character, with the marks after it, or the mark's own base."""
    done = 0
    position = even.find(_ODD)
    while position >= 0:
        low = position - 1 if position > done and _is_mark(text[position]) else position
        high = position + 1
        while high < len(text) and even[high] == _ODD and _is_mark(text[high]):
            high += 1
        composed = unicodedata.normalize("NFKC", text[low:high])
        yield low, high, "".join(_fold_character(c) for c in composed)
        done = high
        position = even.find(_ODD, high)


def _is_mark(character: str) -> bool:
    return character in "\uff9e\uff9f" or unicodedata.combining(character) > 0


class _Table(dict[int, str]):
    """The fold of single characters, each worked out when first met; ``_ODD`` where it is not one character."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded if len(folded) == 1 else _ODD
        return self[code]


@cache
def _table() -> _Table:
    return _Table()


def _fold_character(character: str) -> str:
    if character.isspace():
        return " "
    if _is_mark(character):
        return ""
    wide = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
    plain = "".join(_without_marks(c) for c in wide)
    return "".join(_kanji().get(c, _SINGLE.get(c, c)) for c in plain)


def _without_marks(character: str) -> str:
    """A letter without its diacritics; a kana keeps its voicing, a Hangul syllable stays whole."""
    if character < "\u0080" or "\u3040" <= character <= "\u30ff" or "\uac00" <= character <= "\ud7a3":
        return character
    return "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))


@cache
def _kanji() -> dict[str, str]:
    """Old or variant form of a kanji to the form in use in Japan, from ``authority/kanji.tsv``."""
    lines = data.text("authority/kanji.tsv").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))
