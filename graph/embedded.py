"""A graph in one file: RDF 1.2 in SQLite by way of oxilite, asked in SPARQL and Cypher without a server.

What always holds: what is read is one version of the graph; what is written follows :mod:`.writing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from ..ontology.model import (
    Document,
    Entity,
)
from ..ontology.schema import load_schema
from . import evidence, judging
from .asking import ask_cypher, ask_solutions, ask_sparql, check_sparql, find_sparql
from .derivation import EVIDENCE, Touched, judging_among, speaks_for
from .dump import trig
from .engine import Engine
from .evidence import (
    OBJECT,
    SUBJECT,
    by_node,
)
from .home import WHOLE, Allowance, Answer, Cell, Explanation, StatedFact, Table
from .judging import Resolution, one_fact
from .merge import merged, stated
from .results import Found
from .terms import TYPE, iri, value, word
from .writing import Writing


class EmbeddedGraph(Writing):
    """The graph in the file at ``path``; see :class:`~enishi.graph.home.Graph` for what it does.

    Made by :func:`enishi.graph.open_graph`; a context manager that closes itself.
    """

    def __init__(self, path: Path, *, read_only: bool = False, create: bool = True) -> None:
        self._engine = Engine(path, read_only=read_only, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.close()

    def version(self) -> str:
        """A text that changes with every change of the graph, in whatever process."""
        return self._engine.turn()

    # ---------------------------------------------------------------------------------------- reading

    def documents(self) -> list[Document]:
        """The documents, in order of name then IRI, each with the passages that are quoted."""

        def read() -> list[Document]:
            kinds = [word("Document"), word("Passage")]
            nodes = {s for s, _ in self._engine.pointing(TYPE, kinds, EVIDENCE)}
            return evidence.documents(by_node(self._engine.about(nodes, EVIDENCE)))

        return self._engine.steadily(read)

    def entities(self, iris: Iterable[str] | None = None) -> list[Entity]:
        """Entities with all their names, in order of IRI: all of them, or those asked for that are here."""
        wanted = None if iris is None else [iri(each) for each in iris]

        def read() -> list[Entity]:
            resolution = Resolution.by(self._judgements([judging.REGISTER]))
            meant = wanted and {iri(each) for e in wanted for each in resolution.all_of(value(e))}
            profiles = resolution.profiles(evidence.profiles(self._said_of(wanted if wanted is None else meant)))
            return [merged(profiles[entity]) for entity in sorted(profiles)]

        return self._engine.steadily(read)

    def facts(
        self, ids: Iterable[str] | None = None, *, touching: str | None = None, judged: bool = True
    ) -> list[StatedFact]:
        """Statements with references, in order of id: all, those of these ids, those with an end at an IRI.

        What merges have made one comes once. Not ``judged``: as documents say, before anybody decided.
        """
        wanted = None if ids is None else {iri(each) for each in ids}

        def read() -> list[StatedFact]:
            engine, chosen = self._engine, wanted
            resolution = Resolution.by(self._judgements([judging.REGISTER]) if judged else ())
            if touching is not None:
                ends = [iri(each) for each in sorted(resolution.all_of(touching))]
                at = {s for end in (SUBJECT, OBJECT) for s, _ in engine.pointing(end, ends, EVIDENCE)}
                chosen = at if chosen is None else chosen & at
            if chosen is None:
                chosen = {s for s, _ in engine.pointing(TYPE, [word("Statement")], EVIDENCE)}
            near = self._widened(Touched(frozenset(chosen), frozenset()), set(), resolution, resolution)
            nodes = by_node(self._dated(self._evidence_on(near)))
            spoken = speaks_for(nodes)
            found = evidence.statements(nodes, judging_among(nodes) if judged else None)
            facts = one_fact(found.values(), resolution, load_schema())
            known = {facts[value(each)] for each in chosen if value(each) in facts}
            return [stated(fact, spoken, known_as=own) for own, fact in sorted(known, key=lambda k: k[0])]

        return self._engine.steadily(read)

    def sparql(
        self, query: str, parameters: Mapping[str, Cell] | None = None, *, timeout: float | None = None
    ) -> Answer:
        """Answer a SPARQL query over what is so and the graph ``statements``; ``GRAPH`` reaches the evidence.

        The usual prefixes need no declaration. ``parameters`` stand in the query as ``?name`` or ``$name``.
        Raises :class:`~enishi.errors.QueryError` for what does not parse or would change something.
        """
        return ask_sparql(self._engine, query, parameters or {}, timeout)

    def solutions(
        self, query: str, parameters: Mapping[str, Cell] | None = None, *, timeout: float | None = None
    ) -> Found:
        """The same answer in RDF terms, for the forms of the standards: see :mod:`.results`."""
        return ask_solutions(self._engine, query, parameters or {}, timeout)

    def explain(self, query: str, parameters: Mapping[str, Cell] | None = None) -> Explanation:
        """How a SPARQL query would be answered: by the file's own engine."""
        check_sparql(self._engine, query, parameters or {})
        return Explanation("native")

    def cypher(
        self,
        query: str,
        parameters: Mapping[str, Cell] | None = None,
        *,
        timeout: float | None = None,
        rows: int | None = None,
    ) -> Table:
        """Answer a Cypher read query; a node comes out as its IRI, a relationship as its statement's IRI."""
        return ask_cypher(self._engine, query, parameters or {}, timeout, rows)

    def found(
        self,
        query: str,
        allowance: Allowance = WHOLE,
        *,
        dataset: Mapping[str, Sequence[str]] | None = None,
        base: str | None = None,
    ) -> Found:
        """Answer a SPARQL query with terms; see :meth:`~enishi.graph.home.Graph.found`."""
        return find_sparql(self._engine, query, allowance, dataset, base)

    def dump(self, form: Literal["nquads", "trig"] = "nquads") -> Iterator[str]:
        """The dataset as lines without their ends: sorted N-Quads (RDF 1.2), or TriG; equal graphs, equal lines."""
        lines = self._engine.lines()
        return iter(lines) if form == "nquads" else trig(lines)
