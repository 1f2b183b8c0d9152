"""Sentences as typed patterns see them: every noun found becomes one private-use character of its kind.

A :class:`Masked` sentence keeps, for each of its characters, where it stands in the clean text and which noun
it is. A pattern over it is a regular expression in which ``<City>`` is any noun of kind City (or of a kind
below it), ``<City:a>`` names it ``a``, ``<City+:list>`` is an enumeration ("A、B及びC"),
and ``…`` a gap within the clause.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from ...ontology.dates_text import DateMention
from ...ontology.edtf import Interval
from ...ontology.model import Entity
from .clean import Clean

_FIRST = 0xE000
TIMES = frozenset(["Date", "FiscalYear", "RelativeDate"])
"""The kinds of nouns that tell when."""
NAME_CHARACTERS = "一-鿿々〆ヶァ-ヴーA-Za-z0-9・&'’#×\\-"
SEPARATOR = r"(?:、|,\s?|・|や|と|及び|および|並びに|ならびに|/|;\s?|,?\s(?:and|&)\s|\s)"


class Noun(NamedTuple):
    """A typed span of a sentence's clean text.

    ``kind`` is a class of the ontology or one of the kinds of words that rules speak of (``Date``, ``Tie``,
    ``Anniversary``, ``Self`` ...). ``entities`` are the candidates it may name, best first; ``parts`` the
    nouns inside it; ``names`` further names that the text gives it, in brackets behind it.
    """

    start: int
    end: int
    kind: str
    text: str
    entities: tuple[Entity, ...] = ()
    value: Interval | DateMention | float | str | None = None
    parts: tuple[Noun, ...] = ()
    names: tuple[str, ...] = ()
    note: str | None = None

    @property
    def country(self) -> str | None:
        """The code of the country of what it most likely names."""
        return self.entities[0].country if self.entities else None

    def names_what(self, other: Noun) -> bool:
        """Whether it names what another noun does: the same known things, else in the same words."""
        return self.entities == other.entities if self.entities else self.text == other.text


class Alphabet:
    """One private-use character per kind; kinds are added as they are met."""

    def __init__(self, below: Callable[[str], Iterable[str]]) -> None:
        self._codes: dict[str, str] = {}
        self._classes: dict[str, str] = {}
        self._below = below

    def code(self, kind: str) -> str:
        """The character that stands for a kind."""
        return self._codes.setdefault(kind, chr(_FIRST + len(self._codes)))

    def any_of(self, kinds: str) -> str:
        """A character class for ``City|Country``, kinds below them included."""
        if kinds not in self._classes:
            codes = {self.code(k) for name in kinds.split("|") for k in (name, *self._below(name))}
            self._classes[kinds] = "[" + "".join(sorted(codes)) + "]"
        return self._classes[kinds]


_TYPED = re.compile(r"<(?P<kinds>[A-Z][A-Za-z|]*)(?P<many>\+)?(?::(?P<name>[a-z]\w*))?>")


def compile_pattern(pattern: str, alphabet: Alphabet, words: dict[str, str]) -> re.Pattern[str]:
    """A typed pattern as a regular expression over masked text; see :func:`untyped`."""
    return re.compile(untyped(pattern, alphabet, words))


def untyped(pattern: str, alphabet: Alphabet, words: dict[str, str]) -> str:
    """The source of a typed pattern over masked text; ``{word}`` inserts a list of words.

    >>> from enishi.ingest.text.mask import Alphabet, untyped
    >>> untyped("{tie}‥調印", Alphabet(lambda k: ()), {"tie": "姉妹都市|友好都市"})
    '(?:姉妹都市|友好都市)[^。、]{0,15}?調印'
    """
    for name, alternatives in words.items():
        pattern = pattern.replace("{" + name + "}", f"(?:{alternatives})")
    pattern = pattern.replace(r"\W", r"[^\w\ue000-\uf8ff]")  # a masked noun is no punctuation
    pattern = (
        pattern.replace("{R}", f"[{NAME_CHARACTERS}]").replace("…", "[^。]{0,40}?").replace("‥", "[^。、]{0,15}?")
    )

    def typed(match: re.Match[str]) -> str:
        one = alphabet.any_of(match["kinds"])
        if match["many"]:
            country = alphabet.any_of("Country")
            aside = rf"(?:\([^()]{{0,40}}\)| \({country}\)|市|都|など|等|の各市)?"
            one = f"{one}{aside}(?:{SEPARATOR}{{1,2}}{one}{aside})*"
        return f"(?P<{match['name']}>{one})" if match["name"] else f"(?:{one})"

    return _TYPED.sub(typed, pattern)


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence with its nouns masked."""

    clean: Clean
    text: str
    at: tuple[int, ...]  # clean offset of each masked character, and one past the end
    nouns: tuple[Noun, ...]
    index: dict[int, int] = field(default_factory=dict)  # masked offset -> number of the noun, in order

    def elsewhere(self, clean: Clean) -> Masked:
        """The same for the same text that stands at another place: nouns of its own, though equal ones."""
        return Masked(clean, self.text, self.at, tuple(map(Noun._make, self.nouns)), self.index)

    def noun_at(self, offset: int) -> Noun | None:
        """The noun at a masked offset, if one stands there."""
        number = self.index.get(offset)
        return None if number is None else self.nouns[number]

    def within(self, start: int, end: int) -> list[Noun]:
        """The nouns in a masked range."""
        if end - start < len(self.nouns):
            return [self.nouns[self.index[i]] for i in range(start, end) if i in self.index]
        return [noun for at, noun in zip(self.index, self.nouns, strict=True) if start <= at < end]

    def plain(self, start: int, end: int) -> str:
        """The clean text of a masked range."""
        return self.clean.text[self.at[start] : self.at[end]]


def mask(
    clean: Clean, nouns: Sequence[Noun], alphabet: Alphabet, between: Mapping[int, str] | None = None
) -> Masked:
    """Mask non-overlapping nouns, given in order, in a clean sentence.

    ``between`` are words that stand in no text, by the offsets of the nouns before which they are read.
    """
    if not nouns:
        return Masked(clean, clean.text, tuple(range(len(clean.text) + 1)), ())
    text: list[str] = []
    at: list[int] = []
    index: dict[int, int] = {}
    position = 0
    for number, noun in enumerate(nouns):
        text.append(clean.text[position : noun.start])
        at.extend(range(position, noun.start))
        if between and (word := between.get(noun.start)):
            text.append(word)
            at.extend([noun.start] * len(word))
        index[len(at)] = number
        text.append(alphabet.code(noun.kind))
        at.append(noun.start)
        position = noun.end
    text.append(clean.text[position:])
    at.extend(range(position, len(clean.text) + 1))
    return Masked(clean, "".join(text), tuple(at), tuple(nouns), index)


_starts = attrgetter("start")


def longest(nouns: Iterable[Noun]) -> list[Noun]:
    """The nouns that remain where several overlap: the longer one, then the earlier one; in order."""
    kept: list[Noun] = []  # in order of place
    for noun in sorted(nouns, key=lambda n: (n.start - n.end, n.start)):
        at = bisect_right(kept, noun.start, key=_starts)
        if (not at or kept[at - 1].end <= noun.start) and (at == len(kept) or noun.end <= kept[at].start):
            kept.insert(at, noun)
    return kept
