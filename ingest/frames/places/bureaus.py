"""Offices abroad under names that are no *Office*: ウラジオストクにビジネスサポートセンター(2010年開設)を置く.

Each place is read with what stands behind its に, up to the verb that all of them share. What the sentence before
told of offices without dates, the next one may date: 上海は平成16年、バンコクは平成28年の設置です.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...matching.engine import Draft
from ..scene import Scene, Spot
from ..words import word
from .offices import keeper

_KIND = r"(?:センター|ビューロー|デスク|オフィス|事務所|拠点|窓口|駐在(?:員)?|代表(?:部|処)|ラウンジ)"
_BUREAU = re.compile(
    rf"(?:市|都|州|省)?(?:内|市内)?に(?:は|も)?、?(?P<name>「[^「」]{{1,24}}」|[^。、()「」にをへ]{{2,24}}?{_KIND}|[\ue000-\uf8ff])"
    r"(?:\((?P<aside>[^()]*)\))?(?=、|を|と|など|が|も)"
)
_KEEPS = re.compile(
    r"(?:を|が|も|など)、?[^。、]{0,10}?(?:置い[てた]|置き|置く|置か|構え|設け(?!る予定)|開設し|設置し|開い[てた]|開き|運営し|あ[りる])"
)
_WITHDRAWN = re.compile(r"閉鎖|廃止|閉じ|検討|要望|予定|べき|ほしい|計画|ません|(?<!か)ない(?!し)")
_NAMED = re.compile(_KIND + r"」?$")
_OPENED_THEN = re.compile(r"(?:市|都)?(?:\([^()]*\))?(?:は|が)、?(?P<when>[\ue000-\uf8ff])(?P<tail>[^。]*)。?$")
_OPENING = re.compile(r"(?:に|の)(?:設置|開設|開所)(?:です|である|し(?:た|まし)|でした|で。?$|。?$)")


def bureaus(scene: Scene) -> Iterator[Draft]:
    """``operatesOfficeIn`` and ``hasOverseasOffice`` of bureaus named by what they are for."""
    if not scene.japanese or scene.discourse.kind == "heading":
        return
    places = [s for s in scene.of("City|Country") if not scene.at_home(s.noun) and not scene.is_own(s.noun)]
    if not places:
        return
    if _any_kind().search(scene.masked.clean.text):
        yield from _kept(scene, places)
    yield from _dated(scene, places)


@cache
def _any_kind() -> re.Pattern[str]:
    return re.compile(_KIND)


def _kept(scene: Scene, places: list[Spot]) -> Iterator[Draft]:
    keeps = list(_KEEPS.finditer(scene.text))
    if not keeps or scene.says("else_office"):
        return
    tail = scene.text[keeps[-1].start() :]
    if _WITHDRAWN.search(tail):
        return
    for spot in places:
        told = _BUREAU.match(scene.text, spot.at + 1)
        if told is None or not any(k.start() >= told.end() - 1 for k in keeps):
            continue
        whole = scene.masked.plain(*told.span("name"))
        inside = scene.masked.within(*told.span("name"))
        if not _NAMED.search(whole) or any(n.kind in _ELSE for n in inside):
            continue
        when = _in_aside(scene, told)
        name = whole.strip("「」")
        office = scene.discourse.minter.named("Office", name)
        yield from _facts(scene, spot, office, (spot.at, told.end()), when, named=len(name) > _PLAIN)


_PLAIN = 6  # 駐在員事務所, 拠点: words that name none
_ELSE = frozenset(
    [
        "Date",
        "FiscalYear",
        "RelativeDate",
        "Count",
        "Tie",
        "InternationalOrganization",
        "NationalGovernment",
        "Company",
        "University",
        "CityNetwork",
    ]
)


def _in_aside(scene: Scene, told: re.Match[str]) -> Interval | None:
    low, high = told.span("aside")
    return next((v for d, v in scene.dates if low <= d < high), None) if low >= 0 else None


def _facts(
    scene: Scene, spot: Spot, office: Entity, span: tuple[int, int], when: Interval | None, *, named: bool
) -> Iterator[Draft]:
    where, noun = scene.entity(spot.noun), keeper(scene)
    whose = scene.entity(noun) if noun is not None else None
    yield from scene.draft(whose, "operatesOfficeIn", where, span, "bureau", since=when)
    if named:
        yield from scene.draft(whose, "hasOverseasOffice", office, span, "bureau", since=when)
        yield from scene.draft(office, "locatedIn", where, span, "bureau")
        yield from scene.founded(office, when, span, "bureau")


def _dated(scene: Scene, places: list[Spot]) -> Iterator[Draft]:
    """上海は平成16年、バンコクは平成28年の設置です: of the offices that the sentence before told."""
    if not _OPENING.search(scene.text) or scene.of("Organization|Facility|Tie"):
        return
    for spot in places:
        told = _OPENED_THEN.match(scene.text, spot.at + 1)
        when = next((v for d, v in scene.dates if told and d == told.start("when")), None)
        rest = told["tail"] if told else ""
        if when is None or not (_OPENING.match(rest) or (rest.startswith("、") and _OPENING.search(rest))):
            continue
        span = (spot.at, len(scene.text))
        where = scene.entity(spot.noun)
        yield from scene.draft(scene.owner, "operatesOfficeIn", where, span, "office-dated", since=when)


def opens_plainly(scene: Scene) -> Iterator[Draft]:
    """シンガポールに駐在員事務所を開く: an office that its place and its kind name."""
    if not scene.japanese or len(scene.dates) != 1 or "事務所" not in scene.masked.clean.text:
        return
    if scene.says("else_office"):
        return
    date, when = scene.dates[0]
    for spot in scene.of("City|Country"):
        told = word("plain_office").match(scene.masked.clean.text, spot.noun.end)
        if told is None or scene.at_home(spot.noun) or scene.is_own(spot.noun):
            continue
        office = scene.discourse.minter.named("Office", f"{spot.noun.text.removesuffix('市')}{told['kind']}")
        span = (min(spot.at, date), max(spot.at + 2, date))
        yield from _facts(scene, spot, office, span, when, named=True)
