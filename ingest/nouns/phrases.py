"""Phrases of a masked English sentence that may be a name, with exact boundaries.

Capitalised words with the nouns among them (*Chicago Ceili*, *Tall Ships' Races*), without articles, *annual*,
*last* or a word that only opens the sentence; common nouns that end in a word for what takes place (*joint
recital*); and, where the sentence has a word that proves what somebody held or went to, all others with what
they are of, for or on (*unveiling of the peace bell*, *Taste of Trieste*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..data import table
from ..text.mask import Alphabet, Masked

_WITHIN = (
    "City|Country|Region|Prefecture|Tie|InternationalOrganization|CityNetwork|EventSeries|Organization|University"
    "|NationalGovernment|Role|Generic"
)
_PLAIN = r"(?:St\.|[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĢĪĮĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŸŹŻŽ](?:[\w’'&-]*[\w’'])?)"
_JOINS = (
    "(?:[ –-]| & | of (?:the )?| for (?:the )?| and (?=[A-Z])"
    "| de(?: la)? | del | des | du | di | und | et | to "
    r"| in (?=[A-Z]\w+ (?:[Aa]ward|[Pp]rize)\b|Gold\b|Silver\b|Bronze\b)"
    r"| in the (?=(?:Park|Gardens?|Square|City|Sun|Street|Dark|Snow)\b(?! of)))"
)
_BODIES = "CityNetwork|Organization|InternationalOrganization|NationalGovernment|University"
_ARTICLES = "".join(
    f"|(?<=\\b{word} )|(?<=\\b{word.capitalize()} )" for word in ("a", "an", "the", "its", "our", "their")
)[1:]
_ORDINALS = "First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth"
_PEOPLES = "[A-Z][a-z]+(?:ese|ish|ian|ean|can|nch|eek)"


class Phrase(NamedTuple):
    """A range of a masked text.

    ``common`` where it is of common nouns, ``words`` how many it has; ``head`` is where its own last word ends, before
    an *of*, *for* or *on*. ``whole`` is one that takes these in, or is bounded by its article only; ``plain`` where no
    word and no capital of its own tells what it is.
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
def _words(kind: str, name: str) -> str:
    words = table("words/roles.toml")[kind][name]
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _named(within: str, places: str) -> re.Pattern[str]:
    capital = "|".join(w for w in _words("event", "heads").split("|") if w[0].isupper())
    heads = "|".join(w for w in _words("event", "heads").split("|") if w[0].islower())
    token = f"(?:{_PLAIN}|{within}|{places}(?= (?:{capital})(?![\\w-])))"
    openers = _words("phrases", "openers")
    return re.compile(
        rf"(?<![\w\ue000-\uf8ff’'-])(?:\d{{1,3}}(?:st|nd|rd|th) )?(?!(?:{openers})\b(?![-’'&]))"
        rf"{token}(?:{_JOINS}{token})*(?: (?:award|prize|medal)\b| (?:[a-z]+ )?(?:{heads})(?![\w-]))?"
        r"(?: (?:19|20)\d\d(?:[–/-](?:19|20)?\d\d)?(?!\d))?"
    )


@cache
def _common(within: str) -> re.Pattern[str]:
    word = f"(?:[a-z][a-z-]+|{within}|{_PEOPLES})"
    heads = _words("event", "common")
    return re.compile(
        rf"(?:{_ARTICLES})(?!(?:{_words('phrases', 'again')}) )(?!annual [a-z]+(?: |$))(?:annual )?"
        rf"(?P<name>(?:{word} ){{1,4}}?(?:{heads})|(?:(?<=\ba )|(?<=\ban ))(?:{heads}))(?![\w-])"
    )


def phrases(masked: Masked, alphabet: Alphabet) -> Iterator[Phrase]:
    """The phrases of a masked text, in no order."""
    text, within = masked.text, alphabet.any_of(_WITHIN)
    for match in _named(within, alphabet.any_of("Event|Facility")).finditer(text):
        low, high = match.span()
        if (_WORDED.search(_NOUN.sub("", match[0])) or _NUMBERED.match(match[0])) and not _NO_NAME.fullmatch(
            match[0]
        ):
            yield Phrase(low, high, False, len(match[0].split()), high, False)
            if _NOUN_FIRST.match(match[0]):
                yield Phrase(
                    low + 2, high, False, len(match[0].split()) - 1, high, False
                )  # named Kaunas Capital of Culture
    for match in _common(within).finditer(text):
        yield Phrase(*match.span("name"), True, len(match["name"].split()), match.end("name"), True)
    if _proofs().search(text):
        yield from _whole(text, alphabet)


def _whole(text: str, alphabet: Alphabet) -> Iterator[Phrase]:
    """The phrases behind an article or a name in capitals, with what they are of, for or on."""
    pattern = _any(alphabet.any_of(f"{_WITHIN}|Event|Facility|Anniversary"), alphabet.any_of(_BODIES))
    events = re.compile(alphabet.any_of("Event"))
    for match in pattern.finditer(text):
        low, head = match.span("head")
        said, own = match["name"], _NOUN.sub("", match["head"])
        edition = head > low + 1 and events.search(text, low, head)
        if not (edition or _OWN.search(own)) or _NO_NAME.fullmatch(match["head"]):
            continue
        opens = match["article"] is None and (low == 0 or text[low - 2] in ".:;!?")
        named = _WORDED.search(own.partition(" ")[2] if opens else own) is not None
        if not named and match["article"] is None:
            continue
        if not named and _AGAIN.fullmatch(said):
            continue
        headed = _gathers().search(match["head"].lower()) is not None
        common, plain = headed and not named, not (headed or named)
        yield Phrase(low, match.end("name"), common, len(said.split()), head, headed, True, plain)


@cache
def _gathers() -> re.Pattern[str]:
    """A phrase that ends in a word for what people gather for."""
    words = [w for said in table("words/gatherings.toml")["heads"].values() for w in said]
    return re.compile(rf"(?:^|[ -])(?:{'|'.join(map(re.escape, words))}|{_words('event', 'common')})$")


@cache
def _proofs() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('words/roles.toml')['phrases']['proofs'])})\b")


@cache
def _any(within: str, bodies: str) -> re.Pattern[str]:
    said = table("words/roles.toml")["phrases"]
    stops = "|".join(said["stops"])
    opener = rf"(?!(?:{_words('phrases', 'openers')})(?![\w’'&-]))"
    word = (
        rf"(?!(?:{stops})(?![\w’'&-]))"
        rf"(?:{_PLAIN}|[a-zà-ÿ][\wà-ÿ-]+(?:(?<=s)['’])?(?!['’]s)|{within}|\d{{1,3}}(?:st|nd|rd|th)?(?![\w.,:])|(?:19|20)\d\d(?!\d))"
    )
    core = rf"{word}(?:[ –-]{word}){{0,6}}"
    link = r" (?:of|for|on|to|about|between|into|de|du|des|der|di|da|do) (?:(?:the|an?|its|our|their|his|her) )?"
    link += rf"(?!{bodies}(?:[^\w -]|$| [a-z]))"  # the parade of the Union: whose it is
    return re.compile(
        rf"(?:(?P<article>{_ARTICLES}|(?<=[\w\ue000-\uf8ff]['’]s )|(?<=[a-z]s['’] ))|^|(?<=[a-z,] )(?=[A-ZÀ-Þ]|\d))"
        rf"(?:(?:{'|'.join(said['before'])}) )*"
        rf"(?P<name>(?P<head>(?:(?:{_ORDINALS}) (?=[A-Z])|{opener}){core})(?:{link}{core}(?: and (?:the )?(?=[A-Z]){core})?){{0,2}})(?![\w-])"
    )


_OWN = re.compile(r"[^\W\d_]{3}|(?:19|20)\d\d")
_AGAIN = re.compile(
    r"(?:(?:19|20)\d\d |\d{1,3}(?:st|nd|rd|th) )?[^\W-]+"
)  # the festival, the 2017 visit: no new one
_NOUN_FIRST = re.compile("[\ue000-\uf8ff] [^ ]+ ")
_NOUN = re.compile("[\ue000-\uf8ff]")
_NUMBERED = re.compile(r"\d{1,3}(?:st|nd|rd|th) [\ue000-\uf8ff]$")  # the 30th Leadership Academy
_WORDED = re.compile(r"[A-Z][\w’'-]{2,}")
_NO_NAME = re.compile(
    r"[A-Z]{2,3}|(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|City|Council|Town)s?"
)
