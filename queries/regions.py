"""Regions of the world in a question: Europe, 東南アジア, and the countries in them.

What always holds: which countries a region has stands in ``regions.toml``; of two that overlap in a text
the longer is meant (South-East Asia, not Asia).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Region:
    """A region at ``text[start:end]``."""

    start: int
    end: int
    surface: str


def find_regions(text: str) -> list[Region]:
    """The regions of a text, in order.

    >>> from enishi.queries.regions import find_regions
    >>> [region.surface for region in find_regions("東南アジアの都市 and European ones, スモールアジアン")]
    ['東南アジア', 'European']
    """
    found = [
        Region(*match.span(), match.group()) for pattern in _patterns().values() for match in pattern.finditer(text)
    ]
    taken: list[Region] = []
    for region in sorted(found, key=lambda r: (r.start - r.end, r.start)):
        if all(region.end <= other.start or other.end <= region.start for other in taken):
            taken.append(region)
    return sorted(taken, key=lambda r: r.start)


def countries_of(name: str) -> frozenset[str]:
    """The countries (alpha-2) of a region by any of its names; none for what is no region.

    >>> from enishi.queries.regions import countries_of
    >>> "LV" in countries_of("Europe"), "LV" in countries_of("東欧"), countries_of("Atlantis")
    (True, False, frozenset())
    """
    for region, pattern in _patterns().items():
        if pattern.fullmatch(name):
            return _countries()[region]
    return frozenset()


@cache
def _regions() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files(__package__) / "regions.toml").read_text(encoding="utf-8"))


@cache
def _countries() -> Mapping[str, frozenset[str]]:
    def within(region: str) -> frozenset[str]:
        entry = _regions()[region]
        return frozenset(entry.get("countries", "").split()).union(*map(within, entry.get("parts", ())))

    return MappingProxyType({region: within(region) for region in _regions()})


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return MappingProxyType(
        {
            region: re.compile(
                rf"(?<![ァ-ヺー一-鿿])(?:{'|'.join(entry['ja'])})(?![ァ-ヺー・]|太平洋)"
                rf"|(?<![A-Za-z-])(?:{'|'.join(entry['en'])})(?![A-Za-z-])",
                re.IGNORECASE,
            )
            for region, entry in _regions().items()
        }
    )
