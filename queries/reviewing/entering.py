"""Facts entered by hand: from names, dates and a source to a judgement that states the fact.

What always holds: a fact without a source is refused; a quote from a document of the graph is found in it, exactly
or but for white space, or the fact is refused; a source that is no document here becomes one of its own, its text
the quote (or, without one, its name).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from ...errors import DataError, UnknownName, UsageError
from ...graph.lookup import find_entity
from ...ontology.edtf import parse
from ...ontology.judgement import HAND, Judgement, Stated, Verdict
from ...ontology.model import Document, Entity, Lang, Reference, Trust, Value, statement
from ...ontology.schema import Relation, load_schema
from ..parameters import find_document
from .review import read_status

if TYPE_CHECKING:
    from ...graph.home import Graph

COLUMNS: Final = (
    "subject",
    "relation",
    "object",
    "since",
    "until",
    "status",
    "as_of",
    "source",
    "page",
    "quote",
    "subject_kind",
    "object_kind",
)
"""What a table of facts may have; any further column is a qualifier (``measure``, ``fiscalYear`` ...)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact as a person writes it: names, EDTF dates or years, and where it stands."""

    subject: str
    relation: str
    object: str
    source: str
    page: int | None = None
    quote: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    status: str = "settled"
    subject_kind: str | None = None
    object_kind: str | None = None
    qualifiers: tuple[tuple[str, str], ...] = ()


def read_entries(text: str) -> Iterator[Entry]:
    """Entries from CSV with a heading of :data:`COLUMNS`; raises ``entry_malformed`` with the line."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    missing = [
        name for name in ("subject", "relation", "object", "source") if name not in (reader.fieldnames or ())
    ]
    if missing:
        raise DataError("entry_columns", missing=missing)
    for row in reader:
        try:
            yield _entry(row)
        except (ValueError, TypeError, AttributeError) as error:
            raise DataError("entry_malformed", line=reader.line_num, reason=error) from error


def _entry(row: Mapping[str, str | None]) -> Entry:
    given = {name: (row.get(name) or "").strip() for name in COLUMNS}
    qualifiers = tuple(
        (name, text.strip()) for name, text in row.items() if name not in COLUMNS and text and text.strip()
    )
    page = int(given.pop("page") or 0) or None
    return Entry(
        given["subject"],
        given["relation"],
        given["object"],
        given["source"],
        page=page,
        quote=given["quote"] or None,
        since=given["since"] or None,
        until=given["until"] or None,
        as_of=given["as_of"] or None,
        status=given["status"] or "settled",
        subject_kind=given["subject_kind"] or None,
        object_kind=given["object_kind"] or None,
        qualifiers=qualifiers,
    )


def stating(graph: Graph, entry: Entry, *, by: str, at: str, note: str | None = None) -> Judgement:
    """The judgement that states an entry; raises what is wrong with it, a missing source first."""
    if not entry.source.strip():
        raise UsageError("source_missing")
    schema = load_schema()
    relation = schema.relation(entry.relation)
    subject = _thing(graph, entry.subject, entry.subject_kind, relation.domain)
    thing = _object(graph, entry, relation)
    kind = thing.kind
    if not schema.admits(relation.name, subject.kind, kind):
        raise DataError("entry_kinds", relation=relation.name, subject=subject.kind, object=kind)
    document, own = _source(graph, entry)
    start, end = _located(document, entry.quote)
    key = {name: text for name, text in entry.qualifiers if name in relation.key_qualifiers}
    reference = Reference(
        document.iri,
        document.text[start:end],
        start,
        end,
        page=entry.page,
        status=read_status(entry.status),
        trust=Trust.ENTERED,
        extractor=HAND,
        qualifiers=tuple(sorted((n, t) for n, t in entry.qualifiers if n not in key)),
        since=_date(entry.since),
        until=_date(entry.until),
        as_of=_date(entry.as_of),
    )
    target = thing.iri if isinstance(thing, Entity) else thing
    made = statement(subject.iri, relation.name, target, [reference], key=key, symmetric=relation.symmetric)
    ends = (subject, thing) if isinstance(thing, Entity) else (subject,)
    return Judgement(Verdict.STATE, by, at, stated=Stated(made, ends, (document,) if own else ()), note=note)


def _date(text: str | None) -> str | None:
    return str(parse(text)) if text else None


def _object(graph: Graph, entry: Entry, relation: Relation) -> Entity | Value:
    schema = load_schema()
    kinds = [entry.object_kind] if entry.object_kind else sorted(relation.range)
    literal = [kind for kind in kinds if schema.is_a(kind, ("Value",))]
    if literal and len(literal) == len(kinds):
        return Value(literal[0], str(parse(entry.object)) if literal[0] == "Date" else entry.object)
    try:
        return _thing(graph, entry.object, entry.object_kind, relation.range)
    except UnknownName:
        if not literal:
            raise
        return Value("Text" if "Text" in literal else literal[0], entry.object)


def _thing(graph: Graph, name: str, kind: str | None, kinds: frozenset[str]) -> Entity:
    """An entity of the graph, else of the authority list, else a new one where its kind is said."""
    from ...ingest.names.recognise import Recogniser  # noqa: PLC0415
    from ...ingest.nouns.mint import Minter  # noqa: PLC0415  (only for a name that the graph has not)

    schema = load_schema()
    try:
        return find_entity(graph, name)
    except UnknownName:
        wanted = (schema.kind(kind).name,) if kind else tuple(kinds)
        known = [e for e in Recogniser().lookup(name) if schema.is_a(e.kind, wanted)]
        if known:
            return known[0]
        if kind is None:
            raise
        return Minter(None).named(schema.kind(kind).name, name)


def _source(graph: Graph, entry: Entry) -> tuple[Document, bool]:
    """The document that a source means, and whether it is one made for the entry."""
    try:
        iri = find_document(graph, entry.source)
        return next(d for d in graph.documents() if d.iri == iri and d.media_type != MADE), False
    except (UnknownName, StopIteration):
        text = entry.quote or entry.source
        digest = hashlib.sha256(
            json.dumps([entry.source, text, entry.as_of], ensure_ascii=False).encode()
        ).hexdigest()
        lang = "ja" if re.search(r"[\u3040-\u30ff\u3400-\u9fff]", text) else "en"
        made = Document(
            Document.iri_for(digest),
            entry.source,
            text,
            entry.source,
            cast("Lang", lang),
            MADE,
            digest,
            _date(entry.as_of),
        )
        return made, True


MADE: Final = "text/x-enishi-entry"
"""The media type of a source that is known from an entry alone."""


def _located(document: Document, quote: str | None) -> tuple[int, int]:
    """Where a quote stands in a text: exactly, else but for white space; raises ``quote_elsewhere``."""
    if quote is None:
        if document.media_type == MADE:
            return 0, len(document.text)
        raise UsageError("quote_missing", document=document.name)
    found = locate(document.text, quote)
    if found is None:
        raise DataError("quote_elsewhere", document=document.name, quote=quote[:80])
    return found


def locate(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote stands in a text: exactly, else with other white space; ``None`` where it does not.

    >>> from enishi.queries.reviewing.entering import locate
    >>> locate("縁は 1965\\n年から", "1965年"), locate("縁", "円")
    ((3, 9), None)
    """
    if not quote.strip():
        return None
    if (start := text.find(quote)) >= 0:
        return start, start + len(quote)
    pattern = r"\s*".join(re.escape(char) for char in quote if not char.isspace())
    match = re.search(pattern, text)
    return match.span() if match else None
