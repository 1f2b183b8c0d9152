"""Who signs with whom in an English sentence: *the hospital*, *the two museums*, *both cities*, *it*.

An agreement is the document's own city's only where nothing in its clause says who signed it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ....ontology.model import Entity
from ..scene import Scene, Spot

_BODIES = "University|Facility|Organization|EducationalInstitution|Port|Foundation|Company"
_SIGNERS = f"City|Prefecture|Region|NationalGovernment|InternationalOrganization|{_BODIES}"
_BY = re.compile(r"\b(?:signed|concluded|agreed|renewed|exchanged|entered into)(?: \w+)? by (?:the )?$")
_BY_ANOTHER = re.compile(
    r"\b(?:signed|concluded|agreed|entered into|exchanged) by (?:the )?"
    r"(?:[\ue000-\uf8ff] )?(?!City|Council|Mayor|Lord|Town|Municipal)[A-Z]\w"
)
_CLAUSE_OF = re.compile(
    r", (?:and|but|while|whereas) (?:the )?(?P<who>[\ue000-\uf8ff]) (?:has |had |have )?"
    r"(?:signed|concluded|renewed|entered|exchanged|agreed)\b"
)
_IT = re.compile(
    r"\b(?:[Tt]he (?P<kind>port|university)|[Ii]t)(?: has| also| then)* (?:signed|concluded|entered|exchanged)\b"
)
_BETWEEN = re.compile(
    r"(?: of understanding| on [^,.;]{2,30})?(?: (?:was|were|is|has been|had been)(?: \w+)? "
    r"(?:signed|concluded|agreed|renewed|reached|exchanged|made))? between (?:the )?"
)
_AND = re.compile(r"(?: \([^()]*\))?,? and (?:the )?")
_TWO = re.compile(
    r"\b(?:[Tt]he (?:two|deputy|lord)|[Bb]oth|[Tt]heir|[Tt]hese two) (?:[a-z]+ ){0,2}?"
    r"(?:cities|towns|councils|municipalities|governments|mayors|Mayors|sides|partners)\b(?! of| and)"
)


def signers(
    scene: Scene, paper: Spot, verb: re.Match[str], subject: Entity | None, parties: list[Spot], *, told: bool
) -> tuple[Entity | None, list[Spot]]:
    """The party that signs a paper and those with whom, better told than by what stands behind *with*.

    ``told`` says that the sentence opens with its ``subject``.
    """
    if pair := _between(scene, paper):
        own = next((s for s in pair if scene.is_own(s.noun)), None)
        first = own or pair[0]
        return (scene.owner if own else scene.entity(first.noun)), [s for s in pair if s is not first]
    if not told:
        subject = _spoken_of(scene, paper, parties) or subject
    if not parties:
        parties = _pair(scene, verb) or _of_the_two(scene, paper)
    if signer := next((s for s in parties if _BY.search(scene.before(s.at, 40))), None):
        return scene.entity(signer.noun), [s for s in parties if s is not signer]
    if _BY_ANOTHER.search(scene.text):
        return None, []
    if of_clause := _of_clause(scene, max(verb.start(), paper.at)):
        party = scene.meant(of_clause.noun)
        later = paper.at > of_clause.at
        return (party, [s for s in parties if s.at > of_clause.at]) if later else (subject, parties)
    ahead = [s for s in scene.of(_BODIES) if s.at < min(verb.start(), paper.at)]
    for one, other in pairwise(ahead):
        both = not (parties or scene.is_own(one.noun) or scene.is_own(other.noun))
        if both and _AND.fullmatch(scene.text, one.at + 1, other.at):
            return scene.entity(one.noun), [other]
    return subject, parties


def _between(scene: Scene, paper: Spot) -> list[Spot]:
    """A memorandum between the City of Kisumu and Maseno University: its two parties, whoever speaks."""
    told = _BETWEEN.match(scene.text, paper.at + 1)
    behind = [s for s in scene.of(f"{_SIGNERS}|Self") if told and s.at >= told.end()][:2]
    if told is None or not behind[1:] or behind[0].at != told.end():
        return []
    return behind if _AND.fullmatch(scene.text, behind[0].at + 1, behind[1].at) else []


def _pair(scene: Scene, verb: re.Match[str]) -> list[Spot]:
    """Hamburg and Kyiv concluded a pact: the cities before the verb that are not the document's own."""
    pair = [s for s in scene.of("City|Prefecture") if s.at < verb.start()]
    joined = any(re.fullmatch(r",? and (?:the )?", scene.text[a.at + 1 : b.at]) for a, b in pairwise(pair))
    return [s for s in pair if not scene.is_own(s.noun)] if joined else []


def _of_the_two(scene: Scene, paper: Spot) -> list[Spot]:
    """The two mayors signed a memorandum: with the one city that the passage spoke of last."""
    two, abroad = _TWO.search(scene.text), scene.discourse.abroad
    if two is None or len(abroad) != 1 or [s for s in scene.of(_SIGNERS) if not scene.is_own(s.noun)]:
        return []
    return [] if scene.is_own(abroad[0]) else [Spot(paper.at, abroad[0])]


def _of_clause(scene: Scene, end: int) -> Spot | None:
    """The party that the clause of a paper opens with: …, and the Port of Cork concluded a memorandum."""
    for clause in reversed(list(_CLAUSE_OF.finditer(scene.text, 0, end))):
        noun = scene.masked.noun_at(clause.start("who"))
        if noun is not None and scene.is_a(noun, _SIGNERS):
            return Spot(clause.start("who"), noun)
    return None


def _spoken_of(scene: Scene, paper: Spot, parties: list[Spot]) -> Entity | None:
    """The university or the port spoken of, where it is what signs: ports agree with ports."""
    told = _IT.search(scene.text, max(0, paper.at - 70), paper.at + 1)
    if told is None or not parties:
        return None
    kind = (told["kind"] or ("port" if parties[0].noun.kind == "Port" else "")).capitalize()
    noun = scene.spoken(kind) if kind else None
    return scene.entity(noun) if noun is not None else None
