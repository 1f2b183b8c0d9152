"""The days of what was held more than once: 2回開催した(6月25日、1月21日), 7月6日と12月7日に開いた."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Value
from ...matching.engine import Draft
from ..scene import Scene
from .events import is_held, named_events

_DAYS = re.compile(
    r"\(?[\ue000-\uf8ff](?:\([^()]{1,4}\))?(?:(?:、|・|と|及び|および|,\s?)[\ue000-\uf8ff](?:\([^()]{1,4}\))?)+"
    r"(?:\)|に|の(?:計)?[\ue000-\uf8ff]|、?(?:計)?[\ue000-\uf8ff]\))"
)


def held_days(scene: Scene) -> Iterator[Draft]:
    """``heldOn`` for each of the days that a Japanese sentence lists for its one event."""
    days = _DAYS.search(scene.text) if scene.japanese and len(scene.dates) > 1 else None
    named = named_events(scene) if days else []
    if days is None or len(named) != 1 or not is_held(scene, named[0], len(scene.text)):
        return
    inside = [v for d, v in scene.dates if days.start() <= d < days.end() and v.precision == "day"]
    span = (min(named[0].at, days.start()), max(named[0].at + 1, days.end()))
    for day in inside if len(inside) > 1 else ():
        yield from scene.draft(
            scene.entity(named[0].noun), "heldOn", Value("Date", str(day)), span, "event-days", since=day
        )
