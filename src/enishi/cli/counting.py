"""Commands that count and cite: budget, network, cite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from ..errors import UsageError
from .asking import answer_to
from .comparing import filled, hand_over
from .graphs import graph_option, reading
from .output import PATH, deliver, deliver_bytes, output_options
from .speaking import Call, command, option

if TYPE_CHECKING:
    from pathlib import Path

    from ..graph.home import Graph
    from ..queries.answer import Answer

KINDS: Final = {"path": 2, "brokers": 0, "communities": 0, "overlap": 2, "growth": 0}
"""The questions to a network, and how many names each takes."""


@command("budget", graph_option(), option("--xlsx", type=PATH, metavar="FILE", default=None), *output_options())
def budget(call: Call, location: str, xlsx: Path | None, **options: Any) -> None:
    """Budget lines, checked."""
    from ..queries.comparing.budget import budget as look  # noqa: PLC0415

    with reading(location) as graph:
        answer = look(filled(graph, location), lang=call.words.lang)
    hand_over(answer, **options)
    if xlsx:
        from ..queries.comparing.budget_sheet import to_xlsx  # noqa: PLC0415

        deliver_bytes(to_xlsx(answer), xlsx)
        call.tell("plans.files.sheet", file=xlsx, count=len(answer.rows))


@command(
    "network",
    click.Argument(["kind"], type=click.Choice(list(KINDS)), metavar="KIND"),
    click.Argument(["names"], nargs=-1, metavar="[NAME...]"),
    graph_option(),
    option("--paths", type=click.IntRange(min=1), metavar="COUNT", default=3),
    option("--limit", type=click.IntRange(min=1), metavar="COUNT", default=50_000),
    *output_options(),
)
def network(
    call: Call, kind: str, names: tuple[str, ...], location: str, paths: int, limit: int, **options: Any
) -> None:
    """Questions to the whole network."""
    if len(names) != KINDS[kind]:
        raise UsageError("network_names", kind=kind, expected=KINDS[kind], given=len(names))
    from ..queries.networks.net import bounded  # noqa: PLC0415

    with reading(location) as graph:
        filled(graph, location)
        if kind == "path":
            bounded(graph, limit)
        else:
            answer = _network(graph, kind, names, limit, call)
    if kind == "path":
        asked = {"from": names[0], "to": names[1], "paths": str(paths)}
        plain: dict[str, Any] = {"language": "sparql", "as_of": None, "confirmed_only": False}
        answer_to(call, "connections", location, asked, **plain, **options)
        return
    hand_over(answer, **options)


def _network(graph: Graph, kind: str, names: tuple[str, ...], limit: int, call: Call) -> Answer:
    from ..graph import find_entity  # noqa: PLC0415
    from ..queries.networks import net  # noqa: PLC0415

    lang = call.words.lang
    match kind:
        case "overlap":
            a, b = (find_entity(graph, name).iri for name in names)
            return net.overlap(graph, a, b, lang=lang)
        case "brokers":
            return net.brokers(graph, limit=limit, lang=lang)
        case "communities":
            return net.communities(graph, limit=limit, lang=lang)
        case _:
            return net.growth(graph, limit=limit, lang=lang)


@command(
    "cite",
    click.Argument(["statement"], metavar="STATEMENT"),
    graph_option(),
    option("--form", type=click.Choice(["text", "markdown", "bibtex", "csl"]), default="text"),
    option("--output", type=PATH, metavar="FILE", default=None),
)
def cite(call: Call, statement: str, location: str, form: Any, output: Path | None) -> None:
    """A statement as a footnote."""
    from ..queries.citing import citations  # noqa: PLC0415
    from ..queries.citing import cite as footnotes  # noqa: PLC0415

    with reading(location) as graph:
        found = citations(filled(graph, location), statement)
    deliver([footnotes(found, form, call.words.lang)], output)
