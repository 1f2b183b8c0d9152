"""Which question of the catalogue a text is like: learned from questions that people wrote and what they meant.

A model that is linear in what a text is made of (its words, and pieces of up to four letters of them) gives each
question a share of certainty; ``NONE`` has the share of what no question answers. Of names and dates it knows what
they are, not which (:attr:`.reading.Reading.outline`): that is for its reader to hold against it.
``tools/asking/learn.py`` makes the weights (``likeness.tsv``) from phrasings and from the catalogue's titles and
descriptions.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

NONE: Final = "none"
"""In place of a question: what people asked and no question of the catalogue answers."""
LONGEST: Final = 4
"""The most letters of a piece of a word."""

_WORD: Final = re.compile(r"[^\W_]+(?:'[a-z]+)?")
_LATIN: Final = re.compile(r"[a-z']+")
_FIGURES: Final = re.compile(r"\d+")
_WHOLE: Final = 2
"""For how many pieces a whole Latin word stands, or two of them in a row."""


def traits(text: str) -> Counter[str]:
    """What a text is made of: pieces of its words, whole Latin words (``=``) and pairs of them; any figure is 0.

    >>> from enishi.queries.asking.likeness import traits
    >>> sorted(traits("EU 7"))
    [' ', ' 0', ' 0 ', ' e', ' eu', ' eu ', '0', '0 ', '=eu', 'e', 'eu', 'eu ', 'u', 'u ']
    """
    found: Counter[str] = Counter()
    plain = _FIGURES.sub("0", unicodedata.normalize("NFKC", text).lower())
    words = _WORD.findall(plain)
    for word in words:
        whole = f" {word} "
        found.update(whole[at : at + n] for n in range(1, LONGEST + 1) for at in range(len(whole) - n + 1))
    latin = [word for word in words if _LATIN.fullmatch(word)]
    for word in (*latin, *(f"{one} {other}" for one, other in pairwise(latin))):
        found[f"={word}"] += _WHOLE
    return found


Vector = list[tuple[str, float]]


def vector(found: Mapping[str, int], rarity: Mapping[str, float]) -> Vector:
    """Traits weighed by how often they occur and how rare they are; of length one."""
    weights = [(t, (1 + math.log(n)) * rarity[t]) for t, n in found.items() if t in rarity]
    length = math.sqrt(sum(w * w for _, w in weights)) or 1.0
    return [(t, w / length) for t, w in weights]


def shares(scores: Iterable[float]) -> list[float]:
    """Scores as shares of one (softmax)."""
    every = list(scores)
    top = max(every)
    powers = [math.exp(score - top) for score in every]
    whole = sum(powers)
    return [power / whole for power in powers]


@dataclass(frozen=True)
class Likeness:
    """A model: its questions, how rare each trait is, and by trait what it adds to questions (by number)."""

    questions: tuple[str, ...]
    rarity: Mapping[str, float]
    weights: Mapping[str, Mapping[int, float]]

    def __call__(self, text: str) -> list[tuple[str, float]]:
        """The questions that a text is like, each with its share of certainty, the likest first."""
        scores = [0.0] * len(self.questions)
        for trait, share in vector(traits(text), self.rarity):
            for number, weight in self.weights[trait].items():
                scores[number] += share * weight
        ranked = zip(self.questions, shares(scores), strict=True)
        return sorted(ranked, key=lambda found: (-found[1], found[0]))

    def knows(self, word: str) -> bool:
        """Whether a word was among what it learned from: a Latin one whole, another by its first letters.

        >>> from enishi.queries.asking.likeness import load_likeness
        >>> load_likeness().knows("Twinned"), load_likeness().knows("quokka")
        (True, False)
        """
        plain = unicodedata.normalize("NFKC", word).lower()
        if _LATIN.fullmatch(plain):
            return f"={plain}" in self.weights
        return (plain[:LONGEST] if len(plain) >= LONGEST else f" {plain} "[:LONGEST]) in self.weights

    def lines(self) -> Iterable[str]:
        """The model as lines of text, as :func:`read` takes them."""
        yield "\t".join(self.questions)
        for trait in sorted(self.weights):
            told = " ".join(f"{number}:{weight:.1f}" for number, weight in sorted(self.weights[trait].items()))
            yield f"{trait}\t{self.rarity[trait]:.2f}\t{told}"


def read(lines: Iterable[str]) -> Likeness:
    """The model that lines of text say."""
    first, *rest = lines
    rarity: dict[str, float] = {}
    weights: dict[str, dict[int, float]] = {}
    for line in rest:
        trait, rare, told = line.split("\t")
        rarity[trait] = float(rare)
        weights[trait] = {int(n): float(w) for n, _, w in (pair.partition(":") for pair in told.split())}
    return Likeness(tuple(first.split("\t")), rarity, weights)


@cache
def load_likeness() -> Likeness:
    """The model that is shipped.

    >>> from enishi.queries.asking.likeness import load_likeness
    >>> load_likeness()("Which cities is kindCity twinned with?")[0][0]
    'partners'
    """
    text = files(__package__).joinpath("likeness.tsv").read_text(encoding="utf-8")
    return read(text.splitlines())
