"""The command that copies a graph into another home."""

from __future__ import annotations

from ..errors import UsageError
from .graphs import changing, reading
from .speaking import Call, command, option


@command(
    "copy",
    option("--from", "source", metavar="G", required=True),
    option("--to", "target", metavar="G", required=True),
)
def copy(call: Call, source: str, target: str) -> None:
    """A graph into another one; again, after it was cut off, it goes on."""
    from ..graph.copying import copy as copied  # noqa: PLC0415

    if source == target:
        raise UsageError("copy_same", graph=source)
    documents = quads = 0
    with reading(source) as here, changing(target, create=True) as there:
        for document, count in copied(here, there):
            documents += bool(document)
            quads += count
    call.tell("cli.copy.done", source=source, target=target, documents=documents, count=quads)
