"""Rows as statements, each with the row itself as the quote that says it.

What always holds: ``text[start:end] == quote``; no row is lost: it gives a statement, or is told with the reason.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ...errors import DataError, InputError
from ...ontology.dates_text import read_date
from ...ontology.edtf import parse
from ...ontology.model import Contribution, Document, Omission, Passage, Reference, Statement, statement
from ...ontology.schema import Schema, load_schema
from ..nouns.mint import lang_of
from ..readers.encoding import decode
from .mapping import End, Mapping
from .places import Places, Position, Variant

EXTRACTOR: Final = "table"


@dataclass(frozen=True, slots=True)
class Tabulated:
    """What a table gives: its contribution, how many rows it has, and which spellings were taken for one thing."""

    contribution: Contribution
    rows: int
    variants: tuple[Variant, ...]


def tabulate(
    path: Path, mapping: Mapping, *, schema: Schema | None = None, places: Places | None = None
) -> Tabulated:
    """Read a table of comma- or tab-separated values by a mapping.

    Raises :class:`InputError` for a file that cannot be read, has no row, or lacks a column of the mapping. A row
    that gives no statement is an omission of the contribution.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError("dump_missing", file=path) from error
    except OSError as error:
        raise InputError("file_unusable", file=path, reason=error.strerror or error) from error
    return _Reading(path, raw, mapping, schema or load_schema(), places or Places()).whole()


class _Reading:
    """One table on its way to a contribution."""

    def __init__(self, path: Path, raw: bytes, mapping: Mapping, schema: Schema, places: Places) -> None:
        text = decode(raw, path)
        self.mapping, self.schema, self.places = mapping, schema, places
        rows = list(_rows(text, path))
        if len(rows) < 2:
            raise InputError("table_empty", file=path)
        self.header = [cell.strip() for cell in rows[0][0]]
        self.rows = rows[1:]
        mapping.check(self.header, path)
        digest = hashlib.sha256(raw).hexdigest()
        title = mapping.title or path.stem
        as_of = self._date(mapping.as_of)
        self.document = Document(
            Document.iri_for(digest), path.stem, text, title, lang_of(title), "text/csv", digest, as_of
        )

    def whole(self) -> Tabulated:
        found: dict[str, Statement] = {}
        omissions: list[Omission] = []
        for cells, start, end in self.rows:
            row = dict(zip(self.header, (cell.strip() for cell in cells), strict=False))
            made = self._statement(row, start, end)
            if isinstance(made, Omission):
                omissions.append(made)
            elif made.id in found:
                known = found[made.id]
                found[made.id] = replace(known, references=known.references + made.references)
            else:
                found[made.id] = made
        used = {end for s in found.values() for end in (s.subject, s.object)}
        entities = tuple(e for e in self.places.entities if e.iri in used)
        passages = tuple(Passage("row", start, end) for _, start, end in self.rows)
        contribution = Contribution(
            replace(self.document, passages=passages), entities, tuple(found.values()), tuple(omissions)
        )
        return Tabulated(contribution, len(self.rows), tuple(self.places.variants))

    def _statement(self, row: dict[str, str], start: int, end: int) -> Statement | Omission:
        names = [self.mapping.subject.value or row.get(self.mapping.subject.name, "")]
        names.append(self.mapping.object.value or row.get(self.mapping.object.name, ""))
        if not all(names):
            return Omission(start, end, "row_without_name")
        relation = self.mapping.relation
        if self.mapping.relation_column:
            said = row.get(self.mapping.relation_column, "")
            relation = dict(self.mapping.relations).get(said, "")
            if not relation:
                return Omission(start, end, "row_relation_unknown", (("text", said),))
        try:
            ends = [
                self.places.find(e.kind, name, row.get(e.within, ""), _position(e, row))
                for e, name in zip((self.mapping.subject, self.mapping.object), names, strict=True)
            ]
            since, until = self._date(row.get(self.mapping.since)), self._date(row.get(self.mapping.until))
        except (ValueError, DataError) as error:
            return Omission(start, end, "row_unreadable", (("text", str(error)),))
        if ends[0].iri == ends[1].iri:
            return Omission(start, end, "row_joins_itself", (("text", ends[0].name("en")),))
        source = row.get(self.mapping.source, "")
        reference = Reference(
            document=self.document.iri,
            quote=self.document.text[start:end],
            start=start,
            end=end,
            since=since,
            until=until,
            as_of=self.document.as_of,
            extractor=EXTRACTOR,
            qualifiers=(("source", source),) if source else (),
        )
        symmetric = self.schema.relations[relation].symmetric
        return statement(ends[0].iri, relation, ends[1].iri, [reference], symmetric=symmetric)

    @staticmethod
    def _date(text: str | None) -> str | None:
        """A cell as EDTF: as it stands where it is EDTF (1959, 1959-04), else as people write dates."""
        if not text:
            return None
        try:
            return str(parse(text))
        except DataError:
            return str(read_date(text))


def _position(end: End, row: dict[str, str]) -> Position | None:
    latitude, longitude = row.get(end.latitude, ""), row.get(end.longitude, "")
    return (float(latitude), float(longitude)) if latitude and longitude else None


def _rows(text: str, path: Path) -> Iterator[tuple[Sequence[str], int, int]]:
    """The rows with where each stands in the text; a row may run over lines, within quotation marks."""
    lines = text.splitlines(keepends=True)
    tabs = lines[0].count("\t") > lines[0].count(",") if lines else False
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    reader = csv.reader(lines, delimiter="\t" if tabs else ",", strict=True)
    before = 0
    try:
        for cells in reader:
            start, stop = starts[before], starts[reader.line_num]
            before = reader.line_num
            if any(cell.strip() for cell in cells):
                yield cells, start, start + len(text[start:stop].rstrip("\r\n"))
    except csv.Error as error:
        raise InputError("table_broken", file=path, line=before + 1, reason=error) from error
