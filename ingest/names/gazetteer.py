"""The names that enishi knows: countries, regions, cities, Japanese municipalities, organisations.

Tables of tab-separated rows under ``authority/`` hold the knowledge; ``authority/index.tsv`` is derived from them
(:mod:`enishi.ingest.names.index`) so that nothing has to be worked out at start. Rows become entities when asked
for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final, NamedTuple

from ...ontology.model import ENTITY, Entity, Name
from .. import data
from ..text.fold import key

TABLES: Final = {"C": "cities", "M": "municipalities", "N": "countries", "O": "organisations", "R": "divisions"}
"""A letter a table, as references in the index spell it."""

_PREFIX: Final = {
    "City": "city",
    "Ward": "ward",
    "Prefecture": "prefecture",
    "Country": "country",
    "Region": "region",
}


class Reference(NamedTuple):
    """A row that a name may mean: how it may fire (:mod:`enishi.ingest.names.index`), its table and place there."""

    mode: str
    table: str
    row: int

    @classmethod
    def parse(cls, text: str) -> Reference:
        """From the index's spelling: ``bC12``."""
        return cls(text[0], text[1], int(text[2:]))


class Known(NamedTuple):
    """A row, read: the entity and what choosing between namesakes needs."""

    entity: Entity
    country: str
    within: str
    population: int


@dataclass(frozen=True, slots=True)
class Table:
    """A file of ``authority/``: column names, and rows still as bytes (reading all of them would take long)."""

    columns: tuple[str, ...]
    lines: list[bytes]

    @classmethod
    def read(cls, letter: str) -> Table:
        """The table of a letter; comment lines begin with ``#``, the line after them names the columns."""
        lines = data.lines(f"authority/{TABLES[letter]}.tsv")
        head = next(n for n, line in enumerate(lines) if not line.startswith(b"#"))
        return cls(tuple(lines[head].decode().split("\t")), lines[head + 1 :])

    def row(self, number: int) -> dict[str, str]:
        """A row as a mapping from column to cell."""
        return dict(zip(self.columns, self.lines[number].decode().split("\t"), strict=True))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All tables, and the index of folded names over them.

    ``patterns`` are names to be searched for in running text, ``names`` those that are looked up where the
    text's form (a run of katakana, capital letters) suggests a name; both are sorted lines.
    """

    tables: dict[str, Table]
    patterns: list[bytes]
    names: list[bytes]
    _known: dict[tuple[str, int], Known] = field(default_factory=dict, compare=False)

    @classmethod
    def read(cls) -> Gazetteer:
        """The gazetteer that the package brings."""
        lines = data.lines("authority/index.tsv")
        count = int(lines[0].rpartition(b"\t")[2])
        tables = {letter: Table.read(letter) for letter in TABLES}
        return cls(tables, lines[1 : count + 1], lines[count + 1 :])

    def references(self, folded: str) -> list[Reference]:
        """What a folded name may mean."""
        return [r for lines in (self.patterns, self.names) for r in _found(lines, folded)]

    def searched(self, folded: str) -> list[Reference]:
        """What a folded name of ``patterns`` may mean."""
        return list(_found(self.patterns, folded))

    def named(self, folded: str) -> list[Reference]:
        """What a folded name of ``names`` may mean."""
        return list(_found(self.names, folded))

    def known(self, reference: Reference) -> Known:
        """The row behind a reference, read once."""
        place = (reference.table, reference.row)
        if place not in self._known:
            self._known[place] = _read(reference.table, self.tables[reference.table].row(reference.row))
        return self._known[place]

    def lookup(self, name: str) -> list[Entity]:
        """The entities of a name in any spelling, the most populous first."""
        found = {r[1:]: self.known(r) for r in self.references(key(name))}
        return [k.entity for k in sorted(found.values(), key=lambda k: (-k.population, k.entity.iri))]


def _found(lines: list[bytes], folded: str) -> Iterator[Reference]:
    start = folded.encode("utf-8", "surrogatepass") + b"\t"  # bytes of UTF-8 sort as their characters do
    at = bisect_left(lines, start)
    if at < len(lines) and lines[at].startswith(start):
        yield from map(Reference.parse, lines[at][len(start) :].decode().split(" "))


def _read(letter: str, row: dict[str, str]) -> Known:
    """A row of any table as an entity: its columns say what it is, the table what it is by default."""
    kind = row.get("kind", "City")
    attributes: dict[str, str] = {}
    within = row.get("within", "")
    if letter == "C":
        iri, country = f"city/gn{row['geonameid']}", row["country"]
        attributes["geonames"] = row["geonameid"]
    elif letter == "M":
        iri, country = f"{_PREFIX[kind]}/jp{row['code']}", "JP"
        attributes["lgcode"] = row["code"]
        if within != "JP":
            attributes["within"] = f"jp{within}"
    elif letter == "N":
        iri, country = f"{_PREFIX[kind]}/{row['id']}", row["id"] if kind == "Country" else ""
    elif letter == "R":
        iri, country = f"region/{row['id']}", row["id"].split("-")[0].upper()
    else:
        iri, country = row["id"], ""
    if country:
        attributes["countryCode"] = country
    attributes |= {c: row[c] for c in ("latitude", "longitude", "population") if row.get(c)}
    names = [Name(text, lang, n == 0) for lang in ("ja", "en") for n, text in enumerate(_split(row[lang]))]
    entity = Entity(ENTITY + iri, kind, tuple(names), tuple(sorted(attributes.items())))
    return Known(entity, country, within, int(row.get("population") or 0))


def _split(cell: str) -> list[str]:
    return [text for text in cell.split("|") if text]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once a process."""
    return Gazetteer.read()
