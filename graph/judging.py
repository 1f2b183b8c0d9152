"""What judgements do to what documents say: pure functions between evidence and what is so.

What always holds: a judgement and what a person enters by it are evidence, under the judgement's own IRI; undone,
it has no effect; statements keep their identity whatever is merged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from ..ontology.judgement import JUDGEMENT, Judgement, Verdict, in_force, read_judgement
from ..ontology.model import EVIDENCE_GRAPH, Contribution, Reference, Statement, Trust, Value
from ..ontology.schema import Schema
from . import evidence
from .evidence import Profile, Properties
from .terms import TYPE, Quad, iri, literal, value, word

GRAPH: Final = f"<{EVIDENCE_GRAPH}>"
JUDGES, JUDGED_IN = evidence.JUDGES, evidence.JUDGED_IN
REGISTER: Final = f"<{JUDGEMENT}register>"
"""Judged by every merge and split, so that these few are found without a search."""
SAYS: Final = word("judgement")
OWN: Final = f"<{JUDGEMENT}"
NOW: Final = evidence.NOW


def of_judgement(judgement: Judgement) -> set[Quad]:
    """The record of a judgement, in the evidence graph."""
    node = iri(judgement.id)
    about = {*judgement.entities, *([judgement.statement] if judgement.statement else [])}
    cited = set(judgement.documents)
    if judgement.stated:
        about.add(judgement.stated.statement.id)
        cited |= {r.document for r in judgement.stated.statement.references}
    quads = {
        Quad(node, TYPE, word("Judgement"), GRAPH),
        Quad(node, SAYS, literal(judgement.text), GRAPH),
        Quad(node, word("verdict"), literal(judgement.verdict.value), GRAPH),
        Quad(node, word("judgedBy"), literal(judgement.by), GRAPH),
        Quad(node, word("judgedAt"), literal(judgement.at), GRAPH),
    }
    quads |= {Quad(node, JUDGES, iri(each), GRAPH) for each in about}
    quads |= {Quad(node, JUDGED_IN, iri(each), GRAPH) for each in cited}
    if judgement.undoes:
        quads.add(Quad(node, JUDGES, iri(judgement.undoes), GRAPH))
    if judgement.entities:
        quads.add(Quad(node, JUDGES, REGISTER, GRAPH))
    return quads


def read(nodes: Mapping[str, Properties]) -> list[Judgement]:
    """The judgements among these nodes, in order of time."""
    found = [read_judgement(value(said[SAYS][0])) for said in nodes.values() if SAYS in said]
    return sorted(found, key=lambda j: (j.at, j.id))


def among(quads: Iterable[Quad]) -> list[Judgement]:
    """The judgements whose records are among these quads of evidence, in order of time."""
    return read(evidence.by_node(q for q in quads if q.predicate == SAYS))


def by_hand(judgements: Iterable[Judgement], present: Iterable[str]) -> set[Quad]:
    """What is entered by those in force, as evidence; only of documents that are there (``present``: IRIs)."""
    known = set(present)
    quads: set[Quad] = set()
    for judgement in in_force(judgements):
        if judgement.stated is None:
            continue
        own = {d.iri: d for d in judgement.stated.documents}
        for reference in judgement.stated.statement.references:
            if reference.document in known or reference.document in own:
                quads |= _entered(judgement, reference)
                if reference.document in own:
                    said = Contribution(own[reference.document], (), ())
                    quads |= evidence.of_contribution(said)
    return quads


def _entered(judgement: Judgement, reference: Reference) -> set[Quad]:
    assert judgement.stated is not None  # noqa: S101  (asked by the caller)
    made = replace(judgement.stated.statement, references=(reference,))
    quads = set(evidence.of_statement(made)) | set(evidence.of_reference(made, reference, under=judgement.id))
    for entity in judgement.stated.entities:
        quads |= set(evidence.of_mention(reference.document, [entity], under=judgement.id))
    return quads


def judged(node: str, reference: Reference, decisions: Iterable[Judgement], statement: str) -> Reference | None:
    """A place as the decisions on its statement leave it: gone, confirmed, or as it was.

    ``node`` tells whether a person entered it, and when: only what is decided later applies then.
    """
    standing = list(decisions)
    if node.startswith(OWN):
        ids = [f"<{j.id}/" for j in standing]
        own = next((n for n, start in enumerate(ids) if node.startswith(start)), -1)
        standing = standing[own + 1 :]
    last = next((j for j in reversed(standing) if j.statement == statement and j.covers(reference)), None)
    if last is None:
        return reference
    if last.verdict is Verdict.ACCEPT:
        return replace(reference, trust=Trust.CONFIRMED) if reference.trust is Trust.MACHINE else reference
    return None


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which entities are one: the IRI that stands for each merged one, and all of those it stands for."""

    stands_for: Mapping[str, str]
    members: Mapping[str, frozenset[str]]

    @classmethod
    def by(cls, judgements: Iterable[Judgement]) -> Resolution:
        """From merges and splits in force: a pair's last word counts; of a cluster, the one last kept stands."""
        ties: dict[frozenset[str], Judgement] = {}
        for judgement in in_force(judgements):
            if judgement.verdict in (Verdict.MERGE, Verdict.SPLIT):
                kept, *others = judgement.entities
                for other in others:
                    ties[frozenset((kept, other))] = judgement
        merges = {pair: j for pair, j in ties.items() if j.verdict is Verdict.MERGE and len(pair) == 2}
        cluster: dict[str, set[str]] = {}
        for pair in merges:
            whole = set().union(pair, *(cluster.get(each, {each}) for each in pair))
            cluster.update(dict.fromkeys(whole, whole))
        stands_for: dict[str, str] = {}
        for pair, judgement in sorted(merges.items(), key=lambda m: (m[1].at, m[1].id)):
            for each in cluster[min(pair)]:
                stands_for[each] = judgement.entities[0]
        return cls(stands_for, {s: frozenset(cluster[s]) for s in set(stands_for.values())})

    def of(self, entity: str) -> str:
        """The IRI that stands for an entity's."""
        return self.stands_for.get(entity, entity)

    def all_of(self, entity: str) -> frozenset[str]:
        """All IRIs that mean the same as one."""
        return self.members.get(self.of(entity), frozenset((entity,)))

    def resolved(self, statement: Statement, schema: Schema) -> Statement:
        """A statement between those that stand for its ends: its own identity is then not to be asked for."""
        subject, thing = self.of(statement.subject), statement.object
        target = thing if isinstance(thing, Value) else self.of(thing)
        relation = schema.relations.get(statement.relation)
        if relation and relation.symmetric and isinstance(target, str) and target < subject:
            subject, target = target, subject
        return replace(statement, subject=subject, object=target)

    def profiles(self, found: Mapping[str, Profile]) -> dict[str, Profile]:
        """What is said of entities, put together for those that are one; the names of the one kept go first."""
        whole: dict[str, Profile] = {}
        for one in sorted(found, key=lambda e: (self.of(e) != e, e)):
            said, kept = found[one], self.of(one)
            if kept not in whole:
                whole[kept] = Profile(kept, Counter(), Counter(), set(), Counter())
            into = whole[kept]
            shown = {lang for lang, _ in into.preferred}
            into.preferred |= {name for name in said.preferred if name[0] not in shown}
            into.names.update(said.names)
            into.kinds.update(said.kinds)
            into.attributes.update(said.attributes)
        return whole


def one_fact(
    statements: Iterable[Statement], resolution: Resolution, schema: Schema
) -> dict[str, tuple[str, Statement]]:
    """By statement's IRI: the IRI under which it is so, and the fact with the references of all that say the same.

    Without merges every statement is its own. Of several that have become one, that whose ends stand for
    themselves gives its IRI, then the first by IRI. A tie of a thing with itself is none.
    """
    groups: dict[Statement, list[Statement]] = {}
    for statement in statements:
        groups.setdefault(replace(resolution.resolved(statement, schema), references=()), []).append(statement)
    found: dict[str, tuple[str, Statement]] = {}
    for whole, group in groups.items():
        if whole.subject == whole.object and group[0].subject != group[0].object:
            continue
        ids = sorted(group, key=lambda s: (_moved(s, whole), s.id))
        references = group[0].references
        if len(group) > 1:
            references = tuple(dict.fromkeys(sorted((r for s in group for r in s.references), key=_place)))
        for each in group:
            found[each.id] = (ids[0].id, replace(whole, references=references))
    return found


def _moved(statement: Statement, whole: Statement) -> bool:
    return {statement.subject, statement.object} != {whole.subject, whole.object}


def _place(reference: Reference) -> tuple[str, int, int, str]:
    return reference.document, reference.start, reference.end, str(reference)
