"""Names said in part or in another order: the 20th Asian Games, World Winter Cities dues, 冬の都市市長会.

What always holds: such a name stands around a word that nothing explains or that is written like a name, with at
least two English words or four Japanese characters of it; where more than six things could be meant, none is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

_WORD: Final = re.compile(r"[A-Za-zÀ-ɏ0-9]+(?:'s)?")
_BETWEEN: Final = re.compile(r"[ \-/]*(?:(?:of|for|on|in|at|the|and|to) )*")
_IDLE: Final = frozenset({"of", "for", "on", "in", "at", "the", "and", "to", "a", "an"})
_FEWEST: Final = 2
_MOST_WORDS: Final = 8
_MOST_MEANT: Final = 6
_SHARE: Final = 0.4
"""How much of a name must be said."""

_SHARE_OF_END: Final = 0.6
_SHORTEST: Final = 4
_LONGEST: Final = 16
_KANA: Final = re.compile("[ぁ-ゖ 、。,]")


class LooseNames:
    """Names by the words that they are made of.

    >>> from enishi.queries.asking.loose_names import LooseNames
    >>> names = LooseNames({"20th Asian Games Aichi-Nagoya": ["games"], "世界冬の都市市長会": ["wwcam"]})
    >>> [names.at(text, [place]) for text, place in (("the 20th Asian Games", (9, 14)), ("冬の都市", (0, 1)))]
    [[(4, 20, ('games',))], [(0, 4, ('wwcam',))]]
    """

    def __init__(self, bearers: Mapping[str, Iterable[str]]) -> None:
        self._forms: list[tuple[frozenset[str], tuple[str, ...], str]] = []
        self._by_word: dict[str, set[int]] = defaultdict(set)
        japanese: list[tuple[str, tuple[str, ...]]] = []
        for name, iris in bearers.items():
            row = tuple(_stems(name))
            words = frozenset(row)
            if not name.isascii() and len(name) > _SHORTEST:
                japanese.append((name, tuple(iris)))
            elif len(words) >= _FEWEST:
                for word in words:
                    self._by_word[word].add(len(self._forms))
                self._forms.append((words, tuple(iris), row[-1]))
        self._japanese = japanese
        self._running = "\n".join(name for name, _ in japanese)

    def at(self, text: str, strange: Iterable[tuple[int, int]]) -> list[tuple[int, int, tuple[str, ...]]]:
        """Where a name stands in part around words that nothing explains, and what may be meant (IRIs)."""
        found: list[tuple[int, int, tuple[str, ...]]] = []
        for start, end in strange:
            if all(end <= first or last <= start for first, last, _ in found):
                found += self._around(text, start, end)
        return found

    def _around(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        windows = _runs(text, start) if text[start:end].isascii() else _windows(text, start, end)
        for first, last in sorted(windows, key=lambda w: w[0] - w[1]):
            said = text[first:last]
            meant = self._of_words(said) if said.isascii() else self._of_characters(said)
            if meant and len(meant) <= _MOST_MEANT:
                yield first, last, tuple(sorted(meant))
                return

    def _of_words(self, said: str) -> set[str]:
        words = set(_stems(said))
        if len(words) < _FEWEST or not all(word in self._by_word for word in words):
            return set()
        forms = set.intersection(*(self._by_word[word] for word in words))
        near = [self._forms[form] for form in forms if len(words) >= _SHARE * len(self._forms[form][0])]
        if len(words) == _FEWEST and said == said.casefold():  # two common words are a name only with its last one
            near = [form for form in near if form[2] in words]
        return {iri for _, iris, _ in near for iri in iris}

    def _of_characters(self, said: str) -> set[str]:
        if said not in self._running:
            return set()
        near = [iris for name, iris in self._japanese if said in name and len(said) >= _share(said, name)]
        return {iri for iris in near for iri in iris}


def _share(said: str, name: str) -> float:
    """How many characters of a name must be said; of its end, which only says of what kind it is, more."""
    return (_SHARE_OF_END if name.endswith(said) else _SHARE) * len(name)


def _stems(name: str) -> Iterator[str]:
    """The words of a name, folded, without plurals and British endings."""
    for match in _WORD.finditer(name.casefold()):
        word = match.group().removesuffix("'s")
        if word not in _IDLE:
            yield re.sub(r"(?<=...)(?:ies|es|s|y)$", "", word.replace("centre", "center"))


def _runs(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Rows of words around a place."""
    words = [m.span() for m in _WORD.finditer(text)]
    here = next((n for n, (first, last) in enumerate(words) if first <= start < last), None)
    if here is None:
        return
    low = high = here
    while low and _BETWEEN.fullmatch(text, words[low - 1][1], words[low][0]):
        low -= 1
    while high + 1 < len(words) and _BETWEEN.fullmatch(text, words[high][1], words[high + 1][0]):
        high += 1
    for first in range(max(low, here - _MOST_WORDS), here + 1):
        for last in range(here, min(high, here + _MOST_WORDS) + 1):
            ends = text[slice(*words[first])].casefold(), text[slice(*words[last])].casefold()
            if last > first and not _IDLE.intersection(ends):
                yield words[first][0], words[last][1]


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces of running text around a place that begin and end with no particle."""
    for first in range(max(0, start - _LONGEST), start + 1):
        for last in range(end, min(len(text), end + _LONGEST) + 1):
            whole = last - first >= _SHORTEST and not text[first:last].isascii()
            if whole and not (_KANA.match(text[first]) or _KANA.match(text[last - 1])):
                yield first, last
