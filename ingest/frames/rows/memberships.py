"""Rows of tables of memberships: how many members a network has, and which part the city takes in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ....ontology.model import Entity
from ...matching.engine import Draft
from ...matching.reading import Reading, post
from ..members.member_counts import members_of_row
from ..scene import Scene
from ..words import word

if TYPE_CHECKING:
    from .tables import Row


def joined_at_first(row: Row) -> bool:
    """Whether the column for when the city joined says that it founded the network with others."""
    cell = row.cells.get("joined")
    return cell is not None and bool(word("with_founding").search(cell.clean.text))


def standing_in(row: Row, scene: Scene, reading: Reading, network: Entity) -> Iterator[Draft]:
    """``memberCount``, and ``holdsRole`` with ``roleIn``, of the columns for them."""
    span = (0, len(scene.text))
    yield from members_of_row(network, row.cells.get("members"), scene)
    for noun in row.nouns("capacity", reading, "Role"):
        shown = post(noun.text)
        role = scene.discourse.minter.named(
            "Role", f"{network.name(scene.discourse.frame.lang)}{shown}", (shown,), scope=network.iri
        )
        yield from scene.draft(scene.owner, "holdsRole", role, span, "by-columns", done=True)
        yield from scene.draft(role, "roleIn", network, span, "by-columns", done=True)
