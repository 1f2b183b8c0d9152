"""Offices in English by what is said of them: of whom one is and where, since when; the one spoken of before.

*HIBA is the Lima office of the Hagi Business Association and opened in 1991*; *the Institute has had an office in
the city of Turku since 3 May 2006*; *The office was established in Turku on 3 May 2006*, of the office that the
sentence before named; *A second office was set up in Bern in 2015*, of the body that it was about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...matching.engine import Draft
from ...text.mask import Noun
from ..scene import Scene
from ..syntax import Who, syntax_of

_N = "[\ue000-\uf8ff]"
_PLACE = rf"(?:the )?(?:[Cc]ity of )?(?P<where>{_N})(?:, {_N})?"
_OPENED = (
    r"(?:opened(?: its doors)?|(?:was|has been) (?:[a-z]+ly )?(?:opened|established|set up|inaugurated|founded))"
)
_WHEN = rf"(?:,? (?:on|in) (?P<d>{_N}))"
_NAME = rf"(?:{_N}|[A-Z][\w&-]+)(?: (?:{_N}|[A-Z][\w&-]+)){{0,3}}"
_MAY = re.compile("[Oo]ffice|bureau|branch")
_IS = re.compile(
    rf"(?:^|[.;] |\b[Tt]he )(?P<name>{_NAME})(?: \([^()]*\))?,? (?:is|acts as|serves as) the"
    rf" (?:(?P<where>{_N})|[A-Z]\w+)"
    rf" (?:[a-z]+ )?(?:office|bureau|branch) of (?:the )?(?P<of>{_N})(?: \([^()]*\))?"
    rf"(?:,? (?:and|which|that) {_OPENED}(?: in {_N}(?= (?:in|on)))?{_WHEN})?"
)
_HAS_HAD = re.compile(
    rf"\b(?:has|have|had)(?: also)? had (?:an?|its own|one)(?: [a-z-]+){{0,2}} (?:office|branch|bureau)"
    rf" (?:in|at) {_PLACE}"
    rf",? since (?P<d>{_N})"
)
_IT_BEGAN = re.compile(
    rf"^\W{{0,3}}(?:The|This) (?:[a-z]+ )?[Oo]ffice(?: itself)? {_OPENED} (?:in|at) {_PLACE}{_WHEN}"
)
_ONE_BEGAN = re.compile(
    rf"^\W{{0,3}}(?:An?|Its|Their)(?: (?:[a-z]+|{_N}|[A-Z]\w+)){{1,3}} office {_OPENED} (?:in|at) {_PLACE}{_WHEN}"
)
_FOR_LANDS = re.compile(
    r"\b(?!The )(?:[A-Z][\w-]+ )+Office for (?:the )?[A-Z][\w-]+(?: (?:and (?:the )?)?[A-Z][\w-]+)*"
)  # the Regional Office for Asia and the Pacific
_CALLED_OFFICE = re.compile(r"\bOffice\b")
_IS_ONE = re.compile(r"\b(?:[Ss]ecretariat|[Oo]ffice|[Bb]ureau)$")
_OF_CITY = re.compile(r"^(?:the )?[Cc]ity of | City$")
_THEIR = re.compile(
    rf"['’]s (?:(?:[a-z-]+|{_N}|[A-Z]\w+) ){{0,2}}[Oo]ffice,? (?:which|that) {_OPENED} (?:in|at) {_PLACE}{_WHEN}"
)
_BODIES = "CityNetwork|InternationalOrganization|Organization|Alliance|Foundation"
_PLACES = "City|Country|Region"
_HOUSES = "Organization|Facility|Office"


def offices_english(scene: Scene) -> Iterator[Draft]:
    """``operatesOfficeIn`` of whose an office is, and its place and opening."""
    if not _MAY.search(scene.masked.clean.text):
        return
    for told in _IS.finditer(scene.text):
        yield from _so_called(scene, told)
    for told in _HAS_HAD.finditer(scene.text):
        yield from _kept(scene, syntax_of(scene).subject(told.start(), told.end(), finite=True), told)
    for told in _THEIR.finditer(scene.text):  # the federation's Asian office, which opened in Pune in May 2010
        yield from _kept(scene, next((w for w in syntax_of(scene).all if w.high == told.start()), None), told)
    for told in _IT_BEGAN.finditer(scene.text):
        office, place = _office_named(scene), _place(scene, told)
        if office is not None and place is not None:
            yield from _begun(scene, office, place, scene.date_at(told.start("d")), told.span())
    for told in _ONE_BEGAN.finditer(scene.text):
        yield from _kept(scene, Who(0, 0, "it", ruled=False), told)


def _so_called(scene: Scene, told: re.Match[str]) -> Iterator[Draft]:
    """An office that its name calls and of whom it is: in the place that is said, else in its name."""
    of = scene.masked.noun_at(told.start("of"))
    inner = [n for n in scene.masked.within(*told.span("name")) if scene.is_a(n, _PLACES)]
    place = _place(scene, told) or next(iter(inner), None)
    if of is None or place is None or not scene.is_a(of, _BODIES):
        return
    noun = scene.masked.noun_at(told.start("name")) if len(told["name"]) == 1 else None
    if noun is not None and not scene.is_a(noun, _HOUSES):
        return
    named = scene.masked.plain(*told.span("name"))
    office = scene.entity(noun) if noun is not None else scene.discourse.minter.named("Office", named)
    since, where = scene.date_at(told.start("d")), scene.meant(place)
    scene.officed = True
    yield from scene.draft(
        scene.entity(of), "operatesOfficeIn", where, told.span(), "office-so-called", since=since
    )
    yield from _begun(scene, office, place, since, told.span())


def _kept(scene: Scene, who: Who | None, told: re.Match[str]) -> Iterator[Draft]:
    """An office of a body in a place, by its own name where the document calls it by both."""
    keeper, place = syntax_of(scene).entity(who, _BODIES), _place(scene, told)
    if keeper is None or place is None or any(_IS_ONE.search(n.text) for n in keeper.names):
        return
    scene.officed = True
    since, span = scene.date_at(told.start("d")), told.span()
    yield from scene.draft(keeper, "operatesOfficeIn", scene.meant(place), span, "office-since", since=since)
    by = [n.text for n in keeper.names if n.lang == "en"] or [keeper.names[0].text]
    town = _OF_CITY.sub("", place.text)
    said = [n for m in scene.discourse.above for n in m.nouns] + list(scene.discourse.last.values())
    known = [n for n in said if n.kind == "Office" and n.text in {f"{b} {town} Office" for b in by}]
    name = known[0].text if known else f"{min(by, key=len)} {town} Office"
    office = scene.discourse.minter.named("Office", name, [f"{b} office in {town}" for b in by])
    yield from _begun(scene, office, place, since, span)


def _begun(
    scene: Scene, office: Entity | None, place: Noun, since: Interval | None, span: tuple[int, int]
) -> Iterator[Draft]:
    yield from scene.draft(office, "locatedIn", scene.meant(place), span, "office-since", since=since)
    yield from scene.founded(office, since, span, "office-since")


def _office_named(scene: Scene) -> Entity | None:
    """The office that the sentence before named, or the headings above, if they named one."""
    before = scene.discourse.before if scene.discourse.last else None
    if before is not None and (full := _FOR_LANDS.findall(before.clean.text)):
        return scene.discourse.minter.named("Office", full[0]) if len(set(full)) == 1 else None
    for nouns in (before.nouns if before else (), [n for m in scene.discourse.above for n in m.nouns]):
        offices = {n.text: n for n in nouns if n.kind == "Office" or _CALLED_OFFICE.search(n.text)}
        if offices:
            return scene.entity(next(iter(offices.values()))) if len(offices) == 1 else None
    return None


def _place(scene: Scene, told: re.Match[str]) -> Noun | None:
    noun = scene.masked.noun_at(told.start("where")) if told["where"] else None
    return noun if noun is not None and scene.is_a(noun, _PLACES) else None
