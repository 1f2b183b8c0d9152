"""How kinds and ties look: shapes and colours by the ontology, lines by what a statement is worth.

Colour never stands alone: a kind has a shape, a tie's status a line style, its trust a width and an open or
filled end, so that a grey print reads the same. The ontology's colours are told apart by the colour-blind.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from ..ontology.schema import load_schema
from .scene import LineStyle, Outline, Stroke
from .view import Tie

GREY: Final = "#5f6368"
PALE: Final = "#8a8f94"
INK: Final = "#1a1a1a"
OTHERS: Final = "others"
ROOTLESS: Final = "unconnected"


@cache
def families() -> dict[str, tuple[str, ...]]:
    """The families of kinds in order, the last one empty: it takes every other kind."""
    text = (files(__package__) / "families.toml").read_text(encoding="utf-8")
    declared = tomllib.loads(text)["families"]
    return {**{family: tuple(kinds) for family, kinds in declared.items()}, OTHERS: ()}


@cache
def family_of(kind: str) -> str:
    """The family that a kind stands with: its own, else that of its nearest superclass.

    >>> from enishi.viz.style import family_of
    >>> family_of("Role"), family_of("Port"), family_of("Submarine")
    ('networks', 'offices', 'others')
    """
    schema = load_schema()
    for each in schema.kinds_of(kind) if kind in schema.classes else (kind,):
        for family, kinds in families().items():
            if each in kinds:
                return family
    return OTHERS


@cache
def place_of(kind: str) -> tuple[int, str]:
    """Where a kind comes in lists and legends: by family, within it as declared, then by name."""
    family = family_of(kind)
    kinds = families()[family]
    within = kinds.index(kind) if kind in kinds else len(kinds)
    return list(families()).index(family) * 100 + within, kind


def colour_of(kind: str) -> str:
    """The ontology's colour of a kind; grey where it declares none."""
    declared = load_schema().classes.get(kind)
    return declared.colour if declared else "#DDDDDD"


def outline_of(kind: str, *, again: bool = False) -> Outline:
    """The shape of a kind; what is drawn ``again`` keeps its shape and loses its fill."""
    declared = load_schema().classes.get(kind)
    shape = declared.shape if declared else "box"
    colour = dark(colour_of(kind), 0.55)
    if again:
        return Outline(shape, PALE, "#ffffff", 0.9, ink=GREY)
    return Outline(shape, colour, colour_of(kind), 1.2)


def family_colour(family: str) -> str:
    """The colour of a family's lines and heading: its first kind's, darkened until it reads on white."""
    kinds = families().get(family, ())
    return dark(colour_of(kinds[0]), 0.55) if kinds else GREY


def tint(colour: str, share: float = 0.16) -> str:
    """A colour thinned with white.

    >>> from enishi.viz.style import tint
    >>> tint("#000000", 0.5)
    '#808080'
    """
    return _mixed(colour, 255, share)


def dark(colour: str, share: float) -> str:
    """A colour deepened with black."""
    return _mixed(colour, 0, share)


def _mixed(colour: str, ground: int, share: float) -> str:
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(ground + (part - ground) * share):02x}" for part in parts)


def stroke_of(tie: Tie, *, forward: bool, colour: str = GREY) -> Stroke:
    """The line of a tie: dashes by status, width by trust, and a mark at its end, open where found by machine.

    The mark is a dot for a tie without direction, else an arrow head, which points back where the line does
    not run ``forward`` from the tie's subject to its object.
    """
    sure = tie.trust != "machine"
    over = tie.status in ("ended", "rejected", "withdrawn")
    mark = "dot" if tie.symmetric else "normal" if forward else "inv"
    return Stroke(
        colour=PALE if over else colour,
        pen=2.0 if sure else 0.9,
        style=line_style(tie.status),
        head=mark if sure else f"o{mark}",
        double=tie.trust == "entered",
    )


def line_style(status: str) -> LineStyle:
    """The dashes of a status: what is settled is solid, what has ended dashed, what is not yet so dotted."""
    if status == "settled":
        return "solid"
    return "dashed" if status == "ended" else "dotted"
