"""What an event came to: a declaration adopted, issued or made there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Value
from ...matching.engine import Draft
from ..scene import Scene
from .gatherings import spoken_event

_EVENTS = "Event|EventSeries"
_OWN_WORK = re.compile(r"市議会|議会|本市(?:は|が)|当市|条例|予算")
_IN_A_NAME = re.compile(r"(?:\b[A-Z][\w'’-]*|[\ue000-\uf8ff]) and $")
_WITH = re.compile("(?:市|国)?(?:\\([^()]*\\))?とも?、?")


def outcomes(scene: Scene) -> Iterator[Draft]:
    """``eventOutcome`` of the event that the sentence names before it, else of the one spoken of."""
    told = scene.says("outcome" if scene.japanese else "outcome_en")
    if told is None:
        return
    joined = None if scene.japanese else _IN_A_NAME.search(scene.text, 0, told.start("what"))
    if joined and not told["what"].startswith("the "):
        return  # the Water and Sanitation Fund was launched: its name goes over the "and"
    named = [s for s in scene.of(_EVENTS) if s.at < told.start("what")]
    if scene.japanese and not named and _OWN_WORK.search(scene.text[: told.start()]):
        return
    if not named and any(_WITH.match(scene.text, s.at + 1) for s in scene.of("City|Country|Region|Organization")):
        return  # コトヌー市と共同声明を発表: what two agreed on came of no meeting
    event = named[-1].noun if named else spoken_event(scene)
    if event is None or (named and "。" in scene.text[named[-1].at : told.start()]):
        return
    text = scene.masked.plain(*told.span("what")).strip()
    yield from scene.draft(
        scene.entity(event), "eventOutcome", Value("Text", text), told.span("what"), "outcome-told"
    )
