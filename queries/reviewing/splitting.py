"""Splitting: what was taken for one thing are two, and a person says which statements are about the other.

What always holds: the statements given, and no others, are restated about the other thing at the places that say
them; nothing is lost, a new ingest brings nothing back, and each decision can be undone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from ...errors import UnknownName, UsageError
from ...graph.lookup import find_entity
from ...ontology.judgement import Judgement
from ...ontology.model import Entity, Lang, Name
from .merging import merging
from .review import restating

if TYPE_CHECKING:
    from ...graph.home import Graph, StatedFact

APART: Final = "https://w3id.org/enishi/id/apart/"
"""The IRIs of things that a person has told from another of the same name."""


def splitting(
    graph: Graph,
    entity: Entity,
    name: str,
    facts: Iterable[StatedFact],
    *,
    by: str,
    at: str,
    note: str | None = None,
) -> list[Judgement]:
    """The decisions that ``facts`` are not about ``entity`` but about another of its kind with this name.

    The other is the graph's thing of that name, where there is one of that kind beside ``entity``, else a new one;
    its IRI follows from both. Raises ``split_nothing`` without facts, ``split_elsewhere`` for one that does not
    touch the entity.
    """
    given = list(facts)
    if not given:
        raise UsageError("split_nothing")
    other = _other(graph, entity, name)
    decisions = [merging(entity.iri, other.iri, apart=True, by=by, at=at)]
    for fact in given:
        if entity.iri not in (fact.subject, fact.object):
            raise UsageError("split_elsewhere", statement=fact.id, name=name)
        subject, thing = (other.iri if end == entity.iri else end for end in (fact.subject, fact.object))
        assert isinstance(subject, str)  # noqa: S101  (a subject is no value)
        decisions.append(restating(graph, fact, subject=subject, thing=thing, new=[other], by=by, at=at, note=note))
    return decisions


def _other(graph: Graph, entity: Entity, name: str) -> Entity:
    try:
        found = find_entity(graph, name)
    except (UnknownName, UsageError):  # nobody bears it, or several do
        found = entity
    if found.iri != entity.iri and found.kind == entity.kind:
        return found
    digest = hashlib.sha256(f"{entity.iri}\n{name}".encode()).hexdigest()[:20]
    lang: Lang = "ja" if re.search(r"[\u3040-\u30ff\u3400-\u9fff]", name) else "en"
    return Entity(APART + digest, entity.kind, (Name(name, lang, preferred=True),))
