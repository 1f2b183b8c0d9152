"""Which entities of documents may be one thing: candidates with a score and what speaks for them.

Pure functions of the entities given. A pair above ``THRESHOLD``, which is measured, is certain enough to be joined
without a person; the others are for one to look at. A renaming (オフィス, 事務所) is never certain,
whatever the names say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from ..ontology.model import Entity
from .mint import folded

THRESHOLD = 0.97
"""Of 4,051 pairs scored this high or higher none was wrong: names of the authority list's organisations against
their own spellings (a mark dropped, capitals, a legal form, a letter short) and against all others' names."""

FLOOR = 0.80
"""Below this a pair is not worth a person's time."""

_RENAMED = re.compile("オフィス|事務所|駐在|代表部|センター|支部|本部|旧|新|第[0-9一二三四五六七八九十]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two entities that may be one: their IRIs in order, how sure (0 to 1), and what was compared.

    ``evidence`` are pairs of a word (``names``, ``kind``, ``place``, ``caution``) and what it found.
    """

    left: str
    right: str
    score: float
    evidence: tuple[tuple[str, str], ...]

    @property
    def certain(self) -> bool:
        """Whether the pair may be joined without a person."""
        return self.score >= THRESHOLD and not any(name == "caution" for name, _ in self.evidence)


def proposals(entities: Iterable[Entity]) -> Iterator[Proposal]:
    """Candidates among entities of one kind, the surest first; pairs that share no letter are never compared.

    >>> from enishi.ingest.resolution import proposals
    >>> from enishi.ontology.model import Entity, Name
    >>> one = Entity("https://e/1", "Alliance", (Name("アジア防災センター", "ja", True),))
    >>> two = Entity("https://e/2", "Alliance", (Name("アジア防災 センター", "ja", True),))
    >>> [(p.score, p.certain) for p in proposals([one, two])]
    [(1.0, True)]
    """
    by_kind: dict[str, list[Entity]] = defaultdict(list)
    for entity in sorted(entities, key=lambda e: e.iri):
        by_kind[entity.kind].append(entity)
    found = [p for kind in sorted(by_kind) for p in _within(by_kind[kind])]
    yield from sorted(found, key=lambda p: (-p.score, p.left, p.right))


def _within(same_kind: list[Entity]) -> Iterator[Proposal]:
    """Candidates of one kind, compared only where their names share two letters in a row."""
    blocks: dict[str, set[int]] = defaultdict(set)
    names = [sorted({folded(n.text) for n in e.names if folded(n.text)}) for e in same_kind]
    for number, forms in enumerate(names):
        for form in forms:
            for at in range(len(form) - 1):
                blocks[form[at : at + 2]].add(number)
    pairs = {(a, b) for block in blocks.values() if len(block) <= 200 for a in block for b in block if a < b}
    for a, b in sorted(pairs):
        if proposal := _scored(same_kind[a], same_kind[b], names[a], names[b]):
            yield proposal


def _scored(one: Entity, two: Entity, names: list[str], others: list[str]) -> Proposal | None:
    if one.iri == two.iri:
        return None
    score, left, right = max((alike(a, b), a, b) for a in names for b in others)
    land, other_land = (dict(e.attributes).get("countryCode") for e in (one, two))
    evidence = [("names", f"{left} = {right}" if left == right else f"{left} ~ {right}"), ("kind", one.kind)]
    if land and other_land:
        evidence.append(("place", land if land == other_land else f"{land} / {other_land}"))
        score = score if land == other_land else score * 0.8
    if caution := _caution(left, right):
        evidence.append(("caution", caution))
    if score < FLOOR:
        return None
    first, second = sorted((one.iri, two.iri))
    return Proposal(first, second, round(score, 4), tuple(evidence))


def alike(left: str, right: str) -> float:
    """How alike two folded names are, from 0 to 1; names whose numbers differ are not alike.

    >>> from enishi.ingest.resolution import alike
    >>> alike("第9回アジア会議", "第13回アジア会議"), alike("国際交流協会", "国際交流協会")
    (0.0, 1.0)
    """
    if re.findall(r"\d+", left) != re.findall(r"\d+", right):
        return 0.0
    return float(fuzz.ratio(left, right)) / 100


def _caution(left: str, right: str) -> str:
    """A word that one name has and the other has not: an office renamed or moved may be another one."""
    apart = set(_RENAMED.findall(left)) ^ set(_RENAMED.findall(right))
    return " / ".join(sorted(apart))
