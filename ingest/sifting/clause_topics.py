"""Whose tie each clause of a Japanese sentence tells, where it is about several cities in turn.

津市が鎮江市と、四日市市が天津市と提携している: each partner belongs to the city named last as what is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...ontology.model import Entity
from ..matching.discourse import Discourse
from ..matching.engine import TIES, Draft
from ..text.mask import Masked, Noun

_ABOUT = re.compile(r"(?:市|町|村)?(?:\([^()]*\))?(?:は|が|も)(?!ある|あり)")
_WITH = re.compile(r"市?(?:\([^()]*\))?(?:(?:など|等)?と|、|・|や|及び)")
_WHO = frozenset(["City", "Prefecture", "Self"])


def of_clause_topics(drafts: Iterable[Draft], sentence: Masked, discourse: Discourse) -> Iterator[Draft]:
    """The drafts, a tie with its partner's own topic where the sentence has two or more."""
    nouns = {at: sentence.nouns[number] for at, number in sentence.index.items()}
    topics = [at for at, n in sorted(nouns.items()) if n.kind in _WHO and _ABOUT.match(sentence.text, at + 1)]
    several = discourse.frame.lang == "ja" and len(topics) > 1
    for draft in drafts:
        yield _retold(draft, nouns, topics, sentence, discourse) if several and draft.relation in TIES else draft


def _retold(
    draft: Draft, nouns: dict[int, Noun], topics: list[int], sentence: Masked, discourse: Discourse
) -> Draft:
    if not isinstance(draft.object, Entity):
        return draft
    for partner, other in ((draft.subject, draft.object), (draft.object, draft.subject)):
        places = [at for at, n in nouns.items() if _means(n, partner, discourse)]
        before = [at for at in topics if places and at < places[0]]
        if len(places) != 1 or places[0] in topics or not before:
            continue
        topic, named = nouns[before[-1]], nouns[places[0]]
        land = discourse.frame.home_land
        lands = [n.country or (land if n.kind == "Self" else None) for n in (topic, named)]
        if lands.count(land) != 1 or not _WITH.match(sentence.text, places[0] + 1):
            continue  # of two cities abroad that stand one by one with their dates, neither is the other's
        if _means(topic, other, discourse):
            return draft
        own = discourse.frame.owner
        meant = own if topic.kind == "Self" else discourse.minter.entity(topic)
        return draft if meant is None else draft._replace(subject=discourse.minter.known(meant), object=partner)
    return draft


def _means(noun: Noun, end: Entity, discourse: Discourse) -> bool:
    """Whether a noun of the sentence is an end of a draft."""
    if noun.kind == "Self":
        return end == discourse.frame.owner
    return end.iri == (noun.entities[0].iri if noun.entities else "") or any(n.text == noun.text for n in end.names)
