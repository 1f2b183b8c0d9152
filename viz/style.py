"""How kinds and ties look, and what the legend says of it.

Colour never stands alone: a kind has a shape (and a rim), a tie's status a line style, its trust a width and
an open or filled end, so that a grey print reads the same. Colours are Okabe and Ito's, told apart by the
colour-blind. Kinds and relations get their colours, shapes and names from the ontology.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from .scene import LineStyle, Outline, Stroke
from .view import Tie

GREY: Final = "#5f6368"
INK: Final = "#1a1a1a"
OTHERS: Final = "others"

LOOKS: Final[dict[str, tuple[str, str, int]]] = {
    "City": ("ellipse", "#0072B2", 1),
    "CityNetwork": ("hexagon", "#009E73", 1),
    "Role": ("tab", "#009E73", 1),
    "InternationalOrganization": ("octagon", "#D55E00", 1),
    "NationalGovernment": ("octagon", "#D55E00", 2),
    "Foundation": ("trapezium", "#D55E00", 1),
    "University": ("trapezium", "#D55E00", 2),
    "Department": ("underline", "#D55E00", 1),
    "Person": ("ellipse", "#D55E00", 2),
    "Office": ("house", "#E69F00", 1),
    "Facility": ("house", "#E69F00", 2),
    "Agreement": ("note", "#CC79A7", 1),
    "Plan": ("folder", "#CC79A7", 1),
    "Strategy": ("folder", "#CC79A7", 2),
    "Ordinance": ("note", "#CC79A7", 2),
    "Country": ("box", "#56B4E9", 2),
    "Region": ("ellipse", "#56B4E9", 2),
    "Event": ("parallelogram", "#B8A800", 1),
    "EventSeries": ("parallelogram", "#B8A800", 2),
    "Programme": ("component", "#5f6368", 1),
    "Project": ("cds", "#5f6368", 1),
    "BudgetLine": ("cylinder", "#5f6368", 1),
    "Company": ("box", "#1a1a1a", 1),
    "Alliance": ("box3d", "#1a1a1a", 1),
}


@cache
def families() -> dict[str, tuple[str, ...]]:
    """The families of kinds in order, the last one empty: it takes every other kind."""
    text = (files(__package__) / "families.toml").read_text(encoding="utf-8")
    declared = tomllib.loads(text)["families"]
    return {**{family: tuple(kinds) for family, kinds in declared.items()}, OTHERS: ()}


def family_of(kind: str) -> str:
    """The family that a kind stands with.

    >>> from enishi.viz.style import family_of
    >>> family_of("Role"), family_of("Submarine")
    ('networks', 'others')
    """
    return next((family for family, kinds in families().items() if kind in kinds), OTHERS)


def outline_of(kind: str, *, again: bool = False) -> Outline:
    """The outline of a kind; what is drawn ``again`` keeps its shape and loses its fill."""
    shape, colour, rims = LOOKS.get(kind, ("box", GREY, 1))
    if again:
        return Outline(shape, colour, "#ffffff", 1, 0.9, "dashed")
    return Outline(shape, colour, tint(colour), rims)


def tint(colour: str, share: float = 0.16) -> str:
    """A colour thinned with white.

    >>> from enishi.viz.style import tint
    >>> tint("#000000", 0.5)
    '#808080'
    """
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (part - 255) * share):02x}" for part in parts)


def family_colour(family: str) -> str:
    """The colour of a family: that of its first kind."""
    kinds = families().get(family, ())
    return LOOKS[kinds[0]][1] if kinds else GREY


def stroke_of(tie: Tie, *, forward: bool, colour: str = GREY) -> Stroke:
    """The line of a tie: dashes by status, width by trust, and a mark at its end, open where found by machine.

    The mark is a dot for a tie without direction, else an arrow head, which points back where the line does
    not run ``forward`` from the tie's subject to its object.
    """
    sure = tie.trust != "machine"
    over = tie.status in ("ended", "rejected", "withdrawn")
    mark = "dot" if tie.symmetric else "normal" if forward else "inv"
    return Stroke(
        colour="#8a8f94" if over else colour,
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
