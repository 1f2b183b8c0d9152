"""Places for very many things: near each other where ties hold them together (Graphviz's ``sfdp``).

The same view gives the same places. The picture lies on its long side, as screens do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import atan2, cos, sin
from typing import Final

from .engine import render
from .scene import Point
from .view import View

SIDE: Final = 1000.0
"""The longer side of the picture."""
FLAT: Final = (0.45, 0.62)
"""The shorter side as a share of it, at least and at most: what is rounder is pulled apart sideways."""
EVEN: Final = 0.3
"""How far places are moved to even distances."""


def spread(view: View) -> list[Point]:
    """A place for each thing of a view, in order: x from 0 to :data:`SIDE`, y upwards from 0 to less.

    Raises :class:`~enishi.viz.engine.EngineFailed` where Graphviz fails.

    >>> from enishi.viz.spread import spread
    >>> from enishi.viz.view import View, Thing
    >>> spread(View("", None, (Thing("a", "City", "a", "a"),), (), (), (), None, ()))
    [(0.0, 0.0)]
    """
    number = {thing.iri: place for place, thing in enumerate(view.things)}
    pairs = {(number[tie.subject], number[tie.object]) for tie in view.ties if tie.subject != tie.object}
    pairs = {(min(pair), max(pair)) for pair in pairs}
    drawn = render("\n".join(_dot(len(number), sorted(pairs))), "plain", program="sfdp").decode()
    return _lying(_read(drawn))


def _dot(things: int, pairs: Iterable[tuple[int, int]]) -> Iterator[str]:
    yield "graph enishi { graph [overlap=true, splines=false, quadtree=fast, start=1, K=1]"
    yield 'node [label="", shape=point, width=0.01] edge [style=invis]'
    yield from (f"n{place};" for place in range(things))
    yield from (f"n{a}--n{b};" for a, b in pairs)
    yield "}"


def _read(plain: str) -> list[Point]:
    """The places in Graphviz's plain format, by number: ``node n7 x y ...``."""
    found: dict[int, Point] = {}
    for line in plain.splitlines():
        word, _, rest = line.partition(" ")
        if word == "node":
            name, x, y, *_ = rest.split(" ")
            found[int(name[1:])] = (float(x), float(y))
    return [found[place] for place in range(len(found))]


def _lying(places: list[Point]) -> list[Point]:
    """The places turned so that they reach farthest from left to right, evened out, and brought to size."""
    count = len(places)
    x, y = (sum(each) / count for each in zip(*places, strict=True))
    away = [(a - x, b - y) for a, b in places]
    long, wide = (sum(each[i] ** 2 for each in away) for i in (0, 1))
    turn = atan2(2 * sum(a * b for a, b in away), long - wide) / 2
    across = [a * cos(turn) + b * sin(turn) for a, b in away]
    up = [b * cos(turn) - a * sin(turn) for a, b in away]
    reach = [max(side) - min(side) for side in (across, up)]
    high = min(max(reach[1] / (reach[0] or 1.0), FLAT[0]), FLAT[1]) * SIDE
    return [(round(a * SIDE, 1), round(b * high, 1)) for a, b in zip(_evened(across), _evened(up), strict=True)]


def _evened(side: list[float]) -> list[float]:
    """Places along one side from 0 to 1, nearer to even distances: crowds find room, what is far off comes near."""
    low, reach = min(side), (max(side) - min(side)) or 1.0
    rank = {value: place for place, value in enumerate(sorted(set(side)))}
    return [EVEN * rank[v] / max(len(rank) - 1, 1) + (1 - EVEN) * (v - low) / reach for v in side]
