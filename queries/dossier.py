"""All that the graph has on one entity: its ties in groups, what is proposed, its documents, its milestones.

What always holds: every tie of the entity stands in exactly one group, with all its citations; groups stand in the
order of the ontology's tiers, then by size; nothing depends on today: the window of milestones is given.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..ontology.model import Entity, Value
from ..ontology.schema import load_schema
from .catalogue import find_question
from .citation import Citation, Sources, sources
from .planning.anniversaries import reckoner
from .planning.beginnings import record as begun

if TYPE_CHECKING:
    from ..graph.home import Graph, StatedFact
    from ..ontology.model import Document


@dataclass(frozen=True, slots=True)
class Tie:
    """One fact as seen from the entity: ``forward`` where it is the subject or the tie has no direction."""

    fact: StatedFact
    forward: bool
    other: Entity | Value
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class TieGroup:
    """The ties of one relation in one direction, oldest first."""

    relation: str
    forward: bool
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """An anniversary: when it falls (EDTF), how many years, whether surely in the window, and of which tie."""

    falls: str
    years: int
    certain: bool
    tie: Tie


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of ``entity``; ``documents`` with the number of its facts that each says, most first."""

    entity: Entity
    groups: tuple[TieGroup, ...]
    proposals: tuple[Tie, ...]
    documents: tuple[tuple[Document, int], ...]
    milestones: tuple[Milestone, ...]

    @property
    def ties(self) -> Iterator[Tie]:
        """All facts, the proposals last."""
        for group in self.groups:
            yield from group.ties
        yield from self.proposals


def dossier(
    graph: Graph,
    entity: Entity,
    *,
    window: tuple[date, date] | None = None,
) -> Dossier:
    """The dossier of an entity, with the milestones that fall in a window of days.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from enishi.graph import find_entity, open_graph
    >>> from enishi.pipeline import ingest
    >>> from enishi.queries.dossier import dossier
    >>> with tempfile.TemporaryDirectory() as folder, open_graph(Path(folder, "ties.enishi")) as graph:
    ...     text = "横浜市は1965年にリヨン市と姉妹都市となりました。"
    ...     _ = Path(folder, "a.txt").write_text(text, encoding="utf-8")
    ...     _ = ingest([Path(folder, "a.txt")], graph)
    ...     [(group.relation, len(group.ties)) for group in dossier(graph, find_entity(graph, "リヨン")).groups]
    [('sisterCityOf', 1)]
    """
    facts = graph.facts(touching=entity.iri)
    background = sources(graph, [fact.id for fact in facts], facts)
    ends = {end for fact in facts for end in (fact.subject, fact.object) if isinstance(end, str)}
    entities = {each.iri: each for each in graph.entities(sorted(ends))} | {entity.iri: entity}
    ties = [_tie(fact, entity, entities, background) for fact in facts]
    settled = [tie for tie in ties if tie.fact.status.asserts]
    counts = Counter(d for fact in facts for d in {reference.document for reference in fact.references})
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], background.documents[pair[0]].name))
    return Dossier(
        entity=entity,
        groups=tuple(_groups(settled)),
        proposals=tuple(sorted((t for t in ties if not t.fact.status.asserts), key=_age)),
        documents=tuple((background.documents[iri], count) for iri, count in ranked),
        milestones=tuple(_milestones(settled, window)) if window else (),
    )


def _tie(fact: StatedFact, entity: Entity, entities: dict[str, Entity], background: Sources) -> Tie:
    forward = fact.subject == entity.iri
    end = fact.object if forward else fact.subject
    other = end if isinstance(end, Value) else entities.get(end, Entity(end, "Thing", ()))
    symmetric = load_schema().relation(fact.relation).symmetric
    return Tie(fact, forward or symmetric, other, background.citations([fact.id]))


def _groups(ties: Iterable[Tie]) -> Iterator[TieGroup]:
    found: dict[tuple[str, bool], list[Tie]] = defaultdict(list)
    for tie in ties:
        found[tie.fact.relation, tie.forward].append(tie)

    def rank(key: tuple[str, bool]) -> tuple[int, int, str, bool]:
        return load_schema().relation(key[0]).tier, -len(found[key]), key[0], not key[1]

    for key in sorted(found, key=rank):
        yield TieGroup(*key, tuple(sorted(found[key], key=_age)))


def _age(tie: Tie) -> tuple[str, str]:
    return tie.fact.since or "9", tie.fact.id


def _milestones(ties: Iterable[Tie], window: tuple[date, date]) -> Iterator[Milestone]:
    """By the same rules as the question ``anniversaries``, which says what is celebrated."""
    question = find_question("anniversaries")
    dated = {tie.fact.id: tie for tie in ties if f":{tie.fact.relation} " in f"{question.sparql} "}
    records = [record for tie in dated.values() if (record := begun(tie.fact))]
    cells = {"fiscal_year": None, "start": str(window[0]), "end": str(window[1]), "every": "5", "ended": False}
    for found in reckoner(question, cells)(records):
        years, certain = found["years"], bool(found["certain"])
        yield Milestone(str(found["falls"]), int(str(years)), certain, dated[str(found["statement"])])
