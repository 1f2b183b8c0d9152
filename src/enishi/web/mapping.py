"""The map of an entity's page: the picture ``map`` of its ties, as shapes drawn over an asset of land."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from ..ontology.model import Entity
from ..queries.dossier import Dossier
from ..queries.dossier import Tie as Told
from ..viz.labels import Labels
from ..viz.projection import land
from ..viz.scene import Box, Curve
from ..viz.view import Thing, Tie, View, plain
from ..viz.worldmap import LAND, draw_map
from .pages import Asked

MOST: Final = 60
"""How many partners a map shows at most."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map, with the address of its page."""

    x: float
    y: float
    size: float
    fill: str
    line: str
    says: str
    href: str


@dataclass(frozen=True, slots=True)
class Name:
    """A line of a name beside its dot."""

    x: float
    y: float
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What the page draws; ``box`` is the view box, that of the land."""

    box: tuple[float, float, float, float]
    lines: tuple[tuple[str, float], ...]
    dots: tuple[Dot, ...]
    names: tuple[Name, ...]


def chart(held: Dossier, asked: Asked) -> Chart | None:
    """The places of an entity and of what it is tied to; nothing where there are fewer than two."""
    ties = [tie for tie in held.ties if isinstance(tie.other, Entity)]
    found = {held.entity.iri: held.entity} | {t.other.iri: t.other for t in ties if isinstance(t.other, Entity)}
    placed = {iri: at for iri, entity in found.items() if (at := _position(entity))}
    if len(placed) < 2 or held.entity.iri not in placed:
        return None
    shown = [held.entity.iri, *sorted(placed.keys() - {held.entity.iri})][:MOST]
    things = tuple(
        Thing(iri, found[iri].kind, plain(found[iri].name("ja")), plain(found[iri].name("en")), placed[iri])
        for iri in shown
    )
    drawn = tuple(_tie(tie) for tie in ties if isinstance(tie.other, Entity) and tie.other.iri in shown)
    view = View("", held.entity.iri, things, drawn, (), (), None, (), picture="map")
    scene = draw_map(view, Labels(asked.lang))
    boxes = [box for box in scene.boxes if box.about]
    return Chart(
        _sheet(),
        tuple((_way(curve), curve.stroke.pen) for curve in scene.curves),
        tuple(_dot(box, asked) for box in boxes if box.role == "thing"),
        tuple(
            Name(round(box.at[0] - box.width / 2, 1), round(box.at[1], 1), box.line.size, box.line.text)
            for box in boxes
            if box.role == "name" and box.line
        ),
    )


def _position(entity: Entity) -> tuple[float, float] | None:
    about = dict(entity.attributes)
    if "latitude" not in about or "longitude" not in about:
        return None
    return float(about["latitude"]), float(about["longitude"])


def _tie(tie: Told) -> Tie:
    fact = tie.fact
    return Tie(
        fact.id,
        fact.subject,
        str(fact.object),
        fact.relation,
        fact.since,
        fact.until,
        fact.status.value,
        fact.trust.value,
        fact.inferred,
        False,
        (),
    )


def _dot(box: Box, asked: Asked) -> Dot:
    size, line = round(box.width / 2, 1), box.outline
    place = round(box.at[0], 1), round(box.at[1], 1)
    return Dot(*place, size, line.fill.lower(), line.colour.lower(), box.says, asked.entity(box.about))


def _way(curve: Curve) -> str:
    start, *rest = (f"{x:.1f} {y:.1f}" for x, y in curve.points)
    return f"M{start}C{' '.join(rest)}"


@cache
def _sheet() -> tuple[float, float, float, float]:
    xs, ys = ([point[axis] for part in land() for point in part] for axis in (0, 1))
    left, top = min(xs), min(ys)
    return tuple(round(side, 1) for side in (left, top, max(xs) - left, max(ys) - top))  # type: ignore[return-value]


@cache
def land_svg() -> bytes:
    """The land as a picture of its own, so that a page need not bring it."""
    ways = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in part) + "Z" for part in land())
    box = " ".join(map(str, _sheet()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><path fill="{LAND}" d="{ways}"/></svg>\n'.encode()
    )
