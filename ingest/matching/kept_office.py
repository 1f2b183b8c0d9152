"""The office abroad that a passage speaks of: what 同事務所 and 事務所は take up."""

from __future__ import annotations

from typing import NamedTuple

from ...ontology.edtf import Interval
from ...ontology.model import Entity


class KeptOffice(NamedTuple):
    """The office abroad that the passage spoke of last, with those whose it is."""

    keepers: tuple[Entity, ...]
    place: Entity
    office: Entity | None  # where it has a name
    since: Interval | None
    block: int
