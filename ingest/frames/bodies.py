"""Ties of bodies that are no cities: ports with ports, universities with universities, as lists and rows tell.

In a document of a port or a university (or of a city's port) an entry that names another one under 姉妹港, 協定校
or *sister ports* is an agreement of the two; the port's country in the next cell is where it lies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...ontology.edtf import Interval
from ...ontology.model import Entity
from ..matching.engine import Draft
from ..names.shape import port_of
from .scene import Scene, Spot
from .words import word

_KINDS = {"Port": "Port", "University": "University|EducationalInstitution", "Facility": "Facility"}


_PORTS_OF = re.compile(r"(?<![一-鿿ァ-ヴー])([一-鿿ァ-ヴー]{2,8}港)の(?:姉妹|友好)港")  # 表3 門司港の姉妹港


def own_port(scene: Scene) -> Entity | None:
    """The port that a document speaks for or of, the last one of the own country that it named, the city's own."""
    frame = scene.discourse.frame
    headed = next((m for h in scene.discourse.above if (m := _PORTS_OF.search(h.clean.text))), None)
    if headed is not None:
        known = [n for h in scene.discourse.above for n in h.nouns if n.kind == "Port" and n.text == headed[1]]
        return scene.entity(known[0]) if known else scene.discourse.minter.named("Port", headed[1])
    told = frame.owner if frame.owner is not None and frame.owner.kind == "Port" else frame.port
    if told is not None:
        return scene.discourse.minter.known(told)
    noun = scene.spoken("Port")
    if noun is not None and scene.at_home(noun):
        return scene.entity(noun)
    owner = scene.owner
    return scene.discourse.minter.known(port_of(owner)) if owner is not None and owner.kind == "City" else None


_INSIDE = re.compile("の(?:中|なか|構内|学内|敷地|キャンパス)に")  # where something of the own body's is


def bodies(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` of the document's own port, university or museum with those that its lists name."""
    owner = scene.discourse.frame.owner
    kind = owner.kind if owner is not None else ""
    if scene.of("Port") and not scene.japanese and word("sister_ports_en").search(scene.text):
        yield from _ports_en(scene)
    if kind not in _KINDS or scene.discourse.kind not in ("item", "row") or scene.discourse.by_columns:
        return
    above = " ".join(m.clean.text for m in scene.discourse.above)
    if not word("body_ties").search(above) or word("body_ties_else").search(scene.masked.clean.text):
        return
    others = [s for s in scene.of(_KINDS[kind]) if not scene.is_own(s.noun)]
    if len(others) != 1 or others[0].at > 12 or _INSIDE.match(scene.text, others[0].at + 1):
        return
    since = scene.dates[0][1] if len(scene.dates) == 1 else None
    span = (others[0].at, len(scene.text))
    yield from scene.draft(
        scene.owner, "agreementWith", scene.entity(others[0].noun), span, "body-listed", since=since
    )


def _ports_en(scene: Scene) -> Iterator[Draft]:
    """The Port has sister port agreements with the Port of Yokohama (1980) and the Port of Dalian (1988)."""
    if word("body_ties_else").search(scene.text):
        return
    spots: list[Spot] = scene.of("Port")
    own = own_port(scene)
    first = spots[0]
    if first.at < 6 and len(spots) > 1:
        own, spots = scene.entity(first.noun), spots[1:]
    others = [s for s in spots if scene.entity(s.noun) != own]
    groups = scene.groups(others)
    for group, since in zip(groups, scene.dated(groups), strict=True):
        for spot in group:
            yield from scene.draft(
                own, "agreementWith", scene.entity(spot.noun), (0, spot.at + 1), "sister-ports", since=since
            )


def port_row(scene: Scene, since: Interval | None) -> Iterator[Draft]:
    """A row that says sister port: the own port has an agreement with the one it names, and where that lies."""
    own = own_port(scene)
    spots = [s for s in scene.of("City|Port") if scene.entity(s.noun) != own]
    if own is None or not spots or word("no_tie").search(scene.masked.clean.text):
        return
    spot, span = spots[0], (0, len(scene.text))
    port = scene.entity(spot.noun)
    if spot.noun.kind == "City" and port is not None:
        port = scene.discourse.minter.known(port_of(port))
    yield from scene.draft(own, "agreementWith", port, span, "port-in-row", since=since, done=scene.is_past(since))
    lands = [s for s in scene.of("Country") if s.at > spot.at]
    if lands and scene.discourse.kind == "row":
        yield from scene.draft(port, "locatedIn", scene.entity(lands[0].noun), span, "port-in-row", done=True)
