"""Whether nothing but plain words stands between a word for a tie and the cities it is of, in English prose."""

from __future__ import annotations

import re

from ..scene import Scene, Spot
from ..sides import is_side
from ..wordings import wording
from ..words import word

_REACH = 90
_BREAK = re.compile(r"[.;](?: |$)|[!?]")
_PLAIN = frozenset(
    ["City", "Country", "Region", "Date", "RelativeDate", "Self", "Tie", "AgreementWord", "Anniversary"]
)
_OVER = re.compile(
    r"\b(?:was|were|been) (?:ended|severed|broken off|dropped|cancelled|suspended|dissolved|terminated)\b"
)
_NEXT_CLAUSE = re.compile(
    r",? (?:and|but) (?:\w+ ){0,4}(?:it|they|we|he|she) "
)  # and later it gave us the Kobe Bell
_ASIDE = re.compile(r" [–—-] [^–—]{3,40} [–—-] |, (?:though |but )?not [^,.;]{3,30},")  # – not twinnings –
_WORD_TOO = re.compile(r" of (?:[a-z]|[\ue000-\uf8ff])")  # List of twin towns


def joined(scene: Scene, at: int, group: list[Spot]) -> bool:
    """Whether the word for a tie at a place is joined to the cities of a group."""
    low, high = group[0].at, group[-1].at
    start, end = (at + 1, low) if at < low else (high + 1, at)
    between = _ASIDE.sub(" ", scene.text[start:end])
    if len(between) > _REACH or _BREAK.search(between):
        return False
    if wording("untied").search(between) or word("roll_else").search(between) or _NEXT_CLAUSE.search(between):
        return False
    begin = max((m.end() for m in _BREAK.finditer(scene.text, 0, min(at, low))), default=0)
    if wording("untied").search(scene.text, begin, min(at, low)):
        return False
    if _OVER.search(scene.text) or (at < low and _led_by_another(scene, begin, at)):
        return False
    inside = [s for s in scene.spots if start <= s.at < end]
    if any(_called_as_own(scene, s) or not is_side(scene, s, anywhere=True) for s in group):
        return False
    return all(s.noun.kind in _PLAIN and (s.noun.kind != "City" or scene.is_own(s.noun)) for s in inside)


def _led_by_another(scene: Scene, begin: int, at: int) -> bool:
    """Whether another city than the own stands before the word, as the one whose tie it may be."""
    if wording("of_unknown").match(scene.text, begin):
        return True
    cities = [s for s in scene.of("City") if begin <= s.at < at]
    return any(not scene.is_own(s.noun) for s in cities) and not any(scene.is_own(s.noun) for s in cities)


def _called_as_own(scene: Scene, spot: Spot) -> bool:
    """Whether a city is called as the own one is, or is a word that opens a phrase."""
    if _WORD_TOO.match(scene.text, spot.at + 1):
        return True
    owner = scene.discourse.frame.owner
    return owner is not None and any(name.text == spot.noun.text for name in owner.names)
