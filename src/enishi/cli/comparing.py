"""Commands that set facts against each other: changes, conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import NothingFound
from .asking import answer_text
from .graphs import graph_option, reading
from .output import deliver, form_of, output_options
from .speaking import Call, command, option

if TYPE_CHECKING:
    from pathlib import Path

    from ..graph.home import Graph
    from ..queries.answer import Answer


def filled(graph: Graph, location: str) -> Graph:
    """The graph, if anything is in it; else ``graph_empty``."""
    if not graph.documents(text=False):
        raise NothingFound("graph_empty", graph=location)
    return graph


def hand_over(answer: Answer, as_json: bool, as_csv: bool, output: Path | None) -> None:
    """Deliver an answer; ``NothingFound`` after one without rows."""
    form = form_of(as_json, as_csv, output, piped="table")
    deliver([answer_text(answer, form)], output, mark=form == "csv")
    if not answer.rows:
        raise NothingFound("rows_none")


@command(
    "changes",
    graph_option(),
    option("--from", "before", metavar="WHEN", required=True),
    option("--to", "after", metavar="WHEN", required=True),
    option("--of", multiple=True, metavar="NAME"),
    *output_options(),
)
def changes(call: Call, location: str, before: str, after: str, of: tuple[str, ...], **options: Any) -> None:
    """What changed."""
    from ..queries.comparing.changes import changes as compare  # noqa: PLC0415

    with reading(location) as graph:
        answer = compare(filled(graph, location), before, after, of=of, lang=call.words.lang)
    hand_over(answer, **options)


@command("conflicts", graph_option(), option("--shapes", is_flag=True), *output_options())
def conflicts(call: Call, location: str, shapes: bool, **options: Any) -> None:
    """What does not fit together."""
    from ..queries.comparing.conflicts import conflicts as look  # noqa: PLC0415

    with reading(location) as graph:
        answer = look(filled(graph, location), shapes=shapes, lang=call.words.lang)
    hand_over(answer, **options)
