"""Who does what an English sentence tells: the noun right before its verb, or somebody else than a city.

*Bergen has sent*, *the people of Bergen sent*, *our engineers have trained*, *the Rotary Club collected*. The words
before the verb are asked; where they say nothing plain, nobody is guessed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ...ontology.model import Entity
from ..nouns.body_words import english
from ..text.mask import TIMES
from .scene import Scene

_NO_DOERS = TIMES | {"Count", "Tie"}
_BEFORE = 120  # masked characters before a verb in which its doer stands
_ADVERBS = (
    r"(?: (?:has|have|had|been|is|are|was|were|also|then|now|since|always|regularly|jointly"
    r"|once|twice|again|already|itself"
    r"|alone|together|first|often|even|helping to|helps to|helped to))*"
)
_ASIDE = r"(?:,? \([^()]*\)|, [^.;]{3,80}?,)?"
_OWN = re.compile(
    rf"(?:^|[^\w’'])(?:[Ww]e|[Oo]ur (?:city )?(?:[a-z]+ )?(?:city|town|council|engineers?"
    rf"|experts?|firefighters|staff|waterworks"
    rf"|specialists|teachers|doctors|nurses|fire brigade|technicians|officers|officials"
    rf"|volunteers|citizens|residents)"
    rf"|[Tt]he (?:[Cc]ity|[Cc]ouncil|[Mm]unicipality|[Tt]own))(?: (?:[Cc]ouncil|[Gg]overnment"
    rf"|itself))?{_ASIDE}{_ADVERBS} $"
)
_NAMED = re.compile(
    rf"(?P<who>[\ue000-\uf8ff])(?:(?:['’]s)? (?:people|citizens|residents|council|waterworks"
    rf"|fire brigade|engineers|experts|nurses|doctors|teachers|staff|advisers|advisors|firefighters|technicians"
    rf"|specialists|architects|planners|volunteers))?"
    rf"(?: (?:[Cc]ity|[Mm]etropolitan|[Mm]unicipal))?(?: (?:[Cc]ouncil|[Gg]overnment|[Mm]unicipality|[Hh]all))?"
    rf"(?: and (?:its|our) (?:citizens|residents|people|companies))?{_ASIDE}{_ADVERBS} $"
)
_OTHERS = re.compile(
    rf"(?:\b(?:[A-Z]\w+|[\ue000-\uf8ff]) )?\b(?:{english()}|[Gg]overnment|[Cc]ouncil|students|pupils|families)"
    rf"(?: of [\ue000-\uf8ff\w ]{{1,30}})?{_ASIDE}{_ADVERBS} $"
)


class Doer(NamedTuple):
    """Who does it: an entity; another whom nothing names (``None``)."""

    entity: Entity | None


def doer(scene: Scene, at: int) -> Doer | None:
    """Who does what the verb at a masked offset says; nothing where the words before it do not tell."""
    before = scene.text[max(0, at - _BEFORE) : at]
    if _OWN.search(before):
        return Doer(scene.owner)
    if named := _NAMED.search(before):
        place = at - len(before) + named.start("who")
        noun = scene.masked.noun_at(place)
        lead = scene.text[max(0, place - 24) : place]
        if noun is None or noun.kind in _NO_DOERS:
            return None
        if _OF_OTHERS.search(lead):
            return Doer(None)  # the Rotary Club of Bergen sent
        if re.search(r"\b(?:to|from|in|by|with|for|at|of) (?:the )?$", lead) and not _PEOPLE.search(lead):
            return None
        return Doer(scene.owner if noun.kind == "Self" else scene.entity(noun))
    return Doer(None) if _OTHERS.search(before) else None


_PEOPLE = re.compile(
    r"\b(?:(?:people|citizens|residents|[Cc]ity|[Mm]unicipality|town|government|council) of"
    r"|(?:[Pp]eople|[Cc]itizens|[Rr]esidents|[Vv]olunteers|[Ff]irefighters|[Ee]ngineers|[Tt]eachers|[Dd]octors|[Nn]urses)"
    r" (?:from|in)) (?:the )?$"
)
_OF_OTHERS = re.compile(rf"\b{english()} of (?:the )?$")


def done_by_another(scene: Scene, at: int) -> bool:
    """Whether what the verb there says is done by somebody else than the document's own city."""
    who = doer(scene, at)
    return who is not None and who.entity != scene.owner
