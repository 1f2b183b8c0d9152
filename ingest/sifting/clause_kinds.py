"""Which kind of tie, and which date, where one sentence tells several: each clause its own.

*サントス市(昭和47年)、ポルト市(同年11月6日)と提携し、福州市とは昭和55年に友好都市となった*: the word behind
the second clause is not the first one's, whose kind is that of the passage.
*A市と1963年に姉妹都市、B市と1980年に友好都市の提携を*: the date of the first is not the second's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ...ontology.model import Entity
from ..matching.discourse import Discourse
from ..matching.engine import TIES, Draft
from ..text.mask import Masked

_CLOSES = re.compile(
    r"(?:(?:提携|締結|縁組|盟約|調印)(?:を)?(?:し|行い|結び|交わし)|を結び|を結んで(?:い(?:る|ます)ほか|おり)?|[\ue000-\uf8ff](?:の(?:提携|縁組|盟約)を(?:結び|し)|とな(?:り|って(?:おり)?)|で(?:あり)?))、"
    r"|[\ue000-\uf8ff]、(?=(?:[\ue000-\uf8ff]・?の?)?[\ue000-\uf8ff](?:市|都|県|州)?(?:\([^()]*\))?と(?:は|も)?、?[\ue000-\uf8ff])"
    r"|[はとも、][\ue000-\uf8ff]に、(?=(?:[\ue000-\uf8ff]の)?[\ue000-\uf8ff](?:市|都|県|州)?(?:\([^()]*\))?と)"
)
_PACT = re.compile("提携|締結|縁組|盟約|調印|結")


def by_clause(drafts: Iterable[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts of a sentence, its ties with the kind and the date of the clause in which their city stands."""
    found = list(drafts)
    if discourse.frame.lang != "ja" or sum(d.relation in TIES for d in found) < _SEVERAL:
        return found
    clauses = list(_clauses(sentence))
    if len(clauses) < _SEVERAL or "それぞれ" in sentence.text:
        return found
    kept = [(old, new) for old in found if (new := _of_clause(old, clauses, sentence, discourse)) is not None]
    whole = {_pair(old) for old, new in kept if old is new}
    return [new for old, new in kept if old is new or _pair(new) not in whole]


_SEVERAL = 2


def _pair(draft: Draft) -> tuple[str, frozenset[str]]:
    ends = frozenset(e.iri for e in (draft.subject, draft.object) if isinstance(e, Entity))
    return draft.relation, ends


def _clauses(sentence: Masked) -> Iterator[tuple[int, int]]:
    low = 0
    for close in _CLOSES.finditer(sentence.text):
        noun = next((n for n in sentence.within(*close.span())), None)
        if noun is None or noun.kind == "Tie":
            yield low, close.end()
            low = close.end()
    yield low, len(sentence.text)


def _of_clause(
    draft: Draft, clauses: Sequence[tuple[int, int]], sentence: Masked, discourse: Discourse
) -> Draft | None:
    if draft.relation not in TIES or draft.inferred:
        return draft
    at = _place(draft, sentence, discourse)
    clause = next(((low, high) for low, high in clauses if at is not None and low <= at < high), None)
    if clause is None:
        return draft
    low, high = clause
    told = {n.value for n in sentence.within(low, high) if n.kind == "Tie" and isinstance(n.value, str)}
    new = draft
    if len(told) == 1 and draft.relation not in told:
        new = new._replace(relation=next(iter(told)))
    elif not told and _PACT.search(sentence.text, low, high) and high < len(sentence.text):
        before = discourse.tie or discourse.tie_before
        if before is not None and isinstance(before.value, str) and before.value != draft.relation:
            new = new._replace(relation=before.value)
    dates = discourse.dates(sentence).dates
    own = [value for offset, value in dates if low <= offset < high]
    others = [value for offset, value in dates if not low <= offset < high]
    if own and new.since in others and new.since not in own:
        return None if len(own) > 1 else new._replace(since=own[0])
    return new


def _place(draft: Draft, sentence: Masked, discourse: Discourse) -> int | None:
    """Where the one party that is not the document's own stands."""
    owner = discourse.frame.owner
    ends = {e.iri for e in (draft.subject, draft.object) if isinstance(e, Entity) and e != owner}
    places = [
        offset
        for offset, number in sentence.index.items()
        if (noun := sentence.nouns[number]).kind in ("City", "Region", "Prefecture")
        and (entity := discourse.minter.entity(noun)) is not None
        and entity.iri in ends
    ]
    return places[0] if len(ends) == 1 and len(set(places)) == 1 else None
