"""A question in someone's own words, taken apart: names, dates, concepts, and what was not understood.

What always holds: every word of the question is in exactly one of these, or is a filler; ``masked`` has one
private-use character for each name, so that a pattern can say where a name stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .concepts import FILLER, find_concepts, longest
from .mentions import Dated, Named, Names, Years, find_dated, find_years, normal

if TYPE_CHECKING:
    from ..ontology.model import Lang
    from .concepts import Span

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'-]*|[一-鿿々ァ-ヺー]+|\d+")
_JAPANESE: Final = re.compile(r"[ぁ-ゖァ-ヺ一-鿿]")
_FIRST: Final = 0xE000
_IDLE: Final = frozenset({"s", "'s", "d", "'d", "ll", "re", "ve"})


@dataclass(frozen=True, slots=True)
class Reading:
    """``concepts`` come with the words that say them; ``residue`` are the words that nothing explains, in order."""

    text: str
    names: tuple[Named, ...]
    dates: tuple[Dated, ...]
    years: tuple[Years, ...]
    concepts: Mapping[str, str]
    residue: tuple[str, ...]
    masked: str

    @property
    def lang(self) -> Lang:
        """The language in which it is asked."""
        return "ja" if _JAPANESE.search(self.text) else "en"


def token(number: int) -> str:
    """What stands for the name of a number in ``masked``."""
    return chr(_FIRST + number)


def read(text: str, names: Names) -> Reading:
    """Take a question apart."""
    plain = normal(text)
    spoken = [span for span in longest(find_concepts(plain)) if span.concept != FILLER]
    named = [n for n in names.find(plain) if n.entities or not _within(n, spoken)]
    rest, masked = plain, plain
    for number, name in reversed(list(enumerate(named))):
        rest = _blank(rest, name.start, name.end)
        masked = masked[: name.start] + token(number) + masked[name.end :]
    years = find_years(rest)
    for mention in years:
        rest = _blank(rest, mention.start, mention.end)
    dates = find_dated(rest)
    for date in dates:
        rest = _blank(rest, date.start, date.end)
    spans, rest_before = longest(find_concepts(rest)), rest
    for span in spans:
        rest = _blank(rest, span.start, span.end)
    said = {span.concept: rest_before[span.start : span.end] for span in spans if span.concept != FILLER}
    residue = [word for word in _WORD.findall(rest) if word.casefold() not in _IDLE]
    return Reading(plain, tuple(named), tuple(dates), tuple(years), said, tuple(residue), masked)


def _within(name: Named, spans: Iterable[Span]) -> bool:
    """Whether what looks like the name of a place is a word that the catalogue knows."""
    return any(span.start <= name.start and name.end <= span.end for span in spans)


def _blank(text: str, start: int, end: int) -> str:
    """A text with a gap where something was understood; places do not move."""
    return text[:start] + " " * (end - start) + text[end:]
