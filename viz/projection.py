"""From longitude and latitude to a sheet: the equal-earth projection with the Pacific in its middle.

Equal Earth (Šavrič, Patterson and Jenny, 2018; doi:10.1080/13658816.2018.1504949): areas stand in their true
proportion. The sheet is cut along one meridian, in the Atlantic; whatever crosses it is split there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import acos, asin, atan2, cos, degrees, pi, radians, sin, sqrt
from typing import Final, TypeAlias

from .scene import Point

Degrees: TypeAlias = tuple[float, float]
"""Longitude, latitude."""

CENTRE: Final = 150.0
SEAM: Final = CENTRE - 180.0
SCALE: Final = 190.0
A: Final = (1.340264, -0.081106, 0.000893, 0.003796)
TURN: Final = 360.0


def projected(place: Degrees) -> Point:
    """A place on the sheet, in points, y downwards; longitudes are taken round to the sheet.

    >>> from enishi.viz.projection import projected
    >>> projected((150, 0))
    (0.0, 0.0)
    """
    return _sheet((SEAM + (place[0] - SEAM) % TURN, place[1]))


def _sheet(place: Degrees) -> Point:
    """As :func:`projected`, for a longitude between the seam and a turn later, both included."""
    longitude, latitude = radians(place[0] - CENTRE), radians(place[1])
    theta = asin(sqrt(3) / 2 * sin(latitude))
    t2 = theta * theta
    t6 = t2**3
    x = 2 * sqrt(3) / 3 * longitude * cos(theta) / (A[0] + 3 * A[1] * t2 + t6 * (7 * A[2] + 9 * A[3] * t2))
    y = theta * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2))
    return round(x * SCALE, 2), round(-y * SCALE, 2) + 0.0


@cache
def land() -> tuple[tuple[Point, ...], ...]:
    """The outlines of land on the sheet, split at the seam."""
    text = (files(__package__) / "assets" / "land.json").read_text(encoding="utf-8")
    rings = [[(x / 100, y / 100) for x, y in ring] for ring in json.loads(text)["rings"]]
    return tuple(tuple(map(_sheet, part)) for ring in rings for part in split_ring(ring))


def split_ring(ring: Iterable[Degrees]) -> list[list[Degrees]]:
    """A ring as the parts of it between the seam and a turn later, unrolled (it may jump at any meridian)."""
    unrolled: list[Degrees] = []
    for x, y in ring:
        before = unrolled[-1][0] if unrolled else x
        unrolled.append((before + (x - before + TURN / 2) % TURN - TURN / 2, y))
    found = []
    for turn in (-2, -1, 0, 1, 2):
        part = [(x + turn * TURN, y) for x, y in unrolled]
        part = _clipped(_clipped(part, SEAM, 1), SEAM + TURN, -1)
        if len(part) > 2:
            found.append(part)
    return found


def _clipped(ring: list[Degrees], edge: float, side: int) -> list[Degrees]:
    """The part of a ring on one side of a meridian (Sutherland and Hodgman)."""
    kept: list[Degrees] = []
    for (x0, y0), (x1, y1) in pairwise([*ring[-1:], *ring]):
        inside = ((x0 - edge) * side >= 0, (x1 - edge) * side >= 0)
        if inside[0] != inside[1]:
            kept.append((edge, y0 + (edge - x0) / (x1 - x0) * (y1 - y0)))
        if inside[1]:
            kept.append((x1, y1))
    return kept


def great_circle(start: Degrees, end: Degrees) -> list[list[Point]]:
    """The shortest way over the globe on the sheet, in two parts where it crosses the seam.

    >>> from enishi.viz.projection import great_circle
    >>> len(great_circle((139.6, 35.5), (4.8, 45.7))), len(great_circle((-40, 0), (-20, 10)))
    (1, 2)
    """
    a, b = _vector(start), _vector(end)
    angle = acos(max(-1.0, min(1.0, sum(p * q for p, q in zip(a, b, strict=True)))))
    if angle < 1e-9 or pi - angle < 1e-6:
        return [[projected(start), projected(end)]]
    steps = max(8, round(degrees(angle) / 2))
    places = []
    for step in range(steps + 1):
        near, far = sin((1 - step / steps) * angle) / sin(angle), sin(step / steps * angle) / sin(angle)
        x, y, z = (near * p + far * q for p, q in zip(a, b, strict=True))
        places.append((SEAM + (degrees(atan2(y, x)) - SEAM) % TURN, degrees(asin(max(-1.0, min(1.0, z))))))
    parts = [[places[0]]]
    for before, after in pairwise(places):
        if abs(after[0] - before[0]) > TURN / 2:
            over = before[0] > CENTRE
            rim = SEAM + TURN if over else SEAM
            reached = after[0] + (TURN if over else -TURN)
            latitude = before[1] + (rim - before[0]) / ((reached - before[0]) or 1) * (after[1] - before[1])
            parts[-1].append((rim, latitude))
            parts.append([(SEAM if over else SEAM + TURN, latitude)])
        parts[-1].append(after)
    return [[_sheet(place) for place in part] for part in parts]


def _vector(place: Degrees) -> tuple[float, float, float]:
    longitude, latitude = radians(place[0]), radians(place[1])
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)
