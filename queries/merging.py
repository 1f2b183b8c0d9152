"""Which entities may be one: proposals with their evidence, for a person to decide.

What always holds: nothing is merged here; a pair that somebody has judged, either way, is not proposed again; the
same graph gives the same proposals in the same order.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from ..graph.lookup import bare
from ..ontology.judgement import Judgement, Verdict, in_force
from ..ontology.model import Value

if TYPE_CHECKING:
    from ..graph.home import Graph, StatedFact
    from ..ontology.model import Entity

LEAST: Final = 80.0
"""The least likeness (0 to 100) of two names for a proposal."""
_SAME: Final = (("オフィス", "事務所"), ("センター", "事務所"), ("center", "centre"), ("bureau", "office"))
_SHARED: Final = 6.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two entities that may be one: the likeness of their nearest names, and the quotes that name them."""

    kept: Entity
    other: Entity
    score: float
    names: tuple[str, str]
    shared: tuple[str, ...]
    quotes: tuple[str, ...]


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
        for one, other in combinations(alike, 2)
        if frozenset((one.iri, other.iri)) not in judged
        for proposal in _proposed(one, other, ties, least)
    ]
    return sorted(found, key=lambda p: (-p.score, p.kept.iri, p.other.iri))


def _proposed(one: Entity, other: Entity, ties: dict[str, list[StatedFact]], least: float) -> Iterator[Proposal]:
    if not _may_be_one(one, other):
        return
    likeness, names = _nearest(one, other)
    if likeness < least - 2 * _SHARED:
        return
    shared = sorted(_others(one, ties) & _others(other, ties))
    score = min(100.0, likeness + _SHARED * min(2, len(shared)))
    if score < least:
        return
    kept, away = sorted((one, other), key=lambda e: (-len(ties[e.iri]), e.iri))
    if kept is not one:
        names = names[::-1]
    quotes = [next((r.quote for f in ties[e.iri] for r in f.references), "") for e in (kept, away)]
    yield Proposal(kept, away, round(score, 1), names, tuple(shared), tuple(quotes))


def _may_be_one(one: Entity, other: Entity) -> bool:
    """Whether what is known for sure of both agrees: country, identifiers of the authority list."""
    known = dict(one.attributes)
    if {_numbers(n.text) for n in one.names}.isdisjoint(_numbers(n.text) for n in other.names):
        return False  # the ninth meeting is not the thirteenth
    return all(
        known.get(name, text) == text
        for name, text in other.attributes
        if name in ("countryCode", "wikidata", "ror")
    )


def _numbers(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+|[一二三四五六七八九十]+(?=[回期次周]|号)", unicodedata.normalize("NFKC", name)))


def _nearest(one: Entity, other: Entity) -> tuple[float, tuple[str, str]]:
    from rapidfuzz import fuzz  # noqa: PLC0415  (slow to import)

    best, names = 0.0, ("", "")
    for a in one.names:
        for b in other.names:
            left, right = _spelled(a.text), _spelled(b.text)
            if a.lang == b.lang and (likeness := fuzz.ratio(left, right, score_cutoff=best)) > best:
                best, names = likeness, (a.text, b.text)
    return best, names


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
