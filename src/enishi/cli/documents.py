"""Commands about documents: ingest, extract, documents, withdraw."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ..errors import UsageError
from .graphs import changing, graph_option, reading
from .output import PATH, deliver, form_of, output_options, rows
from .speaking import Call, command, option

if TYPE_CHECKING:
    from ..ingest.llm import ModelExtractor
    from ..pipeline import Progress, Result

PATIENCE: Final = 2.0
"""Seconds of silence before progress is told."""
SHOWN: Final = 5
"""How much of what was left out is told of each document, unless asked for all by ``--verbose``."""


def files(name: str = "FILE|FOLDER...") -> click.Argument:
    """The documents named on the line."""
    return click.Argument(["files"], nargs=-1, required=True, type=PATH, metavar=name)


@command(
    "ingest",
    files(),
    graph_option(),
    option("--jobs", type=click.IntRange(1, 256), metavar="N", default=1),
    option("--llm", metavar="URL", default=None),
    option("--llm-model", metavar="NAME", default=None),
    option("--llm-timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", default=60.0),
    option("--json", "as_json", is_flag=True),
)
def ingest(call: Call, files: tuple[Path, ...], location: str, jobs: int, as_json: bool, **asked: Any) -> None:
    """Documents into the graph."""
    from ..pipeline import documents, ingest  # noqa: PLC0415

    found = documents(files)  # before the graph is made: a bad file leaves nothing behind
    model = _model(**asked)
    with changing(location, create=True) as graph:
        results = ingest(found, graph, progress=telling(call), jobs=jobs, model=model)
    if model is not None:
        used = model.client.usage
        sent, got = used.prompt_tokens, used.completion_tokens
        call.tell("llm.used", requests=used.requests, sent=sent, got=got)
    if as_json:
        deliver([json.dumps([record(r) for r in results], ensure_ascii=False, indent=2) + "\n"], None)
    else:
        deliver((f"{line}\n" for line in told(results, call)), None)


def _model(llm: str | None, llm_model: str | None, llm_timeout: float) -> ModelExtractor | None:
    """The second extractor, only where an endpoint is named."""
    if not llm:
        return None
    if not llm_model:
        raise UsageError("llm_model_missing")
    from ..ingest.llm import Client, ModelExtractor  # noqa: PLC0415
    from ..ontology.schema import load_schema  # noqa: PLC0415

    return ModelExtractor(Client(llm, llm_model, timeout=llm_timeout), load_schema())


def telling(call: Call) -> Progress:
    """Progress on standard error, once the work has taken a while: one line, or in a log a line a document."""
    began = time.monotonic()
    live = sys.stderr.isatty()

    def tell(done: int, whole: int, file: Path) -> None:
        if not call.quiet and (call.verbose or time.monotonic() - began > PATIENCE):
            line = call.words.say("cli.ingest.progress", done=done + 1, whole=whole, file=file.name)
            print(
                f"\r{line}\x1b[K" if live else line, end="" if live and done + 1 < whole else "\n", file=sys.stderr
            )
            sys.stderr.flush()

    return tell


def record(result: Result) -> dict[str, Any]:
    """A result as a row of ``--json``."""
    return {
        "file": str(result.file),
        "document": result.document,
        "name": result.name,
        "statements": result.statements,
        "references": result.references,
        "statements_added": result.change.statements_added,
        "statements_removed": result.change.statements_removed,
        "relations": dict(result.relations),
        "kinds": dict(result.kinds),
        "left_out": [
            {"line": o.line, "text": o.text, "reason": o.reason, **dict(o.details)} for o in result.left_out
        ],
    }


def told(results: list[Result], call: Call) -> Iterator[str]:
    """What came of an ingest, as one reads it: by document, in all, and what was left out and why."""
    from ..ontology.schema import load_schema  # noqa: PLC0415

    words, schema = call.words, load_schema()
    for result in results:
        key = "cli.ingest.unchanged" if result.change.nothing else "cli.ingest.document"
        yield words.say(
            key,
            file=result.file,
            statements=result.statements,
            references=result.references,
            added=result.change.statements_added,
        )
    relations = sum((Counter(r.relations) for r in results), Counter[str]())
    kinds = sum((Counter(r.kinds) for r in results), Counter[str]())
    labels = {name: schema.relations[name].labels[words.lang] for name in relations}
    classes = {name: schema.kind(name).labels[words.lang] for name in kinds}
    for key, counts, names in (("ties", relations, labels), ("things", kinds, classes)):
        if counts:
            ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            joined = words.say("cli.ingest.separator").join(f"{names[name]} {count}" for name, count in ranked)
            yield words.say(f"cli.ingest.{key}", counts=joined)
    yield from _left_out(results, call)


def _left_out(results: list[Result], call: Call) -> Iterator[str]:
    words = call.words
    for result in results:
        if not result.left_out:
            continue
        yield words.say("cli.ingest.left_out", file=result.file, count=len(result.left_out))
        shown = result.left_out if call.verbose else result.left_out[:SHOWN]
        for omission in shown:
            why = words.say(f"omissions.{omission.reason}")
            text = " ".join(omission.text.split())
            yield words.say("cli.ingest.omission", file=result.file.name, line=omission.line, text=text, why=why)
        if len(shown) < len(result.left_out):
            yield words.say("cli.ingest.more", count=len(result.left_out) - len(shown))


@command("extract", files(), option("--output", type=PATH, metavar="FILE", default=None))
def extract(call: Call, files: tuple[Path, ...], output: Path | None) -> None:
    """Facts as lines of JSON, without a graph."""
    from ..ingest.facts import lines  # noqa: PLC0415
    from ..ontology.schema import load_schema  # noqa: PLC0415
    from ..pipeline import contributions, documents  # noqa: PLC0415

    found = documents(files)
    snake = {relation.name: relation.snake for relation in load_schema().relations.values()}
    tell = telling(call)

    def facts() -> Iterator[str]:
        steps = contributions(found)
        for done, file in enumerate(found):
            tell(done, len(found), file)
            yield from (f"{line}\n" for line in lines(next(steps)[1], snake))

    deliver(facts(), output)


@command("documents", graph_option(), *output_options())
def documents(call: Call, location: str, as_json: bool, as_csv: bool, output: Path | None) -> None:
    """The documents behind the graph."""
    from ..graph.home import Table  # noqa: PLC0415
    from ..queries.shelf import shelf  # noqa: PLC0415

    form = form_of(as_json, as_csv, output)
    with reading(location) as graph:
        found = shelf(graph)
    columns = ("name", "title", "as_of", "lang", "characters", "document")
    table = Table(columns, tuple((d.name, d.title, d.as_of, d.lang, length, d.iri) for d, length in found))
    if form == "table":
        table = Table(tuple(call.words.say(f"cli.documents.{name}") for name in columns), table.rows)
    deliver(rows(table, form), output, mark=form == "csv")


@command("withdraw", click.Argument(["document"], metavar="DOCUMENT"), graph_option())
def withdraw(call: Call, document: str, location: str) -> None:
    """Take a document out of the graph."""
    from ..queries.parameters import find_document  # noqa: PLC0415

    with changing(location) as graph:
        change = graph.withdraw(find_document(graph, document))
    call.tell(
        "cli.withdraw.done",
        document=document,
        statements=change.statements_removed,
        references=change.references_removed,
    )
