"""How IRIs are called in Neo4j: labels, relationship types and property keys, and back.

What always holds: a name gives back the IRI it was made from. The ontology's own names follow Neo4j's conventions
(``City``, ``SISTER_CITY_OF``, ``nameEn``); any other IRI is its own name, in angle brackets.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ...ontology.model import ONTOLOGY
from ...ontology.spelling import camel, screaming
from ..terms import PREFIXES

_LOCAL: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_OWN: Final = f"<{ONTOLOGY}"
_EXTRA: Final = {f"<{PREFIXES['skos']}{name}>": name for name in ("prefLabel", "altLabel")}
"""What mentions call names by."""
_BACK: Final = {name: term for term, name in _EXTRA.items()}

THING: Final = "_Enishi"
"""Marks the nodes of what is so: entities, values, proposals."""
RECORD: Final = "_EnishiRecord"
"""Marks the nodes of evidence: documents, passages, references, statements, mentions."""
LOOSE: Final = "_EnishiQuad"
"""Marks the nodes that hold a quad for which the property graph has no better place."""
META: Final = "_Meta"
"""Marks the node that says what the graph is: format, version, columns."""


def _local(term: str) -> str | None:
    name = term[len(_OWN) : -1] if term.startswith(_OWN) else ""
    return name if _LOCAL.fullmatch(name) else None


@lru_cache(maxsize=4096)
def label(term: str) -> str:
    """The label of a class (a term).

    >>> from enishi.graph.neo4j.names import label
    >>> label("<https://w3id.org/enishi/ontology#City>"), label("<http://xmlns.com/foaf/0.1/Person>")
    ('City', '<http://xmlns.com/foaf/0.1/Person>')
    """
    return _local(term) or term


@lru_cache(maxsize=4096)
def relationship(term: str) -> str:
    """The relationship type of a predicate (a term).

    >>> from enishi.graph.neo4j.names import relationship
    >>> relationship("<https://w3id.org/enishi/ontology#sisterCityOf>")
    'SISTER_CITY_OF'
    """
    name = _local(term)
    if name is None or "_" in name or camel(screaming(name)) != name:
        return term
    return screaming(name)


@lru_cache(maxsize=4096)
def key(term: str) -> str:
    """The property key of a predicate (a term)."""
    if term in _EXTRA:
        return _EXTRA[term]
    name = _local(term)
    return term if name is None or name in _BACK else name


@lru_cache(maxsize=4096)
def class_of(name: str) -> str:
    """The class (a term) of a label."""
    return name if name.startswith("<") else f"{_OWN}{name}>"


@lru_cache(maxsize=4096)
def predicate_of(name: str) -> str:
    """The predicate (a term) of a relationship type."""
    return name if name.startswith("<") else f"{_OWN}{camel(name)}>"


@lru_cache(maxsize=4096)
def predicate_of_key(name: str) -> str:
    """The predicate (a term) of a property key."""
    if name in _BACK:
        return _BACK[name]
    return name if name.startswith("<") else f"{_OWN}{name}>"
