"""What follows from evidence: the default graph, the graph ``statements``, and where merges have moved ties.

Pure functions of quads; nothing here asks an engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from ..ontology.judgement import Judgement, in_force
from ..ontology.model import EVIDENCE_GRAPH, STATEMENT, VALUE, Reference
from ..ontology.schema import load_schema
from . import evidence, judging, mapping
from .evidence import AS_OF, MENTION_OF, Properties, Tally, by_node
from .judging import Resolution, one_fact
from .merge import draw, merged
from .terms import Quad, iri, value

_EVIDENCE: Final = f"<{EVIDENCE_GRAPH}>"


def of_statements(said: set[Quad], resolution: Resolution) -> Iterator[Quad]:
    """What follows for statements from all evidence on them: their ties, and the graph ``statements``."""
    schema, nodes = load_schema(), by_node(said)
    speaks_for = spoken_for(nodes)
    own = evidence.statements(nodes, judging_by(nodes))
    for iri_, (known_as, fact) in one_fact(own.values(), resolution, schema).items():
        if iri_ != known_as:
            continue
        yield from mapping.statement_quads(fact, draw(fact.references, speaks_for), schema, known_as=known_as)
        ends = (own[known_as].subject, fact.subject), (own[known_as].object, fact.object)
        for name, (was, now) in zip(evidence.NOW, ends, strict=True):
            if isinstance(now, str) and was != now:
                yield Quad(iri(known_as), name, iri(now), _EVIDENCE)


def of_entities(said: Tally, resolution: Resolution) -> Iterator[Quad]:
    """What follows for entities from all that is said of them: kinds, names, attributes."""
    for profile in resolution.profiles(evidence.profiles(said)).values():
        yield from mapping.entity_quads(merged(profile), profile.kinds, load_schema())


def judging_by(nodes: Mapping[str, Properties]) -> Callable[[str, str, Reference], Reference | None]:
    """What the judgements among these nodes leave of a place that says a statement."""
    about: dict[str, list[Judgement]] = {}
    for each in in_force(judging.read(nodes)):
        about_ = {each.statement, each.stated.statement.id if each.stated else None} - {None}
        for statement in about_:
            about.setdefault(str(statement), []).append(each)

    def keep(statement: str, node: str, reference: Reference) -> Reference | None:
        decisions = about.get(statement)
        return judging.judged(node, reference, decisions, statement) if decisions else reference

    return keep


def is_entered(node: str) -> bool:
    """Whether a node is a reference or a mention that a person has entered."""
    return node.startswith(judging.OWN) and "/" in node.removeprefix(judging.OWN)


def difference(gone: set[Quad], come: set[Quad], present: Iterable[Quad] = ()) -> Tally:
    """How the evidence on entities changes, as counts of mentions."""
    change = evidence.tally(come, bearers(come) | bearers(present))
    change.subtract(evidence.tally(gone, bearers(gone)))
    return change


def spoken_for(nodes: Mapping[str, Properties]) -> dict[str, str | None]:
    """The date for which each document among these nodes speaks."""
    return {value(node): value(said[AS_OF][0]) for node, said in nodes.items() if AS_OF in said}


def bearers(quads: Iterable[Quad]) -> dict[str, str]:
    """The entity of each mention."""
    return {q.subject: q.object for q in quads if q.predicate == MENTION_OF}


def value_node(statement: str) -> str:
    """The node (a term) of the value of a literal statement (a term)."""
    return f"<{VALUE}{value(statement).removeprefix(STATEMENT)}>"
