"""Whether a name is one: of one piece, whole, and no more than a name. Asked once, of all that a document names.

A name that goes over the border of a cell, loses half of a bracket, or takes in the verb of its sentence was cut
out of its text at the wrong place, whatever read it. Where what is too much stands outside, it is cut off; else the
name is none, and what is said of it is left out. The words are data (``words/well_formed.toml``); names of the
authority list are all well formed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial
from typing import Final

from ...ontology.model import Entity
from ..data import pattern, table

_PAIRS = {
    "(": ")",
    "（": "）",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
    "[": "]",
    "“": "”",
    "《": "》",
    "〈": "〉",
}
_QUOTES = {"「": "」", "『": "』"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_TABLE = re.compile(r"[|｜│\t\n\r\v\f\x00-\x1f\ue000-\uf8ff]")
_EDGES = " \u3000、,，;；:："
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST = 2
_words: Final = partial(pattern, "words/well_formed.toml")


def trimmed(name: str) -> str:
    """A name without what stands at its ends and is not of it: marks, and half of a bracket or of a quotation.

    >>> from enishi.ingest.nouns.well_formed import trimmed
    >>> trimmed("小名浜港(福島県"), trimmed("緑の輪」推進協議会"), trimmed("国際音楽祭(第3回)、")
    ('小名浜港', '「緑の輪」推進協議会', '国際音楽祭(第3回)')
    """
    name = name.strip(_EDGES)
    while (at := _unpaired(name)) is not None and (mended := _mended(name, at)) != name:
        name = mended
    return name


def _mended(name: str, at: int) -> str:
    """A name shortened by half of a bracket at a place, or whole with the other half that stood at its end."""
    ahead, behind = name[:at].strip(_EDGES), name[at + 1 :].strip(_EDGES)
    if not (ahead and behind):
        return ahead or behind
    if name[at] in _QUOTES and _unpaired(completed := name + _PAIRS[name[at]]) is None:
        return completed  # 第5回「水の集い
    if name[at] in _QUOTES.values() and _unpaired(completed := _CLOSING[name[at]] + name) is None:
        return completed  # 緑の輪」推進協議会
    return ahead if name[at] in _PAIRS and len(ahead) >= _FEWEST else name


def is_named(thing: Entity) -> bool:
    """Whether one of a thing's names may be one."""
    return any(well_formed(thing.kind, name.text) for name in thing.names)


@lru_cache(1 << 13)
def well_formed(kind: str, name: str) -> bool:
    """Whether a text may be the name of a thing of a kind.

    >>> from enishi.ingest.nouns.well_formed import well_formed
    >>> [well_formed("Event", name) for name in ("第3回港湾会議", "第3回港湾会議|釜山", "集まる会議")]
    [True, False, False]
    """
    return _is_whole(name) and not any(_words(said).fullmatch(name) for said in _of_kind(kind))


def _is_whole(name: str) -> bool:
    return bool(_LETTER.search(name)) and not _TABLE.search(name) and _unpaired(name) is None


@cache
def _of_kind(kind: str) -> tuple[str, ...]:
    """Which of the lists of words are asked of a kind."""
    said = table("words/well_formed.toml")["kinds"]
    return (*said["any"], *said.get(kind, ()))


def _unpaired(name: str) -> int | None:
    """Where the first bracket or quotation mark stands that has no other half."""
    opened: list[int] = []
    for at, char in enumerate(name):
        if char in _PAIRS:
            opened.append(at)
        elif char in _CLOSING:
            if not opened or name[opened[-1]] != _CLOSING[char]:
                return at
            opened.pop()
    return opened[0] if opened else None
