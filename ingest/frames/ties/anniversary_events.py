"""Anniversaries that the name of an event tells: 提携60周年記念式典 of two cities, 姉妹都市50周年記念の集い."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ...dates.reckoning import beginning
from ...matching.engine import Draft
from ...text.mask import Noun
from ..parties import government
from ..scene import Scene, Spot
from .tie_words import tie_of_passage
from .with_whom import with_whom

_OF_TIE = re.compile(r"提携|締結|調印|盟約|縁組|姉妹|友好")
_NOT_OF_TIE = re.compile(r"開館|開園|開港|開設|創立|設立|市制|就航|国交|協会")
_WITH = re.compile(r"(?:市|県|州|省|両市|両国)?(?:\([^()]*\))?(?:[\ue000-\uf8ff])?との(?:[\ue000-\uf8ff])?$")


def anniversary_events(scene: Scene) -> Iterator[Draft]:
    """``tieAnniversaryWith`` the cities in an event's name, or those named with it."""
    owner = scene.owner
    if owner is None or not scene.japanese:
        return
    events = scene.of("Event")
    context = (tie_of_passage(scene) or with_whom(scene)) if events else None
    for event in events:
        marks = [p.value for p in event.noun.parts if p.kind == "Anniversary" and isinstance(p.value, float)]
        said = _OF_TIE.search(event.noun.text) is not None
        if len(marks) != 1 or _NOT_OF_TIE.search(event.noun.text):
            continue
        if not said and not (_ONLY.fullmatch(event.noun.text) and (scene.discourse.by_columns or context)):
            continue  # of whom 20周年記念式典 was, a tie of the passage must tell
        inside = [n for n in event.noun.parts if n.kind in _PARTIES and not scene.is_own(n)]
        cities = [n for n in inside if not scene.at_home(n)] or [s.noun for s in _before(scene, event)]
        if not cities and not scene.before(event.at, 3).endswith(("との", "の間の")):
            cities = _only_one(scene)
        if _LATE.search(scene.text, 0, event.at):
            continue  # 感染症のため行事を1年延ばし、令和5年に: the celebration's year is not the anniversary's
        ahead = [(d, v) for d, v in scene.dates if d < event.at and "。" not in scene.text[d : event.at]]
        nth, when = round(marks[0]), ahead[-1][1] if ahead else _of_row(scene)
        tie = next((p.value for p in event.noun.parts if p.kind == "Tie" and isinstance(p.value, str)), None)
        span = (event.at, event.at + 1)
        rule = "anniversary-of-event"
        for city in cities:
            party, key = government(scene, scene.entity(city)), (("ordinal", str(nth)),)
            yield from scene.draft(owner, "tieAnniversaryWith", party, span, rule, since=when, key=key)
            if tie and when is not None and (reckoned := beginning(nth, when)):
                began, basis = reckoned
                yield from scene.draft(owner, tie, party, span, rule, since=began, inferred=True, basis=basis)


_LATE = re.compile("延期|延ば|見合わせ|先送り|遅らせ|[1一2二]年遅れ|[1一2二]年越し")
_PARTIES = frozenset(["City", "Region", "Prefecture"])


def _of_row(scene: Scene) -> Interval | None:
    return scene.discourse.reported if scene.discourse.kind == "row" and not scene.dates else None


_ONLY = re.compile(r"(?:提携|締結)?\d{1,3}周年(?:を)?(?:記念|祝う|祝した)?(?:した)?(?:の)?[一-鿿ァ-ヴー]{0,8}")


_UNKNOWN_GUESTS = re.compile(  # 中央県の知事団を迎え: of a place that no list knows
    r"(?<![一-鿿ァ-ヴー])(?![本同両各当])[一-鿿ァ-ヴー]{1,8}(?:市|県|州|省|道|区|郡|町|村)(?:の|から)[^、。]{0,8}(?:団|一行|使節|長|議員)"
)


def _only_one(scene: Scene) -> list[Noun]:
    """The one city abroad of the sentence, else the one that the passage is about."""
    states = scene.owner is not None and scene.owner.kind == "Prefecture"
    named = scene.of("City|Region" if states else "City")
    away = [s.noun for s in named if not scene.at_home(s.noun) and not scene.is_own(s.noun)]
    if not away and _UNKNOWN_GUESTS.search(scene.text):
        return []
    told = away or [n for n in scene.discourse.abroad if not scene.at_home(n)]
    return told[:1] if len({n.entities[:1] or n.text for n in told}) == 1 else []


def _before(scene: Scene, event: Spot) -> list[Spot]:
    """The cities with which it was, right before the name: A・B両市との."""
    cities = [s for s in scene.of("City|Region|Prefecture") if s.at < event.at and not scene.is_own(s.noun)]
    group = scene.groups(cities)[-1] if cities else []
    if not group or not _WITH.match(scene.text[group[-1].at + 1 : event.at]):
        return []
    return [s for s in group if not scene.at_home(s.noun)]
