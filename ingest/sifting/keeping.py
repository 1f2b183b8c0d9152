"""Which drafts of a sentence stay: none that a row's columns tell, none of another city whose entry the line is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...ontology.model import Entity
from ..matching.discourse import Discourse
from ..matching.engine import TIES, Draft
from ..text.mask import Masked


def kept(drafts: Iterable[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts but ties that a row's columns tell, and those of another city whose entry the line is."""
    owner = discourse.frame.owner
    another = _headed_by_another(sentence, owner)
    return [
        d
        for d in drafts
        if not (discourse.remarked and d.relation == "tieAnniversaryWith" and _of_remark(d, discourse))
        and not _of_another_entry(d, discourse)
        and not _placed_by_columns(d, discourse)
        and (
            d.relation not in TIES
            or not (_told_by_columns(d, discourse) or (another and owner in (d.subject, d.object)))
        )
    ]


_OF_BEFORE = frozenset(["tie-of-city-before", "tie-record"])


def _of_another_entry(draft: Draft, discourse: Discourse) -> bool:
    """Whether a tie is given to the city of the entry before, as this one's sentence names none."""
    head = discourse.headed
    if head is None or draft.rule not in _OF_BEFORE or not head.entities:
        return False
    return head.entities[0] not in (draft.subject, draft.object)


_ENTRY = re.compile(r"[\ue000-\uf8ff]市?\s?[―—–‐:：]\s?(?=[\ue000-\uf8ff])")


def _headed_by_another(sentence: Masked, owner: Entity | None) -> bool:
    """Whether a line is the entry of another city of the owner's country: 小諸市 ― コクトー市(…)."""
    first = sentence.nouns[0] if sentence.nouns and _ENTRY.match(sentence.text) else None
    if first is None or owner is None or first.kind != "City" or not first.entities:
        return False
    land = first.entities[0].country
    return first.entities[0].iri != owner.iri and land == owner.country


def _told_by_columns(draft: Draft, discourse: Discourse) -> bool:
    """Whether a row's columns have told the tie that its line seems to tell."""
    if not discourse.by_columns or draft.inferred:
        return False
    return discourse.by_line or any(
        isinstance(e, Entity) and e.iri in discourse.by_columns for e in (draft.subject, draft.object)
    )


def _placed_by_columns(draft: Draft, discourse: Discourse) -> bool:
    """Whether a row's columns have told where an event was, which another cell of its line seems to tell."""
    ends = {"hostCityOf": draft.object, "heldIn": draft.subject}
    event = ends.get(draft.relation)
    return isinstance(event, Entity) and event.iri in discourse.placed


def _of_remark(draft: Draft, discourse: Discourse) -> bool:
    """Whether a row's remark has told the anniversary that a draft is of."""
    return any(isinstance(e, Entity) and e.iri in discourse.remarked for e in (draft.subject, draft.object))
