"""What follows from evidence: the part of the default graph and of ``statements`` that some evidence draws.

What always holds: each function here is a pure function of the quads that it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ..errors import DataError
from ..ontology.judgement import Judgement, in_force
from ..ontology.model import EVIDENCE_GRAPH, STATEMENT, STATEMENTS_GRAPH, VALUE, Reference
from ..ontology.schema import load_schema
from . import evidence, judging, mapping
from .evidence import AS_OF, JUDGES, MENTION_OF, OBJECT, SUPPORTS, Properties, Tally, by_node
from .home import Change
from .judging import Resolution, one_fact
from .merge import draw, merged
from .terms import TYPE, Quad, iri, value

EVIDENCE: Final = f"<{EVIDENCE_GRAPH}>"
STATEMENTS: Final = f"<{STATEMENTS_GRAPH}>"


@dataclass(frozen=True, slots=True)
class Touched:
    """The nodes (terms) of which the evidence changes."""

    statements: frozenset[str]
    entities: frozenset[str]

    @classmethod
    def by(cls, quads: Iterable[Quad]) -> Touched:
        """Those that some quads of evidence speak of."""
        statements, entities = set(), set()
        for quad in quads:
            if quad.predicate == SUPPORTS:
                statements.add(quad.object)
            elif quad.predicate == MENTION_OF:
                entities.add(quad.object)
            elif quad.predicate == OBJECT:
                statements.add(quad.subject)
            elif quad.predicate == JUDGES and not quad.object.startswith(judging.OWN):
                (statements if quad.object.startswith(f"<{STATEMENT}") else entities).add(quad.object)
        return cls(frozenset(statements), frozenset(entities))


def derive(said: set[Quad], of_entities: Tally, resolution: Resolution) -> Iterator[Quad]:
    """The default graph's and the statements graph's part that follows from this evidence."""
    schema, nodes = load_schema(), by_node(said)
    spoken = speaks_for(nodes)
    own = evidence.statements(nodes, judging_among(nodes))
    for iri_, (known_as, fact) in one_fact(own.values(), resolution, schema).items():
        if iri_ != known_as:
            continue
        yield from mapping.statement_quads(fact, draw(fact.references, spoken), schema, known_as=known_as)
        ends = (own[known_as].subject, fact.subject), (own[known_as].object, fact.object)
        for name, (was, now) in zip(evidence.NOW, ends, strict=True):
            if isinstance(now, str) and was != now:
                yield Quad(iri(known_as), name, iri(now), EVIDENCE)
    for profile in resolution.profiles(evidence.profiles(of_entities)).values():
        yield from mapping.entity_quads(merged(profile), profile.kinds, schema)


def judging_among(nodes: Mapping[str, Properties]) -> Callable[[str, str, Reference], Reference | None]:
    """What the judgements among these nodes leave of a place that says a statement."""
    about: dict[str, list[Judgement]] = {}
    for each in in_force(judging.read(nodes)):
        about_ = {each.statement, each.stated.statement.id if each.stated else None} - {None}
        for statement in about_:
            about.setdefault(str(statement), []).append(each)

    def keep(statement: str, node: str, reference: Reference) -> Reference | None:
        return judging.judged(node, reference, about.get(statement, ()), statement)

    return keep


def by_a_person(node: str) -> bool:
    """Whether a node is a reference or a mention that a person has entered."""
    return node.startswith(judging.OWN) and "/" in node.removeprefix(judging.OWN)


def difference(gone: set[Quad], come: set[Quad], present: Iterable[Quad] = ()) -> Tally:
    """How the evidence on entities changes, as counts of mentions."""
    change = evidence.tally(come, _bearers({*come, *present}))
    change.subtract(evidence.tally(gone, _bearers(gone)))
    return change


def speaks_for(nodes: Mapping[str, Properties]) -> dict[str, str | None]:
    """For which date each document among these nodes speaks, by its IRI."""
    return {value(node): value(said[AS_OF][0]) for node, said in nodes.items() if AS_OF in said}


def _bearers(quads: Iterable[Quad]) -> dict[str, str]:
    return {q.subject: q.object for q in quads if q.predicate == MENTION_OF}


def value_node(statement: str) -> str:
    """The value node of a statement (terms)."""
    return f"<{VALUE}{value(statement).removeprefix(STATEMENT)}>"


def tie_of(triple: str) -> Quad:
    """The triple within a triple term."""
    subject, predicate, object_ = triple[4:-4].split(" ")
    return Quad(subject, predicate, object_)


def counted(document: str, removed: set[Quad], added: set[Quad]) -> Change:
    """A change of quads in statements and references."""

    def count(quads: set[Quad], predicate: str) -> int:
        return sum(q.predicate == predicate and q.graph == EVIDENCE for q in quads)

    return Change(
        document,
        statements_added=count(added, OBJECT),
        statements_removed=count(removed, OBJECT),
        references_added=count(added, SUPPORTS),
        references_removed=count(removed, SUPPORTS),
    )


def drawn(quad: Quad, touched: Touched) -> bool:
    """Whether a quad of a dump is one that follows from evidence, which is worked out anew."""
    if quad.graph not in ("", STATEMENTS):
        return False
    if quad.subject in touched.entities:
        return quad.object.startswith('"') or quad.predicate == TYPE
    statement = quad.subject.replace(f"<{VALUE}", f"<{STATEMENT}")
    return statement in touched.statements


def agreed(come: set[Quad], present: set[Quad]) -> None:
    """Raise where a node would say two things of which it can say only one."""
    said = by_node(come | present)
    for node in sorted({q.subject for q in come}):
        for predicate, terms in said[node].items():
            if len(terms) > 1 and predicate not in evidence.SEVERAL:
                name = predicate[1:-1].rpartition("#")[2]
                raise DataError("load_conflict", node=value(node), property=name)
