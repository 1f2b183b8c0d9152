"""What may have an anniversary in a window, looked up by its date instead of read through: for large graphs.

What always holds: the rows are among those of the query of the question ``anniversaries``, and hold every one
of which an anniversary that is asked for falls, or may fall, in the window; beside each that is not known to the
day stand all others that tell the same beginning, for one of them may tell it more closely.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ...graph.home import Cell, Table
from ...graph.results import Solutions
from ...ontology.edtf import parse
from ...ontology.fiscal import fiscal_interval
from ...ontology.model import ONTOLOGY, STATEMENT, VALUE, Value

if TYPE_CHECKING:
    from ...graph.home import Graph, StatedFact
    from ..catalogue import Question, Record

LARGE: Final = 3_000
"""With how many dated statements looking up is quicker than reading through."""
_MOST_KEYS: Final = 20_000
_AT_ONCE: Final = 400  # the engine's time grows faster than the number of keys
_OLDEST: Final = 1800  # what is older is few, and read through
_LATEST: Final = 2200
_PREFIX: Final = "PREFIX : <https://w3id.org/enishi/ontology#>\n"
# Of a key that nothing has there is one row with nothing in it: the engine looks keys up only for an OPTIONAL.
_LOOKED_UP: Final = _PREFIX + "SELECT ?node WHERE {{ VALUES ?date {{ {keys} }} OPTIONAL {{ ?node {path} ?date }} }}"
_ODD: Final = (
    _PREFIX
    + """SELECT ?node WHERE {{ {{ SELECT DISTINCT ?date WHERE {{ ?any {path} ?date }} }}
  FILTER(?date < "{oldest}" || CONTAINS(?date, "/") || CONTAINS(?date, "X")
    || (STRLEN(?date) != 10 && (STRENDS(?date, "?") || STRENDS(?date, "~") || STRENDS(?date, "%")
      || (STRSTARTS(?date, "[") && !CONTAINS("{fiscal}", ?date)))))
  ?node {node} ?date }}"""
)
"""Spans, doubtful dates, ranges that are no fiscal year, and what is older than the keys."""
_ABOUT: Final = (
    "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"
    + """SELECT ?statement ?s ?r ?o WHERE {{ VALUES ?end {{ {things} }}
  ?statement rdf:{end} ?end ; rdf:subject ?s ; rdf:predicate ?r ; rdf:object ?o }}"""
)
_SAYING: Final = (
    "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"
    # A triple that is looked up comes back unbound: what it is sought for is told by what is found.
    + "SELECT ?statement WHERE {{ VALUES ?tie {{ {ties} }} OPTIONAL {{ ?statement rdf:reifies ?tie }} }}"
)
_SERIES: Final = _PREFIX + "SELECT DISTINCT ?event WHERE { ?event :partOfSeries ?series }"
_SIZE: Final = _PREFIX + "SELECT ?node WHERE {{ ?node :since ?date }} LIMIT 1 OFFSET {large}"


def looked_up(
    graph: Graph, question: Question, window: tuple[date, date], years: Iterable[int], *, large: int = LARGE
) -> list[Record] | None:
    """The rows of what has begun so many years before the window; ``None`` where all had better be read through.

    That is in a small graph, for very many milestones, and where the queries are not answered from a file.
    """
    if graph.explain(_SERIES).way != "native" or not any(_nodes(graph, _SIZE.format(large=large))):
        return None
    keys = list(dict.fromkeys(key for n in years for key in keys_of(window, n)))
    if len(keys) > _MOST_KEYS:
        return None
    nodes = {node for path in (":since", ":value") for node in _found(graph, path, keys)}
    ids = {STATEMENT + node.removeprefix(VALUE) if node.startswith(VALUE) else node for node in nodes}
    found = list(_of(graph, question, ids))
    beside = set(_beside(graph, found, question.options)) - ids
    return found + list(_of(graph, question, beside))


def _of(graph: Graph, question: Question, ids: Iterable[str]) -> Iterator[Record]:
    """The rows that the question's own query has for these statements."""
    head, where, rest = question.sparql.partition("WHERE {")
    for written in _written((each,) for each in ids):
        for row in _rows(graph, f"{head}{where} VALUES ?statement {{ {written} }}{rest}"):
            said = dict(zip(question.query_columns, row, strict=True))
            yield {**said, "relation": str(said["relation"]).removeprefix(ONTOLOGY)}


def _beside(graph: Graph, found: Iterable[Record], options: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The statements that tell the beginnings of those rows that are not known to the day."""
    keys = {about(said, options) for said in found if parse(str(said["since"])).precision != "day"}
    ties = [(key[1], ONTOLOGY + key[0], key[2]) for key in keys if key[0] != "begins" and key[2]]
    for written in _written(ties, "<<( {} )>>"):
        yield from (str(node) for (node,) in _rows(graph, _SAYING.format(ties=written)) if node)
    begins = {key[1] for key in keys if key[0] == "begins"}
    ends = {"subject": begins | {key[1] for key in keys if not key[-1]}, "object": begins}
    for end, things in ends.items():
        for written in _written((each,) for each in things):
            for row in _rows(graph, _ABOUT.format(end=end, things=written)):
                statement, subject, relation, object_ = map(str, row)
                said = {"subject": subject, "relation": relation.removeprefix(ONTOLOGY), "object": object_}
                if about(said, options) in keys:
                    yield statement


def _written(terms: Iterable[tuple[str, ...]], form: str = "{}") -> Iterator[str]:
    """Terms as values of a query, some at a time."""
    order = sorted(terms)
    for first in range(0, len(order), _AT_ONCE):
        some = (" ".join(f"<{iri}>" for iri in term) for term in order[first : first + _AT_ONCE])
        yield " ".join(map(form.format, some))


def about(record: Mapping[str, object], options: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What a start begins: starts of one thing have one key, whatever their dates and sources."""
    relation, subject, object_ = (str(record[name]) for name in ("relation", "subject", "object"))
    if relation in options.get("begins_its_subject", ()):
        return ("begins", subject)
    if relation in options.get("begins_its_object", ()):
        return ("begins", object_)
    return (relation, subject, "" if is_literal(record) else object_)


def is_literal(record: Mapping[str, object]) -> bool:
    """Whether a row's object is the node of a value."""
    return str(record["object"]).startswith(VALUE)


def record(fact: StatedFact) -> Record | None:
    """A fact as the query of the question gives it; nothing for one without a first day."""
    on = fact.object.text if isinstance(fact.object, Value) and fact.object.kind == "Date" else None
    since = on or fact.since
    if not since or since.startswith(("..", "[..")):
        return None
    return {
        "subject": fact.subject,
        "relation": fact.relation,
        "object": fact.object if isinstance(fact.object, str) else VALUE + fact.id.removeprefix(STATEMENT),
        "since": since,
        "until": fact.until,
        "status": fact.status.value,
        "as_of": fact.as_of_last,
        "statement": fact.id,
    }


def keys_of(window: tuple[date, date], years: int) -> Iterator[str]:
    """How a start may be written whose anniversary of so many years touches a window: days, months, (fiscal) years.

    >>> from datetime import date
    >>> from enishi.queries.planning.beginnings import keys_of
    >>> list(keys_of((date(2025, 3, 31), date(2025, 4, 1)), 60))[:4]
    ['1965-03-31', '1965-04-01', '1965-03', '1965-04']
    """
    low, high = (_earlier(day, years) for day in window)
    if low is None or high is None or high.year < _OLDEST:
        return
    # A start on 29 February has its anniversary a day earlier where there is no such day.
    days = [low + timedelta(n) for n in range((high - low).days + 1)]
    if high.month == 2 and high.day == 28:
        days.append(high + timedelta(1))
    months = dict.fromkeys(day.isoformat()[:7] for day in days)
    whole = dict.fromkeys(day.isoformat()[:4] for day in days)
    fiscal = dict.fromkeys(day.year - (day.month < 4) for day in days)
    yield from (day.isoformat() for day in days)
    yield from months
    yield from whole
    for year in fiscal:
        if year >= 1:
            yield from (f"FY{year:04d}", str(fiscal_interval(year)))


def _earlier(day: date, years: int) -> date | None:
    if day.year - years < 1:
        return None
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)


def _found(graph: Graph, path: str, keys: list[str]) -> Iterator[str]:
    for first in range(0, len(keys), _AT_ONCE):
        written = " ".join(f'"{key}"' for key in keys[first : first + _AT_ONCE])
        yield from _nodes(graph, _LOOKED_UP.format(path=path, keys=written))
    fiscal = " ".join(str(fiscal_interval(year)) for year in range(_OLDEST, _LATEST))
    dated = path if path == ":since" else "a :Date ; :value"
    yield from _nodes(graph, _ODD.format(path=dated, node=path, fiscal=fiscal, oldest=_OLDEST))


def _nodes(graph: Graph, query: str) -> Iterator[str]:
    """The nodes that a query finds, without the graph ``statements``: two graphs take twice as long as one."""
    found = graph.found(query, dataset={"default": [""], "named": []})
    assert isinstance(found, Solutions)  # noqa: S101  (a SELECT gives rows)
    yield from (node[1:-1] for (node,) in found.rows if node)


def _rows(graph: Graph, query: str) -> tuple[tuple[Cell, ...], ...]:
    table = graph.sparql(query)
    assert isinstance(table, Table)  # noqa: S101  (a SELECT gives rows)
    return table.rows
