"""Ties in outline: their ends, dates, status and trust, without the sentences behind them.

What always holds: what is counted and chosen here are the ties of :meth:`~enishi.graph.home.Graph.ties`, so that
evidence is read for those alone that are shown or asked about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ...graph.home import Table
from ...ontology.model import ENTITY, STATEMENTS_GRAPH, Trust

if TYPE_CHECKING:
    from ...graph.home import Cell, Graph, StatedFact

_IN: Final = f"GRAPH <{STATEMENTS_GRAPH}>"


def degrees(graph: Graph, *, confirmed_only: bool = False) -> Counter[str]:
    """How many ties each thing (its IRI) has to things, those that have any.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from enishi.graph import open_graph
    >>> from enishi.pipeline import ingest
    >>> from enishi.queries.networks.outline import degrees
    >>> with tempfile.TemporaryDirectory() as folder, open_graph(Path(folder, "ties.enishi")) as graph:
    ...     text = "横浜市は1965年にリヨン市と姉妹都市となりました。"
    ...     _ = Path(folder, "a.txt").write_text(text, encoding="utf-8")
    ...     _ = ingest([Path(folder, "a.txt")], graph)
    ...     sorted(degrees(graph).values())
    [1, 1]
    """
    ends = Counter(end for _, *both in pairs(graph, confirmed_only=confirmed_only) for end in both)
    return Counter({end: n for end, n in ends.items() if end.startswith(ENTITY)})


def among(graph: Graph, iris: Iterable[str], *, confirmed_only: bool = False) -> list[StatedFact]:
    """The ties between these things, in order of id."""
    return _asked(graph.ties(iris, among=True), confirmed_only)


def around(graph: Graph, iris: Iterable[str], *, confirmed_only: bool = False) -> list[StatedFact]:
    """All facts at these things, in order of id: also those that lead to a value, which is not read."""
    return _asked(graph.ties(iris), confirmed_only)


def pairs(graph: Graph, *, confirmed_only: bool = False) -> Iterator[tuple[str, str, str]]:
    """Statement, subject and object of every tie."""
    if confirmed_only:
        yield from ((fact.id, fact.subject, str(fact.object)) for fact in _sure(graph))
        return
    objects = dict(_ends(graph, "object"))
    for statement, thing in _ends(graph, "subject"):
        if (other := objects[statement]).startswith(ENTITY):
            yield statement, thing, other


def _ends(graph: Graph, end: str) -> Iterator[tuple[str, str]]:
    """Each statement with its subject or object; a file tells them as one text, which takes a quarter."""
    said = f"{_IN} {{ ?s rdf:{end} ?e }}"
    if not countable(graph):
        yield from ((str(s), str(e)) for s, e in rows_of(graph, f"SELECT ?s ?e {{ {said} }}"))
        return
    whole = f'SELECT (GROUP_CONCAT(CONCAT(STR(?s), " ", STR(?e)); separator=" ") AS ?ends) {{ {said} }}'
    told = str(rows_of(graph, whole)[0][0] or "").split()
    yield from zip(told[::2], told[1::2], strict=True)


def countable(graph: Graph) -> bool:
    """Whether the home counts and sorts by itself: where it would have to be sent all ties for that, reading those
    of one thing is less.
    """
    return graph.explain("SELECT ?p (COUNT(?s) AS ?n) { ?s rdf:predicate ?p } GROUP BY ?p").way == "native"


def _sure(graph: Graph) -> list[StatedFact]:
    """The ties that a person has confirmed or entered: few in any graph, so looked up by that."""
    kinds = " ".join(f'"{trust.value}"' for trust in Trust if trust is not Trust.MACHINE)
    query = f"SELECT DISTINCT ?a {{ VALUES ?t {{ {kinds} }} ?s :trust ?t . {_IN} {{ ?s rdf:subject ?a }} }}"
    facts = graph.ties(str(a) for (a,) in rows_of(graph, query))
    return [fact for fact in _asked(facts, True) if isinstance(fact.object, str)]


def _asked(facts: list[StatedFact], confirmed_only: bool) -> list[StatedFact]:
    return [fact for fact in facts if not (confirmed_only and fact.trust is Trust.MACHINE)]


def rows_of(graph: Graph, query: str) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a query."""
    found = graph.sparql(query)
    return found.rows if isinstance(found, Table) else ()
