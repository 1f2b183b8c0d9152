"""Lines that tell the editions of a series that the line or heading above names, in English.

*Past general assemblies* / 1st: Gdynia, October 1990 (12 cities) / 8th   May 4-6, 2011   Turku, Finland (26 cities
took part). The line opens with the number and names one place and a date; a bracket may tell how many came, or that
it is still to come.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ....ontology.edtf import Interval, on
from ....ontology.model import Entity, Status, Value
from ...matching.discourse import Discourse
from ...matching.engine import Draft, days
from ...matching.reading import Reading
from ...text.clean import Clean
from ...text.column_roles import role_of
from ...text.mask import Masked, Noun
from ...text.structure import Block
from ..scene import Scene

_OPENS = re.compile(r"\W{0,3}(?P<nth>[1-9]\d{0,2}(?:st|nd|rd|th))(?:[:.,–-]? |$)")
_SERIES = re.compile(
    r"\W{0,3}(?:(?:[Pp]ast|[Pp]revious|[Oo]ur|[Aa]ll|[Ee]arlier|[Ll]ist of|[Tt]he|[Hh]osts? of|[Ee]ditions of)\s)*"
    r"(?P<name>(?:[\w’'&-]+ ){0,6}?(?P<word>(?i:conference|meeting|assembl(?:y|ies)|congress|summit|forum"
    r"|symposi(?:um|a)"
    r"|convention|festival|session|game|workshop|seminar|council)(?:e?s)?))"
    r"(?: (?:so far|to date|held|until now|at a glance|and hosts?))?(?: \([^()]*\))?:?"
)
_COUNT = re.compile(
    r"\((?:[a-z]+ (?:by|with) )?(?P<n>\d{1,3}(?:,\d{3})+|\d+) (?:(?:member|local) )?"
    r"(?:cities|towns|members|municipalities|participants|delegates|people|governments)(?: [a-z ]{2,30})?\)"
)
_TO_COME = re.compile(r"\b(?:planned|scheduled|to be (?:held|confirmed)|to come|upcoming|due|next)\b", re.I)
_OFF = re.compile(r"\b(?:cancel\w*|postponed|called off|not held|withdrawn|instead)\b", re.I)
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_ONLINE = re.compile(r"\b(?:online|virtual)\b", re.I)


def edition_lines(
    block: Block, discourse: Discourse, reading: Reading, annotate: Callable[[Clean], Masked]
) -> Iterator[tuple[Masked, Draft]]:
    """``hostCityOf``, ``heldOn``, ``heldIn`` and ``participantCount`` of the edition that a line tells."""
    opens = (
        _OPENS.match(block.text.text) if block.kind in ("row", "item") and discourse.frame.lang == "en" else None
    )
    series = _series(discourse) if opens and not _OFF.search(block.text.text) else None
    if opens is None or series is None or any(map(role_of, block.header)):
        return
    parts = [annotate(cell) for cell in block.cells[1:] or (block.text,)]
    cities = [n for part in parts for n in part.nouns if reading.is_a(n, "City|Self") and not _aside(part, n)]
    dates = [when for part in parts for when in _dates(part, discourse)]
    if len(cities) != 1 or len(dates) != 1:
        return
    whole = annotate(block.text)
    scene = Scene(whole, discourse, reading)
    event = _called(scene, f"{opens['nth']} {series}")
    begun, ended = days(dates[0])
    people = _people(block.text.text)
    city = None if _ONLINE.search(block.text.text) else scene.entity(cities[0])
    facts: list[tuple[Entity | None, str, Entity | Value | None]] = [
        (event, "heldOn", Value("Date", str(dates[0]))),
        (city, "hostCityOf", event),
        (event, "heldIn", city),
        (event, "participantCount", Value("Count", people) if people else None),
    ]
    planned = bool(_TO_COME.search(block.text.text)) or _ahead(scene, dates[0])
    span = (0, len(scene.text))
    for subject, relation, object_ in facts:
        for draft in scene.draft(
            subject, relation, object_, span, "edition-line", since=begun, until=ended, done=not planned
        ):
            yield whole, draft._replace(status=Status.PLANNED) if planned else draft


def _called(scene: Scene, name: str) -> Entity:
    """The edition of a name, under that of the network whose it is as well."""
    heads = (n for line in scene.discourse.above for n in line.nouns)
    body = next((n for n in heads if scene.is_a(n, "CityNetwork|Alliance|EventSeries")), None)
    whole = f"{body.text} {name}" if body is not None and body.text not in name else name
    return scene.discourse.minter.named("Event", whole, (name,))


def _dates(part: Masked, discourse: Discourse) -> list[Interval]:
    """The dates of a cell, or of an item behind its number."""
    year = _YEAR.fullmatch(part.clean.text.strip())
    return [on(int(year[0]))] if year else [when for _, when in discourse.dates(part).dates]


def _series(discourse: Discourse) -> str | None:
    """The name of one of what the nearest line above says that the lines list: General assembly."""
    for line in discourse.nearest:
        if told := _SERIES.fullmatch(line.clean.text.strip()):
            name, word = told["name"], told["word"]
            return name.removesuffix(word) + _one(word)
    return None


def _one(word: str) -> str:
    """One of them: conference, assembly, congress."""
    for many, one in (("ies", "y"), ("sses", "ss"), ("sia", "sium"), ("ss", "ss"), ("s", "")):
        if word.endswith(many):
            return word.removesuffix(many) + one
    return word


def _aside(part: Masked, noun: Noun) -> bool:
    """Whether a name stands in a bracket."""
    ahead = part.clean.text[: noun.start]
    return ahead.count("(") > ahead.count(")")


def _people(text: str) -> str | None:
    """How many a bracket says took part."""
    told = _COUNT.search(text)
    return told["n"].replace(",", "") if told else None


def _ahead(scene: Scene, when: Interval) -> bool:
    own = scene.discourse.frame.as_of
    return bool(own and own.latest and when.earliest and when.earliest > own.latest)
