"""What people say before or after their question: for a briefing, I am new here, 議会答弁の準備のため.

What always holds: only what says for what or by whom something is asked is put aside, never what denies or
restricts; the wordings stand in ``preambles.toml``, and what was put aside is told.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from .concepts import find_spans, load_concepts

_SENTENCE: Final = re.compile(r"(?<=[。!?;])\s*|(?<=[a-z)]\.)\s+(?=[A-Z])|(?<=\w):\s+|\s+[-–—]+\s+|…+\s*")
_MOST: Final = 4
_LEAST: Final = 4


def without_preamble(text: str) -> Iterator[tuple[str, str]]:
    """A question alone, with what was put aside, the longest question first.

    >>> from enishi.queries.asking.preambles import without_preamble
    >>> next(without_preamble("I'm new here. Which networks is Kobe in?"))
    ('Which networks is Kobe in?', "I'm new here.")
    >>> next(without_preamble("議会答弁のため、横浜市の事務所を"))
    ('横浜市の事務所を', '議会答弁のため、')
    >>> list(without_preamble("Not Kobe. Which networks is Osaka in?"))
    []
    """
    sentences = [part for part in _SENTENCE.split(text) if part.strip()]
    if 1 < len(sentences) <= _MOST:
        for number in reversed(range(len(sentences))):
            others = [part for n, part in enumerate(sentences) if n != number]
            if all(map(_introduces, others)):
                yield sentences[number], " ".join(others)
                yield from ((rest, f"{aside} {' '.join(others)}") for rest, aside in _clauses(sentences[number]))
    yield from _clauses(text)


def points_back(question: str) -> bool:
    """Whether a question speaks of what was named before it: there, that city, 同市.

    >>> from enishi.queries.asking.preambles import points_back
    >>> points_back("Which partners does Sapporo have there?"), points_back("Is there a tie?")
    (True, False)
    """
    return bool(_patterns()["back"].search(question))


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    """A sentence without the clause by which it opens or ends."""
    for match in _patterns()["opening"].finditer(text):
        if match.start() == 0 and len(text) - match.end() >= _LEAST and not restricts(match.group()):
            yield text[match.end() :], match.group().strip()
    for match in _patterns()["ending"].finditer(text):
        if match.start() >= _LEAST and not restricts(match.group()):
            yield text[: match.start()], match.group().strip()


def _introduces(sentence: str) -> bool:
    """Whether a sentence says for what or by whom something is asked."""
    return bool(_patterns()["sentence"].match(sentence)) and not restricts(sentence)


def restricts(said: str) -> bool:
    """Whether words deny something, or keep to a part of it."""
    denied = any(load_concepts()[name].never for span in find_spans(said) for name in span.concepts)
    return denied or bool(_patterns()["restricting"].search(said))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = tomllib.loads((files(__package__) / "preambles.toml").read_text(encoding="utf-8"))
    return {name: re.compile("|".join(patterns), re.IGNORECASE) for name, patterns in words.items()}
