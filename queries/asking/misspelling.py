"""Slips of the hand in the words of a question: agreemnts, anniverseries, sister citys, ネットワク.

What always holds: a word is only read for another one where it is no word of questions itself, and where all words
of questions that are one slip away speak of the same; short words only for slips that no other word looks like.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from string import ascii_lowercase
from typing import Any, Final

from .concepts import find_spans, may_be_word

_SHORT: Final = 5
_LONG: Final = 7
_NUMBERS: Final = frozenset({"three", "seven", "eight", "first", "third", "fifth", "sixth", "ninth", "tenth"})
"""Words that are a slip away from others, and none."""

_KATAKANA: Final = re.compile("[ァ-ヺー]{4,}")
_KEYS: Final = {
    "a": "qsze", "b": "vnp", "c": "xvks", "d": "sfet", "e": "wrai", "f": "dgv", "g": "fhj", "h": "gj", "i": "uoey",
    "j": "hkg", "k": "jlc", "l": "kr", "m": "n", "n": "bm", "o": "ipau", "p": "ob", "q": "wa", "r": "etl",
    "s": "adzc",    "t": "ryd", "u": "yioe", "v": "cbf", "w": "qe", "x": "zc", "y": "tui", "z": "xs",
}  # fmt: skip
"""Which letters are typed, or heard, for which: neighbours on the keys and sounds that are alike."""

_LONGEST: Final = 20
_VOWELS: Final = "aeiou"
_PLURAL: Final = re.compile(r"(?<=[^aeiou])ys$")


def mended(word: str) -> str | None:
    """The word of questions that a word misspells, nothing where that is not sure.

    >>> from enishi.queries.asking.misspelling import mended
    >>> [mended(word) for word in ("agreemnts", "citys", "ofice", "anniverseries", "flourishing", "plants")]
    ['agreements', 'cities', 'office', 'anniversaries', None, None]
    >>> [mended(word) for word in ("ネットワク", "イベンド", "タワーマンション")]
    ['ネットワーク', 'イベント', None]
    """
    if word in _common():
        return _common()[word]
    if _KATAKANA.fullmatch(word):
        return _only(_near_kana(word))
    if (
        word in _NUMBERS
        or not _SHORT <= len(word) <= _LONGEST
        or not (word.isascii() and word.isalpha() and word.islower())
    ):
        return None
    return _only(_near(word))


@cache
def _common() -> dict[str, str]:
    """Short words and conversions that people often get wrong."""
    return {wrong: right for right, said in _data()["words"].items() for wrong in said}


@cache
def _alike() -> tuple[str, ...]:
    """Sounds that are taken for one another."""
    return tuple(_data()["alike"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "misspellings.toml").read_text(encoding="utf-8"))


def _only(nearby: Iterator[str]) -> str | None:
    """The first of some words, if all that are words of questions speak of the same."""
    found = {near: frozenset(what) for near in dict.fromkeys(nearby) if (what := _speaks_of(near)) is not None}
    return next(iter(found)) if found and len(set(found.values())) == 1 else None


def _near_kana(word: str) -> Iterator[str]:
    """What is one slip away in katakana: a long or doubled sound too many or too few, a voiced one, two swapped."""
    for at in range(1, len(word) + 1):
        head, tail = word[:at], word[at:]
        yield from (f"{head}{mark}{tail}" for mark in "ーッン")
        if tail:
            alike = "".join(row for row in _alike() if tail[0] in row)
            yield from (f"{head}{sound}{tail[1:]}" for sound in alike if sound != tail[0])
            yield f"{head[:-1]}{tail[0]}{head[-1]}{tail[1:]}"
            if tail[0] in "ーッン" or tail[0] == head[-1]:
                yield head + tail[1:]


def _speaks_of(word: str) -> frozenset[str] | None:
    """What a word of questions speaks of; nothing for what is none."""
    spans = find_spans(word) if may_be_word(word) else ()
    return spans[0].concepts if len(spans) == 1 and spans[0].surface == word else None


def _near(word: str) -> Iterator[str]:
    """What is one slip away and begins alike: letters swapped or doubled, a plural, a vowel; in long words any."""
    cuts = [(word[:at], word[at:]) for at in range(1, len(word) + 1)]
    if _PLURAL.search(word):
        yield _PLURAL.sub("ies", word)
    for head, tail in cuts:
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        if tail and head[-1] == tail[0]:
            yield head + tail[1:]
        if tail:
            yield head + tail[0] + tail
        yield from (head + vowel + tail for vowel in _VOWELS if tail)
    if len(word) >= _LONG:
        for head, tail in cuts:
            yield from (head + letter + tail for letter in ascii_lowercase)
            yield from (head + letter + tail[1:] for letter in _KEYS.get(tail[:1], ""))
            if len(tail) > 1 or tail == "s":  # else it is another word: closest, closes
                yield head + tail[1:]
