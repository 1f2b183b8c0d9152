"""Agreements of three parties or more in Japanese: 県、本市、A市の三者で結んだ協定, A市・B市・C社の3者の覚書.

The number of those who sign says that what stands before it are they; all that sign one paper agree with each
other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from ...matching.engine import Draft
from ...text.numerals import value
from ..scene import Scene, Spot
from ..words import word

_KINDS = (
    "City|Self|Prefecture|Region|Country|InternationalOrganization|NationalGovernment|University|Foundation|Company"
    "|Organization|Alliance|CityNetwork|Office|Port"
)
_SIGNERS = re.compile(
    r"(?:市|県|町|州|港)?(?:\([^()]*\))?の(?P<count>[三四五六345６３４５])者(?:間)?(?:で(?:は)?|が|は|による|の|、)"
)
_JOINS = re.compile(r"(?:市|県|町|州|港)?(?:\([^()]*\))?(?:、|と|・|及び|および|並びに)(?:それに|さらに)?")
_OF = re.compile(r"(?:国)?の")


def joint_papers(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` between each two of those who sign."""
    signers = next(_SIGNERS.finditer(scene.text), None)
    papers = scene.of("AgreementWord|Agreement")
    if signers is None or not papers:
        return
    behind = [paper for paper in papers if paper.at >= signers.end()]
    verb = word("signed").search(scene.text, signers.end())
    parties = _before(scene, signers.start())
    if not behind or verb is None or len(parties) != _number(signers["count"]):
        return
    if "。" in scene.text[signers.end() : max(verb.start(), behind[0].at)]:
        return
    dates = [when for at, when in scene.dates if at < max(verb.start(), behind[0].at)]
    since = dates[-1] if len(dates) == 1 else None
    span = (parties[0].at, max(verb.end(), behind[0].at + 1))
    whole = [scene.meant(s.noun) for s in parties]
    for one, other in combinations(whole, 2):
        yield from scene.draft(
            one, "agreementWith", other, span, "joint-paper", since=since, done=scene.is_past(since)
        )


def _before(scene: Scene, end: int) -> list[Spot]:
    """Those enumerated right before a place; of カンボジア政府の工業省 the ministry."""
    found: list[Spot] = []
    for spot in reversed(scene.of(_KINDS)):
        if spot.at >= end:
            continue
        if spot.at + 1 < end and not _JOINS.fullmatch(scene.text, spot.at + 1, end):
            if _OF.fullmatch(scene.text, spot.at + 1, end):
                end = spot.at
                continue
            break
        found.insert(0, spot)
        end = spot.at
    return found


def _number(count: str) -> int:
    return int(count) if count.isdigit() else value(count)
