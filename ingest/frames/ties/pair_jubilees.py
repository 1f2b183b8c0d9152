"""Anniversaries of a tie that the sentence itself tells of two cities, neither of which the document speaks for.

*Graz and Odawara became sister cities in 1988; in 2018 a delegation travelled to Graz for the 30th anniversary*:
the anniversary is theirs alone. So is that of two ports (*the Port of Graz and the Port of Pula celebrate 20 years
as sister ports*), that of a town named before it (*a dinner in Graz, which marked the 25th anniversary of the
town's ties with Pula*), and on a port's own page that with the port which a line or its heading names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Entity
from ...matching.engine import Draft
from ..scene import Scene, Spot
from .anniversary_years import year_of
from .other_jubilees import is_of_else, is_of_something


def others_tied(scene: Scene) -> tuple[Entity, Entity] | None:
    """The two cities whose tie the rules have told of a sentence, if the document's own has no part in it."""
    owner = scene.owner
    if len(scene.told) != 2 or owner is None or owner.iri in scene.told:
        return None
    if len({s.noun.text for s in scene.of("City")}) > 2:
        return None  # Graz is tied with Pula, and Lund, since 1992
    named = {e.iri: e for s in scene.of("City|Prefecture|Region") if (e := scene.entity(s.noun)) is not None}
    if owner.iri in named or scene.of("Self") or not scene.told <= named.keys():
        return None
    one, other = (named[iri] for iri in named if iri in scene.told)
    return one, other


def pair_jubilees(scene: Scene) -> Iterator[Draft]:
    """``tieAnniversaryWith`` between two cities, in its year."""
    pair = others_tied(scene) or _two_ports(scene) or _of_the_town(scene) or _of_a_port(scene)
    if pair is None:
        return
    ordinals = scene.of("Anniversary")
    for number, ordinal in enumerate(ordinals):
        if is_of_else(scene, ordinal) or is_of_something(scene, ordinal):
            continue
        year = scene.reckoning.turns.get(ordinal.at) or year_of(
            scene, ordinal, ordinals[number - 1].at if number else -1
        )
        nth = f"{ordinal.noun.value:.0f}" if isinstance(ordinal.noun.value, float) else ""
        yield from scene.draft(
            pair[0],
            "tieAnniversaryWith",
            pair[1],
            (ordinal.at, ordinal.at + 1),
            "anniversary-of-pair",
            since=year,
            key=(("ordinal", nth),),
        )


def _two_ports(scene: Scene) -> tuple[Entity, Entity] | None:
    """The two ports side by side in front of an English anniversary."""
    told = _SIDE_BY_SIDE.search(scene.text) if not scene.japanese else None
    named = [scene.masked.noun_at(told.start(end)) for end in ("one", "other")] if told else []
    if told is None or any(noun is None or noun.kind != "Port" for noun in named):
        return None
    if not any(s.at == told.end() - 1 for s in scene.of("Anniversary")):
        return None
    one, other = (scene.entity(noun) if noun is not None else None for noun in named)
    return (one, other) if one is not None and other is not None else None


def _of_the_town(scene: Scene) -> tuple[Entity, Entity] | None:
    """The city named before an English anniversary of *the town's ties* with another, where nobody speaks."""
    for ordinal in scene.of("Anniversary") if scene.owner is None and not scene.japanese else ():
        told = _ITS_TIES.match(scene.text, ordinal.at + 1)
        ahead = [s for s in scene.of("City") if s.at < ordinal.at]
        partner = scene.masked.noun_at(told.start("other")) if told else None
        if partner is None or partner.kind != "City" or not ahead:
            continue
        one, other = scene.entity(ahead[-1].noun), scene.entity(partner)
        if one is not None and other is not None:
            return one, other
    return None


def _of_a_port(scene: Scene) -> tuple[Entity, Entity] | None:
    """The port whose page it is, by its owner or its title, and the other one that the passage is about."""
    title = scene.discourse.headings[0].nouns if scene.discourse.headings else ()
    home = scene.owner if scene.owner is not None and scene.owner.kind == "Port" else None
    home = home or (scene.entity(title[0]) if title and title[0].kind == "Port" else None)
    if home is None:
        return None
    ports = [s.noun for s in scene.of("Port")] or [n for n in (scene.spoken("Port"),) if n is not None]
    named = [e for n in ports if (e := scene.entity(n)) is not None and e != home]
    if (
        len({e.iri for e in named}) != 1
        or _is_in(home.names[0].text, named[0])
        or _is_in(named[0].names[0].text, home)
    ):
        return None
    others = [_names(scene, spot) for spot in scene.of("City|Organization|University")]
    alone = all(any(_is_in(name, port) for name in names for port in (home, named[0])) for names in others)
    return (home, named[0]) if alone else None


def _names(scene: Scene, spot: Spot) -> list[str]:
    thing = scene.entity(spot.noun)
    return [name.removesuffix("市") for name in (spot.noun.text, *(n.text for n in (thing.names if thing else ())))]


def _is_in(name: str, thing: Entity) -> bool:
    """Whether a name is a part of one of a thing's names."""
    return any(name in other.text for other in thing.names)


_N = "[\ue000-\uf8ff]"
_SIDE_BY_SIDE = re.compile(
    rf"(?:^|[.;] )\W{{0,3}}(?:[Tt]he )?(?P<one>{_N}) and (?:the )?(?P<other>{_N}),? (?:[a-z]+ ){{0,2}}{_N}"
)
_ITS_TIES = re.compile(
    rf" of (?:(?:the )?(?:city|town|municipality|district)|{_N})['’]s (?:(?:[a-z-]+|{_N})[ -]){{0,3}}?"
    rf"(?:ties?|links?|bonds?|friendship|relationship|relations|partnership|twinning|agreement|{_N}) with (?:the )?"
    rf"(?:[Cc]ity of )?(?P<other>{_N})"
)
