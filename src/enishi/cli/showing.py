"""Commands that show: demo, diagram."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from .graphs import graph_option, reading
from .output import PATH
from .speaking import Call, command, option

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..graph.home import Graph
    from ..viz.view import ViewGraph

KINDS = {
    "ego": (1, 1),
    "path": (2, 2),
    "network": (0, 0),
    "projects": (0, 0),
    "timeline": (0, 1),
    "changes": (2, 2),
    "map": (0, 1),
    "budget": (0, 0),
}
"""The kinds of diagram, and how many names each takes, at least and at most."""


@command("demo", option("--output", type=PATH, metavar="FOLDER", default=Path("demo")))
def demo(call: Call, output: Path) -> None:
    """The samples, ingested, asked and drawn."""
    from ..demo import run  # noqa: PLC0415

    run(output, lang=call.words.lang)


@command(
    "diagram",
    click.Argument(["kind"], type=click.Choice(list(KINDS)), metavar="KIND"),
    click.Argument(["names"], nargs=-1, metavar="[NAME]..."),
    graph_option(),
    option("--output", type=PATH, metavar="FILE", required=True),
    option("--depth", type=click.IntRange(1, 6), metavar="STEPS", default=None),
    option("--paths", type=click.IntRange(1, 20), metavar="COUNT", default=3),
    option("--limit", type=click.IntRange(2), metavar="COUNT", default=None),
    option("--confirmed-only", is_flag=True),
    option("--group", type=click.Choice(["kind", "region"]), default="kind"),
    option("--year", metavar="YEAR", default=None),
    option("--of", multiple=True, metavar="NAME"),
    option("--labels", "--names", "naming", type=click.Choice(["ja", "en", "both"]), default=None),
)
def diagram(call: Call, kind: str, names: tuple[str, ...], location: str, output: Path, **options: Any) -> None:
    """A picture of the ties."""
    least, most = KINDS[kind]
    if not least <= len(names) <= most:
        expected = str(least) if least == most else f"{least}–{most}"
        raise UsageError("diagram_names", kind=kind, expected=expected, given=len(names))
    from ..viz.diagrams import diagram  # noqa: PLC0415

    with reading(location) as graph:
        view = _view(graph, kind, names, call, options)
    diagram(view, output, lang=options["naming"] or call.words.lang)
    call.tell("cli.diagram.done", file=output, things=view.number_of_nodes(), ties=view.number_of_edges())


def _view(graph: Graph, kind: str, names: tuple[str, ...], call: Call, options: dict[str, Any]) -> ViewGraph:
    from ..graph import find_entity  # noqa: PLC0415
    from ..queries.networks import network, pictures  # noqa: PLC0415

    lang = call.words.lang
    limit: dict[str, Any] = {"limit": options["limit"]} if options["limit"] else {}
    sure = {"confirmed_only": options["confirmed_only"]}
    ends = [] if kind == "changes" else [find_entity(graph, name).iri for name in names]
    one = ends[0] if ends else None
    drawings: dict[str, Callable[[], ViewGraph]] = {
        "ego": lambda: network.ego(graph, ends[0], depth=options["depth"], lang=lang, **limit, **sure),
        "path": lambda: network.path(graph, ends[0], ends[1], options["paths"], lang=lang, **sure),
        "projects": lambda: pictures.projects(graph, lang=lang, **limit, **sure),
        "timeline": lambda: pictures.timeline(graph, one, lang=lang, **limit, **sure),
        "changes": lambda: pictures.compared(graph, names[0], names[1], of=options["of"], lang=lang, **sure),
        "map": lambda: pictures.world(graph, one, lang=lang, **limit, **sure),
        "budget": lambda: pictures.budget(graph, options["year"], lang=lang, **sure),
        "network": lambda: pictures.network(graph, group=options["group"], lang=lang, **limit, **sure),
    }
    return drawings[kind]()
