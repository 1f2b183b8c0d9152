"""What is on record about statements, read a row a node: for who only reads, and many at a time.

What always holds: the nodes are those of the quads that a change of these statements would look at, with what
:func:`~enishi.graph.evidence.statements` takes from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from ..ontology.schema import load_schema
from . import evidence
from .deriving import judging_by, spoken_for
from .evidence import AS_OF, IN_DOCUMENT, OBJECT, SUPPORTS, Properties
from .judging import Resolution, one_fact
from .merge import stated
from .terms import TYPE, value, word

if TYPE_CHECKING:
    from .decisions import Decisions
    from .engine import Engine
    from .home import StatedFact

_STATEMENT: Final = (evidence.SUBJECT, evidence.PREDICATE, OBJECT, word("qualifier"))
_VALUE: Final = (TYPE, word("value"))


def on_record(engine: Engine, decisions: Decisions, statements: Iterable[str]) -> Mapping[str, Properties]:
    """The nodes of these statements (terms), of their values, of the places that say them and of judgements."""
    asked = frozenset(statements)
    nodes: dict[str, Properties] = {**engine.told(asked, _STATEMENT, evidence.GRAPH)}
    values = {thing for said in nodes.values() for thing in said.get(OBJECT, ()) if evidence.is_value(thing)}
    nodes |= engine.told(values, _VALUE, evidence.GRAPH)
    places = {place for place, _ in engine.pointing(SUPPORTS, asked, evidence.GRAPH)}
    nodes |= engine.told(places, evidence.OF_PLACES, evidence.GRAPH)
    cited = {document for place in places for document in nodes[place].get(IN_DOCUMENT, ())}
    nodes |= engine.told(cited, (AS_OF,), evidence.GRAPH)
    return nodes | evidence.by_node(engine.about(decisions.nodes_on(asked), evidence.GRAPH))


def stated_facts(
    nodes: Mapping[str, Properties], chosen: Iterable[str], resolution: Resolution, *, judged: bool
) -> list[StatedFact]:
    """The facts that these statements (terms) have become, each once, in order of id."""
    found = evidence.statements(nodes, judging_by(nodes) if judged else None)
    dates = spoken_for(nodes)
    # Without merges every statement is its own, and its identity need not be worked out again.
    facts = {own: (own, said) for own, said in found.items()}
    if resolution.members:
        facts = one_fact(found.values(), resolution, load_schema())
    known = {facts[value(each)] for each in chosen if value(each) in facts}
    return [stated(fact, dates, known_as=own) for own, fact in sorted(known, key=lambda k: k[0])]
