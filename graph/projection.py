"""The graph as RDF 1.1, for tools that cannot read RDF 1.2: rdflib, pySHACL, owlready2, JSON-LD.

What always holds: a reified triple becomes rdf:subject, rdf:predicate and rdf:object of its statement, which
is typed ``:Statement``; every other triple of the default graph stays as it is; lines are sorted N-Triples.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from .evidence import OBJECT, PREDICATE, SUBJECT
from .terms import REIFIES, TYPE, word

if TYPE_CHECKING:
    from .home import Graph

_REIFIER: Final = re.compile(rf"(\S+) {re.escape(REIFIES)} <<\( (\S+) (\S+) (.+) \)>> \.")
_TRIPLE: Final = re.compile(r'(\S+) (\S+) (<[^<>\s]*>|"(?:[^"\\]|\\.)*"\S*) \.')


def rdf11(graph: Graph) -> str:
    """What is so (the default graph, without documents and quotes) as N-Triples of RDF 1.1."""
    return "".join(f"{line}\n" for line in project(graph.dump()))


def project(lines: Iterable[str]) -> list[str]:
    """The RDF 1.1 projection of a dump's lines, sorted.

    >>> from enishi.graph.projection import project
    >>> from enishi.graph.terms import REIFIES
    >>> for line in project([f"<x:s> {REIFIES} <<( <x:a> <x:b> <x:c> )>> ."]):
    ...     print(line)
    <x:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> <x:c> .
    <x:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> <x:b> .
    <x:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> <x:a> .
    <x:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/enishi/ontology#Statement> .
    """
    return sorted(set(_projected(lines)))


def _projected(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if reifier := _REIFIER.fullmatch(line):
            node, subject, predicate, object_ = reifier.groups()
            yield f"{node} {TYPE} {word('Statement')} ."
            for name, term in ((SUBJECT, subject), (PREDICATE, predicate), (OBJECT, object_)):
                yield f"{node} {name} {term} ."
        elif _TRIPLE.fullmatch(line):
            yield line
