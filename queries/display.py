"""Cells as people read them: names for IRIs, labels for relations, words for statuses, figures in groups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from ..ontology.edtf import parse
from ..ontology.model import VALUE, Lang, Value
from ..ontology.schema import load_schema
from ..words import Words, catalogue

_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")

if TYPE_CHECKING:
    from ..graph.home import Cell
    from .catalogue import Column, ColumnType, Record
    from .citation import Sources


class Display:
    """Shows the cells of an answer in one language, given names by IRI and the statements behind it."""

    def __init__(self, lang: Lang, names: Mapping[str, str], background: Sources) -> None:
        self.words, self.names, self.background = Words(lang), names, background
        self._said: dict[tuple[ColumnType, type, Cell], str] = {}  # of many rows most say the same

    def cell(self, column: Column, record: Record) -> str:
        """What people read in a column of a row; nothing for an empty cell."""
        cell = record[column.name]
        if cell is None:
            return ""
        if column.type in ("entity", "thing"):
            return self._thing(str(cell), record)
        key = (column.type, type(cell), cell)  # 1 is not 1.0
        if (text := self._said.get(key)) is None:
            text = self._said[key] = self._say(column.type, cell)
        return text

    def _say(self, kind: ColumnType, cell: Cell) -> str:
        match kind:
            case "relation":
                return relation_label(str(cell), self.words.lang)
            case "status":
                return self.words.say(f"kinds.status.{cell}")
            case "flag":
                return self.words.say(f"queries.flag.{'yes' if cell else 'no'}")
            case "date":
                return parse(str(cell)).short
            case "number" if isinstance(cell, int):
                return f"{cell:,}"
        return str(cell)

    def _thing(self, iri: str, record: Record) -> str:
        if iri.startswith(VALUE):
            fact = self.background.standing(str(record.get("statement")))
            return value_text(fact.object) if fact and isinstance(fact.object, Value) else iri
        return self.names.get(iri, iri)


def value_text(value: Value) -> str:
    """A value as people read it: figures in groups of three, dates as short as they can be said.

    >>> from enishi.ontology.model import Value
    >>> from enishi.queries.display import value_text
    >>> value_text(Value("MoneyJPY", "-80897000")), value_text(Value("Percent", "-10.8"))
    ('-¥80,897,000', '-10.8%')
    """
    if value.kind in ("MoneyJPY", "Count") and value.text.removeprefix("-").isdecimal():
        number = int(value.text)
        unit = "¥" if value.kind == "MoneyJPY" else ""
        return f"{'-' if number < 0 else ''}{unit}{abs(number):,}"
    if value.kind == "Percent":
        return f"{value.text}%"
    return parse(value.text).short if value.kind == "Date" else value.text


def relation_label(name: str, lang: Lang) -> str:
    """The few words that the ontology puts beside a tie of this relation; the name where it has none."""
    relation = load_schema().relations.get(name)
    return relation.edge_labels[lang] if relation else name


def basis_text(basis: str, lang: Lang) -> str:
    """From what an inferred fact follows, in words where the words know it; arithmetic as it stands.

    >>> from enishi.queries.display import basis_text
    >>> basis_text("2025-60=1965", "ja"), basis_text("the section reports on this period", "ja")
    ('2025-60=1965', 'その節がこの期間の報告であること')
    """
    return str(catalogue(lang)["bases"].get(basis, basis))


def readable(quote: str) -> str:
    """A quote in one line without the remains of HTML tags that a document's text may have.

    >>> from enishi.queries.display import readable
    >>> readable('1 Offices</b> <span style="float: right;">23 million')
    '1 Offices 23 million'
    """
    return " ".join(_TAG.sub(" ", quote).split())
