"""How many members a body has, as English sentences tell it.

*At the end of 2019 we had 186 members*; *146 individual members and 9 corporate members*; *Eurotowns, a network of
more than 20 towns*. A figure is of the body named before it, of the society that says *we*, else of the network
spoken of; what a committee or a branch without a name counts is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ....ontology.model import Entity, Value
from ...matching.engine import Draft
from ...nouns.body_words import english
from ..scene import Scene
from .as_counted import as_counted

_NOUN = "[\ue000-\uf8ff]"
_FIGURE = re.compile(
    rf"{_NOUN}|(?<![\d.,$£€])(?P<n>\d{{1,3}}(?:,\d{{3}})*|\d+) (?:(?P<sort>(?!of\b)[a-z-]+) )?"
    r"(?:[a-z-]+ )??(?:and [a-z]+ )?"
    r"(?P<unit>members?(?: households| families| schools| organi[sz]ations)?|subscribers|cities|towns|regions"
    r"|municipalities|governments|local authorities)\b"
)
_COUNTED = re.compile(
    r"(?:\b(?:links|joins|unites|connects|count(?:s|ed)?|has|had|have|with|number(?:s|ed)?|comprises|consists of"
    r"|(?:brings|brought) together|made up of|membership of|(?:network|alliance|league|union|association) of)"
    rf"(?: now| today)?|{_NOUN},? and)(?: some| about| over| nearly| almost| around| more than| well over)? $"
)
_OF_BODY = re.compile(r"(?:member )?(?:cities|members|companies|organi[sz]ations|households|families)$")
_MEMBERS = re.compile(r"member|subscriber|household|famil")
_MET = re.compile(r"\b(?:brings|brought) together(?: [a-z]+)? $")
_OF_NETWORK = re.compile(r"(?:network|alliance|league|union|association) of(?: [a-z]+)* $")
_WE = re.compile(
    r"\b[Ww]e (?:now |then |still |also )?(?:have|had|count|counted|number|numbered)\b|\b[Oo]ur membership\b"
)
_SUBJECT = re.compile(rf"\b{english(places=False)}\b(?! of (?:the )?$)")
_SENTENCE = re.compile(r"[.;] ")
_BODIES = "CityNetwork|Organization|Foundation|Alliance"


class _Figure(NamedTuple):
    """A number of members in the masked text, and what it counts."""

    start: int
    end: int
    value: float
    unit: str


def counted_members(scene: Scene) -> Iterator[Draft]:
    """``memberCount`` of each figure, with what it counts and the one date told with it."""
    if scene.japanese or scene.says("bid"):
        return
    counted = 0  # where the figure before ends: 146 individual and 9 corporate members are told together
    for figure in _figures(scene):
        text = scene.text[: figure.start]
        goes_on = counted and text[counted:] in (" and ", ", ", ", and ")
        if not (goes_on or _COUNTED.search(text[-70:])):
            continue
        body = _counting(scene, figure)
        if body is None:
            continue
        counted = figure.end
        yield from scene.draft(
            body,
            "memberCount",
            Value("Count", f"{figure.value:.15g}"),
            (figure.start, figure.end),
            "members-counted",
            since=as_counted(scene, figure.start),
            key=(("unit", figure.unit),),
        )


def _figures(scene: Scene) -> Iterator[_Figure]:
    for match in _FIGURE.finditer(scene.text):
        noun = scene.masked.noun_at(match.start())
        if match["n"]:
            unit = " ".join(filter(None, (match["sort"], match["unit"])))
            yield _Figure(*match.span(), float(match["n"].replace(",", "")), unit)
        elif noun is not None and noun.kind == "Count" and isinstance(noun.value, float):
            unit = (noun.names or ("",))[0]
            if _OF_BODY.match(unit):
                yield _Figure(*match.span(), noun.value, unit)


def _counting(scene: Scene, figure: _Figure) -> Entity | None:  # noqa: PLR0911 -- one return a way to be told
    """Whose members a figure counts."""
    low = max((m.end() for m in _SENTENCE.finditer(scene.text, 0, figure.start)), default=0)
    before = scene.text[low : figure.start]
    frame = scene.discourse.frame
    owner = frame.owner
    if _MET.search(before) and any(low <= s.at < figure.start for s in scene.of("Event|EventSeries")):
        return None  # the meeting brought together 14 member cities: those that came
    if _WE.search(before):
        ours = owner if owner is not None and owner.kind == "Organization" else frame.voice
        return scene.discourse.minter.known(ours) if ours is not None and _MEMBERS.search(figure.unit) else None
    ahead = [s for s in scene.of(_BODIES) if s.at < figure.start]
    networks = [s for s in ahead if s.noun.kind == "CityNetwork"]
    if _OF_NETWORK.search(before) and not [s for s in networks if s.at >= low]:
        return scene.entity(ahead[-1].noun) if ahead and ahead[-1].at >= low else None
    if networks:
        return scene.entity(networks[-1].noun)
    if ahead and ahead[-1].at >= low and _MEMBERS.search(figure.unit):
        return scene.entity(ahead[-1].noun)
    if _SUBJECT.search(before):
        return None  # the Osaka committee, with 74 members
    if owner is not None and owner.kind == "Organization":
        return owner
    spoken = scene.spoken("CityNetwork")
    return scene.entity(spoken) if spoken else None
