"""Japanese names of bodies that no form tells, by the part they take: 森の都ネットに加盟し, 手をつなぐ会が発足した.

What somebody joined as a member is a network, what was begun with the words for beginning a body is one, and so is
what a label says to have put something on. Where such a name begins, ``event_names`` tells, but a verb right before
its last word is of it (海外と手をつなぐ会).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..data import table
from ..text.mask import TIMES, Masked, Noun
from ..text.particles import is_particle
from .event_names import begins
from .name_kinds import kind_of

_SAID = table("words/bodies.toml")["told"]
_JOINED, _BEGAN = (re.compile(_SAID[name]) for name in ("joined", "began"))
_HAD_BEGUN, _LABEL = (re.compile(_SAID[name]) for name in ("had_begun", "label"))
_HEAD = re.compile(f"(?:{_SAID['heads']})$")
_VERB = re.compile(_SAID["verb"])
_CUT = re.compile(_SAID["cut"])
_NEVER = re.compile(f"(?:{_SAID['never']})$")
_NONE = re.compile(_SAID["none"])
PROOFS = (_JOINED.pattern, _BEGAN.pattern, _HAD_BEGUN.pattern, _LABEL.pattern)
"""Patterns of which one matches where such a body is named."""
_PARTICLE = re.compile("[にへのをがはも]|(?<=[一-鿿ァ-ヴーぁ-ん])(?=[、。(]|$|設立|発足|結成|創立|創設|誕生)")
_LABELLED = re.compile("[一-鿿々ァ-ヴーぁ-んA-Za-z0-9・&\ue000-\uf8ff]{3,24}(?=[\\s、。()]|$)")
_STOPS = "、。「」『』:：;()|│【】 　\t\n"
_BODIES = frozenset(table("words/standins.toml")["heads"]["kinds"]) - {"Facility", "EventSeries"}
_OURS = frozenset(["City", "Self"])
_TOPIC = re.compile("[はがも]")
_SHORTEST = 5
_FEWEST = 2


def is_body(text: str, end: int, name: str) -> str | None:
    """The kind of body that a name in quotation marks is, by what a masked text says behind it; none as a rule.

    >>> from enishi.ingest.nouns.bodies_told import is_body
    >>> is_body("「世界をつなぐ輪」が発足した。", 9, "世界をつなぐ輪")
    'Alliance'
    >>> is_body("「世界をつなぐ輪」が開かれた。", 9, "世界をつなぐ輪")
    """
    if len(name) < _SHORTEST or _NONE.fullmatch(name):
        return None
    if _JOINED.match(text, end):
        return "CityNetwork"
    return (kind_of(name) or "Alliance") if _BEGAN.match(text, end) and _HEAD.search(name) else None


def bodies_told(masked: Masked, formed: Iterable[Noun]) -> Iterator[Noun]:
    """The bodies that a masked Japanese sentence names; none where one is known, or formed, within such a name."""
    for noun in _told(masked):
        known = any(part.kind in _BODIES for part in noun.parts)
        if not known and not any(n.kind in _BODIES and n.start < noun.end and noun.start < n.end for n in formed):
            yield noun


def _told(masked: Masked) -> Iterator[Noun]:
    text = masked.text
    for particle in _PARTICLE.finditer(text):
        at = particle.start()
        if at < _SHORTEST or text[at - 1] in _STOPS or (particle[0] and not is_particle(text, at)):
            continue
        low = _begins(masked, at)
        name = masked.plain(low, at)
        if len(name) < _SHORTEST or at - low < _FEWEST or _NEVER.search(name) or _NONE.fullmatch(name):
            continue
        if joined := _JOINED.match(text, at):
            if _is_ours(masked, low, joined.end()):
                yield _noun(masked, low, at, "CityNetwork")
        elif _HEAD.search(name) and (_BEGAN.match(text, at) or _HAD_BEGUN.search(text, 0, low)):
            yield _noun(masked, low, at, kind_of(name) or "Alliance")
    for label in _LABEL.finditer(text):
        named = _LABELLED.match(text, label.end())
        if named and not _NONE.fullmatch(masked.plain(*named.span())):
            yield _noun(masked, *named.span(), kind_of(named[0]) or "Organization")


def _begins(masked: Masked, high: int) -> int:
    """Where the name that ends at a place of the masked text begins."""
    text = masked.text
    low = begins(masked, high - 1, high).low
    reach = max([text.rfind(mark, 0, high) for mark in _STOPS]) + 1
    if _VERB.search(text, reach, high) is None:
        return low
    nouns = [i + 1 for i, n in masked.index.items() if i < low and masked.nouns[n].kind in TIMES]
    cuts = [cut.end() for cut in _CUT.finditer(text, reach, low)]
    return min(low, max([reach, *nouns, *cuts]))


def _is_ours(masked: Masked, low: int, high: int) -> bool:
    """Whether nobody but a city is said, before ``high``, to have joined what stands at ``low``."""
    text = masked.text
    begin = text.rfind("。", 0, low) + 1
    who = [m.start() for m in _TOPIC.finditer(text, begin, high) if is_particle(text, m.start())]
    nouns = [
        masked.noun_at(at - 1) or masked.noun_at(at - 2) for at in who if at > 1 and text[at - 1] not in "にでと"
    ]
    return all(noun is not None and noun.kind in _OURS for noun in nouns)


def _noun(masked: Masked, low: int, high: int, kind: str) -> Noun:
    name = masked.plain(low, high)
    return Noun(masked.at[low], masked.at[high], kind, name, parts=tuple(masked.within(low, high)))
