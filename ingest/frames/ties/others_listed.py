"""Ties listed beside those told above: 本市の姉妹・友好都市には、このほか、中国のA市(1983年、友好都市)、…がある.

The brackets of a city tell its own kind and date; A市・B市(…) share them. Where the list is of both kinds and its
brackets set apart the friendship cities alone, the others are sister cities; else they are of the kind it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ....ontology.edtf import Interval
from ...matching.engine import Draft
from ..parties import government
from ..scene import Scene, Spot

_N = "[\ue000-\uf8ff]"
_MORE = "(?:(?:この|その)?(?:ほか|他)|その他)"
_LEAD = re.compile(
    rf"[^\w\ue000-\uf8ff]{{0,3}}(?:(?:なお|また|現在|{_MORE}に?)、)?(?:(?P<own>{_N}|(?:本|当)?[市町村県])(?:市|町|村|県)?"
    rf"(?:の|と))?(?:{_MORE}の)?(?P<tie>{_N})(?:に|として)?は、?(?:{_MORE}に?(?:は|も)?、?)?(?={_N})"
)
_ENTRY = re.compile(
    rf"(?:(?P<land>{_N})(?:の|・|\s)?)?(?P<city>{_N})(?:市|町|村|区|州|県|省)?"
    rf"(?:\((?P<told>(?:{_N}|[、,・\s]|提携|締結|調印|から|より|に)*)\))?"
)
_JOINS = re.compile(r"、(?:それに|さらに|そして)?|・|と|や|及び|および|並びに")
_ENDS = re.compile(
    rf"(?:(?:の|、)?(?:あわせて|合わせて)?(?:{_N}|\d{{1,2}}(?:つ|市|都市)))?"
    r"(?:が|も)?(?:ある|あります|ございます|です|である|だ)。?$"
)


class Listed(NamedTuple):
    """A city of the list, with what its brackets tell."""

    spot: Spot
    kind: str | None
    when: Interval | None
    beside: bool  # the one before, with which it shares its brackets


def others_listed(scene: Scene) -> Iterator[Draft]:
    """The ties with each of the cities that such a sentence lists."""
    lead = _LEAD.match(scene.text)
    if lead is None or not _is_own(scene, lead):
        return
    title = scene.masked.noun_at(lead.start("tie"))
    listed = _listed(scene, lead.end())
    if title is None or title.kind != "Tie" or not isinstance(title.value, str) or not listed:
        return
    for city in listed:
        kind = city.kind or _of_the_others(title.value, listed)
        entity = government(scene, scene.entity(city.spot.noun))
        span = (lead.start("tie"), len(scene.text))
        yield from scene.draft(scene.owner, kind, entity, span, "others-listed", since=city.when)


def _is_own(scene: Scene, lead: re.Match[str]) -> bool:
    """Whether the ties are the document's own city's."""
    noun = scene.masked.noun_at(lead.start("own")) if lead["own"] else None
    return noun is None or scene.is_own(noun)


def _listed(scene: Scene, at: int) -> list[Listed]:
    """The cities from a place on to the end of the sentence; none if it says anything else."""
    found: list[Listed] = []
    while told := _ENTRY.match(scene.text, at):
        noun = scene.masked.noun_at(told.start("city"))
        land = scene.masked.noun_at(told.start("land")) if told["land"] else None
        if noun is None or noun.kind not in ("City", "Region") or scene.is_own(noun):
            return []
        if land is not None and land.kind not in ("Country", "Region"):
            return []
        inside = range(*told.span("told")) if told["told"] else range(0)
        nouns = [n for place in inside if (n := scene.masked.noun_at(place)) is not None]
        if any(n.kind not in ("Date", "FiscalYear", "Tie") for n in nouns):
            return []
        kinds = [n.value for n in nouns if n.kind == "Tie" and isinstance(n.value, str)]
        dates = [when for place in inside if (when := scene.date_at(place)) is not None]
        spot = Spot(told.start("city"), noun)
        beside = bool(found) and scene.text[told.start() - 1] == "・"
        found.append(Listed(spot, kinds[0] if kinds else None, dates[0] if dates else None, beside))
        if kinds or dates:
            _share(found)
        joined = _JOINS.match(scene.text, told.end())
        if joined is None:
            return found if len(found) > 1 and _ENDS.fullmatch(scene.text, told.end()) else []
        at = joined.end()
    return []


def _share(found: list[Listed]) -> None:
    """Let those that ・ joins to the last one have what its brackets tell."""
    number = len(found) - 1
    while found[number].beside:
        number -= 1
        found[number] = found[number]._replace(kind=found[-1].kind, when=found[-1].when)


def _of_the_others(title: str, listed: Sequence[Listed]) -> str:
    """The kind of a city whose brackets tell none."""
    told = {city.kind for city in listed if city.kind is not None}
    return "sisterCityOf" if title == "cityTieWith" and told == {"friendshipCityOf"} else title
