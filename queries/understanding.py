"""Which question of the catalogue someone's own words ask: sure, or else the nearest ones, or none.

What always holds: a question is taken to be understood only where every word of it is explained and one question
of the catalogue explains it best; nothing is answered otherwise. The words of questions are data
(``concepts.toml`` and the ``[asked]`` tables), and nothing depends on what was asked before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..errors import NothingFound, UnknownName
from ..graph.lookup import nearest
from .catalogue import Question, load_catalogue
from .concepts import load_concepts
from .display import relation_label
from .filling import Filling, fillings
from .mentions import Names
from .reading import Reading, read

if TYPE_CHECKING:
    from ..graph.home import Graph
    from ..ontology.model import Lang

_OFFERED: Final = 2
_PLAIN: Final = re.compile(r"[\w./:@+-]+")


@dataclass(frozen=True, slots=True)
class Meant:
    """A question of the catalogue with its parameters, as someone's words may mean it.

    ``lacking`` are parameters that it needs and the words do not give; ``ignored`` are names that play no part.
    """

    question: Question
    parameters: Mapping[str, str]
    shown: Mapping[str, str]
    as_of: str | None
    lacking: tuple[str, ...]
    ignored: tuple[str, ...]

    def command(self, location: str) -> str:
        """The command that asks the same."""
        given = [f"--param {name}={_quoted(text)}" for name, text in self.shown.items()]
        given += [f"--param {name}=…" for name in self.lacking]
        if self.as_of:
            given.append(f"--as-of {_quoted(self.as_of)}")
        return " ".join(["enishi ask", self.question.id, *given, f"--graph {_quoted(location)}"])


@dataclass(frozen=True, slots=True)
class Understanding:
    """``meant`` is the question, where that is sure; else ``offered`` are at most two that come near."""

    lang: Lang
    meant: Meant | None
    offered: tuple[Meant, ...]
    unexplained: tuple[str, ...]


def understand(graph: Graph, text: str) -> Understanding:
    """What a question in someone's own words means.

    Raises :class:`~enishi.errors.UnknownName` for a place of which the graph knows nothing, and
    :class:`~enishi.errors.NothingFound` where it knows nothing at all.
    """
    names = Names(graph)
    if not names.entities:
        raise NothingFound("graph_empty")
    reading = read(text, names)
    if reading.concepts:
        for name in reading.names:
            if not name.entities:
                close = nearest(name.surface, names.entities.values()) or ["-"]
                raise UnknownName("entity_unknown", name=name.surface, nearest=close)
    ranked = _first_of_each(_candidates(reading))
    best = [c for c in ranked if c.sure]
    best = [c for c in best if c.score == best[0].score]
    if len(best) == 1:
        return Understanding(reading.lang, _meant(best[0], names, reading.lang), (), ())
    offered = [_meant(c, names, reading.lang) for c in ranked[:_OFFERED]]
    unknown = [name.surface for name in reading.names if not name.entities]
    strange = (*reading.residue, *unknown, *(ranked[0].unexplained if ranked else ()))
    return Understanding(reading.lang, None, tuple(offered), tuple(dict.fromkeys(strange)))


@dataclass(frozen=True, slots=True)
class _Candidate:
    question: Question
    filling: Filling
    lacking: tuple[str, ...]
    unexplained: tuple[str, ...]
    sure: bool
    score: int


def _candidates(reading: Reading) -> Iterator[_Candidate]:
    for question in load_catalogue().values():
        for filling in fillings(question, reading):
            candidate = _weighed(question, filling, reading)
            if candidate is not None:
                yield candidate


def _weighed(question: Question, filling: Filling, reading: Reading) -> _Candidate | None:
    """How well a question fits, its parameters filled in one way; nothing where nothing speaks for it."""
    asked = question.asked
    said = reading.concepts.keys() | {f"@{name}" for name in filling.given}
    met = [group for group in asked.needs if said.intersection(group)]
    central = {concept for group in asked.needs for concept in group}
    if not met:
        return None
    known = load_concepts()
    foreign = [c for c in reading.concepts.keys() - central - asked.allows if known[c].never or not known[c].always]
    unexplained = (*(reading.concepts[c] for c in sorted(foreign)), *filling.unused)
    lacking = _lacking(question, filling)
    gaps = len(asked.needs) - len(met) + len(lacking)
    noise = len(unexplained) + len(reading.residue)
    score = (
        3 * len(reading.concepts.keys() & central)
        + len(reading.concepts.keys() & asked.allows - central)
        + 2 * len(filling.given)
        + filling.exact
        + {None: 0, True: 2, False: -1}[filling.shaped]
        - 2 * len(filling.ignored)
        - 4 * gaps
        - 3 * noise
    )
    return _Candidate(question, filling, lacking, unexplained, not (gaps or noise), score)


def _lacking(question: Question, filling: Filling) -> tuple[str, ...]:
    needed = [p.name for p in question.parameters if p.required]
    needed += [names for names in question.asked.requires if names not in needed]
    return tuple(names.split("|")[0] for names in needed if not filling.given.intersection(names.split("|")))


def _first_of_each(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """The best way of each question, the best question first; of equal ways the one in the order of the words."""
    first: dict[str, _Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: (-c.score, c.question.id)):
        first.setdefault(candidate.question.id, candidate)
    return list(first.values())


def _meant(candidate: _Candidate, names: Names, lang: Lang) -> Meant:
    filling = candidate.filling
    order = [p.name for p in candidate.question.parameters]
    parameters = {name: entity.iri for name, entity in filling.entities.items()} | dict(filling.texts)
    relations = {p.name for p in candidate.question.parameters if p.type == "relation"}
    shown = {n: relation_label(text, lang) if n in relations else text for n, text in filling.texts.items()}
    for name, entity in filling.entities.items():
        called = entity.name(lang)
        shown[name] = called if names.only(called) else entity.iri
    return Meant(
        candidate.question,
        {name: parameters[name] for name in order if name in parameters},
        {name: shown[name] for name in order if name in shown},
        filling.as_of,
        candidate.lacking,
        filling.ignored,
    )


def _quoted(text: str) -> str:
    """A text as a shell takes it."""
    if _PLAIN.fullmatch(text):
        return text
    return f"'{text}'" if "'" not in text else f'"{text}"'
