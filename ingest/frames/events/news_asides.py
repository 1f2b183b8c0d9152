"""What English news tells in passing: whose city hosted, where a conference will be, an office opened abroad.

*The new President is …, Mayor of Soria. His city had hosted the forum of 2016 in May*: the mayor's city did;
*COP26, which will take place in Glasgow in 2021*; *CITYNET opened its Jakarta office on 12 March 2018*: the office
is of who opened it, and nobody was founded on that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Status, Value
from ...matching.engine import Draft
from ...text.mask import Noun
from ..scene import Scene

_N = "[\ue000-\uf8ff]"
_THEIR_CITY = re.compile(
    rf"^(?:Her|His|Their) (?:home )?(?:city|town) (?:had |has )?hosted (?:the )?(?P<event>{_N})"
)
_MAYOR_OF = re.compile(rf"\b[Mm]ayor of (?:the )?(?:[Cc]ity of )?(?P<city>{_N})")
_TAKES_PLACE = re.compile(
    rf"\b(?P<event>[A-Z][A-Z0-9]{{2,9}}[ -]?\d{{1,4}}),? (?:which|that) (?:will take|takes|took) place "
    rf"in (?P<city>{_N})(?:,? {_N})?,? (?:in|on|from) (?P<d>{_N})"
)
_OFFICE = re.compile(
    rf"(?P<who>{_N}|[Tt]he (?:Port|port|City|city|Council|Prefecture|prefecture)|\b[Ww]e)(?: (?P<part>{_N}))? "
    rf"(?:has |have )?(?:opened|set up|established) (?:its|an?) "
    rf"(?:new |first |own )?(?P<where>{_N}) [Oo]ffice"
    rf",? (?:on|in) (?P<d>{_N})"
)
_KEEPERS = "CityNetwork|Organization|InternationalOrganization|Alliance|Foundation|City|Prefecture"


def news_asides(scene: Scene) -> Iterator[Draft]:
    """``hostCityOf`` of a mayor's city or of what will take place; ``operatesOfficeIn`` of who opened an office."""
    if scene.japanese or scene.discourse.kind == "heading":
        return
    if (told := _THEIR_CITY.match(scene.text)) is not None:
        city, event = _mayors_city(scene), scene.masked.noun_at(told.start("event"))
        since = next((v for d, v in scene.dates if d > told.end()), None)
        if city is not None and event is not None and scene.is_a(event, "Event|EventSeries"):
            host, what = scene.entity(city), scene.entity(event)
            yield from scene.draft(host, "hostCityOf", what, told.span(), "their-city", since=since)
    for told in _TAKES_PLACE.finditer(scene.text):
        yield from _takes_place(scene, told)
    for told in _OFFICE.finditer(scene.text):
        yield from _opened(scene, told)


def _takes_place(scene: Scene, told: re.Match[str]) -> Iterator[Draft]:
    """A conference called by its letters and number, where it will take place."""
    place, since = scene.masked.noun_at(told.start("city")), scene.date_at(told.start("d"))
    if place is None or place.kind != "City" or since is None:
        return
    host, what, span = scene.entity(place), scene.discourse.minter.named("Event", told["event"]), told.span()
    to_come = "will" in told[0] and not scene.is_past(since)
    hosted = scene.draft(host, "hostCityOf", what, span, "takes-place", since=since)
    for draft in (*hosted, *scene.draft(what, "heldIn", host, span, "takes-place", since=since)):
        yield draft._replace(status=Status.PLANNED) if to_come else draft


def _opened(scene: Scene, told: re.Match[str]) -> Iterator[Draft]:
    """The office of a country or a city, and whose it is: of a network, or of its body for a part of the world."""
    who, place = (scene.masked.noun_at(told.start(group)) for group in ("who", "where"))
    part = scene.masked.noun_at(told.start("part")) if told["part"] else None
    since = scene.date_at(told.start("d"))
    if place is None or since is None or not scene.is_a(place, "City|Country"):
        return
    if (who is not None and not scene.is_a(who, _KEEPERS)) or (part is not None and part.kind != "Region"):
        return
    minter, span = scene.discourse.minter, told.span()
    keeper = scene.entity(who) if who is not None else scene.owner
    if who is not None and part is not None:
        keeper = minter.named("Organization", f"{who.text} {part.text}")
    office, opened = minter.named("Office", f"{place.text} office"), Value("Date", str(since))
    yield from scene.draft(keeper, "operatesOfficeIn", scene.entity(place), span, "office-opened", since=since)
    yield from scene.draft(office, "establishedOn", opened, span, "office-opened", since=since)


def _mayors_city(scene: Scene) -> Noun | None:
    """The city of the mayor whom the sentence before names last."""
    before = scene.discourse.before
    told = list(_MAYOR_OF.finditer(before.text)) if before is not None else []
    noun = before.noun_at(told[-1].start("city")) if before is not None and told else None
    return noun if noun is not None and noun.kind == "City" else None
