"""Which entities may be one: proposals with their evidence, for a person to decide.

What always holds: nothing is merged here; a pair that somebody has judged, either way, is not proposed again; the
same graph gives the same proposals in the same order. A pair whose names are as like as ``CERTAIN`` and against
which nothing speaks may be joined unseen; a renaming (オフィス, 事務所) is never certain, whatever the names say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from ...graph.lookup import bare
from ...ingest.nouns.mint import folded
from ...ontology.judgement import Judgement, Verdict, in_force
from ...ontology.model import Value

if TYPE_CHECKING:
    from ...graph.home import Graph, StatedFact
    from ...ontology.model import Entity

LEAST: Final = 80.0
"""The least likeness (0 to 100) of two names for a proposal."""
CERTAIN: Final = 97.0
"""Of 4,051 pairs of names as like as this none was of two things: names of the authority list's organisations
against their own spellings (a mark dropped, capitals, a legal form, a letter short) and all others' names."""
_SAME: Final = (("オフィス", "事務所"), ("センター", "事務所"), ("center", "centre"), ("bureau", "office"))
_RENAMED: Final = re.compile("オフィス|事務所|駐在|代表部|センター|支部|本部|旧|新|第[0-9一二三四五六七八九十]+")
_NUMBER: Final = re.compile(r"\d+|[一二三四五六七八九十]+(?=[回期次周]|号)")
_SHARED: Final = 6.0
_COMMON: Final = 200
"""Two letters in a row that so many names hold make no pair of two."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two entities that may be one: the likeness of their nearest names, and the quotes that name them.

    ``cautions`` are words that one of the names has and the other has not, and that may make it another thing.
    """

    kept: Entity
    other: Entity
    score: float
    names: tuple[str, str]
    shared: tuple[str, ...]
    quotes: tuple[str, ...]
    cautions: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether the two may be joined without a person."""
        one, other = self.names
        return not self.cautions and likeness(folded(one), folded(other)) >= CERTAIN


def proposals(graph: Graph, *, least: float = LEAST) -> list[Proposal]:
    """Pairs of one kind with near names, the likeliest first; what both are tied to raises the score."""
    judged = {
        frozenset(j.entities) for j in in_force(graph.judgements()) if j.verdict in (Verdict.MERGE, Verdict.SPLIT)
    }
    ties: dict[str, list[StatedFact]] = defaultdict(list)
    for fact in graph.facts():
        for end in (fact.subject, fact.object):
            if not isinstance(end, Value):
                ties[end].append(fact)
    kinds: dict[str, list[Entity]] = defaultdict(list)
    for entity in graph.entities():
        kinds[entity.kind].append(entity)
    found = [
        proposal
        for alike in kinds.values()
        for one, other in _comparable(alike)
        if frozenset((one.iri, other.iri)) not in judged
        for proposal in _proposed(one, other, ties, least)
    ]
    return sorted(found, key=lambda p: (-p.score, p.kept.iri, p.other.iri))


def _comparable(same_kind: Sequence[Entity]) -> Iterator[tuple[Entity, Entity]]:
    """The pairs that can be alike: those with two letters in a row in common, in order."""
    holders: dict[str, set[int]] = defaultdict(set)
    for number, entity in enumerate(same_kind):
        for name in entity.names:
            spelt = _spelled(name.text)
            for at in range(len(spelt) - 1):
                holders[spelt[at : at + 2]].add(number)
    few = (sorted(block) for block in holders.values() if len(block) <= _COMMON)
    for one, other in sorted({pair for block in few for pair in combinations(block, 2)}):
        yield same_kind[one], same_kind[other]


def _proposed(one: Entity, other: Entity, ties: dict[str, list[StatedFact]], least: float) -> Iterator[Proposal]:
    if not _may_be_one(one, other):
        return
    near, names = _nearest(one, other)
    if near < least - 2 * _SHARED:
        return
    shared = sorted(_others(one, ties) & _others(other, ties))
    score = min(100.0, near + _SHARED * min(2, len(shared)))
    if score < least:
        return
    kept, away = sorted((one, other), key=lambda e: (-len(ties[e.iri]), e.iri))
    if kept is not one:
        names = names[::-1]
    quotes = [next((r.quote for f in ties[e.iri] for r in f.references), "") for e in (kept, away)]
    apart = sorted(set(_RENAMED.findall(names[0])) ^ set(_RENAMED.findall(names[1])))
    yield Proposal(kept, away, round(score, 1), names, tuple(shared), tuple(quotes), tuple(apart))


def _may_be_one(one: Entity, other: Entity) -> bool:
    """Whether what is known for sure of both agrees: country, identifiers of the authority list."""
    known = dict(one.attributes)
    return all(
        known.get(name, text) == text
        for name, text in other.attributes
        if name in ("countryCode", "wikidata", "ror")
    )


def _nearest(one: Entity, other: Entity) -> tuple[float, tuple[str, str]]:
    best, names = 0.0, ("", "")
    for a in one.names:
        for b in other.names:
            if a.lang == b.lang and (near := likeness(_spelled(a.text), _spelled(b.text), best)) > best:
                best, names = near, (a.text, b.text)
    return best, names


def likeness(left: str, right: str, least: float = 0.0) -> float:
    """How alike two folded names are, from 0 to 100; below ``least``, or where their numbers differ, 0.

    >>> from enishi.queries.reviewing.merging import likeness
    >>> likeness("第9回アジア会議", "第13回アジア会議"), likeness("国際交流協会", "国際交流協会")
    (0.0, 100.0)
    """
    from rapidfuzz import fuzz  # noqa: PLC0415  (slow to import)

    if _NUMBER.findall(left) != _NUMBER.findall(right):
        return 0.0
    return float(fuzz.ratio(left, right, score_cutoff=least))


def _spelled(name: str) -> str:
    text = bare(name)
    for other, usual in _SAME:
        text = text.replace(other, usual)
    return text


def _others(entity: Entity, ties: dict[str, list[StatedFact]]) -> set[str]:
    ends = {str(e) for f in ties[entity.iri] for e in (f.subject, f.object) if not isinstance(e, Value)}
    return ends - {entity.iri}


def merging(kept: str, other: str, *, by: str, at: str, apart: bool = False) -> Judgement:
    """The decision that two entities (IRIs) are one, or, ``apart``, that they are not."""
    return Judgement(Verdict.SPLIT if apart else Verdict.MERGE, by, at, entities=(kept, other))
