"""Commands that ask: ask, query."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import click

from ..errors import InputError, NothingFound, UsageError
from .explaining import FORMS, standard, told, written
from .graphs import graph_option, reading
from .output import PATH, Form, deliver, form_of, output_options, rows, width
from .questions import is_id, meant_by, takes
from .speaking import Call, command, option

if TYPE_CHECKING:
    from ..graph.home import Answer as RawAnswer
    from ..graph.home import Graph, Table
    from ..queries.answer import Answer

Language = Literal["sparql", "cypher"]
_SUFFIXES: Final[dict[str, Language]] = {
    ".rq": "sparql",
    ".sparql": "sparql",
    ".cypher": "cypher",
    ".cql": "cypher",
}
_NARROWINGS: Final = ("as_of", "dated", "of", "country", "having", "document", "order", "first")
"""The options that narrow rows or put them in order, as the library calls them."""

_SPARQL: Final = re.compile(r"\s*(?:#.*\n\s*)*(?:PREFIX|BASE|SELECT|CONSTRUCT|DESCRIBE|ASK)\b", re.IGNORECASE)


def filters() -> list[click.Parameter]:
    """What narrows an answer: to a day, and to what a person stands behind."""
    return [
        option("--as-of", metavar="DATE", default=None),
        option("--confirmed-only", is_flag=True),
        option("--language", type=click.Choice(["sparql", "cypher"]), default="sparql"),
    ]


def given(params: tuple[str, ...]) -> dict[str, str]:
    """``name=value`` pairs as a mapping."""
    pairs = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name:
            raise UsageError("param_malformed", text=param)
        pairs[name] = value
    return pairs


@command(
    "ask",
    click.Argument(["question"], required=False, metavar="[WORDS | QUESTION-ID]"),
    option("--graph", "location", metavar="G", default=None),
    option("--param", "params", multiple=True, metavar="NAME=VALUE"),
    option("--list", "listing", is_flag=True),
    option("--dated", metavar="FROM/TO", default=None),
    option("--of", multiple=True, metavar="KIND"),
    option("--country", metavar="NAME", default=None),
    option("--with", "having", metavar="NAME", default=None),
    option("--document", metavar="NAME", default=None),
    option("--order", type=click.Choice(["oldest", "newest", "largest", "smallest"]), default=None),
    option("--first", type=click.IntRange(min=1), metavar="N", default=None),
    *filters(),
    *output_options(),
)
def ask(
    call: Call, question: str | None, location: str | None, params: tuple[str, ...], listing: bool, **options: Any
) -> None:
    """A question of the catalogue, by its id or in one's own words."""
    if listing:
        form = form_of(options["as_json"], options["as_csv"], options["output"])
        shown = takes(call, question, location, labelled=form == "table") if question else _catalogue(call, form)
        deliver(rows(shown, form), options["output"], mark=form == "csv")
        return
    if question is None:
        raise UsageError("question_missing")
    if location is None:
        raise UsageError("parameter_needed", command="enishi ask", name="--graph")
    answer_to(call, question, location, given(params), **options)


def _catalogue(call: Call, form: Form) -> Table:
    """The questions, with what each takes; under headings where people read."""
    from ..graph.home import Table  # noqa: PLC0415
    from ..queries.catalogue import load_catalogue  # noqa: PLC0415

    lang = call.words.lang
    found = tuple(
        (
            question.id,
            call.words.say(f"queries.groups.{question.group}"),
            question.title.say(lang),
            " ".join(p.name if p.required else f"[{p.name}]" for p in question.parameters),
        )
        for question in load_catalogue().values()
    )
    columns = ("question", "group", "title", "parameters")
    shown = tuple(call.words.say(f"cli.ask.{name}") for name in columns) if form == "table" else columns
    return Table(shown, found)


def answer_to(call: Call, question: str, location: str, parameters: Mapping[str, object], **options: Any) -> None:
    """Ask, by id or in one's own words, and deliver the answer; ``NothingFound`` after one without rows."""
    from ..queries.answer import ask  # noqa: PLC0415
    from ..queries.asking.comparisons import compare  # noqa: PLC0415

    as_json, as_csv, output = options["as_json"], options["as_csv"], options["output"]
    form = form_of(as_json, as_csv, output, piped="table")
    narrowed = {name: options[name] for name in _NARROWINGS if options.get(name)}
    meant = None
    with reading(location) as graph:
        if not is_id(question):
            meant = meant_by(call, graph, location, question)
            question, narrowed = meant.question.id, {**meant.narrowings, **narrowed}
            parameters = {**meant.parameters, **parameters}
        answer = (
            compare(graph, question, meant.parameters, call.words.lang)
            if meant and meant.question.command
            else ask(
                graph,
                question,
                parameters,
                language=options["language"],
                lang=call.words.lang,
                confirmed_only=options["confirmed_only"],
                **narrowed,
            )
        )
        if not answer.rows and not graph.documents(text=False):
            raise NothingFound("graph_empty")
    deliver([answer_text(answer, form)], output, mark=form == "csv")
    if meant and meant.counted and (counted := answer.count(meant.parameters.values())):
        call.tell("asking.counted", count=counted[0], column=counted[1].heading.say(call.words.lang))
    if not answer.rows:
        raise NothingFound("rows_none")


def answer_text(answer: Answer, form: Form) -> str:
    """An answer as text, in a form."""
    from ..queries import export  # noqa: PLC0415

    match form:
        case "json":
            return export.to_json(answer)
        case "csv":
            return export.to_csv(answer)
        case "markdown":
            return export.to_markdown(answer)
        case _:
            return export.to_text(answer, width=width())


@command(
    "query",
    click.Argument(["file"], required=False, type=PATH, metavar="[FILE]"),
    option("-e", "--execute", metavar="TEXT", default=None),
    graph_option(),
    option("--param", "params", multiple=True, metavar="NAME=VALUE"),
    option("--language", type=click.Choice(["sparql", "cypher"]), default=None),
    option("--confirmed-only", is_flag=True),
    option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", default=None),
    option("--explain", is_flag=True),
    option("--form", type=click.Choice(FORMS), default=None),
    *output_options(),
)
def query(
    call: Call,
    file: Path | None,
    execute: str | None,
    location: str,
    params: tuple[str, ...],
    language: Language | None,
    confirmed_only: bool,
    timeout: float | None,
    explain: bool,
    form: str | None,
    as_json: bool,
    as_csv: bool,
    output: Path | None,
) -> None:
    """SPARQL or Cypher."""
    text, spoken = _query(file, execute)
    in_sparql = (language or spoken) == "sparql"
    if (explain or form) and not in_sparql:
        raise UsageError("query_only_sparql", option="--explain" if explain else "--form")
    named = standard(form, output if in_sparql else None, plain=as_json or as_csv)
    shown = form_of(as_json, as_csv, output)
    if confirmed_only and (explain or named is not None):
        raise UsageError("query_confirmed_rows")
    with reading(location) as graph:
        if explain:
            deliver(told(call, graph.explain(text, given(params)), shown), output, mark=shown == "csv")
            return
        if named is not None:
            found = graph.solutions(text, given(params), timeout=timeout)
            deliver(written(found, named), output)
            if not getattr(found, "rows", found):
                raise NothingFound("rows_none")
            return
        ask = graph.sparql if in_sparql else graph.cypher
        answer = ask(text, given(params), timeout=timeout)
        if confirmed_only:
            answer = _confirmed(graph, answer)
    deliver(_raw(answer, shown), output, mark=shown == "csv")
    if _empty(answer):
        raise NothingFound("rows_none")


def _confirmed(graph: Graph, answer: RawAnswer) -> RawAnswer:
    """The rows of which a person stands behind every statement; an answer that names no statement is refused."""
    from ..graph.home import Table  # noqa: PLC0415
    from ..ontology.model import Trust  # noqa: PLC0415

    columns = answer.columns if isinstance(answer, Table) else ()
    stated = [n for n, name in enumerate(columns) if name == "statement" or name.endswith("_statement")]
    if not isinstance(answer, Table) or not stated:
        raise UsageError("query_without_statements")
    named = {str(row[n]) for row in answer.rows for n in stated if row[n]}
    sure = {fact.id for fact in graph.facts(sorted(named)) if fact.trust is not Trust.MACHINE}
    kept = (row for row in answer.rows if all(str(row[n]) in sure for n in stated if row[n]))
    return Table(answer.columns, tuple(kept))


def _query(file: Path | None, execute: str | None) -> tuple[str, Language]:
    """The text of a query and its language, by the file's suffix, else by the text."""
    if (file is None) == (execute is None):
        raise UsageError("query_missing")
    if execute is not None or file is None:
        text = execute or ""
    elif str(file) == "-":
        text = sys.stdin.read()
    else:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except FileNotFoundError as error:
            raise InputError("query_file_missing", file=file) from error
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                "file_unusable", file=file, reason=getattr(error, "strerror", None) or error
            ) from error
    by_suffix = _SUFFIXES.get(file.suffix.lower()) if file else None
    return text, by_suffix or ("sparql" if _SPARQL.match(text) else "cypher")


def _raw(answer: RawAnswer, form: Form) -> Iterator[str]:
    from ..graph.home import Table, Triples  # noqa: PLC0415

    if isinstance(answer, Table):
        yield from rows(answer, form)
    elif isinstance(answer, Triples) and form in ("json", "csv"):
        parts = tuple(tuple(line.removesuffix(" .").split(" ", 2)) for line in answer.lines)
        yield from rows(Table(("subject", "predicate", "object"), parts), form)
    elif isinstance(answer, Triples):
        yield from (f"{line}\n" for line in answer.lines)
    elif form in ("json", "csv"):
        yield from rows(Table(("answer",), ((bool(answer),),)), form)
    else:
        yield "true\n" if answer else "false\n"


def _empty(answer: RawAnswer) -> bool:
    from ..graph.home import Table, Triples  # noqa: PLC0415

    if isinstance(answer, Table):
        return not answer.rows
    return not answer.lines if isinstance(answer, Triples) else not answer
