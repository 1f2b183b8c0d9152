"""Works abroad below a head that says whose they are and where: 飯田市 → ラオス, 北九州市 × インド(チェンナイ).

Who stands before the arrow carries out what the record below names, in the land behind it, in the time it tells;
places that the record or the brackets name lie in that land: 事業名:… / 期 間:2016年から / 場 所:A県、B市.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...matching.discourse import Discourse
from ...matching.engine import Draft
from ...matching.reading import Reading
from ...text.clean import Clean
from ...text.mask import Masked, Noun
from ...text.structure import Block
from ...text.work_keys import role_of_work
from ..scene import Scene
from .fields import Annotate, provinces
from .headed_works import doers_of, facts, lists_works, project_of
from .municipalities import municipalities

_HEAD = re.compile(
    r"(?:\(?\d{1,2}[).]\s*|[①-⑳]\s*)?(?P<who>[^\s()→⇒。、]{2,20}(?:\s?\([^()]{2,6}\))?)\s*"
    r"(?:→|⇒|➡|⇨|↔|⇔|×|✕|―|—|–|▶|>>?)\s*(?P<where>[^()→⇒。、]{2,16}(?:\s?\((?P<inside>[^()]{2,24})\))?)"
)
_PLACES = ("City", "Region")


class Towards(NamedTuple):
    """Who works where, as the head of a record says."""

    doers: list[Entity]
    land: Noun
    places: list[Noun]


def towards(head: Clean, discourse: Discourse, annotate: Annotate) -> Towards | None:
    """What the head of a record of works abroad says; none for another line."""
    told = _HEAD.fullmatch(head.text)
    if told is None:
        return None
    doers = municipalities(told["who"], discourse, None, sure=False)
    doers = doers or doers_of(re.sub(r"\s?\([^()]*\)$", "", told["who"]), discourse)
    where = annotate(head[told.start("where") : told.end("where")])
    own = discourse.frame.home_land
    lands = [n for n in where.nouns if n.kind == "Country" and n.country != own]
    if not doers or len(lands) != 1 or where.clean.text.partition("(")[0].strip() != lands[0].text:
        return None
    return Towards(doers, lands[0], list(_inside(where, lands[0])))


def _inside(told: Masked, land: Noun) -> Iterator[Noun]:
    """The places in a land that a text names: those that lie there, those of no list, provinces by their form."""
    for noun in told.nouns:
        if noun.kind in _PLACES and (not noun.entities or noun.country in (None, land.country)):
            yield noun
    yield from provinces(re.split(r"[、・()\s]|及び|と", told.clean.text), told.nouns)


def work_towards(
    block: Block, discourse: Discourse, reading: Reading, annotate: Annotate
) -> list[tuple[Masked, Draft]] | None:
    """What the record below such a head tells; none for another block."""
    head = block.lead or (block.above[-1] if block.above else None)
    if head is None or not block.header_pairs or not lists_works(discourse):
        return None
    fields = {role: v for key, v in zip(block.header, block.values, strict=False) if (role := role_of_work(key))}
    if not fields.keys() & {"content", "held"} or (told := towards(head, discourse, annotate)) is None:
        return None
    scene = Scene(annotate(block.text), discourse, reading)
    when = None
    if "held" in fields:
        when = next((n.value for n in annotate(fields["held"]).nouns if isinstance(n.value, Interval)), None)
    places = [*told.places, *(_inside(annotate(fields["place"]), told.land) if "place" in fields else ())]
    return [
        (scene.masked, draft)
        for draft in _facts(scene, told._replace(places=places), project_of(fields, discourse), when)
    ]


def _facts(scene: Scene, told: Towards, project: Entity | None, when: Interval | None) -> Iterator[Draft]:
    land, places = scene.entity(told.land), [scene.entity(noun) for noun in told.places]
    yield from facts(scene, "work-towards", told.doers, [land], project=project, when=when)
    yield from facts(scene, "work-towards", (), places, project=project, when=when)
    for place in places:
        yield from scene.draft(place, "locatedIn", land, (0, len(scene.text)), "place-of-work")
