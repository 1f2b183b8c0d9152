"""Bodies and houses that came into being where a Japanese sentence says so plainly: 同じ年、市民の会が生まれた.

友好会館が、1985年にA市に建てられた; 1993年 A市に塔が建つ; 文化会館の中に交流センターが開かれている. The year is
that of the clause, 同じ年 the one told last; the place is the city, or the house, with に.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval, on
from ....ontology.model import Entity
from ...matching.engine import Draft
from ..scene import Scene

_N = "[\ue000-\uf8ff]"
_HOUSE = r"[一-鿿ァ-ヴー・々]{2,20}(?:館|堂|園|塔|碑|記念像|センター|会館)"
_LATIN = "(?<=拠点|施設|機関|組織|団体|会館)[A-Z][A-Za-z0-9&-]{2,20}"  # 研究の拠点SYNTECが
_THEN = r"(?:同じ年|その年|この年|同年)(?:に|の)?(?:は|も)?、?"
_HERE = rf"(?:{_N}(?:市|町|区)?(?:内)?に(?:は)?、?)"
_WHEN = rf"(?:{_N}(?:に|には)?、?|{_THEN})"
_DID = r"(?:でき(?:た|て|まし|る)|生まれ|誕生し|建(?:つ|って|った|ち|てられ|設され)|完成し|開館し|つくられ|作られ)"
_CAME = re.compile(
    rf"(?P<body>{_N}|{_HOUSE}|{_LATIN}|(?<![一-鿿])(?:会館|協会|センター|記念館|同館|同会))(?:が|も|は)、?(?:{_N}を記念(?:して|する)、?)?"
    rf"(?:{_WHEN}|{_HERE})*(?:新しく|新たに|正式に)?{_DID}"
)
_LED = re.compile(rf"(?P<city>{_N})(?:市|町)?(?:内)?(?:に(?:は|、)?|では、?)$")
_OPENED = re.compile(
    rf"(?P<house>{_N}|[^\s、。はがをに\ue000-\uf8ff]{{3,20}})の(?:中|なか|一角|館内|構内|建物|\d{{1,2}}階)に(?:は)?、?"
    rf"(?:(?P<when>{_N})(?:に)?、?)?(?P<office>{_N})(?:が|を|も)(?P<did>開[いか]|設け|開設|設置|置[いか]|入)"
)
_BODIES = "Organization|Facility|Alliance|Office"
_SHORT = 4


def came_about(scene: Scene) -> Iterator[Draft]:
    """``establishedOn`` and ``locatedIn`` of what came into being."""
    for told in _CAME.finditer(scene.text):
        body = _body(scene, told)
        if body is None or scene.text[: told.start()].endswith("の"):
            continue
        when = _when(scene, told)
        yield from scene.founded(body, when, told.span(), "came-about")
        cities = [s for s in scene.of("City") if told.start("body") < s.at < told.end()]
        led = _LED.search(scene.text, 0, told.start())
        before = scene.masked.noun_at(led.start("city")) if led else None
        place = cities[-1].noun if cities else before
        if place is not None and place.kind == "City" and (when is not None or cities):
            yield from scene.draft(body, "locatedIn", scene.entity(place), told.span(), "came-about")


def _body(scene: Scene, told: re.Match[str]) -> Entity | None:
    """What came into being; 会館 alone is the one that the passage spoke of last."""
    name = told["body"]
    noun = scene.masked.noun_at(told.start("body"))
    if noun is not None:
        return scene.entity(noun) if scene.is_a(noun, _BODIES) else None
    if len(name) < _SHORT and re.fullmatch("会館|協会|センター|記念館|同館|同会", name):
        spoken = scene.spoken("Facility|Organization")
        return scene.entity(spoken) if spoken is not None and spoken.text.endswith(name.lstrip("同")) else None
    return scene.discourse.minter.named("Facility", name)


def _when(scene: Scene, told: re.Match[str]) -> Interval | None:
    """The date of the clause, or of the year told last where the sentence says that it is the same."""
    inside = [when for at, when in scene.dates if told.start() < at < told.end()]
    ahead = [when for at, when in scene.dates if at < told.start()]
    if inside or ahead:
        return (inside or ahead)[-1]
    year = scene.discourse.year_told
    if year is not None and told.end() >= len(scene.text.rstrip("|。 ")) and not told.start():
        return year  # 平成3年 会館が完成。友の会ができる: a line of a year goes on
    same = re.search(_THEN, scene.text[: told.end()])
    said = scene.discourse.said
    if same is None or said is None or said.earliest is None:
        return None
    return on(said.earliest.year)


def opened_in_house(scene: Scene) -> Iterator[Draft]:
    """``locatedIn`` and ``establishedOn`` of an office that was opened inside a house."""
    for told in _OPENED.finditer(scene.text):
        noun = scene.masked.noun_at(told.start("office"))
        house = scene.masked.noun_at(told.start("house"))
        if noun is None or not scene.is_a(noun, "Office|Facility"):
            continue
        if house is not None and not scene.is_a(house, "Facility|University|Organization"):
            continue
        office = scene.entity(noun)
        named = scene.discourse.minter.named("Facility", told["house"]) if house is None else scene.entity(house)
        yield from scene.draft(office, "locatedIn", named, told.span(), "opened-in-house")
        dates = [when for at, when in scene.dates if at < told.start("did")]
        if dates and len(scene.dates) == 1 and told["did"] != "入":
            yield from scene.founded(office, dates[0], told.span(), "opened-in-house")
