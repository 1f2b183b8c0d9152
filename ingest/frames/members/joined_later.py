"""Members that an English text tells by an aside: *Kotka, which joined in March 2015*; *Kiel (joined in 2018)*.

The network is the one that the passage speaks of, else that of the headings; the sentence or what stands above it
speaks of members, so that who joined a march or a project is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft
from ...text.mask import Noun
from ..scene import Scene

_N = "[\ue000-\uf8ff]"
_JOINED = re.compile(
    rf"(?P<p>{_N})(?:,? (?:in )?(?:the )?{_N})?(?:,? (?:which|who) (?:has |had )?joined(?: it| us)?| \(joined)"
    rf" (?:in|on) (?P<d>{_N})"
)
_MEMBERS = re.compile(r"\b[Mm]embers?(?:hip)?\b")
_NETWORKS = "CityNetwork|Alliance"


def joined_later(scene: Scene) -> Iterator[Draft]:
    """``memberOf`` since the date that the aside tells."""
    told = list(_JOINED.finditer(scene.text))
    if not told or scene.of(_NETWORKS):
        return
    above = [line.clean.text for line in scene.discourse.above[:2]]
    network = _network(scene) if any(map(_MEMBERS.search, (scene.masked.clean.text, *above))) else None
    for match in told if network is not None else ():
        city = scene.masked.noun_at(match.start("p"))
        since = scene.date_at(match.start("d"))
        if (
            city is not None
            and network is not None
            and scene.is_a(city, "City|Prefecture|Self")
            and since is not None
        ):
            yield from scene.draft(
                scene.entity(city), "memberOf", scene.entity(network), match.span(), "joined-aside", since=since
            )


def _network(scene: Scene) -> Noun | None:
    """The network that the headings name, else the one spoken of last."""
    heads = (n for line in scene.discourse.above for n in line.nouns)
    return next((n for n in heads if scene.is_a(n, _NETWORKS)), None) or scene.spoken(_NETWORKS)
