"""No city hosts what was held online alone: 講演会(オンライン開催) is in no place, whoever put it on."""

from __future__ import annotations

from collections.abc import Sequence

from ...ontology.model import Entity
from ..matching.engine import Draft


def held_online(drafts: Sequence[Draft]) -> list[Draft]:
    """A sentence's drafts without hosts of events of which it tells no place but that they were online."""
    places = [d for d in drafts if d.relation == "heldIn"]
    somewhere = {d.subject.iri for d in places if isinstance(d.object, Entity)}
    online = {d.subject.iri for d in places} - somewhere
    return [
        d
        for d in drafts
        if not (d.relation == "hostCityOf" and isinstance(d.object, Entity) and d.object.iri in online)
    ]
