"""Which question of the catalogue someone's own words ask: sure, or else the nearest ones, or none.

What always holds: a question is taken to be understood only where every word of it is explained and one question
of the catalogue explains it best; nothing is answered otherwise. The words of questions are data
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
from .comparisons import load_askable
from .concepts import load_concepts
from .filling import Filling, fillings
from .mentions import find_dated, names_of, own_city
from .namings import normal
from .preambles import points_back, without_preamble
from .ranks import ordering, rank
from .reading import Reading, readings

if TYPE_CHECKING:
    from ...graph.home import Graph
    from ...ontology.model import Lang
    from ..catalogue import Question
    from ..ordering import Rank
    from .concepts import Span
    from .mentions import Names

_OFFERED: Final = 2
_COUNTED: Final = "count"
_EVERYTHING: Final = "everything"
_SAID: Final = "document_say"
_FEW: Final = 2
_VERBS_LEFT: Final = 1
_TOPICS_LEFT: Final = 1
_SAID_TO_BE: Final = re.compile(r"\b(?:that|which|who|are|is|be|being) (?:an? |the )?$", re.IGNORECASE)
"""What things are said to be, beside their kind, is what is asked."""

_PLAIN: Final = re.compile(r"[\w./:@+-]+")


@dataclass(frozen=True, slots=True)
class Meant:
    """A question of the catalogue with its parameters, as someone's words may mean it.

    ``as_of``, ``dated``, ``of``, ``country``, ``having``, ``document`` narrow the rows, ``rank`` says in which
    order they are wanted and how many; ``counted`` is whether it is asked how many; ``lacking`` are parameters
    that it needs and the words do not give, ``assumed`` one that was then taken from the graph; ``ignored`` are
    names that play no part; ``aside`` is what was not understood; ``respelt`` are words that were read for another
    spelling; ``rivals`` what may as well be meant.
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
    reading, ranked = _ranked(text, names, today)
    for best, aside in _sure(text, ranked, names, today):
        meant = [_meant(candidate, names) for candidate in best[:_OFFERED]]
        first = replace(meant[0], rivals=tuple(meant[1:]), aside=(*meant[0].aside, *aside))
        return Understanding(reading.lang, first, (), ())
    if ranked and (assumed := _assumed(graph, names, ranked[0])):
        return Understanding(reading.lang, _meant(assumed, names), (), ())
    for name in reading.names if reading.concepts else ():
        if not name.entities:
            close = nearest(name.surface, names.entities.values()) or ["-"]
            raise UnknownName("entity_unknown", name=name.surface, nearest=close)
    offered = [_meant(c, names) for c in ranked[:_OFFERED]]
    unknown = [name.surface for name in reading.names if not name.entities]
    strange = (*reading.residue, *unknown, *(ranked[0].unexplained if ranked else ()))
    return Understanding(reading.lang, None, tuple(offered), tuple(dict.fromkeys(strange)))


def _ranked(text: str, names: Names, today: date) -> tuple[Reading, list[_Candidate]]:
    """The likeliest reading of a text, and the questions that it may ask, the best first."""
    ways = list(readings(text, names, today))
    return ways[0], _first_of_each(candidate for way in ways for candidate in _candidates(way))


def _sure(
    text: str, ranked: list[_Candidate], names: Names, today: date
) -> Iterator[tuple[list[_Candidate], tuple[str, ...]]]:
    """The questions that fit best, of the whole text or without what introduces it; with what is put aside."""
    if best := _best(ranked):
        yield best, ()
    for rest, aside in without_preamble(normal(text)):
        told = [name.surface for name in names.find(aside) if name.entities]
        told += [when.surface for when in find_dated(aside, today) if when.interval]
        with_told = f"{' '.join(told)} {rest}"
        for part in [with_told, rest] if told and points_back(rest) else [rest, with_told]:
            if best := _best(_ranked(part, names, today)[1]):
                yield best, (aside,)


def _best(ranked: list[_Candidate]) -> list[_Candidate]:
    """Those that are sure and fit equally well."""
    sure = [candidate for candidate in ranked if candidate.sure]
    return [candidate for candidate in sure if candidate.score == sure[0].score]


def _assumed(graph: Graph, names: Names, candidate: _Candidate) -> _Candidate | None:
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


@dataclass(frozen=True, slots=True)
class _Candidate:
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

    @property
    def sure(self) -> bool:
        """Whether every word is explained and nothing lacks."""
        return not (self.gaps or self.noise)


def _candidates(reading: Reading) -> Iterator[_Candidate]:
    for question in load_askable().values():
        for filling in fillings(question, reading):
            candidate = _weighed(question, filling, reading)
            if candidate is not None:
                yield candidate


def _weighed(question: Question, filling: Filling, reading: Reading) -> _Candidate | None:
    """How well a question fits, its parameters filled in one way; nothing where nothing speaks for it."""
    asked, schema = question.asked, load_schema()
    kinds = [entity.kind for entity in filling.entities.values()]
    told = {c.name for c in load_concepts().values() if c.kind and any(schema.is_a(k, (c.kind,)) for k in kinds)}
    said = reading.concepts | told | {f"@{name}" for name in filling.given} | ({"@only"} if reading.bare else set())
    met = [group for group in asked.needs if said.intersection(group)]
    only_told = [group for group in met if not (said - told | reading.concepts).intersection(group)]
    central = {concept for group in asked.needs for concept in group}
    if not met or (len(met) < len(asked.needs) and not reading.concepts & central):
        return None  # what is only named asks for nothing yet
    always = {concept.name for concept in load_concepts().values() if concept.always}
    always |= {_SAID} if reading.cited else set()
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
        or _denied(span, question)
    ]
    named = [span for span in foreign if not _denied(span, question) and _names_a_kind(span)]
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
    lacking = _lacking(question, filling)
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
    return _Candidate(question, reading, filling, lacking, unexplained, ignored, aside, gaps, noise, score)


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
    """Whether a word for one thing ends a name of which only the beginning is known: Nagoya Congress Center."""
    return span.surface[:1].isupper() and not span.surface.endswith("s") and reading.in_a_name(span)


def _denied(span: Span, question: Question) -> bool:
    """Whether a word turns a question into one that is not answered: why, not. (A question may answer why.)"""
    return any(load_concepts()[name].never for name in span.concepts - question.asked.allows)


def _lacking(question: Question, filling: Filling) -> tuple[str, ...]:
    needed = [p.name for p in question.parameters if p.required]
    needed += [names for names in question.asked.requires if names not in needed]
    return tuple(names.split("|")[0] for names in needed if not filling.given.intersection(names.split("|")))


def _first_of_each(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """The best way of each question, the best question first; of equal ones what ignores least."""
    first: dict[str, _Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: (-c.score, len(c.ignored) + len(c.aside), c.question.id)):
        first.setdefault(candidate.question.id, candidate)
    return list(first.values())


def _meant(candidate: _Candidate, names: Names) -> Meant:
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
    )


def _said_in_part(candidate: _Candidate) -> Iterator[tuple[str, str]]:
    """Names that stand in the question only in part, with what was read for them."""
    taken = set(candidate.filling.entities.values())
    for name in candidate.reading.names:
        for entity in name.entities:
            if name.loose and entity in taken:
                yield name.surface, entity.name(candidate.reading.lang)


def _kept(candidate: _Candidate) -> tuple[str, ...]:
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
