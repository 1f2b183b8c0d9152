"""A compiled query and the version of the graph after it, by one way to the server and back.

What always holds: the version is read when all rows have been; so if it is still that of the plan, they are its
rows. What the server has no room to gather is sent row by row, and the version asked for after it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import neo4j

    from .compiler import Compiled

Answered: TypeAlias = tuple[str, list[list[Any]]]
"""The version after the rows, and these."""


class _NoRoomError(Exception):
    """The server has no memory for all rows at once."""


def answered(
    plan: Compiled, meta: str, read: Callable[[Callable[[neo4j.ManagedTransaction], Answered]], Answered]
) -> Answered:
    """Ask a compiled query; ``meta`` matches ``m``, which has the version, and ``read`` runs a transaction."""
    try:
        return read(lambda tx: _gathered(tx, plan, meta))
    except _NoRoomError:
        return read(lambda tx: _row_by_row(tx, plan, meta))


def _gathered(tx: neo4j.ManagedTransaction, plan: Compiled, meta: str) -> Answered:
    from neo4j.exceptions import TransientError  # noqa: PLC0415  (heavy)

    try:
        version, found = tx.run(plan.gathered(meta), dict(plan.parameters)).single(strict=True).values()
    except TransientError as error:
        if "OutOfMemory" in str(error.code):  # not to be tried again as it is
            raise _NoRoomError from error
        raise
    return str(version), found


def _row_by_row(tx: neo4j.ManagedTransaction, plan: Compiled, meta: str) -> Answered:
    wanted = [column.code for column in plan.columns]
    found = [[record[name] for name in wanted] for record in tx.run(plan.text, dict(plan.parameters))]
    return str(tx.run(f"{meta} RETURN m.version").single(strict=True)[0]), found
