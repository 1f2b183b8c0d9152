"""What `enishi query` shows beside rows: answers in the forms of the standards, and how a query is answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import UsageError
from .output import Form, rows
from .speaking import Call

if TYPE_CHECKING:
    from ..graph.home import Explanation
    from ..graph.results import Found

SUFFIXES: Final = {
    ".srj": "json",
    ".srx": "xml",
    ".ttl": "turtle",
    ".nt": "ntriples",
    ".jsonld": "jsonld",
}
"""Forms of the standards, by the suffix of a file."""
FORMS: Final = ("json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld")


def standard(form: str | None, output: Path | None, *, plain: bool) -> str | None:
    """The form of a standard that is asked for, by name or by the file's suffix; ``plain``: rows are asked for."""
    if form is not None:
        if plain:
            raise UsageError("two_forms")
        return form
    return SUFFIXES.get(output.suffix.lower()) if output and not plain else None


def written(found: Found, form: str) -> Iterator[str]:
    """An answer in terms, in a form of the standards."""
    from ..graph import results  # noqa: PLC0415

    return results.graph(found, form) if isinstance(found, tuple) else results.written(found, form)


def told(call: Call, found: Explanation, form: Form) -> Iterator[str]:
    """How a query is answered, for people or (JSON, CSV) for programs."""
    from ..graph.home import Table  # noqa: PLC0415

    given = json.dumps(dict(found.parameters), ensure_ascii=False, sort_keys=True)
    if form in ("json", "csv"):
        read = "" if found.predicates is None else " ".join(found.predicates)
        row = (found.way, found.cypher, given, found.reason, read)
        yield from rows(Table(("way", "cypher", "parameters", "reason", "predicates"), (row,)), form)
        return
    yield call.words.say(f"cli.explain.{found.way}") + "\n"
    if found.cypher:
        yield f"\n{found.cypher}\n\n{call.words.say('cli.explain.parameters')} {given}\n"
    if found.reason:
        yield call.words.say("cli.explain.reason", reason=found.reason) + "\n"
    if found.way == "slice":
        named = found.predicates
        key = "all" if named is None else "read"
        yield call.words.say(f"cli.explain.{key}", predicates=" ".join(named or ())) + "\n"
