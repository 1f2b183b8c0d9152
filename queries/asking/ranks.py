"""In which order rows are wanted, and how many of them: the oldest, the three latest, the largest first.

What always holds: where two orders are said, none is taken; which words say one stands in ``concepts.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from ..ordering import DATED, Rank, orderable
from .concepts import load_concepts

if TYPE_CHECKING:
    from ..catalogue import Question
    from .concepts import Concept, Span

_NUMBERS: Final = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_NUMBER: Final = re.compile(
    rf"\d+|(?<=[い方順ら位の新古])[{'一二三四五六七八九十'}]|\b(?:two|three|four|five|six|seven|eight|nine|ten)\b",
    re.I,
)


_MOST: Final = "most"
"""The concept that a question allows whose numbers are asked for; elsewhere a number is none of what was named."""


def rank(question: Question, spans: Iterable[Span]) -> Rank | None:
    """The order that words say in which a question has its rows.

    >>> from enishi.queries.asking.concepts import find_spans
    >>> from enishi.queries.asking.ranks import rank
    >>> from enishi.queries.catalogue import find_question
    >>> rank(find_question("partners"), find_spans("the three oldest sister cities"))
    Rank(order='oldest', first=3)
    """
    said = [(span, concept) for span in spans if (concept := ordering(question, span))]
    if len({concept.order for _, concept in said}) != 1:
        return None
    span, concept = said[0]
    return Rank(concept.order, _number(span.surface) or concept.only) if concept.order else None


def ordering(question: Question, span: Span) -> Concept | None:
    """What a word says of an order in which a question can have its rows."""
    told = [load_concepts()[name] for name in sorted(span.concepts)]
    dated = [c for c in told if c.order and (c.order in DATED or _MOST in question.asked.allows)]
    return next((c for c in dated if c.order and orderable(question, c.order)), None)


def _number(surface: str) -> int | None:
    found = _NUMBER.search(surface)
    if not found:
        return None
    return int(found[0]) if found[0].isdecimal() else _NUMBERS[found[0].casefold()]
