"""How settled a fact is, read from the words around it (``words/status.toml``); never assumed.

What follows the match in its clause decides first (締結する予定 makes the tie planned), then what stands in
it. A negated predicate states nothing: it comes back as ``REJECTED``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial
from typing import Final, TypeAlias

from ...ontology.model import Status
from ..data import pattern, table
from ..text.sieve import Sieve

_NEGATION_REACH = 36
_AHEAD_REACH = 60


_ENDS = re.compile("。|; ")  # was hosted by Tampere; the next will be held in Odense
_PURPOSE = re.compile(
    r"\b(?:under|by|through|in) which\b|\bwhereby\b"
)  # what a thing is to bring is to come, not it
_NEXT = re.compile(", and (?:the|its|our|an?) ")  # turned twenty, and the day did not pass unnoticed

_Cue: TypeAlias = tuple[Status, int, re.Pattern[str]]


_words: Final = partial(pattern, "words/status.toml")


@cache
def _cues() -> Sieve[_Cue | None]:
    """All cues, and in their place after them None for the words that negate."""
    cues = [
        ((Status(c["status"]), c["reach"], re.compile(c["pattern"])), c["pattern"])
        for c in table("words/status.toml")["cue"]
    ]
    return Sieve[_Cue | None]([*cues, (None, table("words/status.toml")["negated"]["pattern"])])


@lru_cache(1 << 4)
def _said(text: str) -> list[_Cue | None]:
    """The cues that may stand in a sentence, or in a part of it."""
    return _cues().candidates(text)


@lru_cache(1 << 10)
def status_of(text: str, span: tuple[int, int]) -> Status:
    """The status of what a sentence states in a range of it.

    >>> from enishi.ingest.matching.status import status_of
    >>> sentence = "来年度に覚書を締結する予定です。"
    >>> status_of(sentence, (5, 10)).value
    'planned'
    """
    start, end = span
    inside, tail = text[start:end], _PURPOSE.split(_ENDS.split(text[end:], maxsplit=1)[0], maxsplit=1)[0]
    found = _said(text)
    cues = [cue for cue in found if cue is not None]
    for status, reach, cue in cues:
        if cue.search(tail[:reach]):
            return status
    negated = _words("negated", "pattern")
    if None in found and (negated.search(_NEXT.split(tail[:_NEGATION_REACH])[0]) or negated.search(inside)):
        return Status.REJECTED
    if start and " " in text[:start]:
        before = max(0, start - _AHEAD_REACH)
        if _words("ahead", "pattern").search(text, before, start):
            return Status.PROPOSED
        if _words("ahead_planned", "pattern").search(text, before, start):
            return Status.PLANNED
    return next((status for status, _, cue in cues if cue.search(inside)), Status.SETTLED)
