"""Agreements whose parties an English sentence lists, whoever's document it is.

*Batam, Cebu and the Asian Development Bank agreed on a Port Partnership*; *was concluded by UNEP with Osaka City
and Osaka Prefecture*; *under an agreement between ITTO and the Government of Japan*; *besides its twin cities
Lahti has co-operation agreements in force with Deyang and Vologda*. All that sign one paper agree with each other;
one with whom another signs agrees with that one alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from ....ontology.model import Entity
from ...data import table
from ...matching.engine import Draft
from ...text.sieve import Several
from ..scene import Scene
from ..sides import is_side
from ..wordings import wording

_N = "[\ue000-\uf8ff]"
_KINDS = (
    "City|Self|Prefecture|InternationalOrganization|NationalGovernment|University|Foundation|Port|Organization"
    "|CityNetwork|Office|SubnationalGovernment"
)
_THE = r"(?:the )?(?:[Cc]ity of |[Gg]overnment of )?"
_ONE = rf"{_THE}{_N}(?: \([^()]*\))?(?:,? in {_N}(?=,))?"
_LIST = rf"{_ONE}(?:,? and (?:with )?{_ONE}|, (?:with )?{_ONE})*"
_LAND = re.compile(r"(?:,|,? in| \() ?(?:the )?$")
_WHOLE = re.compile(r"\b(?:Prefecture|Province|State|County|Government)$")
_SAME = re.compile(r"\W{0,3}(?:It|That|This|The (?:\w+))\b")


@cache
def _ways() -> Several:
    """How it is told: ``all`` sign one paper; ``one`` does ``with`` each."""
    said = table("words/told_english.toml")["signers"]
    did, paper = said["did"], rf"(?P<what>[^.;,]{{0,60}}?(?:{_N}|{said['paper']}))"
    return Several(
        (
            rf"(?P<all>{_LIST}) (?:{did}) (?:an?|the|their) {paper}(?:,? together with (?P<too>{_LIST}))?",
            rf"(?P<one>{_N})(?:, [a-z ]{{3,30}},)? (?:{did}) (?:an?|the|its) {paper} with (?P<with>{_LIST})"
            rf",? together with (?P<too>{_LIST})",
            rf"\b(?:{said['done']}) by {_THE}(?P<one>{_N}) with (?P<with>{_LIST})",
            rf"\b[Uu]nder (?:an?|the|their) (?:[a-z-]+ ){{0,3}}(?:{_N}|{said['paper']})(?: of [a-z]+)? between"
            rf" {_THE}(?P<one>{_N}) and (?P<with>{_ONE})",
            rf"(?P<one>{_N})(?: also| now)* (?:{said['has']}) (?:[a-z-]+ ){{0,2}}(?:{said['kinds']}) agreements?"
            rf"(?: [a-z]+){{0,2}} with (?P<with>{_LIST})",
        )
    )


def several_signers(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` between those who sign."""
    if scene.discourse.kind == "heading" or not _MAY.search(scene.text) or wording("no_accord").search(scene.text):
        return
    for told in _ways().finditer(scene.text):
        yield from _told(scene, told)


_MAY = re.compile(r"\b(?:together with|between|by|agreements?|signed|agreed|concluded|entered into)\b")


def _told(scene: Scene, told: re.Match[str]) -> Iterator[Draft]:
    groups = told.groupdict()
    if any(told.start("what") <= s.at < told.end("what") for s in scene.of("Tie")) if groups.get("what") else False:
        return  # what makes them sister cities
    pairs: list[tuple[Entity, Entity]]
    if groups.get("all"):
        signing = [*_parties(scene, told, "all"), *_parties(scene, told, "too")]
        pairs = list(combinations(signing, 2)) if len(signing) > _TWO and is_paper(scene, told) else []
    else:
        one = _parties(scene, told, "one")
        others = [*_parties(scene, told, "with"), *_parties(scene, told, "too")]
        pairs = [(one[0], other) for other in others] if one and _of_paper(scene, told) else []
    since = scene.dates[0][1] if len(scene.dates) == 1 and "under " not in told[0].lower() else None
    for one_party, other in pairs:
        scene.kin = scene.signed = True
        yield from scene.draft(one_party, "agreementWith", other, told.span(), "signers-listed", since=since)


_TWO = 2


def is_paper(scene: Scene, told: re.Match[str]) -> bool:
    """Whether ``what`` was signed ends in a word for a paper, as far as that is a noun."""
    noun = scene.masked.noun_at(told.end("what") - 1)
    return noun is None or noun.kind in ("AgreementWord", "Agreement")


def _of_paper(scene: Scene, told: re.Match[str]) -> bool:
    """Whether it is a paper that is signed: the sentence names one, or goes on about the last one's."""
    if scene.of("AgreementWord|Agreement") or re.search(r"agreements?\b", told[0]):
        return True
    before = scene.discourse.before
    return bool(before and _SAME.match(scene.text) and any(n.kind == "AgreementWord" for n in before.nouns))


def _parties(scene: Scene, told: re.Match[str], group: str) -> list[Entity]:
    """Those that a list names: no country that only says where, no prefecture that a city lies in."""
    if not told.groupdict().get(group):
        return []
    low, high = told.span(group)
    found: dict[str, Entity] = {}
    for spot in scene.of(_KINDS):
        if not low <= spot.at < high or not is_side(scene, spot, anywhere=True):
            continue
        placed = spot.at > low and _LAND.search(scene.text, low, spot.at)
        if (
            spot.noun.kind == "Prefecture"
            and placed
            and not (_WHOLE.search(spot.noun.text) and placed[0].lstrip().startswith(",") and "in" not in placed[0])
        ):
            continue
        entity = scene.meant(spot.noun)
        if entity is not None:
            found.setdefault(entity.iri, entity)
    return list(found.values())
