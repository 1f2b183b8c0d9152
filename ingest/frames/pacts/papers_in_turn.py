"""Papers that an English sentence tells one after another, each with its party and its date.

*It signed a memorandum with the Antwerp Port Institute in 2014 and another with the GPA in 2016*: *it* is the body
that the sentence before opens with; *A memorandum on clean air was concluded with X on 2 May, and one with Y on
3 June*: the document's own party did. A body may be any that its name makes one: no list need know it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Entity
from ...matching.engine import Draft
from ..scene import Scene
from ..sides import is_side
from ..syntax import syntax_of
from ..wordings import wording

_N = "[\ue000-\uf8ff]"
_PARTIES = (
    "City|Self|Prefecture|InternationalOrganization|NationalGovernment|University|Foundation|Port|Organization"
    "|CityNetwork|SubnationalGovernment|Company|Alliance"
)
_TOPIC = rf"(?: (?:on|about|for|concerning) [^.;,{_N[1:-1]}]{{3,50}}?)?"
_WITH = (
    rf" with (?:the )?(?P<with>{_N})(?:,? (?:in |on )?(?:the )?(?P<e>{_N}))?{_TOPIC}(?:,? (?:in|on) (?P<d>{_N}))?"
)
_MADE = "signed|concluded|sealed|inked|entered into|agreed"
_DID = re.compile(rf"\b(?P<v>{_MADE}) (?:an?|its) (?:[a-z-]+ ){{0,2}}(?P<paper>{_N}){_TOPIC}{_WITH}")
_DONE = re.compile(
    rf"(?:^|[.;] )\W{{0,3}}(?:A|An|One) (?:[a-z-]+ ){{0,2}}(?P<paper>{_N}){_TOPIC} (?:was|has been|were) "
    rf"(?:{_MADE}){_WITH}"
)
_ANOTHER = re.compile(
    rf"(?:,|;)?(?: and| then)* (?:(?:signed|concluded) )?(?:another"
    rf"|a (?:second|third|fourth|further|similar)(?: one)?|one(?: more)?|the same){_TOPIC}{_WITH}"
)


def papers_in_turn(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` of who signs with each of them."""
    if scene.signed or scene.discourse.kind == "heading" or wording("no_accord").search(scene.text):
        return
    for told in (*_DID.finditer(scene.text), *_DONE.finditer(scene.text)):
        paper = scene.masked.noun_at(told.start("paper"))
        if paper is None or paper.kind not in ("AgreementWord", "Agreement"):
            continue
        each = [told]
        while more := _ANOTHER.match(scene.text, each[-1].end()):
            each.append(more)
        who = _who(scene, told)
        if len(each) > 1 or (who is not None and who.kind == "Organization" and who != scene.owner):
            for one in each:
                yield from _told(scene, who, one)


def _told(scene: Scene, who: Entity | None, told: re.Match[str]) -> Iterator[Draft]:
    """The agreement with the party of a match."""
    spot = next((s for s in scene.of(_PARTIES) if s.at == told.start("with")), None)
    if spot is None or not is_side(scene, spot, anywhere=True):
        return
    since = next((when for g in "de" if told[g] and (when := scene.date_at(told.start(g))) is not None), None)
    scene.signed = True
    yield from scene.draft(
        who, "agreementWith", scene.entity(spot.noun), told.span(), "paper-in-turn", since=since, done=bool(since)
    )


def _who(scene: Scene, told: re.Match[str]) -> Entity | None:
    """Who signs: the subject of the verb, else the document's own party."""
    if "v" not in told.re.groupindex:
        return scene.owner
    syntax = syntax_of(scene)
    subject = syntax.subject(told.start("v"), told.end("v"), finite=True)
    if subject is None or subject.said == "own":
        return scene.owner
    opened = scene.discourse.before.nouns[:1] if subject.said == "it" and scene.discourse.before else ()
    if opened and opened[0].start <= len("The ") and opened[0].kind in ("Organization", "Port", "Company"):
        return scene.entity(opened[0])
    return syntax.entity(subject, _PARTIES.replace("|Self", ""))
