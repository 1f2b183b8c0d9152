"""Contracts on works abroad, and help that goes on since a year: what the releases of a city's bureau tell.

下関市上下水道局は、5月9日、国際協力機構(JICA)と、技術協力事業を行うための契約を結びました is an agreement of the
bureau; 同局は平成9年からラオスの水道に技術協力を続けています is help since that year, and no project of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Entity
from ...matching.engine import Draft
from ..scene import Scene

_N = "[\ue000-\uf8ff]"
_TOPIC = re.compile(rf"(?:^|。|[、\s])(?P<who>{_N})(?:は|が|では)")
_CONTRACT = re.compile(
    rf"(?P<with>{_N})(?:\([^()]*\))?と(?:の間で)?、?(?:{_N}(?:に)?、?)?"
    rf"[^。]{{0,40}}?(?:協力|支援|事業|技術|研修|{_N})[^。、]{{0,20}}?契約を(?:結[びん]|締結し|交わし|取り交わし)(?!.{{0,4}}予定)"
)
_HELP = re.compile(
    rf"(?P<d>{_N})(?:から|以来|より)、?(?P<place>{_N})(?:国|市)?(?:に対し(?:て)?、?|への|に、?|の[^。、はがを]{{1,16}}?(?:に(?:対して)?|への|で)、?)"
    rf"(?:[一-鿿の・]{{0,8}})(?:協力|支援|援助|{_N})を(?:続け|継続し|重ね)"
)
_BODIES = "NationalGovernment|InternationalOrganization|Organization|University|Foundation"


def works_agreed(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` of a contract, ``providesSupportTo`` since the year from which help goes on."""
    if scene.discourse.kind == "heading":
        return
    if "契約" in scene.text and (told := _CONTRACT.search(scene.text)) is not None:
        body = scene.masked.noun_at(told.start("with"))
        since = next((v for d, v in scene.dates if d < told.end()), None)
        if body is not None and scene.is_a(body, _BODIES):
            who = _who(scene, told.start("with"))
            yield from scene.draft(who, "agreementWith", scene.entity(body), told.span(), "contract", since=since)
    for told in _HELP.finditer(scene.text) if "を" in scene.text else ():
        place, begun = scene.masked.noun_at(told.start("place")), scene.date_at(told.start("d"))
        if place is None or begun is None or scene.at_home(place) or not scene.is_a(place, "City|Country|Region"):
            continue
        where, span = scene.entity(place), told.span()
        yield from scene.draft(
            _who(scene, told.start()), "providesSupportTo", where, span, "help-goes-on", since=begun, done=True
        )


def _who(scene: Scene, before: int) -> Entity | None:
    """Who is said to do it: the party that the sentence is about, else the document's own."""
    told = [m for m in _TOPIC.finditer(scene.text) if m.end() <= before]
    noun = scene.masked.noun_at(told[-1].start("who")) if told else None
    if noun is None or scene.is_own(noun) or not scene.is_a(noun, "City|Prefecture|Department|Organization"):
        return scene.owner
    return scene.entity(noun)
