"""Commands that keep a graph in order: check, dump, load."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import CheckFailed, InputError, UsageError
from .graphs import changing, graph_option, reading
from .output import PATH, deliver, form_of, output_options, rows
from .speaking import Call, command, option

if TYPE_CHECKING:
    from ..graph.home import Graph

FORMS = {".nq": "nquads", ".nquads": "nquads", ".trig": "trig"}
"""The forms of a dump, by suffix."""


@command(
    "dump",
    click.Argument(["file"], required=False, type=PATH, metavar="[FILE]"),
    graph_option(),
    option("--form", type=click.Choice(["nquads", "trig", "neo4j-csv"]), default=None),
)
def dump(call: Call, file: Path | None, location: str, form: Any) -> None:
    """The whole graph as text."""
    if form is None:
        suffix = file.suffix.lower() if file and str(file) != "-" else ".nq"
        if suffix not in FORMS:
            raise UsageError("dump_suffix", file=file, known=sorted(FORMS))
        form = FORMS[suffix]
    if form == "neo4j-csv":
        _tables(call, file, location)
        return
    with reading(location) as graph:
        deliver((f"{line}\n" for line in graph.dump(form)), file)


def _tables(call: Call, folder: Path | None, location: str) -> None:
    """The tables for Neo4j's importer, into a folder; the command that reads them is the data of this command."""
    from ..graph.importer import SCHEMA, write  # noqa: PLC0415
    from ..graph.terms import parse_lines  # noqa: PLC0415

    if folder is None or folder.is_file() or str(folder) == "-":
        raise UsageError("dump_folder", file=folder or "-")
    with reading(location) as graph:
        command = write(parse_lines(graph.dump()), folder)
    deliver([f"{command}\n"], None)
    call.tell("cli.dump.tables", folder=folder, schema=SCHEMA)


@command(
    "load",
    click.Argument(["file"], type=PATH, metavar="FILE"),
    graph_option(),
    option("--mapping", type=PATH, metavar="FILE", default=None),
    option("--json", "as_json", is_flag=True),
)
def load(call: Call, file: Path, location: str, mapping: Path | None, as_json: bool) -> None:
    """A dump, or a spreadsheet of ties, into the graph."""
    if mapping is not None:
        from .tabulating import load_table  # noqa: PLC0415

        load_table(call, file, mapping, location, as_json)
        return
    if file.suffix.lower() in (".csv", ".tsv"):
        raise UsageError("mapping_needed", file=file)
    if file.suffix.lower() == ".trig":
        raise UsageError("load_suffix", file=file)
    lines = list(_lines(file))
    with changing(location, create=True) as graph:
        count = graph.load(lines)
    call.tell("cli.load.done", file=file, count=count)


def _lines(file: Path) -> Iterator[str]:
    """The lines of a dump; N-Quads end at a line feed and at nothing else."""
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputError("dump_missing", file=file) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("file_unusable", file=file, reason=getattr(error, "strerror", None) or error) from error
    yield from (line for line in text.split("\n") if line.strip())


@command("check", graph_option(), *output_options())
def check(call: Call, location: str, as_json: bool, as_csv: bool, output: Path | None) -> None:
    """SHACL and OWL over a graph."""
    from ..graph.home import Table  # noqa: PLC0415

    form = form_of(as_json, as_csv, output)
    with reading(location) as graph:
        found = tuple(findings(graph, call))
    if found or form != "table":
        columns = ("check", "message", "focus", "statement", "quote", "document")
        deliver(rows(Table(columns, found), form), output, mark=form == "csv")
    if found:
        raise CheckFailed("check_failed", count=len(found), graph=location)
    call.tell("cli.check.passed", graph=location)


def findings(graph: Graph, call: Call) -> Iterator[tuple[str | None, ...]]:
    """What is wrong with a graph: shapes violated, then the statements of a contradiction, with their quotes."""
    from ..graph import rdf11  # noqa: PLC0415
    from ..ontology.check import validate  # noqa: PLC0415
    from ..ontology.reasoning import find_clash  # noqa: PLC0415

    triples = rdf11(graph)
    for violation in validate(triples, evidence=False):
        message = violation.message[call.words.lang]
        yield ("SHACL", message, violation.focus, violation.statement, *_quoted(graph, violation.statement))
    try:
        clash = find_clash(triples)
    except CheckFailed as error:
        if error.key != "java_missing":
            raise
        print(call.words.error(error), file=sys.stderr)
        return
    if clash and not clash.statements:
        yield (
            "OWL",
            call.words.say("cli.check.contradiction"),
            "; ".join(f"{thing} a {kind}" for thing, kind in clash.kinds),
            None,
            None,
            None,
        )
    for statement in clash.statements if clash else ():
        message = call.words.say("cli.check.contradiction")
        yield ("OWL", message, None, statement, *_quoted(graph, statement))


def _quoted(graph: Graph, statement: str | None) -> tuple[str | None, str | None]:
    """The first quote behind a statement, and its document's name."""
    facts = graph.facts([statement]) if statement else []
    if not facts or not facts[0].references:
        return None, None
    reference = facts[0].references[0]
    names = {document.iri: document.name for document in graph.documents([reference.document], text=False)}
    return reference.quote, names.get(reference.document)
