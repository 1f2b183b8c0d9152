"""The commands that keep a graph file safe: backup and restore."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import UsageError
from .graphs import graph_option
from .output import PATH
from .speaking import Call, command


@command("backup", click.Argument(["file"], type=PATH, metavar="FILE"), graph_option())
def backup(call: Call, file: Path, location: str) -> None:
    """A verified copy of a graph file."""
    from ..graph.backup import backup as backed_up  # noqa: PLC0415
    from ..graph.backup import seal_of  # noqa: PLC0415

    made = backed_up(_file(location), file)
    call.tell(
        "cli.backup.done", graph=location, file=file, count=made.quads, digest=made.digest, seal=seal_of(file)
    )


@command("restore", click.Argument(["file"], type=PATH, metavar="FILE"), graph_option())
def restore(call: Call, file: Path, location: str) -> None:
    """A backup in the place of a graph that is lost."""
    from ..graph.backup import restore as restored  # noqa: PLC0415

    made = restored(file, _file(location))
    call.tell("cli.restore.done", graph=location, file=file, count=made.quads)


def _file(location: str) -> Path:
    if "://" in location:
        raise UsageError("backup_server", location=location)
    return Path(location)
