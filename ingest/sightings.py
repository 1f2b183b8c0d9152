"""Where names of the gazetteer stand in a text, whole words only, before anything is decided about their meaning.

Names with kanji, and acronyms, are searched for with one automaton; runs of katakana and of capitalised words are
looked up, since there a name is the whole run or a part between its ・ or blanks. Overlaps are not yet resolved.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

import ahocorasick_rs

from .fold import Folded, key
from .gazetteer import Gazetteer, Reference, gazetteer

_KATAKANA: Final = re.compile("[ァ-ヺー]{2,}")
_ANY_KATAKANA: Final = re.compile("[ァ-ヺーｦ-ﾟ]")
_WORD: Final = re.compile("[0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_CAPITALISED: Final = re.compile(
    r"(?<![0-9A-Za-zÀ-ɏ@/_.])[A-ZÀ-ÞĀ-ŽȘȚ'ʻ‘][a-zA-ZÀ-ɏḀ-ỿ'’ʻ]*\.?"
    r"(?:[ \n-](?:(?:es|de|da|do|dos|del|della|la|le|les|los|el|of|am|an|der|den|im|in"
    r"|sur|sous|upon|al|e|y|the)[ -])*"
    r"[A-ZÀ-ÞĀ-ŽȘȚ][a-zA-ZÀ-ɏḀ-ỿ'’ʻ]*\.?)*"
)
_TOKEN: Final = re.compile("[a-zA-ZÀ-ɏḀ-ỿ'’ʻ‘.]+")
_PARTS: Final = 5  # words of the longest names of places, and parts between ・


class Sighting(NamedTuple):
    """A name at ``start`` to ``end`` of the original text, and the rows it may mean."""

    start: int
    end: int
    references: tuple[Reference, ...]
    latin: bool


class Spotter:
    """Finds sightings; keeps the automaton and what it has looked up."""

    def __init__(self, names: Gazetteer, home: Reference | None) -> None:
        self._names = names
        self._patterns, self._automaton = _automaton()
        self._home = home
        stems = names.known(home).entity.names if home else ()
        self._home_names = {key(n.text) for n in stems if n.lang == "ja" and len(n.text) > 1}
        self._home_latin = {key(n.text) for n in stems if n.lang == "en"}
        self._seen: dict[str, tuple[Reference, ...]] = {}

    def sightings(self, text: str, folded: Folded) -> Iterator[Sighting]:
        """Every name in a text, in no particular order, overlapping ones too."""
        yield from self._searched(text, folded)
        yield from self._katakana(folded)
        yield from self._capitalised(text)
        yield from self._at_home(text, folded)

    def _searched(self, text: str, folded: Folded) -> Iterator[Sighting]:
        for pattern, low, high in self._automaton.find_matches_as_indexes(folded.text, overlapping=True):
            start, end = folded.span(low, high)
            if whole(text, start, end) and not ("\n" in text[start:end] and high - low < 4):
                references = self._look_up(self._patterns[pattern], searched=True)
                yield Sighting(start, end, references, _is_latin(folded.text[low]))

    def _katakana(self, folded: Folded) -> Iterator[Sighting]:
        gaps = folded.gaps
        for run in _KATAKANA.finditer(folded.text):
            low, high = run.span()
            inner = gaps[bisect_right(gaps, low) : bisect_left(gaps, high)] if gaps else ()
            ends = [low, *inner, high]
            for n, first in enumerate(ends[:-1]):
                for last in reversed(ends[n + 1 : n + 1 + _PARTS]):
                    references = self._look_up(folded.text[first:last])
                    if references:
                        yield Sighting(*folded.span(first, last), references, latin=False)

    def _capitalised(self, text: str) -> Iterator[Sighting]:
        for run in _CAPITALISED.finditer(text):
            tokens = [m.span() for m in _TOKEN.finditer(text, *run.span())]
            for n, (start, _) in enumerate(tokens):
                if text[start].islower():
                    continue
                for _, end in reversed(tokens[n : n + _PARTS]):
                    name = text[start:end]
                    stem = re.sub(r"['’]s$|(?<!\b[A-Z])\.$|['’]$", "", name)
                    references = self._look_up(key(name)) or (self._look_up(key(stem)) if stem != name else ())
                    if references:
                        kept = end if self._look_up(key(name)) else start + len(stem)
                        yield Sighting(start, kept, references, latin=True)

    def _at_home(self, text: str, folded: Folded) -> Iterator[Sighting]:
        if not self._home:
            return
        for name in sorted(self._home_names | self._home_latin):
            for match in re.finditer(re.escape(name), folded.text):
                start, end = folded.span(*match.span())
                latin = name in self._home_latin
                if whole(text, start, end) and (not latin or text[start].isupper()):
                    yield Sighting(start, end, (self._home,), latin=latin)

    def _look_up(self, name: str, *, searched: bool = False) -> tuple[Reference, ...]:
        memory = "\t" + name if searched else name
        found = self._seen.get(memory)
        if found is None:
            found = tuple(self._names.searched(name) if searched else self._names.named(name))
            self._seen[memory] = found
        return found


@cache
def _automaton() -> tuple[list[str], ahocorasick_rs.AhoCorasick]:
    """The patterns of the gazetteer and what searches for all of them at once; made once a process."""
    patterns = [line.partition(b"\t")[0].decode() for line in gazetteer().patterns]
    return patterns, ahocorasick_rs.AhoCorasick(patterns, store_patterns=False)


def whole(text: str, start: int, end: int) -> bool:
    """Whether a span is no part of a longer run of katakana or of Latin letters and digits."""
    for inner, outer in ((start, start - 1), (end - 1, end)):
        if 0 <= outer < len(text):
            for script in (_ANY_KATAKANA, _WORD):
                if script.match(text[inner]) and script.match(text[outer]):
                    return False
    return True


def _is_latin(character: str) -> bool:
    return _WORD.match(character) is not None
