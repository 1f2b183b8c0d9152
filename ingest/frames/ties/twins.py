"""Twins that are no cities: 姉妹城, 姉妹公園, 姉妹港, 友好港, 姉妹校.

門司港は、A港(国)、B港(国)のそれぞれと、1975年に姉妹港となった; C港とは1981年8月から友好港. Who stands with と is
the other party; whose tie it is, is said before は or が, else it is the document's own body of the kind. What
follows, 今年は55年目 or 今年はA港と60年目です, is their anniversary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...matching.engine import Draft
from ..bodies import own_port
from ..scene import Scene, Spot

_BODIES = "Facility|Port|University|EducationalInstitution"
_WITH = re.compile(
    r"(?:\([^()]*\))?(?:など|等)?(?:の(?:それぞれ|双方|各|両|[\d二三四五六]|[\ue000-\uf8ff])?(?:港|校|園|館|城|つ|者)?)?と(?![い言])"
)
_TOPIC = re.compile(r"(?:\([^()]*\))?(?:は|が|も)")
_BOTH = re.compile(r"(?:\([^()]*\))?(?:は|が)")
_AS_FOR = re.compile(r"(?:\([^()]*\))?と(?:は|の|も)")
_OF_EACH_OTHER = re.compile(r"(?:\([^()]*\))?と(?:が|の間)")  # A園と、B国のC園とが姉妹公園に
_COUNTS = frozenset(["Anniversary", "RelativeDate", "Date", "FiscalYear", "Count"])
_PAIR = 2


def twins(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` of two bodies that are called twins."""
    ends = [match.end() for match in scene.each("twinned")]
    tied = [(group, end) for group in scene.groups(scene.of(_BODIES)) if (end := _end(scene, group, ends))]
    if len(tied) == _PAIR and all(len(group) == 1 for group, _ in tied):
        ((first, _), (second, end)) = tied
        if _WITH.match(scene.text, first[0].at + 1) and _OF_EACH_OTHER.match(scene.text, second[0].at + 1):
            tied = [([*first, *second], end)]
    partners = [(_partners(scene, group), end) for group, end in tied]
    groups = [group for group, _ in partners]
    for (group, end), (whole, _), when in zip(partners, tied, scene.dated(groups), strict=True):
        one = scene.entity(whole[0].noun) if group != whole else _whose(scene, group[0])
        for spot, since in zip(group, _each(scene, group, when, alone=len(groups) == 1), strict=True):
            yield from scene.draft(
                one, "agreementWith", scene.entity(spot.noun), (spot.at, end), "twins-told", since=since
            )
        named = tuple(entity for spot in group if (entity := scene.entity(spot.noun)))
        scene.discourse.twinned = (scene.discourse.block, one, named) if one is not None else None


_GOES_ON = re.compile(  # B港とは1985年、C港とは1983年にそれぞれ結んでいる
    r"(?P<other>[\ue000-\uf8ff])(?:\([^()]*\))?とは、?(?P<date>[\ue000-\uf8ff])(?:に(?:は)?)?(?=、|[^。、\ue000-\uf8ff]{0,8}(?:結[びんば]|提携|締結|調印))"
)
_BOUND = re.compile("結[びんば]|提携|締結|調印")


def twins_go_on(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` of the body whose twin the sentence before told, with those that this one names."""
    known = scene.discourse.twinned
    if known is None or known[0] != scene.discourse.block or not _BOUND.search(scene.text):
        return
    for told in _GOES_ON.finditer(scene.text):
        noun, since = scene.masked.noun_at(told.start("other")), scene.date_at(told.start("date"))
        if noun is None or noun.kind != known[1].kind or since is None:
            continue
        yield from scene.draft(
            known[1], "agreementWith", scene.entity(noun), told.span(), "twins-go-on", since=since
        )


def twins_turn(scene: Scene) -> Iterator[Draft]:
    """``tieAnniversaryWith`` of twins: of those named with と, else of those whom the sentence before told of."""
    ordinals = scene.of("Anniversary")
    told = scene.discourse.twinned
    if told is None or len(ordinals) != 1:
        return
    block, one, others = told
    ordinal = ordinals[0]
    group = next((g for g in scene.groups(scene.of("Port")) if _AS_FOR.match(scene.text, g[-1].at + 1)), [])
    if group:
        named = {entity.iri for spot in group if (entity := scene.entity(spot.noun))}
        others = tuple(entity for entity in others if entity.iri in named)
    elif block != scene.discourse.block or not scene.kinds <= _COUNTS:
        return
    year = scene.reckoning.turns.get(ordinal.at) or (scene.dates[0][1] if len(scene.dates) == 1 else None)
    nth = f"{ordinal.noun.value:.0f}" if isinstance(ordinal.noun.value, float) else ""
    span = (
        (min(ordinal.at, *(d for d, _ in scene.dates), *(s.at for s in group)), ordinal.at + 1) if year else (0, 0)
    )
    for other in others if year else ():
        yield from scene.draft(
            one, "tieAnniversaryWith", other, span, "twins-turn", since=year, key=(("ordinal", nth),)
        )


def _end(scene: Scene, group: Sequence[Spot], ends: Sequence[int]) -> int | None:
    """Where the word stands that makes those named twins; none where they do not stand as parties to it."""
    last = group[-1].at
    both = len(group) == _PAIR and _BOTH.match(scene.text, last + 1)
    if not both and not _WITH.match(scene.text, last + 1):
        return None
    return next((end for end in ends if end > last and "。" not in scene.text[last:end]), None)


def _partners(scene: Scene, group: list[Spot]) -> list[Spot]:
    """Those of an enumeration who stand on the other side: of A港とB港が the second."""
    behind = group[-1].at + 1
    others = _WITH.match(scene.text, behind) and not (
        len(group) == _PAIR and _OF_EACH_OTHER.match(scene.text, behind)
    )
    return group if others else group[1:]


def _each(scene: Scene, group: Sequence[Spot], when: Interval | None, *, alone: bool) -> list[Interval | None]:
    """The date of each of them, where as many are told as they are: A港、B港と、昭和34年、昭和58年に."""
    behind = [value for at, value in scene.dates if at > group[-1].at]
    if alone and len(behind) == len(scene.dates) == len(group) > 1:
        return list(behind)
    return [when] * len(group)


def _whose(scene: Scene, partner: Spot) -> Entity | None:
    """The body that the sentence is about, else the document's own of the partner's kind."""
    ahead = [s for s in scene.of(_BODIES) if s.at < partner.at and _TOPIC.match(scene.text, s.at + 1)]
    return scene.entity(ahead[-1].noun) if ahead else _own_body(scene, partner)


def _own_body(scene: Scene, partner: Spot) -> Entity | None:
    """The document's own body of the partner's kind, else the one spoken of last."""
    owner = scene.discourse.frame.owner
    if owner is not None and owner.kind == partner.noun.kind:
        return scene.owner
    if partner.noun.kind == "Port" and (port := own_port(scene)):
        return port
    noun = scene.spoken("Facility|Port|University")
    return scene.entity(noun) if noun is not None else None
