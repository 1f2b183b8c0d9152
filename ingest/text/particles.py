"""Hiragana that are particles, and hiragana that are of a word: が in かけがわ parts no clause."""

from __future__ import annotations

import re

_PARTS = re.compile("[がはへにでもの](?:(?<![、。\\s「(ぁ-ん].)|(?![ぁ-ん]))")


def is_particle(text: str, at: int) -> bool:
    """Whether が, は, へ, に, で, も or の at a place parts a clause: no hiragana stand on both of its sides.

    >>> from enishi.ingest.text.particles import is_particle
    >>> is_particle("かけがわ会が", 2), is_particle("かけがわ会が", 5)
    (False, True)
    """
    return _PARTS.match(text, at) is not None
