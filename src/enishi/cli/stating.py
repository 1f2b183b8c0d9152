"""The command state: facts entered by hand, each with its source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..errors import UsageError
from .asking import given
from .graphs import changing, graph_option
from .output import PATH
from .reviewing import read_text, signed, who_and_when
from .speaking import Call, command, option


@command(
    "state",
    click.Argument(["fact"], nargs=-1, metavar="[SUBJECT RELATION OBJECT]"),
    graph_option(),
    option("--source", metavar="SOURCE", default=""),
    option("--page", type=click.IntRange(1), metavar="PAGE", default=None),
    option("--quote", metavar="TEXT", default=None),
    option("--since", metavar="DATE", default=None),
    option("--until", metavar="DATE", default=None),
    option("--status", metavar="STATUS", default="settled"),
    option("--as-of", metavar="DATE", default=None),
    option("--kind", metavar="KIND", default=None),
    option("--object-kind", metavar="KIND", default=None),
    option("--qualifier", "qualifiers", multiple=True, metavar="NAME=VALUE"),
    option("--from", "table", type=PATH, metavar="FILE", default=None),
    *who_and_when(),
)
def state(
    call: Call,
    fact: tuple[str, ...],
    location: str,
    by: str | None,
    at: str | None,
    table: Path | None,
    **said: Any,
) -> None:
    """A fact by hand."""
    from ..queries.reviewing.entering import Entry, read_entries, stating  # noqa: PLC0415

    if (len(fact) != 3) == (table is None) or (fact and table):
        raise UsageError("state_incomplete")
    note, who = said.pop("note"), signed(by, at)
    if table is not None:
        entries = list(read_entries(read_text(table)))
    else:
        kinds = {"subject_kind": said.pop("kind"), "object_kind": said.pop("object_kind")}
        qualifiers = tuple(given(said.pop("qualifiers")).items())
        subject, relation, thing = fact
        entries = [Entry(subject, relation, thing, qualifiers=qualifiers, **kinds, **said)]
    with changing(location, create=True) as graph:
        made = [stating(graph, entry, note=note, **who) for entry in entries]
        count = graph.judge(made)
    call.tell("state.done", count=count)
