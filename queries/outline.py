"""Ties in outline: their ends, dates, status and trust, without the sentences behind them.

What always holds: a tie here is one of :meth:`~enishi.graph.home.Graph.facts`, with empty ``references``; only what
is so is here, no proposal. The graph is asked about sets of things and statements, never about one at a time, and
about one property at a time, which an engine answers from an index: who draws very many ties chooses them here,
and reads evidence for those alone that are asked about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ..graph.home import StatedFact, Table
from ..ontology.model import ENTITY, ONTOLOGY, STATEMENTS_GRAPH, VALUE, Status, Trust, Value

if TYPE_CHECKING:
    from ..graph.home import Cell, Graph

SET: Final = 400
"""How many things are asked about at once: more in one query, and an engine may read everything instead."""
_IN: Final = f"GRAPH <{STATEMENTS_GRAPH}>"
_SAID: Final = ("since", "until", "status", "trust", "inferred")


def degrees(graph: Graph, *, confirmed_only: bool = False) -> Counter[str]:
    """How many ties each thing (its IRI) has to things, those that have any.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from enishi.graph import open_graph
    >>> from enishi.pipeline import ingest
    >>> from enishi.queries.outline import degrees
    >>> with tempfile.TemporaryDirectory() as folder, open_graph(Path(folder, "ties.enishi")) as graph:
    ...     text = "横浜市は1965年にリヨン市と姉妹都市となりました。"
    ...     _ = Path(folder, "a.txt").write_text(text, encoding="utf-8")
    ...     _ = ingest([Path(folder, "a.txt")], graph)
    ...     sorted(degrees(graph).values())
    [1, 1]
    """
    if confirmed_only:
        return Counter(end for fact in _sure(graph) for end in (fact.subject, str(fact.object)))
    found: Counter[str] = Counter()
    count = f"SELECT ?e (COUNT(?s) AS ?n) {{ {_IN} {{ %s }} }} GROUP BY ?e"
    for pattern in ("?s rdf:subject ?e", "?s rdf:object ?e"):
        found.update({str(e): int(str(n)) for e, n in _rows(graph, count % pattern)})
    values = f'?s rdf:object ?v . FILTER(STRSTARTS(STR(?v), "{VALUE}")) ?s rdf:subject ?e'
    found.subtract({str(e): int(str(n)) for e, n in _rows(graph, count % values)})
    return Counter({e: n for e, n in found.items() if n > 0 and e.startswith(ENTITY)})


def among(graph: Graph, iris: Iterable[str], *, confirmed_only: bool = False) -> list[StatedFact]:
    """The ties between these things, in order of id."""
    things = set(iris)
    subjects = {s: a for a, s in _each(graph, things, f"{_IN} {{ ?y rdf:subject ?x }}")}
    objects = {s: b for s, b in _each(graph, subjects, f"{_IN} {{ ?x rdf:object ?y }}") if b in things}
    return _told(graph, {s: (subjects[s], b) for s, b in objects.items()}, confirmed_only=confirmed_only)


def around(graph: Graph, iris: Iterable[str], *, confirmed_only: bool = False) -> list[StatedFact]:
    """All facts at these things, in order of id: also those that lead to a value, which is not read."""
    things = set(iris)
    subjects = {s: a for a, s in _each(graph, things, f"{_IN} {{ ?y rdf:subject ?x }}")}
    objects = {s: b for b, s in _each(graph, things, f"{_IN} {{ ?y rdf:object ?x }}")}
    objects |= dict(_each(graph, subjects.keys() - objects.keys(), f"{_IN} {{ ?x rdf:object ?y }}"))
    subjects |= dict(_each(graph, objects.keys() - subjects.keys(), f"{_IN} {{ ?x rdf:subject ?y }}"))
    return _told(graph, {s: (subjects[s], objects[s]) for s in subjects}, confirmed_only=confirmed_only)


def of_relations(graph: Graph, relations: Iterable[str]) -> list[StatedFact]:
    """The ties of these relations, in order of id."""
    found = {
        s for _, s in _each(graph, (ONTOLOGY + name for name in relations), f"{_IN} {{ ?y rdf:predicate ?x }}")
    }
    return _between(graph, found)


def pairs(graph: Graph, *, confirmed_only: bool = False) -> Iterator[tuple[str, str, str]]:
    """Statement, subject and object of every tie."""
    if confirmed_only:
        yield from ((fact.id, fact.subject, str(fact.object)) for fact in _sure(graph))
        return
    objects = {str(s): str(b) for s, b in _rows(graph, f"SELECT ?s ?b {{ {_IN} {{ ?s rdf:object ?b }} }}")}
    for s, a in _rows(graph, f"SELECT ?s ?a {{ {_IN} {{ ?s rdf:subject ?a }} }}"):
        if (other := objects[str(s)]).startswith(ENTITY):
            yield str(s), str(a), other


def _sure(graph: Graph) -> list[StatedFact]:
    """The ties that a person has confirmed or entered: few in any graph, so looked up by that."""
    kinds = " ".join(f'"{trust.value}"' for trust in Trust if trust is not Trust.MACHINE)
    return _between(
        graph, {str(s) for (s,) in _rows(graph, f"SELECT ?s {{ VALUES ?t {{ {kinds} }} ?s :trust ?t }}")}
    )


def _between(graph: Graph, statements: set[str]) -> list[StatedFact]:
    subjects, objects = (
        dict(_each(graph, statements, f"{_IN} {{ ?x rdf:{end} ?y }}")) for end in ("subject", "object")
    )
    ends = {s: (subjects[s], objects[s]) for s in subjects if objects[s].startswith(ENTITY)}
    return _told(graph, ends)


def _told(graph: Graph, ends: dict[str, tuple[str, str]], *, confirmed_only: bool = False) -> list[StatedFact]:
    """What the graph says of statements of which the ends are known."""
    said = {name: dict(_each(graph, ends, f"?x :{name} ?y")) for name in _SAID}
    relations = dict(_each(graph, ends, f"{_IN} {{ ?x rdf:predicate ?y }}"))
    facts = (
        StatedFact(
            id=statement,
            subject=subject,
            relation=relations[statement].removeprefix(ONTOLOGY),
            object=Value("Text", "") if thing.startswith(VALUE) else thing,
            key=(),
            since=said["since"].get(statement),
            until=said["until"].get(statement),
            as_of_first=None,
            as_of_last=None,
            status=Status(said["status"][statement]),
            trust=Trust(said["trust"][statement]),
            inferred=statement in said["inferred"],
            disputed=False,
            references=(),
        )
        for statement, (subject, thing) in sorted(ends.items())
    )
    return [fact for fact in facts if not (confirmed_only and fact.trust is Trust.MACHINE)]


def _each(graph: Graph, iris: Iterable[str], pattern: str) -> Iterator[tuple[str, str]]:
    """The pairs of ``?x``, one of these, and what a pattern finds for it; OPTIONAL makes it a look-up for each."""
    wanted = sorted(set(iris))
    for start in range(0, len(wanted), SET):
        some = " ".join(f"<{iri}>" for iri in wanted[start : start + SET])
        query = f"SELECT ?x ?y {{ VALUES ?x {{ {some} }} OPTIONAL {{ {pattern} }} }}"
        yield from ((str(x), str(y)) for x, y in _rows(graph, query) if y is not None)


def _rows(graph: Graph, query: str) -> tuple[tuple[Cell, ...], ...]:
    found = graph.sparql(query)
    return found.rows if isinstance(found, Table) else ()
