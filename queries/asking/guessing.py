"""What is asked in words that no reading explains: the question that such words are like.

What always holds: a guess uses every name and date that is told, lacks nothing, and is of no question that a word
denies; what of the words it does not explain is put aside and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from .candidates import Candidate, denied, first_of_each, lacking_of
from .comparisons import load_askable
from .concepts import load_concepts
from .filling import fillings
from .likeness import NONE, load_likeness
from .preambles import restricts
from .ranks import ordering, rank

if TYPE_CHECKING:
    from ..catalogue import Question
    from .reading import Reading

Likely = Sequence[tuple[str, float]]
"""What :class:`~.likeness.Likeness` says of a text."""

LEAST: Final = 0.3
"""The least share of certainty: of phrasings in nine sets, each left out when the model was learned, 84 in 100 that
were as certain were right, before names and dates were held against them."""
UNANSWERED: Final = 0.15
"""The most that may be likely of what no question answers."""
RIVAL: Final = 0.5
"""The share from which a question is told beside the one that was understood."""
DOUBTED: Final = 0.02
"""The share below which words are unlike the question that they were read for: of 47 phrasings by strangers, from
which nothing had been learned, 9 asked it."""
_NAME: Final = re.compile(r"^[A-Z][A-Za-z'-]{3,}|[ァ-ヺー・]{4,}")
"""A word that is written like a name: what is not known of it may be what is asked."""
STRANGE: Final = 3
"""The most words that may be left aside of which the model knows nothing."""
CERTAIN: Final = 0.7
"""The share from which a question is certain: more may be left aside for it, and it may overrule what words say."""
STRANGE_BUT_CERTAIN: Final = 5
"""The most words left aside then."""


def guess(likely: Likely, ways: Sequence[Reading]) -> Candidate | None:
    """The question that a text is like, in one of its readings; nothing where that is too uncertain.

    A question that the names and dates do not fit leaves its share to the others, if these explain every word.
    """
    if dict(likely)[NONE] > UNANSWERED:
        return None
    left = 1.0
    for name, share in likely:
        if share < LEAST * left or name == NONE:
            return None
        found = [c for c in _of(name, share, ways) if left == 1.0 or not c.aside]
        if found:
            return first_of_each(found)[0]
        left -= share
    return None


def rival(likely: Likely, ways: Sequence[Reading], understood: Question) -> Candidate | None:
    """Another question than the one understood that the text is surely like, where names and dates fit it."""
    name, share = likely[0]
    if share < RIVAL or name in (NONE, understood.id):
        return None
    return next(iter(first_of_each(_of(name, share, ways))), None)


def overruled(likely: Likely, understood: Question) -> bool:
    """Whether a text is certainly like another question, and most unlike the one that its words were read for."""
    return likely[0][1] >= CERTAIN and dict(likely).get(understood.id, 1.0) < DOUBTED


def _of(name: str, share: float, ways: Sequence[Reading]) -> Iterator[Candidate]:
    """A question with each filling that fits it, of each reading."""
    question = load_askable().get(name)
    most = STRANGE_BUT_CERTAIN if share >= CERTAIN else STRANGE
    return (c for way in ways for c in _filled(question, way, most)) if question else iter(())


def _filled(question: Question, reading: Reading, most: int) -> Iterator[Candidate]:
    if not all(name.entities for name in reading.names) or any(denied(s, question) for s in reading.spans):
        return
    ranked = [span for span in reading.spans if ordering(question, span)]
    if ranked and not rank(question, ranked):
        return
    explained = question.asked.allows.union(*question.asked.needs)
    explained |= {concept.name for concept in load_concepts().values() if concept.always}
    foreign = [s.surface for s in reading.spans if not (s.concepts & explained or s.light)]
    aside = tuple(dict.fromkeys((*foreign, *reading.residue)))
    strange = [word for word in aside if not load_likeness().knows(word)]
    if len(strange) > most or any(map(_NAME.search, strange)) or any(map(restricts, aside)):
        return
    for filling in fillings(question, reading):
        if filling.unused or lacking_of(question, filling):
            continue
        score = 2 * len(filling.given) + filling.exact - 2 * len(filling.ignored) - len(aside)
        yield Candidate(
            question, reading, filling, (), (), filling.ignored, aside, gaps=0, noise=0, score=score, guessed=True
        )
