"""The one interface to a graph, whatever engine it lives in.

An embedded file and a Neo4j server both implement :class:`Graph`; nothing in these signatures belongs to an
engine. Writing the same contribution twice, or contributions in another order, gives the same graph;
withdrawing a document takes away exactly what it said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Literal, Protocol, Self, TypeAlias

from ..ontology.judgement import Judgement
from ..ontology.model import Contribution, Document, Entity, Lang, Reference, Status, Trust, Value
from .columns import Columns
from .results import Found

Cell: TypeAlias = str | int | float | bool | None
"""What a row holds: an IRI or a text, a number, a truth value, or nothing."""


@dataclass(frozen=True, slots=True)
class Table:
    """An answer of rows: ``columns`` and, for each row, as many cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def records(self) -> list[dict[str, Cell]]:
        """The rows as mappings from column to cell."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Triples:
    """An answer of a CONSTRUCT or DESCRIBE, as sorted N-Triples lines."""

    lines: tuple[str, ...]


Answer: TypeAlias = Table | Triples | bool


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a query may take: seconds, and rows or triples (``None``: as many as there are)."""

    seconds: float | None = None
    rows: int | None = None


WHOLE: Final = Allowance()
"""As long as it takes, and all of it."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a SPARQL query is answered: ``compiled`` to Cypher, from a ``slice``, or ``native``.

    Compiled: the Cypher and its parameters. From a slice: the reason, and the predicates (IRIs) that are read
    (``None``: all). Native: a file's engine answers it itself.
    """

    way: Literal["compiled", "slice", "native"]
    cypher: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""
    predicates: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What a write did: counts of statements and references, by document written or withdrawn."""

    document: str
    statements_added: int
    statements_removed: int
    references_added: int
    references_removed: int

    @property
    def nothing(self) -> bool:
        """Whether the graph was left as it was."""
        return not (
            self.statements_added or self.statements_removed or self.references_added or self.references_removed
        )


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A statement as the graph holds it: its ends, its dates drawn from all references, and the references."""

    id: str
    subject: str
    relation: str
    object: str | Value
    key: tuple[tuple[str, str], ...]
    since: str | None
    until: str | None
    as_of_first: str | None
    as_of_last: str | None
    status: Status
    trust: Trust
    inferred: bool
    disputed: bool
    references: tuple[Reference, ...]


class Graph(Protocol):
    """A graph of statements with their evidence, asked in SPARQL and in Cypher."""

    def write(self, contribution: Contribution) -> Change:
        """Make the graph hold what a document says, in one transaction.

        Nothing changes if the graph has it already; what the same document said before and says no more goes.
        """
        ...

    def write_all(self, contributions: Sequence[Contribution]) -> list[Change]:
        """The same for several documents, each once, in one transaction; a change for each, in their order."""
        ...

    def withdraw(self, document: str) -> Change:
        """Take away what a document (its IRI) said; what others say stays."""
        ...

    def judge(self, judgements: Iterable[Judgement]) -> int:
        """Put judgements into force, in one transaction; returns how many were new."""
        ...

    def judgements(self, about: Iterable[str] | None = None) -> list[Judgement]:
        """All judgements, or those about these statements and entities (IRIs), in order of time."""
        ...

    def documents(
        self, iris: Iterable[str] | None = None, *, passages: bool = True, text: bool = True
    ) -> list[Document]:
        """The documents behind the graph, or those asked for that are here, in order of name then IRI.

        Their ``passages`` are those quoted; a large graph has very many, and who needs none asks for none. Without
        ``text`` they come with an empty one, and without passages: who cites them has the quotes.
        """
        ...

    def entities(self, iris: Iterable[str] | None = None) -> list[Entity]:
        """Entities with all their names, in order of IRI: all of them, or those asked for."""
        ...

    def names(self, entities: Iterable[str], lang: Lang) -> dict[str, str]:
        """The name to show of each of these things (IRIs) that are here: that of the entity, without the entity."""
        ...

    def facts(
        self, ids: Iterable[str] | None = None, *, touching: str | None = None, judged: bool = True
    ) -> list[StatedFact]:
        """Statements with references, in order of id: all, by id, or those at an entity's IRI.

        Not ``judged``: as documents say, before anybody decided.
        """
        ...

    def ties(self, things: Iterable[str], *, among: bool = False) -> list[StatedFact]:
        """What is so at these things (IRIs) in outline, in order of id: ends, dates, status and trust.

        ``references`` and ``key`` are empty, and a value that a fact leads to is not read. ``among``: only ties
        between two of them. For whoever chooses what to show before reading the evidence of that.
        """
        ...

    def sparql(
        self, query: str, parameters: Mapping[str, Cell] | None = None, *, timeout: float | None = None
    ) -> Answer:
        """Answer a SPARQL 1.1/1.2 query. Parameters bind variables; a text that is an IRI binds as one."""
        ...

    def solutions(
        self, query: str, parameters: Mapping[str, Cell] | None = None, *, timeout: float | None = None
    ) -> Found:
        """The same answer in RDF terms, for the forms of the standards: see :mod:`.results`."""
        ...

    def explain(self, query: str, parameters: Mapping[str, Cell] | None = None) -> Explanation:
        """How a SPARQL query would be answered; it is not asked."""
        ...

    def cypher(
        self,
        query: str,
        parameters: Mapping[str, Cell] | None = None,
        *,
        timeout: float | None = None,
        rows: int | None = None,
    ) -> Table:
        """Answer a Cypher read query, or refuse it with a :class:`~enishi.errors.QueryError`.

        More than ``rows`` rows are no answer, but :class:`~enishi.errors.QueryStopped`.
        """
        ...

    def found(
        self,
        query: str,
        allowance: Allowance = WHOLE,
        *,
        dataset: Mapping[str, Sequence[str]] | None = None,
        base: str | None = None,
    ) -> Found:
        """Answer a SPARQL query with terms, as an endpoint needs them.

        ``dataset`` (IRIs of graphs, as "default" and "named") stands above the query's own, and an empty IRI is
        what is so without the graph ``statements`` (of a file); ``base`` is for relative IRIs.

        Raises :class:`~enishi.errors.QueryStopped` for what takes more than its allowance: never a part of it.
        """
        ...

    def columns(self, least: int = ...) -> Columns | None:
        """The graph by column, to be closed: many statements at a time; ``None`` where it is no file so large.

        ``least``: the bytes from which a file is.
        """
        ...

    def dump(self, form: Literal["nquads", "trig"] = "nquads") -> Iterator[str]:
        """The whole dataset as lines of sorted N-Quads (RDF 1.2), or as TriG; equal graphs give equal bytes."""
        ...

    def load(self, lines: Iterable[str]) -> int:
        """Add a dump's N-Quads, in one transaction; returns how many quads were new."""
        ...

    def version(self) -> str:
        """A text that changes with every change of the graph, for whoever keeps an answer."""
        ...

    def close(self) -> None:
        """Let go of the file or the connection."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
