"""The words of questions: what people call the things that the catalogue knows of, in Japanese and English.

What always holds: the words stand in ``concepts.toml`` and ``light_words.toml``, not here; English ones match whole
words, Japanese ones running text; spans that are found do not overlap, and of two that would the longer is taken.
A word may speak of several things (what is concluded is begun, and agreed): which is meant, the question tells.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import ahocorasick_rs

if TYPE_CHECKING:
    from ...ontology.model import Lang
    from ..ordering import Order

_LIGHT: Final = ""
"""In the place of a concept's name: the words that narrow nothing."""

_NOUNS: Final = "nouns"
"""Those of the light words that are nouns: their group in the file."""

_LETTER: Final = re.compile("[A-Za-z]")
_STOPS: Final = "どうすれ|どうしたら|ない|ません|なかっ|そう(?:[なだで]|か?[?？。]?$)|べき|かもしれ"
_ENDING: Final = f"(?:(?!{_STOPS}|(?<!れ)(?<!いた)だけ|のみ|たい(?!て|し))[ぁ-ゖ])*"
"""What may follow a stem in kana; a denial, a guess, a wish or "only" is left to be read as one."""

_LIGHT_ENDING: Final = f"(?:(?!{_STOPS})[ぁ-ゖ])*"
"""The same of a word that narrows nothing: whoever asks may wish to know."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that questions speak of.

    ``always`` may be said in any question, ``never`` in none that is answered; ``relation`` narrows a parameter
    of that type; a word of a ``topic`` may be left aside, and that is said; ``kind`` is the class of what the word
    names; ``keeps`` are the relations and classes of the rows that it leaves where a question has rows of many;
    ``order`` is the one in which rows are then shown, ``only`` how many of them where no number is said.
    """

    name: str
    relation: str | None = None
    kind: str | None = None
    always: bool = False
    never: bool = False
    topic: bool = False
    keeps: tuple[str, ...] = ()
    order: Order | None = None
    only: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A word at ``text[start:end]``, and what it may speak of; ``light`` where it may also narrow nothing.

    ``noun`` is a light word that still asks for something (time, city): a name with it is more than a name.
    """

    start: int
    end: int
    surface: str
    concepts: frozenset[str]
    light: bool
    noun: bool = False


@cache
def load_concepts() -> Mapping[str, Concept]:
    """All concepts by name.

    >>> from enishi.queries.asking.concepts import load_concepts
    >>> load_concepts()["sister"].relation
    'sisterCityOf'
    """
    words = _words("concepts.toml")["concepts"]
    return MappingProxyType({name: _concept(name, entry) for name, entry in words.items()})


@cache
def _words_of(concept: str, lang: Lang) -> tuple[str, ...]:
    """The words for a concept in a language, for ``_LIGHT`` the light ones, as patterns."""
    if concept == _LIGHT:
        groups = _words("light_words.toml")
        words = [word for name, group in groups.items() if name not in ("kana", _NOUNS) for word in group[lang]]
    elif concept == _NOUNS:
        words = _words("light_words.toml")[_NOUNS][lang]
    else:
        words = _words("concepts.toml")["concepts"][concept][lang]
    ending = _LIGHT_ENDING if concept in (_LIGHT, _NOUNS) else _ENDING
    return tuple(word.replace(r"\w*", ending) if lang == "ja" else word for word in dict.fromkeys(words))


def _lead(word: str) -> str:
    """The letters with which whatever a word's pattern matches begins; none where it may begin in several ways."""
    depth = 0
    for char in re.sub(r"\\.", "", word):
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            return ""
    return word[: next(at.start() for at in _NO_LETTER.finditer(word))]


_NO_LETTER: Final = re.compile(r"[\\.^$*+?{}\[\]|()]|.[?*{]|$")
"""Where a pattern goes on with something else than a letter that must stand."""


@cache
def _pattern(words: str, lang: Lang) -> re.Pattern[str]:
    if lang == "ja":
        return re.compile(words)
    return re.compile(rf"(?<![A-Za-z0-9])(?:{words})(?![A-Za-z0-9])", re.IGNORECASE)


@cache
def kana() -> re.Pattern[str]:
    """What is grammar in a text in kana: particles, auxiliaries and their endings, one after another.

    >>> from enishi.queries.asking.concepts import kana
    >>> bool(kana().fullmatch("ではどのようになっていますか")), bool(kana().fullmatch("だけ"))
    (True, False)
    """
    pieces = _words("light_words.toml")["kana"]["ja"]
    return re.compile(f"(?:{'|'.join(sorted(pieces, key=lambda piece: (-len(piece), piece)))})+")


@cache
def _words(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))


def _concept(name: str, entry: Mapping[str, Any]) -> Concept:
    flags = {flag: bool(entry.get(flag, False)) for flag in ("always", "never", "topic")}
    relation, kind = entry.get("relation"), entry.get("kind")
    keeps = tuple(entry.get("keeps") or filter(None, (relation, kind)))
    return Concept(name, relation, kind, **flags, keeps=keeps, order=entry.get("order"), only=entry.get("only"))


@lru_cache(1 << 8)
def find_spans(text: str) -> tuple[Span, ...]:
    """The words of a text that are known, in order; of spans that overlap the longest, then what is left beside it.

    >>> from enishi.queries.asking.concepts import find_spans
    >>> [sorted(span.concepts) for span in find_spans("姉妹都市の周年") if span.concepts]
    [['sister'], ['anniversary']]
    """
    spans: list[Span] = []
    while found := _spans(text):
        spans += found
        for span in found:
            text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return tuple(sorted(spans, key=lambda s: s.start))


def may_be_word(text: str) -> bool:
    """Whether all of a text may be one word that is known: asked of many spellings before their spans are sought.

    >>> from enishi.queries.asking.concepts import may_be_word
    >>> may_be_word("agreements"), may_be_word("agreemnts"), may_be_word("姉妹都市"), may_be_word("姉妹都")
    (True, False, True, False)
    """
    return any(
        _pattern(word, lang).fullmatch(text)
        for lang, among in _readings(text)
        for end in range(len(among) + 1)
        for _, word in _by_lead(lang).get(among[:end], ())
    )


@cache
def _by_lead(lang: Lang) -> Mapping[str, Sequence[tuple[str, str]]]:
    """All words that are known, each behind its concept, by the letters that they begin with."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for concept in (*load_concepts(), _LIGHT, _NOUNS):
        for word in _words_of(concept, lang):
            lead = _lead(word)
            found[lead.casefold() if lang == "en" else lead].append((concept, word))
    return MappingProxyType(found)


def _spans(text: str) -> list[Span]:
    places = _places(text)
    nouns, idle = places.pop(_NOUNS, set()), places.pop(_LIGHT, set())
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for name, those in places.items():
        for place in those:
            found[place].add(name)
    begun = {start for start, _ in found}
    light = {p for p in idle if p in found or p[0] not in begun or text[p[0]].isascii()}
    return _longest(
        Span(*place, text[slice(*place)], frozenset(found.get(place, ())), place in light | nouns, place in nouns)
        for place in found.keys() | light | nouns
    )


def _readings(text: str) -> Iterator[tuple[Lang, str]]:
    """The languages in which a text may have words, and the text as their first letters are looked for in it."""
    if not text.isascii():
        yield "ja", text
    if text.isascii() or _LETTER.search(text):
        yield "en", "".join(c.casefold() if len(c.casefold()) == 1 else c for c in text)  # places do not move


def _places(text: str) -> dict[str, set[tuple[int, int]]]:
    """Where the words for each concept stand; of one concept the first and longest, in each language."""
    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for lang, among in _readings(text):
        ends: dict[str, dict[int, int]] = defaultdict(dict)
        for concept, start, end in _said(text, among, lang):
            ends[concept][start] = max(end, ends[concept].get(start, 0))
        for concept, told in ends.items():
            found[concept].update(_apart(told, text))
    return found


def _said(text: str, among: str, lang: Lang) -> Iterator[tuple[str, int, int]]:
    """Each place where a word matches, also within another match, behind its concept; looked for where it may."""
    automaton, begun = _leads(lang)
    for number, start, _ in automaton.find_matches_as_indexes(among, overlapping=True):
        for concept, word in begun[number]:
            if found := _pattern(word, lang).match(text, start):
                yield concept, start, found.end()
    for concept, word in _by_lead(lang).get("", ()):
        for start, end in _matches(_pattern(word, lang), text):
            yield concept, start, end


@cache
def _leads(lang: Lang) -> tuple[ahocorasick_rs.AhoCorasick, Sequence[Sequence[tuple[str, str]]]]:
    """What finds the letters that words begin with, all in one pass; and those words."""
    by_lead = {lead: words for lead, words in _by_lead(lang).items() if lead}
    return ahocorasick_rs.AhoCorasick(list(by_lead), store_patterns=False), tuple(by_lead.values())


def _apart(ends: Mapping[int, int], text: str) -> Iterator[tuple[int, int]]:
    """Of places by where they begin, those that begin where the one before is over; no blanks."""
    at = 0
    for start in sorted(ends):
        if start >= at:
            at = max(ends[start], start + 1)
            if text[start:at].strip():
                yield start, at


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Each place where a text matches, also within another match."""
    at = 0
    while found := pattern.search(text, at):
        yield found.span()
        at = found.start() + 1


def _longest(spans: Iterable[Span]) -> list[Span]:
    """Of spans that overlap the longest, of equally long ones the first that speaks of something; in order."""
    taken: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, not s.concepts, s.start)):
        if all(span.end <= other.start or other.end <= span.start for other in taken):
            taken.append(span)
    return sorted(taken, key=lambda s: s.start)
