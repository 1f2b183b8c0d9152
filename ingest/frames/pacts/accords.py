"""Agreements in any order of words: it was with X that Y concluded one; a memorandum binds X and Y.

Needed are a paper, a word that it is there (signed, binds, under, between ...), and two parties in its clause, one
of which may be the document's own in words (*the Council*, *we*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.edtf import Interval
from ...matching.engine import Draft
from ...nouns.body_words import english
from ..scene import Scene, Spot
from ..sides import Side, sides
from ..wordings import wording

_KINDS = (
    "City|Prefecture|InternationalOrganization|NationalGovernment|University|Foundation|Port|Organization"
    "|Company|Facility|Alliance"
)
_PAIR = 2
_NEAR = 30  # masked characters between a paper and a word for a tie which it makes
_END = re.compile(r"[.;](?: |$)|: (?=[A-Z\ue000-\uf8ff])")
_LIES = re.compile(
    r"['’]s (?:[a-z-]+ ){0,3}" + english() + r"|,? (?:which )?(?:is|was|are) (?:served by|near|in|an?)\b"
)
_IT = re.compile(r"(?:^|, (?:and|but) )(?:It|They|Both|it|they) (?!(?:is|was) (?:with|in|on|to)\b)")
_LEAD = re.compile(r"\b(?:with|by|between) (?:the )?(?:[Cc]ity of )?(?:[\ue000-\uf8ff]['’]s )?$")


def accords(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` between the two parties that the clause of a paper names."""
    if scene.japanese or scene.signed or scene.discourse.kind == "heading":
        return
    for paper in scene.of("AgreementWord|Agreement"):
        if paper.at in scene.agreed or any(
            abs(t.at - paper.at) < _NEAR for t in scene.of("Tie") if t.noun.text != "partner"
        ):
            continue  # what is signed makes them sister cities
        low, high = _clause(scene, paper.at)
        pair = _labelled(scene, paper) or (_parties(scene, low, high) if _is_there(scene, low, high) else None)
        if pair is None:
            continue
        one, other = pair
        ends = [one.at, other.at, paper.at]
        since = _since(scene, paper, low, high)
        span = (min(ends), max(ends) + 1)
        yield from scene.draft(one.entity, "agreementWith", other.entity, span, "accord-told", since=since)


def _is_there(scene: Scene, low: int, high: int) -> bool:
    """Whether a clause says of a paper that it was signed or is in force, and not that it is none or to come."""
    said = wording("left_out").sub(" ", scene.text[low:high])
    return bool(wording("bound").search(said)) and not wording("no_accord").search(said)


def _clause(scene: Scene, at: int) -> tuple[int, int]:
    low = max((m.end() for m in _END.finditer(scene.text, 0, at)), default=0)
    end = _END.search(scene.text, at)
    return low, end.start() if end else len(scene.text)


def _labelled(scene: Scene, paper: Spot) -> tuple[Side, Side] | None:
    """Tianjin: cooperation agreement (2000): with the document's own party."""
    told = wording("accord_label").match(scene.text)
    if told is None or told.start("paper") != paper.at or scene.owner is None:
        return None
    found = [s for s in sides(scene, _KINDS, high=told.end()) if s.at == told.start("who") and not s.own]
    return (Side(paper.at, scene.owner, own=True), found[0]) if found else None


def _parties(scene: Scene, low: int, high: int) -> tuple[Side, Side] | None:
    """The two parties of a clause; none where it names one or several that may be meant."""
    found = [s for s in sides(scene, _KINDS, low=low, high=high) if s.own or not _beside(scene, s)]
    others = {s.entity.iri: s for s in reversed(found) if not s.own}
    own = next((s for s in found if s.own), None)
    named = sorted(others.values(), key=lambda s: s.at)
    if own is not None and len(named) == 1:
        return own, named[0]
    if own is not None or len(named) != _PAIR or _IT.search(scene.text[low:high]):
        return None  # it signed one with A and one with B
    return (named[0], named[1]) if _together(scene, named[0], named[1]) else None


def _beside(scene: Scene, side: Side) -> bool:
    """Whether a noun only says where another lies, whom it serves, who helped or looked on."""
    before = scene.before(side.at, 40)
    return bool(wording("aside_of").search(before) or _LIES.match(scene.text, side.at + 1))


def _together(scene: Scene, one: Side, other: Side) -> bool:
    """Whether two names are joined by *and* or *with*, or one stands behind *with* or *by*."""
    if wording("joined_with").fullmatch(scene.text, one.at + 1, other.at):
        return True
    return any(_LEAD.search(scene.before(side.at, 20)) for side in (one, other))


def _since(scene: Scene, paper: Spot, low: int, high: int) -> Interval | None:
    """The date of the clause that stands nearest to the paper."""
    inside = [(abs(d - paper.at), v) for d, v in scene.dates if low <= d < high]
    return min(inside, key=lambda pair: pair[0])[1] if inside else None
