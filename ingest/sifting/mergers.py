"""Ties told behind a merger: what merged has no tie of its own then, and its year is not the tie's.

1998年の再編でA市とB市が一つになりC市が生まれたため、同年、C市と改めて提携した: neither A nor B was tied in 1998.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...ontology.model import Entity
from ..matching.discourse import Discourse
from ..matching.engine import TIES, Draft
from ..text.mask import Masked, Noun

_MERGED = re.compile(
    r"(?:合併|統合|編入|一つにな|ひとつにな|1つにな|再編|市制施行|改称)[^。]{0,30}?"
    r"(?:ため|により|ので|に伴い|に伴って|ことから|のを受け|ことを受け)、?"
)

_INHERITED = re.compile("引き?継|継承|承継|受け継")  # the tie is the older one's
# 平成17年3月21日 A市と合併し、B市との姉妹都市関係を受け継ぐ: since then it is the city's as well
_TAKEN_OVER = re.compile(
    r"合併(?:し|して|に伴い|により|で)?、[^。]*(?:引き?継|継承|承継|受け継)(?:ぐ|い|ぎ|し|する|$)"
)


def behind_mergers(drafts: Iterable[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts of a sentence, those of ties with what its last clause says of them alone."""
    found = list(drafts)
    if discourse.frame.lang == "ja" and _TAKEN_OVER.search(sentence.text):
        dates = discourse.dates(sentence).dates
        taken = dates[0][1] if len(dates) == 1 else None
        return [d._replace(since=d.since or taken) if d.relation in TIES else d for d in found]
    told = _MERGED.search(sentence.text) if discourse.frame.lang == "ja" else None
    if told is not None and sentence.text.count("(", 0, told.start()) > sentence.text.count(")", 0, told.start()):
        return found  # A市(合併により現在はB市)
    if told is None or _INHERITED.search(sentence.text) or not any(d.relation in TIES for d in found):
        return found
    cut, owner = told.end(), discourse.frame.owner
    cities = [
        (at, sentence.nouns[n]) for at, n in sorted(sentence.index.items()) if sentence.nouns[n].kind == "City"
    ]
    named = [noun for at, noun in cities if at >= cut]
    if "同市" in sentence.clean.text:
        named += [noun for at, noun in cities if at < cut][-1:]  # the one that came of it
    dates = discourse.dates(sentence).dates
    behind = next((value for at, value in dates if at >= cut), None)
    early = [value for at, value in dates if at < cut]
    out = []
    for draft in found:
        if draft.relation not in TIES:
            out.append(draft)
            continue
        partner = draft.object if draft.subject == owner else draft.subject
        if not isinstance(partner, Entity) or not any(_means(noun, partner) for noun in named):
            continue
        out.append(draft._replace(since=behind) if draft.since in early else draft)
    return out


def _means(noun: Noun, entity: Entity) -> bool:
    if noun.entities:
        return any(e.iri == entity.iri for e in noun.entities)
    return any(name.text == noun.text for name in entity.names)
