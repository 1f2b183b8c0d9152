"""A tie whose kind one sentence tells is of that kind wherever the document speaks of it.

*Our sister city is A, our friendship city B. With A the papers were signed in 1965*: the second sentence tells a
date and no kind, and the passage's last word for a tie is another city's. What a sentence says of a pair in a word
of its own goes before what a sentence without such a word was taken to mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...ontology.model import Entity, Status
from ..matching.engine import TIES, Draft
from ..text.mask import TIMES, Masked

_PLAIN = "cityTieWith"


def of_one_kind(found: Iterable[tuple[Masked, Draft]]) -> list[Draft]:
    """The drafts in order, those of a tie of a kind not told in their sentence with the kind told elsewhere."""
    pairs = list(found)
    told: dict[frozenset[str], set[str]] = {}
    meant: dict[frozenset[str], set[str]] = {}
    for masked, draft in pairs:
        if draft.relation in TIES and draft.relation != _PLAIN and draft.status is not Status.REJECTED:
            meant.setdefault(_ends(draft), set()).add(draft.relation)
            if _says(masked, draft.relation):
                told.setdefault(_ends(draft), set()).add(draft.relation)
    return [_sorted(masked, draft, told.get(_ends(draft), set()), meant) for masked, draft in pairs]


def _sorted(masked: Masked, draft: Draft, told: set[str], meant: dict[frozenset[str], set[str]]) -> Draft:
    if draft.relation not in TIES:
        return draft
    kinds = told if draft.relation != _PLAIN or len(told) == 1 else meant.get(_ends(draft), set())
    if len(kinds) != 1 or draft.relation in kinds:
        return draft
    if draft.relation != _PLAIN and _says(masked, draft.relation):
        return draft
    return draft._replace(relation=next(iter(kinds)))


def _says(masked: Masked, relation: str) -> bool:
    """Whether a sentence has a word of its own for a kind of tie.

    A title's word for all of a city's ties is none: 姉妹都市交流の紹介, 姉妹自治体交流の好例.
    """
    text = masked.clean.text
    title = all(n.kind not in TIMES for n in masked.nouns) and not text.endswith("。")
    return any(
        n.kind == "Tie" and n.value == relation and not (title and _OF_ALL.match(text, n.end)) for n in masked.nouns
    )


_OF_ALL = re.compile("交流(?:の|事業|事例)?(?:好例|紹介|例|事例|概要|取組|取り組み|現状|状況|歩み|あゆみ)")


def _ends(draft: Draft) -> frozenset[str]:
    ends: Sequence[object] = (draft.subject, draft.object)
    return frozenset(end.iri for end in ends if isinstance(end, Entity))
