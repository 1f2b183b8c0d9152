"""The pictures of one version of the graph: each made once, however many wait; the last ones asked for are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .once import Once

if TYPE_CHECKING:
    from ..viz.view import View

KEPT: Final = 24
"""How many pictures are kept."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a canvas shows: things and ties, the place of each thing (its IRI), and the kinds of all left out."""

    view: View
    places: Mapping[str, tuple[float, float]]
    left: tuple[tuple[str, int], ...] = ()


class Pictures(Once[Picture]):
    """Pictures by what was asked for."""

    def __init__(self) -> None:
        super().__init__(KEPT)
