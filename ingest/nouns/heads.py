"""The last word of a name that stands for it once it was named: the Association, 日独協会 for 福岡市日独協会.

Only where the document names one such thing, so that nothing else can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..data import table
from ..text.mask import Masked, Noun
from .defined import Short
from .mint import folded
from .name_kinds import kind_of

_LEAST = 5
_JAPANESE = re.compile("[ぁ-んァ-ヴ一-鿿]")
_PLACES = frozenset(["City", "Ward", "Prefecture", "Country", "Region"])
_BODIES = frozenset(["Organization", "Alliance", "Foundation", "University"])


def heads(sentences: Iterable[Masked]) -> Iterator[Short]:
    """The words that stand for the things that sentences name."""
    said = table("words/standins.toml")["heads"]
    kinds, words, told = frozenset(said["kinds"]), frozenset(said["en"]), frozenset(said["told"])
    named: dict[str, dict[str, tuple[Noun, bool]]] = {}
    for masked in sentences:
        for noun in masked.nouns:
            if noun.kind in kinds and (word := _word(noun)):
                things = named.setdefault(word, {})
                known = things.get(folded(noun.text))
                things[folded(noun.text)] = (
                    known[0] if known else noun,
                    bool(noun.names) or bool(known and known[1]),
                )
    for word, things in named.items():
        noun, initials = next(iter(things.values()))
        latin = not _JAPANESE.search(word)
        if len(things) == 1 and (not latin or word in words or (word in told and initials)):
            yield Short(word, noun._replace(names=()), worded=latin)


def _word(noun: Noun) -> str:
    """The part of a name that may stand for it."""
    if not _JAPANESE.search(noun.text):
        return noun.text.rpartition(" ")[2] if " " in noun.text else ""
    first = noun.parts[0] if noun.parts and noun.kind in _BODIES else None
    if first is None or first.kind not in _PLACES or first.start != noun.start:
        return ""
    rest = noun.text.removeprefix(first.text).lstrip("・")
    return rest if "・" not in rest and _LEAST <= len(rest) < len(noun.text) and kind_of(rest) else ""
