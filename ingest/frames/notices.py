"""Notices: the name of an event on a line of its own, with 日時 …, 会場 …, 主催 … on the lines below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...ontology.model import Value
from ..matching.engine import Draft, days
from .scene import Scene
from .words import word

_ELSEWHERE = re.compile("オンライン|未定|調整中|中止|延期")


def notices(scene: Scene) -> Iterator[Draft]:
    """``heldOn``, ``hostCityOf`` and ``heldIn`` of the event that a notice is about."""
    if not scene.japanese or len(scene.text) > _SHORT:
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
        if scene.owner is not None and scene.owner.kind == "City":
            yield from scene.draft(
                scene.owner, "hostCityOf", event, span, "notice", since=begun, until=ended, done=True
            )
        return
    for spot in scene.of("Facility")[:1]:
        yield from scene.draft(event, "heldIn", scene.entity(spot.noun), span, "notice", done=True)


_SHORT = 60  # masked characters of a line of a notice
