"""Meetings that a body convenes wherever they are: what a city held of them it hosted, but did not put on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .engine import Draft

_OF_A_BODY = re.compile(
    r"(?:総会|首長会議|市長会議|市長会|閣僚会合|大臣会合|首脳会議|首脳会合|締約国会議|アジア競技大会|世界選手権(?:大会)?"
    r"|国民体育大会|国体|オリンピック.{0,8}|ワールドカップ|万国博覧会|万博)$"
    r"|^(?:第\d+回)?(?:国連|国際連合|G7|G8|G20|APEC|UCLG|IPCC|ユネスコ|世界遺産)"
)


def convened(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts but those by which a city put on, since it is named as no other's, the meeting of a body."""
    for draft in drafts:
        by_default = draft.relation == "organizedBy" and draft.rule == "held"
        if by_default and any(_OF_A_BODY.search(name.text) for name in draft.subject.names):
            continue
        yield draft
