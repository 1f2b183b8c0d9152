"""Two parties that a passage told something of, which sentences further on take up."""

from __future__ import annotations

from typing import NamedTuple

from ...ontology.edtf import Interval
from ...ontology.model import Entity


class Kin(NamedTuple):
    """The tie of two cities that a passage spoke of last, neither of which is the document's own."""

    one: Entity
    tie: str
    other: Entity
    block: int  # where it was told


class Two(NamedTuple):
    """Two cities that a passage spoke of last, and no other since."""

    one: Entity
    other: Entity
    block: int  # where they were named


class Agreed(NamedTuple):
    """Two who put their names to a paper, on a day, in a block: what they are now is so since then."""

    one: Entity
    other: Entity
    since: Interval | None
    block: int


class Begun(NamedTuple):
    """A tie, or an agreement of ports, that the document has told, and since when it is."""

    one: Entity
    other: Entity
    since: Interval
