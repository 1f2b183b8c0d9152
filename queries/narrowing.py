"""What narrows the rows of an answer beside the question's own parameters: a span of time, a kind of tie or thing,
a country or region, a thing.

What always holds: a row that is kept may be what was asked for, one that is left out surely is not known to be; how
many were left out is counted by whoever narrows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from ..errors import UnknownName, UsageError
from ..graph.lookup import find_entity
from ..ontology.edtf import Interval, parse
from ..ontology.model import ENTITY
from ..ontology.schema import load_schema
from .catalogue import Question, Record, nearest
from .display import relation_label
from .ordering import date_columns
from .parameters import folded, read_relation
from .regions import countries_of

if TYPE_CHECKING:
    from ..graph.home import Graph
    from ..ontology.model import Entity, Lang

Keeps: TypeAlias = Callable[[Record], bool]
_THINGS: Final = ("entity", "thing")
_PATHS: Final = "paths"
"""A step of a path is nothing by itself."""


def narrowable(question: Question) -> bool:
    """Whether rows of a question are ties of many kinds, of which some can be kept."""
    return question.reckoned != _PATHS and any(column.type == "relation" for column in question.columns)


def has_things(question: Question) -> bool:
    """Whether rows of a question hold things, which may lie in a country."""
    return any(column.type in _THINGS for column in question.columns)


def narrowable_by_things(question: Question) -> bool:
    """Whether rows can be kept by what stands in them: they hold things, and are no steps of a path."""
    return question.reckoned != _PATHS and has_things(question)


def label(name: str, lang: Lang) -> str:
    """What people call a relation or a kind of thing.

    >>> from enishi.queries.narrowing import label
    >>> label("sisterCityOf", "ja"), label("Office", "en")
    ('姉妹都市', 'office')
    """
    kind = load_schema().classes.get(name)
    return kind.labels[lang] if kind else relation_label(name, lang)


def within(question: Question, span: Interval) -> Keeps:
    """Whether the first date of a row may lie in a span; a row without a date is not known to.

    Raises ``dated_needless`` where rows have no dates.
    """
    dates = date_columns(question)
    if not dates:
        raise UsageError("dated_needless", question=question.id)

    def may(record: Record) -> bool:
        text = next((record[name] for name in dates if record.get(name)), None)
        when = parse(str(text)) if text else None
        return (
            when is not None
            and not (span.earliest and when.latest and when.latest < span.earliest)
            and not (span.latest and when.earliest and when.earliest > span.latest)
        )

    return may


def concerning(
    graph: Graph, question: Question, names: Sequence[str], given: Collection[object], records: Iterable[Record]
) -> Keeps:
    """Whether a row is of one of these relations, or has a thing of one of these kinds beside what was ``given``.

    Raises ``of_needless`` where rows are no ties of many kinds, ``of_unknown`` for what the ontology does not have.
    """
    if not narrowable(question):
        raise UsageError("of_needless", question=question.id)
    relations, kinds = _told(names)
    columns = [column.name for column in question.columns if column.type == "relation"]
    schema = load_schema()
    fit = _having(graph, lambda e: schema.is_a(e.kind, kinds), given, records) if kinds else frozenset()
    return lambda record: (
        any(record.get(name) in relations for name in columns) or not fit.isdisjoint(map(str, record.values()))
    )


def in_country(
    graph: Graph, question: Question, name: str, given: Collection[object], records: Iterable[Record]
) -> Keeps:
    """Whether a row has something in a country, or in a region of the world, beside what was ``given``.

    Raises ``country_needless`` where rows hold no things, ``country_unknown`` for what is no country of the graph.
    """
    if not has_things(question):
        raise UsageError("country_needless", question=question.id)
    if codes := countries_of(name):
        around = _having(graph, lambda e: e.country in codes, given, records)
        return lambda record: not around.isdisjoint(map(str, record.values()))
    country = find_entity(graph, name)
    if country.kind != "Country" or not country.country:
        raise UsageError("country_unknown", name=name)
    fit = _having(graph, lambda e: e.country == country.country, given, records)
    return lambda record: not fit.isdisjoint(map(str, record.values()))


def with_thing(graph: Graph, question: Question, name: str) -> Keeps:
    """Whether a thing stands in a row.

    Raises ``with_needless`` where rows hold no things, and where the graph knows nothing of that name.
    """
    if not narrowable_by_things(question):
        raise UsageError("with_needless", question=question.id)
    iri = find_entity(graph, name).iri
    return lambda record: iri in record.values()


def _told(names: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Relations and kinds by any of their names."""
    found = [(name, *term(name)) for name in names]
    for name, relation, kind in found:
        if not (relation or kind):
            known = (*load_schema().relations, *load_schema().classes)
            raise UnknownName("of_unknown", name=name, nearest=nearest(name, known) or ("-",))
    return frozenset(r for _, r, _ in found if r), tuple(kind for *_, kind in found if kind)


def term(name: str) -> tuple[str | None, str | None]:
    """The relation, else the kind of thing, that a name means in the ontology; neither where it means none.

    >>> from enishi.queries.narrowing import term
    >>> term("姉妹都市"), term("office"), term("Atlantis")
    (('sisterCityOf', None), (None, 'Office'), (None, None))
    """
    try:
        return read_relation(name), None
    except KeyError:
        classes = load_schema().classes.values()
        called = {folded(text): k.name for k in classes for text in (k.name, *k.labels.values())}
        return None, called.get(folded(name))


def _having(
    graph: Graph, fits: Callable[[Entity], bool], given: Collection[object], records: Iterable[Record]
) -> frozenset[str]:
    """The things of rows that fit, by IRI."""
    met = {str(cell) for record in records for cell in record.values() if str(cell).startswith(ENTITY)}
    return frozenset(e.iri for e in graph.entities(sorted(met - set(map(str, given)))) if fits(e))
