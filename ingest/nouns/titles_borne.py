"""Japanese names of titles, told by the part they take: 国から「X」に選ばれ, 国が市を「X」に選定.

What stands in quotation marks is a title where something was chosen or designated as it, whatever its last word.
Without them somebody must be told who gave it, or the name must end in a word for titles; posts that persons hold,
and places where something is to be, are none (``words/titles.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..data import table
from ..text.mask import Masked, Noun
from .event_names import N, begins

_SAID = table("words/titles.toml")["said"]
_BORNE = re.compile(
    rf"(?:{_SAID['of']})?(?:に|として|への?)(?:も)?、?(?:{_SAID['how']})?(?:{_SAID['chosen']})"
    rf"|(?:{_SAID['of']})(?:を|が)、?(?:{_SAID['how']})?(?:{_SAID['had']})"
    rf"|を、?(?:{_SAID['how']})?(?:{_SAID['won']})"
)
_MADE = re.compile(rf"(?:に|として)(?:{_SAID['made']})")
PROOFS = (_BORNE.pattern, _MADE.pattern)
"""Patterns of which one matches where such a title is told."""
_GIVER = f"(?:{_SAID['giver']}|{N}(?:\\([^()]*\\))?)"
_MAKES = re.compile(rf"{_GIVER}(?:は|が)、?[^。]{{0,24}}?を、?[^。をがは]{{0,12}}?「?$")
_BY = re.compile(rf"{_GIVER}(?:から|より|によって|により|に)(?:は|も)?、?(?:[^。、]{{1,12}}?、)?")
_POST = re.compile(rf"(?:{_SAID['post']})$")
_NONE = re.compile(rf"(?:{_SAID['post']}|{_SAID['none']})$")
_TITLE = re.compile(rf"(?:{_SAID['heads']})(?:(?:19|20)\d\d)?$")
_OF_GIVER = re.compile(rf"(?:{_SAID['giver']}|{N})(?:\([^()]*\))?の(?=.)")
_PARTICLE = re.compile("に|として|を|の")
_SHORTEST = 3


def is_post(name: str) -> bool:
    """Whether a name is that of a post, which a person is chosen for.

    >>> from enishi.ingest.nouns.titles_borne import is_post
    >>> is_post("親善大使"), is_post("星の見える里")
    (True, False)
    """
    return _POST.search(name) is not None


def is_borne(text: str, start: int, end: int, name: str) -> bool:
    """Whether a name in quotation marks, at a range of a masked text, is that of a title which somebody was given.

    >>> from enishi.ingest.nouns.titles_borne import is_borne
    >>> is_borne("国から「星の見える里」に選ばれました。", 3, 11, "星の見える里")
    True
    >>> is_borne("「星の見える里」に出かけました。", 0, 8, "星の見える里")
    False
    """
    if _NONE.search(name) or len(name) < _SHORTEST:
        return False
    if _BORNE.match(text, end):
        return True
    return bool(_MADE.match(text, end) and _MAKES.search(text, 0, start))


def titles_borne(masked: Masked) -> Iterator[Noun]:
    """The titles in plain words that a masked sentence says were given: 内閣府からSDGs未来都市に選定され."""
    text = masked.text
    for particle in _PARTICLE.finditer(text):
        at = particle.start()
        if at < _SHORTEST or text[at - 1] in "」』)" or not (_BORNE.match(text, at) or _MADE.match(text, at)):
            continue
        low, _, high = begins(masked, at - 1, at)
        if theirs := _OF_GIVER.match(text, low, high):
            low = theirs.end()
        name = masked.plain(low, high)
        if high - low < 2 or len(name) < _SHORTEST or _NONE.search(name) or not _TITLE.search(name):
            continue
        given = any(m.end() == low for m in _BY.finditer(text, 0, low)) or _MAKES.search(text, 0, low)
        if given or text[low - 1 : low] in "、はがもの":
            yield Noun(masked.at[low], masked.at[high], "Title", name, parts=tuple(masked.within(low, high)))
