"""What is told in one way alone, whatever rule read it.

A host town is one for a country, and holds no title of that name. The meeting of a network, of ministers, of an
international body was convened by it: the city where it was held did not put it on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...ontology.model import Value
from ..matching.engine import Draft

_OF_A_BODY = re.compile(
    r"(?:総会|首長会議|市長会議|市長会|閣僚会合|大臣会合|首脳会議|首脳会合|締約国会議|アジア競技大会|世界選手権(?:大会)?"
    r"|国民体育大会|国体|オリンピック.{0,8}|ワールドカップ|万国博覧会|万博)$"
    r"|^(?:第\d+回)?(?:国連|国際連合|G7|G8|G20|APEC|UCLG|IPCC|ユネスコ|世界遺産)"
)
_HOST_TOWN = re.compile(r"^(?:ホストタウン|[Hh]ost [Tt]own)$")


def convened(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts but titles of host towns, and meetings of bodies that a city is said by default to have put on."""
    for draft in drafts:
        by_default = draft.relation == "organizedBy" and draft.rule == "held"
        if by_default and any(_OF_A_BODY.search(name.text) for name in draft.subject.names):
            continue
        if draft.relation == "receivedTitle" and _names_host_town(draft):
            continue
        yield draft


def _names_host_town(draft: Draft) -> bool:
    return not isinstance(draft.object, Value) and any(_HOST_TOWN.match(n.text) for n in draft.object.names)
