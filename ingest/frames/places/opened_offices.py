"""Offices that somebody opened or keeps, in English, by who opens one: a city, a body, *it*.

*On 7 May 2013 the City of Turku opened its China office in Tianjin*; *the Alliance opened an office in Bern*:
of the one who did it, called by whose it is and its kind; *The Turku trade office in Tianjin opened in May 2013*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...matching.engine import Draft
from ...text.mask import Noun
from ..scene import Scene
from ..syntax import syntax_of

_N = "[\ue000-\uf8ff]"
_HEAD = "(?:[Oo]ffice|[Bb]ureau|[Dd]esk|[Rr]epresentation|[Bb]ranch)"
_WHERE = rf"(?:in|at) (?:the )?(?:[Cc]ity of )?(?P<where>{_N})(?:, {_N}(?=[,.;]| on | in |$))?"
_DAY = rf"(?:(?:,? [^.;,{_N[1:-1]}]{{2,40}}?)?,? (?:on|in|since) (?:early |late )?(?P<d>{_N}))?"
_OPENED = re.compile(
    r"\b(?P<verb>opened|opens|set up|established|inaugurated|launched|runs|operates|maintains|keeps)"
    r" (?:an?|its|the|their|our)(?: (?:new|first|own|second|third))?"
    rf" (?P<name>(?:(?:[a-z][\w-]+|{_N}) ){{0,3}}?{_HEAD})(?:(?: abroad| of its own)? {_WHERE})?{_DAY}"
)
_BEGAN = re.compile(
    rf"\b(?:The|Its|Our) (?P<name>(?:(?:[A-Z][\w'’-]+|{_N}|of|for|and|trade|business|liaison|representative) )"
    rf"{{1,6}}?[Oo]ffice) {_WHERE} (?:was )?(?:opened|established|set up|inaugurated)(?: its doors)?"
    rf"(?: (?:by|for|with) [^.;,]{{2,40}}?)? (?:on|in) (?P<d>{_N})"
)
_GOES_ON = re.compile(r"(?:It|Its|They|Their)\b")
_THEN = frozenset(["opened", "opens", "set up", "established", "inaugurated", "launched"])
_NOT = re.compile(
    r"\b(?:will|would|plans?|planned|hopes?|wants?|propos\w+|considers?|asked|could|should|not|never|if)\b[^.;]*$"
)
_BODIES = "CityNetwork|InternationalOrganization|Organization|Alliance|Foundation"
_KEEPERS = f"{_BODIES}|University|Port|City|Prefecture|Self"
_PLACES = "City|Country|Region"
_AHEAD = 48  # characters between a date that opens a clause and the verb


def opened_offices(scene: Scene) -> Iterator[Draft]:
    """``operatesOfficeIn``, ``hasOverseasOffice``, ``locatedIn`` and ``establishedOn`` of what somebody opened."""
    if not re.search(_HEAD, scene.text):
        return
    for told in _OPENED.finditer(scene.text):
        if _NOT.search(scene.text, 0, told.start()):
            continue
        place = _place(scene, told)
        keeper = _keeper(scene, told)
        if place is None or keeper is None or keeper == scene.entity(place) or keeper.kind == "Office":
            continue  # a secretariat that opens its office has its seat there
        scene.officed = True
        then = told["verb"] in _THEN
        when = scene.date_at(told.start("d")) if told["d"] else None
        when = when or (_ahead(scene, told.start()) if then else None)
        yield from _told(scene, keeper, place, told, when, named=then and " " in told["name"])
    for told in _BEGAN.finditer(scene.text):
        place, keeper = _place(scene, told), _owner_in(scene, told)
        if place is not None and keeper is not None and keeper != scene.entity(place):
            scene.officed = True
            yield from _told(scene, keeper, place, told, scene.date_at(told.start("d")), named=True, whole=True)


def _place(scene: Scene, told: re.Match[str]) -> Noun | None:
    """Where the office is: in a place, else in the one that its name is of: its Colombia office."""
    noun = scene.masked.noun_at(told.start("where")) if told["where"] else None
    if noun is None and not told["where"]:
        noun = next(iter(n for n in scene.masked.within(*told.span("name")) if scene.is_a(n, _PLACES)), None)
    return noun if noun is not None and scene.is_a(noun, _PLACES) else None


def _keeper(scene: Scene, told: re.Match[str]) -> Entity | None:
    """Who opened it; *it* goes on about the body that the sentence before went on about."""
    who = syntax_of(scene).subject(told.start(), told.end("verb"), finite=True)
    if who is None:
        return None
    before = scene.discourse.before
    if who.said == "it" and before is not None and _GOES_ON.match(before.clean.text):
        body = scene.spoken(_BODIES)
        if body is not None:
            return scene.entity(body)
    noun = scene.masked.noun_at(who.low) if who.said == "name" else None
    if noun is not None and scene.is_own(noun):
        return scene.owner
    leads = scene.masked.noun_at(who.low - 2)
    if noun is not None and noun.kind in ("Region", "Country") and leads is not None and scene.is_a(leads, _BODIES):
        part = scene.masked.plain(who.low - 2, who.high)  # ICLEI South America
        return scene.discourse.minter.named("Organization", part)
    return syntax_of(scene).entity(who, _KEEPERS)


def _owner_in(scene: Scene, told: re.Match[str]) -> Entity | None:
    """Whose an office is by its name: of the first city in it, else of the one that the document speaks for."""
    inner = [
        n for n in scene.masked.within(*told.span("name")) if scene.is_a(n, "City|Prefecture|Region|Organization")
    ]
    if inner and not scene.is_own(inner[0]):
        return scene.entity(inner[0]) if inner[0].kind != "Region" else None
    return scene.owner


def _ahead(scene: Scene, at: int) -> Interval | None:
    """The date that opens the clause: On 7 May 2013 the City of Turku opened."""
    near = [
        (d, v) for d, v in scene.dates if 0 < at - d < _AHEAD and not re.search("[.;,]", scene.text[d + 2 : at])
    ]
    opens = [v for d, v in near if re.search(r"\b(?:[Oo]n|[Ii]n) $", scene.text[:d])]
    return opens[-1] if opens else None


def _told(
    scene: Scene,
    keeper: Entity,
    place: Noun,
    told: re.Match[str],
    when: Interval | None,
    *,
    named: bool,
    whole: bool = False,
) -> Iterator[Draft]:
    span, where = told.span(), scene.meant(place)
    yield from scene.draft(keeper, "operatesOfficeIn", where, span, "office-opened-by", since=when)
    if not named or when is None:
        return
    kind = scene.masked.plain(*told.span("name"))
    names = [kind]
    if not whole:
        by = next((n.text for n in keeper.names if n.lang == "en"), keeper.names[0].text)
        there = "" if place.text in kind else f" in {place.text}"
        names = [f"{by} {kind}{there}", kind, f"{by} {kind}", f"{kind}{there}", f"{place.text} office"]
    office = scene.discourse.minter.named("Office", names[0], names[1:])
    yield from scene.draft(keeper, "hasOverseasOffice", office, span, "office-opened-by", since=when)
    yield from scene.draft(office, "locatedIn", where, span, "office-opened-by")
    yield from scene.founded(office, when, span, "office-opened-by")
