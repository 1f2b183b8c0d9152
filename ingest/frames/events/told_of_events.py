"""What English prose says beside the name of an event: in which town it is, on which day, who is its host.

*Delegates meet in Busan this week for the 12th Ocean Forum* (the town); *at the 11th General Assembly in September
2023*, *on 24 January 2019 the ambassador gave the 6th Cities Evening* (the day); *the 13th City Summit, which Graz
is hosting from 3 to 5 May* (the host). The event stands there as one thing: by a number, a year or a name in
capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ....ontology.edtf import Interval, on, parse
from ....ontology.model import Value
from ...data import table
from ...matching.engine import Draft, days
from ...text.sieve import Several
from ..scene import Scene

_N = "[\ue000-\uf8ff]"
_RULE = "named-event"
_AT = rf"(?P<c>{_N})(?: City)?(?:, {_N})?"
_ON = rf"(?:,? (?:held |to be held )?(?:on|in|from) (?:\w+day,? )?(?P<d>{_N}))"


@cache
def _ways() -> Several:
    """How it is told: ``e`` is the event, ``c`` the town, ``d`` the day."""
    said = table("words/told_english.toml")["named_event"]
    return Several(
        (
            rf"\b{said['there']} in (?:the )?{_AT},?(?: (?:(?:on|in|from) (?P<d>{_N})|{_N}|\w+ week))?,?"
            rf" for (?:the |their |its )?(?:(?P<y>{_N})['’]s )?(?P<e>{_N})",
            rf"\b(?:[Aa]t|[Dd]uring) (?:the )?(?P<e>{_N})(?: \([^()]{{1,20}}\))?(?:,? (?:held )?in {_AT})?{_ON}",
            rf"\b[Oo]n (?P<d>{_N}),? (?:(?!visited|toured|and |called )[^\s.;:]+ ){{1,8}}?(?:{said['gave']})"
            rf" (?:the|an?|his|her|its|their) (?P<e>{_N})",
            rf"(?P<e>{_N})(?: \([^()]{{1,20}}\))?,? (?:which|that) (?:the )?(?:[Cc]ity of )?(?P<c>{_N})(?: City)?"
            rf" (?:{said['hosts']}){_ON}?",
            rf"(?:^|\. |\b[A-Z][a-z]+ (?:week|month) )(?:the )?(?P<c>{_N})(?: City)?"
            rf" (?:{said['hosts']}) (?:the )?(?P<e>{_N}){_ON}?",
        )
    )


def told_of_events(scene: Scene) -> Iterator[Draft]:
    """``hostCityOf`` and ``heldOn`` of the event that a wording of prose names."""
    if scene.japanese or scene.discourse.kind == "heading" or _UNSURE.search(scene.text):
        return
    for told in _ways().finditer(scene.text):
        yield from _told(scene, told)


_UNSURE = re.compile(
    r"\b(?:not|never|bid|bids|cancelled|canceled|postponed|would|may|might|could|hopes?|candidate|if|unless|proposed)\b"
)
_TO_COME = re.compile(r"\b(?:will|is to|is due to|to be held)\b")


def _told(scene: Scene, told: re.Match[str]) -> Iterator[Draft]:
    groups, span = told.groupdict(), told.span()
    noun = scene.masked.noun_at(told.start("e"))
    if noun is None or not scene.is_a(noun, "Event") or not _is_one(noun.text):
        return
    event = scene.entity(noun)
    when = _when(scene, told, noun.text)
    begun, ended = days(when) if when else (None, None)
    done = _TO_COME.search(told[0]) is None
    if groups.get("c"):
        place = scene.masked.noun_at(told.start("c"))
        if place is None or place.kind not in ("City", "Self"):
            return
        yield from scene.draft(
            scene.meant(place), "hostCityOf", event, span, _RULE, since=begun, until=ended, done=done
        )
    if when is not None:
        held = Value("Date", str(when))
        yield from scene.draft(event, "heldOn", held, span, _RULE, since=begun, until=ended, done=done)


def _is_one(name: str) -> bool:
    """Whether a name says which event it is: by a number, a year or words in capitals."""
    return _NUMBER.search(name) is not None or len(_CAPITAL.findall(name)) > 1


_NUMBER = re.compile(r"\d|\b(?i:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b")
_CAPITAL = re.compile(r"\b[A-Z]")


def _when(scene: Scene, told: re.Match[str], name: str) -> Interval | None:
    """The day of a match; of *this year's* one the year; of one met for, the date of what came *when* they met."""
    groups = told.groupdict()
    for group in ("d", "y"):
        if groups.get(group) and (when := scene.date_at(told.start(group))) is not None:
            finer = [v for _, v in scene.dates if group == "y" and v.precision == "day" and when.contains(v)]
            return finer[0] if len(finer) == 1 else when
    if _IS_HOSTING.search(told[0]) and (own := scene.discourse.frame.as_of) is not None and own.earliest:
        return on(own.earliest.year, own.earliest.month) if own.precision in ("day", "month") else None
    ahead = [(d, v) for d, v in scene.dates if d < told.start()]
    if ahead and _WHEN.fullmatch(scene.text, ahead[-1][0] + 1, told.start()):
        return ahead[-1][1]
    year = _YEAR.search(name)
    return parse(year[0]) if year and "c" in groups else None


_IS_HOSTING = re.compile(r"\b(?:is|are) (?:now |currently )?hosting\b")
_WHEN = re.compile(r",? when (?:[a-z]+ ){1,4}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)(?!20)\d\d(?!\d)")
