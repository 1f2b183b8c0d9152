"""From what a person writes to what a query takes: names to IRIs, fiscal years to numbers, words to truth values.

What always holds: :func:`bind` gives every declared parameter a cell (an optional entity left out is ``""``,
any other ``None``), or raises a :class:`~enishi.errors.UsageError` that names the parameter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from ..errors import DataError, NothingFound, UnknownName, UsageError
from ..graph.home import Cell
from ..graph.lookup import find_entity
from ..graph.register import Register
from ..ontology.edtf import parse
from ..ontology.fiscal import read_fiscal_year
from ..ontology.schema import load_schema
from ..words import LANGS
from .catalogue import Parameter, ParameterType, Question, nearest

if TYPE_CHECKING:
    from ..graph.home import Graph
    from ..ontology.model import Document

_TRUTH: Final = {"yes": True, "true": True, "1": True, "はい": True, "no": False, "false": False, "0": False} | {
    "いいえ": False
}
_LAST_YEAR: Final = 9998
_UNSAID: Final[Mapping[ParameterType, Cell]] = {
    "entity": "",
    "fiscal-label": "",
    "first-day": "0001-01-01",
    "last-day": "9999-12-31",
}
"""What a query takes for an optional parameter that was left out; it knows no null."""


def bind(graph: Graph, question: Question, given: Mapping[str, object]) -> dict[str, Cell]:
    """The cells of all parameters of a question, from what was given for them (texts, or the values themselves).

    Raises ``parameter_unknown``, ``parameter_missing`` or ``parameter_malformed``; and
    :class:`~enishi.errors.UnknownName` for an entity or document that the graph does not have.
    """
    names = tuple(parameter.name for parameter in question.parameters)
    for name in given:
        if name not in names:
            close = nearest(name, names) or ("-",)
            raise UnknownName("parameter_unknown", question=question.id, name=name, nearest=close)
    return {parameter.name: _cell(graph, question, parameter, given) for parameter in question.parameters}


def _cell(graph: Graph, question: Question, parameter: Parameter, given: Mapping[str, object]) -> Cell:
    value = given.get(parameter.name, parameter.default)
    text = "" if value is None else str(value).strip()
    if not text:
        if parameter.required:
            raise UsageError(
                "parameter_missing",
                question=question.id,
                name=parameter.name,
                label={lang: parameter.label.say(lang) for lang in LANGS},
            )
        return _UNSAID.get(parameter.type)
    if parameter.type == "entity":
        return _entity(graph, parameter, text)
    if parameter.type == "document":
        return find_document(graph, text)
    try:
        return _READERS[parameter.type](text)
    except (ValueError, KeyError, DataError):
        raise UsageError(
            "parameter_malformed", name=parameter.name, value=text, expected=_EXAMPLES[parameter.type]
        ) from None


def _entity(graph: Graph, parameter: Parameter, name: str) -> str:
    try:
        entity = find_entity(graph, name)
    except UnknownName:
        if not Register(graph).roll.texts:
            raise NothingFound("graph_empty") from None
        raise
    schema = load_schema()
    if parameter.kinds and not schema.is_a(entity.kind, parameter.kinds):
        raise UsageError(
            "parameter_kind",
            name=parameter.name,
            value=name,
            found=schema.kind(entity.kind).labels,
            wanted=[schema.kind(kind).labels for kind in parameter.kinds],
        )
    return entity.iri


def find_document(graph: Graph, name: str) -> str:
    """The IRI of the document with a name, a title or an IRI; raises ``document_unknown`` with the nearest."""
    documents = graph.documents(text=False)
    if document := called(name, documents):
        return document.iri
    close = nearest(name, tuple(document.name for document in documents)) or ("-",)
    raise UnknownName("document_unknown", name=name, nearest=close)


def called(name: str, documents: Sequence[Document]) -> Document | None:
    """The document with a name (that of its file too), a title or an IRI."""
    for wanted in (name, PurePath(name).stem):
        for document in documents:
            if wanted == document.iri or folded(wanted) in (folded(document.name), folded(document.title)):
                return document
    return None


def folded(text: str) -> str:
    """A name without its differences of width and case.

    >>> from enishi.queries.parameters import folded
    >>> folded(" ＦＹ２０２５ Report ")
    'fy2025 report'
    """
    return unicodedata.normalize("NFKC", text).strip().casefold()


def read_year(text: str) -> int:
    """A fiscal year: 2027, FY2027, 2027年度 or 令和9年度; ``ValueError`` or DataError for anything else.

    >>> from enishi.queries.parameters import read_year
    >>> [read_year(text) for text in ("2027", "FY2027", "令和9年度")]
    [2027, 2027, 2027]
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    year = int(plain) if plain.isdecimal() else read_fiscal_year(plain)
    if not 1 <= year <= _LAST_YEAR:
        raise ValueError(text)
    return year


def _date(text: str) -> str:
    return str(parse(text))


def _first_day(text: str) -> str:
    """The first day of a date, as the graph writes it; ``ValueError`` where it has none."""
    if not (day := parse(text).earliest):
        raise ValueError(text)
    return day.isoformat()


def _last_day(text: str) -> str:
    """The last day of a date, as the graph writes it; ``ValueError`` where it has none."""
    if not (day := parse(text).latest):
        raise ValueError(text)
    return day.isoformat()


def read_relation(text: str) -> str:
    """A relation by its name or by one of its labels (姉妹都市, sister city); ``KeyError`` for anything else.

    >>> from enishi.queries.parameters import read_relation
    >>> [read_relation(text) for text in ("sisterCityOf", "sister city", "姉妹都市", "Sister_city_of")]
    ['sisterCityOf', 'sisterCityOf', 'sisterCityOf', 'sisterCityOf']
    """
    known: dict[str, str] = {}
    for relation in load_schema().relations.values():
        texts = (relation.name, relation.snake, *relation.labels.values(), *relation.edge_labels.values())
        for name in texts:
            known.setdefault(folded(name), relation.name)
            known.setdefault(folded(name).removesuffix(" of"), relation.name)
    return known[folded(text)]


def _truth(text: str) -> bool:
    return _TRUTH[folded(text)]


_READERS: Final[dict[ParameterType, Callable[[str], Cell]]] = {
    "relation": read_relation,
    "fiscal-year": read_year,
    "fiscal-label": lambda text: f"FY{read_year(text)}",
    "date": _date,
    "first-day": _first_day,
    "last-day": _last_day,
    "text": str,
    "integer": int,
    "flag": _truth,
}
_YEARS: Final = "2027, FY2027, 2027年度, 令和9年度"
_DATES: Final = "2027, 2027-04, 2027-04-01, FY2027"
_EXAMPLES: Final[dict[ParameterType, str]] = {
    "relation": "sister city, 姉妹都市, sisterCityOf",
    "fiscal-year": _YEARS,
    "fiscal-label": _YEARS,
    "date": _DATES,
    "first-day": _DATES,
    "last-day": _DATES,
    "text": "text",
    "integer": "3",
    "flag": "yes, no",
}
