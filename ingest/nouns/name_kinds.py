"""Of which kind a thing is, by the end of its name or, in English, by its beginning."""

from __future__ import annotations

import re

from ..data import table
from ..text.called import places


def kind_of(name: str) -> str | None:
    """The kind of thing that a name tells by its end, or in English by how it begins.

    >>> from enishi.ingest.nouns.name_kinds import kind_of
    >>> kind_of("富士市体育協会"), kind_of("Centre for Ocean Ventures"), kind_of("Lakes Trust"), kind_of("Tom")
    ('Organization', 'Facility', 'Organization', None)
    """
    said = table("words/standins.toml")
    if re.search("[ぁ-んァ-ヴ一-鿿]", name):
        ends = [(len(word), kind) for kind, words in said["ja"].items() for word in words if name.endswith(word)]
        return max(ends)[1] if ends else None
    last = re.sub(r"[^A-Za-z]+$", "", name).rpartition(" ")[2]
    opens = next((k for k, words in said["en_of"].items() if any(_has(name, w) for w in words)), None)
    kind = opens or next((k for k, words in said["en"].items() if last in words), None)
    of_cities = any(_has(name, word) for word in said["networks"]["en"])
    unites = last in ("Union", "League", "Alliance", "Network") or opens == "CityNetwork"
    unites = unites or (last in _OF_SEVERAL and _SEVERAL.search(name) is not None)
    if kind == "CityNetwork" and not of_cities:
        return "Organization"
    return "CityNetwork" if unites and of_cities else kind


_OF_SEVERAL = ("Partnership", "Coalition", "Initiative", "Compact", "Platform")
_SEVERAL = re.compile(r"^(?!.*\b(?:Sister|Twin|Friend\w*) ).*\b(?:Cities|Mayors|Municipalities|Towns|Ports)\b")


def _has(name: str, word: str) -> bool:
    """Whether a whole word, or some words in a row, stand in a name."""
    return bool(places(name, [word], words=True))
