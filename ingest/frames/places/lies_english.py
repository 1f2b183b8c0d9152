"""Where things lie in plain English, listed or not: Mapo, part of Seoul; Toyama, where Nanto lies; schools in Suva.

*Wagga Wagga, in the Australian state of New South Wales*; *Bayfield High School, a Dunedin school*; *its own office
in Lyon, the Trade Desk*. A name that no list knows is a town where the words around it say that it is a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ....ontology.model import Entity
from ...data import table
from ...matching.engine import Draft
from ...names.gazetteer import gazetteer
from ...nouns.name_kinds import kind_of
from ..scene import PLACE, Scene, as_places

_N = "[\ue000-\uf8ff]"
_WORD = r"[A-ZÀ-Þ][\w’'ʻ-]+"
_RAW = rf"{_WORD}(?: {_WORD}){{0,2}}"
_PLACES = "City|Ward|Region|Prefecture|Country"


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    """The ways to tell it, by the words of ``words/placed.toml``, over a text in which all places are ``PLACE``."""
    at, when = PLACE, rf"(?: in (?!{PLACE}){_N})?"
    said = table("words/placed.toml")["lies"]
    town, house, own = ("|".join(said[name]) for name in ("towns", "houses", "house_words"))
    ahead = "|".join(
        rf"(?<=\b{word} )" for word in ("in", "from", "of", "to", "with", "at", "near", "and", "is", "was")
    )
    ahead = rf"(?:(?<=^)|(?<=[.;:(] )|(?<=, )|{ahead})"
    of = (
        rf"(?:a |an |one of the )?(?:[a-z-]+ )?(?:{town})s? (?:of|in) (?:the )?"
        r"(?:city of |(?:north|south|east|west)(?: of (?:the )?|ern )|central )?"
    )
    state = rf"in (?:the )?(?:[A-Z]\w+ |{_N} )?(?:state|province|prefecture|region|county|department|canton) of "
    capital = (
        r"(?:the|a) (?:[a-z-]+ )?(?:capital|(?:largest|second|third|main|biggest) (?:city|town)|port) of (?:the )?"
    )
    what = rf"(?P<name>{at}|{_RAW})(?: City)?"
    place = rf"(?P<place>{at}|{_RAW})(?![’']s\b|[\w-])"
    first = "|".join(said["house_first"])
    abroad = rf"(?:{first})(?: (?:d[eou]s? |la )*(?:{_WORD}|{_N})){{1,4}}"  # Universidad de Guanajuato
    named = rf"(?P<house>(?:(?:{_WORD}|{_N}) ){{1,4}}(?:{house})|{abroad}|{_N})"
    aside = rf", an? {at} (?:{town})|, the [a-z ]*(?:capital|city|town) of {at}"
    return {
        "inside": re.compile(
            rf"{ahead}{what},? (?:which is )?(?:part of (?:the city of )?|{of}|{state}|{capital}){place}"
        ),
        "plain": re.compile(rf"{ahead}{what}, in (?:the )?{place}(?=[,.;)]|$| (?:and|is|has|was)\b)"),
        "suburb": re.compile(rf"{ahead}{what}, an? (?P<place>{at}) (?:{town})\b"),
        "bracket": re.compile(rf"{ahead}(?P<name>{_RAW})(?: \(|, )(?P<place>{at})(?=[,.;)]|$)"),
        "beside": re.compile(
            rf"\b(?:on|chose|choose|picked|visited|reached) (?P<name>{_RAW}), (?P<place>{at})(?=[.;)]|$|, )"
        ),
        "where": re.compile(
            rf"(?P<place>{at}|{_RAW}),? (?:in )?(?:where|in which) (?P<name>{at})(?: City)?"
            r" (?:lies|is(?: located| situated)?|stands)\b"
        ),
        "own_school": re.compile(
            rf"{named},? (?:which is )?an? (?:[a-z]+ )?(?P<place>{at}) (?:[a-z]+ ){{0,2}}?(?:{own})\b"
        ),
        "house_in": re.compile(
            rf"{named}(?:(?:,| \([A-Z]+\))? (?:in|at) | \((?=.\))|, (?=.(?:[.;]|, {at}|$)))"
            rf"(?P<place>{at}|{_RAW}(?={aside}))"
            r"(?=[,.;)]|$| (?:was|is|has|and|on|since)\b)"
        ),
        "built": re.compile(
            rf"\b(?:[Aa]n?|[Tt]he|[Tt]heir|[Ii]ts|[Oo]ur) (?:new )?(?P<house>(?:[a-z’'-]+ ){{0,3}}(?:{own}))"
            rf"(?: (?:was|were|has been|is))?(?: (?:also|officially|formally|later|now))?"
            rf" (?:completed|opened|built|inaugurated|founded|set up|erected|put up|finished|established)"
            rf"(?: [a-z]+ly)?{when} (?:in|at) "
            rf"(?P<place>{at}|{_RAW}(?=[.,;]|$| (?:with|by|on|for|thanks|after|under)\b))"
        ),
        "named_built": re.compile(
            rf"{named}(?: (?:was|were|has been|is))?(?: (?:also|officially|formally|later|now))?"
            rf" (?:completed|opened|built|inaugurated|founded|set up|erected){when} (?:in|at) (?P<place>{at})"
        ),
        "office": re.compile(
            rf"\b[Oo]ffice (?:in|at) (?P<place>{at}), (?:called |known as )?(?:the )?"
            rf"(?P<house>(?:(?:{_WORD}|{_N}) ){{1,5}}(?:Office|Desk|Bureau|Centre|Center|Mission)|{_N})"
            r"(?=[,.;]|$| (?:is|was|has|opened)\b)"
        ),
    }


_ROW_GOES_ON = re.compile(rf",? and {PLACE}|, (?:{PLACE}|{_RAW})(?:,| and |, and )")
_MAY = re.compile(r"\(| (?:in|on|of|at|lies|school|college|hospital|hostel|museum)\b|, ")
_NEVER = re.compile(r"\b(?:would|will|plans?|planned|hopes?|proposed|proposal|could|should|not|never)\b")
_NO_TOWN = re.compile(
    r"(?:The|A|An|This|That|He|She|They|We|It|Our|Its|Mr|Ms|Mrs|Dr|Mayor|President|Professor"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b"
)


def lies_english(scene: Scene) -> Iterator[Draft]:
    """``locatedIn`` of towns and houses, by what is said right beside them."""
    if scene.japanese or not _MAY.search(scene.text):
        return
    text = as_places(scene, _PLACES)
    for form, pattern in _forms().items():
        for told in pattern.finditer(text):
            where = _place(scene, told, "place", towns=form in ("built", "house_in"))
            if form in ("bracket", "beside") and _in_a_row(scene, told):
                continue
            if form in ("built", "named_built") and _NEVER.search(
                scene.text, max(0, told.start() - 40), told.end()
            ):
                continue
            what = (
                _town(scene, told, where, listed=form == "plain")
                if "name" in told.groupdict()
                else _house(scene, told, form)
            )
            yield from scene.draft(what, "locatedIn", where, told.span(), f"lies-{form}", always=True)


def _in_a_row(scene: Scene, told: re.Match[str]) -> bool:
    """Whether a name and a town behind its comma are two of a row: *founders: Asti, Otaru, Kobe and Biei*."""
    noun = scene.masked.noun_at(told.start("place"))
    town = noun is not None and scene.is_a(noun, "City") and told.string[told.end("name")] == ","
    return town and _ROW_GOES_ON.match(told.string, told.end()) is not None


def _place(scene: Scene, told: re.Match[str], group: str, *, towns: bool = False) -> Entity | None:
    """The place that a group names; of those that are no nouns, a state or province that a list knows."""
    noun = scene.masked.noun_at(told.start(group)) if len(told[group]) == 1 else None
    if noun is not None:
        return scene.entity(noun) if scene.is_a(noun, _PLACES) else None
    if not told[group] or told[group][0] >= "\ue000":
        return None
    known = [e for e in gazetteer().lookup(told[group]) if e.kind in ("Prefecture", "Region")]
    if known:
        return scene.discourse.minter.known(known[0])
    town = towns and not _NO_TOWN.match(told[group]) and kind_of(told[group]) is None
    return scene.discourse.minter.named("City", told[group]) if town else None


def _town(scene: Scene, told: re.Match[str], where: Entity | None, *, listed: bool) -> Entity | None:
    """The town that a name is of, unless a list knows it elsewhere."""
    if where is None:
        return None
    noun = scene.masked.noun_at(told.start("name")) if len(told["name"]) == 1 else None
    if noun is not None:
        land = where.country or (where.iri.rsplit("/", 1)[-1] if where.kind == "Country" else None)
        lies = scene.is_a(noun, "City|Ward|Region|Prefecture") and noun.country in (None, land)
        return scene.entity(noun) if lies else None
    if _NO_TOWN.match(told["name"]) or kind_of(told["name"]) or any(c >= "\ue000" for c in told["name"]):
        return None
    return scene.discourse.minter.named("City", told["name"]) if not listed else None


def _house(scene: Scene, told: re.Match[str], form: str) -> Entity | None:
    """The house or office that a group names."""
    low, high = told.span("house")
    noun = scene.masked.noun_at(low) if high - low == 1 else None
    if noun is not None:
        return scene.entity(noun) if scene.is_a(noun, "Facility|Organization|Office") else None
    name = scene.masked.plain(low, high)
    if _NO_TOWN.match(name):
        name = name.partition(" ")[2]
    kind = "Office" if form == "office" else kind_of(name) or "Facility"
    return scene.discourse.minter.named(kind, name) if " " in name or form == "built" else None
