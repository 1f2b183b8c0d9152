"""English lists of ties told in prose: the topic stands before, each sentence adds cities with dates of their own.

*Amiens was the first, in 1960. Houston has belonged to it since 1993; in 1987 it was Hanover's turn.* A city is an
entry where nothing but the words of such lists stands between it and its date, and nothing in its clause says a
visit, an event or work of another kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from ....ontology.edtf import Interval
from ...data import table
from ..scene import Scene, Spot
from ..words import word

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_STOP = re.compile(r"[.;:!?](?=\s|$)|[\ue000-\uf8ff](?=\)?(?:, and|,|;) (?:in |on )?[\ue000-\uf8ff])")
_OF_PEOPLE = re.compile(r"\b(?:from|in|at|near|to) (?:the )?(?:[Cc]ity of )?$")
_LONGEST = 16  # words between a name and its date
_TOGETHER = re.compile(r",? (?:and|&) |, ?| ?/ ?")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("words/frames.toml")["roll"][name].split())


def enters(scene: Scene, group: Sequence[Spot], when: Interval | None) -> bool:
    """Whether an enumeration stands with its date as an entry of a list of ties."""
    if scene.japanese or when is None:
        return False
    text, low, high = scene.text, group[0].at, group[-1].at
    if _OF_PEOPLE.search(text[max(0, low - 24) : low]) or of_another_kind(scene, low, high):
        return False
    start, end = _clause(text, low, high)
    behind = [d for d, v in scene.dates if high < d < end]
    ahead = [d for d, v in scene.dates if start <= d < low and v == when]
    if behind and _only(text[high + 1 : behind[0]]):
        return True
    if not ahead:
        return False
    return _only(text[ahead[-1] + 1 : low]) and bool(word("roll_goes_on").match(text, high + 1))


def of_another_kind(scene: Scene, low: int, high: int) -> bool:
    """Whether the clause around names says a visit, a wish, an event or a tie of other parties."""
    start, end = _clause(scene.text, low, high)
    own = {s.at for s in scene.of("City|Self") if scene.is_own(s.noun)}
    clause = "".join(  # Leeds's sister cities are its own in a document of Leeds
        c
        for i, c in enumerate(scene.text[start:end], start)
        if not (i - 1 in own or i - 2 in own) or c not in "'’s"
    )
    return bool(word("roll_else").search(clause) or word("visit").search(clause))


def _clause(text: str, low: int, high: int) -> tuple[int, int]:
    """The range around names up to the stops beside them."""
    start = max((m.end() for m in _STOP.finditer(text, 0, low) if text[m.start()] in ".;:!?"), default=0)
    stop = next((m for m in _STOP.finditer(text, high + 1) if text[m.start()] in ".;!?"), None)
    return start, stop.start() if stop else len(text)


def _only(between: str) -> bool:
    """Whether the words between a name and its date are those by which a list goes on."""
    words = _WORD.findall(between)
    if len(words) > _LONGEST:
        return False
    verbs = _words("verbs")
    odd = [w for w in words if w[0].islower() and w.lower() not in _words("links") and w.lower() not in verbs]
    return len(odd) <= (1 if any(w.lower() in verbs for w in words) else 0)


def each_its_own(scene: Scene, group: Sequence[Spot]) -> list[Interval] | None:
    """The dates of names told together and dated together: Durban and Suncheon signed in 2004 and 2007."""
    if len(group) < 2:
        return None
    behind = [(d, v) for d, v in scene.dates if d > group[-1].at][: len(group)]
    if len(behind) < len(group) or re.search(r"[.;]\s|[。]", scene.text[group[-1].at : behind[0][0]]):
        return None
    if [s for s in scene.of("City") if group[-1].at < s.at < behind[-1][0]]:
        return None
    gaps = [scene.text[a + 1 : b] for (a, _), (b, _) in pairwise(behind)]
    if not all(_TOGETHER.fullmatch(gap) or re.fullmatch(r",? (?:and )?(?:in|on) ", gap) for gap in gaps):
        return None
    following = [d for d, _ in scene.dates if d > behind[-1][0]]
    if following and _TOGETHER.fullmatch(scene.text[behind[-1][0] + 1 : following[0]]):
        return None  # more dates than names
    return [v for _, v in behind]
