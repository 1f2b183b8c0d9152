"""Who is the member: where a sentence's own subject is read as one, nobody else is a member by the same words.

*A member of Sister Cities International, it has 140 people on its rolls*: it, and not the city whose page this is.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..matching.engine import Draft

_BY_SUBJECT = "belongs-told"


def by_subject(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts without members of a network that a sentence does not say it of, nor that of what only belongs."""
    found = list(drafts)
    told = [d for d in found if d.relation == "memberOf" and d.rule == _BY_SUBJECT]
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
