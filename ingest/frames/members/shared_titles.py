"""Titles that several cities received together, and host towns told in parts: for whom, with whom, since when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...matching.engine import Draft
from ...text.mask import Noun
from ..scene import Scene, Spot

_TITLE = re.compile(r"(?:都市|シティ|タウン|首都)(?:(?:19|20)\d\d)?[」』]?$")
_TOGETHER = re.compile(r"市?(?:\([^()]*\))?(?:とともに|と共に|と並んで|と並び|とそろって)")
_CHOSEN = re.compile(r"(?:に|として)?、?(?:選ばれ|選定され|認定され|指定され|選出され)(?!な|た(?:い|ら)|よう|れば)")
_OURS = re.compile(r"(?:市)?(?:は|が|も)")
_HOST_TOWN = re.compile("ホストタウン")
_REGISTERED = re.compile(r"(?:など)?の(?:ホストタウン|[\ue000-\uf8ff])(?:に|として)[^。、]{0,6}(?:登録|な[りっ])")
_SINCE = re.compile(r"(?:と(?:は|の))[^。、]{0,4}(?=[\ue000-\uf8ff]の登録(?:以来|から|で))")
_JOINED = re.compile(
    r"(?:国)?(?:は|が|も)、?(?=[\ue000-\uf8ff](?:に)?(?:は)?、?(?:加わ[りっ]|追加(?:で|の)?登録|登録され|登録し))"
)
_OF_GAMES = re.compile(
    r"(?:国|選手団)?(?:について(?:は|も)?|に対し(?:て)?|とは)、[^。、]{0,24}?(?:ホストタウン|[\ue000-\uf8ff])"
    r"(?:に|と|として)(?:な(?:って|りま|った)|登録|選ば)"
)


def shared_titles(scene: Scene) -> Iterator[Draft]:
    """``receivedTitle`` and ``hostTownFor`` of all that a sentence tells them of."""
    if not scene.japanese or scene.discourse.kind == "heading":
        return
    yield from _titles(scene)
    yield from _host_towns(scene)


def _titles(scene: Scene) -> Iterator[Draft]:
    """The own city and those named with it: 中国の青島市、韓国の清州市とともに「東アジア文化都市」に選ばれ."""
    chosen = _CHOSEN.search(scene.text)
    others = _others(scene, chosen.start()) if chosen else []
    if chosen is None or not others:
        return
    title = _title(scene, chosen.start())
    if title is None:
        return
    role = _role(scene, title)
    since = _before(scene, chosen.start())
    at_hand = [s for s in scene.of("City|Self") if s.at < chosen.start() and s not in others]
    topics = [s for s in at_hand if _OURS.match(scene.text, s.at + 1)]
    first = scene.entity(topics[-1].noun) if topics and topics[-1].noun.kind == "City" else scene.owner
    span = (others[0].at, chosen.end())
    for city in (first, *(scene.entity(s.noun) for s in others)):
        if city is not None and city.kind == "City":
            yield from scene.draft(
                city, "receivedTitle", role, span, "title-shared", since=since, done=since is not None
            )


def _others(scene: Scene, end: int) -> list[Spot]:
    """The cities with which it was: those before とともに, in one enumeration."""
    cities = [s for s in scene.of("City") if s.at < end and not scene.is_own(s.noun)]
    for group in scene.groups(cities):
        if _TOGETHER.match(scene.text, group[-1].at + 1):
            return group
    return []


def _title(scene: Scene, end: int) -> Noun | None:
    """The title of the sentence, else the one that the sentence or question before it was about."""
    here = [
        s.noun for s in scene.of("Title|Quoted|Role|EventSeries|Event") if s.at < end and _TITLE.search(s.noun.text)
    ]
    if here:
        return here[-1]
    spoken = [n for n in scene.discourse.events if _TITLE.search(n.text)]
    near = scene.discourse.occasion_age <= 1
    return spoken[-1] if spoken and near else None


def _role(scene: Scene, title: Noun) -> Entity:
    known = title.entities[0] if title.entities and title.entities[0].kind == "Role" else None
    minter = scene.discourse.minter
    return minter.known(known) if known else minter.named("Role", title.text.strip("「」『』"))


def _before(scene: Scene, end: int) -> Interval | None:
    dates = [v for d, v in scene.dates if d < end]
    return dates[-1] if dates else None


def _host_towns(scene: Scene) -> Iterator[Draft]:
    """Who is a host town with the own city, and for which countries, once the passage speaks of host towns."""
    countries = scene.of("Country")
    if not countries:
        return
    here = _HOST_TOWN.search(scene.masked.clean.text) is not None
    if here:
        yield from _together(scene, countries)
        for spot in countries:
            if told := _OF_GAMES.match(scene.text, spot.at + 1):
                yield from _registered(scene, scene.owner, spot, (spot.at, told.end()), _before(scene, spot.at))
        return
    spoken = scene.spoken("Role")
    if spoken is None or not _HOST_TOWN.search(spoken.text):
        return
    for spot in countries:
        told = _SINCE.match(scene.text, spot.at + 1) or _JOINED.match(scene.text, spot.at + 1)
        if told and (when := scene.date_at(told.end())):
            yield from _registered(scene, scene.owner, spot, (spot.at, told.end() + 1), when)


def _together(scene: Scene, countries: list[Spot]) -> Iterator[Draft]:
    """徳島県とともにドイツのホストタウンに登録され: the prefecture as well."""
    for other in scene.of("City|Prefecture"):
        joint = _TOGETHER.match(scene.text, other.at + 1)
        if joint is None or scene.is_own(other.noun) or not scene.at_home(other.noun):
            continue
        for spot in countries:
            registered = _REGISTERED.match(scene.text, spot.at + 1)
            if registered and joint.end() <= spot.at <= joint.end() + 4:
                span = (other.at, registered.end())
                yield from _registered(scene, scene.entity(other.noun), spot, span, _before(scene, spot.at))


def _registered(
    scene: Scene, town: Entity | None, country: Spot, span: tuple[int, int], since: Interval | None
) -> Iterator[Draft]:
    yield from scene.draft(town, "hostTownFor", scene.entity(country.noun), span, "host-town-told", since=since)
