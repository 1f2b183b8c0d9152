"""The parties that an English sentence names, wherever they stand: cities, bodies, and the document's own in words.

A country behind a city, a place where something is only done, a city in the name of a body, one that is said to be
left out are no parties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...ontology.model import Entity
from ..names.longer_names import encloses
from .scene import Scene, Spot

_OWN = re.compile(
    r"\b(?:[Ww]e|[Uu]s|[Oo]urs?|[Ii]ts|(?:[Tt]he )?[Cc]ity [Cc]ouncil"
    r"|[Tt]he (?:[Cc]ouncil|[Mm]unicipality|[Cc]ity|[Tt]own))\b(?! of\b)"
)
_LEFT_OUT = re.compile(
    r"\b(?:not|without|except|excepting|nor|unlike|instead of|rather than|but for|apart from|minus)"
    r"(?: with| between| to)? (?:the )?(?:city of )?$"
)
_WHERE = re.compile(
    r"\b(?:in|at|near|outside|around|inside|through|via|throughout|visited|visit to|trip to|flew to)"
    r" (?:the )?(?:city of )?$"
)
_BODY = re.compile(r" (?!City\b|Council\b|Metropolitan\b|Municipal|Town\b|Borough\b|Government\b)[A-Z][\w&’'-]+")


class Side(NamedTuple):
    """A party: where it stands in the masked sentence, what it is, and whether it is the document's own."""

    at: int
    entity: Entity
    own: bool


def is_side(scene: Scene, spot: Spot, *, anywhere: bool = False) -> bool:
    """Whether a noun stands as a party; ``anywhere`` also where something is done."""
    if encloses(scene.masked, spot.at) or _LEFT_OUT.search(scene.before(spot.at, 40)):
        return False
    if not anywhere and _WHERE.search(scene.before(spot.at, 24)):
        return False
    return not (spot.noun.kind == "City" and _BODY.match(scene.text, spot.at + 1))


def sides(
    scene: Scene, kinds: str, *, low: int = 0, high: int | None = None, anywhere: bool = False
) -> Iterator[Side]:
    """The parties of these kinds in a masked range, in order; own words (*we*, *the Council*) among them."""
    high = len(scene.text) if high is None else high
    found = [
        Side(s.at, entity, scene.is_own(s.noun))
        for s in scene.of(f"{kinds}|Self")
        if low <= s.at < high
        and is_side(scene, s, anywhere=anywhere)
        and (entity := scene.meant(s.noun)) is not None
    ]
    if scene.owner is not None:
        found += [Side(m.start(), scene.owner, own=True) for m in _OWN.finditer(scene.text, low, high)]
    yield from sorted(found, key=lambda side: side.at)
