"""Slips of the hand in the English words of a question: agreemnts, anniverseries, sister citys.

What always holds: a word is only read for another one where it is no word of questions itself, and where all words
of questions that are one slip away speak of the same; short words only for slips that no other word looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_lowercase
from typing import Final

from .concepts import find_spans

_SHORT: Final = 5
_LONG: Final = 7
_NUMBERS: Final = frozenset({"three", "seven", "eight", "first", "third", "fifth", "sixth", "ninth", "tenth"})
"""Words that are a slip away from others, and none."""

_LONGEST: Final = 20
_VOWELS: Final = "aeiou"
_PLURAL: Final = re.compile(r"(?<=[^aeiou])ys$")


def mended(word: str) -> str | None:
    """The word of questions that a word misspells, nothing where that is not sure.

    >>> from enishi.queries.asking.misspelling import mended
    >>> [mended(word) for word in ("agreemnts", "citys", "ofice", "anniverseries", "flourishing", "plants")]
    ['agreements', 'cities', 'office', 'anniversaries', None, None]
    """
    if (
        word in _NUMBERS
        or not _SHORT <= len(word) <= _LONGEST
        or not (word.isascii() and word.isalpha() and word.islower())
    ):
        return None
    found = {near: frozenset(what) for near in dict.fromkeys(_near(word)) if (what := _speaks_of(near)) is not None}
    return next(iter(found)) if found and len(set(found.values())) == 1 else None


def _speaks_of(word: str) -> frozenset[str] | None:
    """What a word of questions speaks of; nothing for what is none."""
    spans = find_spans(word)
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
            yield from (head + letter + tail[1:] for letter in ascii_lowercase if tail)
            yield head + tail[1:]
