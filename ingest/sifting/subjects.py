"""Who a sentence itself says did it: what it tells of somebody else is not the document's city's own.

A sentence without a subject is about the party that the document speaks for. One that names another (県は,
当協会の会員が, the port) is not, even where no list knows that other: its drafts come back as rejected, with the
reason for the list of what was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ...ontology.model import Entity, Status
from ..data import table
from ..matching.discourse import Discourse
from ..matching.engine import Draft
from ..nouns import body_words
from ..text.mask import Masked, Noun

_DONE = frozenset(
    {
        "agreementWith",
        "signatoryOf",
        "memberOf",
        "participatedIn",
        "operatesOfficeIn",
        "hasOverseasOffice",
        "projectIn",
    }
)
"""What a party does, so that it matters who is said to have done it."""
_DONE_EN = _DONE - {"agreementWith", "signatoryOf", "projectIn"}  # of which frames/pacts/pacts and frames/doers ask
_PARTIES = frozenset({"City", "Prefecture", "SubnationalGovernment"})
_BODIES = frozenset(
    {
        "Prefecture",
        "University",
        "EducationalInstitution",
        "Company",
        "Port",
        "Organization",
        "Foundation",
        "Alliance",
    }
    | {"InternationalOrganization", "NationalGovernment", "CityNetwork", "Facility"}
)
_QUALIFIES = re.compile(r"[^、。\ue000-\uf8ff]{1,14}[るたうくすむぶつ][「『]?[\ue000-\uf8ff]")
"""What such a subject does only says which thing is meant: 評議会が進めるプログラムに."""
_FACULTY = re.compile("(?:学部|学科|研究科)$")
_REASON = "another_party"


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(table("words/subjects.toml")[name], re.VERBOSE if name != "verb_before" else 0)


@cache
def _other_japanese() -> re.Pattern[str]:
    said = table("words/subjects.toml")
    return re.compile(rf"(?:{body_words.japanese()}|{said['heads']}){said['follows']}", re.VERBOSE)


@cache
def _other_english() -> re.Pattern[str]:
    after = table("words/subjects.toml")["verb_before"]
    return re.compile(rf"\b{body_words.english()}(?: of (?:the )?[\ue000-\uf8ff\w]+)?{after}")


@cache
def _titled_body() -> re.Pattern[str]:
    return re.compile(
        rf"\b[Ss]ister [^\n]{{0,24}}{body_words.english(places=False)}|{body_words.english(places=False)} of\b"
    )


_BY_SUBJECT = frozenset(["belongs-told"])  # read by who is the subject
_PASSIVE = ("chosen", "selected", "admitted", "accepted")
_WE = re.compile(r"\b(?:[Ww]e|[Ii]t)(?: (?:has|have|also|is|are|proudly|a|an))* $")


def by_themselves(drafts: Iterable[Draft], sentence: Masked, discourse: Discourse) -> list[Draft]:
    """The drafts, those of the document's own city rejected where the sentence names another subject."""
    owner = discourse.frame.owner
    found = list(drafts)
    japanese, title = discourse.frame.lang == "ja", discourse.frame.title
    if owner is None or (japanese and owner.kind not in _PARTIES):
        return found
    if japanese and _of_a_city(sentence, owner):
        found = [d._replace(status=Status.REJECTED, left_out=_REASON) if d.subject == owner else d for d in found]
    done = _DONE if japanese else _DONE_EN
    told = [d for d in found if d.relation in done and owner in (d.subject, d.object)]
    if not told:
        return found
    others = [
        d for d in told if (_japanese(d, sentence, owner) if japanese else _english(d, sentence, owner, title))
    ]
    return [d._replace(status=Status.REJECTED, left_out=_REASON) if d in others else d for d in found]


def _of_a_city(sentence: Masked, owner: Entity) -> bool:
    """Whether a sentence says 市は or 本市は, which no town or village says of itself."""
    if not owner.name("ja").endswith(("町", "村")):
        return False
    spots = ((at, sentence.nouns[number]) for at, number in sentence.index.items())
    return any(
        noun.kind == "Self" and noun.text.endswith("市") and _words("own_particle").match(sentence.text, at + 1)
        for at, noun in spots
    )


def _japanese(draft: Draft, sentence: Masked, owner: Entity) -> bool:
    """Whether the subject nearest before the verb is another's, and the sentence does not name the city as one."""
    text = sentence.text
    low, end = (_masked(sentence, at) for at in draft.span)
    begin = text.rfind("。", 0, low) + 1
    if _pair(sentence, begin, end, owner):
        return True
    others = sorted(o for o in _others(sentence, begin, end, owner) if not _QUALIFIES.match(text, o[1]))
    if not others:
        return False
    own = [m.end() for m in _words("own").finditer(text, begin, end)]
    own += [at for at in _own(sentence, owner) if begin <= at < end and _words("own_particle").match(text, at + 1)]
    start, high = others[-1]
    if any(_words("joined").fullmatch(text, at + 1, start) for at in _own(sentence, owner) if begin <= at < start):
        return False  # 本市と静岡大学は: both did it
    return not own or (text[high - 1] != "が" and max(own) < start)


def _others(sentence: Masked, begin: int, end: int, owner: Entity) -> Iterator[tuple[int, int]]:
    """The ranges of the subjects that are not the city: bodies by their names, and by what such names end with."""
    text = sentence.text
    for match in _other_japanese().finditer(text, begin, end):
        yield match.span()
    for at, number in sentence.index.items():
        noun = sentence.nouns[number]
        body = noun.kind in _BODIES or (noun.kind == "Department" and _FACULTY.search(noun.text))
        if begin <= at < end and body and not _means(noun, owner):
            particle = _words("follows").match(text, at + 1, end)
            if particle is not None:
                yield at, particle.end()


def _pair(sentence: Masked, begin: int, end: int, owner: Entity) -> bool:
    """Whether two parties stand side by side as the subject, and the city is none of them: 県と江蘇省が.

    Of several pairs the last one counts: A市とB市は…結び、昨年は本市とB市が…交わした.
    """
    theirs = False
    for at, number in sentence.index.items():
        told = _words("pair").match(sentence.text[at + 1 :]) if begin <= at < end else None
        other = sentence.noun_at(at + 1 + told.start("other")) if told else None
        if other is not None:
            theirs = not any(_means(n, owner) for n in (sentence.nouns[number], other))
    return theirs


def _english(draft: Draft, sentence: Masked, owner: Entity, title: str) -> bool:
    """Whether another body stands right before what is told (Our association is a member of), or says "we"."""
    low = _masked(sentence, draft.span[0])
    before = sentence.text[max(0, low - 120) : low]
    if sentence.text.startswith(_PASSIVE, low) or draft.rule in _BY_SUBJECT:
        return False
    if draft.relation == "memberOf" and _WE.search(before) and _titled_body().search(title):
        return True
    if any(low - len(before) <= at < low for at in _own(sentence, owner)):
        return False
    nearest = max((at for at in sentence.index if at < low), default=-1)
    noun = sentence.noun_at(nearest)
    body = (
        noun is not None
        and noun.kind in _BODIES
        and _words("verb_before").fullmatch(sentence.text, nearest + 1, low)
    )
    return bool(body) or (owner.kind in _PARTIES and _other_english().search(before) is not None)


def _own(sentence: Masked, owner: Entity) -> list[int]:
    """Where the sentence names the city itself."""
    return [at for at, number in sentence.index.items() if _means(sentence.nouns[number], owner)]


def _means(noun: Noun, owner: Entity) -> bool:
    if noun.entities or noun.kind == "Self":
        return noun.kind == "Self" or noun.entities[0].iri == owner.iri
    return any(name.text == noun.text for name in owner.names)


def _masked(sentence: Masked, at: int) -> int:
    """The masked offset of a place in the clean text."""
    return next((i for i, clean in enumerate(sentence.at) if clean >= at), len(sentence.text))
