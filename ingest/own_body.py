"""The association whose paper a document is: what it calls 当会, 当協会."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .mask import Noun
from .structure import Block

_BODY = re.compile(  # つくば国際市民の会, 編集 岩国市国際交流協会
    r"(?:^|[\s　「『(・:：|-])"
    r"((?:[一-鿿々ァ-ヴーA-Za-z0-9]|[ぁ-ん](?!の会)){2,24}?(?:の会|協会|交流会|クラブ|財団))"
    r"(?=$|[\s　」』)、。|｜-]|だより|ニュース|通信|会報|のあゆみ|設立|創立)"
)


def own_body(blocks: Sequence[Block]) -> Noun | None:
    """The body that one of the first lines names."""
    for block in blocks[:5]:
        if told := _BODY.search(block.text.text):
            return Noun(0, 0, "Foundation", told[1])
    return None
