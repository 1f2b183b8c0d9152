"""What a question takes back: not Lyon but Nice, リヨンでなくニース.

What always holds: something is only taken back where another thing of the same sort is said in its place; else the
denial stands and keeps the answer back. The wordings stand in ``corrections.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from .concepts import find_spans, load_concepts

if TYPE_CHECKING:
    from .mentions import Named

_ASIDE: Final = "\ue000"
"""Stands for what may be taken back while a wording is looked for."""


def corrected(text: str, named: Sequence[Named]) -> tuple[str, tuple[str, ...]]:
    """A question without what it takes back, in which places do not move, and what that was.

    >>> from enishi.queries.asking.corrections import corrected
    >>> text, back = corrected("sister cities, not friendship cities", ())
    >>> text.rstrip(), back
    ('sister cities', ('friendship cities',))
    >>> corrected("cities that are not sister cities", ())[1]
    ()
    """
    if not _hint().search(text):
        return text, ()
    taken = []
    for start, end, sort in _sorts(text, named):
        others = [s for s in _sorts(text, named) if s[2] & sort and (s[1] <= start or end <= s[0])]
        for where, patterns in _wordings().items():
            wanted = [s for s in others if (s[0] >= end) == (where == "before")]
            found = wanted and _around(text, start, end, patterns)
            if found and any(s[1] <= found[0] or found[1] <= s[0] for s in wanted):
                taken.append(text[start:end])
                text = text[: found[0]] + " " * (found[1] - found[0]) + text[found[1] :]
                break
    return text, tuple(taken)


def _sorts(text: str, named: Sequence[Named]) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Names by the kinds of what they name, and words for a tie, with where they stand."""
    for name in named:
        kinds = frozenset(entity.kind for entity in (*name.entities, *name.places))
        if text[name.start : name.end].strip():
            yield name.start, name.end, kinds
    for span in find_spans(text):
        if any(load_concepts()[concept].relation for concept in span.concepts):
            yield span.start, span.end, frozenset({"tie"})


def _around(text: str, start: int, end: int, patterns: Sequence[re.Pattern[str]]) -> tuple[int, int] | None:
    """Where a wording stands around a thing."""
    masked = text[:start] + _ASIDE * (end - start) + text[end:]
    for pattern in patterns:
        if match := pattern.search(masked):
            return match.span()
    return None


@cache
def _wordings() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    words = tomllib.loads((files(__package__) / "corrections.toml").read_text(encoding="utf-8"))
    return {
        where: tuple(re.compile(word.replace("<x>", f"{_ASIDE}+"), re.IGNORECASE) for word in patterns)
        for where, patterns in words.items()
    }


@cache
def _hint() -> re.Pattern[str]:
    """Without one of these words nothing is taken back, and nothing need be looked for."""
    words = r"\bnot\b|\binstead\b|\brather\b|\bsorry\b|\bi mean\b|\ber,|\bno,"
    return re.compile(f"{words}|な[いく]|ありません|いや|もとい|失礼|間違え", re.IGNORECASE)
