"""Words for bodies that are not the city itself (``words/bodies.toml``), as patterns: one list for whoever asks."""

from __future__ import annotations

from functools import cache

from ..data import table


@cache
def english(*, places: bool = True) -> str:
    """The English words, in any number and with a small or a large letter, the longest first.

    >>> import re
    >>> bool(re.search(rf"\\b{english()}$", "the Rotary Clubs"))
    True
    """
    said = table("words/bodies.toml")["en"]
    words = [form for word in (*said["words"], *(said["places"] if places else ())) for form in _numbers(word)]
    forms = [f"[{w[0].upper()}{w[0]}]{w[1:].replace(' c', ' [Cc]')}" for w in sorted(words, key=len, reverse=True)]
    return f"(?:{'|'.join((*said['only'], *forms))})"


@cache
def japanese() -> str:
    """The Japanese words with which the names of bodies end."""
    return f"(?:{'|'.join(table('words/bodies.toml')['ja']['words'])})"


def _numbers(word: str) -> tuple[str, ...]:
    """A word and its plural."""
    if word.endswith("y") and word[-2] not in "aeiou":
        return word, f"{word[:-1]}ies"
    return word, f"{word}es" if word.endswith(("s", "ch")) else f"{word}s"
