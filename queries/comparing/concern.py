"""What a comparison is asked of: a thing, a kind of things, or a relation, by any of their names.

What always holds: a finding is kept if it tells of one of the things, has a thing of one of the kinds beside the
one that most findings are about, or is of one of the relations; who keeps counts what is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...graph.lookup import find_entity
from ...ontology.schema import load_schema
from ..narrowing import term

if TYPE_CHECKING:
    from ...graph.home import Graph, StatedFact
    from ...ontology.model import Entity
    from ..findings import Finding


@dataclass(frozen=True, slots=True)
class Concern:
    """Relations and kinds by their names in the ontology, things by IRI."""

    relations: frozenset[str]
    kinds: tuple[str, ...]
    things: frozenset[str]

    @property
    def asked(self) -> bool:
        """Whether anything is asked of."""
        return bool(self.relations or self.kinds or self.things)

    def kept(
        self, findings: Sequence[Finding], facts: Mapping[str, StatedFact], entities: Mapping[str, Entity]
    ) -> list[Finding]:
        """The findings that concern this; ``facts`` are those behind them, by statement."""
        ends = [_ends(finding, facts, entities) for finding in findings]
        hub = _hub(ends)
        said = [{str(f.cells[2]), *(facts[s].relation for s in f.statements if s in facts)} for f in findings]
        told = zip(findings, said, ends, strict=True)
        return [finding for finding, relations, each in told if self._fits(relations, each, hub, entities)]

    def stated(self, facts: Sequence[StatedFact], entities: Mapping[str, Entity]) -> list[StatedFact]:
        """The facts that concern this."""
        ends = [{str(fact.subject), str(fact.object)} & entities.keys() for fact in facts]
        hub = _hub(ends)
        return [f for f, each in zip(facts, ends, strict=True) if self._fits({f.relation}, each, hub, entities)]

    def _fits(self, relations: set[str], ends: set[str], hub: set[str], entities: Mapping[str, Entity]) -> bool:
        schema = load_schema()
        return (
            not self.relations.isdisjoint(relations)
            or not self.things.isdisjoint(ends)
            or any(schema.is_a(entities[end].kind, self.kinds) for end in ends - hub)
        )


def read_concern(graph: Graph, names: Iterable[str]) -> Concern:
    """What these names mean: a relation or a kind where the ontology has one, else a thing of the graph.

    Raises ``UnknownName`` for what is none of them.
    """
    relations, kinds, things = set[str](), [], set[str]()
    for name in names:
        relation, kind = term(name)
        if relation:
            relations.add(relation)
        elif kind:
            kinds.append(kind)
        else:
            things.add(find_entity(graph, name).iri)
    return Concern(frozenset(relations), tuple(kinds), frozenset(things))


def _hub(ends: Sequence[set[str]]) -> set[str]:
    """What most of them are about."""
    counts = Counter(end for each in ends for end in each)
    return {end for end, count in counts.items() if 2 * count > len(ends) > 1}


def _ends(finding: Finding, facts: Mapping[str, StatedFact], entities: Mapping[str, Entity]) -> set[str]:
    """The things that a finding tells of: its subject, and both ends of the facts behind it."""
    behind = [facts[statement] for statement in finding.statements if statement in facts]
    return {str(finding.cells[1]), *(str(end) for f in behind for end in (f.subject, f.object))} & entities.keys()
