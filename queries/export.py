"""Answers as text: a table to read, JSON, CSV for a spreadsheet, Markdown for a memo.

What always holds: JSON and CSV are named by the query's columns; every row carries where it comes from and how
far it can be trusted; a cell that a spreadsheet would take for a formula is written as text.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..errors import OutputError
from ..ontology.model import Lang
from ..words import Words
from .display import basis_text, readable
from .table import Shown, console, drawn, written

if TYPE_CHECKING:
    from .answer import Answer, Row
    from .catalogue import Column
    from .citation import Citation

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def to_text(answer: Answer, *, width: int = 100) -> str:
    """A table for the terminal, in the answer's language, with the sources numbered below it.

    A column without a cell is left out; one that says the same in every row is said once, below the table.
    """
    from rich.text import Text  # noqa: PLC0415  (slow to import)

    words = Words(answer.lang)
    numbers = _numbered(answer)
    columns, same = _told_once([*_shown_columns(answer), _trust_column(answer)])
    marks = [" ".join(f"[{n}]" for n in _marks(row, answer.lang, numbers)) for row in answer.rows]
    shown = [*columns, Shown(words.say("queries.heading.sources"), marks)]
    lines = list(drawn(shown, width, answer.question.title.say(answer.lang)))
    below = console(width)
    if same:
        below.print(Text(words.say("queries.summary.same", facts=_listed(same, answer.lang))), soft_wrap=True)
    for note, number in numbers.items():
        below.print(Text(f"[{number}] {note}"), soft_wrap=True)
    below.print(Text(summary(answer)))
    return "\n".join(line.rstrip() for line in (*lines, *written(below))) + "\n"


def _shown_columns(answer: Answer) -> Iterator[Shown]:
    for index, column in enumerate(answer.columns):
        if column.type != "statement":
            cells = [row.shown[index] for row in answer.rows]
            # A date cut in two is no date.
            least = max(map(len, cells), default=0) if column.type in ("date", "number") else None
            yield Shown(column.heading.say(answer.lang), cells, least)


def _trust_column(answer: Answer) -> Shown:
    heading = Words(answer.lang).say("queries.heading.trust")
    return Shown(heading, [trust_text(row, answer.lang) for row in answer.rows])


def _told_once(columns: list[Shown]) -> tuple[list[Shown], list[tuple[str, str]]]:
    """The columns to draw, and what the others say in every row; of one row everything is drawn."""
    if not columns[0].cells:
        return columns, []
    filled = [column for column in columns if any(column.cells)]
    if len(filled[0].cells) == 1:
        return filled, []
    differing = [column for column in filled if len(set(column.cells)) > 1]
    same = [(column.heading, column.cells[0]) for column in filled if len(set(column.cells)) == 1]
    return (differing, same) if differing else (filled, [])


def _listed(facts: list[tuple[str, str]], lang: Lang) -> str:
    equals, comma = ("は", "、") if lang == "ja" else (" is ", ", ")
    return comma.join(f"{heading}{equals}{cell}" for heading, cell in facts)


def to_json(answer: Answer) -> str:
    """A list of rows. An entity's column holds its name, ``<column>_iri`` its IRI; ``citations`` the sources."""
    return json.dumps([_record(answer, row) for row in answer.rows], ensure_ascii=False, indent=2) + "\n"


def _record(answer: Answer, row: Row) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for column, value, shown in zip(answer.columns, row.values, row.shown, strict=True):
        named = column.type in ("entity", "thing")
        record[column.name] = (shown or None) if named else value
        if named:
            record[f"{column.name}_iri"] = value
    record["trust"] = row.trust.value
    record["inferred"] = row.inferred
    record["disputed"] = row.disputed
    record["citations"] = [
        {
            "document": citation.document_name,
            "title": citation.title,
            "page": citation.page,
            "section": citation.section,
            "quote": citation.quote,
            "start": citation.start,
            "end": citation.end,
            "trust": citation.trust.value,
            "as_of": citation.as_of,
            "inferred": citation.inferred,
            "basis": citation.basis,
            "statement": citation.statement,
        }
        for citation in row.citations
    ]
    return record


def to_csv(answer: Answer) -> str:
    """Comma-separated rows under the query's column names, then trust, sources and quotes."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(column.name for column in answer.columns), "trust", "sources", "quotes"])
    for row in answer.rows:
        sources = "; ".join(dict.fromkeys(place(citation, answer.lang) for citation in row.citations))
        quotes = " / ".join(dict.fromkeys(citation.quote for citation in row.citations))
        cells = map(_csv_cell, answer.columns, row.values, row.shown)
        writer.writerow(map(guarded, [*cells, row.trust.value, sources, quotes]))
    return out.getvalue()


def _csv_cell(column: Column, value: object, shown: str) -> str:
    if column.type in ("relation", "status", "date", "number", "flag"):
        return "" if value is None else str(value).lower() if column.type == "flag" else str(value)
    return shown


def guarded(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection); numbers and percentages stay such.

    >>> from enishi.queries.export import guarded
    >>> guarded("=1+1"), guarded("-10.8"), guarded("+2.5%"), guarded("横浜市")
    ("'=1+1", '-10.8', '+2.5%', '横浜市')
    """
    text = str(cell)
    if not text.startswith(_FORMULA):
        return text
    try:
        float(text.removesuffix("%"))
    except ValueError:
        return f"'{text}"
    return text


def write_csv(answer: Answer, path: Path) -> None:
    """Write CSV with a byte order mark, by which Excel knows UTF-8. Raises ``output_unwritable``."""
    try:
        path.write_text(to_csv(answer), encoding="utf-8-sig", newline="")
    except OSError as error:
        raise OutputError("answer_unwritable", file=path, reason=error.strerror or str(error)) from error


def to_markdown(answer: Answer) -> str:
    """A Markdown table with footnotes, for a memo."""
    words = Words(answer.lang)
    columns = [index for index, column in enumerate(answer.columns) if column.type != "statement"]
    headings = [answer.columns[index].heading.say(answer.lang) for index in columns]
    numbers = _numbered(answer)
    lines = [f"## {answer.question.title.say(answer.lang)}", ""]
    lines += list(_markdown_table([*headings, words.say("queries.heading.trust")], answer, columns, numbers))
    lines += [""]
    lines += [f"[^{number}]: {_markdown(note)}" for note, number in numbers.items()]
    lines += ["", _markdown(summary(answer))]
    return "\n".join(lines) + "\n"


def _markdown_table(
    headings: list[str], answer: Answer, columns: list[int], numbers: dict[str, int]
) -> Iterator[str]:
    yield f"| {' | '.join(map(_markdown, headings))} |"
    yield f"|{'---|' * len(headings)}"
    for row in answer.rows:
        marks = "".join(f"[^{number}]" for number in _marks(row, answer.lang, numbers))
        cells = [*(row.shown[index] for index in columns), trust_text(row, answer.lang)]
        yield f"| {' | '.join(map(_markdown, cells))}{marks} |"


def escaped(text: str) -> str:
    """A text in which nothing is Markdown."""
    return _markdown(text)


def _markdown(text: str) -> str:
    plain = " ".join(text.split())
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#" else char for char in plain)


def footnote(citation: Citation, lang: Lang) -> str:
    """A citation as one reads it under a table: document, place, quote, and the arithmetic of an inference.

    Remains of HTML tags in the quote are not shown; JSON has the quote as it stands.
    """
    basis = f" ({basis_text(citation.basis, lang)})" if citation.basis else ""
    quote = readable(citation.quote)
    return f"{place(citation, lang)}{'「' if lang == 'ja' else ' “'}{quote}{'」' if lang == 'ja' else '”'}{basis}"


def place(citation: Citation, lang: Lang) -> str:
    """The document and the place in it: page, section or, without either, the character."""
    words = Words(lang)
    title = citation.title or citation.document_name
    parts = [title]
    if citation.page is not None:
        parts.append(words.say("queries.place.page", page=citation.page))
    if citation.section:
        parts.append(citation.section)
    if len(parts) == 1:
        parts.append(words.say("queries.place.character", start=citation.start))
    return ("、" if lang == "ja" else ", ").join(parts)


def trust_text(row: Row, lang: Lang) -> str:
    """How far a row can be trusted: who stands behind it, whether it is inferred or disputed."""
    words = Words(lang)
    marks = [words.say(f"kinds.trust.{row.trust.value}")]
    marks += [words.say("queries.trust.inferred")] if row.inferred else []
    marks += [words.say("queries.trust.disputed")] if row.disputed else []
    return ("・" if lang == "ja" else ", ").join(marks)


def summary(answer: Answer) -> str:
    """How many rows there are, and how many were left out."""
    words = Words(answer.lang)
    found = words.say("queries.summary.rows", count=answer.size)
    left = words.say("queries.summary.left_out", count=answer.left_out) if answer.left_out else ""
    return f"{found}{left}"


def _numbered(answer: Answer) -> dict[str, int]:
    """Footnotes with their numbers, in order of first use; two facts of one sentence share one."""
    numbers: dict[str, int] = {}
    for row in answer.rows:
        for citation in row.citations:
            numbers.setdefault(footnote(citation, answer.lang), len(numbers) + 1)
    return numbers


def _marks(row: Row, lang: Lang, numbers: dict[str, int]) -> list[int]:
    return sorted({numbers[footnote(citation, lang)] for citation in row.citations})
