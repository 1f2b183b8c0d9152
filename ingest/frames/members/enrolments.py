"""Memberships that one English sentence enumerates: *of Eurocities (1995), of A and, since 2001, of B*.

Each network has the date beside it, and none that stands beside another. Networks that were left are told as ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Entity, Status
from ...matching.engine import Draft
from ...text.sieve import Sought
from ..scene import Scene

_N = "[\ue000-\uf8ff]"
_OPENS = re.compile(
    r"\b(?:(?P<past>used to be|was (?:once|formerly|long)|no longer) )?"
    r"(?:(?:is|are|was|been|be|remains?|became|become)(?: (?:also|now|still|since|today|incidentally),?){0,2} )?"
    r"(?:an? |the )?(?:[a-z]+ )?members? (?:also )?of (?:the )?"
    r"|\b(?P<once>used to )?belong(?:s|ed|ing)?(?: also| as well)? to (?:the )?"
    r"|\bone of the (?:partner|member) (?:cities|towns) of (?:the )?"
    r"|\bsignator(?:y|ies) (?:of|to) (?:the )?(?=[\ue000-\uf8ff])"
    r"|\b(?:was|were|been) (?:named|admitted|accepted|elected) (?:in)?to (?:the )?"
    rf"(?={_N}(?: \([^()]*\))?,? (?:in|on) )"
)
_LEFT = Sought(rf"\b(?:left|resigned from|withdrew from|quit) (?:the )?(?P<net>{_N})(?: (?:in|on) (?P<when>{_N}))?")
_ENTRY = re.compile(
    rf"(?P<net>{_N})(?: \((?:[A-Z][\w-]+|(?:since )?(?P<aside>{_N}))\))?"
    rf"(?:,? (?:which [^.;,]{{0,20}}joined|since|from|in|on)(?: in| on)? (?P<when>{_N}))?(?! (?:and|or) {_N}['’])"
)
_ON = re.compile(
    rf"(?:, which [^,;.]{{3,60}})?(?:,? and|,)(?:,? (?:since|from|in) (?P<ahead>{_N}),?)?(?: also)?"
    r" (?:(?:of|to) )?(?:the )?"
)
_DENIED = re.compile(r"\b(?:not|never|nor|neither|without|considered|apply|applied|application|hopes?|wants?)\b")
MET_MEMBERS = re.compile(
    r"\b(?:met|meets?|meeting|hosted|invited|welcomed|fellow) (?:[a-z]+ )?$"
)  # met members of CityNet
_IN_LANDS = re.compile(rf"(?:,? (?:in|from|across) {_N},?)? ")
_BOTH = re.compile(r"(?:Both|The two) (?:cities|towns|municipalities)\b")
_NETWORKS = "CityNetwork|Organization|Alliance"


def enrolments(scene: Scene) -> Iterator[Draft]:
    """``memberOf`` for each network of an enumeration, with the date beside it."""
    if scene.japanese:
        return
    for opens in _OPENS.finditer(scene.text):
        if _DENIED.search(scene.text, max(0, opens.start() - 24), opens.start()):
            continue
        if MET_MEMBERS.search(scene.text, 0, opens.start() + max(0, opens[0].find("member"))):
            continue
        ended = bool(opens["past"] or opens["once"])
        at, ahead = opens.end(), None
        while entry := _ENTRY.match(scene.text, at):
            noun = scene.masked.noun_at(entry.start("net"))
            if noun is None or not scene.is_a(noun, _NETWORKS):
                break
            since = ahead or scene.date_at(entry.start("aside")) or scene.date_at(entry.start("when"))
            for who in _members(scene, opens.start()):
                span = (opens.start(), entry.end())
                for draft in scene.draft(who, "memberOf", scene.entity(noun), span, "enrolled", since=since):
                    yield draft._replace(status=Status.ENDED) if ended else draft
            on = _ON.match(scene.text, entry.end())
            if on is None:
                break
            at, ahead = on.end(), scene.date_at(on.start("ahead"))
    for left in _LEFT.finditer(scene.text):
        noun = scene.masked.noun_at(left.start("net"))
        if noun is not None and scene.is_a(noun, _NETWORKS):
            for draft in scene.draft(scene.owner, "memberOf", scene.entity(noun), left.span(), "left-network"):
                yield draft._replace(status=Status.ENDED)


def _members(scene: Scene, end: int) -> list[Entity]:
    """Who is a member: the city that stands before, else the document's own; both cities are two."""
    owner = [scene.owner] if scene.owner else []
    if any(_IN_LANDS.fullmatch(scene.text, s.at + 1, end) for s in scene.of("Count") if s.at < end):
        return []  # 18 cities from 7 countries belong to it
    if _BOTH.match(scene.text):
        abroad = scene.discourse.abroad
        other = scene.entity(abroad[0]) if len(abroad) == 1 else None
        return [*owner, *([other] if other else [])]
    named = [s for s in scene.of("City") if s.at < end and end - s.at < _NEAR]
    if named and not any(scene.is_own(s.noun) for s in named) and not scene.of("Self"):
        return []
    return owner


_NEAR = 60
