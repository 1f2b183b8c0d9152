"""Asking a question of the catalogue: one call from names and dates to rows with the sentences behind them.

What always holds: the same question gives the same rows in SPARQL and in Cypher; every row has the citations of
all its statements; what a filter takes away is counted (``Answer.left_out``), never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from ..errors import QueryError
from ..graph.home import Table
from ..ontology.edtf import Interval, parse
from ..ontology.model import ENTITY, ONTOLOGY, VALUE, Lang, Status, Trust, Value
from ..ontology.spelling import camel
from ..words import Words
from . import anniversaries, paths
from .catalogue import Column, QueryLanguage, Question, Record, find_question
from .citation import Citation, Sources, sources
from .parameters import bind, find_document

if TYPE_CHECKING:
    from ..graph.home import Cell, Graph, StatedFact
    from ..ontology.model import Entity


@dataclass(frozen=True, slots=True)
class Row:
    """A row: ``values`` as the query gave them (IRIs, EDTF dates, numbers), ``shown`` as people read them.

    ``trust`` is that of its least trusted statement; ``inferred`` and ``disputed`` hold if they do for any.
    """

    values: tuple[Cell, ...]
    shown: tuple[str, ...]
    citations: tuple[Citation, ...]
    trust: Trust
    inferred: bool
    disputed: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gave. ``left_out`` counts the rows that ``--as-of`` and ``--confirmed-only`` took away."""

    question: Question
    lang: Lang
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    left_out: int = 0

    def records(self) -> list[Record]:
        """The rows as mappings from column name to raw value."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row.values, strict=True)) for row in self.rows]


def ask(
    graph: Graph,
    question_id: str,
    parameters: Mapping[str, object] | None = None,
    *,
    language: QueryLanguage = "sparql",
    lang: Lang = "en",
    as_of: str | None = None,
    confirmed_only: bool = False,
    document: str | None = None,
) -> Answer:
    """Ask a catalogue question.

    ``parameters`` hold texts as people write them: any name of an entity, a fiscal year, a date. ``as_of``
    (EDTF) keeps what was so then, ``confirmed_only`` what a person confirmed or entered, ``document`` (a name,
    title or IRI) what that document says. Raises :class:`~enishi.errors.UsageError` for a wrong call,
    :class:`~enishi.errors.UnknownName` with the nearest names for a question, entity or document there is not.
    """
    question = find_question(question_id)
    cells = bind(graph, question, parameters or {})
    cited = cells["document"] if question.reckoned == "document" else document and find_document(graph, document)
    chosen = _filter(parse(as_of) if as_of else None, confirmed_only, str(cited) if cited else None)
    reckon = _RECKONERS.get(question.reckoned or "")
    if reckon:
        reckon = reckon(question, cells)  # checks its parameters before anything is asked
    found = _rows(graph, question, cells, language)
    kept = found
    if chosen:
        facts = sources(graph, (s for record in found for s in _statements(record)))
        kept = [record for record in found if chosen(record, facts)]
    records = list(reckon(kept)) if reckon else kept
    background = sources(graph, (s for record in records for s in _statements(record)))
    if question.reckoned == "document":
        records = _in_order_of(records, background, str(cited))
    rows = _shown(graph, question, records, background, lang, str(cited) if cited else None)
    return Answer(question, lang, question.columns, tuple(rows), len(found) - len(kept))


def _rows(graph: Graph, question: Question, cells: Mapping[str, Cell], language: QueryLanguage) -> list[Record]:
    taken = {parameter.name: cells[parameter.name] for parameter in question.query_parameters}
    engine = graph.sparql if language == "sparql" else graph.cypher
    table = engine(question.text(language), taken)
    if not isinstance(table, Table) or table.columns != question.query_columns:
        raise QueryError("question_columns", question=question.id, language=language)
    return [{name: _plain(name, cell) for name, cell in record.items()} for record in table.records()]


def _plain(name: str, cell: Cell) -> Cell:
    """A relation as the ontology spells it, whatever the language calls it."""
    if isinstance(cell, str) and (name == "relation" or name.endswith("_relation")):
        return camel(cell.removeprefix(ONTOLOGY))
    return cell


def _statements(record: Record) -> Iterator[str]:
    for name, cell in record.items():
        if cell and (name == "statement" or name.endswith(("_statement", "_statements"))):
            yield from str(cell).split()


def _filter(
    as_of: Interval | None, confirmed_only: bool, document: str | None
) -> Callable[[Record, Sources], bool] | None:
    if not (as_of or confirmed_only or document):
        return None

    def keeps(record: Record, background: Sources) -> bool:
        facts = [background.facts[s] for s in _statements(record) if s in background.facts]
        return bool(facts) and (
            (as_of is None or held(facts[0], as_of))
            and (not confirmed_only or all(fact.trust != Trust.MACHINE for fact in facts))
            and (document is None or any(r.document == document for r in facts[0].references))
        )

    return keeps


def held(fact: StatedFact, when: Interval) -> bool:
    """Whether a fact may have held on a date: it had not surely begun later, nor surely ended before.

    A fact that is said to have ended, no date given, does not hold on or after the date for which that is said.
    """
    since, until = (text and parse(text) for text in (fact.since, fact.until))
    if since and since.earliest and when.latest and since.earliest > when.latest:
        return False
    if until and until.latest and when.earliest and until.latest < when.earliest:
        return False
    if fact.status is Status.ENDED and not until and fact.as_of_last:
        said = parse(fact.as_of_last).earliest
        return not (said and when.earliest and said <= when.earliest)
    return True


def _in_order_of(records: list[Record], background: Sources, document: str) -> list[Record]:
    def place(record: Record) -> tuple[int, str]:
        statement = str(record["statement"])
        starts = [r.start for r in background.facts[statement].references if r.document == document]
        return min(starts), statement

    return sorted(records, key=place)


def _shown(
    graph: Graph,
    question: Question,
    records: list[Record],
    background: Sources,
    lang: Lang,
    document: str | None,
) -> Iterator[Row]:
    iris = {str(cell) for record in records for cell in record.values() if str(cell).startswith(ENTITY)}
    entities = {entity.iri: entity for entity in graph.entities(sorted(iris))} if iris else {}
    show = _Display(lang, entities, background)
    for record in records:
        statements = tuple(_statements(record))
        facts = [background.facts[s] for s in statements if s in background.facts]
        citations = background.citations(statements)
        yield Row(
            values=tuple(record[column.name] for column in question.columns),
            shown=tuple(show.cell(column, record) for column in question.columns),
            citations=tuple(c for c in citations if document is None or c.document == document),
            trust=min((fact.trust for fact in facts), key=list(Trust).index, default=Trust.MACHINE),
            inferred=any(fact.inferred for fact in facts),
            disputed=any(fact.disputed for fact in facts),
        )


class _Display:
    """Cells as people read them: names for IRIs, labels for relations, words for statuses."""

    def __init__(self, lang: Lang, entities: Mapping[str, Entity], background: Sources) -> None:
        self.words, self.entities, self.background = Words(lang), entities, background

    def cell(self, column: Column, record: Record) -> str:
        cell = record[column.name]
        if cell is None:
            return ""
        text = str(cell)
        match column.type:
            case "entity" | "thing":
                return self._thing(text, record)
            case "relation":
                return _relation_label(text, self.words.lang)
            case "status":
                return self.words.say(f"kinds.status.{text}")
            case "flag":
                return self.words.say(f"queries.flag.{'yes' if cell else 'no'}")
            case "date":
                return parse(text).short
            case _:
                return text

    def _thing(self, iri: str, record: Record) -> str:
        if iri.startswith(VALUE):
            fact = self.background.facts.get(str(record.get("statement")))
            return value_text(fact.object) if fact and isinstance(fact.object, Value) else iri
        entity = self.entities.get(iri)
        return entity.name(self.words.lang) if entity else iri


def value_text(value: Value) -> str:
    """A value as people read it: figures in groups of three.

    >>> from enishi.ontology.model import Value
    >>> from enishi.queries.answer import value_text
    >>> value_text(Value("MoneyJPY", "255555000")), value_text(Value("Percent", "-10.8"))
    ('¥255,555,000', '-10.8%')
    """
    match value.kind:
        case "MoneyJPY" | "Count" if value.text.lstrip("-").isdecimal():
            figure = f"{int(value.text):,}"
            return figure if value.kind == "Count" else figure.replace("-", "-¥") if "-" in figure else f"¥{figure}"
        case "Percent":
            return f"{value.text}%"
        case "Date":
            return parse(value.text).short
        case _:
            return value.text


def _relation_label(name: str, lang: Lang) -> str:
    from ..ontology.schema import load_schema  # noqa: PLC0415  (reads a file)

    relation = load_schema().relations.get(name)
    return relation.edge_labels[lang] if relation else name


_Reckoner: TypeAlias = Callable[[Iterable[Record]], Iterable[Record]]
_RECKONERS: Final[dict[str, Callable[[Question, Mapping[str, "Cell"]], _Reckoner]]] = {
    "anniversaries": anniversaries.reckoner,
    "paths": paths.reckoner,
}
