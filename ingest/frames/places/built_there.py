"""Where a house was built or opened in Japanese, whatever it is called: 同市に「道の駅ひだまり」が開業した.

*A市内に建てられた「友好館」*; *会館は1996年にA市に建てられた*; *A市では10月、「職業訓練センター」が開所した*. The
house is a noun, a name in quotation marks, or what its last word makes a house; 会館 is the one spoken of last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ....ontology.model import Entity
from ...matching.engine import Draft
from ...nouns.name_kinds import kind_of
from ...text.mask import Noun
from ..scene import PLACE, Scene, as_places
from ..words import word

_N = "[\ue000-\uf8ff]"
_BARE = r"同?(?:会館|館|センター|施設|図書館|記念館|庭園)"


@cache
def _told() -> tuple[re.Pattern[str], ...]:
    """The ways to tell it, all places being ``PLACE``: に…が完成, では…が開所, に建てられた…, …は…に建てられ."""
    built, opened, form = (word(name).source for name in ("built", "opened_doors", "house_form"))
    house = rf"(?:{_N}|[一-鿿ァ-ヴー・々]){{1,20}}?(?:{form})"
    place = rf"(?:(?P<around>{PLACE})(?:市|町|村)?の)?(?P<place>{PLACE})(?:市|町|村)?(?:内|市内)?"
    when = rf"(?:{_N}(?:に)?、?)?"
    new = r"(?:新しい|新しく|新たに|新たな|最初の|念願の|待望の)?"
    thing = rf"(?P<thing>{house}|{_N})(?:\([^()]*\))?"
    return tuple(
        re.compile(told)
        for told in (
            rf"{place}に(?:は|も)?、?{when}{new}{thing}(?:が|を|も|は)[^。、はがを]{{0,14}}?(?:{built})",
            rf"{place}では?、?[^。はが]{{0,24}}?{thing}(?:が|も)[^。、はがを]{{0,10}}?(?:{opened})",
            rf"{place}に、?{when}{new}(?:{built})(?:た|れた|した|された|られた|まれた){thing}",
            rf"(?P<thing>{_BARE}(?=[はがも])|{house}|{_N})(?:\([^()]*\))?(?:は|も|が)、?[^。はが]{{0,40}}?"
            rf"{place}に、?{when}{new}(?:{built})",
        )
    )


_DOORS = re.compile("開[館園所校業店設]|オープン|建")
_HOUSES = "Facility|EducationalInstitution|University"
_NOT_YET = re.compile(r"(?:予定|計画|構想|方針|検討|断念|中止|白紙|要望|提案|寄贈|贈)")
_CALLED = re.compile(r"(?:名前|名称|名)は「([^」]{3,30})」")
_PLACES = "City|Ward|Region|Facility|Anaphor"


def built_there(scene: Scene) -> Iterator[Draft]:
    """``locatedIn`` of what was built or opened at a place."""
    text = as_places(scene, _PLACES)
    for pattern in _told():
        for told in pattern.finditer(text):
            place = scene.masked.noun_at(told.start("place"))
            if place is None or _undone(scene, told):
                continue
            thing = _house(scene, told)
            if thing is None:
                continue
            around = scene.masked.noun_at(told.start("around")) if told["around"] else None
            for where in (place, around):
                site = _site(scene, where) if where is not None else None
                yield from scene.draft(thing, "locatedIn", site, told.span(), "built-there")


def _site(scene: Scene, place: Noun) -> Entity | None:
    """The place that a noun means; 同市 is a city at home only where that alone was named right before."""
    meant, before = scene.entity(place), scene.discourse.before
    if place.kind != "Anaphor" or meant is None or meant.country != scene.discourse.frame.home_land:
        return meant
    named = [n for n in (*(before.nouns if before else ()), *scene.masked.nouns) if n.kind == "City"]
    return meant if {e.iri for n in named for e in n.entities[:1]} == {meant.iri} else None


def _undone(scene: Scene, told: re.Match[str]) -> bool:
    """Whether it is only planned: …に会館を建てる計画."""
    stop = scene.text.find("。", told.end())
    return _NOT_YET.search(scene.text, told.end(), stop if stop >= 0 else len(scene.text)) is not None


def _house(scene: Scene, told: re.Match[str]) -> Entity | None:
    """What was built: a house that is named, or the one that a word for it takes up."""
    low, high = told.span("thing")
    noun = scene.masked.noun_at(low) if high - low == 1 else None
    if noun is None:
        name = scene.masked.plain(low, high)
        bare = re.fullmatch(_BARE, name)
        return _spoken(scene, name.lstrip("同")) if bare else scene.discourse.minter.named("Facility", name)
    if noun.kind == "Quoted":
        if not (word("house_form").search(noun.text) or _DOORS.search(scene.text, *told.span())):
            return None  # 「アジアの風」 that was finished may be a song
        kind = kind_of(noun.text) or "Facility"
        return scene.discourse.minter.named(kind if kind in _HOUSES.split("|") else "Facility", noun.text)
    if noun.kind == "Generic" and word("house_form").search(noun.text):
        return _spoken(scene, noun.text) or scene.discourse.minter.named("Facility", noun.text)
    return scene.entity(noun) if scene.is_a(noun, _HOUSES) else None


def _spoken(scene: Scene, name: str) -> Entity | None:
    """The house spoken of last whose name ends so, else the one that the next sentence tells the name of."""
    said = [n for n in scene.discourse.last.values() if scene.is_a(n, _HOUSES) or n.kind == "Quoted"]
    for noun in reversed(said):
        if noun.text.endswith(name):
            return (
                scene.discourse.minter.named("Facility", noun.text) if noun.kind == "Quoted" else scene.entity(noun)
            )
    called = _CALLED.search(scene.discourse.following)
    named = called is not None and called[1].endswith(name)
    return scene.discourse.minter.named("Facility", called[1]) if called is not None and named else None
