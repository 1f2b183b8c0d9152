"""The words of questions: what people call the things that the catalogue knows of, in Japanese and English.

What always holds: the words stand in ``concepts.toml``, not here; English ones match whole words, Japanese ones
running text; spans that are found do not overlap, and of two that would the longer is taken.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

FILLER: Final = ""
"""The name under which words that carry nothing are found."""

_ENDING: Final = "[ぁ-ゖ]*"


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that questions speak of.

    ``always`` may be said in any question, ``never`` in none that is answered; ``relation`` narrows a parameter
    of that type.
    """

    name: str
    patterns: tuple[re.Pattern[str], ...]
    relation: str | None = None
    always: bool = False
    never: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A concept (or a filler) at ``text[start:end]``."""

    start: int
    end: int
    concept: str


@cache
def load_concepts() -> Mapping[str, Concept]:
    """All concepts by name, the filler among them.

    >>> from enishi.queries.concepts import load_concepts
    >>> load_concepts()["sister"].relation
    'sisterCityOf'
    """
    words = tomllib.loads((files(__package__) / "concepts.toml").read_text(encoding="utf-8"))
    found = [_concept(name, entry) for name, entry in words["concepts"].items()]
    return MappingProxyType({concept.name: concept for concept in (_concept(FILLER, words["filler"]), *found)})


def _concept(name: str, entry: Mapping[str, Any]) -> Concept:
    japanese = entry["ja"].replace("\n", "").replace(r"\w*", _ENDING)
    english = entry["en"].replace("\n", "")
    patterns = (
        re.compile(japanese),
        re.compile(rf"(?<![A-Za-z0-9])(?:{english})(?![A-Za-z0-9])", re.IGNORECASE),
    )
    flags = {flag: bool(entry.get(flag, False)) for flag in ("always", "never")}
    return Concept(name, patterns, entry.get("relation"), **flags)


def find_concepts(text: str) -> list[Span]:
    """Every place where a text speaks of a concept, overlapping ones too.

    >>> from enishi.queries.concepts import find_concepts, longest
    >>> [span.concept for span in longest(find_concepts("姉妹都市の周年")) if span.concept]
    ['sister', 'anniversary']
    """
    return [
        Span(match.start(), match.end(), concept.name)
        for concept in load_concepts().values()
        for pattern in concept.patterns
        for match in pattern.finditer(text)
        if match.end() > match.start()
    ]


def longest(spans: Iterable[Span]) -> list[Span]:
    """Of spans that overlap the longest, of equally long ones the first that speaks of something; in order."""
    taken: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.concept == FILLER, s.start, s.concept)):
        if all(span.end <= other.start or other.end <= span.start for other in taken):
            taken.append(span)
    return sorted(taken, key=lambda s: s.start)
