"""A graph as visitors get it: it cannot be changed, and no query takes more than its allowance.

What always holds: whatever is asked through it in SPARQL or Cypher runs where it can be killed, with a time limit;
every way of changing the graph is refused before it reaches the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Literal, NoReturn, Self

from ..errors import UsageError
from .engine import COLUMNED
from .home import WHOLE, Allowance, Answer, Cell, Change, Explanation, Graph, StatedFact, Table

if TYPE_CHECKING:
    from ..ontology.judgement import Judgement
    from ..ontology.model import Contribution, Document, Entity, Lang
    from .columns import Columns
    from .results import Found


class BoundedGraph:
    """A :class:`~enishi.graph.home.Graph` to be read within an allowance.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from enishi.graph import open_graph
    >>> from enishi.graph.bounded import BoundedGraph
    >>> from enishi.graph.home import Allowance
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with BoundedGraph(open_graph(Path(folder, "ties.enishi")), Allowance(5, 100)) as graph:
    ...         graph.sparql("ASK {}")
    True
    """

    def __init__(self, graph: Graph, allowance: Allowance) -> None:
        self._graph, self._allowance = graph, allowance

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, contribution: Contribution) -> Change:
        """Refused."""
        self._refuse(contribution)

    def write_all(self, contributions: Sequence[Contribution]) -> list[Change]:
        """Refused."""
        self._refuse(contributions)

    def withdraw(self, document: str) -> Change:
        """Refused."""
        self._refuse(document)

    def load(self, lines: Iterable[str]) -> int:
        """Refused."""
        self._refuse(lines)

    @staticmethod
    def _refuse(_: object) -> NoReturn:
        raise UsageError("graph_for_reading")

    def documents(
        self, iris: Iterable[str] | None = None, *, passages: bool = True, text: bool = True
    ) -> list[Document]:
        """The documents; see :class:`~enishi.graph.home.Graph`."""
        return self._graph.documents(iris, passages=passages, text=text)

    def entities(self, iris: Iterable[str] | None = None) -> list[Entity]:
        """Entities; see :class:`~enishi.graph.home.Graph`."""
        return self._graph.entities(iris)

    def names(self, entities: Iterable[str], lang: Lang) -> dict[str, str]:
        """The names to show of things; see :class:`~enishi.graph.home.Graph`."""
        return self._graph.names(entities, lang)

    def judge(self, judgements: Iterable[Judgement]) -> int:
        """Refused."""
        self._refuse(judgements)

    def judgements(self, about: Iterable[str] | None = None) -> list[Judgement]:
        """Judgements; see :class:`~enishi.graph.home.Graph`."""
        return self._graph.judgements(about)

    def facts(
        self, ids: Iterable[str] | None = None, *, touching: str | None = None, judged: bool = True
    ) -> list[StatedFact]:
        """Statements; see :class:`~enishi.graph.home.Graph`."""
        return self._graph.facts(ids, touching=touching, judged=judged)

    def ties(self, things: Iterable[str], *, among: bool = False) -> list[StatedFact]:
        """Facts in outline; see :class:`~enishi.graph.home.Graph`."""
        return self._graph.ties(things, among=among)

    def sparql(
        self, query: str, parameters: Mapping[str, Cell] | None = None, *, timeout: float | None = None
    ) -> Answer:
        """Answer a SPARQL query within the allowance of time."""
        return self._graph.sparql(query, parameters, timeout=self._seconds(timeout))

    def solutions(
        self, query: str, parameters: Mapping[str, Cell] | None = None, *, timeout: float | None = None
    ) -> Found:
        """The same answer in terms, within the allowance of time."""
        return self._graph.solutions(query, parameters, timeout=self._seconds(timeout))

    def explain(self, query: str, parameters: Mapping[str, Cell] | None = None) -> Explanation:
        """How a SPARQL query would be answered."""
        return self._graph.explain(query, parameters)

    def cypher(
        self,
        query: str,
        parameters: Mapping[str, Cell] | None = None,
        *,
        timeout: float | None = None,
        rows: int | None = None,
    ) -> Table:
        """Answer a Cypher query within the allowance of time and rows."""
        return self._graph.cypher(query, parameters, timeout=self._seconds(timeout), rows=self._rows(rows))

    def found(
        self,
        query: str,
        allowance: Allowance = WHOLE,
        *,
        dataset: Mapping[str, Sequence[str]] | None = None,
        base: str | None = None,
    ) -> Found:
        """Answer a SPARQL query with terms, within both allowances."""
        both = Allowance(self._seconds(allowance.seconds), self._rows(allowance.rows))
        return self._graph.found(query, both, dataset=dataset, base=base)

    def columns(self, least: int = COLUMNED) -> Columns | None:
        """The file by column, if it is large; see :class:`~enishi.graph.home.Graph`."""
        return self._graph.columns(least)

    def _seconds(self, asked: float | None) -> float | None:
        return min((s for s in (asked, self._allowance.seconds) if s is not None), default=None)

    def _rows(self, asked: int | None) -> int | None:
        return min((n for n in (asked, self._allowance.rows) if n is not None), default=None)

    def dump(self, form: Literal["nquads", "trig"] = "nquads") -> Iterator[str]:
        """The whole dataset; see :class:`~enishi.graph.home.Graph`."""
        return self._graph.dump(form)

    def version(self) -> str:
        """A text that changes with every change of the graph."""
        return self._graph.version()

    def close(self) -> None:
        """Let go of the graph."""
        self._graph.close()
