"""Which question of the catalogue someone's own words ask: sure, or else the nearest ones, or none.

What always holds: a question is taken to be understood only where every word of it is explained and one question
of the catalogue explains it best; what is answered otherwise is said to be a guess. The words of questions are data
(``concepts.toml`` and the ``[asked]`` tables), and nothing depends on what was asked before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ...errors import NothingFound, UnknownName
from ...graph.lookup import nearest
from ...ontology.schema import load_schema
from ..display import relation_label
from .candidates import Candidate, candidates, first_of_each
from .concepts import load_concepts
from .guessing import guess, overruled, rival
from .likeness import load_likeness
from .mentions import find_dated, names_of, own_city
from .namings import normal
from .preambles import points_back, without_preamble
from .ranks import rank
from .reading import Reading, readings

if TYPE_CHECKING:
    from ...graph.home import Graph
    from ...ontology.model import Lang
    from ..catalogue import Question
    from ..ordering import Rank
    from .mentions import Names

_OFFERED: Final = 2
_COUNTED: Final = "count"
_PLAIN: Final = re.compile(r"[\w./:@+-]+")


@dataclass(frozen=True, slots=True)
class Meant:
    """A question of the catalogue with its parameters, as someone's words may mean it.

    ``as_of``, ``dated``, ``of``, ``country``, ``having``, ``document`` narrow the rows, ``rank`` says in which
    order they are wanted and how many; ``counted`` is whether it is asked how many; ``lacking`` are parameters
    that it needs and the words do not give, ``assumed`` one that was then taken from the graph; ``ignored`` are
    names that play no part; ``aside`` is what was not understood; ``respelt`` are words that were read for another
    spelling; ``rivals`` what may as well be meant. What is ``guessed`` is only like what was asked.
    """

    question: Question
    parameters: Mapping[str, str]
    shown: Mapping[str, str]
    as_of: str | None
    dated: str
    of: tuple[str, ...]
    country: str
    having: str
    document: str
    rank: Rank | None
    counted: bool
    lacking: tuple[str, ...]
    ignored: tuple[str, ...]
    aside: tuple[str, ...] = ()
    respelt: tuple[tuple[str, str], ...] = ()
    assumed: tuple[str, ...] = ()
    rivals: tuple[Meant, ...] = ()
    guessed: bool = False

    @property
    def narrowings(self) -> dict[str, Any]:
        """What narrows the rows or puts them in order, as :func:`~enishi.queries.answer.ask` takes it."""
        told = {
            "as_of": self.as_of,
            "dated": self.dated,
            "of": self.of,
            "country": self.country,
            "having": self.having,
            "document": self.document,
            "order": self.rank and self.rank.order,
            "first": self.rank and self.rank.first,
        }
        return {name: value for name, value in told.items() if value}

    def command(self, location: str) -> str:
        """The command that asks the same."""
        if self.question.command:
            told = {p.name: _quoted(self.shown.get(p.name, "…")) for p in self.question.parameters}
            return f"enishi {self.question.command.format(**told)} --graph {_quoted(location)}"
        given = [f"--param {name}={_quoted(text)}" for name, text in self.shown.items()]
        given += [f"--param {name}=…" for name in self.lacking]
        for name, value in self.narrowings.items():
            option = {"as_of": "as-of", "having": "with"}.get(name, name)
            given += [f"--{option} {_quoted(str(each))}" for each in (value if name == "of" else (value,))]
        return " ".join(["enishi ask", self.question.id, *given, f"--graph {_quoted(location)}"])


@dataclass(frozen=True, slots=True)
class Understanding:
    """``meant`` is the question, where that is sure; else ``offered`` are at most two that come near."""

    lang: Lang
    meant: Meant | None
    offered: tuple[Meant, ...]
    unexplained: tuple[str, ...]


def understand(graph: Graph, text: str, today: date | None = None) -> Understanding:
    """What a question in someone's own words means, asked ``today``.

    Raises :class:`~enishi.errors.UnknownName` for a place of which the graph knows nothing, and
    :class:`~enishi.errors.NothingFound` where it knows nothing at all.
    """
    names = names_of(graph)
    if not names.entities:
        raise NothingFound("graph_empty")
    today = today or date.today()
    ways = list(readings(text, names, today))
    reading, ranked = ways[0], _ranked(ways)
    likely = load_likeness()(reading.outline)
    for best, aside in _sure(text, ranked, names, today):
        found = best[:_OFFERED]
        if len(best) == 1 and (other := rival(likely, ways, best[0].question)):
            found = [other, *best] if overruled(likely, best[0].question) else [*best, other]
        meant = [_meant(candidate, names) for candidate in found]
        first = replace(meant[0], rivals=tuple(meant[1:]), aside=(*meant[0].aside, *aside))
        return Understanding(reading.lang, first, (), ())
    if ranked and (assumed := _assumed(graph, names, ranked[0])):
        return Understanding(reading.lang, _meant(assumed, names), (), ())
    for name in reading.names if reading.concepts else ():
        if not name.entities:
            close = nearest(name.surface, names.entities.values()) or ["-"]
            raise UnknownName("entity_unknown", name=name.surface, nearest=close)
    if guessed := guess(likely, ways):
        return Understanding(reading.lang, _meant(guessed, names), (), ())
    offered = [_meant(c, names) for c in ranked[:_OFFERED]]
    unknown = [name.surface for name in reading.names if not name.entities]
    strange = (*reading.residue, *unknown, *(ranked[0].unexplained if ranked else ()))
    return Understanding(reading.lang, None, tuple(offered), tuple(dict.fromkeys(strange)))


def _ranked(ways: Iterable[Reading]) -> list[Candidate]:
    """The questions that a text may ask in one of its readings, the best first."""
    return first_of_each(candidate for way in ways for candidate in candidates(way))


def _sure(
    text: str, ranked: list[Candidate], names: Names, today: date
) -> Iterator[tuple[list[Candidate], tuple[str, ...]]]:
    """The questions that fit best, of the whole text or without what introduces it; with what is put aside."""
    if best := _best(ranked):
        yield best, ()
    for rest, aside in without_preamble(normal(text)):
        told = [name.surface for name in names.find(aside) if name.entities]
        told += [when.surface for when in find_dated(aside, today) if when.interval]
        with_told = f"{' '.join(told)} {rest}"
        for part in [with_told, rest] if told and points_back(rest) else [rest, with_told]:
            if best := _best(_ranked(readings(part, names, today))):
                yield best, (aside,)


def _best(ranked: list[Candidate]) -> list[Candidate]:
    """Those that are sure and fit equally well."""
    sure = [candidate for candidate in ranked if candidate.sure]
    return [candidate for candidate in sure if candidate.score == sure[0].score]


def _assumed(graph: Graph, names: Names, candidate: Candidate) -> Candidate | None:
    """A question that lacks only a city, with the city that the graph is about, if it is about one."""
    wanted = {p.name: p for p in candidate.question.parameters if p.type == "entity"}
    if candidate.noise or candidate.gaps != 1 or len(candidate.lacking) != 1:
        return None
    parameter = wanted.get(candidate.lacking[0])
    if parameter is None or not load_schema().is_a("City", parameter.kinds):
        return None
    own = names.entities.get(own_city(graph) or "")
    if own is None or own in candidate.filling.entities.values():
        return None
    filling = replace(candidate.filling, entities={**candidate.filling.entities, parameter.name: own})
    return replace(candidate, filling=filling, lacking=(), gaps=0, assumed=(parameter.name,))


def _meant(candidate: Candidate, names: Names) -> Meant:
    filling, lang = candidate.filling, candidate.reading.lang
    order = [p.name for p in candidate.question.parameters]
    parameters = {name: entity.iri for name, entity in filling.entities.items()} | dict(filling.texts)
    relations = {p.name for p in candidate.question.parameters if p.type == "relation"}
    shown = {n: relation_label(text, lang) if n in relations else text for n, text in filling.texts.items()}
    shown |= {name: names.call(entity, lang) for name, entity in filling.entities.items()}
    return Meant(
        candidate.question,
        {name: parameters[name] for name in order if name in parameters},
        {name: shown[name] for name in order if name in shown},
        filling.as_of,
        filling.dated,
        _kept(candidate),
        names.call(filling.country, lang) if filling.country else filling.region,
        names.call(filling.having, lang) if filling.having else "",
        filling.document,
        rank(candidate.question, candidate.reading.spans),
        _COUNTED in candidate.reading.concepts,
        candidate.lacking,
        candidate.ignored,
        candidate.aside,
        (*candidate.reading.respelt, *_said_in_part(candidate)),
        candidate.assumed,
        guessed=candidate.guessed,
    )


def _said_in_part(candidate: Candidate) -> Iterator[tuple[str, str]]:
    """Names that stand in the question only in part, with what was read for them."""
    taken = set(candidate.filling.entities.values())
    for name in candidate.reading.names:
        for entity in name.entities:
            if name.loose and entity in taken:
                yield name.surface, entity.name(candidate.reading.lang)


def _kept(candidate: Candidate) -> tuple[str, ...]:
    """The relations and kinds of which rows are meant, where words beside the question's own name some."""
    question, taken = candidate.question, set(candidate.filling.texts.values())
    if not question.asked.narrows:
        return ()
    central = {concept for group in question.asked.needs for concept in group} - question.asked.allows
    said = [
        span.concepts & question.asked.allows for span in candidate.reading.spans if not span.concepts & central
    ]
    concepts = [load_concepts()[name] for names in said for name in sorted(names)]
    return tuple(dict.fromkeys(kept for c in concepts if c.relation not in taken for kept in c.keeps))


def _quoted(text: str) -> str:
    """A text as a shell takes it."""
    if _PLAIN.fullmatch(text):
        return text
    return f"'{text}'" if "'" not in text else f'"{text}"'
