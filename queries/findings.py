"""Findings as answers: what the library compares and computes goes out in the same forms as a question's rows.

What always holds: every finding has the citations of its statements; columns have headings in both languages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from ..ontology.model import ENTITY, Lang, Trust
from ..words import Words
from .answer import Answer, Row
from .catalogue import Column, ColumnType, Question, Record, Wording
from .citation import Citation, sources
from .display import Display

if TYPE_CHECKING:
    from ..graph.home import Cell, Graph, StatedFact

Columns: TypeAlias = tuple[tuple[str, ColumnType], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A row: its cells in the order of the columns, its statements (IRIs), and places cited beside them.

    ``only`` names the documents (IRIs) to cite, where not all that say a statement are meant.
    """

    cells: tuple[Cell, ...]
    statements: tuple[str, ...] = ()
    places: tuple[Citation, ...] = ()
    only: frozenset[str] | None = None


def wording(key: str) -> Wording:
    """Words in both languages."""
    return Wording(ja=Words("ja").say(key), en=Words("en").say(key))


def answer(
    graph: Graph,
    name: str,
    columns: Columns,
    findings: Iterable[Finding],
    lang: Lang,
    *,
    known: Iterable[StatedFact] = (),
) -> Answer:
    """Findings as an answer; title and headings stand in the words at ``findings.<name>``; ``known`` facts are not
    read again.
    """
    rows = tuple(findings)
    declared = tuple(Column(c, kind, wording(f"findings.columns.{c}")) for c, kind in columns)
    title = wording(f"findings.titles.{name}")
    question = Question(name, name, title, title, (), declared, "", "", query_columns=())
    background = sources(graph, (statement for row in rows for statement in row.statements), known)
    iris = {str(cell) for row in rows for cell in row.cells if str(cell).startswith(ENTITY)}
    show = Display(lang, graph.names(sorted(iris), lang) if iris else {}, background)
    shown = []
    for row in rows:
        record: Record = dict(zip((c.name for c in declared), row.cells, strict=True))
        facts = [background.facts[s] for s in row.statements if s in background.facts]
        cited = [c for c in background.citations(row.statements) if row.only is None or c.document in row.only]
        shown.append(
            Row(
                values=row.cells,
                shown=tuple(show.cell(column, record) for column in declared),
                citations=(*cited, *row.places),
                trust=min((fact.trust for fact in facts), key=list(Trust).index, default=Trust.MACHINE),
                inferred=any(fact.inferred for fact in facts),
                disputed=any(fact.disputed for fact in facts),
            )
        )
    return Answer(question, lang, declared, tuple(shown))
