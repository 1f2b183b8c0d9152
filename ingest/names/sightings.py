"""Where names of the gazetteer stand in a text, whole words only, before anything is decided about their meaning.

Names with kanji, and acronyms, are searched for with one automaton; runs of katakana and of capitalised words are
looked up, since there a name is the whole run or a part between its ・ or blanks. Overlaps are not yet resolved.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

import ahocorasick_rs

from ..text.fold import Folded, fold, key
from .gazetteer import Gazetteer, Reference, gazetteer

_KATAKANA: Final = re.compile("[ァ-ヺー][ァ-ヺー]+")
_ANY_KATAKANA: Final = re.compile("[ァ-ヺーｦ-ﾟ]")
_WORD: Final = re.compile("[0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_CAPITALISED: Final = re.compile(
    r"[A-ZÀ-ÞĀ-ŽȘȚ'ʻ‘](?<![0-9A-Za-zÀ-ɏ@/_.].)[a-zA-ZÀ-ɏḀ-ỿ'’ʻ]*\.?"
    r"(?:[ \n-](?:(?:es|de|da|do|dos|das|di|du|des|del|della|la|le|les|los|el|of|am|an|der|den|im|in"
    r"|sur|sous|upon|on|under|al|e|y|the|bei|ob|vor|zu|aux|aan|op|na|nad|pod)[ -])*"
    r"[A-ZÀ-ÞĀ-ŽȘȚ][a-zA-ZÀ-ɏḀ-ỿ'’ʻ]*\.?)*"
)
_TOKEN: Final = re.compile("[a-zA-ZÀ-ɏḀ-ỿ'’ʻ‘.]+")
_OUTER: Final = re.compile(r"['’]s$|(?<!\b[A-Z])\.$|['’]$")  # what may stand behind a name and is none of it
_BEHIND: Final = "s.'’"  # with which all of that ends
_PARTS: Final = 5  # words of the longest names of places, and parts between ・
_REMEMBERED: Final = 1 << 12
"""Texts, and names looked up, that are remembered: a text is asked about for its city, then for itself."""


class Sighting(NamedTuple):
    """A name at ``start`` to ``end`` of the original text, and the rows it may mean."""

    start: int
    end: int
    references: tuple[Reference, ...]
    latin: bool


class Spotter:
    """Finds sightings for the readers of one city's documents, or of any."""

    def __init__(self, names: Gazetteer, home: Reference | None) -> None:
        self._home = home
        stems = names.known(home).entity.names if home else ()
        japanese = {key(n.text) for n in stems if n.lang == "ja" and len(n.text) > 1}
        latin = {key(n.text) for n in stems if n.lang == "en"}
        self._home_names = [(name, name in latin) for name in sorted(japanese | latin)]

    def sightings(self, text: str) -> Sequence[Sighting]:
        """Every name in a text, in no particular order, overlapping ones too."""
        folded, anywhere = _anywhere(text)
        return [*anywhere, *self._at_home(text, folded)] if self._home else anywhere

    def _at_home(self, text: str, folded: Folded) -> Iterator[Sighting]:
        for name, latin in self._home_names:
            at = folded.text.find(name)
            while at >= 0 and self._home:
                start, end = folded.span(at, at + len(name))
                if whole(text, start, end) and (not latin or text[start].isupper()):
                    yield Sighting(start, end, (self._home,), latin=latin)
                at = folded.text.find(name, at + len(name))


@lru_cache(_REMEMBERED)
def _anywhere(text: str) -> tuple[Folded, tuple[Sighting, ...]]:
    """A text folded, and the names in it that mean the same to everybody."""
    folded = fold(text)
    return folded, (*_searched(text, folded), *_katakana(folded), *_capitalised(text))


def _searched(text: str, folded: Folded) -> Iterator[Sighting]:
    patterns, automaton = _automaton()
    for pattern, low, high in automaton.find_matches_as_indexes(folded.text, overlapping=True):
        start, end = folded.span(low, high)
        if whole(text, start, end) and not (high - low < 4 and "\n" in text[start:end]):
            yield Sighting(start, end, _found(patterns[pattern]), _is_latin(folded.text[low]))


def _katakana(folded: Folded) -> Iterator[Sighting]:
    gaps = folded.gaps
    for run in _KATAKANA.finditer(folded.text):
        low, high = run.span()
        inner = gaps[bisect_right(gaps, low) : bisect_left(gaps, high)] if gaps else ()
        ends = [low, *inner, high]
        for n, first in enumerate(ends[:-1]):
            for last in reversed(ends[n + 1 : n + 1 + _PARTS]):
                if references := _named(folded.text[first:last]):
                    yield Sighting(*folded.span(first, last), references, latin=False)


def _capitalised(text: str) -> Iterator[Sighting]:
    for run in _CAPITALISED.finditer(text):
        tokens = [m.span() for m in _TOKEN.finditer(text, *run.span())]
        for n, (start, _) in enumerate(tokens):
            if text[start].islower():
                continue
            for _, end in reversed(tokens[n : n + _PARTS]):
                name = text[start:end]
                if references := _spelt(name):
                    yield Sighting(start, end, references, latin=True)
                    continue
                if name[-1] not in _BEHIND:
                    continue
                stem = _OUTER.sub("", name)
                if stem != name and (references := _spelt(stem)):
                    yield Sighting(start, start + len(stem), references, latin=True)


def forget() -> None:
    """Forget the texts that were looked at; names looked up are kept."""
    _anywhere.cache_clear()


@lru_cache(_REMEMBERED)
def _found(folded: str) -> tuple[Reference, ...]:
    """The rows of a name that is searched for."""
    return tuple(gazetteer().searched(folded))


@lru_cache(_REMEMBERED)
def _named(folded: str) -> tuple[Reference, ...]:
    """The rows of a name that is looked up."""
    return tuple(gazetteer().named(folded))


@lru_cache(_REMEMBERED)
def _spelt(name: str) -> tuple[Reference, ...]:
    """The rows of a name as it is written."""
    return _named(key(name)) or (_named(key(f"St. {name[3:]}")) if name.startswith("St ") else ())


@cache
def _automaton() -> tuple[list[str], ahocorasick_rs.AhoCorasick]:
    """The patterns of the gazetteer and what searches for all of them at once; made once a process."""
    patterns = [line.partition(b"\t")[0].decode() for line in gazetteer().patterns]
    return patterns, ahocorasick_rs.AhoCorasick(patterns, store_patterns=False)


def whole(text: str, start: int, end: int) -> bool:
    """Whether a span is no part of a longer run of katakana or of Latin letters and digits."""
    if start and (script := _script(text[start])) and script == _script(text[start - 1]):
        return False
    return not (end < len(text) and (script := _script(text[end - 1])) and script == _script(text[end]))


@lru_cache(_REMEMBERED)
def _script(character: str) -> int:
    """1 for katakana, 2 for a Latin letter or a digit, else 0."""
    return 1 if _ANY_KATAKANA.match(character) else 2 if _WORD.match(character) else 0


def _is_latin(character: str) -> bool:
    return _script(character) == 2
