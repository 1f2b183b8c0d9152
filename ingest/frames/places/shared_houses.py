"""The bodies of one building, listed: 市の交流センターには、Aの本部のほか、1998年に置かれたB、Cなどが入居する.

The building stands before に, else it is the one that the sentence before was about. X はYの中にあり tells in which
a building stands, known or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ...matching.engine import Draft
from ...text.mask import Noun
from ..scene import Scene, Spot

_MOVED_IN = re.compile(
    r"(?:が|も)[^。、がはを]{0,16}?(?:入居|入(?:って|る|り|っており)|拠点を(?:置|構)|同居|集ま|オフィスを(?:置|構))"
)
_UNDONE = re.compile("予定|検討|計画|退去|転出|いた|ました|ない|ません")
_LISTED = re.compile(r"(?:\([^()]*\))?(?:の(?:本部|事務局))?(?:のほか|、|と|や|など|等|が|も|及び|および)")
_INTO = re.compile(r"(?:\([^()]*\))?(?:の?(?:建物|館内|中))?に(?:は|も)?、?")
_WITHIN = re.compile(
    r"(?:\([^()]*\))?は、?(?P<name>[^。、()はがをに]{3,24}?)(?:の(?:中|敷地内?|構内|一角)|内)に(?:あ[りる]|建)"
)
_OPENED = re.compile("に(?:新たに)?(?:開設され|置かれ|設けられ|設立され|開かれ|でき|移転し|移っ)た")
_OTHERS = frozenset(["Department", "Company", "Facility"])


def shared_houses(scene: Scene) -> Iterator[Draft]:
    """``tenantOf`` and ``locatedIn`` of the bodies that a list says are in a building, and where that is."""
    if scene.discourse.kind == "heading":
        return
    for spot in scene.of("Facility"):
        if told := _WITHIN.match(scene.text, spot.at + 1):
            inside = scene.masked.within(*told.span("name"))
            known = next((n for n in inside if n.kind == "Facility"), None)
            house = known or Noun(0, 0, "Facility", scene.masked.plain(*told.span("name")))
            if known is not None or any(n.kind == "City" for n in inside):
                yield from scene.draft(
                    scene.entity(spot.noun), "locatedIn", scene.entity(house), (spot.at, told.end()), "house-within"
                )
    moved = _MOVED_IN.search(scene.text)
    if moved is None or _UNDONE.search(scene.text, moved.end()):
        return
    bodies = [s for s in scene.of("Organization") if s.at < moved.start() and s.noun.kind not in _OTHERS]
    listed = [s for s in bodies if _LISTED.match(scene.text, s.at + 1)]
    shared = _house(scene, listed[0]) if len(listed) > 1 else None
    if shared is not None:
        for body in listed:
            for relation in ("tenantOf", "locatedIn"):
                span = (body.at, moved.end())
                yield from scene.draft(
                    scene.entity(body.noun), relation, scene.entity(shared), span, "house-shared"
                )
            if any(scene.is_own(n) for n in shared.parts) or _bears(scene, shared):
                yield from scene.draft(
                    scene.entity(body.noun), "locatedIn", scene.owner, span, "house-shared",
                    since=_opened(scene, body), inferred=True, basis="the building bears the city's name",
                )  # fmt: skip


def _bears(scene: Scene, house: Noun) -> bool:
    """Whether a building's name begins with that of the document's own city."""
    names = scene.owner.names if scene.owner is not None and scene.owner.kind == "City" else ()
    return any(house.text.startswith(n.text.removesuffix("市")) for n in names if n.lang == "ja")


def _opened(scene: Scene, body: Spot) -> Interval | None:
    """When a body was opened, by the words right before its name: 1996年10月に開設された."""
    ahead = [(d, v) for d, v in scene.dates if d < body.at]
    return ahead[-1][1] if ahead and _OPENED.fullmatch(scene.text, ahead[-1][0] + 1, body.at) else None


def _house(scene: Scene, first: Spot) -> Noun | None:
    """The building named before the list, else the one that the sentence before opened with."""
    ahead = [s for s in scene.of("Facility") if s.at < first.at and _INTO.match(scene.text, s.at + 1)]
    if ahead:
        return ahead[-1].noun
    before = scene.discourse.before
    named = [n for n in before.nouns if n.kind == "Facility"] if before is not None else []
    return named[0] if named and not any(s.at < first.at for s in scene.of("Facility|City|Ward")) else None
