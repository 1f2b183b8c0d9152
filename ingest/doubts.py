"""What a sentence read as a fact itself speaks against: its drafts are given up.

Each doubt is of a kind of evidence that proved right less often than not on documents that nobody had read: a
question, a sum that is part of the one before, a city that is only part of a body's name, somebody else's tie in
which the own city is said to have no part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..ontology.model import Entity, Status, Value
from .body_words import japanese
from .discourse import Discourse, asks
from .engine import TIES, Draft
from .longer_names import encloses
from .mask import Masked, Noun

_PACTS = TIES | {"agreementWith", "tieAnniversaryWith"}
_TOLD = frozenset(
    {"agreementWith", "providesSupportTo", "participatedIn", "operatesOfficeIn", "projectIn", "hasOverseasOffice"}
)
"""What a sentence may say of a city that stands below a heading of ties."""
_TIE_WORD = re.compile(r"\b[Ss]ister|\b[Tt]win|姉妹|友好")
_BODY = re.compile(  # 高雄市旅行商業同業公会: a body of the city, not the city
    r"(?:市|都|区|州)?(?:日本|国際|商工|旅行|農業|観光|経済|貿易)?(?:(?!姉妹|友好|市長|市議|訪問|代表|使節|派遣|受入)[一-鿿]){0,10}"
    + japanese()
)
_HOLDS = re.compile(
    r"(?:市|都)?(?:長)?が、?(?:会長|副会長|議長|副議長|幹事|代表幹事|事務局|理事|代表)(?:市|都市)?(?:、|を|で|と)"
)
_NO_PART = re.compile(
    r"(?:本市|当市|市|本県|当県|県)(?:自体|自身|として)?(?:は|が)(?:その)?(?:当事者|相手方|締結者|締結主体|主体|相手)"
    r"(?:では|じゃ)(?:な[いく]|ありません|ございません)"
)
_ANOTHERS = re.compile(
    r"(?:市|町|村)?が(?!、?本市)[^。]{0,40}?(?:締結|提携|調印|署名|交わ|結[んび])[^。、]{0,6}?(?:た|る)もの(?:で|だ|に|であ)"
)
_PART = re.compile(r"(?:この|その|[、。])うち、?")


def undoubted(drafts: Iterable[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts of a sentence but those that it speaks against."""
    found = [*drafts]
    if not found:
        return found
    found = _tied_otherwise(found, sentence)
    if discourse.frame.lang != "ja":
        found = [d for d in found if d.relation not in TIES or not _of_what_encloses(d, sentence)]
        if _DENIED_ABOVE.search(_above(discourse)) and not any(n.kind == "Tie" for n in sentence.nouns):
            found = [d for d in found if d.relation not in _PACTS]
        if discourse.kind in ("item", "row", "paragraph") and not any(n.kind == "Tie" for n in sentence.nouns):
            found = [d for d in found if d.relation not in TIES or not _where_they_meet(d, sentence)]
        if _HEARSAY.search(sentence.clean.text) or sentence.clean.text.endswith("?"):
            return [d for d in found if d.relation in ("locatedIn", "partOf")]
        if _FELL_THROUGH.match(sentence.clean.text):
            found = [d for d in found if not _of_the_one_before(d, sentence)]
        return [_asked(d, sentence) for d in found]
    text = sentence.clean.text
    if asks(text) and "が、" not in text:  # what is asked is told by the answer
        return [d for d in found if d.relation == "locatedIn"]
    if "うち" in text:
        found = [d for d in found if d.relation != "budgetAmount" or not _of_a_part(d, sentence)]
    if not any(d.relation in _PACTS for d in found):
        return found
    disowned = _disowned(sentence, discourse)
    return [
        d
        for d in found
        if d.relation not in _PACTS
        or not ((disowned and disowned in (d.subject, d.object)) or _of_no_city(d, sentence))
    ]


def _tied_otherwise(drafts: list[Draft], sentence: Masked) -> list[Draft]:
    """Without the ties that only a heading tells, where the sentence says something else of the same city."""
    told = any(n.kind in ("Tie", "Anniversary") for n in sentence.nouns) or _TIE_WORD.search(sentence.clean.text)
    if len(drafts) < 2 or told:
        return drafts
    said = [end for d in drafts if d.relation in _TOLD for end in (d.subject, d.object)]
    return [d for d in drafts if d.relation not in TIES or not (d.subject in said and d.object in said)]


_GATHERING = re.compile(
    r"\b(?:conference|congress|summit|meeting|assembly|festival|forum|delegation|visit|tour|marathon|exhibition|concert)s?\b[^.;]*$",
    re.I,
)


def _where_they_meet(draft: Draft, sentence: Masked) -> bool:
    """Whether a line names a city only behind a gathering: Annual conference, Toledo, Ohio."""
    text = sentence.clean.text
    ends = (draft.subject, draft.object)
    named = [n for _, n in _nouns(sentence) if n.kind == "City" and any(_means(n, end) for end in ends)]
    return bool(named) and all(_GATHERING.search(text, 0, n.start) for n in named)


_DENIED_ABOVE = re.compile(
    r"\b(?:[Nn]ot|[Nn]ever|[Nn]o longer|[Nn]on)\b[- ][^\n]{0,30}\b(?:[Ss]ister|[Tt]win|[Pp]artner)"
)
_HEARSAY = re.compile(
    r"\b(?:issue|report|article|press|website|web ?page|newspapers?|paper|guide ?book|edition)s?"
    r" (?:wrongly |once |had )?(?:said|says|say|claimed|claims|wrote|writes|reported|reports|has it|stated) that\b"
)
_FELL_THROUGH = re.compile(
    r"(?:It|The (?:event|congress|conference|meeting)) (?:was|had been|were) (?:to have been|due to be)\b"
)


def _above(discourse: Discourse) -> str:
    """The nearest heading or lead above."""
    return "\n".join(m.clean.text for m in discourse.nearest)


def _of_the_one_before(draft: Draft, sentence: Masked) -> bool:
    """Whether a draft is of an event that the sentence does not name: It was to have been hosted by Daejeon."""
    events = {e.iri for n in sentence.nouns if n.kind.startswith("Event") for e in n.entities}
    ends = [e for e in (draft.subject, draft.object) if isinstance(e, Entity) and e.kind.startswith("Event")]
    named = [e for e in ends if e.iri in events or any(x.text in sentence.clean.text for x in e.names)]
    return len(named) < len(ends)


_ASKED = re.compile(
    r"^[^\w\ue000-\uf8ff]{0,3}(?:(?:[Aa]n?|[Tt]he|[Ss]everal|[Nn]ew|[Tt]wo|[Aa]nother|[Oo]ne) )?(?:[a-z]+ )?(?:[Aa]pplications?|[Rr]equests?|[Oo]ffers?"
    r"|[Aa]pproach(?:es)?|[Oo]vertures?|[Ee]nquir(?:y|ies)|[Ii]nquir(?:y|ies)|[Pp]roposals?|[Ii]nvitations?|[Bb]ids?|[Ss]uggestions?|[Pp]etitions?|[Aa]ttempts?|[Ee]fforts?|[Tt]alks|[Nn]egotiations?|[Dd]iscussions?) (?:from|by|for|of|to|at|with)\b"
    r"|\b(?:put|puts) forward\b|\bbeing (?:looked at|examined|studied|explored|weighed|reviewed)\b"
    r"|\bproposals? (?:by|from|for|of)\b|\b(?:dropped|declined|turned down|shelved|abandoned)\b"
)
_OVER = re.compile(
    r"\b(?:that|this|the|its) (?:tie|link|bond|relationship|partnership|twinning|agreement) (?:was|has|had|is) (?:since |then |now )?(?:been )?"
    r"(?:let go|ended|dissolved|broken off|severed|suspended|cancelled|terminated|lapsed|given up)\b"
    r"|\bbond with [^.;]{3,60}(?:was|has been|is) (?:suspended|severed|ended)\b"
)
_TIED = re.compile(
    r"\b(?:since|signed|became|becomes|twinned (?:with|since|in)|concluded|accepted|led to|approved|sealed)\b"
)


def _asked(draft: Draft, sentence: Masked) -> Draft:
    """A tie that an English sentence tells of as over (that tie was let go), or only as asked for (an application
    from Varna, made in 2019)."""
    if draft.relation in TIES and draft.status is Status.SETTLED and _OVER.search(sentence.text):
        return draft._replace(status=Status.ENDED)
    if draft.relation not in TIES or draft.status is not Status.SETTLED or not _ASKED.search(sentence.text):
        return draft
    return draft if _TIED.search(sentence.text) else draft._replace(status=Status.PROPOSED)


def _of_what_encloses(draft: Draft, sentence: Masked) -> bool:
    """Whether a city stands only as that in which the one spoken of lies: Buk-gu, Ulsan, has been a sister city."""
    for end in (draft.subject, draft.object):
        places = [at for at, noun in _nouns(sentence) if noun.kind == "City" and _means(noun, end)]
        if places and all(encloses(sentence, at) for at in places):
            return True
    return False


def _of_no_city(draft: Draft, sentence: Masked) -> bool:
    """Whether a city stands only within a body's name, or only as one that holds a post."""
    for end in (draft.subject, draft.object):
        places = [at for at, noun in _nouns(sentence) if noun.kind == "City" and _means(noun, end)]
        if places and all(
            _BODY.match(sentence.text, at + 1) or _HOLDS.match(sentence.text, at + 1) for at in places
        ):
            return True
    return False


def _of_a_part(draft: Draft, sentence: Masked) -> bool:
    """Whether a sum is of a part of what was named: 交流費として800万円、このうち派遣の経費は200万円."""
    text = sentence.clean.text
    line = next((at for n in draft.subject.names if (at := text.find(n.text)) >= 0), None)
    told = draft.object.text if isinstance(draft.object, Value) else ""
    sums = [n.start for n in sentence.nouns if n.kind.startswith("Money") and str(n.value) == told]
    return line is not None and bool(sums) and bool(_PART.search(text, line, sums[0]))


def _disowned(sentence: Masked, discourse: Discourse) -> Entity | None:
    """The document's own party where the sentence says that it has no part in what was concluded."""
    owner, text = discourse.frame.owner, sentence.clean.text
    if owner is None or not any(word in text for word in ("もの", "当事者", "主体", "相手")):
        return None
    if _NO_PART.search(text):
        return owner
    land = discourse.frame.land or "JP"
    for at, noun in _nouns(sentence):
        at_home = noun.kind in ("City", "Prefecture", "Ward") and noun.country == land
        if at_home and not _means(noun, owner) and _ANOTHERS.match(sentence.text, at + 1):
            return owner
    return None


def _nouns(sentence: Masked) -> Iterator[tuple[int, Noun]]:
    """The nouns of a sentence with their masked offsets."""
    return ((at, sentence.nouns[number]) for at, number in sentence.index.items())


def _means(noun: Noun, end: object) -> bool:
    return isinstance(end, Entity) and bool(noun.entities) and noun.entities[0].iri == end.iri
