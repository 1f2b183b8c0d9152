"""Questions of the catalogue that a reading may ask, and how well each fits.

What always holds: a candidate tells every word that it leaves unexplained and every parameter that it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from ...ontology.schema import load_schema
from .comparisons import load_askable
from .concepts import load_concepts
from .filling import Filling, fillings
from .ranks import ordering, rank

if TYPE_CHECKING:
    from ..catalogue import Question
    from .concepts import Span
    from .reading import Reading

_EVERYTHING: Final = "everything"
_SAID: Final = "document_say"
_FEW: Final = 2
_VERBS_LEFT: Final = 1
_TOPICS_LEFT: Final = 1
_SAID_TO_BE: Final = re.compile(r"\b(?:that|which|who|are|is|be|being) (?:an? |the )?$", re.IGNORECASE)
"""What things are said to be, beside their kind, is what is asked."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question with its parameters filled in one way.

    ``lacking`` are parameters that have nothing, ``unexplained`` and ``aside`` words that it has no place for (the
    latter may be left out), ``ignored`` names that play no part; ``gaps`` counts needs that are not met, ``noise``
    what nothing explains; ``assumed`` are parameters whose value was not said. One that is ``guessed`` is only like
    what is asked.
    """

    question: Question
    reading: Reading
    filling: Filling
    lacking: tuple[str, ...]
    unexplained: tuple[str, ...]
    ignored: tuple[str, ...]
    aside: tuple[str, ...]
    gaps: int
    noise: int
    score: int
    assumed: tuple[str, ...] = ()
    guessed: bool = False

    @property
    def sure(self) -> bool:
        """Whether every word is explained and nothing lacks."""
        return not (self.gaps or self.noise)


def candidates(reading: Reading) -> Iterator[Candidate]:
    """Every question that something in a reading speaks for, filled in every way."""
    named = _told_by({entity.kind for name in reading.names for entity in name.entities})
    for question in load_askable().values():
        if not _may_be_asked(question, reading, named):
            continue
        for filling in fillings(question, reading):
            candidate = _weighed(question, filling, reading)
            if candidate is not None:
                yield candidate


def _may_be_asked(question: Question, reading: Reading, named: frozenset[str]) -> bool:
    """Whether something may speak for a question, however its parameters are filled; asked before they are."""
    said, needs = reading.concepts | named, question.asked.needs
    met = sum(any(word in said or word.startswith("@") for word in group) for group in needs)
    return bool(met) and (met == len(needs) or any(not reading.concepts.isdisjoint(group) for group in needs))


def _told_by(kinds: Iterable[str]) -> frozenset[str]:
    """The concepts of which things of these kinds are."""
    return frozenset[str]().union(*map(_told_by_one, kinds))


@cache
def _told_by_one(kind: str) -> frozenset[str]:
    return frozenset(c.name for c in load_concepts().values() if c.kind and load_schema().is_a(kind, (c.kind,)))


@cache
def _always() -> frozenset[str]:
    """The concepts that may be said in any question."""
    return frozenset(concept.name for concept in load_concepts().values() if concept.always)


def _weighed(question: Question, filling: Filling, reading: Reading) -> Candidate | None:
    """How well a question fits, its parameters filled in one way; nothing where nothing speaks for it."""
    asked = question.asked
    told = _told_by({entity.kind for entity in filling.entities.values()})
    said = reading.concepts | told | {f"@{name}" for name in filling.given} | ({"@only"} if reading.bare else set())
    met = [group for group in asked.needs if said.intersection(group)]
    only_told = [group for group in met if not (said - told | reading.concepts).intersection(group)]
    central = {concept for group in asked.needs for concept in group}
    if not met or (len(met) < len(asked.needs) and not reading.concepts & central):
        return None  # what is only named asks for nothing yet
    always = _always() | ({_SAID} if reading.cited else set())
    parts = [span for span in reading.spans if _names_a_kind(span) and _is_proper(span, reading)]
    strong = [span for span in reading.spans if span.concepts & central and span not in parts]
    weak = [span for span in reading.spans if span not in strong and span.concepts & (asked.allows | always | told)]
    weak = [span for span in weak if span not in parts]
    ranked = [span for span in reading.spans if ordering(question, span)]
    ordered = rank(question, ranked)
    if ranked and not ordered:
        return None
    foreign = [
        span
        for span in reading.spans
        if not (span in strong or span in weak or span in ranked or (span.light and span not in parts))
        or denied(span, question)
    ]
    named = [span for span in foreign if not denied(span, question) and _names_a_kind(span)]
    topics = [span for span in foreign if span not in named and _topical(span)]
    if len(topics) > _TOPICS_LEFT:
        topics = []
    named = [span for span in named if not reading.in_a_name(span)]
    topics = [s for s in topics if not reading.in_a_name(s) and not _SAID_TO_BE.search(reading.text, 0, s.start)]
    if len(named) > 1 or (named and topics):
        named = []
    strange = [span.surface for span in foreign if not (span in named or span in topics)]
    unexplained = (*strange, *filling.unused)
    if asked.joined and not _ends(filling, reading):
        return None
    lacking = lacking_of(question, filling)
    gaps = len(asked.needs) - len(met) + len(lacking)
    spoken = (strong or weak) and not ranked  # the most troubled are not the most
    verbs = reading.verbs if spoken and len(reading.verbs) <= _VERBS_LEFT else ()
    aside = (*verbs, *(span.surface for span in topics))
    noise = len(unexplained) + len(reading.residue) - len(verbs)
    score = (
        _strength(len({span.concepts & central for span in strong}), general=asked.general)
        + len({span.concepts & asked.allows for span in weak})
        + 2 * len(filling.given)
        + 3 * ("document" in filling.given)
        + filling.exact
        + {None: 0, True: 2, False: -1}[filling.shaped]
        - 2 * (len(filling.ignored) + len(named))
        - 4 * gaps
        - 3 * noise
        - len(verbs)
        - 3 * len(topics)
        - 2 * bool(filling.dated)
        - 2 * bool(filling.country or filling.region)
        - 3 * bool(filling.having)
        - 2 * bool(filling.document)
        - sum(name.loose for name in reading.names)
        - 2 * len(only_told)
        - 3 * any(_EVERYTHING in span.concepts for span in weak)
    )
    ignored = (*filling.ignored, *(span.surface for span in named), *reading.taken_back)
    return Candidate(question, reading, filling, lacking, unexplained, ignored, aside, gaps, noise, score)


def _strength(words: int, *, general: bool) -> int:
    """What the words count for that a question needs; for a general one a little less, and no more than two."""
    return 3 * words if not general else 3 * min(words, _FEW) - bool(words)


def _topical(span: Span) -> bool:
    """Whether a word that a question has no place for only tells more of what is asked."""
    return all(load_concepts()[name].topic for name in span.concepts)


def _names_a_kind(span: Span) -> bool:
    """Whether a word only names a kind of thing: the budget for international *conferences*."""
    return any(load_concepts()[name].kind for name in span.concepts)


def _ends(filling: Filling, reading: Reading) -> bool:
    """Whether the things that are named can be the ends of the relations that are said."""
    said = [load_schema().relation(r) for c in reading.concepts if (r := load_concepts()[c].relation)]
    ends = [tuple(relation.domain | relation.range) for relation in said]
    return all(load_schema().is_a(e.kind, kinds) for kinds in ends for e in filling.entities.values())


def _is_proper(span: Span, reading: Reading) -> bool:
    """Whether a word ends a name of which only the beginning is known: Nagoya Congress Center, not 神戸市 MOU."""
    written = span.surface[:1].isupper() and not span.surface.isupper()
    return written and not span.surface.endswith("s") and reading.in_a_name(span)


def denied(span: Span, question: Question) -> bool:
    """Whether a word turns a question into one that is not answered: why, not. (A question may answer why.)"""
    return any(load_concepts()[name].never for name in span.concepts - question.asked.allows)


def lacking_of(question: Question, filling: Filling) -> tuple[str, ...]:
    """The parameters that a question cannot do without and a filling does not give."""
    needed = [p.name for p in question.parameters if p.required]
    needed += [names for names in question.asked.requires if names not in needed]
    return tuple(names.split("|")[0] for names in needed if not filling.given.intersection(names.split("|")))


def first_of_each(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The best way of each question, the best question first; of equal ones what ignores least."""
    first: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: (-c.score, len(c.ignored) + len(c.aside), c.question.id)):
        first.setdefault(candidate.question.id, candidate)
    return list(first.values())
