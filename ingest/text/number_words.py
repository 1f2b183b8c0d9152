"""English numbers in words: *two hundred*, *forty-five*, *half a dozen*."""

from __future__ import annotations

from typing import Final

_ONES: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES: Final = {"dozen": 12, "decade": 10, "decades": 10, "hundred": 100, "thousand": 1_000}

TENS: Final = f"(?i:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(list(_ONES)[:9])}))?)"
"""A pattern of twenty to ninety-nine."""
SCALED: Final = (
    f"(?i:(?:a|{'|'.join((*_ONES, *_TENS))})(?: and a half)? (?:hundred|thousand)|a dozen|two dozen|half a dozen)"
)
"""A pattern of hundreds, thousands and dozens."""


def number_of(words: str) -> float:
    """The number that words say which :data:`TENS` or :data:`SCALED` match, or *three decades*.

    >>> [number_of(said) for said in ("forty-five", "two hundred", "four and a half thousand", "half a dozen")]
    [45.0, 200.0, 4500.0, 6.0]
    """
    said = words.lower().replace("-", " ").split()
    scale = _SCALES.get(said[-1], 1)
    half = 0.5 if "half" in said else 0.0
    return (sum(_ONES.get(word, _TENS.get(word, 0)) for word in said) + half or 1.0) * scale
