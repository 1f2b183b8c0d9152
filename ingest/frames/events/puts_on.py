"""Who puts an event on, in English, as the subject of doing so: *the Office for Culture will hold the Tide Forum*.

A body named by its own name, or by a form that shows one, right before the verb; hosts are told elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft
from ..scene import Scene
from ..syntax import syntax_of

_PUTS_ON = re.compile(
    r"\b(?:(?:will|would) )?(?P<verb>hold|holds|held|organi[sz]e[sd]?|put on|puts on|stage[sd]?|convene[sd]?)"
    r" (?:the|an?|its|their|this year['’]s) (?:(?:first|second|third|annual|own) )?"
    r"(?P<event>[\ue000-\uf8ff])(?!['’])"
)
_BODIES = "Organization|Department|Office|CityNetwork|Foundation|University|Company|InternationalOrganization"


def puts_on(scene: Scene) -> Iterator[Draft]:
    """``organizedBy`` of an event and the body that is the subject of putting it on."""
    if scene.japanese or not scene.of("Event"):
        return
    for told in _PUTS_ON.finditer(scene.text):
        noun = scene.masked.noun_at(told.start("event"))
        if noun is None or noun.kind != "Event":
            continue
        syntax = syntax_of(scene)
        who = syntax.subject(told.start(), told.end("verb"))
        body = syntax.entity(who, _BODIES) if who is not None and who.said in ("name", "body") else None
        span = (min(who.low, told.start()) if who else told.start(), told.end())
        yield from scene.draft(scene.entity(noun), "organizedBy", body, span, "puts-on")
