"""A city's own office abroad, told in English as whose it is and where, with its name where that is said.

*The head of Graz's own office in Trieste, the Graz Trade Bureau, …*; *Bremen's representative office in Windhoek,
the Bremen Desk, opened its doors on 3 May*: the office is of the city that owns it, and lies in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft
from ..scene import Scene

_N = "[\ue000-\uf8ff]"
_HEAD = "(?:[Oo]ffice|[Bb]ureau|[Dd]esk|[Rr]epresentation|[Bb]ranch|[Mm]ission)"
_NAMED = rf"(?:[A-Z][\w'’-]+|{_N})(?: (?:[A-Z][\w'’-]+|{_N}|of|for|and|in))*"
_OWN = re.compile(
    rf"(?P<who>{_N})['’]s? (?:[a-z-]+ ){{0,4}}?(?:[a-z]+ )?{_HEAD} in (?:the )?(?P<where>{_N})"
    rf"(?: \({_N}\)|, {_N}(?=,))?"
    rf"(?:, (?:called |named )?(?:the )?(?P<name>{_NAMED})(?=,|\.|;|$))?"
    rf"(?:,? (?:which )?(?:(?:was|has been|had been) (?:opened|set up|established|inaugurated)"
    rf"|opened(?: its doors)?|(?:began|started) work)(?: [^.;,{_N[1:-1]}]{{2,40}}?)?(?:,? (?:on|in) (?P<d>{_N}))?)?"
)
_HAS_HEAD = re.compile(rf"\b{_HEAD}\b|\b(?:Cent(?:re|er)|House|Agency)\b")
_OPENS = re.compile(r"\b(?:opened|set up|established|inaugurated|began work|started work)\b")
_LINE = re.compile(rf"^\W{{0,3}}(?P<d>{_N}):? ")
_PLACES = "City|Prefecture|Region"


def own_offices(scene: Scene) -> Iterator[Draft]:
    """``operatesOfficeIn`` of whose the office is, and where its name says it lies."""
    for told in _OWN.finditer(scene.text):
        who, where = (scene.masked.noun_at(told.start(group)) for group in ("who", "where"))
        if who is None or where is None or not scene.is_a(who, f"{_PLACES}|Self|CityNetwork|Organization"):
            continue
        if not scene.is_a(where, f"{_PLACES}|Country") or who.text == where.text:
            continue
        scene.officed = True
        keeper, place = scene.meant(who), scene.meant(where)
        span = told.span()
        opened = _OPENS.search(told[0])
        dated = told if told["d"] else _LINE.match(scene.text) if opened else None
        since = scene.date_at(dated.start("d")) if dated is not None else None
        yield from scene.draft(keeper, "operatesOfficeIn", place, span, "own-office", since=since)
        name = scene.masked.plain(*told.span("name")) if told["name"] else ""
        if not _HAS_HEAD.search(name):
            continue
        office = scene.discourse.minter.named("Office", name)
        yield from scene.draft(keeper, "hasOverseasOffice", office, span, "own-office", since=since)
        yield from scene.draft(office, "locatedIn", place, span, "own-office")
        yield from scene.founded(office, since, span, "own-office")
