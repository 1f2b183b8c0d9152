"""Notices: the name of an event on a line of its own, with 日時 …, 会場 …, 主催 … on the lines below.

The line may be a field for it (行事名: 第12回港湾セミナー): then the lines below are of that event alone, and of
none where the field names only what kind of thing it was (行事名: 歓迎会).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Value
from ...matching.engine import Draft, days
from ...nouns.well_formed import well_formed
from ...text.mask import Noun
from ..rows.happenings import may_be_called
from ..scene import Scene
from ..words import word

_ELSEWHERE = re.compile("オンライン|未定|調整中|中止|延期")


def notices(scene: Scene) -> Iterator[Draft]:
    """``heldOn``, ``hostCityOf`` and ``heldIn`` of the event that a notice is about."""
    if not scene.japanese or len(scene.text) > _SHORT:
        return
    if (field := word("notice_name").match(scene.text)) is not None:
        _name(scene, field.end())
        return
    when = word("notice_when").match(scene.text)
    where = None if when else word("notice_where").match(scene.text)
    if (when is None and where is None) or _ELSEWHERE.search(scene.text):
        return
    noun = scene.discourse.announced
    if noun is None:
        return
    scene.discourse.last["Event"] = noun
    scene.discourse.occasion, scene.discourse.occasion_age = noun, -1
    event = scene.entity(noun)
    span = (0, len(scene.text))
    if when is not None:
        told = scene.date_at(when.end())
        if told is None:
            return
        begun, ended = days(told)
        yield from scene.draft(
            event, "heldOn", Value("Date", str(told)), span, "notice", since=begun, until=ended, done=True
        )
        if scene.owner is not None and scene.owner.kind == "City" and scene.discourse.labelled is not noun:
            yield from scene.draft(
                scene.owner, "hostCityOf", event, span, "notice", since=begun, until=ended, done=True
            )
        return
    if scene.discourse.labelled is noun:
        for spot in scene.of("City")[:1]:
            city = scene.entity(spot.noun)
            yield from scene.draft(city, "hostCityOf", event, span, "notice", done=True)
    for spot in scene.of("Facility")[:1]:
        yield from scene.draft(event, "heldIn", scene.entity(spot.noun), span, "notice", done=True)


def _name(scene: Scene, at: int) -> None:
    """Takes the event that a field names for the one that the lines below tell of."""
    name = scene.masked.clean.text[scene.masked.at[at] :].strip(" 　「」『』")
    named = next((s.noun for s in scene.of("Event") if s.at >= at), None)
    sole = may_be_called(name) and well_formed("Event", name)
    noun = named if named is not None and len(named.text) + 2 >= len(name) else Noun(0, 0, "Event", name)
    discourse = scene.discourse
    discourse.announced = discourse.labelled = noun if sole else None
    discourse.entitles = sole  # a long field below is no end of it
    if not sole:
        discourse.occasion = None
        discourse.last.pop("Event", None)


_SHORT = 60  # masked characters of a line of a notice
