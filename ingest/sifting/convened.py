"""What is told in one way alone, whatever rule read it.

A host town is one for a country, and holds no title of that name. The meeting of a network, of ministers, of an
international body was convened by it: the city where it was held did not put it on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...ontology.model import Value
from ..frames.events.organisers import BY_DEFAULT
from ..matching.engine import Draft
from ..text.mask import Masked

_OF_A_BODY = re.compile(
    r"(?:総会|首長会議|市長会議|市長会|閣僚会合|大臣会合|首脳会議|首脳会合|締約国会議|アジア競技大会|国民体育大会|国体"
    r"|万国博覧会|万博)$|選手権|ワールドカップ|オリンピック|パラリンピック"
    r"|^(?:第\d+回)?(?:国連|国際連合|G7|G8|G20|APEC|UCLG|IPCC|ユネスコ|世界遺産)"
)
_SMALL = re.compile(  # of which nothing but a class or a meeting is told
    r"(?:教室|講座|研修会?|報告会|説明会|交流会|意見交換会"
    r"|(?:調整|連絡|準備|定例|合同|実務者)+(?:会議|会合|委員会))$"
)
_NOTED = re.compile(r"^\W{0,3}(?:[\ue000-\uf8ff]|\d)[^。]*(?:開催|実施)\W{0,2}$")  # a chronology's line
_HOST_TOWN = re.compile(r"^(?:ホストタウン|[Hh]ost [Tt]own)$")


def convened(drafts: Iterable[Draft], sentence: Masked) -> Iterator[Draft]:
    """The drafts but titles of host towns, and what is not a city's own but by default taken to be."""
    for draft in drafts:
        if by_default(draft) and (
            _NOTED.match(sentence.text)
            or any(_OF_A_BODY.search(n.text) or _SMALL.search(n.text) for n in draft.subject.names)
        ):
            continue
        if draft.relation == "receivedTitle" and _names_host_town(draft):
            continue
        yield draft


def by_default(draft: Draft) -> bool:
    """Whether a city is only taken to have put an event on, as nobody else is named."""
    return draft.relation == "organizedBy" and draft.rule in BY_DEFAULT


def told_organisers(drafts: Iterable[Draft]) -> frozenset[str]:
    """The events of which a document names who put them on: nothing is taken by default there."""
    return frozenset(d.subject.iri for d in drafts if d.relation == "organizedBy" and not by_default(d))


def _names_host_town(draft: Draft) -> bool:
    return not isinstance(draft.object, Value) and any(_HOST_TOWN.match(n.text) for n in draft.object.names)
