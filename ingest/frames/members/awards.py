"""Awards on a line of their own in Japanese: 平成26年 外務大臣表彰 受賞者:米沢市国際交流協会.

The line opens with its year, an award follows, told by its last word, and behind it a label and who had it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...matching.engine import Draft
from ..scene import Scene

_HOLDERS = "City|Self|Prefecture|Organization|Foundation|Alliance|University|EducationalInstitution|Port"
_LINE = re.compile(
    r"\W{0,3}(?P<when>[\ue000-\uf8ff])[\s、:：]*(?:に、?)?"
    r"(?P<award>(?:(?![はがをにで])[^、。:：\s()「」]){2,30}?(?:賞|表彰|アワード|感謝状)(?:\([^()]{2,20}\))?)"
    r"\s*(?:受賞|受章|表彰)(?:者|団体|都市|市|校)?[\s:：]\s*(?P<who>[^。]{1,40})"
)
_NO_NAME = re.compile(r"(?:同|各|[大金銀銅]|優秀|特別|最優秀|入)賞")


def awards(scene: Scene) -> Iterator[Draft]:
    """``receivedTitle`` of whom such a line names."""
    line = _LINE.match(scene.text) if scene.japanese else None
    told = next((v for d, v in scene.dates if line and d == line.start("when")), None)
    if line is None or told is None:
        return
    name = scene.masked.plain(*line.span("award"))
    if _NO_NAME.fullmatch(name):
        return
    role = scene.discourse.minter.named("Role", name)
    for spot in scene.of(_HOLDERS):
        if line.start("who") <= spot.at < line.end("who"):
            holder = scene.entity(spot.noun)
            yield from scene.draft(holder, "receivedTitle", role, line.span(), "award-line", since=told)
