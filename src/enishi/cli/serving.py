"""Commands that stay and answer: serve, mcp."""

from __future__ import annotations

from typing import Any

import click

from ..errors import UsageError
from .graphs import graph_option, reading
from .speaking import Call, command, option


@command(
    "serve",
    graph_option(),
    option("--port", type=click.IntRange(0, 65535), metavar="N", default=8000),
    option("--host", metavar="ADDRESS", default="127.0.0.1"),
    option("--name", "names", multiple=True, metavar="HOST"),
    option("--review", is_flag=True),
    option("--seconds", type=click.FloatRange(0.1, 3600), metavar="S", default=10.0),
)
def serve(call: Call, location: str, port: int, host: str, **options: Any) -> None:
    """The explorer and the endpoints."""
    try:
        from ..web.admission import Admission  # noqa: PLC0415
        from ..web.app import bound, serve  # noqa: PLC0415
        from ..web.limits import Limits  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise UsageError("extra_missing", command="enishi serve", library=error.name, extra="web") from error

    reading(location).close()  # a graph that cannot be opened is told now
    socket = bound(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{socket.getsockname()[1]}/"
    call.tell("cli.serve.listening", address=address, graph=location)
    admission = Admission() if options["review"] else None
    if admission:
        call.tell("cli.serve_review.token", address=address, lang=call.words.lang, token=admission.token)
    limits = Limits(seconds=options["seconds"])
    serve(location, socket, host=host, hosts=options["names"], limits=limits, admission=admission)


@command("mcp", graph_option())
def mcp(_: Call, location: str) -> None:
    """The tools for an assistant."""
    try:
        from ..mcp.server import serve  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise UsageError("extra_missing", command="enishi mcp", library=error.name, extra="mcp") from error

    reading(location).close()
    serve(location)
