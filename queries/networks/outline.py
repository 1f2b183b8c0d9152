"""Ties in outline: their ends, dates, status and trust, without the sentences behind them.

What always holds: what is counted and chosen here are the ties of :meth:`~enishi.graph.home.Graph.ties`, so that
evidence is read for those alone that are shown or asked about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ...graph.home import Table
from ...ontology.model import ENTITY, STATEMENTS_GRAPH, VALUE, Trust

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
    if confirmed_only:
        return Counter(end for fact in _sure(graph) for end in (fact.subject, str(fact.object)))
    found: Counter[str] = Counter()
    count = f"SELECT ?e (COUNT(?s) AS ?n) {{ {_IN} {{ %s }} }} GROUP BY ?e"
    for pattern in ("?s rdf:subject ?e", "?s rdf:object ?e"):
        found.update({str(e): int(str(n)) for e, n in rows_of(graph, count % pattern)})
    values = f'?s rdf:object ?v . FILTER(STRSTARTS(STR(?v), "{VALUE}")) ?s rdf:subject ?e'
    found.subtract({str(e): int(str(n)) for e, n in rows_of(graph, count % values)})
    return Counter({e: n for e, n in found.items() if n > 0 and e.startswith(ENTITY)})


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
    objects = {str(s): str(b) for s, b in rows_of(graph, f"SELECT ?s ?b {{ {_IN} {{ ?s rdf:object ?b }} }}")}
    for s, a in rows_of(graph, f"SELECT ?s ?a {{ {_IN} {{ ?s rdf:subject ?a }} }}"):
        if (other := objects[str(s)]).startswith(ENTITY):
            yield str(s), str(a), other


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
