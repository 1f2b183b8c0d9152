"""Phrases of a masked English sentence that may be a name, with exact boundaries.

Capitalised words with the nouns among them (*Chicago Ceili*, *Tall Ships' Races*), without articles, *annual*,
*last* or a word that only opens the sentence; and common nouns that end in a word for what takes place (*joint
recital*). Longer ones, that take in what they are of: ``whole_phrases``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..data import table
from ..text.mask import Alphabet, Masked

WITHIN = (
    "City|Country|Region|Prefecture|Tie|InternationalOrganization|CityNetwork|EventSeries|Organization|University"
    "|NationalGovernment|Role|Generic"
)
PLAIN = r"(?:St\.|[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĢĪĮĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŸŹŻŽ](?:[\w’'&-]*[\w’'])?)"
_JOINS = (
    "(?:[ –-](?!The )| & | of (?:the )?| for (?:the )?| and (?=[A-Z])"
    "| de(?: la)? | del | des | du | di | und | et | to "
    r"| in (?=[A-Z]\w+ (?:[Aa]ward|[Pp]rize)\b|Gold\b|Silver\b|Bronze\b)"
    r"| in the (?=(?:Park|Gardens?|Square|City|Sun|Street|Dark|Snow)\b(?! of)))"
)
ARTICLES = "".join(
    f"|(?<=\\b{word} )|(?<=\\b{word.capitalize()} )" for word in ("a", "an", "the", "its", "our", "their")
)[1:]
_PEOPLES = "[A-Z][a-z]+(?:ese|ish|ian|ean|can|nch|eek)"


class Phrase(NamedTuple):
    """A range of a masked text.

    ``common`` where it is of common nouns, ``words`` how many it has. ``head`` is where its own last word ends,
    before an *of*, *for* or *on*; ``headed`` where that is one for what people gather for. ``whole`` is one that
    takes in what it is of; ``plain`` where no word and no capital of its own tells what it is.
    """

    low: int
    high: int
    common: bool
    words: int
    head: int
    headed: bool
    whole: bool = False
    plain: bool = False


@cache
def words_of(kind: str, name: str) -> str:
    """The alternatives of a list of words, the longest first, for a pattern."""
    words = table("words/roles.toml")[kind][name]
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _named(within: str, places: str) -> re.Pattern[str]:
    capital = "|".join(w for w in words_of("event", "heads").split("|") if w[0].isupper())
    heads = "|".join(w for w in words_of("event", "heads").split("|") if w[0].islower())
    token = f"(?:{PLAIN}|{within}|{places}(?= (?:{capital})(?![\\w-])))"
    openers = words_of("phrases", "openers")
    return re.compile(
        rf"(?<![\w\ue000-\uf8ff’'-])(?:\d{{1,3}}(?:st|nd|rd|th) )?(?!(?:{openers})\b(?![-’'&]))"
        rf"{token}(?:{_JOINS}{token})*(?: (?:award|prize|medal)\b| (?:[a-z]+ )?(?:{heads})(?![\w-]))?"
        r"(?: (?:19|20)\d\d(?:[–/-](?:19|20)?\d\d)?(?!\d))?"
    )


@cache
def _common(within: str) -> re.Pattern[str]:
    word = f"(?:[a-z][a-z-]+|{within}|{_PEOPLES})"
    heads = words_of("event", "common")
    return re.compile(
        rf"(?:{ARTICLES})(?!(?:{words_of('phrases', 'again')}) )(?!annual [a-z]+(?: |$))(?:annual )?"
        rf"(?P<name>(?:{word} ){{1,4}}?(?:{heads})|(?:(?<=\ba )|(?<=\ban ))(?:{heads}))(?![\w-])"
    )


def phrases(masked: Masked, alphabet: Alphabet) -> Iterator[Phrase]:
    """The phrases of a masked text, in no order."""
    text, within = masked.text, alphabet.any_of(WITHIN)
    for match in _named(within, alphabet.any_of("Event|Facility")).finditer(text):
        low, high = match.span()
        if (WORDED.search(NOUN.sub("", match[0])) or _NUMBERED.match(match[0])) and not NO_NAME.fullmatch(match[0]):
            yield Phrase(low, high, False, len(match[0].split()), high, False)
            if _NOUN_FIRST.match(match[0]):
                # named Kaunas Capital of Culture
                yield Phrase(low + 2, high, False, len(match[0].split()) - 1, high, False)
    for match in _common(within).finditer(text):
        yield Phrase(*match.span("name"), True, len(match["name"].split()), match.end("name"), True)


_NOUN_FIRST = re.compile("[\ue000-\uf8ff] [^ ]+ ")
NOUN = re.compile("[\ue000-\uf8ff]")
_NUMBERED = re.compile(r"\d{1,3}(?:st|nd|rd|th) [\ue000-\uf8ff]$")  # the 30th Leadership Academy
WORDED = re.compile(r"[A-Z][\w’'-]{2,}")
NO_NAME = re.compile(r"[A-Z]{2,3}|(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|City|Council|Town)s?")
