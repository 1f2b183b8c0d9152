"""What English sentences speak against: ties that are asked for, denied above, over, or only where people meet.

The words are data (``words/doubts.toml``); a draft is given up, or told as proposed or ended.
"""

from __future__ import annotations

import re
from functools import cache

from ...ontology.model import Entity, Status
from ..data import table
from ..matching.discourse import Discourse
from ..matching.engine import TIES, Draft
from ..names.longer_names import encloses
from ..text.mask import TIMES, Masked

_OF_TIES = TIES | {"agreementWith", "tieAnniversaryWith"}
_NETWORKS = frozenset({"CityNetwork", "InternationalOrganization", "Alliance", "Foundation"})
_OF_PLACES = frozenset({"locatedIn", "partOf"})


def english(drafts: list[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts of an English sentence but those that it or its heading speaks against."""
    text = sentence.clean.text
    heard = 0 if text.endswith("?") else next((m.start() for m in _pattern("hearsay").finditer(text)), len(text))
    drafts = [d for d in drafts if d.relation in _OF_PLACES or d.span[1] <= heard]
    if _says("fell_through", text):
        drafts = [d for d in drafts if not _of_the_one_before(d, sentence)]
    drafts = [d for d in drafts if not _of_a_chapter(d, sentence)]
    if _says("opens_asking", text):
        drafts = [d for d in drafts if d.relation not in TIES]
    if _says("owned", sentence.text) or _says("listed", sentence.text):
        drafts = [d for d in drafts if d.relation != "memberOf"]
    if _says("not_joined", sentence.text):
        drafts = [d for d in drafts if d.relation != "memberOf" or d.since is not None]
    drafts = [d for d in drafts if d.relation != "operatesOfficeIn" or not _no_office(d, sentence)]
    if _OPENED_OFFICE.search(sentence.text):
        drafts = [d for d in drafts if d.relation != "establishedOn" or d.subject.kind not in _NETWORKS]
    drafts = [d for d in drafts if d.relation not in TIES or not _of_what_encloses(d, sentence)]
    drafts = [d for d in drafts if d.relation not in TIES or not _undecided(d, sentence)]
    if _denied(sentence):
        drafts = [d for d in drafts if d.relation not in TIES]
    if not any(n.kind == "Tie" for n in sentence.nouns):
        if _says("of_ports", text):
            drafts = [d for d in drafts if d.relation not in TIES]
        if _says("denied_above", "\n".join(m.clean.text for m in discourse.nearest)):
            drafts = [d for d in drafts if d.relation not in _OF_TIES]
        if discourse.kind != "heading":
            drafts = [d for d in drafts if d.relation not in TIES or not _where_they_meet(d, sentence)]
    if _says("else_anniversary", text):
        drafts = [d for d in drafts if d.relation != "tieAnniversaryWith" and d.rule != "anniversary-told"]
    return [_until(_standing(_begun(d, sentence), sentence), sentence) for d in drafts]


_OPENED_OFFICE = re.compile(  # UCLG Africa opened its Kenya office: what was opened is the office
    r"[\ue000-\uf8ff] (?:has )?(?:opened|set up|established) (?:its|an?) (?:[a-z]+ )?"
    r"(?:[\ue000-\uf8ff] )?[Oo]ffice\b"
)


def _begun(draft: Draft, sentence: Masked) -> Draft:
    """A tie without the day of the paper, where the sentence tells only what is so on it: has 15 sisters today."""
    if draft.relation not in TIES or draft.since is None or _says("begun", sentence.text):
        return draft
    told = [n.text for n in sentence.nouns if n.kind in TIMES]
    return draft._replace(since=None) if told and all(_says("as_of_now", text) for text in told) else draft


_CLAUSES = re.compile(r"; |,? (?:but|though|although|while|whereas) ")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(table("words/doubts.toml")["english"][name])


def _says(name: str, text: str) -> bool:
    return _pattern(name).search(text) is not None


def _undecided(draft: Draft, sentence: Masked) -> bool:
    """Whether a tie is only what somebody is to decide on, or a proposal's that names none of its cities."""
    named = _cities(draft, sentence)
    told = _pattern("undecided").search(sentence.text)
    if told is not None and any(told.start() < at for at in named):
        return True
    return not named and _says("asked", sentence.text) and not _says("tied", sentence.text)


def _denied(sentence: Masked) -> bool:
    """Whether a sentence has a word for a tie only to deny it: Graz and Nantes are not twin towns of Cork."""
    ties = [at for at, number in sentence.index.items() if sentence.nouns[number].kind == "Tie"]
    return bool(ties) and all(_pattern("denied").search(sentence.text, 0, at) for at in ties)


def _no_office(draft: Draft, sentence: Masked) -> bool:
    """Whether the clause that names an office's place denies it: runs no office; it shared one in Brussels."""
    text = sentence.text
    at = next((at for at in sentence.index if _means(sentence, at, draft.object)), None)
    low = max((m.end() for m in _CLAUSES.finditer(text, 0, at)), default=0) if at is not None else 0
    return at is not None and _pattern("no_office").search(text, low, at) is not None


def _standing(draft: Draft, sentence: Masked) -> Draft:
    """A tie as over where the sentence says so, as proposed where it only tells of it as asked for."""
    if draft.relation not in TIES or draft.status is not Status.SETTLED:
        return draft
    if _says("over", sentence.text):
        return draft._replace(status=Status.ENDED)
    if _says("filed", sentence.text):
        return draft._replace(status=Status.PROPOSED, since=None)
    asked = _says("asked", sentence.text) and not _says("tied", sentence.text)
    return draft._replace(status=Status.PROPOSED) if asked else draft


def _until(draft: Draft, sentence: Masked) -> Draft:
    """A tie that is over, with the date that is told of its end in its place: was ended by Brno in 2022."""
    if draft.relation not in TIES or draft.status is not Status.ENDED or draft.since is None or draft.until:
        return draft
    dates = [at for at, number in sentence.index.items() if sentence.nouns[number].value == draft.since]
    ended = bool(dates) and all(_pattern("ended_on").search(sentence.text, 0, at) for at in dates)
    return draft._replace(since=None, until=draft.since) if ended else draft


def _where_they_meet(draft: Draft, sentence: Masked) -> bool:
    """Whether a line names a city only behind a gathering: Annual conference, Toledo, Ohio."""
    named = _cities(draft, sentence)
    text = sentence.clean.text
    return bool(named) and all(_pattern("gathering").search(text, 0, sentence.at[at]) for at in named)


def _of_what_encloses(draft: Draft, sentence: Masked) -> bool:
    """Whether a city stands only as that in which the one spoken of lies: Buk-gu, Ulsan, has been a sister city."""
    for end in (draft.subject, draft.object):
        named = [at for at in _cities(draft, sentence) if _means(sentence, at, end)]
        if named and all(encloses(sentence, at) for at in named):
            return True
    return False


def _of_a_chapter(draft: Draft, sentence: Masked) -> bool:
    """Whether a network stands only in the name of a city's own body: Denver Sister Cities International."""
    for end in (draft.subject, draft.object):
        if isinstance(end, Entity) and end.kind in _NETWORKS:
            named = [at for at in sentence.index if _means(sentence, at, end)]
            chapters = [_behind_city(sentence, at) for at in named]
            if chapters and (any if draft.relation == "alsoKnownAs" else all)(chapters):
                return True
    return False


def _behind_city(sentence: Masked, at: int) -> bool:
    ahead = sentence.noun_at(at - 2)
    return sentence.text[at - 1 : at] == " " and ahead is not None and ahead.kind == "City"


def _of_the_one_before(draft: Draft, sentence: Masked) -> bool:
    """Whether a draft is of an event that the sentence does not name: It was to have been hosted by Daejeon."""
    events = {e.iri for n in sentence.nouns if n.kind.startswith("Event") for e in n.entities}
    ends = [e for e in (draft.subject, draft.object) if isinstance(e, Entity) and e.kind.startswith("Event")]
    return any(e.iri not in events and all(x.text not in sentence.clean.text for x in e.names) for e in ends)


def _cities(draft: Draft, sentence: Masked) -> list[int]:
    """The masked offsets at which a sentence names the cities of a draft."""
    ends = (draft.subject, draft.object)
    cities = [at for at, number in sentence.index.items() if sentence.nouns[number].kind == "City"]
    return [at for at in cities if any(_means(sentence, at, end) for end in ends)]


def _means(sentence: Masked, at: int, end: object) -> bool:
    noun = sentence.noun_at(at)
    known = noun.entities[:1] if noun is not None else ()
    return isinstance(end, Entity) and any(e.iri == end.iri for e in known)
