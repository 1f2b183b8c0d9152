"""Bodies that have their seat in the document's city: 市内には、…総領事館、…本部などがあります.

A sentence that says what the city has lists it before が; a paragraph below 市内の国際機関 goes on so without
saying where. A consulate's name tells its city (在浜松ブラジル総領事館), and so does where it does its work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft
from ..scene import Scene, Spot
from ..words import word

_HERE = re.compile(
    r"(?:市|都|町)?(?:内|市内|都内|町内)?に(?:は|も)、?(?P<list>[^。]*?)(?:が|も)(?:、?[^。、]{0,10}?)"
    r"(?:あ[りる]|置か|所在|集ま|集積|立地|設けられ|本部を置|事務所を(?:置|構))"
)
_THERE = re.compile(r"(?:が|も)(?:、?[^。、]{0,8}?)(?:あ[りる]|置か|所在|集ま|立地|設けられ)")
_PARTED = re.compile(r"(?:\([^()]*\))?(?:、|と|や|及び|および|並びに|・|など|等|が|も|の(?:各|\d))")
_NONE = re.compile(r"ありません|ない|なかった|あった|ありました|閉|廃止|移転")
_WORKS = re.compile(r"(?:市|区)?(?:内|市内)?で(?:業務|事務|活動|仕事)を(?:行|始|続|開始)")
_SINCE = re.compile(r"から|より|に")
_BODIES = "Organization"
_OWN_WORK = frozenset(["Department", "Company", "EducationalInstitution", "University"])


def bodies_here(scene: Scene) -> Iterator[Draft]:
    """``locatedIn`` of bodies in the document's own city."""
    if not scene.japanese or scene.discourse.kind == "heading" or scene.owner is None:
        return
    things = [s for s in scene.of(_BODIES) if s.noun.kind not in _OWN_WORK]
    if not things:
        return
    yield from _consulates(scene, things)
    if not _NONE.search(scene.text):
        yield from _listed(scene, things)
        yield from _below_heading(scene, things)
    yield from _at_work(scene, things)


def _consulates(scene: Scene, things: list[Spot]) -> Iterator[Draft]:
    """在浜松ブラジル総領事館: the city that its name tells."""
    for spot in things:
        if not spot.noun.text.startswith("在") or "領事館" not in spot.noun.text:
            continue
        inner = [p for p in spot.noun.parts if p.kind == "City" and scene.at_home(p)]
        for city in inner[:1]:
            if scene.is_own(city):
                yield from scene.draft(
                    scene.entity(spot.noun), "locatedIn", scene.owner, (spot.at, spot.at + 1), "consulate-named"
                )


def _listed(scene: Scene, things: list[Spot]) -> Iterator[Draft]:
    for where in scene.of("City|Self"):
        if not scene.is_own(where.noun):
            continue
        told = _HERE.match(scene.text, where.at + 1)
        low, high = told.span("list") if told else (0, 0)
        for thing in (t for t in things if low <= t.at < high and _PARTED.match(scene.text, t.at + 1)):
            yield from scene.draft(
                scene.entity(thing.noun), "locatedIn", scene.entity(where.noun), (where.at, high + 1), "bodies-here"
            )


def _below_heading(scene: Scene, things: list[Spot]) -> Iterator[Draft]:
    """Below 市内の国際関係機関: ERINA、…センターがある."""
    head = next(iter(scene.discourse.headings[-1:]), None)
    if head is None or not word("bodies_of_city").search(head.clean.text):
        return
    if any(not scene.is_own(s.noun) for s in scene.of("City")):
        return
    for told in _THERE.finditer(scene.text):
        low = scene.text.rfind("。", 0, told.start()) + 1
        for thing in (t for t in things if low <= t.at <= told.start() and _PARTED.match(scene.text, t.at + 1)):
            span = (thing.at, told.end())
            yield from scene.draft(scene.entity(thing.noun), "locatedIn", scene.owner, span, "bodies-of-city")


def _at_work(scene: Scene, things: list[Spot]) -> Iterator[Draft]:
    """…総領事館は2009年から東区で業務を行っている."""
    for where in scene.of("Ward|City|Self"):
        if not _WORKS.match(scene.text, where.at + 1):
            continue
        own = scene.is_own(where.noun) or where.noun.kind == "Ward"
        topics = [
            t for t in things if t.at < where.at and re.match(r"(?:\([^()]*\))?(?:は|が|も)", scene.after(t.at, 20))
        ]
        dates = [v for d, v in scene.dates if d < where.at and _SINCE.match(scene.text, d + 1)]
        for thing in topics[-1:] if own else ():
            since = dates[-1] if dates else None
            span = (thing.at, where.at + 1)
            yield from scene.draft(
                scene.entity(thing.noun), "locatedIn", scene.owner, span, "at-work-here", since=since
            )
