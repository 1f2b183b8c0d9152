"""Which cities host an event in turn: those that are listed, of the one spoken of, of the last one and the next."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...dates.sentence_dates import NAMED_YEAR
from ...matching.engine import Draft
from ...nouns.editions import edition_of
from ...text.mask import Noun
from ..scene import Scene
from .events import ends
from .gatherings import of_another_event

_EVENTS = "Event|EventSeries"
_MOVES = re.compile(r"(?:moved on|went|came|travell?ed|passed|returned) to")
_SOMEBODY = re.compile(
    "[\ue000-\uf8ff]|\\b(?:people|delegat|mayor|Mayor|student|pupil|group|team|citizen|official|resident)"
)
_OTHER_ONE = re.compile(
    r"\b(?:previous|last|next|first|earlier|preceding) (?:one|edition|congress|meeting|summit|event)\b"
)
_WHICH_ONE = (
    r"(?:(?:[Tt]he |its |their )?(?:previous|last|next|preceding|following)|[Ll]ast year['’]s|[Nn]ext year['’]s)"
    r" (?:one|edition|event|congress|meeting|summit|forum|conference|festival|assembly)"
)
_WAS_IN = re.compile(
    rf"{_WHICH_ONE},? (?:(?:which )?(?:was|will be|is to be) )?"
    r"(?:held|hosted|staged|took place|takes place|will take place) (?:in|by) "
    r"(?:the city of )?(?P<city>[\ue000-\uf8ff])(?:,? (?:in )?(?P<when>[\ue000-\uf8ff]))?"
)
_HOSTS_IT = re.compile(
    rf"(?P<city>[\ue000-\uf8ff]) (?:will host|hosted|hosts|is to host) {_WHICH_ONE}"
    r"(?:,? (?:in )?(?P<when>[\ue000-\uf8ff]))?"
)


def hosts(scene: Scene) -> Iterator[Draft]:
    """Recent hosts include Ulaanbaatar (2012) and …; the conference moved on to Shenyang in 1985; 開催地は…."""
    told = scene.says("hosts" if scene.japanese else "hosts_list_en")
    if told is None and not scene.japanese:
        yield from _host_of_another(scene)
    if told is None or scene.says("bid"):
        return
    named = [s for s in scene.of(_EVENTS) if s.at < told.end()]
    if not (named or scene.japanese) and _MOVES.match(told[0]) and _SOMEBODY.search(scene.text, 0, told.start()):
        return  # young people from Kent went to Graz in 1968
    noun = named[-1].noun if named else None if of_another_event(scene) else scene.spoken(_EVENTS)
    if noun is None:
        return
    cities = [s for s in scene.of("City|Self") if s.at >= told.end() - 1]
    groups = [[c] for c in cities]
    for group, since in zip(groups, scene.dated(groups), strict=True):
        begun, ended = ends(since)
        other = _OTHER_ONE.search(scene.text, max(0, told.start() - 30), told.end())
        yield from scene.draft(
            scene.entity(group[0].noun),
            "hostCityOf",
            another_edition(scene, noun, since) if other else scene.entity(noun),
            (told.start(), group[0].at + 1),
            "hosts-listed",
            since=begun,
            until=ended,
        )


def _host_of_another(scene: Scene) -> Iterator[Draft]:
    """The last forum, held in Mombasa in 2022; Dakar will host the next one in 2026."""
    told = _WAS_IN.search(scene.text) or _HOSTS_IT.search(scene.text)
    city = scene.masked.noun_at(told.start("city")) if told else None
    noun = scene.spoken(_EVENTS)
    if told is None or city is None or city.kind not in ("City", "Self") or noun is None or scene.says("bid"):
        return
    when = scene.date_at(told.start("when"))
    begun, ended = ends(when)
    yield from scene.draft(
        scene.entity(city), "hostCityOf", another_edition(scene, noun, when), told.span(), "host-of-another",
        since=begun, until=ended,
    )  # fmt: skip


def another_edition(scene: Scene, noun: Noun, when: Interval | None) -> Entity:
    """Another edition than the one that is spoken of: the previous one was hosted by Durban."""
    edition = edition_of(noun.text)
    series = edition.series if edition else NAMED_YEAR.sub("", noun.text).strip()
    year = str(when.earliest.year) if when and when.earliest else "another"
    return scene.discourse.minter.named("Event", f"{series} {year}", (series,), scope=year)
