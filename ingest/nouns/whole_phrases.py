"""English phrases with what they are of, for or on: *unveiling of the peace bell*, *Taste of Trieste*.

Bounded by an article, a possessive or a capital before them, and behind by the first word that ends a phrase
(``words/roles.toml``: ``stops``). They are looked for only where a word of the sentence may prove that somebody
held or attended something (``proofs``); what takes up an event told before (*the 2017 visit*) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..data import table
from ..text.mask import Alphabet, Masked
from .phrases import ARTICLES, NO_NAME, NOUN, PLAIN, WITHIN, WORDED, Phrase, words_of

_BODIES = "CityNetwork|Organization|InternationalOrganization|NationalGovernment|University"
_ORDINALS = "First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth"
_NUMBER = r"\d{1,3}(?:st|nd|rd|th)?(?![\w.,:])|(?:19|20)\d\d(?!\d)"
_COMMON = r"[a-zà-ÿ][\wà-ÿ-]+(?:(?<=s)['’])?(?!['’]s)"
_LINK = r" (?:of|for|on|to|about|between|into|de|du|des|der|di|da|do) (?:(?:the|an?|its|our|their|his|her) )?"
_OWNED = r"(?<=[\w\ue000-\uf8ff]['’]s )|(?<=[a-z]s['’] )"
_CAPITAL = r"^|(?<=[a-z,] )(?=[A-ZÀ-Þ]|\d)"


def whole_phrases(masked: Masked, alphabet: Alphabet) -> Iterator[Phrase]:
    """The whole phrases of a masked text, in order."""
    text = masked.text
    if not _proofs().search(text):
        return
    pattern = _phrase(alphabet.any_of(f"{WITHIN}|Event|Facility|Anniversary"), alphabet.any_of(_BODIES))
    events = _any(alphabet.any_of("Event"))
    for match in pattern.finditer(text):
        low, head = match.span("head")
        own, owned = NOUN.sub("", match["head"]), match["article"] is not None
        edition = head > low + 1 and events.search(text, low, head)
        if not (edition or _OWN.search(own)) or NO_NAME.fullmatch(match["head"]):
            continue
        opens = not owned and (low == 0 or text[low - 2] in ".:;!?")
        named = WORDED.search(own.partition(" ")[2] if opens else own) is not None
        if not named and (not owned or _AGAIN.fullmatch(match["name"])):
            continue
        headed = _gathers().search(match["head"].lower()) is not None
        common, plain = headed and not named, not (headed or named)
        for high in {head, match.end("name")}:
            yield Phrase(low, high, common, len(text[low:high].split()), head, headed, True, plain)


_OWN = re.compile(r"[^\W\d_]{3}|(?:19|20)\d\d")
_AGAIN = re.compile(r"(?:(?:19|20)\d\d |\d{1,3}(?:st|nd|rd|th) )?[^\W-]+")


@cache
def _gathers() -> re.Pattern[str]:
    """A phrase that ends in a word for what people gather for."""
    words = [word for said in table("words/gatherings.toml")["heads"].values() for word in said]
    return re.compile(rf"(?:^|[ -])(?:{'|'.join(map(re.escape, words))}|{words_of('event', 'common')})$")


@cache
def _any(kinds: str) -> re.Pattern[str]:
    return re.compile(kinds)


@cache
def _proofs() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('words/roles.toml')['phrases']['proofs'])})\b")


@cache
def _phrase(within: str, bodies: str) -> re.Pattern[str]:
    stops, before = ("|".join(table("words/roles.toml")["phrases"][name]) for name in ("stops", "before"))
    first = rf"(?:(?:{_ORDINALS}) (?=[A-Z])|(?!(?:{words_of('phrases', 'openers')})(?![\w’'&-])))"
    word = rf"(?!(?:{stops})(?![\w’'&-]))(?:{PLAIN}|{_COMMON}|{within}|{_NUMBER})"
    core = rf"{word}(?:[ –-](?!The ){word}){{0,6}}"
    more = rf"{_LINK}(?!{bodies}(?:[^\w -]|$| [a-z])){core}(?: and (?:the )?(?=[A-Z]){core})?"
    return re.compile(
        rf"(?:(?P<article>{ARTICLES}|{_OWNED})|{_CAPITAL})(?:(?:{before}) )*"
        rf"(?P<name>(?P<head>{first}{core})(?:{more}){{0,2}})(?![\w-])"
    )
