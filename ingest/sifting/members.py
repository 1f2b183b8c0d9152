"""What a sentence says of its own subject: where that is read as a member, nobody else is one by the same words.

*A member of Sister Cities International, it has 140 people on its rolls*: it, and not the city whose page this is.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...ontology.model import Entity
from ..matching.engine import Draft

_BY_SUBJECT = "belongs-told"


def by_subject(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts without members of a network that a sentence does not say it of, nor that of what only belongs."""
    found = list(drafts)
    told = [d for d in found if d.relation == "memberOf" and d.rule == _BY_SUBJECT]
    if not told:
        return found
    of_bodies = {d.object for d in told if d.subject.kind != "City"} - {
        d.object for d in told if d.subject.kind == "City"
    }
    members = {d.subject for d in told}
    return [
        d
        for d in found
        if d.relation != "memberOf"
        or d.rule == _BY_SUBJECT
        or not (d.object in members or (d.object in of_bodies and d.subject.kind == "City"))
    ]


def borne(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts without an event that a sentence tells as a title: held by a city, it was not held there."""
    found = list(drafts)
    titles = {
        n.text for d in found if d.rule == "honour-told" and isinstance(d.object, Entity) for n in d.object.names
    }
    if not titles:
        return found
    return [d for d in found if d.relation not in ("hostCityOf", "heldOn", "heldIn") or not _is_any(d, titles)]


def _is_any(draft: Draft, names: set[str]) -> bool:
    ends = (draft.subject, draft.object)
    return any(n.text in names for e in ends if isinstance(e, Entity) and e.kind != "City" for n in e.names)
