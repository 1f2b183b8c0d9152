"""Asking a question of the catalogue: one call from names and dates to rows with the sentences behind them.

What always holds: the same question gives the same rows in SPARQL and in Cypher; every row has the citations of
all its statements; what a filter takes away is counted (``Answer.left_out``), never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from ..errors import QueryError, UsageError
from ..graph.bulk import uncollected
from ..graph.home import Cell, Table
from ..ontology.edtf import Interval, parse
from ..ontology.model import ENTITY, ONTOLOGY, Lang, Status, Trust
from ..ontology.spelling import camel
from .catalogue import Column, QueryLanguage, Question, Record, find_question
from .citation import Citation, Sources, sources
from .display import Display
from .narrowing import concerning, in_country, with_thing, within
from .networks import paths
from .ordering import Order, Rank, ordered
from .parameters import bind, find_document
from .planning import anniversaries
from .planning.paging import looked_up as begun_on_dates
from .planning.paging import milestones

if TYPE_CHECKING:
    from ..graph.home import Graph, StatedFact


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
    """What a question gave. ``left_out`` counts the rows that narrowing took away; ``whole`` all that there are, as
    perhaps only some of them were looked up.
    """

    question: Question
    lang: Lang
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    left_out: int = 0
    whole: int | None = None

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.rows) if self.whole is None else self.whole

    def count(self, given: Iterable[object] = ()) -> tuple[int, Column] | None:
        """How many different things the first column has that tells of other things than those given."""
        for place, column in enumerate(self.columns):
            things = {row.values[place] for row in self.rows} - {None, ""}
            if column.type in ("entity", "thing") and things and not things <= set(given):
                return len(things), column
        return None

    def records(self) -> list[Record]:
        """The rows as mappings from column name to raw value."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row.values, strict=True)) for row in self.rows]


@uncollected()
def ask(
    graph: Graph,
    question_id: str,
    parameters: Mapping[str, object] | None = None,
    *,
    language: QueryLanguage = "sparql",
    lang: Lang = "en",
    as_of: str | None = None,
    dated: str | None = None,
    of: Sequence[str] = (),
    country: str | None = None,
    having: str | None = None,
    confirmed_only: bool = False,
    document: str | None = None,
    order: Order | None = None,
    first: int | None = None,
    part: Callable[[int], slice] | None = None,
) -> Answer:
    """Ask a catalogue question.

    ``parameters`` hold texts as people write them: any name of an entity, a fiscal year, a date. ``as_of``
    (EDTF) keeps what was so then, ``dated`` (EDTF, often ``../1999-12-31``) the rows whose first date may lie in
    it, ``of`` the rows of these relations or with things of these kinds (by any name of theirs), ``country``
    those with something in a country or region of the world beside what was given, ``having`` those in which a
    thing stands, ``confirmed_only`` what a person confirmed or entered,
    ``document`` (a name, title or IRI) what that document says; ``order`` puts rows in an order, ``first`` keeps
    those of the first few things; ``part`` says, of how many rows there are, which are looked up. Raises
    :class:`~enishi.errors.UsageError` for a wrong call, :class:`~enishi.errors.UnknownName` with the nearest names
    for a question, entity or document there is not.
    """
    question = find_question(question_id)
    cells = bind(graph, question, parameters or {})
    cited = find_document(graph, document) if document else None
    span = _date(dated)
    in_time = within(question, span) if span else None
    chosen = _filter(_date(as_of), confirmed_only, cited)
    reckoner = _RECKONERS.get(question.reckoned or "")
    reckon = reckoner(question, cells) if reckoner else None  # wrong parameters show before anything is asked
    narrowed = any((in_time, of, country, having, chosen, order, first))
    by_date = question.reckoned == "anniversaries" and language == "sparql"
    if by_date and not narrowed and (falling := milestones(graph, question, cells)) is not None:
        with falling:
            looked_up = falling[part(len(falling)) if part else slice(None)]
            background = falling.sources(_all_statements(looked_up), looked_up)
            rows = tuple(_shown(background, falling.names, question, looked_up, lang=lang))
            return Answer(question, lang, question.columns, rows, 0, len(falling))
    begun = begun_on_dates(graph, question, cells) if by_date else None
    found = _rows(graph, question, cells, language) if begun is None else begun
    if question.reckoned == "document":
        cited = str(cells["document"])
        found = _said_in(found, _sources(graph, found), cited)
    found = _of_kind(question, cells, found)
    kept = list(filter(in_time, found)) if in_time else found
    if of:
        kept = list(filter(concerning(graph, question, of, cells.values(), kept), kept))
    if country:
        kept = list(filter(in_country(graph, question, country, cells.values(), kept), kept))
    if having:
        kept = list(filter(with_thing(graph, question, having), kept))
    if chosen:
        facts = _sources(graph, kept)
        kept = [record for record in kept if chosen(record, facts)]
    if first and not order:
        raise UsageError("order_missing")
    if order:
        kept = ordered(question, Rank(order, first), cells.values(), _sources(graph, kept).facts, kept)
    records = list(reckon(kept)) if reckon else kept
    looked_up = records[part(len(records))] if part else records
    background = _sources(graph, looked_up)
    rows = tuple(_shown(background, graph.names, question, looked_up, lang=lang, only=cited))
    return Answer(question, lang, question.columns, rows, len(found) - len(kept), len(records))


def _of_kind(question: Question, cells: Mapping[str, Cell], found: list[Record]) -> list[Record]:
    """The rows of the relation that was asked for; all of them where none was."""
    wanted = {cells[p.name] for p in question.parameters if p.type == "relation"} - {None}
    return [record for record in found if record["relation"] in wanted] if wanted else found


def _date(text: str | None) -> Interval | None:
    return parse(text) if text else None


def _sources(graph: Graph, records: Iterable[Record]) -> Sources:
    return sources(graph, _all_statements(records))


def _all_statements(records: Iterable[Record]) -> set[str]:
    return {statement for record in records for statement in _statements(record)}


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
    for name in _telling(tuple(record)):
        if cell := record[name]:
            yield from str(cell).split()


@cache
def _telling(names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the columns that hold statements."""
    return tuple(n for n in names if n == "statement" or n.endswith(("_statement", "_statements")))


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


def _said_in(records: list[Record], background: Sources, document: str) -> list[Record]:
    """The rows whose statement the document says, in the order in which it does."""
    places = {
        fact.id: min(starts)
        for fact in background.facts.values()
        if (starts := [r.start for r in fact.references if r.document == document])
    }
    said = [record for record in records if record["statement"] in places]
    return sorted(said, key=lambda r: (places[str(r["statement"])], str(r["statement"])))


def _shown(
    background: Sources,
    names: Callable[[list[str], Lang], Mapping[str, str]],
    question: Question,
    records: list[Record],
    *,
    lang: Lang,
    only: str | None = None,
) -> Iterator[Row]:
    things = [column.name for column in question.columns if column.type in ("entity", "thing")]
    iris = {cell for name in things for record in records if (cell := str(record[name])).startswith(ENTITY)}
    show = Display(lang, names(sorted(iris), lang) if iris else {}, background)
    for record in records:
        statements = tuple(_statements(record))
        facts = [fact for s in statements if (fact := background.standing(s)) is not None]
        citations = background.citations(statements)
        yield Row(
            values=tuple(record[column.name] for column in question.columns),
            shown=tuple(show.cell(column, record) for column in question.columns),
            citations=citations if only is None else tuple(c for c in citations if c.document == only),
            trust=min((fact.trust for fact in facts), key=_TRUSTED.__getitem__, default=Trust.MACHINE),
            inferred=any(fact.inferred for fact in facts),
            disputed=any(fact.disputed for fact in facts),
        )


_TRUSTED: Final = {trust: place for place, trust in enumerate(Trust)}
_Reckoner: TypeAlias = Callable[[Iterable[Record]], Iterable[Record]]
_RECKONERS: Final[dict[str, Callable[[Question, Mapping[str, Cell]], _Reckoner]]] = {
    "anniversaries": anniversaries.reckoner,
    "paths": paths.reckoner,
}
