"""A graph as TriG that people can read: prefixes, one block a graph, one paragraph a subject.

What always holds: reading the TriG gives the quads of the lines it was made from, and equal lines give equal
text. N-Quads need no writer: a dump's lines, sorted, are the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from .terms import PREFIXES, TYPE, Quad, parse_lines

_SHORT: Final = tuple(
    sorted(((f"<{space}", name) for name, space in PREFIXES.items() if name != "enishi"), reverse=True)
)
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?>")
_IRI: Final = re.compile(r"<[^<>\s]+>")


def trig(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a TriG document for the lines of an N-Quads dump."""
    for name, space in sorted(PREFIXES.items()):
        if name != "enishi":
            yield f"PREFIX {name}: <{space}>"
    quads = sorted(parse_lines(lines), key=lambda q: (q.graph, q.subject, q.predicate != TYPE, q))
    for graph, members in groupby(quads, key=lambda quad: quad.graph):
        yield ""
        if graph:
            yield f"GRAPH {graph} {{"
        for subject, said in groupby(members, key=lambda quad: quad.subject):
            yield from _paragraph(subject, list(said))
        if graph:
            yield "}"


def _paragraph(subject: str, said: list[Quad]) -> Iterator[str]:
    clauses = []
    for predicate, group in groupby(said, key=lambda quad: quad.predicate):
        objects = ", ".join(_short(quad.object) for quad in group)
        clauses.append(f"{'a' if predicate == TYPE else _short(predicate)} {objects}")
    first, *rest = clauses
    ends = [";"] * len(rest) + ["."]
    for clause, end in zip([f"{_short(subject)} {first}", *(f"    {each}" for each in rest)], ends, strict=True):
        yield f"{clause} {end}"


def _short(term: str) -> str:
    """A term with prefixes; the text of a literal is left alone."""
    if term.startswith('"'):
        end = term.rindex('"') + 1
        return term[:end] + (f"^^{_name(term[end + 2 :])}" if term[end:].startswith("^^") else term[end:])
    return _name(term) if not term.startswith("<<(") or '"' in term else _IRI.sub(lambda m: _name(m[0]), term)


def _name(iri: str) -> str:
    for space, name in _SHORT:
        if iri.startswith(space) and _LOCAL.fullmatch(iri, len(space)):
            return f"{name}:{iri[len(space) : -1]}"
    return iri
