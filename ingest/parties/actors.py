"""Who acts in a clause of an English sentence, where its subject is plainly somebody else than the document's city.

*Osaka's bureau signed*, *the Water Supply Authority had won*, *while Makati and Yokohama will report*: what such a
clause leaves out is not the document's own. Where the subject says nothing plain, nobody is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...ontology.model import Entity
from ..matching.engine import TIES, Draft
from ..nouns.body_words import english
from ..text.mask import Masked, Noun


class Actor(NamedTuple):
    """Who acts from a clean offset of a sentence on: a body that is no city, or the ``places`` named."""

    start: int
    body: bool
    places: tuple[Noun, ...]


_NOUN = "[\ue000-\uf8ff]"
_CLAUSE = re.compile(
    r"(?:^[^\w\ue000-\uf8ff]{0,3}(?:[\ue000-\uf8ff](?:\s{2,}|\s?[:|–-]\s))?|; "
    r"|, (?:and|but|while|whereas|though|although|as|when|where) (?:that )?|(?<=[.:] ))"
    r"(?:(?:And|But|Meanwhile,|However,|Elsewhere,|(?:[Ii]n|[Bb]y|[Oo]n|[Aa]t|[Ss]ince|[Aa]fter|[Dd]uring|[Uu]nder"
    rf"|[Ff]rom|[Ll]ast|[Ee]arlier)\b[^,;.]{{1,60}},) )?"
    rf"(?P<who>(?:(?!and\b|but\b|who\b|that\b|which\b)(?:[\w’'.&-]|{_NOUN})+(?: and)? ){{1,7}}?)"
    r"(?:(?<= )\([^()]*\) |(?<! ),? [^.;]{3,80}?, )?"
    r"(?:(?:also|then|now|since|later|already|recently|itself|jointly|again|first) )*"
    r"(?:has|have|had|is|are|was|were|will|would|plans?|opens|signs|joins|hosts|sends|holds|leads|gives|works?|counts|becomes|visits|receives|wins|sets|enters|sent|won|held|ran|runs|took|made|gave|built|set|keeps?|kept|[a-z]{2,}ed)\b"
)
_BODY = re.compile(rf"\b{english()}\b")
_OWN = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Uu]s|[Ii]ts?|[Tt]hey|[Bb]oth"
    r"|[Tt]he [Cc]ity|[Tt]he [Cc]ouncil|[Tt]he [Mm]ayor|City Council"
    r"|[Tt]he two [a-z]+ (?:cities|towns|municipalities))\b"  # the two port cities are no port
)
_GOES_ON = re.compile(r"(?:it|they|that|this) ?")
_OF = re.compile(
    r"(?<!\b[Cc]ities)(?<!\b[Cc]ity)(?<!\b[Pp]eople)(?<!\b[Mm]ayors)"
    r" (?:of|in|with|for|from|to|by|on|between|at|under) "
)
_ENDS = re.compile(f"{_NOUN}(?:['’]s [^,]*)? ?$")
_KINDS = frozenset(["City", "Prefecture", "Country", "Region"])
_BODIES = frozenset(
    ["University", "Company", "Port", "Foundation", "Organization", "NationalGovernment", "CityNetwork"]
)


_GIVEN = frozenset(["award-given-by-en", "named-by-en", "belongs-told"])
"""Rules that ask themselves who is meant: a subject may give the city what it has."""
_OURS = re.compile(r"\b(?:we|our|us|the [Cc]ity|the [Cc]ouncil|the [Mm]ayor)\b")
_BINDS = re.compile(  # Kassel also has links with Arnhem: whose they are is said
    r"[\w’'.-]+(?: [\w’'.-]+)? (?:(?:also|itself|too|now|already|has|had) )*(?:has|have|had|keeps?"
    r"|maintains?|enjoys?|shares?|signed|concluded|entered) [^.;,]{0,40}?\b(?:with|to) (?:the )?$"
)
_ACTS = frozenset(
    [
        "agreementWith",
        "tieAnniversaryWith",
        "operatesOfficeIn",
        "hasOverseasOffice",
        "memberOf",
        "signatoryOf",
        "cooperatesWith",
        "providesSupportTo",
        "participatedIn",
        "projectIn",
        "holdsRole",
        "receivedTitle",
    ]
)
"""What is done by the subject of its clause."""


def own(drafts: Sequence[Draft], sentence: Masked, owner: Entity | None) -> list[Draft]:
    """Without what an English clause whose subject is somebody else would have the city ``owner`` do."""
    if owner is None or owner.kind != "City" or not any(owner in (d.subject, d.object) for d in drafts):
        return [*drafts]
    acting = [*_actors(sentence, owner)]
    return [d for d in drafts if not acting or not _done_by_another(d, owner, acting, sentence)]


def _done_by_another(draft: Draft, owner: Entity, acting: Sequence[Actor], sentence: Masked) -> bool:
    """Whether a fact of the own city stands in a clause of another subject that does not speak of the city."""
    tie = draft.relation in TIES or draft.relation == "tieAnniversaryWith"
    said = tie and any(n.kind == "Tie" for n in sentence.nouns)
    if owner not in (draft.subject, draft.object) or not (tie or draft.relation in _ACTS) or draft.rule in _GIVEN:
        return False
    others = {e.iri for e in (draft.subject, draft.object) if isinstance(e, Entity) and e != owner}
    text = sentence.clean.text
    told = [n.start for n in sentence.nouns if n.entities and n.entities[0].iri in others]
    at = next((at for at in told if draft.span[0] <= at < draft.span[1]), draft.span[1] - 1)
    shown = text.find("; ", at)
    at = max(at, min(draft.span[1] - 1, shown if shown > 0 else len(text)))
    number = max((n for n, a in enumerate(acting) if a.start <= at), default=None)
    if number is None:
        return False
    actor = acting[number]
    ends = [text.find("; ", at), *(a.start for a in acting[number + 1 : number + 2]), len(text)]
    end = min(e for e in ends if e > 0)
    meant = {e.iri for n in actor.places[: 1 if actor.body else None] for e in n.entities}
    if tie and not actor.body and meant and owner.iri not in meant and not others & meant:
        named = min((n for n in told if n >= actor.start), default=at)
        bound = _BINDS.match(text, actor.start, named)
        return bound is not None and not _OURS.search(text, actor.start, end)
    if (
        (owner.iri in meant and not actor.body)
        or (others & meant and (said or not actor.body))
        or (tie and not actor.body)
    ):
        return False
    named = any(actor.start <= n.start < end and _is_of(n, owner) for n in sentence.nouns)
    return not (named and not actor.body) and not _OURS.search(text, actor.start, end)


_STATE = re.compile(
    r"(?:[Tt]he )?(?:[A-Z][\w’'-]+ ){1,3}(?:Government|Ministry|Parliament|Assembly|Executive"
    r"|Embassy|Foundation|Region) ?$"
)


_UNKNOWN = re.compile(
    r"(?!(?:It|He|She|They|We|You|This|That|These|Those|The|There|Here|Who|Which|What|Both|Each|All|Some|Many|Most|One"
    r"|None|Council|City|Town|Mayor|Staff|Government|Parliament|Nobody|Everyone|Later|Then|Also|Today|Now|And|But|Our"
    r"|Its|In)\b)[A-Z][a-zà-ÿ]{2,}(?<!s)(?<!ing)(?<!ed)(?<!ly) ?$"
)


def _of_another(head: str, owner: Entity) -> bool:
    """Whether a clause's subject is another government, or one name that no list knows: the Scottish Government."""
    if any(name.text in head for name in owner.names):
        return False
    return _STATE.match(head) is not None or _UNKNOWN.match(head) is not None


def _is_of(noun: Noun, owner: Entity) -> bool:
    return noun.kind == "Self" or owner in noun.entities[:1]


def _actors(sentence: Masked, owner: Entity) -> Iterator[Actor]:
    """The clauses of a sentence whose subject is told: a body, other places, or the own city."""
    body = False  # whether the clause before is a body's, which "it" goes on about
    for told in _CLAUSE.finditer(sentence.text):
        low, high = told.span("who")
        head = _OF.split(told["who"], maxsplit=1)[0]
        named = [(at, sentence.nouns[i]) for at, i in sentence.index.items() if low <= at < high]
        first = [n for at, n in named if at < low + len(head)]
        start, places = sentence.at[low], tuple(n for _, n in named if n.kind in _KINDS and n.entities)
        if _GOES_ON.fullmatch(told["who"]) and body:
            yield Actor(start, body=True, places=())
            continue
        body = (
            _BODY.search(head) is not None
            or _of_another(head, owner)
            or bool(first and first[-1].kind in _BODIES and _ENDS.search(head))
        )
        if _OWN.search(told["who"]):
            yield Actor(start, body=False, places=(Noun(0, 0, owner.kind, "", (owner,)),))
        elif body:
            yield Actor(start, body=True, places=places)
        elif any(_is_of(n, owner) for n in first):
            yield Actor(start, body=False, places=(Noun(0, 0, owner.kind, "", (owner,)),))
        elif lands := [n for n in first if n in places]:
            of_land = all(n.kind != "City" for n in lands)  # the State of Victoria and Jiangsu have been sisters
            yield Actor(start, body=of_land, places=tuple(lands[:1]) if of_land else places)
