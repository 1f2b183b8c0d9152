"""Which of many regular expressions may match a text: those whose indispensable words stand in it.

What always holds: a pattern that would match is never left out; of one that is let through nothing is promised.
The words are read off the parsed patterns; one pass over a text finds those of all patterns at once.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from importlib import import_module
from typing import Any, Final, Generic, TypeAlias, TypeVar

import ahocorasick_rs

T = TypeVar("T")
Words: TypeAlias = frozenset[str]
"""Alternatives of which one must stand in the text (in lower case)."""

_parser: Final[Any] = import_module("re._parser")
_MOST: Final = 512  # alternatives that are still looked for one by one
_CROSSED: Final = 64  # alternatives that two parts in a row may have together
_CASED_ELSEWHERE: Final = ("ı", "ſ")  # what i and s also match where case is ignored, and lower() leaves alone
_FEW: Final = 8  # words that are quicker to look for than their pattern
_COMMON: Final = 0.35  # a need that texts meet as often as this is not worth asking


def needs(pattern: str, flags: int = 0) -> tuple[Words, ...]:
    """What a text must contain for a pattern to match: one word of each set, once both are in lower case.

    >>> from enishi.ingest.text.sieve import needs
    >>> [sorted(words) for words in needs("(?:姉妹|友好)都市(?:提携)?を?[^。]*締結(?!予定)")]
    [['友好都市', '姉妹都市'], ['締結']]
    """
    exact, met = _sequence(_parser.parse(pattern, flags))
    found = (*met, exact) if exact else met
    return tuple(dict.fromkeys(_least(words) for words in found if words and "" not in words))


def _least(words: Words) -> Words:
    """The words without those that contain another one."""
    if len(words) > 200:
        return words
    return frozenset(w for w in words if not any(o != w and o in w for o in words))


_Known: TypeAlias = tuple[Words | None, tuple[Words, ...]]
"""All that a part may match, where that is few words; and what it needs besides."""


def _sequence(parts: Iterable[tuple[Any, Any]]) -> _Known:
    whole, current, met = True, frozenset([""]), list[Words]()
    for op, given in parts:
        exact, more = _part(str(op), given)
        met.extend(more)
        if exact is not None and len(exact) * len(current) <= max(_CROSSED, len(current), len(exact)):
            current = frozenset(a + b for a in current for b in exact)
            continue
        met.append(current)
        whole = False
        current = frozenset([""]) if exact is None else exact
    return (current, tuple(met)) if whole else (None, (*met, current))


def _part(op: str, given: Any) -> _Known:
    known: _Known = None, ()
    match op:
        case "LITERAL":
            known = _character(given), ()
        case "IN":
            known = _characters(given), ()
        case "AT" | "ASSERT_NOT":
            known = frozenset([""]), ()
        case "ASSERT":
            exact, met = _sequence(given[1])
            known = frozenset([""]), (*met, exact) if exact else met
        case "SUBPATTERN":
            known = _sequence(given[3])
        case "ATOMIC_GROUP":
            known = _sequence(given)
        case "BRANCH":
            known = _branch([_sequence(branch) for branch in given[1]])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            known = _repeated(*given)
    return known


def _repeated(least: int, most: int, inner: Any) -> _Known:
    exact, met = _sequence(inner)
    if least == most == 1:
        return exact, met
    if least == 0:
        return (exact | {""} if exact is not None and most == 1 else None), ()
    return None, (*met, exact) if exact else met


def _branch(branches: Sequence[_Known]) -> _Known:
    exacts = [exact for exact, _ in branches if exact is not None]
    if len(exacts) == len(branches) and not any(met for _, met in branches):
        every = frozenset[str]().union(*exacts)
        return (every, ()) if len(every) <= _MOST else (None, (every,))
    joined: list[str] = []
    for exact, met in branches:
        choices: list[Words] = [words for words in ((*met, exact) if exact else met) if words and "" not in words]
        if not choices:
            return None, ()
        rarest: Words = min(choices, key=_frequency)
        joined.extend(rarest)
    return None, (frozenset(joined),)


def _character(code: int) -> Words | None:
    """A character as it stands in a text in lower case; of other scripts with case nothing is known."""
    char = chr(code)
    if char.isascii():
        return frozenset([char.lower()])
    return frozenset([char]) if char.lower() == char == char.upper() else None


def _characters(given: Any) -> Words | None:
    found: set[str] = set()
    for op, value in given:
        match str(op):
            case "LITERAL":
                codes = range(value, value + 1)
            case "RANGE":
                codes = range(value[0], value[1] + 1)
            case _:
                return None
        if len(codes) > _CROSSED:
            return None
        for code in codes:
            one = _character(code)
            if one is None:
                return None
            found |= one
    return frozenset(found) if len(found) <= _CROSSED else None


def _frequency(words: Words) -> float:
    """How often about a text has one of the words, to choose what to look for."""
    return sum(map(_of_word, words)) if "" not in words else 1.0


def _of_word(word: str) -> float:
    if len(word) > 1:
        return 0.01 if len(word) == 2 else 0.003
    if "\ue000" <= word <= "\uf8ff":
        return 0.1  # a noun of a kind
    return 0.05 if word >= "\u3400" else 0.5


class Sought:
    """A pattern that is looked for only in texts where its indispensable words stand; the first has it compiled."""

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source, self.flags = source, flags

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern itself; raises ``re.error`` where it is none."""
        return re.compile(self.source, self.flags)

    @cached_property
    def _words(self) -> tuple[str, ...]:
        few = [words for words in needs(self.source, self.flags) if len(words) <= _FEW]
        rarest: Words = min(few, key=_frequency) if few else frozenset()
        words = tuple(sorted(rarest))
        return (*words, *_CASED_ELSEWHERE) if any(map(_is_cased, words)) else words

    @cached_property
    def _cased(self) -> bool:
        return any(map(_is_cased, self._words))

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """How a text matches from ``start`` on."""
        return self.pattern.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """How a text from ``start`` to ``end`` matches as a whole."""
        return self.pattern.fullmatch(text, start, end)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Where a text (from ``start`` to ``end``) first matches.

        >>> from enishi.ingest.text.sieve import Sought
        >>> [bool(Sought("姉妹都市.*(?i:signed)").search(t)) for t in ("姉妹都市 SIGNED", "友好都市")]
        [True, False]
        """
        return self.pattern.search(text, start, end) if self._may_stand(text) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Each place where a text (from ``start`` to ``end``) matches."""
        return self.pattern.finditer(text, start, end) if self._may_stand(text) else iter(())

    def sub(self, by: str, text: str) -> str:
        """The text with each match replaced."""
        return self.pattern.sub(by, text) if self._may_stand(text) else text

    def _may_stand(self, text: str) -> bool:
        among = text.lower() if self._cased else text
        for word in self._words:
            if word in among:
                return True
        return not self._words


def _is_cased(word: str) -> bool:
    return any(c.isascii() and c.isalpha() for c in word)


class Sieve(Generic[T]):
    """Things with a pattern each, asked which may match a text."""

    def __init__(self, things: Iterable[tuple[T, str]], *, common: float = 1.0) -> None:
        """``common``: how often about a text has one of the words that are not worth looking for."""
        self._things = list(things)
        self._too_common = common

    @cached_property
    def _built(self) -> tuple[Any, list[list[tuple[int, tuple[frozenset[int], ...]]]], list[int]]:
        """What searches for all words; by word the things to think of, with what else they need; the rest."""
        numbers: dict[str, int] = {}
        waiting: list[tuple[int, Words]] = []
        others: list[tuple[frozenset[int], ...]] = []
        always: list[int] = []
        for thing, (what, pattern) in enumerate(self._things):
            try:
                needed = needs(pattern)
            except re.error as error:
                error.add_note(f"in the pattern of {what!r}")
                raise
            found = sorted(
                (w for w in needed if _frequency(w) < self._too_common),
                key=lambda w: (_frequency(w), sorted(w)),
            )
            if found:
                waiting.append((thing, found[0]))
            else:
                always.append(thing)
            more = [words for words in found[1:4] if _frequency(words) < _COMMON]
            others.append(
                tuple(frozenset(numbers.setdefault(w, len(numbers)) for w in sorted(words)) for words in more)
            )
        for _, words in waiting:
            for word in sorted(words):
                numbers.setdefault(word, len(numbers))
        by_word: list[list[tuple[int, tuple[frozenset[int], ...]]]] = [[] for _ in numbers]
        for thing, words in waiting:
            for word in words:
                by_word[numbers[word]].append((thing, others[thing]))
        return ahocorasick_rs.AhoCorasick(list(numbers), store_patterns=False), by_word, always

    def candidates(self, text: str) -> list[T]:
        """The things whose pattern may match the text, in the order in which they were given."""
        automaton, by_word, always = self._built
        lower = text.lower()
        if "ı" in lower or "ſ" in lower:  # which i and s also match where case is ignored
            return [thing for thing, _ in self._things]
        found = automaton.find_matches_as_indexes(lower, overlapping=True)
        if not found:
            return [self._things[thing][0] for thing in always] if always else []
        present = {number for number, _, _ in found}
        kept = set(always)
        for word in present:
            for thing, others in by_word[word]:
                for words in others:
                    if present.isdisjoint(words):
                        break
                else:
                    kept.add(thing)
        if not kept:
            return []
        things = self._things
        return [things[thing][0] for thing in sorted(kept)]


class Alternatives:
    """A pattern of many alternatives, of which those alone are tried on a text that may match it.

    What it finds is what all of them find, joined by ``|`` in the order given; groups count within those tried.
    """

    def __init__(self, patterns: Iterable[str], flags: int = 0) -> None:
        self._flags = flags
        prefix = "i" if flags & re.IGNORECASE else ""
        self._sieve = Sieve((pattern, f"(?{prefix}:{pattern})") for pattern in patterns)
        self._compiled: dict[tuple[str, ...], re.Pattern[str]] = {}

    def among(self, text: str) -> re.Pattern[str] | None:
        """The pattern of those that may match a text or a part of it; none where none may.

        >>> from enishi.ingest.text.sieve import Alternatives
        >>> Alternatives(["姉妹都市", "友好都市", r"twin(?:ned)? town"]).among("友好都市です。").pattern
        '友好都市'
        """
        kept = tuple(self._sieve.candidates(text))
        if not kept:
            return None
        if kept not in self._compiled:
            self._compiled[kept] = re.compile("|".join(kept), self._flags)
        return self._compiled[kept]


class Several:
    """Patterns that are looked for in turn, each only in texts that it may match."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._sieve = Sieve((Sought(pattern), pattern) for pattern in patterns)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Each place where one of them matches: all of the first one, then all of the next.

        >>> from enishi.ingest.text.sieve import Several
        >>> [m[0] for m in Several([r"twinn\\w+", "signed", r"to\\w+"]).finditer("towns signed and twinned")]
        ['twinned', 'signed', 'towns']
        """
        for sought in self._sieve.candidates(text):
            yield from sought.pattern.finditer(text)
